package published

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/trend"
)

// Rows that are split, as by power or month, and rows in any order, are the same series; and twice
// as many residents are half the rates.
func TestTrendLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		years := rapid.IntRange(1, 8).Draw(t, "years")
		var whole, split, twice []Row
		for year := range years {
			for _, g := range []ethnicity.Group{ethnicity.White, ethnicity.Black, ethnicity.Asian, ethnicity.NotStated} {
				if g != ethnicity.White && rapid.IntRange(0, 9).Draw(t, "missing") == 0 {
					continue
				}
				n := rapid.IntRange(0, 5000).Draw(t, "count")
				part := rapid.IntRange(0, n).Draw(t, "part")
				row := Row{Key: outcomes.Key{Self: g}, Year: 2006 + year, Area: "Kent", Residents: float64(rapid.IntRange(1, 100000).Draw(t, "residents"))}
				if !g.IsKnown() {
					row.Residents = 0
				}
				add := func(to *[]Row, n int, times float64) {
					r := row
					r.Count, r.Residents = tidy.Exactly(float64(n)), r.Residents*times
					*to = append(*to, r)
				}
				add(&whole, n, 1)
				add(&split, part, 1)
				add(&split, n-part, 1)
				add(&twice, n, 2)
			}
		}
		r := rand.New(rand.NewPCG(uint64(years), 1))
		r.Shuffle(len(split), func(i, j int) { split[i], split[j] = split[j], split[i] })
		want, err := seriesOf(t, whole).Trend(TrendOptions{})
		got, err2 := seriesOf(t, split).Trend(TrendOptions{})
		if d := cmp.Diff(want, got); d != "" || fmt.Sprint(err) != fmt.Sprint(err2) {
			t.Fatalf("%v, %v, -whole +split\n%s", err, err2, d)
		}
		if err != nil {
			return
		}
		if err := want.Validate(); err != nil {
			t.Fatal(err)
		}
		if len(want.Points) > years {
			t.Fatalf("%d points of %d years", len(want.Points), years)
		}
		more, err := seriesOf(t, twice).Trend(TrendOptions{})
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range want.Points {
			for g, m := range p.Counts {
				if m.Population = 2 * m.Population; more.Points[i].Counts[g] != m {
					t.Fatalf("%s %s: %v, want %v", p.Name, g, more.Points[i].Counts[g], m)
				}
			}
		}
	})
}

// seriesOf returns the series of rows.
func seriesOf(t *rapid.T, rows []Row) *Series {
	s := new(Series)
	for _, row := range rows {
		if err := s.Add(row); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// FuzzTrend: whatever a table has, its series is one, or an error says why there is none.
func FuzzTrend(f *testing.F) {
	f.Add([]byte(yearlyTable("2018/19,White,100,1000,2001", "2018/19,Asian,5,40,2001", "2019/20,White,100,1000", "2019/20,Unreported,!,N/A")), "Essex", 0, 0, false)
	f.Add([]byte(yearlyTable("2018/19,White,<5,1000", "2019/20,White,0,1e300", "2020/21,White,9007199254740992,1e-300", "2020/21,Black,9007199254740992,.5")), "", 2000, 2200, true)
	f.Fuzz(func(t *testing.T, text []byte, area string, first, last int, shared bool) {
		s := new(Series)
		for row, err := range Read(bytes.NewReader(text), yearly) {
			if err == nil {
				_ = s.Add(row) // what it refuses is not in it
			}
		}
		got, err := s.Trend(TrendOptions{Area: area, First: first, Last: last, Shared: shared})
		if err != nil {
			return
		}
		if err := got.Validate(); err != nil {
			t.Fatal(err)
		}
		if _, err := trend.Of(got, trend.Options{}); err != nil {
			t.Fatal(err)
		}
	})
}
