// It also puts people of unknown group into groups, and says what that adds to the
// uncertainty. It is arithmetic on counts: which people are alike, and what is known of them, is
// for the caller to say.
//
// [Allocate] gives the unknown of each stratum the shares of the known: whole numbers, nobody lost,
// the same each time. [Impute] draws them instead, many times, from what is known and how surely;
// [PoolEstimates], [PoolRatios] and [PoolTables] put the results together by Rubin's rules, so that
// the interval holds the doubt about the unknown too. [Deal] deals the people of a stratum out to
// its parts. Beyond 16,384 people of a stratum none of them takes longer for more.
//
// A pooled table is no function of its counts, and says so ([rri.Table.Derived]): what would
// compute it anew from them is an error. Design effects are part of the estimates that are pooled.
//
// # Methods
//
// In an imputation the shares of a stratum are drawn from a Dirichlet distribution with the known
// counts, plus one person spread as in the wider group that the stratum is part of; then its
// unknown are drawn with these shares. So a stratum with few known people borrows from its wider
// group, and one with many does not. Of m imputations, each with the estimate qᵢ and the variance
// wᵢ,
//
//	estimate  Q = mean qᵢ     variance  T = W + (1 + 1/m) B     W = mean wᵢ     B = variance of the qᵢ
//	limits    Q ∓ t √T, Student's t with (m-1) (1 + W/((1+1/m)B))² degrees of freedom, however many
//
// Ratios are pooled on the log scale. The variance below and above is that which the distance from
// the estimate to either limit stands for, so that every method of package rri can be pooled and
// keeps the shape of its interval; where the imputations agree the result is the plain estimate.
//
// What it assumes: within a stratum the unknown are like the known. That cannot be seen in the
// data. [RateCounts.Bounds] says what follows without it.
//
// # Sources
//
// Rubin 1987, Multiple Imputation for Nonresponse in Surveys, DOI 10.1002/9780470316696, chapters 3
// and 4; Zou and Donner 2008, DOI 10.1002/sim.3095 (variances recovered from limits); Ahrens and
// Dieter 1974, DOI 10.1007/BF02293108 (binomial draws).
//
// # Errors
//
// Counts below 0 or above 2^53 wrap [rri.ErrCount]. [ErrNobody] is for unknown people where nobody
// at all is known. Estimates, tables and options that do not go together wrap [rri.ErrOption], as
// do a missing source of random numbers and a group that is NaN; tables that are pooled already
// wrap [rri.ErrDerived].
package unknown
