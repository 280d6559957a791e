package counts

import (
	"flag"
	"math"
	"math/rand/v2"
	"testing"

	_ "pgregory.net/rapid" // for its flags

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// tables is how many random tables of each model the bounds are held against.
var tables = flag.Int("tables", 1500, "random tables for the bounds of counts that are not known")

// drawnSpan draws a range of counts up to most.
func drawnSpan(r *rand.Rand, most int) span {
	low := r.IntN(most + 1)
	if r.IntN(3) == 0 {
		return span{float64(low), float64(low)}
	}
	return span{float64(low), float64(low + r.IntN(most-low+1))}
}

// each calls f for every whole number of s.
func (s span) each(f func(n float64)) {
	for n := s.low; n <= s.high; n++ {
		f(n)
	}
}

// found is the lowest and the highest of several numbers that are not NaN.
type found struct{ low, high float64 }

func (b *found) add(v float64) {
	b.low, b.high = lesser(b.low, v), -lesser(-b.high, -v)
}

func nothing() found { return found{math.NaN(), math.NaN()} }

// everyRate enumerates every index of rates: all counts, and every way in which the unknown fall to
// the group, to the baseline or to neither.
func everyRate(top, bottom tally, unknowns span) found {
	all := nothing()
	top.events.each(func(a float64) {
		bottom.events.each(func(b float64) {
			unknowns.each(func(u float64) {
				for x := 0.0; x <= u; x++ {
					for y := 0.0; x+y <= u; y++ {
						for _, n := range []float64{top.exposure.low, top.exposure.middle(), top.exposure.high} {
							for _, m := range []float64{bottom.exposure.low, bottom.exposure.middle(), bottom.exposure.high} {
								if n > 0 && m > 0 {
									all.add(((a + x) / n) / ((b + y) / m))
								}
							}
						}
					}
				}
			})
		})
	})
	return all
}

// everyProportion is everyRate for proportions, in which events are no more than trials.
func everyProportion(top, bottom, unknowns tally) found {
	// of the group and the baseline: what they can get of the unknown events, and of the others
	type split struct{ x, y, z, w float64 }
	splits := make(map[split]bool)
	unknowns.exposure.each(func(t float64) {
		unknowns.events.each(func(s float64) {
			for x := 0.0; s <= t && x <= s; x++ {
				for y := 0.0; x+y <= s; y++ {
					for z := 0.0; z <= t-s; z++ {
						for w := 0.0; z+w <= t-s; w++ {
							splits[split{x, y, z, w}] = true
						}
					}
				}
			}
		})
	})
	all := nothing()
	top.exposure.each(func(n float64) {
		top.events.each(func(a float64) {
			bottom.exposure.each(func(m float64) {
				bottom.events.each(func(b float64) {
					if a > n || b > m || n == 0 || m == 0 {
						return
					}
					for s := range splits {
						all.add(((a + s.x) / (n + s.x + s.z)) / ((b + s.y) / (m + s.y + s.w)))
					}
				})
			})
		})
	})
	return all
}

// same tells whether bounds are those that were found, to a rounding error.
func (b found) same(got unknown.Bounds) bool {
	alike := func(a, b float64) bool {
		return a == b || math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) <= 1e-12*math.Abs(b)
	}
	return alike(got.Lower, b.low) && alike(got.Upper, b.high)
}

// TestBoundsOfRates holds the bounds of rates whose counts are ranges, the unknown among them,
// against every table that they may stand for.
func TestBoundsOfRates(t *testing.T) {
	r := rand.New(rand.NewPCG(20261127, 1))
	for range *tables {
		draw := func() tally {
			of := drawnSpan(r, 8)
			return tally{events: drawnSpan(r, 8), exposure: span{of.low + float64(r.IntN(2)), of.high + 1}}
		}
		top, bottom, unknowns := draw(), draw(), drawnSpan(r, 5)
		if top.exposure.low == 0 || bottom.exposure.low == 0 {
			continue // no number of residents is the lowest: see TestBoundsWithoutEnd
		}
		got, err := indexBounds(false, top, bottom, tally{events: unknowns})
		if want := everyRate(top, bottom, unknowns); err != nil || !want.same(got) {
			t.Fatalf("%v against %v, unknown %v: %v, %v, want %v", top, bottom, unknowns, got, err, want)
		}
	}
}

// TestBoundsOfProportions is TestBoundsOfRates for proportions.
func TestBoundsOfProportions(t *testing.T) {
	r := rand.New(rand.NewPCG(20261127, 2))
	for range *tables {
		draw := func(most int) tally {
			for {
				d := tally{events: drawnSpan(r, most), exposure: drawnSpan(r, most)}
				if d.events.low <= d.exposure.high {
					return d
				}
			}
		}
		top, bottom, unknowns := draw(5), draw(5), draw(4)
		got, err := indexBounds(true, top, bottom, unknowns)
		if want := everyProportion(top, bottom, unknowns); err != nil || !want.same(got) {
			t.Fatalf("%v against %v, unknown %v: %v, %v, want %v", top, bottom, unknowns, got, err, want)
		}
	}
}

