package journey

import (
	"cmp"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// comparison is one step as the engine sees it: a ratio of two counts.
type comparison struct {
	q quantity.Quantity
	c quantity.Counts // effective counts
}

// compared returns the comparison of every step, in the direction that was asked for.
func compared[G cmp.Ordered](steps []Step[G], g, baseline G, d index.Direction) []comparison {
	if d == index.ComparatorOverGroup {
		g, baseline = baseline, g
	}
	all := make([]comparison, len(steps))
	for i, s := range steps {
		if s.Rates != nil {
			all[i] = comparison{quantity.RatioOfRates, effective(s.Rates[g], s.Rates[baseline])}
		} else {
			all[i] = comparison{quantity.RatioOfProportions, effective(s.Proportions[g], s.Proportions[baseline])}
		}
	}
	return all
}

// effective returns the effective counts of a comparison.
func effective[M rri.Measure](group, baseline M) quantity.Counts {
	c, d := quantity.FromMeasures(group, baseline)
	return c.Effective(d)
}

// combine returns the product of estimates with the MOVER interval of its logarithm. P is that at
// which the interval first touches the null value; steps are what the estimates are of.
func combine(es []rri.Estimate, steps []comparison, o Options) rri.Estimate {
	e := interval(es)
	e.P = math.NaN()
	if !(e.Lower <= e.Upper) {
		return e
	}
	family := &method.Families[o.Method]
	parts := make([]method.LogPart, len(es))
	less, greater := method.ProductTest(cmp.Or(o.Null, 1), func(l method.Confidence) method.LogPart {
		for i, step := range steps {
			limits := family.Limits(step.q, step.c, l)
			parts[i] = method.NewLogPart(es[i].Value, limits.Lower, limits.Upper)
		}
		return method.Product(parts)
	})
	// one limit alone has a level of at least one half, so that there is no P above that
	if p := method.Side(o.Side).P(less, greater); p < 0.5 || o.Side == rri.TwoSided {
		e.P = p
	}
	return e
}

// interval returns the product of estimates with its MOVER interval, without p-value.
func interval(es []rri.Estimate) rri.Estimate {
	c := es[0]
	c.Value, c.Flags = 1, 0
	parts := make([]method.LogPart, len(es))
	for i, e := range es {
		c.Value *= e.Value
		c.Flags |= e.Flags
		parts[i] = method.NewLogPart(e.Value, e.Lower, e.Upper)
	}
	c.Lower, c.Upper = method.Product(parts).Limits()
	switch {
	case math.IsNaN(c.Value):
		c.Flags |= rri.NoData
		c.Lower, c.Upper = math.NaN(), math.NaN()
	case c.Value == 0:
		// The distance to the upper limit is infinite, so the method has none.
		c.Lower, c.Upper = 0, math.Inf(1)
		c.Flags |= rri.Unbounded
	case math.IsInf(c.Value, 1):
		c.Lower, c.Upper = 0, math.Inf(1)
		c.Flags |= rri.Unbounded
	}
	return c
}
