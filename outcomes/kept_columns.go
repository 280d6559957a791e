package outcomes

import (
	"fmt"
	"strings"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
)

const (
	// maxKeptValues is how many different values a column that is kept may have in a file, and
	// maxKeptValue how many bytes each: names and numbers of people are more, and free text is
	// longer.
	maxKeptValues = 1000
	maxKeptValue  = 200
)

// keptColumns reads the columns that are kept.
type keptColumns struct {
	columns []*keptColumn
	last    [MaxKept]string // values, and what they are as one
	said    Kept
}

// keptColumn is one of the columns that are kept.
type keptColumn struct {
	*namedColumn
	cells.Memo[string]
	values map[string]struct{}
}

// checkKeep says what is wrong with the columns that are to be kept.
func checkKeep(keep []string) error {
	if len(keep) > MaxKept {
		return fmt.Errorf("%d columns are to be kept: want %d at most", len(keep), MaxKept)
	}
	seen := make(map[string]bool)
	for _, name := range keep {
		name = columnName(name)
		if name == "" {
			return fmt.Errorf("a column without a name is to be kept: want the name of a column of the file")
		}
		if key := cells.ColumnKey(name); seen[key] {
			return fmt.Errorf("column %q is to be kept twice: name it once", name)
		} else {
			seen[key] = true
		}
	}
	return nil
}

// keptNames returns the names that kept columns have in a tally; nil if there is none.
func keptNames(keep []string) (names []string) {
	for _, name := range keep {
		names = append(names, strings.Join(strings.Fields(columnName(name)), " "))
	}
	return names
}

// fewKept is how many different values a column that is kept may have however short the file is.
const fewKept = 30

// checkKept says which of the columns that were kept has nearly as many different values as the
// file has rows that say something in it: it tells one person from another, in a file too short for
// maxKeptValues to show it.
func (s *source) checkKept() error {
	if len(s.kept) == 0 {
		return nil
	}
	counts := newPartCounts(new(kinds))
	for _, p := range s.parts {
		counts.add(p)
	}
	cells, _ := counts.cells()
	for i, name := range s.kept {
		values := make(map[string]bool)
		var rows int64
		for _, c := range cells {
			if value := c.kept.Value(i); value != "" {
				values[value] = true
				rows += c.in + c.out
			}
		}
		if n := int64(len(values)); n > fewKept && 2*n > rows {
			return &HeaderError{File: s.File, Err: fmt.Errorf("column %q, which is to be kept, has %d different values in %d rows, "+
				"as names and numbers of people and of crimes have; keep columns of few values, such as districts", name, n, rows)}
		}
	}
	return nil
}

// newKeptColumns returns what reads the columns that are kept, whose labels may have a meaning.
func (t *table) newKeptColumns() (k keptColumns) {
	for i, name := range t.o.Keep {
		c := &keptColumn{namedColumn: newNamedColumn(columnName(name), "which is to be kept"), values: make(map[string]struct{})}
		c.Parse = func(label string) (string, error) { return c.parse(t, i, label) }
		c.Says = func(label string) bool { _, ok := t.keptOurs(i, label); return ok || isNone(label) }
		k.columns = append(k.columns, c)
	}
	return k
}

// isNone reports whether a label says none: that is an answer of many columns, such as that of
// earlier offences, and not of those that have fields.
func isNone(label string) bool { return strings.EqualFold(label, "none") }

// parse returns the value of a cell of the i-th column that is not blank.
func (c *keptColumn) parse(t *table, i int, label string) (string, error) {
	if len(label) > maxKeptValue {
		return "", fmt.Errorf("column %q, which is to be kept, has a value of %d bytes, and %d are the most: free text may say who somebody is; "+
			"keep columns of few values, such as districts", c.name, len(label), maxKeptValue)
	}
	value := t.keptValue(i, label)
	if value == "" {
		return "", nil
	}
	if c.values[value] = struct{}{}; len(c.values) > maxKeptValues {
		return "", fmt.Errorf("column %q, which is to be kept, has more than %d different values, as names and numbers of people and of crimes have; "+
			"keep columns of few values, such as districts", c.name, maxKeptValues)
	}
	return value, nil
}

// keptValue returns what the i-th column that is kept has of a label that is not blank: what Labels
// make of it, "" where that is no answer, or the label with one space between words.
func (t *table) keptValue(i int, label string) string {
	value := strings.Join(strings.Fields(label), " ")
	ours, ok := t.keptOurs(i, value)
	switch {
	case !ok:
		return value
	case isNotRecorded(ours) || cells.Blank(ours) && !isNone(ours):
		return ""
	}
	return ours
}

// kept returns what the last record says in the columns that are kept. The error is that one of
// them is not to be.
func (t *table) kept() (Kept, error) {
	k := &t.keeps
	var values [MaxKept]string
	for i, c := range k.columns {
		value, err := c.Value(c.cell(t))
		if err != nil {
			return Kept{}, &HeaderError{File: t.o.File, Err: fmt.Errorf("%w (line %d)", err, t.records.Line)}
		}
		values[i] = value
	}
	if values != k.last {
		k.last = values
		k.said, _ = KeptOf(values[:]...) // which are not too many
	}
	return k.said, nil
}
