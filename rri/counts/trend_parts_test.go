package counts

import (
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/trend"
)

// TestTrendAddedUp: finer periods are added up to the kind that is asked for, in the series and in
// the table with a row for each.
func TestTrendAddedUp(t *testing.T) {
	const head = "month,group,upheld,out of complaints\n"
	for _, test := range []struct {
		text, by string
		want     string // counts of White and Black in the periods of the series
		rows     string // the values of the section by
		reason   string
	}{
		{head + "2019-01,White,5,10\n2019-01,Black,1,4\n2019-02,White,6,10\n2019-03,White,1,10\n2019-03,Black,2,3\n2019-04,White,1,10\n2019-04,Black,2,3\n", "quarter",
			"12/30 3/7, 1/10 2/3", "January to March 2019, April to June 2019", "a month without a Black person has none of none"},
		{"date,group,upheld,out of complaints\n01/04/2019,White,1,2\n13/04/2019,White,0,1\n13/04/2019,Black,1,1\n02/05/2019,White,1,3\n02/05/2019,Black,0,2\n", "month",
			"1/3 1/1, 1/3 0/2", "April 2019, May 2019", "days, of which the months are taken for whole"},
		{"Year,Month,group,upheld,out of complaints\n2019/20,January,White,1,2\n2019/20,January,Black,1,2\n2019/20,April,White,3,4\n2019/20,April,Black,2,4\n", "financial-year",
			"4/6 3/6", "2019/20", "months of a financial year in two columns"},
	} {
		table := tableOf(t, test.text, tidy.Options{})
		// with a further year, so that there are two periods
		got := dataOf[Trend](t, table, Options{By: test.by, Margin: 0.2}).Proportions
		var points []string
		for _, p := range got.Series.Points {
			if len(p.Counts) == 0 {
				continue
			}
			w, b := p.Counts["White"], p.Counts["Black"]
			points = append(points, strings.Join([]string{outOf(w.Events, w.Trials), outOf(b.Events, b.Trials)}, " "))
			if test.by == "month" && p.Covered != 0 && p.Covered != 1 {
				t.Errorf("%s: %s covers %v", test.reason, p.Name, p.Covered)
			}
		}
		if list := strings.Join(points, ", "); list != test.want {
			t.Errorf("%s: %s, want %s", test.reason, list, test.want)
		}
		var values []string
		for _, s := range dataOf[By](t, table, Options{By: test.by}).Strata {
			values = append(values, s.Stratum)
		}
		if list := strings.Join(values, ", "); list != test.rows {
			t.Errorf("%s: rows of %s, want %s", test.reason, list, test.rows)
		}
	}
}

func outOf(events, trials int64) string {
	return countText(tidy.Exactly(float64(events))) + "/" + countText(tidy.Exactly(float64(trials)))
}

// TestTrendUnknown: a rise that people of no known group could undo is said of the others, and an
// index that they could move out of the margin is not said to be stable.
func TestTrendUnknown(t *testing.T) {
	years := func(black ...string) string {
		return strings.NewReplacer(",100,10000", ",100000,10000000", ",1000\n", ",1000000\n").Replace(yearlyText(2015, black...))
	}
	stated := func(n string) (rows string) {
		for _, year := range []string{"2015", "2016", "2017", "2018", "2019", "2020"} {
			rows += year + ",Not known," + n + ",\n"
		}
		return rows
	}
	rising := years("20000", "24000", "29000", "35000", "42000", "50000")
	level := years("20000", "20100", "19900", "20050", "19950", "20000")
	for _, test := range []struct {
		text   string
		word   trend.Word
		say    string
		reason string
	}{
		{rising, trend.Increasing, "the RRI is increasing", "nobody is of no known group"},
		{rising + stated("30000"), trend.Increasing, "the RRI, of those whose group is known, is increasing", "as many as could undo it"},
		{level, trend.Stable, "the RRI is stable, within 10 % a year either way", "the same in every year"},
		{level + stated("30000"), trend.NoWord, "the people of no known group could move it by more than the margin", "as many as could move it"},
	} {
		d, err := Compare(tableOf(t, test.text, tidy.Options{}), Options{By: "year"})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range d.Sections {
			data, ok := s.Data.(Trend)
			if said := strings.Join(d.Lines, "\n"); ok && (data.Rates.Trends[0].Word != test.word || !strings.Contains(said, test.say)) {
				t.Errorf("%s: %s (%s), want %s, and %q in\n%s", test.reason, data.Rates.Trends[0].Word, data.Rates.Trends[0].Why, test.word, test.say, said)
			}
		}
	}
}
