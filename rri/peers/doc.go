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
// probability of that event if they are drawn from these, found by integration, to one in two
// thousand. It adds up over the units. It is no error rate, and of units that are alike it says no
// more than that: of eight with equal counts each is the worst with a probability of 1 in 8.
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
//     would be as wide as its own. Of a rate without one event of it where 10 or more would be
//     expected it is not known whether the records have the baseline at all, and the unit is in
//     [Comparison.Missing];
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
// The limits are those of the test of the method at the margins of each unit: its exposures and, of
// an index, the events of both groups together. [Position].P is the p-value of that test: a value
// is outside the limits of 95 % exactly if P is below 0.05, and outside those of 99.8 % exactly if
// it is below 0.002. So a limit can be 0 or infinite, where no count would be far enough out. How
// many units whose true value is the target are outside, in per cent, by the events that are
// expected (an index with ten times as many in the baseline, by enumeration:
// testdata/funnel_share.csv):
//
//	         limits of 95 %                          limits of 99.8 %
//	events   scas  score  exact  midp  jeffreys      scas  score  exact  midp  jeffreys
//	   0.5    1.2    9.7    1.2   1.2       1.2      0.09   1.22   0.09  0.09      0.09
//	   1      1.3    7.1    1.3   1.3       1.3      0.02   1.34   0.02  0.18      0.18
//	   2      1.2    4.4    1.2   1.2       4.4      0.05   0.26   0.05  0.05      0.26
//	   5      6.0    3.0    1.5   6.0       6.0      0.11   0.34   0.03  0.11      0.11
//	  10      4.5    6.5    4.5   4.5       4.5      0.12   0.21   0.12  0.12      0.29
//	 100      4.6    5.2    4.6   4.6       4.6      0.19   0.20   0.16  0.19      0.19
//	1000      5.0    4.8    4.8   5.0       5.0      0.19   0.19   0.19  0.19      0.19
//
// Units differ by more than chance, if only since their people and places do, and the more counts
// they have the fewer lie within limits of chance alone. [Overdispersion] says what to do about it.
// By [Calibrated], the default, and by [Additive] the logarithms of the true values have a variance
// of their own, and P is the mean of the p-value of the method over true values that are so
// distributed about the target: where there are many counts the limits are those of the true
// values, and where there are few those of chance. By [Multiplicative] chance is larger by one
// factor for units of all sizes, as if all counts had a design effect more, which leaves the limits
// of large units too narrow where the true values differ. [ChanceAlone] has none of these.
//
// All go by statistics of which the lowest and the highest tenth are drawn in (winsorised), so that
// a few units that do stand out do not hide themselves by widening the limits. Additive and
// Multiplicative are as the paper has them. Drawing in makes the others scatter less too, of 43
// units that are alike by a third, and its limits are too narrow by that. And by moments a unit
// counts for the variance by its size: with London among the forces it is of London. A calibrated
// funnel divides the scatter by what drawing in leaves of that of normal values, and takes the
// variance with which the statistics, each counting once, scatter as by chance (Paule and Mandel
// 1982, DOI 10.6028/jres.087.022). How many of units of which none stands out are outside, in per
// cent (true indices whose logarithms have that standard deviation, 100 events in a middle unit, by
// simulation: testdata/funnel_simulation.csv):
//
//	                  limits of 95 %                        limits of 99.8 %
//	units  deviation  calibrated  additive  multiplicative  calibrated  additive  multiplicative
//	   43          0         4.0       4.6             4.6        0.19      0.26            0.26
//	   43        0.3         4.9      12.4            12.3        0.21      1.49            2.91
//	   43        0.6         4.3      13.8            11.9        0.28      1.79            3.51
//	    8          0         2.4       3.2             3.3        0.08      0.08            0.10
//	    8        0.3         4.6       9.4            10.8        0.62      1.04            1.86
//	    8        0.6         4.2       9.8            11.4        0.70      1.22            1.72
//
// Of eight units the variance is hardly known, and the outer limits leave out more than they say.
// Of fewer than five a calibrated funnel draws in none.
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
// 100 normal values are further out than, however alike or unlike the units are. The lines do not
// ask how many counts a value is made of, so that of two units with the same value the smaller one
// is outside as much as the larger one. And a few units far out widen the lines for all others.
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
// is not: the value of a unit is the median, and its limits are quantiles, of what the counts leave
// open of the mean and of the variation, the standard deviation of the true values over their mean.
// Before the counts are seen, the share of its own counts in the value of a middling unit is taken
// to be uniform from 0 to 1 (Christiansen and Morris 1997, DOI 10.1080/01621459.1997.10474013;
// Daniels 1999, DOI 10.2307/3316112), the variation to be at most 5, and the logarithm of the mean
// to be uniform near that of all units together. The index of a unit has the likelihood of its
// events of the group among those of group and baseline, so that few events of the baseline are
// carried as well. Design effects are effective counts. Integrals are sums over nodes: nothing is
// drawn at random. The values, weights and limits of R, from dense grids, are the same to 1e-3 or
// so (testdata/shrink.R).
//
// [Shrinkage].Variation has the value at which its likelihood, integrated over the mean, is
// highest, and as limits where that is exp(-z²/2) of it: it is 0 where the units differ by no more
// than chance. Ranks and [Shrunken].AmongWorst go by the distributions of the units as if they were
// independent, which they are but for the mean and the variation that they share. It takes three
// units, and events, to tell how units differ: with fewer [Shrinkage] has no data. People of no
// known group are left out, as they are of [Row].Value.
//
// How many in a hundred intervals, of 95 %, lie wholly above the true value, and wholly below, of
// units whose true values are drawn from a gamma distribution, from a lognormal one or from two
// values, with the variation that stands there. So many events of the group are expected in a
// middling unit, and ten times as many of the baseline; the largest has nine times as many as the
// smallest. Plugged in are the intervals that take the likeliest mean and variation as known. The
// last columns are of the interval of the variation; of 331 units there are too few sets for one.
// Each row is of 1,600 to 2,150 intervals, of 200, 50 or 5 sets of units, whose intervals miss
// together: the standard error of 2.5 % is about 0.5 points.
//
//	                                        shrunken   plugged in    variation
//	                                      above below  above below  above below
//	8 units, 1 events, gamma 0.3            0.4   1.7   32.7  36.0    2.0   0.0
//	8 units, 1 events, lognormal 0.3        0.6   1.3   33.6  33.6    2.5   0.0
//	8 units, 1 events, two values 0.3       0.6   1.7   33.3  34.1    4.0   0.0
//	8 units, 10 events, gamma 0.3           2.4   3.4   20.8  20.7    2.0   0.0
//	8 units, 10 events, lognormal 0.3       3.1   3.2   19.4  19.0    0.5   0.0
//	8 units, 10 events, two values 0.3      2.4   3.4   15.6  16.1    1.0   1.0
//	8 units, 100 events, gamma 0.3          3.3   2.5    4.1   3.1    2.0   3.0
//	8 units, 100 events, lognormal 0.3      2.5   3.4    3.5   4.0    1.5   3.5
//	8 units, 100 events, two values 0.3     2.6   3.1    4.8   4.2    0.0   2.5
//	43 units, 1 events, gamma 0.3           1.1   0.7   29.6  28.0    2.0   0.0
//	43 units, 1 events, lognormal 0.3       0.6   0.7   19.4  22.7    4.0   0.0
//	43 units, 1 events, two values 0.3      0.2   0.4   26.7  22.0    0.0   0.0
//	43 units, 10 events, gamma 0.3          3.2   2.9    4.9   4.1    2.0   2.0
//	43 units, 10 events, lognormal 0.3      2.7   3.4    4.5   4.6    0.0   2.0
//	43 units, 10 events, two values 0.3     2.3   3.0    3.8   4.6    2.0   2.0
//	43 units, 100 events, gamma 0.3         3.1   2.5    3.2   2.6    2.0   0.0
//	43 units, 100 events, lognormal 0.3     2.0   2.6    2.1   2.7    0.0   0.0
//	43 units, 100 events, two values 0.3    2.0   2.9    2.0   2.9    0.0   0.0
//	331 units, 1 events, gamma 0.3          2.5   2.5    8.1   5.3      –     –
//	331 units, 1 events, lognormal 0.3      3.1   4.6   21.7  16.6      –     –
//	331 units, 1 events, two values 0.3     0.2   0.3    9.8  10.4      –     –
//	331 units, 10 events, gamma 0.3         2.6   3.4    2.7   3.4      –     –
//	331 units, 10 events, lognormal 0.3     2.1   3.1    2.1   3.1      –     –
//	331 units, 10 events, two values 0.3    1.1   2.3    1.1   2.3      –     –
//	331 units, 100 events, gamma 0.3        3.2   2.3    3.2   2.3      –     –
//	331 units, 100 events, lognormal 0.3    1.9   2.5    1.9   2.5      –     –
//	331 units, 100 events, two values 0.3    2.2   2.2    2.2   2.2      –     –
//	8 units, 10 events, all alike           0.5   0.4   32.5  36.2    0.5   0.0
//	8 units, 10 events, gamma 0.1           0.6   0.6   36.6  36.6    2.0   0.0
//	8 units, 10 events, gamma 1             3.2   2.4    4.9   4.2    1.0   6.5
//	43 units, 10 events, all alike          0.1   0.0   26.1  36.0    0.0   0.0
//	43 units, 10 events, gamma 0.1          0.6   0.9   22.3  18.9    2.0   0.0
//	43 units, 10 events, gamma 1            2.9   2.1    3.1   2.1    0.0   2.0
//
// So an interval that shrinks the values leaves out a few more of the lower or the higher ones than
// it should where few units tell of the distribution, up to 4 % on a side; one that takes the
// distribution as known leaves out a third or more of them. What shrinking assumes is that nothing
// sets one unit apart from the others beforehand, and that true values are gamma: of a lognormal
// distribution with one event a unit the highest are drawn in by too much (4.6 % below, of 331
// units). A unit that truly is far out is drawn in too. The interval of the variation misses more
// than it should where 8 units vary as much as their mean (6.5 % below).
//
// # Two measures
//
// [SideBySide] sets two measures of the same units beside each other, as the index of arrests
// beside that of searches: the ratio of the two in each unit, and their rank correlation (Spearman)
// over all of them, with the interval of Bonett and Wright (2000, DOI 10.1007/BF02294183). Where
// the exposures are the same residents they cancel in the ratio. The same people may be in both,
// and the intervals take them as independent: see there.
//
// # How often they are wrong
//
// The tables are of simulated sets of 8 units (10,000 sets of each kind) and of 43 (1,800), by the
// default method at 95 %. In each unit 300 events of the group are to be expected where the index
// is 1, and 5,000 of the baseline; few is 1 event of the group in the first unit, evenly up to 5 in
// the last, and 400 of the baseline. Finds are 60 events in 300 searches, of the baseline 5,000 in
// 25,000. True indices are equal; nearly equal: evenly apart on the log scale, the highest 1.03
// times the lowest, or 1.5 times if few; spread: 3 times, of finds 2 times; or of two values, as
// the line says. The unknown 5 and 25 % are those of the first half of the units and of the others:
// in all groups alike, or 50 % of the group and 22 % of the baseline.
//
// Held: intervals of the rank that hold the true place, or all those that units of one true value
// share, in per cent; least: of the unit of which the fewest do. Percentile: the same of intervals
// from percentiles of ranks of drawn values. Places: how many places an interval has. Pairs: sets
// in which some pair is told apart that is equal, or the wrong way round, by the adjustment for all
// pairs. The standard error of an interval of one unit is 0.2 points of 8 units, and 0.5 of 43.
//
//	                                            held  least percen  least places  pairs
//	                                                         -tile
//	8, equal                                    95.8   95.5   35.4   34.7    7.9    4.0
//	8, equal, few                               98.8   98.1   26.4    5.9    8.0    0.5
//	8, nearly equal                             99.6   98.7   89.7   74.5    7.9    1.4
//	8, nearly equal, few                        99.9   99.4   90.2   78.2    8.0    0.2
//	8, spread                                  100.0  100.0  100.0  100.0    2.2    0.0
//	8, spread, few                             100.0   99.9   94.7   85.7    8.0    0.0
//	8, half higher by a fifth                   97.3   97.2   76.9   76.7    6.5    2.4
//	8, half higher by two fifths                95.9   95.7   73.6   72.8    4.1    3.8
//	8, one higher by two fifths                 96.5   95.9   50.3   42.3    6.3    3.6
//	8, two equal, all others twice as high      95.5   95.1   63.1   51.9    4.9    4.2
//	8, finds, equal                             96.1   95.9   35.5   34.4    7.9    3.4
//	8, finds, spread                            99.9   99.7   99.1   98.3    5.9    0.1
//	8, design effect 3, equal                   96.0   95.6   35.3   34.9    7.9    3.4
//	8, unknown 20 %, equal                      95.8   95.6   35.3   34.5    7.9    4.1
//	8, unknown 5 and 25 %, equal                96.0   95.9   35.3   29.9    7.9    3.7
//	8, unknown 5 and 25 %, of the group more     0.1    0.1    0.0    0.0    4.1  100.0
//	43, equal                                   96.8   95.9    0.0    0.0   42.9    3.3
//	43, equal, few                              99.7   99.1    0.4    0.0   43.0    0.0
//	43, nearly equal                            99.9   98.8   80.7   27.1   42.9    1.4
//	43, nearly equal, few                      100.0   99.7   79.2   14.7   43.0    0.0
//	43, spread                                 100.0   99.8   97.9   92.2   16.7    0.1
//	43, spread, few                            100.0   99.9   84.9   39.8   43.0    0.1
//	43, half higher by a fifth                  98.8   98.2   10.6    8.6   39.2    2.4
//	43, half higher by two fifths               97.1   96.1    0.4    0.1   23.8    3.6
//	43, one higher by two fifths                97.0   95.9    2.3    0.0   41.2    3.2
//	43, two equal, all others twice as high     96.7   95.2    4.4    0.0   39.1    3.8
//	43, finds, equal                            96.7   95.8    0.0    0.0   42.9    3.3
//	43, finds, spread                          100.0   99.9   94.5   70.7   37.8    0.2
//	43, design effect 3, equal                  97.0   96.1    0.0    0.0   43.0    2.8
//	43, unknown 20 %, equal                     96.7   95.9    0.0    0.0   42.9    3.6
//	43, unknown 5 and 25 %, equal               96.7   95.4    0.0    0.0   42.9    4.0
//	43, unknown 5 and 25 %, of the group more    0.0    0.0    0.0    0.0   23.6  100.0
//
// So the interval of the rank holds in at least 95 %, whatever is true, and nearest to that where a
// unit has one other that is equal to it and all others are told from both: the adjustment then is
// for that one pair. The percentiles do not. Where units are equal, or nearly so, those at the ends
// are held least: by 8 units of which the highest is 3 % above the lowest in three quarters of
// sets, and by 43 in a quarter.
//
// That a pair is told apart the wrong way round was looked for apart from these, with normal values
// of one variance: 3 to 43 units, of which some are equal or nearly so and others further off by up
// to 20 standard errors, on one side or on both, 7,560 configurations in all. In none are there
// more wrong intervals than 5 % but for the error of the simulation; the most are where two are
// equal.
//
// In the last line of either size the known counts are not alike, since more of the group are
// unknown in half of the units. Hardly any interval of what is known holds then. [Rank].Lowest to
// Highest does for every unit of every set in the lines with unknown, and no word is said where it
// would be wrong.
//
// Words in per cent of units; wrong: words that are not true, as Above of a unit that is equal to
// the mean of the others, or Similar of one that is further from it than the margin; ratio:
// intervals of the ratio to the mean of the others that hold it.
//
//	                                           above  below    sim- cannot    no  wrong  ratio
//	                                                           ilar   tell  word
//	8, equal                                     2.5    2.6   87.6    7.3    0.0    5.1   94.9
//	8, equal, few                                1.7    0.6    0.0   87.2   10.5    2.3   96.6
//	8, nearly equal                              2.6    2.7   87.1    7.6    0.0    1.8   95.0
//	8, nearly equal, few                         1.9    0.3    0.0   85.7   12.1    0.9   96.8
//	8, spread                                   36.9   46.6   14.0    2.4    0.0    0.2   95.0
//	8, spread, few                               4.4    0.1    0.0   80.3   15.1    0.4   96.8
//	8, half higher by a fifth                   19.5   20.7   50.1    9.7    0.0    0.0   94.9
//	8, half higher by two fifths                44.2   46.2    8.1    1.5    0.0    0.0   94.9
//	8, one higher by two fifths                 12.7   12.4   63.5   11.4    0.0    0.2   95.0
//	8, two equal, all others twice as high      67.3   25.0    7.7    0.0    0.0    0.0   94.9
//	8, finds, equal                              2.5    2.4    0.0   95.1    0.0    4.9   95.1
//	8, finds, spread                            22.7   24.5    0.0   52.8    0.0    0.2   95.0
//	8, design effect 3, equal                    2.5    2.4    5.6   89.5    0.0    4.9   95.1
//	8, unknown 20 %, equal                       2.6    2.6   75.7   19.1    0.0    5.2   94.8
//	8, unknown 5 and 25 %, equal                 0.0    0.0    0.0   16.3   83.7    0.0   95.0
//	8, unknown 5 and 25 %, of the group more     0.0    0.0    0.0    7.2   92.8    0.0    8.4
//	43, equal                                    2.5    2.5   91.6    3.4    0.0    5.0   95.0
//	43, equal, few                               2.2    0.3    0.0   88.3    9.1    2.5   96.2
//	43, nearly equal                             2.7    2.7   91.2    3.4    0.0    1.9   94.9
//	43, nearly equal, few                        2.8    0.2    0.0   86.5   10.6    0.9   96.2
//	43, spread                                  35.8   44.3   18.3    1.6    0.0    0.2   95.1
//	43, spread, few                              5.1    0.1    0.0   81.6   13.2    0.5   96.3
//	43, half higher by a fifth                  18.2   18.5   58.5    4.8    0.0    0.0   95.1
//	43, half higher by two fifths               42.2   45.1   11.8    0.8    0.0    0.0   95.1
//	43, one higher by two fifths                 3.9    3.4   88.7    3.9    0.0    1.6   95.1
//	43, two equal, all others twice as high      7.6    5.3   87.1    0.0    0.0    0.6   95.0
//	43, finds, equal                             2.5    2.5    0.0   95.0    0.0    5.0   95.0
//	43, finds, spread                           18.9   20.0    0.1   61.0    0.0    0.3   95.0
//	43, design effect 3, equal                   2.6    2.4   14.3   80.7    0.0    5.0   95.0
//	43, unknown 20 %, equal                      2.5    2.5   82.1   12.9    0.0    5.0   95.0
//	43, unknown 5 and 25 %, equal                0.0    0.0    0.0   10.6   89.4    0.0   95.0
//	43, unknown 5 and 25 %, of the group more    0.0    0.0    0.0    8.2   91.8    0.0   11.7
//
// Where units are equal Above and Below are said wrongly of 2.5 % each: of one of 20 units,
// whichever it is. Where they differ hardly any word is wrong, since Below and Above are said of
// those that are.
//
// # What it costs, and several goroutines
//
// Pairs are compared in closed form or by one search each, and nothing is drawn at random: results
// are the same each time. By the default method 43 units in four groups take a tenth of a second,
// and 331 units in one group about a second, [Pair] by pair: their number grows with the square of
// that of the units. [Options.Shrink] adds about a tenth of a second for each group of 43.
//
// By [rri.Jeffreys], whose tests are searches in a search, the pairs of 43 units take a tenth of a
// second. A funnel whose limits allow for what units differ by, as [Calibrated] and [Additive] ones
// do, takes half a second to a second and a half for each group of 43, and eight seconds for one of
// 331; those that are [Multiplicative] or [ChanceAlone] take hardly any time. The exact method of
// proportions is refused with [rri.ErrMethod]: a single pair would take a quarter of a second.
//
// [Rank.AmongWorst] is found by cutting the axis of the values at some quantiles of every unit; of
// more than 128 units fewer of each are taken, which moves it by about 1e-5.
//
// The functions change nothing that they are given, and may be called by several goroutines at
// once. A Result shares the maps of its Set, and is safe to read as long as none of them changes
// these.
package peers
