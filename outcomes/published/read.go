package published

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
	"github.com/seed-549880be/disparity/rri/sheet"
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
	// Count is the number of events, or the mark in its place.
	Count Cell `json:"count"`
	// Line is the line of the row in the file.
	Line int `json:"line"`

	header, cells []string
}

// Text returns the cell of r under the column of that name, as it is written, without space around
// it; "" if there is no such column.
func (r Row) Text(column string) string {
	folded := cells.FoldHeader(column)
	for i, name := range r.header {
		if cells.FoldHeader(name) == folded {
			return strings.TrimSpace(r.cells[i])
		}
	}
	return ""
}

// Read reads a table whose rows are counts: the Home Office tables of stop and search
// (before and since 2020/21), of arrests and of use of force, Ethnicity facts and figures, or one
// of your own. The columns it knows, among any others, are those of
// [outcomes.ReadCSV] and
//
//	force       police_force_area, Force Name, Police Force, Geography, Area
//	year        financial_year, Financial Year, Time: 2019/20, 2019-20
//	month       month: 2022-09
//	ethnicity   self_defined_ethnicity, Ethnicity (self-defined), then self_defined_ethnicity_group, Ethnic Group (self-defined - new style), Ethnicity
//	object      reason_for_search, Reason for search / arrest
//	linked      link
//	age         age_group
//	gender      sex
//
// and the column of counts is what the options say. Every row yields what
// [outcomes.ReadCSV] would: a count and nil; a count and [outcomes.UnknownLabels]; or an
// [*outcomes.RowError], if the row cannot be cut into cells or
// its count is neither a number nor a mark. A wide table yields one count for each row and group.
// Where there is no column for the type of search, searches are of persons, unless the ethnicity
// says that there was none.
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
	fieldArea field = iota
	fieldYear
	fieldMonth
	fieldDetail // ethnicity
	fieldBroad  // ethnicity in broad groups
	fieldOfficer
	fieldObject
	fieldLinked
	fieldAge
	fieldGender
	fieldType
	fieldLegislation
	fieldOutcome
	fieldClothing
	numFields
)

// spellings holds the names that a field goes by, as cells.FoldHeader returns them. Of two columns
// the one whose name stands first is taken.
var spellings = [numFields][]string{
	fieldArea:        {"force", "police_force_area", "force_name", "police_force", "geography", "area"},
	fieldYear:        {"financial_year", "time", "year"},
	fieldMonth:       {"month"},
	fieldDetail:      {"self_defined_ethnicity", "ethnicity_self_defined"},
	fieldBroad:       {"self_defined_ethnicity_group", "ethnic_group_self_defined_new_style", "ethnicity", "ethnic_group"},
	fieldOfficer:     {"officer_defined_ethnicity"},
	fieldObject:      {"object_of_search", "reason_for_search", "reason_for_search_arrest"},
	fieldLinked:      {"outcome_linked_to_object_of_search", "link"},
	fieldAge:         {"age_range", "age_group"},
	fieldGender:      {"gender", "sex"},
	fieldType:        {"type"},
	fieldLegislation: {"legislation"},
	fieldOutcome:     {"outcome"},
	fieldClothing:    {"removal_of_more_than_just_outer_clothing", "removal_of_more_than_outer_clothing"},
}

// parsers holds how the labels of a field are read. Ethnicity is read as the options say; area,
// year and month have no labels.
var parsers = [numFields]func(label string) (uint8, error){
	fieldOfficer:     cells.OfGroup(cells.OfficerGroup),
	fieldObject:      cells.OfEnum(outcomes.ParseObject),
	fieldLinked:      cells.OfEnum(outcomes.ParseAnswer),
	fieldAge:         cells.OfEnum(outcomes.ParseAge),
	fieldGender:      cells.OfEnum(outcomes.ParseGender),
	fieldType:        cells.OfEnum(outcomes.ParseSearchType),
	fieldLegislation: cells.OfEnum(outcomes.ParseLegislation),
	fieldOutcome:     cells.OfEnum(outcomes.ParseOutcome),
	fieldClothing:    cells.OfEnum(outcomes.ParseAnswer),
}

