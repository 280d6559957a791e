package peers

import (
	"cmp"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/trend"
)

// Result is the answer to "compared with whom?". It comes from [Of].
type Result[G cmp.Ordered, M rri.Measure] struct {
	Set     Set[G, M]
	Options Options

	// Groups are one for each group but the baseline, and of rates for the baseline too, in the
	// order of the tables.
	Groups []Comparison[G]

	// Notes are what else a reader has to know.
	Notes []string
}

// Comparison is the comparison of the units in one group.
type Comparison[G cmp.Ordered] struct {
	Group G

	// Rows are those of the units with a value, from the lowest to the highest; units of one value
	// by name.
	Rows []Row

	// Missing are the units without a value, by name.
	Missing []Missing

	// Mean is the mean of the values, each unit counting once, with its interval. An index beside
	// fewer than 5 events of the baseline is in no mean. Mean is not computed where no value is in
	// it, and it has no P.
	Mean rri.Estimate

	// Worst is how many of the rows count as the worst: [Options.Worst], or less if there are
	// fewer.
	Worst int

	// Pairs are all pairs of rows, the lower row first: those of the second row with the rows below
	// it, those of the third, and so on.
	Pairs []Pair

	// Funnel is of all rows; Lines and Shrinkage are nil where they were not asked for.
	Funnel    Funnel
	Lines     *OutlierLines
	Shrinkage *Shrinkage

	// Standards are one for each of the set's that has the group.
	Standards []Benchmark
}

// Missing is a unit without a value, and why it has none.
type Missing struct {
	Unit string `json:"unit"`
	Why  string `json:"why"`
}

// Row is what is found of one unit.
type Row struct {
	Unit string

	// Value is what is compared, as [Options.Quantity] has it.
	Value rri.Estimate

	// UnknownShare is the share of people of no known group of all who were counted in the unit: of
	// the events of rates, and of the trials of proportions. NaN if nobody was.
	UnknownShare float64

	// Bounds are from the lowest to the highest limit of Value over the ways in which the people of
	// no known group could fall. nil if there are none.
	Bounds *trend.Limits

	Rank Rank

	// Alike are the units that it cannot be told from by the interval of its rank, in the order of
	// the rows: as many as Rank.Upper less Rank.Lower. [Pair.Apart] is another question, with
	// another adjustment.
	Alike []string

	// ToMean is the value over the mean of the other rows, with its interval. Only those rows count
	// that are in [Comparison.Mean]. It is not computed where there are none, and it has no P: the
	// word goes by the interval.
	ToMean rri.Estimate

	Word Word
	Why  string // why there is no word

	Position Position

	Shrunken *Shrunken // nil where it was not asked for
}

// Rank is the place of a unit among the rows, 1 being the lowest value.
type Rank struct {
	// Rank is 1 more than the number of rows with a lower value. Rows of one value share it.
	Rank int

	// Lower and Upper are an interval of the true rank, at the level of the intervals: 1 more than
	// the number of units that can be told to be lower, and the number of all less those that can
	// be told to be higher.
	Lower int
	Upper int

	// Lowest and Highest are an interval that also allows for how the people of no known group
	// could fall, in every unit: two units are told apart only if they are as well where the
	// unknown fall so that the lower one is at its highest, and the higher one at its lowest.
	Lowest  int
	Highest int

	// AmongWorst is the probability of being among the worst [Comparison.Worst], by the confidence
	// distributions of the values. Over the rows it adds up to that number.
	AmongWorst float64
}

// Pair is two units, and whether they can be told apart.
type Pair struct {
	Lower  string // the unit of the lower row
	Higher string

	// Ratio is the value of Higher over that of Lower. Its P is of this pair alone.
	Ratio rri.Estimate

	// P is adjusted for all pairs (Holm); 1 where the counts say nothing. Apart says that it is
	// below 1 less the level.
	P     float64
	Apart bool
}

// Funnel is the limits within which chance, or chance and what the units differ by, leaves the
// values of units that do not stand out.
type Funnel struct {
	// Target is the value in the middle, and Source says what it is, as "all units together".
	Target float64
	Source string

	// Dispersion is how many times as much the units scatter about the target as chance has it: the
	// mean square of [Position.Chance], of which the furthest at either end are drawn in. Of a
	// [Calibrated] funnel that is over what it is by chance; it is NaN where that cannot be told,
	// as of one unit about itself. The limits of a [Multiplicative] one are those of chance with
	// its variance times Dispersion if that is above 1.
	Dispersion float64

	// Variance is the variance between units of the logarithm of their true values, of proportions
	// that of the logarithm of their odds: 0 if chance is enough for how they scatter. A
	// [Calibrated] and an [Additive] funnel take it into account, each its own; with the others it
	// is that of an additive one.
	Variance float64

	// Overdispersion is what the limits take into account.
	Overdispersion Overdispersion

	// Method is the family of the test that the limits invert: that of the values, but [rri.SCAS]
	// for one that would enumerate tables of whole counts, as [rri.Exact] for an index of
	// proportions.
	Method rri.Method
}

