package published

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// oddColumn is a column of a wide table that is no group and none that the reader knows. If it
// holds numbers it is the sum of the groups, or an error: otherwise a group whose label is not
// known would be missing in silence.
type oddColumn struct {
	index int
	name  string
	// a row has shown that it is the sum of the groups
	isSum bool
	// a row has shown that it is not
	isNone bool
	// the first of its numbers, as long as no row shows what it is
	undecided *outcomes.RowError
	// of a column without a name: the last of its numbers, which may count the rows
	last float64
}

// findOdd finds the odd columns.
func (t *table) findOdd() error {
	if !t.o.Wide {
		return nil
	}
	taken := make(map[int]bool)
	for _, c := range t.counts {
		taken[c.index] = true
	}
	for _, c := range t.columns {
		taken[c.index] = true
	}
	for _, c := range t.only {
		taken[c.index] = true
	}
	for _, name := range t.o.LeaveOut {
		// "% White" and "White" are one name when they are folded: the counts are taken
		left := len(taken)
		for i, other := range t.header {
			if !taken[i] && cells.FoldHeader(other) == cells.FoldHeader(name) {
				taken[i] = true
			}
		}
		if len(taken) == left {
			return t.missing(name, "what to leave out")
		}
	}
	for i, name := range t.header {
		if !taken[i] && !tidy.IsDimension(name) {
			t.odd = append(t.odd, oddColumn{index: i, name: name, last: math.Inf(-1)})
		}
	}
	return nil
}

// groupSums is what the groups of a row add up to.
type groupSums struct {
	all, known tidy.Cell // with people whose group is not known, and without
	broken     bool      // one of them cannot be read
}

// add counts the cell of a column.
func (s *groupSums) add(c countColumn, count tidy.Cell) {
	if c.total {
		return
	}
	s.all = s.all.Add(count)
	if c.group.IsKnown() {
		s.known = s.known.Add(count)
	}
}

// isSum reports whether n may be what the groups add up to, and whether the row shows it, since all
// of them are numbers.
func (s *groupSums) isSum(n tidy.Cell) (may, shows bool) {
	for _, sum := range []tidy.Cell{s.all, s.known} {
		if sum.Lower <= n.Upper && n.Lower <= sum.Upper {
			may, shows = true, shows || sum.Known() && n.Known()
		}
	}
	return may, shows
}

// oddErrors yields the numbers of the odd columns that are not the sum of the groups. It returns
// whether to go on.
func (t *table) oddErrors(s *groupSums, yield func(Row, error) bool) bool {
	for i := range t.odd {
		c := &t.odd[i]
		n, ok := t.oddNumber(c.index)
		if !ok || n.Upper == 0 || s.broken || c.countsRows(n.Lower) {
			continue
		}
		may, shows := s.isSum(n)
		switch {
		case !c.isNone && may:
			if c.isSum = c.isSum || shows; !c.isSum && c.undecided == nil {
				c.undecided = t.rowError(c.index, fmt.Errorf("%w, and no row shows whether it is the sum of the groups: %w", errOdd, errOddAdvice))
			}
			continue
		case c.isSum:
			if !yield(Row{}, t.rowError(c.index, fmt.Errorf("not the sum of the groups as in other rows, which is %s: mend the table", s.all))) {
				return false
			}
			continue
		}
		c.isNone = true
		if !yield(Row{}, t.rowError(c.index, fmt.Errorf("%w, nor the sum of the groups, which is %s: %w", errOdd, s.all, errOddAdvice))) {
			return false
		}
	}
	return true
}

var (
	errOdd       = errors.New("a number in a column whose name is no known label of an ethnic group")
	errOddAdvice = errors.New("give it the label of its group, or say that the column is left out")
)

// undecidedErrors yields the columns of which no row has shown what they are.
func (t *table) undecidedErrors(yield func(Row, error) bool) bool {
	for _, c := range t.odd {
		if c.undecided != nil && !c.isSum && !c.isNone && !yield(Row{}, c.undecided) {
			return false
		}
	}
	return true
}

// countsRows reports whether n is one more number of a column without a name that numbers the rows,
// as programs write it.
func (c *oddColumn) countsRows(n float64) bool {
	if c.isNone || c.isSum || c.name != "" && !strings.HasPrefix(strings.ToLower(c.name), "unnamed") || n <= c.last || n != math.Trunc(n) {
		return false
	}
	c.last = n
	return true
}

// oddNumber returns the number in a cell of the last record: a count, a share, or a range.
func (t *table) oddNumber(index int) (n tidy.Cell, ok bool) {
	n, err := t.count(index)
	if err != nil {
		n, err = tidy.ParseCell(strings.TrimSuffix(cells.Text(t.records.Cells[index]), "%"))
	}
	n.Note = ""
	return n, err == nil && (n.Mark == tidy.Number || n != n.Mark.Cell())
}
