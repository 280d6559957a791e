package main

import (
	"encoding/json"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/report"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/trend"
)

// Files of several months, below the folder of published files.
var (
	manchester = filepath.Join("stopsearch", "csv", "2016-03_2017-12-greater-manchester-stop-and-search.sqlite-export.csv")
	londonYear = filepath.Join("stopsearch", "derived", "2021-12_2022-11-london-policeuk-header.csv.gz")
	cityMonths = filepath.Join("series", "city-of-london-2018-04_2020-11")
)

// changeOf returns how the search rate changed, by the JSON of the program.
func changeOf(t *testing.T, args ...string) *trend.Result[ethnicity.Group, rri.Rate] {
	t.Helper()
	return ratesIn(t, documentOf(t, args...))
}

// documentOf returns the report, which may warn.
func documentOf(t *testing.T, args ...string) (d report.Document) {
	t.Helper()
	status, out, errout := call(t, "", append([]string{"-format", "json"}, args...)...)
	if status != statusOK {
		t.Fatalf("stopsearch %q: status %d, standard error:\n%s", args, status, errout)
	}
	if err := json.Unmarshal([]byte(out), &d); err != nil {
		t.Fatalf("stopsearch %q: %v", args, err)
	}
	return d
}

// ratesIn returns how the search rate changed.
func ratesIn(t *testing.T, d report.Document) *trend.Result[ethnicity.Group, rri.Rate] {
	t.Helper()
	for _, change := range d.Trends {
		if change.ID == "search-rate" {
			return change.Rates
		}
	}
	t.Fatalf("nothing is said of the change of the search rate: %d measures", len(d.Trends))
	return nil
}

// indices returns the index of a group in tables of periods, NaN where there is none.
func indices(tables []rri.Table[ethnicity.Group, rri.Rate], group ethnicity.Group) (list []float64) {
	for _, table := range tables {
		v := math.NaN()
		for _, row := range table.Rows {
			if row.Group == group {
				v = row.Ratio.Value
			}
		}
		list = append(list, v)
	}
	return list
}

// changeRow returns the change of a group.
func changeRow(t *testing.T, c *trend.Change[ethnicity.Group], group ethnicity.Group) trend.ChangeRow[ethnicity.Group] {
	t.Helper()
	if c != nil {
		for _, row := range c.Rows {
			if row.Group == group {
				return row
			}
		}
	}
	t.Fatalf("no change of %s in %+v", group, c)
	return trend.ChangeRow[ethnicity.Group]{}
}

// near reports whether a number is as it is printed with so many decimals.
func near(got, printed float64, decimals int) bool {
	return math.Abs(got-printed) <= 0.5000001*math.Pow10(-decimals)
}

// skipShort skips a test of many reports, one after the other in one goroutine:
// the race detector finds nothing in it, and takes minutes.
func skipShort(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("run without -short")
	}
}

// TestRollingManchester: the rolling years of Greater Manchester, whose counts were added up by
// another program over the residents of the census of 2011.
func TestRollingManchester(t *testing.T) {
	skipShort(t)
	file := filepath.Join(folder(t), manchester)
	black2011 := []float64{3.534, 3.6276, 3.8615, 4.2669, 4.3734, 4.6792, 4.6707, 4.7782, 5.0906, 5.0133, 4.8153}
	r := changeOf(t, "-by", "month", "-rolling", "12", "-method", "wald", "-census", "2011", file)
	got := indices(r.Rolling, ethnicity.Black)
	if len(got) != len(black2011) || len(r.Series.Points) != 22 {
		t.Fatalf("%d rolling years and %d months, want %d and 22", len(got), len(r.Series.Points), len(black2011))
	}
	for i, want := range black2011 {
		if !near(got[i], want, 4) {
			t.Errorf("%s: %v, want %v", r.Series.Rolling[i].Name, got[i], want)
		}
		for _, row := range r.Rolling[i].Rows {
			if row.Group != r.Series.Baseline && !math.IsNaN(row.Ratio.P) {
				t.Errorf("%s, %s: p is %v, and a picture has none", r.Series.Rolling[i].Name, row.Group, row.Ratio.P)
			}
		}
	}
	rollingIsTheReportOfItsMonths(t, file, r)
	// With the residents of each month the index is lower, and highest in the same year.
	got = indices(changeOf(t, "-by", "month", "-rolling", "12", "-method", "wald", file).Rolling, ethnicity.Black)
	if len(got) != 11 || !near(got[0], 2.52, 2) || !near(slices.Max(got), 3.49, 2) || !near(got[10], 3.27, 2) {
		t.Errorf("over residents of each period: %v, want 2.52 first, 3.49 at most, 3.27 last", got)
	}
	if i := slices.Index(got, slices.Max(got)); r.Series.Rolling[i].Start.Format("2006-01") != "2016-11" {
		t.Errorf("it is highest in %s, want November 2016 to October 2017", r.Series.Rolling[i].Name)
	}
}

// rollingIsTheReportOfItsMonths: rolling years have the counts and the index of the report of their
// months alone, where residents are the same throughout. Three of them are looked at.
func rollingIsTheReportOfItsMonths(t *testing.T, file string, r *trend.Result[ethnicity.Group, rri.Rate]) {
	t.Helper()
	for i := 0; i < len(r.Series.Rolling); i += 5 {
		year := r.Series.Rolling[i]
		from, to := year.Start.AddDate(0, 0, 1).Format("2006-01"), year.End.AddDate(0, 0, -1).Format("2006-01")
		table, err := documentOf(t, "-from", from, "-to", to, "-method", "wald", "-census", "2011", file).Tables[0].Rates()
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range table.Rows {
			for _, got := range r.Rolling[i].Rows {
				if got.Group == want.Group && !sameRow(got, want) {
					t.Errorf("%s to %s, %s: %+v, want %+v", from, to, got.Group, got, want)
				}
			}
		}
	}
}

