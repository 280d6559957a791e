package tidy

import (
	"fmt"
	"math"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy/rows"
)

// numbers reads the cells of columns of numbers.
type numbers struct {
	whole   bool // counts, which have no decimals
	percent bool
	rounded int64
	// what a mark such as * stands for; the zero value is anything
	withheld Range
	dots     bool // the columns have dots between thousands
	zero     int  // the line in which a 0 stands openly; 0 if none does
	notes    *remarks
}

// numbersOf finds out how the numbers of columns are written.
func (l *layout) numbersOf(columns []int, whole, rounded bool) (numbers, error) {
	n := numbers{whole: whole, percent: l.o.Columns, withheld: l.o.Withheld, notes: &l.notes}
	if rounded {
		n.rounded = l.o.Rounded
	}
	var dotted, either, other rows.Cell // the first of each
	hasThousands := false
	for _, r := range l.body {
		for _, i := range columns {
			c := r.At(i)
			if l.kinds.of(c.Text) != cellNumber {
				continue
			}
			switch value, _ := parseCell(c.Text); {
			case rows.IsDotted(c.Text):
				keepFirst(&dotted, c)
			case rows.IsEither(c.Text):
				keepFirst(&either, c)
				hasThousands = hasThousands || whole && !strings.HasSuffix(c.Text, ".000")
			case value.Lower >= 1000 || strings.Contains(c.Text, "."):
				keepFirst(&other, c)
			case value == Cell{} && n.zero == 0:
				n.zero = c.Line
			}
		}
	}
	return n, n.checkDots(dotted, either, other, hasThousands)
}

func keepFirst(c *rows.Cell, value rows.Cell) {
	if c.Line == 0 {
		*c = value
	}
}

// checkDots decides what a dot in numbers is. One that can stand before decimals or between
// thousands, as in 900.000, is an error, unless another number shows which.
func (n *numbers) checkDots(dotted, either, other rows.Cell, hasThousands bool) error {
	switch {
	case dotted.Line == 0 && either.Line == 0:
	case (dotted.Line > 0 || hasThousands) && other.Line == 0:
		n.dots = true
	case dotted.Line > 0:
		return dotted.Fails("dots between thousands, and %q in line %d is written otherwise: write all numbers of the table without dots",
			sheet.Clip(other.Text), other.Line)
	case other.Line == 0:
		return either.Fails("the dot can stand between thousands or before decimals: write %s, or %s",
			strings.Replace(either.Text, ".", "", 1), strings.TrimRight(strings.TrimRight(either.Text, "0"), "."))
	}
	return nil
}

// read returns what a cell says.
func (n *numbers) read(at rows.Cell) (Cell, error) {
	text := at.Text
	if n.dots && (rows.IsDotted(text) || rows.IsEither(text)) {
		text = strings.ReplaceAll(text, ".", "")
	}
	if n.percent {
		if c, ok, err := perCent(text); ok && err == nil {
			return c, nil
		} else if ok {
			return Cell{}, at.Because(err)
		}
	}
	c, err := parseCell(text)
	if err != nil {
		return Cell{}, at.Because(err)
	}
	if n.whole && (c.Lower != math.Trunc(c.Lower) || c.Upper != math.Trunc(c.Upper)) {
		return Cell{}, at.Because(errWhole)
	}
	if c, err = c.Rounded(n.rounded); err != nil {
		return Cell{}, at.Because(fmt.Errorf("%s", strings.TrimPrefix(err.Error(), "tidy: ")))
	}
	// 0 to 4 says that it may be 0
	if c.Mark == Withheld && c.Lower == 0 && !strings.HasPrefix(strings.TrimLeft(text, "[( "), "0") {
		c = n.ranged(c, at)
	}
	return c, nil
}

// ranged returns the numbers that a withheld one may be, as far as the table and the options say
// more than the cell.
func (n *numbers) ranged(c Cell, at rows.Cell) Cell {
	shown := sheet.Clip(at.Text)
	switch {
	case c.Upper == 0:
		return c
	case !math.IsInf(c.Upper, 1) && n.zero > 0:
		c.Lower = 1
		n.notes.add("%q is 1 to %s: a 0 stands openly in line %d", shown, format(c.Upper), n.zero)
	case !math.IsInf(c.Upper, 1):
		n.notes.add("%q is 0 to %s, since no 0 stands openly beside it", shown, format(c.Upper))
	case n.withheld != Range{}:
		c.Lower, c.Upper = n.withheld.Lower, n.withheld.Upper
		n.notes.add("%q is taken for %s", shown, Cell{Mark: Withheld, Lower: c.Lower, Upper: c.Upper})
	default:
		n.notes.add("%q may be any number", shown)
	}
	return c
}
