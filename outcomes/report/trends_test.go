package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/trend"
)

// monthly writes months of a force from the first on, in each of which there are so many searches
// of White people, and of each other group as many as black says of the month, counted from 0.
func monthly(first string, n, white int, others func(i int) int) string {
	var text strings.Builder
	for i := range n {
		m := month(first) + outcomes.Month(i)
		text.WriteString(of(m.String(), white, others(i)))
	}
	return text.String()
}

func always(n int) func(int) int { return func(int) int { return n } }

// rising has so many searches in each month of the first year, and twice as many in the second.
func rising(n int) func(int) int {
	return func(i int) int { return n * (1 + i/12) }
}

// trendOfFile returns the trend of the search rate of one force.
func trendOfFile(text string, o Options) (Document, Trend) {
	d := must(New(several(map[string]string{"kent.csv": text}), o)).Document()
	t, _ := trendIn(d.Trends, searchTable)
	return d, t
}

// ofGroup returns the row of a group in a change.
func ofGroup(c *trend.Change[ethnicity.Group], g ethnicity.Group) trend.ChangeRow[ethnicity.Group] {
	for _, row := range c.Rows {
		if row.Group == g {
			return row
		}
	}
	return trend.ChangeRow[ethnicity.Group]{}
}

// TestCompared: the change that was asked for is that of the counts over the residents of the days
// of either period, for as long as there are records.
func TestCompared(t *testing.T) {
	_, got := trendOfFile(monthly("2016-01", 24, 120, rising(10)), comparing("2016-03..2016-12", "2017-03..2017-12", func(o *Options) { o.Independent = true }))
	pair := func(day string, black int64) trend.Pair[rri.Rate] {
		p := must(ethnicity.PopulationAt("kent", must(time.Parse(time.DateOnly, day))))
		of := func(g ethnicity.Group, n int64) rri.Rate {
			return rri.Rate{Events: n, Population: must(must(p.Collapse(ethnicity.FivePlusOne)).Of(g)) * 10 / 12}
		}
		return trend.Pair[rri.Rate]{Group: of(ethnicity.Black, black), Baseline: of(ethnicity.White, 1200)}
	}
	// the mean days of March to December
	want := must(trend.ChangeOfIndex(pair("2016-07-31", 100), pair("2017-07-31", 200), rri.Options{}))
	row := ofGroup(got.Rates.Compared, ethnicity.Black)
	for name, pair := range map[string][2]float64{"ratio": {row.Ratio.Value, want.Value}, "lower limit": {row.Ratio.Lower, want.Lower}, "upper limit": {row.Ratio.Upper, want.Upper}, "p": {row.Ratio.P, want.P}} {
		if math.Abs(pair[0]/pair[1]-1) > 1e-9 {
			t.Errorf("%s %v, want %v", name, pair[0], pair[1])
		}
	}
	if row.Word != trend.Increasing || len(got.Rates.Series.Points) != 0 || got.changes().hasTrend() {
		t.Errorf("%s, with %d points: two stretches alone make no series", row.Word, len(got.Rates.Series.Points))
	}
}

// TestRollingYears: there are as many runs as have all their months, each with the counts of its
// months, and none has a p-value.
func TestRollingYears(t *testing.T) {
	d, got := trendOfFile(monthly("2016-01", 22, 120, func(i int) int { return 5 + i }), Options{By: EachMonth, Rolling: 12})
	rolling := got.Rates.Series.Rolling
	if len(rolling) != 11 || d.Change == nil || d.Change.Rolling != 12 {
		t.Fatalf("%d runs of 12 in 22 months, %+v", len(rolling), d.Change)
	}
	for i, p := range rolling {
		want := int64(0)
		for j := i; j < i+12; j++ {
			want += int64(5 + j)
		}
		if n := p.Counts[ethnicity.Black].Events; n != want || p.Counts[ethnicity.White].Events != 12*120 {
			t.Errorf("run %d: %d and %d searches, want %d and %d", i, n, p.Counts[ethnicity.White].Events, want, 12*120)
		}
		for _, row := range got.Rates.Rolling[i].Rows {
			if !math.IsNaN(row.Ratio.P) {
				t.Errorf("run %d: p %v of %s", i, row.Ratio.P, row.Group)
			}
		}
	}
}

