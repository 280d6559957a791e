package tidy

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy/rows"
)

// cellKind is how a cell is written.
type cellKind uint8

const (
	cellBlank cellKind = iota
	cellText
	cellNumber  // digits
	cellRange   // "1-4", which may be ages too
	cellMark    // a sign or a word in place of a number
	cellPercent // "6.7%"
)

// kindOf returns how a cell is written.
func kindOf(text string) cellKind {
	switch {
	case text == "":
		return cellBlank
	case len(text) < 16 && strings.Trim(text, digits) == "": // as most are
		return cellNumber
	}
	if rows.IsDotted(text) || isNoCount(text) {
		return cellNumber
	}
	if share, ok := strings.CutSuffix(text, "%"); ok {
		if c, err := parseCell(strings.TrimLeft(share, "<≤ ")); err == nil && c.Mark == Number {
			return cellPercent
		}
		return cellText
	}
	switch c, err := parseCell(text); {
	case err == errNegative:
		return cellNumber // one that is refused in its place
	case err != nil:
		return cellText
	case c.Mark == Number:
		return cellNumber
	case c.Mark == Withheld && (c.Lower > 0 || c.Upper < Withheld.Cell().Upper):
		return cellRange
	}
	return cellMark
}

// isNoCount reports whether a cell is a number that no count is: one without end, or a small one in
// powers of ten. Programs write them in columns of limits, as our own CSV does.
func isNoCount(text string) bool {
	if strings.EqualFold(strings.TrimLeft(text, "+-"), "inf") {
		return true
	}
	_, err := strconv.ParseFloat(text, 64)
	return err == nil && strings.Trim(text, digits+".eE+-") == ""
}

// kinds remembers how cells are written, of which many say the same.
type kinds map[string]cellKind

func (k kinds) of(text string) cellKind {
	kind, ok := k[text]
	if !ok {
		kind = kindOf(text)
		if len(k) < maxValues {
			k[text] = kind
		}
	}
	return kind
}

// columnKind is what the cells of a column are.
type columnKind uint8

const (
	columnEmpty columnKind = iota
	columnLabels
	columnNumbers
	columnPercents
	columnMixed // numbers and words
)

// column is a column of a table.
type column struct {
	index int
	name  string
	kind  columnKind
	words rows.Cell // the first cell of a mixed column that is no number
	// a column of labels whose cells could all be counts that are withheld, as <5 and 1-4, or * and
	// c
	marks bool
}

// findColumns finds out what the cells of each column are.
func (l *layout) findColumns() {
	l.columns = nil
	for i := range l.names {
		c := column{index: i, name: l.names[i]}
		var counts [cellPercent + 1]int
		ranges := make(map[string]bool)
		signs := true
		for _, r := range l.body {
			cell := r.At(i)
			kind := l.kinds.of(cell.Text)
			counts[kind]++
			switch kind {
			case cellText, cellPercent:
				keepFirst(&c.words, cell)
			case cellRange:
				ranges[cell.Text] = true
			case cellMark:
				signs = signs && (len(fold(cell.Text)) == 0 || strings.ContainsAny(cell.Text, "[("))
			}
		}
		numbers, marks := counts[cellNumber], counts[cellRange]+counts[cellMark]
		switch {
		case counts[cellText]+numbers+marks+counts[cellPercent] == 0:
		case (numbers > 0 || marks > 0 && l.isCountName(c.name)) && (counts[cellText] > 0 || counts[cellPercent] > 0 && !l.o.Percent && !l.o.Columns):
			c.kind = columnMixed
		case counts[cellText] > 0 && l.isCountName(c.name) && strings.ContainsAny(c.words.Text[:1], digits):
			c.kind = columnMixed // none of its numbers can be read, as those with decimal commas
		case counts[cellText] > 0:
			c.kind = columnLabels
		case counts[cellPercent] > 0:
			c.kind = columnPercents
		case numbers > 0, marks > 0 && l.isCountName(c.name):
			c.kind = columnNumbers
		case counts[cellRange] > 0 && areBands(ranges), counts[cellRange] == 0 && !signs:
			c.kind, c.marks = columnLabels, true // "10-17" and "18-24", or grades of c and x
		default:
			c.kind = columnNumbers
		}
		l.columns = append(l.columns, c)
	}
}

// areBands reports whether ranges in a column without a number are labels, as those of ages: there
// are several, and not all of them of small counts.
func areBands(ranges map[string]bool) bool {
	for text := range ranges {
		if !strings.HasPrefix(text, "<") && !strings.HasPrefix(text, "≤") {
			return len(ranges) > 1
		}
	}
	return false
}

// isCountName reports whether a name says that the column holds numbers.
func (l *layout) isCountName(name string) bool {
	folded := fold(name)
	named := folded != "" && slices.Contains([]string{"events", fold(l.o.Events), fold(l.o.Of)}, folded)
	return named || ModelOf(name) != ModelByWords || isWeightName(name)
}

// find returns the column of a name that the options give; -1 if there is none.
func (l *layout) find(name string) int {
	for i, has := range l.names {
		if has == name {
			return i
		}
	}
	return slices.IndexFunc(l.names, func(has string) bool { return has != "" && fold(has) == fold(name) })
}

// mustFind is find for a column that has to be there.
func (l *layout) mustFind(name string) (int, error) {
	i := l.find(name)
	if i < 0 || name == "" {
		return -1, l.fails(noSuch("column", name, l.named()))
	}
	return i, nil
}

// isDimension reports whether a column is a dimension by its name, or because the options say so.
func (l *layout) isDimension(c column) bool {
	if slices.ContainsFunc(l.o.Dimensions, func(name string) bool { return fold(name) == fold(c.name) && c.name != "" }) {
		return true
	}
	switch {
	case fold(c.name) == "counts": // people or events, of a stage; or the counts
		return c.kind == columnLabels
	case c.kind == columnNumbers:
		return IsDimension(c.name)
	}
	_, named := classOf(c.name)
	return named
}

// plainGroup is what the column of groups is called where nothing else is.
const plainGroup = "group"

// findGroup returns the column of groups; -1 if there is none.
func (l *layout) findGroup(parent int) (int, error) {
	if l.o.Group != "" {
		i, err := l.mustFind(l.o.Group)
		if err != nil {
			return -1, l.fails(fmt.Errorf("%w: %w", ErrGroup, noSuch("column", l.o.Group, l.named())))
		}
		return i, nil
	}
	for _, name := range append(slices.Clone(l.o.GroupColumns), plainGroup) {
		if i := l.find(name); i >= 0 && name != "" && l.columns[i].kind != columnEmpty {
			return i, nil
		}
	}
	could := func(c column) bool {
		return c.kind == columnLabels && c.index != parent && !l.isDimension(c) && !isRemark(c.name)
	}
	if i := slices.IndexFunc(l.columns, func(c column) bool { return could(c) && !c.marks }); i >= 0 {
		return i, nil
	}
	return slices.IndexFunc(l.columns, could), nil
}

// isRemark reports whether a column has remarks on the rows.
func isRemark(name string) bool { return remarkWords[strings.Join(nouns(name), " ")] }

// noGroup is the error of a table without a column of groups.
func (l *layout) noGroup() error {
	return l.fails(fmt.Errorf("%w: the columns are %s, and none of them has labels of groups", ErrGroup, quoted(l.named())))
}

// mixed is the error of a column of numbers and words.
func (c column) mixed() error {
	_, err := parseCell(c.words.Text)
	return c.words.Because(fmt.Errorf("among the numbers of column %q: %w", sheet.Clip(c.name), err))
}
