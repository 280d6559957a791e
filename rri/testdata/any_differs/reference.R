# Pearson's chi-squared test of the sets in counts.csv, by chisq.test and as the score test of a generalised linear model.
#
#     (Rscript reference.R; python3 reference.py) > tests.csv
#
# R 4.2.2. README.md describes the columns. Counts with a design effect are divided by it first.

counts <- read.csv("counts.csv", stringsAsFactors = FALSE)
tight <- glm.control(epsilon = 1e-14, maxit = 100)
number <- function(x) format(x, digits = 17, scientific = TRUE, trim = TRUE)
row <- function(set, peer, statistic, df, p) cat(paste(set, peer, number(statistic), df, number(p), sep = ","), "\n", sep = "")

cat("set,peer,statistic,df,p\n")
for (set in unique(counts$set)) {
  s <- counts[counts$set == set, ]
  events <- s$events / s$design_effect
  exposure <- s$exposure / s$design_effect
  if (s$model[1] == "rate") {
    t <- suppressWarnings(chisq.test(events, p = exposure, rescale.p = TRUE))
    family <- poisson()
    alike <- suppressWarnings(glm(events ~ 1, offset = log(exposure), family = family, control = tight))
    apart <- suppressWarnings(glm(events ~ factor(s$group), offset = log(exposure), family = family, control = tight))
  } else {
    t <- suppressWarnings(chisq.test(cbind(events, exposure - events), correct = FALSE))
    family <- binomial()
    alike <- suppressWarnings(glm(events / exposure ~ 1, weights = exposure, family = family, control = tight))
    apart <- suppressWarnings(glm(events / exposure ~ factor(s$group), weights = exposure, family = family, control = tight))
  }
  row(set, "R chisq.test", t$statistic, t$parameter, t$p.value)
  a <- anova(alike, apart, test = "Rao")
  statistic <- max(0, a$Rao[2])
  row(set, "R glm Rao", statistic, a$Df[2], pchisq(statistic, a$Df[2], lower.tail = FALSE))
}
