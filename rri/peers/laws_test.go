package peers

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/trend"
)

// eventsUpTo draws a count of events: nearly always a small one, some with very many.
func eventsUpTo(t *rapid.T, usual int64) int64 {
	if rapid.IntRange(0, 9).Draw(t, "many") == 0 {
		return rapid.Int64Range(0, 1e9).Draw(t, "events")
	}
	return rapid.Int64Range(0, usual).Draw(t, "events")
}

// lawSet is a set of up to seven units with counts of four groups, some of them small. Some units
// have no counts, some lack a group, and some have unknown people.
func lawSet[M rri.Measure](t *rapid.T, o Options) Set[string, M] {
	s := Set[string, M]{Baseline: "White"}
	for i := range rapid.IntRange(1, 7).Draw(t, "units") {
		u := Unit[string, M]{Name: fmt.Sprint("unit ", i)}
		if i > 0 && rapid.IntRange(0, 9).Draw(t, "missing") == 0 {
			s.Units = append(s.Units, u)
			continue
		}
		u.Counts = make(map[string]M)
		for k, g := range []string{"White", "Asian", "Black", "Mixed"} {
			if k > 1 && rapid.IntRange(0, 9).Draw(t, "not counted") == 0 {
				continue
			}
			u.Counts[g] = lawCount[M](t, []int64{400, 9, 60, 60}[k], drawnEffect(t, o))
		}
		if rapid.Bool().Draw(t, "unknown") {
			u.Unknown = lawCount[M](t, 30, 0)
			if events, _, _ := u.Unknown.Counts(); !u.Unknown.IsProportion() {
				u.Unknown = measure[M](events, 0, 0)
			}
		}
		s.Units = append(s.Units, u)
	}
	return s
}

// drawnEffect draws a design effect, none for a method that enumerates.
func drawnEffect(t *rapid.T, o Options) float64 {
	if o.Method == rri.Exact || o.Method == rri.MidP {
		return 0
	}
	return rapid.SampledFrom([]float64{0, 1.5}).Draw(t, "effect")
}

// lawCount draws a count.
func lawCount[M rri.Measure](t *rapid.T, usual int64, effect float64) M {
	events := eventsUpTo(t, usual)
	return measure[M](events, float64(events)+float64(500*rapid.Int64Range(1, 4).Draw(t, "exposure")), effect)
}

// lawMethods are the methods that a law is tried with: those that have a pair of units.
func lawMethods[M rri.Measure](q Quantity) (all []rri.Method) {
	m := measure[M](5, 10, 0)
	pair := trend.Pair[M]{Group: m, Baseline: m}
	for method := range rri.Methods() {
		o := Options{Options: rri.Options{Method: method}, Quantity: q}
		_, err := ratioOf(o, fallen[M]{group: m, baseline: m}, fallen[M]{group: m, baseline: m})
		_, own := estimate(q, pair.Group, pair.Baseline, o.Options)
		if err == nil && own == nil {
			all = append(all, method)
		}
	}
	return all
}

// drawnOptions draws the choices of a comparison.
func drawnOptions[M rri.Measure](t *rapid.T) Options {
	o := Options{
		Quantity: rapid.SampledFrom([]Quantity{Index, Rate}).Draw(t, "quantity"),
		Sense:    rapid.SampledFrom([]trend.Sense{trend.Neither, trend.UpIsWorse, trend.UpIsBetter}).Draw(t, "sense"),
		Worst:    rapid.IntRange(0, 1).Draw(t, "worst"),
	}
	o.Method = rapid.SampledFrom(lawMethods[M](o.Quantity)).Draw(t, "method")
	o.Level = rapid.SampledFrom([]float64{0, 0.8, 0.99}).Draw(t, "level")
	o.DegreesOfFreedom = rapid.SampledFrom([]float64{0, 0, 12}).Draw(t, "freedom")
	return o
}

// groupsOf returns the comparisons of a set by what this file is about: ranks, pairs, the mean and
// the words. It draws anew where the method has no interval for counts of that size.
func groupsOf[M rri.Measure](t *rapid.T, s Set[string, M], o Options) []Comparison[string] {
	filled, err := o.filled()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(); err != nil {
		t.Fatal(err)
	}
	var all []Comparison[string]
	for _, g := range s.compared(o.Quantity) {
		c, err := ranked(s, g, filled)
		if errors.Is(err, rri.ErrMethod) {
			t.Skip(err)
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, c)
	}
	return all
}

// ranked returns a comparison with its ranks, pairs, mean and words alone.
func ranked[G cmp.Ordered, M rri.Measure](s Set[G, M], g G, o Options) (Comparison[G], error) {
	c := Comparison[G]{Group: g}
	cells, missing, err := s.cells(g, o)
	if err != nil {
		return c, err
	}
	c.Missing = missing
	for _, cell := range cells {
		c.Rows = append(c.Rows, Row{Unit: cell.unit.Name, Value: cell.value})
	}
	if err := rankRows(&c, cells, o); err != nil {
		return c, err
	}
	if err := amongWorstRows(&c, cells, o); err != nil {
		return c, err
	}
	return c, s.meanOf(&c, cells, o)
}

// alike compares numbers to one in a million.
var alike = gocmp.Options{cmpopts.EquateApprox(1e-6, 1e-7), cmpopts.EquateNaNs(), cmpopts.EquateEmpty()}

// eachModel checks a law of rates and of proportions.
func eachModel(t *testing.T, rates, proportions func(t *rapid.T)) {
	t.Run("rates", func(t *testing.T) { rapid.Check(t, rates) })
	t.Run("proportions", func(t *testing.T) { rapid.Check(t, proportions) })
}

