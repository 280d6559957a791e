package report

import (
	"cmp"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/strata"
)

// WriteCSV writes the rows of all the tables under one header, for programs and spreadsheets. It
// has the rows of the [Document], in their order: of the tables, of the adjusted tables, and of the
// parts. Its columns are the same for every report of the same options, so that the files of
// several months can be put below each other; a report of several forces has those of adjusted
// tables too, and one of a single force only if By or Within asks for them. From the left they are
//
//	measure … derived    those of [rri.Table.WriteCSV]
//	by, stratum, …       those of [strata.Table.WriteCSV], where there are adjusted tables; by is
//	                     empty in the rows of the others
//	kind                 "group" for a row that is a group; else as Kind of [Row]: "sum", "not
//	                     known", "not stated"; or what a row on change is: "rolling", "compared",
//	                     "year-on-year", "trend"; or "peer" for a force beside others, or "contrast" for
//	                     a value of a column beside another; readers may pass over those that they
//	                     do not know
//	months_note          which months are missing or low
//	range_lower, range_upper, word, why
//	                     Range, Word and Why of [Row], or of what is said by the adjusted index
//	no_answer, doubt     as of [Table]
//	part                 the name of the part; empty in the rows of the whole report
//	force                whose searches these are; several are separated by "; "
//	from, to             the first and the last month with a row, as 2023-01; in the row of a
//	                     stratum this and force are those of its rows
//	ethnicity_rule       whose account of ethnicity counts
//	groups               the classification
//	residents            of the search rate: the number of the residents of all groups,
//	residents_source     whose figures they are, as "census 2021",
//	residents_date       and the day of which they are
//	rate_base            what the rate is out of, as "per resident": it is not multiplied
//	unknown              the searches of the table in no known group, as recorded; empty in the row
//	                     of a stratum,
//	unknown_share        and their share, from 0 to 1
//	unknown_allocation   what is done with them
//	source               where the counts and the residents are from, with their licence
//	warnings             what else must be said: see [Report.Warnings]
//	record_type          of records that are no searches, what they are: "person arrested"
//	object, type, legislation, age, gender
//	                     what the searches were chosen by, each where it was
//	where, left_out      and what chose among the rows of the files, as "la_name=Croydon", with the
//	                     number of rows that it leaves out
//	program, program_version, run_date
//	                     the Stamp of [Options], where there is one
//	ratio_census_2011, ratio_census_2021, ratio_interpolated
//	                     the index over other residents of the same place, as OtherResidents of
//	                     [Table]; empty of those that the table is of, and where there are none
//	any_differs_statistic, any_differs_df, any_differs_p
//	                     the test whether any group of the table differs, as AnyDiffers of [Table]
//	direction … margin   those of [trend.Result.WriteCSV] that no other row has, where By is a period
//	                     or a change was asked for: of each Trend of the document its rolling runs of
//	                     months, its changes and its trends, with words as word and why, and
//	                     left_out as left_out_of_change
//
//	unit … position      of a report by force those of [peers.Result.WriteCSV] that no other row has,
//	                     of the ranks and the funnel in one row for each group and force; value is
//	                     ratio there, and bounds stay beside it
//
//	reference … contrast_margin
//	                     of a report by a column that was kept, in rows on a Contrast: the value that
//	                     the part is set beside, its index, and the ratio of the index of the part,
//	                     ratio, to that
//
// Further columns may follow at the right.
//
// Of the layout only Tables counts, of which none, or "all", stands for every table, and "summary"
// for that of the first screen.
//
// Nothing is rounded. Notes are not written, but for those that stand in these columns. The error
// is that of w, or says what the layout cannot have: see [Layout.Validate], or that none of its
// tables is there.
func (r *Report) WriteCSV(w io.Writer, l Layout) error {
	if err := l.Validate(); err != nil {
		return err
	}
	sheets, err := r.csvRows(csvCut{Layout: l})
	if err != nil {
		return err
	}
	if len(sheets) == 0 && l.Tables != nil {
		return optionError("{Tables} %s: no such table of these records: leave it out, or ask for others", strings.Join(l.Tables, ","))
	}
	return prefixed(sheet.WriteCSV(w, sheets...))
}

// csvCut says which rows and columns of a report CSV has.
type csvCut struct {
	Layout
	noStrata bool     // no row for each stratum of an adjusted table
	without  []string // columns
}

