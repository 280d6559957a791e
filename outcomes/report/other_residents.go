package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/strata"
)

// OtherResidents is the index of a search rate over other residents that are built in for the same
// place: those of a census, or of the days of the searches, interpolated between two.
type OtherResidents struct {
	Source ResidentsSource     `json:"source"`
	Rows   []OtherResidentsRow `json:"rows"` // in the order of the table, of what is shown there
}

// OtherResidentsRow is one group over [OtherResidents]. Group and Kind are those of a [Row].
type OtherResidentsRow struct {
	Group ethnicity.Group `json:"group"`
	Kind  string          `json:"kind,omitempty"`
	// of all parts together where the index is adjusted for them
	Residents float64      `json:"residents"`
	Ratio     rri.Estimate `json:"ratio"`

	// Range is the range that also allows for the unknown, as of a [Row]; nil if that has none.
	Range *Range `json:"range,omitempty"`
}

// row returns the row of a group, false if there is none.
func (o OtherResidents) row(g ethnicity.Group, kind string) (OtherResidentsRow, bool) {
	i := slices.IndexFunc(o.Rows, func(row OtherResidentsRow) bool { return row.Group == g && row.Kind == kind })
	if i < 0 {
		return OtherResidentsRow{}, false
	}
	return o.Rows[i], true
}

func cloneOthers(list []OtherResidents) []OtherResidents {
	list = slices.Clone(list)
	for i := range list {
		o := &list[i]
		o.Source.Years, o.Rows = slices.Clone(o.Source.Years), slices.Clone(o.Rows)
		for j := range o.Rows {
			o.Rows[j].Range = cloneRange(o.Rows[j].Range)
		}
	}
	return list
}

// addOtherResidents adds the indices over the other residents of the place to the search rate, and
// to that which is adjusted: of what is shown there, so that they tell nothing that is withheld.
// There are none beside figures of the caller's own, and none without months.
func (r *Report) addOtherResidents() error {
	i := slices.IndexFunc(r.tables, func(e entry) bool { return e.perPerson })
	if i < 0 || r.span.first == 0 || r.o.Residents != nil {
		return nil
	}
	search := &r.tables[i].plain
	for _, census := range r.otherCensuses(r.span) {
		d, err := r.otherDenominator(r.readInPeriod(), census)
		if err != nil {
			return err
		}
		if d == nil {
			continue
		}
		o, err := r.tableOver(d, *search)
		if err != nil {
			return err
		}
		if len(o.Rows) == 0 || sameResidents(o, *search) {
			continue
		}
		// those of a day outside of the ten years between the censuses are those of one of them
		if slices.ContainsFunc(search.OtherResidents, func(before OtherResidents) bool { return sameRows(before, o) }) {
			continue
		}
		search.OtherResidents = append(search.OtherResidents, o)
		if err := r.adjustOver(census, o); err != nil {
			return err
		}
	}
	inOrder(search.OtherResidents)
	if a := adjustedRates(r.adjusted); a != nil {
		inOrder(a.OtherResidents)
	}
	return nil
}

// otherCensuses are the built-in residents that the months are near beside those that were chosen:
// of months from March 2011 to March 2021 those of both censuses, of months after or before them
// that of the nearer one, and what is interpolated.
func (r *Report) otherCensuses(of span) (list []ethnicity.Census) {
	for _, census := range []ethnicity.Census{ethnicity.Census2011, ethnicity.Census2021, ethnicity.Interpolated} {
		if census != r.o.Census && isNear(census, of.first, of.last) && (census == ethnicity.Interpolated || counts(census, r.o.Scheme)) {
			list = append(list, census)
		}
	}
	return list
}

// isNear reports whether a census is one of the two that months are between, or that which they are
// after or before. What is interpolated is of the months themselves.
func isNear(census ethnicity.Census, from, to outcomes.Month) bool {
	of2011, of2021 := outcomes.MonthOf(ethnicity.Census2011.Day()), outcomes.MonthOf(ethnicity.Census2021.Day())
	switch census {
	case ethnicity.Census2011:
		return from <= of2021
	case ethnicity.Census2021:
		return to >= of2011
	}
	return true
}

// sameResidents reports whether the residents are those of the table.
func sameResidents(o OtherResidents, t Table) bool {
	return !slices.ContainsFunc(o.Rows, func(other OtherResidentsRow) bool {
		return !slices.ContainsFunc(t.Rows, func(row Row) bool {
			return row.Group == other.Group && row.Kind == other.Kind && row.Exposure != nil && *row.Exposure == other.Residents
		})
	})
}

