package rri

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"sync"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// The national table: for each force and month, each of six measures by 18 groups, every group
// against the first. In ten years of 43 forces these are 30,960 tables and 526,320 comparisons. The
// forces are made up, with the small cells that real ones have: a fifth of the counts of searches
// are 0, and three in five are below 5.
const (
	nationalForces, nationalMonths, nationalGroups = 43, 120, 18

	nationalComparisons = nationalForces * 6 * (nationalGroups - 1) // of one month
)

// nationalShares are the outcome rates among searches, from any outcome to a summons.
var nationalShares = [5]float64{0.28, 0.22, 0.13, 0.06, 0.02}

// national has the counts of one month.
type national struct {
	rates       []map[int]Rate
	proportions []map[int]Proportion
}

// newNational returns the counts of every month.
func newNational() []national {
	random := rand.New(rand.NewPCG(43, 120))
	var residents [nationalForces][nationalGroups]float64
	for f := range residents {
		people := math.Exp(13.5 + 0.7*random.NormFloat64())
		for g := range residents[f] {
			share := 0.85
			if g > 0 {
				share = 0.004 * math.Exp(1.2*random.NormFloat64())
			}
			residents[f][g] = max(10, math.Round(people*share))
		}
	}
	months := make([]national, nationalMonths)
	for i := range months {
		for f := range residents {
			rates := make(map[int]Rate, nationalGroups)
			outcomes := make([]map[int]Proportion, len(nationalShares))
			for k := range outcomes {
				outcomes[k] = make(map[int]Proportion, nationalGroups)
			}
			for g, people := range residents[f] {
				index := 1.
				if g > 0 {
					index = math.Exp(0.3 + 0.6*random.NormFloat64())
				}
				searches := poisson(random, people*0.0006*index)
				rates[g] = Rate{Events: searches, Population: people}
				for k, share := range nationalShares {
					outcomes[k][g] = Proportion{Events: min(searches, poisson(random, float64(searches)*share)), Trials: searches}
				}
			}
			months[i].rates = append(months[i].rates, rates)
			months[i].proportions = append(months[i].proportions, outcomes...)
		}
	}
	return months
}

// poisson draws a count with that mean.
func poisson(random *rand.Rand, mean float64) int64 {
	if mean > 50 {
		return max(0, int64(math.Round(mean+math.Sqrt(mean)*random.NormFloat64())))
	}
	n := int64(-1)
	for sum := 0.; sum < mean || n < 0; n++ {
		sum += random.ExpFloat64()
	}
	return n
}

// compare makes every table of the month, and returns how many ratios differ from 1. With again
// every table is made in the memory of the one before it.
func (n *national) compare(m Method, again bool) (differ int, err error) {
	var rates Table[int, Rate]
	for _, counts := range n.rates {
		if !again {
			rates = Table[int, Rate]{}
		}
		if err := rates.Compare(0, counts, Options{Method: m}); err != nil {
			return 0, err
		}
		differ += differing(rates)
	}
	var proportions Table[int, Proportion]
	for _, counts := range n.proportions {
		if !again {
			proportions = Table[int, Proportion]{}
		}
		if err := proportions.Compare(0, counts, Options{Method: m}); err != nil {
			return 0, err
		}
		differ += differing(proportions)
	}
	return differ, nil
}

func differing[M Measure](t Table[int, M]) (n int) {
	for _, r := range t.Rows {
		if r.Ratio.P < 0.05 {
			n++
		}
	}
	return n
}

