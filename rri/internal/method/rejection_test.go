package method

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// TestRejectionIsThatOfTheTest: every pair of counts is rejected where its p-value says so.
func TestRejectionIsThatOfTheTest(t *testing.T) {
	family := &Families[3]
	for _, test := range []struct {
		n, m              float64
		null, probability float64
		reason            string
	}{
		{1, 1, 1, 0.025, "nothing can be rejected"},
		{1, 1, 1, 0.25, "a p-value that is the probability but for rounding, which is not below it"},
		{1, 1, 1, 0.2500001, "one that is below it"},
		{2, 2, 1, 0.05, "few trials"},
		{7, 12, 1, 0.025, "a small group"},
		{12, 7, 1, 0.025, "a small baseline"},
		{9, 9, 1, 0.025, "groups of one size"},
		{9, 9, 1.25, 0.05, "a null value above 1"},
		{9, 11, 0.8, 0.05, "a null value below 1"},
		{5, 20, 3, 0.005, "a high level"},
		{20, 5, 0.01, 0.1, "a null value that is far off"},
		{6, 6, 1e30, 0.025, "a null value that is tested as another"},
		{10, 10, 1, 0.45, "a low level"},
		{15, 40, 1, 0.025, "more trials"},
		{33, 14, 1, 0.0005, "a level of many comparisons"},
	} {
		r := NewRejection(test.n, test.m, test.null, test.probability, TwoSided)
		wrong := 0
		for a := 0.; a <= test.n; a++ {
			for b := 0.; b <= test.m; b++ {
				if a+b == 0 {
					continue // no ratio
				}
				less, greater := family.Test(quantity.RatioOfProportions, quantity.CountsOf(a, test.n, b, test.m), test.null)
				if got, want := [2]bool{r.Less(a, b), r.Greater(a, b)}, [2]bool{less < test.probability, greater < test.probability}; got != want {
					if wrong++; wrong < 5 {
						t.Errorf("%s: %v of %v against %v of %v: rejected %v, want %v, for p-values %v and %v", test.reason, a, test.n, b, test.m, got, want, less, greater)
					}
				}
			}
		}
	}
}

// TestLawRejects: a family rejects what its p-value is below the tail of.
func TestLawRejects(t *testing.T) {
	quantities := []quantity.Quantity{quantity.RatioOfProportions, quantity.RatioOfRates}
	rapid.Check(t, func(t *rapid.T) {
		q := rapid.SampledFrom(quantities).Draw(t, "quantity")
		family := &Families[rapid.IntRange(0, len(Families)-1).Filter(func(i int) bool { return Families[i].Has(q) }).Draw(t, "family")]
		count := rapid.OneOf(rapid.IntRange(0, 8), rapid.IntRange(0, 300), rapid.IntRange(0, 1e6))
		if family.Enumerates(q) {
			count = rapid.IntRange(0, 8) // tables of so many
		}
		c := quantity.CountsOf(float64(count.Draw(t, "a")), 1, float64(count.Draw(t, "b")), 1)
		c.N, c.M = c.A+1+float64(count.Draw(t, "n")), c.B+1+float64(count.Draw(t, "m"))
		if c.UndefinedRatio(q) {
			return
		}
		null := rapid.SampledFrom([]float64{1, 0.8, 3}).Draw(t, "null")
		l := Beyond(rapid.SampledFrom([]float64{0.025, 0.05, 0.25, 1e-4}).Draw(t, "tail"))
		less, greater := family.Test(q, c, null)
		gotLess, gotGreater := family.Rejects(q, c, null, l)
		if gotLess != (less < l.Tail) || gotGreater != (greater < l.Tail) {
			t.Fatalf("%s of %+v against %v: rejects %v and %v at %v, for p-values %v and %v", family.Name, c, null, gotLess, gotGreater, l.Tail, less, greater)
		}
	})
}

func BenchmarkRejection(b *testing.B) {
	for _, size := range [][2]float64{{10, 40}, {40, 160}, {100, 100}, {40, 500}, {100, 400}} {
		b.Run(fmt.Sprintf("%v,%v", size[0], size[1]), func(b *testing.B) {
			for b.Loop() {
				NewRejection(size[0], size[1], 1, 0.025, TwoSided)
			}
		})
	}
}
