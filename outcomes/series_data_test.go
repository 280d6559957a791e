package outcomes

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/trend"
)

// greaterManchester reads March 2016 to December 2017.
func greaterManchester(t *testing.T) *Tally {
	t.Helper()
	f, err := os.Open(dataFile(t, "csv/2016-03_2017-12-greater-manchester-stop-and-search.sqlite-export.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var x Extract
	if err := x.ReadFile(f, "greater-manchester-stop-and-search.csv"); err != nil {
		t.Fatal(err)
	}
	return x.Tally()
}

// indexOf returns the index of Black people in a point, "2.52".
func indexOf(p trend.Point[ethnicity.Group, rri.Rate]) string {
	return fmt.Sprintf("%.2f", got(rri.Ratio(p.Counts[ethnicity.Black], p.Counts[ethnicity.White], rri.Options{})).Value)
}

// TestSeriesOfGreaterManchester: the indices of Black people over the residents of 2011, and over
// those of each period.
func TestSeriesOfGreaterManchester(t *testing.T) {
	tally := greaterManchester(t)
	for _, test := range []struct {
		census               ethnicity.Census
		first, highest, last string
		before, after        string
	}{
		{ethnicity.Census2011, "3.53", "5.09", "4.82", "3.18", "4.65"},
		{ethnicity.Interpolated, "2.52", "3.49", "3.27", "2.28", "3.14"},
	} {
		s := got(tally.RateSeries(SeriesOptions{Residents: ResidentsBy(test.census), Rolling: 12, LowMonth: 0.2,
			Before: parsedMonths(t, "2016-03..2016-12"), After: parsedMonths(t, "2017-03..2017-12")}))
		if len(s.Points) != 22 || len(s.Rolling) != 11 || s.Breaks != nil {
			t.Fatalf("%s: %d points, %d rolling, %v", test.census, len(s.Points), len(s.Rolling), s.Breaks)
		}
		highest := slices.MaxFunc(s.Rolling, func(a, b trend.Point[ethnicity.Group, rri.Rate]) int { return strings.Compare(indexOf(a), indexOf(b)) })
		if indexOf(s.Rolling[0]) != test.first || indexOf(highest) != test.highest || highest.Name != "November 2016 to October 2017" || indexOf(s.Rolling[10]) != test.last {
			t.Errorf("%s: %s, %s of %s, %s; want %s, %s, %s", test.census, indexOf(s.Rolling[0]), indexOf(highest), highest.Name, indexOf(s.Rolling[10]),
				test.first, test.highest, test.last)
		}
		if indexOf(*s.Before) != test.before || indexOf(*s.After) != test.after {
			t.Errorf("%s: %s to %s, want %s to %s", test.census, indexOf(*s.Before), indexOf(*s.After), test.before, test.after)
		}
		for _, p := range slices.Concat(s.Points, s.Rolling, []trend.Point[ethnicity.Group, rri.Rate]{*s.Before, *s.After}) {
			if p.Covered != 1 || p.Note != "" {
				t.Errorf("%s: %s is covered by %v: %s", test.census, p.Name, p.Covered, p.Note)
			}
		}
	}
}

// TestChangeOfGreaterManchester: by how many times the index rose, with every search independent
// and with people who were stopped together.
func TestChangeOfGreaterManchester(t *testing.T) {
	tally := greaterManchester(t)
	for _, test := range []struct {
		census      ethnicity.Census
		independent bool
		want        string
	}{
		{ethnicity.Census2011, true, "1.46 (1.17–1.83)"},
		{ethnicity.Census2011, false, "1.46 (1.13–1.90)"},
		{ethnicity.Interpolated, true, "1.38 (1.10–1.72)"},
	} {
		s := got(tally.RateSeries(SeriesOptions{Grouping: Grouping{Independent: test.independent}, Residents: ResidentsBy(test.census),
			Before: parsedMonths(t, "2016-03..2016-12"), After: parsedMonths(t, "2017-03..2017-12")}))
		r := got(trend.Of(s, trend.Options{}))
		i := slices.IndexFunc(r.Compared.Rows, func(row trend.ChangeRow[ethnicity.Group]) bool { return row.Group == ethnicity.Black })
		ratio := r.Compared.Rows[i].Ratio
		if got := fmt.Sprintf("%.2f (%.2f–%.2f)", ratio.Value, ratio.Lower, ratio.Upper); got != test.want {
			t.Errorf("%s, independent %v: %s, want %s", test.census, test.independent, got, test.want)
		}
	}
}

// TestSeriesOfLondon: two months of the Metropolitan Police have a few hundred rows, and count with
// neither their searches nor their residents.
func TestSeriesOfLondon(t *testing.T) {
	var x Extract
	path := dataFile(t, "api/2021-12_2022-11-london-api-flattened.csv.gz")
	if err := x.ReadFS(context.Background(), os.DirFS(filepath.Dir(path)), filepath.Base(path)); err != nil {
		t.Fatal(err)
	}
	s := got(x.Tally().RateSeries(SeriesOptions{LowMonth: 0.2, Rolling: 12}))
	if len(s.Points) != 12 || len(s.Rolling) != 1 || s.Breaks != nil {
		t.Fatalf("%d points, %d rolling, %v", len(s.Points), len(s.Rolling), s.Breaks)
	}
	for i, p := range s.Points {
		note := ""
		if rows := map[int]string{6: "357", 11: "672"}[i]; rows != "" {
			note = fmt.Sprintf("few rows of Metropolitan Police in %s (%s rows, median 14,009): left out", p.Name, rows)
		}
		if p.Note != note || (p.Covered == 1) != (note == "") || note != "" && !(p.Covered < 0.002) {
			t.Errorf("%s is covered by %v: %q, want %q", p.Name, p.Covered, p.Note, note)
		}
	}
	year := s.Rolling[0]
	if year.Name != "December 2021 to November 2022" || !(year.Covered > 0.833 && year.Covered < 0.834) || !strings.Contains(year.Note, "June 2022 (357 rows") ||
		!strings.Contains(year.Note, "November 2022 (672 rows") {
		t.Errorf("%s is covered by %v: %s", year.Name, year.Covered, year.Note)
	}
	// ten months of one force and twelve of the other
	metropolitan, city := float64(0), float64(0)
	for name, sum := range map[string]*float64{"Metropolitan Police": &metropolitan, "City of London": &city} {
		*sum = got(got(got(ethnicity.PopulationOf(name, ethnicity.Census2021)).Collapse(ethnicity.FivePlusOne)).Of(ethnicity.Black))
	}
	if want := metropolitan*10/12 + city; year.Counts[ethnicity.Black].Population != want {
		t.Errorf("%v, want %v", year.Counts[ethnicity.Black], want)
	}
	all := got(x.Tally().RateSeries(SeriesOptions{Rolling: 12}))
	if p := all.Points[6]; p.Covered != 1 || p.Note != "" {
		t.Errorf("with the low months %s is covered by %v: %s", p.Name, p.Covered, p.Note)
	}
}

// TestSeriesOfTheCity: 32 months of one force, in which the ethnicity of 11 to 57 % of a month is
// not known, and in one month hardly any link.
func TestSeriesOfTheCity(t *testing.T) {
	var x Extract
	dir := filepath.Join(filepath.Dir(dataFile(t, "")), "series")
	if err := x.ReadFS(context.Background(), os.DirFS(dir), "."); err != nil {
		t.Fatal(err)
	}
	tally := x.Tally()
	s := got(tally.RateSeries(SeriesOptions{LowMonth: 0.2, Rolling: 12}))
	if len(s.Points) != 32 || len(s.Rolling) != 21 || s.Breaks != nil {
		t.Errorf("%d points, %d rolling, %v", len(s.Points), len(s.Rolling), s.Breaks)
	}
	s = got(tally.RateSeries(SeriesOptions{Kind: PeriodFinancialYear, LowMonth: 0.2}))
	if p := s.Points[2]; len(s.Points) != 3 || p.Name != "2020/21" || fmt.Sprintf("%.3f", p.Covered) != "0.667" || p.Note != "records are of April 2020 to November 2020 alone" {
		t.Errorf("%d points, %s is covered by %v: %s", len(s.Points), p.Name, p.Covered, p.Note)
	}
	lowest, highest := 1.0, 0.0
	for _, c := range got(tally.Completeness(SeriesOptions{})) {
		share := float64(c.Unknown.Events) / float64(c.Unknown.Trials)
		lowest, highest = min(lowest, share), max(highest, share)
	}
	if got := fmt.Sprintf("%.2f to %.2f", lowest, highest); got != "0.11 to 0.57" {
		t.Errorf("the unknown are %s of a month", got)
	}
	linked := got(tally.ProportionSeries(FindByLinked.Definition(), SeriesOptions{}))
	var at []string
	for _, b := range linked.Breaks {
		at = append(at, b.At.Format(time.DateOnly)+" "+b.Kind.String()+": "+b.Text)
	}
	if want := []string{"2018-07-01 recording: 67 % of searches do not say if they count, 7.5 % before",
		"2018-08-01 recording: 1.4 % of searches do not say if they count, 67 % before"}; !slices.Equal(at, want) {
		t.Errorf("breaks %q, want %q", at, want)
	}
}
