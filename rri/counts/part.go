package counts

import (
	"fmt"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// noNumber stands where a number cannot be given.
const noNumber = "—"

// boundsPart is the table of what the unknown, and counts that are not known, could do; ok is false
// where every count is known.
func (c Comparison) boundsPart() (s sheet.Sheet, ok bool) {
	if !c.anyUnknown() || c.hidesUnknown() || slices.ContainsFunc(c.Rows, c.withheldBounds) || len(c.Rows) < 2 {
		return s, false
	}
	rows := c.Rows[1:]
	s.Title = fmt.Sprintf("%s over every way in which %s could fall; nothing is assumed", c.indexName(), c.thoseNotKnown())
	add := func(column sheet.Column, cell func(r Row) string) {
		column.Cells = sheet.Cells(rows, func(r Row) sheet.Cell { return sheet.Cell{Text: cell(r)} })
		s.Columns = append(s.Columns, column)
	}
	add(sheet.Column{In: sheet.Text, Align: sheet.Left}, func(r Row) string { return r.Group })
	add(sheet.Column{Heading: "group", In: sheet.Markup, Align: sheet.Left}, func(r Row) string { return r.Group })
	bounds := func(r Row) string {
		return c.limitsText(rri.Estimate{Lower: r.Bounds.Lower, Upper: r.Bounds.Upper}, sheet.Ratio, 2, 1)
	}
	if !slices.ContainsFunc(rows, func(r Row) bool { return bounds(r) != noNumber }) {
		return s, false
	}
	add(sheet.Column{Heading: "lowest – highest", Align: sheet.Dash}, bounds)
	add(sheet.Column{Heading: "with chance too, " + sheet.Percent(c.Options.Level), Align: sheet.Dash}, func(r Row) string {
		return c.limitsText(r.Range, sheet.Ratio, 2, 1)
	})
	if !slices.ContainsFunc(rows, func(r Row) bool { return !math.IsNaN(r.Tipping) }) {
		return s, true
	}
	note := fmt.Sprintf("the share of those not known that would have to be of the group, and the rest %s, for the index to be 1", c.Baseline)
	if c.Proportion {
		note += fmt.Sprintf("; the same share of the %s among them as of the others", c.Events)
	}
	add(sheet.Column{Heading: "share for 1", Notes: []string{note}, Align: sheet.Left}, func(r Row) string {
		switch {
		case math.IsNaN(r.Tipping):
			return noNumber
		case r.Tipping < 0 || r.Tipping > 1:
			return "no such share"
		}
		return sheet.Share(r.Tipping)
	})
	return s, true
}

// unknownCount is how many are not known: of events of rates, of trials of proportions.
func (c Comparison) unknownCount() tidy.Cell {
	if c.Proportion {
		return c.Unknown.Exposure
	}
	return c.Unknown.Events
}

// thoseNotKnown names the people whose group is not known in a title, with their number if the
// table says anything of it.
func (c Comparison) thoseNotKnown() string {
	if n := countText(c.unknownCount()); n != "" {
		return "those not known (" + n + ")"
	}
	return "those not known"
}
