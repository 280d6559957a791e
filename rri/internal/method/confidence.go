package method

import (
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri/internal/levels"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// Confidence is the level of an interval, as its limits need it: the probability left out beyond
// each limit, and the normal quantile that leaves it.
type Confidence struct{ Tail, Z float64 }

var defaultConfidence = Confidence{(1 - levels.Default) / 2, tail.NormalQuantile((1 - levels.Default) / 2)}

// Beyond returns the confidence with that probability beyond each limit.
func Beyond(probability float64) Confidence {
	if probability == defaultConfidence.Tail {
		return defaultConfidence
	}
	return Confidence{probability, tail.NormalQuantile(probability)}
}

// Side says which limits are wanted. The numbers are those of [rri.Side].
type Side uint8

// The sides.
const (
	TwoSided Side = iota
	LowerOnly
	UpperOnly
)

// ValidateSide reports why an interval of that level has no such side, or nil. side is a [Side] as
// package rri calls it. The error wraps [levels.ErrOption].
func ValidateSide[S interface {
	~uint8
	fmt.Stringer
}](side S, level float64) error {
	switch {
	case Side(side) > UpperOnly:
		return fmt.Errorf("%s: %w: want TwoSided, LowerOnly or UpperOnly", side, levels.ErrOption)
	case Side(side) != TwoSided && levels.Of(level) < 0.5:
		return fmt.Errorf("level %v of one limit: %w: want at least 0.5", level, levels.ErrOption)
	}
	return nil
}

// Beyond returns the probability that an interval of that level leaves beyond each of its limits.
func (s Side) Beyond(level float64) float64 {
	if s == TwoSided {
		return (1 - level) / 2
	}
	return 1 - level
}

// P returns the p-value: of two sides twice the smaller tail, of one the tail beyond its limit.
func (s Side) P(less, greater float64) float64 {
	switch s {
	case LowerOnly:
		return greater
	case UpperOnly:
		return less
	}
	return min(1, 2*min(less, greater))
}

// Marks are the flags that [Fit] can set: those of package rri, which this package does not know.
type Marks[F ~uint16] struct {
	Cut       F // the correction for skewness set no bound
	OneSided  F // one limit was wanted
	Clipped   F // a limit was cut to the range
	NoData    F // there is no estimate
	Outside   F // the estimate lies outside its interval
	Unbounded F // an upper limit that was wanted is infinite
}

// Fit returns the limits of an estimate cut to the range of q, with the end of the range for one
// that was not wanted, and the flags that follow.
func Fit[F ~uint16](i Interval, q quantity.Quantity, value float64, s Side, marks *Marks[F]) (lower, upper float64, flags F) {
	lower, upper = i.Lower, i.Upper
	if lower > upper { // by rounding, at a level near 0
		lower, upper = upper, lower
	}
	if i.Cut {
		flags |= marks.Cut
	}
	lowest, highest := q.Range()
	switch s {
	case LowerOnly:
		upper = highest
		flags |= marks.OneSided
	case UpperOnly:
		lower = lowest
		flags |= marks.OneSided
	}
	if lower < lowest {
		lower = lowest
		flags |= marks.Clipped
	}
	if upper > highest {
		upper = highest
		flags |= marks.Clipped
	}
	switch {
	case math.IsNaN(value):
		flags |= marks.NoData
	case value < lower || value > upper:
		flags |= marks.Outside
	}
	if math.IsInf(upper, 1) && s != LowerOnly {
		flags |= marks.Unbounded
	}
	return lower, upper, flags
}
