package outcomes

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// table reads the rows of one file.
type table struct {
	o       ReadOptions
	records *cells.Records
	width   int
	columns [numFields]column
	forces  cells.Memo[ethnicity.Force]
	files   cells.Memo[namedFile]
	force   ethnicity.Force // of rows that do not tell it
	names   []string        // the names of the columns, each clipped
	where   *where          // nil if all rows match
	area    int             // of the cell with the place; −1 if there is none
	survey  survey          // of the rows that were read, and of those that were looked at ahead
	begun   bool            // something was read after the header
	done    bool
	keys    keys                            // of the JSON objects
	objects func(visit func(coming *table)) // looks ahead in JSON; nil in a table

	fingerprints fingerprints
}

// column is where a field stands in a row, and what its labels mean.
type column struct {
	index int // −1 if the file has none
	cells.Labels
}

// newTable reads the header of a file.
func newTable(r io.Reader, o ReadOptions) (*table, error) {
	text, format, err := open(r, o.File)
	if err != nil {
		return nil, err
	}
	if format == cells.JSON {
		return nil, &HeaderError{File: o.File, Err: cells.ErrJSON}
	}
	if o.layout == nil {
		o.layout = new(layout)
	}
	t := &table{o: o, records: cells.NewRecords(text, isKnownName), force: o.Force}
	if err := o.check(); err != nil {
		return nil, err
	}
	switch err := t.records.Next(); err {
	case nil:
	case io.EOF:
		return nil, &HeaderError{File: o.File, Err: errEmptyTable}
	case cells.ErrLineTooLong, cells.ErrQuote:
		return nil, &HeaderError{File: o.File, Err: fmt.Errorf("not a CSV file: %w", err)}
	default:
		return nil, cells.ReadError(o.File, 1, err)
	}
	if err := t.header(); err != nil {
		return nil, err
	}
	t.setParsers()
	t.findMaybeFields()
	t.findArea()
	t.where = newWhere(o.Where)
	if o.layout.where = t.where; t.where != nil {
		if err := t.where.inTable(t); err != nil {
			return nil, err
		}
	}
	if t.force.IsZero() && t.columns[fieldForce].index < 0 {
		t.force, _ = ethnicity.ForceOfFile(o.File) // a name that tells no force is none
	}
	return t, nil
}

// check says what is wrong with the options.
func (o ReadOptions) check() error {
	if !dateOrderNames.Has(o.Dates) {
		return &HeaderError{File: o.File, Err: fmt.Errorf("%s is no order of dates: want one of %s", o.Dates, dateOrderNames.List())}
	}
	if err := checkFilters(o.Where); err != nil {
		return &HeaderError{File: o.File, Err: err}
	}
	return nil
}

// header finds the columns, and says which a file must have and lacks.
func (t *table) header() error {
	for f := range t.columns {
		t.columns[f].index = -1
	}
	var found, folded []string
	for i, cell := range t.records.Cells {
		name := cells.Text(cell)
		found, folded = append(found, quote.Clip(name)), append(folded, cells.FoldHeader(name))
		f, ok := fieldBySpelling[folded[i]]
		if !ok {
			continue
		}
		if c := &t.columns[f]; c.index < 0 || f.precedes(folded[i], folded[c.index]) {
			c.index = i
		} else if !f.precedes(folded[c.index], folded[i]) {
			return &HeaderError{File: t.o.File, Found: found, Err: fmt.Errorf("column %q stands twice, as columns %d and %d: remove one",
				fields[f].name, c.index+1, i+1)}
		}
	}
	if i := t.columns[fieldDate].index; i >= 0 && isMoment(folded[i]) {
		t.columns[fieldTime].index = -1
	}
	var missing []string
	for _, f := range []field{fieldType, fieldDate} {
		if t.columns[f].index < 0 {
			missing = append(missing, fields[f].name)
		}
	}
	if t.columns[fieldSelf].index < 0 && t.columns[fieldOfficer].index < 0 {
		missing = append(missing, fields[fieldSelf].name+" or "+fields[fieldOfficer].name)
	}
	if missing != nil {
		if other := otherTableOf(folded, len(missing)); other != "" {
			return &HeaderError{File: t.o.File, Found: found, Err: other}
		}
		if line := t.headerBelow(); line > 0 {
			return &HeaderError{File: t.o.File, Found: found, Err: fmt.Errorf("the names of the columns stand in line %d: remove the lines before it", line)}
		}
		return &HeaderError{File: t.o.File, Missing: missing, Found: found}
	}
	for f, row := range fields {
		if row.official && t.columns[f].index < 0 {
			t.o.layout.missing = append(t.o.layout.missing, row.name)
		}
	}
	t.o.layout.official = len(t.o.layout.missing) == 0
	t.names, t.width = found, len(t.records.Cells)
	t.survey.maybe = maybeColumns(folded)
	return nil
}

// headerBelow returns the line, of those that come, with the columns that a file must have, as
// below the title of a report; 0 if there is none.
func (t *table) headerBelow() int {
	const most = 30 // lines that are looked at
	for range most {
		switch err := t.records.Next(); err {
		case nil:
		case cells.ErrLineTooLong, cells.ErrQuote:
			continue
		default:
			return 0
		}
		var has [numFields]bool
		for _, cell := range t.records.Cells {
			if f, ok := fieldBySpelling[cells.FoldHeader(cells.Text(cell))]; ok {
				has[f] = true
			}
		}
		if has[fieldType] && has[fieldDate] && (has[fieldSelf] || has[fieldOfficer]) {
			return t.records.Line
		}
	}
	return 0
}

// setParsers says how the labels of every column are read.
func (t *table) setParsers() {
	officer := t.o.Officer
	if officer == nil {
		officer = cells.OfficerGroup
	}
	t.columns[fieldType].Parse = cells.OfEnum(ParseRecordType)
	t.columns[fieldOperation].Parse = cells.OfEnum(ParseAnswer)
	t.columns[fieldGender].Parse = cells.OfEnum(ParseGender)
	t.columns[fieldAge].Parse = cells.OfEnum(ParseAge)
	t.columns[fieldSelf].Parse = t.selfParser()
	t.columns[fieldOfficer].Parse = cells.OfGroup(officer)
	t.columns[fieldLegislation].Parse = cells.OfEnum(ParseLegislation)
	t.columns[fieldObject].Parse = cells.OfEnum(ParseObject)
	t.columns[fieldOutcome].Parse = cells.OfEnum(ParseOutcome)
	t.columns[fieldLinked].Parse = cells.OfEnum(ParseAnswer)
	t.columns[fieldClothing].Parse = cells.OfEnum(ParseAnswer)
	t.forces.Parse = forceInCell
	t.files.Parse = fileInCell
}

// open returns the text of r and what it holds, as cells.Open does.
func open(r io.Reader, file string) (*bufio.Reader, cells.Format, error) {
	text, format, err := cells.Open(r)
	if _, ok := errors.AsType[cells.FormatError](err); ok {
		return nil, 0, &HeaderError{File: file, Err: err}
	}
	if err != nil {
		return nil, 0, cells.ReadError(file, 1, err)
	}
	return text, format, nil
}
