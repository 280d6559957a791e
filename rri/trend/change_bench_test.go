package trend

import (
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

// exampleBefore and exampleAfter are the counts of the issue that the package documentation has.
var (
	exampleBefore = Pair[rri.Rate]{Group: rri.Rate{Events: 40, Population: 10_000}, Baseline: rri.Rate{Events: 300, Population: 500_000}}
	exampleAfter  = Pair[rri.Rate]{Group: rri.Rate{Events: 60, Population: 12_000}, Baseline: rri.Rate{Events: 280, Population: 510_000}}

	sharesBefore = Pair[rri.Proportion]{Group: rri.Proportion{Events: 10, Trials: 40}, Baseline: rri.Proportion{Events: 100, Trials: 500}}
	sharesAfter  = Pair[rri.Proportion]{Group: rri.Proportion{Events: 20, Trials: 50}, Baseline: rri.Proportion{Events: 120, Trials: 550}}
	noneBefore   = Pair[rri.Proportion]{Group: rri.Proportion{Events: 0, Trials: 40}, Baseline: rri.Proportion{Events: 100, Trials: 500}}
)

// eachChange runs f with a change of each model by each method that has it.
func eachChange(f func(name string, of func() (rri.Estimate, error))) {
	for m := range rri.Methods() {
		o := rri.Options{Method: m}
		for _, c := range []struct {
			name string
			of   func() (rri.Estimate, error)
		}{
			{"rates", func() (rri.Estimate, error) { return ChangeOfIndex(exampleBefore, exampleAfter, o) }},
			{"proportions", func() (rri.Estimate, error) { return ChangeOfIndex(sharesBefore, sharesAfter, o) }},
			{"none before", func() (rri.Estimate, error) { return ChangeOfIndex(noneBefore, sharesAfter, o) }},
		} {
			if _, err := c.of(); err == nil {
				f(m.String()+"/"+c.name, c.of)
			}
		}
	}
}

// TestChangeAllocations: an interval allocates nothing.
func TestChangeAllocations(t *testing.T) {
	eachChange(func(name string, of func() (rri.Estimate, error)) {
		if got := testing.AllocsPerRun(10, func() { _, _ = of() }); got != 0 {
			t.Errorf("%s allocates %v times", name, got)
		}
	})
}

func BenchmarkChangeOfIndex(b *testing.B) {
	eachChange(func(name string, of func() (rri.Estimate, error)) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = of()
			}
		})
	})
}
