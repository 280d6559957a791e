package tidy

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy/rows"
)

// findWide returns the columns of numbers whose names are labels of groups, if there are several.
func (l *layout) findWide() (wide []int) {
	if l.o.Wide == nil || l.o.Group != "" {
		return nil
	}
	stages := !l.o.Columns && l.hasStagesAlone()
	var others []column // of a table of stages, those whose name is no label that is known
	for _, c := range l.columns {
		switch {
		case c.name == "" || c.kind == columnLabels && !c.marks || c.kind == columnEmpty || c.kind == columnPercents && !l.o.Columns:
		case l.o.Wide(c.name):
			wide = append(wide, c.index)
		case stages && !l.isDimension(c) && !isRemark(c.name):
			others = append(others, c)
			wide = append(wide, c.index)
		}
	}
	if len(wide) < 2 {
		return nil
	}
	for _, c := range others {
		rest := slices.DeleteFunc(slices.Clone(wide), func(i int) bool { return i == c.index || DimensionTotal(l.names[i]) })
		if len(rest) > 1 && l.isSum(c, rest) {
			wide = slices.DeleteFunc(wide, func(i int) bool { return i == c.index })
		}
	}
	for _, c := range l.columns {
		if l.o.Columns && isBase(c.name) && c.kind == columnNumbers && !slices.Contains(wide, c.index) {
			wide = append(wide, c.index)
		}
	}
	if len(wide) < 2 {
		return nil
	}
	return wide
}

// hasStagesAlone reports whether a table has a column of stages and no other column whose labels
// could be groups, so that its columns of numbers are those of groups.
func (l *layout) hasStagesAlone() bool {
	if l.o.Events != "" || l.o.Of != "" || !slices.ContainsFunc(l.columns, func(c column) bool { return c.kind == columnLabels && IsStage(c.name) }) {
		return false
	}
	group, err := l.findGroup(l.findParent())
	return err == nil && group < 0
}

// assignWide finds out which column is what in a table that has a column for each group.
func (l *layout) assignWide(r *roles) error {
	for _, c := range l.columns {
		switch {
		case c.kind == columnEmpty:
		case slices.Contains(r.wide, c.index):
			if c.kind == columnMixed {
				return c.mixed()
			}
		case isRemark(c.name):
			l.leaveColumn(c, "remark")
		case l.isDimension(c) || c.kind == columnLabels:
			r.dimensions = append(r.dimensions, c.index)
		case l.isRowNumber(c):
			l.leaveColumn(c, "row number")
		case isRatio(c) && !l.o.Columns:
			l.leaveRatio(c)
		case l.isSum(c, r.wide):
			l.leaveColumn(c, "total of all groups")
			l.notes.add("column %q is the sum of those of the groups in every row, and is taken for their total", sheet.Clip(l.nameOf(c.index)))
		default:
			return l.noSum(c, r.wide)
		}
	}
	r.model = l.o.Model
	if l.o.NoExposure {
		return nil
	}
	if l.pair = l.pairAt(r.dimensions); l.pair >= 0 || l.hasStages(*r) {
		return nil
	}
	return l.fails(fmt.Errorf("%w: the columns of the groups, %s, have one number for each group in a row%s",
		ErrExposure, quoted(l.namesOf(r.wide)), l.severalIn(r.dimensions)))
}

func (l *layout) namesOf(columns []int) (names []string) {
	for _, i := range columns {
		names = append(names, l.nameOf(i))
	}
	return names
}

// isSum reports whether a column is the sum of those of the groups in every row.
func (l *layout) isSum(c column, wide []int) bool {
	_, _, is := l.firstOther(c, wide)
	return is
}

// firstOther returns the first cell of a column that is not the sum of those of the groups in its
// row, and the sum. is is true if there is none, and the column has a number. Rows in which all are
// blank have the sum of nothing.
func (l *layout) firstOther(c column, wide []int) (other rows.Cell, sum Cell, is bool) {
	some := false
	for _, r := range l.body {
		cell := r.At(c.index)
		sum, filled := Cell{}, cell.Text != ""
		for _, i := range wide {
			n, err := ParseCell(r.At(i).Text)
			if err != nil {
				return cell, Cell{}, false
			}
			if n.Mark != Blank {
				sum, filled = sum.Add(n), true
			}
		}
		if !filled {
			continue
		}
		total, err := ParseCell(cell.Text)
		some = some || err == nil && total.Mark == Number
		if err != nil || total.Mark == Blank || !overlap(total, sum) {
			return cell, sum, false
		}
	}
	return rows.Cell{}, Cell{}, some
}

