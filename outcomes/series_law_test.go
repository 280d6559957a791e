package outcomes

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/trend"
)

// anySearchOf draws a search of one of two forces, at any minute of half a year about the day on
// which the clocks go forward.
func anySearchOf() *rapid.Generator[Search] {
	return rapid.Custom(func(t *rapid.T) Search {
		s := anySearch().Draw(t, "search")
		s.Force = rapid.SampledFrom([]ethnicity.Force{forceNumber(1), forceNumber(2)}).Draw(t, "force")
		s.Time = time.Date(2015, 12, 31, 22, 30, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 200*24*60).Draw(t, "minutes")) * time.Minute)
		s.Type, s.Officer = PersonSearch, ethnicity.NotKnown
		return s
	})
}

// drawSeries draws searches, the first of which has a month, and options of a series of them.
func drawSeries(t *rapid.T) ([]Search, SeriesOptions) {
	all := rapid.SliceOfN(anySearchOf(), 1, 60).Draw(t, "searches")
	o := SeriesOptions{
		Kind:      oneOf(PeriodKinds()).Draw(t, "kind"),
		LowMonth:  rapid.SampledFrom([]float64{0, 0.2, 0.5}).Draw(t, "low"),
		OnePlace:  rapid.Bool().Draw(t, "one place"),
		Residents: tenToOne,
		Grouping:  Grouping{Rule: rapid.SampledFrom([]EthnicityRule{SelfDefined, SelfThenOfficer}).Draw(t, "rule")},
	}
	if rapid.Bool().Draw(t, "rolling") {
		o.Rolling = o.Kind.Months() * rapid.IntRange(2, 4).Draw(t, "periods")
	}
	return all, o
}

// TestLawOrderOfSearches: neither the order of searches nor the way they are shared out among
// tallies changes a series.
func TestLawOrderOfSearches(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all, o := drawSeries(t)
		d := rapid.SampledFrom(slices.Collect(definitions)).Draw(t, "definition")
		parts := []*Tally{new(Tally), new(Tally), new(Tally)}
		for _, s := range rapid.Permutation(all).Draw(t, "order") {
			mustMerge(parts[rapid.IntRange(0, 2).Draw(t, "part")], tallyOf(s))
		}
		whole, shared := tallyOf(all...), merged(parts...)
		same := cmpopts.EquateEmpty()
		if d := cmp.Diff(got(whole.RateSeries(o)), got(shared.RateSeries(o)), same); d != "" {
			t.Fatalf("rates: -whole +shared\n%s", d)
		}
		if d := cmp.Diff(got(whole.ProportionSeries(d, o)), got(shared.ProportionSeries(d, o)), same); d != "" {
			t.Fatalf("proportions: -whole +shared\n%s", d)
		}
		if d := cmp.Diff(got(whole.Completeness(o)), got(shared.Completeness(o)), same); d != "" {
			t.Fatalf("completeness: -whole +shared\n%s", d)
		}
	})
}

// TestLawPoolingMonths: the months of a period, pooled, are its point, and so they are where they
// are rolled; every search is in the point whose time it is of.
func TestLawPoolingMonths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all, o := drawSeries(t)
		o.OnePlace, o.Kind, o.Rolling = false, PeriodMonth, 3
		tally := tallyOf(all...)
		months := got(tally.RateSeries(o))
		kind := oneOf(PeriodKinds()).Draw(t, "kind")
		o.Kind, o.Rolling = kind, 0
		near := cmpopts.EquateApprox(1e-12, 0)
		pooled := func(p trend.Point[ethnicity.Group, rri.Rate], all []trend.Point[ethnicity.Group, rri.Rate]) {
			var within []trend.Point[ethnicity.Group, rri.Rate]
			for _, m := range all {
				if p.Contains(m.Period) && m.Counts != nil {
					within = append(within, m)
				}
			}
			if (p.Counts == nil) != (within == nil) {
				t.Fatalf("%s: %v; of its months %v", p.Name, p.Counts, within)
			}
			if within == nil {
				return
			}
			sum := got(trend.Pool(p.Period, within...))
			if d := cmp.Diff(sum.Counts, p.Counts, near); d != "" || sum.Unknown != p.Unknown {
				t.Fatalf("%s: -of its months +the point\n%s%v, %v", p.Name, d, sum.Unknown, p.Unknown)
			}
		}
		for _, p := range got(tally.RateSeries(o)).Points {
			pooled(p, months.Points)
		}
		for _, p := range months.Rolling {
			pooled(p, months.Points)
		}
		for _, p := range months.Points {
			var n int64
			for _, s := range all {
				if !s.Time.Before(p.Start) && s.Time.Before(p.End) {
					n++
				}
			}
			events := p.Unknown.Events
			for _, rate := range p.Counts {
				events += rate.Events
			}
			if o.LowMonth == 0 && events != n {
				t.Fatalf("%s: %d searches, want %d", p.Name, events, n)
			}
			if !(p.Covered >= 0 && p.Covered <= 1) || (p.Covered < 1) != (p.Note != "") {
				t.Fatalf("%s is covered by %v: %q", p.Name, p.Covered, p.Note)
			}
		}
	})
}

