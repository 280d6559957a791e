package counts

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/power"
	"github.com/seed-549880be/disparity/rri/tidy"
)

const byMonth = `month,group,searches,residents
Jan,White,120,10000
Jan,Black,50,2000
Jan,Asian,1,500
Feb,White,100,10000
Feb,Black,40,2000
Feb,Asian,2,500
Mar,White,140,10000
Mar,Black,60,2000
Mar,Asian,[c],500
`

// TestPlan: what is found, and what it takes, are what package power says of these counts. The
// events of a group play no part, so that they may be withheld.
func TestPlan(t *testing.T) {
	for _, method := range []rri.Method{rri.SCAS, rri.Wald, rri.Exact} {
		o := rri.Options{Method: method}
		got := dataOf[Plan](t, tableOf(t, byMonth, tidy.Options{}), Options{Options: o, Power: 1.4})
		if got.Unit != "month" || got.Periods != 3 || got.Target != 0.8 {
			t.Errorf("%d of %q at %v", got.Periods, got.Unit, got.Target)
		}
		for i, population := range []float64{6000, 1500} {
			group, white := rri.Rate{Population: population}, rri.Rate{Events: 360, Population: 30000}
			found, err := power.DetectableOf(group, white, 0.8, o)
			if err != nil {
				t.Fatal(err)
			}
			needed, err := power.NeededOf(group, white, 1.4, 0.8, o)
			if err != nil {
				t.Fatal(err)
			}
			month, err := power.NeededOf(rri.Rate{Population: population / 3}, rri.Rate{Events: 120, Population: 10000}, 1.4, 0.8, o)
			if err != nil {
				t.Fatal(err)
			}
			row := got.Rows[i]
			if row.Expected != population*0.012 || !cmp.Equal(*row.Detectable, found) || !cmp.Equal(*row.Needed, needed) || row.Periods != month.Times {
				t.Errorf("%s: %s: %+v, %+v, %+v, want %+v, %+v and %d months", method, row.Group, row, row.Detectable, row.Needed, found, needed, month.Times)
			}
		}
	}
}

// TestPlanNotes: what cannot be planned is a note in its row, and no error.
func TestPlanNotes(t *testing.T) {
	const trials = "group,upheld,trials\nWhite,40,400\nBlack,9,30\n"
	for _, test := range []struct {
		text   string
		o      Options
		note   string
		found  bool
		reason string
	}{
		{"group,searches,residents\nWhite,0,100\nBlack,3,50\n", Options{Power: 2}, "White has no searches: no rate to plan with", false, "baseline without events"},
		{"group,searches,residents\nWhite,[c],100\nBlack,3,50\n", Options{Power: 2}, "the counts of White are not all known", false, "baseline withheld"},
		{"group,searches,residents\nWhite,10,100\nBlack,3,..\n", Options{Power: 2}, "the residents of Black are not known", false, "group of unknown size"},
		{"group,searches,residents\nWhite,10,100\nBlack,0,0\n", Options{Power: 2}, "nobody is counted in Black", false, "nobody in the group"},
		{trials, Options{Power: 11}, "11 beside the 10 % of White would be more than all", true, "a proportion above 1"},
		{trials, Options{Power: 1}, "a ratio of 1 is found by no number of counts", true, "nothing to find"},
		{trials, Options{Power: 2, Options: rri.Options{Method: rri.Exact}}, "the method exact has no power for counts of this size: it is that of scas", true, "exact of many trials"},
		{trials, Options{Power: 0.5, Options: rri.Options{Side: rri.LowerOnly}}, "a ratio of 0.5 is found by no number of counts", true, "on the side that is not looked at"},
		{"group,searches,residents\nWhite,10,100\nBlack,0,2000000000000\n", Options{Power: 2}, "no power can be told of counts of this size", false, "one far too large beside the other"},
	} {
		got := dataOf[Plan](t, tableOf(t, test.text, tidy.Options{}), test.o)
		row := got.Rows[0]
		if len(row.Notes) != 1 || !strings.Contains(row.Notes[0], test.note) || (row.Detectable != nil) != test.found {
			t.Errorf("%s: notes %q, found %v, want %q", test.reason, row.Notes, row.Detectable, test.note)
		}
	}
	for _, ratio := range []float64{-1, math.NaN(), math.Inf(1)} {
		if _, err := Compare(tableOf(t, trials, tidy.Options{}), Options{Power: ratio}); !errors.Is(err, rri.ErrOption) {
			t.Errorf("a ratio of %v: error %v", ratio, err)
		}
	}
}

// TestPlanDirection: the other way round the ratios are one over them, and it takes as much to find
// one over a ratio.
func TestPlanDirection(t *testing.T) {
	table := tableOf(t, byMonth, tidy.Options{})
	up := dataOf[Plan](t, table, Options{Power: 1.4}).Rows[0]
	down := dataOf[Plan](t, table, Options{Power: 1 / 1.4, Direction: index.ComparatorOverGroup}).Rows[0]
	if !near(up.Detectable.Above, 1/down.Detectable.Below) || !near(up.Detectable.Below, 1/down.Detectable.Above) || up.Needed.Times != down.Needed.Times ||
		up.Periods != down.Periods || up.Needed.Power.Above != down.Needed.Power.Below {
		t.Errorf("%+v %+v, and %+v %+v the other way round", up.Detectable, up.Needed, down.Detectable, down.Needed)
	}
}

// TestPlanPeriods: periods are those of the finest dimension of time, and without one there are
// none.
func TestPlanPeriods(t *testing.T) {
	for _, test := range []struct {
		text string
		unit string
		n    int
		said string // of Black
	}{
		{byMonth, "month", 3, "To find 1.2: collect for 11 months like these 3 on average, some 317 searches of Black."},
		{strings.NewReplacer("month", "ward").Replace(byMonth), "", 0, "To find 1.2: 4 times these counts, some 346 searches of Black."},
		{"year,month,group,searches,residents\n2019,1,White,120,10000\n2019,1,Black,50,2000\n2020,1,White,120,10000\n2020,1,Black,50,2000\n", "month", 2,
			"To find 1.2: collect for 11 months like these 2 on average, some 317 searches of Black."},
		{"year,group,searches,residents\n2019,White,12,1000\n2019,Black,50,200\n", "year", 1, "like this one"},
		{"year,group,searches,residents\n2019,White,12000,1000000\n2019,Black,50,200000\n", "year", 1, "To find 1.2: these counts suffice."},
		{"year,group,searches,residents\n2019,White,12000,1000000\n2019,Black,50,200000\n2020,White,12000,1000000\n2020,Black,50,200000\n", "year", 2,
			"To find 1.2: these counts suffice, and so do those of 1 year."},
	} {
		table := tableOf(t, test.text, tidy.Options{})
		got := dataOf[Plan](t, table, Options{Power: 1.2})
		if said := strings.Join(got.say(), "\n"); got.Unit != test.unit || got.Periods != test.n || !strings.Contains(said, test.said) {
			t.Errorf("%d of %q, want %d of %q and %q in\n%s", got.Periods, got.Unit, test.n, test.unit, test.said, said)
		}
	}
}
