package report

import (
	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// The outcomes of a crime exclude each other, unlike arrests and finds, so that what tables show of
// one group leaves the number of its other outcomes; and beside the number of all records of a
// group, that of those with an outcome leaves the number of those without.

// crimeRest is what is left of records with an outcome where the outcomes that are shown are taken
// off: of each group, of those in no group, and of all.
type crimeRest struct {
	of         map[ethnicity.Group]int64
	none, all  int64
	searches   map[ethnicity.Group]int64 // all records of a group, where a table shows them
	isOfCrimes bool
}

// start takes the numbers of records of each group from a table of records per resident.
func (c *crimeRest) start(e entry) error {
	c.searches = make(map[ethnicity.Group]int64)
	plain, err := plainTable(e.id, "", e.table)
	for _, row := range plain.Rows {
		if row.Events != nil {
			c.searches[row.Group] = *row.Events
		}
	}
	return err
}

// without returns what is left where the events of a table are taken off too.
func (c crimeRest) without(e entry) (crimeRest, error) {
	plain, err := plainTable(e.id, "", e.whole)
	if err != nil || !c.isOfCrimes {
		return c, err
	}
	next := crimeRest{of: make(map[ethnicity.Group]int64), none: c.none, all: c.all, searches: c.searches, isOfCrimes: true}
	first := c.of == nil
	var events, none int64
	for _, p := range e.rest {
		if first {
			next.none, next.all = next.none+p.Trials, next.all+p.Trials
		}
		none += p.Events
	}
	for _, row := range plain.Rows {
		next.of[row.Group] = c.of[row.Group]
		if first {
			next.of[row.Group] = int64(*row.Exposure)
			next.all += int64(*row.Exposure)
		}
		next.of[row.Group] -= *row.Events
		events += *row.Events
	}
	next.none -= none
	next.all -= events + none
	return next, nil
}

// few returns the groups of which few records are left.
func (c crimeRest) few(l limit) (groups []ethnicity.Group) {
	for g := range ethnicity.Groups() {
		if l.small(c.of[g]) {
			groups = append(groups, g)
		}
	}
	return groups
}

// fewMissing returns the groups of which few records have no outcome, where the number of all is
// shown.
func (c crimeRest) fewMissing(e entry, l limit) (groups []ethnicity.Group, err error) {
	if !c.isOfCrimes || c.searches == nil {
		return nil, nil
	}
	plain, err := plainTable(e.id, "", e.whole)
	for _, row := range plain.Rows {
		if n, ok := c.searches[row.Group]; ok && l.small(n-int64(*row.Exposure)) {
			groups = append(groups, row.Group)
		}
	}
	return groups, err
}

// hidesMissing reports whether the number of records of crimes without an outcome is withheld:
// beside those of the groups with one it would tell how few of those in no group have none.
func (r *Report) hidesMissing() bool {
	return r.limit != 0 && r.words.HasCrimeOutcome() && r.limit.small(r.unknownWithoutOutcome)
}

// countWithoutOutcome counts the records of crimes in no group that have no outcome.
func (r *Report) countWithoutOutcome(chosen *outcomes.Tally) {
	r.unknownWithoutOutcome = countOf(chosen, func(k outcomes.Key) bool {
		return isPerson(k) && !r.o.Rule.Of(k).IsKnown() && !k.Crime.IsOutcome()
	})
}
