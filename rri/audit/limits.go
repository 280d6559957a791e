package audit

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// sample is found of drawn, in float64: the tails of package tail have whole numbers in it.
type sample struct {
	found, drawn float64
	beyond       float64 // the probability that may lie beyond a limit
	midP         bool
}

// mirrored returns the sample as one of the records that have not what it looks for.
func (s sample) mirrored() sample {
	s.found = s.drawn - s.found
	return s
}

// atLeast reports whether the tail P(X ≥ found) of that many marked among records is above what may
// lie beyond a limit, by more than rounding makes: a part in 1e12, and the 2^-54 by which a level
// in float64 may differ from the decimal number that was meant. With midP, half of P(X = found) is
// not in the tail.
func (s sample) atLeast(marked, records float64) bool {
	_, greater, equal := tail.Hypergeometric(s.found, s.drawn, marked, records)
	if s.midP {
		greater -= equal / 2
	}
	return greater > s.beyond+s.beyond*1e-12+0x1p-54
}

// fewest returns the smallest number of marked among records of which the sample can be, by
// [sample.atLeast]: at least those that were found, and at most all but those that were not.
func (s sample) fewest(records float64) float64 {
	least, most := s.found, records-(s.drawn-s.found)
	if s.found == 0 || least == most || s.atLeast(least, records) {
		return least
	}
	start, step := s.wilson(records)
	return first(least, most, start, step, func(marked float64) bool { return s.atLeast(marked, records) })
}

// wilson returns about where the lower limit of the marked records is, and about an eighth of its
// standard error: Wilson's limit, with the correction for a finite number and for continuity.
func (s sample) wilson(records float64) (at, step float64) {
	z := -tail.NormalQuantile(s.beyond)
	n := s.drawn * (records - 1) / (records - s.drawn)
	share := (s.found - 0.5) / s.drawn
	variance := share * (1 - share) / n
	lower := (share + z*z/(2*n) - z*math.Sqrt(variance+z*z/(4*n*n))) / (1 + z*z/n)
	return records * lower, records * math.Sqrt(variance+1/(n*n)) / 8
}

// first returns the smallest whole number above low, and up to high, of which holds is true: it is
// false at low, true at high, and changes once between them. The search is fast where start is near
// that number, in about so many steps.
func first(low, high, start, step float64, holds func(float64) bool) float64 {
	step = max(math.Floor(step), 1)
	at := min(max(math.Round(start), low+1), high-1)
	for upward, downward := false, false; !(upward && downward) && low < at && at < high; step *= 2 {
		if holds(at) {
			high, downward = at, true
			at -= step
		} else {
			low, upward = at, true
			at += step
		}
	}
	for high-low > 1 {
		if middle := low + math.Floor((high-low)/2); holds(middle) {
			high = middle
		} else {
			low = middle
		}
	}
	return high
}
