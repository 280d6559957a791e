package outcomes

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// ReadOptions says how to read a file. The zero value reads the columns as data.police.uk writes
// them.
type ReadOptions struct {
	// File is the name that errors give, and, where there is no force column and no Force, the name
	// that tells the force, as [ethnicity.ForceOfFile] reads it. It is not opened.
	File string

	// Force is the force of the rows that do not say, because there is no force column or its cell
	// is blank. It goes before the name of the file, and no row that names another force is
	// relabelled. The zero value takes the force of a file without a force column from File; where
	// that tells none, searches have no force.
	Force ethnicity.Force

	// Self reads the labels of self-defined ethnicity. nil is [ethnicity.Parse]. A file of bare
	// codes, such as A9, needs to say of which scheme they are: give a function that calls
	// [ethnicity.ParseIn].
	Self func(label string) (ethnicity.Group, error)

	// Officer reads the labels of officer-defined ethnicity. nil is [ethnicity.ParseIn] with
	// [ethnicity.OfficerDefined].
	Officer func(label string) (ethnicity.Group, error)
}

// ReadCSV reads the stop-and-search files of data.police.uk, row by row: the official CSV of both
// label generations, and what people make of it. Compressed files (gzip) are known by their
// content. A byte order mark is skipped, and lines may end in CRLF or LF. Columns may stand in any
// order, among others, and be named as in the CSV ("Self-defined ethnicity"), by R
// ("Self.defined.ethnicity"), or as in the flattened API ("self_defined_ethnicity",
// "location.latitude"). Date and time may be split. Yes and no may be True, TRUE, 1 and so on.
// Blank cells may say NA, N/A, None, null or nan. A time without an offset is in UTC, as it is at
// the source.
//
// Every row yields one pair:
//
//   - a search and nil: all of the row is understood;
//   - a search and [UnknownLabels]: the search is good, save for cells whose labels are in no
//     table, which are unrecognised;
//   - no search and a [*RowError]: the row is rejected, because it cannot be cut into cells or has
//     no date that can be read.
//
// Reading goes on after each of them. A file that cannot be read yields a [*HeaderError] and
// nothing else; a failure to read further yields the error of r last. [Extract.ReadCSV] does all of
// this accounting.
//
// The sequence can be used once. Memory does not grow with the file: a line may have a megabyte at
// most.
func ReadCSV(r io.Reader, o ReadOptions) iter.Seq2[Search, error] {
	return func(yield func(Search, error) bool) {
		t, err := newTable(r, o)
		if err != nil {
			yield(Search{}, err)
			return
		}
		for {
			s, err, more := t.next()
			if !more || !yield(s, err) {
				return
			}
		}
	}
}

// A field is a column that the reader knows.
type field uint8

const (
	fieldType field = iota
	fieldDate
	fieldTime
	fieldOperation
	fieldLatitude
	fieldLongitude
	fieldGender
	fieldAge
	fieldSelf
	fieldOfficer
	fieldLegislation
	fieldObject
	fieldOutcome
	fieldLinked
	fieldClothing
	fieldForce
	numFields
)

// fields holds the name of every field at data.police.uk, whether a file must have it, and its
// spellings as cells.FoldHeader returns them.
var fields = [numFields]struct {
	name      string
	required  bool
	spellings []string
}{
	fieldType:        {"Type", true, []string{"type"}},
	fieldDate:        {"Date", true, []string{"date", "datetime"}},
	fieldTime:        {"Time", false, []string{"time"}},
	fieldOperation:   {"Part of a policing operation", false, []string{"part_of_a_policing_operation", "operation"}},
	fieldLatitude:    {"Latitude", false, []string{"latitude", "location_latitude"}},
	fieldLongitude:   {"Longitude", false, []string{"longitude", "location_longitude"}},
	fieldGender:      {"Gender", true, []string{"gender"}},
	fieldAge:         {"Age range", true, []string{"age_range"}},
	fieldSelf:        {"Self-defined ethnicity", true, []string{"self_defined_ethnicity"}},
	fieldOfficer:     {"Officer-defined ethnicity", true, []string{"officer_defined_ethnicity"}},
	fieldLegislation: {"Legislation", true, []string{"legislation"}},
	fieldObject:      {"Object of search", true, []string{"object_of_search"}},
	fieldOutcome:     {"Outcome", true, []string{"outcome"}},
	fieldLinked:      {"Outcome linked to object of search", true, []string{"outcome_linked_to_object_of_search"}},
	fieldClothing: {"Removal of more than just outer clothing", true,
		[]string{"removal_of_more_than_just_outer_clothing", "removal_of_more_than_outer_clothing"}},
	fieldForce: {"Force", false, []string{"force"}},
}