// TestQuiet: periods that say nothing of change have no member of it and no line, and the note on
// completeness neither.
func TestQuiet(t *testing.T) {
	for _, test := range []struct {
		text   string
		o      Options
		trends bool
		reason string
	}{
		{monthly("2022-01", 4, 60, always(9)), Options{By: EachMonth}, false, "four months of a year"},
		{monthly("2022-01", 5, 60, always(9)), Options{By: EachMonth}, true, "five can be put into a trend"},
		{of("2022-01", 60, 9) + of("2023-01", 60, 9), Options{By: EachMonth}, true, "a month of two years"},
		{of("2022-01", 60, 9) + of("2023-02", 60, 9), Options{By: EachMonth}, false, "two months of two years"},
		{monthly("2021-01", 24, 60, always(9)), Options{By: EachYear}, true, "two whole years"},
		{monthly("2021-02", 23, 60, always(9)), Options{By: EachYear}, false, "one that is not whole"},
		{monthly("2022-01", 12, 60, always(9)), Options{By: Whole}, false, "no periods"},
		{monthly("2022-01", 12, 60, always(9)), Options{By: EachMonth, Unknown: outcomes.InProportion}, false, "searches that are put into groups"},
	} {
		r := must(New(several(map[string]string{"kent.csv": test.text}), test.o))
		d := r.Document()
		var b bytes.Buffer
		if err := r.WriteText(&b, Layout{}); err != nil {
			t.Fatal(err)
		}
		shown := strings.Contains(b.String(), "trend over") || strings.Contains(b.String(), "the year before")
		if (d.Trends != nil) != test.trends || (d.Change != nil) != test.trends || (d.Completeness != nil) != test.trends || (d.Summary.Changes != nil) != test.trends || shown != test.trends {
			t.Errorf("%s: %d trends, %v, %d sentences, shown %v", test.reason, len(d.Trends), d.Change, len(d.Summary.Changes), shown)
		}
	}
}

// TestChangeSays: what the first screen has of change, and what the sentences say.
func TestChangeSays(t *testing.T) {
	years := monthly("2016-01", 24, 120, rising(10))
	for _, test := range []struct {
		text    string
		o       Options
		want    []string
		without []string
		reason  string
	}{
		{years, comparing("2016", "2017"), []string{
			"Search rate, January to December 2016 (before) and January to December 2017 (after): times as often as White people",
			"in January to December 2017, and 3.67 times in January to December 2016, for their numbers", "It rose to 1.83 times what it was",
		}, []string{"trend over", "range of the change"}, "two stretches"},
		{years, comparing("2016", "2017", func(o *Options) { o.LeaveOut = stretches("2017-03..2017-05") }), []string{
			"January to December 2017 without March to May 2017 (after)", "in January to December 2017 without March to May 2017, and",
		}, nil, "months left out of one"},
		{years, Options{By: EachQuarter, Rolling: 12}, []string{
			"Search rate over rolling 12 months: times as often as White people", "12 months to", "Neighbouring rows share 9 months: a picture, and no comparison.",
			"Search rate, trend over 8 quarters: how the index changes in a year", "over the 8 quarters of January 2016 to December 2017",
		}, []string{"p <"}, "quarters"},
		{years, Options{By: EachMonth}, []string{"12 months can be set against the same of the year before: -tables search-rate."}, []string{"and that of the year before"}, "too many changes for a screen"},
		{years, Options{By: EachYear}, []string{"Search rate, each year and that of the year before: the index as times what it was", "↑ Increasing", "It rose to 1.83 times what it was"}, []string{"trend over"}, "one change of two years"},
		{monthly("2016-03", 22, 120, rising(10)), Options{By: EachQuarter}, []string{"over the 7 quarters of April 2016 to December 2017"}, []string{"of March 2016 to December 2017 (", "the range allows for it"},
			"the trend is without a quarter of which one month is there"},
		{years, Options{By: EachQuarter, LeaveOut: stretches("2016-08")}, []string{"over the 7 quarters of January 2016 to December 2017 without July to September 2016", "range: by chance and by the scatter (95 %)."}, nil,
			"a quarter goes with its month"},
		{years, Options{By: EachFinancialYear, LeaveOut: stretches("2016-08")}, []string{"fewer than 5 periods make no trend. Without August 2016, as was asked, 1 financial year is left of 3."}, nil, "too few are left"},
		{monthly("2016-01", 22, 120, rising(10)), Options{By: EachMonth, Margin: 0.25, LeaveOut: stretches("2016-03")}, []string{"lie within 25 % of it", "21 months of"}, nil, "another margin, and a month left out"},
	} {
		r := must(New(several(map[string]string{"kent.csv": test.text}), test.o))
		var b bytes.Buffer
		if err := r.WriteText(&b, Layout{Width: 1000}); err != nil {
			t.Fatal(err)
		}
		for _, want := range test.want {
			if !strings.Contains(b.String(), want) {
				t.Errorf("%s: no %q", test.reason, want)
			}
		}
		for _, without := range test.without {
			if strings.Contains(b.String(), without) {
				t.Errorf("%s: %q", test.reason, without)
			}
		}
	}
}

