package outcomes

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// ErrUnknownLabel says that a cell has a label that is in no table of this package. Compare with [errors.Is].
var ErrUnknownLabel = errors.New("label not known")

var errNoReader = errors.New("there is nothing to read from: want a reader, as os.Open returns it, and got nil")

// unprefixed is an error of this package or of package ethnicity without the name of the package, to be told inside another error.
type unprefixed struct{ err error }

func (e unprefixed) Error() string {
	return strings.TrimPrefix(strings.TrimPrefix(e.err.Error(), "outcomes: "), "ethnicity: ")
}

func (e unprefixed) Unwrap() error { return e.err }

// labelError is an error of package ethnicity about a label: an [ErrUnknownLabel] in its words.
type labelError struct{ unprefixed }

func (e labelError) Is(target error) bool { return target == ErrUnknownLabel }

// HeaderError says why a file cannot be read at all: it is empty, of another format, or its header has not the columns of a search. Nothing of the
// file has been read.
type HeaderError struct {
	File    string   // as [ReadOptions] has it
	Missing []string // the columns that are missing, by the names of data.police.uk
	Found   []string // the columns that the file has
	Err     error    // another cause, where no column is missing
}

// Error says what is wrong with the header, and what the file has.
func (e *HeaderError) Error() string {
	var b strings.Builder
	b.WriteString("outcomes: ")
	if e.File != "" {
		fmt.Fprintf(&b, "%s:1: ", e.File)
	}
	if e.Err != nil {
		b.WriteString(e.Err.Error())
		return b.String()
	}
	fmt.Fprintf(&b, "no column %s: want a stop-and-search file with the header of data.police.uk; this one has ", quoteList(e.Missing))
	found := e.Found
	const most = 20
	if len(found) > most {
		found = slices.Concat(found[:most], []string{"…"})
	}
	b.WriteString(quoteList(found))
	return b.String()
}

// Unwrap returns the cause, or nil where columns are missing.
func (e *HeaderError) Unwrap() error { return e.Err }

// quoteList returns names in quotes with commas between.
func quoteList(names []string) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = fmt.Sprintf("%q", clip(name))
	}
	return strings.Join(quoted, ", ")
}

// RowError is what is wrong with one cell of a file.
type RowError struct {
	File   string // as [ReadOptions] has it
	Line   int    // from 1, the header among them
	Column int    // byte in the line at which the cell starts, from 1
	Field  string // the column, by its name in the file; empty if the row cannot be cut into cells
	Value  string // the cell, cut to 80 bytes
	Err    error
}

// Error returns e as file:line:column: field "value": cause, so that an editor can jump to it.
func (e *RowError) Error() string {
	var b strings.Builder
	b.WriteString("outcomes: ")
	if e.File != "" {
		b.WriteString(e.File)
		b.WriteByte(':')
	}
	fmt.Fprintf(&b, "%d:%d: ", e.Line, e.Column)
	if e.Field != "" {
		fmt.Fprintf(&b, "%s %q: ", e.Field, clip(e.Value))
	}
	fmt.Fprint(&b, e.Err)
	return b.String()
}

// Unwrap returns the cause.
func (e *RowError) Unwrap() error { return e.Err }

// UnknownLabels lists the cells of one row that no table explains: labels, and coordinates that are none. The search that comes with it is kept: it has
// everything else that is in the row. It is an [ErrUnknownLabel], and never a [*RowError], which says that a row is rejected; its elements say why.
type UnknownLabels []*RowError

// Error returns the errors of the cells, one a line.
func (u UnknownLabels) Error() string {
	lines := make([]string, len(u))
	for i, e := range u {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// Is reports whether target is [ErrUnknownLabel].
func (u UnknownLabels) Is(target error) bool { return target == ErrUnknownLabel }
