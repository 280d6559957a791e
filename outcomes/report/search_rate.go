package report

import (
	"fmt"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
)

// noRate returns the note that says why there is no search rate; "" if nothing stands against one.
func (r *Report) noRate() string {
	switch {
	case r.o.onePlace() && r.whole != nil && r.whole.by == EachForce && len(r.whole.span.forces) > 1:
		return r.say(noRatePrefix) + r.o.theResidents() + " are those of all the forces together, and not of one."
	case r.noRateOfValue() != "":
		return r.say(noRatePrefix) + r.noRateOfValue() + "."
	case r.noRateOfChoice() != "":
		return r.say(noRatePrefix) + r.noRateOfChoice() + "."
	case !slices.ContainsFunc(r.span.forces, r.isOver):
		return r.noSearchRate(r.span.forces)
	}
	return ""
}

// searchRate adds the table of searches per resident, of the forces that have residents. A force
// counts even if it has no search that was chosen.
func (r *Report) searchRate(chosen searches) error {
	if note := r.noRate(); note != "" {
		r.remind(note)
		return nil
	}
	d, err := r.denominatorFor(r.readInPeriod(), r.o.Census)
	if err != nil {
		return err
	}
	resident := chosen
	if len(r.forcesWith()) < len(r.span.forces) {
		resident = chosen.where(func(k outcomes.Key) bool { return r.isOver(k.Force) })
	}
	counts, err := resident.sum.Counts(r.counts.Grouping)
	if err != nil {
		return prefixed(err)
	}
	if r.effects, err = r.effectsOf(resident.Tally, nil); err != nil {
		return err
	}
	counts.DesignEffects = r.effects.by
	filled, err := r.fill(resident, r.say("{search rate}"))
	if err != nil || filled == nil {
		return err
	}
	rates, err := r.imputedRates(filled, d.Population)
	if err != nil {
		return err
	}
	r.imputed = rates
	if err := r.findAbout(counts, d.Population); err != nil {
		return err
	}
	r.denominator = d
	mixed, err := r.mixedResidents(d.Population)
	if err != nil {
		return err
	}
	r.remind(r.partNotes(d.without)...)
	r.remind(mixed, r.togetherNote())
	if note := r.baselineNote(); note != "" {
		r.remind("No index: " + note + ".")
	}
	q := question{id: r.words.RateID(), name: r.say("{search rate}"), events: r.say("{searches}"), exposure: searchExposure, effects: r.effects, of: resident.Tally}
	q.text = fmt.Sprintf("%s in %s, per %s", r.searches(), r.periodText(d.with), d.residentsOf())
	q.unknown, q.searches = counts.UnknownTotal(), resident.Total()
	q.rest = restOf(filled[0], r.o.Rule, everySearch) // alike in every imputation
	q.few = fewRecorded(r, r.recorded)
	q.alert = r.alert(q.unknown, 0, q.searches)
	q.months = r.monthsText(d.with, true)
	q.notes = slices.Concat([]string{r.placed(q.unknown, q.searches)}, r.absent.footnotes(),
		[]string{mixed, r.baselineNote(), r.leftOut(d.without)}, r.labelNotes(columnForce))
	if err := add(r, rates, q); err != nil {
		return err
	}
	return r.adjustRates(chosen, d.with, q)
}

// findAbout finds what is said of the groups beside their rates: what the form tells of them, their
// bounds, and what their ranges are computed from.
func (r *Report) findAbout(counts outcomes.Counts, p ethnicity.Population) error {
	if err := r.findFewest(p); err != nil {
		return err
	}
	if err := r.findRemarks(counts.By, p); err != nil {
		return err
	}
	if err := r.bound(counts, p); err != nil {
		return err
	}
	return r.record(counts, p)
}

// imputedRates returns the searches per resident of each imputation, and keeps how many searches
// are in no group after it.
func (r *Report) imputedRates(filled []*outcomes.Tally, p ethnicity.Population) (rates []map[ethnicity.Group]rri.Rate, err error) {
	for _, t := range filled {
		c, err := t.Counts(r.counts.Grouping)
		if err != nil {
			return nil, prefixed(err)
		}
		c.DesignEffects = r.effects.by
		by, err := c.Rates(p)
		if err != nil {
			return nil, prefixed(err)
		}
		r.left = c.UnknownTotal() // alike in every imputation
		rates = append(rates, dropAbsent(r.absent, by))
	}
	return rates, nil
}

// findFewest finds the group with the fewest residents, the baseline left aside.
func (r *Report) findFewest(p ethnicity.Population) error {
	fewest := math.Inf(1)
	for g := range r.o.Scheme.Groups() {
		n, err := p.Of(g)
		if err != nil {
			return prefixed(err)
		}
		if g != r.o.Baseline && n < fewest && !r.absent.has(g) {
			r.fewest, fewest = g, n
		}
	}
	return nil
}
