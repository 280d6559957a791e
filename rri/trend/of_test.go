package trend

import (
	"testing"
	"time"

	"github.com/seed-549880be/disparity/rri"
)

// month returns the period of a calendar month.
func month(year int, m time.Month) Period {
	start := time.Date(year, m, 1, 0, 0, 0, 0, time.UTC)
	return Period{Name: start.Format("January 2006"), Start: start, End: start.AddDate(0, 1, 0)}
}

func TestOf(t *testing.T) {
	var s Series[string, rri.Rate]
	s.Baseline = "White"
	for i := range 14 {
		s.Points = append(s.Points, Point[string, rri.Rate]{Period: month(2016, time.January+time.Month(i)), Counts: map[string]rri.Rate{
			"White": {Events: 300, Population: 500000. / 12}, "Black": {Events: 40 + int64(i), Population: 10000. / 12},
		}})
	}
	var err error
	if s.Rolling, err = Rolling(s.Points, 12); err != nil {
		t.Fatal(err)
	}
	r, err := Of(s, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Tables) != 14 || len(r.Rolling) != 3 || len(r.YearOnYear) != 2 || len(r.Trends) != 1 {
		t.Errorf("%d %d %d %d", len(r.Tables), len(r.Rolling), len(r.YearOnYear), len(r.Trends))
	}
	t.Log(r.Rolling[0].Rows[1], r.YearOnYear)
}
