package power

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/strictjson"
)

// ExactUpTo is the smallest expected count up to which power is exact; above it, power is the
// normal approximation.
const ExactUpTo = 1000

// MaxExactTrials is the largest number of trials, both groups together, for which there is power by
// [rri.Exact] of proportions.
const MaxExactTrials = 50

// MaxJeffreysTests is the largest number of pairs of counts that are tested by [rri.Jeffreys] for
// one answer: a test takes up to 0.2 ms, where those of the other methods take some microseconds.
const MaxJeffreysTests = 2000

// MaxExactCount is the largest count (trials, or expected events of rates) that may stand beside an
// expected count of at most [ExactUpTo].
const MaxExactCount = 1_000_000_000

// ErrNothingToDetect means that the ratio cannot be found by any study, since it is the null value,
// or on the side that the test does not look at. Compare with [errors.Is].
var ErrNothingToDetect = errors.New("nothing to detect")

// Power is what a test will say, before the data.
type Power struct {
	Above float64 `json:"above"` // the probability that it finds the ratio above the null value
	Below float64 `json:"below"` // the probability that it finds the ratio below it
	Exact bool    `json:"exact"` // summed over counts, and no normal approximation
}

// Of returns the power of the test by o with the exposure of group and the exposure and rate of
// baseline, if the true ratio is ratio: for a ratio above the null value Above is the probability
// to find it, and Below that of finding the opposite. At the null value itself their sum is the
// size of the test.
//
// The events of group are not read. ratio is 0 or more, and with proportions such that the rate of
// the group is at most 1. For the errors see the package documentation.
func Of[M rri.Measure](group, baseline M, ratio float64, o rri.Options) (Power, error) {
	p, err := newPlan(group, baseline, o)
	if err != nil {
		return Power{}, err
	}
	if err := p.checkRatio(ratio); err != nil {
		return Power{}, err
	}
	power := p.power(ratio)
	if p.err != nil {
		return Power{}, fmt.Errorf("power: %w", p.err)
	}
	return power, nil
}

// checkRatio reports why there can be no such ratio, or nil.
func (p *plan) checkRatio(ratio float64) error {
	if !(ratio >= 0) || math.IsInf(ratio, 1) {
		return fmt.Errorf("power: ratio %v: %w: want a finite number of 0 or more", ratio, rri.ErrOption)
	}
	if mean := p.group(ratio).mean; p.rates && mean > p.highest() {
		return fmt.Errorf("power: ratio %v: %w: the group would have %.3g events; want at most %g", ratio, rri.ErrOption, mean, p.highest())
	}
	if ratio > p.largest()*(1+1e-12) {
		return fmt.Errorf("power: ratio %v to a proportion of %.4g: %w: want at most %.4g, for a proportion is at most 1", ratio, p.rate(), rri.ErrOption, p.largest())
	}
	return nil
}

// checkTarget reports why the target makes no sense, or nil.
func checkTarget(target float64) error {
	if !(target > 0 && target < 1) {
		return fmt.Errorf("power: target %v: %w: want between 0 and 1, as 0.8", target, rri.ErrOption)
	}
	return nil
}

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

// maxMean is the largest expected count that NeededOf looks at.
const maxMean = 1e12

// The expected counts of a group that can be dealt with: at the null value at least leastMean, and
// at any ratio at most mostMean, or MaxExactCount where power is exact.
const leastMean, mostMean = 1e-12, 1e18

// highest returns the largest expected count of the group that can be dealt with.
func (p *plan) highest() float64 {
	if p.exact() {
		return MaxExactCount
	}
	return mostMean
}

// Needed is how much more it takes to find a ratio.
type Needed struct {
	// how many times the counts of the plan: months, if they are of one month
	Times int64 `json:"times"`
	// the events of the group to expect then, at the ratio
	GroupEvents    float64 `json:"group_events"`
	BaselineEvents float64 `json:"baseline_events"` // the events of the baseline to expect then
	Power          Power   `json:"power"`           // what that achieves
}

// NeededOf returns how many times the exposures of group and baseline it takes to find a ratio with
// a probability of target; 1 if they suffice as they are.
//
// That many times reaches the target, and one less does not. As exact power is a saw-tooth, a few
// larger numbers may fall just short of it, and a few smaller ones reach it, by a hair. The events
// of group are not read.
//
// The error wraps [ErrNothingToDetect] if the ratio is the null value or on the side that o.Side
// leaves out, or if it would take more than 1e12 events; for others see the package documentation.
func NeededOf[M rri.Measure](group, baseline M, ratio, target float64, o rri.Options) (Needed, error) {
	if err := checkTarget(target); err != nil {
		return Needed{}, err
	}
	p, err := newPlan(group, baseline, o)
	if err != nil {
		return Needed{}, err
	}
	if err := p.checkRatio(ratio); err != nil {
		return Needed{}, err
	}
	side := func(p Power) float64 { return p.Above }
	if ratio < p.null {
		side = func(p Power) float64 { return p.Below }
	}
	switch {
	case ratio == p.null:
		return Needed{}, fmt.Errorf("power: ratio %v: %w: it is the null value", ratio, ErrNothingToDetect)
	case ratio > p.null && o.Side == rri.UpperOnly, ratio < p.null && o.Side == rri.LowerOnly:
		return Needed{}, fmt.Errorf("power: ratio %v: %w: a test of one side (%s) does not look there", ratio, ErrNothingToDetect, o.Side)
	}
	reaches := func(k int64) bool {
		at := p.times(k)
		power := at.power(ratio)
		if p.err == nil {
			p.err = at.err
		}
		return side(power) >= target
	}
	// The largest multiple whose counts can be dealt with.
	largest := math.Floor(min(maxMean/max(p.events, p.group(max(ratio, p.null)).mean), float64(rri.MaxCount)/max(p.n, p.m)))
	low, high := int64(0), int64(1)
	for !reaches(high) {
		if p.err != nil {
			return Needed{}, fmt.Errorf("power: %w", p.err)
		}
		if float64(high) >= largest {
			return Needed{}, fmt.Errorf("power: ratio %v: %w: more than %d times these counts would be needed", ratio, ErrNothingToDetect, high)
		}
		low, high = high, int64(min(2*float64(high), largest))
	}
	for high-low > 1 {
		middle := low + (high-low)/2
		if reaches(middle) {
			high = middle
		} else {
			low = middle
		}
	}
	at := p.times(high)
	if p.err != nil {
		return Needed{}, fmt.Errorf("power: %w", p.err)
	}
	return Needed{Times: high, GroupEvents: at.group(ratio).mean, BaselineEvents: at.events, Power: at.power(ratio)}, nil
}
