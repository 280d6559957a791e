package outcomes

import (
	"bytes"
	"encoding/csv"
	"slices"
)

// ColumnRead is a column of a table that is read, and what it is read for.
type ColumnRead struct {
	Index int `json:"index"` // of the column in the header, from 0
	// Field is the field that it is read as, by the name that [ColumnNames] has; empty of one that
	// is read for something else: it is kept, rows are chosen by it, it names places
	// ([Extract.AreaValues]), or it is read as the force, or as the name of a file, if its values
	// are such.
	Field string `json:"field"`
}

// ColumnsRead returns the columns of a header that [Extract.ReadFile] and [Extract.ReadCSV] read,
// in their order; one that is read for several things once for each. What stands in any other
// column, and in the latitude and the longitude, changes nothing that is counted, and of the date
// and the time only the month in London counts. So a database can count the rows that say the same,
// and a column with their number be read as the field "count".
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
		for f, c := range t.columns {
			if c.index == i {
				columns = append(columns, ColumnRead{i, fieldNames[f]})
			}
		}
		named := slices.ContainsFunc(t.named.list, func(c *namedColumn) bool { return c.index == i })
		if named || i == t.area || slices.Contains(t.maybe, i) {
			columns = append(columns, ColumnRead{Index: i})
		}
	}
	return columns, nil
}
