// Package unknown is for people whose group or outcome is not known, as where a quarter of the
// records of searches say "Not stated". It is arithmetic on counts of any groups, and answers three
// questions:
//
//   - What could the unknown do to the index? [RateCounts.Bounds] and [ProportionCounts.Bounds]
//     give the lowest and the highest index over every way in which the unknown could fall, and
//     [RateCounts.UncertaintyInterval] and [ProportionCounts.UncertaintyInterval] what they and
//     chance together could do.
//   - What if they are like the known? [Allocate] puts them into groups in proportion. [Impute]
//     draws their groups many times, and [PoolTables] puts the results together.
//   - Do two accounts of ethnicity agree, as what people say of themselves and what an officer
//     writes down? [Kappa] is their agreement beyond chance, and [IndexRatio] how far the index
//     moves from one to the other.
//
// # How to choose
//
// Give the bounds always: they need no assumption. Beside them stands the index of the known with
// its interval, from package rri. The interval says what chance alone could do if the unknown were
// no problem, and shrinks as counts grow. The bounds say what the unknown could do if chance were
// no problem, and shrink only when somebody records more.
//
//   - Where the bounds are on both sides of 1, TippingShare says what share of the unknown would
//     have to be of the group for the index to be 1: readers can judge whether that is likely.
//   - Where a reader will go as far as to say that no group is more than twice as frequent among
//     the unknown as among the known, [Assumption] narrows the bounds.
//   - Where something is to be said that neither chance nor the unknown could turn, take
//     [RateCounts.UncertaintyInterval], or [AdjustedUncertainty] of strata. It holds both the
//     interval of the known and the bounds, by whatever method that interval is; so what lies
//     outside of it lies outside of either.
//   - ImbensManski is for those who ask for it by name. It covers the one index that is true, and
//     not all that are between the bounds: at either end it is as narrow as a limit on one side,
//     so that it need not hold the interval of the known. Of 10 events among 40 people against 228
//     among 1,636, with 3 unknown, it is 1.02 to 3.79, where chance alone gives 0.95 to 3.38, and
//     both together 0.94 to 4.08 (by the method wald).
//   - Where one index is wanted that uses all people, divide them into classes, as by how an
//     officer saw them, and assume that within a class the unknown are like the known. The data
//     cannot show if they are: tell your readers that it is assumed. Take [Impute] with
//     [PoolTables], whose intervals hold the doubt about the unknown; those of counts that are
//     filled in by [Allocate] do not, and are too narrow.
//   - Before one account stands in for another, look at how far they agree.
//
// # Bounds
//
// Of a ratio of rates, with C events of the group among E residents, R events of the baseline among
// F, and U events of people of unknown group:
//
//	lowest   (C/E) / ((R+U)/F)          every unknown person is of the baseline
//	highest  ((C+U)/E) / (R/F)          every unknown person is of the group
//	tipping  (E(R+U) - F C) / (U(E+F))  the share of the unknown at which the index is 1
//
// Of a ratio of proportions an unknown person may be a success or a failure. The index is highest
// where the unknown successes are of the group and the unknown failures of the baseline, and lowest
// the other way round; a person whose outcome is unknown may be either. [ProportionCounts.Bounds]
// has the closed forms. Every bound is attained: some way in which the unknown could fall gives it.
//
// # Chance and the unknown together
//
// The range is the hull of the bounds and of intervals of one method, at the full level each: that
// of the known, and those of the ways of falling that give the lowest and the highest index. Its
// lower limit mostly is that of the lowest index, and its upper one that of the highest: with the
// 3 unknown above, those of 10 against 231 and of 13 against 228. Vansteelandt and others call it a
// strong uncertainty region, which holds all that lies between the bounds at once.
//
// For rates it holds the interval of every way of falling: so however the unknown fall, it holds
// the index at least as often as the method does where nobody is unknown, and in most cases more
// often. With 2 to 15 expected events it does so in 95.3 to 99.9 %, by every method but
// adjusted-log, which has 93 % on complete records with one expected event, and so 93 % here. For
// proportions it does so where the unknown fall as at either end.
//
// # Imputation
//
// The shares of a class are drawn from a Dirichlet distribution with its known counts, plus one
// person spread as in the wider group that the class is part of; then its unknown are drawn with
// these shares. So a class with few known people borrows from its wider group, and one with many
// does not. Of m imputations, each with the estimate qᵢ and the variance wᵢ, Rubin's rules take
//
//	estimate  Q = mean qᵢ     variance  T = W + (1 + 1/m) B     W = mean wᵢ     B = variance of the qᵢ
//	limits    Q ∓ t √T, Student's t with (m-1) (1 + W/((1+1/m)B))² degrees of freedom, however many
//
// Ratios are pooled on the log scale. The variance below and above is that which the distance from
// the estimate to either limit stands for, so that every method of package rri can be pooled and
// keeps the shape of its interval; where the imputations agree the result is the plain estimate. A
// pooled table is no function of its counts, and says so ([rri.Table.Derived]): what would compute
// it anew from them is an error.
//
// # Agreement
//
// Cohen's kappa is the agreement beyond what the two columns of totals would give by chance:
//
//	κ = (p₀ - pₑ)/(1 - pₑ)     p₀ = Σ nᵢᵢ/n     pₑ = Σ nᵢ. n.ᵢ/n²
//
// with the large-sample variance of Fleiss, Cohen and Everitt for the interval, and their variance
// under chance agreement for the p-value. Two indices of the same people, one by either account,
// have intervals that say little about the change between them; that of [IndexRatio] counts every
// person once.
//
// # Design effects
//
// Bounds and tipping shares are the same whatever the design effect of a count, since chance has no
// part in them. [RateCounts.UncertaintyInterval], [AdjustedUncertainty] and
// [RateCounts.ImbensManski] honour it; [OutcomeCounts] have none, and what makes
// them of proportions that have one must refuse. Estimates that are pooled have theirs in their
// limits. Kappa and the ratio of two indices take people as independent of each other: where people
// are counted in groups that were seen together, the variances are larger.
//
// # Errors and missing values
//
// Counts below 0 or above 2^53 are errors that wrap [rri.ErrCount]. Options out of range, estimates
// and tables that do not go together, a missing source of random numbers and a group that is NaN
// wrap [rri.ErrOption]; tables that are pooled already wrap [rri.ErrDerived]. [ErrNobody] is for
// unknown people where nobody at all is known.
//
// An index that is 0 of 0 is not among those that bounds span. Where a group has no residents,
// whatever its events, or nobody who is known to be in it, the bounds are NaN: nothing can be said.
// Kappa of nobody, or of people who are all of one group in both accounts, is NaN, flagged
// [rri.NoData]. JSON has null for NaN and "Inf" for infinity.
//
// # Concurrency and cost
//
// Every function works on its arguments alone and changes none of them, but for the source of
// random numbers. Any number of goroutines may call them with the same maps, tables and counts, as
// long as nobody writes to these; a [math/rand/v2.Rand] must not be shared. A source for each
// imputation, seeded with its number, gives the same draws in whatever order they are made.
//
// Bounds and tipping shares take less than a microsecond, ImbensManski five, and
// UncertaintyInterval three times as long as [rri.Ratio] of the same method. With 19 groups,
// [Kappa] and [IndexRatio] take a quarter of a millisecond, and so does [PoolTables] of 20 tables;
// with more, in proportion to the cells. [Allocate], [Impute] and [Deal] take about 0.1
// microseconds for each unknown person of a class up to 16,384, which is 1.5 milliseconds; beyond
// that number nothing takes longer for more people. [Allocate] goes through all groups for each of
// these. (Measured with go test -bench . on one core of a server.)
//
// # Sources
//
// Horowitz and Manski 1995, DOI 10.2307/2951627 (bounds from data that are in part unknown); Imbens
// and Manski 2004, DOI 10.1111/j.1468-0262.2004.00555.x (the interval); Stoye 2009, DOI
// 10.3982/ECTA7347 (when it covers). Horowitz and Manski 2000, Journal of the American Statistical
// Association 95, pages 77 to 84 (an interval that covers all between the bounds); Vansteelandt,
// Goetghebeur, Kenward and Molenberghs 2006, Statistica Sinica 16, pages 953 to 979 (strong and
// pointwise uncertainty regions). Rubin 1987, Multiple Imputation for Nonresponse in Surveys,
// DOI 10.1002/9780470316696, chapters 3 and 4; Zou and Donner 2008, DOI 10.1002/sim.3095 (variances
// recovered from limits); Ahrens and Dieter 1974, DOI 10.1007/BF02293108 (binomial draws). Cohen
// 1960, DOI 10.1177/001316446002000104; Fleiss, Cohen and Everitt 1969, DOI 10.1037/h0028106.
package unknown
