package rri

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

// benchTables returns 10,000 tables like those of police data: a group of 10 to 56,000 people
// beside a baseline of 3,000 to 1.4 million. Where there is a folder of reference values they are
// those on which other packages were timed.
func benchTables(b *testing.B) []quantity.Counts {
	if dir := os.Getenv("DISPARITY_ORACLE"); dir != "" {
		var tables []quantity.Counts
		for _, r := range referencetest.Records(b, filepath.Join(dir, "timing", "batch.csv")) {
			tables = append(tables, quantity.CountsOf(referencetest.Float(b, r["a"]), referencetest.Float(b, r["n1"]), referencetest.Float(b, r["b"]), referencetest.Float(b, r["n0"])))
		}
		return tables
	}
	random := rand.New(rand.NewPCG(1, 2))
	tables := make([]quantity.Counts, 10_000)
	for i := range tables {
		m := math.Round(math.Pow(10, 3.5+2.6*random.Float64()))
		n := math.Round(m * math.Pow(10, -2.2+1.9*random.Float64()))
		p := math.Pow(10, -3+2.2*random.Float64())
		b := math.Round(m * p)
		a := min(n, math.Round(n*p*math.Pow(10, -0.3+0.9*random.Float64())))
		tables[i] = quantity.CountsOf(a, max(n, 1), b, m)
	}
	return tables
}

// BenchmarkMethods times one comparison with its interval and p-value.
func BenchmarkMethods(b *testing.B) {
	tables := benchTables(b)
	run := func(name string, m Method, compute func(c quantity.Counts, o Options) error) {
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
			if !method.Families[m].Has(q) || smallOnly(m, q) {
				continue
			}
			run(q.String(), m, func(c quantity.Counts, o Options) (err error) {
				group, baseline := Proportion{Events: int64(c.A), Trials: int64(c.N)}, Proportion{Events: int64(c.B), Trials: int64(c.M)}
				groupRate, baselineRate := Rate{Events: int64(c.A), Population: c.N}, Rate{Events: int64(c.B), Population: c.M}
				switch q {
				case quantity.Proportion:
					_, err = Of(group, o)
				case quantity.Rate:
					_, err = Of(groupRate, o)
				case quantity.RatioOfProportions:
					_, err = Ratio(group, baseline, o)
				case quantity.RatioOfRates:
					_, err = Ratio(groupRate, baselineRate, o)
				case quantity.DifferenceOfProportions:
					_, err = Difference(group, baseline, o)
				case quantity.DifferenceOfRates:
					_, err = Difference(groupRate, baselineRate, o)
				case quantity.OddsRatio:
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
			ratio, standardError := c.A/c.N/(c.B/c.M), math.Sqrt(1/c.A-1/c.N+1/c.B-1/c.M)
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

// BenchmarkJeffreys times ratios by Jeffreys as the counts grow.
func BenchmarkJeffreys(b *testing.B) {
	for _, events := range []int64{10, 1_000, 100_000, 10_000_000, 1_000_000_000} {
		b.Run("rates/events="+fmt.Sprint(events), func(b *testing.B) {
			group, baseline := Rate{Events: events / 2, Population: 1e6}, Rate{Events: events - events/2, Population: 1.1e6}
			for b.Loop() {
				if _, err := Ratio(group, baseline, Options{Method: Jeffreys}); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run("proportions/events="+fmt.Sprint(events), func(b *testing.B) {
			group, baseline := Proportion{Events: events / 2, Trials: events}, Proportion{Events: events / 2, Trials: 11 * events / 10}
			for b.Loop() {
				if _, err := Ratio(group, baseline, Options{Method: Jeffreys}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestNoAllocation: no interval path allocates.
func TestNoAllocation(t *testing.T) {
	group, baseline := Proportion{Events: 33, Trials: 482}, Proportion{Events: 115, Trials: 1260}
	groupRate, baselineRate := Rate{Events: 33, Population: 482}, Rate{Events: 115, Population: 1260}
	for m := range Methods() {
		for _, q := range allQuantities {
			if !method.Families[m].Has(q) || smallOnly(m, q) {
				continue
			}
			o := Options{Method: m}
			allocations := testing.AllocsPerRun(20, func() {
				switch q {
				case quantity.Proportion:
					Of(group, o)
				case quantity.Rate:
					Of(groupRate, o)
				case quantity.RatioOfProportions:
					Ratio(group, baseline, o)
				case quantity.RatioOfRates:
					Ratio(groupRate, baselineRate, o)
				case quantity.DifferenceOfProportions:
					Difference(group, baseline, o)
				case quantity.DifferenceOfRates:
					Difference(groupRate, baselineRate, o)
				case quantity.OddsRatio:
					OddsRatio(group, baseline, o)
				}
			})
			if allocations != 0 {
				t.Errorf("%s of %s: %v allocations, want none", q, m, allocations)
			}
		}
	}
}
