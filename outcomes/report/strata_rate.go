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

// rateAxes returns what the search rate is adjusted for: the axes of the report, but for forces
// where all searches together are over one place, and for a column that was kept. Whatever these
// are, the residents are the same, and so is the index that is adjusted for them.
func (r *Report) rateAxes() []axis {
	return slices.DeleteFunc(slices.Clone(r.axes), func(a axis) bool {
		d, err := ParseDimension(a.id)
		_, kept := d.kept()
		return err == nil && (kept || d == ByForce && r.o.onePlace())
	})
}

// rateUnit is what has a form and residents of its own: a force, or everything over one place.
type rateUnit struct {
	name   string          // of the force, or ""
	chosen *outcomes.Tally // the searches, of the months that were asked for
	read   *outcomes.Tally // where the rows are, those too that were left out to choose these
	all    *outcomes.Tally // the rows that count, of all months
}

// rateUnits returns the forces that are in the search rate, or everything as one.
func (r *Report) rateUnits(chosen searches, with []ethnicity.Force) (units []rateUnit) {
	if r.o.onePlace() {
		return []rateUnit{{"", chosen.sum, r.readInPeriod(), r.sum}}
	}
	searches, read, all := outcomes.Split(chosen.sum, forceOf), outcomes.Split(r.readInPeriod(), forceOf), outcomes.Split(r.sum, forceOf)
	for _, f := range with {
		units = append(units, rateUnit{forceName(f), searches[f], read[f], all[f]})
	}
	return units
}

// adjustRates adds the search rate that is adjusted for the axes of the report, of the forces that
// have residents, beside the crude one. A force counts even if it has no search that was chosen.
func (r *Report) adjustRates(chosen searches, with []ethnicity.Force, q question) error {
	axes := r.rateAxes()
	if len(axes) == 0 || slices.Contains(r.without, q.name) {
		return nil
	}
	var list []rateStratum
	unused := make(map[ethnicity.Group][]string) // the forces whose form may not have the group
	compared := false
	counted := make(map[string]*outcomes.Tally)
	for _, c := range chosen.strata(axes) {
		counted[c.name] = c.Tally
	}
	for _, unit := range r.rateUnits(chosen, with) {
		without, err := r.notOnForm(unit)
		if err != nil {
			return err
		}
		for _, g := range without {
			unused[g] = append(unused[g], unit.name)
		}
		ofUnit, err := r.ratesOf(unit, axes, without, counted)
		if err != nil {
			return err
		}
		list = append(list, ofUnit...)
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
	over := chosen.Collapse(nothing).Where(func(k outcomes.Key) bool { return slices.Contains(with, k.Force) })
	if err := adjust(r, known, axes, nil, cells(over, axes), q); err != nil {
		return err
	}
	r.rateStrata = list
	return r.sayAdjusted(&r.adjusted[len(r.adjusted)-1], list)
}

// rateStratum is one stratum of the search rate, with the searches in no group.
type rateStratum struct {
	strata.Stratum[string, ethnicity.Group, rri.Rate]
	unknown int64
	rows    *outcomes.Tally // of which the residents are
}

// sayAdjusted adds the ranges of the adjusted indices.
func (r *Report) sayAdjusted(a *Adjusted, list []rateStratum) error {
	for _, row := range a.Rates.Rows {
		both, err := r.adjustedRangeOf(row.Group, list, row.Ratio)
		if err != nil {
			return err
		}
		a.Said = append(a.Said, AdjustedSaid{Group: row.Group, Range: both})
	}
	return nil
}

// adjustedRangeOf returns the range of the adjusted index of a group, nil of the baseline.
func (r *Report) adjustedRangeOf(g ethnicity.Group, list []rateStratum, shown rri.Estimate) (*Range, error) {
	if g == r.o.Baseline {
		return nil, nil
	}
	var counts []unknown.RateCounts
	for _, s := range list {
		counts = append(counts, unknown.RateCounts{Group: s.Counts[g], Baseline: s.Counts[r.o.Baseline], Unknown: s.unknown})
	}
	return r.adjustedRange(counts, shown)
}

// strataOver returns the strata of the adjusted search rate over the residents of a census; nil if
// one of them has none.
func (r *Report) strataOver(census ethnicity.Census) (list []rateStratum, err error) {
	for _, s := range r.rateStrata {
		d, err := r.otherDenominator(s.rows, census)
		if err != nil || d == nil {
			return nil, err
		}
		counts := make(map[ethnicity.Group]rri.Rate)
		for g, rate := range s.Counts {
			if counts[g], err = d.over(g, rate); err != nil {
				return nil, err
			}
		}
		s.Counts = counts
		list = append(list, s)
	}
	return list, nil
}

// ratesOf returns the strata of a force: every period with a row of it is one, also where none of
// its searches was chosen. Its residents are of the mean day of its own months; its design effects
// are its own, so that it has the same interval wherever it stands.
func (r *Report) ratesOf(unit rateUnit, axes []axis, without []ethnicity.Group, counted map[string]*outcomes.Tally) (list []rateStratum, err error) {
	for _, c := range cells(unit.read, axes) {
		d, err := r.denominatorFor(c.Tally, r.o.Census)
		if err != nil {
			return nil, err
		}
		chosen := counted[c.name]
		counts, err := chosen.Counts(r.counts.Grouping)
		if err != nil {
			return nil, prefixed(err)
		}
		if counts.DesignEffects, err = r.groupEffects(chosen, nil, r.o.Scheme); err != nil {
			return nil, err
		}
		rates, err := counts.Rates(d.Population)
		if err != nil {
			return nil, prefixed(err)
		}
		rates = dropAbsent(r.absent, rates)
		for _, g := range without {
			delete(rates, g)
		}
		list = append(list, rateStratum{strata.Stratum[string, ethnicity.Group, rri.Rate]{Key: c.name, Counts: rates}, counts.UnknownTotal(), c.Tally})
	}
	return list, nil
}

// notOnForm returns the groups that the form of a force may not have, whose zeros are no searches:
// they are left out of its strata.
func (r *Report) notOnForm(unit rateUnit) (groups []ethnicity.Group, err error) {
	d, err := r.denominatorFor(unit.read, r.o.Census)
	if err != nil {
		return nil, err
	}
	counts, err := unit.chosen.Counts(r.counts.Grouping)
	if err != nil {
		return nil, prefixed(err)
	}
	one := &Report{o: r.o, absent: r.absent, input: input{sum: unit.all, words: r.words}}
	if err := one.findRemarks(counts.By, d.Population); err != nil {
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
		notes = append(notes, fmt.Sprintf("residents count once for every %s", r.by.kind().Noun()))
	}
	for g := range r.o.Scheme.Groups() {
		if forces := unused[g]; forces != nil {
			in := " in " + and(forces)
			if r.o.onePlace() {
				in = ""
			}
			notes = append(notes, fmt.Sprintf("%s is not compared%s: none recorded there, and the form may not have this label", g, in))
		}
	}
	for _, m := range r.remarks {
		if m.kind == matterOfCategories {
			notes = append(notes, fmt.Sprintf("%s: %s", m.group, m.footnote(r.words, r.limit)))
		}
	}
	return notes
}
