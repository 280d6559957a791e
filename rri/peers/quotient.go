package peers

import (
	"errors"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/levels"
	"github.com/seed-549880be/disparity/rri/trend"
)

// counts returns what the value of a cell is of: of a rate the baseline is nothing.
func (c cell[G, M]) counts() trend.Pair[M] {
	return trend.Pair[M]{Group: c.group, Baseline: c.baseline}
}

// quotient returns one value of the quantity over another that has nothing in common with it, with
// the test that both are the same. Where the method has no interval for it, the estimate has the
// plain value and the flag [rri.NoMethod].
func quotient[M rri.Measure](q Quantity, over, under trend.Pair[M], o rri.Options) (e rri.Estimate, err error) {
	o.Null = 0
	if withoutRate(over) || withoutRate(under) {
		return noData(o), nil
	}
	if q == Rate {
		e, err = rri.Ratio(over.Group, under.Group, o)
	} else {
		e, err = trend.ChangeOfIndex(under, over, o)
	}
	if errors.Is(err, rri.ErrMethod) {
		return withoutInterval(plainQuotient(q, over, under), o), nil
	}
	return e, err
}

// withoutRate reports whether there are events without anybody whom they are out of.
func withoutRate[M rri.Measure](p trend.Pair[M]) bool {
	for _, m := range []M{p.Group, p.Baseline} {
		if events, exposure, _ := m.Counts(); events > 0 && exposure == 0 {
			return true
		}
	}
	return false
}

// noData is the estimate of what nothing can be said of.
func noData(o rri.Options) rri.Estimate {
	nan := math.NaN()
	return rri.Estimate{Value: nan, Lower: nan, Upper: nan, P: nan, Level: levels.Of(o.Level), Method: o.Method, Flags: rri.NoData}
}

// withoutInterval is a value for which the method has no interval.
func withoutInterval(value float64, o rri.Options) rri.Estimate {
	e := noData(o)
	e.Value, e.Flags = value, rri.NoMethod
	if math.IsNaN(value) {
		e.Flags |= rri.NoData
	}
	return e
}

// plainQuotient returns the plain value of [quotient], NaN for 0/0.
func plainQuotient[M rri.Measure](q Quantity, over, under trend.Pair[M]) float64 {
	rate := func(m M) float64 {
		events, exposure, _ := m.Counts()
		return float64(events) / exposure
	}
	top, bottom := rate(over.Group), rate(under.Group)
	if q == Index {
		top, bottom = top*rate(under.Baseline), bottom*rate(over.Baseline)
	}
	return top / bottom
}

// valueOf returns a value of the quantity, flagged [rri.NoData] if there are events without anybody
// whom they are out of.
func valueOf[M rri.Measure](q Quantity, p trend.Pair[M], o rri.Options) (rri.Estimate, error) {
	if withoutRate(p) {
		return noData(o), nil
	}
	return estimate(q, p.Group, p.Baseline, o)
}
