package report

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"io"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// WriteCSV writes the rows of all the tables under one header, for programs. The columns are those
// of [rri.Table.WriteCSV]; where there are adjusted tables, below the others, also those of
// [strata.Table.WriteCSV], of which by is empty in the rows of the others; and at the right kind,
// which is "group" for a row that is a group. Readers must expect, and may pass over, rows of other
// kinds ("sum", "not known", "not stated") and further columns at the right.
//
// Nothing is rounded. Notes are not written: see [Report.Warnings]. The error is that of w.
func (r *Report) WriteCSV(w io.Writer) error {
	if r.adjusted != nil {
		return r.writeBothCSV(w)
	}
	var sheets []sheet.Sheet
	for _, t := range r.tables {
		s, err := t.Sheet()
		if err != nil {
			return prefixed(err)
		}
		s.Columns = append(s.Columns, sheet.Column{Name: "kind", In: sheet.CSV, Cells: sheet.Cells(t.plain.Rows, func(row Row) sheet.Cell {
			return sheet.Cell{Value: cmp.Or(row.Kind, "group")}
		})})
		sheets = append(sheets, s)
	}
	return prefixed(sheet.WriteCSV(w, sheets...))
}

func (r *Report) writeBothCSV(w io.Writer) error {
	var tables [][]byte
	for _, t := range r.tables {
		var b bytes.Buffer
		if err := t.WriteCSV(&b); err != nil {
			return err
		}
		tables = append(tables, b.Bytes())
	}
	for _, a := range r.adjusted {
		var b bytes.Buffer
		if err := a.Table.WriteCSV(&b); err != nil {
			return err
		}
		tables = append(tables, b.Bytes())
	}
	column := make(map[string]int)
	var rows [][]string
	var header []string
	for _, t := range tables {
		records, err := csv.NewReader(bytes.NewReader(t)).ReadAll()
		if err != nil {
			return err
		}
		for _, name := range records[0] {
			if _, ok := column[name]; !ok {
				column[name] = len(header)
				header = append(header, name)
			}
		}
		for _, record := range records[1:] {
			row := make([]string, len(header))
			for i, cell := range record {
				row[column[records[0][i]]] = cell
			}
			rows = append(rows, row)
		}
	}
	out := csv.NewWriter(w)
	if err := out.Write(append(header, "kind")); err != nil {
		return err
	}
	for _, row := range rows {
		if err := out.Write(append(append(row, make([]string, len(header)-len(row))...), "group")); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
