package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/counts"
	"github.com/seed-549880be/disparity/rri/trend"
)

// trended runs the program for JSON, and returns the section trend.
func trended(t *testing.T, args ...string) counts.Trend {
	t.Helper()
	var d counts.Document
	if err := json.Unmarshal([]byte(output(t, append(args, "-format", "json")...)), &d); err != nil {
		t.Fatal(err)
	}
	for _, s := range d.Sections {
		if data, ok := s.Data.(counts.Trend); ok {
			return data
		}
	}
	t.Fatalf("counts %q: no trend", args)
	return counts.Trend{}
}

// TestTrendResidents: the residents of a place are those of the middle of each period, and those of
// one day throughout if it is given; a word stands only if those of either census give it.
func TestTrendResidents(t *testing.T) {
	years := write(t, "year,group,stops\n2012,White,500\n2012,Black,400\n2018,White,500\n2018,Black,400\n")
	months := write(t, "month,group,stops\nApr-18,White,50\nApr-18,Black,40\nMay-18,White,50\nMay-18,Black,40\n")
	records := write(t, "Date,Ethnicity,Outcome\n2018-04-01T10:22:00+00:00,White,Arrest\n2018-04-02 09:10,Black,Arrest\n2018-05-09,White,Arrest\n2018-06-09,White,None\n")
	middle := func(year int, month time.Month, day int) time.Time {
		return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	}
	for _, test := range []struct {
		reason       string
		args         []string
		point        int
		day          time.Time // that the residents are of
		years        float64   // for which they count
		alternatives int
	}{
		{"the middle of the first year", []string{"-by", "year", years}, 0, middle(2012, time.July, 2), 1, 2},
		{"the middle of the last year", []string{"-by", "year", years}, 6, middle(2018, time.July, 2), 1, 2},
		{"one day throughout", []string{"-by", "year", "-on", "2015-01-01", years}, 6, middle(2015, time.January, 1), 1, 0},
		{"the middle of a month", []string{"-by", "month", months}, 0, middle(2018, time.April, 16), 1. / 12, 2},
		{"records by month", []string{"-by", "month", "-event", "Outcome=Arrest", records}, 0, middle(2018, time.April, 16), 1. / 12, 2},
		{"no column is named", []string{"-compare", "2018-04,2018-05", months}, 0, middle(2018, time.April, 16), 1. / 12, 2},
	} {
		got := trended(t, append([]string{"-residents", "Croydon"}, test.args...)...).Rates.Series
		p, err := ethnicity.PopulationAt("Croydon", test.day)
		if err != nil {
			t.Fatal(err)
		}
		black, err := p.Of(ethnicity.Black)
		if err != nil {
			t.Fatal(err)
		}
		if n := got.Points[test.point].Counts["Black"].Population; math.Abs(n-black*test.years) > 1e-6*n {
			t.Errorf("%s: %v, want %v of %v", test.reason, n, test.years, black)
		}
		if len(got.Alternatives) != test.alternatives {
			t.Errorf("%s: %d alternatives, want %d", test.reason, len(got.Alternatives), test.alternatives)
		}
	}
	// in May no record is of a Black person, which is none of so many residents
	got := trended(t, "-residents", "Croydon", "-by", "month", "-event", "Outcome=Arrest", records).Rates.Series
	if m, ok := got.Points[1].Counts["Black"]; !ok || m.Events != 0 || !(m.Population > 0) {
		t.Errorf("May: %v, want nobody of many", got.Points[1].Counts)
	}
}

// TestTrendPartOfYear: a year of which a month is missing has the residents of the others alone,
// and is not whole.
func TestTrendPartOfYear(t *testing.T) {
	var b strings.Builder
	b.WriteString("month,group,stops\n")
	for i := range 24 {
		if i != 5 {
			at := time.Date(2017, time.January, 1, 0, 0, 0, 0, time.UTC).AddDate(0, i, 0).Format("Jan-06")
			fmt.Fprintf(&b, "%s,White,50\n%[1]s,Black,40\n", at)
		}
	}
	got := trended(t, "-residents", "Croydon", "-by", "year", write(t, b.String())).Rates
	first, second := got.Series.Points[0], got.Series.Points[1]
	if ratio := first.Counts["White"].Population / second.Counts["White"].Population; math.Abs(ratio-11./12) > 0.02 || math.Abs(first.Covered-335./365) > 1e-9 || first.Note == "" {
		t.Errorf("the first year is %v of the second, covers %v, and says %q", ratio, first.Covered, first.Note)
	}
	if row := got.YearOnYear[0].Rows[1]; row.Word != trend.NoWord {
		t.Errorf("from a year that is not whole: %s", row.Word)
	}
}

// TestTrendShared compares published records and tables with the figures of the issue that asked
// for series.
func TestTrendShared(t *testing.T) {
	data := os.Getenv("DISPARITY_DATA")
	if data == "" {
		t.Skip("set DISPARITY_DATA to the folder of published files")
	}
	manchester := filepath.Join(data, "stopsearch", "csv", "2016-03_2017-12-greater-manchester-stop-and-search.sqlite-export.csv")
	searches := []string{"-groups", "5+1", "-event", "Type=Person search", "-event", "Type=Person and Vehicle search", "-residents", "Greater Manchester",
		"-by", "month", "-rolling", "12", "-compare", "2016-03..2016-12,2017-03..2017-12"}
	for _, test := range []struct {
		reason              string
		args                []string
		first, most, last   float64
		before, after       float64
		ratio, lower, upper float64
	}{
		{"residents of each period", nil, 2.52, 3.49, 3.26, 2.28, 3.14, 1.38, 1.10, 1.72},
		{"those of the census of 2011", []string{"-on", "2011-03-27"}, 3.53, 5.09, 4.82, 3.18, 4.65, 1.46, 1.17, 1.83},
	} {
		got := trended(t, append(append(append([]string{}, searches...), test.args...), manchester)...).Rates
		index := func(i int) float64 { return ratioOf(got.Rolling[i], "Black") }
		most := 0.
		for i := range got.Rolling {
			most = max(most, index(i))
		}
		row := got.Compared.Rows[slices.IndexFunc(got.Compared.Rows, func(r trend.ChangeRow[string]) bool { return r.Group == "Black" })]
		for _, pair := range [][2]float64{{index(0), test.first}, {most, test.most}, {index(len(got.Rolling) - 1), test.last}, {row.Before.Value, test.before},
			{row.After.Value, test.after}, {row.Ratio.Value, test.ratio}, {row.Ratio.Lower, test.lower}, {row.Ratio.Upper, test.upper}} {
			if math.Abs(pair[0]-pair[1]) > 0.0051 {
				t.Errorf("%s: %v, want %v", test.reason, pair[0], pair[1])
			}
		}
		if len(got.Rolling) != 11 {
			t.Errorf("%s: %d rolling points", test.reason, len(got.Rolling))
		}
	}
}

// ratioOf returns the index of a group in a table.
func ratioOf(table rri.Table[string, rri.Rate], group string) float64 {
	for _, row := range table.Rows {
		if row.Group == group {
			return row.Ratio.Value
		}
	}
	return math.NaN()
}
