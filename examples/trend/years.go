package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/trend"
)

// yearLine is the index of a group in a year, and its change from the year before.
type yearLine struct {
	name                        string // the group, above its years
	year, index, limits         string
	change, changeLimits, notes string
	plot                        *sheet.Interval
}

// yearTable has a row for each group in each year in which it was counted: its index and its
// change, and the index drawn. A line says where its meaning changed.
func yearTable(r result) sheet.Sheet {
	var lines []yearLine
	for _, of := range r.Trends {
		g := of.Group
		lines = append(lines, yearLine{name: g.String()})
		lines = append(lines, yearLines(r, g)...)
	}
	column := func(heading string, cell func(yearLine) sheet.Cell) sheet.Column {
		return sheet.Column{Heading: heading, Cells: sheet.Cells(lines, cell)}
	}
	text := func(heading string, of func(yearLine) string) sheet.Column {
		return column(heading, func(l yearLine) sheet.Cell { return sheet.Cell{Text: of(l)} })
	}
	out := sheet.Sheet{
		Title: fmt.Sprintf("Year by year: times as often as %s, and times what it was the year before", r.Series.Baseline),
		Columns: []sheet.Column{
			column("", func(l yearLine) sheet.Cell {
				if l.name != "" {
					return sheet.Cell{Text: l.name}
				}
				c := sheet.Cell{Text: "  " + l.year}
				if l.notes != "" {
					c.Notes = []string{l.notes}
				}
				return c
			}),
			text("index", func(l yearLine) string { return l.index }),
			text("range", func(l yearLine) string { return l.limits }),
			text("change", func(l yearLine) string { return l.change }),
			text("range", func(l yearLine) string { return l.changeLimits }),
			column("", func(l yearLine) sheet.Cell { return sheet.Cell{Plot: l.plot} }),
		},
		Legend: []string{fmt.Sprintf("range: by chance alone (%s, method %s).", sheet.Percent(r.Options.Level), r.Options.Method)},
	}
	out.Columns[0].Align, out.Columns[0].Width = sheet.Left, nameWidth
	out.Columns[2].Align, out.Columns[4].Align = sheet.Dash, sheet.Dash
	out.Columns[5].Plot = true
	out.Pictures = panels(r)
	return out
}

// panels returns the picture of the index of every group over the years. A group that takes the
// place of another goes on in its panel, apart from it.
func panels(r result) []sheet.Picture {
	r.Series.Rolling, r.Rolling = nil, nil // instead of which the years are drawn
	for name, s := range r.Sheets() {
		if name == "picture" {
			s.Pictures[0].Panels = inPlace(r, s.Pictures[0].Panels)
			return s.Pictures
		}
	}
	return nil
}

// inPlace puts the panels of groups that take each other's place into one. There is one for each
// group of the order of the series.
func inPlace(r result, panels []sheet.Panel) (together []sheet.Panel) {
	for i, next := range panels {
		if i > 0 && related(r.Series.Order[i-1], r.Series.Order[i]) {
			before := &together[len(together)-1]
			if last := before.Points[len(before.Points)-1].X; last < next.Points[0].X {
				points := slices.Clone(next.Points)
				points[0].Apart, points[0].Why = true, fmt.Sprintf("from %s on: %s in place of %s", points[0].Name, next.Label, panels[i-1].Label)
				before.Label += ", then " + next.Label
				before.Points = append(before.Points, points...)
				continue
			}
		}
		together = append(together, next)
	}
	return together
}

// related reports whether one of two groups contains the other.
func related(a, b ethnicity.Group) bool { return a == b || a.Contains(b) || b.Contains(a) }

// nameWidth is how wide the names of groups are above their years, which leaves room for what is
// drawn.
const nameWidth = 14

// inOrder returns the groups of a series but the baseline in order, but that a group which takes
// the place of another stands behind it.
func inOrder(s series) []ethnicity.Group {
	var all []ethnicity.Group
	for _, p := range s.Points {
		all = slices.AppendSeq(all, maps.Keys(p.Counts))
	}
	slices.Sort(all)
	all = slices.DeleteFunc(slices.Compact(all), func(g ethnicity.Group) bool { return g == s.Baseline })
	family := func(g ethnicity.Group) int {
		return slices.IndexFunc(all, func(of ethnicity.Group) bool { return related(g, of) })
	}
	groups := slices.Clone(all)
	slices.SortStableFunc(groups, func(a, b ethnicity.Group) int {
		first, _ := countedIn(s.Points, a)
		other, _ := countedIn(s.Points, b)
		return cmp.Or(cmp.Compare(family(a), family(b)), cmp.Compare(first, other))
	})
	return groups
}

// yearLines returns the lines of one group, from the first year in which it was counted to the
// last, with years before and after in which nobody was counted.
func yearLines(r result, g ethnicity.Group) (lines []yearLine) {
	first, last := countedIn(r.Series.Points, g)
	points := r.Series.Points
	for first > 0 && len(points[first-1].Counts) == 0 {
		first--
	}
	for first >= 0 && last < len(points)-1 && len(points[last+1].Counts) == 0 {
		last++
	}
	for at := max(first, 0); at <= last; at++ {
		p := points[at]
		if at > first {
			lines = append(lines, breakLines(r, g, points[at-1], p)...)
		}
		l := yearLine{year: p.Name, index: "—", limits: "—", notes: p.Note}
		if e, ok := indexOf(r, at, g); ok {
			l.index, l.limits, l.plot = cli.RatioText(e), cli.RangeText(e), &sheet.Interval{Value: e.Value, Lower: e.Lower, Upper: e.Upper}
		}
		if len(p.Counts) == 0 && l.notes == "" {
			l.notes = "no counts: missing, which is not 0"
		}
		i := slices.IndexFunc(r.YearOnYear, func(c trend.Change[ethnicity.Group]) bool { return c.After == p.Period })
		if i >= 0 {
			rows := r.YearOnYear[i].Rows
			if k := slices.IndexFunc(rows, func(row trend.ChangeRow[ethnicity.Group]) bool { return row.Group == g }); k >= 0 && rows[k].Ratio.Computed() {
				l.change, l.changeLimits = cli.RatioText(rows[k].Ratio), cli.RangeText(rows[k].Ratio, 1-r.Options.Margin, 1+r.Options.Margin)
			}
		}
		lines = append(lines, l)
	}
	if first >= 0 && last < len(points)-1 {
		lines = append(lines, breakLines(r, g, points[last], points[last+1])...)
	}
	return lines
}

// breakLines returns the line of what changed between two points for a group.
func breakLines(r result, g ethnicity.Group, before, after point) (lines []yearLine) {
	for _, b := range r.Series.Breaks {
		concerned := len(b.Groups) == 0 || slices.Contains(b.Groups, g)
		if concerned && b.At.After(before.Start) && !b.At.After(after.Start) {
			lines = append(lines, yearLine{year: "break", notes: b.Text})
		}
	}
	return lines
}