// TestChangeByForce: a change that was asked for has a row for each force of which there is one,
// and no word and no sentence of all forces together.
func TestChangeByForce(t *testing.T) {
	files := map[string]string{"kent.csv": of("2022-01", 300, 20) + of("2023-01", 300, 60), "essex.csv": of("2022-01", 200, 40) + of("2023-01", 200, 20), "derbyshire.csv": of("2022-01", 90, 9)}
	d := must(New(several(files), comparing("2022-01", "2023-01"))).Document()
	pooled, _ := trendIn(d.Trends, searchTable)
	for _, row := range pooled.Rates.Compared.Rows[1:] {
		if row.Word != trend.NoWord || row.Why != "one index over 2 forces is not adjusted for them" {
			t.Errorf("%s of all forces: %q, %q", row.Group, row.Word, row.Why)
		}
	}
	if n := pooled.Rates.Series.Before.Counts[ethnicity.White].Events; n != 500 {
		t.Errorf("%d searches before: want those of the forces that are there in both", n)
	}
	words := make(map[string]trend.Word)
	for _, p := range d.Parts {
		if of, ok := trendIn(p.Trends, searchTable); ok {
			words[p.Name] = ofGroup(of.Rates.Compared, ethnicity.Black).Word
		}
	}
	if words["Kent"] != trend.Increasing || words["Essex"] != trend.Reducing || len(words) != 2 {
		t.Errorf("words of forces: %v", words)
	}
	if !slices.ContainsFunc(d.Summary.BearInMind, func(line string) bool {
		return strings.HasPrefix(line, "Changes and trends are without the searches of Derbyshire,")
	}) {
		t.Errorf("nothing on Derbyshire: %q", d.Summary.BearInMind)
	}
	for _, said := range d.Summary.Changes {
		if said.Word != trend.NoWord {
			t.Errorf("a word on several forces: %s", said.Text)
		}
	}
}

// TestLowMonthInChange: a month with few rows is in the tables and in no change, which is said.
func TestLowMonthInChange(t *testing.T) {
	text := monthly("2021-01", 11, 120, always(10)) + of("2021-12", 3, 1) + monthly("2022-01", 12, 120, always(10))
	_, got := trendOfFile(text, comparing("2021", "2022"))
	if n := got.Rates.Series.Before.Counts[ethnicity.White].Events; n != 11*120 {
		t.Errorf("%d searches before, want those of 11 months", n)
	}
	if !slices.ContainsFunc(got.Rates.Notes, func(note string) bool {
		return strings.Contains(note, "Kent in December 2021") && strings.HasSuffix(note, "They are in no change and no trend, and in the tables above")
	}) {
		t.Errorf("notes %q", got.Rates.Notes)
	}
}

// TestIndependentChange: beside a change whose counts have design effects stands the one without.
func TestIndependentChange(t *testing.T) {
	together := func(rows string) string {
		return header + stopped(rows, "2022-01", 3, true) + stopped(changed(rows, "18-24", "25-34"), "2023-01", 3, true)
	}
	rows := times(240, search{self: white, officer: "White"}) + times(60, search{self: black, officer: "Black"})
	x := extract("kent.csv", together(rows))
	x2 := must(New(x, Options{Independent: true, Before: stretch("2022-01"), After: stretch("2023-01")})).Document()
	d := must(New(x, comparing("2022-01", "2023-01"))).Document()
	got, _ := trendIn(d.Trends, searchTable)
	plain, _ := trendIn(x2.Trends, searchTable)
	if got.Independent == nil || plain.Independent != nil {
		t.Fatalf("with %v, and of independent searches %v", got.Independent, plain.Independent)
	}
	wide, narrow, want := ofGroup(got.Rates.Compared, ethnicity.Black), ofGroup(got.Independent, ethnicity.Black), ofGroup(plain.Rates.Compared, ethnicity.Black)
	if narrow.Ratio != want.Ratio {
		t.Errorf("independent: %+v, want %+v", narrow.Ratio, want.Ratio)
	}
	if !(wide.Ratio.Upper/wide.Ratio.Lower > 1.1*narrow.Ratio.Upper/narrow.Ratio.Lower) {
		t.Errorf("%v to %v is no wider than %v to %v", wide.Ratio.Lower, wide.Ratio.Upper, narrow.Ratio.Lower, narrow.Ratio.Upper)
	}
	var b bytes.Buffer
	if err := must(New(x, comparing("2022-01", "2023-01"))).WriteText(&b, Layout{Width: 1000}); err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf("Black %s", rangeText(narrow.Ratio.Lower, narrow.Ratio.Upper)); !strings.Contains(b.String(), want) {
		t.Errorf("no %q on the screen", want)
	}
}

