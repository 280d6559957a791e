package report

import (
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
)

// addViews adds how the groups and the sums are over the other residents of the place: by the
// adjusted indices where there are some.
func (t Table) addViews(adjusted *Adjusted, in *claims.Input) {
	ofGroups := t.OtherResidents
	if adjusted != nil {
		ofGroups = adjusted.OtherResidents
	}
	for i, g := range in.Groups {
		in.Groups[i].Censuses = viewsOf(ofGroups, g.Group, "")
	}
	for i, g := range in.Sums {
		in.Sums[i].Censuses = viewsOf(t.OtherResidents, g.Group, kindSum)
	}
}

// viewsOf returns how a row is over each of these residents.
func viewsOf(others []OtherResidents, g ethnicity.Group, kind string) (views []claims.View) {
	for _, o := range others {
		if row, ok := o.row(g, kind); ok {
			views = append(views, claims.View{Name: o.Source.short(), Index: finite(row.Ratio.Value), Chance: chanceOf(row.Ratio), Both: valueOf(row.Range)})
		}
	}
	return views
}

// valueOf returns a range that may not be there.
func valueOf(r *Range) Range {
	if r == nil {
		return Range{}
	}
	return *r
}

// accountViews returns how a group is over the other residents by the other account of ethnicity:
// its index and its ranges are as many times as large as by the account that counts.
func (t Table) accountViews(a AccountRow) (views []claims.View) {
	i := slices.IndexFunc(t.Rows, func(row Row) bool { return row.Group == a.Group && row.Kind == "" })
	if i < 0 || t.Rows[i].Exposure == nil || t.Rows[0].Exposure == nil {
		return nil
	}
	for _, o := range t.OtherResidents {
		other, ok := o.row(a.Group, "")
		baseline, also := o.row(t.Baseline, "")
		if !ok || !also {
			continue
		}
		factor := fewer(*t.Rows[i].Exposure, other.Residents, *t.Rows[0].Exposure, baseline.Residents)
		own := chanceOf(a.Ratio)
		views = append(views, claims.View{Name: o.Source.short(), Index: finite(a.Ratio.Value * factor), Chance: *scaled(&own, factor), Both: *scaled(&a.Range, factor)})
	}
	return views
}
