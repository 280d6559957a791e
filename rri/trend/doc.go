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
package trend
