package published

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// readRecord yields the counts of the last record. It returns whether to go on.
func (t *table) readRecord(yield func(Row, error) bool) bool {
	if n := len(t.records.Cells); n != len(t.header) {
		return yield(Row{}, t.rowError(-1, fmt.Errorf("row has %d cells, the header %d: want one cell for each column", n, len(t.header))))
	}
	if slices.ContainsFunc(t.only, func(c condition) bool { return cells.Text(t.records.Cells[c.index]) != c.value }) {
		return true
	}
	if t.classification >= 0 {
		if t.class = t.classes[cells.Text(t.records.Cells[t.classification])]; t.class == nil {
			return true
		}
	}
	if i := t.columns[fieldKind].index; i >= 0 && isAccount(cells.Text(t.records.Cells[i])) {
		return yield(Row{}, t.rowError(i, errAccount))
	}
	residents, err := t.number(t.residents)
	if err != nil {
		return yield(Row{}, t.rowError(t.residents, err))
	}
	common, unknown := t.row()
	common.Residents = residents
	var sums groupSums
	for _, c := range t.counts {
		count, err := t.count(c.index)
		sums.add(c, count)
		if err != nil {
			sums.broken = true
			if !yield(Row{}, t.rowError(c.index, err)) {
				return false
			}
			continue
		}
		row := common
		row.Count, row.column = count, c.index
		if t.o.Wide {
			t.setGroup(&row, c.group)
			row.Total, row.AllGroups = row.Total || c.total, c.total
		}
		if unknown != nil {
			err = unknown
		}
		if !yield(row, err) {
			return false
		}
	}
	return t.oddErrors(&sums, yield)
}

// errThousand refuses a count that may be two: in a file with semicolons the point may stand
// between thousands, as the comma does in others.
var errThousand = errors.New("one count with a point, or a thousand times as many: save the file with counts in digits alone")

// count reads a count of the last record. In a file with semicolons, which is how a spreadsheet
// writes CSV where the comma is the decimal mark, points and commas may have changed places.
func (t *table) count(index int) (tidy.Cell, error) {
	text := cells.Text(t.records.Cells[index])
	count, err := tidy.ParseCount(text)
	reason := errors.Unwrap(err) // the row says the rest
	if t.records.Separator() != ';' || !strings.Contains(text, ".") && err == nil {
		return count, reason
	}
	swapped, swappedErr := tidy.ParseCount(strings.NewReplacer(".", ",", ",", ".").Replace(text))
	switch {
	case swappedErr != nil:
		return count, reason
	case err == nil && swapped != count:
		return tidy.Cell{}, errThousand
	}
	return swapped, nil
}

// number reads the residents in a cell of the last record, which need not be a whole number, as the
// mean of a year is not. A mark in their place is none, as if there were no such column.
func (t *table) number(index int) (float64, error) {
	if index < 0 {
		return 0, nil
	}
	n, err := t.count(index)
	if err != nil {
		var other error
		if n, other = tidy.ParseCell(cells.Text(t.records.Cells[index])); other != nil || n.Mark != tidy.Number {
			return 0, err
		}
	}
	if !n.Known() {
		return 0, nil
	}
	return n.Value, nil
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
		labels := &c.Labels
		if t.class != nil && (f == fieldDetail || f == fieldBroad) {
			labels = t.class
		}
		v, err := labels.Value(t.records.Cells[c.index])
		if err != nil && (f == fieldDetail || f == fieldBroad) && errors.Is(err, ethnicity.ErrTotalLabel) {
			r.Total, r.AllGroups = true, true
			return 0
		}
		if err != nil {
			unknown = append(unknown, t.rowError(c.index, err))
		}
		return v
	}
	r.Key = outcomes.Key{
		Type:        outcomes.RecordType(get(fieldType)),
		Officer:     ethnicity.Group(get(fieldOfficer)),
		Gender:      outcomes.Gender(get(fieldGender)),
		Age:         outcomes.Age(get(fieldAge)),
		Legislation: outcomes.Legislation(max(get(fieldLegislation), get(fieldPower))),
		Object:      outcomes.Object(get(fieldObject)),
		Outcome:     outcomes.Outcome(get(fieldOutcome)),
		Linked:      outcomes.Answer(get(fieldLinked)),
		Clothing:    outcomes.Answer(get(fieldClothing)),
	}
	if detail := t.columns[fieldDetail].index; detail >= 0 {
		refused := len(unknown)
		g := ethnicity.Group(get(fieldDetail))
		isBlank := cells.Blank(cells.Text(t.records.Cells[detail]))
		if broad := t.columns[fieldBroad].index; broad != detail && (isBlank || len(unknown) > refused) {
			g = ethnicity.Group(get(fieldBroad)) // which is more than nothing
		}
		t.setGroup(&r, g)
	} else if t.columns[fieldType].index < 0 {
		r.Type = outcomes.PersonSearch
	}
	return r, append(unknown, t.setPlaceAndTime(&r)...)
}

// setPlaceAndTime says where and when r counts, and returns what cannot be read of it.
func (t *table) setPlaceAndTime(r *Row) (unknown outcomes.UnknownLabels) {
	text := func(f field) string {
		if i := t.columns[f].index; i >= 0 {
			return cells.Text(t.records.Cells[i])
		}
		return ""
	}
	refuse := func(f field, err error) { unknown = append(unknown, t.rowError(t.columns[f].index, err)) }
	var err error
	r.Area = sheet.Clean(quote.Clip(text(fieldArea)))
	if t.columns[fieldArea].index < 0 {
		r.Area = sheet.Clean(quote.Clip(text(fieldBorough)))
		r.Total = r.Total || tidy.DimensionTotal(r.Area)
	} else if r.Force, err = ethnicity.ParseForce(r.Area); err != nil {
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
	} else if s := text(fieldDate); !cells.Blank(s) {
		if r.Month, err = monthOf(s); err != nil {
			refuse(fieldDate, quote.Unprefixed(err))
		}
	}
	return unknown
}

// texts copies cells out of a record, all into one piece of memory if they are UTF-8, as nearly all
// are.
func texts(record [][]byte) []string {
	out := make([]string, len(record))
	if all := string(bytes.Join(record, nil)); utf8.ValidString(all) {
		for i, cell := range record {
			out[i], all = all[:len(cell)], all[len(cell):]
		}
		return out
	}
	for i, cell := range record {
		out[i] = cells.Text(cell)
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

// isTotalArea reports whether an area is all of them together: "All forces", "Total England and
// Wales", "England", but not "Allerdale".
func isTotalArea(name string) bool {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && r != '&' })
	if len(words) == 0 {
		return false
	}
	switch strings.Join(words, " ") {
	case "england and wales", "england & wales", "england", "wales", "grand total":
		return true
	}
	if words[0] == "all" { // and not All Saints, which is a place
		return len(words) == 1 || !slices.Contains([]string{"saints", "hallows", "souls"}, words[1])
	}
	return strings.HasPrefix(words[0], "total")
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