var fieldBySpelling = func() map[string]field {
	m := make(map[string]field)
	for f, row := range fields {
		for _, s := range row.spellings {
			m[s] = field(f)
		}
	}
	return m
}()

// table reads the rows of one file.
type table struct {
	o       ReadOptions
	records *cells.Records
	width   int
	columns [numFields]column
	forces  cells.Memo[ethnicity.Force]
	force   ethnicity.Force // of rows that do not tell it
	done    bool
	keys    keys // of the JSON objects

	fingerprints fingerprints
}

// column is where a field stands in a row, and what its labels mean.
type column struct {
	index int // −1 if the file has none
	cells.Labels
}

// newTable reads the header of a file.
func newTable(r io.Reader, o ReadOptions) (*table, error) {
	r, err := open(r, o.File, false)
	if err != nil {
		return nil, err
	}
	t := &table{o: o, records: cells.NewRecords(r), force: o.Force}
	switch err := t.records.Next(); err {
	case nil:
	case io.EOF:
		return nil, &HeaderError{File: o.File, Err: errors.New("the file is empty: want a header and one search a line")}
	case cells.ErrLineTooLong, cells.ErrQuote:
		if err := t.separator(); err != nil {
			return nil, &HeaderError{File: o.File, Err: err}
		}
		return nil, &HeaderError{File: o.File, Err: fmt.Errorf("not a CSV file: %w", err)}
	default:
		return nil, cells.ReadError(o.File, 1, err)
	}
	if bytes.IndexByte(t.records.Raw, '\r') >= 0 {
		return nil, &HeaderError{File: o.File, Err: errors.New("lines end in CR alone: save the file with CRLF or LF")}
	}
	if err := t.header(); err != nil {
		return nil, err
	}
	if t.force.IsZero() && t.columns[fieldForce].index < 0 {
		t.force, _ = ethnicity.ForceOfFile(o.File) // a name that tells no force is none
	}
	return t, nil
}

// header finds the columns.
func (t *table) header() error {
	for f := range t.columns {
		t.columns[f].index = -1
	}
	var found []string
	datetime := false
	for i, cell := range t.records.Cells {
		name := string(cell)
		found = append(found, quote.Clip(name))
		f, ok := fieldBySpelling[cells.FoldHeader(name)]
		if !ok {
			continue
		}
		c := &t.columns[f]
		if f == fieldDate {
			// Analysts who flatten the API add a date beside its datetime, which says more.
			switch is := cells.FoldHeader(name) == "datetime"; {
			case datetime && !is:
				continue
			case is && !datetime:
				datetime, c.index = true, -1
			}
		}
		if c.index >= 0 {
			return &HeaderError{File: t.o.File, Found: found, Err: fmt.Errorf("column %q stands twice, as columns %d and %d: remove one",
				fields[f].name, c.index+1, i+1)}
		}
		c.index = i
	}
	if datetime {
		t.columns[fieldTime].index = -1
	}
	var missing []string
	for f, row := range fields {
		if row.required && t.columns[f].index < 0 {
			missing = append(missing, row.name)
		}
	}
	if missing != nil {
		if err := t.separator(); err != nil {
			return &HeaderError{File: t.o.File, Found: found, Err: err}
		}
		return &HeaderError{File: t.o.File, Missing: missing, Found: found}
	}
	t.width = len(t.records.Cells)
	t.records.Width = t.width

	t.setParsers()
	return nil
}

