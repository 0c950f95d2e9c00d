# Reference values for power and sizes by R's own functions.
#
# Run: Rscript planning_generate.R > planning_r.json
# Needs R 4.2 (stats) and jsonlite.
library(jsonlite)
means <- list()
for (case in list(c(.5, 1, .8, .05), c(1, 1, .9, .05), c(.35, 1, .8, .01), c(2000, 9000, .8, .05))) {
  found <- power.t.test(delta = case[1], sd = case[2], power = case[3], sig.level = case[4],
                        strict = TRUE, tol = 1e-10)
  means[[length(means) + 1]] <- list(effect = case[1], deviation = case[2], power = case[3],
                                     alpha = case[4], size = found$n)
}
rates <- list()
for (case in list(c(.15, .2, .8, .05), c(.5, .75, .9, .05), c(.45, .7, .8, .05), c(.1, .05, .8, .1))) {
  found <- power.prop.test(p1 = case[1], p2 = case[2], power = case[3], sig.level = case[4], tol = 1e-10)
  rates[[length(rates) + 1]] <- list(baseline = case[1], target = case[2], power = case[3],
                                     alpha = case[4], size = found$n)
}
cat(toJSON(list(tool = "R stats", version = R.version.string,
                call = "power.t.test(strict = TRUE), power.prop.test",
                cases = list(list(means = means, rates = rates))),
           auto_unbox = TRUE, digits = NA, pretty = 1), "\n", sep = "")