// noSum is the error of a column that is neither a group nor the sum of the groups: it names the
// first row in which it is not.
func (l *layout) noSum(c column, wide []int) error {
	first, sum, _ := l.firstOther(c, wide)
	differs := ""
	if first.Line > 0 {
		differs = fmt.Sprintf(" (in line %d it has %q, and they add up to %s)", first.Line, sheet.Clip(first.Text), sum)
	}
	return l.header.At(c.index).Fails("a column of numbers that is no group whose label is known, and not the sum of the others, %s%s: "+
		"write the label of a group, or take the column out", quoted(l.namesOf(wide)), differs)
}

// appendWide appends a row for each group of a row that has them side by side.
func (l *layout) appendWide(made []Row, r roles, row rows.Row, events numbers) ([]Row, error) {
	for _, i := range r.wide {
		label := l.header.At(i)
		label.Text = l.names[i]
		n, err := l.row(r, row, label, row.At(i), events)
		if err != nil {
			return nil, err
		}
		if n.Events.Mark == Blank {
			l.notes.add("line %d, %s, has no number", n.Line, describe(n))
			continue
		}
		made = append(made, n)
	}
	return made, nil
}

// pairAt returns which dimension has events as one of its two values, and what they are out of as
// the other, as the first column of a table with a row of searches and a row of residents; -1 if
// none has.
func (l *layout) pairAt(dimensions []int) int {
	return slices.IndexFunc(dimensions, func(i int) bool {
		name := l.names[i]
		if _, named := classOf(name); name != "" && (!named || classOfColumn(name) != classSame || stageWords[fold(name)] || fold(name) == "counts") {
			return false
		}
		var values []string
		for _, r := range l.body {
			if value := r.At(i).Text; !slices.Contains(values, value) {
				if values = append(values, value); len(values) > 2 {
					return false
				}
			}
		}
		return len(values) == 2 && exposureAmong(values) != ""
	})
}

// exposureAmong returns the one of two values that is what the other is out of: the only one that
// names people, or else the only one that names trials. "" if it is not clear.
func exposureAmong(values []string) string {
	for _, m := range []Model{ModelRate, ModelProportion} {
		switch first, second := ModelOf(values[0]) == m, ModelOf(values[1]) == m; {
		case first && !second:
			return values[0]
		case second && !first:
			return values[1]
		case first && second:
			return ""
		}
	}
	return ""
}

// joinPair puts events and what they are out of side by side where they stand in different rows.
func (l *layout) joinPair(t *Table) error {
	if l.pair < 0 || len(valuesOf(t.Rows, l.pair)) < 2 {
		return nil
	}
	d := l.pair
	t.Exposure = exposureAmong(valuesOf(t.Rows, d))
	t.Model = cmp.Or(l.o.Model, ModelOf(t.Exposure))
	at := make(map[string]int)
	var joined []Row
	for _, n := range t.Rows {
		isExposure := n.Dimensions[d] == t.Exposure
		if !isExposure {
			t.Events = n.Dimensions[d]
		}
		n.Dimensions = slices.Delete(slices.Clone(n.Dimensions), d, d+1)
		key := keyOf(append(n.Dimensions, n.Label)...)
		i, ok := at[key]
		if !ok {
			i = len(joined)
			at[key] = i
			joined = append(joined, n)
			joined[i].Events, joined[i].Exposure = Blank.Cell(), Blank.Cell()
		}
		switch to := &joined[i]; {
		case isExposure && to.Exposure == Blank.Cell():
			to.Exposure = n.Events
		case !isExposure && to.Events == Blank.Cell():
			to.Events, to.Line = n.Events, n.Line
		default:
			return rows.Cell{Text: n.Label, Line: n.Line, Column: 1}.Fails("the group stands twice in the same place: want every group once")
		}
	}
	for i, n := range joined {
		if err := joined[i].checkEvents(t.Model, rows.Cell{Text: n.Label, Line: n.Line, Column: 1}); err != nil {
			return err
		}
	}
	t.Rows, t.Dimensions = joined, slices.Delete(slices.Clone(t.Dimensions), d, d+1)
	return nil
}
