package rri

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

// benchTables returns 10,000 tables like those of police data: a group of 10 to 56,000 people
// beside a baseline of 3,000 to 1.4 million. Where there is a folder of reference values they are
// those on which other packages were timed.
func benchTables(b *testing.B) []cells {
	if dir := os.Getenv("DISPARITY_ORACLE"); dir != "" {
		var tables []cells
		for _, r := range referencetest.Records(b, filepath.Join(dir, "timing", "batch.csv")) {
			tables = append(tables, cells{referencetest.Float(b, r["a"]), referencetest.Float(b, r["n1"]), referencetest.Float(b, r["b"]), referencetest.Float(b, r["n0"])})
		}
		return tables
	}
	random := rand.New(rand.NewPCG(1, 2))
	tables := make([]cells, 10_000)
	for i := range tables {
		m := math.Round(math.Pow(10, 3.5+2.6*random.Float64()))
		n := math.Round(m * math.Pow(10, -2.2+1.9*random.Float64()))
		p := math.Pow(10, -3+2.2*random.Float64())
		b := math.Round(m * p)
		a := min(n, math.Round(n*p*math.Pow(10, -0.3+0.9*random.Float64())))
		tables[i] = cells{a, max(n, 1), b, m}
	}
	return tables
}

// BenchmarkMethods times one comparison with its interval and p-value.
func BenchmarkMethods(b *testing.B) {
	tables := benchTables(b)
	run := func(name string, m Method, compute func(c cells, o Options) error) {
		b.Run(name+"/"+m.String(), func(b *testing.B) {
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				if err := compute(tables[i], Options{Method: m}); err != nil {
					b.Fatal(err)
				}
				if i++; i == len(tables) {
					i = 0
				}
			}
		})
	}
	for m := range Methods() {
		for _, q := range allQuantities {
			if methods[m].limits[q] == nil || smallOnly(m, q) {
				continue
			}
			run(q.String(), m, func(c cells, o Options) (err error) {
				group, baseline := Proportion{Events: int64(c.a), Trials: int64(c.n)}, Proportion{Events: int64(c.b), Trials: int64(c.m)}
				groupRate, baselineRate := Rate{Events: int64(c.a), Population: c.n}, Rate{Events: int64(c.b), Population: c.m}
				switch q {
				case oneProportion:
					_, err = Of(group, o)
				case oneRate:
					_, err = Of(groupRate, o)
				case ratioOfProportions:
					_, err = Ratio(group, baseline, o)
				case ratioOfRates:
					_, err = Ratio(groupRate, baselineRate, o)
				case differenceOfProportions:
					_, err = Difference(group, baseline, o)
				case differenceOfRates:
					_, err = Difference(groupRate, baselineRate, o)
				case oddsRatio:
					_, err = OddsRatio(group, baseline, o)
				}
				return err
			})
		}
	}
	// A yardstick: the bare formula of the Wald interval and p-value of a ratio of proportions with
	// package math, on the same tables. It checks nothing and flags nothing.
	b.Run("yardstick", func(b *testing.B) {
		i := 0
		var sum float64
		for b.Loop() {
			c := tables[i]
			ratio, standardError := c.a/c.n/(c.b/c.m), math.Sqrt(1/c.a-1/c.n+1/c.b-1/c.m)
			factor := math.Exp(1.959963984540054 * standardError)
			sum += ratio/factor + ratio*factor + math.Erfc(math.Abs(math.Log(ratio))/standardError/math.Sqrt2)
			if i++; i == len(tables) {
				i = 0
			}
		}
		benchSink = sum
	})
}

// benchSink keeps the compiler from leaving out what a benchmark computes.
var benchSink float64

// BenchmarkConditionalExact times the conditional exact and mid-P ratio of rates as the counts
// grow.
func BenchmarkConditionalExact(b *testing.B) {
	for _, m := range []Method{Exact, MidP} {
		for _, events := range []int64{10, 1_000, 100_000, 10_000_000, 1_000_000_000} {
			b.Run(m.String()+"/events="+fmt.Sprint(events), func(b *testing.B) {
				b.ReportAllocs()
				group, baseline := Rate{Events: events / 2, Population: 1e6}, Rate{Events: events - events/2, Population: 1.1e6}
				for b.Loop() {
					if _, err := Ratio(group, baseline, Options{Method: m}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// TestNoAllocation: no interval path allocates.
func TestNoAllocation(t *testing.T) {
	group, baseline := Proportion{Events: 33, Trials: 482}, Proportion{Events: 115, Trials: 1260}
	groupRate, baselineRate := Rate{Events: 33, Population: 482}, Rate{Events: 115, Population: 1260}
	for m := range Methods() {
		for _, q := range allQuantities {
			if methods[m].limits[q] == nil || smallOnly(m, q) {
				continue
			}
			o := Options{Method: m}
			allocations := testing.AllocsPerRun(20, func() {
				switch q {
				case oneProportion:
					Of(group, o)
				case oneRate:
					Of(groupRate, o)
				case ratioOfProportions:
					Ratio(group, baseline, o)
				case ratioOfRates:
					Ratio(groupRate, baselineRate, o)
				case differenceOfProportions:
					Difference(group, baseline, o)
				case differenceOfRates:
					Difference(groupRate, baselineRate, o)
				case oddsRatio:
					OddsRatio(group, baseline, o)
				}
			})
			if allocations != 0 {
				t.Errorf("%s of %s: %v allocations, want none", q, m, allocations)
			}
		}
	}
}
