package trend

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/internal/levels"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// ErrAlternative is wrapped where the counts of an [Alternative] are not of the periods of the
// series.
var ErrAlternative = errors.New("alternative does not fit the series")

// Validate reports why s is no series, or nil. The error names the period and the group. It wraps
// [ErrPeriod] if points are out of order or overlap, or if Before does not end before After begins;
// [rri.ErrCount] for a count or a design effect that makes no sense, and for a share of the period
// that is not from 0 to 1; [rri.ErrBaseline] if no point has the baseline; [rri.ErrOption] if Per
// is out of range; and [ErrAlternative] if an alternative is of other periods.
func (s Series[G, M]) Validate() error {
	if err := s.validate(); err != nil {
		return fmt.Errorf("trend: %w", err)
	}
	return nil
}

func (s Series[G, M]) validate() error {
	if per := s.labels().Per; !(per > 0) || math.IsInf(per, 1) {
		return fmt.Errorf("per %v: %w: want a positive number, as 1000", per, rri.ErrOption)
	}
	if err := s.Counts.validate(); err != nil {
		return err
	}
	if err := s.hasBaseline(); err != nil {
		return err
	}
	for _, b := range s.Breaks {
		switch {
		case !breakKindNames.Has(b.Kind):
			return fmt.Errorf("%s is not a kind of break: want one of %s", b.Kind, breakKindNames.List())
		case b.At.IsZero():
			return fmt.Errorf("break %q: %w: want the time from which it holds", sheet.Clip(b.Text), ErrPeriod)
		}
	}
	for _, g := range slices.Sorted(maps.Keys(s.DesignEffects)) {
		if err := rri.WithDesignEffect(*new(M), s.DesignEffects[g]).Validate(); err != nil {
			return fmt.Errorf("group %q: %w", sheet.Clip(fmt.Sprint(g)), err)
		}
	}
	for _, a := range s.Alternatives {
		if err := a.Counts.validate(); err != nil {
			return fmt.Errorf("%s: %w", sheet.Clip(a.Name), err)
		}
		if err := s.Counts.samePeriods(a.Counts); err != nil {
			return fmt.Errorf("%s: %w", sheet.Clip(a.Name), err)
		}
	}
	return nil
}

// hasBaseline reports that no point has the baseline, or nil.
func (s Series[G, M]) hasBaseline() error {
	counted := false
	for _, p := range s.Counts.all() {
		if _, ok := p.Counts[s.Baseline]; ok {
			return nil
		}
		counted = counted || len(p.Counts) > 0
	}
	if !counted {
		return fmt.Errorf("no period has counts: %w: give those of one or more", rri.ErrCount)
	}
	return fmt.Errorf("%q is in no period: %w", sheet.Clip(fmt.Sprint(s.Baseline)), rri.ErrBaseline)
}

// labels returns the labels with what their zero values stand for.
func (s Series[G, M]) labels() rri.Labels { return s.Labels.WithDefaults(isProportion[M]()) }

// isProportion tells the model of M.
func isProportion[M rri.Measure]() bool { return (*new(M)).IsProportion() }

// all returns every point, of whatever kind.
func (c Counts[G, M]) all() []Point[G, M] {
	all := slices.Concat(c.Points, c.Rolling)
	for _, p := range []*Point[G, M]{c.Before, c.After} {
		if p != nil {
			all = append(all, *p)
		}
	}
	return all
}

// validate reports which points make no sense, or nil.
func (c Counts[G, M]) validate() error {
	for _, p := range c.all() {
		if err := p.validate(); err != nil {
			return fmt.Errorf("%s: %w", sheet.Clip(p.name()), err)
		}
	}
	for i := 1; i < len(c.Points); i++ {
		if last, next := c.Points[i-1], c.Points[i]; next.Start.Before(last.End) {
			return fmt.Errorf("%s begins before %s ends: %w: want periods in order of time that do not overlap",
				sheet.Clip(next.dated()), sheet.Clip(last.dated()), ErrPeriod)
		}
	}
	for i := 1; i < len(c.Rolling); i++ {
		if last, next := c.Rolling[i-1], c.Rolling[i]; !last.Start.Before(next.Start) || !last.End.Before(next.End) {
			return fmt.Errorf("%s does not begin and end after %s: %w: want rolling periods in order of time",
				sheet.Clip(next.dated()), sheet.Clip(last.dated()), ErrPeriod)
		}
	}
	switch {
	case (c.Before == nil) != (c.After == nil):
		return fmt.Errorf("one period to compare: %w: give two, or none", ErrPeriod)
	case c.Before != nil && c.After.Start.Before(c.Before.End):
		return fmt.Errorf("%s to be compared with %s begins before that ends: %w: give the earlier one first, and periods that do not overlap",
			sheet.Clip(c.After.dated()), sheet.Clip(c.Before.dated()), ErrPeriod)
	}
	return nil
}

