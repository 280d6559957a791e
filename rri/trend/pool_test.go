package trend

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/rri"
)

type ratePoint = Point[string, rri.Rate]

// rates returns a point with counts of two groups.
func rates(p Period, white, black int64) ratePoint {
	return ratePoint{Period: p, Counts: map[string]rri.Rate{"White": {Events: white, Population: 1000}, "Black": {Events: black, Population: 100}}}
}

func TestPool(t *testing.T) {
	year := financialYear(2019)
	jan, feb, mar := month(2020, 1), month(2020, 2), month(2020, 3)
	quarter := span(jan, mar)
	// days is the share of a year of 366 days
	days := func(n float64) float64 { return n / 366 }
	low := rates(feb, 1, 1)
	low.Covered, low.Note = 0.5, "low"
	noted := rates(mar, 1, 1)
	noted.Note = "low"
	lacking := rates(feb, 1, 1)
	delete(lacking.Counts, "Black")
	clustered := rates(feb, 3, 1)
	clustered.Counts["White"] = rri.Rate{Events: 3, Population: 1000, DesignEffect: 2}
	unknown := ratePoint{Period: mar, Counts: map[string]rri.Rate{"White": {}}, Unknown: rri.Rate{Events: 7}}
	for _, test := range []struct {
		reason string
		period Period
		points []ratePoint
		want   ratePoint
	}{
		{"nothing is missing, and covers nothing", year, nil, ratePoint{Period: year}},
		{"periods without counts too", quarter, []ratePoint{{Period: jan}, {Period: feb, Note: "withheld"}, {Period: mar}},
			ratePoint{Period: quarter, Note: "no counts of January 2020, February 2020 and March 2020; February 2020: withheld"}},
		{"events and exposures add up", quarter, []ratePoint{rates(jan, 1, 2), rates(feb, 3, 4), rates(mar, 5, 6)},
			ratePoint{Period: quarter, Covered: 1, Counts: map[string]rri.Rate{"White": {Events: 9, Population: 3000}, "Black": {Events: 12, Population: 300}}}},
		{"in whatever order", quarter, []ratePoint{rates(mar, 5, 6), rates(jan, 1, 2), rates(feb, 3, 4)},
			ratePoint{Period: quarter, Covered: 1, Counts: map[string]rri.Rate{"White": {Events: 9, Population: 3000}, "Black": {Events: 12, Population: 300}}}},
		{"a missing month is missing exposure", quarter, []ratePoint{rates(jan, 1, 2), {Period: feb}, rates(mar, 5, 6)},
			ratePoint{Period: quarter, Covered: 62. / 91, Note: "no counts of February 2020",
				Counts: map[string]rri.Rate{"White": {Events: 6, Population: 2000}, "Black": {Events: 8, Population: 200}}}},
		{"so is one that no point is of", year, []ratePoint{rates(jan, 1, 2)},
			ratePoint{Period: year, Covered: days(31), Counts: map[string]rri.Rate{"White": {Events: 1, Population: 1000}, "Black": {Events: 2, Population: 100}}}},
		{"a month that is half there is half", quarter, []ratePoint{rates(jan, 1, 2), low, noted},
			ratePoint{Period: quarter, Covered: (62 + 14.5) / 91, Note: "February 2020 and March 2020: low",
				Counts: map[string]rri.Rate{"White": {Events: 3, Population: 3000}, "Black": {Events: 4, Population: 300}}}},
		{"a note of all is said once", span(feb, mar), []ratePoint{low, noted},
			ratePoint{Period: span(feb, mar), Covered: (31 + 14.5) / 60, Note: "low",
				Counts: map[string]rri.Rate{"White": {Events: 2, Population: 2000}, "Black": {Events: 2, Population: 200}}}},
		{"a group that is not throughout is left out", span(jan, feb), []ratePoint{rates(jan, 1, 2), lacking},
			ratePoint{Period: span(jan, feb), Covered: 1, Note: "Black is left out, which was not counted throughout",
				Counts: map[string]rri.Rate{"White": {Events: 2, Population: 2000}}}},
		{"design effects are weighted by events", span(jan, feb), []ratePoint{rates(jan, 1, 2), clustered},
			ratePoint{Period: span(jan, feb), Covered: 1,
				Counts: map[string]rri.Rate{"White": {Events: 4, Population: 2000, DesignEffect: 1.75}, "Black": {Events: 3, Population: 200}}}},
		{"the unknown add up", span(feb, mar), []ratePoint{{Period: feb, Unknown: rri.Rate{Events: 2}}, unknown},
			ratePoint{Period: span(feb, mar), Covered: 31. / 60, Note: "no counts of February 2020", Unknown: rri.Rate{Events: 9}, Counts: map[string]rri.Rate{"White": {}}}},
	} {
		got, err := Pool(test.period, test.points...)
		if err != nil {
			t.Errorf("%s: %v", test.reason, err)
			continue
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: %s", test.reason, diff)
		}
	}
}

