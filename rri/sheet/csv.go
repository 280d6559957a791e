package sheet

import (
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
// The error is that of w, or says which name two columns share as it is written.
func (s Sheet) WriteCSV(w io.Writer) error { return WriteCSV(w, s) }

// WriteCSV writes the rows of several sheets under one header, as [Sheet.WriteCSV] writes those of
// one. A column stands where it is first used, and is empty in the rows of sheets that lack it.
func WriteCSV(w io.Writer, sheets ...Sheet) error {
	names, views, err := csvViews(sheets)
	if err != nil || len(names) == 0 {
		return err
	}
	lines := 1
	for _, view := range views {
		lines += view.rows
	}
	const usual = 14 // bytes of a cell
	b := make([]byte, 0, usual*lines*len(names))
	for i, name := range names {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendCSVText(b, name)
	}
	b = endCSVLine(b, 0)
	for _, view := range views {
		for i := range view.rows {
			b = view.appendRow(b, i, len(names))
		}
	}
	return write(w, b, nil)
}

// csvView is what CSV has of a sheet.
type csvView struct {
	columns []Column // of the sheet
	order   []int    // which of them stand under the header, or none
	rows    int
}

const none = -1

// csvViews returns the names in the header of several sheets, and what each has below it. The error
// says which name two columns of a sheet share.
func csvViews(sheets []Sheet) (names []string, views []csvView, err error) {
	views = make([]csvView, len(sheets))
	places := make(map[string]int) // of the names
	for i, s := range sheets {
		v := csvView{columns: s.Columns, order: slices.Repeat([]int{none}, len(names)+len(s.Columns))}
		names = slices.Grow(names, len(s.Columns))
		for j := range s.Columns {
			c := &s.Columns[j]
			if !c.isIn(CSV) {
				continue
			}
			name := csvText(c.Name)
			place, ok := places[name]
			switch {
			case !ok:
				place = len(names)
				names, places[name] = append(names, name), place
			case v.order[place] != none:
				return nil, nil, fmt.Errorf("sheet: two columns of the name %q: want one", Clip(c.Name))
			}
			v.order[place], v.rows = j, max(v.rows, len(c.Cells))
		}
		views[i] = v
	}
	return names, views, nil
}

// appendRow appends the i-th row, with as many cells as the header has.
func (v *csvView) appendRow(b []byte, i, cells int) []byte {
	start := len(b)
	for place := range cells {
		if place > 0 {
			b = append(b, ',')
		}
		if place >= len(v.order) || v.order[place] == none {
			continue
		}
		if c := &v.columns[v.order[place]]; i < len(c.Cells) {
			b = appendCSV(b, &c.Cells[i].Value)
		}
	}
	return endCSVLine(b, start)
}

// endCSVLine ends the line that begins at start. An empty cell alone in its line is in quotes: many
// programs pass over an empty line.
func endCSVLine(b []byte, start int) []byte {
	if len(b) == start {
		b = append(b, `""`...)
	}
	return append(b, '\n')
}

// appendCSV appends the value of a cell exactly.
func appendCSV(b []byte, v *Value) []byte {
	switch v.kind {
	case isString:
		return appendCSVText(b, v.text)
	case isInt:
		return strconv.AppendInt(b, int64(v.number), 10)
	case isFloat:
		return appendCSVNumber(b, math.Float64frombits(v.number))
	case isBool:
		return strconv.AppendBool(b, v.number == 1)
	}
	return b
}

// appendCSVNumber appends a number exactly.
func appendCSVNumber(b []byte, v float64) []byte {
	switch {
	case math.IsNaN(v):
		return b
	case math.IsInf(v, 1):
		return append(b, "Inf"...)
	}
	if math.Abs(v) >= 1 && v != math.Trunc(v) {
		return strconv.AppendFloat(b, v, 'f', -1, 64) // 4725217.3, which needs no exponent
	}
	return strconv.AppendFloat(b, v, 'g', -1, 64)
}

// appendCSVText appends a text that is safe in a spreadsheet. It is in quotes where package
// encoding/csv has them: where a comma or a quote is in it, where it begins with a space, and where
// it is \., which ends the data for some databases.
func appendCSVText(b []byte, s string) []byte {
	s = csvText(s)
	first, _ := utf8.DecodeRuneInString(s)
	if strings.IndexByte(s, ',') < 0 && strings.IndexByte(s, '"') < 0 && !unicode.IsSpace(first) && s != `\.` {
		return append(b, s...)
	}
	b = append(b, '"')
	for i := range len(s) {
		if s[i] == '"' {
			b = append(b, '"')
		}
		b = append(b, s[i])
	}
	return append(b, '"')
}

// unseen reports whether a character takes no room or is blank, which some programs leave out at
// the start of a cell.
func unseen(r rune) bool {
	return unicode.IsSpace(r) || unicode.In(r, unicode.Cf, unicode.Mn, unicode.Me)
}

// csvText makes a text safe in a spreadsheet.
func csvText(s string) string {
	s = Clean(s)
	if s == "" || '@' < s[0] && s[0] < utf8.RuneSelf { // such as letters: as most names do
		return s
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(s, unseen))
	if !strings.ContainsRune("=+-@＝＋－＠", first) {
		return s
	}
	if _, err := strconv.ParseFloat(s, 64); err == nil {
		return s
	}
	return "'" + s
}
