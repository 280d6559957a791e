package audit

import (
	"cmp"
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
)

// Plan is what a sample is wanted for.
type Plan struct {
	// Records is how many records there are to draw from.
	Records int64
	// Margin is how far from the share of the sample a limit may be, from 0.001 to 1: 0.05 for ±5
	// percentage points.
	Margin float64
	// Share is the share that is expected, from 0 to 1. 0 means 0.5, which takes the largest
	// sample.
	Share float64
}

// Size is how many records to draw.
type Size struct {
	// Sample is the size that does, as does every larger one.
	Sample int64 `json:"sample"`
	// Smallest is the smallest size that does. It is below Sample where a few sizes between them
	// fail by a hair, as limits are whole numbers of records.
	Smallest int64 `json:"smallest"`
	// Expected is what Sample records say if the share is the one that is expected.
	Expected Result `json:"expected"`
	// Farthest is how far a limit may be from the share of Sample records, whatever that is.
	Farthest float64 `json:"farthest"`
}

// leastMargin is the smallest margin: a smaller one takes very many tails to look at.
const leastMargin = 0.001

func (p Plan) validate() error {
	if err := validateRecords(p.Records); err != nil {
		return err
	}
	if !(p.Margin >= leastMargin && p.Margin <= 1) {
		return fmt.Errorf("margin %v: %w: want from 0.001 to 1: 0.05 is 5 percentage points", p.Margin, rri.ErrOption)
	}
	if !(p.Share >= 0 && p.Share <= 1) {
		return fmt.Errorf("expected share %v: %w: want from 0 to 1, where 0 means 0.5", p.Share, rri.ErrOption)
	}
	return nil
}

// SampleSize returns how many records to draw, so that every limit is within the margin of the
// share that the sample finds, if that is the expected one: if the events of n drawn are n times
// the expected share, rounded down or up, then each limit of [Of] is at most p.Margin from their
// share. What holds if the sample finds another share is in [Size.Farthest].
//
// The size is found on the limits themselves, not by a formula for large numbers. Drawing all
// records always does. The error wraps [rri.ErrCount] or [rri.ErrOption].
func SampleSize(p Plan, o Options) (Size, error) {
	if err := o.validate(); err != nil {
		return Size{}, fmt.Errorf("audit: %w", err)
	}
	if err := p.validate(); err != nil {
		return Size{}, fmt.Errorf("audit: %w", err)
	}
	s := planned{p.Margin, cmp.Or(p.Share, 0.5), float64(p.Records), o}
	size := s.size()
	found := rri.Proportion{Events: int64(math.Round(s.share * size.sample)), Trials: int64(size.sample)}
	expected, err := Of(found, p.Records, o)
	if err != nil {
		return Size{}, err
	}
	return Size{Sample: int64(size.sample), Smallest: int64(size.smallest), Expected: expected, Farthest: s.farthest(size.sample)}, nil
}

// planned is a plan in float64.
type planned struct {
	margin, share, records float64
	o                      Options
}

type sizes struct{ sample, smallest float64 }

// size returns the two sizes of the plan. Where the margin is reached first, by bisection, is one
// of the sizes at which it is sometimes reached and sometimes not: as the distances of limits fall
// with the size and rise by the steps of whole numbers of events and of records, all those sizes
// are so near that they are looked at one by one.
func (s planned) size() sizes {
	if s.records == 0 {
		return sizes{}
	}
	near := 1.0
	if !s.reaches(1) {
		near = first(1, s.records, s.records/2, s.records/8, s.reaches)
	}
	left := (s.records - near) / s.records
	window := math.Ceil(20 + 8*left*(1/max(s.share*(1-s.share), 1/near)+near/s.records/s.margin))
	z := sizes{sample: max(1, near-window)}
	for n := z.sample; n <= min(near+window, s.records); n++ {
		switch reached := s.reaches(n); {
		case !reached:
			z.sample = n + 1
		case z.smallest == 0:
			z.smallest = n
		}
	}
	return z
}

// reaches reports whether the margin is kept by a sample of n that finds the expected share.
func (s planned) reaches(n float64) bool {
	down, up := math.Floor(n*s.share), math.Ceil(n*s.share)
	return s.keeps(down, n) && (down == up || s.keeps(up, n))
}

// keeps reports whether both limits are within the margin of found of n.
func (s planned) keeps(found, n float64) bool {
	x := sample{found, n, s.o.beyond(), s.o.MidP}
	return (s.o.Side == rri.UpperOnly || s.keepsLower(x)) && (s.o.Side == rri.LowerOnly || s.keepsLower(x.mirrored()))
}

// keepsLower reports whether the lower limit is within the margin: whether it is no number of
// records below that. It takes one tail where the limit itself takes many.
func (s planned) keepsLower(x sample) bool {
	below := math.Ceil(s.records*(x.found/x.drawn-s.margin-1e-12)) - 1
	return below < x.found || !x.atLeast(below, s.records)
}

// farthest returns the largest distance of a limit from the share of n records, whatever that is.
// It is where the share is near a half: not at it, since limits are farther on the side where there
// is more room.
func (s planned) farthest(n float64) float64 {
	if n == 0 {
		return 0
	}
	around := math.Ceil(3*math.Sqrt(n)) + 1
	most := 0.
	for found := max(0, math.Floor(n/2)-around); found <= min(n, math.Ceil(n/2)+around); found++ {
		x := sample{found, n, s.o.beyond(), s.o.MidP}
		if s.o.Side == rri.UpperOnly {
			x = x.mirrored()
		}
		most = max(most, x.found/n-x.fewest(s.records)/s.records)
	}
	return most
}
