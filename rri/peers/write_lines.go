package peers

import (
	"fmt"
	"math"
	"strconv"

	"github.com/seed-549880be/disparity/rri/internal/columns"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/trend"
)

// scaleLines are the outlier lines on one scale, and which units are outside them.
type scaleLines struct {
	name         string
	lines        trend.Limits
	below, above []string
	rule         bool // the rule takes them
}

// linesSheet returns the outlier lines: for people a row for each scale, for programs one for each
// unit.
func (w writer[G, M]) linesSheet() sheet.Sheet {
	o, style := w.c.Lines, w.rowStyle()
	s := sheet.Sheet{
		Title: w.subject(w.group()) + " · outlier lines of the inspectorate",
		Lines: []string{
			fmt.Sprintf("One standard deviation either side of the mean of %d %s, each counting once: mean %s, standard deviation %s.",
				o.Units, w.of, style.number(o.Mean), style.number(o.StandardDeviation)),
			w.normality(),
		},
		Legend: w.whyOther(),
	}
	rows := w.scales()
	var c columns.Columns
	columns.Texts(&c, sheet.Column{Heading: "lines on", Align: sheet.Left}, rows, func(r scaleLines) string { return r.name })
	columns.Texts(&c, sheet.Column{Heading: "lower"}, rows, func(r scaleLines) string { return lineText(style, r.lines.Lower) })
	columns.Texts(&c, sheet.Column{Heading: "upper"}, rows, func(r scaleLines) string { return lineText(style, r.lines.Upper) })
	columns.Texts(&c, sheet.Column{Heading: "below"}, rows, func(r scaleLines) string { return strconv.Itoa(len(r.below)) })
	columns.Texts(&c, sheet.Column{Heading: "above"}, rows, func(r scaleLines) string { return strconv.Itoa(len(r.above)) })
	columns.Texts(&c, sheet.Column{Heading: "by the rule", Align: sheet.Left}, rows, func(r scaleLines) string {
		if r.rule {
			return "these"
		}
		return ""
	})
	for _, r := range rows {
		if r.rule {
			s.Lines = append(s.Lines, outsideText("Above the lines", r.above), outsideText("Below the lines", r.below))
		}
	}
	s.Columns = append(c, w.lineColumns()...)
	return s
}

// lineText writes a line, which may be below 0.
func lineText(style valueStyle, v float64) string {
	if v < 0 {
		return "-" + style.number(-v)
	}
	return style.number(v)
}

// whyOther says why other units are outside of the lines than of the funnel, where there are lines.
func (w writer[G, M]) whyOther() []string {
	if why := w.c.whyFunnelDiffers(w.of); why != "" {
		return []string{why}
	}
	return nil
}

// outsideText names units outside the lines.
func outsideText(where string, units []string) string {
	if len(units) == 0 {
		return where + ": none."
	}
	return fmt.Sprintf("%s: %s.", where, and(units))
}

// normality says what the test found, and which lines that gives.
func (w writer[G, M]) normality() string {
	o := w.c.Lines
	if math.IsNaN(o.P) {
		return "The test of Shapiro and Wilk cannot be made of these values: the lines are those on the values."
	}
	text := fmt.Sprintf("Shapiro and Wilk: W %s, p %s: ", sheet.Fixed(o.W, 3), sheet.P(o.P, normalBelow))
	if o.OnLogs {
		return text + "not normal, and by the rule the lines are those on the logs."
	}
	return text + "by the rule the lines are those on the values."
}

// normalBelow is the p-value below which values are not taken to be normal.
const normalBelow = 0.05

// scales returns the lines on either scale.
func (w writer[G, M]) scales() []scaleLines {
	o := w.c.Lines
	scales := []scaleLines{{name: "the values", lines: o.Plain, rule: !o.OnLogs}, {name: "their logs", lines: o.Log, rule: o.OnLogs}}
	for i := range scales {
		for _, row := range w.c.Rows {
			switch side(row.Value.Value, scales[i].lines) {
			case "below":
				scales[i].below = append(scales[i].below, w.name(row.Unit))
			case "above":
				scales[i].above = append(scales[i].above, w.name(row.Unit))
			}
		}
	}
	return scales
}

// side says on which side of two lines a value is.
func side(v float64, l trend.Limits) string {
	switch {
	case math.IsNaN(v) || math.IsNaN(l.Lower) || math.IsNaN(l.Upper):
		return ""
	case v < l.Lower:
		return "below"
	case v > l.Upper:
		return "above"
	}
	return "within"
}

// lineColumns returns the columns of the outlier lines for programs.
func (w writer[G, M]) lineColumns() []sheet.Column {
	o := w.c.Lines
	x := w.exactRows()
	x.Value("value", func(row Row) sheet.Value { return sheet.Float(row.Value.Value) })
	x.Constant("units", sheet.Int(o.Units))
	x.Constant("unweighted_mean", sheet.Float(o.Mean))
	x.Constant("standard_deviation", sheet.Float(o.StandardDeviation))
	x.Constant("shapiro_wilk", sheet.Float(o.W))
	x.Constant("shapiro_wilk_p", sheet.Float(o.P))
	limits(&x, "plain", func(Row) *trend.Limits { return &o.Plain })
	limits(&x, "log", func(Row) *trend.Limits { return &o.Log })
	x.Constant("on_logs", sheet.Bool(o.OnLogs))
	on := func(name string, l trend.Limits) {
		x.Value(name, func(row Row) sheet.Value { return sheet.String(side(row.Value.Value, l)) })
	}
	on("by_plain", o.Plain)
	on("by_log", o.Log)
	return x.Columns
}