// TestBoundsWithoutEnd: counts that have no upper end, and residents that may be nobody.
func TestBoundsWithoutEnd(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	one := func(v float64) span { return span{v, v} }
	known := tally{events: one(10), exposure: one(100)}
	for _, test := range []struct {
		proportion            bool
		top, bottom, unknowns tally
		want                  found
		reason                string
	}{
		{false, tally{events: span{0, inf}, exposure: one(100)}, known, tally{}, found{0, inf}, "a group without a count"},
		{false, tally{events: span{5, inf}, exposure: one(100)}, known, tally{}, found{0.5, inf}, "5 or more"},
		{false, known, tally{events: span{0, inf}, exposure: one(100)}, tally{}, found{0, inf}, "a baseline without a count"},
		{false, known, tally{events: span{5, inf}, exposure: one(100)}, tally{}, found{0, 2}, "a baseline of 5 or more"},
		{false, known, known, tally{events: span{0, inf}}, found{0, inf}, "nobody says how many are unknown"},
		{false, tally{events: one(10), exposure: span{0, inf}}, known, tally{}, found{0, inf}, "no number of residents"},
		{false, tally{events: one(10), exposure: span{0, 50}}, known, tally{}, found{2, inf}, "residents that may be nobody"},
		{false, tally{events: one(0), exposure: span{0, inf}}, known, tally{}, found{0, 0}, "no event, however many residents"},
		{false, tally{events: one(0), exposure: one(0)}, known, tally{}, found{nan, nan}, "no residents"},
		{false, known, tally{events: one(0), exposure: one(100)}, tally{}, found{inf, inf}, "a baseline without events"},
		{true, tally{events: span{0, inf}, exposure: one(20)}, known, tally{}, found{0, 10}, "events are at most all of the trials"},
		{true, tally{events: one(10), exposure: span{0, inf}}, known, tally{}, found{0, 10}, "at least as many trials as events"},
		{true, tally{events: span{0, inf}, exposure: span{0, inf}}, known, tally{}, found{0, 10}, "nothing known of a group"},
		{true, known, known, tally{events: span{0, 3}, exposure: span{0, inf}}, found{0, inf}, "any number of unknown trials"},
	} {
		got, err := indexBounds(test.proportion, test.top, test.bottom, test.unknowns)
		if err != nil || !test.want.same(got) {
			t.Errorf("%s: %v, %v, want %v", test.reason, got, err, test.want)
		}
	}
}

// TestChanceOfRanges holds the limits of counts that are ranges against those of every count: at
// 95 % and 99.8 %, of ranges of up to 40 counts, of which not every one is tried.
func TestChanceOfRanges(t *testing.T) {
	r := rand.New(rand.NewPCG(20261127, 3))
	for _, level := range []float64{0.95, 0.998} {
		for range min(*tables, 1500) / 30 {
			rangesAgainst[rri.Rate](t, r, level)
			rangesAgainst[rri.Proportion](t, r, level)
		}
	}
}

func rangesAgainst[M rri.Measure](t *testing.T, r *rand.Rand, level float64) {
	t.Helper()
	proportion := isProportion[M]()
	o := rri.Options{Level: level}
	draw := func() tally {
		d := tally{events: drawnSpan(r, 40), exposure: drawnSpan(r, 40)}
		d.exposure.low, d.exposure.high = d.exposure.low+60, d.exposure.high+60
		if proportion {
			d.exposure.low, d.exposure.high = d.exposure.low-40, d.exposure.high-40
		}
		return d
	}
	top, bottom := draw(), draw()
	unknowns := tally{events: span{0, float64(r.IntN(4))}, exposure: span{4, 4}}
	got, err := indices[M](top, bottom, unknowns, o, false)
	if err != nil {
		t.Fatal(err)
	}
	chance, both, p := nothing(), nothing(), 0.0
	top.exposure.each(func(n float64) {
		bottom.exposure.each(func(m float64) {
			if n != top.exposure.low && n != top.exposure.high && r.IntN(8) > 0 || m != bottom.exposure.low && m != bottom.exposure.high && r.IntN(8) > 0 {
				return
			}
			top.events.each(func(a float64) {
				bottom.events.each(func(b float64) {
					if proportion && (a > n || b > m) {
						return
					}
					_, ratio, err := compared[M](counted{a, n}, counted{b, m}, o)
					if err != nil {
						t.Fatal(err)
					}
					chance.add(ratio.Lower)
					chance.add(ratio.Upper)
					p = -lesser(-p, -ratio.P)
					if r.IntN(20) > 0 {
						return
					}
					e, err := uncertainty[M](counted{a, n}, counted{b, m}, unknowns, o)
					if err != nil {
						t.Fatal(err)
					}
					both.add(e.Lower)
					both.add(e.Upper)
				})
			})
		})
	})
	const rounding = 1e-9
	if chance.low < got.index.Lower*(1-rounding) || chance.high > got.index.Upper*(1+rounding) || p > got.index.P*(1+rounding) {
		t.Errorf("at %v, %v against %v: %v, p %v, want %v, p %v", level, top, bottom, got.index, got.index.P, chance, p)
	}
	if both.low < got.both.Lower*(1-rounding) || both.high > got.both.Upper*(1+rounding) {
		t.Errorf("at %v, %v against %v, unknown %v: %v, want %v", level, top, bottom, unknowns, got.both, both)
	}
}
