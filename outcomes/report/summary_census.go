package report

import (
	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
	"github.com/seed-549880be/disparity/rri"
)

// otherCensuses adds how the groups are over the residents of the other censuses that the months
// are near: of those from March 2011 to March 2021 both, of those after it that of 2021.
func (r *Report) otherCensuses(d Document, t Table, in *claims.Input) error {
	if t.Derived != "" || d.From == 0 {
		return nil
	}
	for _, census := range []ethnicity.Census{ethnicity.Census2011, ethnicity.Census2021} {
		if census == r.o.Census || !isNear(census, d.From, d.To) || !counts(census, r.o.Scheme) {
			continue
		}
		crude, err := r.tableOver(census, t)
		if err != nil || len(crude.Rows) == 0 {
			return err
		}
		views := make(map[ethnicity.Group]claims.View)
		for _, row := range crude.Rows {
			views[row.Group] = claims.View{Name: "census " + census.String(), Rate: finite(row.Rate.Value),
				BaselineRate: finite(crude.Rows[0].Rate.Value), Index: finite(row.Ratio.Value), Chance: chanceOf(row.Ratio)}
		}
		if a := adjustedRates(d.Adjusted); a != nil {
			adjusted, ok, err := r.adjustedOver(census, a)
			if err != nil || !ok {
				return err
			}
			for _, row := range adjusted.Rows {
				v := views[row.Group]
				v.Index, v.Chance = finite(row.Ratio.Value), chanceOf(row.Ratio)
				views[row.Group] = v
			}
		}
		for i, g := range in.Groups {
			if v, ok := views[g.Group]; ok {
				in.Groups[i].Censuses = append(in.Groups[i].Censuses, v)
			}
		}
		for i, g := range in.Sums {
			if v, ok := views[g.Group]; ok {
				in.Sums[i].Censuses = append(in.Sums[i].Censuses, v)
			}
		}
	}
	return nil
}

// tableOver returns the table of search rates over the residents of another census, of the groups
// whose counts are shown; without rows if the baseline is not among them.
func (r *Report) tableOver(census ethnicity.Census, t Table) (table rri.Table[ethnicity.Group, rri.Rate], err error) {
	d, err := r.denominatorFor(r.readInPeriod(), census)
	if err != nil || d == nil {
		return table, err
	}
	rates := make(map[ethnicity.Group]rri.Rate)
	for _, row := range t.Rows {
		if row.Kind != "" && row.Kind != kindSum || row.Events == nil {
			continue
		}
		if rates[row.Group], err = d.over(row.Group, rri.Rate{Events: *row.Events, DesignEffect: row.DesignEffect}); err != nil {
			return table, err
		}
	}
	if _, ok := rates[t.Baseline]; !ok {
		return table, nil
	}
	table, err = rri.Compare(t.Baseline, rates, rri.Options{Method: t.Method, Level: t.Level})
	return table, prefixed(err)
}

// isNear reports whether a census is one of the two that months are between, or that which they are
// after or before.
func isNear(census ethnicity.Census, from, to outcomes.Month) bool {
	const march = 2 // counted from January
	of2011, of2021 := outcomes.Month(2011*12+march), outcomes.Month(2021*12+march)
	if census == ethnicity.Census2011 {
		return from <= of2021
	}
	return to >= of2011
}

// isNearest reports whether no other census is nearer to the middle of the months.
func isNearest(census ethnicity.Census, from, to outcomes.Month) bool {
	const between = 2016*12 + 2 // March 2016 is as far from one as from the other
	middle := (int(from) + int(to)) / 2
	return middle == between || (census == ethnicity.Census2021) == (middle > between)
}
