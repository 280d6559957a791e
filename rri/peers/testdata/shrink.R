# Shrunken values by brute force: the posterior over a dense grid of the mean and the variation, and
# in each of its points that of every unit over a dense grid of its logarithm.
#   Rscript shrink.R > shrink_r.csv
options(digits = 10)
mesh <- c(-exp(seq(log(700), log(14), length.out = 700)), seq(-14, 14, by = 0.008)[-1])
weight <- c(diff(mesh)[1] / 2, (diff(mesh)[-1] + diff(mesh)[-(length(mesh) - 1)]) / 2, diff(mesh)[length(mesh) - 1] / 2)
cat("id,quantity,what,unit,value,lower,upper\n")
show <- function(...) cat(paste(..., sep = ","), "\n", sep = "")
number <- function(x) trimws(ifelse(is.infinite(x), "Inf", formatC(x, digits = 9, format = "g")))
for (id in unique((all <- read.csv("shrink_units.csv"))$id)) for (quantity in c("index", "rate")) {
  d <- all[all$id == id, ]
  a <- d$events / d$effect; N <- d$exposure / d$effect
  b <- d$baseline.events / d$baseline.effect; M <- d$baseline.exposure / d$baseline.effect
  J <- nrow(d)
  if (quantity == "index") {
    cc <- N / M
    common <- uniroot(function(x) sum(a - (a + b) * plogis(x + log(cc))), c(-30, 30), tol = 1e-13)$root
    information <- (a + b) * plogis(common + log(cc)) * plogis(-common - log(cc))
  } else {
    common <- log(sum(a) / sum(N))
    information <- exp(common) * N
  }
  scale <- median(information)
  # the grid of x is about the common value
  x <- mesh + common
  L <- sapply(1:J, function(j) if (quantity == "index") {
    z <- x + log(cc[j]); a[j] * z - (a[j] + b[j]) * ifelse(z > 30, z, log1p(exp(z)))
  } else a[j] * (x + log(N[j])) - N[j] * exp(x))
  L <- exp(sweep(L, 2, apply(L, 2, max)))
  # below 0.008 the grid of x would be too coarse, and there is next to nothing
  us <- seq(max(-log(scale) / 2 - 6, log(0.008)), log(5), length.out = 101) 
  posterior <- matrix(0, length(x), J)
  total <- 0; curve <- numeric(length(us)); weights <- numeric(J)
  nodes <- list()
  for (i in seq_along(us)) {
    v <- exp(us[i]); k <- 1 / v^2
    spread <- sqrt(1 / sum(information * k / (information + k)) )
    # where t lies: about the best, found by optimize
    prior <- function(t) exp(dgamma(exp(x), shape = k, rate = k / exp(t), log = TRUE) + x) * weight
    logM <- function(t) { p <- prior(t); log(colSums(L * p)) }
    best <- optimize(function(t) sum(logM(t)) - log(cosh((t - common) / 2)), common + c(-6, 12), maximum = TRUE, tol = 1e-3)$maximum
    ts <- best + seq(-9, 30, length.out = 79) * max(spread, 1e-3)
    dt <- ts[2] - ts[1]
    for (t in ts) {
      p <- prior(t); m <- colSums(L * p)
      nodes[[length(nodes) + 1]] <- list(i = i, t = t, l = sum(log(m)) - log(cosh((t - common) / 2)) + log(dt), p = p, m = m, k = k)
    }
  }
  l <- sapply(nodes, `[[`, "l"); iu <- sapply(nodes, `[[`, "i"); top <- max(l[is.finite(l)])
  curve <- as.vector(tapply(l, iu, function(g) max(g) + log(sum(exp(g - max(g)))))) - top
  odds <- exp(2 * us) * scale
  logprior <- log(odds) - 2 * log1p(odds)
  w <- exp(l - top + logprior[iu]); w[!is.finite(w)] <- 0; w <- w / sum(w)
  for (n in which(w > 1e-9)) {
    q <- nodes[[n]]
    posterior <- posterior + w[n] * sweep(L * q$p, 2, q$m, "/")
    inf <- if (quantity == "index") (a + b) * plogis(q$t + log(cc)) * plogis(-q$t - log(cc)) else exp(q$t) * N
    weights <- weights + w[n] * inf / (inf + q$k)
  }
  for (j in 1:J) {
    cdf <- cumsum(posterior[, j]) - posterior[, j] / 2
    keep <- which(cdf > 1e-7 & cdf < 1 - 1e-7)
    limits <- approx(qnorm(cdf[keep]), x[keep], qnorm(c(0.5, 0.025, 0.975)), ties = "ordered")$y
    show(id, quantity, "value", j, number(exp(limits[1])), number(exp(limits[2])), number(exp(limits[3])))
    show(id, quantity, "weight", j, number(weights[j]), "", "")
  }
  # the mean: at every variation a smooth curve through the sums up to half-way between two nodes,
  # each with the first term of Euler and Maclaurin
  t <- sapply(nodes, `[[`, "t"); grid <- seq(min(t[w > 1e-9]), max(t[w > 1e-9]), length.out = 4001); cdf <- 0 * grid
  for (i in unique(iu[w > 1e-12])) {
    own <- which(iu == i); edges <- t[own] + (t[own][2] - t[own][1]) / 2
    cdf <- cdf + pmin(pmax(splinefun(edges, cumsum(w[own]) + c(diff(w[own]), 0) / 24, method = "monoH.FC")(grid), 0), sum(w[own])) * (grid > edges[1] & grid < max(edges)) + sum(w[own]) * (grid >= max(edges))
  }
  limits <- approx(cdf, grid, c(0.5, 0.025, 0.975), ties = "ordered")$y
  show(id, quantity, "mean", "", number(exp(limits[1])), number(exp(limits[2])), number(exp(limits[3])))
  # the likelihood of the variation, and without any
  none <- { g <- seq(common - 12 / sqrt(sum(information)), common + 12 / sqrt(sum(information)), length.out = 4001)
    LL <- sapply(1:J, function(j) if (quantity == "index") { z <- g + log(cc[j]); a[j] * z - (a[j] + b[j]) * log1p(exp(z)) } else a[j] * (g + log(N[j])) - N[j] * exp(g))
    MM <- sapply(1:J, function(j) { y <- if (quantity == "index") { z <- x + log(cc[j]); a[j] * z - (a[j] + b[j]) * ifelse(z > 30, z, log1p(exp(z))) } else a[j] * (x + log(N[j])) - N[j] * exp(x); max(y) })
    e <- rowSums(sweep(LL, 2, MM)) - log(cosh((g - common) / 2)); log(sum(exp(e - max(e))) * (g[2] - g[1])) + max(e) - top }
  f <- splinefun(us, curve)
  m <- optimize(f, range(us), maximum = TRUE, tol = 1e-9)
  best <- m$maximum; high <- m$objective
  if (none >= high - 1e-5) { best <- -Inf; high <- none }
  drop <- high - qnorm(0.975)^2 / 2
  lower <- if (none >= drop) 0 else exp(uniroot(function(u) f(u) - drop, c(us[1], best), tol = 1e-10)$root)
  upper <- if (curve[length(us)] >= drop) Inf else exp(uniroot(function(u) f(u) - drop, c(max(best, us[1]), us[length(us)]), tol = 1e-10)$root)
  show(id, quantity, "variation", "", number(exp(best)), number(lower), number(upper))
}
