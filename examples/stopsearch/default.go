package main

import (
	"iter"
	"time"

	"github.com/seed-549880be/disparity/examples/internal/sample"
	"github.com/seed-549880be/disparity/outcomes"
)

// What a table of counts cannot tell: the file, the times of its first and last search, and how
// many of its rows are exact copies of others.
const (
	defaultFile       = "2023-01-avon-and-somerset-api-flattened.csv"
	defaultDuplicates = 44
)

var (
	defaultFirst = time.Date(2023, time.January, 1, 0, 5, 22, 0, time.UTC)
	defaultLast  = time.Date(2023, time.January, 31, 22, 16, 27, 0, time.UTC)
)

// readDefault returns the default input, which package sample holds.
func readDefault(s settings) (data, error) {
	tally, err := sample.Tally()
	if err != nil {
		return data{}, err
	}
	var x outcomes.Extract
	if err := x.Read(defaultFile, each(tally)); err != nil {
		return data{}, err
	}
	d := data{tally: x.Tally(), sources: x.Sources(), quality: x.Quality(s.rule)}
	d.quality.Duplicates = defaultDuplicates
	d.sources[0].First, d.sources[0].Last = defaultFirst, defaultLast
	return d, nil
}

// each returns one search for each that was counted.
func each(t *outcomes.Tally) iter.Seq2[outcomes.Search, error] {
	return func(yield func(outcomes.Search, error) bool) {
		for k, n := range t.All() {
			s := outcomes.Search{Force: k.Force, Type: k.Type, Time: defaultFirst, Self: k.Self, Officer: k.Officer, Gender: k.Gender, Age: k.Age,
				Legislation: k.Legislation, Object: k.Object, Outcome: k.Outcome, Linked: k.Linked, Clothing: k.Clothing}
			for range n {
				if !yield(s, nil) {
					return
				}
			}
		}
	}
}
