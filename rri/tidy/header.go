package tidy

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy/rows"
)

const wantTable = "want a header and a row for each group, as group,events,population"

// layout is what stands where in a file: the header, the rows of numbers below it, and the lines
// around them.
type layout struct {
	o Options
	// names of the columns, and the cells of the header they are of
	names    []string
	header   rows.Row
	body     []rows.Row
	columns  []column
	comments []rows.Comment
	notes    remarks
	kinds    kinds
	isWide   bool // there is a column for each group
	account  []LeftOut
	// the dimension that has the names of the columns that were spread, and how many people the
	// header says that there are
	column string
	bases  []Row
	// the dimension that has events and what they are out of as its two values; -1 if none has
	pair int
}

// maxTitle is how many lines may stand above a header.
const maxTitle = 1000

// layOut finds the header of a table, and cuts off what stands above and below the rows of numbers.
func layOut(all []rows.Row, comments []rows.Comment, o Options) (*layout, error) {
	if len(all) == 0 {
		return nil, fmt.Errorf("the file is empty: %s", wantTable)
	}
	l := &layout{o: o, comments: comments, pair: -1, kinds: make(kinds)}
	at, err := findHeader(all)
	if err != nil {
		return nil, becauseOf(comments, err)
	}
	l.setHeader(all[at])
	below := all[at+1:]
	if len(below) > 1 && isSecondHeader(all[at], below) {
		l.joinHeader(below[0])
		below = below[1:]
	}
	for _, r := range all[:at] {
		l.comment(r)
	}
	return l, l.setBody(below)
}

// becauseOf adds to the error of a table without a header that a comment looks like one.
func becauseOf(comments []rows.Comment, err error) error {
	at, ok := err.(*rows.Error)
	for _, c := range comments {
		if ok && c.Line < at.Line && c.Text != "" && strings.ContainsAny(c.Text[:1], ",;|") {
			at.Err = fmt.Errorf("%w (line %d begins with #, and is a comment: if it is the header, give its first column a name)", at.Err, c.Line)
			return at
		}
	}
	return err
}

// findHeader returns the number of the header: the first row with names alone that has numbers
// below.
func findHeader(all []rows.Row) (int, error) {
	const near = 3 // rows below a header of which one has a number
	var numbers rows.Row
	for i, r := range all[:min(maxTitle, len(all))] {
		if r.Filled() < 2 {
			continue
		}
		const cut = "000" // what a comma cuts off "per 1,000"
		if slices.ContainsFunc(r, func(c rows.Cell) bool { return isNumber(c) && c.Text != cut }) && !namesYears(r) {
			if numbers == nil || r.Filled() > numbers.Filled() {
				numbers = r
			}
			continue
		}
		below := all[i+1:]
		if !slices.ContainsFunc(below[:min(len(below), near)], hasData) || isTitle(r, below) {
			continue
		}
		if numbers != nil && numbers.Filled() >= min(r.Filled(), 3) {
			return 0, numbers[0].Fails("a line with a number above the header: take it out, or put a # before it if it is a title")
		}
		return i, nil
	}
	if numbers != nil {
		return 0, numbers[0].Fails("no header above the numbers: %s", wantTable)
	}
	return 0, all[0][0].Fails("no table of counts: %s", wantTable)
}

// isTitle reports whether a row of names stands above the header: the next has as many, and is no
// second line.
func isTitle(r rows.Row, below []rows.Row) bool {
	return len(below) > 1 && below[0].Filled() >= r.Filled() && !hasData(below[0]) && !isSecondHeader(r, below)
}

// namesYears reports whether a row begins with a name and goes on with several years, as a header
// that has a column for each.
func namesYears(r rows.Row) bool {
	if len(r) < 3 {
		return false
	}
	for i, c := range r {
		if isNumber(c) != (i > 0) || i > 0 && !isYear(c.Text) {
			return false
		}
	}
	return true
}

// isYear reports whether a name is that of a year: 2019, 2019/20, 2019-2020.
func isYear(name string) bool {
	n := len(name)
	return (n == 4 || n == 7 || n == 9) && strings.Trim(name, "0123456789/-") == "" && (name[:2] == "19" || name[:2] == "20") &&
		(n == 4 || name[4] == '/' || name[4] == '-')
}

// isNumber reports whether a cell is a number, and no mark in place of one.
func isNumber(c rows.Cell) bool { return kindOf(c.Text) == cellNumber }

// hasData reports whether a row has a number or a mark, and more than one cell.
func hasData(r rows.Row) bool {
	return len(r) > 1 && slices.ContainsFunc(r, func(c rows.Cell) bool { k := kindOf(c.Text); return k != cellText && k != cellBlank })
}

