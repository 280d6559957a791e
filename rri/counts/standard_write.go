package counts

import (
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// ratioName is the heading of the ratio.
func (s Standardised) ratioName() string {
	if s.Direction == index.ComparatorOverGroup {
		return "expected over observed"
	}
	return "observed over expected"
}

// section is a table of a row for each group.
func (s Standardised) section() Section {
	over := "Observed over expected " + s.Events
	if s.Direction == index.ComparatorOverGroup {
		over = "Expected over observed " + s.Events
	}
	w := &rowColumns[StandardisedRow]{rows: s.Rows}
	c := Comparison{Options: rri.Options{Level: s.Level, Side: s.Side}}
	w.text(sheet.Column{Heading: "group", Align: sheet.Left}, func(r StandardisedRow) string { return r.Group })
	w.text(sheet.Column{Heading: s.Events}, func(r StandardisedRow) string { return countText(r.Events) })
	w.text(sheet.Column{Heading: s.Exposure}, func(r StandardisedRow) string { return countText(r.Exposure) })
	w.text(sheet.Column{Heading: "expected"}, func(r StandardisedRow) string {
		if r.Expected == 0 {
			return "—"
		}
		return sheet.Fixed(r.Expected, 1)
	})
	w.text(sheet.Column{Heading: s.ratioName(), Width: 13}, s.ratioText)
	limits := func(level float64, of func(r StandardisedRow) rri.Estimate) {
		w.text(sheet.Column{Heading: c.interval(level), Align: sheet.Dash, WithPrevious: true}, func(r StandardisedRow) string {
			if !r.Ratio.Computed() {
				return "—"
			}
			return c.limitsText(of(r), sheet.Ratio, 2, 1)
		})
	}
	limits(s.Level, func(r StandardisedRow) rri.Estimate { return r.Ratio })
	for i, level := range s.Levels {
		limits(level, func(r StandardisedRow) rri.Estimate { return r.Further[i] })
	}
	w.text(sheet.Column{Heading: "p"}, func(r StandardisedRow) string {
		if !r.Ratio.Computed() {
			return "—"
		}
		return sheet.P(r.Ratio.P, 1-s.Level)
	})
	w.text(sheet.Column{Heading: "over every way the not known could fall", Align: sheet.Dash, Width: 18, Sparse: true}, func(r StandardisedRow) string {
		if !(r.Bounds.Lower < r.Bounds.Upper) {
			return ""
		}
		return rangeText(sheet.Ratio, r.Bounds.Lower, r.Bounds.Upper, 2, 1)
	})
	w.notes(s.caveats)
	s.exactColumns(w)
	title := fmt.Sprintf("%s · at the rates of %s, %s alike · method %s", over, s.Baseline, wordsOf(s.Dimensions), s.Method)
	return Section{Name: "standardised", Sheet: sheet.Sheet{Title: title, Notes: s.Notes, Columns: w.list, Pictures: s.picture()}, Data: s}
}

// exactColumns adds the columns for programs, with the names of the other sections.
func (s Standardised) exactColumns(w *rowColumns[StandardisedRow]) {
	number := func(r StandardisedRow, v float64) float64 {
		if !r.Ratio.Computed() {
			return math.NaN()
		}
		return v
	}
	w.constant("by", sheet.String(wordsOf(s.Dimensions)))
	w.constant("stratum", sheet.String(allStrata))
	w.counted(s.Proportion, func(r StandardisedRow) string { return r.Group }, func(r StandardisedRow) Count { return Count{r.Events, r.Exposure} })
	w.exact("expected", func(r StandardisedRow) sheet.Value { return sheet.Float(number(r, r.Expected)) })
	w.exact("standardised", func(r StandardisedRow) sheet.Value { return sheet.Float(number(r, r.Ratio.Value)) })
	w.limits("standardised", func(r StandardisedRow) (float64, float64) { return number(r, r.Ratio.Lower), number(r, r.Ratio.Upper) })
	for i, level := range s.Levels {
		w.limits("standardised_"+levelName(level), func(r StandardisedRow) (float64, float64) {
			if i >= len(r.Further) {
				return math.NaN(), math.NaN()
			}
			return r.Further[i].Lower, r.Further[i].Upper
		})
	}
	w.exact("standardised_p", func(r StandardisedRow) sheet.Value { return sheet.Float(number(r, r.Ratio.P)) })
	w.limits("standardised_bounds", func(r StandardisedRow) (float64, float64) { return r.Bounds.Lower, r.Bounds.Upper })
	w.exact("flags", func(r StandardisedRow) sheet.Value { return sheet.String(r.Ratio.Flags.String()) })
	w.constant("events_name", sheet.String(s.Events))
	w.constant("exposure_name", sheet.String(s.Exposure))
	w.constant("baseline", sheet.String(s.Baseline))
	w.constant("direction", sheet.String(s.Direction.String()))
	w.constant("level", sheet.Float(s.Level))
	w.constant("method", sheet.String(s.Method.String()))
}

// ratioText is the ratio of a row for people: what it can be where the events are a range.
func (s Standardised) ratioText(r StandardisedRow) string {
	switch {
	case !r.Ratio.Computed():
		return "—"
	case math.IsNaN(r.Ratio.Value):
		lower, upper := r.Events.Lower/r.Expected, r.Events.Upper/r.Expected
		if s.Direction == index.ComparatorOverGroup {
			lower, upper = 1/upper, 1/lower
		}
		return rangeText(sheet.Ratio, lower, upper, 2, 1)
	}
	return valueText(r.Ratio)
}

// valueText is a ratio with the digits that its limits take, and not as 1 beside limits that leave
// that out.
func valueText(e rri.Estimate) string {
	_, _, digits := sheet.Limits(sheet.Ratio, e.Lower, e.Upper, 2, 1)
	if e.Lower <= 1 && 1 <= e.Upper {
		return sheet.Ratio(e.Value, digits)
	}
	return sheet.Limit(sheet.Ratio, e.Value, digits, 1)
}

// caveats are the footnotes of a row.
func (s Standardised) caveats(r StandardisedRow) []string {
	return append(append([]string{}, r.Notes...), rri.Options{}.Texts(plainFlags(r.Ratio.Flags))...)
}

// say says of each group what was observed and what was expected.
func (s Standardised) say() []string {
	var lines []string
	c := Comparison{Options: rri.Options{Level: s.Level, Side: s.Side}}
	for _, r := range s.Rows {
		if !r.Ratio.Computed() || s.Reference < fewEvents {
			lines = append(lines, fmt.Sprintf("%s: how many %s to expect cannot be told.", r.Group, s.Events))
			continue
		}
		lines = append(lines, fmt.Sprintf("%s: %s %s in all, where %s would be expected at the rates of %s with %s alike: %s %s (%s %s).", r.Group,
			spoken(countText(r.Events)), s.Events, sheet.Fixed(r.Expected, 1), s.Baseline, wordsOf(s.Dimensions), s.ratioName(), spoken(s.ratioText(r)),
			c.interval(s.Level), spoken(c.limitsText(r.Ratio, sheet.Ratio, 2, 1))))
	}
	return lines
}
