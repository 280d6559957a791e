package trend

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
)

// lawSeries is a series of calendar months or financial years with counts of four groups, some of
// them small. Some periods are missing, and in some a group is.
func lawSeries[M rri.Measure](t *rapid.T) Series[string, M] {
	s := Series[string, M]{Baseline: "White"}
	years := rapid.Bool().Draw(t, "years")
	n := rapid.IntRange(2, 9).Draw(t, "periods")
	for i := range n {
		p := Point[string, M]{Period: month(2016, time.Month(1+3*i))}
		if years {
			p.Period = financialYear(2008 + i)
		}
		s.Points = append(s.Points, p)
		if i > 1 && rapid.IntRange(0, 9).Draw(t, "missing") == 0 {
			continue
		}
		s.Points[i].Counts = make(map[string]M)
		for k, g := range []string{"White", "Asian", "Black", "Mixed"} {
			if k > 1 && rapid.IntRange(0, 9).Draw(t, "not counted") == 0 {
				continue
			}
			events := rapid.Int64Range(0, []int64{400, 9, 60, 60}[k]).Draw(t, "events")
			s.Points[i].Counts[g] = measure[M](events, float64(500*rapid.Int64Range(1, 4).Draw(t, "exposure")), rapid.SampledFrom([]float64{0, 1.5}).Draw(t, "effect"))
		}
	}
	return s
}

// measure returns a count that makes sense.
func measure[M rri.Measure](events int64, exposure, effect float64) M {
	m, err := rri.MeasureOf[M](events, exposure, effect)
	if err != nil {
		panic(err)
	}
	return m
}

// mapped returns a series with every point changed, that of Before and After too.
func mapped[M rri.Measure](s Series[string, M], change func(i int, p Point[string, M]) Point[string, M]) Series[string, M] {
	points := slices.Clone(s.Points)
	for i, p := range points {
		points[i] = change(i, p)
	}
	s.Points = points
	return s
}

// scaled returns a point whose exposure is that many times as large, by group.
func scaled(p Point[string, rri.Rate], by map[string]float64) Point[string, rri.Rate] {
	counts := make(map[string]rri.Rate)
	for g, m := range p.Counts {
		m.Population *= by[g]
		counts[g] = m
	}
	if p.Counts != nil {
		p.Counts = counts
	}
	return p
}

// answers are what a result says of changes and trends.
type answers struct {
	Changes []Change[string]
	Trends  []Trend[string]
}

func answersOf[M rri.Measure](t *rapid.T, s Series[string, M], o Options) answers {
	r, err := Of(s, o)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return answers{r.YearOnYear, r.Trends}
}

// alike compares numbers to one in a hundred million, and times as times.
var alike = cmp.Options{cmpopts.EquateApprox(1e-8, 1e-10), cmpopts.EquateNaNs(), cmpopts.EquateEmpty()}

// drawnOptions are of the families that are not slow.
func drawnOptions(t *rapid.T) Options {
	return Options{Options: rri.Options{
		Method: rapid.SampledFrom([]rri.Method{rri.SCAS, rri.Score, rri.Wald, rri.Jeffreys}).Draw(t, "method"),
		Level:  rapid.SampledFrom([]float64{0, 0.8, 0.99}).Draw(t, "level"),
		Side:   rapid.SampledFrom([]rri.Side{rri.TwoSided, rri.LowerOnly, rri.UpperOnly}).Draw(t, "side"),
	}}
}

// TestTimeDoesNotMatter: periods of the same lengths at another time have the same changes and
// trends. Four years later months are as long, and as far from each other.
func TestTimeDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { shifted[rri.Rate](t) })
	rapid.Check(t, func(t *rapid.T) { shifted[rri.Proportion](t) })
}

