# Reference values for shifts, exact p with ties, covariate adjustment and ratios of sums.
#
# Run: Rscript amounts_generate.R > amounts_r.json
# Needs R 4.2.2 with coin 1.4-2, sandwich 3.0-2, jsonlite 1.8.4.
#
# wilcox.test (exact, Hodges-Lehmann estimate and interval), coin::wilcox_test and coin::oneway_test with the exact
# conditional distribution (one-sided p), lm of y ~ arm * centred x with vcovHC(type = "HC2"), and a ratio of sums as
# lm(y ~ 0 + x, weights = 1/x), whose HC1 variance is the delta method's.
suppressMessages({ library(coin); library(sandwich); library(jsonlite) })
set.seed(20)

shift <- function(control, variant, level) {
  w <- wilcox.test(variant, control, conf.int = TRUE, conf.level = level, exact = TRUE)
  list(control = control, variant = variant, level = level, estimate = unname(w$estimate), interval = as.numeric(w$conf.int), p = w$p.value)
}
a <- round(rexp(12, 1 / 40), 3); b <- round(rexp(15, 1 / 70), 3)
shifts <- list(shift(a, b, .95), shift(a, b, .5), shift(c(1.1, 4.2, 3.3), c(2.4, 9.5, 7.6, 8.8), .8),
               shift(round(rnorm(40), 6), round(rnorm(45, .6, 2), 6), .99), shift(c(-3.5, 0.25), c(8, 1e6, -20.5, 3, 4.75), .6))

tied <- function(control, variant) {
  d <- data.frame(y = c(control, variant), g = factor(c(rep("c", length(control)), rep("v", length(variant))), levels = c("v", "c")))
  p <- function(test, side) as.numeric(pvalue(test(y ~ g, d, distribution = "exact", alternative = side)))
  list(control = control, variant = variant,
       rank = c(p(wilcox_test, "less"), p(wilcox_test, "greater")), mean = c(p(oneway_test, "less"), p(oneway_test, "greater")))
}
ties <- list(tied(rpois(40, 1.2), rpois(45, 1.9)), tied(rpois(60, 3), rpois(25, 4.5)), tied(rbinom(90, 6, .3), rbinom(100, 6, .4)),
             tied(round(rexp(20, 1 / 5)) * 500, round(rexp(22, 1 / 9)) * 500))

adjusted <- function(x, y, arm) {
  centred <- x - mean(x)
  fit <- lm(y ~ arm * centred)
  se <- sqrt(vcovHC(fit, type = "HC2")["arm", "arm"])
  list(x = x, y = y, arm = arm, estimate = unname(coef(fit)["arm"]), standardError = unname(se), df = fit$df.residual,
       p = 2 * pt(abs(coef(fit)["arm"]) / se, fit$df.residual, lower.tail = FALSE)[[1]])
}
x <- round(rexp(60, 1 / 100), 2); g <- rep(0:1, 30); y <- round(20 + .8 * x + 15 * g + .3 * g * x + rnorm(60) * (5 + .2 * x), 3)
x2 <- c(3, 8, 1, 9, 4, 4.5, 7); y2 <- c(5, 11, 2, 15, 3, 9, 10); g2 <- c(0, 0, 0, 1, 1, 1, 1)
adjustments <- list(adjusted(x, y, g), adjusted(x2, y2, g2), adjusted(x[1:25] + 1e9, y[1:25], c(rep(0, 8), rep(1, 17))))

ratio <- function(x, y) {
  fit <- lm(y ~ 0 + x, weights = 1 / x)
  list(x = x, y = y, estimate = unname(coef(fit)), standardError = sqrt(vcovHC(fit, type = "HC1")[1, 1]))
}
rx <- rpois(25, 4) + 1; ry <- round(rx * 900 + rnorm(25) * 300, 2)
ratios <- list(ratio(rx, ry), ratio(c(2, 1), c(5, 9)), ratio(round(rexp(80), 4) + .01, round(rexp(80, 1 / 7), 3)))

version <- paste("R", getRversion(), "coin", packageVersion("coin"), "sandwich", packageVersion("sandwich"))
cat(toJSON(list(tool = "R", version = version, call = "wilcox.test, coin exact, lm + vcovHC", cases = list(), shifts = shifts,
                ties = ties, adjustments = adjustments, ratios = ratios), auto_unbox = TRUE, digits = NA, pretty = FALSE), "\n")
