# Makes series.csv, the stored series, out of published files. Usage: Rscript series.R DIR in this
# folder, where DIR has published/ and series/ as the sources in README.md. Written for R 4.2.2, of
# which it wants nothing but base.

data <- commandArgs(TRUE)[1]
day <- function(year, month) sprintf("%d-%02d-01", year + (month - 1) %/% 12, (month - 1) %% 12 + 1)
out <- NULL
keep <- function(set, model, period, start, end, group, events, exposure, effect = 1)
  out <<- rbind(out, data.frame(set, model, period, start, end, group, events, exposure, design_effect = effect))

# Searches by financial year, over the residents of the table.
d <- read.csv(gzfile(file.path(data, "published", "eff-stop-and-search-by-pfa-ethnicity-legislation-2006-07_2019-20.csv.gz")))
names(d)[c(2, 4:7, 9, 11)] <- c("time", "group", "basis", "law", "force", "searches", "residents")
d <- d[d$law == "All" & grepl("5\\+1", d$basis), ]
number <- function(x) as.numeric(gsub("[ ,]", "", x))
years <- function(set, force, groups, effects = c(1, 1), last = 2019)
  for (g in 1:2) for (y in 2006:last) {
    time <- sprintf("%d/%02d", y, (y + 1) %% 100)
    row <- d[d$force == force & d$group == groups[g] & d$time == time, ]
    stopifnot(nrow(row) == 1)
    end <- day(y + 1, 4)
    length <- as.numeric(as.Date(end) - as.Date(day(y, 4))) / 365.25
    keep(set, "rate", time, day(y, 4), end, c("group", "baseline")[g], number(row$searches), number(row$residents) * length, effects[g])
  }
years("avon-black", "Avon & Somerset", c("Black", "White"))
years("london-asian", "Metropolitan Police", c("Asian", "White"), last = 2018)
years("cumbria-other", "Cumbria", c("Other inc Chinese", "White"), last = 2018)
years("warwickshire-mixed", "Warwickshire", c("Mixed", "White"), effects = c(1.6, 1.25))
years("north-wales-black", "North Wales", c("Black", "White"))

# Searches in the City of London that led to anything, by quarter and the officers' view.
files <- list.files(file.path(data, "series"), "city-of-london-stop-and-search.csv.gz$", recursive = TRUE, full.names = TRUE)
s <- do.call(rbind, lapply(files, function(f) cbind(month = substr(basename(f), 1, 7), read.csv(gzfile(f), check.names = FALSE))))
s$quarter <- (as.integer(substr(s$month, 1, 4)) * 12 + as.integer(substr(s$month, 6, 7)) - 1) %/% 3
s <- s[s$quarter < max(s$quarter) & s$Outcome != "", ] # the last one is not whole
finds <- function(set, groups)
  for (g in 1:2) for (q in sort(unique(s$quarter))) {
    of <- s[s$quarter == q & s$`Officer-defined ethnicity` == groups[g], ]
    month <- q %% 4 * 3 + 1
    keep(set, "proportion", sprintf("%d Q%d", q %/% 4, q %% 4 + 1), day(q %/% 4, month), day(q %/% 4, month + 3),
      c("group", "baseline")[g], sum(of$Outcome != "A no further action disposal"), nrow(of))
  }
finds("city-finds-asian", c("Asian", "White"))
finds("city-finds-other", c("Other", "White"))

# Made up: counts that scatter less than by chance, about an index that rises.
for (g in 1:2) for (y in 2012:2019)
  keep("made-calm", "rate", sprintf("%d", y), day(y, 1), day(y + 1, 1), c("group", "baseline")[g],
    if (g == 1) round(40 * 1.08^(y - 2012)) + y %% 2 else 400 - 2 * (y %% 3), c(5000, 100000)[g])

write.table(out, "series.csv", sep = ",", row.names = FALSE, quote = FALSE, eol = "\n")
