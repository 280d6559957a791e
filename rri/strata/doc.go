// Package strata compares like with like: is the Relative Rate Index still there once age, object
// of search, offence gravity or anything else that the counts are divided by is alike?
//
// Each stratum has counts of the group and of the baseline, a events out of n and b out of m, with
// N = n + m. The adjusted ratio is that of Mantel and Haenszel,
//
//	RRI = Σ aⱼmⱼ/Nⱼ / Σ bⱼnⱼ/Nⱼ
//
// a mean of the indices of the strata with the weights bⱼnⱼ/Nⱼ. The crude index throws all strata
// together, so that it also holds the difference in make-up between the groups. [Compare] puts the
// two side by side for every group in one [Table], with the index, and the share, of each stratum,
// and says which strata had no one to compare. [Ratio], [Difference] and [OddsRatio] are for one
// group; [rri.Rate] and [rri.Proportion] choose the model.
//
// An adjusted index is one number for all strata. [RatioHomogeneity], [DifferenceHomogeneity],
// [BreslowDay] and [Tarone] test whether the strata have one; where they differ, read the strata.
// And what was adjusted for is itself a part of the matter where it comes of the treatment that is
// looked into: comparing only within objects of search takes out whatever disparity there is in
// what people are searched for.
//
// # Methods
//
//	                 ratio   difference           odds ratio   interval
//	SCAS             yes     yes                  yes          stratified skewness-corrected score (the default)
//	Score            yes     yes                  yes          the same without the correction
//	MantelHaenszel   yes     yes                  yes          Greenland and Robins, on the log scale for the ratio; Robins, Breslow and Greenland
//	Sato             no      of proportions       no           Sato's variance, which holds up better in sparse strata
//	InverseVariance  yes     yes                  yes          Wald variances, on the log scale for ratios; Woolf for the odds ratio
//
// All but InverseVariance have one estimate, that of Mantel and Haenszel. InverseVariance is for
// meeting published figures. It leaves out strata where a count of zero leaves no variance to weigh
// by, and in sparse strata claims disparities that are not there: with none at all, in 20 strata of
// 20 trials against 200 at 10 %, two expected events of the group in each, p is below 0.05 for 39 %
// of the ratios of proportions, 34 % of the ratios of rates and 92 % of the differences, where it
// should be for 5 % (1000 tables each). With one expected event it is 67, 62 and 100 %, with five
// 15, 13 and 47 %; in 50 strata with five, 37, 30 and 79 %. Other designs of these sizes gave 28 to
// 92 %. More strata make it worse: the bias stays, and the interval shrinks. Mantel and Haenszel's
// weights gave 4 to 7 % throughout.
//
// SCAS is the stratified score of Laud 2017, DOI 10.1002/pst.1813. For a ratio or a difference θ
// that the strata share, each stratum has a score Sⱼ, that is p̂₁-θp̂₀ or p̂₁-p̂₀-θ, with variance
// Vⱼ and third central moment μⱼ at the maximum likelihood estimates restricted to θ, and the
// limits are where z = ±z(α/2) in
//
//	z + (z²-1) Σwⱼ³μⱼ / (6 (Σwⱼ²Vⱼfⱼ)^1.5) = Σwⱼ Sⱼ / √(Σwⱼ²Vⱼfⱼ)
//
// with fⱼ = Nⱼ/(Nⱼ-1) for proportions and 1 for rates. The weights are those of Mantel and Haenszel
// at every θ, wⱼ = nⱼmⱼ/Nⱼ; they are among those that the paper gives, and at θ = 1 the weights of
// Miettinen and Nurminen 1985 are the same. Hence three things. The score is 0 at the
// Mantel-Haenszel estimate, so that estimate, interval and shares belong together, however much the
// strata differ. Without the correction z² at no disparity is the Cochran-Mantel-Haenszel
// statistic. And the p-value of no disparity is one and the same for ratio, difference and odds
// ratio. (In sparse strata the statistic may turn on its way from the estimate. Then a limit is
// where it first crosses ±z(α/2), and the p-value that of the furthest statistic on the way to the
// null value, so that interval and p-value agree; the last two may then not hold to the digit.) The
// score of the odds ratio is Σ(aⱼ-E aⱼ), by the weights 1/Vⱼ, which makes the centre of its
// interval the maximum likelihood estimate.
//
// A design effect of the counts ([rri.Rate], [rri.Proportion]) divides the events and the exposure
// of its group in each stratum before anything is computed, so that limits, p-values and tests
// allow for it. The weights are those of the effective counts too: a group whose events scatter
// twice as much in one stratum weighs there as half as many people would, and the pooled estimates
// follow. Where all counts of the strata have one design effect the estimates are those without it.
// In crude figures the counts of all strata together have the mean of their design effects,
// weighted by the events. Flags go by the counts as they are.
//
// P comes of the interval's own score: P < 1-Level exactly when the interval leaves out the null
// value.
//
// # What holds
//
// One stratum gives what package rri gives: SCAS its SCAS, Score its MiettinenNurminen (Score for
// rates), the others its Wald. The adjusted ratio and difference lie within the range of the
// strata's. Splitting a stratum into parts of the same rates and the same ratio of n to m changes
// nothing, by MantelHaenszel, Sato, InverseVariance, and by SCAS and Score with rates. With
// proportions those two move by the factors fⱼ, and so does [CochranMantelHaenszel]: as much as one
// observation matters in the stratum.
//
// # Zeros, flags and errors
//
// A stratum without exposure in the group or in the baseline says nothing. The functions of pairs
// pass over it; [Compare] lists it. A stratum without events in either group says nothing of a
// ratio, but does of a difference. Flags are those of package rri for the counts of the compared
// strata together: [rri.ZeroCell] when a group has no events in any of them, [rri.NoData] when
// there is nothing to compare, [rri.Unbounded] above a ratio to a baseline without events. A
// difference without variance, as MantelHaenszel and Sato have where in every stratum each group
// has none or all (strata of one person), has an interval without width; it is flagged
// [rri.ZeroCell] too, and SCAS or Score serve instead. By SCAS at levels above 0.98,
// [rri.BeyondMargins] says that a limit of a difference is beyond what the exact intervals of the
// groups, averaged over the strata with their weights, leave room for. Where a group has no events
// at all, MantelHaenszel has the limits 0 and +Inf, as Wald has; the scores have a limit on the
// other side.
//
// Errors are for questions that make no sense, and wrap the errors of package rri: counts out of
// range, options out of range, a baseline in no stratum. Nothing panics.
//
// # Goroutines and cost
//
// Every type here is a plain value, nothing is global, and no call remembers an earlier one: any
// number of goroutines may call these functions, and read one table, at the same time. Strata are
// read and never changed; a copy of a [Table] shares its rows with the original.
//
// By [SCAS] and [Score], which solve for each limit over all strata, the time grows with their
// number: 10 microseconds of one core for each stratum of a [Ratio], 40 for each of a [Difference]
// of proportions, and in a [Compare] of six groups, with the index of every stratum, 50 for each
// stratum of rates and 250 of proportions: 3 and 13 milliseconds with 50 strata, 0.3 and 1.5
// seconds with 5,000. The closed forms take less than a microsecond for each stratum, but a
// difference by [Sato] compares every stratum with every other: 0.2 seconds with 5,000.
//
// # Sources
//
// Mantel and Haenszel 1959, DOI 10.1093/jnci/22.4.719; Greenland and Robins 1985, DOI
// 10.2307/2530643; Robins, Breslow and Greenland 1986, DOI 10.2307/2531052; Sato 1989, Biometrics
// 45, 1323; Woolf 1955, DOI 10.1111/j.1469-1809.1955.tb01348.x; Miettinen and Nurminen 1985, DOI
// 10.1002/sim.4780040211; Laud 2017; Breslow and Day 1980 and 1987, Statistical Methods in Cancer
// Research; Tarone 1985, DOI 10.1093/biomet/72.1.91; Cochran 1954, DOI 10.2307/3001666; Higgins and
// Thompson 2002, DOI 10.1002/sim.1186.
package strata
