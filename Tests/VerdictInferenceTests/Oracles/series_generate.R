# Reference values for segmented regression.
#
# Run: Rscript series_generate.R > series_segmented.json
# Needs R 4.2.2 with sandwich and jsonlite (their versions are written into the file).
#
# glm with quasi families and lm; sandwich::NeweyWest(prewhite = FALSE, adjust = TRUE); the effect by the delta method with
# a numerical gradient; Box.test for Ljung and Box; Durbin and Watson by its formula.
suppressMessages({library(sandwich); library(jsonlite)})
set.seed(3)

fit_case <- function(name, family, y, d, start, lags, weekday = NULL) {
  n <- length(y); t <- seq_len(n) - 1
  x <- data.frame(time = t, level = as.numeric(t >= start), slope = pmax(t - start, 0) * (t >= start))
  if (!is.null(weekday)) x$day <- factor(weekday)
  form <- if (is.null(weekday)) ~ time + level + slope else ~ time + level + slope + day
  X <- model.matrix(form, x)
  control <- glm.control(epsilon = 1e-14, maxit = 100)
  keep <- if (is.null(d)) rep(TRUE, n) else d > 0
  model <- switch(family,
    quasiBinomial = glm(cbind(y, d - y)[keep, ] ~ X[keep, ] - 1, family = quasibinomial, control = control),
    quasiPoisson = if (is.null(d)) glm(y ~ X - 1, family = quasipoisson, control = control)
      else glm(y[keep] ~ X[keep, ] - 1 + offset(log(d[keep])), family = quasipoisson, control = control),
    gaussian = lm(y ~ X - 1))
  b <- coef(model); k <- length(b); used <- sum(keep); df <- used - k
  V <- NeweyWest(model, lag = lags, prewhite = FALSE, adjust = TRUE)
  M <- vcov(model)
  pearson <- residuals(model, type = "pearson")
  size <- if (is.null(d)) rep(1, n) else d
  mean_of <- function(eta, s) switch(family, quasiBinomial = s * plogis(eta), quasiPoisson = s * exp(eta), gaussian = eta)
  after <- keep & t >= start
  effect <- function(beta) {
    without <- X[after, , drop = FALSE]; without[, c("level", "slope")] <- 0
    s <- size[after]
    sum(mean_of(X[after, ] %*% beta, s) - mean_of(without %*% beta, s)) / sum(s)
  }
  grad <- sapply(seq_along(b), function(j) {
    h <- 1e-5 * max(abs(b[j]), 1e-3); e <- replace(numeric(k), j, h)
    (8 * (effect(b + e) - effect(b - e)) - (effect(b + 2 * e) - effect(b - 2 * e))) / (12 * h)
  })
  se <- function(C, j) sqrt(C[j, j])
  m <- max(min(10, used %/% 5), 1)
  box <- Box.test(pearson, lag = m, type = "Ljung-Box")
  list(name = name, family = family, numerator = y, denominator = d, start = start, lags = lags, weekday = weekday,
       level = list(estimate = b[[3]], standardError = se(V, 3), p = 2 * pt(-abs(b[[3]] / se(V, 3)), df)),
       slope = list(estimate = b[[4]], standardError = se(V, 4), p = 2 * pt(-abs(b[[4]] / se(V, 4)), df)),
       trend = b[[2]], modelErrors = c(se(M, 3), se(M, 4)),
       levelInterval = b[[3]] + c(-1, 1) * qt(.975, df) * se(V, 3),
       dispersion = sum(pearson^2) / df,
       effect = list(estimate = effect(b), standardError = sqrt(drop(t(grad) %*% V %*% grad))),
       durbinWatson = sum(diff(pearson)^2) / sum(pearson^2),
       ljungBox = list(statistic = box$statistic[[1]], p = box$p.value))
}

rates <- function(n, start, size, base, jump) {
  d <- rpois(n, size) + 1
  list(y = rbinom(n, d, plogis(base + jump * (seq_len(n) - 1 >= start) + rnorm(n, 0, .2))), d = d)
}
a <- rates(26, 13, 60, -1.5, .4); b <- rates(90, 60, 40, -.5, -.3); c1 <- rates(7, 3, 20, 0, .5); w <- rates(70, 42, 30, -1, .2)
counts <- rpois(40, exp(2 + .01 * (0:39) + .3 * (0:39 >= 25)))
exposure <- rpois(40, 20) + 5
exposed <- rpois(40, exposure * .3)
values <- as.numeric(arima.sim(list(ar = .5), 100)) * 3 + 50 + .05 * (0:99) + 4 * (0:99 >= 70)
cases <- list(
  fit_case("rates", "quasiBinomial", a$y, a$d, 13, 0),
  fit_case("rates with lags", "quasiBinomial", b$y, b$d, 60, 3),
  fit_case("few rates", "quasiBinomial", c1$y, c1$d, 3, 0),
  fit_case("rates by weekday", "quasiBinomial", w$y, w$d, 42, 3, rep(0:6, 10)),
  fit_case("counts", "quasiPoisson", counts, NULL, 25, 2),
  fit_case("counts with exposure", "quasiPoisson", exposed, exposure, 18, 0),
  fit_case("values", "gaussian", values, NULL, 70, 4),
  fit_case("values near a thousand million", "gaussian", round(values[1:30], 2) + 1e9, NULL, 15, 0),
  fit_case("values by weekday", "gaussian", round(values[1:84] + rep(c(-5, 0, 2, 1, 1, 0, 3), 12), 3), NULL, 50, 0, rep(1:7, 12)),
  fit_case("great trials", "quasiBinomial", a$y * 1e7, a$d * 1e7, 13, 1))
out <- list(tool = "R", version = sprintf("R %s, sandwich %s", getRversion(), packageVersion("sandwich")),
            call = "glm/lm, sandwich::NeweyWest(prewhite = FALSE, adjust = TRUE), Box.test", cases = cases)
cat(toJSON(out, auto_unbox = TRUE, digits = NA, null = "null", pretty = TRUE))