// separators are what stands between cells in place of commas, and how to call it.
var separators = []struct{ text, name string }{{";", "semicolons"}, {"\t", "tabs"}, {"|", "bars (|)"}}

// separator returns an error if the header makes sense with something other than commas between its
// cells.
func (t *table) separator() error {
	for _, s := range separators {
		known := make(map[field]bool)
		for name := range bytes.SplitSeq(t.records.Raw, []byte(s.text)) {
			if f, ok := fieldBySpelling[cells.FoldHeader(string(name))]; ok {
				known[f] = true
			}
		}
		if len(known) > 1 {
			return fmt.Errorf("the cells are separated by %s: want commas: save the file as CSV with commas between cells", s.name)
		}
	}
	return nil
}

// setParsers says how the labels of every column are read.
func (t *table) setParsers() {
	self, officer := t.o.Self, t.o.Officer
	if self == nil {
		self = ethnicity.Parse
	}
	if officer == nil {
		officer = cells.OfficerGroup
	}
	t.columns[fieldType].Parse = cells.OfEnum(ParseSearchType)
	t.columns[fieldOperation].Parse = cells.OfEnum(ParseAnswer)
	t.columns[fieldGender].Parse = cells.OfEnum(ParseGender)
	t.columns[fieldAge].Parse = cells.OfEnum(ParseAge)
	t.columns[fieldSelf].Parse = cells.OfGroup(self)
	t.columns[fieldOfficer].Parse = cells.OfGroup(officer)
	t.columns[fieldLegislation].Parse = cells.OfEnum(ParseLegislation)
	t.columns[fieldObject].Parse = cells.OfEnum(ParseObject)
	t.columns[fieldOutcome].Parse = cells.OfEnum(ParseOutcome)
	t.columns[fieldLinked].Parse = cells.OfEnum(ParseAnswer)
	t.columns[fieldClothing].Parse = cells.OfEnum(ParseAnswer)
	t.forces.Parse = func(label string) (ethnicity.Force, error) {
		f, err := ethnicity.ForceNamed(label)
		if err != nil {
			return f, ethnicity.ErrUnknownLabel
		}
		return f, nil
	}
}

// open returns r unpacked, without its byte order mark. It refuses what is known not to be text,
// and JSON where CSV is wanted.
func open(r io.Reader, file string, wantJSON bool) (io.Reader, error) {
	text, err := cells.Open(r, wantJSON)
	if _, ok := errors.AsType[cells.FormatError](err); ok {
		return nil, &HeaderError{File: file, Err: err}
	}
	if err != nil {
		return nil, cells.ReadError(file, 1, err)
	}
	return text, nil
}

// next returns the next row as ReadCSV yields it. more is false at the end.
func (t *table) next() (s Search, err error, more bool) {
	if t.done {
		return Search{}, nil, false
	}
	switch err := t.records.Next(); err {
	case nil:
	case io.EOF:
		t.done = true
		return Search{}, nil, false
	case cells.ErrLineTooLong, cells.ErrQuote:
		return Search{}, &RowError{File: t.o.File, Line: t.records.Line, Column: 1, Err: err}, true
	default:
		t.done = true
		return Search{}, cells.ReadError(t.o.File, t.records.Line, err), true
	}
	if n := len(t.records.Cells); n != t.width {
		return Search{}, &RowError{File: t.o.File, Line: t.records.Line, Column: 1,
			Err: fmt.Errorf("row has %d cells, the header %d: want one cell for each column", n, t.width)}, true
	}
	s, err = t.search()
	return s, err, true
}

