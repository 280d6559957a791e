package counts

import (
	"math/rand/v2"
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

// TestRangeHoldsEveryFall holds the range that allows for chance and the unknown against the
// interval of every proportion: all that the counts may be, with every way in which the unknown
// fall. Of the larger tables the ways are too many to be tried, and are searched.
func TestRangeHoldsEveryFall(t *testing.T) {
	r := rand.New(rand.NewPCG(20261127, 4))
	limits := make(map[[5]float64]rri.Estimate) // by the four counts and the level
	for _, test := range []struct {
		level float64
		// the most trials of a group, and of the unknown, and counts in a range
		most, unknowns, width int
		tables                int
		reason                string
	}{
		{0.95, 12, 6, 1, *tables / 10, "counts that are known"},
		{0.95, 6, 4, 3, *tables / 50, "withheld counts"},
		{0.95, 16, 3, 13, *tables / 300, "ranges of which not all numbers are tried"},
		{0.95, 10, 24, 1, *tables / 200, "many unknown"},
		{0.998, 12, 6, 1, *tables / 20, "another level"},
		{0.998, 6, 4, 3, *tables / 60, "withheld counts at another level"},
	} {
		o := rri.Options{Level: test.level}
		draw := func(most int) tally {
			number := func() span {
				low := r.IntN(most + 1)
				return span{float64(low), float64(min(most, low+r.IntN(test.width)))}
			}
			for {
				if d := (tally{events: number(), exposure: number()}); d.events.low <= d.exposure.high {
					return d
				}
			}
		}
		for range test.tables {
			top, bottom, unknowns := draw(test.most), draw(test.most), draw(test.unknowns)
			if top.exposure.high == 0 || bottom.exposure.high == 0 {
				continue
			}
			got, err := indices[rri.Proportion](top, bottom, unknowns, o, false)
			if err != nil {
				t.Fatal(err)
			}
			all := nothing()
			everyFall(top, bottom, unknowns, func(a, n, b, m float64) {
				key := [5]float64{a, n, b, m, test.level}
				e, ok := limits[key]
				if !ok {
					_, e, err = compared[rri.Proportion](counted{a, n}, counted{b, m}, o)
					limits[key] = e
				}
				all.add(e.Lower)
				all.add(e.Upper)
			})
			if err != nil || all.low < got.both.Lower*(1-1e-9) || all.high > got.both.Upper*(1+1e-9) {
				t.Errorf("%s: %v against %v, unknown %v: %v, want %v, %v", test.reason, top, bottom, unknowns, got.both, all, err)
			}
		}
	}
}

// everyFall calls f once for all counts that there can be of two groups, with those of the unknown
// who are of them.
func everyFall(top, bottom, unknowns tally, f func(a, n, b, m float64)) {
	seen := make(map[[4]float64]bool)
	fall := func(a, n, b, m float64) {
		unknowns.exposure.each(func(t float64) {
			unknowns.events.each(func(s float64) {
				for x := 0.0; s <= t && x <= s; x++ {
					for z := 0.0; z <= t-s; z++ {
						for y := 0.0; x+y <= s; y++ {
							for w := 0.0; z+w <= t-s; w++ {
								if at := [4]float64{a + x, n + x + z, b + y, m + y + w}; !seen[at] {
									seen[at] = true
									f(at[0], at[1], at[2], at[3])
								}
							}
						}
					}
				}
			})
		})
	}
	top.exposure.each(func(n float64) {
		top.events.each(func(a float64) {
			bottom.exposure.each(func(m float64) {
				bottom.events.each(func(b float64) {
					if a <= n && b <= m && n > 0 && m > 0 {
						fall(a, n, b, m)
					}
				})
			})
		})
	})
}

// TestRangeBetweenTheEnds: the way that reaches furthest is neither that of the lowest index nor
// that of the highest.
func TestRangeBetweenTheEnds(t *testing.T) {
	one := func(v float64) span { return span{v, v} }
	for _, test := range []struct {
		top, bottom, unknowns tally
		a, b                  counted // that reach furthest
		upper                 bool
		reason                string
	}{
		{tally{events: one(2), exposure: one(4)}, tally{events: one(2), exposure: one(2)}, tally{events: one(2), exposure: one(3)},
			counted{2, 5}, counted{2, 2}, false, "one other of the group, the events of neither"},
		{tally{events: span{0, 7}, exposure: span{1, 10}}, tally{events: span{7, 10}, exposure: span{11, 16}}, tally{events: one(2), exposure: span{3, 30}},
			counted{1, 1}, counted{7, 44}, true, "between the counts that are tried: only a search comes to it"},
		{tally{events: span{0, 20}, exposure: span{1, 30}}, tally{events: span{7, 10}, exposure: span{11, 16}}, tally{events: one(2), exposure: one(3)},
			counted{1, 1}, counted{7, 17}, true, "of a wide range, with few unknown"},
	} {
		got, err := indices[rri.Proportion](test.top, test.bottom, test.unknowns, rri.Options{}, false)
		if err != nil {
			t.Fatal(err)
		}
		_, want, err := compared[rri.Proportion](test.a, test.b, rri.Options{})
		if err != nil || !test.upper && got.both.Lower > want.Lower*(1+1e-12) || test.upper && got.both.Upper < want.Upper*(1-1e-12) {
			t.Errorf("%s: %v, want %v, %v", test.reason, got.both, want, err)
		}
	}
}
