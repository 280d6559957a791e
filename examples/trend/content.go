package main

import (
	"fmt"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// content is what people see of a result, in every form.
type content struct {
	title   string
	said    sheet.Block   // what can be said
	trends  sheet.Block   // the trend of every group
	rolling []sheet.Block // the rolling periods, if they are asked for
	change  []sheet.Block // that from one period to another, if it is asked for
	years   sheet.Block   // the index and its change, year by year
	bear    sheet.Block   // what to bear in mind
	tables  []sheet.Block // what -tables adds
}

// content returns what people see of a result.
func (t *table) content(r result, said []string) content {
	points := r.Series.Points
	c := content{
		title:  fmt.Sprintf("%s: %s from %s to %s", t.area, t.Events, points[0].Name, points[len(points)-1].Name),
		said:   sheet.Block{Title: "What can be said", Items: said, Numbered: true},
		trends: tableBlock(trendTable(r)),
		years:  tableBlock(yearTable(r)),
		bear:   sheet.Block{Title: "What to bear in mind", Items: t.bearInMind(r)},
	}
	for name, part := range r.Sheets() {
		switch name {
		case "rolling":
			c.rolling = append(c.rolling, tableBlock(part))
		case "compared":
			c.change = append(c.change, tableBlock(part))
		case "series", "year-on-year":
			c.tables = append(c.tables, tableBlock(part))
		case "trends":
			part.Pictures = nil // they stand at the first table of them
			c.tables = append(c.tables, tableBlock(part))
		}
	}
	return c
}

// tableBlock returns a block with a table.
func tableBlock(s sheet.Sheet) sheet.Block { return sheet.Block{Sheet: &s} }
