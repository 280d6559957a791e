package counts

import (
	"bytes"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// stopsTable is a table of rates with people whose group is not known.
func stopsTable() *tidy.Table {
	return table(tidy.ModelRate, "White", 900, 90000, "Black", 400, 10000, "Asian", 150, 30000, "Not stated", 75, "N/A")
}

// TestCompareIsThatOfRRI: of counts that are known the numbers are those of package rri and of
// package unknown, to the last bit.
func TestCompareIsThatOfRRI(t *testing.T) {
	c := comparison(t, stopsTable(), Options{})
	want, err := rri.Compare("White", map[string]rri.Rate{"White": {Events: 900, Population: 90000}, "Black": {Events: 400, Population: 10000},
		"Asian": {Events: 150, Population: 30000}}, rri.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range want.Rows {
		got := c.row(r.Group)
		if got.Rate.Value != r.Rate.Value || got.Rate.Lower != r.Rate.Lower || got.Rate.Upper != r.Rate.Upper {
			t.Errorf("%s: rate %v, want %v", r.Group, got.Rate, r.Rate)
		}
		if r.Group == "White" {
			continue
		}
		if got.Index != r.Ratio {
			t.Errorf("%s: index %+v, want %+v", r.Group, got.Index, r.Ratio)
		}
		u := unknown.RateCounts{Group: r.Count, Baseline: want.Rows[0].Count, Unknown: 75}
		bounds, err := u.Bounds(unknown.Assumption{})
		if err != nil || got.Bounds != bounds {
			t.Errorf("%s: bounds %v, want %v (%v)", r.Group, got.Bounds, bounds, err)
		}
		both, err := u.UncertaintyInterval(rri.Options{})
		if err != nil || got.Range.Lower != both.Lower || got.Range.Upper != both.Upper {
			t.Errorf("%s: range %v, want %v (%v)", r.Group, got.Range, both, err)
		}
		tipping, err := u.TippingShare()
		if err != nil || got.Tipping != tipping {
			t.Errorf("%s: tipping share %v, want %v (%v)", r.Group, got.Tipping, tipping, err)
		}
	}
	if got, want := c.Unknown.Share, (unknown.Bounds{Lower: 75. / 1525, Upper: 75. / 1525}); got != want {
		t.Errorf("the unknown are %v of all, want %v", got, want)
	}
}

// TestProportionsAreThoseOfUnknown is TestCompareIsThatOfRRI for proportions.
func TestProportionsAreThoseOfUnknown(t *testing.T) {
	c := comparison(t, upheldTable(), Options{})
	u := unknown.ProportionCounts{Group: unknown.OutcomeCounts{Events: 30, NonEvents: 150}, Baseline: unknown.OutcomeCounts{Events: 60, NonEvents: 540},
		Unknown: unknown.OutcomeCounts{Events: 30, NonEvents: 120}}
	got := c.row("Black")
	bounds, err := u.Bounds(unknown.Assumption{})
	if err != nil || got.Bounds != bounds {
		t.Errorf("bounds %v, want %v (%v)", got.Bounds, bounds, err)
	}
	both, err := u.UncertaintyInterval(rri.Options{})
	if err != nil || got.Range.Lower != both.Lower || got.Range.Upper != both.Upper {
		t.Errorf("range %v, want %v (%v)", got.Range, both, err)
	}
	ratio, err := rri.Ratio(rri.Proportion{Events: 30, Trials: 180}, rri.Proportion{Events: 60, Trials: 600}, rri.Options{})
	if err != nil || got.Index != ratio {
		t.Errorf("index %v, want %v (%v)", got.Index, ratio, err)
	}
	if share := c.Unknown.Share; share.Lower != 150./1080 {
		t.Errorf("the unknown are %v of all trials", share)
	}
}

// TestWithheldCounts: an index of counts that are ranges has bounds, and limits that hold those of
// every count.
func TestWithheldCounts(t *testing.T) {
	limits := func(group, baseline rri.Rate) rri.Estimate {
		e, err := rri.Ratio(group, baseline, rri.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	white := rri.Rate{Events: 317, Population: 1584583}
	of := func(events int64) rri.Rate { return rri.Rate{Events: events, Population: 37844} }
	for _, test := range []struct {
		white, black  any
		bounds        unknown.Bounds
		lowest        rri.Estimate // whose lower limit is the lowest
		highest       rri.Estimate
		value         bool
		shown, reason string
	}{
		{317, "1-4", unknown.Bounds{Lower: 1 / 37844. / (317 / 1584583.), Upper: 4 / 37844. / (317 / 1584583.)}, limits(of(1), white), limits(of(4), white), false,
			"0.13 – 0.53", "1 to 4 are withheld"},
		{317, "<5", unknown.Bounds{Lower: 0, Upper: 4 / 37844. / (317 / 1584583.)}, limits(of(0), white), limits(of(4), white), false, "0 – 0.53", "under 5 may be none"},
		{"300-330", 29, unknown.Bounds{Lower: 29 / 37844. / (330 / 1584583.), Upper: 29 / 37844. / (300 / 1584583.)},
			limits(of(29), rri.Rate{Events: 330, Population: 1584583}), limits(of(29), rri.Rate{Events: 300, Population: 1584583}), false, "3.68 – 4.05", "a withheld baseline"},
		{"300-330", 0, unknown.Bounds{}, limits(of(0), rri.Rate{Events: 330, Population: 1584583}), limits(of(0), rri.Rate{Events: 300, Population: 1584583}), false,
			"0", "no event beside a withheld baseline"},
		{317, must(tidy.Exactly(30).Rounded(10)), unknown.Bounds{Lower: 25 / 37844. / (317 / 1584583.), Upper: 35 / 37844. / (317 / 1584583.)},
			limits(of(25), white), limits(of(35), white), true, "3.96", "a rounded count has the index that it is printed with"},
	} {
		c := comparison(t, table(tidy.ModelRate, "White", test.white, 1584583, "Black", test.black, 37844), Options{})
		got := c.row("Black")
		if math.Abs(got.Counts.Lower-test.bounds.Lower) > 1e-12 || math.Abs(got.Counts.Upper-test.bounds.Upper) > 1e-12 || got.Bounds != got.Counts {
			t.Errorf("%s: %v and %v, want %v", test.reason, got.Counts, got.Bounds, test.bounds)
		}
		if got.Index.Lower != test.lowest.Lower || got.Index.Upper != test.highest.Upper || math.IsNaN(got.Index.Value) == test.value {
			t.Errorf("%s: %v, want %v to %v", test.reason, got.Index, test.lowest.Lower, test.highest.Upper)
		}
		if text := c.indexText(got); text != test.shown {
			t.Errorf("%s: %q, want %q", test.reason, text, test.shown)
		}
	}
}

// TestPSaysWhatTheIntervalSays: the p-value of counts that are ranges is below 0.05 exactly where
// the interval leaves out 1.
func TestPSaysWhatTheIntervalSays(t *testing.T) {
	for _, test := range []struct {
		white, whites, black, blacks any
		method                       rri.Method
		out                          bool
		reason                       string
	}{
		{"0-2", 1, "0-2", 4450, rri.Jeffreys, true, "2 of 4,450 against 0 of 1 is infinite, and by Jeffreys has an interval below 1: p was 1 beside 5e-08 to 0.9998"},
		{"0-2", 1, "0-2", 4400, rri.Jeffreys, false, "of fewer people the interval reaches 1"},
		{"0-2", 4450, "0-2", 1, rri.Jeffreys, true, "the same turned round: 0 of 1 has an interval above 1"},
		{"0-2", 4400, "0-2", 4450, rri.Jeffreys, false, "on both sides of 1"},
		{"0-2", 1, "0-2", 4450, rri.SCAS, false, "an interval that holds its estimate reaches 1"},
	} {
		c := comparison(t, table(tidy.ModelRate, "White", test.white, test.whites, "Black", test.black, test.blacks), Options{Options: rri.Options{Method: test.method}})
		e := c.row("Black").Index
		if out := e.Lower > 1 || e.Upper < 1; out != test.out || out != (e.P < 0.05) {
			t.Errorf("%s: %v to %v with p %v, want that it leaves out 1: %v", test.reason, e.Lower, e.Upper, e.P, test.out)
		}
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// TestWithheldWithUnknown: withheld counts of a group and of the unknown bound an index together.
func TestWithheldWithUnknown(t *testing.T) {
	c := comparison(t, table(tidy.ModelRate, "White", 100, 10000, "Black", "1-4", 1000, "Not stated", "5-10", "N/A"), Options{})
	got := c.row("Black").Bounds
	want := unknown.Bounds{Lower: (1 / 1000.) / (110 / 10000.), Upper: (14 / 1000.) / (100 / 10000.)}
	if math.Abs(got.Lower-want.Lower) > 1e-12 || math.Abs(got.Upper-want.Upper) > 1e-12 {
		t.Errorf("%v, want %v", got, want)
	}
	if share := c.Unknown.Share; share.Lower != 5./109 || share.Upper != 10./111 {
		t.Errorf("share %v", share)
	}
}

// TestDirection: turned round, indices, limits and bounds are one over what they were, and the
// other end first; the rates stay.
func TestDirection(t *testing.T) {
	for _, table := range []*tidy.Table{stopsTable(), upheldTable(), withheldTable()} {
		plain, turned := comparison(t, table, Options{}), comparison(t, table, Options{Direction: index.ComparatorOverGroup})
		for i, r := range plain.Rows[1:] {
			got := turned.Rows[i+1]
			for _, pair := range [][2]float64{
				{got.Index.Lower, 1 / r.Index.Upper}, {got.Index.Upper, 1 / r.Index.Lower}, {got.Bounds.Lower, 1 / r.Bounds.Upper}, {got.Bounds.Upper, 1 / r.Bounds.Lower},
				{got.Range.Lower, 1 / r.Range.Upper}, {got.Counts.Upper, 1 / r.Counts.Lower}, {got.Index.P, r.Index.P}, {got.Rate.Lower, r.Rate.Lower}, {got.Rate.Value, r.Rate.Value},
			} {
				if a, b := pair[0], pair[1]; a != b && math.Abs(a-b) > 1e-6*math.Abs(b) {
					t.Errorf("%s: %v, want %v: %+v", r.Group, a, b, got)
				}
			}
		}
	}
}

// TestBaseline: what the groups are compared with.
func TestBaseline(t *testing.T) {
	of := table(tidy.ModelRate, "Black", 400, 10000, "White", 900, 90000, "Asian", 150, 30000)
	for _, test := range []struct {
		o      Options
		want   string
		order  []string
		said   bool
		reason string
	}{
		{Options{}, "Black", []string{"Black", "White", "Asian"}, true, "nobody chose: the first, and it is said"},
		{Options{Baselines: []string{"White British", "White"}}, "White", []string{"White", "Black", "Asian"}, false, "the first that the table has"},
		{Options{Baseline: "Asian", Baselines: []string{"White"}}, "Asian", []string{"Asian", "Black", "White"}, false, "by name"},
		{Options{Baselines: []string{"Male"}}, "Black", []string{"Black", "White", "Asian"}, true, "none of those that are usual"},
	} {
		d, err := Compare(of, test.o)
		if err != nil {
			t.Fatal(err)
		}
		c := d.Sections[0].Data.(Comparison)
		var order []string
		for _, r := range c.Rows {
			order = append(order, r.Group)
		}
		if c.Baseline != test.want || !slices.Equal(order, test.order) || strings.Contains(strings.Join(d.Notes, " "), "Nobody said") != test.said {
			t.Errorf("%s: %s, %v, %q", test.reason, c.Baseline, order, d.Notes)
		}
	}
}

// TestErrors: a question that makes no sense says what to do.
func TestErrors(t *testing.T) {
	for _, test := range []struct {
		table  *tidy.Table
		o      Options
		wraps  error
		want   string
		reason string
	}{
		{stopsTable(), Options{Baseline: "white"}, rri.ErrBaseline, `counts: counts.csv: "white": baseline is not among the groups: want one of White, Black, Asian`, "the groups are listed"},
		{stopsTable(), Options{Levels: []float64{95}}, rri.ErrOption, "level 95", "a level in per cent"},
		{stopsTable(), Options{Options: rri.Options{Level: 2}}, rri.ErrOption, "level 2", "the level"},
		{stopsTable(), Options{Suppress: 1}, rri.ErrOption, "2 to 1000", "1 alone would be told"},
		{stopsTable(), Options{Per: math.Inf(1)}, rri.ErrOption, "a positive number", "per infinity"},
		{stopsTable(), Options{Unknown: 7}, rri.ErrOption, "left-out, in-proportion", "a rule that is none"},
		{stopsTable(), Options{Direction: 7}, rri.ErrOption, "Direction(7)", "a direction that is none"},
		{stopsTable(), Options{Options: rri.Options{Method: rri.MidP}, Suppress: 0}, nil, "", "mid-P has ratios of rates"},
		{upheldTable(), Options{Options: rri.Options{Method: rri.MidP}}, rri.ErrMethod, "midp", "and none of proportions"},
		{withheldTable(), Options{Suppress: 4}, rri.ErrOption, `the counts of "Black" are withheld or rounded already`, "what is withheld cannot be withheld more"},
		{stopsTable(), Options{Suppress: 4, Unknown: InProportion}, rri.ErrOption, "leave the unknown out", "filled in counts tell those that were recorded"},
		{table(tidy.ModelRate, "White", 10, 100, "Black", "1-4", 100, "", 3, "N/A"), Options{Unknown: InProportion}, rri.ErrOption, "leave them out", "ranges cannot be filled in"},
		{table(tidy.ModelProportion, "White", 0, 100, "Black", 0, 100, "", 3, 9), Options{Unknown: InProportion}, unknown.ErrNobody, "3 people of unknown group", "nobody has the event"},
		{table(tidy.ModelProportion, "White", 10, 100, "Black", "1-4", 100), Options{Options: rri.Options{Method: rri.Exact}}, rri.ErrMethod, `that the counts of "Black" may be`, "exact takes too long for ranges"},
		{upheldTable(), Options{Options: rri.Options{Method: rri.Exact}, Unknown: InProportion}, rri.ErrMethod, "every draw of the unknown", "and for draws"},
		{&tidy.Table{Rows: stopsTable().Rows}, Options{}, tidy.ErrExposure, "no column says", "no model"},
		{table(tidy.ModelProportion, "White", 10, 5), Options{}, tidy.ErrEvents, `"White": 10 events of 5`, "more events than trials"},
	} {
		_, err := Compare(test.table, test.o)
		if test.wraps == nil && err == nil {
			continue
		}
		if !errors.Is(err, test.wraps) || !strings.Contains(err.Error(), test.want) || !strings.HasPrefix(err.Error(), "counts: ") {
			t.Errorf("%s: %v, want %q", test.reason, err, test.want)
		}
	}
}

// TestLevels: a second level stands beside the first, in every form.
func TestLevels(t *testing.T) {
	d, err := Compare(stopsTable(), Options{Levels: []float64{0.998}})
	if err != nil {
		t.Fatal(err)
	}
	want, err := rri.Ratio(rri.Rate{Events: 400, Population: 10000}, rri.Rate{Events: 900, Population: 90000}, rri.Options{Level: 0.998})
	if got := d.Sections[0].Data.(Comparison).row("Black").Further; err != nil || len(got) != 1 || got[0] != want {
		t.Errorf("%v, want %v (%v)", got, want, err)
	}
	for name, write := range forms(d) {
		var b bytes.Buffer
		if err := write(&b); err != nil || !strings.Contains(b.String(), "99.8") && !strings.Contains(b.String(), "0.998") {
			t.Errorf("%s: %v in\n%s", name, err, b.String())
		}
	}
}

// TestCaveats: what a reader of a row has to know stands under the table, once.
func TestCaveats(t *testing.T) {
	provisional := tidy.Exactly(12)
	provisional.Note = "p"
	for _, test := range []struct {
		events, population any
		want, without      string
		reason             string
	}{
		{3, 1000, "a count below 5: read the interval, not the estimate", "zero", "a small count"},
		{0, 1000, "a count of zero or of all", "below 5", "no event"},
		{"1-4", 1000, "a count that is not known is a range", "below 5", "a range is small in some of its numbers only"},
		{"*", 1000, "the table does not give the events: no index", "zero", "a mark"},
		{12, "N/A", "the table does not give the population: no index", "zero", "no population"},
		{provisional, 1000, "marked p in the table", "below", "a note beside a number"},
		{3, 0, "no rate or ratio can be formed from these counts", "below 5", "nobody lives there"},
	} {
		d, err := Compare(table(tidy.ModelRate, "White", 900, 90000, "Black", test.events, test.population), Options{})
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := d.WriteMarkdown(&b); err != nil || !strings.Contains(b.String(), test.want) || strings.Contains(b.String(), test.without) {
			t.Errorf("%s: %v in\n%s\nwant %q, without %q", test.reason, err, b.String(), test.want, test.without)
		}
	}
}
