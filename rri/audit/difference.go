package audit

import (
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
)

// Difference returns the share of one audit less that of another: this year's and last year's, or
// those of two groups. The records are different ones, and the samples independent.
//
// The limits are those of the two shares, each one record further out, combined by the method of
// variance estimates recovery (MOVER: Zou and Donner 2008). So they allow for how many records
// there were to draw from. Where both audits drew all records the difference is known, and both
// limits are it. P is NaN: the difference can be told from 0 if the interval leaves it out. The
// package documentation says how often it misses.
//
// The error wraps [rri.ErrOption] unless both results have both limits, at one level.
func Difference(a, b Result) (rri.Estimate, error) {
	x, y := a.Share, b.Share
	switch {
	case (x.Flags | y.Flags).Has(rri.OneSided):
		return rri.Estimate{}, fmt.Errorf("audit: difference of audits with one limit: %w: compute both limits of each", rri.ErrOption)
	case !x.Computed() || x.Level != y.Level || x.Method != y.Method:
		return rri.Estimate{}, fmt.Errorf("audit: difference of audits at levels %v and %v by %s and %s: %w: compute both alike",
			x.Level, y.Level, x.Method, y.Method, rri.ErrOption)
	}
	e := rri.Estimate{Value: x.Value - y.Value, P: math.NaN(), Level: x.Level, Method: x.Method, Flags: x.Flags | y.Flags}
	if math.IsNaN(e.Value) {
		e.Lower, e.Upper = x.Lower-y.Upper, x.Upper-y.Lower
		return e, nil
	}
	e.Lower = max(-1, e.Value-math.Hypot(a.below(), b.above()))
	e.Upper = min(1, e.Value+math.Hypot(a.above(), b.below()))
	return e, nil
}

// above returns how far above the share of the sample the nearest number of records is that the
// limits leave out.
func (r Result) above() float64 {
	if r.Sample.Trials == r.Records {
		return 0
	}
	return r.share(r.Upper+1) - r.Share.Value
}

// below is above on the other side.
func (r Result) below() float64 { return r.Without().above() }
