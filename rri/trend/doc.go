// Package trend answers: is it getting better? It takes counts period by period, and gives the
// index of every group in each, over rolling periods, its change from one period to another, and
// its trend, with intervals and a word that follows from them.
//
// A [Series] is what was counted, and [Of] makes the [Result] of it, which writes itself as text,
// Markdown, CSV and JSON, or gives its tables as [Result.Sheets]. A period is a start and an end:
// what a month, a quarter or a financial year is, and who lives there in it, is the caller's.
//
// # Periods
//
// The exposure of a rate is time that people lived through: 30,000 residents in a year are 30,000,
// and in a quarter 7,500, so that rates of periods of any length are of a year, and a month that
// is missing is in neither events nor exposure. It is missing exposure, and not 0. A proportion has
// no such time: its trials are what they are.
//
// Of a period that its counts cover in part ([Point.Covered]) the index is that of the part.
// Where they cover less than half, or there are none, it is in no change and no trend; so is one
// that is to be left out ([Options.LeaveOut]), as a year of a pandemic. All of them stay in the
// series, and are marked.
//
// [Pool] puts points together, [Within] finds those of a period, and [Rolling] puts every so many
// neighbouring ones together. All of them count what is there, and say what is not. Where records
// tell more of a period than the sum of its parts does, as the design effect of a year in which
// people were searched in groups, give the period its own counts.
//
// # Rolling periods
//
// Twelve months, ending with each month from the twelfth on, are how performance pages show an
// index. They make a smooth line, and little else: two neighbouring points share eleven of their
// twelve months, so that one odd month moves twelve points, and a line that rises over a year may
// be one month. Hence they have intervals, and no word, p-value, change or trend.
//
// # Breaks
//
// A [Break] is a time from which counts mean something else: other residents, another form, other
// groups. It stands in the series where it is, and no word is said across it. The exception is
// another source of residents, where the series has [Alternative] counts, as over one census
// throughout: a word then stands if every one of them gives the same.
//
// # Changes
//
// A change is the ratio of two indices, 1.5 where one rose by half ([ChangeOfIndex]), beside the
// difference of the group's own rates. [Result.YearOnYear] has those from each period to the one
// that begins a calendar year later and is as long, and [Result.Compared] that from Series.Before
// to Series.After.
//
// The interval is for the four counts together, by the method of the indices. "–" is an error of
// ChangeOfIndex, [rri.ErrMethod]; in a result the change then has the flag [rri.NoMethod], and its
// Why says what to choose.
//
//	change of a ratio of  rates                     proportions
//	scas (default)        skewness-corrected score  skewness-corrected score
//	score                 score                     score
//	wald                  log (Woolf)               log
//	exact                 conditional               –
//	midp                  conditional               –
//	jeffreys              MOVER of the two ratios   MOVER of the two ratios
//	miettinen-nurminen    –                         score, variance of a period times N/(N-1)
//	adjusted-log          log, +½ events (Gart)     log, +½ (Walter)
//	mover-wilson          MOVER of the two ratios   MOVER of the two ratios
//	the others            –                         –
//
// The variance of SCAS of proportions is times N/(N-1) too, N being the trials of a period, as in
// package rri.
//
// The score restricts the four rates or proportions to the change under test, by one Lagrange
// multiplier for all, and is corrected for skewness as in package rri (Gart and Nam 1988, DOI
// 10.2307/2531848; Laud 2017, DOI 10.1002/pst.1813). Of rates it is the score of the odds ratio of
// the four numbers of events, and the conditional intervals are those of this odds ratio, over that
// of the exposures. Beside a period of which everything is known it is the score of the index. An
// exact interval of two proportions asks for every value of one unknown proportion; that of their
// change would ask for three, and there is none. MOVER combines the limits of the two ratios on the
// scale of logarithms (Zou and Donner 2008, DOI 10.1002/sim.3095).
//
// Exchanging before and after, or the group and the baseline, gives one over the change; the unit
// of the exposures is of no account; and P is below 1-Level exactly when the interval leaves out 1.
// Design effects, flags and edges are those of package rri. In particular [rri.SCAS] cannot reject
// everything: with k events in the group or the baseline of one period, P is at least
// 2(1-Φ(√(6k+1))), 0.0082 for one event.
//
// What the intervals do over all the counts that can come out of a design, enumerated exactly. The
// first table has the chance in per cent, at the 95 % level, that the interval lies wholly above
// the true change, and wholly below; 2.5 each is right. The group has so many events expected
// before and after beside 300 of the baseline, or so many trials at a proportion of 0.15 beside
// 1,000. Of rates the true indices and their change are of no account: expected events are all that
// coverage depends on.
//
//	above | below, %    events expected in the group                  trials of the group
//	                    1 → 5      3 → 3      3 → 20     20 → 20     20 → 20    20 → 100
//	scas                0.01 2.16  2.30 2.30  2.47 2.40  2.49 2.49   2.47 2.47  2.57 2.45
//	score               0.00 4.27  2.26 2.26  0.62 3.56  2.49 2.49   2.47 2.47  1.39 3.28
//	wald                0.00 2.48  0.17 0.17  0.00 3.13  2.31 2.31   0.22 0.22  0.00 3.51
//	exact               0.00 0.98  0.67 0.67  0.43 1.43  1.71 1.71   –          –
//	midp                0.00 1.89  1.56 1.56  1.77 2.26  2.40 2.40   –          –
//	jeffreys            0.05 2.95  2.90 2.90  3.51 2.57  2.56 2.56   3.05 3.05  3.30 2.58
//	miettinen-nurminen  –          –          –          –           2.47 2.47  1.39 3.28
//	adjusted-log        0.00 4.03  0.19 0.19  0.00 4.36  2.18 2.18   0.26 0.26  0.00 4.54
//	mover-wilson        0.00 3.42  0.59 0.59  0.01 3.40  2.40 2.40   1.15 1.15  0.16 3.19
//
// The second has the mean distance of the two tails from what they should be, as a percentage of
// that, and how many times as often as it should the interval misses on the worse side in the worst
// design. Narrow designs are beside such baselines: all pairs of 1, 3, 5 and 20 expected events,
// and of 20 and 100 trials at proportions of 0.02, 0.15 and 0.3, where nothing changed or the index
// doubled. Wide ones are 97 of rates, with 0.5 to 50 events expected in the group beside 10, 30 or
// 100 in the baseline, and 28 of proportions from 0.05 to 0.9, with 4 to 20 trials of the group
// beside 30 or 100.
//
//	95 %                 narrow rates  narrow prop.  wide rates    wide prop.
//	scas                   28   1.1      21   1.1      39   1.3      38   1.2
//	score                  51   1.8      35   2.2      54   2.2      36   1.5
//	wald                   66   1.5      62   1.7      81   1.6      89   3.2
//	exact                  68   0.7       –            73   0.7       –
//	midp                   41   1.0       –            49   1.0       –
//	jeffreys               33   1.4      24   1.4      38   1.5      36   1.5
//	miettinen-nurminen      –            35   2.2       –            35   1.5
//	adjusted-log           80   2.7      69   2.5      80   3.2      83   3.6
//	mover-wilson           61   1.7      44   1.5      81   2.0      70   1.4
//
//	99.8 %               narrow rates  narrow prop.  wide rates    wide prop.
//	scas                   71   0.9      51   1.0      67   1.0      73   1.0
//	score                 157   7.3     105  10.8     187  10.4      71   3.8
//	wald                  102   3.7     108   6.0     100   4.6     189  27.0
//	exact                  81   0.6       –            82   0.6       –
//	midp                   65   0.9       –            65   0.9       –
//	jeffreys               52   1.6      41   1.6      54   2.5      65   2.4
//	miettinen-nurminen      –           104  10.8       –            70   3.3
//	adjusted-log          132   7.5     128   8.0     140  11.3     201  30.7
//	mover-wilson          120   6.0      81   4.2     120   8.7      91   2.8
//
// So [rri.SCAS] is the default here too: of the methods that both models have, its tails are the
// most even at 95 % beside large baselines, and nowhere does it miss more than 1.3 times as often
// as it should on either side (3.2 % at the 95 % level, 0.11 % at 99.8 %). It errs towards missing
// less where one or two events are expected, as no method can do much there. Where the counts of
// the group differ, the logarithm that is usual, [rri.Wald], puts nearly all of its errors on one
// side: with 3 events expected before and 20 after its interval lies wholly below the true change
// in 3.1 %, and never above.
//
// Where people are of no known group, [ChangeRow.Worst] is the hull of the intervals over the ways
// in which those of either period could fall to the group, to the baseline and to other groups. It
// is searched for and not enumerated: from all of one kind going to one side, on by one person at a
// time. Over random small counts, where that matters, it is the hull of all ways.
//
// # Trends
//
// The trend of a group is that of a log-linear model of its counts and those of the baseline,
//
//	log(rate) = effect of the period + level of the group + slope of the group × time
//
// over the points that are used, which do not overlap: Poisson of rates, and of proportions
// binomial with the logarithm of the proportion itself, whose ratio is the index. What all groups
// share in a period, as fewer officers, cancels. Time is the middle of the period, in years of
// 365.25 days. [Trend].PerYear is by what the index is multiplied in a year.
//
// Given the effects of the periods, which have a closed form, two parameters are left: of rates the
// model is the logistic regression of the share of the group in the events of both. R's glm of the
// whole model, with a factor of the period, has the same coefficients, standard errors and
// dispersion to 1e-8 on the eight series in testdata, and so have limits and p-values: those of
// poisson with [Options.Independent], and else of quasipoisson with Student's t.
//
// The counts, and what they are out of, are divided by their design effects. How much they scatter
// about the trend beyond that is the dispersion, Pearson's chi-squared over its degrees of freedom,
// two fewer than periods. It is shown as it is found: 1 is what chance does, 50 is a line that does
// not describe the series. A period without any event of the two says nothing, and is not counted.
// The interval goes by Student's t with as many degrees of freedom. Its variance is that of the
// model times the dispersion, but no less than that of the model: quasi-likelihood. That takes
// every period to scatter the same number of times as much as the model says. An index that goes up
// and down by the same share in every period does not, where the counts differ much from period to
// period, and its intervals are then too short. Of 10,000 series of 14 years in which 3,000 events
// of the group fall to 300 and nothing changes, but that the index goes up and down by 20 %, 6.3 %
// are found to rise or fall, where 5 % are right; and where the index falls by 20 % a year from 300
// events on, 6.7 % of intervals leave out the truth. With two periods there is no dispersion, and
// with [Options.Independent] none is taken: the interval is then normal.
//
// Where no event of a group comes before one of the other, as where all of its events are in the
// last period, the likelihood rises for ever: the estimate is 0 or infinite and the interval is
// without bounds. Where a group has no event at all there is nothing to estimate ([rri.NoData]).
//
// [Trend].Worst is from the lowest to the highest limit over the ways in which the people of no
// known group could fall in every period: all to the group, to the baseline or to others, and finds
// otherwise than searches without one. The slope is outermost where they fall to one side until
// some time, and to the other from then on. Its limits may be where they go to and fro, so that the
// ways are searched, from the best times on, one period after another. Of 160 short series every
// way was tried, and the search missed none that is further out. People of one period who are
// divided between two sides can lie beyond, as two of these had it, by a tenth of the logarithm at
// most.
//
// # Words
//
// A change and a trend have a word by one rule, from the interval alone: Increasing or Reducing if
// it leaves out no change; else Stable if it lies within [Options.Margin], a year of a trend; else
// Cannot tell. It is not asked how likely a change of some size would have been found. There is no
// word, and Why says why,
//
//   - of a trend over fewer than five periods;
//   - of a change from year to year, where the counts do not cover both years whole;
//   - across a [Break], with the exception above;
//   - where the share of people of no known group moved by more than 5 points between any two of
//     the periods, unless the worst case has the same word;
//   - where an [Alternative] gives another word, or another in its worst case;
//   - where the baseline has fewer than five events, in a period of a change or in all of a trend.
//
// The word of a change is of the change: that these two periods differ by more than chance. Whether
// up is worse is [Options.Sense], which adds to the word and never takes its place.
//
// How often each word is given where nothing changes, in per cent of 10,000 simulated series of
// each kind (1,000 where a trend has unknown people; the standard error is 0.2 and 0.7 points for 5
// %). Few is 8 events of the group and 80 of the baseline expected in a period, many 300 and 3,000;
// finds are a fifth of five times as many searches. Own: the index goes up and down around what it
// is, by 20 % from period to period. Falling to a tenth: the last period has a tenth of the events
// of the first. Rows without a number of years are of 14.
//
//	                                                Incr.   Red. Stable Cannot  no
//	                                                                      tell  word
//	5 years, few                                      0.0    0.0    0.0  100.0    0.0
//	5 years, few, own                                 0.1    0.1    0.0   99.7    0.0
//	5 years, many                                     0.1    0.0   82.7   17.2    0.0
//	5 years, many, own                                2.3    2.2    3.5   91.9    0.0
//	8 years, few                                      0.4    0.7    0.0   99.0    0.0
//	8 years, few, own                                 1.0    0.9    0.0   98.1    0.0
//	8 years, many                                     0.5    0.4   99.1    0.0    0.0
//	8 years, many, own                                2.8    2.3   49.1   45.8    0.0
//	14 years, few                                     1.0    1.0   89.6    8.4    0.0
//	14 years, few, own                                1.7    1.9   78.1   18.3    0.0
//	14 years, many                                    1.1    1.0   98.0    0.0    0.0
//	14 years, many, own                               2.6    2.7   94.7    0.0    0.0
//	24 months, few                                    1.7    1.5    0.0   96.8    0.0
//	24 months, few, own                               2.2    2.0    0.0   95.8    0.0
//	24 months, many                                   1.6    1.5   96.5    0.4    0.0
//	24 months, many, own                              2.6    2.8    0.1   94.6    0.0
//	falling to a tenth                                1.1    1.1   97.8    0.0    0.0
//	falling to a tenth, own                           3.1    3.3   93.6    0.1    0.0
//	falling to a tenth, very many, own                3.2    3.1   93.7    0.0    0.0
//	falling to a tenth, few, own                      2.3    2.1   88.1    7.5    0.0
//	finds, few                                        1.0    1.1   95.0    2.9    0.0
//	finds, many                                       1.2    1.2   97.6    0.0    0.0
//	finds, many, own                                  2.4    2.5   95.0    0.0    0.0
//	wandering                                        23.4   22.6   54.0    0.0    0.0
//	unknown 20 %                                      0.8    1.4   97.8    0.0    0.0
//	unknown 5 to 35 %                                 0.0    0.0    0.0    0.0  100.0
//	unknown 5 to 35 %, of the baseline to 15 %        0.0    0.0    0.0    0.0  100.0
//	unknown 5 to 35 %, finds                          0.0    0.0    0.0    0.0  100.0
//	change, few                                       2.3    2.5    0.0   95.2    0.0
//	change, many                                      2.4    2.6    0.0   95.0    0.0
//	change, very many                                 2.3    2.9   94.8    0.0    0.0
//	change, many, own                                28.0   28.4    0.0   43.6    0.0
//	change, unknown 20 %                              2.3    2.4    0.0   95.3    0.0
//	change, unknown 5 to 35 %                         0.0    0.0    0.0   94.9    5.1
//	change, unknown 5 to 35 %, baseline to 15 %       0.0    0.0    0.0   20.0   80.0
//
// So Increasing and Reducing together are said of at most 5 % of series, but for the error of the
// simulation, and of far fewer where the index does not go up and down by itself, since the
// interval takes no dispersion below 1 and has few degrees of freedom. What this does not hold for:
//
//   - Falling to a tenth, own: where counts differ by so much and the index goes up and down by
//     itself, the intervals of quasi-likelihood are too short, and one of the two words is given to
//     6.3 %. So are those of an index that falls by 20 % a year, in the table below.
//   - Wandering: an index that each year goes on by 5 % from where it was, up or down, has moved
//     after 14 years, and is found to have. That is no trend that will go on.
//   - Change, own: two periods of an index that goes up and down do differ. It is why a trend is
//     asked for five periods.
//   - The unknown: in the rows with 5 to 35 % the share of the unknown goes up, alike in all
//     groups, or in the group more than in the baseline. Without the rule the intervals of the
//     latter would say Reducing in 98 % of trends and 80 % of changes. With it there is no word, or
//     it cannot be told.
//
// How often the interval of a trend lies wholly above what is true, and wholly below, over 14 years
// in which the index rises by 10 % a year, or falls by 20 %:
//
//	                                                above  below
//	+10 % a year, few                                 1.0    1.2
//	+10 % a year, many                                0.9    1.1
//	+10 % a year, many, own                           2.6    2.6
//	-20 % a year, few                                 1.4    0.7
//	-20 % a year, many                                1.2    1.1
//	-20 % a year, many, own                           3.6    3.1
package trend
