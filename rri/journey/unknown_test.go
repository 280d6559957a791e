package journey

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// ways calls yield with every way in which n people can be of the group, of the baseline, or of
// neither.
func waysOf(n int64, yield func(group, baseline int64)) {
	for x := int64(0); x <= n; x++ {
		for y := int64(0); y <= n-x; y++ {
			yield(x, y)
		}
	}
}

// extremes are the lowest and the highest ratio that was met.
type extremes struct{ lower, upper float64 }

func (e *extremes) meet(n, m, b, c int64) {
	if v := float64(n) / float64(m) / (float64(b) / float64(c)); !math.IsNaN(v) {
		e.lower, e.upper = min(e.lower, v), max(e.upper, v)
	}
}

func near1(a, b float64) bool { return a == b || math.Abs(a-b) <= 1e-12*math.Abs(b) }

// TestBoundsEnumerated deals the unknown of a journey of two steps out in every way. Where no more
// are unknown at a stage than before, each person has a group or none along the journey, and the
// bounds are the lowest and the highest of what can be; otherwise they hold all of it.
func TestBoundsEnumerated(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string, most int64) int64 { return rapid.Int64Range(0, most).Draw(t, name) }
		var n, m, o, u [3]int64 // the group, the baseline, the others and the unknown by stage
		n[0], m[0], o[0], u[0] = 1+draw("n", 8), 1+draw("m", 8), 20, draw("u", 4)
		carried := rapid.Bool().Draw(t, "carried")
		for s := 1; s < 3; s++ {
			n[s], m[s], o[s] = draw("n", n[s-1]), draw("m", m[s-1]), draw("o", o[s-1])
			if carried {
				u[s] = draw("u", u[s-1])
			} else {
				u[s] = draw("u", min(4, n[s-1]+m[s-1]+o[s-1]+u[s-1]-n[s]-m[s]-o[s]))
			}
		}
		var stages []Stage[string]
		for s := range 3 {
			stages = append(stages, Stage[string]{Name: string(rune('a' + s)), Counts: map[string]int64{"G": n[s], "W": m[s], "O": o[s]}, Unknown: u[s]})
		}
		j, err := Compare("W", stages, Options{})
		if err != nil {
			t.Fatal(err)
		}
		carried = u[2] <= u[1] && u[1] <= u[0]
		var steps [2]extremes
		whole := extremes{math.Inf(1), math.Inf(-1)}
		steps[0], steps[1] = whole, whole
		// The people of each stage of no known group, as those who go no further.
		if carried {
			waysOf(u[2], func(g2, b2 int64) {
				waysOf(u[1]-u[2], func(g1, b1 int64) {
					waysOf(u[0]-u[1], func(g0, b0 int64) {
						n0, n1, n2 := n[0]+g0+g1+g2, n[1]+g1+g2, n[2]+g2
						m0, m1, m2 := m[0]+b0+b1+b2, m[1]+b1+b2, m[2]+b2
						steps[0].meet(n1, n0, m1, m0)
						steps[1].meet(n2, n1, m2, m1)
						whole.meet(n2, n0, m2, m0)
					})
				})
			})
		} else {
			waysOf(u[2], func(g2, b2 int64) {
				waysOf(u[1], func(g1, b1 int64) {
					waysOf(u[0], func(g0, b0 int64) {
						n0, n1, n2 := n[0]+g0, n[1]+g1, n[2]+g2
						m0, m1, m2 := m[0]+b0, m[1]+b1, m[2]+b2
						if n1 > n0 || n2 > n1 || m1 > m0 || m2 > m1 {
							return // more than came
						}
						steps[0].meet(n1, n0, m1, m0)
						steps[1].meet(n2, n1, m2, m1)
						whole.meet(n2, n0, m2, m0)
					})
				})
			})
		}
		p := j.Paths[0]
		for _, test := range []struct {
			name      string
			got       *unknown.Bounds
			want      extremes
			from, to  int
			estimated float64
		}{
			{"first step", p.Indices[0].Bounds, steps[0], 0, 1, p.Indices[0].Estimate.Value},
			{"second step", p.Indices[1].Bounds, steps[1], 1, 2, p.Indices[1].Estimate.Value},
			{"cumulative", p.Indices[1].CumulativeBounds, whole, 0, 2, p.Cumulative.Value},
		} {
			if (test.got == nil) != (u[test.from] == 0 && u[test.to] == 0) {
				t.Fatalf("%s: bounds %v, with %v unknown", test.name, test.got, u)
			}
			if test.got == nil || math.IsNaN(test.got.Lower) || test.want.lower > test.want.upper {
				continue // 0 people of the group are known
			}
			b := *test.got
			switch {
			case carried && (!near1(b.Lower, test.want.lower) || !near1(b.Upper, test.want.upper)):
				t.Fatalf("%s: %v, and the ways to deal %v out have %v", test.name, b, u, test.want)
			case b.Lower > test.want.lower*(1+1e-12) || b.Upper < test.want.upper*(1-1e-12):
				t.Fatalf("%s: %v is narrower than %v, with %v unknown", test.name, b, test.want, u)
			}
			if v := test.estimated; !math.IsNaN(v) && (v < b.Lower*(1-1e-12) || v > b.Upper*(1+1e-12)) {
				t.Fatalf("%s: %v does not hold the index %v", test.name, b, v)
			}
		}
	})
}

