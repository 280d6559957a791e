package tidy

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy/rows"
)

const between = "\x1f" // stands between the texts of a key

func keyOf(texts ...string) string { return strings.Join(texts, between) }

// checkMerged reports a column whose label stands in the first of several rows only, as a cell that
// reaches over them. Its blank cells would count as people whose group is not known, or as a
// stratum of their own. Blank cells mean what they say where the label above would make two rows of
// one group, and in a further column of labels that is not needed to tell rows apart, as one of
// remarks.
func (l *layout) checkMerged(r roles) error {
	labels := append(slices.Clone(r.dimensions), l.given(r.group)...)
	if len(labels) < 2 {
		return nil
	}
	for _, i := range labels {
		if i == r.parent {
			continue
		}
		needed := i == r.group || l.isDimension(l.columns[i])
		if c, merged := l.mergedAt(i, labels, r.group, needed); merged {
			return c.Fails("a blank in column %q, where the label may stand above for several rows: fill it in, or write not known", sheet.Clip(l.nameOf(i)))
		}
	}
	return nil
}

// mergedAt returns the first blank cell of a column, and whether no row would stand twice if each
// blank had the label above it. One that is not needed would have to make a row stand twice if it
// were left out. Rows of totals may be blank where they add up.
func (l *layout) mergedAt(column int, labels []int, group int, needed bool) (blank rows.Cell, merged bool) {
	seen, without := make(map[string]bool), make(map[string]bool)
	above, counted := "", 0
	for _, row := range l.body {
		if l.isTotalRow(row, labels, group) {
			continue
		}
		counted++
		c := row.At(column)
		if c.Text != "" {
			above = c.Text
		} else if keepFirst(&blank, c); above == "" {
			return c, false
		}
		texts := []string{above}
		for _, i := range labels {
			if i != column {
				texts = append(texts, row.At(i).Text)
			}
		}
		if seen[keyOf(texts...)] {
			return blank, false
		}
		seen[keyOf(texts...)], without[keyOf(texts[1:]...)] = true, true
	}
	return blank, blank.Line > 0 && (needed || len(without) < counted)
}

// isTotalRow reports whether one of the labels of a row is that of a total, or all are blank.
func (l *layout) isTotalRow(row rows.Row, labels []int, group int) bool {
	blank := true
	for _, i := range labels {
		c := row.At(i)
		blank = blank && c.Text == ""
		if isTotalOf(l.names[i], c.Text) {
			return true
		}
		if i == group && c.Text != "" {
			_, kind, err := l.o.label(c)
			return err == nil && kind == KindTotal
		}
	}
	return blank
}

// checkTwice reports a group that stands twice in one place of the dimensions.
func (l *layout) checkTwice(t *Table) error {
	seen := make(map[string]int)
	for i, n := range t.Rows {
		key := keyOf(append([]string{foldValue(n.Label)}, n.Dimensions...)...)
		first, ok := seen[key]
		if !ok {
			seen[key] = i
			continue
		}
		before := t.Rows[first]
		return rows.Cell{Text: n.Label, Line: n.Line, Column: 1}.Fails("the group stands in line %d too%s: "+
			"want every group once, or a column that tells the rows apart", before.Line, l.difference(before.Line, n.Line))
	}
	return nil
}

// difference names the column in which two rows differ that were taken for the same.
func (l *layout) difference(first, second int) string {
	a, b := l.rowAt(first), l.rowAt(second)
	for i := range l.names {
		if a == nil || b == nil || l.columns[i].kind == columnNumbers || foldValue(a.At(i).Text) == foldValue(b.At(i).Text) {
			continue
		}
		return fmt.Sprintf(", and %q is %q there and %q here", sheet.Clip(l.nameOf(i)), sheet.Clip(a.At(i).Text), sheet.Clip(b.At(i).Text))
	}
	return ""
}

// findUnlabelled finds rows without a label that are of all groups, and not of people whose group
// is not known: a dimension says that they are totals, and no group stands in their place.
func (l *layout) findUnlabelled(t *Table) {
	hasGroup := make(map[string]bool)
	for _, n := range t.Rows {
		hasGroup[keyOf(n.Dimensions...)] = hasGroup[keyOf(n.Dimensions...)] || n.Kind == KindGroup
	}
	for i, n := range t.Rows {
		if n.Label != "" || n.Kind != KindUnknown || hasGroup[keyOf(n.Dimensions...)] {
			continue
		}
		for d, value := range n.Dimensions {
			if isTotalOf(t.Dimensions[d], value) {
				t.Rows[i].Kind = KindTotal
			}
		}
	}
}

