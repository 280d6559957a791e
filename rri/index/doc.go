// Package index answers two questions that other fields ask of the same counts:
//
//   - What would another field's index say? Schools, employers, health services and researchers
//     each have an index of disproportionality. They are not the Relative Rate Index: the
//     comparator differs, and some are upside down. Each is labelled with its [Kind], its
//     comparator in words, and its [Direction], so that it cannot be read as an RRI. A [Gap] is no
//     ratio: it says in words what it is ([Gap.String]).
//   - Is a disparity big enough to matter? A p-value says whether chance explains it. [Assess] says
//     how large it is against thresholds that public bodies use, and how many events it comes to.
//
// # Indices
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
// Intervals and p-values of ratios are those of [rri.Ratio], by any of its methods. The composition
// index I is an increasing function of the ratio ρ of the group to everybody else,
//
//	I = ρ / (w ρ + 1 - w),
//
// so that its limits are those of ρ put through it, and p tests both. It is nearer to 1 than ρ, the
// more so the larger the group; its largest possible value is 1/w. The percentage point gap has the
// margin that its source prescribes, which is no confidence interval: see [PointGap].
//
// # Thresholds
//
//   - [FourFifths]: the plain ratio against the band 4/5 to 5/4. A ratio below 0.80 "will generally
//     be regarded by the Federal enforcement agencies as evidence of adverse impact" (United
//     States, Uniform Guidelines on Employee Selection Procedures 1978, 29 CFR 1607.4 D): evidence
//     of it and no finding, and smaller differences may be evidence too. Exactly 0.80 is not below.
//     The upper edge is the same rule for an event that is a harm, with the roles exchanged: a
//     baseline below four fifths of the group. The edges are decided on whole counts, without
//     rounding. [CompareRatio] does it for any other threshold, as the 2, 3 or 4 of risk ratios in
//     United States special education.
//   - [Equivalence]: two one-sided tests, whether the data show that the true ratio is inside the
//     band, or outside it. Schuirmann 1987, DOI 10.1007/BF01068419. With few events they show
//     neither, and that is the answer.
//   - [EventsToParity], [EventsToFourFifths]: how many more or fewer events the group would need,
//     the rest as it is. For successes this is the "number needed" of the equity reports of
//     California Community Colleges; for harms, of the parity counts in United States juvenile
//     justice.
//   - [Assess]: all of these in one value.
//
// The plain ratio flags small groups by chance, and the tests flag trivial differences in huge
// ones: read [Assessment.Band] and [Assessment.Equivalence] side by side.
//
// # Errors and missing values
//
// Counts that make no sense wrap [rri.ErrCount], and the error of an index names the group. The
// group and the baseline of an index must be among the counts, else the error wraps
// [rri.ErrBaseline]; a group that is NaN wraps [rri.ErrOption].
//
// Where there is no ratio (an exposure of 0, or no events in either group) the estimate of an index
// is NaN, with the flag [rri.NoData], positions are [Unclear], and [CompareRatio] returns an error
// that wraps [ErrNoRatio]. Numbers of events are that error where an exposure is 0.
//
// A group with events and without residents has no rate: its own index is NaN, flagged
// [rri.NoData], and it is nobody's comparator. Where it is one of everybody else the error wraps
// [rri.ErrCount], as they have no rate either.
//
// # Design effects
//
// The design effect of everybody else, or of everyone, is such that the variance of the sum is the
// sum of the variances: the mean of theirs with the model variances as weights, which are the
// events of rates, and events × non-events/trials of proportions. A design effect widens the
// intervals of every ratio here; the plain ratio against a threshold and the numbers of events are
// those of the counts, whatever it is. The margin of [PointGap] is a rule, and refuses a group that
// has one.
//
// # Concurrency and cost
//
// Every function works on its arguments alone and changes none of them: goroutines may call them
// with the same maps as long as nobody writes to these. Results are plain values. An index takes
// five microseconds, a [Gap] 20 and an [Assessment] 60. By [rri.Exact] an index of proportions
// takes 70 milliseconds with 900 trials on either side, less where the sides differ in size, and
// [Assess], which has three intervals, 240; the time grows with the product of the trials of both.
package index
