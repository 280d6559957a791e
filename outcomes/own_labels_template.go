package outcomes

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// WriteLabelsTemplate writes a file of labels, for [ReadLabels], that is to be filled in: every
// label that was read in a column which has labels, or which is kept, with the label of ours where
// it is understood, blank where it is not, and the number of rows that have it, whether they match
// the filters or not; but for ages in whole years, which need no words. Entries of Labels stay as
// they are, those among them that no row has. Lines
// that begin with # say which labels of ours there are. Read with Labels that were written so,
// files have the counts that they had without, and once all is filled in nothing is unknown.
//
// Columns are in the order of the fields, and those that are kept after them; labels in order of
// their rows, those of most first. The same files give the same bytes, in whatever order they were
// read.
//
// Of a column 4,096 labels are noted, and of these none that is longer than 320 bytes; a line says
// where there are more. It is an error if no file was read with Labels, which take note of what is
// read: new(Labels) will do.
func (x *Extract) WriteLabelsTemplate(w io.Writer) error {
	columns, err := x.notedColumns()
	if err != nil {
		return err
	}
	out := csv.NewWriter(w)
	put := func(record ...string) {
		_ = out.Write(record) // what fails is told at the end
	}
	put("# Say in the third column what each label means, where it is blank, and read the file with the records. Lines that begin with # are not read.")
	put(labelsColumn, labelsTheirs, labelsOurs, labelsRows)
	for _, c := range columns {
		put(c.comment())
		if c.more {
			put("# " + c.name + " has more labels, or longer ones, than are listed here.")
		}
		for _, l := range c.labels {
			put(columnCell(c.name), withGuard(l.label), withGuard(l.ours), strconv.FormatInt(l.rows, 10))
		}
	}
	out.Flush()
	return out.Error()
}

// comment says what the labels of a column may mean.
func (c notedColumn) comment() string {
	switch {
	case c.choices != nil:
		return "# " + spaced(c.name) + ": " + strings.Join(c.choices, "; ")
	case c.place == MaxKept:
		return "# " + spaced(c.name) + ": no file has this column"
	}
	return "# " + spaced(c.name) + ": any text, which takes the place of the label; blank leaves the label as it is"
}

// columnCell returns the name of a column so that it does not begin a comment: space before it is
// not read.
func columnCell(name string) string {
	if name = spaced(name); strings.HasPrefix(name, "#") {
		return " " + name
	}
	return withGuard(name)
}

// notedColumns returns the labels of all sources by column.
func (x *Extract) notedColumns() ([]notedColumn, error) {
	type key struct {
		field field
		name  string
	}
	sum := make(map[key]*notedColumn)
	some := false
	if x != nil {
		for _, s := range x.sources {
			if s.noted != nil && s.saved != "" {
				return nil, fmt.Errorf("%sthe labels that were read are not in the saved file %s: read the file that it was made of", at(s.File), quote.File(s.saved))
			}
			if s.noted == nil || s.noted.columns == nil {
				continue
			}
			some = true
			for _, c := range s.noted.columns {
				of := key{c.field, cells.ColumnKey(c.name)}
				if sum[of] == nil {
					sum[of] = &notedColumn{name: c.name, field: c.field, place: c.place}
				}
				sum[of].add(c)
			}
		}
	}
	if !some {
		return nil, errors.New("outcomes: no labels were noted: want an Extract whose Labels were set, to new(Labels) where there are none, before it read files, and read it from these files themselves")
	}
	var list []notedColumn
	for _, c := range sum {
		slices.SortFunc(c.labels, compareNoted)
		list = append(list, *c)
	}
	slices.SortFunc(list, func(a, b notedColumn) int {
		return cmp.Or(cmp.Compare(a.field, b.field), cmp.Compare(a.place, b.place), strings.Compare(a.name, b.name))
	})
	return list, nil
}

// add adds the labels of the same column of another source. A label with several meanings has none.
func (c *notedColumn) add(other notedColumn) {
	c.name, c.more, c.place = min(c.name, other.name), c.more || other.more, min(c.place, other.place)
	for _, name := range other.choices {
		if !slices.Contains(c.choices, name) {
			c.choices = append(c.choices, name)
		}
	}
	byKey := make(map[string]int)
	for i, l := range c.labels {
		byKey[labelKey(l.label)] = i
	}
	for _, l := range other.labels {
		i, ok := byKey[labelKey(l.label)]
		if !ok {
			c.labels = append(c.labels, l)
			continue
		}
		same := &c.labels[i]
		if same.rows += l.rows; labelKey(same.ours) != labelKey(l.ours) {
			same.ours = ""
		}
		same.label, same.ours = min(same.label, l.label), min(same.ours, l.ours)
	}
}
