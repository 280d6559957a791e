package report

import (
	"fmt"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/strata"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// adjustRates adds the search rate that is adjusted for the axes of the report, of the forces that
// have residents, beside the crude one. A force counts even if it has no search that was chosen.
func (r *Report) adjustRates(chosen *outcomes.Tally, with []ethnicity.Force, q question) error {
	if len(r.axes) == 0 || slices.Contains(r.without, q.name) {
		return nil
	}
	var list []rateStratum
	unused := make(map[ethnicity.Group][]string) // the forces whose form may not have the group
	compared := false
	for _, f := range with {
		p, _, _, err := r.residentsOf([]ethnicity.Force{f})
		if err != nil {
			return err
		}
		without, err := r.notOnForm(f, chosen, p)
		if err != nil {
			return err
		}
		for _, g := range without {
			unused[g] = append(unused[g], forceName(f))
		}
		ofForce, err := r.ratesOf(f, p, without)
		if err != nil {
			return err
		}
		list = append(list, ofForce...)
		compared = compared || !slices.Contains(without, r.o.Baseline)
	}
	if len(list) < 2 || !compared {
		return nil
	}
	q.notes = slices.Concat(q.notes, r.adjustedNotes(unused))
	var known []strata.Stratum[string, ethnicity.Group, rri.Rate]
	for _, s := range list {
		known = append(known, s.Stratum)
	}
	if err := adjust(r, known, r.axes, nil, chosen.Where(func(k outcomes.Key) bool { return slices.Contains(with, k.Force) }), q); err != nil {
		return err
	}
	return r.sayAdjusted(&r.adjusted[len(r.adjusted)-1], list)
}

// rateStratum is one stratum of the search rate, with the searches in no group.
type rateStratum struct {
	strata.Stratum[string, ethnicity.Group, rri.Rate]
	unknown int64
}

// sayAdjusted adds the ranges of the adjusted indices.
func (r *Report) sayAdjusted(a *Adjusted, list []rateStratum) error {
	for _, row := range a.Rates.Rows {
		said := AdjustedSaid{Group: row.Group}
		if row.Group != r.o.Baseline {
			var counts []unknown.RateCounts
			for _, s := range list {
				counts = append(counts, unknown.RateCounts{Group: s.Counts[row.Group], Baseline: s.Counts[r.o.Baseline], Unknown: s.unknown})
			}
			var err error
			if said.Range, err = r.adjustedRange(counts, row.Ratio); err != nil {
				return err
			}
		}
		a.Said = append(a.Said, said)
	}
	return nil
}

// ratesOf returns the strata of a force: every period with a row of it is one, also where none of
// its searches was chosen.
func (r *Report) ratesOf(f ethnicity.Force, p ethnicity.Population, without []ethnicity.Group) (list []rateStratum, err error) {
	for _, c := range cells(r.inPeriod().Where(func(k outcomes.Key) bool { return k.Force == f }), r.axes) {
		counts, err := c.Where(r.isChosen).Counts(r.counts.Grouping)
		if err != nil {
			return nil, prefixed(err)
		}
		rates, err := counts.Rates(p)
		if err != nil {
			return nil, prefixed(err)
		}
		rates = dropAbsent(r.absent, rates)
		for _, g := range without {
			delete(rates, g)
		}
		list = append(list, rateStratum{strata.Stratum[string, ethnicity.Group, rri.Rate]{Key: c.name, Counts: rates}, counts.UnknownTotal()})
	}
	return list, nil
}

// notOnForm returns the groups that the form of a force may not have, whose zeros are no searches:
// they are left out of its strata.
func (r *Report) notOnForm(f ethnicity.Force, chosen *outcomes.Tally, p ethnicity.Population) (groups []ethnicity.Group, err error) {
	ofForce := func(k outcomes.Key) bool { return k.Force == f }
	counts, err := chosen.Where(ofForce).Counts(r.counts.Grouping)
	if err != nil {
		return nil, prefixed(err)
	}
	one := &Report{o: r.o, absent: r.absent, input: input{tally: r.tally.Where(ofForce)}}
	if err := one.findRemarks(counts.By, p); err != nil {
		return nil, err
	}
	for g := range r.o.Scheme.Groups() {
		if one.isUnused(g) || g == ethnicity.Mixed && one.officersHaveNoMixed() {
			groups = append(groups, g)
		}
	}
	return groups, nil
}

// adjustedNotes says what is peculiar to the adjusted search rate.
func (r *Report) adjustedNotes(unused map[ethnicity.Group][]string) (notes []string) {
	if r.by.isPeriod() {
		notes = append(notes, fmt.Sprintf("residents count once for every %s", periods[r.by].name))
	}
	for g := range r.o.Scheme.Groups() {
		if forces := unused[g]; forces != nil {
			notes = append(notes, fmt.Sprintf("%s is not compared in %s: none recorded there, and the form may not have this label", g, and(forces)))
		}
	}
	for _, m := range r.remarks {
		if m.kind == matterOfCategories {
			notes = append(notes, fmt.Sprintf("%s: %s", m.group, m.footnote(r.limit)))
		}
	}
	return notes
}
