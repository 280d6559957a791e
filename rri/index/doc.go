// Package index answers: what would another field's index say of the same counts? Schools,
// employers, health services and researchers each have an index of disproportionality. They are not
// the Relative Rate Index: the comparator differs, and some are upside down. Each comes labelled
// with its [Kind], its comparator in words, and its [Direction], so that it cannot be read as an
// RRI.
//
// With a events of n in the group, everyone Σa of Σn, and its share of the population w = n/Σn:
//
//	Composition         (a/Σa) / (n/Σn)                        share of events over share of population, "over-representation"; the group itself is in the comparator
//	RiskRatio           (a/n) / ((Σa-a)/(Σn-n))                everybody else: Individuals with Disabilities Education Act (United States), 34 CFR 300.647
//	AlternateRiskRatio  (a/n) / (everybody else in a wider area)   the same rule, where too few others live nearby
//	ImpactRatio         (a/n) / (highest rate of any group)        the four-fifths rule: Uniform Guidelines on Employee Selection Procedures 1978, 29 CFR 1607.4 D
//	RelativeLikelihood  (rate of the baseline) / (a/n)             upside down: NHS Workforce Race Equality Standard, indicators 2 and 4
//	PointGap            a/n - Σa/Σn                                percentage point gap: California Community Colleges 2017
//
// # Methods
//
// Intervals and p-values of ratios are those of [rri.Ratio], by any of its methods. The composition
// index I is an increasing function of the ratio ρ of the group to everybody else,
//
//	I = ρ / (w ρ + 1 - w),
//
// so that its limits are those of ρ put through it, and p tests both. It is nearer to 1 than ρ, the
// more so the larger the group; its largest possible value is 1/w. The percentage point gap has the
// margin that its source prescribes, which is no confidence interval: see [PointGap].
//
// # Errors and missing values
//
// The group and the baseline must be among the counts, else the error wraps [rri.ErrBaseline]; a
// count that makes no sense wraps [rri.ErrCount] and names its group; a group that is NaN wraps
// [rri.ErrOption]. Where there is no ratio the estimate is NaN, with the flag [rri.NoData].
//
// A group with events and without residents has no rate: its own index is NaN, flagged
// [rri.NoData], and it is nobody's comparator. Where it is one of everybody else the error wraps
// [rri.ErrCount], as they have no rate either.
//
// # Design effects
//
// The design effect of everybody else, or of everyone, is such that the variance of the sum is the
// sum of the variances: the mean of theirs with the model variances as weights, which are the
// events of rates, and events × non-events/trials of proportions. The margin of [PointGap] is a
// rule, and refuses a group that has one.
package index
