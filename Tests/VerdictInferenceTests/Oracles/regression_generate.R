# Reference values for LinearModel: least squares with robust and cluster-robust errors.
#
# Run: Rscript regression_generate.R > regression.json
# Needs R 4.2.2, sandwich 3.0-2 (vcovHC), clubSandwich 0.5.8 (vcovCR, coef_test), jsonlite.
#
# Every case carries its data. CR1 is clubSandwich's G/(G - 1); CR2 takes the identity for the working covariance.
suppressMessages({library(sandwich); library(clubSandwich); library(jsonlite)})

fit_case <- function(name, y, X, cluster, w = NULL) {
  d <- data.frame(y = y, X, cluster = cluster)
  f <- as.formula(paste("y ~", paste(colnames(X), collapse = " + ")))
  if (is.null(w)) m <- lm(f, d) else { d$w <- w; m <- lm(f, d, weights = w) }
  k <- length(coef(m))
  diags <- function(v) unname(sqrt(diag(v)))
  hc <- lapply(c(hc0 = "HC0", hc1 = "HC1", hc2 = "HC2", hc3 = "HC3"),
               function(t) { e <- diags(vcovHC(m, t)); if (any(!is.finite(e))) NULL else e })
  hc$classical <- diags(vcov(m))
  cr <- lapply(c(cr0 = "CR0", cr1 = "CR1", cr2 = "CR2"), function(t) diags(vcovCR(m, cluster, type = t)))
  v2 <- vcovCR(m, cluster, type = "CR2")
  test <- coef_test(m, vcov = v2, test = "Satterthwaite")
  list(name = name, response = y, design = unname(cbind(1, as.matrix(X))), cluster = cluster, weights = w,
       coefficients = unname(coef(m)), errors = c(hc, cr),
       cr2Covariance = unname(as.vector(t(v2))), satterthwaite = test$df, p = test$p_Satt)
}

set.seed(20240611)
cases <- list()
g <- rep(1:7, times = c(3, 8, 1, 5, 12, 2, 6))
x1 <- as.numeric(g %in% c(1, 2, 4)); x2 <- round(rnorm(37), 3)
y <- round(2 + x1 - .5 * x2 + rnorm(7)[g] + rnorm(37), 4)
w <- round(runif(37, .2, 4), 2)
cases[[1]] <- fit_case("unequal clusters", y, cbind(x1 = x1, x2 = x2), g)
cases[[2]] <- fit_case("unequal clusters, weighted rows", y, cbind(x1 = x1, x2 = x2), g, w)
wc <- c(1, 3, .5, 2, 7, 1.5, .25)[g]
cases[[3]] <- fit_case("weights constant within clusters", y, cbind(x1 = x1, x2 = x2), g, wc)
g <- rep(1:6, each = 4); post <- rep(c(0, 0, 1, 1), 6); treated <- as.numeric(g <= 3)
y <- round(10 + 2 * treated + post + 1.5 * treated * post + rnorm(6)[g] + rnorm(24, sd = .5), 3)
cases[[4]] <- fit_case("two by two, balanced", y, cbind(treated = treated, post = post, both = treated * post), g)
w <- sample(1:9, 24, TRUE)
cases[[5]] <- fit_case("two by two, weighted", y, cbind(treated = treated, post = post, both = treated * post), g, w)
d <- sapply(2:6, function(j) as.numeric(g == j)); colnames(d) <- paste0("u", 2:6)
cases[[6]] <- fit_case("a cluster that determines its own coefficient", y, cbind(d, post = post, both = treated * post), g)
g <- c(1, 1, 2, 2, 3, 3); x <- c(0, 1, 0, 1, 0, 1)
cases[[7]] <- fit_case("three clusters of two", c(1, 2.5, 2, 2, 4, 6.5), cbind(x = x), g)
y <- 1e6 + round(rnorm(24), 3)
cases[[8]] <- fit_case("far from zero", y, cbind(treated = treated, post = post), rep(1:6, each = 4))
cases[[9]] <- fit_case("every row its own cluster", c(3, 1, 4, 1, 5, 9, 2, 6), cbind(x = c(0, 0, 0, 1, 1, 1, 1, 1)), 1:8)

cat(toJSON(list(tool = "clubSandwich, sandwich",
                version = paste0("R ", getRversion(), ", clubSandwich ", packageVersion("clubSandwich"),
                                 ", sandwich ", packageVersion("sandwich")),
                call = "vcov(lm), vcovHC(lm), vcovCR(lm, cluster, type), coef_test(test = 'Satterthwaite')", cases = cases),
           auto_unbox = TRUE, digits = NA, null = "null"))
