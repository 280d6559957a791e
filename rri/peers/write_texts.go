package peers

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/columns"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/trend"
)

// writing is what the sheets of a result have in common.
type writing struct {
	columns.Made
	o          Options
	labels     rri.Labels // with their defaults
	proportion bool
	baseline   string
	of         string // what the units are
	focus      string
}

// writing returns what the sheets of r have in common.
func (r Result[G, M]) writing() writing { return writingOf(&r.Set, r.Options) }

// writingOf returns what the sheets of a set have in common.
func writingOf[G cmp.Ordered, M rri.Measure](s *Set[G, M], o Options) writing {
	return writing{
		Made: columns.Made{Options: o.Options}, o: o, labels: s.labels(), proportion: (*new(M)).IsProportion(),
		baseline: fmt.Sprint(s.Baseline), of: cmp.Or(s.Of, "units"), focus: s.Focus,
	}
}

// mark stands before the unit that is asked about, so that it is found without colour.
const mark = "▸ "

// name returns the name of a unit, marked if it is the one that is asked about.
func (w writing) name(unit string) string {
	if w.focus != "" && unit == w.focus {
		return mark + unit
	}
	return unit
}

// subject says what is compared of a group, as "Search rate · RRI of Black against White".
func (w writing) subject(group string) string {
	if w.o.Quantity == Rate {
		return w.labels.Heading(w.proportion) + " · " + group
	}
	return fmt.Sprintf("%s · RRI of %s against %s", w.measure(), group, w.baseline)
}

// measure returns the name of what is measured as a heading has it.
func (w writing) measure() string {
	heading := w.labels.Heading(w.proportion)
	labels := w.labels
	labels.Measure = "x"
	unit := labels.Heading(w.proportion)[len("x"):]
	return strings.TrimSuffix(heading, unit)
}

// by says by which method the intervals are.
func (w writing) by() string {
	text := "method " + w.Method.String()
	if df := w.DegreesOfFreedom; df > 0 {
		text += fmt.Sprintf(" with Student's t, df %.3g", df)
	}
	return text
}

// valueName names what is compared, as the heading of a column.
func (w writing) valueName() string {
	switch {
	case w.o.Quantity == Index:
		return "RRI"
	case w.proportion && w.labels.Per == 100:
		return "%"
	}
	return "rate"
}

// valueWord names what is compared, within a sentence.
func (w writing) valueWord() string {
	switch {
	case w.o.Quantity == Index:
		return "RRI"
	case w.proportion:
		return "proportion"
	}
	return "rate"
}

// valueStyle is how values of the quantity are written.
type valueStyle struct {
	write    columns.Style
	decimals int
	nulls    []float64 // which no limit may seem to be
}

// style returns how values of the quantity are written, all of them alike.
func (w writing) style(values ...float64) valueStyle {
	if w.o.Quantity == Index {
		return valueStyle{sheet.Ratio, 2, []float64{1}}
	}
	per := w.labels.Per
	scaled := make([]float64, len(values))
	for i, v := range values {
		scaled[i] = v * per
	}
	s := valueStyle{write: func(v float64, decimals int) string { return sheet.Fixed(v*per, decimals) }, decimals: sheet.Decimals(scaled)}
	if w.proportion { // one that is not all does not print as all
		s.nulls = []float64{1}
	}
	return s
}

// estimate writes an estimate of the quantity.
func (w writing) estimate(e rri.Estimate, s valueStyle) columns.Text {
	return w.Text(e, s.write, s.decimals, s.nulls...)
}

// number writes a value of the quantity alone.
func (s valueStyle) number(v float64) string { return sheet.Limit(s.write, v, s.decimals, s.nulls...) }

// limits writes two limits of the quantity.
func (s valueStyle) limits(l trend.Limits, between string) string {
	if math.IsNaN(l.Lower) || math.IsNaN(l.Upper) {
		return "—"
	}
	lower, upper, _ := sheet.Limits(s.write, l.Lower, l.Upper, s.decimals, s.nulls...)
	return lower + between + upper
}

// ratioStyle is how a ratio to the mean is written: no limit may seem to be 1, or, where 1 is
// between the limits, to be an end of what is similar.
func (w writing) ratioStyle(e rri.Estimate) valueStyle {
	s := valueStyle{sheet.Ratio, 2, []float64{1}}
	if e.Lower <= 1 && 1 <= e.Upper {
		s.nulls = append(s.nulls, 1/(1+w.margin()), 1+w.margin())
	}
	return s
}

// timesStyle is how ratios to a standard and of two measures are written.
var timesStyle = valueStyle{sheet.Ratio, 2, []float64{1}}

// margin returns the margin of the words.
func (w writing) margin() float64 { return cmp.Or(w.o.Margin, usualMargin) }

// withLimits returns an estimate and its limits in one text, for a picture.
func withLimits(t columns.Text) string {
	if t.Limits == "—" {
		return t.Value
	}
	return fmt.Sprintf("%s (%s)", t.Value, strings.ReplaceAll(t.Limits, " – ", "–"))
}

// byChance says what an interval allows for.
func (w writing) byChance() string {
	return "by chance alone (" + sheet.Percent(w.ConfidenceLevel()) + ")"
}

const byBoth = "by chance and the unknown"

// rankText writes a rank, and "—" for none.
func rankText(n int) string {
	if n < 1 {
		return "—"
	}
	return ordinal(n)
}

// rankRange writes an interval of ranks, with this between.
func rankRange(lower, upper int, between string) string {
	if lower == upper || lower < 1 || upper < 1 {
		return rankText(min(lower, upper))
	}
	return ordinal(lower) + between + ordinal(upper)
}

// probability writes one in per cent: one that is computed is no more certain than that.
func probability(p float64) string {
	switch {
	case math.IsNaN(p):
		return "—"
	case p < 0.001:
		return "<0.1 %"
	case p > 0.999:
		return ">99.9 %"
	}
	return sheet.Share(p)
}

// designEffects says which design effects the counts of a set have, if any has one.
func designEffects[G cmp.Ordered, M rri.Measure](s Set[G, M]) []string {
	least, most := math.Inf(1), math.Inf(-1)
	for _, u := range s.Units {
		for _, m := range u.Counts {
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

// unit returns the unit of that name, nil if there is none.
func (s *Set[G, M]) unit(name string) *Unit[G, M] {
	i := slices.IndexFunc(s.Units, func(u Unit[G, M]) bool { return u.Name == name })
	if i < 0 {
		return nil
	}
	return &s.Units[i]
}
