# Makes limits.csv from R's phyper, by bisection over the number of marked records: Rscript limits.R
# With a number and a file it draws that many samples of its own: Rscript limits.R 5000 more.csv
# The numbers of records missing are found in the same way, over the number of records.

# The first whole number above low and up to high at which holds is true.
first <- function(low, high, holds) {
	while (high - low > 1) {
		middle <- low + floor((high - low) / 2)
		if (holds(middle)) high <- middle else low <- middle
	}
	high
}

# The tail P(X >= x) where marked of records are marked and n are drawn, less half of P(X = x) with midp.
tail <- function(x, n, marked, records, midp) {
	phyper(x - 1, marked, records - marked, n, lower.tail = FALSE) - if (midp) dhyper(x, marked, records - marked, n) / 2 else 0
}

lower <- function(x, n, records, beyond, midp) {
	if (x == 0 || tail(x, n, x, records, midp) > beyond) return(x)
	first(x, records - (n - x), function(k) tail(x, n, k, records, midp) > beyond)
}

missed_lower <- function(x, n, recorded, beyond, midp) {
	if (n == x || tail(n - x, n, n - x, recorded + n - x, midp) > beyond) return(n - x)
	first(n - x, 1e12 - recorded, function(m) tail(n - x, n, m, recorded + m, midp) > beyond)
}

missed_upper <- function(x, n, recorded, beyond, midp) {
	if (x == 0 || tail(x, n, recorded, 1e12, midp) > beyond) return(Inf)
	first(n - x, 1e12 - recorded, function(m) tail(x, n, recorded, recorded + m, midp) <= beyond) - 1
}

# Above 1e10 two neighbours have tails that phyper cannot tell apart: the limit is left out.
known <- function(limit) if (is.infinite(limit) || limit < 1e10) limit else NA

# draw returns one sample: few or many records, of which few or nearly all are drawn.
draw <- function(i) {
	records <- round(exp(runif(1, log(2), log(if (runif(1) < 0.3) 1e7 else 1e4))))
	n <- max(1, min(records, 20000, round(records * if (runif(1) < 0.5) runif(1) else runif(1)^4)))
	share <- if (runif(1) < 0.7) runif(1) else runif(1)^5
	if (runif(1) < 0.3) share <- 1 - share
	x <- rhyper(1, round(records * share), records - round(records * share), n)
	data.frame(found = x, drawn = n, records = records, level = sample(c(0.95, 0.95, 0.9, 0.99, 0.5, 0.9999), 1), midp = runif(1) < 0.3)
}

named <- data.frame(
	found = c(159, 159, 159, 21, 0, 182, 1, 91, 181, 4800, 500000, 9, 2500),
	drawn = c(182, 182, 182, 24, 182, 182, 182, 182, 182, 5495, 1000000, 10, 5000),
	records = c(400, 5495, 1e6, 300, 5495, 5495, 5495, 5495, 5495, 5495, 1e7, 11, 1e7))
named$level <- 0.95
named$midp <- FALSE

arguments <- commandArgs(TRUE)
set.seed(20261127)
many <- if (length(arguments) > 1) as.integer(arguments[1]) else 250
file <- if (length(arguments) > 1) arguments[2] else "limits.csv"
cases <- rbind(named, do.call(rbind, lapply(seq_len(many), draw)))
for (i in seq_len(nrow(cases))) {
	c <- cases[i, ]
	beyond <- (1 - c$level) / 2 * (1 + 1e-11) # a tail that is the level itself is not above it: rounding must not say otherwise
	cases$lower[i] <- lower(c$found, c$drawn, c$records, beyond, c$midp)
	cases$upper[i] <- c$records - lower(c$drawn - c$found, c$drawn, c$records, beyond, c$midp)
	# The records of the case are now those that were recorded.
	cases$missed_lower[i] <- known(missed_lower(c$found, c$drawn, c$records, beyond, c$midp))
	cases$missed_upper[i] <- known(missed_upper(c$found, c$drawn, c$records, beyond, c$midp))
}
cases$midp <- tolower(cases$midp)
for (name in names(cases)) if (is.numeric(cases[[name]])) cases[[name]] <- sub("^ +", "", formatC(cases[[name]], digits = 15, format = "g", width = 1))
cases[cases == "NA"] <- ""
write.csv(cases, file, row.names = FALSE, quote = FALSE)
