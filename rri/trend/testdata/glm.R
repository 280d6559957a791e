# Reference values for the trend, by R's glm: the whole model, with an effect for each period, of
# the series in series.csv. Usage: Rscript glm.R > glm.csv in this folder. README.md describes the
# columns. Written for R 4.2.2, of which it wants nothing but base and stats.
#
# With design effects the counts and what they are out of are divided by them; R then warns that
# counts are no whole numbers, and computes the same.

# The standard error of the slope if the logarithm of the index goes up and down in every period with
# some variance more, by the moments of the chi-squared: of weighted least squares of the log index.
uneven <- function(f, d, chi) {
  mu <- fitted(f)
  v <- if (d$model[1] == "rate") mu else d$n * mu / (1 - mu)
  both <- intersect(d$period[d$g == 1], d$period[d$g == 0])
  at <- function(g) match(both, d$period[d$g == g])
  w <- 1 / (1 / v[d$g == 1][at(1)] + 1 / v[d$g == 0][at(0)])
  X <- cbind(1, d$time[d$g == 1][at(1)])
  B <- solve(t(X) %*% (w * X)) %*% t(w * X)
  between <- max(0, (chi - length(w) + 2) / sum(w * (1 - rowSums(X * t(B)))))
  sqrt((B %*% ((1 / w + between) * t(B)))[2, 2])
}

tight <- glm.control(epsilon = 1e-15, maxit = 1000)
s <- read.csv("series.csv", colClasses = c(period = "character"))
s$middle <- (as.numeric(as.Date(s$start)) + as.numeric(as.Date(s$end))) / 2 / 365.25
cat("set,family,level,slope,se_level,se_slope,chi_square,df,dispersion,se_used,lower,upper\n")
for (set in unique(s$set)) {
  d <- s[s$set == set, ]
  d$time <- d$middle - min(d$middle)
  d$x <- d$events / d$design_effect
  d$n <- d$exposure / d$design_effect
  d$g <- as.numeric(d$group == "group")
  d$p <- factor(d$period, unique(d$period))
  d <- d[d$n > 0, ]
  for (quasi in c(FALSE, TRUE)) {
    if (d$model[1] == "rate") {
      f <- glm(x ~ p + g + g:time, if (quasi) quasipoisson else poisson, d, offset = log(d$n), control = tight)
    } else {
      start <- c(log(sum(d$x) / sum(d$n)) - 0.2, rep(0, nlevels(d$p) + 1)) # the log link needs proportions below 1 to start from
      f <- glm(cbind(x, n - x) ~ p + g + g:time, if (quasi) quasibinomial("log") else binomial("log"), d, start = start, control = tight)
    }
    stopifnot(f$converged)
    c <- summary(f)$coefficients
    chi <- sum(residuals(f, "pearson")^2)
    reach <- if (quasi) qt(0.975, f$df.residual) else qnorm(0.975)
    se <- if (quasi) max(c["g:time", 2], uneven(f, d, chi)) else c["g:time", 2]
    limits <- exp(c["g:time", 1] + c(-1, 1) * reach * se)
    cat(sprintf("%s,%s,%.15g,%.15g,%.15g,%.15g,%.15g,%d,%.15g,%.15g,%.15g,%.15g\n", set, if (quasi) "quasi" else "plain", c["g", 1], c["g:time", 1],
      c["g", 2], c["g:time", 2], chi, f$df.residual, chi / f$df.residual, se, limits[1], limits[2]))
  }
}
