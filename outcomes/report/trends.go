package report

import (
	"iter"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/trend"
)

// Trend is how one measure changed: its index in every period of Options.By, over rolling runs of
// months, from each period to that a year later, between the two stretches of months that were to
// be compared, and its trend. That of the search rate is in Rates, any other in Proportions; the
// other field is nil.
//
// The words in it passed the gates of package claims. Where it says NoWord, Why says the reason.
type Trend struct {
	ID string `json:"id"` // that of the table of the same measure

	Rates       *trend.Result[ethnicity.Group, rri.Rate]       `json:"rates,omitempty"`
	Proportions *trend.Result[ethnicity.Group, rri.Proportion] `json:"proportions,omitempty"`

	// Independent is the change that was asked for if every search were independent of all others;
	// nil where nothing was asked for, or where no count has a design effect.
	Independent *trend.Change[ethnicity.Group] `json:"independent,omitempty"`
}

// TrendChoices are the choices of [Options] that change and trend are by.
type TrendChoices struct {
	Rolling  int               `json:"rolling,omitempty"`
	Before   *outcomes.Months  `json:"before,omitempty"`
	After    *outcomes.Months  `json:"after,omitempty"`
	LeaveOut []outcomes.Months `json:"leave_out,omitempty"`
	Margin   float64           `json:"margin"`
}

// trendChoices returns what change and trend are by; nil where there is neither.
func (r *Report) trendChoices() *TrendChoices {
	if r.trends == nil && !r.o.asksForChange() {
		return nil
	}
	c := &TrendChoices{Rolling: r.o.Rolling, LeaveOut: slices.Clone(r.o.LeaveOut), Margin: r.o.margin()}
	if r.o.compares() {
		c.Before, c.After = clone(&r.o.Before), clone(&r.o.After)
	}
	return c
}

// trendIn returns the trend of a measure, false if there is none.
func trendIn(list []Trend, id string) (Trend, bool) {
	i := slices.IndexFunc(list, func(t Trend) bool { return t.ID == id })
	if i < 0 {
		return Trend{}, false
	}
	return list[i], true
}

// changes are what a Trend has of either kind of counts. They are those of the Trend itself, so
// that a word that is set here is set there.
type changes struct {
	baseline   ethnicity.Group
	compared   *trend.Change[ethnicity.Group]
	yearOnYear []trend.Change[ethnicity.Group]
	trends     []trend.Trend[ethnicity.Group]
	notes      []string
	points     []trend.Period // of the series
	whole      []trend.Period // of these, as far as they are there from beginning to end
	used       []trend.Period // of points, those that a trend can be over
	rolling    []window
}

// window is the indices of one run of months.
type window struct {
	trend.Period
	note    string
	covered float64
	ratios  map[ethnicity.Group]rri.Estimate
}

// changes returns what t has.
func (t Trend) changes() changes {
	if t.Rates != nil {
		return changesOf(t.Rates)
	}
	return changesOf(t.Proportions)
}

// sheets yields the tables of t, each with its name.
func (t Trend) sheets() iter.Seq2[string, sheet.Sheet] {
	if t.Rates != nil {
		return t.Rates.Sheets()
	}
	return t.Proportions.Sheets()
}

func changesOf[M rri.Measure](r *trend.Result[ethnicity.Group, M]) changes {
	if r == nil {
		return changes{}
	}
	c := changes{baseline: r.Series.Baseline, compared: r.Compared, yearOnYear: r.YearOnYear, trends: r.Trends, notes: r.Notes}
	for _, p := range r.Series.Points {
		c.points = append(c.points, p.Period)
		if len(p.Counts) > 0 && (p.Covered == 0 || p.Covered >= 1) {
			c.whole = append(c.whole, p.Period)
		}
		if len(p.Counts) > 0 && (p.Covered == 0 || p.Covered >= 0.5) && !slices.ContainsFunc(r.Options.LeaveOut, p.Overlaps) {
			c.used = append(c.used, p.Period)
		}
	}
	for i, p := range r.Series.Rolling {
		w := window{Period: p.Period, note: p.Note, covered: p.Covered, ratios: make(map[ethnicity.Group]rri.Estimate)}
		if i < len(r.Rolling) {
			for _, row := range r.Rolling[i].Rows {
				w.ratios[row.Group] = row.Ratio
			}
		}
		c.rolling = append(c.rolling, w)
	}
	return c
}

// groups returns the groups that are compared with the baseline, in order.
func (c changes) groups() (groups []ethnicity.Group) {
	for _, t := range c.trends {
		groups = append(groups, t.Group)
	}
	if groups != nil || c.compared == nil {
		return groups
	}
	for _, row := range c.compared.Rows {
		if row.Group != c.baseline {
			groups = append(groups, row.Group)
		}
	}
	return groups
}

// enough is over how many periods a trend has to be for a word, so that there is something to say.
const enough = 5

// tells reports whether there is something to say of change: one that was asked for, a trend, or
// two whole periods a year apart.
func (c changes) tells() bool {
	return c.compared != nil || len(c.rolling) > 0 || c.hasTrend() ||
		slices.ContainsFunc(c.yearOnYear, func(change trend.Change[ethnicity.Group]) bool {
			return slices.Contains(c.whole, change.Before) && slices.Contains(c.whole, change.After)
		})
}

// hasTrend reports whether a trend is over enough periods.
func (c changes) hasTrend() bool {
	return slices.ContainsFunc(c.trends, func(t trend.Trend[ethnicity.Group]) bool { return t.Points >= enough })
}
