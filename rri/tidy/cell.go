package tidy

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/rri/internal/strictjson"
)

// Cell is a number of a table, or what stands in its place. It is comparable. The zero value is the
// number 0, and adds nothing to another.
type Cell struct {
	Mark Mark
	// Value is the number as it is printed, and 0 where the mark is another than [Number].
	Value float64
	// Lower and Upper are the numbers between which it lies, both among them: the same where the
	// number is known. Upper is +Inf where no end is known. A rounded number has the mark Number
	// and two different ends.
	Lower, Upper float64
	// Note has what stands behind the number, as "p" for provisional, or "p, note 2".
	Note string
}

// maxNumber is the largest number of a cell: beyond it a float64 does not hold every count.
const maxNumber = 1 << 53

// Exactly returns the cell of a number that is known.
func Exactly(n float64) Cell { return Cell{Value: n, Lower: n, Upper: n} }

// Known reports whether c is a number, and one alone, which a rounded number is not.
func (c Cell) Known() bool { return c.Mark == Number && c.Lower == c.Upper }

// Count returns the number of c. ok is false where it is not known, no whole number, or more than
// 2^53.
func (c Cell) Count() (n int64, ok bool) {
	if !c.Known() || c.Lower < 0 || c.Lower > maxNumber || c.Lower != math.Trunc(c.Lower) {
		return 0, false
	}
	return int64(c.Lower), true
}

// Rounded returns the counts that c may stand for in a table whose counts are rounded to a multiple
// of base: for 10 and base 5 those of 8 to 12, for 0 those of 0 to 2. A half may have gone either
// way, so for 10 and base 4 both 6 and 10 are among those of 8. [Low] becomes those of 1 to the
// half. Other marks stay as they are, and so does everything where base is 0 or 1. A number that is
// no multiple of base is an error, and so is one that is rounded already.
//
// This is rounding to the nearest multiple. A table that is rounded up or down at random, as some
// censuses are, leaves up to base-1 on either side, which this does not allow for.
func (c Cell) Rounded(base int64) (Cell, error) {
	half := float64(base / 2)
	switch {
	case base < 0:
		return Cell{}, fmt.Errorf("tidy: counts rounded to a multiple of %d: want one of 1 or more", base)
	case base <= 1:
	case c.Mark == Low && math.IsInf(c.Upper, 1):
		c.Upper = half
	case c.Mark != Number:
	case c.Lower != c.Upper:
		return Cell{}, fmt.Errorf("tidy: %s is a range already, and cannot be rounded to a multiple of %d", c, base)
	case math.Mod(c.Lower, float64(base)) != 0:
		return Cell{}, fmt.Errorf("tidy: %s is no multiple of %d: want counts that are all rounded to it", c, base)
	default:
		c.Lower, c.Upper = max(0, c.Lower-half), c.Upper+half
	}
	return c, nil
}

// Add returns the sum of c and d: its ends are the sums of their ends, and its notes those of both.
// The number 0 adds nothing. The sum of two numbers is a number. The sum of a number and a mark has
// the mark and begins at the number: 12 and not available is 12 or more, not available. Of two
// marks the sum has the one that says most: withheld, then not available, a dash, a blank. A sum
// with [Low] in it is withheld, since it is no longer one that rounds to 0.
func (c Cell) Add(d Cell) Cell {
	note := addNotes(c.Note, d.Note)
	switch {
	case c == Cell{Note: c.Note}:
		c = d
	case d != Cell{Note: d.Note}:
		c = Cell{Mark: addMarks(c.Mark, d.Mark), Value: c.Value + d.Value, Lower: c.Lower + d.Lower, Upper: c.Upper + d.Upper}
		if c.Mark != Number {
			c.Value = 0
		}
	}
	c.Note = note
	return c
}

func addMarks(m, n Mark) Mark {
	if m == Low {
		m = Withheld
	}
	if n == Low {
		n = Withheld
	}
	return max(m, n)
}

