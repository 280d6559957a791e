package ethnicity

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// PopulationError says why residents could not be read from a file, and where.
type PopulationError struct {
	// the name that the reader was given
	File string
	// from 1; 0 if it is about the whole file
	Line int
	// byte in the line at which the cell starts, from 1; 0 if there is none
	Column int
	// the cell as it stands, cut to 80 bytes; it may hold control characters
	Value string
	Err   error
}

// Error returns e as file:line:column: "value": cause, so that an editor can jump to it.
func (e *PopulationError) Error() string {
	var b strings.Builder
	b.WriteString("ethnicity: ")
	if e.File != "" {
		b.WriteString(clean(e.File) + ":")
	}
	if e.Line > 0 {
		fmt.Fprintf(&b, "%d:%d:", e.Line, max(e.Column, 1))
	}
	if b.Len() > len("ethnicity: ") {
		b.WriteByte(' ')
	}
	// which shows it
	if _, isLabel := errors.AsType[*LabelError](e.Err); e.Value != "" && !isLabel {
		fmt.Fprintf(&b, "%q: ", clip(e.Value))
	}
	fmt.Fprint(&b, unprefixed{e.Err})
	return b.String()
}

// Unwrap returns the cause.
func (e *PopulationError) Unwrap() error { return e.Err }

// ReadPopulation reads the residents of one area by ethnic group from a table that a person made,
// or that a statistical office published; file is its name, for errors and for Source. It reads
// back what [Population.WriteCSV] writes to an equal value. The cells of a table are separated by
// commas, semicolons, tabs or bars, in UTF-8, UTF-16 or Windows-1252, and the table is
//
//	long            group,residents: a row for each group, with a header or without, whatever the order of the columns and whatever others there are
//	wide            a row of numbers below the names of the groups, as the census tables KS201EW and TS021 of Nomis
//	of the ONS      a custom dataset: code, area, code of the group, group, observation
//
// Labels are all those that [Parse] and [ParseIn] read, with "Ethnic group:" before them or ";
// measures: Value" after them. The scheme is the one whose groups are exactly those that are there.
// Where several fit, it is the first of [Schemes]: Asian and Other are on the 2011 basis, with
// Chinese people among the Asian. A total, or a group beside its parts, is compared with their sum
// and not counted. People of no group, such as "Not stated", are an error, unless there are none of
// them.
//
// A number may have commas, spaces or apostrophes between thousands, and decimals. A share (12 %),
// a mark in place of a number, a blank and a negative number are errors, and so are a group that
// stands twice, a label that is none, and the rows of several areas: nothing is guessed, and nobody
// is left out in silence. Lines of a title above the table and notes below it are passed over.
//
// Area is what a column of area names says, or the heading of the numbers if it is no word for
// residents and no year, as "Bristol" beside "Ethnic group"; it is empty if there is none. Code is
// the ONS code that the table has. Source is the base name of file, and after a comma the date that
// the table has in a column or heading, if it is no day. A day (2019-06-30, 30 June 2019), and
// "mid-2019", which is 30 June, is First and Last.
//
// An error is a [*PopulationError] with the place. No more than 10 MB are read.
func ReadPopulation(r io.Reader, file string) (Population, error) {
	text, err := readText(r)
	if err != nil {
		return Population{}, &PopulationError{File: file, Err: err}
	}
	p, err := populationOfText(text, baseName(file))
	if err == nil {
		return p, nil
	}
	e, ok := err.(*PopulationError)
	if !ok {
		e = &PopulationError{Err: err}
	}
	e.File = file
	return Population{}, e
}

// populationOfText reads residents from the text of a file.
func populationOfText(text, source string) (Population, error) {
	rows, err := cutRows(text)
	if err != nil {
		return Population{}, err
	}
	if len(rows) > 0 && isOwnHeader(rows[0]) {
		return readOwnForm(rows)
	}
	t, err := layOut(rows)
	if err != nil {
		return Population{}, err
	}
	return t.population(source)
}

// baseName returns the last part of the name of a file, on any system. A file without a name has
// none.
func baseName(file string) string {
	if file == "-" {
		return ""
	}
	return strings.ToValidUTF8(file[strings.LastIndexAny(file, `/\`)+1:], "\uFFFD")
}

// cell is a cell of a table.
type cell struct {
	text         string // trimmed
	line, column int
}

// fails returns an error about a cell.
func (c cell) fails(format string, args ...any) error { return c.because(fmt.Errorf(format, args...)) }

func (c cell) because(err error) error {
	return &PopulationError{Line: c.line, Column: c.column, Value: clip(c.text), Err: err}
}

// isNoLabel returns the error of a label that is none.
func (c cell) isNoLabel() error {
	err := &LabelError{Label: clip(c.text), Err: ErrUnknownLabel}
	return c.because(fmt.Errorf("%w: want an ethnic group as a classification names it; take it out if it is none", unprefixed{err}))
}

// row is a row of a table, which is not blank.
type row []cell

// at returns the cell in a column, from 0; a blank one at the end of the row if it is shorter.
func (r row) at(i int) cell {
	if i < len(r) {
		return r[i]
	}
	return cell{line: r[len(r)-1].line, column: r[len(r)-1].column + len(r[len(r)-1].text)}
}

// filled returns how many cells are not blank.
func (r row) filled() (n int) {
	for _, c := range r {
		if c.text != "" {
			n++
		}
	}
	return n
}
