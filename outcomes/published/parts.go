package published

import (
	"fmt"
	"hash/maphash"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// apart tells the rows of one year, area and group apart: they are parts of one number if they
// differ in a column, and the same number twice if they do not.
type apart struct {
	header []string   // of the last row
	uses   []use      // of its columns
	lines  map[id]int // of the rows so far
	values map[string]bool
	buffer []byte
}

// id stands for what a row is of. Two that differ have the same by less of a chance than 1 in 10^20
// among a thousand million rows.
type id [2]uint64

var seeds = [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}

// use is what a column says of the rows that differ in it.
type use uint8

const (
	useWords  use = iota // that they are parts, if it has words: numbers may be residents or a rate
	useValue             // that they are parts
	useYear              // that they are parts, if it is not the year of the row
	useNumber            // nothing: a number of the row, or a remark
)

// nothingTold are columns that say nothing of whom a row counts.
var nothingTold = map[string]bool{"row": true, "row_number": true, "index": true, "line": true, "id": true, "oid": true, "fid": true, "objectid": true, "object_id": true,
	"note": true, "notes": true, "comment": true, "comments": true, "remark": true, "remarks": true, "footnote": true, "footnotes": true, "flag": true, "flags": true}

// known has the names of columns that the reader knows, but of years.
var known = func() map[string]bool {
	names := make(map[string]bool)
	for f, spellings := range spellings {
		for _, name := range spellings {
			names[name] = field(f) != fieldYear
		}
	}
	return names
}()

// useOf returns the use of a column.
func useOf(name string) use {
	switch folded := cells.FoldHeader(name); {
	case nothingTold[folded]:
		return useNumber
	case slices.Contains(spellings[fieldYear], folded):
		return useYear
	case known[folded], tidy.IsDimension(name):
		return useValue
	}
	return useWords
}

// maxRemembered is how many texts are remembered that may be numbers.
const maxRemembered = 1000

// isNumber reports whether a cell is a number, or a mark in place of one.
func (a *apart) isNumber(text string) bool {
	is, ok := a.values[text]
	if !ok {
		is = text == ""
		if !is {
			_, err := tidy.ParseCell(text)
			_, other := strconv.ParseFloat(strings.TrimSuffix(text, "%"), 64)
			is = err == nil || other == nil
		}
		if a.values == nil {
			a.values = make(map[string]bool)
		}
		if len(a.values) < maxRemembered {
			a.values[text] = is
		}
	}
	return is
}

// tells reports whether a cell of a row says whom it counts.
func (a *apart) tells(r Row, column int) bool {
	if column == r.column {
		return false
	}
	text := strings.TrimSpace(r.cells[column])
	switch a.uses[column] {
	case useNumber:
		return false
	case useYear:
		year, err := financialYear(text)
		return err != nil || year != r.Year
	case useWords:
		return !a.isNumber(text)
	}
	return true
}

// idOf returns what a row is of, without the numbers in it.
func (a *apart) idOf(r Row, k seriesKey) id {
	if !slices.Equal(a.header, r.header) {
		a.header, a.uses = r.header, nil
		for _, name := range r.header {
			a.uses = append(a.uses, useOf(name))
		}
	}
	b := append(a.buffer[:0], k.area...)
	b = append(b, 0)
	for _, n := range []int{k.year, int(k.group), r.column} {
		b = strconv.AppendInt(b, int64(n), 10)
		b = append(b, 0)
	}
	for i, cell := range r.cells {
		if a.tells(r, i) {
			b = appendSmall(b, strings.TrimSpace(cell))
		}
		b = append(b, 0)
	}
	a.buffer = b
	return id{maphash.Bytes(seeds[0], b), maphash.Bytes(seeds[1], b)}
}

// appendSmall appends a text in small letters, of those of ASCII.
func appendSmall(b []byte, text string) []byte {
	for i := range len(text) {
		letter := text[i]
		if letter >= 'A' && letter <= 'Z' {
			letter += 'a' - 'A'
		}
		b = append(b, letter)
	}
	return b
}

// add remembers a row of a cell, and returns an error if it has another of the same. A row that was
// read of no table has no columns, and is a part.
func (a *apart) add(r Row, k seriesKey, c *seriesCell) error {
	if len(r.cells) == 0 || len(r.cells) != len(r.header) {
		return nil
	}
	is := a.idOf(r, k)
	if line, twice := a.lines[is]; twice {
		return fmt.Errorf("lines %d and %d both have %s, and no column says in what they differ: keep one of them, or give a column that tells them apart",
			line, r.Line, k.of(r))
	}
	if a.lines == nil {
		a.lines = make(map[id]int)
	}
	a.lines[is] = r.Line
	if c.parts == nil {
		c.parts = &parts{header: r.header, cells: r.cells, differ: make([]bool, len(r.cells))}
	}
	c.parts.add(r, a)
	return nil
}

// of names what a row of this key counts: "Black in Kent, 2019/20".
func (k seriesKey) of(r Row) string {
	text := k.group.String()
	if r.AllGroups {
		text = "all groups"
	}
	if k.area != "" {
		text += " in " + quote.Clip(k.area)
	}
	if k.year != 0 {
		text += ", " + yearName(k.year)
	}
	return text
}

// parts are the columns in which the rows of one cell of a series differ.
type parts struct {
	header, cells []string // of the first row
	differ        []bool
}

// add compares a row with the first.
func (p *parts) add(r Row, a *apart) {
	if !slices.Equal(p.header, r.header) {
		return
	}
	for i, cell := range r.cells {
		if i != r.column && !p.differ[i] && cell != p.cells[i] && !strings.EqualFold(strings.TrimSpace(cell), strings.TrimSpace(p.cells[i])) {
			p.differ[i] = a.tells(r, i)
		}
	}
}

// partsNotes names the columns over which counts of known groups were added up, if they were.
func partsNotes(all []map[ethnicity.Group]seriesCell) []string {
	columns := make(map[string]bool)
	for _, cells := range all {
		for g, c := range cells {
			if !g.IsKnown() || c.parts == nil {
				continue
			}
			for i, differs := range c.parts.differ {
				if differs {
					columns[c.parts.header[i]] = true
				}
			}
		}
	}
	if len(columns) == 0 {
		return nil
	}
	names := quote.QuotedList(slices.Sorted(maps.Keys(columns)))
	return []string{"rows of one area, year and group that differ in a column are parts of one number, and added up: they do in " + names}
}
