# Reference values for times to an event.
#
# Run: Rscript survival_generate.R > survival.json
# Needs R 4.2.2 with survival 3.5-3 and jsonlite 1.8.4.
#
# survfit (Kaplan-Meier, Greenwood, log-log limits, median by quantile), survdiff (log-rank, plain and
# stratified), print.survfit's rmean (restricted mean and its standard error, no m/(m - 1) factor).
suppressMessages(library(survival))
library(jsonlite)

arm <- function(times, events, horizon) {
  fit <- survfit(Surv(times, events) ~ 1, conf.type = "log-log")
  q <- quantile(fit, .5)
  mean <- survival:::survmean(fit, rmean = horizon)$matrix
  at <- summary(fit, times = horizon, extend = FALSE)
  list(times = fit$time, atRisk = fit$n.risk, events = fit$n.event, censored = fit$n.censor,
       survival = fit$surv, standardError = summary(fit, times = fit$time)$std.err,
       lower = fit$lower, upper = fit$upper,
       median = unname(q$quantile), medianLower = unname(q$lower), medianUpper = unname(q$upper),
       mean = unname(mean["rmean"]), meanError = unname(mean["se(rmean)"]),
       survivalAtHorizon = at$surv, errorAtHorizon = at$std.err)
}

case <- function(name, c, v, horizon = min(max(c$times), max(v$times))) {
  both <- data.frame(times = c(c$times, v$times), events = c(c$events, v$events),
                     arm = rep(0:1, c(length(c$times), length(v$times))))
  test <- survdiff(Surv(times, events) ~ arm, both)
  list(name = name, control = c, variant = v, horizon = horizon,
       curves = list(control = arm(c$times, c$events, horizon), variant = arm(v$times, v$events, horizon)),
       chiSquare = test$chisq, p = pchisq(test$chisq, 1, lower.tail = FALSE),
       excess = unname(test$obs[2] - test$exp[2]), variance = test$var[2, 2])
}

rows <- function(times, events) list(times = times, events = events)
aml <- split(survival::aml, survival::aml$x)
set.seed(31)
random <- function(n, mean, limit, digits) {
  t <- rexp(n, 1 / mean); u <- runif(n, 0, limit)
  rows(round(pmin(t, u), digits), as.integer(t <= u))
}
# Freireich et al. (1963), Blood 21:699, table 1: remission of leukaemia in weeks, placebo and 6-MP.
placebo <- rows(c(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23), rep(1L, 21))
mercaptopurine <- rows(c(6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35),
                       c(1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0))
cases <- list(
  case("leukaemia", placebo, mercaptopurine),
  case("leukaemia to 10 weeks", placebo, mercaptopurine, 10),
  case("aml", rows(aml[["Nonmaintained"]]$time, aml[["Nonmaintained"]]$status),
       rows(aml[["Maintained"]]$time, aml[["Maintained"]]$status)),
  case("ties and few", rows(c(2, 2, 2, 5, 5, 9), c(1, 1, 0, 1, 0, 0)), rows(c(1, 2, 2, 7, 9), c(0, 1, 1, 1, 0))),
  case("flat at one half", rows(c(1, 2, 3, 4), c(1, 1, 1, 1)), rows(c(1, 2, 4, 6), c(1, 1, 0, 0)), 3),
  case("one unit an arm", rows(3, 1), rows(4, 1), 3),
  case("unequal arms", random(40, 20, 60, 0), random(7, 30, 60, 0)),
  case("continuous", random(120, 12, 30, 6), random(110, 15, 30, 6), 14.5),
  case("mostly censored", random(60, 200, 40, 0), random(60, 120, 40, 0)))

strata <- list(list(random(25, 10, 25, 0), random(20, 14, 25, 0)), list(random(12, 20, 30, 0), random(30, 26, 30, 0)),
               list(random(9, 5, 15, 0), random(8, 9, 15, 0)))
flat <- do.call(rbind, lapply(seq_along(strata), function(s) do.call(rbind, lapply(1:2, function(a) {
  r <- strata[[s]][[a]]
  data.frame(times = r$times, events = r$events, arm = a, stratum = s)
}))))
within <- survdiff(Surv(times, events) ~ arm + strata(stratum), flat)
out <- list(tool = "R survival", version = paste("R", getRversion(), "survival", packageVersion("survival")),
            call = "survfit(conf.type = 'log-log'), quantile, survmean(rmean = horizon), survdiff",
            cases = cases,
            stratified = list(strata = lapply(strata, function(s) list(control = s[[1]], variant = s[[2]])),
                              chiSquare = within$chisq, variance = within$var[2, 2]))
scalars <- c("name", "horizon", "chiSquare", "p", "excess", "variance", "tool", "version", "call", "median",
             "medianLower", "medianUpper", "mean", "meanError", "survivalAtHorizon", "errorAtHorizon")
unboxed <- function(x, key = "") if (is.list(x)) {
  mapply(unboxed, x, if (is.null(names(x))) rep("", length(x)) else names(x), SIMPLIFY = FALSE)
} else if (key %in% scalars) unbox(if (length(x) == 0) NA else x) else x
cat(toJSON(unboxed(out), digits = NA, na = "null", null = "null", pretty = 1), "\n")
