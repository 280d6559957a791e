package tidy

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy/rows"
)

// lone tells records with one cell from notes: "T,," is a record of station T whose group and
// outcome are not known, and "Source: a force,," a note.
type lone struct {
	// the forms of the values that each column has in rows with several cells: see appendForm
	forms []map[string]bool
	form  []byte // the last of them, whose memory is used again
	// those rows since the last with several cells of which it is not known what they are
	waiting []rows.Row
	// those that were taken for records, though nothing like them stands in their column: the
	// first, and how many there are beside
	taken []string
	more  int
}

// appendForm appends a text as it is compared with others of its column: in small letters, and with
// one 0 for every number, so that a date is like other dates, and "case 12" like "case 7".
func appendForm(form []byte, text string) []byte {
	for i := range len(text) {
		switch b := text[i]; {
		case b >= 'A' && b <= 'Z':
			form = append(form, b+'a'-'A')
		case b < '0' || b > '9':
			form = append(form, b)
		case i == 0 || text[i-1] < '0' || text[i-1] > '9':
			form = append(form, '0')
		}
	}
	return form
}

// remember keeps the forms of the cells of a record.
func (l *lone) remember(r rows.Row) {
	for len(l.forms) < len(r) {
		l.forms = append(l.forms, make(map[string]bool))
	}
	for i, c := range r {
		if forms := l.forms[i]; c.Text != "" && len(forms) < maxValues {
			if l.form = appendForm(l.form[:0], c.Text); !forms[string(l.form)] {
				forms[string(l.form)] = true
			}
		}
	}
}

// isLike reports whether the only cell of a row says what other cells of its column say.
func (l *lone) isLike(r rows.Row) bool {
	at := filledAt(r)
	return at < len(l.forms) && l.forms[at][string(appendForm(nil, r[at].Text))]
}

// filledAt returns the number of the first cell of a row that is not blank.
func filledAt(r rows.Row) int {
	return slices.IndexFunc(r, func(c rows.Cell) bool { return c.Text != "" })
}

// isProse reports whether a text is one that people write below a table, and no value.
func isProse(text string) bool {
	const most = 6 // words of a value
	all := strings.Fields(fold(text))
	return len(all) > most || len(all) > 0 && (remarkWords[all[0]] || all[0] == "source" || all[0] == "sources")
}

// count reads all records, those above first. A row with one cell that is like others of its column
// is a record, but a number of cases may be a sum of those above. So is one that is like none,
// unless it is prose, or its cell is the first and no record follows.
func (c *records) count(r *rows.Reader, above []rows.Row) error {
	for {
		var row rows.Row
		var err error
		if len(above) > 0 {
			row, above = above[0], above[1:]
		} else if row, err = r.Next(); err == io.EOF {
			return c.endLone()
		} else if err != nil {
			return err
		}
		switch {
		case strings.HasPrefix(row[0].Text, "#"):
			c.note(row)
			continue
		case row.Filled() > 1 || c.width == 1:
			if err = c.takeLone(); err == nil {
				c.lone.remember(row)
				err = c.add(row)
			}
		case c.lone.isLike(row) && filledAt(row) != c.weight:
			err = c.add(row)
		case len(c.lone.waiting) == maxTitle:
			err = row[0].Fails("more than %d rows one below the other with one cell alone: want the table, and few notes below it", maxTitle)
		default:
			c.lone.waiting = append(c.lone.waiting, slices.Clone(row))
		}
		if err != nil {
			return err
		}
	}
}

// note keeps a line that is no record.
func (c *records) note(r rows.Row) {
	if len(c.comments) < maxTitle {
		c.comment(r)
	}
}

// takeLone takes the rows with one cell above a record for records, but prose and lines that are
// not cut into cells.
func (c *records) takeLone() error {
	waiting := c.lone.waiting
	c.lone.waiting = nil
	for _, r := range waiting {
		if len(r) == 1 || isProse(r[filledAt(r)].Text) {
			c.note(r)
			continue
		}
		if err := c.addLone(r); err != nil {
			return err
		}
	}
	return nil
}

// addLone counts a record with one cell, like which there is none.
func (c *records) addLone(r rows.Row) error {
	if cell := r[filledAt(r)]; len(c.lone.taken) < maxListed {
		c.lone.taken = append(c.lone.taken, fmt.Sprintf("%q of line %d", sheet.Clip(cell.Text), cell.Line))
	} else {
		c.lone.more++
	}
	return c.add(r)
}

// endLone takes the rows with one cell below the last record for notes, unless it is not their
// first, or others are like it after all.
func (c *records) endLone() error {
	for _, r := range c.lone.waiting {
		at := filledAt(r)
		switch {
		case at == c.weight:
			return r[at].Fails("a number alone in the last rows, which may be a sum of those above, or cases of which nothing else is known: give it a label, or take it out")
		case c.lone.isLike(r):
			if err := c.add(r); err != nil {
				return err
			}
		case at == c.first() || len(r) == 1 || isProse(r[at].Text):
			c.note(r)
		default:
			if err := c.addLone(r); err != nil {
				return err
			}
		}
	}
	c.sayLone()
	return nil
}

// sayLone notes which rows were taken for records though they may be none.
func (c *records) sayLone() {
	if len(c.lone.taken) == 0 {
		return
	}
	list := and(c.lone.taken)
	if c.lone.more > 0 {
		list = fmt.Sprintf("%s and %d more", strings.Join(c.lone.taken, ", "), c.lone.more)
	}
	c.notes.add("rows with one cell alone, like which there is no other in its column, are taken for records: %s", list)
}

// first returns the first column that has a name.
func (c *records) first() int {
	return slices.IndexFunc(c.names, func(name string) bool { return name != "" })
}
