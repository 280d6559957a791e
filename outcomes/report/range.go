package report

import (
	"math"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/strata"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// kindSum is the kind of the row of all groups other than White together.
const kindSum = "sum"

// record remembers the searches as they were recorded, before Options.Unknown puts any into groups:
// what the ranges are computed from.
func (r *Report) record(counts outcomes.Counts, p ethnicity.Population) (err error) {
	r.recorded, err = counts.Rates(p)
	return prefixed(err)
}

// addRanges adds the range of every index of search rates: of the groups, and of the row of all
// groups other than White together. There is none where there is no comparison, and none at
// all where they would tell a small count that is withheld.
func (r *Report) addRanges() error {
	if r.hidesRanges() {
		return nil
	}
	for _, t := range r.tables {
		if !t.perPerson {
			continue
		}
		for i := range t.plain.Rows {
			if err := r.addRange(t.plain, &t.plain.Rows[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// addRange adds the range of the index of one row of a table of search rates.
func (r *Report) addRange(t Table, row *Row) (err error) {
	u := unknown.RateCounts{Group: r.recorded[row.Group], Baseline: r.recorded[t.Baseline], Unknown: r.unknown}
	switch {
	case row.Group == t.Baseline || row.Events == nil:
		return nil
	case row.Kind == kindSum:
		u.Group = r.recordedTogether()
	case row.Kind != "":
		return nil
	}
	row.Range, err = r.rangeOf(u, row.Ratio)
	return err
}

// recordedTogether returns the searches and residents of all groups other than White, added up in
// their order: residents are no whole numbers, and another order gives another last digit.
func (r *Report) recordedTogether() (sum rri.Rate) {
	for part := range r.o.Scheme.Groups() {
		if rate, ok := r.recorded[part]; ok && ethnicity.OtherThanWhite.Contains(part) {
			sum.Events += rate.Events
			sum.Population += rate.Population
		}
	}
	return rri.WithDesignEffect(sum, r.effects.together)
}

// rangeOf returns the range of an index that allows for chance and for every way in which the
// searches in no group could fall: that of [unknown.RateCounts.UncertaintyInterval], from the
// searches as they were recorded, widened to hold the interval that is shown, which is of other
// counts where Options.Unknown puts searches into groups. nil if there is no comparison.
func (r *Report) rangeOf(u unknown.RateCounts, shown rri.Estimate) (*Range, error) {
	e, err := u.UncertaintyInterval(rri.Options{Method: r.o.Method, Level: r.o.Level})
	return rangeWith(e, shown), prefixed(err)
}

// adjustedRange is rangeOf for an index that is adjusted for strata.
func (r *Report) adjustedRange(by []unknown.RateCounts, shown rri.Estimate) (*Range, error) {
	e, err := unknown.AdjustedUncertainty(by, strata.Options{Method: strataMethods[r.o.Method], Level: r.o.Level})
	return rangeWith(e, shown), prefixed(err)
}

// rangeWith returns the range that holds two intervals of one index, the second of which is shown;
// nil if that has no limits.
func rangeWith(e, shown rri.Estimate) *Range {
	if !shown.Computed() || math.IsNaN(shown.Lower) || math.IsNaN(e.Lower) {
		return nil
	}
	return &Range{Lower: finite(min(e.Lower, shown.Lower)), Upper: finite(max(e.Upper, shown.Upper))}
}

// cloneRange returns a copy of r that shares nothing with it.
func cloneRange(r *Range) *Range {
	if r == nil {
		return nil
	}
	return &Range{Lower: clone(r.Lower), Upper: clone(r.Upper)}
}
