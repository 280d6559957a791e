// Package peers answers: compared with whom? It sets what was found in one force, district or team
// beside the same in others: which place it has among them and how sure that is, which others it
// cannot be told from, whether it stands out, and how it stands beside a larger area, a published
// figure or a second measure.
//
// A [Set] is what was counted in the units, and [Of] makes the [Result] of it, which writes itself
// as text, Markdown, CSV and JSON, or gives its tables as [Result.Sheets]. [SideBySide] makes
// [Paired] of two sets. What the units are is the caller's, and so is with whom one is compared: a
// list of forces that are much alike, all of a country, the teams of a station.
//
//	where does a unit stand?              Comparison.Rows: Row.Value, Row.Rank, Row.ToMean, Row.Word
//	which units can be told apart?        Row.Alike of one unit, Comparison.Pairs of all
//	does it stand out for its size?       Comparison.Funnel, Row.Position
//	is it outside the outlier lines?      Comparison.Lines
//	what of units with few counts?        Comparison.Shrinkage, Row.Shrunken
//	beside a larger area or a figure?     Comparison.Standards
//	is it so in another measure too?      SideBySide
//
// # What is compared
//
// With [Index] it is the index of a group against the baseline within each unit, and with [Rate]
// the group's own rate or proportion. The index is the better answer where units differ in what all
// of their people share, as how many officers there are and what they write down: that cancels. A
// rate compares those too.
//
// Neither makes units alike. Who lives in a place and who is in it, what is recorded there and how,
// and what its officers are sent to differ between forces, and no rank, funnel or line says which
// of these it is that a unit differs by. A list of similar units takes some of that away.
//
// A unit without counts, or without what a value is made of, is named in [Comparison.Missing] with
// the reason. It has no rank: it is not the lowest, the highest or the last. Of a unit of which
// there is [Unit.Doubt] the figures stay and no word is said.
//
// No order of the units, and no unit of their exposures, changes a result.
//
// # Funnel
//
// A list by value takes a small unit that is far out by chance for one that differs. A funnel asks
// of each unit whether its value is further from the target than one of its size would be
// (Spiegelhalter 2005, DOI 10.1002/sim.1970). The target is the value of all units together, by
// Mantel and Haenszel 1959 of indices, or [Options.Target].
//
// Units differ by more than chance, if only since their people and places do, and the more counts
// they have the fewer lie within limits of chance alone. [Overdispersion] says what to do about it.
// By [Additive] the true values have a variance of their own, which is found by the method of
// moments: the limits then are for units that are as far from the target as units are. By
// [Multiplicative] chance is larger by one factor for units of all sizes, which leaves the limits
// of large units too narrow where the true values differ. [ChanceAlone] has neither. Both are found
// from statistics of which the lowest and the highest tenth are drawn in to those next to them, so
// that a few units that do stand out do not hide themselves by widening the limits.
//
// The limits are those of the test of the method at the margins of each unit, and [Position].P is
// its p-value: a value is outside the limits of 95 % exactly if P is below 0.05, and outside those
// of 99.8 % exactly if it is below 0.002. Among 43 units two are outside the former by chance, and
// one set in twelve has one outside the latter.
//
// # Outlier lines
//
// [Options.OutlierLines] are the lines of an inspectorate, made as it says that it makes them: the
// mean of the values, each unit counting once, and one standard deviation (with n-1) either side;
// and, if the test of Shapiro and Wilk finds the values not to be normal ([ShapiroWilk]: Royston
// 1995, algorithm AS R94, DOI 10.2307/2986146), both of them of the logarithms. [OutlierLines] has
// both pairs of lines, and which of them the rule takes.
//
// They differ from a funnel, and it is said beside them. One standard deviation is what about 32 of
// 100 normal values are further out than, however alike the units are: some unit is always outside.
// The lines do not ask how many counts a value is made of, so that of two units with the same value
// the smaller one is outside as much as the larger one. And a few units far out widen the lines for
// all others.
//
// # Benchmarks
//
// A [Standard] is a larger area or a published figure. An area holds some of the units, and a unit
// is compared with the area without itself: else it would be compared in part with its own counts,
// the more so the larger it is ([Benchmark]). A published figure is taken as known, since its
// counts are not to be had, and it is said what it is of by [Standard.Source].
//
// # Small places
//
// The index of a small place is mostly chance, and in any list such places are at both ends.
// [Options.Shrink] takes the true values of the units to have a distribution, gamma, which is found
// from all of them, and the counts of each to be Poisson given its true value (Clayton and Kaldor
// 1987, DOI 10.2307/2532003): a value is drawn towards the mean of all, the more the less is known
// of it ([Shrunken].Weight). It is of rates and of their index; proportions have none
// ([rri.ErrMethod]).
//
// Intervals of such values are often too short, since the distribution is taken as known. Here it
// is not: they are weighed over all the distributions that the counts leave open. What shrinking
// assumes is that nothing sets one unit apart from the others beforehand. A unit that truly is far
// out is drawn in too.
//
// # Two measures
//
// [SideBySide] sets two measures of the same units beside each other, as the index of arrests
// beside that of searches: the ratio of the two in each unit, and their rank correlation (Spearman)
// over all of them, with the interval of Bonett and Wright (2000, DOI 10.1007/BF02294183). Where
// the exposures are the same residents they cancel in the ratio. The same people may be in both,
// and the intervals take them as independent: see there.
//
// # What it costs, and several goroutines
//
// Pairs are compared in closed form or by one search each, and nothing is drawn at random: results
// are the same each time. 43 units in 18 groups take about a tenth of a second by the default
// method, and the time grows with the square of the number of units. Of the exact methods of
// proportions a comparison takes up to a quarter of a second.
//
// The functions change nothing that they are given, and may be called by several goroutines at
// once. A Result shares the maps of its Set, and is safe to read as long as none of them changes
// these.
package peers
