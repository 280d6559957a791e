package power

import (
	"errors"
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
)

// ErrNothingToDetect means that the ratio cannot be found by any study, since it is the null value,
// or on the side that the test does not look at. Compare with [errors.Is].
var ErrNothingToDetect = errors.New("nothing to detect")

// maxMean is the largest expected count that NeededOf looks at.
const maxMean = 1e12

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
	if p.enumerates() {
		largest = min(largest, p.mostTimes())
	}
	low, high := int64(0), int64(1)
	for !reaches(high) {
		if p.err != nil {
			return Needed{}, fmt.Errorf("power: %w", p.err)
		}
		if float64(high) >= largest && p.enumerates() {
			return Needed{}, fmt.Errorf("power: ratio %v: more than %d times these counts would be needed: %w", ratio, high, errEnumerates)
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
