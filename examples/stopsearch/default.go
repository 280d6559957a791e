package main

import (
	"iter"
	"time"

	"github.com/seed-549880be/disparity/examples/internal/sample"
	"github.com/seed-549880be/disparity/outcomes"
)

// What a table of counts cannot tell: the file and where it is from, the times of its first and
// last search, and how many of its rows are exact copies of others.
const (
	defaultFile       = "2023-01-avon-and-somerset-api-flattened.csv"
	defaultDuplicates = 44
	defaultSource     = "data.police.uk"
)

var (
	defaultFirst = time.Date(2023, time.January, 1, 0, 5, 22, 0, time.UTC)
	defaultLast  = time.Date(2023, time.January, 31, 22, 16, 27, 0, time.UTC)
)

// readDefault returns the default input, which package sample holds.
func readDefault() (*outcomes.Extract, error) {
	tally, err := sample.Tally()
	if err != nil {
		return nil, err
	}
	x := new(outcomes.Extract)
	return x, x.Read(defaultFile, each(tally))
}

// each yields as many equal searches for a cell as it counts, with times and fingerprints that give
// the first and the last search, and the number of copies.
func each(t *outcomes.Tally) iter.Seq2[outcomes.Search, error] {
	return func(yield func(outcomes.Search, error) bool) {
		i := int64(0)
		for k, n := range t.All() {
			s := outcomes.Search{Force: k.Force, Type: k.Type, Time: defaultFirst, Self: k.Self, Officer: k.Officer, Gender: k.Gender, Age: k.Age,
				Legislation: k.Legislation, Object: k.Object, Outcome: k.Outcome, Linked: k.Linked, Clothing: k.Clothing}
			for range n {
				i++
				s.Fingerprint = uint64(min(i, t.Total()-defaultDuplicates))
				if i == t.Total() {
					s.Time = defaultLast
				}
				if !yield(s, nil) {
					return
				}
			}
		}
	}
}
