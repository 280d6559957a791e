package published

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/trend"
)

// yearOf returns the period of a financial year, in the time of London.
func yearOf(year int) trend.Period {
	april, err := outcomes.NewMonth(year, time.April)
	if err != nil {
		return trend.Period{} // choose has refused such a year
	}
	return outcomes.PeriodFinancialYear.Period(april)
}

// points returns the points of all years over residents.
func (a *ofArea) points(residents map[int]yearResidents, o TrendOptions) (points []trend.Point[ethnicity.Group, rri.Rate], err error) {
	found := false
	for year := a.first; year <= a.last; year++ {
		p := trend.Point[ethnicity.Group, rri.Rate]{Period: yearOf(year)}
		cells, ok := a.years[year]
		switch {
		case ok:
			a.count(&p, cells, residents[year])
		case a.empty[year]:
			p.Note = "nobody at all is counted in this year, which is taken as missing"
		default:
			p.Note = "the table has no row of this year"
		}
		if _, ok := p.Counts[o.Baseline]; ok {
			found = true
		}
		points = append(points, p)
	}
	if !found {
		return nil, a.noBaseline(residents, o)
	}
	return points, nil
}

// count adds the counts of a year to its point, and notes what is not told.
func (a *ofArea) count(p *trend.Point[ethnicity.Group, rri.Rate], cells map[ethnicity.Group]seriesCell, r yearResidents) {
	p.Counts = make(map[ethnicity.Group]rri.Rate)
	var marked, nobody []ethnicity.Group
	unknownMarked := false
	for _, g := range slices.Sorted(maps.Keys(cells)) {
		c := cells[g]
		switch {
		case g == ethnicity.NoPerson:
		case !g.IsKnown():
			p.Unknown.Events += c.count
			unknownMarked = unknownMarked || c.marked > 0
		case c.marked > 0:
			marked = append(marked, g)
		case !(r.of[g] > 0):
			nobody = append(nobody, g)
		default:
			p.Counts[g] = rri.Rate{Events: c.count, Population: r.of[g]}
		}
	}
	var notes []string
	if len(marked) > 0 {
		notes = append(notes, "a mark stands in place of the number of "+groupList(marked))
	}
	if len(nobody) > 0 {
		notes = append(notes, "no residents are told of "+groupList(nobody))
	}
	if unknownMarked {
		notes = append(notes, "a mark stands in place of the number of people whose group is not known, who count as none")
	}
	if len(notes) > 0 {
		p.Note = p.Name + ": " + strings.Join(notes, "; ")
	}
	if len(p.Counts) == 0 {
		p.Counts, p.Unknown = nil, rri.Rate{} // a missing point
	}
}

// noBaseline says why no year has an index.
func (a *ofArea) noBaseline(residents map[int]yearResidents, o TrendOptions) error {
	counted, found := false, make(map[ethnicity.Group]bool)
	for _, year := range a.present() {
		c, ok := a.years[year][o.Baseline]
		counted = counted || ok && c.marked == 0
		for _, g := range a.groups(year) {
			found[g] = true
		}
	}
	switch {
	case !counted:
		return fmt.Errorf("no counts of %s in %s, which others are compared with: there are %s",
			o.Baseline, quote.Clip(a.name), cmp.Or(groupList(slices.Sorted(maps.Keys(found))), "none of a known group"))
	case o.Residents == nil:
		return fmt.Errorf("%w of %s who are %s in the table: give them from elsewhere", ErrResidents, quote.Clip(a.name), o.Baseline)
	}
	return fmt.Errorf("%w of %s who are %s: nothing can be compared", ErrResidents, quote.Clip(a.name), o.Baseline)
}
