package index

import (
	"errors"
	"fmt"
	"math/big"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/rational"
)

// ErrNoRatio means that there is no ratio to bring to parity, as an exposure is 0. Compare with
// [errors.Is].
var ErrNoRatio = errors.New("no ratio")

// FourFifths tells where the plain ratio of the group to the baseline lies against the band from
// 4/5 to 5/4, edges included: a ratio of exactly 0.80 is [Within]. For successes, Below is what
// Federal enforcement agencies of the United States generally regard as evidence of adverse impact
// on the group (29 CFR 1607.4 D); for harms, Above is the same rule with the roles exchanged.
//
// The rule as written compares with the group of the highest rate: give that as the baseline. The
// counts are compared as whole numbers, so that no rounding decides. The position is [Unclear]
// where there is no ratio. The error wraps [rri.ErrCount].
func FourFifths[M rri.Measure](group, baseline M) (Position, error) {
	if err := rational.Check(group, baseline); err != nil {
		return Unclear, fmt.Errorf("index: %w", err)
	}
	return fourFifths(group, baseline), nil
}

func fourFifths[M rri.Measure](group, baseline M) Position {
	low, ok := rational.Compare(group, baseline, 4, 5)
	high, _ := rational.Compare(group, baseline, 5, 4)
	switch {
	case !ok:
		return Unclear
	case low < 0:
		return Below
	case high > 0:
		return Above
	}
	return Within
}

// CompareRatio compares the plain ratio of the group to the baseline with the threshold num/den,
// both positive: -1, 0 or +1 as the ratio is below, equal or above. It compares whole counts, so
// that no rounding decides.
//
// The error wraps [rri.ErrCount], [rri.ErrOption] for a threshold that is not positive, or
// [ErrNoRatio] where there is no ratio.
func CompareRatio[M rri.Measure](group, baseline M, num, den int64) (int, error) {
	if num <= 0 || den <= 0 {
		return 0, fmt.Errorf("index: threshold %d/%d: %w: want positive numbers, as 4 and 5", num, den, rri.ErrOption)
	}
	if err := rational.Check(group, baseline); err != nil {
		return 0, fmt.Errorf("index: %w", err)
	}
	sign, ok := rational.Compare(group, baseline, num, den)
	if !ok {
		return 0, fmt.Errorf("index: %v against %v: %w: there are no events in either, or nothing they are out of", group, baseline, ErrNoRatio)
	}
	return sign, nil
}

// EventsToParity returns the change in the events of the group, all else as it is, that brings its
// rate to that of the baseline: the fewest more events (positive) at which its rate is not below,
// or the fewest less (negative) at which it is not above. It is 0 at parity.
//
// For a success it is how many more are needed; for a harm, how many fewer. [rri.Excess] is the
// same without rounding to whole events, with the sign of the excess, and has an interval.
//
// The error wraps [rri.ErrCount], or [ErrNoRatio] where an exposure is 0.
func EventsToParity[M rri.Measure](group, baseline M) (int64, error) {
	if err := needRates(group, baseline); err != nil {
		return 0, err
	}
	sign, ok := rational.Compare(group, baseline, 1, 1)
	if !ok { // no events in either: parity
		return 0, nil
	}
	return eventsTo(group, baseline, -sign, 1, 1)
}

// EventsToFourFifths returns the change in the events of the group, all else as it is, that brings
// its ratio into the band from 4/5 to 5/4: the fewest more events at which it is not [Below], the
// fewest less at which it is not [Above], and 0 if it is [Within] or there are no events in either.
//
// The error wraps [rri.ErrCount], or [ErrNoRatio] where an exposure is 0.
func EventsToFourFifths[M rri.Measure](group, baseline M) (int64, error) {
	if err := needRates(group, baseline); err != nil {
		return 0, err
	}
	switch fourFifths(group, baseline) {
	case Below:
		return eventsTo(group, baseline, 1, 4, 5)
	case Above:
		return eventsTo(group, baseline, -1, 5, 4)
	}
	return 0, nil
}

// needRates reports why the group or the baseline has no rate, or nil.
func needRates[M rri.Measure](group, baseline M) error {
	if err := rational.Check(group, baseline); err != nil {
		return fmt.Errorf("index: %w", err)
	}
	_, n := rational.Parts(group)
	_, m := rational.Parts(baseline)
	if n.Sign() == 0 || m.Sign() == 0 {
		return fmt.Errorf("index: %v against %v: %w: an exposure is 0", group, baseline, ErrNoRatio)
	}
	return nil
}

// eventsTo returns the fewest events that are to be added, for direction +1, or taken away, for -1,
// until the group reaches num/den of the rate of the baseline.
func eventsTo[M rri.Measure](group, baseline M, direction int, num, den int64) (int64, error) {
	events, _ := rational.Parts(group)
	change := new(big.Rat).Sub(rational.Expected(group, baseline, num, den), events)
	var whole *big.Int
	switch direction {
	case 0:
		return 0, nil
	case 1:
		whole = rational.Ceil(change)
	default:
		whole = rational.Floor(change)
	}
	if !whole.IsInt64() || whole.Int64() > rri.MaxCount {
		return 0, fmt.Errorf("index: %v against %v: %w: more events than can be counted", group, baseline, rri.ErrCount)
	}
	return whole.Int64(), nil
}