// Position is where a unit stands in the funnel.
type Position struct {
	// Size is what the limits narrow with: the variance of the events of the group that chance has
	// at the target, by the margins of the unit. It is 1 over that of the log of the value, and of
	// a proportion that of the log of its odds.
	Size float64

	// Inner are the limits of 95 %, Outer those of 99.8 %.
	Inner trend.Limits
	Outer trend.Limits

	// Z is how many standard deviations the value is above the target, with what the funnel takes
	// into account, and P the two-sided p-value that it stands for. A value is outside of Inner
	// exactly if P is below 0.05, and outside of Outer exactly if it is below 0.002. Z is at most
	// 37.5 either way: beyond, P is 0.
	Z float64
	P float64

	// Chance is how many standard deviations of chance alone the value is above the target: the
	// score statistic.
	Chance float64
}

// OutlierLines are the lines of an inspectorate: one standard deviation from the mean of the units,
// each counting once.
type OutlierLines struct {
	// Units is how many the lines are of.
	Units int

	// Mean and StandardDeviation are of the values, the latter with n-1.
	Mean              float64
	StandardDeviation float64

	// W and P are of the test of Shapiro and Wilk that the values are normal.
	W float64
	P float64

	// Plain are the lines on the scale of the values, and Log those on the log scale. OnLogs says
	// that the rule takes the latter, since P is below 0.05.
	Plain  trend.Limits
	Log    trend.Limits
	OnLogs bool

	// Outside are the units outside the lines that the rule takes.
	Outside []string
}

// Shrinkage is the distribution of the true values of the units, by which each borrows from the
// others: see the section Small places of the package documentation. With fewer than three units
// that have a value, or without any event of the group or of the baseline, it has no data
// ([rri.NoData]), and no unit is shrunken.
//
// Estimates of it and of [Shrunken] have no P, and the method [rri.Jeffreys], whose limits are
// quantiles of a distribution too.
type Shrinkage struct {
	// Mean is the mean of the true values: the median of what the counts leave open, and its
	// quantiles.
	Mean rri.Estimate `json:"mean"`

	// Variation is the standard deviation of the true values over their mean. It is 0 where the
	// units differ by no more than chance, and its upper limit +Inf, flagged [rri.Unbounded], where
	// the counts do not rule out 5, the most that is thought of.
	Variation rri.Estimate `json:"variation"`
}

// Shrunken is the value of a unit that borrows from the others.
type Shrunken struct {
	// Value is the median of what the counts of all units leave open of its true value.
	Value rri.Estimate

	// Weight is the share of its own counts in it, from 0 to 1: the information in them over that
	// and what the distribution of the true values tells, 1/Variation². The rest is borrowed.
	Weight float64

	// Rank is the mean of its rank, 1 being the lowest, and AmongWorst as of [Rank], by the
	// shrunken values.
	Rank       float64
	AmongWorst float64
}

// Benchmark is a standard in one group, and the units beside it.
//
// A unit that the standard holds pulls it. Of rates the standard is a mean of the unit and the
// rest, and the ratio to it is too near to 1: with the share w of the exposure in the unit it is
//
//	r / (1 - w + w r)     r the ratio to the rest
//
// and never above 1/w: a unit with a tenth of the residents and twice the rate of the rest is 1.82
// times the whole. Of indices there is no such rule, since that of the whole need not lie between
// those of its parts. In 2019/20 the index of Black people in stop and search was 8.89 in England
// and Wales, 4.04 in the area of the Metropolitan Police and 5.28 in the rest: where most Black
// people live, everybody is searched more. So the ratio is to the standard without the unit, which
// has nothing in common with it, and its interval is that of two independent values.
type Benchmark struct {
	Name   string `json:"name"`
	Source string `json:"source,omitempty"`

	// Value is the index of the standard, or the rate, without an interval if it is a published
	// figure.
	Value rri.Estimate `json:"value"`

	// Rows are one for each of [Comparison.Rows], in their order.
	Rows []BenchmarkRow `json:"rows"`
}

// BenchmarkRow is a unit beside a standard.
type BenchmarkRow struct {
	Unit string

	// With is the value of the unit over that of the standard as it stands, which may hold the
	// unit: without an interval, as the two are then not independent.
	With float64

	// Without is the value of the standard without the unit, and Ratio that of the unit over it,
	// with the test that they are the same. If the standard does not hold the unit, Without is the
	// standard itself; a published figure is taken as known.
	Without rri.Estimate
	Ratio   rri.Estimate
}
