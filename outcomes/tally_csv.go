package outcomes

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// tallyHeader is the header of a stored tally. Before the last column there may be those of its
// tallyForm.
var tallyHeader = []string{"force", "month", "type", "self-defined ethnicity", "officer-defined ethnicity", "gender", "age", "legislation", "object",
	"outcome", "linked", "clothing", "searches"}

// The first cells of the rows of a stored tally that are no cells of the cube.
const (
	stopsRow = "stops"
	pairRow  = "pair"
	totalRow = "total"
)

// stopsHeader has the columns of a row of stops.
var stopsHeader = []string{stopsRow, "force", "month", "status", "rows", "alone", "coincidences"}

// WriteCSV writes t as a table, which [ReadTally] reads. It has rows of four kinds:
//
//	one a cell, with its count, in the order of [Key.Compare]
//	stops,<force>,<month>,<status>,<rows>,<alone>,<coincidences>    as [Tally.Stops] has them, but for those not counted
//	pair,<force>,<month>,<first cell>,<second cell>,<pairs>         as [Tally.Pairs] has them; a cell without its force and month
//	total,<searches>,<pairs>                                        by which a table that was cut off or changed is known
//
// A tally of which no stops are known has no rows of the second and the third kind, and no number
// of pairs in the last row. Where some cells have the outcome of a crime there is a column "crime
// outcome" before that of the searches, and for every column that was kept one "kept <name>". A
// month of a large force takes a tenth of the room of its records, and names nobody.
func (t *Tally) WriteCSV(w io.Writer) error {
	c := csv.NewWriter(w)
	for row := range t.rows {
		if err := c.Write(row); err != nil {
			return writeError(err)
		}
	}
	c.Flush()
	if err := c.Error(); err != nil {
		return writeError(err)
	}
	return nil
}

// rows yields the rows of t as a table. A row is that of the caller until the next.
func (t *Tally) rows(yield func([]string) bool) {
	form := t.form()
	if !yield(form.header()) {
		return
	}
	number := func(n int64) string { return strconv.FormatInt(n, 10) }
	var row []string
	for k, n := range t.All() {
		row = append(form.appendKey(row[:0], k), number(n))
		if !yield(row) {
			return
		}
	}
	var paired []string
	for _, s := range t.Stops() {
		if s.Status == StopsNotCounted {
			continue
		}
		paired = []string{number(t.paired)}
		row = append(row[:0], stopsRow, s.Force.Slug(), s.Month.String(), s.Status.String(), number(s.Rows), number(s.Alone),
			strconv.FormatFloat(s.Coincidences, 'g', -1, 64))
		if !yield(row) {
			return
		}
	}
	for p, n := range t.Pairs() {
		row = form.appendKey(append(row[:0], pairRow), p.First)
		both := len(row)
		row = form.appendKey(row, p.Second)
		row = slices.Delete(row, both, both+2) // of the same force and month
		if !yield(append(row, number(n))) {
			return
		}
	}
	yield(append(append(row[:0], totalRow, number(t.Total())), paired...))
}

func writeError(err error) error {
	return fmt.Errorf("outcomes: writing a tally: %w", quote.Outside(err))
}