// leaveLine puts the cells of a row into the account, or its cell where a line has several rows.
func (l *layout) leaveLine(n Row, why string) {
	r := l.rowAt(n.Line)
	if i := slices.Index(l.names, n.Label); l.isWide && i >= 0 && r != nil {
		r = rows.Row{r.At(i)}
	}
	for _, c := range r {
		l.leave(c, why)
	}
}

// rowAt returns the row that begins in a line; nil if none does.
func (l *layout) rowAt(line int) rows.Row {
	i, ok := slices.BinarySearchFunc(l.body, line, func(r rows.Row, line int) int { return r[0].Line - line })
	if !ok {
		return nil
	}
	return l.body[i]
}

// overlap reports whether two cells can be the same number.
func overlap(a, b Cell) bool { return a.Lower <= b.Upper && b.Lower <= a.Upper }

// by says by how much two known numbers differ.
func by(a, b Cell) string {
	if !a.Known() || !b.Known() {
		return ""
	}
	return fmt.Sprintf(", which differs by %s", format(math.Abs(a.Lower-b.Lower)))
}

// takeWholes takes out a group that stands beside its parts and is their sum. Where several labels
// are of one group otherwise, their counts are added up, and the notes say so.
func (l *layout) takeWholes(t *Table) {
	isRecords := len(l.o.Event) > 0 // where nobody is the sum of others
	labels, seen := make(map[string][]string), make(map[string]bool)
	for _, n := range t.Rows {
		if key := keyOf(n.Group, n.Label); n.Kind == KindGroup && !seen[key] {
			seen[key] = true
			labels[n.Group] = append(labels[n.Group], n.Label)
		}
	}
	for _, n := range slices.Clone(t.Rows) {
		all := labels[n.Group]
		if n.Kind != KindGroup || len(all) < 2 {
			continue
		}
		delete(labels, n.Group)
		whole := slices.IndexFunc(all, func(label string) bool { return fold(label) == fold(n.Group) })
		if whole >= 0 && len(all) > 2 && !isRecords && t.isWhole(n.Group, all[whole]) {
			l.takeWhole(t, n.Group, all[whole])
			continue
		}
		l.notes.add("%s is %s, added up", sheet.Clip(n.Group), quoted(all))
	}
}

// isWhole reports whether the rows of a label have the sums of the other labels of their group.
func (t *Table) isWhole(group, label string) bool {
	sums, wholes := make(map[string]Cell), make(map[string]Cell)
	for _, n := range t.Rows {
		if n.Kind != KindGroup || n.Group != group {
			continue
		}
		for column, c := range map[string]Cell{"events": n.Events, "exposure": n.Exposure} {
			key := keyOf(append([]string{column}, n.Dimensions...)...)
			if n.Label == label {
				wholes[key] = c
			} else {
				sums[key] = sums[key].Add(c)
			}
		}
	}
	for key, whole := range wholes {
		if !overlap(whole, sums[key]) {
			return false
		}
	}
	return true
}

func (l *layout) takeWhole(t *Table, group, label string) {
	t.Rows = slices.DeleteFunc(t.Rows, func(n Row) bool {
		if n.Group != group || n.Label != label || n.Kind != KindGroup {
			return false
		}
		l.leaveLine(n, "the sum of its parts")
		return true
	})
	l.notes.add("%q is the sum of the other labels of its group, and is left out", sheet.Clip(label))
}

// markTotals finds the rows whose value of a dimension is all of it, as "all ages", where other
// rows of the same label have its parts, and compares them with the sums of the parts.
func (l *layout) markTotals(t *Table) {
	for d, name := range t.Dimensions {
		parts := make(map[string]Cell)
		key := func(n Row) string { return n.elsewhere(d) }
		isTotal := func(n Row) bool { return isTotalOf(name, n.Dimensions[d]) }
		for _, n := range t.Rows {
			if !isTotal(n) {
				parts[key(n)] = parts[key(n)].Add(n.Events)
			}
		}
		for i, n := range t.Rows {
			sum, ok := parts[key(n)]
			if !ok || !isTotal(n) {
				continue
			}
			t.Rows[i].Total = true
			if classOfColumn(name) != classSame && n.Events.Mark != Blank && !overlap(n.Events, sum) {
				l.notes.add("%s of line %d is %s, and its parts add up to %s%s", describe(n), n.Line, n.Events, sum, by(n.Events, sum))
			}
		}
	}
}

// isTotalOf reports whether a value is all of a dimension.
func isTotalOf(dimension, value string) bool {
	if DimensionTotal(value) {
		return true
	}
	switch name := fold(dimension); {
	case name == "sex", name == "gender":
		return slices.Contains([]string{"persons", "people", "all persons"}, fold(value))
	}
	return false
}

func classOfColumn(name string) class {
	c, _ := classOf(name)
	return c
}