// TestBoundsOfRates: a first step out of residents has the bounds of package unknown, and every
// stage behind it too; residents of no known group widen them.
func TestBoundsOfRates(t *testing.T) {
	stages := matrix()
	at := func(stages []Stage[string], d index.Direction) Path[string] {
		j, err := Compare("White", stages, Options{Direction: d})
		if err != nil {
			t.Fatal(err)
		}
		return j.Paths[0]
	}
	p, turned := at(stages, index.GroupOverComparator), at(stages, index.ComparatorOverGroup)
	for _, test := range []struct {
		got          *unknown.Bounds
		lower, upper float64
		reason       string
	}{
		{p.Indices[0].Bounds, 742.0 / 11800 / (1371.0 / 52000), 803.0 / 11800 / (1310.0 / 52000), "arrests"},
		{p.Indices[3].CumulativeBounds, 118.0 / 11800 / (125.0 / 52000), 121.0 / 11800 / (122.0 / 52000), "residents to detention"},
		{turned.Indices[0].Bounds, 1310.0 / 52000 / (803.0 / 11800), 1371.0 / 52000 / (742.0 / 11800), "the other way round"},
	} {
		if test.got == nil || !near1(test.got.Lower, test.lower) || !near1(test.got.Upper, test.upper) {
			t.Errorf("%s: %v, want %v to %v", test.reason, test.got, test.lower, test.upper)
		}
	}
	if b := p.Indices[6].CumulativeBounds; b != nil {
		t.Errorf("transfer, where all are known: %v", b)
	}
	stages[0].Unknown = 1000
	b := at(stages, index.GroupOverComparator).Indices[0].Bounds
	if lower, upper := 742.0/12800/(1371.0/52000), 803.0/11800/(1310.0/53000); !near1(b.Lower, lower) || !near1(b.Upper, upper) {
		t.Errorf("with residents of no known group: %v, want %v to %v", b, lower, upper)
	}
}

// TestSpan has one reason a row.
func TestSpan(t *testing.T) {
	for _, test := range []struct {
		n, m, events, people int64
		rate                 bool
		lower, upper         float64
		reason               string
	}{
		{3, 5, 1, 0, false, 0.6, 0.8, "one more of them"},
		{3, 5, 9, 0, false, 0.6, 1, "no more than all of them"},
		{3, 5, 9, 0, true, 0.6, 2.4, "but for events"},
		{3, 5, 0, 5, false, 0.3, 0.6, "or more people"},
		{0, 5, 0, 5, false, 0, 0, "none at all"},
		{0, 0, 3, 5, false, math.NaN(), math.NaN(), "nobody known"},
	} {
		b := span(test.n, test.m, test.events, test.people, test.rate)
		same := func(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }
		if !same(b.Lower, test.lower) || !same(b.Upper, test.upper) {
			t.Errorf("%s: %v, want %v to %v", test.reason, b, test.lower, test.upper)
		}
	}
}
