package counts

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/trend"
)

// TestTrendRefuses: questions of time that make no sense, or do not go with others.
func TestTrendRefuses(t *testing.T) {
	text := yearlyText(2015, "20", "24", "29", "35")
	from := func(year, n int) trend.Period { return tidy.MonthsFrom(year, time.January, 12*n) }
	for _, test := range []struct {
		text   string
		o      Options
		is     error
		want   string
		reason string
	}{
		{text, Options{Rolling: 12}, rri.ErrOption, "a period of the series has 12", "a year is one period"},
		{text, Options{Rolling: 1}, rri.ErrOption, "want 2 or more", "one month"},
		{text, Options{Rolling: -12}, rri.ErrOption, "want 2 or more", "less than none"},
		{text, Options{Rolling: 60}, rri.ErrOption, "the series has 48", "longer than the table"},
		{text, Options{Margin: 1}, rri.ErrOption, "want a share between 0 and 1", "all"},
		{text, Options{Before: from(2015, 2)}, rri.ErrOption, "want two", "one period"},
		{text, Options{Before: from(2015, 2), After: from(2016, 2)}, trend.ErrPeriod, "overlap", "two that overlap"},
		{text, Options{Before: from(2017, 1), After: from(2015, 1)}, trend.ErrPeriod, "give the earlier one first", "turned round"},
		{text, Options{Before: tidy.MonthsFrom(2015, time.January, 6), After: from(2016, 1)}, trend.ErrPeriod, "only a part of 2015", "half of a year that the table has as one"},
		{text, Options{Before: from(2015, 1), After: from(2016, 1), LeaveOut: []trend.Period{from(2015, 1)}}, rri.ErrOption, "all of 2015 is left out", "nothing is left"},
		{text, Options{Before: from(1999, 1), After: from(2016, 1)}, rri.ErrOption, "to compare 1999: option out of range: the table has nothing of it", "before the table"},
		{text, Options{Before: from(2015, 1), After: trend.Period{Start: from(2030, 1).Start}}, rri.ErrOption, "to compare from 2030-01-01 on", "behind it, with an open end"},
		{text, Options{Before: trend.Period{End: from(2000, 1).Start}, After: from(2016, 1)}, rri.ErrOption, "to compare up to 1999-12-31", "before it, with an open end"},
		{text, Options{Rolling: 24, Suppress: 5}, rri.ErrOption, "withheld", "small counts would follow from two rolling years"},
		{text, Options{By: "year", Suppress: 5}, rri.ErrOption, "withheld", "and from a row for each year"},
		{text, Options{By: "month"}, tidy.ErrPeriod, "no one month", "years are no months"},
		{"year,group,events,residents\n,White,5,10\n,Black,5,10\n2019,All groups,10,20\n", Options{Margin: 0.2}, tidy.ErrPeriod, "it is empty", "a total alone has a year"},
		{"area,group,events,residents\nEly,White,1,10\nEly,Black,1,10\nWare,White,1,10\nWare,Black,1,10\n", Options{Rolling: 12}, tidy.ErrPeriod, "no column says when", "no time"},
		{"area,group,events,residents\nEly,White,1,10\nEly,Black,1,10\nWare,White,1,10\nWare,Black,1,10\n", Options{By: "area", Margin: 0.2}, rri.ErrOption, "want a column of time", "a place"},
		{"period,group,events,residents\n2011-12,White,1,10\n2011-12,Black,1,10\n", Options{By: "period", Margin: 0.2}, tidy.ErrPeriod, "December 2011 or from April 2011 to March 2012", "open"},
	} {
		_, err := Compare(tableOf(t, test.text, tidy.Options{}), test.o)
		if err == nil || !errors.Is(err, test.is) || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want one that is %v with %q", test.reason, err, test.is, test.want)
		}
	}
}

