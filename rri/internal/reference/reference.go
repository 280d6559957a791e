// Package reference is for tests: it reads tables of reference values and says how far results are from them.
package reference

import (
	"encoding/csv"
	"maps"
	"math"
	"os"
	"slices"
	"strconv"
	"testing"
)

// Records returns the rows of a CSV file as maps from the names in its first row.
func Records(t testing.TB, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var records []map[string]string
	for _, row := range rows[1:] {
		record := make(map[string]string)
		for i, name := range rows[0] {
			record[name] = row[i]
		}
		records = append(records, record)
	}
	return records
}

// Float returns the number in a cell: one that is too large is infinite, one that is too small is 0.
func Float(t testing.TB, cell string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(cell, 64)
	if err != nil && !(math.IsInf(v, 0) || v == 0 && cell != "") {
		t.Fatal(err)
	}
	return v
}

// Count returns the count in a cell.
func Count(t testing.TB, cell string) int64 {
	t.Helper()
	v, err := strconv.ParseInt(cell, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// RelativeError returns the relative error of got, and 0 where both are the same infinity or both NaN.
func RelativeError(got, want float64) float64 {
	switch {
	case got == want || (math.IsNaN(got) && math.IsNaN(want)):
		return 0
	case math.IsNaN(got) || math.IsInf(got, 0) || math.IsInf(want, 0):
		return math.Inf(1)
	case want == 0:
		return math.Abs(got)
	}
	return math.Abs(got-want) / math.Abs(want)
}

// Worst collects the worst relative error for each of some keys. The zero value is ready for use.
type Worst struct {
	worst map[string]float64
	where map[string]string
	Rows  map[string]int // the values that were added
}

// Add notes an error.
func (w *Worst) Add(key, where string, e float64) {
	if w.worst == nil {
		w.worst, w.where, w.Rows = map[string]float64{}, map[string]string{}, map[string]int{}
	}
	w.Rows[key]++
	if e >= w.worst[key] {
		w.worst[key], w.where[key] = e, where
	}
}

// Log writes a line for each key, which go test prints with -v.
func (w *Worst) Log(t testing.TB) {
	t.Helper()
	for _, key := range slices.Sorted(maps.Keys(w.worst)) {
		t.Logf("%-56s %6d values  worst %.1e  %s", key, w.Rows[key], w.worst[key], w.where[key])
	}
}
