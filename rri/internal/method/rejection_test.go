package method

import (
	"fmt"
	"testing"

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

func BenchmarkRejection(b *testing.B) {
	for _, size := range [][2]float64{{10, 40}, {40, 160}, {100, 100}, {40, 500}, {100, 400}} {
		b.Run(fmt.Sprintf("%v,%v", size[0], size[1]), func(b *testing.B) {
			for b.Loop() {
				NewRejection(size[0], size[1], 1, 0.025, TwoSided)
			}
		})
	}
}
