# Reference values for the trend, by R's glm: the whole model, with an effect for each period, of
# the series in series.csv. Usage: Rscript glm.R > glm.csv in this folder. README.md describes the
# columns. Written for R 4.2.2, of which it wants nothing but base and stats.
#
# With design effects the counts and what they are out of are divided by them; R then warns that
# counts are no whole numbers, and computes the same.

# The interval is that of confint.default, coefficient plus and minus a quantile times the standard
# error, with Student's t where the family is quasi. There it takes a dispersion of no less than 1:
# summary(f, dispersion = 1) where R finds less.

tight <- glm.control(epsilon = 1e-15, maxit = 1000)
s <- read.csv("series.csv", colClasses = c(period = "character"))
s$middle <- (as.numeric(as.Date(s$start)) + as.numeric(as.Date(s$end))) / 2 / 365.25
cat("set,family,level,slope,se_level,se_slope,chi_square,df,dispersion,se_used,lower,upper,p\n")
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
    used <- if (quasi && chi < f$df.residual) summary(f, dispersion = 1)$coefficients else c
    se <- used["g:time", 2]
    if (quasi) {
      limits <- c["g:time", 1] + c(-1, 1) * qt(0.975, f$df.residual) * se
      p <- 2 * pt(-abs(c["g:time", 1] / se), f$df.residual)
      if (chi >= f$df.residual) stopifnot(all.equal(p, c["g:time", 4], tolerance = 1e-12))
    } else {
      limits <- confint.default(f)["g:time", ]
      p <- c["g:time", 4]
    }
    cat(sprintf("%s,%s,%.15g,%.15g,%.15g,%.15g,%.15g,%d,%.15g,%.15g,%.15g,%.15g,%.15g\n", set, if (quasi) "quasi" else "plain", c["g", 1], c["g:time", 1],
      c["g", 2], c["g:time", 2], chi, f$df.residual, chi / f$df.residual, se, exp(limits[1]), exp(limits[2]), p))
  }
}
