// Package dispersion answers: how much wider are the intervals when events come in clusters?
//
// The models of package rri take every event as independent. But one person is searched several
// times, one operation stops many people, and one car holds four. The counts of months or districts
// then vary by more than chance allows: they are overdispersed, and intervals that ignore it are
// too narrow.
//
// # Models
//
//	Quasi              variance = φ × that of the Poisson (rates) or binomial (proportions) model: quasi-Poisson, quasi-binomial
//	NegativeBinomial   variance = μ + α μ²: the rates themselves vary between cells, with coefficient of variation √α (rates only)
//
// φ or α is given, or estimated by [Estimate] from replicated cells: the counts of one group in
// several months, districts or teams that would have one rate if events were independent.
//
//	φ = Σ (observed - expected)² / variance / df      Pearson's chi-square over its degrees of freedom: Wedderburn 1974, DOI 10.2307/2334725
//	α solves Σ (observed - expected)² / (μ + α μ²) = df   Breslow 1984, DOI 10.2307/2347661
//
// The expected counts come from the pooled rate of each group over its cells, so that df is the
// number of cells less the number of groups. A trend or a season over the cells counts as
// dispersion too, which makes the intervals cautious.
//
// [Of], [Ratio], [Difference] and [Widen] then give intervals and p-values by the method that is
// asked for, with φ, or 1 + α × events, as the design effect of each count: see package rri. So an
// interval has the shape that its family gives it, at a count of zero too: 0 of 38 with φ = 3 is 0
// to 23 % by [rri.Score]. By [rri.Wald] the standard error is that of independent events times √φ.
// Where the dispersion was estimated and is applied, its own error counts too: the options get its
// degrees of freedom, and with them Student's t. Without overdispersion, results are those of
// package rri.
//
// φ below 1 (counts more even than chance) is reported, and treated as 1 unless [Dispersion.Narrow]
// asks for it. Each [Result] says what was applied.
//
// # Errors and missing values
//
// Cells with no exposure, and groups without events or without non-events, say nothing of the
// dispersion and are left out. With no degree of freedom left the error wraps [ErrReplicates].
// Where there is no rate or ratio, estimates are NaN with the flags of package rri.
//
// # Goroutines and cost
//
// Every type here is a plain value, nothing is global, and no call remembers an earlier one; tables
// and cells are read and never changed. Any number of goroutines may call these functions at the
// same time. [Estimate] takes 0.05 microseconds of one core for each cell by [Quasi] and 0.15 by
// [NegativeBinomial]; the estimates take what those of package rri take.
package dispersion
