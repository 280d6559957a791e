package outcomes

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// ErrUnknownLabel says that a cell has a label that cannot be read: it is
// [ethnicity.ErrUnknownLabel]. Compare with [errors.Is], after [ethnicity.ErrAmbiguousLabel] and
// [ethnicity.ErrTotalLabel], since [UnknownLabels] that wrap one of these are ErrUnknownLabel too.
var ErrUnknownLabel = ethnicity.ErrUnknownLabel

var errNilExtract = errors.New("outcomes: reading into a nil Extract: want new(Extract)")

// HeaderError says why a file cannot be read at all: it is empty, of another format, its header has
// not the columns of a search, or a column that is to be kept turned out to have what says who
// somebody is. Nothing of the file counts.
type HeaderError struct {
	File    string   // the name that the reader was given
	Missing []string // the columns that are missing, by the names of data.police.uk
	Found   []string // the columns that the file has, each cut to 80 bytes
	Err     error    // another cause, where no column is missing
}

// Error says what is wrong with the header, and what the file has.
func (e *HeaderError) Error() string { return "outcomes: " + e.Text("Columns", "Rows") }

// Text returns the message without prefix, and names the options by which a file is read that has
// other columns than those of data.police.uk: a program has flags for Columns and Rows.
func (e *HeaderError) Text(columns, rows string) string {
	if order, ok := e.Err.(*DateOrderError); ok {
		return order.Text("") // which has the line
	}
	if labels, ok := e.Err.(*LabelsError); ok {
		return strings.TrimPrefix(labels.Error(), "outcomes: ") // which is about another file
	}
	var b strings.Builder
	if e.File != "" {
		fmt.Fprintf(&b, "%s:1: ", quote.File(e.File))
	}
	if e.Err != nil {
		b.WriteString(e.Err.Error())
		return b.String()
	}
	fmt.Fprintf(&b, "no column %s: want a stop-and-search file with the header of data.police.uk, or say with %s; this one has %s",
		eitherOr.ReplaceAllString(quote.QuotedList(e.Missing), `"$1" (or "$2")`), e.wayOn(columns, rows), quote.QuotedList(e.Found))
	return b.String()
}

// wayOn says what to say of a file in a form of its own that lacks columns.
func (e *HeaderError) wayOn(columns, rows string) string {
	which := columns + " which of its columns this is"
	if len(e.Missing) > 1 {
		which = columns + " which of its columns these are"
	}
	if slices.Contains(e.Missing, fields[fieldType].name) {
		which += ", or with " + rows + " what its rows are of"
	}
	return which
}

// eitherOr finds two columns in quotation marks of which either would do.
var eitherOr = regexp.MustCompile(`"([^"]*) or ([^"]*)"`)

// Unwrap returns the cause, or nil where columns are missing.
func (e *HeaderError) Unwrap() error { return e.Err }

// RowError is what is wrong with one cell of a file.
type RowError struct {
	// the name that the reader was given
	File string
	// from 1, the header among them
	Line int
	// byte in the line at which the cell starts, from 1
	Column int
	// the column, by its name in the file, cut to 80 bytes; empty if the row cannot be cut into
	// cells
	Field string
	// the cell as it stands, cut to 80 bytes; it may hold control characters
	Value string
	Err   error
}

// Error returns e as file:line:column: field "value": cause, so that an editor can jump to it.
func (e *RowError) Error() string {
	var b strings.Builder
	b.WriteString("outcomes: ")
	if e.File != "" {
		b.WriteString(quote.File(e.File))
		b.WriteByte(':')
	}
	fmt.Fprintf(&b, "%d:%d: ", e.Line, e.Column)
	if e.Field != "" {
		fmt.Fprintf(&b, "%s %q: ", sheet.Clean(quote.Clip(e.Field)), quote.Clip(e.Value))
	}
	fmt.Fprint(&b, e.Err)
	return b.String()
}

// Unwrap returns the cause.
func (e *RowError) Unwrap() error { return e.Err }

// UnknownLabels lists the cells of one row that cannot be read: coordinates that are none, labels
// that no table has, labels of ethnicity that mean one group in one classification and another in
// the next, and labels of totals. For ambiguous ones [ReadOptions] takes a reader of labels, as
// [LabelsOf] makes one. The search that comes with it is kept: it has everything else that is in
// the row. It is an [ErrUnknownLabel], and never a [*RowError], which says that a row is rejected;
// its elements say why, and it wraps their causes, such as an [*ethnicity.LabelError].
type UnknownLabels []*RowError

// Error returns the errors of the cells, one a line.
func (u UnknownLabels) Error() string {
	lines := make([]string, len(u))
	for i, e := range u {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// Is reports whether target is [ErrUnknownLabel], which u is as a whole even if all its cells are
// coordinates.
func (u UnknownLabels) Is(target error) bool { return target == ErrUnknownLabel }

// Unwrap returns the causes of the elements: not the elements, which are [*RowError] of a row that
// is kept.
func (u UnknownLabels) Unwrap() []error {
	causes := make([]error, 0, len(u))
	for _, e := range u {
		if e.Err != nil {
			causes = append(causes, e.Err)
		}
	}
	return causes
}

// compareErrors orders what is wrong with rows by file, line and column, and then by what is said.
func compareErrors(a, b error) int {
	p, q := position(a), position(b)
	if c := cmp.Or(strings.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Column, q.Column)); c != 0 {
		return c
	}
	return strings.Compare(a.Error(), b.Error()) // two files of one name: texts take longer to make
}

// position returns the first cell that an error about a row is about.
func position(err error) RowError {
	switch e := err.(type) {
	case *RowError:
		return *e
	case UnknownLabels:
		if len(e) > 0 {
			return *e[0]
		}
	}
	return RowError{}
}

// ForceError says that the force of a file is not known, which Extract.ForceOptional makes no
// error, or that the file names another than [Extract.Force].
type ForceError struct {
	File  string
	Given ethnicity.Force // Extract.Force
	Found ethnicity.Force // what the file says; zero if neither its name nor a column tells a force
	Rows  int64           // in which the force column says so; 0 if the name of the file does
}

// Error says what the file says, and what to do.
func (e *ForceError) Error() string {
	switch {
	case e.Found.IsZero():
		return at(e.File) + "neither the file name nor a force column tells the force: set Force, or give a name like " +
			"2022-09-avon-and-somerset-stop-and-search.csv"
	case e.Rows == 0:
		return fmt.Sprintf("%sthe file name says %s, and Force is %s: leave out Force, which is for files that do not say", at(e.File), e.Found, e.Given)
	default:
		return fmt.Sprintf("%sthe force column says %s in %d rows, and Force is %s: leave out Force, which is for files that do not say",
			at(e.File), e.Found, e.Rows, e.Given)
	}
}

// at returns how an error about a file begins.
func at(file string) string {
	if file == "" {
		return "outcomes: "
	}
	return "outcomes: " + quote.File(file) + ": "
}
