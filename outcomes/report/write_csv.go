package report

import (
	"bytes"
	"encoding/csv"
	"io"
)

// WriteCSV writes the rows of all the tables under one header.
func (r *Report) WriteCSV(w io.Writer) error {
	if r.adjusted != nil {
		return r.writeBothCSV(w)
	}
	return r.writeCSV(w)
}

// writeCSV writes the rows of all the tables under one header.
func (r *Report) writeCSV(w io.Writer) error {
	for i, t := range r.tables {
		var b bytes.Buffer
		if err := t.WriteCSV(&b); err != nil {
			return err
		}
		if i > 0 {
			if _, err := b.ReadBytes('\n'); err != nil {
				return err
			}
		}
		if _, err := b.WriteTo(w); err != nil {
			return err
		}
	}
	return nil
}

func (r *Report) writeBothCSV(w io.Writer) error {
	var crude bytes.Buffer
	if err := r.writeCSV(&crude); err != nil {
		return err
	}
	tables := [][]byte{crude.Bytes()}
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
	if err := out.Write(header); err != nil {
		return err
	}
	for _, row := range rows {
		if err := out.Write(append(row, make([]string, len(header)-len(row))...)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
