package tidy

import (
	"slices"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// fewestSums is how many numbers must be the sums of others for a value of a dimension to be taken
// for the total: two groups with events and exposure. Fewer may be so by chance.
const fewestSums = 4

// sumOfOthers returns the value of a dimension that is the sum of its other values in every row,
// events and exposure: a total with a name of its own, as "10+" beside "10-17" and "18+", or
// "England and Wales" beside forces. It is "" if there is none.
func (t *Table) sumOfOthers(d int) string {
	all := make(map[string]sumOfRows)
	for _, n := range t.Rows {
		s := all[n.elsewhere(d)]
		all[n.elsewhere(d)] = sumOfRows{s.events.Add(n.Events), s.exposure.Add(n.Exposure), s.rows + 1}
	}
	equal, isNone := make(map[string]int), make(map[string]bool)
	for _, n := range t.Rows {
		s, value := all[n.elsewhere(d)], n.Dimensions[d]
		events, isEvents := isHalf(n.Events, s.events)
		exposure, isExposure := isHalf(n.Exposure, s.exposure)
		equal[value] += events + exposure
		isNone[value] = isNone[value] || s.rows < 3 || !isEvents || !isExposure
	}
	for _, n := range t.Rows {
		if v := n.Dimensions[d]; v != "" && !isNone[v] && equal[v] >= fewestSums {
			return v
		}
	}
	return ""
}

// sumOfRows is what rows add up to.
type sumOfRows struct {
	events, exposure Cell
	rows             int
}

// isHalf reports whether a count may be half of a sum that it is in, so that the others add up to
// it; surely is 1 if it is, and not 0.
func isHalf(c, all Cell) (surely int, ok bool) {
	twice := Cell{Lower: c.Lower + c.Lower, Upper: c.Upper + c.Upper}
	rounding := all.Lower * 1e-12
	if !overlap(Cell{Lower: twice.Lower - rounding, Upper: twice.Upper + rounding}, all) {
		return 0, false
	}
	if c.Known() && all.Known() && c.Lower > 0 {
		surely = 1
	}
	return surely, true
}

// elsewhere is what tells a row from others but for one dimension.
func (n Row) elsewhere(d int) string {
	others := slices.Clone(n.Dimensions)
	others[d] = ""
	return keyOf(append(others, n.Label)...)
}

// markSums marks the rows of a value that is the sum of the others of its dimension. Columns that
// count the same people in each value are never added up.
func (l *layout) markSums(t *Table) {
	for d, name := range t.Dimensions {
		if classOfColumn(name) == classSame || name == t.Parent {
			continue
		}
		if slices.ContainsFunc(t.Rows, func(n Row) bool { return isTotalOf(name, n.Dimensions[d]) }) {
			continue
		}
		value := t.sumOfOthers(d)
		if value == "" {
			continue
		}
		for i, n := range t.Rows {
			if n.Dimensions[d] == value {
				t.Rows[i].Total = true
			}
		}
		l.notes.add("%q of column %q is the sum of its other values in every row, and is taken for their total", sheet.Clip(value), sheet.Clip(name))
	}
}
