package outcomes

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
)

// WeightedOptions says how to read a table whose rows are counts. Count, or Wide, is needed.
type WeightedOptions struct {
	// File is the name that errors give. It is not opened.
	File string
	// Count is the name of the column that holds the counts, as "number_of_searches". Letter case
	// and what stands between words do not matter.
	Count string
	// Wide says that there is one column of counts for each ethnic group, as in the use-of-force
	// tables, in place of Count: every column whose name is a label of ethnicity.
	Wide bool
	// Ethnicity reads the labels of ethnicity. nil is [ethnicity.Parse], which does not read labels
	// whose meaning depends on the year, as "Asian" and "Other": give [LabelsOf] the scheme of the
	// table.
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

// Weighted is one count of a table: what it counts is in Key, as far as the table says it.
type Weighted struct {
	Key
	// Year is the first calendar year of the financial year; 0 if the table has none. Key.Month has
	// the month where the table has one.
	Year int `json:"year"`
	// Area is the force or area as it is written, but for control characters, cut to 80 bytes.
	Area string `json:"area"`
	// Total says that the row adds up others: over all groups, or over all forces. A tally of
	// everything leaves it out.
	Total bool `json:"total"`
	// Count is the number of events, or the mark in its place.
	Count Cell `json:"count"`
	// Line is the line of the row in the file.
	Line int `json:"line"`

	header, cells []string
}

// Text returns the cell of w under the column of that name, as it is written, without space around
// it; "" if there is no such column.
func (w Weighted) Text(column string) string {
	for i, name := range w.header {
		if foldHeader(name) == foldHeader(column) {
			return strings.TrimSpace(w.cells[i])
		}
	}
	return ""
}

// LabelsOf returns a reader of ethnicity labels for [WeightedOptions] and [ReadOptions]: labels
// that mean one group wherever they stand, and those that depend on the classification as s has
// them.
func LabelsOf(s ethnicity.Scheme) func(label string) (ethnicity.Group, error) {
	return func(label string) (ethnicity.Group, error) {
		g, err := ethnicity.Parse(label)
		if errors.Is(err, ethnicity.ErrAmbiguousLabel) {
			return ethnicity.ParseIn(s, label)
		}
		return g, err
	}
}

// ReadWeighted reads a table whose rows are counts: the Home Office tables of stop and search
// (before and since 2020/21), of arrests and of use of force, Ethnicity facts and figures, or one
// of your own. The columns it knows, among any others, are those of [ReadCSV] and
//
//	force       police_force_area, Force Name, Police Force, Geography, Area
//	year        financial_year, Financial Year, Time: 2019/20, 2019-20
//	month       month: 2022-09
//	ethnicity   self_defined_ethnicity, Ethnicity (self-defined), then self_defined_ethnicity_group, Ethnic Group (self-defined - new style), Ethnicity
//	object      reason_for_search, Reason for search / arrest
//	linked      link          age   age_group          gender   sex
//
// and the column of counts is what the options say. Every row yields what [ReadCSV] would: a count
// and nil; a count and [UnknownLabels]; or a [*RowError], if the row cannot be cut into cells or
// its count is neither a number nor a mark. A wide table yields one count for each row and group.
// Where there is no column for the type of search, searches are of persons, unless the ethnicity
// says that there was none.
//
// Detailed outcomes and reasons are those of the table: before 2020/21 it has arrests in a column
// of their own, which is a count to read by itself.
func ReadWeighted(r io.Reader, o WeightedOptions) iter.Seq2[Weighted, error] {
	return func(yield func(Weighted, error) bool) {
		t, err := newWeightedTable(r, o)
		if err != nil {
			yield(Weighted{}, err)
			return
		}
		t.read(yield)
	}
}

// weightedField is a column of a table of counts that is not in a file of searches.
type weightedField uint8

const (
	weightedArea weightedField = iota
	weightedYear
	weightedMonth
	weightedDetail // ethnicity
	weightedBroad  // ethnicity in broad groups
	weightedOfficer
	weightedObject
	weightedLinked
	weightedAge
	weightedGender
	weightedType
	weightedLegislation
	weightedOutcome
	weightedClothing
	numWeighted
)

var weightedSpellings = [numWeighted][]string{
	weightedArea:        {"force", "police_force_area", "force_name", "police_force", "geography", "area"},
	weightedYear:        {"financial_year", "time", "year"},
	weightedMonth:       {"month"},
	weightedDetail:      {"self_defined_ethnicity", "ethnicity_self_defined"},
	weightedBroad:       {"self_defined_ethnicity_group", "ethnic_group_self_defined_new_style", "ethnicity", "ethnic_group"},
	weightedOfficer:     {"officer_defined_ethnicity"},
	weightedObject:      {"object_of_search", "reason_for_search", "reason_for_search_arrest"},
	weightedLinked:      {"outcome_linked_to_object_of_search", "link"},
	weightedAge:         {"age_range", "age_group"},
	weightedGender:      {"gender", "sex"},
	weightedType:        {"type"},
	weightedLegislation: {"legislation"},
	weightedOutcome:     {"outcome"},
	weightedClothing:    {"removal_of_more_than_just_outer_clothing", "removal_of_more_than_outer_clothing"},
}

// groupColumn is a column of counts: of one group, where the table is wide.
type groupColumn struct {
	index int
	group ethnicity.Group
	total bool
}

type weightedTable struct {
	o       WeightedOptions
	records *records
	header  []string
	columns [numWeighted]column
	counts  []groupColumn
	only    []struct {
		index int
		value string
	}
}

func newWeightedTable(r io.Reader, o WeightedOptions) (*weightedTable, error) {
	r, err := plain(r, o.File, false)
	if err != nil {
		return nil, err
	}
	t := &weightedTable{o: o, records: newRecords(r)}
	switch err := t.records.next(); err {
	case nil:
	case io.EOF:
		return nil, &HeaderError{File: o.File, Err: errors.New("the file is empty: want a header and rows of counts")}
	case errLineTooLong, errQuote:
		return nil, &HeaderError{File: o.File, Err: fmt.Errorf("not a CSV file: %w", err)}
	default:
		return nil, readError(o.File, 1, err)
	}
	for _, cell := range t.records.cells {
		t.header = append(t.header, strings.TrimSpace(string(cell)))
	}
	t.records.width = len(t.header)
	find := t.finder()
	refuse := func(err error) error {
		return &HeaderError{File: o.File, Found: clipAll(t.header), Err: err}
	}
	missing := func(name, what string) error {
		return refuse(fmt.Errorf("no column %q for %s: the file has %s", clip(name), what, quoteList(t.header)))
	}
	if t.o.Ethnicity == nil {
		t.o.Ethnicity = ethnicity.Parse
	}
	switch {
	case o.Wide == (o.Count != ""):
		return nil, refuse(errors.New("want the name of the column of counts, or that the table is wide"))
	case o.Wide:
		for i, name := range t.header {
			g, err := t.o.Ethnicity(name)
			if total := errors.Is(err, ethnicity.ErrTotalLabel); total || err == nil && name != "" {
				t.counts = append(t.counts, groupColumn{i, g, total})
			} else if errors.Is(err, ethnicity.ErrAmbiguousLabel) {
				return nil, refuse(outside{unprefixed{err}})
			}
		}
		if !slices.ContainsFunc(t.counts, func(c groupColumn) bool { return c.group.IsKnown() }) {
			return nil, refuse(fmt.Errorf("no column is named by an ethnic group: the file has %s", quoteList(t.header)))
		}
	default:
		i := find(o.Count)
		if i < 0 {
			return nil, missing(o.Count, "the counts")
		}
		t.counts = []groupColumn{{index: i}}
	}
	for f, spellings := range weightedSpellings {
		c := &t.columns[f]
		c.index, c.seen = -1, make(map[string]meaning)
		for _, s := range spellings {
			if c.index = find(s); c.index >= 0 {
				break
			}
		}
	}
	if o.EthnicityColumn != "" {
		t.columns[weightedDetail].index, t.columns[weightedBroad].index = find(o.EthnicityColumn), -1
		if t.columns[weightedDetail].index < 0 {
			return nil, missing(o.EthnicityColumn, "ethnicity")
		}
	}
	if t.columns[weightedDetail].index < 0 {
		t.columns[weightedDetail].index = t.columns[weightedBroad].index
	}
	if o.Wide {
		t.columns[weightedDetail].index = -1
	}
	for _, name := range slices.Sorted(maps.Keys(o.Only)) {
		value, i := o.Only[name], find(name)
		if i < 0 {
			return nil, missing(name, "the rows to keep")
		}
		t.only = append(t.only, struct {
			index int
			value string
		}{i, value})
	}
	t.columns[weightedDetail].parse = ofGroup(t.o.Ethnicity)
	t.columns[weightedOfficer].parse = ofGroup(func(label string) (ethnicity.Group, error) { return ethnicity.ParseIn(ethnicity.OfficerDefined, label) })
	for f, k := range map[weightedField]*kit{weightedObject: objectKit, weightedLinked: answerKit, weightedAge: ageKit, weightedGender: genderKit, weightedType: searchTypeKit,
		weightedLegislation: legislationKit, weightedOutcome: outcomeKit, weightedClothing: answerKit} {
		t.columns[f].parse = ofKit(k)
	}
	return t, nil
}

// finder returns the function that finds a column by its name: the first of that name, or -1. It
// folds every name of the header once, however many are looked for.
func (t *weightedTable) finder() func(name string) int {
	wanted := make(map[string]int)
	want := func(name string) { wanted[foldHeader(name)] = -1 }
	for _, spellings := range weightedSpellings {
		for _, s := range spellings {
			want(s)
		}
	}
	for name := range t.o.Only {
		want(name)
	}
	want(t.o.Count)
	want(t.o.EthnicityColumn)
	for i, name := range t.header {
		folded := foldHeader(name)
		if first, ok := wanted[folded]; ok && first < 0 {
			wanted[folded] = i
		}
	}
	return func(name string) int { return wanted[foldHeader(name)] }
}

// read yields the counts of every row.
func (t *weightedTable) read(yield func(Weighted, error) bool) {
	for {
		switch err := t.records.next(); err {
		case nil:
		case io.EOF:
			return
		case errLineTooLong, errQuote:
			if !yield(Weighted{}, t.rowError(-1, err)) {
				return
			}
			continue
		default:
			yield(Weighted{}, readError(t.o.File, t.records.line, err))
			return
		}
		if n := len(t.records.cells); n != len(t.header) {
			if !yield(Weighted{}, t.rowError(-1, fmt.Errorf("row has %d cells, the header %d: want one cell for each column", n, len(t.header)))) {
				return
			}
			continue
		}
		if slices.ContainsFunc(t.only, func(o struct {
			index int
			value string
		}) bool {
			return string(bytes.TrimSpace(t.records.cells[o.index])) != o.value
		}) {
			continue
		}
		w, unknown := t.row()
		for _, c := range t.counts {
			w := w
			if t.o.Wide {
				t.setGroup(&w, c.group)
				w.Total = w.Total || c.total
			}
			var err error
			if w.Count, err = parseCell(string(t.records.cells[c.index])); err != nil {
				if !yield(Weighted{}, t.rowError(c.index, err)) {
					return
				}
				continue
			}
			if unknown != nil {
				err = unknown
			}
			if !yield(w, err) {
				return
			}
		}
	}
}

// row reads what the cells of the last record say beside its counts.
func (t *weightedTable) row() (Weighted, UnknownLabels) {
	w := Weighted{Line: t.records.line, header: t.header, cells: texts(t.records.cells)}
	var unknown UnknownLabels
	get := func(f weightedField) uint8 {
		c := &t.columns[f]
		if c.index < 0 {
			return 0
		}
		v, err := c.value(t.records.cells[c.index])
		if err != nil && f == weightedDetail && errors.Is(err, ethnicity.ErrTotalLabel) {
			w.Total = true
			return 0
		}
		if err != nil {
			unknown = append(unknown, t.rowError(c.index, err))
		}
		return v
	}
	text := func(f weightedField) string {
		if i := t.columns[f].index; i >= 0 {
			return strings.TrimSpace(w.cells[i])
		}
		return ""
	}
	w.Key = Key{
		Type:        SearchType(get(weightedType)),
		Officer:     ethnicity.Group(get(weightedOfficer)),
		Gender:      Gender(get(weightedGender)),
		Age:         Age(get(weightedAge)),
		Legislation: Legislation(get(weightedLegislation)),
		Object:      Object(get(weightedObject)),
		Outcome:     Outcome(get(weightedOutcome)),
		Linked:      Answer(get(weightedLinked)),
		Clothing:    Answer(get(weightedClothing)),
	}
	if i := t.columns[weightedDetail].index; i >= 0 {
		t.setGroup(&w, ethnicity.Group(get(weightedDetail)))
	} else if t.columns[weightedType].index < 0 {
		w.Type = PersonSearch
	}
	var err error
	w.Area = clean(clip(text(weightedArea)))
	if w.Force, err = ethnicity.ParseForce(w.Area); err != nil {
		if isTotalArea(w.Area) {
			w.Total = true
		} else {
			unknown = append(unknown, t.rowError(t.columns[weightedArea].index, newLabelError(err)))
		}
	}
	if s := text(weightedYear); !blank(s) {
		if w.Year, err = financialYear(s); err != nil {
			unknown = append(unknown, t.rowError(t.columns[weightedYear].index, err))
		}
	}
	if s := text(weightedMonth); !blank(s) {
		if w.Month, err = ParseMonth(s); err != nil {
			unknown = append(unknown, t.rowError(t.columns[weightedMonth].index, unprefixed{err}))
		}
	}
	return w, unknown
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

// setGroup says whose searches w counts.
func (t *weightedTable) setGroup(w *Weighted, g ethnicity.Group) {
	if t.o.Officer {
		w.Officer = g
	} else {
		w.Self = g
	}
	if t.columns[weightedType].index < 0 {
		w.Type = PersonSearch
		if g == ethnicity.NoPerson {
			w.Type = VehicleSearch
		}
	}
	if w.Type == VehicleSearch { // as ReadCSV does
		if w.Self == ethnicity.NotKnown {
			w.Self = ethnicity.NoPerson
		}
		if w.Officer == ethnicity.NotKnown && t.columns[weightedOfficer].index >= 0 {
			w.Officer = ethnicity.NoPerson
		}
	}
}

// isTotalArea reports whether an area is all of them together.
func isTotalArea(name string) bool {
	name = strings.ToLower(name)
	return strings.HasPrefix(name, "all") || strings.HasPrefix(name, "total") || name == "england and wales" || name == "england" || name == "wales"
}

// financialYear returns the first year of 2019/20, 2019-20 or 2019/2020.
func financialYear(s string) (int, error) {
	bad := errors.New("not a financial year: want the form 2019/20")
	if len(s) != 7 && len(s) != 9 || s[4] != '/' && s[4] != '-' || !digits(s[:4]) || !digits(s[5:]) {
		return 0, bad
	}
	first, _ := strconv.Atoi(s[:4])
	second, _ := strconv.Atoi(s[5:])
	if first < firstYear || first > lastYear || second != first+1 && (len(s) == 9 || second != (first+1)%100) {
		return 0, bad
	}
	return first, nil
}

// rowError returns what is wrong with a cell of the last record, or with all of it if index is
// negative.
func (t *weightedTable) rowError(index int, err error) *RowError {
	e := &RowError{File: t.o.File, Line: t.records.line, Column: 1, Err: err}
	if index >= 0 {
		cell := t.records.cells[index]
		e.Column, e.Field, e.Value = t.records.starts[index]+1, clip(t.header[index]), clip(string(cell[:min(len(cell), maxShown+1)]))
	}
	return e
}
