package standard

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/seed-549880be/disparity/rri"
)

// Expected returns the events that a group would have at the rates of a reference in each stratum: Σ population of the group × rate of the reference. The events of the group do not
// matter, and strata of the reference where the group has no one neither.
//
// The error wraps [ErrPopulation] or [rri.ErrCount], and names the stratum.
func Expected[K cmp.Ordered](counts, reference map[K]rri.Rate) (float64, error) {
	expected, err := expected(counts, reference)
	if err != nil {
		return 0, fmt.Errorf("standard: %w", err)
	}
	return expected, nil
}

func expected[K cmp.Ordered](counts, reference map[K]rri.Rate) (float64, error) {
	var sum float64
	for _, k := range slices.Sorted(maps.Keys(counts)) {
		c, r := counts[k], reference[k]
		if _, err := rri.Of(c, rri.Options{Method: rri.Wald}); err != nil {
			return 0, fmt.Errorf("stratum %q: %w", name(k), err)
		}
		if _, err := rri.Of(r, rri.Options{Method: rri.Wald}); err != nil {
			return 0, fmt.Errorf("stratum %q: reference: %w", name(k), err)
		}
		if c.Population == 0 {
			continue
		}
		if r.Population == 0 {
			return 0, fmt.Errorf("stratum %q: %w in the reference: its rate is not known; merge it with another", name(k), ErrPopulation)
		}
		sum += c.Population / r.Population * float64(r.Events)
	}
	return sum, nil
}

// Indirect returns the events of a group over those expected at the rates of a reference: the standardised ratio (of mortality, in its first use). Above 1 the group has more events than people of the same make-up
// in the reference.
//
// The expected events are taken as known, as they nearly are when the reference is large beside the group; the interval is that of the count over its expectation by the method of
// o: [rri.PublicHealth] for the UK public-health rule, [rri.Exact], [rri.Byar] or any other that one rate has. To test no disparity set o.Null to 1. Times the crude rate of the
// reference it is the indirectly standardised rate.
//
// Two such ratios are not comparable with each other, unless their groups are distributed alike over the strata: each has its own make-up as its standard.
//
// With no events expected and none seen it is NaN, flagged [rri.NoData]. The error wraps [ErrPopulation], [rri.ErrCount] (also for events where none are expected), [rri.ErrOption] or [rri.ErrMethod].
func Indirect[K cmp.Ordered](counts, reference map[K]rri.Rate, o rri.Options) (rri.Estimate, error) {
	expected, err := expected(counts, reference)
	if err != nil {
		return rri.Estimate{}, fmt.Errorf("standard: %w", err)
	}
	var observed int64
	for _, c := range counts {
		if observed += c.Events; observed > rri.MaxCount {
			return rri.Estimate{}, fmt.Errorf("standard: %d events in all: %w: give at most 2^53", observed, rri.ErrCount)
		}
	}
	e, err := rri.Of(rri.Rate{Events: observed, Population: expected}, o)
	if err != nil {
		return rri.Estimate{}, fmt.Errorf("standard: %d events, %v expected: %w", observed, expected, err)
	}
	return e, nil
}
