package sheet

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxWhole is the number up to which a float64 has every whole number.
const maxWhole = 1 << 53

// WriteCSV writes the columns of the sheet that have a name, for programs: a header, then a line
// for each row. Title, lines and notes are not written.
//
// Every number has the digits that read back to the same float64. NaN is an empty cell; infinities
// are Inf and -Inf. Spreadsheets run cells that begin with =, +, - or @ as formulas: texts that do
// so get an apostrophe in front, unless they are numbers. Control characters in texts become
// spaces.
//
// The error is that of w, or says which name two columns share.
func (s Sheet) WriteCSV(w io.Writer) error { return WriteCSV(w, s) }

// WriteCSV writes the rows of several sheets under one header, as [Sheet.WriteCSV] writes those of
// one. A column stands where it is first used, and is empty in the rows of sheets that lack it.
func WriteCSV(w io.Writer, sheets ...Sheet) error {
	header, views, err := csvViews(sheets)
	if err != nil || len(header) == 0 {
		return err
	}
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	err = out.Write(header)
	record, ends := make([]string, len(header)), make([]int, len(header))
	var line []byte // the cells of a row, one behind the other: one string is made of all
	for _, view := range views {
		for i := range rows(view.columns) {
			line = line[:0]
			for j, c := range view.columns {
				line = appendCSV(line, c.cell(i).Value)
				ends[j] = len(line)
			}
			clear(record)
			text, start := string(line), 0
			for j, place := range view.places {
				record[place], start = text[start:ends[j]], ends[j]
			}
			if err == nil {
				err = out.Write(record)
			}
		}
	}
	out.Flush()
	if err == nil {
		err = out.Error()
	}
	return write(w, b.Bytes(), err)
}

// csvView is what CSV has of a sheet.
type csvView struct {
	columns []Column
	places  []int // of the columns under the header that the sheets share
}

// csvViews returns the header of several sheets and what each has under it. The error says which
// name two columns of a sheet share.
func csvViews(sheets []Sheet) (header []string, views []csvView, err error) {
	type use struct{ place, sheet int } // under the header, and the last that has the name
	uses := make(map[string]use)
	views = make([]csvView, len(sheets))
	for i, s := range sheets {
		columns := s.For(CSV)
		header = slices.Grow(header, len(columns))
		views[i] = csvView{columns, make([]int, len(columns))}
		for j, c := range columns {
			u, ok := uses[c.Name]
			switch {
			case !ok:
				u.place = len(header)
				header = append(header, csvText(c.Name))
			case u.sheet == i:
				return nil, nil, fmt.Errorf("sheet: two columns of the name %q: want one", Clip(c.Name))
			}
			u.sheet = i
			uses[c.Name] = u
			views[i].places[j] = u.place
		}
	}
	return header, views, nil
}

// appendCSV appends the value of a cell exactly.
func appendCSV(line []byte, v Value) []byte {
	switch v := v.Any().(type) {
	case string:
		return append(line, csvText(v)...)
	case int64:
		return strconv.AppendInt(line, v, 10)
	case float64:
		return appendCSVNumber(line, v)
	case bool:
		return strconv.AppendBool(line, v)
	}
	return line
}

// appendCSVNumber appends a number exactly.
func appendCSVNumber(line []byte, v float64) []byte {
	switch {
	case math.IsNaN(v):
		return line
	case math.IsInf(v, 1):
		return append(line, "Inf"...)
	}
	return strconv.AppendFloat(line, v, 'g', -1, 64)
}

// csvText makes a text safe in a spreadsheet.
func csvText(s string) string {
	s = Clean(s)
	first, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(s, unicode.IsSpace))
	if !strings.ContainsRune("=+-@＝＋－＠", first) {
		return s
	}
	if _, err := strconv.ParseFloat(s, 64); err == nil {
		return s
	}
	return "'" + s
}
