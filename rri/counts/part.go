package counts

import (
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// boundsPart is the table of what the unknown, and counts that are not known, could do; ok is false
// where every count is known.
func (c Comparison) boundsPart() (s sheet.Sheet, ok bool) {
	if !c.anyUnknown() || c.hidesUnknown() || len(c.Rows) < 2 {
		return s, false
	}
	rows := c.Rows[1:]
	s.Title = fmt.Sprintf("%s over every way in which %s could fall; nothing is assumed", c.indexName(), c.thoseNotKnown())
	add := func(column sheet.Column, cell func(r Row) string) {
		column.Cells = sheet.Cells(rows, func(r Row) sheet.Cell { return sheet.Cell{Text: cell(r)} })
		s.Columns = append(s.Columns, column)
	}
	add(sheet.Column{In: sheet.Text, Align: sheet.Left}, func(r Row) string { return r.Group })
	add(sheet.Column{Heading: "group", In: sheet.Page, Align: sheet.Left}, func(r Row) string { return r.Group })
	add(sheet.Column{Heading: "lowest – highest", Align: sheet.Dash}, func(r Row) string {
		return c.limitsText(rri.Estimate{Lower: r.Bounds.Lower, Upper: r.Bounds.Upper}, sheet.Ratio, 2, 1)
	})
	add(sheet.Column{Heading: "with chance too, " + sheet.Percent(c.Options.Level), Align: sheet.Dash}, func(r Row) string {
		return c.limitsText(r.Range, sheet.Ratio, 2, 1)
	})
	share := fmt.Sprintf("share of them that would have to be of the group, the others %s, for 1", c.Baseline)
	const narrow = 30 // of the heading
	var notes []string
	if c.Proportion {
		notes = []string{fmt.Sprintf("of the %s among them and of the others alike", c.Events)}
	}
	add(sheet.Column{Heading: share, Notes: notes, Align: sheet.Left, Width: narrow}, func(r Row) string {
		switch {
		case math.IsNaN(r.Tipping):
			return "—"
		case r.Tipping < 0 || r.Tipping > 1:
			return "none would do"
		}
		return percent(r.Tipping)
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
