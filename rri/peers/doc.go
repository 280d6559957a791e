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
// # Ranks, pairs and words
//
// [Rank].Rank counts from the lowest value. By itself it says little: of 43 units that are alike
// one is 1st and one is 43rd. So it comes with an interval of the true rank, [Rank].Lower to Upper,
// that holds at the level of the intervals whatever is true, and with the units it cannot be told
// from ([Row].Alike).
//
// Any two units are compared by the ratio of their values, with the p-value of the method: of
// indices that of [trend.ChangeOfIndex], for the four counts together, and of rates that of
// [rri.Ratio]. The interval of a unit comes from its n-1 pairs. Their p-values are adjusted by Holm
// (1979, Scandinavian Journal of Statistics 6, 65), and a pair whose adjusted p-value is below 1
// less the level tells the other unit to be lower, or higher (Shaffer 1980, Annals of Statistics 8,
// 1342). Lower is 1 more than the number of those that are lower, and Upper is n less that of those
// that are higher. If none of these is told wrongly, the interval holds the true rank, and all the
// places that units of one true value share; so it holds them in at least 95 % of sets (Mogstad,
// Romano, Shaikh and Wilhelm 2024, DOI 10.1093/restud/rdad006, whose intervals have the same form).
//
//   - It is of one unit, which the reader asks about. That those of all 43 units hold is less sure:
//     for that, take [Pair].Apart, whose p-values are adjusted for all pairs.
//   - A unit that is far from all others is told first, so that it makes no interval of another
//     longer, and moves it by one place or none.
//   - The interval that is often printed, from percentiles of ranks of values that are drawn from
//     what is known of each unit, by a bootstrap or from a posterior distribution, does not hold
//     the true rank where units are nearly alike: it adds the chance of the draws to that of the
//     values. The table below has it beside this one.
//   - [Rank].Lowest to Highest also allows for people of no known group. A pair is told apart only
//     if it is as well where the lower unit is at its highest, and the higher one at its lowest:
//     where the unknown events of the one are all of the group, and those of the other all of the
//     baseline, and so on. It is of all units at once, and wide: often from the first to the last.
//
// [Rank].AmongWorst is the probability of being among the worst few, at the end that
// [Options.Sense] says. The values have confidence distributions (Xie and Singh 2013, DOI
// 10.1111/insr.12000), whose quantiles are the limits of the method at all levels, and it is the
// probability of that event if they are drawn from these, found by integration. It adds up over the
// units. It is no error rate, and of units that are alike it says no more than that: of eight with
// equal counts each is the worst with a probability of 1 in 8.
//
// [Comparison].Mean is the mean of the values, each unit counting once, and [Row].ToMean the value
// of a unit over the mean of the others, which has nothing in common with it: a value is above the
// mean of the others exactly if it is above that of all. Both have intervals made of the limits of
// the values by MOVER (Zou and Donner 2008, DOI 10.1002/sim.3095; of ratios Donner and Zou 2012,
// DOI 10.1177/0962280210383082). The word goes by the interval of ToMean alone, and not by the
// rank:
//
//	Above        it lies above 1
//	Below        it lies below 1
//	Similar      it lies within 1/(1+Margin) to 1+Margin, 0.8 to 1.25 if nothing else is asked
//	Cannot tell  none of these
//
// It is said of each unit by itself, at the level of the intervals: of 43 units that are alike two
// get a word that is wrong. There is none, and [Row].Why says why,
//
//   - of a unit of which there is [Unit.Doubt];
//   - beside fewer than 5 events of the baseline. Such a unit is in no mean either, whose interval
//     would be as wide as its own;
//   - of a group without any event where fewer than 10 would be expected at the mean of the others.
//     Of a rate with 10 or more it is not known whether the records have the group at all, and the
//     unit is in [Comparison.Missing];
//   - where the share of people of no known group differs by more than 5 points from the mean of
//     those of the others, and the word would not be the same if they fell to the one side in the
//     unit and to the other in all others.
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
// are the same each time. 43 units in 4 groups take about a tenth of a second by the default
// method, and the time of pairs grows with the square of the number of units. [Options.Shrink]
// takes as much again for each group. By [rri.Jeffreys], whose pairs take a search in a search, it
// is half a second, and five with an [Additive] funnel. The exact method of proportions is refused
// with [rri.ErrMethod]: a single pair would take a quarter of a second.
//
// The functions change nothing that they are given, and may be called by several goroutines at
// once. A Result shares the maps of its Set, and is safe to read as long as none of them changes
// these.
package peers
