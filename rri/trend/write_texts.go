package trend

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/levels"
	"github.com/seed-549880be/disparity/rri/sheet"
)

const forPeople = sheet.Text | sheet.Markup

// columns are those of a sheet that is being made.
type columns []sheet.Column

// people adds a column for people.
func (c *columns) people(column sheet.Column, cells []sheet.Cell) {
	column.In, column.Cells = cmp.Or(column.In, forPeople), cells
	*c = append(*c, column)
}

// column adds a column for people of the texts of rows.
func column[R any](c *columns, head sheet.Column, rows []R, text func(R) string) {
	c.people(head, sheet.Cells(rows, func(row R) sheet.Cell { return sheet.Cell{Text: text(row)} }))
}

// groupHead is the head of the column of groups.
var groupHead = sheet.Column{Heading: "group", Align: sheet.Left}

// notes adds a column of footnotes. In text it stands beside the column before it, without a
// heading.
func (c *columns) notes(cells []sheet.Cell) {
	c.people(sheet.Column{In: sheet.Text, Align: sheet.Left, Sparse: true, WithPrevious: true}, cells)
	c.people(sheet.Column{In: sheet.Markup, Heading: "notes", Align: sheet.Left, Sparse: true, WithPrevious: true}, cells)
}

// estimate adds a number with its limits, and a column of footnotes.
func (c *columns) estimate(heading, interval string, texts []estimateText) {
	column(c, sheet.Column{Heading: heading}, texts, func(t estimateText) string { return t.value })
	column(c, sheet.Column{Heading: interval, Align: sheet.Dash, WithPrevious: true}, texts, func(t estimateText) string { return t.limits })
	c.notes(sheet.Cells(texts, func(t estimateText) sheet.Cell { return sheet.Cell{Notes: t.notes} }))
}

// estimateText is an estimate as people see it.
type estimateText struct {
	value, limits string
	notes         []string
}

// style writes a number with a number of decimals.
type style = func(v float64, decimals int) string

// percent writes a ratio as what it is more or less in per cent, as +5.2 for 1.052.
func percent(v float64, decimals int) string { return sheet.Signed(100*(v-1), decimals) }

// text writes an estimate, so that no limit seems to be one of the null values that it is not.
func (r Result[G, M]) text(e rri.Estimate, style style, decimals int, nulls ...float64) estimateText {
	if !e.Computed() || math.IsNaN(e.Value) && e.Flags.Has(rri.NoData) {
		return estimateText{value: "—", limits: "—", notes: r.Options.Texts(e.Flags & (rri.NoData | rri.Suppressed | rri.NotCompared))}
	}
	t := estimateText{notes: r.caveats(e)}
	switch {
	case math.IsNaN(e.Lower) || math.IsNaN(e.Upper):
		t.limits = "—"
	case r.Options.Side == rri.LowerOnly:
		t.limits = sheet.Limit(style, e.Lower, decimals, nulls...)
	case r.Options.Side == rri.UpperOnly:
		t.limits = sheet.Limit(style, e.Upper, decimals, nulls...)
	default:
		var lower, upper string
		lower, upper, decimals = sheet.Limits(style, e.Lower, e.Upper, decimals, nulls...)
		t.limits = lower + " – " + upper
	}
	// beside an interval that leaves out a null value, the estimate must not print as that
	leftOut := slices.DeleteFunc(slices.Clone(nulls), func(null float64) bool { return !(null < e.Lower || null > e.Upper) })
	t.value = sheet.Limit(style, e.Value, decimals, leftOut...)
	return t
}

// caveats returns the footnotes of an estimate that has a value.
func (r Result[G, M]) caveats(e rri.Estimate) []string {
	flags := e.Flags &^ rri.OneSided // said by the heading
	if flags.Has(rri.ZeroCell) {
		flags &^= rri.SmallCount // said by the other
	}
	texts := r.Options.Texts(flags)
	if e.Level != r.level() {
		texts = append(texts, "at the level "+sheet.Percent(e.Level))
	}
	if e.Method != r.Options.Method {
		texts = append(texts, "by the method "+e.Method.String())
	}
	return texts
}

// level returns the level of the intervals.
func (r Result[G, M]) level() float64 { return levels.Of(r.Options.Level) }

// margin returns the margin of the words.
func (r Result[G, M]) margin() float64 { return cmp.Or(r.Options.Margin, usualMargin) }

// interval returns the heading of limits.
func (r Result[G, M]) interval() string {
	return sheet.Percent(r.level()) + " " + r.Options.Side.LimitsName()
}

// p returns the text of a p-value.
func (r Result[G, M]) p(e rri.Estimate) string {
	if !e.Computed() {
		return "—"
	}
	return sheet.P(e.P, 1-r.level())
}

// indexText writes the index of a group in a period, whose table may lack it.
func (r Result[G, M]) indexText(t rri.Table[G, M], g G) (estimateText, *sheet.Interval) {
	none := estimateText{value: "—", limits: "—"}
	if len(t.Rows) == 0 {
		return none, nil // said of the period
	}
	i := slices.IndexFunc(t.Rows, func(row rri.Row[G, M]) bool { return row.Group == g })
	if i < 0 {
		none.notes = []string{"not counted in this period, which is not 0"}
		return none, nil
	}
	noEvents := func(g G) string {
		return fmt.Sprintf("no %s of %v were recorded: there is nothing to compare with", r.Series.labels().Events, g)
	}
	e := r.index(t, t.Rows[i])
	switch events, exposure, _ := t.Rows[0].Count.Counts(); {
	case events == 0 && exposure > 0:
		none.notes = []string{cmp.Or(r.Series.NoBaseline, noEvents(r.Series.Baseline))}
		return none, nil
	case math.IsInf(e.Value, 1):
		none.notes = []string{noEvents(g)}
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
