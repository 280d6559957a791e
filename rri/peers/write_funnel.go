package peers

import (
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri/internal/columns"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/trend"
)

// The limits of the funnel, as their headings have them.
const (
	innerName = "95 %"
	outerName = "99.8 %"
)

// funnelSheet returns the funnel: a row for each unit.
func (w writer[G, M]) funnelSheet() sheet.Sheet {
	rows, style := w.c.Rows, w.rowStyle()
	s := sheet.Sheet{
		Title:  w.subject(w.group()) + " · funnel",
		Lines:  w.funnelLines(),
		Legend: w.funnelLegend(),
	}
	var c columns.Columns
	units(w.writing, &c, rows, rowUnit)
	columns.Texts(&c, sheet.Column{Heading: w.valueName()}, rows, func(row Row) string { return w.estimate(row.Value, style).Value })
	limits := func(heading string, of func(Position) trend.Limits) {
		columns.Texts(&c, sheet.Column{Heading: heading + " limits", Align: sheet.Dash}, rows, func(row Row) string {
			return style.limits(of(row.Position), " – ")
		})
	}
	limits(innerName, func(p Position) trend.Limits { return p.Inner })
	limits(outerName, func(p Position) trend.Limits { return p.Outer })
	columns.Texts(&c, sheet.Column{Heading: "z"}, rows, func(row Row) string { return signed(row.Position.Z) })
	columns.Texts(&c, sheet.Column{Heading: "position", Align: sheet.Left}, rows, func(row Row) string { return row.position() })
	s.Columns = append(c, w.funnelColumns()...)
	s.Pictures = []sheet.Picture{w.funnelPicture(s.Title)}
	return s
}

// signed writes a statistic with its sign, which says on which side of 0 it is where it prints as
// that.
func signed(z float64) string {
	if math.IsNaN(z) {
		return "—"
	}
	return fmt.Sprintf("%+.1f", z)
}

// position says where a unit stands in the funnel.
func (row Row) position() string {
	p, v := row.Position, row.Value.Value
	switch {
	case math.IsNaN(v) || math.IsNaN(p.Inner.Lower) || math.IsNaN(p.Inner.Upper):
		return "—"
	case v > p.Outer.Upper:
		return "above " + outerName
	case v > p.Inner.Upper:
		return "above " + innerName
	case v < p.Outer.Lower:
		return "below " + outerName
	case v < p.Inner.Lower:
		return "below " + innerName
	}
	return "within"
}

// funnelLegend says what the limits are.
func (w writer[G, M]) funnelLegend() []string {
	f, allowed := w.c.Funnel, "is the target"
	switch {
	case (f.Overdispersion == Calibrated || f.Overdispersion == Additive) && f.Variance > 0:
		allowed = "differs from the target as units do"
	case f.Overdispersion == Multiplicative && f.Dispersion > 1:
		allowed = "is the target, with chance as large as the units scatter"
	}
	legend := []string{fmt.Sprintf("The limits hold 95 and 99.8 in 100 units of the same size whose true %s %s. "+
		"z is how many standard deviations the value is above the target.", w.valueWord(), allowed)}
	if f.Overdispersion == Additive || f.Overdispersion == Multiplicative {
		legend = append(legend, paperLeavesOut)
	}
	return legend
}

// paperLeavesOut says what the limits of the kinds that are as Spiegelhalter 2005 has them leave
// out: testdata/funnel_simulation.csv, where the true values of the units have a distribution of
// their own.
const paperLeavesOut = "They are as Spiegelhalter (2005) has them. By simulations such limits of 95 % leave out about 1 in 8 units of which none stands out, " +
	"and those of 99.8 % about 1 in 40; those of the kind calibrated leave out what they say."

// funnelLines say what the funnel is about, and how much the units scatter.
func (w writer[G, M]) funnelLines() []string {
	f := w.c.Funnel
	lines := []string{fmt.Sprintf("The middle of the funnel is %s: %s.", w.rowStyle().number(f.Target), f.Source)}
	if math.IsNaN(f.Dispersion) {
		return lines
	}
	text := fmt.Sprintf("The units scatter about it %s times as much as chance has it (the most extreme tenth at either end drawn in).", sheet.Ratio(f.Dispersion, 1))
	switch f.Overdispersion {
	case Calibrated, Additive:
		if !(f.Variance > 0) {
			return append(lines, text+" The logarithms of their values scatter no more than by chance, and the limits are those of chance.")
		}
		text += fmt.Sprintf(" The limits are wider by what units differ by (%s): a standard deviation of %s of the log of their true values. "+
			"Within them is no more than not odd among these units.", f.Overdispersion, sheet.Ratio(math.Sqrt(f.Variance), 2))
	case Multiplicative:
		if f.Dispersion > 1 {
			text += " The limits are wider by the square root of that (multiplicative)."
		} else {
			text += " That is no more than chance, and the limits are those of chance."
		}
	default:
		text += " The limits leave that aside, as was asked."
	}
	return append(lines, text)
}

// funnelColumns returns the columns of the funnel for programs.
func (w writer[G, M]) funnelColumns() []sheet.Column {
	f := w.c.Funnel
	x := w.exactRows()
	number := func(name string, of func(Row) float64) {
		x.Value(name, func(row Row) sheet.Value { return sheet.Float(of(row)) })
	}
	number("value", func(row Row) float64 { return row.Value.Value })
	x.Constant("target", sheet.Float(f.Target))
	x.Constant("target_source", sheet.String(f.Source))
	x.Constant("overdispersion", sheet.String(f.Overdispersion.String()))
	x.Constant("dispersion", sheet.Float(f.Dispersion))
	x.Constant("variance", sheet.Float(f.Variance))
	x.Constant("funnel_method", sheet.String(f.Method.String()))
	number("size", func(row Row) float64 { return row.Position.Size })
	limits(&x, "inner", func(row Row) *trend.Limits { return &row.Position.Inner })
	limits(&x, "outer", func(row Row) *trend.Limits { return &row.Position.Outer })
	number("z", func(row Row) float64 { return row.Position.Z })
	number("p", func(row Row) float64 { return row.Position.P })
	number("chance_z", func(row Row) float64 { return row.Position.Chance })
	x.Value("position", func(row Row) sheet.Value { return sheet.String(row.position()) })
	return x.Columns
}
