# Makes random.csv with R's metafor (Debian: apt install r-cran-metafor), from the strata of strata.csv and random_strata.csv: Rscript random.R
# With a number and a folder it draws that many sets of its own, and writes both files there: Rscript random.R 2000 /tmp/random
# That is how random_strata.csv came about: Rscript random.R 40 . ; Rscript random.R
suppressPackageStartupMessages(library(metafor))

# draw returns one set of strata: counts from none to 1e9, strata that are alike or not, with design effects or without.
draw <- function(i) {
	k <- sample(c(1, 2, 2, 3, 3, 4, 6, 8, 12, 20, 40), 1)
	proportion <- runif(1) < 0.5
	size <- exp(runif(1, log(2), log(if (runif(1) < 0.2) 1e9 else 1e4)))
	tau <- sample(c(0, 0, 0.1, 0.3, 0.6, 1.5), 1)
	rate <- runif(1, 0.02, 0.4)
	n <- round(size * exp(rnorm(k))) + 1
	m <- round(5 * size * exp(rnorm(k))) + 1
	p <- pmin(0.95, rate * exp(rnorm(1, 0, 0.5) + tau * rnorm(k)))
	a <- if (proportion) rbinom(k, n, p) else rpois(k, n * p)
	b <- if (proportion) rbinom(k, m, rate) else rpois(k, m * rate)
	if (!proportion) {
		n <- n * runif(1, 0.001, 50)
		n <- signif(n, 8)
	}
	effects <- runif(1) < 0.5
	effect <- function() if (effects) round(exp(runif(k, 0, log(3))), 2) else rep(1, k)
	data.frame(set = sprintf("drawn %d", i), model = if (proportion) "proportion" else "rate", a = a, n = n, b = b, m = m, group_effect = effect(), baseline_effect = effect())
}

number <- function(x) ifelse(is.na(x), "", trimws(formatC(x, digits = 17, format = "g")))

# one returns what metafor says of one set.
one <- function(s) {
	said <- s[s$n > 0 & s$m > 0 & s$a + s$b > 0, ]
	left <- nrow(s) - nrow(said)
	proportion <- s$model[1] == "proportion"
	result <- data.frame(set = s$set[1], strata = nrow(said), corrected = 0, left_out = left, level = c(0.95, 0.9))
	zero <- said$a == 0 | said$b == 0 | (proportion & (said$a == said$n | said$b == said$m))
	result$corrected <- sum(zero)
	h <- ifelse(zero, 0.5, 0)
	if (nrow(said) < 2) {
		for (name in c("tau2", "q", "q_p", "value", "lower", "upper", "p", "further_lower", "further_upper")) result[[name]] <- ""
		return(result)
	}
	if (proportion) {
		va <- 1 / (said$a + h) - 1 / (said$n + 2 * h)
		vb <- 1 / (said$b + h) - 1 / (said$m + 2 * h)
		e <- escalc(measure = "RR", ai = a, n1i = n, ci = b, n2i = m, data = said, add = 1/2, to = "only0")
	} else {
		va <- 1 / (said$a + h)
		vb <- 1 / (said$b + h)
		e <- escalc(measure = "IRR", x1i = a, t1i = n, x2i = b, t2i = m, data = said, add = 1/2, to = "only0")
	}
	stopifnot(all.equal(as.numeric(e$vi), va + vb, tolerance = 1e-9))
	vi <- said$group_effect * va + said$baseline_effect * vb
	yi <- as.numeric(e$yi)
	for (i in 1:2) {
		r <- rma(yi, vi, method = "PM", test = "knha", level = result$level[i], control = list(tol = .Machine$double.eps, maxiter = 10000, tau2.max = 1e4))
		further <- predict(r, pi.type = "riley")
		result$tau2[i] <- number(r$tau2)
		result$q[i] <- number(r$QE)
		result$q_p[i] <- number(r$QEp)
		result$value[i] <- number(exp(r$beta[1]))
		result$lower[i] <- number(exp(r$ci.lb))
		result$upper[i] <- number(exp(r$ci.ub))
		result$p[i] <- number(r$pval)
		result$further_lower[i] <- number(exp(further$pi.lb))
		result$further_upper[i] <- number(exp(further$pi.ub))
	}
	result
}

arguments <- commandArgs(trailingOnly = TRUE)
folder <- "."
if (length(arguments) == 2) {
	folder <- arguments[2]
	set.seed(15, kind = "Mersenne-Twister")
	drawn <- do.call(rbind, lapply(seq_len(as.integer(arguments[1])), draw))
	# Colditz and others 1994, DOI 10.1001/jama.1994.03510330076038: BCG vaccine and tuberculosis, vaccinated people beside others
	bcg <- with(dat.bcg, data.frame(set = "bcg", model = "proportion", a = tpos, n = tpos + tneg, b = cpos, m = cpos + cneg, group_effect = 1, baseline_effect = 1))
	drawn <- rbind(bcg, drawn)
	text <- drawn
	for (name in c("a", "n", "b", "m")) text[[name]] <- trimws(formatC(drawn[[name]], digits = 15, format = "g"))
	write.csv(text, file.path(folder, "random_strata.csv"), row.names = FALSE, quote = FALSE)
}
drawn <- read.csv(file.path(folder, "random_strata.csv"))
if (length(arguments) == 0) {
	known <- read.csv("strata.csv")
	known$group_effect <- known$baseline_effect <- 1
	drawn <- rbind(known[names(drawn)], drawn)
}
results <- do.call(rbind, lapply(split(drawn, factor(drawn$set, unique(drawn$set))), one))
write.csv(results, file.path(folder, "random.csv"), row.names = FALSE, quote = FALSE)