// table reads the rows of one file.
type table struct {
	o       Options
	records *cells.Records
	header  []string
	columns [numFields]column
	counts  []countColumn
	only    []condition
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

// newTable reads the header of a file and finds the columns.
func newTable(r io.Reader, o Options) (*table, error) {
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
	find := t.finder()
	if err := t.findCounts(find); err != nil {
		return nil, err
	}
	if err := t.findFields(find); err != nil {
		return nil, err
	}
	return t, t.findConditions(find)
}

// refuse returns the error of a header that cannot be used.
func (t *table) refuse(err error) error {
	e := &outcomes.HeaderError{File: t.o.File, Err: err}
	if t.header != nil {
		e.Found = quote.ClipAll(t.header)
	}
	return e
}

// missing is the error of a column that the options name and the header has not.
func (t *table) missing(name, what string) error {
	return t.refuse(fmt.Errorf("no column %q for %s: the file has %s", quote.Clip(name), what, quote.QuotedList(t.header)))
}

// findCounts finds the column of counts, or in a wide table those of the groups.
func (t *table) findCounts(find func(name string) int) error {
	if t.o.Wide == (t.o.Count != "") {
		return t.refuse(errors.New("want the name of the column of counts, or that the table is wide"))
	}
	if !t.o.Wide {
		i := find(t.o.Count)
		if i < 0 {
			return t.missing(t.o.Count, "the counts")
		}
		t.counts = []countColumn{{index: i}}
		return nil
	}
	for i, name := range t.header {
		g, err := t.o.Ethnicity(name)
		if total := errors.Is(err, ethnicity.ErrTotalLabel); total || err == nil && name != "" {
			t.counts = append(t.counts, countColumn{i, g, total})
		} else if errors.Is(err, ethnicity.ErrAmbiguousLabel) {
			return t.refuse(quote.Outside(quote.Unprefixed(err)))
		}
	}
	if !slices.ContainsFunc(t.counts, func(c countColumn) bool { return c.group.IsKnown() }) {
		return t.refuse(fmt.Errorf("no column is named by an ethnic group: the file has %s", quote.QuotedList(t.header)))
	}
	return nil
}

// findFields finds the other columns that the reader knows. Ethnicity is read from the detailed
// column, or the broad one where there is no other.
func (t *table) findFields(find func(name string) int) error {
	for f := range t.columns {
		c := &t.columns[f]
		c.index, c.Parse = -1, parsers[f]
		for _, s := range spellings[f] {
			if c.index = find(s); c.index >= 0 {
				break
			}
		}
	}
	detail := &t.columns[fieldDetail]
	detail.Parse = cells.OfGroup(t.o.Ethnicity)
	if detail.index < 0 {
		detail.index = t.columns[fieldBroad].index
	}
	if t.o.EthnicityColumn != "" {
		if detail.index = find(t.o.EthnicityColumn); detail.index < 0 {
			return t.missing(t.o.EthnicityColumn, "ethnicity")
		}
	}
	if t.o.Wide {
		detail.index = -1
	}
	return nil
}

// findConditions finds the columns that say which rows to keep.
func (t *table) findConditions(find func(name string) int) error {
	for _, name := range slices.Sorted(maps.Keys(t.o.Only)) {
		i := find(name)
		if i < 0 {
			return t.missing(name, "the rows to keep")
		}
		t.only = append(t.only, condition{i, t.o.Only[name]})
	}
	return nil
}

// known returns the function that reports whether a folded name is one of a column that the reader
// knows or the options name.
func (o Options) known() func(folded string) bool {
	wanted := o.wanted()
	return func(folded string) bool {
		if _, ok := wanted[folded]; ok || !o.Wide {
			return ok && folded != ""
		}
		_, err := o.Ethnicity(strings.ReplaceAll(folded, "_", " "))
		return folded != "" && (err == nil || errors.Is(err, ethnicity.ErrTotalLabel))
	}
}

// wanted returns the folded names of the columns that the reader knows or the options name, each
// with -1.
func (o Options) wanted() map[string]int {
	wanted := make(map[string]int)
	want := func(name string) { wanted[cells.FoldHeader(name)] = -1 }
	for _, spellings := range spellings {
		for _, s := range spellings {
			want(s)
		}
	}
	for name := range o.Only {
		want(name)
	}
	want(o.Count)
	want(o.EthnicityColumn)
	return wanted
}

// finder returns the function that finds a column by its name: the first of that name, or -1. It
// folds every name of the header once, however many are looked for.
func (t *table) finder() func(name string) int {
	wanted := t.o.wanted()
	for i, name := range t.header {
		folded := cells.FoldHeader(name)
		if first, ok := wanted[folded]; ok && first < 0 {
			wanted[folded] = i
		}
	}
	return func(name string) int { return wanted[cells.FoldHeader(name)] }
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

// readRecord yields the counts of the last record. It returns whether to go on.
func (t *table) readRecord(yield func(Row, error) bool) bool {
	if n := len(t.records.Cells); n != len(t.header) {
		return yield(Row{}, t.rowError(-1, fmt.Errorf("row has %d cells, the header %d: want one cell for each column", n, len(t.header))))
	}
	if slices.ContainsFunc(t.only, func(c condition) bool { return string(bytes.TrimSpace(t.records.Cells[c.index])) != c.value }) {
		return true
	}
	common, unknown := t.row()
	for _, c := range t.counts {
		count, err := parseCell(string(t.records.Cells[c.index]))
		if err != nil {
			if !yield(Row{}, t.rowError(c.index, err)) {
				return false
			}
			continue
		}
		row := common
		row.Count = count
		if t.o.Wide {
			t.setGroup(&row, c.group)
			row.Total = row.Total || c.total
		}
		if unknown != nil {
			err = unknown
		}
		if !yield(row, err) {
			return false
		}
	}
	return true
}

// row reads what the cells of the last record say beside its counts.
func (t *table) row() (Row, outcomes.UnknownLabels) {
	r := Row{Line: t.records.Line, header: t.header, cells: texts(t.records.Cells)}
	var unknown outcomes.UnknownLabels
	get := func(f field) uint8 {
		c := &t.columns[f]
		if c.index < 0 {
			return 0
		}
		v, err := c.Value(t.records.Cells[c.index])
		if err != nil && f == fieldDetail && errors.Is(err, ethnicity.ErrTotalLabel) {
			r.Total = true
			return 0
		}
		if err != nil {
			unknown = append(unknown, t.rowError(c.index, err))
		}
		return v
	}
	r.Key = outcomes.Key{
		Type:        outcomes.SearchType(get(fieldType)),
		Officer:     ethnicity.Group(get(fieldOfficer)),
		Gender:      outcomes.Gender(get(fieldGender)),
		Age:         outcomes.Age(get(fieldAge)),
		Legislation: outcomes.Legislation(get(fieldLegislation)),
		Object:      outcomes.Object(get(fieldObject)),
		Outcome:     outcomes.Outcome(get(fieldOutcome)),
		Linked:      outcomes.Answer(get(fieldLinked)),
		Clothing:    outcomes.Answer(get(fieldClothing)),
	}
	if t.columns[fieldDetail].index >= 0 {
		t.setGroup(&r, ethnicity.Group(get(fieldDetail)))
	} else if t.columns[fieldType].index < 0 {
		r.Type = outcomes.PersonSearch
	}
	return r, append(unknown, t.setPlaceAndTime(&r)...)
}

// setPlaceAndTime says where and when r counts, and returns what cannot be read of it.
func (t *table) setPlaceAndTime(r *Row) (unknown outcomes.UnknownLabels) {
	text := func(f field) string {
		if i := t.columns[f].index; i >= 0 {
			return strings.TrimSpace(r.cells[i])
		}
		return ""
	}
	refuse := func(f field, err error) { unknown = append(unknown, t.rowError(t.columns[f].index, err)) }
	var err error
	r.Area = sheet.Clean(quote.Clip(text(fieldArea)))
	if r.Force, err = ethnicity.ParseForce(r.Area); err != nil {
		if isTotalArea(r.Area) {
			r.Total = true
		} else {
			refuse(fieldArea, quote.Label(err))
		}
	}
	if s := text(fieldYear); !cells.Blank(s) {
		if r.Year, err = financialYear(s); err != nil {
			refuse(fieldYear, err)
		}
	}
	if s := text(fieldMonth); !cells.Blank(s) {
		if r.Month, err = outcomes.ParseMonth(s); err != nil {
			refuse(fieldMonth, quote.Unprefixed(err))
		}
	}
	return unknown
}

// texts copies cells out of a record, all into one piece of memory.
func texts(cells [][]byte) []string {
	all := string(bytes.Join(cells, nil))
	out := make([]string, len(cells))
	for i, cell := range cells {
		out[i], all = all[:len(cell)], all[len(cell):]
	}
	return out
}

// setGroup says whose searches r counts.
func (t *table) setGroup(r *Row, g ethnicity.Group) {
	if t.o.Officer {
		r.Officer = g
	} else {
		r.Self = g
	}
	if t.columns[fieldType].index < 0 {
		r.Type = outcomes.PersonSearch
		if g == ethnicity.NoPerson {
			r.Type = outcomes.VehicleSearch
		}
	}
	if r.Type == outcomes.VehicleSearch { // as outcomes.ReadCSV does
		if r.Self == ethnicity.NotKnown {
			r.Self = ethnicity.NoPerson
		}
		if r.Officer == ethnicity.NotKnown && t.columns[fieldOfficer].index >= 0 {
			r.Officer = ethnicity.NoPerson
		}
	}
}

// isTotalArea reports whether an area is all of them together.
func isTotalArea(name string) bool {
	name = strings.ToLower(name)
	return strings.HasPrefix(name, "all") || strings.HasPrefix(name, "total") || name == "england and wales" || name == "england" || name == "wales"
}

var errYear = errors.New("not a financial year: want the form 2019/20")

// financialYear returns the first year of 2019/20, 2019-20 or 2019/2020.
func financialYear(s string) (int, error) {
	if len(s) < 7 || s[4] != '/' && s[4] != '-' {
		return 0, errYear
	}
	april, err := outcomes.ParseMonth(s[:4] + "-04")
	if err != nil {
		return 0, errYear
	}
	var buffer [4]byte
	next := strconv.AppendInt(buffer[:0], int64(april.Year()+1), 10)
	if s[5:] != string(next) && s[5:] != string(next[2:]) {
		return 0, errYear
	}
	return april.Year(), nil
}

// rowError returns what is wrong with a cell of the last record, or with all of it if index is
// negative.
func (t *table) rowError(index int, err error) *outcomes.RowError {
	e := &outcomes.RowError{File: t.o.File, Line: t.records.Line, Column: 1, Err: err}
	if index >= 0 {
		e.Column, e.Field, e.Value = t.records.Starts[index]+1, quote.Clip(t.header[index]), quote.ClipCell(t.records.Cells[index])
	}
	return e
}
