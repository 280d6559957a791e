package counts

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/strata"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// ways calls do with all counts that a stratum of proportions can have, with its unknown people
// dealt to the group, to the baseline and to neither in every way.
func ways(s ranged, proportion bool, do func(pairAt)) {
	each := func(s span, do func(v float64)) {
		for v := s.low; v <= s.high; v++ {
			do(v)
		}
	}
	each(s.group.events, func(a float64) {
		each(s.group.exposure, func(n float64) {
			each(s.baseline.events, func(b float64) {
				each(s.baseline.exposure, func(m float64) {
					if proportion && (a > n || b > m) {
						return
					}
					each(s.unknown.events, func(events float64) {
						if !proportion {
							for x := 0.; x <= events; x++ {
								for z := 0.; x+z <= events; z++ {
									do(pairAt{a + x, n, b + z, m})
								}
							}
							return
						}
						each(s.unknown.exposure, func(people float64) {
							if events > people {
								return
							}
							others := people - events
							for x := 0.; x <= events; x++ {
								for z := 0.; x+z <= events; z++ {
									for y := 0.; y <= others; y++ {
										for w := 0.; w+y <= others; w++ {
											do(pairAt{a + x, n + x + w, b + z, m + z + y})
										}
									}
								}
							}
						})
					})
				})
			})
		})
	})
}

// enumerated returns the lowest and the highest ratio of Mantel and Haenszel over all ways.
func enumerated(list []ranged, proportion bool) unknown.Bounds {
	found := unknown.Bounds{Lower: math.NaN(), Upper: math.NaN()}
	var deal func(i int, above, below float64)
	deal = func(i int, above, below float64) {
		if i < len(list) {
			seen := make(map[[2]float64]bool)
			ways(list[i], proportion, func(p pairAt) {
				x, y := p.parts()
				if !seen[[2]float64{x, y}] {
					seen[[2]float64{x, y}] = true
					deal(i+1, above+x, below+y)
				}
			})
			return
		}
		if v := above / below; !math.IsNaN(v) {
			if !(v >= found.Lower) {
				found.Lower = v
			}
			if !(v <= found.Upper) {
				found.Upper = v
			}
		}
	}
	deal(0, 0, 0)
	return found
}

// TestExtremesAgainstEnumeration: the bounds of the adjusted ratio are the lowest and the highest
// of all tables that the counts can be of, in one stratum and in two.
func TestExtremesAgainstEnumeration(t *testing.T) {
	random := rand.New(rand.NewPCG(16, 4))
	upTo := func(n int) float64 { return float64(random.IntN(n + 1)) }
	between := func(most, width int) span {
		lower := upTo(most)
		return span{lower, lower + upTo(width)}
	}
	for _, test := range []struct {
		reason                 string
		proportion             bool
		strata, tables         int
		most, people           int // of events, and of exposure
		width, wide            int // of ranges of events, and of exposure
		unknown, unknownPeople int
	}{
		{"rates, counts withheld", false, 2, 200, 4, 9, 3, 2, 0, 0},
		{"rates, people of unknown group", false, 2, 200, 4, 9, 0, 0, 3, 0},
		{"rates, both", false, 2, 100, 4, 9, 2, 0, 2, 0},
		{"one stratum of proportions, all at once", true, 1, 400, 3, 4, 2, 2, 3, 3},
		{"proportions, counts withheld", true, 2, 200, 3, 4, 2, 2, 0, 0},
		{"proportions, people of unknown group", true, 2, 300, 4, 5, 0, 0, 3, 3},
		{"proportions, both", true, 2, 40, 3, 4, 1, 1, 2, 2},
		{"three strata of proportions", true, 3, 40, 3, 4, 1, 0, 1, 1},
	} {
		for range test.tables {
			list := make([]ranged, test.strata)
			for i := range list {
				for _, c := range []*tally{&list[i].group, &list[i].baseline} {
					c.events, c.exposure = between(test.most, test.width), between(test.people, test.wide)
					if test.proportion {
						c.events.low = min(c.events.low, c.exposure.high)
						c.events.high = max(c.events.low, min(c.events.high, c.exposure.high))
						c.exposure.low = max(c.exposure.low, c.events.low)
					}
				}
				s := upTo(test.unknown)
				list[i].unknown = tally{events: span{s, s}, exposure: span{s, s}}
				if test.proportion {
					people := s + upTo(test.unknownPeople)
					list[i].unknown.exposure = span{people, people}
				}
			}
			got, lowest, highest := extremes(list, test.proportion)
			want := enumerated(list, test.proportion)
			if !near(got.Lower, want.Lower) || !near(got.Upper, want.Upper) {
				t.Fatalf("%s: %+v: %v to %v, want %v to %v", test.reason, list, got.Lower, got.Upper, want.Lower, want.Upper)
			}
			for i, at := range [][]pairAt{lowest, highest} {
				var above, below float64
				for _, p := range at {
					x, y := p.parts()
					above, below = above+x, below+y
				}
				if want := []float64{want.Lower, want.Upper}[i]; !math.IsNaN(above/below) && !near(above/below, want) {
					t.Fatalf("%s: %+v: counts %+v have %v, want %v", test.reason, list, at, above/below, want)
				}
			}
		}
	}
}