// TestChangeInCSV: rows on change have a kind of their own, every column that they alone have is in
// the list that reports without such rows have too, and the words stand in the columns of the
// words.
func TestChangeInCSV(t *testing.T) {
	o := comparing("2016", "2017")
	o.By, o.Rolling = EachQuarter, 12
	x := several(map[string]string{"kent.csv": monthly("2016-01", 24, 120, rising(10))})
	read := func(x *outcomes.Extract, o Options) (header []string, rows [][]string) {
		var b bytes.Buffer
		if err := must(New(x, o)).WriteCSV(&b, Layout{}); err != nil {
			t.Fatal(err)
		}
		all := must(csv.NewReader(&b).ReadAll())
		return all[0], all[1:]
	}
	header, rows := read(x, o)
	column := func(row []string, name string) string { return row[slices.Index(header, name)] }
	kinds := make(map[string]int)
	for _, row := range rows {
		kinds[column(row, "kind")]++
		if column(row, "kind") == "compared" && column(row, "group") == "Black" && column(row, "measure") == "search rate" {
			if column(row, "word") != "Increasing" || column(row, "before_start") != "2016-01-01T00:00:00Z" || column(row, "change") == "" || column(row, "from") != "2016-01" {
				t.Errorf("%q", row)
			}
		}
	}
	for _, kind := range changeKinds {
		if kinds[kind] == 0 {
			t.Errorf("no row of the kind %s: %v", kind, kinds)
		}
	}
	if seen := make(map[string]bool); true {
		for _, name := range header {
			if seen[name] {
				t.Errorf("the column %s stands twice", name)
			}
			seen[name] = true
		}
	}
	quiet, _ := read(several(map[string]string{"kent.csv": of("2016-01", 60, 9) + of("2016-04", 60, 9)}), Options{By: EachQuarter})
	if !slices.Equal(quiet, header) {
		t.Errorf("another header without rows on change:\n%s", cmp.Diff(quiet, header))
	}
	plain, _ := read(x, Options{})
	if !slices.Equal(plain, slices.DeleteFunc(slices.Clone(plain), func(name string) bool { return slices.Contains(changeColumns, name) })) {
		t.Errorf("columns of change in a report that has none: %q", plain)
	}
}

// TestTablesOfChange: the tables of a measure are followed by those on its change.
func TestTablesOfChange(t *testing.T) {
	x := several(map[string]string{"kent.csv": monthly("2016-01", 24, 120, rising(10))})
	r := must(New(x, Options{By: EachQuarter}))
	for _, test := range []struct {
		l      Layout
		titles []string
	}{
		{Layout{Tables: []string{"find-rate"}}, []string{"Find rate · trend"}},
		{Layout{Tables: []string{"all"}}, []string{"Search rate · change", "Search rate · trend", "Find rate · trend", "How much is recorded, by quarter"}},
	} {
		var text, page bytes.Buffer
		if err := r.WriteText(&text, test.l); err != nil {
			t.Fatal(err)
		}
		if err := r.WriteMarkdown(&page, test.l); err != nil {
			t.Fatal(err)
		}
		for _, title := range test.titles {
			if !strings.Contains(strings.ToLower(text.String()), strings.ToLower(title)) || !strings.Contains(strings.ToLower(page.String()), strings.ToLower(title)) {
				t.Errorf("%v: no %q", test.l.Tables, title)
			}
		}
	}
}

// TestTrendsComeBack: the members on change come back from JSON, and go on to be written.
func TestTrendsComeBack(t *testing.T) {
	o := comparing("2016-03..2016-12", "2017-03..2017-12", func(o *Options) { o.By, o.Rolling, o.LeaveOut = EachMonth, 12, stretches("2016-05") })
	r := must(New(several(map[string]string{"kent.csv": monthly("2016-01", 24, 120, rising(10))}), o))
	var first, again bytes.Buffer
	if err := r.WriteJSON(&first); err != nil {
		t.Fatal(err)
	}
	var d Document
	if err := json.Unmarshal(first.Bytes(), &d); err != nil {
		t.Fatal(err)
	}
	if err := d.WriteJSON(&again); err != nil || first.String() != again.String() {
		t.Fatalf("%v: another text", err)
	}
	for _, member := range []string{`"trends": [`, `"completeness": [`, `"changes": [`, `"leave_out": [`} {
		if err := json.Unmarshal([]byte(strings.Replace(first.String(), member, member+" null,", 1)), &d); err == nil || !strings.HasPrefix(err.Error(), "report: ") {
			t.Errorf("null in %s: %v", member, err)
		}
	}
	if c := d.Change; *c.Before != o.Before || *c.After != o.After || !slices.Equal(c.LeaveOut, o.LeaveOut) || c.Margin != 0.1 || c.Rolling != 12 {
		t.Errorf("%+v", c)
	}
	for _, of := range d.Trends {
		for name, s := range of.sheets() {
			if s.Title == "" {
				t.Errorf("%s of %s has no title", name, of.ID)
			}
		}
	}
}
