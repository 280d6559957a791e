// Package dispersion answers: how much wider are the intervals when events come in clusters?
//
// The models of package rri take every event as independent. But one person is searched several times, one operation stops many people, and one car holds four. The counts of
// months or districts then vary by more than chance allows: they are overdispersed, and intervals that ignore it are too narrow.
//
// # Models
//
//	Quasi              variance = φ × that of the Poisson (rates) or binomial (proportions) model: quasi-Poisson, quasi-binomial
//	NegativeBinomial   variance = μ + α μ²: the rates themselves vary between cells, with coefficient of variation √α (rates only)
//
// φ or α is given, or estimated by [Estimate] from replicated cells: the counts of one group in several months, districts or teams that would have one rate if events were independent.
//
//	φ = Σ (observed - expected)² / variance / df      Pearson's chi-square over its degrees of freedom: Wedderburn 1974, DOI 10.2307/2334725
//	α solves Σ (observed - expected)² / (μ + α μ²) = df   Breslow 1984, DOI 10.2307/2347661
//
// The expected counts come from the pooled rate of each group over its cells, so that df is the number of cells less the number of groups. A trend or a season over the cells counts
// as dispersion too, which makes the intervals cautious.
//
// [Of], [Ratio], [Difference] and [Widen] then give intervals of the Wald family: on the log scale for a ratio, with the standard error of [rri.Wald] times √φ. Where the dispersion was
// estimated they use Student's t with its degrees of freedom, and where it was given, or was 1 or less, the normal distribution. Without overdispersion, results are those of rri.Wald. It is the one
// family that widens in closed form; its errors fall on one side for small groups, as the documentation of package rri says.
//
// φ below 1 (counts more even than chance) is reported, and treated as 1 unless [Dispersion.Narrow] asks for it. Each [Result] says what was applied.
//
// # Errors and missing values
//
// Cells with no exposure, and groups without events or without non-events, say nothing of the dispersion and are left out. With no degree of freedom left the error
// wraps [ErrReplicates]. Where there is no rate or ratio, estimates are NaN with the flags of package rri.
package dispersion
