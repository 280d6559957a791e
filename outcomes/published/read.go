package published

import (
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// Options says how to read a table whose rows are counts. Count, or Wide, is needed.
type Options struct {
	// File is the name that errors give. It is not opened.
	File string
	// Count is the name of the column that holds the counts, as "number_of_searches". Letter case
	// and what stands between words do not matter.
	Count string
	// Wide says that there is one column of counts for each ethnic group, as in the use-of-force
	// tables, in place of Count: every column whose name is a label of ethnicity.
	Wide bool
	// Ethnicity reads the labels of ethnicity. nil is [ethnicity.Parse], which does not read labels
	// whose meaning depends on the year, as "Asian" and "Other": give [outcomes.LabelsOf] the
	// scheme of the table.
	Ethnicity func(label string) (ethnicity.Group, error)
	// EthnicityColumn is the name of the column of ethnicity. Empty takes the column of detailed
	// groups if there is one, otherwise that of broad groups.
	EthnicityColumn string
	// Officer says that the ethnicity is as an officer saw it. It goes to Key.Officer.
	Officer bool
	// Only keeps the rows that have these values in these columns, and passes over the others: a
	// table often has the same events in several classifications, one below the other.
	Only map[string]string
	// LeaveOut has the names of columns of a wide table that hold numbers and are not to be read,
	// as a rate or the residents.
	LeaveOut []string
	// Residents is the name of the column that holds the residents of the area who are of the group
	// of the row, as "Population by ethnicity". Empty reads none. A wide table has no such column.
	Residents string
	// Classifications has the classification that the labels of a row are of, by what the row has
	// in the column ClassificationColumn, as "ONS 2001 5+1" in "Ethnicity_type". Rows that have
	// something else there are passed over, and Ethnicity is not asked. nil reads all labels by
	// Ethnicity. A wide table has no such column.
	Classifications      map[string]ethnicity.Scheme
	ClassificationColumn string
}

// Row is one count of a table, with what the table says of it: what it counts is in Key, as far as
// that is said.
type Row struct {
	outcomes.Key
	// Year is the first calendar year of the financial year; 0 if the table has none. Key.Month has
	// the month where the table has one.
	Year int `json:"year"`
	// Area is the force or area as it is written, but for control characters, cut to 80 bytes.
	Area string `json:"area"`
	// Total says that the row adds up others: over all groups, or over all forces. A tally leaves
	// such rows out, as the package documentation shows: the others are all of it, and a total over
	// all groups would count as people of no known group.
	Total bool `json:"total"`
	// AllGroups says that it adds up all groups, which a [Series] compares with their sum.
	AllGroups bool `json:"all_groups,omitempty"`
	// Count is the number of events, or what stands in its place. It is a number only where
	// [tidy.Cell.Count] says so: "<5" is a range, and "-" a mark.
	Count tidy.Cell `json:"count"`
	// Residents are those that the table has beside the count: see [Options]. 0 if it has none, or
	// a mark in their place.
	Residents float64 `json:"residents,omitempty"`
	// Line is the line of the row in the file.
	Line int `json:"line"`

	header, cells []string
	column        int // of the count
}

// Text returns the cell of r under the column of that name, as it is written, without space around
// it; "" if there is no such column.
func (r Row) Text(column string) string {
	folded := cells.FoldHeader(column)
	for i, name := range r.header {
		if cells.FoldHeader(name) == folded {
			return cells.Text([]byte(r.cells[i]))
		}
	}
	return ""
}

// Read reads a table whose rows are counts: the Home Office tables of stop and search
// (before and since 2020/21), of arrests and of use of force, Ethnicity facts and figures, or one
// of your own. How the file is written, compressed or not, with commas, semicolons or tabs, is
// known by its content, as [outcomes.ReadCSV] has it. The columns it knows, among any others, are
// those of data.police.uk but for dates and places, and
//
//	force       police_force_area, Force Name, Police Force, Geography, Area
//	borough     Borough of Stop, Borough, which is the area where there is no column for the force
//	year        financial_year, Financial Year, Time: 2019/20, 2019-20
//	month       month, Year_Month: 2022-09; Date: 2022-09-01
//	ethnicity   self_defined_ethnicity, Ethnicity (self-defined), Self-defined Ethnicity Code, then
//	            self_defined_ethnicity_group, Ethnic Group (self-defined - new style), Ethnicity, SDE Group
//	officer     EA Group
//	type        Subject
//	object      reason_for_search, Reason for search / arrest, Reason for Stop
//	linked      link
//	age         age_group, Apparent Age
//	gender      sex
//
// and the column of counts is what the options say. A code before a label and a power behind it are
// read as in the extract of the Metropolitan Police: "2 Arrest" is an arrest, "B2 African" Black
// African, and "B Drugs (s.23 MDA)" a search for drugs under section 23 of the Misuse of Drugs Act
// 1971. "W9" and "O9" before a label have the meaning of the 2001 census unless the options give
// another. The broad group is read where the detailed one is blank or cannot be read. A row of a
// Search Type at which nobody was searched, as stop and account, is rejected.
//
// Every row yields what [outcomes.ReadCSV] would: a count and nil; a count and
// [outcomes.UnknownLabels]; or an [*outcomes.RowError], if the row cannot be cut into cells or its
// count is neither a number nor a mark. A wide table yields one count for each row and group, and
// an [*outcomes.RowError] for each number that is in no known column: if "Any other" is no label of
// ethnicity its counts would be missing in silence. The sum of the groups, in every row in which it
// can be told, is no such column, nor is a dimension such as a year, a code or an age. Where there
// is no column for the type of search, searches are of persons, unless the ethnicity says that
// there was none.
//
// Detailed outcomes and reasons are those of the table: before 2020/21 it has arrests in a column
// of their own, which is a count to read by itself.
func Read(r io.Reader, o Options) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		t, err := newTable(r, o)
		if err != nil {
			yield(Row{}, err)
			return
		}
		t.read(yield)
	}
}