// csvRows returns the rows that CSV has of the report and of its parts, after a sheet with the
// header; none if there is no row.
func (r *Report) csvRows(cut csvCut) ([]sheet.Sheet, error) {
	sheets, err := r.csvSheets("", cut)
	if err != nil || len(sheets) == 0 {
		return nil, err
	}
	if r.by != Whole {
		// a single force or period has no adjusted table, and stands below reports that have some
		s, err := strata.Table[string, ethnicity.Group, rri.Rate]{Labels: rri.Labels{Per: 1}}.Sheet()
		if err != nil {
			return nil, prefixed(err)
		}
		sheets = append(sheets, r.withContext(s, "", Table{}, nil, nil))
	}
	if r.hasChangeColumns() {
		sheets = append([]sheet.Sheet{r.emptyChange()}, sheets...)
	}
	if r.hasPeerColumns() {
		sheets = append([]sheet.Sheet{r.emptyPeers()}, sheets...)
	}
	if r.hasContrastColumns() {
		sheets = append([]sheet.Sheet{r.emptyContrasts()}, sheets...)
	}
	sheets = ordered(sheets)
	for i := range sheets {
		sheets[i] = sheets[i].Without(cut.without...)
	}
	return sheets, nil
}

// kindGroup is the kind in CSV of rows that are groups.
const kindGroup = "group"

// kindColumn is the first column to the right of those of the tables.
const kindColumn = "kind"

// csvSheets returns the rows of the tables that a layout asks for, of the report and then of its
// parts. part is its name if it is one of these.
func (r *Report) csvSheets(part string, cut csvCut) (sheets []sheet.Sheet, err error) {
	l := cut.Layout
	d := r.document(l.Tables == nil || l.hasMore(r))
	for _, t := range d.Tables {
		if !l.inCSV(t.ID) {
			continue
		}
		s, err := csvOf(t)
		if err != nil {
			return nil, err
		}
		sheets = append(sheets, r.withContext(s, part, t, t.Rows, nil))
	}
	type kind struct{ within, rates bool }
	strata := make(map[kind]map[string]*Report)
	for _, a := range d.Adjusted {
		if !l.inCSV(a.ID) {
			continue
		}
		s, err := a.table().Sheet()
		if err != nil {
			return nil, prefixed(err)
		}
		// beside the table of the same counts
		t := d.Tables[slices.IndexFunc(d.Tables, func(t Table) bool { return t.ID == a.ID })]
		of := kind{a.Within != nil, a.Rates != nil}
		if strata[of] == nil {
			if strata[of], err = r.strataOf(a); err != nil {
				return nil, err
			}
		}
		rows, keys := a.csvRows()
		if cut.noStrata {
			s, rows, keys = withoutStrata(s, rows, keys)
		}
		t.OtherResidents = a.OtherResidents
		ofRows := make([]*Report, len(keys))
		for i, key := range keys {
			ofRows[i] = strata[of][key]
		}
		sheets = append(sheets, r.withContext(s, part, t, rows, ofRows))
	}
	sheets = append(sheets, r.changeSheets(d, part, l)...)
	sheets = append(sheets, r.peerRows(d, l)...)
	sheets = append(sheets, r.contrastRows(d, l)...)
	for _, p := range r.parts {
		of, err := p.csvSheets(p.name, cut)
		if err != nil {
			return nil, err
		}
		sheets = append(sheets, of...)
	}
	return sheets, nil
}

// csvOf returns what CSV has of a table, row by row.
func csvOf(t Table) (sheet.Sheet, error) {
	s, err := rriSheet(t)
	if err != nil {
		return s, err
	}
	s = sheet.Sheet{Columns: s.For(sheet.CSV)}
	for _, row := range t.Rows {
		switch row.Kind {
		case "":
		case kindSum:
			pair := t
			row.Kind = ""
			pair.Rows = []Row{t.Rows[0], row}
			sum, err := rriSheet(pair)
			if err != nil {
				return s, err
			}
			for i, c := range sum.For(sheet.CSV) {
				s.Columns[i].Cells = append(s.Columns[i].Cells, c.Cells[1])
			}
		default:
			for i, c := range s.Columns {
				s.Columns[i].Cells = append(c.Cells, unknownCell(row, c))
			}
		}
	}
	return s, nil
}

