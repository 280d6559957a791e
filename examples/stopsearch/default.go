package main

import (
	"iter"

	"github.com/seed-549880be/disparity/examples/internal/sample"
	"github.com/seed-549880be/disparity/outcomes"
)

// What the sample cannot tell: the file and where it is from, and how many of its rows are exact
// copies of others.
const (
	defaultFile       = "2023-01-avon-and-somerset-api-flattened.csv"
	defaultRows       = 507
	defaultDuplicates = 44
	defaultSource     = "data.police.uk"
)

// readDefault returns the default input, which package sample holds.
func readDefault() (*outcomes.Extract, error) {
	searches, err := sample.Searches()
	if err != nil {
		return nil, err
	}
	x := new(outcomes.Extract)
	return x, x.Read(defaultFile, withCopies(searches))
}

// withCopies yields searches with fingerprints that give the number of copies.
func withCopies(searches iter.Seq[outcomes.Search]) iter.Seq2[outcomes.Search, error] {
	return func(yield func(outcomes.Search, error) bool) {
		i := uint64(0)
		for s := range searches {
			i++
			s.Fingerprint = min(i, defaultRows-defaultDuplicates)
			if !yield(s, nil) {
				return
			}
		}
	}
}