// field is a column of a table of counts, beside the counts themselves.
type field uint8

const (
	fieldArea    field = iota
	fieldBorough       // where there is no column for the force
	fieldYear
	fieldMonth
	fieldDate   // where there is no column for the month
	fieldDetail // ethnicity
	fieldBroad  // ethnicity in broad groups
	fieldOfficer
	fieldObject
	fieldLinked
	fieldAge
	fieldGender
	fieldType
	fieldLegislation
	fieldPower // the column of objects, where there is none for the legislation
	fieldKind  // of a stop
	fieldOutcome
	fieldClothing
	numFields
)

// spellings holds the names that a field goes by, as cells.FoldHeader returns them. Of two columns
// the one whose name stands first is taken.
var spellings = [numFields][]string{
	fieldArea:        {"force", "police_force_area", "force_name", "police_force", "geography", "area"},
	fieldYear:        {"financial_year", "time", "year"},
	fieldMonth:       {"month", "year_month"},
	fieldDate:        {"date"},
	fieldBorough:     {"borough_of_stop", "borough"},
	fieldDetail:      {"self_defined_ethnicity", "ethnicity_self_defined", "self_defined_ethnicity_code"},
	fieldBroad:       {"self_defined_ethnicity_group", "ethnic_group_self_defined_new_style", "ethnicity", "ethnic_group", "sde_group"},
	fieldOfficer:     {"officer_defined_ethnicity", "ea_group"},
	fieldObject:      {"object_of_search", "reason_for_search", "reason_for_search_arrest", "reason_for_stop"},
	fieldLinked:      {"outcome_linked_to_object_of_search", "link"},
	fieldAge:         {"age_range", "age_group", "apparent_age"},
	fieldGender:      {"gender", "sex"},
	fieldType:        {"type", "subject"},
	fieldKind:        {"search_type"},
	fieldLegislation: {"legislation"},
	fieldOutcome:     {"outcome"},
	fieldClothing:    {"removal_of_more_than_just_outer_clothing", "removal_of_more_than_outer_clothing"},
}

// table reads the rows of one file.
type table struct {
	o       Options
	records *cells.Records
	header  []string
	columns [numFields]column
	counts  []countColumn
	only    []condition
	odd     []oddColumn

	residents      int                      // the column of residents; -1 if none is read
	classification int                      // the column of classifications; -1 if none is read
	classes        map[string]*cells.Labels // what labels of ethnicity mean in each classification
	class          *cells.Labels            // that of the last record; nil if none is read
}

// column is where a field stands in a row, and what its labels mean.
type column struct {
	index int // −1 if the file has none
	cells.Labels
}

// countColumn is a column of counts: of one group, where the table is wide.
type countColumn struct {
	index int
	group ethnicity.Group
	total bool
}

// condition is what a row must have in a column to be kept.
type condition struct {
	index int
	value string
}

// Columns returns the names of the columns of a table, as its header has them. The errors are those
// of [Read]; file is the name that they give.
func Columns(r io.Reader, file string) ([]string, error) {
	t, err := openTable(r, Options{File: file})
	if err != nil {
		return nil, err
	}
	return t.header, nil
}

// openTable reads the header of a file.
func openTable(r io.Reader, o Options) (*table, error) {
	if o.Ethnicity == nil {
		o.Ethnicity = ethnicity.Parse
	}
	text, format, err := cells.Open(r)
	if _, ok := errors.AsType[cells.FormatError](err); ok {
		return nil, &outcomes.HeaderError{File: o.File, Err: err}
	}
	if err != nil {
		return nil, cells.ReadError(o.File, 1, err)
	}
	t := &table{o: o}
	if format == cells.JSON {
		return nil, t.refuse(cells.ErrJSON)
	}
	t.records = cells.NewRecords(text, o.known())
	switch err := t.records.Next(); err {
	case nil:
	case io.EOF:
		return nil, t.refuse(errors.New("the file is empty: want a header and rows of counts"))
	case cells.ErrLineTooLong, cells.ErrQuote:
		return nil, t.refuse(fmt.Errorf("not a CSV file: %w", err))
	default:
		return nil, cells.ReadError(o.File, 1, err)
	}
	for _, cell := range t.records.Cells {
		t.header = append(t.header, cells.Text(cell))
	}
	return t, nil
}

// newTable reads the header of a file and finds the columns.
func newTable(r io.Reader, o Options) (*table, error) {
	t, err := openTable(r, o)
	if err != nil {
		return nil, err
	}
	find := t.finder()
	if err := t.findCounts(find); err != nil {
		return nil, err
	}
	if err := t.findFields(find); err != nil {
		return nil, err
	}
	if err := t.findConditions(find); err != nil {
		return nil, err
	}
	if err := t.findBeside(find); err != nil {
		return nil, err
	}
	return t, t.findOdd()
}

// read yields the counts of every row.
func (t *table) read(yield func(Row, error) bool) {
	for {
		switch err := t.records.Next(); err {
		case nil:
			if !t.readRecord(yield) {
				return
			}
		case io.EOF:
			t.undecidedErrors(yield)
			return
		case cells.ErrLineTooLong, cells.ErrQuote:
			if !yield(Row{}, t.rowError(-1, err)) {
				return
			}
		default:
			yield(Row{}, cells.ReadError(t.o.File, t.records.Line, err))
			return
		}
	}
}
