package outcomes

import (
	"maps"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/ethnicity"
)

func TestGaps(t *testing.T) {
	kent, essex := force(t, "Kent"), force(t, "Essex")
	var unnamed ethnicity.Force
	september, october, november, december, january := newMonth(2022, 9), newMonth(2022, 10), newMonth(2022, 11), newMonth(2022, 12), newMonth(2023, 1)
	type cell struct {
		force ethnicity.Force
		month Month
	}
	for _, test := range []struct {
		cells  []cell
		want   []Gap
		reason string
	}{
		{nil, nil, "nothing"},
		{[]cell{{kent, september}}, nil, "a month"},
		{[]cell{{kent, september}, {kent, october}}, nil, "no month between"},
		{[]cell{{kent, january}, {kent, september}, {kent, november}}, []Gap{{kent, []Month{october, december}}}, "months between, over the end of a year"},
		{[]cell{{kent, september}, {essex, october}}, []Gap{{essex, []Month{september}}, {kent, []Month{october}}}, "the months are those of all forces; in order of force"},
		{[]cell{{unnamed, september}, {kent, october}}, []Gap{{unnamed, []Month{october}}, {kent, []Month{september}}}, "searches of no known force"},
		{[]cell{{kent, september}, {kent, 0}, {essex, 0}}, []Gap{{essex, []Month{september}}}, "a month that is not recorded fills no gap"},
		{[]cell{{kent, 0}}, nil, "no month at all"},
	} {
		var tally Tally
		for _, c := range test.cells {
			if err := tally.AddCount(Key{Force: c.force, Month: c.month, Type: VehicleSearch}, 1); err != nil {
				t.Fatal(err)
			}
		}
		if d := cmp.Diff(test.want, tally.Gaps()); d != "" {
			t.Errorf("%s: -want +got\n%s", test.reason, d)
		}
	}
	var none *Tally
	if none.Gaps() != nil || newMonth(2022, time.September) != september {
		t.Error("a nil tally has gaps")
	}
}

// TestGapsBetween: the months that were asked for, where there are none.
func TestGapsBetween(t *testing.T) {
	kent, essex := force(t, "Kent"), force(t, "Essex")
	m := func(i int) Month { return newMonth(2022, time.Month(i)) }
	var tally Tally
	for _, c := range []forceMonth{{kent, m(3)}, {kent, m(5)}, {essex, m(5)}} {
		if err := tally.AddCount(Key{Force: c.force, Month: c.month, Type: PersonSearch}, 2); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		first, last Month
		want        []Gap
		reason      string
	}{
		{0, 0, []Gap{{essex, []Month{m(3), m(4)}}, {kent, []Month{m(4)}}}, "what Gaps returns"},
		{m(5), 0, nil, "from a month on in which all have searches"},
		{0, m(3), []Gap{{essex, []Month{m(3)}}}, "up to the first"},
		{m(2), m(3), []Gap{{essex, []Month{m(2), m(3)}}, {kent, []Month{m(2)}}}, "before the first"},
		{m(5), m(7), []Gap{{essex, []Month{m(6), m(7)}}, {kent, []Month{m(6), m(7)}}}, "after the last"},
		{m(7), m(6), nil, "no month at all"},
	} {
		if d := cmp.Diff(test.want, tally.GapsBetween(test.first, test.last)); d != "" {
			t.Errorf("%s: -want +got\n%s", test.reason, d)
		}
	}
}

func TestLowMonths(t *testing.T) {
	kent, essex := force(t, "Kent"), force(t, "Essex")
	m := func(i int) Month { return newMonth(2022, time.Month(i)) }
	year := func(f ethnicity.Force, counts ...int64) map[forceMonth]int64 {
		searches := make(map[forceMonth]int64)
		for i, n := range counts {
			searches[forceMonth{f, m(i + 1)}] = n
		}
		return searches
	}
	both := year(kent, 100, 1, 100)
	maps.Copy(both, year(essex, 3, 2000, 1000))
	for _, test := range []struct {
		searches map[forceMonth]int64
		share    float64
		want     []LowMonth
		reason   string
	}{
		{nil, 0.2, nil, "nothing"},
		{year(kent, 3), 0.2, nil, "a month with no others"},
		{year(kent, 19, 100), 0.2, []LowMonth{{kent, m(1), 19, 100}}, "two months: the median is the other"},
		{year(kent, 20, 100), 0.2, nil, "a fifth is not below a fifth"},
		{year(kent, 100, 10, 60, 200), 0.2, []LowMonth{{kent, m(2), 10, 100}}, "the middle of three others"},
		{year(kent, 100, 15, 60), 0.2, []LowMonth{{kent, m(2), 15, 80}}, "between the two of two others"},
		{year(kent, 17, 0, 60, 100), 0.2, nil, "a month without a search is a gap, and moves no median: of 60 and 100, 17 is above a fifth"},
		{year(kent, 1, 1, 1, 100), 0.2, nil, "most are as low"},
		{year(kent, 100, 1, 1, 100, 100), 0.2, []LowMonth{{kent, m(2), 1, 100}, {kent, m(3), 1, 100}}, "two alike"},
		{map[forceMonth]int64{{kent, 0}: 1, {kent, m(1)}: 100, {kent, m(2)}: 90}, 0.2, nil, "no month is recorded"},
		{both, 0.2, []LowMonth{{essex, m(1), 3, 1500}, {kent, m(2), 1, 100}}, "of two forces, each by its own months, in order of force"},
		{year(kent, 40, 100), 0.5, []LowMonth{{kent, m(1), 40, 100}}, "another share"},
		{year(kent, 1, 100), 0, nil, "no share"},
		{year(kent, 1, 100), math.NaN(), nil, "no number"},
	} {
		var tally Tally
		for c, n := range test.searches {
			// rows of vehicles are rows of the month
			for _, part := range []struct {
				of RecordType
				n  int64
			}{{VehicleSearch, n / 2}, {PersonSearch, n - n/2}} {
				if err := tally.AddCount(Key{Force: c.force, Month: c.month, Type: part.of}, part.n); err != nil {
					t.Fatal(err)
				}
			}
		}
		if d := cmp.Diff(test.want, tally.LowMonths(test.share)); d != "" {
			t.Errorf("%s: -want +got\n%s", test.reason, d)
		}
	}
	var none *Tally
	if none.LowMonths(0.2) != nil {
		t.Error("a nil tally has low months")
	}
}

// TestSourceMonth: names as people have them.
func TestSourceMonth(t *testing.T) {
	march := newMonth(2020, time.March)
	for _, test := range []struct {
		file   string
		want   Month
		reason string
	}{
		{"2020-03-essex-stop-and-search.csv", march, "the official name"},
		{"a/2020-04/2020-03-essex-stop-and-search.csv.gz", march, "in folders"},
		{"archive.zip/2020-03/2020-03-essex-stop-and-search.csv", march, "in an archive"},
		{`C:\data\2020-03-essex-stop-and-search.csv`, march, "in folders of Windows"},
		{"2020-13-essex-stop-and-search.csv", 0, "no month"},
		{"2016-03_2017-12-greater-manchester.csv", 0, "several months"},
		{"essex.csv", 0, "no month at all"},
		{"2020-03", 0, "nothing but a month"},
		{"", 0, "no name"},
	} {
		if got := (Source{File: test.file}).Month(); got != test.want {
			t.Errorf("%s: %s, want %s", test.reason, got, test.want)
		}
	}
}
