// Package sample holds the searches that the example programs take when they are given no file:
// those of Avon and Somerset Police in January 2023, as counts of records that are alike.
package sample

import (
	"bytes"
	_ "embed"

	"github.com/seed-549880be/disparity/outcomes"
)

// file is the name of the table of counts, which TestCounts -update makes from the published file.
const file = "avon-and-somerset-2023-01.csv"

//go:embed avon-and-somerset-2023-01.csv
var counts []byte

// Tally returns the searches.
func Tally() (*outcomes.Tally, error) {
	table := counts
	for bytes.HasPrefix(table, []byte("#")) { // the source
		_, table, _ = bytes.Cut(table, []byte("\n"))
	}
	return outcomes.ReadTally(bytes.NewReader(table), file)
}
