package report

import (
	"fmt"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
)

// residentsOf returns the residents of the forces that have some, in the groups of the report, and
// the forces with and without. The population means nothing if no force has any.
func (r *Report) residentsOf(forces []ethnicity.Force) (p ethnicity.Population, with, without []ethnicity.Force, err error) {
	return r.residentsBy(r.o.Census, forces)
}

// residentsBy is residentsOf by another census than that of the report.
func (r *Report) residentsBy(census ethnicity.Census, forces []ethnicity.Force) (p ethnicity.Population, with, without []ethnicity.Force, err error) {
	var populations []ethnicity.Population
	for _, f := range forces {
		if !hasResidents(f) {
			without = append(without, f)
			continue
		}
		p, err := r.populationOf(f.Code(), census, []ethnicity.Force{f})
		if err == nil {
			p, err = p.Collapse(r.o.Scheme) // before they are added up: see ethnicity.Sum
		}
		if err != nil {
			return p, nil, nil, prefixed(err)
		}
		with = append(with, f)
		populations = append(populations, p)
	}
	if with == nil {
		return p, nil, without, nil
	}
	p, err = ethnicity.Sum(populations...)
	return p, with, without, prefixed(err)
}

// searchRate adds the table of searches per resident, of the forces that have residents. A force
// counts even if it has no search that was chosen.
func (r *Report) searchRate(chosen *outcomes.Tally) error {
	p, with, without, err := r.residentsOf(r.span.forces)
	if err != nil {
		return err
	}
	if with == nil {
		r.remind(noSearchRate(without))
		return nil
	}
	resident := chosen.Where(func(k outcomes.Key) bool { return hasResidents(k.Force) })
	counts, err := resident.Counts(r.counts.Grouping)
	if err != nil {
		return prefixed(err)
	}
	filled, err := r.fill(resident, "search rate")
	if err != nil || filled == nil {
		return err
	}
	rates, err := r.imputedRates(filled, p)
	if err != nil {
		return err
	}
	if err := r.findFewest(p); err != nil {
		return err
	}
	if err := r.findRemarks(counts.By, p); err != nil {
		return err
	}
	if err := r.bound(counts, p); err != nil {
		return err
	}
	if err := r.record(counts, p); err != nil {
		return err
	}
	r.area, r.residents = forceNames(with), p.Total()
	areas := "area"
	if len(with) > 1 {
		areas = "areas"
	}
	mixed, err := r.mixedResidents(p)
	if err != nil {
		return err
	}
	r.remind(mixed)
	q := question{id: searchTable, name: "search rate", events: "searches", exposure: "residents"}
	q.text = fmt.Sprintf("%s in %s, per resident of the police force %s (%s, census %s)", r.searches(), r.periodText(with), areas, r.area, r.o.Census)
	q.unknown, q.searches = counts.UnknownTotal(), resident.Total()
	q.rest = restOf(filled[0], r.o.Rule, everySearch) // alike in every imputation
	q.few = fewRecorded(r, r.recorded)
	q.alert = r.alert(q.unknown, 0, q.searches)
	q.months = r.monthsText(with, true)
	q.notes = slices.Concat([]string{r.placed(q.unknown, q.searches)}, r.absent.footnotes(),
		[]string{mixed, leftOut(without)}, r.labelNotes(columnForce))
	if err := add(r, rates, q); err != nil {
		return err
	}
	return r.adjustRates(chosen, with, q)
}

// imputedRates returns the searches per resident of each imputation, and keeps how many searches
// are in no group after it.
func (r *Report) imputedRates(filled []*outcomes.Tally, p ethnicity.Population) (rates []map[ethnicity.Group]rri.Rate, err error) {
	for _, t := range filled {
		c, err := t.Counts(r.counts.Grouping)
		if err != nil {
			return nil, prefixed(err)
		}
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
