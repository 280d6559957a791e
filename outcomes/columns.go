package outcomes

import (
	"fmt"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// header finds the columns, and says which a file must have and lacks.
func (t *table) header() error {
	var folded []string
	for _, cell := range t.records.Cells {
		name := cells.Text(cell)
		t.names, folded = append(t.names, quote.Clip(name)), append(folded, cells.FoldHeader(name))
	}
	t.width = len(t.names)
	unnamed := t.own.named.inTable(t)
	if err := t.findFields(folded); err != nil {
		return err
	}
	missing := t.demanded(func(f field) bool { return t.columns[f].index >= 0 })
	if missing != nil {
		if other := otherTableOf(folded, len(missing)); other != "" {
			return &HeaderError{File: t.o.File, Found: t.names, Err: other}
		}
		if line := t.headerBelow(); line > 0 {
			return &HeaderError{File: t.o.File, Found: t.names, Err: fmt.Errorf("the names of the columns stand in line %d: remove the lines before it", line)}
		}
	}
	if header, ok := unnamed.(*HeaderError); ok {
		header.Missing = missing
		return header
	}
	if missing != nil {
		return &HeaderError{File: t.o.File, Missing: missing, Found: t.names}
	}
	t.o.lacks(func(f field) bool { return t.columns[f].index >= 0 }, t.hasFurther(folded))
	t.survey.maybe = maybeColumns(folded)
	return nil
}

// hasFurther reports whether a header of these names, which are folded, has columns that a force
// has of its own. The number of records that a row stands for is none.
func (t *table) hasFurther(folded []string) bool {
	for i, name := range folded {
		if isFurtherName(name) && i != t.columns[fieldCount].index {
			return true
		}
	}
	return false
}

// findFields finds the column of every field: that which the options name, and otherwise one whose
// name says so.
func (t *table) findFields(folded []string) error {
	for f := range t.columns {
		t.columns[f].index = -1
	}
	for i, name := range folded {
		f, ok := fieldBySpelling[name]
		if !ok || t.own.says[f] || t.own.takes(i) {
			continue
		}
		if c := &t.columns[f]; c.index < 0 || f.precedes(name, folded[c.index]) {
			c.index = i
		} else if !f.precedes(folded[c.index], name) {
			return &HeaderError{File: t.o.File, Found: t.names, Err: fmt.Errorf("column %q stands twice, as columns %d and %d: remove one",
				fields[f].name, c.index+1, i+1)}
		}
	}
	for i, c := range t.own.named.list {
		t.columns[t.own.fields[i]].index = c.index
	}
	if i := t.columns[fieldDate].index; i >= 0 && isMoment(folded[i]) && !t.own.mapped[fieldTime] {
		t.columns[fieldTime].index = -1
	}
	return nil
}

// demanded returns the columns that a file must have, of those that it does not have.
func (t *table) demanded(has func(field) bool) (missing []string) {
	if !has(fieldType) && t.o.Rows == TypeNotRecorded {
		missing = append(missing, fields[fieldType].name)
	}
	if !has(fieldDate) {
		missing = append(missing, fields[fieldDate].name)
	}
	if !has(fieldSelf) && !has(fieldOfficer) {
		missing = append(missing, fields[fieldSelf].name+" or "+fields[fieldOfficer].name)
	}
	return missing
}

// headerBelow returns the line, of those that come, with the columns that a file must have, as
// below the title of a report; 0 if there is none.
func (t *table) headerBelow() int {
	const most = 30 // lines that are looked at
	for range most {
		switch err := t.records.Next(); err {
		case nil:
		case cells.ErrLineTooLong, cells.ErrQuote:
			continue
		default:
			return 0
		}
		var names []string
		for _, cell := range t.records.Cells {
			names = append(names, quote.Clip(cells.Text(cell)))
		}
		has := t.own.fieldsIn(names)
		if t.demanded(func(f field) bool { return has[f] }) == nil {
			return t.records.Line
		}
	}
	return 0
}
