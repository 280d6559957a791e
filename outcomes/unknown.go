package outcomes

import (
	"errors"
	"fmt"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// Unknowns returns what package unknown needs for the bounds of the search rate of a group over
// that of a baseline. The errors are those of [Counts.Rates], or say that a group is not one of the
// scheme.
func (c Counts) Unknowns(p ethnicity.Population, group, baseline ethnicity.Group) (unknown.RateCounts, error) {
	rates, err := c.Rates(p)
	if err != nil {
		return unknown.RateCounts{}, err
	}
	if err := c.Grouping.two(group, baseline); err != nil {
		return unknown.RateCounts{}, err
	}
	r := unknown.RateCounts{Group: rates[group], Baseline: rates[baseline], Unknown: c.UnknownTotal()}
	r.Others = sum(c.By) - r.Group.Events - r.Baseline.Events
	return r, nil
}

// Unknowns returns what package unknown needs for the bounds over unknown ethnicity alone: a blank
// outcome is what the definition takes it for. The error says that a group is not one of the
// scheme.
func (p Proportions) Unknowns(group, baseline ethnicity.Group) (unknown.ProportionCounts, error) {
	if err := p.Grouping.two(group, baseline); err != nil {
		return unknown.ProportionCounts{}, err
	}
	outcomes := func(p rri.Proportion) unknown.OutcomeCounts {
		return unknown.OutcomeCounts{Events: p.Events, NonEvents: p.Trials - p.Events}
	}
	out := unknown.ProportionCounts{Group: outcomes(p.By[group]), Baseline: outcomes(p.By[baseline]), Unknown: outcomes(p.Unknown),
		GroupDesignEffect: p.By[group].DesignEffect, BaselineDesignEffect: p.By[baseline].DesignEffect}
	for g, q := range p.By {
		if g != group && g != baseline {
			out.Others.Events += q.Events
			out.Others.NonEvents += q.Trials - q.Events
		}
	}
	return out, nil
}

// Unknowns returns what package unknown needs for the bounds over unknown ethnicity and unknown
// outcome: where the record leaves it open if a search is an event, it may be one or not, whatever
// the definition makes of blanks. The errors are those of [Tally.Proportions], or say that a group
// is not one of the scheme.
func (t *Tally) Unknowns(d Definition, g Grouping, group, baseline ethnicity.Group) (unknown.ProportionCounts, error) {
	if err := errors.Join(g.two(group, baseline), d.validate()); err != nil {
		return unknown.ProportionCounts{}, err
	}
	trial := d.Trial
	d.Trial = func(k Key) bool { return trial(k) && !d.Missing(k) }
	p, err := t.Proportions(d, g)
	if err != nil {
		return unknown.ProportionCounts{}, err
	}
	out, err := p.Unknowns(group, baseline)
	if err != nil {
		return unknown.ProportionCounts{}, err
	}
	for h, n := range p.MissingBy {
		switch h {
		case group:
			out.Group.Unknown = n
		case baseline:
			out.Baseline.Unknown = n
		default:
			out.Others.Unknown += n
		}
	}
	out.Unknown.Unknown = p.Missing - sum(p.MissingBy)
	return out, nil
}

// two reports whether both are groups of the scheme, and not the same.
func (g Grouping) two(group, baseline ethnicity.Group) error {
	for _, h := range []ethnicity.Group{group, baseline} {
		if !g.Scheme.Has(h) {
			return fmt.Errorf("outcomes: %s is not a group of %s", h, g.Scheme)
		}
	}
	if group == baseline {
		return fmt.Errorf("outcomes: %s compared with itself", group)
	}
	return nil
}

// Accounts sets the two accounts of ethnicity of the searches of persons side by side, in one
// scheme: the first of a pair is self-defined, the second officer-defined. Those that are not known
// have their own groups, such as [ethnicity.NotStated]; [unknown.IndexRatio] wants them, and
// [KnownAccounts] leaves them out for [unknown.Kappa].
//
// It is an error if some account does not fit the scheme: it joins one [*ethnicity.CollapseError]
// for each such group.
func (t *Tally) Accounts(s ethnicity.Scheme) (map[unknown.Accounts[ethnicity.Group]]int64, error) {
	table := map[unknown.Accounts[ethnicity.Group]]int64{}
	refused := map[ethnicity.Group]bool{}
	var unfit []error
	collapse := func(g ethnicity.Group) ethnicity.Group {
		c, err := s.Collapse(g)
		if err != nil && !refused[g] {
			refused[g] = true
			unfit = append(unfit, err)
		}
		return c
	}
	for k, n := range t.All() {
		if k.Type.IsPerson() {
			table[unknown.Accounts[ethnicity.Group]{First: collapse(k.Self), Second: collapse(k.Officer)}] += n
		}
	}
	if len(unfit) > 0 {
		return nil, fmt.Errorf("outcomes: two accounts of ethnicity in groups %s: %w", s, errors.Join(unfit...))
	}
	return table, nil
}

// KnownAccounts returns the part of a table of [Tally.Accounts] where both accounts are known.
func KnownAccounts(table map[unknown.Accounts[ethnicity.Group]]int64) map[unknown.Accounts[ethnicity.Group]]int64 {
	known := map[unknown.Accounts[ethnicity.Group]]int64{}
	for p, n := range table {
		if p.First.IsKnown() && p.Second.IsKnown() {
			known[p] = n
		}
	}
	return known
}
