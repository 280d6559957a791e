package counts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// completed returns the table with rows of totals in the place of their parts where the parts do
// not give all counts of a group and the total gives them, or gives them better: "all ages" where
// some ages are withheld. A total of one of the dimensions that are kept apart stays out. The notes
// say which rows were taken.
//
// The parts of a total are the rows of the same label that have its values in the dimensions that
// it is no total of. The row that stands for them has the values of the first.
func completed(t *tidy.Table, apart []string) (*tidy.Table, []string) {
	label := func(row tidy.Row) [3]string { return [3]string{row.Label, row.Group, fmt.Sprint(row.Kind)} }
	parts := make(map[[3]string][]int)
	for i, row := range t.Rows {
		if !row.Total {
			parts[label(row)] = append(parts[label(row)], i)
		}
	}
	rows, gone := slices.Clone(t.Rows), make(map[int]bool)
	var notes []string
	for _, total := range totals(t, apart) {
		var own []int
		var sum Count
		for _, i := range parts[label(total.Row)] {
			if !gone[i] && total.holds(rows[i]) {
				own = append(own, i)
				sum = Count{sum.Events.Add(rows[i].Events), sum.Exposure.Add(rows[i].Exposure)}
			}
		}
		better, ok := sum.completedBy(Count{total.Events, total.Exposure})
		if len(own) == 0 || !ok || t.Model == tidy.ModelProportion && better.Events.Lower > better.Exposure.Upper {
			continue
		}
		rows[own[0]].Events, rows[own[0]].Exposure = better.Events, better.Exposure
		for _, i := range own[1:] {
			gone[i] = true
		}
		notes = append(notes, fmt.Sprintf("%q of %q (line %d) is in the place of its parts, which do not give all counts",
			sheet.Clip(total.name), sheet.Clip(total.Label), total.Line))
	}
	if notes == nil {
		return t, nil
	}
	out := *t
	out.Rows = nil
	for i, row := range rows {
		if !gone[i] {
			out.Rows = append(out.Rows, row)
		}
	}
	return &out, notes
}

// totalRow is a row of a total.
type totalRow struct {
	tidy.Row
	of   []bool // the dimensions that it is a total of
	name string // its values there
}

// holds reports whether a row is a part of the total.
func (t totalRow) holds(row tidy.Row) bool {
	for i, all := range t.of {
		if !all && row.Dimensions[i] != t.Dimensions[i] {
			return false
		}
	}
	return true
}

// totals returns the rows of totals, those of few dimensions before those of more, but none that is
// a total of one of the dimensions that are kept apart.
func totals(t *tidy.Table, apart []string) (list []totalRow) {
	values := partValues(t)
	count := func(r totalRow) (n int) {
		for _, all := range r.of {
			if all {
				n++
			}
		}
		return n
	}
	for _, row := range t.Rows {
		if !row.Total {
			continue
		}
		r, kept := totalRow{Row: row, of: make([]bool, len(t.Dimensions))}, false
		var names []string
		for i, v := range row.Dimensions {
			if r.of[i] = !values[i][v]; r.of[i] {
				names = append(names, v)
				kept = kept || slices.ContainsFunc(apart, func(name string) bool { return strings.EqualFold(name, t.Dimensions[i]) })
			}
		}
		if r.name = strings.Join(names, ", "); !kept {
			list = append(list, r)
		}
	}
	slices.SortStableFunc(list, func(a, b totalRow) int { return cmp.Compare(count(a), count(b)) })
	return list
}

// partValues returns the values that each dimension has in rows that are no total.
func partValues(t *tidy.Table) []map[string]bool {
	values := make([]map[string]bool, len(t.Dimensions))
	for i := range values {
		values[i] = make(map[string]bool)
	}
	for _, row := range t.Rows {
		for i, v := range row.Dimensions {
			if !row.Total {
				values[i][v] = true
			}
		}
	}
	return values
}

// completedBy returns the counts of parts with what their total knows better: events that are known
// between closer bounds, and an exposure. ok is false where it knows nothing better.
func (parts Count) completedBy(total Count) (c Count, ok bool) {
	closer := func(part, whole tidy.Cell) bool {
		return part.Mark != tidy.Number && whole.Upper-whole.Lower < part.Upper-part.Lower
	}
	c = parts
	if closer(parts.Events, total.Events) {
		c.Events, ok = total.Events, true
	}
	// The exposure of the total goes with its events.
	if closer(parts.Exposure, total.Exposure) || ok && total.Exposure.Mark == tidy.Number {
		c.Exposure, ok = total.Exposure, true
	}
	return c, ok
}
