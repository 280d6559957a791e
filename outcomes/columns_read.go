package outcomes

import (
	"bytes"
	"encoding/csv"
	"slices"
)

// ColumnRead is a column of a table that is read.
type ColumnRead struct {
	Index int `json:"index"` // of the column in the header, from 0
	// Field is the field that it is read as, by the name that [ColumnNames] has; empty of one that
	// is read for something else: it is kept, rows are chosen by it, it names places
	// ([Extract.AreaValues]), or it is read as the force, or as the name of a file, if its values
	// are such.
	Field string `json:"field"`
}

// ColumnsRead returns the columns of a header that [Extract.ReadFile] and [Extract.ReadCSV] read,
// in their order. What stands in any other column changes nothing that is counted, so that a
// database can count the rows which have the same values in these, and a column with their number
// be read as the field "count".
//
// It is an error if the options are, a [*HeaderError] if a table of this header cannot be read.
func (o ReadOptions) ColumnsRead(header []string) ([]ColumnRead, error) {
	var text bytes.Buffer
	w := csv.NewWriter(&text)
	_ = w.Write(header) // a buffer takes it
	w.Flush()
	o.layout = &layout{areas: new(areas)}
	t, err := newTable(&text, o)
	if err != nil {
		return nil, err
	}
	var columns []ColumnRead
	for i := range t.width {
		if field, ok := t.readsColumn(i); ok {
			columns = append(columns, ColumnRead{i, field})
		}
	}
	return columns, nil
}

// readsColumn reports whether a column is read, and as which field.
func (t *table) readsColumn(index int) (field string, ok bool) {
	for f, c := range t.columns {
		if c.index == index {
			return fieldNames[f], true
		}
	}
	named := slices.ContainsFunc(t.named.list, func(c *namedColumn) bool { return c.index == index })
	return "", named || index == t.area || slices.Contains(t.maybe, index)
}
