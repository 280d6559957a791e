package trend

import (
	"cmp"

	"github.com/seed-549880be/disparity/rri"
)

// Result is the answer to "is it changing?": the index of every group in every period, over rolling
// periods, the changes from one period to the next and between two that were asked for, and the
// trend. It comes from [Of].
type Result[G cmp.Ordered, M rri.Measure] struct {
	Series  Series[G, M]
	Options Options

	// Tables are one for each of Series.Points, in their order: the comparison of its groups. That
	// of a missing period has no rows. Rolling are those of Series.Rolling, whose estimates have no
	// P.
	Tables  []rri.Table[G, M]
	Rolling []rri.Table[G, M]

	// YearOnYear are the changes from each point to that which begins a year later and is as long.
	YearOnYear []Change[G]

	// Compared is the change from Series.Before to Series.After; nil if they were not given.
	Compared *Change[G]

	// Trends are one for each group but the baseline, in the order of the tables.
	Trends []Trend[G]

	// Notes are what else a reader has to know.
	Notes []string
}

// Change is how every index changed from one period to another that does not overlap it.
type Change[G cmp.Ordered] struct {
	Before Period         `json:"before"`
	After  Period         `json:"after"`
	Rows   []ChangeRow[G] `json:"rows"` // the baseline first, then the others in order
}

// ChangeRow is the change of one group.
type ChangeRow[G cmp.Ordered] struct {
	Group G `json:"group"`

	// Before and After are the index in either period.
	Before rri.Estimate `json:"before"`
	After  rri.Estimate `json:"after"`

	// Ratio is the index after over that before: 1.5 where it rose by half. P is of no change. That
	// of the baseline is 1 by definition.
	Ratio rri.Estimate `json:"ratio"`

	// RateDifference is the rate of the group after less that before, in the unit of [rri.Of].
	RateDifference rri.Estimate `json:"rate_difference"`

	// Worst is from the lowest to the highest limit of Ratio over the ways in which the people of
	// no known group could fall in either period. nil if there are none.
	Worst *Limits `json:"worst,omitempty"`

	Word Word   `json:"word"`
	Why  string `json:"why,omitempty"` // why there is no word, or what the word is of
}

// Limits are two limits of a ratio, on the scale of the ratio.
type Limits struct {
	Lower float64
	Upper float64
}

// Trend is the trend of the index of one group.
type Trend[G cmp.Ordered] struct {
	Group G

	// PerYear is by what the index is multiplied in a year: 1.05 is 5 % a year more. P is of no
	// trend. Its Method is that of the model, and nothing is computed of the baseline.
	PerYear rri.Estimate

	// Points is how many periods it is of.
	Points int

	// Dispersion is how many times as much the counts scatter about the trend as their model and
	// their design effects say: Pearson's chi-squared over its degrees of freedom, as it is found.
	// The interval takes no less than 1, and more where the periods have unequal counts and the
	// index goes up and down in each by the same share. NaN where there are no degrees of freedom.
	Dispersion       float64
	DegreesOfFreedom int

	// Worst is as of a [ChangeRow], of PerYear.
	Worst *Limits

	Word Word
	Why  string
}
