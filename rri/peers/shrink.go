package peers

import (
	"cmp"
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/root"
	"github.com/seed-549880be/disparity/rri/internal/tail"
	"github.com/seed-549880be/disparity/rri/trend"
)

// thinFrom is from how many units on ranks go by quantiles that are one standard deviation apart.
const thinFrom = 200

// fewestShrunk is how many units it takes to tell how true values differ.
const fewestShrunk = 3

// shrink sets the shrunken values of a comparison, if they are asked for.
func shrink[G cmp.Ordered, M rri.Measure](c *Comparison[G], cells []cell[G, M], o Options) error {
	if !o.Shrink {
		return nil
	}
	if (*new(M)).IsProportion() {
		return fmt.Errorf("shrunken proportions: %w: only rates and their indices borrow from each other", rri.ErrMethod)
	}
	var units []evidence
	var group, baseline float64
	for _, cell := range cells {
		e := evidenceOf(cell, o.Quantity)
		units, group, baseline = append(units, e), group+e.a, baseline+e.b
	}
	if len(units) < fewestShrunk || group == 0 || o.Quantity == Index && baseline == 0 {
		none := noData(o.Options)
		none.Method = rri.Jeffreys
		c.Shrinkage = &Shrinkage{Mean: none, Variation: none}
		return nil
	}
	p := newHierarchy(units).fit()
	c.Shrinkage = &Shrinkage{Mean: shrunk(p.spreadOfMean(), o.Level), Variation: p.variation(o.Level)}
	var spreads []spread
	for j := range c.Rows {
		d := p.distribution(j)
		spreads = append(spreads, d.thinned(max(0.25, min(1, float64(len(units))/thinFrom))))
		c.Rows[j].Shrunken = &Shrunken{Value: shrunk(d, o.Level), Weight: p.weight(j)}
	}
	among := amongWorst(spreads, c.Worst, o.Sense != trend.UpIsBetter)
	ranks := meanRanks(spreads)
	for j, row := range c.Rows {
		row.Shrunken.Rank, row.Shrunken.AmongWorst = ranks[j], min(among[j], 1)
	}
	return nil
}

// weight returns the share of its own counts in the value of a unit: the information in them over
// that and what the distribution of the true values tells.
func (p posterior) weight(unit int) (weight float64) {
	for i, s := range p.slices {
		for n, t := range s.t {
			information := p.units[unit].information(t)
			weight += p.weights[i][n] * information / (information + s.k)
		}
	}
	return min(weight, 1)
}

// shrunk returns the median of a distribution and its limits.
func shrunk(s spread, level float64) rri.Estimate {
	z := tail.NormalQuantile((1 - level) / 2)
	return rri.Estimate{Value: math.Exp(s.quantile(0)), Lower: math.Exp(s.quantile(-z)), Upper: math.Exp(s.quantile(z)), P: math.NaN(), Level: level, Method: rri.Jeffreys}
}

// variation returns the standard deviation of the true values over their mean, with its interval:
// where the likelihood of it, integrated over the mean, is highest, and where it is above
// exp(-z²/2) of that. So it can be 0, which a distribution of it would leave out.
func (p posterior) variation(level float64) rri.Estimate {
	e := rri.Estimate{P: math.NaN(), Level: level, Method: rri.Jeffreys}
	s := p.search()
	f := func(u float64) float64 { return s.slice(u).logEvidence }
	lowest, highest := p.span()
	none := f(lowest - noVariation)
	best := highest
	value := math.Inf(-1)
	for _, at := range p.scanned {
		if at.logEvidence > value {
			best, value = at.u, at.logEvidence
		}
	}
	best, value = maximize(f, max(best-scanStep, lowest), min(best+scanStep, highest), 0.1)
	if best, value = vertex(f, best, value, 0.05); best > highest {
		best, value = highest, f(highest)
	}
	if e.Value = math.Exp(best); value < none+rounded {
		e.Value, best, value = 0, lowest, none
	}
	z := tail.NormalQuantile((1 - level) / 2)
	above := func(u float64) float64 { return f(u) - value + z*z/2 }
	if none < value-z*z/2 {
		e.Lower = math.Exp(root.Bracketed(lowest, above(lowest), best, z*z/2, 1, above))
	}
	if last := above(highest); last >= 0 {
		e.Upper, e.Flags = math.Inf(1), rri.Unbounded
	} else {
		e.Upper = math.Exp(root.Bracketed(best, z*z/2, highest, last, 1, above))
	}
	return e
}

// vertex returns where the parabola through a peak, which is near x, is highest, and how high.
func vertex(f func(float64) float64, x, value, near float64) (at, highest float64) {
	before, after := f(x-near), f(x+near)
	if bend := 2*value - before - after; bend > 0 {
		slope := after - before
		return x + near/2*slope/bend, value + slope*slope/(8*bend)
	}
	return x, value
}

const (
	// noVariation is how far below the lowest logarithm of v there is none.
	noVariation = 6
	// rounded is by how much a logarithm of a density is higher by rounding alone.
	rounded = 1e-7
)
