# Reference values for the change of an index, by functions of R: the score by restricted fits of glm
# and uniroot, the logarithm by glm with an interaction, the conditional interval by fisher.test,
# and the logarithm with one half added by metafor's escalc. Usage: Rscript change.R > change_r.csv in
# this folder. Written for R 4.2.2 and metafor 3.8-1. README.md describes the columns.

suppressMessages(library(metafor))
suppressWarnings({
tight <- glm.control(epsilon = 1e-15, maxit = 300)
all <- read.csv("change_counts.csv")

# frame has the four counts, divided by their design effects.
frame <- function(r) data.frame(
  x = c(r$a0 / r$d0, r$b0 / r$e0, r$a1 / r$d1, r$b1 / r$e1),
  n = c(r$n0 / r$d0, r$m0 / r$e0, r$n1 / r$d1, r$m1 / r$e1),
  group = c(1, 0, 1, 0), after = c(0, 0, 1, 1))

# fit returns what glm expects where the change is exp(t).
fit <- function(d, model, t) {
  if (model == "rate") {
    f <- glm(x ~ group + after, poisson, d, offset = log(n) + t * group * after, control = tight)
    return(fitted(f))
  }
  # glm would also fit the model without group and after, and find nothing to start from
  f <- glm.fit(cbind(1, d$group, d$after), d$x / d$n, d$n, offset = t * d$group * d$after, start = c(-1 - max(0, t), 0, 0), family = binomial("log"), control = tight)
  f$fitted.values * d$n
}

# statistic is the score statistic of the change exp(t): signed, corrected for skewness if asked, and
# of proportions with the variance of each period times N/(N-1) if asked.
statistic <- function(d, model, t, skewness, unbiased) {
  e <- fit(d, model, t)
  s <- c(-1, 1, 1, -1)
  p <- if (model == "rate") rep(0, 4) else e / d$n
  raw <- (1 - p) / e
  factor <- rep(1, 4)
  if (unbiased && model != "rate") {
    total <- c(d$n[1] + d$n[2], d$n[3] + d$n[4])
    factor <- rep(total / (total - 1), each = 2)
  }
  v <- sum(raw * factor)
  z <- sum(s * (d$x - e) / e) / sqrt(v)
  if (!skewness) return(z)
  a <- sum(s * raw * (1 - 2 * p) / e) / v^1.5 / 6
  uniroot(function(y) y + a * (y^2 - 1) - z, if (a > 0) c(-1 / (2 * a), 1e4) else if (a < 0) c(-1e4, -1 / (2 * a)) else z + c(-1, 1), tol = 1e-14)$root
}

show <- function(r, method, lower, upper, p) cat(sprintf("%d,%s,%.12g,%.12g,%.12g\n", r$id, method, lower, upper, p))

cat("id,method,lower,upper,p\n")
for (i in seq_len(nrow(all))) {
  r <- all[i, ]
  d <- frame(r)
  zero <- any(d$x == 0) || (r$model != "rate" && any(d$x == d$n))
  spread <- any(c(r$d0, r$e0, r$d1, r$e1) != 1)
  z <- qnorm((1 + r$level) / 2)
  if (!zero) {
    plain <- log(d$x[3] / d$n[3] / (d$x[4] / d$n[4]) / (d$x[1] / d$n[1] / (d$x[2] / d$n[2])))
    se <- NA
    if (r$model == "rate") {
      f <- summary(glm(x ~ group * after, poisson, d, offset = log(n), control = tight))
    } else {
      start <- c(log(0.5), 0, 0, 0)
      f <- summary(glm(cbind(x, n - x) ~ group * after, binomial("log"), d, start = start, control = tight))
    }
    b <- f$coefficients["group:after", ]
    show(r, "wald", exp(b[1] - z * b[2]), exp(b[1] + z * b[2]), 2 * pnorm(-abs((b[1] - log(r$null)) / b[2])))
    if (r$model == "rate") {
      k <- d$n[3] / d$n[4] / (d$n[1] / d$n[2])
      half <- escalc("OR", ai = d$x[3], bi = d$x[4], ci = d$x[1], di = d$x[2], add = 1 / 2, to = "all")
      y <- half$yi - log(k)
      show(r, "adjusted-log", exp(y - z * sqrt(half$vi)), exp(y + z * sqrt(half$vi)), 2 * pnorm(-abs((y - log(r$null)) / sqrt(half$vi))))
    }
  } else plain <- NA
  kinds <- list(score = c(FALSE, FALSE), scas = c(TRUE, TRUE), "miettinen-nurminen" = c(FALSE, TRUE))
  if (r$model == "rate") kinds <- kinds[1:2]
  for (m in names(kinds)) {
    if (zero || max(d$x) > 1e6) next # glm has too few digits
    at <- function(t) statistic(d, r$model, t, kinds[[m]][1], kinds[[m]][2])
    edge <- function(goal, direction) uniroot(function(t) at(t) - goal, sort(plain + direction * c(0, sqrt(sum(1 / d$x)))), extendInt = "downX", tol = 1e-13)$root
    show(r, m, exp(edge(z, -1)), exp(edge(-z, 1)), 2 * pnorm(-abs(at(log(r$null)))))
  }
  if (r$model == "rate" && !spread && max(d$x) < 1e6) {
    k <- d$n[3] / d$n[4] / (d$n[1] / d$n[2])
    table <- matrix(c(d$x[3], d$x[1], d$x[4], d$x[2]), 2)
    f <- fisher.test(table, conf.level = r$level, or = r$null * k)
    less <- fisher.test(table, alternative = "less", or = r$null * k)$p.value
    greater <- fisher.test(table, alternative = "greater", or = r$null * k)$p.value
    show(r, "exact", f$conf.int[1] / k, f$conf.int[2] / k, min(1, 2 * min(less, greater)))
  }
}
})