func TestPoolErrors(t *testing.T) {
	jan, feb := month(2020, 1), month(2020, 2)
	wrong := rates(jan, -1, 2)
	most := rates(jan, rri.MaxCount, 2)
	for _, test := range []struct {
		reason string
		period Period
		points []ratePoint
		is     error
		says   string
	}{
		{"the same twice", span(jan, feb), []ratePoint{rates(jan, 1, 2), rates(jan, 1, 2)}, ErrPeriod, "overlaps January 2020 (2020-01-01 to 2020-01-31)"},
		{"outside", jan, []ratePoint{rates(feb, 1, 2)}, ErrPeriod, "February 2020 (2020-02-01 to 2020-02-29) is not within it"},
		{"no length", Period{Name: "none", Start: jan.Start, End: jan.Start}, nil, ErrPeriod, "want an end after the start"},
		{"no time", Period{Name: "none"}, nil, ErrPeriod, "want a start and an end"},
		{"a count that is none", jan, []ratePoint{wrong}, rri.ErrCount, `group "White": -1 events`},
		{"a sum that is too large", span(jan, feb), []ratePoint{most, rates(feb, 1, 2)}, rri.ErrCount, `group "White"`},
	} {
		_, err := Pool(test.period, test.points...)
		if !errors.Is(err, test.is) || !strings.HasPrefix(err.Error(), "trend: ") || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v, want %q", test.reason, err, test.says)
		}
	}
}

func TestRolling(t *testing.T) {
	var points []ratePoint
	for i := range 15 {
		points = append(points, rates(month(2019, time.Month(1+i)), int64(i), 1))
	}
	points[3].Counts = nil
	for _, test := range []struct {
		reason       string
		n, want      int
		first        string
		events       int64
		firstCovered float64
	}{
		{"a year", 12, 4, "January 2019 to December 2019", 66 - 3, 335. / 365},
		{"all", 15, 1, "January 2019 to March 2020", 105 - 3, 426. / 456},
		{"more than there are", 16, 0, "", 0, 0},
		{"each alone", 1, 15, "January 2019", 0, 1},
	} {
		got, err := Rolling(points, test.n)
		if err != nil || len(got) != test.want {
			t.Errorf("%s: %d, %v, want %d", test.reason, len(got), err, test.want)
			continue
		}
		if test.want == 0 {
			continue
		}
		if p := got[0]; p.Name != test.first || p.Counts["White"].Events != test.events || p.Covered != test.firstCovered {
			t.Errorf("%s: %+v, want %+v", test.reason, p, test)
		}
	}
	if got, err := Rolling(points[3:4], 1); err != nil || len(got) != 1 || got[0].Counts != nil || got[0].Covered != 0 {
		t.Errorf("a period without counts: %+v, %v", got, err)
	}
	if _, err := Rolling(points, 0); !errors.Is(err, rri.ErrOption) {
		t.Errorf("over no points: %v", err)
	}
	if _, err := Rolling(append(points[:2:2], points[3:]...), 12); !errors.Is(err, ErrPeriod) || !strings.Contains(err.Error(), "April 2019") {
		t.Errorf("with a gap: %v", err)
	}
}

func TestWithin(t *testing.T) {
	var points []ratePoint
	for i := range 8 {
		points = append(points, rates(financialYear(2010+i), 1, 1))
	}
	got, err := Within(points, span(financialYear(2011), financialYear(2013)))
	if err != nil || len(got) != 3 || got[0].Name != "2011/12" || got[2].Name != "2013/14" {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err = Within(points, month(1990, 1)); err != nil || got != nil {
		t.Errorf("another time: %+v, %v", got, err)
	}
	for _, p := range []Period{month(2012, 1), span(month(2012, 1), month(2014, 3)), {}} {
		if _, err := Within(points, p); !errors.Is(err, ErrPeriod) {
			t.Errorf("%s: %v", p.dated(), err)
		}
	}
}

func TestListed(t *testing.T) {
	names := []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"}
	for n, want := range map[int]string{
		0: "", 1: "a", 2: "a and b", 3: "a, b and c", 12: "a, b, c, d, e, f, g, h, i, j, k and l", 13: "a, b, c, d, e, f, g, h, i, j, k and 2 more",
	} {
		if got := listed(names[:n]); got != want {
			t.Errorf("%d names: %q, want %q", n, got, want)
		}
	}
	if names[11] != "l" {
		t.Error("the names were changed")
	}
}