// near tells whether two numbers are equal but for rounding errors. NaN is near NaN.
func near(got, want float64) bool {
	return got == want || math.IsNaN(got) && math.IsNaN(want) || math.Abs(got-want) <= 1e-12*math.Abs(want)
}

// TestExtremesOfTheUnknown: with one stratum and known counts the bounds are those of package
// unknown, and in several strata of rates those of its adjusted index.
func TestExtremesOfTheUnknown(t *testing.T) {
	known := func(n int64) span { return span{float64(n), float64(n)} }
	random := rand.New(rand.NewPCG(16, 5))
	for range 300 {
		var list []ranged
		var rates []unknown.RateCounts
		for range 1 + random.IntN(3) {
			a, b, u := random.Int64N(20), random.Int64N(50), random.Int64N(10)
			n, m := a+1+random.Int64N(100), b+1+random.Int64N(100)
			list = append(list, ranged{tally{events: known(a), exposure: known(n)}, tally{events: known(b), exposure: known(m)}, tally{events: known(u), exposure: known(u)}})
			rates = append(rates, unknown.RateCounts{Group: rri.Rate{Events: a, Population: float64(n)}, Baseline: rri.Rate{Events: b, Population: float64(m)}, Unknown: u})
		}
		got, _, _ := extremes(list, false)
		want, err := unknown.AdjustedUncertainty(rates, strata.Options{Level: 0.9})
		if err != nil {
			t.Fatal(err)
		}
		if !(want.Lower <= got.Lower && got.Upper <= want.Upper) {
			t.Errorf("%+v: %v to %v, want within %v", rates, got.Lower, got.Upper, want)
		}
		if len(list) > 1 {
			continue
		}
		bounds, err := rates[0].Bounds(unknown.Assumption{})
		if err != nil || !near(got.Lower, bounds.Lower) || !near(got.Upper, bounds.Upper) {
			t.Errorf("%+v: %v to %v, want %v (%v)", rates, got.Lower, got.Upper, bounds, err)
		}
		s := list[0]
		proportions := unknown.ProportionCounts{
			Group:    unknown.OutcomeCounts{Events: rates[0].Group.Events, NonEvents: int64(s.group.exposure.low) - rates[0].Group.Events},
			Baseline: unknown.OutcomeCounts{Events: rates[0].Baseline.Events, NonEvents: int64(s.baseline.exposure.low) - rates[0].Baseline.Events},
			Unknown:  unknown.OutcomeCounts{Events: rates[0].Unknown, NonEvents: 7},
		}
		s.unknown.exposure = known(rates[0].Unknown + 7)
		got, _, _ = extremes([]ranged{s}, true)
		bounds, err = proportions.Bounds(unknown.Assumption{})
		if err != nil || !near(got.Lower, bounds.Lower) || !near(got.Upper, bounds.Upper) {
			t.Errorf("%+v: %v to %v, want %v (%v)", proportions, got.Lower, got.Upper, bounds, err)
		}
	}
}

