package report

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/strata"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// sameEnd reports whether two ends are the same, to the rounding of another order of the same sums.
func sameEnd(got *float64, want float64) bool {
	if math.IsInf(want, 0) || math.IsNaN(want) || got == nil {
		return got == nil && (math.IsInf(want, 0) || math.IsNaN(want))
	}
	return math.Abs(*got-want) <= 1e-12*math.Abs(want)
}

// rowOfGroup returns the row of a group, the sum among them.
func rowOfGroup(t Table, g ethnicity.Group) Row {
	return t.Rows[slices.IndexFunc(t.Rows, func(r Row) bool { return r.Group == g })]
}

// The searches of Avon and Somerset in January 2023, whose ranges were computed apart, by the cubic
// of the score for Poisson counts with 30 digits of mpmath and by poisson.test of R.
func TestRanges(t *testing.T) {
	content := header + times(317, search{self: white}) + times(29, search{self: black}) + times(116, search{self: none})
	for _, test := range []struct {
		o            Options
		group        ethnicity.Group
		lower, upper float64
		reason       string
	}{
		{Options{}, ethnicity.Black, 1.8941434313227, 23.273336979128, "a quarter of the searches are of unknown ethnicity"},
		{Options{Method: rri.Exact}, ethnicity.Black, 1.85568289031, 23.3838359212, "by another family"},
		{Options{Baseline: ethnicity.Black}, ethnicity.White, 1 / 23.273336979128, 1 / 1.8941434313227, "the other way round"},
	} {
		d := must(New(extract("2023-01-avon-and-somerset.csv", content), test.o)).Document()
		got := rowOfGroup(d.Tables[0], test.group).Range
		if got == nil || got.Lower == nil || got.Upper == nil || math.Abs(*got.Lower/test.lower-1) > 1e-9 || math.Abs(*got.Upper/test.upper-1) > 1e-9 {
			t.Errorf("range %v, want %v to %v (%s)", got, test.lower, test.upper, test.reason)
		}
	}
}

func TestRangesMissing(t *testing.T) {
	many := header + times(317, search{self: white}) + times(290, search{self: black}) + times(90, search{self: asian})
	for _, test := range []struct {
		content string
		o       Options
		group   ethnicity.Group
		ranged  bool
		reason  string
	}{
		{many, Options{}, ethnicity.White, false, "the baseline is compared with nothing"},
		{many, Options{}, ethnicity.Black, true, "nobody unknown: what chance could do"},
		{many, Options{}, ethnicity.OtherThanWhite, true, "the sum of the others"},
		{many + times(90, search{self: none}), Options{Suppress: 5}, ethnicity.Black, true, "no small count"},
		{many + times(3, search{self: none}), Options{Suppress: 5}, ethnicity.Black, false, "it would tell the three of unknown ethnicity"},
		{many + times(90, search{self: none, officer: "Asian"}) + times(3, search{self: "Other ethnic group - Any other ethnic group"}) +
			times(9, search{self: none, officer: "Other"}), Options{Suppress: 5, Unknown: outcomes.ByOfficer}, ethnicity.Black, false,
			"those of the others would tell the three that were recorded of Other"},
		{header + times(3170, search{self: white}) + times(90, search{self: asian}) + times(90, search{self: none}), Options{}, ethnicity.Black, false,
			"none recorded where more than ten would be expected: no comparison"},
		{header + times(30, search{self: black}) + times(9, search{self: none}), Options{}, ethnicity.Black, true, "no search of the baseline: from something to no end"},
	} {
		d := must(New(extract("2023-01-avon-and-somerset.csv", test.content), test.o)).Document()
		if row := rowOfGroup(d.Tables[0], test.group); (row.Range != nil) != test.ranged {
			t.Errorf("%s: range %v, ratio %v (%s)", test.group, row.Range, row.Ratio, test.reason)
		}
		if test.o.Suppress > 0 && test.ranged != (len(d.Bounds) > 0) {
			t.Errorf("bounds %v: %s", d.Bounds, test.reason)
		}
	}
}

// TestRangeLaw: every range of a search rate holds the interval that is shown, and the bounds; it
// is that of the counts that are shown, where these are as recorded; and there is one exactly where
// there is a comparison, and nothing is withheld.
func TestRangeLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := anyOptions().Draw(t, "options")
		r, err := New(extract("2023-01-kent.csv", anyFile().Draw(t, "content")), o)
		if err != nil {
			t.Skip(err)
		}
		d := r.Document()
		if d.Tables[0].ID != "search-rate" {
			t.Skip("no search rate")
		}
		rows := d.Tables[0].Rows
		for _, row := range rows {
			compared := row.Ratio.Computed() && !math.IsNaN(row.Ratio.Lower) && row.Group != d.Tables[0].Baseline
			if row.Range == nil {
				if compared && o.Suppress == 0 {
					t.Fatalf("%s: no range beside %v", row.Group, row.Ratio)
				}
				continue
			}
			if !compared {
				t.Fatalf("%s: a range %v, and no comparison", row.Group, row.Range)
			}
			shown := Range{Lower: finite(row.Ratio.Lower), Upper: finite(row.Ratio.Upper)}
			within(t, row.Group, *row.Range, shown)
			if i := slices.IndexFunc(d.Bounds, func(b Bound) bool { return b.Group == row.Group }); i >= 0 {
				within(t, row.Group, *row.Range, Range{Lower: d.Bounds[i].Lower, Upper: d.Bounds[i].Upper})
			}
			if o.Unknown != outcomes.LeftOut {
				continue
			}
			u := unknown.RateCounts{Group: rri.Rate{Events: *row.Events, Population: *row.Exposure, DesignEffect: row.DesignEffect},
				Baseline: rri.Rate{Events: *rows[0].Events, Population: *rows[0].Exposure, DesignEffect: rows[0].DesignEffect}, Unknown: d.BoundsUnknown}
			want, err := u.UncertaintyInterval(rri.Options{Method: o.Method, Level: o.Level})
			if err != nil || !sameEnd(row.Range.Lower, want.Lower) || !sameEnd(row.Range.Upper, want.Upper) {
				t.Fatalf("%s: range %v, want %v of %v (%v)", row.Group, row.Range, want, u, err)
			}
		}
	})
}

