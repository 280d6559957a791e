package outcomes

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// residentsIn returns figures of an area in five groups.
func residentsIn(t interface{ Fatal(...any) }, white, mixed, asian, black, other float64) ethnicity.Population {
	p, err := ethnicity.NewPopulation("Somewhere", ethnicity.FivePlusOne, map[ethnicity.Group]float64{ethnicity.White: white, ethnicity.Mixed: mixed,
		ethnicity.Asian: asian, ethnicity.Black: black, ethnicity.Other: other})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// One group with searches and no residents is undefined and flagged, and the others are what they
// are without it.
func TestRatesWithoutResidents(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		groups := []ethnicity.Group{ethnicity.White, ethnicity.Mixed, ethnicity.Asian, ethnicity.Black, ethnicity.Other}
		empty := rapid.IntRange(0, 4).Draw(t, "empty")
		c := Counts{By: map[ethnicity.Group]int64{}, Unknown: map[ethnicity.Group]int64{ethnicity.NotStated: rapid.Int64Range(0, 9).Draw(t, "unknown")}}
		var people [5]float64
		for i, g := range groups {
			c.By[g] = rapid.Int64Range(1, 100).Draw(t, "searches")
			people[i] = rapid.Float64Range(1, 1e6).Draw(t, "residents")
		}
		people[empty] = 0
		rates, err := c.Rates(residentsIn(t, people[0], people[1], people[2], people[3], people[4]))
		if err != nil {
			t.Fatal(err)
		}
		if want := (rri.Rate{Events: c.By[groups[empty]]}); rates[groups[empty]] != want {
			t.Fatalf("%+v, want %+v", rates[groups[empty]], want)
		}
		baseline := groups[(empty+1)%5]
		table, err := rri.Compare(baseline, rates, rri.Options{})
		if err != nil {
			t.Fatal(err)
		}
		delete(rates, groups[empty])
		without, err := rri.Compare(baseline, rates, rri.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range table.Rows {
			if row.Group == groups[empty] {
				if !row.Ratio.Flags.Has(rri.NoData) || !math.IsNaN(row.Ratio.Value) {
					t.Fatalf("%+v", row)
				}
				continue
			}
			for _, other := range without.Rows {
				if d := cmp.Diff(other, row, cmpopts.EquateNaNs()); other.Group == row.Group && d != "" {
					t.Fatalf("-without the group +with it\n%s", d)
				}
			}
		}
	})
}

// The bounds over the unknown are none for such a group, and what they were for others.
func TestUnknownsWithoutResidents(t *testing.T) {
	c := Counts{By: map[ethnicity.Group]int64{ethnicity.White: 50, ethnicity.Mixed: 3, ethnicity.Asian: 10, ethnicity.Black: 20, ethnicity.Other: 0},
		Unknown: map[ethnicity.Group]int64{ethnicity.NotStated: 7}}
	p := residentsIn(t, 9000, 0, 1000, 500, 0)
	for _, g := range []ethnicity.Group{ethnicity.Mixed, ethnicity.Black, ethnicity.Other} {
		u, err := c.Unknowns(p, g, ethnicity.White)
		if err != nil {
			t.Fatal(err)
		}
		if u.Others != 83-50-c.By[g] || u.Unknown != 7 {
			t.Errorf("%v: %+v", g, u)
		}
		b, boundsErr := u.Bounds(unknown.Assumption{})
		tipping, tippingErr := u.TippingShare()
		e, intervalErr := u.UncertaintyInterval(rri.Options{})
		im, imErr := u.ImbensManski(0)
		if boundsErr != nil || tippingErr != nil || intervalErr != nil || imErr != nil {
			t.Fatal(boundsErr, tippingErr, intervalErr, imErr)
		}
		none := g != ethnicity.Black
		if math.IsNaN(b.Lower) != none || math.IsNaN(b.Upper) != none || math.IsNaN(tipping) != none || e.Flags.Has(rri.NoData) != none || math.IsNaN(e.Lower) != none ||
			im.Flags.Has(rri.NoData) != none {
			t.Errorf("%v: %+v, %v, %+v, %+v", g, b, tipping, e, im)
		}
		if !none {
			near(t, b.Lower, 20/500.0/(57/9000.0), 1e-12)
			near(t, b.Upper, 27/500.0/(50/9000.0), 1e-12)
		}
	}
	// Nobody at all is no denominator.
	for _, p := range []ethnicity.Population{{}, residentsIn(t, 0, 0, 0, 0, 0)} {
		if _, err := c.Rates(p); err == nil || !strings.Contains(err.Error(), "83 searches over a population without residents") {
			t.Errorf("%v", err)
		}
		if _, err := c.Unknowns(p, ethnicity.Black, ethnicity.White); err == nil {
			t.Error("bounds of nobody")
		}
	}
}