// TestRanksHold: every rank lies in its interval, which lies in that with the unknown; those among
// the worst add up; the units that a row cannot be told from are as many as its interval has other
// places; the bounds hold the interval; the word is that of the interval.
func TestRanksHold(t *testing.T) { eachModel(t, ranksHold[rri.Rate], ranksHold[rri.Proportion]) }

func ranksHold[M rri.Measure](t *rapid.T) {
	o := drawnOptions[M](t)
	s := lawSet[M](t, o)
	for _, c := range groupsOf(t, s, o) {
		var sum float64
		n := len(c.Rows)
		if len(c.Pairs) != n*(n-1)/2 || len(c.Missing)+n != len(s.Units) {
			t.Fatalf("%d pairs of %d rows, %d missing", len(c.Pairs), n, len(c.Missing))
		}
		for i, row := range c.Rows {
			k := row.Rank
			if k.Lowest < 1 || k.Lowest > k.Lower || k.Lower > k.Rank || k.Rank > k.Upper || k.Upper > k.Highest || k.Highest > n {
				t.Fatalf("%s: %+v", row.Unit, k)
			}
			if len(row.Alike) != k.Upper-k.Lower || slices.Contains(row.Alike, row.Unit) {
				t.Fatalf("%s: %+v, alike %q", row.Unit, k, row.Alike)
			}
			if row.Bounds == nil && (k.Lowest != k.Lower || k.Highest != k.Upper) && !slices.ContainsFunc(c.Rows, func(r Row) bool { return r.Bounds != nil }) {
				t.Fatalf("%s: %+v without unknown", row.Unit, k)
			}
			if b := row.Bounds; b != nil && !(b.Lower <= row.Value.Lower && row.Value.Upper <= b.Upper) {
				t.Fatalf("%s: bounds %v of %v", row.Unit, b, row.Value)
			}
			if k.AmongWorst < 0 || k.AmongWorst > 1+1e-9 {
				t.Fatalf("%s: %+v", row.Unit, k)
			}
			sum += k.AmongWorst
			if (row.Word == NoWord) != (row.Why != "") || row.Word != NoWord && row.Word != wordOf(row.ToMean.Lower, row.ToMean.Upper, usualMargin) {
				t.Fatalf("%s: %q, %q of %v", row.Unit, row.Word, row.Why, row.ToMean)
			}
			if i > 0 && c.Rows[i-1].Rank.Rank > k.Rank {
				t.Fatalf("%s before %s", c.Rows[i-1].Unit, row.Unit)
			}
		}
		if math.Abs(sum-float64(c.Worst)) > 1e-6 {
			t.Fatalf("%v of the worst %d: %+v", sum, c.Worst, c.Rows)
		}
		for _, p := range c.Pairs {
			if p.Apart && (p.P >= 1-levelOf(o) || !(p.Ratio.Lower > 1)) || p.P < p.Ratio.P {
				t.Fatalf("%+v", p)
			}
		}
	}
}

func levelOf(o Options) float64 {
	if o.Level == 0 {
		return 0.95
	}
	return o.Level
}

// TestOrderDoesNotMatter: the order of the units changes nothing.
func TestOrderDoesNotMatter(t *testing.T) {
	eachModel(t, permuted[rri.Rate], permuted[rri.Proportion])
}

func permuted[M rri.Measure](t *rapid.T) {
	o := drawnOptions[M](t)
	s := lawSet[M](t, o)
	other := s
	other.Units = rapid.Permutation(s.Units).Draw(t, "order")
	if diff := gocmp.Diff(groupsOf(t, s, o), groupsOf(t, other, o), cmpopts.EquateNaNs()); diff != "" {
		t.Fatalf("in another order: %s", diff)
	}
}

// scaled returns a set in which the populations of some units are that many times as large.
func scaled(s Set[string, rri.Rate], factor float64, units ...string) Set[string, rri.Rate] {
	s.Units = slices.Clone(s.Units)
	for i, u := range s.Units {
		if !slices.Contains(units, u.Name) {
			continue
		}
		counts := maps.Clone(u.Counts)
		for g, m := range counts {
			m.Population *= factor
			counts[g] = m
		}
		s.Units[i].Counts = counts
	}
	return s
}

// TestScaling: residents counted in other units, as in thousands, change nothing of indices, in one
// unit or in all. In all they change the values of rates alone.
func TestScaling(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := drawnOptions[rri.Rate](t)
		s := lawSet[rri.Rate](t, o)
		factor := rapid.SampledFrom([]float64{0.1, 3, 1000}).Draw(t, "factor")
		var all []string
		for _, u := range s.Units {
			all = append(all, u.Name)
		}
		want, got := groupsOf(t, s, o), groupsOf(t, scaled(s, factor, all...), o)
		if o.Quantity == Rate {
			for i := range got {
				times(&got[i].Mean, factor)
				for k := range got[i].Rows {
					row := &got[i].Rows[k]
					times(&row.Value, factor)
					if row.Bounds != nil {
						row.Bounds = &trend.Limits{Lower: row.Bounds.Lower * factor, Upper: row.Bounds.Upper * factor}
					}
				}
			}
		}
		if diff := gocmp.Diff(want, got, alike); diff != "" {
			t.Fatalf("all: %s", diff)
		}
		if one := s.Units[0].Name; o.Quantity == Index {
			if diff := gocmp.Diff(want, groupsOf(t, scaled(s, factor, one), o), alike); diff != "" {
				t.Fatalf("one: %s", diff)
			}
		}
	})
}

func times(e *rri.Estimate, factor float64) {
	e.Value *= factor
	e.Lower *= factor
	e.Upper *= factor
}
