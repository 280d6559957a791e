// Package sample holds the searches that the example programs take when they are given no file:
// those of Avon and Somerset Police in January 2023, as counts of records that are alike, and
// beside them the minute and the place of each, by which an Extract finds who was stopped together.
package sample

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"iter"
	"math"
	"strconv"
	"time"

	"github.com/seed-549880be/disparity/outcomes"
)

// The names of the table of counts and of that of minutes and places, which TestTables -update
// makes from the published file.
const (
	countsFile = "avon-and-somerset-2023-01.csv"
	stopsFile  = "avon-and-somerset-2023-01-stops.csv"
)

//go:embed avon-and-somerset-2023-01.csv
var counts []byte

//go:embed avon-and-somerset-2023-01-stops.csv
var stops []byte

// start is the first minute of the month.
var start = time.Date(2023, time.January, 1, 0, 0, 0, 0, time.UTC)

// table returns what a file has below the lines that name its source.
func table(file []byte) []byte {
	for bytes.HasPrefix(file, []byte("#")) {
		_, file, _ = bytes.Cut(file, []byte("\n"))
	}
	return file
}

// Tally returns the searches as counts, with those who were stopped together.
func Tally() (*outcomes.Tally, error) {
	return outcomes.ReadTally(bytes.NewReader(table(counts)), countsFile)
}

// Searches returns the searches one by one, with what the published records share: their values,
// the minute, and the place, whose number stands for its latitude.
func Searches() (iter.Seq[outcomes.Search], error) {
	tally, err := Tally()
	if err != nil {
		return nil, err
	}
	rows, err := csv.NewReader(bytes.NewReader(table(stops))).ReadAll()
	if err == nil && int64(len(rows)-1) != tally.Total() {
		err = fmt.Errorf("%d rows: want the header and one for each of the %d searches", len(rows), tally.Total())
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", stopsFile, err)
	}
	rows = rows[1:] // below the header
	return func(yield func(outcomes.Search) bool) {
		i := 0
		for k, n := range tally.All() {
			s := outcomes.Search{Force: k.Force, Type: k.Type, Self: k.Self, Officer: k.Officer, Gender: k.Gender, Age: k.Age,
				Legislation: k.Legislation, Object: k.Object, Outcome: k.Outcome, Linked: k.Linked, Clothing: k.Clothing}
			for range n {
				s.Time, s.Latitude, s.Longitude = start.Add(time.Duration(number(rows[i][0]))*time.Minute), math.NaN(), math.NaN()
				if place := rows[i][1]; place != "" {
					s.Latitude, s.Longitude = number(place), 0
				}
				i++
				if !yield(s) {
					return
				}
			}
		}
	}, nil
}

// number reads a number of the tables, which the tests have checked.
func number(text string) float64 {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return math.NaN()
	}
	return n
}
