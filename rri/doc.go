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
// # Methods
//
// A [Method] is a family of intervals and tests, the same for every quantity. This is what each has; "–" is an error, [ErrUndefined].
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
// proportions inverts two one-sided score tests over every value of the nuisance parameter (Chan and Zhang 1999); it is limited to 4,000 trials in the two groups together.
//
// SCAS has edges of its own. Its centre is not the plain estimate, so that at a level below about 0.7 or at a count of zero its interval may leave that out ([Outside]). At one or two
// events and a high level the correction runs out, and a limit is the end of the range ([CorrectionLimit]): 7 of 34 against 1 of 34 at 99.8 % is 0.512 to +Inf. At a count of zero the
// statistic can turn back, and more than one value fits; the interval then ends where it first crosses on the way out, and P is that of the furthest value on the way to the null, so that for
// the same table the P of a ratio and that of a difference may differ. One event more in a group can lower its limit by a little at levels beyond 0.999.
//
// # Errors and flags
//
// A question that makes no sense is an error: a negative count, more events than trials, a level outside (0, 1), a method that is not defined for the quantity. An answer to read with care has [Flags]:
// a zero cell, a small count, an unbounded limit. Nothing panics on data.
//
// # Missing values
//
// 0/0 is NaN with the flag [Undefined]. A ratio to a baseline without events is +Inf with [Unbounded]; its lower limit still says what is known. Limits outside the range of the quantity are
// cut to it, with [Clipped]. JSON writes NaN as null and infinities as strings; CSV writes an empty cell and Inf; people see "—" and "∞" with a footnote.
//
// # Accuracy
//
// Limits and p-values are compared with references at 60 digits, over counts from 0 to 1e9 and levels from 0.5 to 1-1e-9: see testdata. The relative error of limits is below 1e-12, that of p-values
// below 1e-10 down to 1e-300. A p-value below about 1e-308 is 0.
package rri
