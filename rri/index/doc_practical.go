// It also answers: is a disparity big enough to matter? A p-value says whether chance
// explains it; this package says how large it is against thresholds that public bodies use, and how
// many events it comes to.
//
// # Methods
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
// A design effect of a count widens the intervals of [Equivalence] and [Assess]. The plain ratio
// and the numbers of events are those of the counts, whatever it is.
//
// # Errors and missing values
//
// Counts that make no sense are errors that wrap those of package rri. Where there is no ratio (an
// exposure of 0, or no events in either group) positions are [Unclear], and numbers of events are
// an error that wraps [ErrNoRatio].
package index