// BenchmarkNational makes the tables of a month; what it reports is of one comparison, with its
// rate, ratio, difference and excess. Bytes are those of the rows, and none where each table takes
// the memory of the one before. With two workers, each makes every second month, and the time is
// that of both together.
func BenchmarkNational(b *testing.B) {
	months := newNational()
	for _, c := range []struct {
		m       Method
		workers int
		again   bool
	}{
		{SCAS, 1, false}, {SCAS, 2, false}, {SCAS, 1, true}, {SCAS, 2, true},
		{Score, 1, true}, {Wald, 1, true}, {Jeffreys, 1, true},
	} {
		name := fmt.Sprintf("%s/workers=%d", c.m, c.workers)
		if c.again {
			name += "/again"
		}
		b.Run(name, func(b *testing.B) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			b.ResetTimer()
			var group sync.WaitGroup
			for w := range c.workers {
				group.Go(func() {
					for i := w; i < b.N; i += c.workers {
						if differ, err := months[i%len(months)].compare(c.m, c.again); err != nil || differ == 0 {
							b.Errorf("%d ratios differ: %v", differ, err)
							return
						}
					}
				})
			}
			group.Wait()
			b.StopTimer()
			runtime.ReadMemStats(&after)
			n := float64(b.N) * nationalComparisons
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/n, "ns/comparison")
			b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/n, "B/comparison")
			b.ReportMetric(float64(after.Mallocs-before.Mallocs)/n, "allocs/comparison")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// TestNational: the made-up counts have the small cells that they are for.
func TestNational(t *testing.T) {
	months := newNational()
	var zero, few, all int
	for _, n := range months {
		for _, counts := range n.rates {
			for _, r := range counts {
				all++
				if r.Events == 0 {
					zero++
				}
				if r.Events < 5 {
					few++
				}
			}
		}
	}
	for _, c := range []struct {
		name      string
		n         int
		low, high float64
	}{{"0", zero, 0.18, 0.24}, {"below 5", few, 0.57, 0.65}} {
		if share := float64(c.n) / float64(all); share < c.low || share > c.high {
			t.Errorf("%.2f of the counts of searches are %s, want %v to %v", share, c.name, c.low, c.high)
		}
	}
}

// TestTableCompare: a table made in the memory of another is that which Compare makes, whatever the
// other was, and keeps its labels.
func TestTableCompare(t *testing.T) {
	labels := Labels{Measure: "search rate", Notes: []string{"a note"}}
	small := map[string]Rate{"White": {Events: 30, Population: 1000}, "Black": {Events: 4, Population: 50}}
	large := map[string]Rate{"White": {Events: 31, Population: 1000}, "Black": {Population: 50}, "Asian": {Events: 2, Population: 70}}
	table := Table[string, Rate]{Labels: labels}
	for i, counts := range []map[string]Rate{small, large, small, large} {
		o := Options{Method: Method(i)}
		if err := table.Compare("White", counts, o); err != nil {
			t.Fatal(err)
		}
		want, err := Compare("White", counts, o)
		if err != nil {
			t.Fatal(err)
		}
		want.Labels = labels
		if !gocmp.Equal(table, want, cmpopts.EquateNaNs(), gocmp.AllowUnexported(Table[string, Rate]{})) {
			t.Errorf("%d: in the memory of another table: %+v, want %+v", i, table, want)
		}
		// What others say of a table does not outlive its numbers.
		table = table.WithDerived("pooled")
		table.Simultaneous = Simultaneous{Comparisons: 3, Level: 0.9}
		table.Rows[1].Note = "a note of a row"
	}
	if err := table.Compare("Green", small, Options{}); !errors.Is(err, ErrBaseline) || table.Rows != nil || table.Measure != "" {
		t.Errorf("without a baseline: %v and %+v, want %v and the zero Table", err, table, ErrBaseline)
	}
	allocations := testing.AllocsPerRun(20, func() { table.Compare("White", large, Options{}) })
	if table.Compare("White", large, Options{}); allocations != 0 {
		t.Errorf("%v allocations, want none", allocations)
	}
	for _, m := range []Method{Exact, MidP} { // they have no difference of rates
		if allocations := testing.AllocsPerRun(20, func() { table.Compare("White", large, Options{Method: m}) }); allocations != 0 {
			t.Errorf("%s: %v allocations, want none", m, allocations)
		}
	}
	many := map[string]Proportion{"White": {Events: 30, Trials: 1500}, "Black": {Events: 4, Trials: 600}}
	var proportions Table[string, Proportion]
	if allocations := testing.AllocsPerRun(20, func() { proportions.Compare("White", many, Options{Method: Exact}) }); allocations != 0 {
		t.Errorf("exact, above its size: %v allocations, want none", allocations)
	}
}
