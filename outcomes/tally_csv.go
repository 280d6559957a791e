package outcomes

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// tallyHeader is the header of a stored tally.
var tallyHeader = []string{"force", "month", "type", "self-defined ethnicity", "officer-defined ethnicity", "gender", "age", "legislation", "object",
	"outcome", "linked", "clothing", "searches"}

// The first cells of the rows of a stored tally that are no cells of the cube.
const (
	stopsRow = "stops"
	pairRow  = "pair"
	totalRow = "total"
)

// The columns of these rows.
var (
	stopsHeader = []string{stopsRow, "force", "month", "status", "rows", "alone", "coincidences"}
	pairHeader  = slices.Concat([]string{pairRow}, tallyHeader[:keyCells], tallyHeader[2:keyCells], []string{"pairs"})
)

// keyCells is how many columns a key has. The first two are its force and month.
const keyCells = 12

// appendKey appends the cells of k to a row.
func appendKey(row []string, k Key) []string {
	return append(row, k.Force.Slug(), k.Month.String(), k.Type.String(), k.Self.String(), k.Officer.String(), k.Gender.String(), k.Age.String(),
		k.Legislation.String(), k.Object.String(), k.Outcome.String(), k.Linked.String(), k.Clothing.String())
}

// WriteCSV writes t as a table, which [ReadTally] reads. It has rows of four kinds:
//
//	one a cell, with its count, in the order of [Key.Compare]
//	stops,<force>,<month>,<status>,<rows>,<alone>,<coincidences>    as [Tally.Stops] has them, but for those not counted
//	pair,<force>,<month>,<first cell>,<second cell>,<pairs>         as [Tally.Pairs] has them; a cell without its force and month
//	total,<searches>,<pairs>                                        by which a table that was cut off or changed is known
//
// A tally of which no stops are known has no rows of the second and the third kind, and no number
// of pairs in the last row. A month of a large force takes a tenth of the room of its records, and
// names nobody.
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
	if !yield(tallyHeader) {
		return
	}
	number := func(n int64) string { return strconv.FormatInt(n, 10) }
	var row []string
	for k, n := range t.All() {
		row = append(appendKey(row[:0], k), number(n))
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
		row = appendKey(append(row[:0], pairRow), p.First)
		both := len(row)
		row = appendKey(row, p.Second)
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
