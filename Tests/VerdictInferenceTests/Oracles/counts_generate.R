# Reference values for two counts over exposures.
#
# Run: Rscript counts_generate.R > counts_r.json
# Needs R 4.2.2 with jsonlite 1.8.4.
#
# poisson.test: one-sided exact p and the exact interval of the rate ratio. glm with quasipoisson: dispersion;
# anova of the Poisson fits with test = "Rao": the score statistic, divided by the dispersion for t squared.
library(jsonlite)

exact <- function(x, e, level = .95) {
  p <- function(side) poisson.test(x, e, alternative = side)$p.value
  list(events = x, exposure = e, level = level, less = p("less"), greater = p("greater"),
       interval = poisson.test(x, e, conf.level = level)$conf.int[1:2])
}
# Variant first: poisson.test compares the first with the second.
cases <- list(exact(c(14, 23), c(30, 28)), exact(c(3, 0), c(1, 1)), exact(c(0, 5), c(2.5, 4)), exact(c(120, 90), c(1, 1), .99),
              exact(c(1, 1), c(1, 400)), exact(c(5023, 4900), c(1e6, 1.02e6)), exact(c(40, 7), c(100, 35), .8), exact(c(400000, 401234), c(10, 10)))

tight <- glm.control(epsilon = 1e-15, maxit = 100)
intervals <- function(xc, ec, xv, ev) {
  d <- data.frame(x = c(xc, xv), e = c(ec, ev), arm = c(rep(0, length(xc)), rep(1, length(xv))))
  quasi <- glm(x ~ arm + offset(log(e)), quasipoisson, d, control = tight)
  rao <- anova(glm(x ~ 1 + offset(log(e)), poisson, d, control = tight), glm(x ~ arm + offset(log(e)), poisson, d, control = tight), test = "Rao")$Rao[2]
  phi <- summary(quasi)$dispersion
  list(control = list(events = xc, exposure = ec), variant = list(events = xv, exposure = ev), dispersion = phi, df = nrow(d) - 2,
       rao = rao, p = 2 * pt(sqrt(rao / max(phi, 1)), nrow(d) - 2, lower.tail = FALSE))
}
set.seed(4)
over <- list(intervals(rnbinom(14, 3, mu = 12), rep(1, 14), rnbinom(12, 3, mu = 17), rep(1, 12)),
             intervals(c(3, 9, 0, 14), c(1, 2, .5, 2.5), c(8, 22, 5), c(1, 2, 1)), intervals(c(5, 5, 6), c(1, 1, 1), c(7, 8, 7), c(1, 1, 1)),
             intervals(c(0, 0, 1), c(2, 3, 2), c(4, 9), c(2, 2)))
cat(toJSON(list(tool = "R", version = paste("R", getRversion()), call = "poisson.test, glm quasipoisson", cases = cases, dispersed = over),
           auto_unbox = TRUE, digits = NA, na = "null"), "\n")
