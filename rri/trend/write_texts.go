package trend

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/columns"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// groupHead is the head of the column of groups.
var groupHead = sheet.Column{Heading: "group", Align: sheet.Left}

// percent writes a ratio as what it is more or less in per cent, as +5.2 for 1.052.
func percent(v float64, decimals int) string { return sheet.Signed(100*(v-1), decimals) }

// made says how the estimates were made, by which they are written.
func (r Result[G, M]) made() columns.Made { return columns.Made{Options: r.Options.Options} }

// text writes an estimate, so that no limit seems to be one of the null values that it is not.
func (r Result[G, M]) text(e rri.Estimate, style columns.Style, decimals int, nulls ...float64) columns.Text {
	return r.made().Text(e, style, decimals, nulls...)
}

// level returns the level of the intervals.
func (r Result[G, M]) level() float64 { return r.made().ConfidenceLevel() }

// margin returns the margin of the words.
func (r Result[G, M]) margin() float64 { return cmp.Or(r.Options.Margin, usualMargin) }

// interval returns the heading of limits.
func (r Result[G, M]) interval() string { return r.made().Interval() }

// p returns the text of a p-value.
func (r Result[G, M]) p(e rri.Estimate) string { return r.made().P(e) }

// indexText writes the index of a group in a period, whose table may lack it.
func (r Result[G, M]) indexText(t placed[G, M], g G) (columns.Text, *sheet.Interval) {
	none := columns.None()
	if len(t.Rows) == 0 {
		return none, nil // said of the period
	}
	i, ok := t.place[g]
	if !ok {
		none.Notes = []string{"not counted in this period, which is not 0"}
		return none, nil
	}
	noEvents := func(g G) string {
		return fmt.Sprintf("no %s of %v were recorded: there is nothing to compare with", r.Series.labels().Events, g)
	}
	e := r.index(t.Table, t.Rows[i])
	switch events, exposure, _ := t.Rows[0].Count.Counts(); {
	case events == 0 && exposure > 0:
		none.Notes = []string{cmp.Or(r.Series.NoBaseline, noEvents(r.Series.Baseline))}
		return none, nil
	case math.IsInf(e.Value, 1):
		none.Notes = []string{noEvents(g)}
		return none, nil
	}
	return r.text(e, sheet.Ratio, 2, r.nulls()...), &sheet.Interval{Value: e.Value, Lower: e.Lower, Upper: e.Upper}
}

// nulls returns the values that no limit of an index may seem to be.
func (r Result[G, M]) nulls() []float64 { return []float64{1, cmp.Or(r.Options.Null, 1)} }

// groups returns the groups but the baseline that were counted in some period, in order.
func (r Result[G, M]) groups() []G {
	counts := make([]map[G]M, 0, len(r.Series.Points)+len(r.Series.Rolling))
	for _, p := range slices.Concat(r.Series.Points, r.Series.Rolling) {
		counts = append(counts, p.Counts)
	}
	return r.Series.groupsOf(counts...)
}

// heading says what is measured and in which unit, as "Search rate per 1,000 residents a year".
func (r Result[G, M]) heading() string {
	labels := r.Series.labels()
	labels.Exposure = r.Series.exposure()
	return labels.Heading(isProportion[M]())
}

// unit says in which unit rates are, as "per 1,000 residents a year" or "% of searches".
func (r Result[G, M]) unit() string {
	labels := r.Series.labels()
	labels.Measure, labels.Exposure = "x", r.Series.exposure()
	return strings.TrimLeft(labels.Heading(isProportion[M]())[len("x"):], ", ")
}

// measure returns the name of what is measured as a heading has it.
func (r Result[G, M]) measure() string {
	return strings.TrimRight(strings.TrimSuffix(r.heading(), r.unit()), ", ")
}

// designEffects says which design effects the counts have, if any has one.
func (r Result[G, M]) designEffects() []string {
	least, most := math.Inf(1), math.Inf(-1)
	for _, p := range r.Series.all() {
		for _, m := range p.Counts {
			_, _, effect := m.Counts()
			least, most = min(least, effect), max(most, effect)
		}
	}
	switch {
	case least >= 1 && most <= 1 || least > most:
		return nil
	case least == most:
		return []string{fmt.Sprintf("the intervals allow for events that come in groups: design effect %.3g", least)}
	}
	return []string{fmt.Sprintf("the intervals allow for events that come in groups: design effects from %.3g to %.3g", least, most)}
}

// by says what the index is against, and by which method.
func (r Result[G, M]) by() string {
	text := fmt.Sprintf("%s · method %s", r.against(), r.Options.Method)
	if df := r.Options.DegreesOfFreedom; df > 0 {
		text += fmt.Sprintf(" with Student's t, df %.3g", df)
	}
	return text
}
