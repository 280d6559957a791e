package peers

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
)

// funnelSet is a set of units with counts of Black and White people, from none to some hundred
// thousand, with these design effects.
func funnelSet[M rri.Measure](t *rapid.T, effects ...float64) Set[string, M] {
	s := Set[string, M]{Baseline: "White"}
	for i := range rapid.IntRange(1, 14).Draw(t, "units") {
		size := math.Pow(10, rapid.Float64Range(0.5, 5).Draw(t, "size"))
		count := func(g string, share float64) M {
			exposure := math.Ceil(share * size * rapid.Float64Range(0.5, 2).Draw(t, "exposure of "+g))
			events := int64(exposure * rapid.Float64Range(0, 1).Draw(t, "rate of "+g))
			m, err := rri.MeasureOf[M](events, exposure, rapid.SampledFrom(append(effects, 0)).Draw(t, "effect"))
			if err != nil {
				t.Fatal(err)
			}
			return m
		}
		s.Units = append(s.Units, Unit[string, M]{Name: fmt.Sprintf("unit %02d", i), Counts: map[string]M{"Black": count("Black", 0.1), "White": count("White", 1)}})
	}
	return s
}

// withEvents gives every unit an event of the group and of the baseline: one that has none is
// missing where ten would be at the mean of the others, and so when these change.
func withEvents(s Set[string, rri.Rate]) Set[string, rri.Rate] {
	for _, u := range s.Units {
		for g, m := range u.Counts {
			m.Events = max(m.Events, 1)
			u.Counts[g] = m
		}
	}
	return s
}

// funnelCase is a set and the options of a funnel.
func funnelCase[M rri.Measure](t *rapid.T) (Set[string, M], Options) {
	methods, effects := []rri.Method{rri.SCAS, rri.Score, rri.Wald, rri.Jeffreys, rri.AdjustedLog, rri.MOVERWilson}, []float64{1.6}
	if (*new(M)).IsProportion() {
		methods = append(methods, rri.MiettinenNurminen)
	} else if rapid.Bool().Draw(t, "exact") {
		methods, effects = []rri.Method{rri.Exact, rri.MidP}, nil
	}
	return funnelSet[M](t, effects...), Options{
		Options:        rri.Options{Method: rapid.SampledFrom(methods).Draw(t, "method"), DegreesOfFreedom: rapid.SampledFrom([]float64{0, 0, 12}).Draw(t, "degrees")},
		Overdispersion: rapid.SampledFrom(slices.Collect(Overdispersions())).Draw(t, "overdispersion"),
		Target:         rapid.SampledFrom([]float64{0, 0, 0.4, 1, 3}).Draw(t, "target"),
	}
}

// positions are the funnel of the first group and the positions by unit.
type positions struct {
	Funnel Funnel
	Units  map[string]Position
}

func positionsOf[M rri.Measure](t *rapid.T, s Set[string, M], o Options) (positions, []Row) {
	r, err := Of(s, o)
	if err != nil {
		t.Fatal(err)
	}
	p := positions{Units: make(map[string]Position)}
	if len(r.Groups) == 0 {
		return p, nil
	}
	p.Funnel = r.Groups[0].Funnel
	for _, row := range r.Groups[0].Rows {
		p.Units[row.Unit] = row.Position
	}
	return p, r.Groups[0].Rows
}

// TestFunnelOutside: a value is outside of the limits exactly if its p-value is below their level,
// the limits lie around each other, and Z is of one mind with P.
func TestFunnelOutside(t *testing.T) {
	t.Run("rate", rapid.MakeCheck(testFunnelOutside[rri.Rate]))
	t.Run("proportion", rapid.MakeCheck(testFunnelOutside[rri.Proportion]))
}

