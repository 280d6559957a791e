package counts

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// By is every group beside the baseline in each value of a dimension, and adjusted for it. It is
// the Data of the section by.
type By struct{ Adjusted }

// by returns a row for each value of a dimension and each group, and what can be said of it;
// nothing if none is named.
func (in *input) by() ([]Section, []string, error) {
	if in.o.By == "" {
		return nil, nil, nil
	}
	if err := in.mayNotSuppress("by " + in.o.By); err != nil {
		return nil, nil, err
	}
	of, name := in, in.o.By
	if kind, ok := in.kindOfPeriod(); ok {
		var err error
		if of, name, err = in.withKind(kind); err != nil {
			return nil, nil, err
		}
	}
	a, err := of.adjusted([]string{name})
	if err != nil {
		return nil, nil, err
	}
	if unit := timeUnit(a.Dimensions[0]); unit != "" && !in.proportion && len(a.Strata) > 1 {
		a.Notes = append(a.Notes, fmt.Sprintf("In a row of all, the %s of %d %ss are added up, as person-%ss: its rate is that of one %s.",
			in.labels.Exposure, len(a.Strata), unit, unit, unit))
	}
	if slices.ContainsFunc(in.o.Within, func(name string) bool { return strings.EqualFold(name, in.o.By) }) {
		return []Section{By{a}.section()}, nil, nil // said of like with like already
	}
	return []Section{By{a}.section()}, a.say(), nil
}

// timeUnit returns the unit of time that the values of a dimension are of, as "year"; "" for a
// dimension that is not of time.
func timeUnit(dimension string) string {
	for _, word := range strings.FieldsFunc(strings.ToLower(dimension), func(r rune) bool { return r < 'a' || r > 'z' }) {
		for _, unit := range []string{"year", "quarter", "month", "week", "day", "period"} {
			if word == unit || word == unit+"s" {
				return unit
			}
		}
		if word == "date" {
			return "day"
		}
	}
	return ""
}

// section is a table of a row for each group and value, and a last one of each group for all.
func (b By) section() Section {
	c := b.All
	lines := b.lines(true)
	s := sheet.Sheet{Title: fmt.Sprintf("%s · by %s, and %s", c.title(), b.Dimensions[0], b.adjustedFor()), Notes: append(c.footnotes(), b.Notes...),
		Pictures: b.pictures("by")}
	w := &rowColumns[line]{rows: lines}
	w.text(sheet.Column{In: sheet.Text, Align: sheet.Left}, line.name)
	w.text(sheet.Column{Heading: "group", In: sheet.Markup, Align: sheet.Left}, line.group)
	w.text(sheet.Column{Heading: b.Dimensions[0], In: sheet.Markup, Align: sheet.Left}, line.value)
	w.text(sheet.Column{Heading: c.Events}, func(l line) string { return countText(l.count().Events) })
	w.text(sheet.Column{Heading: c.Exposure}, func(l line) string { return countText(l.count().Exposure) })
	b.indexColumns(w)
	s.Columns = append(w.list, b.exactColumns(lines)...)
	for _, part := range []func() (sheet.Sheet, bool){func() (sheet.Sheet, bool) { return b.linesOpenPart(lines) }, b.differingPart} {
		if p, ok := part(); ok {
			s.Parts = append(s.Parts, p)
		}
	}
	return Section{Name: "by", Sheet: s, Data: b}
}

