// Package referencetest is for tests: it reads tables of reference values and says how far results
// are from them.
package referencetest

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"os"
	"reflect"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
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

// Float returns the number in a cell: one that is too large is infinite, one that is too small is
// 0.
func Float(t testing.TB, cell string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(cell, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
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

// RelativeError returns the relative error of got, and 0 where both are the same infinity or both
// NaN.
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

// RoundTrips checks that each instance, or each element of one that is a []any, comes back from
// JSON as it was. NaN is NaN, and no elements are as good as none.
func RoundTrips(t testing.TB, instances map[string]any) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(instances)) {
		all, ok := instances[name].([]any)
		if !ok {
			all = []any{instances[name]}
		}
		for _, v := range all {
			if err := RoundTrip(v); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// RoundTrip reports how v does not come back from JSON as it was, or nil.
func RoundTrip(v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	back := reflect.New(reflect.TypeOf(v))
	if err := json.Unmarshal(data, back.Interface()); err != nil {
		return fmt.Errorf("%s: %w", data, err)
	}
	every := cmp.Exporter(func(reflect.Type) bool { return true })
	if diff := cmp.Diff(v, back.Elem().Interface(), cmpopts.EquateNaNs(), cmpopts.EquateEmpty(), every); diff != "" {
		return fmt.Errorf("%s comes back otherwise (-want +got):\n%s", data, diff)
	}
	return nil
}

// Must returns v, and panics with err: for instances of package-level variables.
func Must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