// sameRows reports whether the residents of two are the same.
func sameRows(a, b OtherResidents) bool {
	return slices.EqualFunc(a.Rows, b.Rows, func(a, b OtherResidentsRow) bool {
		return a.Group == b.Group && a.Kind == b.Kind && a.Residents == b.Residents
	})
}

// inOrder puts residents into the order of their days.
func inOrder(list []OtherResidents) {
	slices.SortStableFunc(list, func(a, b OtherResidents) int { return strings.Compare(a.Source.Date, b.Source.Date) })
}

// tableOver returns the search rate over other residents, of the rows whose counts are shown;
// without rows if the baseline is not among them.
func (r *Report) tableOver(d *denominator, t Table) (o OtherResidents, err error) {
	o.Source = *d.plain()
	for _, row := range t.Rows {
		if isUnknown(row) || row.Events == nil || row.Exposure == nil {
			continue
		}
		other := OtherResidentsRow{Group: row.Group, Kind: row.Kind}
		for _, part := range r.groupsIn(row) {
			n, err := d.Of(part)
			if err != nil {
				return o, prefixed(err)
			}
			other.Residents += n
		}
		o.Rows = append(o.Rows, other)
	}
	i := slices.IndexFunc(o.Rows, func(row OtherResidentsRow) bool { return row.Group == t.Baseline && row.Kind == "" })
	if i < 0 {
		return OtherResidents{}, nil
	}
	ratios, err := r.ratiosOver(o.Rows, t)
	if err != nil {
		return o, err
	}
	baseline := o.Rows[i].Residents
	for i := range o.Rows {
		other := &o.Rows[i]
		other.Ratio = ratios[other.Group]
		row := t.Rows[slices.IndexFunc(t.Rows, func(row Row) bool { return row.Group == other.Group && row.Kind == other.Kind })]
		other.Range = scaled(row.Range, fewer(*row.Exposure, other.Residents, *t.Rows[0].Exposure, baseline))
	}
	return o, nil
}

// groupsIn returns the groups of the report that a row is of. The residents of several together are
// added up, as in the table, and not interpolated anew.
func (r *Report) groupsIn(row Row) (groups []ethnicity.Group) {
	if row.Kind == "" {
		return []ethnicity.Group{row.Group}
	}
	for g := range r.o.Scheme.Groups() {
		if row.Group.Contains(g) {
			groups = append(groups, g)
		}
	}
	return groups
}

// ratiosOver returns the index of each row over its residents: from the counts of the table, or of
// every imputation where it is pooled over several.
func (r *Report) ratiosOver(rows []OtherResidentsRow, t Table) (map[ethnicity.Group]rri.Estimate, error) {
	var by []map[ethnicity.Group]rri.Rate
	if t.Derived != "" {
		for _, imputed := range r.imputed {
			counts := make(map[ethnicity.Group]rri.Rate)
			for _, row := range rows {
				rate := rri.Rate{Population: row.Residents}
				for _, part := range r.groupsIn(Row{Group: row.Group, Kind: row.Kind}) {
					rate.Events += imputed[part].Events
					rate.DesignEffect = imputed[part].DesignEffect
				}
				if row.Kind == kindSum {
					rate = rri.WithDesignEffect(rate, r.effects.together)
				}
				counts[row.Group] = rate
			}
			by = append(by, counts)
		}
	} else {
		counts := make(map[ethnicity.Group]rri.Rate)
		for _, row := range rows {
			of := t.Rows[slices.IndexFunc(t.Rows, func(of Row) bool { return of.Group == row.Group && of.Kind == row.Kind })]
			counts[row.Group] = rri.Rate{Events: *of.Events, Population: row.Residents, DesignEffect: of.DesignEffect}
		}
		by = append(by, counts)
	}
	table, err := compared(r, by)
	if err != nil {
		return nil, prefixed(err)
	}
	ratios := make(map[ethnicity.Group]rri.Estimate)
	for _, row := range table.Rows {
		ratios[row.Group] = row.Ratio
	}
	return ratios, nil
}

// fewer returns how many times as large an index and every range of it are over other residents: as
// many times as those of the group are fewer, and those of the baseline more.
func fewer(own, other, baseline, otherBaseline float64) float64 {
	return own / other * otherBaseline / baseline
}

// scaled returns a range times a factor.
func scaled(of *Range, factor float64) *Range {
	if of == nil {
		return nil
	}
	end := func(v *float64) *float64 {
		if v == nil {
			return nil
		}
		return finite(*v * factor)
	}
	return &Range{Lower: end(of.Lower), Upper: end(of.Upper)}
}

