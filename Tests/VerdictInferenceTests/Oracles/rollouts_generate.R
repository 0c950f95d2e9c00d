# Reference values for a rollout to some: two groups, two times.
#
# Run: Rscript rollouts_generate.R > rollouts.json
# Needs R 4.2.2, sandwich 3.0-2, clubSandwich 0.5.8, jsonlite.
#
# lm(value ~ treated * post, weights), errors by row from vcovHC, by unit from vcovCR and coef_test; the permutation
# test refits lm for every choice of treated units. Trends before the start: lm(value ~ treated * period) on the rows
# before, CR2. Two-way: the same estimate with dummies for units and periods, where the panel is balanced.
suppressMessages({library(sandwich); library(clubSandwich); library(jsonlite)})

case <- function(name, d, balanced = FALSE) {
  if (is.null(d$weight)) d$weight <- 1
  fit <- function(x) lm(value ~ treated * post, x, weights = weight)
  m <- fit(d)
  term <- "treated:post"; n <- nrow(d); units <- unique(d$unit); G <- length(units)
  est <- unname(coef(m)[term])
  se <- c(sapply(c(hc1 = "HC1", hc3 = "HC3"), function(t) sqrt(vcovHC(m, t)[term, term])),
          sapply(c(cr0 = "CR0", cr1 = "CR1", cr2 = "CR2"), function(t) sqrt(vcovCR(m, d$unit, type = t)[term, term])))
  v2 <- vcovCR(m, d$unit, type = "CR2")
  row <- which(names(coef(m)) == term)
  df2 <- coef_test(m, vcov = v2, test = "Satterthwaite")$df[row]
  df <- c(hc1 = n - 4, hc3 = n - 4, cr0 = G - 1, cr1 = G - 1, cr2 = df2)
  p <- 2 * pt(-abs(est / se), df)
  ends <- conf_int(m, vcov = v2, level = .95, test = "Satterthwaite")
  treated <- sapply(units, function(u) d$treated[d$unit == u][1])
  t <- combn(G, sum(treated), function(i) {
    x <- d; x$treated <- as.numeric(x$unit %in% units[i]); b <- coef(fit(x))[term]; if (is.na(b)) NA else unname(b) })
  t <- t[!is.na(t)]; eps <- 1e-9 * max(abs(t))
  pre <- d[d$post == 0, ]; trend <- NULL
  if (length(unique(pre$period)) > 1) {
    mt <- lm(value ~ treated * period, pre, weights = weight)
    vt <- vcovCR(mt, pre$unit, type = "CR2"); k <- which(names(coef(mt)) == "treated:period")
    trend <- list(estimate = unname(coef(mt)[k]), error = sqrt(vt[k, k]),
                  df = coef_test(mt, vcov = vt, test = "Satterthwaite")$df[k])
  }
  twoWay <- if (balanced) unname(coef(lm(value ~ treated:post + factor(unit) + factor(period), d))["treated:post"]) else NULL
  list(name = name, rows = unname(as.matrix(d[, c("unit", "period", "treated", "post", "value", "weight")])), estimate = est,
       errors = as.list(se), p = as.list(p), df = as.list(df), interval = c(ends$CI_L[row], ends$CI_U[row]),
       greater = mean(t >= est - eps), less = mean(t <= est + eps), smallest = 1 / choose(G, sum(treated)),
       trend = trend, twoWay = twoWay)
}

panel <- function(units, treated, periods, start, effect, sd = 1, seed) {
  set.seed(seed)
  d <- expand.grid(period = 1:periods, unit = 1:units)
  d$treated <- as.numeric(d$unit %in% treated); d$post <- as.numeric(d$period >= start)
  d$value <- round(20 + 2 * d$treated + .3 * d$period + effect * d$treated * d$post + rnorm(units)[d$unit] + rnorm(nrow(d), sd = sd), 2)
  d
}
cases <- list()
cases[[1]] <- case("eight shops, six weeks", panel(8, c(1, 3, 4, 8), 6, 4, 2, seed = 1), balanced = TRUE)
d <- panel(7, c(2, 5), 5, 3, 1, seed = 2); d$weight <- sample(1:30, nrow(d), TRUE)
cases[[2]] <- case("weighted by meetings, two of seven", d)
d <- panel(9, 1:4, 6, 5, -1, seed = 3); d <- d[-c(3, 4, 11, 17, 30, 31, 48), ]; d$weight <- round(runif(nrow(d), .5, 3), 1)
cases[[3]] <- case("holes in the panel, weighted", d)
cases[[4]] <- case("two and two, before and after", panel(4, c(1, 2), 2, 2, 3, seed = 4), balanced = TRUE)
d <- panel(6, 1:3, 4, 3, .5, seed = 5); d$value <- d$value + 1e6
cases[[5]] <- case("far from zero", d, balanced = TRUE)
d <- panel(5, c(1, 4), 3, 2, 1, seed = 6); d <- rbind(d, data.frame(period = 1, unit = 6, treated = 1, post = 0, value = 19.5),
                                                         data.frame(period = 3, unit = 7, treated = 0, post = 1, value = 23.1))
cases[[6]] <- case("units seen on one side only", d)
d <- panel(10, c(1:3, 7, 9), 8, 5, .8, seed = 7); d$weight <- (1:10)[d$unit]
cases[[7]] <- case("weights constant within units", d)

cat(toJSON(list(tool = "lm, sandwich, clubSandwich, combn",
                version = paste0("R ", getRversion(), ", sandwich ", packageVersion("sandwich"), ", clubSandwich ", packageVersion("clubSandwich")),
                call = "lm(value ~ treated * post, weights); vcovHC; vcovCR(cluster = unit); coef_test; conf_int",
                cases = cases), auto_unbox = TRUE, digits = NA, null = "null"))
