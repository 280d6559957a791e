package peers

import (
	"cmp"
	"fmt"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/multiple"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/trend"
)

// pairsOf returns the pairs of cells: that of i and j, i before j, has the place pairAt(i, j).
func pairsOf[G cmp.Ordered, M rri.Measure](cells []cell[G, M], o Options) ([]Pair, error) {
	var pairs []Pair
	var p []float64
	for j := range cells {
		for i := range j {
			lower, higher := &cells[i], &cells[j]
			ratio, err := ratioOf(o, lower.known(), higher.known())
			if err != nil {
				return nil, fmt.Errorf("%s beside %s: %w", sheet.Clip(higher.unit.Name), sheet.Clip(lower.unit.Name), err)
			}
			pairs = append(pairs, Pair{Lower: lower.unit.Name, Higher: higher.unit.Name, Ratio: ratio})
			p = append(p, oneIfNone(ratio.P))
		}
	}
	adjusted, err := multiple.Adjust(p, multiple.Holm)
	if err != nil {
		return nil, err
	}
	for i := range pairs {
		pairs[i].P = adjusted[i]
		pairs[i].Apart = adjusted[i] < alpha(o) && toldBy(pairs[i].Ratio) < 1
	}
	return pairs, nil
}

// pairAt returns the place of the pair of two cells, the lower one before the higher one.
func pairAt(lower, higher int) int { return higher*(higher-1)/2 + lower }

// ratioOf returns the value of a unit over that of another, which have nobody in common.
func ratioOf[M rri.Measure](o Options, lower, higher fallen[M]) (rri.Estimate, error) {
	single := o.Options
	single.Null = 0
	if o.Quantity == Index {
		return trend.ChangeOfIndex(trend.Pair[M]{Group: lower.group, Baseline: lower.baseline},
			trend.Pair[M]{Group: higher.group, Baseline: higher.baseline}, single)
	}
	q := quantity.RatioOf[M]()
	if family := &method.Families[o.Method]; family.Has(q) && family.Enumerates(q) && q.Binomial() {
		return rri.Estimate{}, fmt.Errorf("%s for the pairs of units: %w: it enumerates the tables of every pair, which takes too long: choose scas or jeffreys",
			o.Method, rri.ErrMethod)
	}
	return rri.Ratio(higher.group, lower.group, single)
}

// oneIfNone returns p, and 1 where there is none: counts that say nothing tell nothing apart.
func oneIfNone(p float64) float64 {
	if p >= 0 {
		return p
	}
	return 1
}

// alpha is what a p-value has to be below.
func alpha(o Options) float64 { return 1 - o.Level }
