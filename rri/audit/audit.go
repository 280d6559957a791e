package audit

import (
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/levels"
	"github.com/seed-549880be/disparity/rri/internal/method"
)

// MaxRecords is the largest number of records that is accepted.
const MaxRecords int64 = 1_000_000_000_000

// Options says how limits are computed. The zero value is the documented default: both limits, at
// the level 0.95, which miss no number of records more often than that allows.
type Options struct {
	// Level is the confidence level, between 0 and 1. 0 means 0.95.
	Level float64
	// Side asks for one limit alone, at the full level, which then is at least 0.5.
	Side rri.Side
	// MidP counts half of the probability of what was found, and not all of it, towards a tail. The
	// interval is narrower, and misses some numbers of records more often than the level allows, at
	// most twice as often, and others less often. It asks for a level of at least 0.5.
	MidP bool
}

// validate reports why o makes no sense, or nil.
func (o Options) validate() error {
	if err := levels.Validate(o.Level); err != nil {
		return err
	}
	if o.MidP && levels.Of(o.Level) < 0.5 {
		return fmt.Errorf("level %v by mid-P: %w: want at least 0.5, as the limits may cross below that", o.Level, rri.ErrOption)
	}
	return method.ValidateSide(o.Side, o.Level)
}

// beyond returns the probability that may lie beyond each limit.
func (o Options) beyond() float64 { return method.Side(o.Side).Beyond(levels.Of(o.Level)) }

// sample returns what was found as the tails take it.
func (o Options) sample(p rri.Proportion) sample {
	return sample{float64(p.Events), float64(p.Trials), o.beyond(), o.MidP}
}

// estimate returns an estimate without a value or limits.
func (o Options) estimate(p rri.Proportion) rri.Estimate {
	e := rri.Estimate{P: math.NaN(), Level: levels.Of(o.Level), Method: rri.Exact}
	if o.MidP {
		e.Method = rri.MidP
	}
	without := p.Trials - p.Events
	switch {
	case p.Trials == 0:
		e.Flags |= rri.NoData
	case p.Events == 0 || without == 0:
		e.Flags |= rri.ZeroCell | rri.SmallCount
	case levels.Small(float64(min(p.Events, without)), 0):
		e.Flags |= rri.SmallCount
	}
	if o.Side != rri.TwoSided {
		e.Flags |= rri.OneSided
	}
	return e
}

// Result is what a sample says of all the records that it was drawn from.
type Result struct {
	// Sample is how many of the records that were drawn have the property that was looked for.
	Sample rri.Proportion `json:"sample"`
	// Records is how many there were to draw from.
	Records int64 `json:"records"`
	// Lower and Upper are the limits of the number of them that have the property. A limit that was
	// not asked for is what is sure: those that were found, or all but those that were not.
	Lower int64 `json:"lower"`
	Upper int64 `json:"upper"`
	// Share is the share of the records that have the property, from 0 to 1. Its Value is that of
	// the sample, and its limits are Lower and Upper out of Records, which are whole numbers of
	// records: where nearly all were drawn the Value can lie beside them, flagged [rri.Outside], as
	// 1 of 38 drawn from 39. P is NaN. It is flagged [rri.NoData], with the Value NaN, where
	// nothing was drawn.
	Share rri.Estimate `json:"share"`
}

// Of returns what a sample drawn without replacement says of the records that it was drawn from.
// sample is how many were found to have a property (Events) of how many drawn (Trials), and records
// how many there were to draw from, those that were drawn among them.
//
// The error wraps [rri.ErrCount] where there are fewer records than were drawn, or more than
// [MaxRecords], or counts that no sample has, and [rri.ErrOption] for the options and for a design
// effect: a sample drawn in clusters has other limits.
func Of(sample rri.Proportion, records int64, o Options) (Result, error) {
	if err := o.validate(); err != nil {
		return Result{}, fmt.Errorf("audit: %w", err)
	}
	if err := validate(sample); err != nil {
		return Result{}, fmt.Errorf("audit: %w", err)
	}
	if err := validateRecords(records); err != nil {
		return Result{}, fmt.Errorf("audit: %w", err)
	}
	if records < sample.Trials {
		return Result{}, fmt.Errorf("audit: %d drawn from %d records: %w: give how many records there were to draw from, those that were drawn among them",
			sample.Trials, records, rri.ErrCount)
	}
	r := Result{Sample: sample, Records: records, Lower: sample.Events, Upper: records - (sample.Trials - sample.Events)}
	s := o.sample(sample)
	if o.Side != rri.UpperOnly {
		r.Lower = int64(s.fewest(float64(records)))
	}
	if o.Side != rri.LowerOnly {
		r.Upper = records - int64(s.mirrored().fewest(float64(records)))
	}
	r.Share = o.estimate(sample)
	r.Share.Value = float64(sample.Events) / float64(sample.Trials)
	r.Share.Lower, r.Share.Upper = r.share(r.Lower), r.share(r.Upper)
	if r.Share.Value < r.Share.Lower || r.Share.Value > r.Share.Upper {
		r.Share.Flags |= rri.Outside
	}
	return r, nil
}

// share returns that many of the records as a share of them.
func (r Result) share(records int64) float64 {
	if r.Records == 0 {
		return math.NaN()
	}
	return float64(records) / float64(r.Records)
}

// validate reports why p is no sample, or nil.
func validate(p rri.Proportion) error {
	if err := p.Validate(); err != nil {
		return err
	}
	if p.DesignEffect != 0 && p.DesignEffect != 1 {
		return fmt.Errorf("design effect %v: %w: these limits are of records that were drawn one by one", p.DesignEffect, rri.ErrOption)
	}
	return nil
}

// validateRecords reports why there are no such records, or nil.
func validateRecords(records int64) error {
	if records < 0 || records > MaxRecords {
		return fmt.Errorf("%d records: %w: want from 0 to 1e12", records, rri.ErrCount)
	}
	return nil
}

// Number returns how many of the records have the property, if they do as often as those that were
// drawn. It is no whole number, in general.
func (r Result) Number() float64 { return float64(r.Records) * r.Share.Value }

// Without returns the same audit of the records that do not have the property: those that were
// missed. Its limits are those of r seen from the other end.
func (r Result) Without() Result {
	r.Sample.Events = r.Sample.Trials - r.Sample.Events
	r.Lower, r.Upper = r.Records-r.Upper, r.Records-r.Lower
	r.Share.Value = float64(r.Sample.Events) / float64(r.Sample.Trials)
	r.Share.Lower, r.Share.Upper = r.share(r.Lower), r.share(r.Upper)
	return r
}
