package peers

import (
	"math"
	"slices"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/trend"
)

// TestHighest: the probability of being the highest is that of two thousand quantiles of each unit,
// which are the limits of its value at as many levels, each against those of all others.
func TestHighest(t *testing.T) {
	rates := func(events ...int64) (units []rri.Rate) {
		for _, n := range events {
			units = append(units, rri.Rate{Events: n, Population: 1000})
		}
		return units
	}
	beTheHighest(t, "two rates", rates(20, 10))
	beTheHighest(t, "rates of few events", rates(1, 2, 4, 1))
	beTheHighest(t, "rates without events", rates(0, 0, 1, 3))
	beTheHighest(t, "rates of many events", rates(1e9, 1e9+20_000, 1e9+30_000))
	beTheHighest(t, "proportions", []rri.Proportion{{Events: 12, Trials: 40}, {Events: 30, Trials: 80}, {Events: 3, Trials: 12}})
	beTheHighest(t, "proportions of all", []rri.Proportion{{Events: 5, Trials: 5, DesignEffect: 1.6}, {Events: 2, Trials: 9, DesignEffect: 2.5},
		{Events: 6, Trials: 6, DesignEffect: 1.6}, {Events: 5, Trials: 5, DesignEffect: 0.8}})
}

func beTheHighest[M rri.Measure](t *testing.T, reason string, units []M) {
	t.Helper()
	for _, method := range lawMethods[M](Rate) {
		o := Options{Quantity: Rate, Worst: 1, Sense: trend.UpIsWorse}
		if o.Method = method; method == rri.Exact || method == rri.Wald {
			// what is between the limits at the level 0, and what has no width, is another matter
			continue
		}
		s := Set[string, M]{}
		for i, m := range units {
			s.Units = append(s.Units, Unit[string, M]{Name: unitName(i), Counts: map[string]M{"group": m}})
		}
		probability := highestOf(t, units, o.Options)
		for _, row := range of(t, s, o).Rows {
			i := slices.IndexFunc(s.Units, func(u Unit[string, M]) bool { return u.Name == row.Unit })
			if math.Abs(row.Rank.AmongWorst-probability[i]) > 5e-4 {
				t.Errorf("%s, %s: %s: %v, want %v", reason, method, row.Unit, row.Rank.AmongWorst, probability[i])
			}
		}
	}
}

// highestOf returns the probability of each to be the highest.
func highestOf[M rri.Measure](t *testing.T, units []M, o rri.Options) []float64 {
	t.Helper()
	const half = 1000
	quantiles := make([][]float64, len(units))
	for i, m := range units {
		for k := range half {
			o.Level = 1 - (float64(k)+0.5)/half // of quantiles with (k+½)/2000 beyond
			e, err := rri.Of(m, o)
			if err != nil {
				t.Fatal(err)
			}
			quantiles[i] = append(quantiles[i], e.Lower, e.Upper)
		}
		slices.Sort(quantiles[i])
	}
	probability := make([]float64, len(units))
	for i := range units {
		for _, v := range quantiles[i] {
			// Units at one value share it: the number of them below is anything in between
			// (Simpson).
			for _, at := range [][2]float64{{0, 1. / 6}, {0.5, 4. / 6}, {1, 1. / 6}} {
				p := at[1]
				for j := range units {
					if j != i {
						below, _ := slices.BinarySearch(quantiles[j], v)
						upTo, _ := slices.BinarySearch(quantiles[j], math.Nextafter(v, math.Inf(1)))
						p *= (float64(below) + at[0]*float64(upTo-below)) / (2 * half)
					}
				}
				probability[i] += p / (2 * half)
			}
		}
	}
	return probability
}
