# Reference values for several results read as one family.
#
# Run: Rscript effects_generate.R > effects_family.json
# Needs R 4.2.2 with metafor 3.8-1 and jsonlite 1.8.4.
#
# rma (DL, PM, REML at a tightened threshold), blup, predict (pi.type = "riley": t with K - 2), confint (Q-profile), and
# test = "adhoc" (Hartung-Knapp never below 1); blup of all results with tau2 fixed for one new result beside past ones.
suppressMessages(library(metafor))
library(jsonlite)

tight <- list(threshold = 1e-14, maxiter = 10000, tau2.max = 1e6, tol = 1e-14)
fit <- function(y, s, method, ...) rma(yi = y, sei = s, method = method, control = tight, ...)

family <- function(name, y, s, methods = c("DL", "PM", "REML")) {
  # The same results twice near 10^9 must not be asked of metafor: it squares raw estimates.
  fits <- lapply(methods, function(m) {
    f <- fit(y, s, m)
    b <- blup(f)
    ci <- confint(f, control = list(tol = 1e-14, tau2.max = 1e6, maxiter = 10000))$random
    adhoc <- fit(y, s, m, test = "adhoc")
    p <- predict(f, pi.type = "riley")
    list(method = m, tau2 = f$tau2, mean = as.numeric(f$beta), error = f$se, q = f$QE, qp = f$QEp,
         blup = b$pred, blupError = b$se, lower = adhoc$ci.lb, upper = adhoc$ci.ub,
         predictionLower = p$pi.lb, predictionUpper = p$pi.ub,
         tauLower = ci["tau^2", "ci.lb"], tauUpper = ci["tau^2", "ci.ub"])
  })
  list(name = name, estimates = y, errors = s, fits = fits,
       iSquared = max(0, (fits[[1]]$q - (length(y) - 1)) / fits[[1]]$q))
}

shrunk <- function(y, s, new, error) {
  past <- fit(y, s, "PM")
  both <- rma(yi = c(y, new), sei = c(s, error), tau2 = past$tau2)
  b <- blup(both)
  k <- length(y) + 1
  list(estimates = y, errors = s, new = new, newError = error, value = b$pred[k], error = b$se[k])
}

eight <- list(y = c(28, 8, -3, 7, -1, 1, 18, 12), s = c(15, 10, 16, 11, 9, 11, 10, 18))
bcg <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
shelf <- list(y = c(.02, -.01, .07, .12, -.03, .05), s = c(.04, .05, .03, .06, .02, .05))
apart <- list(y = c(.31, -.12, .05, .44, -.25, .18, .02), s = c(.05, .04, .11, .06, .07, .03, .2))

cases <- list(
  family("eight schools", eight$y, eight$s),
  family("bcg", as.numeric(bcg$yi), sqrt(as.numeric(bcg$vi))),
  family("shelf", shelf$y, shelf$s),
  family("far apart", apart$y, apart$s),
  family("three", c(1, 2, 4), c(.5, .4, 1)),
  family("equal errors", c(-2, 0, 1, 5), rep(1, 4)),
  family("all equal", rep(.1, 5), c(.1, .2, .3, .4, .5), c("DL", "PM")))
shelves <- list(shrunk(shelf$y, shelf$s, .25, .06), shrunk(apart$y, apart$s, .3, .1), shrunk(apart$y, apart$s, -.6, .02),
                shrunk(c(0, .01, -.01, .005, -.005, .002), rep(.05, 6), .2, .07))

scalars <- c("name", "iSquared", "method", "tau2", "mean", "q", "qp", "lower", "upper", "predictionLower",
             "predictionUpper", "tauLower", "tauUpper", "new", "newError", "value", "error", "tool", "version", "call")
unboxed <- function(x, key = "") if (is.list(x)) {
  mapply(unboxed, x, if (is.null(names(x))) rep("", length(x)) else names(x), SIMPLIFY = FALSE)
} else if (key %in% scalars) unbox(x) else x
cat(toJSON(unboxed(list(
  tool = "R metafor", version = paste("R", getRversion(), "metafor", packageVersion("metafor")),
  call = "rma, blup, predict(pi.type = 'riley'), confint, rma(test = 'adhoc'), blup(rma(tau2 = ...))",
  cases = cases, shelves = shelves)), digits = NA, pretty = 1), "\n")
