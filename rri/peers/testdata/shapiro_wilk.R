# The test of Shapiro and Wilk by R's shapiro.test, of samples that are drawn here: see README.md.
#   Rscript shapiro_wilk.R > shapiro_wilk.csv
set.seed(20261127)
write_row <- function(kind, n, values, shown) {
  r <- shapiro.test(values)
  cat(kind, n, shown, sprintf("%.15g", r$statistic), sprintf("%.15g", r$p.value), sep = ",")
  cat("\n")
}
draw <- list(
  normal = function(n) round(rnorm(n, 10, 3), 3),
  skewed = function(n) round(exp(rnorm(n)), 4),
  flat = function(n) round(runif(n, -1, 1), 4),
  rounded = function(n) round(rnorm(n, 5, 2))
)
cat("kind,n,values,w,p\n")
for (n in 3:50) for (kind in names(draw)) {
  values <- draw[[kind]](n)
  while (length(unique(values)) == 1) values <- draw[[kind]](n)
  write_row(kind, n, values, paste(values, collapse = " "))
}
# larger ones by a rule, so that they need not be stored
rule <- list(squares = function(n) (1:n)^2, logs = function(n) log(1:n), roots = function(n) sqrt(1:n))
for (n in c(51, 75, 100, 200, 500, 1000, 2000, 3500, 4999, 5000)) for (kind in names(rule)) write_row(kind, n, rule[[kind]](n), "")
# extreme values
for (x in list(c(0, 0, 1), c(-5, 0, 5), c(rep(0, 19), 1), c(rep(1, 10), rep(2, 10)), c(1, 2, 3, 4, 1e6), 1e6 + c(0.1, 0.2, 0.4, 0.3, 0.9),
               c(1e-300, 2e-300, 5e-300, 3e-300), c(-1e200, 1e200, 2e200, 7e200, 3e200))) {
  write_row("given", length(x), x, paste(format(x, digits = 15, trim = TRUE, scientific = NA), collapse = " "))
}
