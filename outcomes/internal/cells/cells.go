// Package cells opens files of rows, cuts them into records, and reads what stands in cells: the
// part of reading that a file of searches and a table of counts have in common.
package cells

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// ReadError says where reading failed.
func ReadError(file string, line int, err error) error {
	if file != "" {
		return fmt.Errorf("outcomes: %s:%d: reading: %w", quote.File(file), line, quote.Outside(err))
	}
	return fmt.Errorf("outcomes: line %d: reading: %w", line, quote.Outside(err))
}

// FoldHeader returns the name of a column in small letters and digits, with _ for whatever stands
// between words.
func FoldHeader(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	return strings.Join(words, "_")
}

// ColumnKey returns what names of columns are compared by where they are written differently:
// "la_name", "LA Name" and "laname" are one.
func ColumnKey(name string) string {
	if key := strings.ReplaceAll(FoldHeader(name), "_", ""); key != "" {
		return key
	}
	return name // in letters that are not of ASCII
}

// Blank reports whether a trimmed cell says that there is no value, in the words of R, pandas,
// spreadsheets and databases.
func Blank(cell string) bool {
	switch len(cell) {
	case 0:
		return true
	case 2, 3, 4:
		switch strings.ToLower(cell) {
		case "na", "n/a", "#n/a", "nan", "nat", "null", `\n`, "none", "<na>":
			return true
		}
	}
	return false
}

// MaxSeen bounds how many labels a column remembers. No real column has more than a few dozen.
const MaxSeen = 1 << 12

// Memo reads the labels of one column, and remembers what they have turned out to mean.
type Memo[V any] struct {
	// Parse returns the value of a label that is not blank, and the value for one that it cannot
	// read with the reason.
	Parse func(label string) (V, error)

	// Says, where it is not nil, reports whether a label that looks as if it said nothing, such as
	// None, means something all the same.
	Says func(label string) bool

	seen map[string]meaning[V]
	// the cell of those seen that was read last, since many rows say what the row before says
	last []byte
	said meaning[V]
}

// Labels reads the labels of a column whose values are an enum.
type Labels = Memo[uint8]

type meaning[V any] struct {
	value V
	err   error
}

// Value returns the meaning of a cell, whose label is what [Text] makes of it. That of a blank one
// is the zero value.
func (l *Memo[V]) Value(cell []byte) (V, error) {
	if len(cell) == 0 {
		var none V
		return none, nil
	}
	if bytes.Equal(cell, l.last) {
		return l.said.value, l.said.err
	}
	m, ok := l.seen[string(cell)]
	if !ok {
		if label := Text(cell); !Blank(label) || label != "" && l.Says != nil && l.Says(label) {
			m.value, m.err = l.Parse(label)
		}
		if len(l.seen) == MaxSeen || len(cell) > 4*quote.MaxShown {
			return m.value, m.err
		}
		if l.seen == nil {
			l.seen = make(map[string]meaning[V])
		}
		l.seen[string(cell)] = m
	}
	l.last, l.said = append(l.last[:0], cell...), m
	return m.value, m.err
}

// unrecognised is the value, in every enum that a column of labels has, of a label that no table
// knows. 0 is that of a blank cell.
const unrecognised = 1

// OfEnum reads the labels of an enum of package outcomes by its parser.
func OfEnum[E ~uint8](parse func(label string) (E, error)) func(string) (uint8, error) {
	return func(label string) (uint8, error) {
		v, err := parse(label)
		if err != nil {
			return unrecognised, ethnicity.ErrUnknownLabel
		}
		return uint8(v), nil
	}
}

// OfGroup reads the labels of ethnic groups.
func OfGroup(parse func(label string) (ethnicity.Group, error)) func(string) (uint8, error) {
	return func(label string) (uint8, error) {
		g, err := parse(label)
		if err != nil {
			return uint8(ethnicity.NotKnown), quote.Label(err)
		}
		return uint8(g), nil
	}
}

// OfficerGroup returns the group of a label as an officer sees it.
func OfficerGroup(label string) (ethnicity.Group, error) {
	return ethnicity.ParseIn(ethnicity.OfficerDefined, label)
}
