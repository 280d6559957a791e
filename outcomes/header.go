package outcomes

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"

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
	own     ownColumns      // that the options say are read as fields
	where   *where          // nil if all rows match
	keeps   keptColumns
	named   namedColumns // those of the filters, and those that are kept
	labels  *tableLabels // what Labels say of the columns; nil if there are none
	crime   cells.Labels // of the outcomes of crimes
	maybe   []int        // the columns that may tell the force, or a file, which their values say
	area    int          // of the cell with the place; −1 if there is none
	survey  survey       // of the rows that were read, and of those that were looked at ahead
	counted int64        // how many records the rows stand for that were read, where they say it
	begun   bool         // something was read after the header
	done    bool
	isShard bool                            // it reads parts of a file beside others
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
	t := &table{o: o, force: o.Force}
	if err := t.prepare(); err != nil {
		return nil, err
	}
	t.records = cells.NewRecords(text, t.isKnownName)
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
	if err := t.bindLabels(); err != nil {
		return nil, err
	}
	t.setParsers()
	t.findMaybeFields()
	t.findArea()
	if err := t.named.inTable(t); err != nil {
		return nil, err
	}
	if t.force.IsZero() && t.columns[fieldForce].index < 0 {
		t.force, _ = ethnicity.ForceOfFile(o.File) // a name that tells no force is none
	}
	return t, nil
}

// Validate says what is wrong with the options whatever the file is: an order of dates or a type of
// rows that there is not, a column without a name, a field that there is not or that has two
// columns, too many columns to keep. Reading says it too.
func (o ReadOptions) Validate() error {
	if !dateOrderNames.Has(o.Dates) {
		return fmt.Errorf("outcomes: %s is no order of dates: want one of %s", o.Dates, dateOrderNames.List())
	}
	_, err := newOwnColumns(o.Columns)
	for _, other := range []error{checkKeep(o.Keep), checkRows(o.Rows), checkFilters(o.Where)} {
		if other != nil {
			err = other
		}
	}
	if err != nil {
		return fmt.Errorf("outcomes: %w", err)
	}
	return nil
}

// prepare takes what the options say of the columns, once they are found to be sound.
func (t *table) prepare() error {
	o := &t.o
	if err := o.Validate(); err != nil {
		return &HeaderError{File: o.File, Err: quote.Unprefixed(err)}
	}
	t.own, _ = newOwnColumns(o.Columns) // which are sound
	if t.where = newWhere(o.Where, o.Keep); t.where != nil {
		for _, c := range t.where.columns {
			t.named.list = append(t.named.list, c.namedColumn)
		}
	}
	t.keeps = t.newKeptColumns()
	for i, c := range t.keeps.columns {
		t.named.list = append(t.named.list, c.namedColumn)
		t.where.keep(c.name, func(label string) string { return t.keptValue(i, label) })
	}
	if o.layout != nil {
		o.layout.where, o.layout.kept = t.where, keptNames(o.Keep)
	}
	return nil
}

// isKnownName reports whether a folded name is one that the header may have, by what is known of
// tables or by the options.
func (t *table) isKnownName(folded string) bool {
	named := func(c *namedColumn) bool { return cells.FoldHeader(c.name) == folded }
	return isKnownName(folded) || folded != "" && (slices.ContainsFunc(t.own.named.list, named) || slices.ContainsFunc(t.named.list, named))
}

// setParsers says how the labels of every column are read.
func (t *table) setParsers() {
	officer := t.o.Officer
	if officer == nil {
		officer = cells.OfficerGroup
	}
	age := ParseAge
	if t.own.mapped[fieldAge] || t.o.Rows != TypeNotRecorded {
		age = ageInCell
	}
	for f, parse := range map[field]func(string) (uint8, error){
		fieldType:        cells.OfEnum(ParseRecordType),
		fieldOperation:   cells.OfEnum(ParseAnswer),
		fieldGender:      cells.OfEnum(ParseGender),
		fieldAge:         cells.OfEnum(age),
		fieldOfficer:     cells.OfGroup(officer),
		fieldLegislation: cells.OfEnum(ParseLegislation),
		fieldObject:      cells.OfEnum(ParseObject),
		fieldLinked:      cells.OfEnum(ParseAnswer),
		fieldClothing:    cells.OfEnum(ParseAnswer),
	} {
		t.columns[f].Labels = t.labelled(f, t.vocabulary(f), parse)
	}
	t.columns[fieldSelf].Labels = t.selfLabels()
	t.columns[fieldOutcome].Labels = t.labelled(fieldOutcome, outcomeVocabulary, cells.OfEnum(ParseOutcome))
	t.crime = t.labelled(fieldOutcome, crimeVocabulary, crimeInCell)
	t.forces.Parse = t.labelledForces(forceInCell)
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
