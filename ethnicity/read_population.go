package ethnicity

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/seed-549880be/disparity/rri/tidy/rows"
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
// commas, semicolons, tabs or bars, also as Markdown has them, in UTF-8, UTF-16 or Windows-1252,
// and the table is
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
	text, err := rows.Text(r)
	if err != nil {
		return Population{}, populationError(file, err)
	}
	p, err := populationOfText(text, baseName(file))
	if err != nil {
		return Population{}, populationError(file, err)
	}
	return p, nil
}

// populationError says of which file an error is, and what the residents of one area need.
func populationError(file string, err error) error {
	e := &PopulationError{File: file, Err: err}
	if at, ok := err.(*rows.Error); ok {
		e.Line, e.Column, e.Value, e.Err = at.Line, at.Column, clip(at.Value), at.Err
	}
	switch _, isRead := e.Err.(*rows.ReadError); {
	case isRead:
		e.Err = outside{e.Err}
	case e.Err == rows.ErrLarge:
		e.Err = fmt.Errorf("%w: residents of one area are a few lines: keep the rows of one area", e.Err)
	case e.Err == rows.ErrCells:
		e.Err = errors.New("more cells than the residents of one area need: keep the rows of one area")
	}
	return e
}

// populationOfText reads residents from the text of a file.
func populationOfText(text, source string) (Population, error) {
	table, _, err := rows.Cut(text, rows.Options{IsTable: hasTable})
	if err != nil {
		return Population{}, err
	}
	if len(table) > 0 && isOwnHeader(table[0]) {
		return readOwnForm(table)
	}
	t, err := layOut(table)
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

// cell and row are those of a table.
type (
	cell = rows.Cell
	row  = rows.Row
)

// isNoLabel returns the error of a label that is none.
func isNoLabel(c cell) error {
	err := &LabelError{Label: clip(c.Text), Err: ErrUnknownLabel}
	return c.Because(fmt.Errorf("%w: want an ethnic group as a classification names it; take it out if it is none", unprefixed{err}))
}
