package report

import (
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
)

// addViews adds how the groups and the sums are over the other residents of the place: by the
// adjusted indices where there are some.
func (t Table) addViews(adjusted *Adjusted, in *claims.Input) {
	for _, o := range t.OtherResidents {
		baseline, ok := t.viewed(o, t.Baseline, "")
		if !ok {
			continue
		}
		view := func(g ethnicity.Group, kind string) (views []claims.View) {
			v, ok := t.viewed(o, g, kind)
			if !ok {
				return nil
			}
			v.BaselineRate = baseline.Rate
			if adjusted != nil && kind == "" {
				at := slices.IndexFunc(adjusted.OtherResidents, func(of OtherResidents) bool { return of.Source.Text == o.Source.Text })
				if at < 0 {
					return nil
				}
				row, ok := adjusted.OtherResidents[at].row(g, kind)
				if !ok {
					return nil
				}
				v.Index, v.Chance, v.Both = finite(row.Ratio.Value), chanceOf(row.Ratio), valueOf(row.Range)
			}
			return []claims.View{v}
		}
		for i, g := range in.Groups {
			in.Groups[i].Censuses = slices.Concat(g.Censuses, view(g.Group, ""))
		}
		for i, g := range in.Sums {
			in.Sums[i].Censuses = slices.Concat(g.Censuses, view(g.Group, kindSum))
		}
	}
}

// viewed returns how a row of the table is over other residents; false if that is not shown.
func (t Table) viewed(o OtherResidents, g ethnicity.Group, kind string) (v claims.View, ok bool) {
	other, ok := o.row(g, kind)
	i := slices.IndexFunc(t.Rows, func(row Row) bool { return row.Group == g && row.Kind == kind })
	if !ok || i < 0 || t.Rows[i].Events == nil {
		return v, false
	}
	return claims.View{Name: o.Source.short(), Rate: finite(float64(*t.Rows[i].Events) / other.Residents), Index: finite(other.Ratio.Value),
		Chance: chanceOf(other.Ratio), Both: valueOf(other.Range)}, true
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
		factor := *t.Rows[i].Exposure / other.Residents * baseline.Residents / *t.Rows[0].Exposure
		own := chanceOf(a.Ratio)
		views = append(views, claims.View{Name: o.Source.short(), Index: finite(a.Ratio.Value * factor), Chance: *scaled(&own, factor), Both: *scaled(&a.Range, factor)})
	}
	return views
}
