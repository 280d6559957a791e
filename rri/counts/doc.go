// Package counts says what a table of anybody's own counts shows: a table of groups with what was
// counted of each, and what that is out of. It takes a table that package tidy has read, and makes
// a [Document] of it: what can be said, in words; the table with its rates, indices and intervals;
// and what to bear in mind. A document is written as text, Markdown, HTML, CSV and JSON, and every
// form has the same counts.
//
//	t, err := tidy.Read(file, tidy.Options{File: "counts.csv", Label: label})
//	d, err := counts.Compare(t, counts.Options{Baseline: "White"})
//	err = d.WriteText(os.Stdout)
//
// label says which labels are of people whose group is not known: without it only a blank is, and
// "Not stated" is a group like any other ([tidy.Options.Label]).
//
// # What is compared
//
// The counts of a table are added up by group. Each group has a rate, of events in a population or
// of events among trials, and an index: its rate over that of the baseline, the relative rate index
// (RRI), or the other way round ([Options.Direction]). Intervals, p-values and footnotes are those
// of package rri, by any of its methods, and at further levels beside the first if they are asked
// for ([Options.Levels]). The baseline stands first, and the others follow in the order of the
// file.
//
// Where the parts of a group do not give all its counts, as ages that are withheld, and a row of
// all of them does, that row is taken in their place, and a note says so. No other row of a total
// is added up.
//
// # People whose group is not known
//
// They are never a group. They have a row of their own, with their counts and their share of all,
// which is said before anything else; and every index has bounds beside it, its lowest and highest
// value over every way in which they could fall, and a range that allows for chance as well, which
// holds the interval of every such way. Of rates package unknown says why. Of proportions neither
// the way of the lowest index nor that of the highest need have the interval that reaches furthest:
// up to some hundred ways are all tried, and of more all that put everybody of a kind at one place,
// and what a search from there finds. Tests hold it against enumeration, of counts that are known,
// withheld and rounded, and no range of theirs is too narrow. By [rri.Exact] the two ways of the
// bounds are tried alone, which can be too narrow by a few per cent. With [InProportion] they are
// put into groups as the known are, and every sentence says that this is assumed.
//
//   - Rates of residents all rise by one factor then. An index, its interval and its p-value stay:
//     on that assumption the unknown tell nothing of it that the known do not.
//   - Of proportions the unknown events go where the known events are, and the others where the
//     known others are, which moves an index. Its interval is, on the scale of logarithms and to
//     either side, as wide as that of the known, or as that pooled over 50 draws of who the unknown
//     are ([unknown.Impute], [unknown.PoolRatios]), whichever is wider. P is where the limit that
//     faces the null value touches it.
//
// # Counts that are not known
//
// A withheld count is a range, as 1 to 4, and so is a rounded one: 25 to the nearest 5 is one of 23
// to 27. The rate and the index of such a row are ranges too, from the lowest to the highest over
// all numbers that the counts may be, of the group and of the baseline: 1 to 4 events of 37,844
// against 317 of 1,584,583 is an index of 0.13 to 0.53. These are the values at the ends, since an
// index rises with the events on top and falls with those below. Where the unknown are a range too
// the most of them is taken, and of proportions events are never more than trials. A test holds
// bounds against every table that the counts may stand for.
//
// The interval of such a row holds the interval of every number that its counts may be: it goes
// from the lowest lower limit to the highest upper one; p is below none of theirs, and 1 where they
// are on both sides of 1. Ranges of up to 11 counts are tried one by one, with their populations or
// trials at the ends. Of longer ones the two ends and the middle are tried, and all of the fewest
// trials: limits rise with the events, but for those of proportions at levels above 98 %, where one
// event more can lower a limit (see package rri). A rounded row keeps the index of the numbers that
// are printed; a withheld one has none.
//
// A mark without a range, as * where nobody says what it stands for, leaves a count open: any
// number from 0. Its group has a row, and no index, and a sentence says so.
//
// # Withholding small counts
//
// With [Options.Suppress] counts from 1 to that number are withheld by package suppress, and what
// would tell them, in every form: people whose group is not known are one group more there, since
// their number is the total less the others. Where their number is withheld, so are their share and
// every bound. Sentences are made of what is left, and remarks of the file that have numbers in
// them are left out. Tables whose counts are withheld or rounded already are refused, and so is
// filling in the unknown, whose rates would tell the counts that were recorded. So is a further
// section, of whose parts and rates the withheld counts would follow.
//
// # Like with like
//
// [Options.Within] names dimensions within which like is compared with like, as age: the section
// within has the index adjusted for them beside the crude one, by package strata, with the test
// that the strata have one index, and what they have in common where they differ. Rows without a
// value there are a stratum of their own. [Options.By] names one dimension, and the section by has
// a row for each of its values and each group, with an adjusted index after them. Residents of
// several years that are added up for it are person-years, which it says.
//
// An adjusted index of counts that are ranges, and of people of unknown group within the strata,
// has bounds: the lowest and the highest ratio of Mantel and Haenszel over every table that the
// counts can be of. Of rates it rises with every event of the group and falls with every one of the
// baseline. Of proportions the unknown bring their trials with them, and the ends of what moves
// together are tried; tests hold both against enumeration. Its interval is the hull of those of the
// counts as they are printed, at both ends of the bounds and, in up to 100 strata, at every corner
// of the counts. People of unknown group in a stratum without anybody to compare are in no bound of
// an adjusted index of rates, and are named. A method of package rri that has no adjusted index is
// replaced by SCAS, with a note.
//
// A group whose events are known in the row of all values alone, as "all ages", or better there
// than within the strata, where some are withheld, and whose exposure is known within them, has the
// section standardised: its events over those that people of the same make-up would have at the
// rates of the baseline, by [standard.Indirect]. Groups whose events are known within the strata
// are not in it, as their adjusted index says more.
//
// # Whether it is changing
//
// Where [Options.By] names a dimension of time, or a kind of period to which finer ones are added
// up, the section trend is what package trend says of the series: the index of every group in each
// period, the changes from year to year and between [Options.Before] and [Options.After], and, of
// five periods or more, the trend, each with an interval and a word that follows from it alone.
// [Options.Rolling] takes so many months together up to each period, as a picture. When a row is of
// is read by [tidy.Table.Times]; a dimension of time whose labels stay open has its rows and no
// trend, which is said, and is an error where more is asked of it. Each of the tables is a section
// of its own, trend, trend-rolling and so on; the first has the data of all.
//
//   - Residents live through each period for as long as it lasts, a twelfth of a year in a month:
//     rates of the series are a year. An exposure that is time, as person-years, is taken as it is.
//   - What is missing between periods is missing exposure, and never zero. A period that the finer
//     ones of the table do not fill is not whole, and neither is one for which a group has no row.
//   - Residents that stay the same from period to period, and become others at once, are those of
//     another census: this is a break, and a word stands only if the residents of the first and of
//     the last period throughout give it too. Those that change in every period, or every twelfth
//     month, are estimates. [Options.Alternatives] are further ones that a word has to hold for.
//   - A column that has one value in each period, and another from a time on, as the kind of
//     groups, is a break as well, and so is a group of many that the table has up to a time or from
//     it on alone: no word holds across it.
//   - A withheld count is in no index, a note says so, and takes the word of a trend away that
//     would be of the other periods. A rounded one is taken as it is printed; the counts at the
//     ends of their ranges, as they make an index rise or fall the most, have to give the same
//     word.
//   - People whose group is not known are in no index. Where they could undo a rise or a fall, the
//     sentence says that it is of the others; where they could move an index that is stable out of
//     the margin, or their number is not known, there is no word.
//
// # What counts can show
//
// With [Options.Power] the section power says of each group which index would be found 4 times in 5
// with an exposure like its own, and how many times the counts it takes to find the index that is
// asked for: in months or years if the table has such a dimension. What cannot be told of a group
// is a note in its row. It reads the rate of the baseline, and not what came out for the group.
//
// # What is said
//
// One plain sentence a group, in neutral words, since whether more of something is good or bad is
// not known here: the two rates, the index, the interval, and what the unknown could do. The first
// that holds is said:
//
//	higher, lower                the range that allows for chance, for counts that are not known and
//	                             for the unknown leaves out 1
//	... of those whose group is known
//	                             the interval leaves out 1, and the range does not; with the share of
//	                             the unknown that would make the index 1
//	about                        the range lies within 0.8 to 1.25
//	too few, too many unknown, to tell
//
// Nothing is said of an index where the baseline has fewer than 5 events, and nothing of a group
// without events where fewer than 10 would be expected at the rate of all groups. No sentence says
// why rates differ.
//
// # Forms
//
// CSV has one header for all sections of a document, whose names are in the column table. A range
// stands there as "1 to 4", which [tidy.Read] reads again: Options{Group: "group", Events:
// "events", Of: "population"}, or "trials", gives the same counts as the file did. The ends of each
// count have columns of their own, events_lower and events_upper. JSON reads back to the same
// Document.
//
// HTML is one page that stands alone ([Document.Page]): what can be said, with a picture of it and
// what to bear in mind, every table, how the numbers were made, with references, what the file says
// of itself, and the CSV to download. Pictures are forest plots, named as their sections are, with
// a thin line for what people of unknown group could do beside the thick one of chance:
//
//	comparison                  every group but the baseline
//	within-adjusted, within     crude and adjusted, and every stratum with the adjusted index last;
//	by-adjusted, by             of more than 60 rows each group has its own, as within-1
//	standardised, composition, journey
//	trend-rolling, trend-picture, trend-compared, trend-trends   of package trend
//
// The sheets of the sections have them, and a page leaves out what another picture of it has too.
//
// # Errors
//
// Options out of range wrap [rri.ErrOption], counts that make no sense [rri.ErrCount] or
// [tidy.ErrEvents], a baseline that is no group [rri.ErrBaseline], a method that the quantity does
// not have [rri.ErrMethod], and unknown people whom nobody is like [unknown.ErrNobody]. A table
// that no file makes, as one built by hand with a value missing, has the error of
// [tidy.Table.Validate].
//
// # Concurrency and cost
//
// Every function works on its arguments alone and changes none of them, and nothing is drawn that
// another call would not draw: the same table gives the same document. A table of rates takes a
// millisecond, and one of 19 proportions with unknown people some 15, and up to 200 where counts
// are rounded, since every number that they may be is tried.
package counts