func testFunnelOutside[M rri.Measure](t *rapid.T) {
	s, o := funnelCase[M](t)
	p, rows := positionsOf(t, s, o)
	for _, row := range rows {
		x := row.Position
		if math.IsNaN(x.P) {
			if p.Funnel.Target > 0 && !math.IsInf(p.Funnel.Target, 1) {
				t.Fatalf("%s %v: no p-value: %+v, %+v, %v", row.Unit, row.Value, p.Funnel, x, s.Units)
			}
			continue
		}
		for _, limits := range []struct {
			level  float64
			lower  float64
			higher float64
		}{{2 * innerTail, x.Inner.Lower, x.Inner.Upper}, {2 * outerTail, x.Outer.Lower, x.Outer.Upper}} {
			outside := row.Value.Value < limits.lower || row.Value.Value > limits.higher
			if outside != (x.P < limits.level) {
				t.Fatalf("%s: value %v, limits %v to %v, p %v", row.Unit, row.Value.Value, limits.lower, limits.higher, x.P)
			}
		}
		if !(x.Outer.Lower <= x.Inner.Lower && x.Inner.Lower <= x.Inner.Upper && x.Inner.Upper <= x.Outer.Upper) {
			t.Fatalf("%s %v: limits %v and %v; %v, %+v", row.Unit, row.Value, x.Inner, x.Outer, o, p.Funnel)
		}
		if !(x.Size > 0) || math.IsInf(x.Size, 1) || math.IsNaN(x.Chance) {
			t.Fatalf("%s: size %v, chance %v", row.Unit, x.Size, x.Chance)
		}
		if math.Abs(x.Z) > 1.9599640 != (x.P < 0.05) && math.Abs(x.P-0.05) > 1e-7 {
			t.Fatalf("%s: Z %v, P %v", row.Unit, x.Z, x.P)
		}
	}
}

// TestFunnelChance: by chance alone the p-value of a unit is that of its value at the target, by
// the options of the comparison.
func TestFunnelChance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, o := funnelCase[rri.Rate](t)
		o.Overdispersion = ChanceAlone
		p, _ := positionsOf(t, s, o)
		for _, u := range s.Units {
			x, ok := p.Units[u.Name]
			if !ok || math.IsNaN(x.P) {
				continue
			}
			one := o.Options
			one.Null = p.Funnel.Target
			e, err := rri.Ratio(u.Counts["Black"], u.Counts["White"], one)
			// a p-value that says below of a value above the target, or the other way round, is 1
			if err != nil || e.P != x.P && x.P != 1 {
				t.Fatalf("%s: p %v; that of the ratio is %v, %v", u.Name, x.P, e.P, err)
			}
		}
	})
}

var near = cmp.Options{cmpopts.EquateApprox(1e-6, 1e-9), cmpopts.EquateNaNs()}

// TestFunnelOrder: the order of the units changes nothing.
func TestFunnelOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, o := funnelCase[rri.Rate](t)
		before, _ := positionsOf(t, s, o)
		s.Units = rapid.Permutation(s.Units).Draw(t, "order")
		after, _ := positionsOf(t, s, o)
		if diff := cmp.Diff(before, after, near); diff != "" {
			t.Fatal(diff)
		}
	})
}

// TestFunnelResidents: residents counted in another unit change no index, and so nothing of the
// funnel; those of one unit, of both of its groups, neither.
func TestFunnelResidents(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, o := funnelCase[rri.Rate](t)
		before, _ := positionsOf(t, s, o)
		times, only := rapid.SampledFrom([]float64{0.125, 4, 1024}).Draw(t, "times"), rapid.Bool().Draw(t, "one unit only")
		for i, u := range s.Units {
			if only && i > 0 {
				break
			}
			for g, m := range u.Counts {
				m.Population *= times
				u.Counts[g] = m
			}
		}
		after, _ := positionsOf(t, s, o)
		if diff := cmp.Diff(before, after, near); diff != "" {
			t.Fatal(diff)
		}
	})
}

// TestFunnelFarAway: with a target that is given, a unit further out than all others moves nothing
// of them by moving further out: it is drawn in. Adding it does, since then there is one more. (By
// the quantiles of the paper it is drawn in to less than itself from eleven units on.)
func TestFunnelFarAway(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, o := funnelCase[rri.Rate](t)
		o.Target = 1
		for len(s.Units) < 14 {
			s.Units = append(s.Units, funnelSet[rri.Rate](t).Units...)
		}
		for i := range s.Units {
			s.Units[i].Name = fmt.Sprintf("unit %02d", i)
		}
		s = withEvents(s)
		far := func(events int64) positions {
			with := s
			with.Units = append(slices.Clone(s.Units), Unit[string, rri.Rate]{Name: "far", Counts: map[string]rri.Rate{
				"Black": {Events: events, Population: 1e9}, "White": {Events: 1e9 - events, Population: 1e9},
			}})
			p, _ := positionsOf(t, with, o)
			delete(p.Units, "far")
			return p
		}
		before, after := far(999_999_000), far(999_999_999)
		if diff := cmp.Diff(before, after, near); diff != "" {
			t.Fatal(diff)
		}
	})
}
