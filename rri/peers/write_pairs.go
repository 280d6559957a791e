package peers

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/columns"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// toldApart returns the units that can be told to be lower than a unit, those that it cannot be
// told from, and those that can be told to be higher, by all pairs together.
func (c Comparison[G]) toldApart(unit string) (lower, alike, higher []string) {
	for _, p := range c.Pairs {
		switch {
		case p.Lower != unit && p.Higher != unit:
		case !p.Apart && p.Lower == unit:
			alike = append(alike, p.Higher)
		case !p.Apart:
			alike = append(alike, p.Lower)
		case p.Higher == unit:
			lower = append(lower, p.Lower)
		default:
			higher = append(higher, p.Higher)
		}
	}
	return lower, alike, higher
}

// fewToName is up to how many units the table of pairs has names, and not only numbers.
const fewToName = 12

// pairsSheet returns which units can be told apart: for people a row for each unit, for programs
// one for each pair.
func (w writer[G, M]) pairsSheet() sheet.Sheet {
	type row struct {
		unit                 string
		lower, alike, higher []string
	}
	var rows []row
	apart := 0
	for _, r := range w.c.Rows {
		lower, alike, higher := w.c.toldApart(r.Unit)
		rows = append(rows, row{r.Unit, lower, alike, higher})
	}
	for _, p := range w.c.Pairs {
		if p.Apart {
			apart++
		}
	}
	s := sheet.Sheet{
		Title: fmt.Sprintf("%s · which of the %s can be told apart", w.subject(w.group()), w.of),
		Lines: []string{fmt.Sprintf("%d of %d pairs can be told apart, at %s for all of them together (Holm).",
			apart, len(w.c.Pairs), sheet.Percent(w.ConfidenceLevel()))},
		Legend: []string{"What cannot be told apart is not alike: the counts do not settle which is higher."},
	}
	count := func(names []string) string { return strconv.Itoa(len(names)) }
	var c columns.Columns
	units(w.writing, &c, rows, func(r row) string { return r.unit })
	columns.Texts(&c, sheet.Column{Heading: "lower"}, rows, func(r row) string { return count(r.lower) })
	columns.Texts(&c, sheet.Column{Heading: "higher"}, rows, func(r row) string { return count(r.higher) })
	alike := sheet.Column{Heading: "cannot be told from", Width: 46}
	if len(rows) <= fewToName {
		alike.Align = sheet.Left
		columns.Texts(&c, alike, rows, func(r row) string { return strings.Join(r.alike, ", ") })
	} else {
		columns.Texts(&c, alike, rows, func(r row) string { return count(r.alike) })
	}
	s.Columns = append(c, w.pairColumns()...)
	return s
}

// pairColumns returns the columns of the pairs for programs.
func (w writer[G, M]) pairColumns() []sheet.Column {
	x := columns.Exact[Pair]{Rows: w.c.Pairs}
	labelled(&x, w.writing, w.group())
	x.Value("lower_unit", func(p Pair) sheet.Value { return sheet.String(p.Lower) })
	x.Value("higher_unit", func(p Pair) sheet.Value { return sheet.String(p.Higher) })
	x.Estimate("ratio", true, func(p Pair) rri.Estimate { return p.Ratio })
	x.Value("adjusted_p", func(p Pair) sheet.Value { return sheet.Float(p.P) })
	x.Value("apart", func(p Pair) sheet.Value { return sheet.Bool(p.Apart) })
	x.Basis(func(p Pair) rri.Estimate { return p.Ratio })
	return x.Columns
}