// TestLawAnotherForce: what one force did does not depend on what another has, and a month of the
// records of neither changes another.
func TestLawAnotherForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all, o := drawSeries(t)
		o.OnePlace, o.Rolling, o.Kind, o.Months = false, 0, PeriodMonth, Months{newMonth(2016, 1), newMonth(2016, 7)}
		kept := slices.DeleteFunc(slices.Clone(all), func(s Search) bool { return s.Force != all[0].Force })
		one, err := tallyOf(kept...).RateSeries(o)
		if err != nil {
			return // its searches are of the months outside
		}
		both := got(tallyOf(all...).RateSeries(o))
		for i, p := range one.Points {
			for g, rate := range p.Counts {
				if more := both.Points[i].Counts[g]; more.Events < rate.Events || more.Population < rate.Population || more.Population > 3*rate.Population {
					t.Fatalf("%s: %v, with another force %v", p.Name, rate, more)
				}
			}
		}
	})
}

// TestTimeOfPeriods: a search belongs to the month, the quarter and the financial year of its time
// in London.
func TestTimeOfPeriods(t *testing.T) {
	for _, test := range []struct {
		when                          string
		month, quarter, finance, year string
		reason                        string
	}{
		{"2016-03-31T22:59:59Z", "March 2016", "January to March 2016", "2015/16", "2016", "a second before midnight"},
		{"2016-03-31T23:30:00Z", "April 2016", "April to June 2016", "2016/17", "2016", "00:30 of 1 April in summer time"},
		{"2016-04-01T00:30:00+01:00", "April 2016", "April to June 2016", "2016/17", "2016", "the same"},
		{"2016-10-31T23:30:00Z", "October 2016", "October to December 2016", "2016/17", "2016", "an hour before midnight in winter time is October"},
		{"2016-09-30T23:30:00Z", "October 2016", "October to December 2016", "2016/17", "2016", "and in summer time October already"},
		{"2016-12-31T23:59:59Z", "December 2016", "October to December 2016", "2016/17", "2016", "the last second of a year"},
		{"2017-01-01T00:00:00Z", "January 2017", "January to March 2017", "2016/17", "2017", "the first of the next"},
		{"2016-01-01T00:30:00+01:00", "December 2015", "October to December 2015", "2015/16", "2015", "a time of another zone"},
	} {
		when, err := time.Parse(time.RFC3339, test.when)
		if err != nil {
			t.Fatal(err)
		}
		tally := tallyOf(Search{Force: force(t, "kent"), Type: PersonSearch, Time: when, Self: ethnicity.Black})
		for kind, want := range map[PeriodKind]string{PeriodMonth: test.month, PeriodQuarter: test.quarter, PeriodFinancialYear: test.finance, PeriodYear: test.year} {
			s := got(tally.RateSeries(SeriesOptions{Kind: kind}))
			if p := s.Points[0]; len(s.Points) != 1 || p.Name != want || p.Counts[ethnicity.Black].Events != 1 || when.Before(p.Start) || !when.Before(p.End) {
				t.Errorf("%s (%s), by %s: %q from %v to %v, want %q", test.when, test.reason, kind, p.Name, p.Start, p.End, want)
			}
		}
	}
}
