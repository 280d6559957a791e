# The funnel of the searches of Black people in 2017/18 by force, from the formulas of the papers in
# base R: see README.md.
#   Rscript funnel.R > funnel.csv
d <- read.csv("black_2017_18.csv", check.names = FALSE)
d <- d[d$file_to == "2017/18", ]
a <- as.numeric(d$black); n <- as.numeric(d$black_residents); b <- as.numeric(d$white); m <- as.numeric(d$white_residents)
target <- sum(a * m / (n + m)) / sum(b * n / (n + m))          # Mantel and Haenszel
total <- a + b
share <- function(v) v * n / (v * n + m)                       # of the group in all events, at the ratio v
size <- total * share(target) * (1 - share(target))
chance <- (a - total * share(target)) / sqrt(size)
k <- length(a)
drawn <- ceiling(0.1 * k)
square <- function(z) {                                        # the mean square, the furthest drawn in to the next
  z <- sort(z)
  mean(pmin(pmax(z, z[drawn + 1]), z[k - drawn])^2)
}
# its expectation for normal values: that of the square of each in order, by its density
ordered <- sapply(1:k, function(i) integrate(function(x) x^2 * dbeta(pnorm(x), i, k - i + 1) * dnorm(x), -9, 9, rel.tol = 1e-10, subdivisions = 2000L)$value)
usual <- (sum(ordered[(drawn + 1):(k - drawn)]) + 2 * drawn * ordered[drawn + 1]) / k * (k - 1) / k
logs <- log(a / n / (b / m) / target)
phi_calibrated <- square(chance) / usual
tau2_calibrated <- uniroot(function(v) square(logs / sqrt(1 / size + v)) / usual - 1, c(0, 10), tol = 1e-14)$root
# those of Spiegelhalter 2005
quantiles <- function(z) mean(pmin(pmax(z, quantile(z, 0.1)), quantile(z, 0.9))^2)
phi <- quantiles(chance)
tau2 <- max(0, (k * quantiles(logs * sqrt(size)) - (k - 1)) / (sum(size) - sum(size^2) / sum(size)))

# An index of unit i with the total of events as it is: the events of the group are binomial, and
# their score is normal. Chance alone, and with its variance times phi, has the textbook's limits.
plain <- function(i, z, phi) {
  s <- share(target)[i]
  e <- pmin(pmax(total[i] * s + z * sqrt(phi * total[i] * s * (1 - s)), 0), total[i])
  e / n[i] / ((total[i] - e) / m[i])
}
z_at <- function(y, i, v) {
  s <- share(v)[i]
  (total[i] * share(y)[i] - total[i] * s) / sqrt(total[i] * s * (1 - s))
}
# additive: the mean over true values that are log-normal about the target
greater <- function(y, i, tau) {
  f <- function(u) dnorm(u) * pnorm(sapply(u, function(x) z_at(y, i, target * exp(tau * x))), lower.tail = FALSE)
  at <- log(y / target) / tau                                  # where the p-values change
  width <- 12 / sqrt(size[i]) / tau
  parts <- sort(unique(pmin(pmax(c(-9, at - width, at - width / 4, at, at + width / 4, at + width, 9), -9), 9)))
  sum(mapply(function(l, u) integrate(f, l, u, rel.tol = 1e-10, subdivisions = 2000L)$value, head(parts, -1), tail(parts, -1)))
}
limit <- function(i, p, tau) {
  f <- function(t) qnorm(min(max(greater(target * exp(t), i, tau), 1e-16), 1 - 1e-16)) - qnorm(p)
  if (p > 0.5 && f(-30) < 0) return(0)                         # no event at all would do
  exp(uniroot(f, if (p < 0.5) c(0, 5) else c(-30, 0), tol = 1e-12)$root) * target
}
tails <- c(0.975, 0.025, 0.999, 0.001)
write_row <- function(i, kind, p, limits, phi, tau2) {
  cat(shQuote(d$force[i], "cmd"), kind, sprintf("%.12g", c(target, phi, tau2, size[i], chance[i], 2 * min(p, 1 - p), limits)), sep = ",")
  cat("\n")
}
cat("force,overdispersion,target,dispersion,variance,size,chance,p,inner_lower,inner_upper,outer_lower,outer_upper\n")
for (i in 1:k) {
  z <- -qnorm(tails)
  write_row(i, "chance-alone", pnorm(-abs(chance[i])), plain(i, z, 1), phi, tau2)
  write_row(i, "multiplicative", pnorm(-abs(chance[i]) / sqrt(max(1, phi))), plain(i, z, max(1, phi)), phi, tau2)
  y <- a[i] / n[i] / (b[i] / m[i])
  tau <- sqrt(c(tau2, tau2_calibrated))
  write_row(i, "additive", greater(y, i, tau[1]), sapply(tails, function(p) limit(i, p, tau[1])), phi, tau2)
  write_row(i, "calibrated", greater(y, i, tau[2]), sapply(tails, function(p) limit(i, p, tau[2])), phi_calibrated, tau2_calibrated)
}
