package published

import (
	"errors"
	"iter"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/outcomes/internal/enum"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
	"github.com/seed-549880be/disparity/rri"
)

// Mark is what stands in a cell of a published table in place of a number. None of them is a zero.
// The zero value is a number.
type Mark uint8

// The marks.
const (
	// a number
	Number Mark = iota
	// nothing
	Blank
	// "-": in most tables none, in some not known; the notes of the table say which
	Dash
	// "N/A", "..", "[x]": not collected, or not to be had
	NotAvailable
	// "!", "*", "[c]": suppressed, because it is small or not reliable
	Withheld
)

var markNames = enum.New[Mark]("mark", [][]string{
	Number:       {"number"},
	Blank:        {"blank"},
	Dash:         {"dash", "-", "–", "—"},
	NotAvailable: {"not available", "N/A", "NA", "..", ":", "[x]", "[z]"},
	Withheld:     {"withheld", "!", "*", "[c]"},
})

// Cell is a count of a published table, or the mark that stands in its place. Value is 0 unless
// Mark is [Number].
type Cell struct {
	Value int64 `json:"value"`
	Mark  Mark  `json:"mark"`
}

var errCell = errors.New(`not a count: want a whole number, as 1234, 1,234 or 1234.0, or one of "", -, N/A, !, *`)

// ParseCell reads a cell: a whole number of 0 or more, with commas between thousands or without,
// with zeros after a decimal point or without; or a mark. Space around it is nothing. Any other
// text is an error, a negative number among them.
func ParseCell(text string) (Cell, error) {
	c, err := parseCell(text)
	if err != nil {
		return Cell{}, errors.New("published: " + strconv.Quote(quote.Clip(text)) + ": " + err.Error())
	}
	return c, nil
}

func parseCell(text string) (Cell, error) {
	text = strings.TrimSpace(text)
	if len(text) > 3*quote.MaxShown {
		return Cell{}, errCell
	}
	if text == "" {
		return Cell{Mark: Blank}, nil
	}
	if m, ok := markNames.Lookup(text); ok && m != Number {
		return Cell{Mark: m}, nil
	}
	whole, fraction, point := strings.Cut(text, ".")
	if point && (fraction == "" || strings.Trim(fraction, "0") != "") {
		return Cell{}, errCell
	}
	if groups := strings.Split(whole, ","); len(groups) > 1 {
		for i, g := range groups {
			if i > 0 && len(g) != 3 || i == 0 && (len(g) == 0 || len(g) > 3) {
				return Cell{}, errCell
			}
		}
		whole = strings.Join(groups, "")
	}
	if whole == "" || strings.Trim(whole, "0123456789") != "" {
		return Cell{}, errCell
	}
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || n > rri.MaxCount {
		return Cell{}, errors.New("more than 2^53: want a count")
	}
	return Cell{Value: n}, nil
}

// String returns the name of m, as [ParseMark] reads it. It returns "Mark(99)" for a number that is
// no mark.
func (m Mark) String() string { return markNames.String(m) }

// AppendText appends the name of m. It is an error if m is no mark.
func (m Mark) AppendText(b []byte) ([]byte, error) { return markNames.AppendText(b, m) }

// MarshalText returns the name of m. It is an error if m is no mark.
func (m Mark) MarshalText() ([]byte, error) { return m.AppendText(nil) }

// UnmarshalText reads what [ParseMark] reads, so that a Mark works with [flag.TextVar], JSON and
// CSV.
func (m *Mark) UnmarshalText(text []byte) error { return enum.UnmarshalText(text, m, ParseMark) }

// ParseMark returns the mark that has that name, in any letter case. The error lists the names.
func ParseMark(label string) (Mark, error) { return markNames.Parse(label) }

// Marks returns every mark in the order of the constants.
func Marks() iter.Seq[Mark] { return markNames.Values() }