// drawnStrata returns up to three strata of withheld counts and, in half of them, people of unknown
// group.
func drawnStrata(random *rand.Rand, proportion bool) []ranged {
	list := make([]ranged, 1+random.IntN(3))
	for i := range list {
		for _, c := range []*tally{&list[i].group, &list[i].baseline} {
			low := float64(random.IntN(12))
			people := low + 4 + float64(random.IntN(60))
			c.events, c.exposure = span{low, low + float64(random.IntN(4))}, span{people, people}
			if proportion {
				c.events.high = min(c.events.high, people)
			}
		}
		if random.IntN(2) == 0 {
			n := float64(random.IntN(3))
			list[i].unknown = tally{events: span{n, n}, exposure: span{n + 1, n + 1}}
		}
	}
	return list
}

// drawnWay returns counts that the strata can have.
func drawnWay(random *rand.Rand, list []ranged, proportion bool) []pairAt {
	pick := func(s span) float64 { return s.low + float64(random.IntN(int(s.high-s.low)+1)) }
	at := make([]pairAt, len(list))
	for i, s := range list {
		p := &at[i]
		*p = pairAt{pick(s.group.events), pick(s.group.exposure), pick(s.baseline.events), pick(s.baseline.exposure)}
		deal := func(n float64, events float64) {
			for range int(n) {
				switch random.IntN(3) {
				case 0:
					p.a, p.n = p.a+events, p.n+1
				case 1:
					p.b, p.m = p.b+events, p.m+1
				}
			}
		}
		if n, m := p.n, p.m; !proportion {
			deal(s.unknown.events.high, 1)
			p.n, p.m = n, m
			continue
		}
		deal(s.unknown.events.high, 1)
		deal(s.unknown.exposure.high-s.unknown.events.high, 0)
	}
	return at
}

// held counts how many of the drawn ways have an interval that reaches beyond that of the strata,
// by more than rounding, and how far.
func held[M rri.Measure](t *testing.T, proportion bool, method strata.Method) (outside, ways int, furthest float64) {
	random := rand.New(rand.NewPCG(16, 6))
	a := adjuster[M]{input: &input{proportion: proportion}, options: strata.Options{Method: method}}
	for range 60 {
		list := drawnStrata(random, proportion)
		e, b, err := a.hull(list, nil, 0.95, true)
		if err != nil {
			t.Fatal(err)
		}
		if !(e.Lower <= b.Lower && b.Upper <= e.Upper) {
			t.Errorf("%+v: limits %v of bounds %v", list, e, b)
		}
		for range 40 {
			pairs, err := pairsAt[M](drawnWay(random, list, proportion))
			if err != nil {
				t.Fatal(err)
			}
			one, err := strata.Ratio(pairs, strata.Options{Method: method})
			if err != nil {
				t.Fatal(err)
			}
			over := max(e.Lower/one.Lower, one.Upper/e.Upper) - 1
			if ways++; over > 1e-9 {
				outside, furthest = outside+1, max(furthest, over)
			}
		}
	}
	return outside, ways, furthest
}

// TestHullHoldsTheWaysBetween: the interval of counts that are ranges holds those of the tables
// that they can be of; not every one, but at most 1 in 1,000, and by 5 % at most.
func TestHullHoldsTheWaysBetween(t *testing.T) {
	for method := range strata.Methods() {
		// which no method of package rri stands for
		if method == strata.Sato || method == strata.InverseVariance {
			continue
		}
		for name, run := range map[string]func() (int, int, float64){
			"rates":       func() (int, int, float64) { return held[rri.Rate](t, false, method) },
			"proportions": func() (int, int, float64) { return held[rri.Proportion](t, true, method) },
		} {
			if outside, ways, furthest := run(); outside*1000 > ways || furthest > 0.05 {
				t.Errorf("%s of %s: %d of %d ways outside, by up to %v", method, name, outside, ways, furthest)
			}
		}
	}
}
