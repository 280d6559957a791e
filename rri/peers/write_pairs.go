package peers

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/columns"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// fewToName is up to how many rows the table of pairs names the units that cannot be told apart,
// and does not only count them.
const fewToName = 12

// pairsSheet returns which units can be told apart: for people a row for each unit, by the
// comparisons of that unit, as its rank has it; for programs one for each pair.
func (w writer[G, M]) pairsSheet() sheet.Sheet {
	rows := w.c.Rows
	apart := 0
	for _, p := range w.c.Pairs {
		if p.Apart {
			apart++
		}
	}
	s := sheet.Sheet{
		Title: fmt.Sprintf("%s · which of the %s can be told apart", w.subject(w.group()), w.of),
		Lines: []string{fmt.Sprintf("At %s for all %d pairs together %d of them can be told apart. Each row below is a question of its own, with fewer comparisons: rows need not agree with each other, nor add up to that.",
			sheet.Percent(w.ConfidenceLevel()), len(w.c.Pairs), apart)},
		Legend: []string{"Units that cannot be told apart need not be alike: the counts do not settle which is higher."},
	}
	var c columns.Columns
	units(w.writing, &c, rows, rowUnit)
	columns.Texts(&c, sheet.Column{Heading: "lower"}, rows, func(row Row) string { return strconv.Itoa(max(row.Rank.Lower-1, 0)) })
	columns.Texts(&c, sheet.Column{Heading: "higher"}, rows, func(row Row) string { return strconv.Itoa(max(len(rows)-row.Rank.Upper, 0)) })
	alike := sheet.Column{Heading: "cannot be told from", Align: sheet.Left}
	columns.Texts(&c, alike, rows, func(row Row) string { return alikeNames(row.Alike, len(rows)) })
	s.Columns = append(c, w.pairColumns()...)
	return s
}

// alikeNames names the units that one of n cannot be told from, or counts them where they are many.
func alikeNames(units []string, n int) string {
	switch {
	case len(units) == 0:
		return "none"
	case len(units) == n-1:
		return "any of the others"
	case n > fewToName && len(units) > mostNamed:
		return strconv.Itoa(len(units))
	}
	return strings.Join(units, ", ")
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
