package counts

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/trend"
)

// yearly is a table of years of rates: White has 100 of 10,000 in each, and Black the events that
// are given, of 1,000.
func yearlyText(first int, black ...string) string {
	var b strings.Builder
	b.WriteString("year,group,events,residents\n")
	for i, events := range black {
		fmt.Fprintf(&b, "%d,White,100,10000\n%[1]d,Black,%s,1000\n", first+i, events)
	}
	return b.String()
}

// monthly is a table of 24 months of proportions, of which one is missing.
func monthly(t interface{ Fatal(...any) }) *tidy.Table {
	var b strings.Builder
	b.WriteString("month,group,upheld,out of complaints\n")
	for i := range 24 {
		if i == 7 {
			continue
		}
		at := time.Date(2019, time.April, 1, 0, 0, 0, 0, time.UTC).AddDate(0, i, 0)
		fmt.Fprintf(&b, "%[1]s,White,%[2]d,300\n%[1]s,Black,%[3]d,60\n%[1]s,Not known,%[4]d,20\n", at.Format("2006-01"), 30+i%3, 9+i%4, i%2)
	}
	table, err := tidy.Read(strings.NewReader(b.String()), tidy.Options{File: "months.csv", Label: unknownLabel})
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// unknownLabel takes Not known for people whose group is not known.
func unknownLabel(label string) (string, tidy.Kind, error) {
	if label == "Not known" {
		return "", tidy.KindUnknown, nil
	}
	return label, tidy.KindGroup, nil
}

// trendOf returns the section trend of a table.
func trendOf(t *testing.T, text string, o Options) Trend {
	t.Helper()
	return dataOf[Trend](t, tableOf(t, text, tidy.Options{Label: unknownLabel}), o)
}

// TestTrendNumbers: the change of the issue that asked for it, by the logarithm of both ratios, and
// the other way round where the index is.
func TestTrendNumbers(t *testing.T) {
	const text = "year,group,events,residents\n2019,White,300,500000\n2019,Black,40,10000\n2020,White,280,510000\n2020,Black,60,12000\n"
	for _, test := range []struct {
		direction           index.Direction
		value, lower, upper float64
		word                trend.Word
		reason              string
	}{
		{index.GroupOverComparator, 1.366, 0.887, 2.104, trend.CannotTell, "the RRI rose by a third"},
		{index.ComparatorOverGroup, 1 / 1.366, 1 / 2.104, 1 / 0.887, trend.CannotTell, "the relative likelihood fell by as much"},
	} {
		got := trendOf(t, text, Options{Options: rri.Options{Method: rri.Wald}, By: "year", Direction: test.direction})
		row := got.Rates.YearOnYear[0].Rows[1]
		for _, pair := range [][2]float64{{row.Ratio.Value, test.value}, {row.Ratio.Lower, test.lower}, {row.Ratio.Upper, test.upper}, {row.Ratio.P, 0.157}} {
			if math.Abs(pair[0]-pair[1]) > 6e-4 {
				t.Errorf("%s: %v, want %v (%v–%v)", test.reason, row.Ratio, test.value, test.lower, test.upper)
			}
		}
		if row.Word != test.word {
			t.Errorf("%s: %s, want %s", test.reason, row.Word, test.word)
		}
	}
}

// TestTrendWords: a trend has its word, which is turned round where the index is.
func TestTrendWords(t *testing.T) {
	text := yearlyText(2015, "20", "24", "29", "35", "42", "50")
	for _, test := range []struct {
		o      Options
		word   trend.Word
		say    string
		reason string
	}{
		{Options{By: "year"}, trend.Increasing, "Black, over 6 periods from 2015 to 2020: the RRI is increasing, 1.20 times a year", "a fifth more each year"},
		{Options{By: "year", Direction: index.ComparatorOverGroup}, trend.Reducing, "the relative likelihood is reducing, 0.83 times a year", "the other way round"},
		{Options{By: "year", LeaveOut: []trend.Period{tidy.MonthsFrom(2015, time.January, 12)}}, trend.CannotTell, "Black, over 5 periods from 2016 to 2020: these counts cannot tell", "what is left out is not named"},
		{Options{By: "year", LeaveOut: []trend.Period{tidy.MonthsFrom(2016, time.January, 24)}}, trend.NoWord, "", "four periods are left"},
	} {
		d, err := Compare(tableOf(t, text, tidy.Options{}), test.o)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(d.Sections, func(s Section) bool { return s.Name == "trend" })
		if got := d.Sections[i].Data.(Trend).Rates.Trends[0]; got.Word != test.word {
			t.Errorf("%s: %s (%s), want %s", test.reason, got.Word, got.Why, test.word)
		}
		if said := strings.Join(d.Lines, "\n"); !strings.Contains(said, test.say) {
			t.Errorf("%s: want %q in\n%s", test.reason, test.say, said)
		}
	}
}

// TestTrendBreaks: residents that stay the same and become others at once are those of another
// census; a column of another value, and groups that come or go, change what a group means.
func TestTrendBreaks(t *testing.T) {
	years := func(residents ...int) string {
		var b strings.Builder
		b.WriteString("year,group,events,residents\n")
		for i, n := range residents {
			fmt.Fprintf(&b, "%[1]d,White,100,%[2]d\n%[1]d,Black,%[3]d,%[4]d\n", 2015+i, 10*n, 20+4*i, n)
		}
		return b.String()
	}
	months := func(n int, residents func(i int) int) string {
		var b strings.Builder
		b.WriteString("month,group,events,residents\n")
		for i := range n {
			at := time.Date(2019, time.January, 1, 0, 0, 0, 0, time.UTC).AddDate(0, i, 0).Format("2006-01")
			fmt.Fprintf(&b, "%[1]s,White,30,%[2]d\n%[1]s,Black,10,%[3]d\n", at, 10*residents(i), residents(i))
		}
		return b.String()
	}
	with := func(column string, values ...string) string {
		var b strings.Builder
		fmt.Fprintf(&b, "year,%s,group,events,residents\n", column)
		for i, v := range values {
			fmt.Fprintf(&b, "%[1]d,%[2]s,White,100,10000\n%[1]d,%[2]s,Black,20,1000\n", 2015+i, v)
		}
		return b.String()
	}
	for _, test := range []struct{ text, by, want, reason string }{
		{years(1000, 1000, 1000, 1300, 1300, 1300), "year", "residents 2018-01-01", "two censuses"},
		{years(1000, 1000, 1300), "year", "residents 2017-01-01", "one that holds for two years, and another"},
		{years(1000, 1300, 1300), "year", "residents 2016-01-01", "and the other way round"},
		{years(1000, 1010, 1020, 1030, 1040, 1050), "year", "", "estimates of each year"},
		{years(1000, 1000, 1000, 1000, 1000, 1000), "year", "", "one census"},
		{years(1000, 1300), "year", "", "two years can be two estimates"},
		{months(36, func(i int) int { return 1000 + 10*(i/12) }), "month", "", "estimates of each year, by month"},
		{months(36, func(i int) int { return 1000 + 300*(i/18) }), "month", "residents 2020-07-01", "another census after 18 months"},
		{months(36, func(i int) int { return 1000 + 300*(i/18) }), "quarter", "residents 2020-07-01", "and by quarter"},
		{with("ethnicity type", "2001 groups", "2001 groups", "2001 groups", "2011 groups", "2011 groups"), "year", "groups 2018-01-01", "other groups"},
		{with("source", "old form", "old form", "old form", "new form", "new form"), "year", "recording 2018-01-01", "another form"},
		{with("area", "Ely", "Ely", "Ware", "Ely", "Ely"), "year", "", "it comes and goes"},
		{with("person in charge", "A", "B", "C", "D", "E"), "year", "", "another in every year"},
		{yearlyText(2015, "20", "21", "22", "23", "24") + "2015,Other,30,1000\n2016,Other,31,1000\n", "year", "groups 2017-01-01", "a group that is in the first years alone"},
		{yearlyText(2015, "20", "21", "22", "23", "24") + "2019,Other,30,1000\n", "year", "groups 2019-01-01", "a group that is in the last year alone"},
		{yearlyText(2015, "20", "21", "22", "23", "24") + "2019,Other,3,100\n", "year", "", "so few that chance leaves them out"},
		{yearlyText(2015, "20", "21", "22", "23", "24") + "2015,Other,30,1000\n2019,Other,30,1000\n", "year", "", "a group that is missing between"},
	} {
		got := trendOf(t, test.text, Options{By: test.by, Baseline: "White"})
		var texts []string
		for _, b := range got.Rates.Series.Breaks {
			texts = append(texts, b.Kind.String()+" "+b.At.Format(time.DateOnly))
		}
		if found := strings.Join(texts, ", "); found != test.want {
			t.Errorf("%s: breaks %q, want %q", test.reason, found, test.want)
		}
	}
	// across a change of residents a word stands only if those of either census throughout give it
	sure := trendOf(t, strings.ReplaceAll(years(1000, 1000, 1000, 1010, 1010, 1010), ",100,", ",10000,"), Options{By: "year"})
	if n := len(sure.Rates.Series.Alternatives); n != 2 || sure.Rates.Trends[0].Word != trend.Increasing {
		t.Errorf("%d alternatives, and %s (%s): want 2, and Increasing", n, sure.Rates.Trends[0].Word, sure.Rates.Trends[0].Why)
	}
	open := trendOf(t, years(1000, 1000, 1000, 5000, 5000, 5000), Options{By: "year"})
	if row := open.Rates.YearOnYear[2].Rows[1]; len(open.Rates.Series.Breaks) != 1 || row.Word == trend.Increasing {
		t.Errorf("breaks %v, and %s: want one, and no such word", open.Rates.Series.Breaks, row.Word)
	}
}

// TestTrendGaps: what is missing between periods is missing exposure, and never zero; a period that
// finer ones do not fill is not whole.
func TestTrendGaps(t *testing.T) {
	table := monthly(t)
	for _, test := range []struct {
		by      string
		points  int
		covered string // of each
		reason  string
	}{
		{"month", 24, "1 1 1 1 1 1 1 0 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "a month that is missing is a point without counts"},
		{"quarter", 8, "1 1 0.67 1 1 1 1 1", "two of three months"},
		{"financial-year", 2, "0.92 1", "eleven of twelve"},
		{"year", 3, "0.67 1 0.25", "years that are not whole"},
	} {
		got := dataOf[Trend](t, table, Options{By: test.by}).Proportions
		var covered []string
		for _, p := range got.Series.Points {
			share := p.Covered
			if len(p.Counts) > 0 && share == 0 {
				share = 1
			}
			covered = append(covered, strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.2f", share), "0"), "."))
		}
		if list := strings.Join(covered, " "); len(got.Series.Points) != test.points || list != test.covered {
			t.Errorf("by %s (%s): %d points that cover %s, want %d and %s", test.by, test.reason, len(got.Series.Points), list, test.points, test.covered)
		}
	}
	for _, c := range dataOf[Trend](t, table, Options{By: "financial-year"}).Proportions.YearOnYear {
		if c.Rows[1].Word != trend.NoWord || !strings.Contains(c.Rows[1].Why, "92 %") {
			t.Errorf("a year that is not whole has the word %s (%s)", c.Rows[1].Word, c.Rows[1].Why)
		}
	}
}

// TestTrendExposure: residents live through each period for as long as it lasts, and person-years
// are time already.
func TestTrendExposure(t *testing.T) {
	const rows = "2019-04,White,100,12000\n2019-04,Black,20,1200\n2019-05,White,100,12000\n2019-05,Black,20,1200\n"
	for _, test := range []struct {
		exposure string
		want     float64 // of White, in April
		name     string
		reason   string
	}{
		{"residents", 1000, "residents", "a twelfth of a year of each"},
		{"population 2021", 1000, "population 2021", "other words for people"},
		{"mid-year population", 1000, "mid-year population, a year", "people of a year"},
		{"workday population", 1000, "workday population", "people who are there by day"},
		{"residents aged 10 years and over", 1000, "residents aged 10 years and over, a year", "people of an age"},
		{"pupils", 1000, "pupils", "any other people"},
		{"bed days", 12000 / 365.25, "person-years", "days of somebody"},
		{"person-years", 12000, "person-years", "time already"},
		{"person months of exposure", 1000, "person-years", "months of time"},
		{"exposure", 12000, "exposure, taken for person-years", "what it is the header does not say"},
	} {
		table, err := tidy.Read(strings.NewReader("month,group,events,"+test.exposure+"\n"+rows), tidy.Options{Model: tidy.ModelRate})
		if err != nil {
			t.Fatal(err)
		}
		got := dataOf[Trend](t, table, Options{By: "month"}).Rates.Series
		if n := got.Points[0].Counts["White"].Population; math.Abs(n-test.want) > 1e-9 || got.Exposure != test.name {
			t.Errorf("%s (%s): %v %s, want %v %s", test.exposure, test.reason, n, got.Exposure, test.want, test.name)
		}
	}
}

// TestTrendCompared: two periods are added up, open ends are those of the table, and what is left
// out of them counts in neither.
func TestTrendCompared(t *testing.T) {
	table := monthly(t)
	month := func(year int, m time.Month) time.Time { return time.Date(year, m, 1, 0, 0, 0, 0, time.UTC) }
	o := Options{Before: trend.Period{End: month(2020, time.April)}, After: trend.Period{Start: month(2020, time.April)},
		LeaveOut: []trend.Period{{Start: month(2020, time.April), End: month(2020, time.October)}}}
	got := dataOf[Trend](t, table, o).Proportions
	before, after := *got.Series.Before, *got.Series.After
	if before.Name != "2019/20" || before.Counts["White"].Trials != 11*300 || math.Abs(before.Covered-336./366) > 1e-9 {
		t.Errorf("before: %+v", before)
	}
	if after.Name != "2020/21" || after.Counts["White"].Trials != 6*300 || after.Covered != 1 || !strings.Contains(after.Note, "left out, as was asked: ") {
		t.Errorf("after: %+v", after)
	}
	if got.Compared == nil || len(got.Compared.Rows) != 2 {
		t.Errorf("compared: %+v", got.Compared)
	}
}