// indexColumns adds the rate and the index for people.
func (b By) indexColumns(w *rowColumns[line]) {
	c := b.All
	heading := "rate"
	if c.Proportion && c.Per == 100 {
		heading = "%"
	}
	digits := c.rateDigits()
	of := func(column sheet.Column, baseline string, text func(c Comparison, r Row) string) {
		w.text(column, func(l line) string {
			switch {
			case l.isUnknown():
				return ""
			case l.row == 0 && baseline != "":
				return strings.TrimSpace(baseline)
			}
			return text(l.comparison, l.shown())
		})
	}
	limits := func(level float64) sheet.Column {
		return sheet.Column{Heading: c.interval(level), Align: sheet.Dash, WithPrevious: true}
	}
	of(sheet.Column{Heading: heading}, "", func(c Comparison, r Row) string { return c.rateText(r, digits) })
	of(sheet.Column{Heading: c.indexName()}, "1", Comparison.indexText)
	of(limits(c.Options.Level), "baseline", func(c Comparison, r Row) string { return c.indexLimits(r, r.Index) })
	const blank = " "
	for i, level := range c.Levels {
		of(limits(level), blank, func(c Comparison, r Row) string { return c.indexLimits(r, r.Further[i]) })
	}
	of(sheet.Column{Heading: "p", Drop: dropP}, blank, func(c Comparison, r Row) string { return c.pText(r, r.Index.P) })
	w.notes(b.lineCaveats)
}

// shown is the row of a line that people see: of all the adjusted one.
func (l line) shown() Row {
	if l.adjusted != nil {
		return l.adjusted.shown()
	}
	return l.of()
}

// count is the counts of a line.
func (l line) count() Count {
	if l.isUnknown() {
		return Count{l.unknown.Events, l.unknown.Exposure}
	}
	return Count{l.of().Events, l.of().Exposure}
}

// group is the name of the group of a line.
func (l line) group() string {
	if l.isUnknown() {
		return notKnown
	}
	return l.of().Group
}

// name is the group and the value of a line, for the narrow column of text.
func (l line) name() string {
	if l.adjusted != nil {
		return l.group() + " adjusted"
	}
	return l.group() + " " + l.value()
}

// value is the value of the dimension of a line, for people.
func (l line) value() string {
	if l.adjusted != nil {
		return allStrata + ", adjusted"
	}
	return l.stratum
}

// linesOpenPart is what withheld counts and people of unknown group leave open of every line.
func (b By) linesOpenPart(lines []line) (s sheet.Sheet, ok bool) {
	c := b.All
	lines = slices.DeleteFunc(slices.Clone(lines), func(l line) bool {
		return l.isUnknown() || l.row == 0 || !l.comparison.indexShown(l.shown()) ||
			math.IsNaN(l.shown().Bounds.Lower)
	})
	if !slices.ContainsFunc(lines, func(l line) bool { return l.shown().Bounds.Lower < l.shown().Bounds.Upper }) {
		return s, false
	}
	s.Title = fmt.Sprintf("%s over all that the counts may be", c.indexName())
	if c.Unknown != nil {
		s.Title += ", and over every way in which those not known could fall"
	}
	s.Title += "; nothing is assumed"
	w := &rowColumns[line]{rows: lines}
	w.text(sheet.Column{In: sheet.Text, Align: sheet.Left}, line.name)
	w.text(sheet.Column{Heading: "group", In: sheet.Markup, Align: sheet.Left}, func(l line) string { return l.group() })
	w.text(sheet.Column{Heading: b.Dimensions[0], In: sheet.Markup, Align: sheet.Left}, func(l line) string { return l.value() })
	w.text(sheet.Column{Heading: "share not known", Sparse: true}, func(l line) string {
		if l.unknown == nil {
			return ""
		}
		return shareText(*l.unknown)
	})
	w.text(sheet.Column{Heading: "lowest – highest", Align: sheet.Dash}, func(l line) string {
		return rangeText(sheet.Ratio, l.shown().Bounds.Lower, l.shown().Bounds.Upper, 2, 1)
	})
	w.text(sheet.Column{Heading: "with chance too, " + sheet.Percent(c.Options.Level), Align: sheet.Dash}, func(l line) string {
		return c.limitsText(l.shown().Range, sheet.Ratio, 2, 1)
	})
	s.Columns = w.list
	return s, true
}

// lineCaveats are the footnotes of a line.
func (b By) lineCaveats(l line) []string {
	switch {
	case l.isUnknown() && l.stratum == allStrata:
		return []string{"in no rate and no index"}
	case l.isUnknown():
		return nil
	case l.adjusted != nil:
		return b.caveats(l.of())
	}
	return l.comparison.caveats(l.of())
}