// validate reports why p is no point, or nil.
func (p Point[G, M]) validate() error {
	if err := p.Period.validate(); err != nil {
		return err
	}
	switch {
	case !(p.Covered >= 0 && p.Covered <= 1):
		return fmt.Errorf("counts that cover %v of it: %w: want a share from 0 to 1", p.Covered, rri.ErrCount)
	case p.Covered > 0 && len(p.Counts) == 0:
		return fmt.Errorf("no counts, which cover %v of it: %w: give a count of 0 for what did not occur", p.Covered, rri.ErrCount)
	}
	for _, g := range slices.Sorted(maps.Keys(p.Counts)) {
		if g != g {
			return fmt.Errorf("a group is NaN, which equals no group: %w: name it otherwise", rri.ErrCount)
		}
		if err := validateCount(p.Counts[g]); err != nil {
			return fmt.Errorf("group %q: %w", sheet.Clip(fmt.Sprint(g)), err)
		}
	}
	return validateUnknown(p.Unknown)
}

// validateUnknown reports why m is not what is counted of people of no known group, or nil.
func validateUnknown[M rri.Measure](m M) error {
	if err := validateCount(m); err != nil {
		return fmt.Errorf("the unknown: %w", err)
	}
	if _, exposure, _ := m.Counts(); exposure != 0 && !m.IsProportion() {
		return fmt.Errorf("the unknown have a population of %v: %w: want 0, since nobody lives there as unknown", exposure, rri.ErrCount)
	}
	return nil
}

// validateCount reports why m makes no sense, or nil. Events in a population of 0 are no error, as
// [rri.Compare] takes them.
func validateCount[M rri.Measure](m M) error {
	_, err := rri.MeasureOf[M](m.Counts())
	return err
}

// samePeriods reports where an alternative is not of the periods of c, or nil.
func (c Counts[G, M]) samePeriods(a Counts[G, M]) error {
	if len(a.Points) != len(c.Points) {
		return fmt.Errorf("%d periods beside %d: %w", len(a.Points), len(c.Points), ErrAlternative)
	}
	for i, p := range c.Points {
		if !p.same(a.Points[i].Period) {
			return fmt.Errorf("%s beside %s: %w", sheet.Clip(a.Points[i].dated()), sheet.Clip(p.dated()), ErrAlternative)
		}
	}
	if (a.Before == nil) != (c.Before == nil) || c.Before != nil && (!a.Before.same(c.Before.Period) || !a.After.same(c.After.Period)) {
		return fmt.Errorf("other periods to compare: %w", ErrAlternative)
	}
	return nil
}

// same reports whether p and q begin and end together.
func (p Period) same(q Period) bool { return p.Start.Equal(q.Start) && p.End.Equal(q.End) }

// filled returns o with what zero values stand for. The error wraps [rri.ErrOption].
func (o Options) filled() (Options, error) {
	if o.Margin = cmp.Or(o.Margin, usualMargin); !(o.Margin > 0 && o.Margin < 1) {
		return o, fmt.Errorf("margin %v: %w: want a share between 0 and 1, as 0.1", o.Margin, rri.ErrOption)
	}
	for _, p := range o.LeaveOut {
		if err := p.validate(); err != nil {
			return o, fmt.Errorf("to be left out: %s: %w", sheet.Clip(p.name()), err)
		}
	}
	if o.Direction > index.ComparatorOverGroup {
		return o, fmt.Errorf("%s: %w: want one of the directions", o.Direction, rri.ErrOption)
	}
	if !senseNames.Has(o.Sense) {
		return o, fmt.Errorf("%s: %w: want one of %s", o.Sense, rri.ErrOption, senseNames.List())
	}
	o.Level = levels.Of(o.Level)
	return o, o.Options.Validate()
}

// usualMargin is the margin that 0 stands for.
const usualMargin = 0.1
