package peers

import (
	"cmp"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/trend"
)

// meanOf sets the mean of a comparison, and what its rows are beside that of the others.
func (s Set[G, M]) meanOf(c *Comparison[G], cells []cell[G, M], o Options) error {
	values := valuesOf(cells, (*cell[G, M]).known)
	in := inMean(cells, o)
	c.Mean = mean(values, in, -1, o)
	for i := range c.Rows {
		row := &c.Rows[i]
		others := mean(values, in, i, o)
		row.ToMean = ratioToMean(row.Value, others, o)
		row.Word, row.Why = s.wordFor(c, cells, i, others, o)
	}
	return nil
}

// valuesOf returns the values of the cells for one way in which the unknown could fall.
func valuesOf[G cmp.Ordered, M rri.Measure](cells []cell[G, M], as func(*cell[G, M]) fallen[M]) (values []rri.Estimate) {
	for i := range cells {
		values = append(values, as(&cells[i]).value)
	}
	return values
}

// inMean tells which of the cells are in means: of an index, those whose baseline is large enough
// for it to say something. One that is not would make the interval of every mean as wide as its
// own.
func inMean[G cmp.Ordered, M rri.Measure](cells []cell[G, M], o Options) []bool {
	in := make([]bool, len(cells))
	for i := range cells {
		baseline, _, _ := cells[i].baseline.Counts()
		in[i] = o.Quantity != Index || baseline >= fewestBaseline
	}
	return in
}

// mean returns the mean of the values that are in it, but that of one of them; -1 for none. Its
// interval is made of those of the values by MOVER: Zou and Donner 2008, DOI 10.1002/sim.3095. It
// is not computed where there are none.
func mean(values []rri.Estimate, in []bool, but int, o Options) rri.Estimate {
	var sum, below, above, n float64
	for i, v := range values {
		if i == but || !in[i] {
			continue
		}
		n++
		sum += v.Value
		d, e := v.Value-min(v.Lower, v.Value), max(v.Upper, v.Value)-v.Value
		below += d * d
		above += e * e
	}
	if n == 0 {
		return rri.Estimate{}
	}
	m := rri.Estimate{Value: sum / n, P: math.NaN(), Level: o.Level, Method: o.Method}
	m.Lower, m.Upper = max(0, m.Value-math.Sqrt(below)/n), m.Value+math.Sqrt(above)/n
	if math.IsInf(m.Upper, 1) {
		m.Flags |= rri.Unbounded
	}
	return m
}

// ratioToMean returns a value over a mean of others, by MOVER. It is not computed where there is no
// mean, and has no limits where the value is infinite or both are 0.
func ratioToMean(v, mean rri.Estimate, o Options) rri.Estimate {
	if !mean.Computed() {
		return rri.Estimate{}
	}
	e := rri.Estimate{Value: v.Value / mean.Value, Upper: math.Inf(1), P: math.NaN(), Level: o.Level, Method: o.Method}
	if math.IsNaN(e.Value) {
		e.Flags |= rri.NoData
	}
	if !math.IsInf(v.Value, 1) && v.Value+mean.Value > 0 {
		e.Lower, e.Upper = method.RatioOfEstimates([3]float64{v.Value, v.Lower, v.Upper}, [3]float64{mean.Value, mean.Lower, mean.Upper})
	}
	if math.IsInf(e.Upper, 1) {
		e.Flags |= rri.Unbounded
	}
	return e
}

// worstToMean returns the lowest and the highest limit of the ratio of a value to the mean of the
// others: where the unknown fall to the one side in its unit, and to the other in all others.
func worstToMean[G cmp.Ordered, M rri.Measure](cells []cell[G, M], i int, o Options) trend.Limits {
	lowest := valuesOf(cells, func(c *cell[G, M]) fallen[M] { return c.at(lowestEnd) })
	highest := valuesOf(cells, func(c *cell[G, M]) fallen[M] { return c.at(highestEnd) })
	in := inMean(cells, o)
	return trend.Limits{
		Lower: ratioToMean(lowest[i], mean(highest, in, i, o), o).Lower,
		Upper: ratioToMean(highest[i], mean(lowest, in, i, o), o).Upper,
	}
}
