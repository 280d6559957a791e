package tidy

import (
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri/tidy/rows"
)

// takeSumRow takes out a last row without a label whose two numbers are the sums of all others, as
// a spreadsheet writes below its columns. Where one of two numbers is such a sum, the row is of
// people whose group is not known, and a note says so. Where there is one number, it is not clear
// what the row is.
func (l *layout) takeSumRow(t *Table) error {
	last := len(t.Rows) - 1
	if last < 2 || len(l.o.Event) > 0 {
		return nil
	}
	n := t.Rows[last]
	if n.Label != "" || n.Kind != KindUnknown || strings.Join(n.Dimensions, "") != "" {
		return nil
	}
	var all, known totalled
	for _, other := range t.Rows[:last] {
		all.add(other)
		if other.Kind == KindGroup {
			known.add(other)
		}
	}
	events := isSumOf(n.Events, all.events) || isSumOf(n.Events, known.events)
	exposure := isSumOf(n.Exposure, all.exposure) || isSumOf(n.Exposure, known.exposure)
	switch {
	case events && t.Exposure == "":
		return rows.Cell{Line: n.Line, Column: 1}.Fails("a row without a label, whose number is the sum of all others, %s: "+
			"write Total if it is their total, or Not known if it is people whose group is not known", n.Events)
	case events && exposure:
		t.Rows = t.Rows[:last]
		l.leaveLine(n, "total")
		l.notes.add("line %d has no label and the sums of all others, and is taken for their total", n.Line)
	case events || exposure:
		l.notes.add("line %d has no label, and is taken for people whose group is not known, although one of its numbers is the sum of all others: "+
			"write Total if it is their total", n.Line)
	}
	return nil
}

// isSumOf reports whether a known number is the sum of others, and not 0.
func isSumOf(c, sum Cell) bool {
	return c.Known() && sum.Known() && c.Lower == sum.Lower && c.Lower > 0
}

// takeTotals takes out the rows of all groups, and compares them with the groups that they add up.
func (l *layout) takeTotals(t *Table) {
	type sums struct{ known, all totalled }
	places := make(map[string]*sums)
	var everywhere sums
	add := func(s *sums, n Row) {
		if n.Kind != KindTotal {
			s.all.add(n)
		}
		if n.Kind == KindGroup {
			s.known.add(n)
		}
	}
	for _, n := range t.Rows {
		key := keyOf(n.Dimensions...)
		if places[key] == nil {
			places[key] = new(sums)
		}
		add(places[key], n)
		if !n.Total {
			add(&everywhere, n)
		}
	}
	adds := !slices.ContainsFunc(t.Dimensions, func(name string) bool { return classOfColumn(name) == classSame })
	t.Rows = slices.DeleteFunc(t.Rows, func(n Row) bool {
		if n.Kind != KindTotal {
			return false
		}
		l.leaveLine(n, "total of all groups")
		sum := *places[keyOf(n.Dimensions...)]
		if sum.all.rows == 0 && adds && t.isGrand(n) {
			sum = everywhere
		}
		if sum.all.rows > 0 {
			l.compareTotal(n.Line, "", n.Events, sum.known.events, sum.all.events)
			l.compareTotal(n.Line, t.Exposure, n.Exposure, sum.known.exposure, sum.all.exposure)
		}
		return true
	})
}

// compareTotal says if a total is not the sum of its groups, where that is sure. The counts have a
// name if they are the exposure.
func (l *layout) compareTotal(line int, what string, total, known, all Cell) {
	if what != "" {
		what = " " + what
	}
	fits := func(sum Cell) bool {
		const near = 1 + 1e-9 // decimals do not add up exactly
		return total.Lower <= sum.Upper*near && sum.Lower <= total.Upper*near
	}
	switch {
	case total.Mark == Blank || fits(all):
	case fits(known):
		l.notes.add("the total%s of line %d, %s, is without those whose group is not known", what, line, total)
	default:
		l.notes.add("the total%s of line %d is %s, and its groups add up to %s%s", what, line, total, all, by(total, all))
	}
}

// totalled is the sums of rows.
type totalled struct {
	events, exposure Cell
	rows             int
}

// add adds the numbers of a row. People whose group is not known are among no residents, where a
// mark says that there is no number of them.
func (s *totalled) add(n Row) {
	s.rows++
	s.events = s.events.Add(n.Events)
	if n.Kind == KindGroup || !slices.Contains([]Mark{Blank, NotAvailable, Dash}, n.Exposure.Mark) {
		s.exposure = s.exposure.Add(n.Exposure)
	}
}

// isGrand reports whether a row is the total over all dimensions.
func (t *Table) isGrand(n Row) bool {
	for d, value := range n.Dimensions {
		if value != "" && !isTotalOf(t.Dimensions[d], value) {
			return false
		}
	}
	return true
}
