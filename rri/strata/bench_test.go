package strata_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/strata"
)

// BenchmarkAdjusted times the estimate of several strata, which is to grow as they do, and that of
// a difference beside that of a ratio.
func BenchmarkAdjusted(b *testing.B) {
	for _, n := range []int{3, 30, 1000} {
		random := rand.New(rand.NewPCG(1, 2))
		pairs := make([]strata.Pair[rri.Proportion], n)
		rates := make([]strata.Pair[rri.Rate], n)
		for i := range pairs {
			trials := math.Round(math.Pow(10, 2.5+2*random.Float64()))
			groupTrials := math.Round(trials * math.Pow(10, -1.5+random.Float64()))
			p := math.Pow(10, -1.5+random.Float64())
			group := rri.Proportion{Events: int64(groupTrials * min(1, p*math.Pow(10, 0.3*random.Float64()))), Trials: int64(groupTrials)}
			baseline := rri.Proportion{Events: int64(trials * p), Trials: int64(trials)}
			pairs[i] = strata.Pair[rri.Proportion]{Group: group, Baseline: baseline}
			rates[i] = strata.Pair[rri.Rate]{Group: rri.Rate{Events: group.Events, Population: groupTrials}, Baseline: rri.Rate{Events: baseline.Events, Population: trials}}
		}
		run := func(name string, compute func() (rri.Estimate, error)) {
			b.Run(fmt.Sprintf("strata=%d/%s", n, name), func(b *testing.B) {
				for b.Loop() {
					if _, err := compute(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
		var o strata.Options
		run("ratio of proportions", func() (rri.Estimate, error) { return strata.Ratio(pairs, o) })
		run("ratio of rates", func() (rri.Estimate, error) { return strata.Ratio(rates, o) })
		run("difference of proportions", func() (rri.Estimate, error) { return strata.Difference(pairs, o) })
		run("difference of rates", func() (rri.Estimate, error) { return strata.Difference(rates, o) })
		run("odds ratio", func() (rri.Estimate, error) { return strata.OddsRatio(pairs, o) })
	}
}