// rriSheet returns the rows of a table that are groups as cells.
func rriSheet(t Table) (s sheet.Sheet, err error) {
	if t.Model == modelRate {
		rates, err := ownTable[rri.Rate](t)
		if err != nil {
			return s, err
		}
		s, err = rates.Sheet()
		return s, prefixed(err)
	}
	proportions, err := ownTable[rri.Proportion](t)
	if err != nil {
		return s, err
	}
	s, err = proportions.Sheet()
	return s, prefixed(err)
}

// ownTable is what [Table.Rates] and [Table.Proportions] return of a table that this report has
// made, in which nothing can contradict itself.
func ownTable[M rri.Measure](t Table) (own rri.Table[ethnicity.Group, M], err error) {
	if t.Derived != "" { // which nothing but a table that was read can say of itself
		return typed[M](t)
	}
	own.Labels = rri.Labels{Measure: t.Measure, Definition: t.Definition, Events: t.Events, Exposure: t.Exposure, Per: t.Per, NoBaseline: t.NoBaseline}
	if len(t.Notes) > 0 {
		own.Notes = slices.Clone(t.Notes)
	}
	own.Baseline, own.Simultaneous = t.Baseline, t.Simultaneous
	own.Options = rri.Options{Method: t.Method, Level: t.Level, Side: t.Side, Null: t.Null, DegreesOfFreedom: t.DegreesOfFreedom, SmallCountBelow: t.SmallCountBelow}
	for _, row := range t.Rows {
		if row.Kind != "" {
			continue
		}
		count, err := rri.MeasureOf[M](zeroOr(row.Events), zeroOr(row.Exposure), row.DesignEffect)
		if err != nil {
			return own, prefixed(err)
		}
		if row.Events == nil {
			row.Rate.Flags |= rri.Suppressed
		}
		own.Rows = append(own.Rows, rri.Row[ethnicity.Group, M]{Group: row.Group, Count: count, Rate: row.Rate, Ratio: row.Ratio, Difference: row.Difference,
			Excess: row.Excess, Note: row.Note})
	}
	return own, nil
}

// unknownCell returns what a row of searches in no group has in a column, which has that of the
// baseline at the top.
func unknownCell(row Row, c sheet.Column) sheet.Cell {
	switch c.Name {
	case "measure", "definition", "baseline":
		return c.Cells[0]
	case "group":
		return sheet.Label(row.Group.String())
	case "events":
		return sheet.Count(*row.Events)
	case "exposure":
		if row.Exposure != nil {
			return sheet.Exposure(*row.Exposure)
		}
	}
	return sheet.Cell{}
}

// csvRows returns what is said of the rows that CSV has of an adjusted table, and the stratum that
// each is of: "" of a group in all strata, and nothing is said of its strata, which stand below it.
func (a Adjusted) csvRows() (rows []Row, keys []string) {
	if a.Rates != nil {
		return csvRowsOf(a, a.Rates)
	}
	return csvRowsOf(a, a.Proportions)
}

func csvRowsOf[M rri.Measure](a Adjusted, t *strata.Table[string, ethnicity.Group, M]) (rows []Row, keys []string) {
	for _, row := range t.Rows {
		said := a.said(row.Group)
		rows, keys = append(rows, Row{Group: row.Group, Range: said.Range, Word: said.Word, Why: said.Why}), append(keys, "")
		for _, part := range row.Parts {
			rows, keys = append(rows, Row{}), append(keys, part.Stratum)
		}
	}
	return rows, keys
}

// withoutStrata returns the rows of an adjusted table that are of all strata together.
func withoutStrata(s sheet.Sheet, rows []Row, keys []string) (sheet.Sheet, []Row, []string) {
	s = sheet.Sheet{Columns: slices.Clone(s.For(sheet.CSV))}
	var kept []Row
	for j, c := range s.Columns {
		var cells []sheet.Cell
		for i, key := range keys {
			if key == "" && i < len(c.Cells) {
				cells = append(cells, c.Cells[i])
			}
		}
		s.Columns[j].Cells = cells
	}
	for i, key := range keys {
		if key == "" {
			kept = append(kept, rows[i])
		}
	}
	return s, kept, make([]string, len(kept))
}

