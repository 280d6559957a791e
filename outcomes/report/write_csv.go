package report

import (
	"io"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// WriteCSV writes the rows of all the tables under one header, for programs. The columns are those
// of [rri.Table.WriteCSV]; where there are adjusted tables, below the others, also those of
// [strata.Table.WriteCSV], of which by is empty in the rows of the others; and at the right kind,
// which is "group" for a row that is a group. This version writes no other kind; later ones may
// have rows of other kinds ("sum", "not known", "not stated"), which readers may pass over, and
// further columns at the right.
//
// Where months are missing or low, there is a last column months_note, which has the line that
// names them above a table in each of its rows.
//
// Of the layout only Tables counts, of which none, or "all", stands for every table, and "summary"
// for that of the first screen.
//
// Nothing is rounded. Other notes are not written: see [Report.Warnings]. The error is that of w,
// or says what the layout cannot have: see [Layout.Validate].
func (r *Report) WriteCSV(w io.Writer, l Layout) error {
	if err := l.Validate(); err != nil {
		return err
	}
	var sheets []sheet.Sheet
	var notes []string
	for _, t := range r.tables {
		if !l.inCSV(t.id) {
			continue
		}
		s, err := t.Sheet()
		if err != nil {
			return prefixed(err)
		}
		sheets, notes = append(sheets, s), append(notes, t.months)
	}
	for _, a := range r.adjusted {
		if !l.inCSV(a.ID) {
			continue
		}
		s, err := a.table().Sheet()
		if err != nil {
			return prefixed(err)
		}
		sheets, notes = append(sheets, s), append(notes, a.MonthsNote)
	}
	return prefixed(sheet.WriteCSV(w, withMonths(withKinds(sheets), notes)...))
}

// kindGroup is the kind of rows that are groups, as all rows of the tables are.
const kindGroup = "group"

// withKinds returns the sheets with a column kind to the right of what any of them has: before them
// stands one without rows, whose columns are the header.
func withKinds(sheets []sheet.Sheet) []sheet.Sheet {
	var header sheet.Sheet
	seen := make(map[string]bool)
	for i, s := range sheets {
		rows := 0
		for _, c := range s.For(sheet.CSV) {
			rows = max(rows, len(c.Cells))
			if !seen[c.Name] {
				seen[c.Name] = true
				header.Columns = append(header.Columns, sheet.Column{Name: c.Name})
			}
		}
		kinds := sheet.Column{Name: "kind", Cells: slices.Repeat([]sheet.Cell{sheet.Label(kindGroup)}, rows)}
		sheets[i].Columns = append(slices.Clip(s.Columns), kinds)
	}
	return append([]sheet.Sheet{header}, sheets...)
}

// withMonths adds the notes on months, one for each sheet but the first, if there is any.
func withMonths(sheets []sheet.Sheet, notes []string) []sheet.Sheet {
	if strings.Join(notes, "") == "" {
		return sheets
	}
	for i, note := range notes {
		s := &sheets[i+1]
		rows := len(s.Columns[len(s.Columns)-1].Cells)
		s.Columns = append(s.Columns, sheet.Column{Name: "months_note", Cells: slices.Repeat([]sheet.Cell{sheet.Label(note)}, rows)})
	}
	return sheets
}
