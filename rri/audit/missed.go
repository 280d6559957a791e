package audit

import (
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
)

// Missed returns how many records are missing: of those that should have been made sample.Trials
// were drawn, of which sample.Events had been made, and recorded is how many were made in all. How
// many should have been made is not known, and there are the more of them the fewer of the sample
// were found. That is the audit of crimes that people reported to the police, of which some were
// recorded.
//
// Its limits are those of the size of a population of which so many are marked: the largest and the
// smallest by which the sample is not too unlikely, as [Of] says. There is no upper limit where
// none of the sample was found, or where a limit would be above [MaxRecords]: it is +Inf, flagged
// [rri.Unbounded]. The limits are whole numbers and the estimate is none, in general: it can lie
// beyond one of them, flagged [rri.Outside].
//
// The error wraps [rri.ErrCount] where more of the sample was recorded than in all, and otherwise
// is that of Of.
func Missed(sample rri.Proportion, recorded int64, o Options) (rri.Estimate, error) {
	if err := o.validate(); err != nil {
		return rri.Estimate{}, fmt.Errorf("audit: %w", err)
	}
	if err := validate(sample); err != nil {
		return rri.Estimate{}, fmt.Errorf("audit: %w", err)
	}
	if err := validateRecords(recorded); err != nil {
		return rri.Estimate{}, fmt.Errorf("audit: %w", err)
	}
	missing := sample.Trials - sample.Events
	if sample.Events > recorded || recorded+missing > MaxRecords {
		return rri.Estimate{}, fmt.Errorf("audit: %d of the sample found among %d that were recorded: %w: give how many were recorded in all, up to 1e12",
			sample.Events, recorded, rri.ErrCount)
	}
	e := o.estimate(sample)
	e.Value = float64(recorded) * float64(missing) / float64(sample.Events)
	if math.IsNaN(e.Value) { // nothing was recorded, or drawn
		e.Flags |= rri.NoData
	}
	e.Lower, e.Upper = float64(missing), math.Inf(1)
	s := o.sample(sample)
	if o.Side != rri.UpperOnly {
		e.Lower = s.fewestMissed(float64(recorded))
	}
	if o.Side != rri.LowerOnly {
		if sample.Events > 0 {
			e.Upper = s.mostMissed(float64(recorded))
		}
		if math.IsInf(e.Upper, 1) {
			e.Flags |= rri.Unbounded
		}
	}
	// the limits are whole numbers, and the value is none
	if e.Value < e.Lower || e.Value > e.Upper {
		e.Flags |= rri.Outside
	}
	return e, nil
}

// fewestMissed returns the smallest number of missing records by which it is not too unlikely that
// a sample finds so few of those that were made.
func (s sample) fewestMissed(recorded float64) float64 {
	without := s.mirrored()
	least := without.found
	possible := func(missed float64) bool { return without.atLeast(missed, recorded+missed) }
	if least == 0 || possible(least) {
		return least
	}
	at, width := s.missedAbout(recorded)
	return first(least, float64(MaxRecords)-recorded, at-2*width, width/8, possible)
}

// mostMissed returns the largest number of missing records by which it is not too unlikely that a
// sample finds so many of those that were made, and +Inf where that is above [MaxRecords].
func (s sample) mostMissed(recorded float64) float64 {
	impossible := func(missed float64) bool { return !s.atLeast(recorded, recorded+missed) }
	most := float64(MaxRecords) - recorded
	if !impossible(most) {
		return math.Inf(1)
	}
	at, width := s.missedAbout(recorded)
	return first(s.drawn-s.found, most, at+2*width, width/8, impossible) - 1
}

// missedAbout returns about how many records are missing, and the standard error of that.
func (s sample) missedAbout(recorded float64) (at, width float64) {
	odds := (s.drawn - s.found + 0.5) / (s.found + 0.5)
	return recorded * odds, recorded * odds * math.Sqrt(1/(s.drawn-s.found+0.5)+1/(s.found+0.5))
}
