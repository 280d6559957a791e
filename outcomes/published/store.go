package published

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

var errSeriesJSON = errors.New("published: a Series cannot be stored as JSON: store the rows that it was made from, or what Series.Between returns")

// MarshalJSON is an error that says what to store in place of s.
func (s Series) MarshalJSON() ([]byte, error) { return nil, errSeriesJSON }

// UnmarshalJSON is an error, as [Series.MarshalJSON] is.
func (s *Series) UnmarshalJSON([]byte) error { return errSeriesJSON }

// rowJSON is the form of a Row in JSON, with the row that it comes from.
type rowJSON struct {
	plainRow
	Columns []string `json:"columns"`
	Cells   []string `json:"cells"`
	Column  int      `json:"column"` // of the count
}

type plainRow Row

// MarshalJSON writes the fields of r by their names in small letters, the columns and the cells of
// its row, which [Row.Text] returns, and the number of the column of the count. It is an error if a
// cell is not UTF-8.
func (r Row) MarshalJSON() ([]byte, error) {
	for _, text := range slices.Concat([]string{r.Area}, r.header, r.cells) {
		if !utf8.ValidString(text) {
			return nil, fmt.Errorf("published: the row of line %d cannot be stored as JSON: %q is not UTF-8", r.Line, quote.Clip(text))
		}
	}
	return json.Marshal(rowJSON{plainRow(r), r.header, r.cells, r.column})
}

// UnmarshalJSON reads what [Row.MarshalJSON] writes.
func (r *Row) UnmarshalJSON(data []byte) error {
	var in rowJSON
	if err := json.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("published: reading a row: %w", quote.Outside(err))
	}
	if len(in.Columns) != len(in.Cells) {
		return fmt.Errorf("published: reading a row: %d columns and %d cells: want one cell for each column", len(in.Columns), len(in.Cells))
	}
	*r = Row(in.plainRow)
	r.header, r.cells, r.column = in.Columns, in.Cells, in.Column
	return nil
}
