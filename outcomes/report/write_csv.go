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
// Where the records cannot bear a rate, there is a column no_answer, which says why in each row of
// its table: these have counts, the flag not-compared, and neither a rate nor a comparison.
//
// Where months are missing or low, there is a last column months_note, which has the line that
// names them above a table in each of its rows.
//
// Nothing is rounded. Other notes are not written: see [Report.Warnings]. The error is that of w.
func (r *Report) WriteCSV(w io.Writer) error {
	var sheets []sheet.Sheet
	var answers, months []string
	for _, t := range r.tables {
		s, err := t.Sheet()
		if err != nil {
			return prefixed(err)
		}
		sheets, answers, months = append(sheets, s), append(answers, t.noAnswer), append(months, t.months)
	}
	for _, a := range r.adjusted {
		s, err := a.Table.Sheet()
		if err != nil {
			return prefixed(err)
		}
		sheets, answers, months = append(sheets, s), append(answers, ""), append(months, a.MonthsNote)
	}
	sheets = withNotes(withKinds(sheets), "no_answer", answers)
	return prefixed(sheet.WriteCSV(w, withNotes(sheets, "months_note", months)...))
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

// withNotes adds a column of notes, one for each sheet but the first, if there is any.
func withNotes(sheets []sheet.Sheet, name string, notes []string) []sheet.Sheet {
	if strings.Join(notes, "") == "" {
		return sheets
	}
	for i, note := range notes {
		s := &sheets[i+1]
		rows := len(s.Columns[len(s.Columns)-1].Cells)
		s.Columns = append(s.Columns, sheet.Column{Name: name, Cells: slices.Repeat([]sheet.Cell{sheet.Label(note)}, rows)})
	}
	return sheets
}
