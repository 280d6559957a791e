package tail

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// Tails against those from the definition, and against the tails of an odds ratio of 1, which are
// computed in another way.
func TestHypergeometric(t *testing.T) {
	for _, c := range []struct {
		x, drawn, marked, records int64
		reason                    string
	}{
		{159, 182, 349, 400, "the mean"},
		{159, 182, 333, 400, "a limit"},
		{159, 182, 4492, 5495, "a limit of more records"},
		{0, 182, 108, 5495, "none found"},
		{182, 182, 5387, 5495, "all found"},
		{4800, 5495, 4800, 5495, "all drawn: no choice"},
		{3, 3, 3, 5, "all marked ones found"},
		{7, 9, 10, 12, "the fewest that can be found"},
		{0, 0, 3, 9, "none drawn"},
		{0, 4, 0, 9, "none marked"},
		{4, 4, 9, 9, "all marked"},
		{250000, 500000, 4990699, 10000000, "very many records"},
		{100, 1000, 100000000000, 1000000000000, "as many as there may be"},
		{25000, 50000, 499000000000, 1000000000000, "the same, beyond its mean by some standard deviations"},
		{40, 2000, 3000000, 1000000000, "far in the tail"},
	} {
		less, greater, equal := Hypergeometric(float64(c.x), float64(c.drawn), float64(c.marked), float64(c.records))
		wantLess, wantGreater, wantEqual := slowTails(c.x, c.drawn, c.marked-c.x, c.records-c.drawn, 1)
		if e := max(relativeError(less, wantLess), relativeError(greater, wantGreater), relativeError(equal, wantEqual)); e > 4e-13 {
			t.Errorf("%s: %v, %v, %v, want %.17g, %.17g, %.17g: relative error %.2g", c.reason, less, greater, equal, wantLess, wantGreater, wantEqual, e)
		}
	}
}

func TestHypergeometricLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		records := rapid.Int64Range(0, rapid.SampledFrom([]int64{5, 300, 1e6}).Draw(t, "most")).Draw(t, "records")
		drawn := rapid.Int64Range(0, records).Draw(t, "drawn")
		marked := rapid.Int64Range(0, records).Draw(t, "marked")
		x := rapid.Int64Range(max(0, drawn+marked-records), min(drawn, marked)).Draw(t, "x")
		X, D, M, N := float64(x), float64(drawn), float64(marked), float64(records)
		less, greater, equal := Hypergeometric(X, D, M, N)
		if !(less >= 0 && less <= 1 && greater >= 0 && greater <= 1 && equal <= min(less, greater)*(1+1e-12)) {
			t.Fatalf("tails %v, %v, %v", less, greater, equal)
		}
		if math.Abs(less+greater-equal-1) > 1e-12 {
			t.Fatalf("tails %v, %v, %v do not add up", less, greater, equal)
		}
		// Those drawn and those marked are alike, and the others are the same in reverse.
		swapped, _, _ := Hypergeometric(X, M, D, N)
		_, others, _ := Hypergeometric(D-X, D, N-M, N)
		same := func(p, q float64) bool { return math.Abs(p-q) <= 1e-12*max(p, q)+1e-290 }
		if !same(less, swapped) || !same(less, others) {
			t.Fatalf("tail %v is %v and %v seen from the other sides", less, swapped, others)
		}
		wantLess, wantGreater := OddsRatioTails(X, D, M-X, N-D, 1, false)
		if !same(less, wantLess) || !same(greater, wantGreater) {
			t.Fatalf("tails %v, %v, want %v, %v", less, greater, wantLess, wantGreater)
		}
	})
}

func TestHypergeometricAllocations(t *testing.T) {
	if got := testing.AllocsPerRun(100, func() { Hypergeometric(159, 182, 4492, 5495) }); got != 0 {
		t.Errorf("Hypergeometric allocates %v times", got)
	}
}
