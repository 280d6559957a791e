# Reference values for package dispersion, by R's glm: quasi-likelihood fits of the counts in
# counts.csv. Usage: Rscript reference.R > r.csv in this folder. README.md describes the columns.
# Written for R 4.2.2, of which it wants nothing but base and stats.

counts <- read.csv("counts.csv", colClasses = c(replicate = "character", group = "character"))
tight <- glm.control(epsilon = 1e-15, maxit = 1000)

fit <- function(d, groups, within) {
  d <- d[d$group %in% groups & d$exposure > 0, ]
  d$group <- factor(d$group)
  d$replicate <- factor(d$replicate)
  terms <- if (within && nlevels(d$group) > 1) "group + replicate" else if (within) "replicate" else if (nlevels(d$group) > 1) "group" else "1"
  if (d$model[1] == "rate") {
    g <- glm(as.formula(paste("events ~", terms)), quasipoisson, d, offset = log(d$exposure), control = tight)
  } else {
    start <- NULL
    if (within) { # the log link needs proportions below 1 to start from
      p <- sum(d$events) / sum(d$exposure)
      columns <- nlevels(d$group) + nlevels(d$replicate) - 1
      start <- c(log(p) - 0.2, rep(0, columns - 1))
    }
    link <- if (within) "log" else "logit"
    g <- glm(as.formula(paste("cbind(events, exposure - events) ~", terms)), quasibinomial(link), d, start = start, control = tight)
  }
  s <- summary(g)
  c(sum(residuals(g, "pearson")^2), g$df.residual, s$dispersion)
}

cat("set,way,group,chi_square,df,factor\n")
for (set in unique(counts$set)) {
  d <- counts[counts$set == set, ]
  groups <- sort(unique(d$group))
  baseline <- groups[length(groups)]
  show <- function(way, group, v) cat(sprintf("%s,%s,%s,%.15g,%d,%.15g\n", set, way, group, v[1], v[2], v[3]))
  for (g in groups) show("per-group", g, fit(d, g, FALSE))
  show("per-group", "pooled", fit(d, groups, FALSE))
  for (g in setdiff(groups, baseline)) show("within", g, fit(d, c(g, baseline), TRUE))
  show("within", "pooled", fit(d, groups, TRUE))
}
