package peers

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/levels"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/trend"
)

// Validate reports why s is no set, or nil. The error names the unit and the group. It wraps
// [rri.ErrCount] if no unit has counts, for a count that makes no sense and for a published index
// that is not positive; and [rri.ErrOption] if Per is out of range. A name that is empty or stands
// twice, and a Focus that is no unit, are errors that wrap neither.
func (s Set[G, M]) Validate() error {
	if err := s.validate(); err != nil {
		return fmt.Errorf("peers: %w", err)
	}
	return nil
}

func (s Set[G, M]) validate() error {
	if per := s.labels().Per; !(per > 0) || math.IsInf(per, 1) {
		return fmt.Errorf("per %v: %w: want a positive number, as 1000", per, rri.ErrOption)
	}
	names, counted := make(map[string]bool), false
	for i, u := range s.Units {
		if err := newName(names, u.Name); err != nil {
			return fmt.Errorf("unit %d of %d: %w", i+1, len(s.Units), err)
		}
		if err := u.validate(); err != nil {
			return fmt.Errorf("%s: %w", sheet.Clip(u.Name), err)
		}
		counted = counted || len(u.Counts) > 0
	}
	switch {
	case !counted:
		return fmt.Errorf("no unit has counts: %w: give those of one or more", rri.ErrCount)
	case s.Focus != "" && !slices.ContainsFunc(s.Units, func(u Unit[G, M]) bool { return u.Name == s.Focus }):
		return fmt.Errorf("%q, which is asked about, is no unit: give the name of one of them as it stands there", sheet.Clip(s.Focus))
	}
	return s.validateStandards()
}

// newName reports why a name tells nobody which of several is meant, or notes it. Names that look
// alike are the same.
func newName(seen map[string]bool, name string) error {
	shown := strings.ToLower(strings.Join(strings.Fields(sheet.Clean(name)), " "))
	switch {
	case shown == "":
		return errors.New("it has no name: give one that tells it from the others")
	case seen[shown]:
		return fmt.Errorf("%q stands twice: give each a name of its own", sheet.Clip(name))
	}
	seen[shown] = true
	return nil
}

// validate reports why u is no unit, or nil.
func (u Unit[G, M]) validate() error {
	if err := validateCounts(u.Counts); err != nil {
		return err
	}
	if err := validateCount(u.Unknown); err != nil {
		return fmt.Errorf("the unknown: %w", err)
	}
	if _, exposure, _ := u.Unknown.Counts(); exposure != 0 && !u.Unknown.IsProportion() {
		return fmt.Errorf("the unknown have a population of %v: %w: want 0, since nobody lives there as unknown", exposure, rri.ErrCount)
	}
	return nil
}

// validateCounts reports which of the counts of groups make no sense, or nil.
func validateCounts[G cmp.Ordered, M rri.Measure](counts map[G]M) error {
	for _, g := range slices.Sorted(maps.Keys(counts)) {
		if g != g {
			return fmt.Errorf("a group is NaN, which equals no group: %w: name it otherwise", rri.ErrCount)
		}
		if err := validateCount(counts[g]); err != nil {
			return fmt.Errorf("group %q: %w", sheet.Clip(fmt.Sprint(g)), err)
		}
	}
	return nil
}

// validateCount reports why m makes no sense, or nil. Events in a population of 0 are no error, as
// [rri.Compare] takes them.
func validateCount[M rri.Measure](m M) error {
	_, err := rri.MeasureOf[M](m.Counts())
	return err
}

// suits reports what s lacks for a comparison by o, or nil.
func (s Set[G, M]) suits(o Options) error {
	if o.Worst > len(s.Units) {
		return fmt.Errorf("the worst %d of %d units: %w: want fewer", o.Worst, len(s.Units), rri.ErrOption)
	}
	has := func(u Unit[G, M]) bool { _, ok := u.Counts[s.Baseline]; return ok }
	if o.Quantity == Index && !slices.ContainsFunc(s.Units, has) {
		return fmt.Errorf("%q is in no unit: %w", sheet.Clip(fmt.Sprint(s.Baseline)), rri.ErrBaseline)
	}
	return nil
}

// filled returns o with what zero values stand for. The error wraps [rri.ErrOption].
func (o Options) filled() (Options, error) {
	o.Level = levels.Of(o.Level)
	o.Margin = cmp.Or(o.Margin, usualMargin)
	switch {
	case !(o.Margin > 0 && o.Margin <= 1):
		return o, fmt.Errorf("margin %v: %w: want a share above 0 and at most 1, as 0.25", o.Margin, rri.ErrOption)
	case o.Worst < 0:
		return o, fmt.Errorf("the worst %d: %w: want a number of units, or 0 for a quarter of them", o.Worst, rri.ErrOption)
	case !(o.Target >= 0) || math.IsInf(o.Target, 1):
		return o, fmt.Errorf("target %v: %w: want a positive number, or 0 for that of all units together", o.Target, rri.ErrOption)
	case !quantityNames.Has(o.Quantity):
		return o, fmt.Errorf("%s: %w: want one of %s", o.Quantity, rri.ErrOption, quantityNames.List())
	case !overdispersionNames.Has(o.Overdispersion):
		return o, fmt.Errorf("%s: %w: want one of %s", o.Overdispersion, rri.ErrOption, overdispersionNames.List())
	case o.Side != rri.TwoSided:
		return o, fmt.Errorf("%s: %w: want two-sided, since a place among others has both sides", o.Side, rri.ErrOption)
	}
	if _, err := trend.ParseSense(o.Sense.String()); err != nil {
		return o, fmt.Errorf("%s: %w: want one of the senses of package trend", o.Sense, rri.ErrOption)
	}
	return o, o.Options.Validate()
}

// usualMargin is the margin that 0 stands for: 0.8 to 1.25.
const usualMargin = 0.25

// labels returns the labels with what their zero values stand for.
func (s Set[G, M]) labels() rri.Labels { return s.Labels.WithDefaults((*new(M)).IsProportion()) }

// compared returns the groups that are compared, in their order.
func (s Set[G, M]) compared(q Quantity) []G {
	all := make(map[G]bool)
	for _, u := range s.Units {
		for g := range u.Counts {
			all[g] = true
		}
	}
	if q == Index {
		delete(all, s.Baseline)
	}
	place := func(g G) int {
		switch i := slices.Index(s.Order, g); {
		case g == s.Baseline:
			return -1
		case i >= 0:
			return i
		}
		return len(s.Order)
	}
	return slices.SortedFunc(maps.Keys(all), func(a, b G) int {
		return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a, b))
	})
}