func shifted[M rri.Measure](t *rapid.T) {
	s, o := lawSeries[M](t), drawnOptions(t)
	later := mapped(s, func(_ int, p Point[string, M]) Point[string, M] {
		p.Start, p.End = p.Start.AddDate(4, 0, 0), p.End.AddDate(4, 0, 0)
		return p
	})
	want, got := answersOf(t, s, o), answersOf(t, later, o)
	for i := range got.Changes {
		got.Changes[i].Before, got.Changes[i].After = want.Changes[i].Before, want.Changes[i].After
	}
	if diff := cmp.Diff(want, got, alike); diff != "" {
		t.Fatalf("four years later: %s", diff)
	}
}

// TestScale: counting residents in thousands, all of them or those of one group alone, changes no
// change, no trend and no word, as long as it is done in every period.
func TestScale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, o := lawSeries[rri.Rate](t), drawnOptions(t)
		by := make(map[string]float64)
		all := rapid.Bool().Draw(t, "all")
		for _, g := range []string{"White", "Asian", "Black", "Mixed"} {
			by[g] = 8
			if !all {
				by[g] = rapid.SampledFrom([]float64{1, 0.25, 64}).Draw(t, "scale of "+g)
			}
		}
		want := answersOf(t, s, o)
		got := answersOf(t, mapped(s, func(_ int, p Point[string, rri.Rate]) Point[string, rri.Rate] { return scaled(p, by) }), o)
		for _, changes := range [][]Change[string]{want.Changes, got.Changes} {
			for i := range changes {
				for k := range changes[i].Rows {
					row := &changes[i].Rows[k]
					row.RateDifference = rri.Estimate{} // is of the unit of exposure
					if !all {
						row.Before, row.After = rri.Estimate{}, rri.Estimate{}
					}
				}
			}
		}
		if diff := cmp.Diff(want, got, alike); diff != "" {
			t.Fatalf("%v: %s", by, diff)
		}
	})
}

// TestPool: the parts into which a period is split give it again, and rolling over all points is
// the sum of all.
func TestPoolOfParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		year := financialYear(2015)
		var months []Point[string, rri.Rate]
		want := Point[string, rri.Rate]{Period: year, Counts: map[string]rri.Rate{"White": {}, "Black": {}}, Covered: 1}
		for i := range 12 {
			p := Point[string, rri.Rate]{Period: month(2015, time.April+time.Month(i)), Counts: make(map[string]rri.Rate)}
			for _, g := range []string{"White", "Black"} {
				m := rri.Rate{Events: rapid.Int64Range(0, 50).Draw(t, "events"), Population: float64(rapid.IntRange(1, 1000).Draw(t, "exposure"))}
				p.Counts[g] = m
				sum := want.Counts[g]
				want.Counts[g] = rri.Rate{Events: sum.Events + m.Events, Population: sum.Population + m.Population}
			}
			p.Unknown.Events = rapid.Int64Range(0, 9).Draw(t, "unknown")
			want.Unknown.Events += p.Unknown.Events
			months = append(months, p)
		}
		order := rapid.Permutation(months).Draw(t, "order")
		got, err := Pool(year, order...)
		if err != nil {
			t.Fatalf("%v", err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("twelve months: %s", diff)
		}
		rolling, err := Rolling(months, 12)
		if err != nil || len(rolling) != 1 {
			t.Fatalf("%d rolling years: %v", len(rolling), err)
		}
		rolling[0].Name = year.Name
		if diff := cmp.Diff(want, rolling[0]); diff != "" {
			t.Fatalf("rolling: %s", diff)
		}
		// first quarters, then the year of them
		var quarters []Point[string, rri.Rate]
		for i := 0; i < 12; i += 3 {
			q, err := Pool(span(months[i].Period, months[i+2].Period), months[i:i+3]...)
			if err != nil {
				t.Fatalf("%v", err)
			}
			quarters = append(quarters, q)
		}
		if got, err = Pool(year, quarters...); err != nil {
			t.Fatalf("%v", err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("four quarters: %s", diff)
		}
	})
}

// TestReversal: where time runs backwards, what rose by half falls by a third.
func TestReversal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { reversed[rri.Rate](t) })
	rapid.Check(t, func(t *rapid.T) { reversed[rri.Proportion](t) })
}