// TestCompareManchester: the same months of two years.
func TestCompareManchester(t *testing.T) {
	skipShort(t)
	file := filepath.Join(folder(t), manchester)
	for _, test := range []struct {
		census                             string
		before, after, ratio, lower, upper float64
		reason                             string
	}{
		{"2011", 3.18, 4.65, 1.46, 1.17, 1.83, "residents are the same in both, so that the counts alone make the change"},
		{"interpolated", 2.28, 3.14, 1.38, 1.10, 1.72, "the number of Black residents grew"},
	} {
		args := []string{"-compare", "2016-03..2016-12,2017-03..2017-12", "-census", test.census, file}
		alone := changeRow(t, changeOf(t, append([]string{"-clusters", "none"}, args...)...).Compared, ethnicity.Black)
		if !near(alone.Before.Value, test.before, 2) || !near(alone.After.Value, test.after, 2) || !near(alone.Ratio.Value, test.ratio, 2) ||
			!near(alone.Ratio.Lower, test.lower, 2) || !near(alone.Ratio.Upper, test.upper, 2) {
			t.Errorf("census %s (%s), every search by itself: %+v; want %v, %v, %v (%v to %v)", test.census, test.reason, alone, test.before, test.after, test.ratio, test.lower, test.upper)
		}
		d := documentOf(t, args...)
		stops := changeRow(t, ratesIn(t, d).Compared, ethnicity.Black)
		if !near(stops.Ratio.Value, test.ratio, 2) || !(stops.Ratio.Lower < alone.Ratio.Lower && stops.Ratio.Upper > alone.Ratio.Upper) {
			t.Errorf("census %s, searches of one stop together: %+v; want a wider range than %+v", test.census, stops.Ratio, alone.Ratio)
		}
		if stops.Word != trend.Increasing {
			t.Errorf("census %s: %q (%s), want %s", test.census, stops.Word, stops.Why, trend.Increasing)
		}
	}
}

// TestLondonYear: two months of which a thirtieth was downloaded are no quiet months. Without them
// the year is of ten months, and the rate is by a fifth higher.
func TestLondonYear(t *testing.T) {
	skipShort(t)
	file := filepath.Join(folder(t), londonYear)
	args := func(more ...string) []string {
		return append(more, "-method", "wald", "-force", "metropolitan", "-by", "month", "-rolling", "12", file)
	}
	without := changeOf(t, args()...)
	with := changeOf(t, args("-low-month", "1%")...)
	for _, test := range []struct {
		r        *trend.Result[ethnicity.Group, rri.Rate]
		months   int
		perWhite float64 // searches of White people per 1,000 residents a year
		covered  float64
		reason   string
	}{
		{without, 10, 11.61, 10. / 12, "June and November 2022 are left out"},
		{with, 12, 9.76, 1, "they are counted as if they were whole"},
	} {
		there := 0
		for _, p := range test.r.Series.Points {
			if len(p.Counts) > 0 {
				there++
			}
		}
		if there != test.months || len(test.r.Series.Points) != 12 || len(test.r.Series.Rolling) != 1 {
			t.Errorf("%s: %d months of %d with counts and %d rolling years, want %d of 12 and 1", test.reason, there, len(test.r.Series.Points), len(test.r.Series.Rolling), test.months)
			continue
		}
		year := test.r.Series.Rolling[0]
		white := year.Counts[ethnicity.White]
		if per := 1000 * float64(white.Events) / white.Population; !near(per, test.perWhite, 2) || !near(year.Covered, test.covered, 9) && year.Covered != 0 {
			t.Errorf("%s: %v searches of White people per 1,000 a year and %v covered, want %v and %v", test.reason, per, year.Covered, test.perWhite, test.covered)
		}
	}
}

// TestCityOfLondon: 32 months of a force with few searches, and with more of some groups than
// residents.
func TestCityOfLondon(t *testing.T) {
	skipShort(t)
	dir := filepath.Join(folder(t), cityMonths)
	r := changeOf(t, "-by", "quarter", "-rolling", "12", "-method", "wald", dir)
	if len(r.Series.Points) != 11 || len(r.Series.Rolling) != 7 {
		t.Errorf("%d quarters and %d rolling years, want 11 and 7: the last quarter has two months, and ends no year", len(r.Series.Points), len(r.Series.Rolling))
	}
	text := output(t, "-tables", "summary", "-by", "month", "-rolling", "12", dir)
	_, text, _ = strings.Cut(text, "\n12 months to ")
	years, _, _ := strings.Cut(text, "\nNeighbouring rows")
	for month, want := range map[string]int{"February 2019": 0, "March 2019": 4, "February 2020": 4, "November 2020": 4, "December 2020": 0} {
		if got := strings.Count(years, month+" "); got != want {
			t.Errorf("%d rolling years to %s, want %d of four groups: 21 years, from that to March 2019 to that to November 2020:\n%s", got, month, want, years)
		}
	}
}

// sameRow reports whether two rows have the same count of events, and the same index and interval
// over residents that are counted in years, and in people.
func sameRow(a, b rri.Row[ethnicity.Group, rri.Rate]) bool {
	near := func(x, y float64) bool {
		return x == y || math.Abs(x-y) <= 1e-9*math.Abs(y) || math.IsNaN(x) && math.IsNaN(y)
	}
	return a.Count.Events == b.Count.Events && near(a.Count.Population, b.Count.Population) &&
		near(a.Ratio.Value, b.Ratio.Value) && near(a.Ratio.Lower, b.Ratio.Lower) && near(a.Ratio.Upper, b.Ratio.Upper)
}
