package trend

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
)

// TestTables: every period has the table that its counts give, and no p where periods overlap.
func TestTables(t *testing.T) {
	s := finds()
	o := Options{Options: rri.Options{Method: rri.Score, Level: 0.9}}
	r, err := Of(s, o)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range s.Points {
		if len(p.Counts) == 0 {
			if len(r.Tables[i].Rows) != 0 {
				t.Errorf("%s: %d rows of a missing period", p.Name, len(r.Tables[i].Rows))
			}
			continue
		}
		want, err := rri.Compare("White", p.Counts, o.Options)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want.Rows, r.Tables[i].Rows, cmpopts.EquateNaNs()); diff != "" {
			t.Errorf("%s: %s", p.Name, diff)
		}
	}
	for i, p := range s.Rolling {
		want, err := rri.Compare("White", p.Counts, o.Options)
		if err != nil {
			t.Fatal(err)
		}
		for k, row := range r.Rolling[i].Rows {
			if !math.IsNaN(row.Ratio.P) || !math.IsNaN(row.Difference.P) || row.Ratio.Lower != want.Rows[k].Ratio.Lower && row.Group != "White" {
				t.Errorf("%s: %s: %v, p %v", p.Name, row.Group, row.Ratio, row.Ratio.P)
			}
		}
	}
}

// TestUsed: which periods are in changes and trends, and what is said of the others.
func TestUsed(t *testing.T) {
	type series = Series[string, rri.Rate]
	for _, test := range []struct {
		reason string
		change func(*series)
		o      Options
		points int // of the trend of Black
		years  []string
		note   string
	}{
		{"one is missing, and of one there are five months", func(*series) {}, Options{}, 6,
			[]string{"2011/12", "2014/15", "2017/18"}, "there are no counts of 2012/13: missing is not 0"},
		{"which is said", func(*series) {}, Options{}, 6, []string{"2011/12", "2014/15", "2017/18"}, "the counts cover less than half of 2015/16 (40 %)"},
		{"half is enough", func(s *series) { s.Points[5].Covered = 0.5 }, Options{}, 7, []string{"2011/12", "2014/15", "2015/16", "2016/17", "2017/18"}, ""},
		{"a month of a pandemic leaves out its year", func(*series) {}, Options{LeaveOut: []Period{month(2010, 5), month(1990, 1)}}, 5,
			[]string{"2014/15", "2017/18"}, "left out of changes from period to period and of trends, as was asked: 2010/11"},
		{"what lies across two years leaves out both", func(*series) {}, Options{LeaveOut: []Period{span(month(2010, 10), month(2011, 6))}}, 4,
			[]string{"2014/15", "2017/18"}, "as was asked: 2010/11 and 2011/12"},
		{"no baseline", func(s *series) { delete(s.Points[7].Counts, "White") }, Options{}, 5, []string{"2011/12", "2014/15"}, "White was not counted in 2017/18"},
		{"a group in fewer", func(s *series) { delete(s.Points[7].Counts, "Black") }, Options{}, 5, []string{"2011/12", "2014/15", "2017/18"}, ""},
	} {
		s := searches()
		test.change(&s)
		r, err := Of(s, test.o)
		if err != nil {
			t.Errorf("%s: %v", test.reason, err)
			continue
		}
		var years []string
		for _, c := range r.YearOnYear {
			years = append(years, c.After.Name)
		}
		i := slices.IndexFunc(r.Trends, func(x Trend[string]) bool { return x.Group == "Black" })
		if points := r.Trends[i].Points; points != test.points || !slices.Equal(years, test.years) || !strings.Contains(strings.Join(r.Notes, "\n"), test.note) {
			t.Errorf("%s: %d points, years %q, notes %q, want %+v", test.reason, points, years, r.Notes, test)
		}
	}
}

// TestCompared: two periods are compared if there is enough of both.
func TestCompared(t *testing.T) {
	for _, test := range []struct {
		reason string
		change func(before, after *ratePoint)
		note   string
	}{
		{"both are there", func(*ratePoint, *ratePoint) {}, ""},
		{"one is missing", func(_, after *ratePoint) { after.Counts = nil }, "2010/11 and 2017/18 are not compared: there are no counts of 2017/18"},
		{"there is too little of one", func(before, _ *ratePoint) { before.Covered = 0.2 }, "the counts cover 20 % of 2010/11, less than half"},
		{"one lacks the baseline", func(before, _ *ratePoint) { before.Counts = map[string]rri.Rate{"Black": {}} }, "White was not counted in 2010/11"},
	} {
		s := searches()
		before, after := *s.Before, *s.After
		test.change(&before, &after)
		s.Before, s.After = &before, &after
		r, err := Of(s, Options{LeaveOut: []Period{before.Period}}) // which is of the points alone
		if err != nil {
			t.Errorf("%s: %v", test.reason, err)
			continue
		}
		if (r.Compared == nil) != (test.note != "") || !strings.Contains(strings.Join(r.Notes, "\n"), test.note) {
			t.Errorf("%s: %v, notes %q", test.reason, r.Compared, r.Notes)
		}
	}
}

