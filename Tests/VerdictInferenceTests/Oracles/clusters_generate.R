# Reference values for two arms placed by cluster.
#
# Run: Rscript clusters_generate.R > clusters.json
# Needs R 4.2.2, clubSandwich 0.5.8 (vcovCR, coef_test, conf_int), jsonlite.
#
# Units are written out as rows of 0 and 1. The intraclass correlation comes from anova(lm(y ~ arm + cluster)) with
# n0 by its definition; the permutation test from all combn(M, m) choices, on whole-number multiples of the rates so
# that ties are ties (the cases use cluster sizes with a small common multiple).
suppressMessages({library(clubSandwich); library(jsonlite)})

case <- function(name, arm, trials, successes) {
  M <- length(arm)
  d <- data.frame(cluster = rep(1:M, trials), arm = rep(arm, trials),
                  y = unlist(mapply(function(n, x) rep(c(1, 0), c(x, n - x)), trials, successes, SIMPLIFY = FALSE)))
  fit <- lm(y ~ arm, d)
  errors <- sapply(c(cr0 = "CR0", cr1 = "CR1", cr2 = "CR2"),
                   function(t) unname(sqrt(vcovCR(fit, d$cluster, type = t)[2, 2])))
  v <- vcovCR(fit, d$cluster, type = "CR2")
  test <- coef_test(fit, vcov = v, test = "Satterthwaite")[2, ]
  ends <- conf_int(fit, vcov = v, level = .9, test = "Satterthwaite")[2, ]
  table <- anova(lm(y ~ arm + factor(cluster), d))
  A <- length(unique(arm)); N <- sum(trials)
  n0 <- (N - sum(tapply(trials^2, arm, sum) / tapply(trials, arm, sum))) / (M - A)
  between <- table[2, "Mean Sq"]; within <- table[3, "Mean Sq"]
  icc <- (between - within) / (between + (n0 - 1) * within)
  lcm <- 27720
  whole <- round(lcm * successes / trials); stopifnot(all(abs(whole - lcm * successes / trials) < 1e-9))
  m <- sum(arm); total <- sum(whole)
  t <- combn(M, m, function(i) sum(whole[i]) * M - total * m); own <- sum(whole[arm == 1]) * M - total * m
  greater <- mean(t >= own); less <- mean(t <= own)
  list(name = name, arm = arm, trials = trials, successes = successes, icc = icc,
       designEffect = 1 + (sum(trials^2) / N - 1) * max(icc, 0), estimate = unname(coef(fit)[2]), errors = as.list(errors),
       degreesOfFreedom = test$df, p = test$p_Satt, interval90 = c(ends$CI_L, ends$CI_U),
       meanDifference = mean((successes / trials)[arm == 1]) - mean((successes / trials)[arm == 0]),
       greater = greater, less = less, smallest = 1 / choose(M, m))
}

cases <- list(
  case("four against four", rep(0:1, each = 4), c(30, 22, 40, 11, 36, 28, 20, 45), c(12, 11, 15, 3, 21, 14, 11, 20)),
  case("three against three", rep(0:1, each = 3), c(10, 10, 10, 10, 10, 10), c(2, 3, 4, 5, 6, 8)),
  case("two against five", c(1, 0, 0, 1, 0, 0, 0), c(15, 8, 60, 44, 12, 9, 30), c(9, 2, 21, 30, 5, 4, 11)),
  case("alike beyond chance", rep(0:1, 3), c(20, 20, 20, 20, 20, 20), c(10, 10, 10, 11, 10, 10)),
  case("one manager with most meetings", rep(0:1, each = 3), c(180, 5, 6, 20, 24, 22), c(70, 1, 3, 12, 13, 9)),
  case("ties everywhere", rep(0:1, each = 5), c(4, 4, 8, 8, 12, 4, 4, 8, 8, 12), c(1, 2, 2, 4, 6, 2, 2, 4, 4, 9)),
  case("managers who differ", rep(0:1, each = 4), c(20, 24, 30, 18, 22, 28, 36, 15), c(3, 15, 9, 14, 19, 9, 30, 6)),
  case("managers who differ, one unit each in two", c(0, 0, 0, 1, 1, 1, 1), c(40, 1, 33, 1, 20, 44, 10), c(35, 0, 9, 1, 4, 40, 3)),
  case("six against six", rep(0:1, 6), c(30, 28, 35, 33, 40, 42, 22, 24, 36, 30, 28, 44), c(9, 14, 12, 15, 10, 19, 8, 7, 12, 16, 9, 21)))

cat(toJSON(list(tool = "clubSandwich, anova, combn",
                version = paste0("R ", getRversion(), ", clubSandwich ", packageVersion("clubSandwich")),
                call = "vcovCR(lm(y ~ arm), cluster, type), coef_test, conf_int(level = .9); anova(lm(y ~ arm + cluster))",
                cases = cases), auto_unbox = TRUE, digits = NA))