// search reads the last record.
func (t *table) search() (Search, error) {
	when, err := t.time()
	if err != nil {
		return Search{}, err
	}
	r := row{t: t}
	s := Search{
		Force:       t.force,
		Type:        SearchType(r.label(fieldType)),
		Time:        when,
		Self:        ethnicity.Group(r.label(fieldSelf)),
		Officer:     ethnicity.Group(r.label(fieldOfficer)),
		Gender:      Gender(r.label(fieldGender)),
		Age:         Age(r.label(fieldAge)),
		Legislation: Legislation(r.label(fieldLegislation)),
		Object:      Object(r.label(fieldObject)),
		Outcome:     Outcome(r.label(fieldOutcome)),
		Linked:      Answer(r.label(fieldLinked)),
		Clothing:    Answer(r.label(fieldClothing)),
		Operation:   Answer(r.label(fieldOperation)),
		Latitude:    r.degrees(fieldLatitude, 90),
		Longitude:   r.degrees(fieldLongitude, 180),
	}
	if t.columns[fieldForce].index >= 0 && !t.isBlank(fieldForce) {
		s.Force = r.force()
	}
	if s.Type == VehicleSearch {
		if s.Self == ethnicity.NotKnown && t.isBlank(fieldSelf) {
			s.Self = ethnicity.NoPerson
		}
		if s.Officer == ethnicity.NotKnown && t.isBlank(fieldOfficer) {
			s.Officer = ethnicity.NoPerson
		}
	}
	s.Fingerprint = t.fingerprints.of(&s, r.unknown)
	if r.unknown != nil {
		return s, r.unknown
	}
	return s, nil
}

// time reads the date and the time of day of the last record.
func (t *table) time() (time.Time, error) {
	date := t.records.Cells[t.columns[fieldDate].index]
	var clock []byte
	if i := t.columns[fieldTime].index; i >= 0 {
		clock = t.records.Cells[i]
	}
	when, inClock, err := parseTime(date, clock)
	switch {
	case err != nil && inClock:
		return time.Time{}, t.cellError(fieldTime, err)
	case err != nil:
		return time.Time{}, t.cellError(fieldDate, err)
	}
	return when, nil
}

// row reads the labels and the numbers of the last record.
type row struct {
	t       *table
	unknown UnknownLabels // the cells that could not be read
}

// label returns the meaning of a cell; 0 if it is blank or the file has no such column.
func (r *row) label(f field) uint8 {
	column := &r.t.columns[f]
	if column.index < 0 {
		return 0
	}
	v, err := column.Value(r.t.records.Cells[column.index])
	if err != nil {
		r.unknown = append(r.unknown, r.t.cellError(f, err))
	}
	return v
}

// force returns the force that the cell of the force column names.
func (r *row) force() ethnicity.Force {
	f, err := r.t.forces.Value(r.t.records.Cells[r.t.columns[fieldForce].index])
	if err != nil {
		r.unknown = append(r.unknown, r.t.cellError(fieldForce, err))
	}
	return f
}

// degrees returns the number in a cell, which is from -most to most; NaN if there is none.
func (r *row) degrees(f field, most float64) float64 {
	i := r.t.columns[f].index
	if i < 0 {
		return math.NaN()
	}
	cell := strings.TrimSpace(string(r.t.records.Cells[i]))
	if cells.Blank(cell) {
		return math.NaN()
	}
	v, err := strconv.ParseFloat(cell, 64)
	if err != nil || !(math.Abs(v) <= most) {
		r.unknown = append(r.unknown, r.t.cellError(f, fmt.Errorf("not a place: want degrees from %v to %v", -most, most)))
		return math.NaN()
	}
	return v
}

// isBlank reports whether the cell of the last record is blank.
func (t *table) isBlank(f field) bool {
	return cells.Blank(strings.TrimSpace(string(t.records.Cells[t.columns[f].index])))
}

// cellError returns what is wrong with a cell of the last record.
func (t *table) cellError(f field, err error) *RowError {
	i := t.columns[f].index
	// The cell is clipped before it is copied out of the record, which may be a megabyte.
	cell := t.records.Cells[i]
	value := quote.ClipCell(cell)
	return &RowError{File: t.o.File, Line: t.records.Line, Column: t.records.Starts[i] + 1, Field: fields[f].name, Value: value, Err: err}
}
