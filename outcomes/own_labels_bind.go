package outcomes

import (
	"fmt"
	"strings"

	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// tableLabels is what labels say of the columns of one file.
type tableLabels struct {
	of     *Labels
	fields [numFields]map[string]int // by key of a label, which entry says what it means
	kept   []map[string]int          // so of the columns that are kept
	used   []bool                    // of the entries, those whose label some row has
	loose  []int                     // the entries of columns that the file does not have

	counted    [numFields]bool // the fields whose labels are counted
	counts     [numFields]cellCounts
	keptCounts [MaxKept]cellCounts
}

// bindLabels finds out which entries are of which column, once the columns are known. The error
// says that a label of ours is none of the field, or that two entries contradict each other.
func (t *table) bindLabels() error {
	if t.o.Labels == nil {
		return nil
	}
	l := &tableLabels{of: t.o.Labels, used: make([]bool, len(t.o.Labels.entries)), kept: make([]map[string]int, len(t.keeps.columns))}
	t.labels = l
	for f := range numFields {
		l.counted[f] = t.columns[f].index >= 0 && t.vocabulary(f).names != nil
	}
	for i, e := range l.of.entries {
		if err := l.bind(t, i, e); err != nil {
			return &HeaderError{File: t.o.File, Err: err}
		}
	}
	return nil
}

// bind adds an entry to the columns that it is of: those that the file has by that name, and where
// there is none, the one that is read as the field of that name.
func (l *tableLabels) bind(t *table, i int, e labelEntry) error {
	found := false
	for k, c := range t.keeps.columns {
		if e.isOf(c.name) {
			found = true
			if err := l.add(&l.kept[k], i, e); err != nil {
				return err
			}
		}
	}
	for f := range numFields {
		if t.columns[f].index >= 0 && e.isOf(t.column(f)) {
			found = true
			if err := l.addTo(t, f, i, e); err != nil {
				return err
			}
		}
	}
	if found {
		return nil
	}
	if f, ok := fieldNamed(e.Column); ok {
		return l.addTo(t, f, i, e)
	}
	l.loose = append(l.loose, i)
	return nil
}

// addTo adds an entry to a field, which must know its label of ours.
func (l *tableLabels) addTo(t *table, f field, i int, e labelEntry) error {
	words := t.vocabulary(f)
	switch {
	case words.names == nil:
		return l.of.wrong(e, fmt.Errorf("the column %q is read as the %s, which has no labels: leave the line out", quote.Clip(e.Column), fieldNames[f]))
	case e.Ours != "" && !words.has(e.Ours):
		near, ok := nearest(e.Ours, words.names, strings.ToLower)
		return l.of.wrong(e, fmt.Errorf("no label of %s%s: want one of %s", fieldNames[f], isIt(near, ok), words.list()))
	}
	return l.add(&l.fields[f], i, e)
}

// add adds an entry to a column. Another may have the same label there, under the other name that
// the column has.
func (l *tableLabels) add(column *map[string]int, i int, e labelEntry) error {
	if *column == nil {
		*column = make(map[string]int)
	}
	key := labelKey(e.Label)
	if j, ok := (*column)[key]; ok {
		switch other := l.of.entries[j]; {
		case e.Ours == "":
			return nil
		case other.Ours != "" && labelKey(other.Ours) != labelKey(e.Ours):
			return l.of.wrong(e, fmt.Errorf("line %d says that %q in %q means %q, which is the same column: want one meaning",
				other.Line, quote.Clip(e.Label), quote.Clip(other.Column), quote.Clip(other.Ours)))
		}
	}
	(*column)[key] = i
	return nil
}

// meaning returns the label of ours that a label in a column stands for. ok is false where the
// entries say nothing of it.
func (l *tableLabels) meaning(column map[string]int, label string) (ours string, ok bool) {
	if column == nil {
		return "", false
	}
	i, ok := column[labelKey(label)]
	if !ok {
		return "", false
	}
	l.used[i] = true
	ours = l.of.entries[i].Ours
	return ours, ours != ""
}