// within checks that a range holds another.
func within(t *rapid.T, g ethnicity.Group, wide, narrow Range) {
	t.Helper()
	if narrow.Lower == nil && narrow.Upper == nil {
		return // no index
	}
	if *wide.Lower > *narrow.Lower || wide.Upper != nil && (narrow.Upper == nil || *wide.Upper < *narrow.Upper) {
		t.Fatalf("%s: range %v does not hold %v", g, wide, narrow)
	}
}

// TestAdjustedRanges: the range of an adjusted index is that of the forces, each with its unknown,
// and holds the interval that is shown.
func TestAdjustedRanges(t *testing.T) {
	d := must(New(several(map[string]string{
		"2023-01-kent.csv":  groupsOf(noAction, 300, 20, 60, 20, 9, 90),
		"2023-01-essex.csv": groupsOf(noAction, 400, 3, 14, 70, 12, 12),
	}), Options{})).Document()
	i := slices.IndexFunc(d.Adjusted, func(a Adjusted) bool { return a.ID == "search-rate" })
	if i < 0 || len(d.Parts) != 2 || len(d.Adjusted[i].Said) != 5 {
		t.Fatalf("adjusted %v of %d parts", d.Adjusted, len(d.Parts))
	}
	for j, said := range d.Adjusted[i].Said {
		row := d.Adjusted[i].Rates.Rows[j]
		if said.Group == ethnicity.White {
			if said.Range != nil {
				t.Errorf("a range %v of the baseline", said.Range)
			}
			continue
		}
		if said.Range == nil {
			t.Fatalf("%s: no range beside %v", said.Group, row.Ratio)
		}
		var by []unknown.RateCounts
		for _, part := range d.Parts {
			rate := func(g ethnicity.Group) rri.Rate {
				row := rowOfGroup(part.Tables[0], g)
				return rri.Rate{Events: *row.Events, Population: *row.Exposure}
			}
			by = append(by, unknown.RateCounts{Group: rate(said.Group), Baseline: rate(ethnicity.White), Unknown: part.BoundsUnknown})
		}
		want, err := unknown.AdjustedUncertainty(by, strata.Options{})
		if err != nil || !sameEnd(said.Range.Lower, want.Lower) || !sameEnd(said.Range.Upper, want.Upper) || want.Lower > row.Ratio.Lower || want.Upper < row.Ratio.Upper {
			t.Errorf("%s: range %v, want %v, around %v (%v)", said.Group, said.Range, want, row.Ratio, err)
		}
	}
}

// Where searches of unknown ethnicity are put into groups, the interval that is shown is of other
// counts, and pooled over imputations it can be wider than any: the range holds it as well.
func TestRangeWith(t *testing.T) {
	nan := math.NaN()
	interval := func(lower, upper float64) rri.Estimate {
		return rri.Estimate{Value: nan, Lower: lower, Upper: upper, P: nan, Level: 0.95}
	}
	for _, test := range []struct {
		e, shown     rri.Estimate
		lower, upper float64 // NaN for no range
		reason       string
	}{
		{interval(0.5, 3), interval(0.8, 2), 0.5, 3, "within"},
		{interval(0.5, 3), interval(0.4, 4), 0.4, 4, "beyond either end"},
		{interval(0.5, 3), interval(0.8, math.Inf(1)), 0.5, math.Inf(1), "no upper end"},
		{interval(0.5, 3), interval(nan, nan), nan, nan, "no comparison"},
		{interval(nan, nan), interval(0.8, 2), nan, nan, "no residents"},
		{interval(0.5, 3), rri.Estimate{}, nan, nan, "not computed"},
	} {
		got := rangeWith(test.e, test.shown)
		if math.IsNaN(test.lower) {
			if got != nil {
				t.Errorf("range %v, want none (%s)", got, test.reason)
			}
			continue
		}
		if got == nil || got.Lower == nil || *got.Lower != test.lower || !sameEnd(got.Upper, test.upper) {
			t.Errorf("range %v, want %v to %v (%s)", got, test.lower, test.upper, test.reason)
		}
	}
}