// TestTrendOfNobody: a table built by hand, of which a total alone has a year, has no series.
func TestTrendOfNobody(t *testing.T) {
	table := tableOf(t, yearlyText(2015, "20", "24"), tidy.Options{})
	for i := range table.Rows {
		table.Rows[i].Dimensions = []string{""}
	}
	table.Rows = append(table.Rows, tidy.Row{Dimensions: []string{"2019"}, Label: "all", Group: "all", Kind: tidy.KindTotal, Events: tidy.Exactly(9), Exposure: tidy.Exactly(90)})
	if _, err := Compare(table, Options{Margin: 0.2}); !errors.Is(err, tidy.ErrPeriod) || !strings.Contains(err.Error(), "no row of a group says when") {
		t.Errorf("error %v, want one that no row of a group says when", err)
	}
}

// TestTrendWithout: what is no time has its rows as ever, and a line says why there is no trend
// where the name of the column lets one be expected.
func TestTrendWithout(t *testing.T) {
	for _, test := range []struct{ text, by, want, reason string }{
		{"area,group,events,residents\nEly,White,9,10\nEly,Black,1,10\nWare,White,9,10\nWare,Black,1,10\n", "area", "", "a place"},
		{"year,group,events,residents\nYear 7,White,9,10\nYear 7,Black,1,10\nYear 8,White,9,10\nYear 8,Black,1,10\n", "year", "there is no trend", "years of a school"},
		{"period,group,events,residents\n2010-11,White,9,10\n2010-11,Black,1,10\n2011-12,White,9,10\n2011-12,Black,1,10\n", "period", "write November 2010 or 2010/11", "it stays open"},
		{"period,group,events,residents\n2019,White,9,10\n2019,Black,1,10\n2019/20,White,9,10\n2019/20,Black,1,10\n", "period", "overlap", "two kinds of years"},
		{"date,group,events,residents\n2019-04-01,White,1,10\n2019-04-01,Black,1,10\n2019-04-09,White,1,10\n2019-04-09,Black,1,10\n", "month", "give rows of months", "rates of days that have a row"},
	} {
		d, err := Compare(tableOf(t, test.text, tidy.Options{}), Options{By: test.by})
		if err != nil {
			t.Errorf("%s: %v", test.reason, err)
			continue
		}
		var names []string
		for _, s := range d.Sections {
			names = append(names, s.Name)
		}
		if said := strings.Join(d.Lines, "\n"); !cmp.Equal(names, []string{"comparison", "by"}) || !strings.Contains(said, test.want) {
			t.Errorf("%s: sections %q, and want %q in\n%s", test.reason, names, test.want, said)
		}
	}
}

// TestTrendForms: every form has the series, and JSON reads back to the same document.
func TestTrendForms(t *testing.T) {
	d, err := Compare(monthly(t), Options{By: "month", Rolling: 12, Levels: []float64{0.99}, Unknown: InProportion})
	if err != nil {
		t.Fatal(err)
	}
	var text, page, list bytes.Buffer
	if err := errors.Join(d.WriteText(&text), d.WriteMarkdown(&page), d.WriteCSV(&list)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"rolling", "trend of the RRI", "neighbouring rows share 11 of their 12 months", "first level alone", "does not put them into groups"} {
		if !strings.Contains(strings.Join(strings.Fields(text.String()), " "), want) {
			t.Errorf("no %q in\n%s", want, text.String())
		}
	}
	if found := forbidden.FindString(text.String()); found != "" {
		t.Errorf("%q in\n%s", found, text.String())
	}
	records, err := csv.NewReader(&list).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	lines := make(map[string]int)
	for _, r := range records[1:] {
		lines[r[0]]++
	}
	want := map[string]int{"comparison": 3, "by": 24*3 + 3 - 3, "trend": 24 * 2, "trend-rolling": 13 * 2, "trend-year-on-year": 11 * 2, "trend-trends": 1}
	for name, n := range want {
		if name != "by" && lines[name] != n {
			t.Errorf("%d lines of %s, want %d", lines[name], name, n)
		}
	}
	data, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	var again Document
	if err := json.Unmarshal(data, &again); err != nil {
		t.Fatal(err)
	}
	var second bytes.Buffer
	if err := again.WriteText(&second); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(text.String(), second.String()); diff != "" {
		t.Errorf("read back:\n%s", diff)
	}
	var trended Trend
	if err := json.Unmarshal([]byte(`{"columns":[]}`), &trended); !errors.Is(err, rri.ErrCount) {
		t.Errorf("a trend without a result: %v", err)
	}
}

