package power

import (
	"encoding/json"
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/strictjson"
)

// Detectable is what a study can find with a given power.
type Detectable struct {
	// Above is the smallest ratio above the null value, and Below the largest below it, that is
	// found with a probability of Target; NaN if none is.
	Above, Below float64
	Target       float64
	Exact        bool // as in Power
}

// detectableJSON is the stored form of a Detectable.
type detectableJSON struct {
	Above  strictjson.Number `json:"above"`
	Below  strictjson.Number `json:"below"`
	Target float64           `json:"target"`
	Exact  bool              `json:"exact"`
}

// MarshalJSON writes an object with above, below, target and exact; a ratio that is NaN is null.
func (d Detectable) MarshalJSON() ([]byte, error) {
	return json.Marshal(detectableJSON{strictjson.Number(d.Above), strictjson.Number(d.Below), d.Target, d.Exact})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Detectable) UnmarshalJSON(data []byte) error {
	v := detectableJSON{Above: strictjson.Number(math.NaN()), Below: strictjson.Number(math.NaN())}
	if err := strictjson.Unmarshal(data, &v); err != nil {
		return fmt.Errorf("power: %w", err)
	}
	*d = Detectable{float64(v.Above), float64(v.Below), v.Target, v.Exact}
	return nil
}

// String returns the ratios for people: "a ratio below 0.35 or above 2.1 is found with probability
// 0.8".
func (d Detectable) String() string {
	below, above := !math.IsNaN(d.Below), !math.IsNaN(d.Above)
	switch {
	case below && above:
		return fmt.Sprintf("a ratio below %.3g or above %.3g is found with probability %v", d.Below, d.Above, d.Target)
	case above:
		return fmt.Sprintf("a ratio above %.3g is found with probability %v, and none below the null value", d.Above, d.Target)
	case below:
		return fmt.Sprintf("a ratio below %.3g is found with probability %v, and none above the null value", d.Below, d.Target)
	}
	return fmt.Sprintf("no ratio is found with probability %v", d.Target)
}

// DetectableOf returns the ratios nearest to the null value that a study like this one finds with a
// probability of target: one on each side, unless o.Side asks for one limit. With counts that are
// too small there may be none on a side, as where even a group without events would not be found to
// have a rate below the baseline's.
//
// The events of group are not read. For the errors see the package documentation.
func DetectableOf[M rri.Measure](group, baseline M, target float64, o rri.Options) (Detectable, error) {
	if err := checkTarget(target); err != nil {
		return Detectable{}, err
	}
	p, err := newPlan(group, baseline, o)
	if err != nil {
		return Detectable{}, err
	}
	d := Detectable{Above: math.NaN(), Below: math.NaN(), Target: target, Exact: p.exact()}
	if p.options.Side != rri.UpperOnly {
		d.Above = p.nearest(math.Sqrt2, target, func(p Power) float64 { return p.Above })
	}
	if p.options.Side != rri.LowerOnly {
		d.Below = p.nearest(math.Sqrt2/2, target, func(p Power) float64 { return p.Below })
	}
	if p.err != nil {
		return Detectable{}, fmt.Errorf("power: %w", p.err)
	}
	return d, nil
}

// nearest returns the ratio nearest to the null value at which the power of a side is target,
// stepping by factor; NaN if there is none.
//
// It steps outward rather than ask the furthest ratio: some methods reject nothing at zero events,
// so that their power falls again.
func (p *plan) nearest(factor, target float64, side func(Power) float64) float64 {
	var near float64
	far := p.null
	// The mean of the group is at least leastMean at the null value and at most mostMean at the
	// end, so that there are no more than 200 steps.
	for {
		if p.err != nil {
			return math.NaN()
		}
		near, far = far, far*factor
		switch {
		case factor > 1 && far >= p.largest():
			far = p.largest()
		case factor > 1 && p.group(far).mean > p.highest():
			return math.NaN()
		case factor < 1 && p.group(far).mean < 1e-9: // as good as no events
			far = 0
		}
		if side(p.power(far)) >= target {
			break
		}
		if far == 0 || far == p.largest() {
			return math.NaN()
		}
	}
	for range 200 {
		middle := near + (far-near)/2
		if math.Abs(far-near) <= 1e-12*p.null || middle == near || middle == far {
			break
		}
		if side(p.power(middle)) >= target {
			far = middle
		} else {
			near = middle
		}
	}
	return far
}

// checkTarget reports why the target makes no sense, or nil.
func checkTarget(target float64) error {
	if !(target > 0 && target < 1) {
		return fmt.Errorf("power: target %v: %w: want between 0 and 1, as 0.8", target, rri.ErrOption)
	}
	return nil
}
