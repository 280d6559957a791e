// It also sets two accounts of the same people side by side: how far do what people say
// of themselves and what an officer writes down agree, and how much does the index move from one to
// the other?
//
// [Kappa] is Cohen's kappa, agreement beyond what the two columns of totals would give by chance:
//
//	κ = (p₀ - pₑ)/(1 - pₑ)     p₀ = Σ nᵢᵢ/n     pₑ = Σ nᵢ. n.ᵢ/n²
//
// with the large-sample variance of Fleiss, Cohen and Everitt for the interval and their variance
// under chance agreement for the p-value. [IndexRatio] compares the index by one account with that
// by the other. The two are of the same people, so that intervals of either index say little about
// the change; its own interval counts every person once.
//
// Both take people as independent of each other. A table has no design effect; where people are
// counted in groups that were seen together, the variances are larger.
//
// # Sources
//
// Cohen 1960, DOI 10.1177/001316446002000104; Fleiss, Cohen and Everitt 1969, DOI 10.1037/h0028106;
// the delta method for the ratio.
//
// # Errors and missing values
//
// Counts below 0 or above 2^53 wrap [rri.ErrCount]; a level out of range wraps [rri.ErrOption].
// Kappa of nobody, or of people who are all of one group in both accounts, is NaN, flagged
// [rri.NoData]. A group that is NaN wraps [rri.ErrOption].
package unknown
