package standard

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/seed-549880be/disparity/rri"
)

// Expected returns the events that a group would have at the rates of a reference in each stratum:
// Σ population of the group × rate of the reference. The events of the group do not matter, and
// strata of the reference where the group has no one neither.
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
		if err := c.Validate(); err != nil {
			return 0, fmt.Errorf("stratum %q: %w", name(k), err)
		}
		if err := r.Validate(); err != nil {
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

// Indirect returns the events of a group over those expected at the rates of a reference: the
// standardised ratio (of mortality, in its first use). Above 1 the group has more events than
// people of the same make-up in the reference.
//
// The expected events are taken as known, as they nearly are when the reference is large beside the
// group; the interval is that of the count over its expectation by the method of o:
// [rri.PublicHealth] for the UK public-health rule, [rri.Exact], [rri.Byar] or any other that one
// rate has. To test no disparity set o.Null to 1. Times the crude rate of the reference it is the
// indirectly standardised rate.
//
// Two such ratios are not comparable with each other, unless their groups are distributed alike
// over the strata: each has its own make-up as its standard.
//
// With no events expected and none seen it is NaN, flagged [rri.NoData]. The error wraps
// [ErrPopulation], [rri.ErrCount] (also for events where none are expected), [rri.ErrOption] or
// [rri.ErrMethod].
func Indirect[K cmp.Ordered](counts, reference map[K]rri.Rate, o rri.Options) (rri.Estimate, error) {
	expected, err := expected(counts, reference)
	if err != nil {
		return rri.Estimate{}, fmt.Errorf("standard: %w", err)
	}
	// The variance of the sum is that of its strata, each with its own design effect: in all, the
	// mean of these weighted by the events expected, as the events of a stratum without any say
	// nothing of theirs.
	effect, err := designEffect(counts, reference, expected)
	if err != nil {
		return rri.Estimate{}, fmt.Errorf("standard: %w", err)
	}
	var observed int64
	for _, c := range counts {
		if observed += c.Events; observed > rri.MaxCount {
			return rri.Estimate{}, fmt.Errorf("standard: %d events in all: %w: give at most 2^53", observed, rri.ErrCount)
		}
	}
	e, err := rri.Of(rri.Rate{Events: observed, Population: expected, DesignEffect: effect}, o)
	if err != nil {
		return rri.Estimate{}, fmt.Errorf("standard: %d events, %v expected: %w", observed, expected, err)
	}
	return e, nil
}

// designEffect returns that of all the events together, where the variance of each stratum is its
// expected events times its own. The reference is taken as known, so that a design effect of its
// own is refused.
func designEffect[K cmp.Ordered](counts, reference map[K]rri.Rate, expected float64) (float64, error) {
	variance, clustered := 0., false
	for _, k := range slices.Sorted(maps.Keys(counts)) {
		c, r := counts[k], reference[k]
		if r.DesignEffect != 0 && r.DesignEffect != 1 {
			return 0, fmt.Errorf("stratum %q: reference: design effect %v: %w: the rates of the reference are taken as known; leave it 0",
				name(k), r.DesignEffect, rri.ErrOption)
		}
		_, _, effect := c.Counts()
		clustered = clustered || effect != 1
		if c.Population > 0 && r.Population > 0 {
			variance += c.Population / r.Population * float64(r.Events) * effect
		}
	}
	if !clustered || !(expected > 0) {
		return 0, nil
	}
	return variance / expected, nil
}
