package audit

import (
	"math"
	"math/big"
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

// How often the interval of a difference misses the true one, at most, over all numbers of records
// with what was looked for: the documentation says so.
func TestDifferenceCoverage(t *testing.T) {
	for _, c := range []struct {
		drawnA, recordsA, drawnB, recordsB int64
		most                               float64
		reason                             string
	}{
		{5, 5, 5, 5, 0, "all known"},
		{3, 10, 5, 8, 0.05, "few records"},
		{8, 20, 8, 20, 0.05, "alike"},
		{10, 20, 4, 12, 0.05, "not alike"},
		{18, 20, 15, 20, 0.05, "nearly all drawn: limits that are no record further out miss up to 0.675"},
		{38, 40, 38, 40, 0.05, "nearly all drawn of more: they miss up to 0.905"},
		{20, 20, 5, 20, 0.05, "one known"},
		{1, 9, 15, 20, 0.05, "one drawn"},
		{20, 40, 20, 40, 0.05, "half of both"},
		{3, 80, 20, 30, 0.05, "few of many"},
		{10, 80, 10, 80, 0.056, "ten of many"},
		{2, 80, 2, 80, 0.08, "two of many"},
	} {
		worst := 0.
		a, waysA := allResults(t, c.drawnA, c.recordsA)
		b, waysB := allResults(t, c.drawnB, c.recordsB)
		misses := make([][][2]float64, len(a)) // of each pair of samples
		for x := range a {
			misses[x] = make([][2]float64, len(b))
			for y := range b {
				d, err := Difference(a[x], b[y])
				if err != nil {
					t.Fatal(err)
				}
				if !(-1 <= d.Lower && d.Lower <= d.Value && d.Value <= d.Upper && d.Upper <= 1) {
					t.Fatalf("difference of %v and %v: %v", a[x], b[y], d)
				}
				// a true difference on a limit is held: both are quotients, rounded in their last
				// digits
				misses[x][y] = [2]float64{d.Lower - 1e-12, d.Upper + 1e-12}
			}
		}
		for k := range waysA {
			for m := range waysB {
				truth := float64(k)/float64(c.recordsA) - float64(m)/float64(c.recordsB)
				missed := 0.
				for x := range a {
					for y := range b {
						if truth < misses[x][y][0] || truth > misses[x][y][1] {
							missed += waysA[k][x] * waysB[m][y]
						}
					}
				}
				worst = max(worst, missed)
			}
		}
		if worst > c.most {
			t.Errorf("%s: a difference is missed in %v of the samples, want at most %v", c.reason, worst, c.most)
		}
	}
}

// allResults returns the result of every sample of drawn from records, and the probability of each
// by the number of records with what was looked for.
func allResults(t *testing.T, drawn, records int64) (results []Result, probability [][]float64) {
	all := new(big.Int).Binomial(records, drawn)
	for x := range drawn + 1 {
		r, err := Of(rri.Proportion{Events: x, Trials: drawn}, records, Options{})
		if err != nil {
			t.Fatal(err)
		}
		results = append(results, r)
	}
	for k := range records + 1 {
		row := make([]float64, drawn+1)
		for x := range row {
			ways := new(big.Int).Binomial(k, int64(x))
			ways.Mul(ways, new(big.Int).Binomial(records-k, drawn-int64(x)))
			row[x], _ = new(big.Rat).SetFrac(ways, all).Float64()
		}
		probability = append(probability, row)
	}
	return results, probability
}

func TestDifference(t *testing.T) {
	of := func(found, drawn, records int64) Result {
		r, err := Of(rri.Proportion{Events: found, Trials: drawn}, records, Options{})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	for _, c := range []struct {
		a, b                Result
		value, lower, upper float64
		reason              string
	}{
		{of(7, 10, 10), of(2, 5, 5), 0.3, 0.3, 0.3, "both known"},
		{of(7, 10, 10), of(3, 5, 20), 0.1, 0.65 - of(3, 5, 20).Share.Upper, 0.75 - of(3, 5, 20).Share.Lower, "one known: the other one record further out"},
		{of(0, 0, 10), of(3, 5, 5), math.NaN(), -0.6, 0.4, "one of which nothing is known"},
	} {
		d, err := Difference(c.a, c.b)
		if err != nil {
			t.Fatal(err)
		}
		// what is wanted is written as sums of quotients, which round in their last digits
		same := math.Abs(d.Value-c.value) < 1e-12 || math.IsNaN(d.Value) && math.IsNaN(c.value)
		if !same || math.Abs(d.Lower-c.lower) > 1e-12 || math.Abs(d.Upper-c.upper) > 1e-12 || math.IsNaN(c.value) != d.Flags.Has(rri.NoData) {
			t.Errorf("%s: %v, want %v (%v to %v)", c.reason, d, c.value, c.lower, c.upper)
		}
	}
}
