package main

import (
	"fmt"
	"maps"
	"strings"
	"testing"
)

// TestSuppressThresholds: the thresholds that public bodies use are all kept: whatever is printed
// of a number from 1 to the threshold would be printed of every other.
func TestSuppressThresholds(t *testing.T) {
	thresholds := []int{5, 7, 10, 20}
	if testing.Short() {
		thresholds = []int{5}
	}
	for _, k := range thresholds {
		base := world{by: map[[2]string]int{{"White", noAction}: 14 * k, {"Asian", noAction}: 4 * k, {"Black", noAction}: 6 * k, {"Other", noAction}: 5 * k, {"none", noAction}: 8 * k}}
		moved := func(from, to [2]string) func(n int) world {
			return func(n int) world {
				w := base
				w.by = maps.Clone(base.by)
				w.by[from] -= n
				w.by[to] += n
				return w
			}
		}
		for _, test := range []struct {
			name string
			of   func(n int) world // with n of them
		}{
			{"arrests of one group", moved([2]string{"Black", noAction}, [2]string{"Black", arrest})},
			{"blank outcomes", moved([2]string{"none", noAction}, [2]string{"none", noOutcome})},
			{"labels that are not known", moved([2]string{"none", noAction}, [2]string{"strange", noAction})},
			{"rows of vehicles", func(n int) world { w := base; w.vehicles = n; return w }},
			{"rejected rows", func(n int) world { w := base; w.rejected = n; return w }},
		} {
			t.Run(fmt.Sprintf("%d, %s", k, test.name), func(t *testing.T) {
				print := func(n int) string { return everything(t, test.of(n).csv(), "-suppress", fmt.Sprint(k)) }
				want := print(3)
				if !strings.Contains(want, fmt.Sprintf("counts of 1 to %d are withheld", k)) && !strings.Contains(want, fmt.Sprintf("at most %d", k)) {
					t.Errorf("nothing says that counts up to %d are withheld:\n%s", k, want)
				}
				for _, n := range []int{1, k} {
					if got := print(n); got != want {
						t.Errorf("%d and 3 print apart: %s", n, firstDifference(want, got))
					}
				}
				if got := print(k + 1); got == want {
					t.Errorf("%d are withheld too", k+1)
				}
			})
		}
	}
}
