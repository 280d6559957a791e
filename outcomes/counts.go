package outcomes

import (
	"fmt"
	"maps"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/dispersion"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// Grouping says how people are put into groups: whose account of ethnicity counts, and which
// classification holds it. The zero value is self-defined ethnicity in the five groups of the 2011
// and 2021 censuses.
type Grouping struct {
	Rule   EthnicityRule    `json:"rule"`
	Scheme ethnicity.Scheme `json:"scheme"`
	// Independent takes every search as independent of all others, and leaves design effects 0. The
	// zero value gives counts and proportions those of people who were stopped together, as far as
	// the records tell them. Set it for counts that are to get others: those of months or forces
	// from which package dispersion estimates them, and those that they are put on.
	Independent bool `json:"independent,omitempty"`
}

// Counts is how many searches there were of people of every group, and of people of no known group.
type Counts struct {
	Grouping
	By      map[ethnicity.Group]int64 `json:"by"`      // every group of the scheme, 0 among them
	Unknown map[ethnicity.Group]int64 `json:"unknown"` // not known, not stated, refused, no person
	// DesignEffects is how many times as much each count of By scatters as independent searches
	// would, since people are stopped together: 1 or more, for every group, by the rule of
	// [dispersion.DesignEffects]. It is nil if Independent is set, or if the stops of no force and
	// month are told; searches of others count as independent in it. The unknown have none.
	DesignEffects map[ethnicity.Group]float64 `json:"design_effects,omitempty"`
}

// Counts returns the searches of persons in every group, with their design effects as far as stops
// are told ([Tally.Stops]). Vehicle-only searches are left out, whatever ethnicity they carry.
//
// It is an error if some search has a group that the scheme cannot hold, as an officer's "Asian" in
// the 18+1 scheme: the error joins one [*ethnicity.CollapseError] for each such group. It is also
// an error if g has a number that is no rule or no scheme.
func (t *Tally) Counts(g Grouping) (Counts, error) {
	if err := g.checkRule(); err != nil {
		return Counts{}, err
	}
	var groups []ethnicity.Group // by number
	numbers := make(map[ethnicity.Group]int)
	searches := t.gather(question{ofKinds: true, stops: !g.Independent, of: func(k Key) int {
		if !k.Type.IsPerson() {
			return notCounted
		}
		group := g.Rule.Of(k)
		number, has := numbers[group]
		if !has {
			number = len(groups)
			numbers[group] = number
			groups = append(groups, group)
		}
		return number
	}})
	by, unknown, err := g.collapse(func(yield func(ethnicity.Group, int64)) {
		for i, n := range searches.totals() {
			yield(groups[i], n)
		}
	})
	if err != nil {
		return Counts{}, err
	}
	c := Counts{Grouping: g, By: by, Unknown: unknown}
	if searches.isTold() {
		of := make([]weighed[ethnicity.Group], len(groups))
		for i, group := range groups {
			of[i] = weighed[ethnicity.Group]{g.of(group), 1, i}
		}
		c.DesignEffects = dispersion.DesignEffects(searches.clusters(by, of))
	}
	return c, nil
}

// checkRule reports that the rule is none.
func (g Grouping) checkRule() error {
	if !ruleNames.Has(g.Rule) {
		return fmt.Errorf("outcomes: %s is no ethnicity rule: want one of %s", g.Rule, ruleNames.List())
	}
	return nil
}

// of returns the group of the scheme that a group is in, or is a part of.
func (g Grouping) of(fine ethnicity.Group) ethnicity.Group {
	group, _ := g.Scheme.Collapse(fine) // an error is that of collapse
	return group
}

// collapse counts searches of persons in every group of the scheme, and apart from them those of no
// known group. counts yields them by the groups as they were recorded, each any number of times.
func (g Grouping) collapse(counts func(yield func(ethnicity.Group, int64))) (by, unknown map[ethnicity.Group]int64, err error) {
	fine := make(map[ethnicity.Group]int64)
	counts(func(group ethnicity.Group, n int64) { fine[group] += n })
	by, err = g.Scheme.CollapseCounts(fine)
	if err != nil {
		return nil, nil, fmt.Errorf("outcomes: %s ethnicity in groups %s: %w", g.Rule, g.Scheme, err)
	}
	unknown = make(map[ethnicity.Group]int64)
	for group, n := range by {
		if !group.IsKnown() {
			unknown[group] = n
			delete(by, group)
		}
	}
	return by, unknown, nil
}

// UnknownTotal returns the number of searches of people of no known group.
func (c Counts) UnknownTotal() int64 { return sum(c.Unknown) }

// UnknownShare returns UnknownTotal as a share of all the searches that were counted, from 0 to 1;
// 0 if there are none.
func (c Counts) UnknownShare() float64 {
	unknown := c.UnknownTotal()
	if all := unknown + sum(c.By); all > 0 {
		return float64(unknown) / float64(all)
	}
	return 0
}

// Rates puts the counts over the people who live there: searches per resident, for [rri.Compare],
// with the design effects of the counts. p may be of any scheme that collapses to that of the
// counts; otherwise the error names both. It is also an error if p has no residents at all, as the
// zero Population, and there are searches, or if a count is negative. The searches of no known
// group are in no rate.
//
// A group with searches and without residents has the rate of these searches over a population of
// 0, which rri.Compare flags [rri.NoData]; the other groups stand.
func (c Counts) Rates(p ethnicity.Population) (map[ethnicity.Group]rri.Rate, error) {
	for _, counts := range []map[ethnicity.Group]int64{c.By, c.Unknown} {
		for _, g := range slices.Sorted(maps.Keys(counts)) {
			if counts[g] < 0 {
				return nil, fmt.Errorf("outcomes: %d searches of %s: want a count of 0 or more", counts[g], g)
			}
		}
	}
	if n := sum(c.By); n > 0 && p.Total() == 0 {
		return nil, fmt.Errorf("outcomes: %d searches over a population without residents: want one from ethnicity.PopulationOf or ethnicity.NewPopulation", n)
	}
	residents, err := p.Collapse(c.Scheme)
	if err != nil {
		return nil, fmt.Errorf("outcomes: searches in groups %s over residents of %s in groups %s: %w",
			c.Scheme, sheet.Clean(quote.Clip(p.Area)), p.Scheme, err)
	}
	rates := make(map[ethnicity.Group]rri.Rate, len(c.By))
	for g, n := range c.By {
		people, err := residents.Of(g)
		if err != nil {
			return nil, fmt.Errorf("outcomes: residents of %s: %w", sheet.Clean(quote.Clip(p.Area)), err)
		}
		rates[g] = rri.WithDesignEffect(rri.Rate{Events: n, Population: people}, c.DesignEffects[g])
	}
	return rates, nil
}

func sum(counts map[ethnicity.Group]int64) int64 {
	var total int64
	for _, n := range counts {
		total += n
	}
	return total
}
