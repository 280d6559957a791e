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
	var header []string
	at := make(map[string]int) // the place of a column by its name
	views := make([][]Column, len(sheets))
	for i, s := range sheets {
		views[i] = s.For(CSV)
		header = slices.Grow(header, len(views[i]))
		own := make(map[string]bool, len(views[i]))
		for _, c := range views[i] {
			if own[c.Name] {
				return fmt.Errorf("sheet: two columns of the name %q: want one", Clip(c.Name))
			}
			own[c.Name] = true
			if _, ok := at[c.Name]; !ok {
				at[c.Name] = len(header)
				header = append(header, csvText(c.Name))
			}
		}
	}
	if len(header) == 0 {
		return nil
	}
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	err := out.Write(header)
	record := make([]string, len(header))
	for _, columns := range views {
		for i := range rows(columns) {
			clear(record)
			for _, c := range columns {
				record[at[c.Name]] = csvCell(c.cell(i).Value)
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

// csvCell writes the value of a cell exactly.
func csvCell(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case int:
		return strconv.Itoa(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return csvNumber(v)
	case string:
		return csvText(v)
	default:
		return csvText(fmt.Sprint(v))
	}
}

// csvNumber writes a number exactly.
func csvNumber(v float64) string {
	switch {
	case math.IsNaN(v):
		return ""
	case math.IsInf(v, 1):
		return "Inf"
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// csvText makes a text safe in a spreadsheet.
func csvText(s string) string {
	s = Clean(s)
	if _, err := strconv.ParseFloat(s, 64); err == nil {
		return s
	}
	if first, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(s, unicode.IsSpace)); strings.ContainsRune("=+-@＝＋－＠", first) {
		return "'" + s
	}
	return s
}
