# Ranks of units with intervals, in base R, from the counts of units.csv, by the log method (Wald) of
# rates: a pair is the ratio of two indices, whose logarithm has the sum of the inverse counts as its
# variance; p-values are adjusted by p.adjust. Prints ranks.csv to standard output, pairs.csv beside
# it if a name is given.
d <- read.csv("units.csv")
d <- d[d$set == "A", ]
d$index <- d$group_events / d$group_exposure / (d$baseline_events / d$baseline_exposure)
d <- d[order(d$index), ]
n <- nrow(d)
v <- 1 / d$group_events + 1 / d$baseline_events
p <- outer(1:n, 1:n, function(i, j) 2 * pnorm(-abs(log(d$index[i] / d$index[j])) / sqrt(v[i] + v[j])))
pairs <- which(upper.tri(p), arr.ind = TRUE)
out <- data.frame(lower = d$unit[pairs[, 1]], higher = d$unit[pairs[, 2]], p = p[pairs], adjusted = p.adjust(p[pairs], "holm"))
write.csv(format(out, digits = 15), "pairs.csv", row.names = FALSE, quote = FALSE)
ranks <- t(sapply(1:n, function(j) {
  a <- p.adjust(p[j, -j], "holm")
  told <- (1:n)[-j][a < 0.05]
  c(lower = 1 + sum(told < j), upper = n - sum(told > j))
}))
write.csv(data.frame(unit = d$unit, rank = 1:n, ranks), "ranks.csv", row.names = FALSE, quote = FALSE)