// TestYearApart: a month is compared with that of the next year, however many days it has, and with
// nothing else.
func TestYearApart(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Skip(err)
	}
	period := func(from, to string) ratePoint {
		at := func(s string) time.Time {
			v, err := time.ParseInLocation("2006-01-02", s, london)
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
		return rates(Period{Start: at(from), End: at(to)}, 50, 9)
	}
	for _, test := range []struct {
		reason string
		points []ratePoint
		want   int
	}{
		{"Februaries of 28 and 29 days", []ratePoint{period("2019-02-01", "2019-03-01"), period("2020-02-01", "2020-03-01")}, 1},
		{"of 29 and 28", []ratePoint{period("2020-02-01", "2020-03-01"), period("2021-02-01", "2021-03-01")}, 1},
		{"months that begin in summer time", []ratePoint{period("2019-04-01", "2019-05-01"), period("2020-04-01", "2020-05-01")}, 1},
		{"the month in which summer time ends", []ratePoint{period("2019-10-01", "2019-11-01"), period("2020-10-01", "2020-11-01")}, 1},
		{"another month", []ratePoint{period("2019-02-01", "2019-03-01"), period("2020-03-01", "2020-04-01")}, 0},
		{"two years later", []ratePoint{period("2019-02-01", "2019-03-01"), period("2021-02-01", "2021-03-01")}, 0},
		{"a longer one", []ratePoint{period("2019-02-01", "2019-03-01"), period("2020-02-01", "2020-04-01")}, 0},
	} {
		r, err := Of(Series[string, rri.Rate]{Baseline: "White", Counts: Counts[string, rri.Rate]{Points: test.points}}, Options{})
		if err != nil || len(r.YearOnYear) != test.want {
			t.Errorf("%s: %d changes, %v, want %d", test.reason, len(r.YearOnYear), err, test.want)
		}
	}
}

// TestPublishedChange: 40 searches of 10,000 Black people and 300 of 500,000 White ones, then 60 of
// 12,000 and 280 of 510,000, by the log method as it is in any textbook.
func TestPublishedChange(t *testing.T) {
	point := func(year int, black, white rri.Rate) *ratePoint {
		return &ratePoint{Period: financialYear(year), Counts: map[string]rri.Rate{"Black": black, "White": white}}
	}
	s := Series[string, rri.Rate]{Baseline: "White", Counts: Counts[string, rri.Rate]{
		Before: point(2015, rri.Rate{Events: 40, Population: 10000}, rri.Rate{Events: 300, Population: 500000}),
		After:  point(2016, rri.Rate{Events: 60, Population: 12000}, rri.Rate{Events: 280, Population: 510000}),
	}}
	ratio := 60. / 12000 / (280. / 510000) / (40. / 10000 / (300. / 500000))
	se := math.Sqrt(1./40 + 1./300 + 1./60 + 1./280)
	for _, test := range []struct {
		direction           index.Direction
		value, lower, upper float64
	}{
		{index.GroupOverComparator, ratio, ratio * math.Exp(-1.959963984540054*se), ratio * math.Exp(1.959963984540054*se)},
		{index.ComparatorOverGroup, 1 / ratio, 1 / ratio * math.Exp(-1.959963984540054*se), 1 / ratio * math.Exp(1.959963984540054*se)},
	} {
		r, err := Of(s, Options{Options: rri.Options{Method: rri.Wald}, Direction: test.direction})
		if err != nil {
			t.Fatal(err)
		}
		got := r.Compared.Rows[1].Ratio
		if !closeTo(got.Value, test.value) || !closeTo(got.Lower, test.lower) || !closeTo(got.Upper, test.upper) || math.Abs(got.P-0.157) > 0.0005 {
			t.Errorf("%s: %.4v, p %.4f, want %+v", test.direction, got, got.P, test)
		}
	}
}

// TestDirection: upside down, every number of changes and trends is one over the other, the limit
// that was asked for is the one that is given, and words are turned.
func TestDirection(t *testing.T) {
	for _, sides := range [][2]rri.Side{{rri.TwoSided, rri.TwoSided}, {rri.LowerOnly, rri.UpperOnly}, {rri.UpperOnly, rri.LowerOnly}} {
		up, err := Of(searches(), Options{Options: rri.Options{Side: sides[0]}})
		if err != nil {
			t.Fatal(err)
		}
		down, err := Of(searches(), Options{Options: rri.Options{Side: sides[1]}, Direction: index.ComparatorOverGroup})
		if err != nil {
			t.Fatal(err)
		}
		check := func(what string, e, f rri.Estimate) {
			if !closeTo(e.Value, 1/f.Value) || !closeTo(e.Lower, 1/f.Upper) || !closeTo(e.Upper, 1/f.Lower) || !closeTo(e.P, f.P) {
				t.Errorf("%s, %s: %v, p %v, and upside down %v, p %v", sides[0], what, e, e.P, f, f.P)
			}
		}
		for i, row := range up.Compared.Rows {
			if row.Group != "White" {
				other := down.Compared.Rows[i]
				check("before", row.Before, other.Before)
				check("after", row.After, other.After)
				check("change", row.Ratio, other.Ratio)
			}
		}
		for i, trend := range up.Trends {
			check("trend of "+trend.Group, trend.PerYear, down.Trends[i].PerYear)
		}
		black := len(up.Trends) - 1
		want := map[rri.Side][2]Word{rri.TwoSided: {Increasing, Reducing}, rri.LowerOnly: {Increasing, Reducing}, rri.UpperOnly: {CannotTell, CannotTell}}[sides[0]]
		if got := [2]Word{up.Trends[black].Word, down.Trends[black].Word}; got != want {
			t.Errorf("%s: %s, and upside down %s: %+v", sides[0], got[0], got[1], up.Trends[black])
		}
		var text, csv strings.Builder
		if err := down.WriteText(&text); err != nil {
			t.Fatal(err)
		}
		if err := down.WriteCSV(&csv); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(text.String(), "RRI") || !strings.Contains(text.String(), "relative likelihood of White over group") ||
			!strings.Contains(csv.String(), "comparator-over-group") {
			t.Errorf("%s", &text)
		}
	}
}