func reversed[M rri.Measure](t *rapid.T) {
	s, o := lawSeries[M](t), drawnOptions(t)
	o.Side = rri.TwoSided
	for i := range s.Points { // of equal lengths, as months backwards are not
		start := time.Date(2010, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(i) * 100 * 24 * time.Hour)
		s.Points[i].Period = Period{Name: fmt.Sprint(i), Start: start, End: start.Add(100 * 24 * time.Hour)}
	}
	s.Before, s.After = &s.Points[0], &s.Points[1]
	back := mapped(s, func(i int, p Point[string, M]) Point[string, M] {
		opposite := s.Points[len(s.Points)-1-i]
		opposite.Period = p.Period
		return opposite
	})
	n := len(s.Points)
	back.Before, back.After = &back.Points[n-2], &back.Points[n-1]
	forward, err := Of(s, o)
	if err != nil {
		t.Fatalf("%v", err)
	}
	backward, err := Of(back, o)
	if err != nil {
		t.Fatalf("%v", err)
	}
	turned := map[Word]Word{Increasing: Reducing, Reducing: Increasing}
	opposite := func(what string, a, b rri.Estimate, w, v Word) {
		if !closeTo(a.Value, 1/b.Value) || !closeTo(a.Lower, 1/b.Upper) || !closeTo(a.Upper, 1/b.Lower) || !closeTo(a.P, b.P) {
			t.Fatalf("%s: %v, p %v, and backwards %v, p %v", what, a, a.P, b, b.P)
		}
		// what is stable one way may not be so the other: the margin is not the same
		if want, ok := turned[w]; ok && v != want || !ok && turned[v] != NoWord {
			t.Fatalf("%s: %q, and backwards %q", what, w, v)
		}
	}
	if (forward.Compared == nil) != (backward.Compared == nil) {
		t.Fatalf("compared: %v, and backwards %v", forward.Compared, backward.Compared)
	}
	if forward.Compared != nil {
		for i, row := range forward.Compared.Rows {
			if other := backward.Compared.Rows[i]; row.Group != "White" && row.Ratio.Computed() {
				opposite("change of "+row.Group, row.Ratio, other.Ratio, row.Word, other.Word)
			}
		}
	}
	for i, trend := range forward.Trends {
		opposite("trend of "+trend.Group, trend.PerYear, backward.Trends[i].PerYear, trend.Word, backward.Trends[i].Word)
	}
}

// closeTo compares numbers to one in a million.
func closeTo(x, y float64) bool {
	return x == y || math.IsNaN(x) && math.IsNaN(y) || math.Abs(x-y) <= 1e-6*math.Max(math.Abs(x), math.Abs(y)) || math.Abs(x-y) < 1e-9
}

// TestOtherGroupsDoNotMatter: the index, the change and the trend of a group come of its own counts
// and those of the baseline, whatever other groups there are and in whatever order.
func TestOtherGroupsDoNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, o := lawSeries[rri.Rate](t), drawnOptions(t)
		alone := mapped(s, func(_ int, p Point[string, rri.Rate]) Point[string, rri.Rate] {
			if m, ok := p.Counts["Black"]; ok {
				// in another place
				p.Counts = map[string]rri.Rate{"White": p.Counts["White"], "ZZ": m}
			} else if p.Counts != nil {
				p.Counts = map[string]rri.Rate{"White": p.Counts["White"]}
			}
			return p
		})
		all, one := answersOf(t, s, o), answersOf(t, alone, o)
		for i, change := range all.Changes {
			for _, row := range change.Rows {
				for _, other := range one.Changes[i].Rows {
					if row.Group == "Black" && other.Group == "ZZ" && row.Ratio.Computed() {
						other.Group = row.Group
						if diff := cmp.Diff(row, other, alike); diff != "" {
							t.Fatalf("%s", diff)
						}
					}
				}
			}
		}
		for _, trend := range all.Trends {
			if trend.Group == "Black" {
				if one.Trends[0].Group = "Black"; !cmp.Equal(trend, one.Trends[0], alike) {
					t.Fatalf("%+v among others, %+v alone", trend, one.Trends[0])
				}
			}
		}
	})
}
