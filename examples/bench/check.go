package main

import (
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report"
	"github.com/seed-549880be/disparity/rri"
)

// checkLevel is the level of the intervals that have to hold what is planted: one in a thousand
// does not.
const checkLevel = 0.999

// A found index is what a table has of a group, beside what was planted.
type found struct {
	measure  string
	group    ethnicity.Group
	events   int64
	planted  float64
	estimate rri.Estimate
}

// isTold reports whether there is an index: there is none where neither of two groups has an event.
func (f found) isTold() bool { return !math.IsNaN(f.estimate.Lower) && !math.IsNaN(f.estimate.Upper) }

// holds reports whether the interval holds what was planted.
func (f found) holds() bool { return f.estimate.Lower <= f.planted && f.planted <= f.estimate.Upper }

// check reads the generated rows and makes a report of them. It is an error if the counts are not
// those that were generated, of any group in any force.
func (p *plan) check(path string, c counts) ([]found, error) {
	x, err := read(path, new(outcomes.Extract))
	if err != nil {
		return nil, err
	}
	if err := p.sameCounts(x.Tally(), c); err != nil {
		return nil, err
	}
	r, err := report.New(x, report.Options{Level: checkLevel, Census: census})
	if err != nil {
		return nil, err
	}
	total := map[ethnicity.Group]count{}
	for _, of := range c {
		for g, n := range of {
			total[g] = count{total[g].searches + n.searches, total[g].arrests + n.arrests}
		}
	}
	var all []found
	d := r.Document()
	for _, t := range d.Tables {
		if t.ID != "search-rate" && t.ID != "arrest-rate" {
			continue
		}
		ratios := ratiosOf(d, t)
		for _, row := range t.Rows {
			if row.Kind != "" || row.Group == ethnicity.White {
				continue
			}
			f := found{measure: t.Measure, group: row.Group, planted: p.planted[row.Group], estimate: ratios[row.Group]}
			want := total[row.Group].searches
			if t.ID == "arrest-rate" {
				f.planted, want = 1, total[row.Group].arrests
			}
			if row.Events == nil || *row.Events != want {
				return nil, fmt.Errorf("%s: %s has not the %d that were generated", t.ID, row.Group, want)
			}
			f.events = want
			all = append(all, f)
		}
	}
	if want := 2 * (len(groups) - 1); len(all) != want {
		return nil, fmt.Errorf("the report has %d indices, want %d", len(all), want)
	}
	return all, nil
}

// ratiosOf returns the indices of a table: of several forces, some of which search much more than
// others, those that are adjusted for the force.
func ratiosOf(d report.Document, t report.Table) map[ethnicity.Group]rri.Estimate {
	ratios := map[ethnicity.Group]rri.Estimate{}
	for _, row := range t.Rows {
		if row.Kind == "" {
			ratios[row.Group] = row.Ratio
		}
	}
	for _, a := range d.Adjusted {
		switch {
		case a.ID != t.ID:
		case a.Rates != nil:
			for _, row := range a.Rates.Rows {
				ratios[row.Group] = row.Ratio
			}
		case a.Proportions != nil:
			for _, row := range a.Proportions.Rows {
				ratios[row.Group] = row.Ratio
			}
		}
	}
	return ratios
}

// sameCounts is an error if the tally has other counts than were generated.
func (p *plan) sameCounts(t *outcomes.Tally, c counts) error {
	if t.Total() != int64(p.rows) {
		return fmt.Errorf("%d rows are counted, of %d", t.Total(), p.rows)
	}
	for _, f := range p.forces {
		of := t.Where(func(k outcomes.Key) bool { return k.Force == f.Force })
		all, err := of.Counts(outcomes.Grouping{Independent: true})
		if err != nil {
			return err
		}
		for _, g := range groups {
			if got, want := all.By[g], c[f.Force][g].searches; got != want {
				return fmt.Errorf("%s: %d searches of %s are counted, of %d", f, got, g, want)
			}
		}
		if got, want := all.UnknownTotal(), c[f.Force][noGroup].searches; got != want {
			return fmt.Errorf("%s: %d searches of no known group are counted, of %d", f, got, want)
		}
	}
	return nil
}
