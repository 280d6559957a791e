package unknown

import (
	"cmp"
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/levels"
	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// PoolEstimates returns one estimate of a rate, a proportion, a difference or an excess from one
// for each imputation, by Rubin's rules. Of the options that they were made with it takes o.Side,
// and o.Null, which P is of; P is NaN where one of theirs is. The level is theirs. P comes of the
// variance that the limits at that level stand for, so that it agrees with the interval, and
// differs from one level to another; where a limit is at the end of the range on the log scale, as
// at a lower limit of 0, that variance is infinite, and P of a null value on that side is 1.
//
// If one of them is infinite or undefined, so is the result. A limit of one side at the level 0.5
// tells nothing of the variance: it is the pooled estimate there, and P is NaN. The flags are those
// of all of them. The error wraps [rri.ErrOption] for no estimates, those of another level or
// method, a level that is none, and a side or a null value out of range.
func PoolEstimates(all []rri.Estimate, o rri.Options) (rri.Estimate, error) {
	same := func(v float64) float64 { return v }
	return pool(all, o, o.Null, scale{same, same})
}

// PoolRatios is [PoolEstimates] for ratios, on the log scale; o.Null of 0 stands for 1, and must
// not be below. If the ratio is 0 or infinite in some imputations, or in all and they are not
// alike, the limits are the outermost of theirs, and P is NaN.
func PoolRatios(all []rri.Estimate, o rri.Options) (rri.Estimate, error) {
	null := cmp.Or(o.Null, 1)
	if null < 0 {
		return rri.Estimate{}, fmt.Errorf("unknown: null value %v of a ratio: %w: want a positive number, or 0 for 1", null, rri.ErrOption)
	}
	return pool(all, o, null, scale{math.Log, math.Exp})
}

// scale is that on which estimates are pooled, and the way back from it.
type scale struct{ of, back func(float64) float64 }

// pool returns one estimate from one for each imputation, by Rubin's rules on a scale. Only the
// side of o is taken: null is the null value.
func pool(all []rri.Estimate, o rri.Options, null float64, on scale) (rri.Estimate, error) {
	if err := checkPool(all, o, null); err != nil {
		return rri.Estimate{}, err
	}
	out := all[0]
	agree := true
	for _, e := range all {
		agree = agree && sameNumbers(e, out)
		out.Flags |= e.Flags
	}
	if agree {
		return out, nil
	}
	if !(out.Level > 0 && out.Level < 1) || o.Side != rri.TwoSided && out.Level < 0.5 {
		return rri.Estimate{}, fmt.Errorf("unknown: estimates of level %v, %s: %w: want between 0 and 1, and for one limit at least 0.5",
			out.Level, o.Side, rri.ErrOption)
	}
	beyond := 1 - out.Level // the probability beyond each limit
	if o.Side == rri.TwoSided {
		beyond /= 2
	}
	r := rubinOf(all, on, tail.NormalQuantile(beyond))
	nan := math.NaN()
	out.P = nan
	switch {
	case r.undefined:
		out.Value, out.Lower, out.Upper = nan, nan, nan
		out.Flags |= rri.NoData
	case r.noLimits:
		out.Value, out.Lower, out.Upper = r.value(on), nan, nan
		out.Flags |= rri.NoMethod
	case r.infinite:
		out.Value, out.Lower, out.Upper = r.value(on), r.lowest, r.highest
	default:
		out.Value = r.value(on)
		if o.Side != rri.UpperOnly {
			out.Lower = on.back(r.mean - r.width(r.below, beyond))
		}
		if o.Side != rri.LowerOnly {
			out.Upper = on.back(r.mean + r.width(r.above, beyond))
		}
		if r.tested && beyond != 0.5 {
			out.P = r.pValue(on.of(null), o.Side)
		}
	}
	return out, nil
}

// checkPool reports why estimates cannot be pooled, or nil.
func checkPool(all []rri.Estimate, o rri.Options, null float64) error {
	if len(all) == 0 {
		return fmt.Errorf("unknown: no estimates to pool: %w: give one for each imputation", rri.ErrOption)
	}
	if err := method.ValidateSide(o.Side, levels.Default); err != nil {
		return fmt.Errorf("unknown: %w", err)
	}
	if o.DegreesOfFreedom != 0 {
		return fmt.Errorf("unknown: %v degrees of freedom: %w: Rubin's rules have their own; pool estimates of known design effects",
			o.DegreesOfFreedom, rri.ErrOption)
	}
	if err := quantity.ValidateNull(null); err != nil {
		return fmt.Errorf("unknown: %w", err)
	}
	for _, e := range all {
		if first := all[0]; e.Level != first.Level || e.Method != first.Method {
			return fmt.Errorf("unknown: estimates of level %v by %s and of level %v by %s: %w: pool those of one kind",
				first.Level, first.Method, e.Level, e.Method, rri.ErrOption)
		}
	}
	return nil
}

// rubin is what Rubin's rules take from the estimates of several imputations, on a scale.
type rubin struct {
	imputations float64
	mean        float64 // of the estimates on the scale
	plain       float64 // their mean as they are

	// The variances within, for each limit: the mean of those that the distance of the limit from
	// the estimate stands for.
	below, above float64

	// (1 + 1/m) times the variance between m imputations
	between float64

	lowest, highest float64 // the outermost of the limits, as they are

	undefined bool // an estimate is, or two are infinite in either direction
	infinite  bool // an estimate is, on the scale
	noLimits  bool // an estimate has a limit that is NaN
	tested    bool // every estimate has a p-value
}

// rubinOf takes from estimates what Rubin's rules need. The limits of each are as far from it as z
// standard deviations.
func rubinOf(all []rri.Estimate, on scale, z float64) rubin {
	m := float64(len(all))
	r := rubin{imputations: m, lowest: math.Inf(1), highest: math.Inf(-1), tested: true}
	for _, e := range all {
		q := on.of(e.Value)
		r.mean += q / m
		r.plain += e.Value / m
		r.below += square((q-on.of(e.Lower))/z) / m
		r.above += square((on.of(e.Upper)-q)/z) / m
		r.lowest, r.highest = math.Min(r.lowest, e.Lower), math.Max(r.highest, e.Upper)
		r.undefined = r.undefined || math.IsNaN(q)
		r.infinite = r.infinite || math.IsInf(q, 0)
		r.noLimits = r.noLimits || math.IsNaN(e.Lower) || math.IsNaN(e.Upper)
		r.tested = r.tested && !math.IsNaN(e.P)
	}
	r.undefined = r.undefined || math.IsNaN(r.plain)
	for _, e := range all {
		r.between += square(on.of(e.Value)-r.mean) / (m - 1)
	}
	r.between *= 1 + 1/m
	return r
}

// value returns the pooled estimate.
func (r rubin) value(on scale) float64 {
	if r.infinite {
		return r.plain
	}
	return on.back(r.mean)
}

// freedom returns the degrees of freedom with a variance within.
func (r rubin) freedom(within float64) float64 {
	if r.between == 0 {
		return math.Inf(1)
	}
	return (r.imputations - 1) * square(1+within/r.between)
}

// width returns the distance of a limit from the mean, given the variance within and the
// probability beyond it.
func (r rubin) width(within, beyond float64) float64 {
	if beyond == 0.5 || within == 0 && r.between == 0 {
		return 0
	}
	return tail.TQuantile(beyond, r.freedom(within)) * math.Sqrt(within+r.between)
}

// pValue returns the p-value of a null value on the scale. The variance within is that of the limit
// on the side of the null value.
func (r rubin) pValue(null float64, side rri.Side) float64 {
	gap := r.mean - null
	within := r.below
	if side == rri.UpperOnly || side == rri.TwoSided && gap < 0 {
		within = r.above
	}
	return pValue(gap, within+r.between, r.freedom(within), side)
}

// pValue returns the probability of an estimate as far from the null value as gap, or further, on
// the sides that are asked for.
func pValue(gap, variance, freedom float64, side rri.Side) float64 {
	distance := 0.0
	if gap != 0 {
		distance = gap / math.Sqrt(variance)
	}
	above := func(distance float64) float64 {
		if math.IsInf(distance, 0) { // no variance at all
			return 0.5 - math.Copysign(0.5, distance)
		}
		return tail.TUpper(distance, freedom)
	}
	switch side {
	case rri.LowerOnly:
		return above(distance)
	case rri.UpperOnly:
		return above(-distance)
	}
	return math.Min(1, 2*above(math.Abs(distance)))
}

func square(v float64) float64 { return v * v }

func equal(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }

// sameNumbers reports whether two estimates differ in flags alone.
func sameNumbers(d, e rri.Estimate) bool {
	return equal(d.Value, e.Value) && equal(d.Lower, e.Lower) && equal(d.Upper, e.Upper) && equal(d.P, e.P) && d.Level == e.Level && d.Method == e.Method
}