// withContext returns a sheet with what its rows are of, and what is said of them: of a table, or
// of one that is adjusted beside it. of has the stratum that each row is of, nil where it is of the
// whole table.
func (r *Report) withContext(s sheet.Sheet, part string, t Table, rows []Row, of []*Report) sheet.Sheet {
	s.Columns = slices.Clip(s.Columns)
	add := func(name string, value func(i int) sheet.Value) {
		c := sheet.Column{Name: name, Cells: make([]sheet.Cell, len(rows))}
		for i := range c.Cells {
			c.Cells[i].Value = value(i)
		}
		s.Columns = append(s.Columns, c)
	}
	ofRow := func(name string, value func(row Row) sheet.Value) {
		add(name, func(i int) sheet.Value { return value(rows[i]) })
	}
	ofRow(kindColumn, func(row Row) sheet.Value { return sheet.String(cmp.Or(row.Kind, kindGroup)) })
	add("months_note", func(int) sheet.Value { return sheet.String(t.MonthsNote) })
	ofRow("range_lower", func(row Row) sheet.Value { return limitOf(row, func(r *Range) *float64 { return r.Lower }) })
	ofRow("range_upper", func(row Row) sheet.Value { return limitOf(row, func(r *Range) *float64 { return r.Upper }) })
	ofRow("word", func(row Row) sheet.Value {
		if row.Word == nil {
			return sheet.Value{}
		}
		return sheet.String(row.Word.String())
	})
	ofRow("why", func(row Row) sheet.Value { return sheet.String(row.Why) })
	add("no_answer", func(int) sheet.Value { return sheet.String(t.NoAnswer) })
	add("doubt", func(int) sheet.Value { return sheet.String(t.Doubt) })
	add("part", func(int) sheet.Value { return sheet.String(part) })
	whole, ofStratum := r.context(t), make(map[*Report][]fact)
	for i, fact := range whole {
		add(fact.name, func(row int) sheet.Value {
			if row >= len(of) || of[row] == nil {
				return fact.value
			}
			facts, ok := ofStratum[of[row]]
			if !ok {
				facts = of[row].context(t.ofStratum())
				ofStratum[of[row]] = facts
			}
			return facts[i].value
		})
	}
	for _, c := range otherColumns {
		ofRow(c.name, func(row Row) sheet.Value { return t.otherValue(row, c.kind, c.year) })
	}
	for _, c := range testColumns {
		add(c.name, func(row int) sheet.Value {
			if t.AnyDiffers == nil || of != nil {
				return sheet.Value{}
			}
			return c.value(*t.AnyDiffers)
		})
	}
	return s
}

// testColumns are the columns of the test whether any group of a table differs.
var testColumns = []struct {
	name  string
	value func(rri.Test) sheet.Value
}{
	{"any_differs_statistic", func(t rri.Test) sheet.Value { return sheet.Float(t.Statistic) }},
	{"any_differs_df", func(t rri.Test) sheet.Value { return sheet.Int(int64(t.DF)) }},
	{"any_differs_p", func(t rri.Test) sheet.Value { return sheet.Float(t.P) }},
}

// limitOf returns a limit of the range of a row. One that is not there, where the other is, is
// unbounded.
func limitOf(row Row, of func(*Range) *float64) sheet.Value {
	switch {
	case row.Range == nil, row.Range.Lower == nil && row.Range.Upper == nil:
		return sheet.Value{}
	case of(row.Range) == nil:
		return sheet.Float(math.Inf(1))
	}
	return sheet.Float(*of(row.Range))
}

// ordered puts a sheet without rows before the others, whose columns are the header: so those that
// only adjusted tables have stand before the columns of the context.
func ordered(sheets []sheet.Sheet) []sheet.Sheet {
	var header sheet.Sheet
	seen := make(map[string]bool)
	add := func(columns []sheet.Column) {
		for _, c := range columns {
			if !seen[c.Name] {
				seen[c.Name] = true
				header.Columns = append(header.Columns, sheet.Column{Name: c.Name})
			}
		}
	}
	split := func(s sheet.Sheet) (own, context []sheet.Column) {
		columns := s.For(sheet.CSV)
		at := slices.IndexFunc(columns, func(c sheet.Column) bool { return c.Name == kindColumn })
		return columns[:at], columns[at:]
	}
	for _, s := range sheets {
		own, _ := split(s)
		add(own)
	}
	for _, s := range sheets {
		_, context := split(s)
		add(context)
	}
	return append([]sheet.Sheet{header}, sheets...)
}