// isSecondHeader reports whether the first row below a header is a second line of it, as "number"
// and "rate" below "stopped" in a cell that reaches over both: it has names alone, some where
// numbers stand below, and one of the two lines is blank where the other has the name of a column.
func isSecondHeader(header rows.Row, below []rows.Row) bool {
	second := below[0]
	if hasData(second) && !yearsBelow(second) {
		return false
	}
	merged, names := header[0].Text == "", false
	for i := range max(len(header), len(second)) {
		merged = merged || header.At(i).Text != "" && second.At(i).Text == ""
		names = names || second.At(i).Text != "" && isNumber(below[1].At(i))
	}
	return merged && names
}

// yearsBelow reports whether a row has a blank first and years behind it, as the second line of a
// header may.
func yearsBelow(r rows.Row) bool {
	return r[0].Text == "" && !slices.ContainsFunc(r, func(c rows.Cell) bool { return c.Text != "" && !isYear(c.Text) })
}

func (l *layout) setHeader(r rows.Row) {
	l.header = r
	for _, c := range r {
		l.names = append(l.names, c.Text)
	}
}

// joinHeader puts the names of a second line behind those of the first, of which one may reach over
// several columns.
func (l *layout) joinHeader(second rows.Row) {
	above := ""
	for i := range max(len(l.names), len(second)) {
		if i == len(l.names) {
			l.names = append(l.names, "")
			l.header = append(slices.Clip(l.header), second[i])
		}
		if l.names[i] != "" {
			above = l.names[i]
		}
		if name := second.At(i).Text; name != "" {
			l.names[i] = strings.TrimSpace(above + " " + name)
		}
	}
	l.notes.add("the header has two lines, %d and %d: its columns are %s", l.header[0].Line, second[0].Line, quoted(l.named()))
}

// named returns the names of the columns that have one.
func (l *layout) named() (names []string) {
	for _, name := range l.names {
		if name != "" {
			names = append(names, name)
		}
	}
	return names
}

// comment keeps a line around the table.
func (l *layout) comment(r rows.Row) {
	var texts []string
	for _, c := range r {
		if c.Text != "" {
			texts = append(texts, strings.TrimSpace(strings.TrimPrefix(c.Text, "#")))
		}
	}
	l.comments = append(l.comments, rows.Comment{Line: r[0].Line, Text: strings.Join(texts, " ")})
}

// setBody takes the rows of numbers. Lines of text among them and below them are comments, and so
// is the header where it stands again.
func (l *layout) setBody(below []rows.Row) error {
	last := -1
	for i, r := range below {
		if len(r) > 1 && slices.ContainsFunc(r, func(c rows.Cell) bool { return l.kinds.of(c.Text) > cellText }) {
			last = i
		}
	}
	for i, r := range below {
		switch first := slices.IndexFunc(r, func(c rows.Cell) bool { return c.Text != "" }); {
		case l.isHeader(r):
			l.notes.add("line %d is the header once more", r[0].Line)
		case i > last, strings.HasPrefix(r[first].Text, "#"):
			l.comment(r)
		case len(r) == 1, r.Filled() == 1 && kindOf(r[first].Text) == cellText:
			l.comment(r)
			l.notes.add("line %d, %q, has no number", r[first].Line, sheet.Clip(r[first].Text))
		case l.isOtherHeader(r):
			return r[first].Fails("a row of words, where line %d has numbers: if another table begins here, put it into a file of its own", l.body[0][0].Line)
		default:
			l.body = append(l.body, r)
		}
	}
	width := l.width()
	for _, r := range l.body {
		if err := checkWidth(r, width); err != nil {
			return err
		}
	}
	if len(l.body) == 0 {
		return l.fails(errors.New("no row of numbers below the header"))
	}
	return nil
}

// fails returns an error about the table as its header has it.
func (l *layout) fails(err error) error {
	return &rows.Error{Line: l.header[0].Line, Column: l.header[0].Column, Err: err}
}

// isHeader reports whether a row says what the header says.
func (l *layout) isHeader(r rows.Row) bool {
	for i := range max(len(r), len(l.header)) {
		if r.At(i).Text != l.header.At(i).Text {
			return false
		}
	}
	return true
}

// isOtherHeader reports whether a row below others has words alone, where the first row of the
// table has numbers.
func (l *layout) isOtherHeader(r rows.Row) bool {
	if len(l.body) == 0 || r.Filled() < 2 || hasData(r) {
		return false
	}
	numbers := 0
	for i, c := range l.body[0] {
		if isNumber(c) {
			if numbers++; r.At(i).Text == "" {
				return false
			}
		}
	}
	return numbers > 0
}

// width returns how many columns the table has: up to the last that has a name.
func (l *layout) width() int {
	for i := len(l.names) - 1; i >= 0; i-- {
		if l.names[i] != "" {
			return i + 1
		}
	}
	return 0
}

// checkWidth reports a row that has fewer or more cells than the header.
func checkWidth(r rows.Row, width int) error {
	if len(r) < width {
		return r[0].Fails("%d cells, where the header has %d: want one for each column", len(r), width)
	}
	for _, c := range r[width:] {
		if c.Text != "" {
			return c.Fails("a cell without a name above it: the header has %d; put what has the separator of cells in it into quotation marks", width)
		}
	}
	return nil
}