func addNotes(a, b string) string {
	if a == "" || a == b {
		return b
	}
	notes := strings.Split(a, ", ")
	for note := range strings.SplitSeq(b, ", ") {
		if note != "" && !slices.Contains(notes, note) {
			notes = append(notes, note)
		}
	}
	return strings.Join(notes, ", ")
}

// String returns c for people: "12", "1 to 4", "12 or more", "12 [p]", and the name of the mark
// where it alone is known. [ParseCell] reads it back, but that a range that is not withheld, as of
// a rounded number, comes back as one that is.
func (c Cell) String() string {
	var text string
	switch {
	case c.Known():
		text = format(c.Lower)
	case c == Cell{Mark: c.Mark, Lower: c.Mark.Cell().Lower, Upper: c.Mark.Cell().Upper, Note: c.Note}:
		text = c.Mark.String()
	case math.IsInf(c.Upper, 1):
		text = format(c.Lower) + " or more"
	default:
		text = format(c.Lower) + " to " + format(c.Upper)
	}
	if c.Note != "" {
		text += " [" + c.Note + "]"
	}
	return text
}

func format(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

// cellJSON is the form of a Cell in JSON.
type cellJSON struct {
	Value *float64           `json:"value"`
	Mark  Mark               `json:"mark"`
	Lower *float64           `json:"lower"`
	Upper *strictjson.Number `json:"upper"`
	Note  string             `json:"note,omitempty"`
}

// MarshalJSON writes value, which is null where there is a mark in its place, mark, lower and
// upper, and note where there is one: {"value":null,"mark":"withheld","lower":1,"upper":4}. An
// upper end that is not known is the string "Inf". It is an error if c is no cell, as one from 4 to
// 1.
func (c Cell) MarshalJSON() ([]byte, error) {
	if err := c.validate(); err != nil {
		return nil, err
	}
	upper := strictjson.Number(c.Upper)
	out := cellJSON{Mark: c.Mark, Lower: &c.Lower, Upper: &upper, Note: c.Note}
	if c.Mark == Number {
		out.Value = &c.Value
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what [Cell.MarshalJSON] writes. Without lower and upper a number has no
// others than its value, and a mark has those of [Mark.Cell].
func (c *Cell) UnmarshalJSON(data []byte) error {
	var in cellJSON
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("tidy: a cell: %w", err)
	}
	read := in.Mark.Cell()
	switch {
	case in.Mark == Number && in.Value == nil:
		return errors.New(`tidy: a cell without a number: want "value", or another "mark"`)
	case in.Mark == Number:
		read = Exactly(*in.Value)
	case in.Value != nil:
		read.Value = *in.Value // 0, or no cell
	}
	switch {
	case in.Lower != nil && in.Upper != nil:
		read.Lower, read.Upper = *in.Lower, float64(*in.Upper)
	case in.Lower != nil || in.Upper != nil:
		return errors.New(`tidy: a cell with one end: want "lower" and "upper", or neither`)
	}
	read.Note = in.Note
	if err := read.validate(); err != nil {
		return err
	}
	*c = read
	return nil
}

// validate returns an error if c is no cell.
func (c Cell) validate() error {
	if !(c.Lower >= 0 && c.Lower <= c.Upper) || math.IsInf(c.Lower, 1) {
		return fmt.Errorf("tidy: a cell from %v to %v: want 0 or more, and the smaller number first", c.Lower, c.Upper)
	}
	if c.Mark == Number && (!(c.Lower <= c.Value && c.Value <= c.Upper) || math.IsInf(c.Upper, 1)) || c.Mark != Number && c.Value != 0 {
		return fmt.Errorf("tidy: a cell with %v in it, and the mark %s, from %v to %v: want the number between its ends, and none beside a mark",
			c.Value, c.Mark, c.Lower, c.Upper)
	}
	return nil
}
