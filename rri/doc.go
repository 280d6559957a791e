// Package rri compares groups with a baseline by rate: the Relative Rate Index, differences, excess events and odds ratios, each with a confidence interval and a p-value that agree.
//
// The question it answers: given how often something happened to each group, and out of how many, how does each group's rate compare with that of the baseline, and what do
// counts of this size leave open?
//
//	RRI = (events / exposure of the group) / (events / exposure of the baseline)
//
// The type of the counts states their model. A [Rate] is events in a population, such as searches of residents: Poisson, and it may exceed 1, since one person can be searched
// twice. A [Proportion] is outcomes among trials, such as arrests among searches: binomial. The compiler keeps the two apart.
//
//	black := rri.Rate{Events: 29, Population: 37_844}
//	white := rri.Rate{Events: 317, Population: 1_584_583}
//	e, err := rri.Ratio(black, white, rri.Options{})
//	fmt.Printf("%.2f", e) // 3.83 (2.58 to 5.53)
//
// [Of] gives one rate or proportion, [Ratio], [Difference], [Excess] and [OddsRatio] compare two, and [Compare] makes a [Table] of every group against a baseline, which writes itself as text,
// Markdown, CSV and JSON. The package knows nothing of police data: a group is any ordered key.
//
// # Beyond one comparison
//
// Packages below this one, split by question: strata and standard (like with like: pooled over strata, standardised), journey (stages, each out of the one before), bounds and allocate (what unknown groups and
// outcomes leave open), agreement (two accounts of the same people), multiple (many comparisons), dispersion (events that cluster), practical (big enough to matter), power (enough to tell), index (other fields'
// indices), and suppress (small counts withheld, which is what sets [Suppressed]).
//
// # Methods
//
// A [Method] is a family of intervals and tests, the same for every quantity. This is what each has; "–" is an error, [ErrMethod].
//
//	method               proportion          rate               ratio of            ratio of          difference of     difference   odds
//	                                                            proportions         rates             proportions       of rates     ratio
//	scas (default)       skewness-corrected score throughout
//	score                Wilson              score              Koopman             score             Mee               score        score
//	wald                 Wald                Wald               Katz (log)          log               Wald              Wald         Woolf (log)
//	exact                Clopper–Pearson     Garwood            unconditional       conditional       unconditional     –            conditional
//	midp                 mid-P               mid-P              –                   conditional       –                 –            conditional
//	jeffreys             Jeffreys            Jeffreys           MOVER-J             MOVER-J           MOVER-J           MOVER-J      –
//	agresti-coull        yes                 –                  –                   –                 –                 –            –
//	wilson-cc            yes                 –                  –                   –                 –                 –            –
//	byar                 –                   yes                –                   –                 –                 –            –
//	public-health        Wilson              exact, Byar        –                   –                 –                 –            –
//	miettinen-nurminen   –                   –                  yes                 –                 yes               –            yes
//	adjusted-log         –                   –                  Walter              +½ events         –                 –            –
//	mover-wilson         –                   –                  MOVER-R             MOVER-R           Newcombe          MOVER        –
//	agresti-caffo        –                   –                  –                   –                 yes               –            –
//
// A p-value is the family's own: P is below 1-Level exactly when the interval leaves out the null value. Two-sided p-values are central, twice the smaller tail; those of R's
// fisher.test and poisson.test are not, and can contradict the interval printed beside them.
//
// The score families restrict the estimates to the value under test (Miettinen and Nurminen 1985, DOI 10.1002/sim.4780040211) and find where the statistic crosses its critical value.
// [SCAS] corrects it for skewness (Laud 2017, DOI 10.1002/pst.1813; Gart and Nam 1988, DOI 10.2307/2531848), with the variance times N/(N-1) for two proportions and without for rates. [Exact] for two
// proportions inverts two one-sided score tests over every value of the nuisance parameter (Chan and Zhang 1999); it is limited to 4,000 trials in the two groups together,
// and its ratios are wide where a group has few events: 7 of 34 against 1 of 34 is 1.09 to 181, by SCAS 1.24 to 129, by score 1.22 to 42.6.
//
// SCAS has edges of its own. Its centre is not the plain estimate, so that at a level below about 0.7 or at a count of zero its interval may leave that out ([Outside]). At one or two
// events and a high level the correction runs out, and a limit is the end of the range ([CorrectionLimit]): 7 of 34 against 1 of 34 at 99.8 % is 0.512 to +Inf. At a count of zero the
// statistic can turn back, and more than one value fits; the interval then ends where it first crosses on the way out, and P is that of the furthest value on the way to the null, so that for
// the same table the P of a ratio and that of a difference may differ. One event more in a group can lower its limit by a little at levels beyond 0.999.
//
// # Coverage
//
// What the intervals do over all the counts that can come out of a small group beside a large baseline (300 events expected, or 1,000 trials), enumerated exactly. The first table has the chance in per cent, at the
// 95 % level, that an interval lies wholly above the truth, a false claim of over-representation, and wholly below; 2.5 each is right. The second has the mean distance of
// the two tails from what they should be, as a percentage of that, at 95 % and at 99.8 %, over twelve designs each: 1 to 50 expected events at true ratios of 1 and 3, and 20 to 500 trials with proportions of
// 0.15, 0.3 and 0.02. It is never 0 where few counts are possible. The program examples/coverage has every figure, and computes those of any other design.
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
// [SCAS] is the default: of the families that have every quantity its tails are the most even, for every comparison and at both levels; at 95 % no other is more even but [MidP], for ratios of rates.
// At 99.8 % mid-P and [Jeffreys] are closer to nominal. SCAS errs on the safe side there, as its limits run out at one or two events: no tail of a comparison is above 0.11 %, where Jeffreys has up to 0.25 %.
//
//   - By default, [SCAS]. Its weakest point is a group that expects about three events and has none: the interval lies below the truth in up to 5 % of cases.
//   - For ratios of rates with a handful of events, and for those and odds ratios at a level such as 99.8 %, [MidP]: more even, and its limits stay bounded at one event.
//   - Where a false claim must never be likelier than stated, [Exact]: at 95 % its ratios of rates are 20 % wider on the logarithmic scale at one expected event, 13 % at five and 6 % at twenty.
//   - The others are there to recompute published figures. For ratios [Score], [Wald], [MiettinenNurminen], [AdjustedLog] and [MOVERWilson] err on one side: at worst, false claims that a small group is
//     over-represented come 2.2 to 3.2 times as often as stated at 95 %, and 7 to 19 times at 99.8 %.
//
// # Errors and flags
//
// A question that makes no sense is an error: a negative count, more events than trials, a level outside (0, 1), a method that is not defined for the quantity. An answer to read with care has [Flags]:
// a zero cell, a small count, an unbounded limit. Nothing panics on data.
//
// # Missing values
//
// 0/0 is NaN with the flag [NoData]. A ratio to a baseline without events is +Inf with [Unbounded]; its lower limit still says what is known. Limits outside the range of the quantity are
// cut to it, with [Clipped]. JSON writes NaN as null and infinities as strings; CSV writes an empty cell and Inf; people see "—" and "∞" with a footnote.
//
// # Accuracy
//
// Limits and p-values are compared with references at 60 digits, over counts from 0 to 1e9 and levels from 0.5 to 1-1e-9: see testdata. The relative error of limits is below 1e-12, that of MOVER-J and of p-values
// below 1e-10, down to 1e-300. A p-value below about 1e-308 is 0.
package rri