// TestLawTrendAddUp: months that are added up to years say what a table of the years says, in any
// order of the rows, and as many times as many people change no index.
func TestLawTrendAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		factor := rapid.SampledFrom([]float64{0.5, 1, 3}).Draw(t, "factor")
		var months, years []string
		for y := 2018; y < 2021; y++ {
			for k, group := range []string{"White", "Black"} {
				sum := 0
				for m := 1; m <= 12; m++ {
					n := rapid.IntRange(0, 9).Draw(t, "events") * (2 - k)
					sum += n
					months = append(months, fmt.Sprintf("%d-%02d,%s,%d,%v\n", y, m, group, n, factor*[]float64{20000, 2000}[k]))
				}
				years = append(years, fmt.Sprintf("%d,%s,%d,%d\n", y, group, sum, []int{20000, 2000}[k]))
			}
		}
		months = rapid.Permutation(months).Draw(t, "order")
		read := func(head string, lines []string, by string) trend.Result[string, rri.Rate] {
			table, err := tidy.Read(strings.NewReader(head+",group,events,residents\n"+strings.Join(lines, "")), tidy.Options{})
			if err != nil {
				t.Fatal(err)
			}
			d, err := Compare(table, Options{By: by, Baseline: "White"})
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range d.Sections {
				if data, ok := s.Data.(Trend); ok {
					return *data.Rates
				}
			}
			t.Fatal("no trend")
			return trend.Result[string, rri.Rate]{}
		}
		a, b := read("month", months, "year"), read("year", years, "year")
		near := func(x, y float64) bool {
			return x == y || math.IsNaN(x) && math.IsNaN(y) || math.Abs(x-y) <= 1e-9*math.Abs(y)
		}
		for i := range b.YearOnYear {
			x, y := a.YearOnYear[i].Rows[1], b.YearOnYear[i].Rows[1]
			if !near(x.Ratio.Value, y.Ratio.Value) || !near(x.Ratio.Lower, y.Ratio.Lower) || x.Word != y.Word {
				t.Fatalf("of months %v %s, of years %v %s", x.Ratio, x.Word, y.Ratio, y.Word)
			}
		}
		for i, p := range b.Series.Points {
			if q := a.Series.Points[i]; q.Counts["White"].Events != p.Counts["White"].Events || !near(q.Counts["White"].Population, factor*p.Counts["White"].Population) {
				t.Fatalf("%s: of months %v, of years %v", p.Name, q.Counts, p.Counts)
			}
		}
	})
}

// TestTrendOrder: the groups of the tables and the sentences of time stand in the order of the file
// too, as those of the comparison do.
func TestTrendOrder(t *testing.T) {
	var b strings.Builder
	b.WriteString("year,group,events,residents\n")
	for year := 2015; year < 2021; year++ {
		fmt.Fprintf(&b, "%d,White,100,10000\n%[1]d,Mixed,%[2]d,900\n%[1]d,Asian,20,1100\n%[1]d,Black,30,800\n", year, year-2000)
	}
	d, err := Compare(tableOf(t, b.String(), tidy.Options{}), Options{By: "year", Before: tidy.MonthsFrom(2015, time.January, 24), After: tidy.MonthsFrom(2019, time.January, 24)})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"Mixed", "Asian", "Black"}
	inOrder := func(of, text string) {
		t.Helper()
		if m, a, bl := strings.Index(text, want[0]), strings.Index(text, want[1]), strings.Index(text, want[2]); m < 0 || !(m < a && a < bl) {
			t.Errorf("%s: want %q in this order\n%s", of, want, text)
		}
	}
	for _, opening := range []string{"over 6 periods", "from 2015", "with year alike"} {
		var said strings.Builder
		for _, line := range d.Lines {
			if strings.Contains(line, opening) {
				said.WriteString(line + "\n")
			}
		}
		inOrder("sentences "+opening, said.String())
	}
	for _, s := range d.Sections {
		var b strings.Builder
		if err := s.Sheet.WriteMarkdown(&b); err != nil {
			t.Fatal(err)
		}
		inOrder("section "+s.Name, b.String())
	}
}