// adjustOver adds the adjusted indices over the residents of a census, where there are adjusted
// ones. o are these residents of all parts together.
func (r *Report) adjustOver(census ethnicity.Census, o OtherResidents) error {
	a := adjustedRates(r.adjusted)
	if a == nil {
		return nil
	}
	list, err := r.strataOver(census)
	if err != nil || list == nil {
		return err
	}
	var known []strata.Stratum[string, ethnicity.Group, rri.Rate]
	for _, s := range list {
		known = append(known, s.Stratum)
	}
	t, err := strata.Compare(a.Rates.Baseline, known, a.Rates.Options)
	if err != nil {
		return prefixed(err)
	}
	adjusted := OtherResidents{Source: o.Source}
	for _, row := range t.Rows {
		all, ok := o.row(row.Group, "")
		if !ok {
			continue
		}
		both, err := r.adjustedRangeOf(row.Group, list, row.Ratio)
		if err != nil {
			return err
		}
		adjusted.Rows = append(adjusted.Rows, OtherResidentsRow{Group: row.Group, Residents: all.Residents, Ratio: row.Ratio, Range: both})
	}
	a.OtherResidents = append(a.OtherResidents, adjusted)
	return nil
}

// otherLine says what the indices of a table are over other residents of the place, of those that
// this moves by more than half the width of their range of chance; "" if it moves none so far. It
// begins with over, or the words that end with it.
func (t Table) otherLine(over string) string {
	var own []OtherResidentsRow
	for _, row := range t.Rows {
		if row.Group != t.Baseline && !isUnknown(row) && row.Events != nil && row.Ratio.Computed() {
			own = append(own, OtherResidentsRow{Group: row.Group, Kind: row.Kind, Ratio: row.Ratio})
		}
	}
	return otherLine(over, own, t.OtherResidents)
}

// otherLine is [Table.otherLine] of the adjusted indices.
func (a Adjusted) otherLine() string {
	if a.Rates == nil {
		return ""
	}
	var own []OtherResidentsRow
	for _, row := range a.Rates.Rows {
		if row.Group != a.Rates.Baseline && row.Ratio.Computed() {
			own = append(own, OtherResidentsRow{Group: row.Group, Ratio: row.Ratio})
		}
	}
	return otherLine(fmt.Sprintf("adjusted for %s, over", a.by()), own, a.OtherResidents)
}

// otherLine is that line of rows with the indices that own has.
func otherLine(over string, own []OtherResidentsRow, others []OtherResidents) string {
	var list, sources []string
	for _, row := range own {
		far, values := false, []string{}
		for _, o := range others {
			other, ok := o.row(row.Group, row.Kind)
			value := "none"
			if v := other.Ratio.Value; ok && other.Ratio.Computed() && finite(v) != nil {
				value = timesText(other.Ratio)
				far = far || 2*max(v-row.Ratio.Value, row.Ratio.Value-v) > row.Ratio.Upper-row.Ratio.Lower
			}
			values = append(values, value)
		}
		if far {
			list = append(list, fmt.Sprintf("%s %s", row.Group, and(values)))
		}
	}
	if list == nil {
		return ""
	}
	for _, o := range others {
		sources = append(sources, "of "+o.Source.short())
	}
	list[0] += " times as often"
	return capital(fmt.Sprintf("%s the residents %s, where that moves an index by more than half the width of its range: %s.",
		over, strings.Join(sources, " and "), strings.Join(list, "; ")))
}

// withLine adds a line to those below a table, unless it is "".
func withLine(lines []string, line string) []string {
	if line == "" {
		return lines
	}
	return append(slices.Clone(lines), line)
}

// short names residents in a sentence, after "the residents of"; "" if there are none.
func (s *ResidentsSource) short() string {
	switch {
	case s == nil:
		return ""
	case s.Kind == "interpolated" && s.Last != "":
		return fmt.Sprintf("days from %s to %s (interpolated)", dayOf(s.Date), dayOf(s.Last))
	case s.Kind == "interpolated":
		return dayOf(s.Date) + " (interpolated)"
	}
	return s.Text
}

// otherColumns are the columns of CSV for the index over other residents, with how these are told
// apart: by the kind of their source, and by the year of their census.
var otherColumns = []struct {
	name, kind string
	year       int
}{
	{"ratio_census_2011", "census", 2011},
	{"ratio_census_2021", "census", 2021},
	{"ratio_interpolated", "interpolated", 2011},
}

// otherValue returns the index of a row in one of these columns; nothing where there is none.
func (t Table) otherValue(row Row, kind string, year int) sheet.Value {
	for _, o := range t.OtherResidents {
		if other, ok := o.row(row.Group, row.Kind); ok && o.Source.Kind == kind && slices.Index(o.Source.Years, year) == 0 && other.Ratio.Computed() {
			return sheet.Float(other.Ratio.Value)
		}
	}
	return sheet.Value{}
}
