// Package rri compares groups with a baseline by rate: the Relative Rate Index, differences, excess
// events and odds ratios, each with a confidence interval and a p-value that agree.
//
// The question it answers: given how often something happened to each group, and out of how many,
// how does each group's rate compare with that of the baseline, and what do counts of this size
// leave open?
//
//	RRI = (events / exposure of the group) / (events / exposure of the baseline)
//
// The type of the counts states their model. A [Rate] is events in a population, such as searches
// of residents: Poisson, and it may exceed 1, since one person can be searched twice. A
// [Proportion] is outcomes among trials, such as arrests among searches: binomial. The compiler
// keeps the two apart.
//
//	black := rri.Rate{Events: 29, Population: 37_844}
//	white := rri.Rate{Events: 317, Population: 1_584_583}
//	e, err := rri.Ratio(black, white, rri.Options{})
//	fmt.Printf("%.2f", e) // 3.83 (2.58 to 5.53)
//
// [Of] gives one rate or proportion, [Ratio], [Difference], [Excess] and [OddsRatio] compare two,
// and [Compare] makes a [Table] of every group against a baseline, which writes itself as text,
// Markdown, CSV and JSON. The package knows nothing of police data: a group is any ordered key.
//
// # Beyond one comparison
//
// Packages below this one, split by question: strata and standard (like with like: pooled over
// strata, standardised), journey (stages, each out of the one before), trend (is it changing:
// series, the change of an index, its trend and a word), peers (compared with whom: ranks with
// intervals, funnels, outlier lines, benchmarks, small places), unknown (what people of unknown
// group or outcome leave open, and whether two accounts of ethnicity agree), multiple (many
// comparisons), dispersion (events that cluster), index (other fields' indices, and big enough to
// matter), power (enough to tell), tidy and counts (anybody's own table of counts), audit (a sample
// of a finite number of records), suppress (small counts withheld, which is what sets
// [Suppressed]), and sheet (how a table is written).
//
// # Methods
//
// A [Method] is a family of intervals and tests, the same for every quantity. This is what each
// has; "–" is an error, [ErrMethod].
//
//	one group           proportion          rate
//	scas (default)      skewness-corrected score
//	score               Wilson              score
//	wald                Wald                Wald
//	exact               Clopper–Pearson     Garwood
//	midp                mid-P               mid-P
//	jeffreys            Jeffreys            Jeffreys
//	agresti-coull       yes                 –
//	wilson-cc           yes                 –
//	byar                –                   yes
//	public-health       Wilson              exact, Byar
//	miettinen-nurminen  –                   –
//	adjusted-log        –                   –
//	mover-wilson        –                   –
//	agresti-caffo       –                   –
//
//	two groups          ratio of       ratio of     odds          difference of  difference
//	                    proportions    rates        ratio         proportions    of rates
//	scas (default)      skewness-corrected score
//	score               Koopman        score        score         Mee            score
//	wald                Katz (log)     log          Woolf (log)   Wald           Wald
//	exact               unconditional  conditional  conditional   unconditional  –
//	midp                –              conditional  conditional   –              –
//	jeffreys            MOVER-J        MOVER-J      –             MOVER-J        MOVER-J
//	agresti-coull       –              –            –             –              –
//	wilson-cc           –              –            –             –              –
//	byar                –              –            –             –              –
//	public-health       –              –            –             –              –
//	miettinen-nurminen  yes            –            yes           yes            –
//	adjusted-log        Walter         +½ events    –             –              –
//	mover-wilson        MOVER-R        MOVER-R      –             Newcombe       MOVER
//	agresti-caffo       –              –            –             yes            –
//
// A p-value is the family's own: P is below 1-Level exactly when the interval leaves out the null
// value. Two-sided p-values are central, twice the smaller tail; those of R's fisher.test and
// poisson.test are not, and can contradict the interval printed beside them.
//
// The score families restrict the estimates to the value under test (Miettinen and Nurminen 1985,
// DOI 10.1002/sim.4780040211) and find where the statistic crosses its critical value. [SCAS]
// corrects it for skewness (Laud 2017, DOI 10.1002/pst.1813; Gart and Nam 1988, DOI
// 10.2307/2531848), with the variance times N/(N-1) for two proportions and without for rates.
// [Exact] for two proportions inverts two one-sided score tests over every value of the nuisance
// parameter (Chan and Zhang 1999); it takes up to about 250 milliseconds, is limited to 2,000
// trials in the two groups together, and its ratios are wide where a group has few events: 7 of 34
// against 1 of 34 is 1.09 to 181, by SCAS 1.24 to 129, by score 1.22 to 42.6.
//
// # Edges of SCAS
//
// Its centre is not the plain estimate, so that its interval may leave that out ([Outside]): of all
// tables of up to 12 trials or residents in each group it does so at levels up to 0.68 where a
// count is zero or all, and at 0.2 or above nowhere else.
//
// Its p-value has a floor. With k events in a group, however few were to be expected there beside a
// large baseline, the p-value of no disparity is at least 2(1-Φ(√(6k+1))), and from about the level
// 1 less that on, no value on that side can be rejected: the limit is the end of the range
// ([CorrectionLimit]).
//
//	events          1        2         3         4         5
//	least P         0.0082   0.00031   1.3e-05   5.7e-07   2.6e-08
//	most for Holm   6        160       3,825     87,213    1,937,770
//
// "Most for Holm" is how many comparisons a table may have for such a group to be found at 0.05
// after the adjustment of Holm in package multiple, if its P is the smallest of them. With one
// event that is 6: among 7 comparisons or more Holm never finds such a group first, whatever the
// disparity. It can find it later: each comparison that it finds before is taken off the number,
// and once 6 are left, this one among them, the group can be found. Non-events of a proportion, and
// events of the baseline, have the same floor. A table of many comparisons in which groups with one
// or two events matter is better made with [MidP], which has no floor: 1 event where 0.001 were
// expected has P 0.0107 by SCAS and 0.0010 by mid-P. It has ratios of rates and odds ratios. With 1
// event, limits end where the p-value does: 7 of 34 against 1 of 34 at 99.8 % is 0.512 to +Inf.
//
// At a count of zero the statistic need not grow steadily with the distance of a value from the
// estimate: it can fall again, and cross its critical value more than once. The interval then ends
// where the statistic first crosses it, and P is that of the largest statistic between the estimate
// and the null value, so that for the same table the P of a ratio, of an odds ratio and of a
// difference may differ: they do in 54 of the 7,812 tables of up to 12 trials in each group, by up
// to 0.17, all of them with P above 0.71.
//
// One event more in a group can lower a limit, at levels from 0.98 on: enumerated over groups of 1
// to 1,000,000 trials or residents it begins, and takes off at most (in groups of up to 1,000),
//
//	                            begins at   at 99 %       at 99.8 %
//	odds ratio                  0.9798      90 %          all: down to 0, or down from +Inf
//	ratio of proportions        0.9834      4 %           22 %
//	difference of proportions   0.9834      0.042         0.267
//	difference of rates         0.9831      0.097         0.355 events per resident
//	ratio of rates              not up to 1-1e-9
//
// so at 99 % an odds ratio beside 0 of 1: 1 of 1,000 is above 6.3e-06, and 2 of 1,000 above
// 6.1e-07. Below 0.68 a difference of proportions does it too, beside a baseline of zero or all: by
// 0.0143 at most at 50 %, in the same tables, where 5 of 50 against 1 of 1 ends at -0.8923 and 6 of
// 50 at -0.9066. Of the other methods, [Score] and [MiettinenNurminen] do so in odds ratios at
// 99.9999 % and not at 99.99 %; [AgrestiCaffo] does at 99 %, and [Wald] and [AdjustedLog] at 95 %.
//
// A limit of a difference can lie where the exact intervals of the two groups leave no room for it,
// at levels from 0.983 on. 0 of 1 against 1,062 of 1,062 at 99.8 % is -1 to 0.2387; but by its own
// exact interval the proportion of the baseline is above 0.99, and that of the group is at most 1,
// so that the difference cannot be above 0.01. Of the 8,100 tables of 1 to 12 trials in
// each group none has such a limit at 98 % or below, 512 have one at 99 %, by 0.0025 at most, and
// 1,456 at 99.8 %, by up to 0.09. Above 98 % those of SCAS have the flag [BeyondMargins]; they are
// not cut, or interval and p-value would part. There the two intervals by themselves ([Of]) say
// what is known. [Score] and [MOVERWilson] have 46 such limits at 99.8 %, by up to 0.0055, and
// [Jeffreys] none, at the price of the tails that the section on coverage shows: for 0 of 1 against
// 1,062 of 1,062 the first has -1 to -0.0948, the second -1 to -0.0947, the third -0.9998 to
// -0.0174.
//
// # Coverage
//
// What the intervals do over all the counts that can come out of a design, enumerated exactly. What
// is said here is said of the designs that are named, and not of others. The program
// examples/coverage has every figure, and computes those of any other design.
//
// The first two tables are of a small group beside a large baseline (300 events expected, or 1,000
// trials), as a minority is beside a majority. The first has the chance in per cent, at the 95 %
// level, that an interval lies wholly above the truth, a false claim of over-representation, and
// wholly below; 2.5 each is right. The second has the mean distance of the two tails from what they
// should be, as a percentage of that, at 95 % and at 99.8 %, over twelve designs each: 1 to 50
// expected events at true ratios of 1 and 3, and 20 to 500 trials with proportions of 0.15, 0.3 and
// 0.02. It is never 0 where few counts are possible.
//
//	above | below, %    ratio of rates: events expected                 ratio of proportions: trials
//	                    1           3           5           20          20          100
//	scas                1.90 0.00   2.60 4.20   2.47 2.98   2.49 2.47   2.32 3.72   2.48 2.49
//	score               5.61 0.00   3.58 0.00   3.52 0.71   3.02 1.89   3.48 0.60   2.95 1.98
//	wald                3.46 0.00   3.42 0.00   3.33 0.00   2.95 1.73   4.73 0.00   3.25 1.43
//	exact               1.79 0.00   1.41 0.00   1.65 0.74   1.98 1.84   –           –
//	midp                1.90 0.00   2.45 2.30   2.38 2.54   2.46 2.45   –           –
//	jeffreys            1.91 0.00   2.81 4.97   2.62 3.52   2.55 2.49   2.51 3.87   2.54 2.50
//	miettinen-nurminen  –           –           –           –           3.48 0.60   2.95 1.98
//	adjusted-log        8.03 0.00   5.72 0.00   4.91 0.00   3.59 1.26   6.61 0.00   3.93 1.03
//	mover-wilson        5.61 0.00   3.62 0.00   3.54 0.71   3.05 1.85   3.48 0.52   2.96 1.91
//
//	uneven, %           ratio of      ratio of      odds          difference    difference of
//	95 %, 99.8 %        rates         proportions   ratio         of rates      proportions
//	scas                  16   28       16   32       16   33       19   28       17   32
//	score                 42  142       38  152       38  152       43  145       38  153
//	wald                  41  112       56  181       38   90      172 2733      256 5531
//	exact                 36   46     –               46   53     –             –
//	midp                  13   25     –               20   26     –             –
//	jeffreys              18   25       18   26     –               19   26       19   27
//	miettinen-nurminen  –               37  151       38  152     –               38  153
//	adjusted-log          70  209       82  307     –             –             –
//	mover-wilson          43  148       39  145     –               43  148       39  145
//	agresti-caffo       –             –             –             –               33  117
//
// The other two are over wide designs: 90 of rates, with 0.024 to 150 expected events in the group
// and 10, 30 or 300 in the baseline, at true ratios of 0.3, 1 and 3; and 216 of proportions, with 4
// to 500 trials in the group and 30, 100 or 1,000 in the baseline, at true proportions from 0.005
// to 0.98 and ratios from 0.25 to 3. They have the same distance, and how many times as often as it
// should the interval misses on the worse side in the worst of the designs: 2.0 at the 95 % level
// is 5 % there.
//
//	wide: uneven, times ratio of      ratio of      odds          difference    difference of
//	95 %                rates         proportions   ratio         of rates      proportions
//	scas                   34    1.7     40    2.0     41    2.0     34    2.0     40    2.0
//	score                  69    5.6     63    3.8     65    3.8     65    4.5     61    5.1
//	wald                   61    3.4    155   36.9     63    3.5    468   39.0    331   36.9
//	exact                  59    0.9  –                69    0.9  –             –
//	midp                   36    1.4  –                48    1.2  –             –
//	jeffreys               40    3.4     43    3.0  –                46    6.0     49    5.9
//	miettinen-nurminen  –                63    3.8     64    3.8  –                61    5.1
//	adjusted-log          173   40.0    197   39.7  –             –             –
//	mover-wilson           70    5.6     62    3.8  –                66    4.5     60    3.6
//	agresti-caffo       –             –             –             –                57    2.5
//
//	wide: uneven, times ratio of      ratio of      odds          difference    difference of
//	99.8 %              rates         proportions   ratio         of rates      proportions
//	scas                   55    1.0     66    1.1     66    1.1     54    1.2     65    1.1
//	score                 462   72.1    313   50.9    324   50.9    437   72.1    276   50.9
//	wald                  186   23.7   1955  918.1    110   19.8   9299  967.9   5597  918.1
//	exact                  68    0.9  –                78    0.8  –             –
//	midp                   47    1.1  –                61    1.1  –             –
//	jeffreys               53    3.8     62    7.7  –               108   34.0     88   42.8
//	miettinen-nurminen  –               308   50.9    321   50.9  –               273   50.9
//	adjusted-log          607   86.1   2092  918.1  –             –             –
//	mover-wilson          443   72.1    241   50.9  –               425   72.1    219   50.9
//	agresti-caffo       –             –             –             –               106    8.1
//
// [SCAS] is the default: in all these designs, at both levels, its tails are the most even of the
// families that have every quantity, which are scas, score and wald. At 95 % no other method is
// more even but [MidP], for ratios of rates in the first designs. At 99.8 % mid-P is, and
// [Jeffreys] in the first designs, but not for differences in the wide ones. SCAS errs on the safe
// side there, as its limits run out at one or two events: no tail of a comparison is above 0.11 %
// in the first designs, where Jeffreys has up to 0.25 %, or above 0.12 % in the wide ones, where
// Jeffreys has up to 4.3 %. Other designs have more. Among 1,400 drawn at random of each comparison
// the worst were an odds ratio of 118 trials at 0.034 beside 29 at 0.85, 0.16 % at the 99.8 %
// level, and a ratio of 3 trials at 0.94 to 2 at 0.033, 6.5 % at 95 %.
//
//   - By default, [SCAS]. Its weakest point in these designs is a group that expects about three
//     events, or has four trials at a proportion of 0.5, and has none: the interval lies below the
//     truth in up to 5.0 % of cases.
//   - For ratios of rates with a handful of events, and for those and odds ratios at a level such
//     as 99.8 %, [MidP]: more even, and its limits stay bounded at one event.
//   - Where a false claim must never be likelier than stated, [Exact]: at 95 % and beside 300
//     events its ratios of rates are 20 % wider than those of SCAS on the logarithmic scale at one
//     expected event, 13 % at five and 6 % at twenty.
//   - The others are there to recompute published figures. For ratios [Score], [Wald],
//     [MiettinenNurminen], [AdjustedLog] and [MOVERWilson] err on one side. In the first designs
//     false claims that a small group is over-represented come, at worst, 2.2 to 3.2 times as often
//     as stated at 95 %, and 7 to 19 times at 99.8 %. In the wide ones they come 3.8 to 40 times as
//     often at 95 %, and 51 to 918 times at 99.8 %: by score, whose ratios of rates are the usual
//     choice, 14 times where 0.5 events are expected beside 300, 21 times at 0.3 and 72 times at
//     0.08.
//
// # Design effects
//
// A design effect is the variance of a count over that of its model: 1.6 where people are searched
// in groups, so that 100 events tell as much as 62.5 independent ones. It belongs to the count
// ([Rate.DesignEffect], [Proportion.DesignEffect]), since it differs by group. 0 means 1, and
// results write 1 as 0; anything else must be from 0.01 to 2^53. Package dispersion estimates it,
// from the clusters that records show or from replicates such as months, and says which when. Where
// it is estimated from few of these, [Options.DegreesOfFreedom] makes the intervals allow for that.
//
// It is honoured by effective counts: events and exposure are both divided by it, which leaves the
// plain estimate as it is and gives the interval and the p-value that so many independent events
// would have, in the family itself (Kish 1965, Survey Sampling; Rao and Scott 1992,
// DOI 10.2307/2532311). So 0 of 38 with a design effect of 3 has the interval of 0 of 12.7, p-value
// and interval agree as ever, and a count of zero widens too, which a standard error times √3 would
// not do. Every family whose limits are continuous in the counts does this. Those that enumerate
// tables ([Exact] and [MidP] of odds ratios, Exact of ratios and differences of proportions) give
// [ErrMethod] where a design effect is not 1, and name scas and jeffreys in their stead, for odds
// ratios, which jeffreys has not, scas and score. [SmallCount] and [ZeroCell] go by the counts
// themselves; [PublicHealth] goes by effective events where it changes from exact to Byar, and the
// factor N/(N-1) takes N as 2 where fewer effective trials are left.
//
// By [Wald] and [Score] an interval with a design effect above 1 holds the one without. The
// families whose centre is not the plain estimate, [SCAS], [Jeffreys] and those that add to the
// counts, move with the effective counts: at no events their lower limit can rise while the upper
// one rises more.
//
// # Whether any group differs
//
// A table of several groups is several comparisons, of which one stands out by chance now and then.
// [AnyDiffers], also a method of [Table], asks once, of all groups: Pearson's chi-squared test that
// they have one rate or one proportion, with k-1 degrees of freedom, and writes itself as a line to
// be read out. Enumerated over all the tables of three groups in which 5 or more events, and
// others, are expected, it finds a difference at 0.05 in 4.7 to 5.2 % where there is none; with
// fewer than 5 expected somewhere P is [Test.Rough].
//
// # Tables that are derived
//
// What makes a table from a table, as package multiple and package suppress do, computes it anew
// from the counts and all that was said of them: level, method, design effect. A table whose
// estimates are no function of its counts, as of one that is pooled over imputations, says why
// ([Table.Derived], also in JSON), and what would have to compute it anew refuses it with
// [ErrDerived]: nothing returns to the plain interval in silence. A table with withheld figures is
// refused in the same way: suppress last.
//
// # Errors and flags
//
// A question that makes no sense is an error: a negative count, more events than trials, a level
// outside (0, 1), a method that is not defined for the quantity. [Compare] gives that error where
// the method has no ratio for the model whatever the counts (byar, wilson-cc, agresti-coull,
// public-health and agresti-caffo have none, midp none of proportions, miettinen-nurminen none of
// rates); what it lacks beside the ratio, and a row that is too large for [Exact], is flagged
// [NoMethod], and the other rows stand. An answer to read with care has [Flags]: a zero cell, a
// small count, an unbounded limit. A count is small below 5, or below the number that the caller
// takes for few ([Options.SmallCountBelow]), which footnotes, JSON and CSV then carry. Nothing
// panics on data.
//
// # Missing values
//
// 0/0 is NaN with the flag [NoData], and has no p-value: P is NaN, and people see "—". A group with
// events in a population of 0 is an error, but in [Compare], where its row is flagged so. A ratio
// to a baseline without events is +Inf with [Unbounded]; its lower limit still says what is known
// (5 of 56 against 0 of 29 is at least 0.77, by score 0.73), but no panel can use it as a
// comparison, and the text and the Markdown of a table print "—" for it and for its p-value; CSV
// and JSON keep both. Limits outside the range of the quantity are cut to it, with [Clipped]. JSON
// writes NaN as null and infinities as strings; CSV writes an empty cell and Inf; people see "—"
// and "∞" with a footnote.
//
// # Accuracy
//
// Limits and p-values are compared with references at 60 digits, over counts from 0 to 1e9 and
// levels from 0.5 to 1-1e-9: see testdata. The relative error of limits is below 1e-12, that of
// MOVER-J and of p-values below 1e-10, down to 1e-300: these are the bounds of the tests, and the
// README has the largest errors that were found. A p-value below about 1e-308 has fewer
// digits, or is 0. With a design effect that is no power of two, effective counts are rounded:
// where non-events are few among many trials, or one group has few events beside many of the other,
// the error is up to 1e-15 times as many: 2e-10 for 1 among a million.
//
// # Goroutines and cost
//
// Every type here is a plain value. Nothing is global, and no call remembers an earlier one, so
// that any number of goroutines may call these functions, and read one table, at the same time. A
// copy of a [Table] shares its rows and notes with the original: clone the slices (package slices)
// before changing them in one goroutine while another reads.
//
// Most intervals, with their p-value, take 0.2 to 10 microseconds of one core and allocate nothing;
// a [Compare] by [SCAS] takes 20 to 40 for six groups and 80 to 160 for nineteen. Two methods take
// longer. [Jeffreys] needs 30 to 60 microseconds for a ratio or a difference, as its p-value is
// found by moving limits: a table of six groups takes half a millisecond, of nineteen two or three.
// [Exact] searches all rates of the baseline for a ratio or a difference of proportions: about 1
// millisecond with 20 trials in the two groups together, 5 with 100, 40 with 500 and 250 with
// 2,000, the most that it takes, for each group of a table.
package rri
