package suppress

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/multiple"
)

func compare[M rri.Measure](t fataler, counts map[string]M) rri.Table[string, M] {
	t.Helper()
	table, err := rri.Compare("a", counts, rri.Options{})
	if err != nil {
		t.Fatalf("%v", err)
	}
	return table
}

// of returns events of trials.
func of(events, trials int64) rri.Proportion { return rri.Proportion{Events: events, Trials: trials} }

func TestRule(t *testing.T) {
	type p = map[string]rri.Proportion
	tests := []struct {
		name                   string
		counts                 p
		o                      Options[string]
		hidden, hiddenExposure []string
		withholdTotals         bool
		reason                 string
	}{
		{"nothing small", p{"a": of(100, 200), "b": of(6, 50)}, Options[string]{AtMost: 5}, nil, nil, false, "6 is above 5"},
		{"zeros", p{"a": of(100, 200), "b": of(0, 50), "c": of(0, 0)}, Options[string]{AtMost: 5}, nil, nil, false, "a zero is a zero"},
		{"one small, the largest group", p{"a": of(100, 200), "b": of(3, 50), "c": of(20, 70), "d": of(12, 60)}, Options[string]{AtMost: 5}, []string{"b", "c"}, nil, false,
			"70 trials are more than 60; the 20 and the 12 are not looked at"},
		{"one small, the largest group too close", p{"a": of(100, 200), "b": of(1, 50), "c": of(20, 60), "d": of(6, 70)}, Options[string]{AtMost: 5}, []string{"b", "c", "d"}, nil, false,
			"1+6: a count known to be above 5 would leave 1 alone for b"},
		{"two small that do not, of one sum", p{"a": of(100, 200), "b": of(3, 50), "c": of(3, 60), "d": of(40, 60)}, Options[string]{AtMost: 5}, []string{"b", "c", "d"}, nil, false,
			"1+5 to 5+1 would do, but then no other two could have a third withheld without telling that they are not 6 together"},
		{"three small that do", p{"a": of(100, 200), "b": of(3, 50), "c": of(3, 60), "d": of(2, 60)}, Options[string]{AtMost: 5}, []string{"b", "c", "d"}, nil, false,
			"8 is 1 to 5 of each"},
		{"a zero by wish", p{"a": of(10, 200), "b": of(5, 50), "c": of(0, 60), "d": of(0, 60)}, Options[string]{AtMost: 5, Hide: []string{"c"}}, []string{"a", "b", "c"}, nil, false,
			"alone beside the total, the zero of c would follow"},
		{"a zero by wish, nothing of 1 to k", p{"a": of(10, 200), "b": of(5, 50), "c": of(0, 60), "d": of(0, 60)}, Options[string]{AtMost: 2, Hide: []string{"c"}}, []string{"a", "b", "c"}, nil, false,
			"the same with k of 2: it was withheld alone; 5 together is the least that b could cover for"},
		{"a zero by wish and nothing small", p{"a": of(100, 200), "b": of(50, 80), "c": of(0, 60)}, Options[string]{AtMost: 5, Hide: []string{"c"}}, []string{"b", "c"}, nil, false,
			"alone beside the total, the zero of c would follow"},
		{"zero of zero by wish", p{"a": of(100, 200), "b": of(50, 80), "c": of(0, 0)}, Options[string]{AtMost: 5, HideExposure: []string{"c"}}, []string{"b", "c"}, []string{"b", "c"}, false,
			"the same, of the trials"},
		{"the example of the rule", p{"a": of(565, 9000), "b": of(89, 700), "c": of(80, 600), "d": of(1, 400), "e": of(9, 500)}, Options[string]{AtMost: 5}, []string{"b", "d"}, nil, false,
			"not 80 and 1, from which it would follow that 9 and 1 do not do"},
		{"two small that do not", p{"a": of(100, 200), "b": of(5, 50), "c": of(5, 60), "d": of(40, 60)}, Options[string]{AtMost: 5}, []string{"b", "c", "d"}, nil, false,
			"10 is 5+5 alone"},
		{"baseline last", p{"a": of(20, 200), "b": of(3, 50), "c": of(30, 60)}, Options[string]{AtMost: 5}, []string{"b", "c"}, nil, false, "30 rather than the baseline's 20"},
		{"baseline if nothing else", p{"a": of(100, 200), "b": of(3, 50)}, Options[string]{AtMost: 5}, []string{"a", "b"}, nil, false, "the total tells one alone"},
		{"hopeless", p{"a": of(1, 200), "b": of(2, 50)}, Options[string]{AtMost: 5}, []string{"a", "b"}, nil, true, "3 in all is at most 2 each"},
		{"nobody knows the totals", p{"a": of(100, 200), "b": of(3, 50)}, Options[string]{AtMost: 5, NoTotals: true}, []string{"b"}, nil, false, "primary alone"},
		{"small trials", p{"a": of(100, 200), "b": of(0, 4), "c": of(10, 40), "d": of(30, 60)}, Options[string]{AtMost: 5}, []string{"b", "c", "d"}, []string{"b", "c"}, false,
			"of 4 searches the 0 goes too; 40 searches must cover for the 4, with their 10 finds, for which the 30 must"},
		{"carried over", p{"a": of(100, 200), "b": of(10, 40), "c": of(11, 50)}, Options[string]{AtMost: 5, HideExposure: []string{"c", "nobody"}}, []string{"b", "c"}, []string{"b", "c"}, false,
			"c by wish, b because the total would tell"},
		{"told by the trials", p{"a": of(0, 0), "b": of(4, 4), "c": of(50, 90)}, Options[string]{AtMost: 3, Hide: []string{"b"}, NoTotals: true}, []string{"b"}, []string{"b"}, false,
			"more than 3 of 4 are 4"},
		{"events carried over", p{"a": of(100, 200), "b": of(10, 40), "c": of(11, 50)}, Options[string]{AtMost: 5, Hide: []string{"c", "nobody"}}, []string{"b", "c"}, nil, false,
			"the trials are shown elsewhere"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			table := compare(t, test.counts)
			s, err := Apply(table, test.o)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(s.Hidden, test.hidden) || !slices.Equal(s.HiddenExposure, test.hiddenExposure) || s.WithholdTotals != test.withholdTotals {
				t.Errorf("withheld %q, exposure %q, totals %t; want %q, %q, %t (%s)", s.Hidden, s.HiddenExposure, s.WithholdTotals, test.hidden, test.hiddenExposure,
					test.withholdTotals, test.reason)
			}
		})
	}
}

func TestErrors(t *testing.T) {
	good := compare(t, map[string]rri.Rate{"a": {Events: 9, Population: 10}, "b": {Events: 1, Population: 10}})
	without, twice, bad := good, good, good
	without.Baseline = "z"
	s, err := Apply(good, Options[string]{AtMost: 5})
	if err != nil {
		t.Fatal(err)
	}
	twice = s.Table
	bad.Rows = slices.Clone(bad.Rows)
	bad.Rows[1].Count.Events = -1
	crowded := compare(t, map[string]rri.Rate{"a": {Events: rri.MaxCount, Population: float64(rri.MaxCount)}})
	tests := []struct {
		name  string
		table rri.Table[string, rri.Rate]
		o     Options[string]
		want  error
	}{
		{"k of 0", good, Options[string]{}, rri.ErrOption},
		{"k of 0 with a base of 1", good, Options[string]{Base: 1}, rri.ErrOption},
		{"rounding alone", good, Options[string]{Base: 5}, nil},
		{"midpoints alone", good, Options[string]{Base: 6, Midpoints: true}, nil},
		{"rounding alone, and a group withheld", good, Options[string]{Base: 5, Hide: []string{"a"}}, rri.ErrOption},
		{"rounding alone, and trials withheld", good, Options[string]{Base: 5, HideExposure: []string{"a"}}, rri.ErrOption},
		{"k below 0", good, Options[string]{AtMost: -5, Base: 5}, rri.ErrOption},
		{"k of 1 with a base", good, Options[string]{AtMost: 1, Base: 5}, rri.ErrOption},
		{"midpoints of nothing", good, Options[string]{AtMost: 5, Midpoints: true}, rri.ErrOption},
		{"midpoints of 1", good, Options[string]{AtMost: 5, Base: 1, Midpoints: true}, nil},
		{"k of 1", good, Options[string]{AtMost: 1}, rri.ErrOption},
		{"k too large", good, Options[string]{AtMost: 1001}, rri.ErrOption},
		{"base", good, Options[string]{AtMost: 5, Base: -1}, rri.ErrOption},
		{"no baseline", without, Options[string]{AtMost: 5}, rri.ErrBaseline},
		{"withheld already", twice, Options[string]{AtMost: 5}, rri.ErrCount},
		{"negative", bad, Options[string]{AtMost: 5}, rri.ErrCount},
		{"rounded beyond what is counted", crowded, Options[string]{AtMost: 5, Base: rri.MaxCount - 1}, nil},
	}
	for _, test := range tests {
		if _, err := Apply(test.table, test.o); !errors.Is(err, test.want) {
			t.Errorf("%s: error %v, want %v", test.name, err, test.want)
		}
	}
}

// Every form of the output is without the withheld counts and without every figure of their rows.
func TestEveryForm(t *testing.T) {
	table := compare(t, map[string]rri.Rate{"a": {Events: 317, Population: 1584583}, "b": {Events: 22, Population: 44435}, "c": {Events: 0, Population: 60732}, "d": {Events: 3, Population: 16982}})
	whole := publish(t, table)
	s, err := Apply(table, Options[string]{AtMost: 5})
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"b", "d"}; !slices.Equal(s.Hidden, want) {
		t.Fatalf("withheld %q, want %q", s.Hidden, want)
	}
	var csv, markdown, plain bytes.Buffer
	for _, err := range []error{s.Table.WriteCSV(&csv), s.Table.WriteMarkdown(&markdown), s.Table.WriteText(&plain)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for i, r := range publish(t, s.Table).Rows {
		hidden := slices.Contains(s.Hidden, r.Group)
		if (r.Events == nil) != hidden || anyFigure(r.Rate, r.Ratio, r.Difference, r.Excess) == hidden {
			t.Errorf("row %s: withheld %t, published %+v", r.Group, hidden, r)
		}
		if !hidden {
			if diff := cmp.Diff(whole.Rows[i], r); diff != "" {
				t.Errorf("row %s changed:\n%s", r.Group, diff)
			}
		}
	}
	for _, line := range strings.Split(csv.String(), "\n") {
		if strings.Contains(line, ",d,") && !strings.Contains(line, ",d,,16982,,,,,,,,,,,,,,,0.95,scas,suppressed") {
			t.Errorf("CSV of d: %s", line)
		}
	}
	for name, form := range map[string]string{"text": plain.String(), "markdown": markdown.String()} {
		if !strings.Contains(form, "counts of 1 to 5 are withheld") {
			t.Errorf("%s does not say the rule:\n%s", name, form)
		}
		if strings.Contains(form, "a count below 5") {
			t.Errorf("%s says that a withheld count is small:\n%s", name, form)
		}
	}
}

func multiples(base int64) grid { return grid{base, false} }
func midpoints(base int64) grid { return grid{base, true} }

func TestRounding(t *testing.T) {
	table := compare(t, map[string]rri.Proportion{"a": {Events: 103, Trials: 317}, "b": {Events: 7, Trials: 22}, "c": {Events: 0, Trials: 38}})
	table.Measure, table.Definition, table.Events, table.Exposure, table.Per, table.Notes = "find rate", "finds", "finds", "searches", 1000, []string{"a note"}
	s, err := Apply(table, Options[string]{AtMost: 5, Base: 5})
	if err != nil {
		t.Fatal(err)
	}
	want := compare(t, map[string]rri.Proportion{"a": {Events: 105, Trials: 315}, "b": {Events: 5, Trials: 20}, "c": {Events: 0, Trials: 40}})
	want.Measure, want.Definition, want.Events, want.Exposure, want.Per = "find rate", "finds", "finds", "searches", 1000
	want.Notes = []string{"a note", "counts of 1 to 5 are withheld, and other figures from which they would follow; a zero is a zero; " +
		"other counts are rounded to multiples of 5, and intervals and p-values hold for every count that they stand for"}
	want = want.WithDerived("rounded to multiples of 5, with limits and p-values that hold for every count that these stand for")
	// TestRoundedCovers has them
	ignore := cmpopts.IgnoreFields(rri.Estimate{}, "Lower", "Upper", "P")
	if diff := cmp.Diff(want, s.Table, cmpopts.EquateNaNs(), ignore, unexported); diff != "" {
		t.Errorf("rounded (-want +got):\n%s", diff)
	}
	if _, err := Apply(s.Table, Options[string]{AtMost: 5}); !errors.Is(err, rri.ErrDerived) {
		t.Errorf("a rounded table again: error %v, want ErrDerived", err)
	}
	for _, c := range []struct {
		n    int64
		g    grid
		want int64
	}{
		{0, multiples(5), 0}, {1, multiples(5), 5}, {7, multiples(5), 5}, {8, multiples(5), 10}, {25, multiples(10), 30}, {24, multiples(10), 20},
		{6, multiples(100), 100}, {0, midpoints(6), 0}, {1, midpoints(6), 3}, {6, midpoints(6), 3}, {7, midpoints(6), 9}, {12, midpoints(6), 9},
		{13, midpoints(6), 15}, {1, midpoints(5), 3}, {5, midpoints(5), 3}, {6, midpoints(5), 8}, {10, midpoints(10), 5}, {11, midpoints(10), 15},
		{2, midpoints(2), 1}, {3, midpoints(2), 3}, {9, midpoints(1), 9}, {1e9, midpoints(6), 999_999_999}, {1<<53 - 2, midpoints(7), 1 << 53},
	} {
		if got := c.g.round(c.n); got != c.want {
			t.Errorf("%d %s: %d, want %d", c.n, c.g.rule(), got, c.want)
		}
	}
	for _, c := range []struct {
		g       grid
		m, want rri.Proportion
		reason  string
	}{
		{multiples(5), of(13, 14), of(10, 15), "13 of 14 are not all: 15 of 15 would print 100 %"},
		{multiples(5), of(14, 14), of(15, 15), "14 of 14 are"},
		{multiples(5), of(3, 4), of(5, 10), "not all, and 0 would be none"},
		{multiples(5), of(0, 4), of(0, 5), "none are none"},
		{multiples(5), of(0, 0), of(0, 0), "nothing is nothing"},
		{multiples(5), of(12, 15), of(10, 15), "the nearest"},
		{midpoints(6), of(8, 30), of(9, 27), "each by itself"},
		{midpoints(6), of(8, 12), of(3, 9), "8 of 12 are not all: 9 of 9 would print 100 %"},
		{midpoints(6), of(12, 12), of(9, 9), "12 of 12 are"},
		{midpoints(6), of(3, 4), of(3, 9), "not all, and there is no midpoint below 3"},
		{midpoints(6), of(6, 7), of(3, 9), "next to each other"},
		{midpoints(6), of(0, 4), of(0, 3), "none are none"},
	} {
		if got, err := round(c.m, c.g); got != c.want || err != nil {
			t.Errorf("round(%v) = %v, %v, want %v: %s", c.m, got, err, c.want, c.reason)
		}
	}
}

// The counts that are tried for a rounded one are those that round to it, the ends among them.
func TestPreimage(t *testing.T) {
	for _, g := range []grid{
		multiples(2), multiples(5), multiples(7), multiples(10), multiples(12), multiples(100),
		midpoints(2), midpoints(5), midpoints(6), midpoints(7), midpoints(10), midpoints(12), midpoints(100),
	} {
		for _, k := range []int64{0, 2, 5, 7, 11, 20} {
			type ends struct{ events, trials [2]int64 }
			all := map[rri.Proportion]ends{}
			for n := k + 1; n < 4*g.base; n++ {
				for e := int64(0); e <= n; e++ {
					if e >= 1 && e <= k {
						continue
					}
					shown, err := round(of(e, n), g)
					if err != nil {
						t.Fatal(err)
					}
					x, ok := all[shown]
					if !ok {
						x = ends{[2]int64{e, e}, [2]int64{n, n}}
					}
					x.events[0], x.events[1] = min(x.events[0], e), max(x.events[1], e)
					x.trials[0], x.trials[1] = min(x.trials[0], n), max(x.trials[1], n)
					all[shown] = x
				}
			}
			for shown, want := range all {
				if shown.Trials > 2*g.base { // the last ones are not complete
					continue
				}
				got := ends{[2]int64{1 << 60, 0}, [2]int64{1 << 60, 0}}
				counts, err := preimage(shown, g, k)
				if err != nil {
					t.Fatal(err)
				}
				for _, m := range counts {
					if err := m.Validate(); err != nil {
						t.Errorf("%s, k %d, %v: %v: %v", g.rule(), k, shown, m, err)
					}
					got.events[0], got.events[1] = min(got.events[0], m.Events), max(got.events[1], m.Events)
					got.trials[0], got.trials[1] = min(got.trials[0], m.Trials), max(got.trials[1], m.Trials)
				}
				// A rounded count that is at most k stands for itself too.
				if got.events[0] > want.events[0] || got.events[1] < want.events[1] || got.trials[0] > want.trials[0] || got.trials[1] < want.trials[1] {
					t.Errorf("%s, k %d, %v: %v, want %v", g.rule(), k, shown, got, want)
				}
			}
		}
	}
}

// Rounding alone withholds nothing but the totals, which would tell more than the counts do.
func TestRoundedAlone(t *testing.T) {
	table := compare(t, map[string]rri.Rate{"a": {Events: 317, Population: 1584583}, "b": {Events: 3, Population: 40732}, "c": {Population: 900}})
	for _, known := range []bool{true, false} {
		s, err := Apply(table, Options[string]{Base: 6, Midpoints: true, NoTotals: !known})
		if err != nil {
			t.Fatal(err)
		}
		if s.WithholdTotals != known || len(s.Hidden)+len(s.HiddenExposure) != 0 {
			t.Errorf("totals known: %v: %+v", known, s)
		}
		for i, want := range []int64{315, 3, 0} {
			if got := s.Table.Rows[i].Count.Events; got != want {
				t.Errorf("row %d: %d, want %d", i, got, want)
			}
		}
		const said = "counts are rounded to midpoints of 6 (1 to 6 are shown as 3), and intervals and p-values hold for every count that they stand for; a zero is a zero"
		if !slices.Contains(s.Table.Notes, said) {
			t.Errorf("notes %q, want %q", s.Table.Notes, said)
		}
	}
}

// What is published of rounded counts is the same for every count that is rounded to them: no digit
// tells which it was.
func TestRoundedTellsNoMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := Options[string]{AtMost: rapid.SampledFrom([]int64{0, 2, 5, 7, 10, 20}).Draw(t, "k"), Base: rapid.SampledFrom([]int64{2, 5, 6, 10, 12}).Draw(t, "base")}
		o.Midpoints = rapid.Bool().Draw(t, "midpoints")
		shown := func(n int64) bool { return n == 0 || n > o.AtMost }
		one, other := map[string]rri.Proportion{}, map[string]rri.Proportion{}
		for _, g := range groups[:3] {
			draw := func(near rri.Proportion, room int64, label string) rri.Proportion {
				trials := rapid.Int64Range(max(o.AtMost+1, near.Trials-room), near.Trials+room).Draw(t, label+" trials of "+g)
				events := rapid.Int64Range(max(0, near.Events-room), min(near.Events+room, trials)).Draw(t, label+" events of "+g)
				if !shown(events) {
					events = 0
				}
				return of(events, trials)
			}
			one[g] = draw(of(rapid.SampledFrom([]int64{2, 20}).Draw(t, "about"), 30), 30, "one")
			other[g] = draw(one[g], o.Base, "other")
			a, errA := round(one[g], o.grid())
			b, errB := round(other[g], o.grid())
			if errA != nil || errB != nil {
				t.Fatal(errA, errB)
			}
			if a != b {
				other[g] = one[g]
			}
		}
		sameJSON(t, one, other, o)
		sameJSON(t, asRatesOf(one), asRatesOf(other), o)
	})
}

// asRatesOf returns the events as rates of one population.
func asRatesOf(counts map[string]rri.Proportion) map[string]rri.Rate {
	rates := map[string]rri.Rate{}
	for g, p := range counts {
		rates[g] = rri.Rate{Events: p.Events, Population: 1000}
	}
	return rates
}

func sameJSON[M rri.Measure](t fataler, one, other map[string]M, o Options[string]) {
	t.Helper()
	var published [2][]byte
	for i, counts := range []map[string]M{one, other} {
		for g, m := range counts {
			a, errA := round(one[g], o.grid())
			b, errB := round(m, o.grid())
			if errA != nil || errB != nil {
				t.Fatalf("%v %v", errA, errB)
			}
			if a != b {
				return // as rates they are rounded apart
			}
		}
		s, err := Apply(compare(t, counts), o)
		if err != nil {
			t.Fatalf("%v", err)
		}
		if published[i], err = json.Marshal(s); err != nil {
			t.Fatalf("%v", err)
		}
	}
	if !bytes.Equal(published[0], published[1]) {
		t.Fatalf("%v and %v are rounded alike, but published as\n%s\n%s", one, other, published[0], published[1])
	}
}

// Limits and p-values of rounded counts cover those of the counts.
func TestRoundedCovers(t *testing.T) {
	check := func(t fataler, name string, counts map[string]rri.Rate, of map[string]rri.Proportion, o rri.Options, g grid) {
		t.Helper()
		if counts != nil {
			covers(t, name, counts, o, g)
		}
		if of != nil {
			covers(t, name, of, o, g)
		}
	}
	check(t, "p 0.030 where the truth is 0.114", map[string]rri.Rate{"a": {Events: 317, Population: 1584583}, "b": {Events: 13, Population: 40732}}, nil, rri.Options{}, multiples(5))
	check(t, "p 0.944 of 1 of 8, and 0.905 of all that are tried", nil, map[string]rri.Proportion{"a": of(1, 8), "b": of(0, 1)}, rri.Options{}, multiples(5))
	check(t, "15 of 15", nil, map[string]rri.Proportion{"a": of(70, 317), "b": of(13, 14)}, rri.Options{}, multiples(5))
	check(t, "by exact", map[string]rri.Rate{"a": {Events: 317, Population: 1584583}, "b": {Events: 13, Population: 40732}}, nil, rri.Options{Method: rri.Exact}, multiples(5))
	for i, m := range []rri.Method{rri.Jeffreys, rri.Jeffreys, rri.Wald, rri.Wald} {
		g := []grid{multiples(5), midpoints(6)}[i%2]
		check(t, "by "+m.String(), map[string]rri.Rate{"a": {Events: 317, Population: 1584583}, "b": {Events: 13, Population: 40732}},
			map[string]rri.Proportion{"a": of(12, 31), "b": of(7, 14)}, rri.Options{Method: m}, g)
	}
	rapid.Check(t, func(t *rapid.T) {
		g := grid{rapid.SampledFrom([]int64{2, 3, 5, 6, 10, 25}).Draw(t, "base"), rapid.Bool().Draw(t, "midpoints")}
		o := rri.Options{Method: rapid.SampledFrom([]rri.Method{rri.SCAS, rri.SCAS, rri.Score, rri.Wald, rri.Jeffreys}).Draw(t, "method"),
			Level: rapid.SampledFrom([]float64{0, 0.8, 0.99}).Draw(t, "level"),
			Side:  rapid.SampledFrom([]rri.Side{rri.TwoSided, rri.TwoSided, rri.LowerOnly, rri.UpperOnly}).Draw(t, "side")}
		counts := genCounts(t)
		check(t, "random", asRates(counts), counts, o, g)
	})
}

func covers[M rri.Measure](t fataler, name string, counts map[string]M, o rri.Options, g grid) {
	t.Helper()
	table, err := rri.Compare("a", counts, o)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for _, k := range []int64{0, 2} {
		s, err := Apply(table, Options[string]{AtMost: k, Base: g.base, Midpoints: g.midpoints})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		coversRows(t, name, table, s.Table)
	}
}

// coversRows checks the rows of a rounded table against those of the table.
func coversRows[M rri.Measure](t fataler, name string, table, shown rri.Table[string, M]) {
	t.Helper()
	for i, r := range shown.Rows {
		if r.Rate.Flags.Has(rri.Suppressed) {
			continue
		}
		was := table.Rows[i]
		for j, e := range []rri.Estimate{r.Rate, r.Ratio, r.Difference, r.Excess} {
			true := []rri.Estimate{was.Rate, was.Ratio, was.Difference, was.Excess}[j]
			// The rest is that of other ends of the search for the same limit.
			const room = 1e-9
			if e.Flags.Has(rri.Suppressed) || math.IsNaN(true.Lower) {
				continue
			}
			if e.Lower > true.Lower+room*math.Abs(true.Lower) || e.Upper < true.Upper-room*math.Abs(true.Upper) || e.P < true.P*(1-room) {
				t.Fatalf("%s: %v of %v, estimate %d: %v to %v, p %v, does not cover %v to %v, p %v", name, was.Count, table.Rows[0].Count, j, e.Lower, e.Upper, e.P, true.Lower, true.Upper, true.P)
			}
			if events, trials := proportion(r.Count), proportion(was.Count); events.Trials > 0 && events.Events == events.Trials && trials.Events < trials.Trials {
				t.Fatalf("%s: %v prints as all", name, was.Count)
			}
			// The null value is left out exactly if the p-value says so.
			null := []float64{math.NaN(), 1, 0, 0}[j]
			out := e.Lower > null || e.Upper < null
			alpha := 1 - table.Options.Level
			if !math.IsNaN(e.P) && math.Abs(e.P-alpha) > 1e-9 && out != (e.P < alpha) {
				t.Fatalf("%s: %v of %v, estimate %d: %v to %v, p %v at level %v", name, was.Count, table.Rows[0].Count, j, e.Lower, e.Upper, e.P, table.Options.Level)
			}
		}
	}
}

// proportion returns m if it is one.
func proportion[M rri.Measure](m M) rri.Proportion {
	p, _ := any(m).(rri.Proportion)
	return p
}

// What was said of the counts is said of the rounded ones, and a table that is no function of its
// counts is refused.
func TestComposes(t *testing.T) {
	counts := map[string]rri.Rate{"a": {Events: 900, Population: 100000, DesignEffect: 4}, "b": {Events: 90, Population: 4000, DesignEffect: 2.5}, "c": {Events: 3, Population: 4000}}
	table := compare(t, counts)
	for _, base := range []int64{0, 5} {
		s, err := Apply(table, Options[string]{AtMost: 5, Base: base})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range s.Table.Rows {
			if !r.Rate.Flags.Has(rri.Suppressed) && r.Count.DesignEffect != counts[r.Group].DesignEffect {
				t.Errorf("base %d: %v, want the design effect of %v", base, r.Count, counts[r.Group])
			}
		}
		if diff := cmp.Diff(table.Options, s.Table.Options); diff != "" {
			t.Errorf("base %d: options changed:\n%s", base, diff)
		}
	}
	// Widened and simultaneous, then suppressed: the figures that are shown are the same, rounded
	// ones cover them, and what was said stays.
	widened, err := widen(compare(t, map[string]rri.Rate{"a": {Events: 900, Population: 100000}, "b": {Events: 92, Population: 4000}, "c": {Events: 3, Population: 4000}, "d": {Events: 60, Population: 5000}}),
		func(float64) float64 { return 4 })
	if err != nil {
		t.Fatal(err)
	}
	together, err := multiple.Simultaneous(widened, multiple.Sidak, 20)
	if err != nil {
		t.Fatal(err)
	}
	for _, base := range []int64{0, 5} {
		s, err := Apply(together, Options[string]{AtMost: 5, Base: base})
		if err != nil {
			t.Fatal(err)
		}
		if s.Table.Simultaneous != together.Simultaneous || s.Table.Options != together.Options || !slices.Equal(s.Table.Notes[:len(together.Notes)], together.Notes) {
			t.Errorf("base %d: what was said of the table is lost: %+v", base, s.Table)
		}
		shown := 0
		for i, r := range s.Table.Rows[1:] {
			was := together.Rows[i+1].Ratio
			if r.Ratio.Flags.Has(rri.Suppressed) {
				continue
			}
			shown++
			if r.Ratio.Lower > was.Lower || r.Ratio.Upper < was.Upper || r.Ratio.P < was.P || base == 0 && r.Ratio != was {
				t.Errorf("base %d: %s is %v, was %v", base, r.Group, r.Ratio, was)
			}
		}
		if shown != 1 {
			t.Errorf("base %d: %d ratios are shown, want that of b", base, shown)
		}
		// The other order has an error, and no plain intervals.
		if _, err := multiple.Simultaneous(s.Table, multiple.Sidak, 20); err == nil {
			t.Error("simultaneous after suppression: no error")
		}
		plain, err := Apply(compare(t, map[string]rri.Rate{"a": {Events: 900, Population: 100000}, "b": {Events: 92, Population: 4000}}), Options[string]{AtMost: 5, Base: base})
		if err != nil {
			t.Fatal(err)
		}
		later, err := multiple.Simultaneous(plain.Table, multiple.Sidak, 20)
		if base > 1 != errors.Is(err, rri.ErrDerived) {
			t.Errorf("simultaneous after rounding to %d: error %v", base, err)
		}
		if base == 0 {
			first, err := multiple.Simultaneous(compare(t, map[string]rri.Rate{"a": {Events: 900, Population: 100000}, "b": {Events: 92, Population: 4000}}), multiple.Sidak, 20)
			if err != nil {
				t.Fatal(err)
			}
			after, err := Apply(first, Options[string]{AtMost: 5})
			if diff := cmp.Diff(after.Table.Rows, later.Rows, cmpopts.EquateNaNs(), unexported); err != nil || diff != "" {
				t.Errorf("nothing is withheld, and the order matters: %v\n%s", err, diff)
			}
		}
	}
	// A group of events without residents has no rate, and a table all the same.
	nobody, err := Apply(compare(t, map[string]rri.Rate{"a": {Events: 900, Population: 100000}, "b": {Events: 90}, "c": {Events: 3, Population: 4000}}), Options[string]{AtMost: 5, Base: 5})
	if err != nil || len(nobody.Table.Rows) != 3 {
		t.Errorf("events of nobody: %v", err)
	}
	if _, err := Apply(table.WithDerived("pooled over 20 imputations"), Options[string]{AtMost: 5}); !errors.Is(err, rri.ErrDerived) || !strings.Contains(err.Error(), "pooled over 20 imputations") {
		t.Errorf("a pooled table: error %v, want ErrDerived", err)
	}
}

// Names in errors are clean.
func TestErrorsAreClean(t *testing.T) {
	table := compare(t, map[string]rri.Rate{"a": {Events: 9, Population: 10}, "\x1b[31m\x07b\n": {Events: 1, Population: 10}})
	table.Rows[1].Count.Events = -1
	missing := table
	missing.Baseline = "\x1bz\n"
	for _, table := range []rri.Table[string, rri.Rate]{table, missing} {
		if _, err := Apply(table, Options[string]{AtMost: 5}); err == nil || strings.ContainsFunc(err.Error(), unicode.IsControl) {
			t.Errorf("error %q, want one without control characters", err)
		}
	}
}

// A result reads back as it was.
func TestResultJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := genCounts(t)
		o := Options[string]{AtMost: 2, Base: rapid.SampledFrom([]int64{0, 5}).Draw(t, "base")}
		o.Midpoints = o.Base > 0 && rapid.Bool().Draw(t, "midpoints")
		roundTrip(t, counts, o)
		roundTrip(t, asRates(counts), o)
	})
}

func roundTrip[M rri.Measure](t fataler, counts map[string]M, o Options[string]) {
	t.Helper()
	s, err := Apply(compare(t, counts), o)
	if err != nil {
		t.Fatalf("%v", err)
	}
	data, err := json.Marshal(s)
	if err != nil {
		t.Fatalf("%v", err)
	}
	var back Result[string, M]
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatalf("%v in %s", err, data)
	}
	again, err := json.Marshal(back)
	if err != nil || !bytes.Equal(again, data) {
		t.Fatalf("%s\nreads back as\n%s\n%v", data, again, err)
	}
	if !slices.Equal(back.Hidden, s.Hidden) || !slices.Equal(back.HiddenExposure, s.HiddenExposure) || back.WithholdTotals != s.WithholdTotals {
		t.Fatalf("%+v reads back as %+v", s, back)
	}
}

// The table that is given is not changed; the result is the same each time and whatever the order
// of the rows; small counts are withheld and zeros of rows with trials shown.
func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := genCounts(t)
		k := rapid.Int64Range(2, 7).Draw(t, "k")
		table, again := compare(t, counts), compare(t, counts)
		o := Options[string]{AtMost: k}
		s, err := Apply(table, o)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(again, table, cmpopts.EquateNaNs(), unexported); diff != "" {
			t.Fatalf("the table was changed:\n%s", diff)
		}
		second, err := Apply(table, o)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(s, second, cmpopts.EquateNaNs(), unexported); diff != "" {
			t.Fatalf("two results:\n%s", diff)
		}
		for i, r := range s.Table.Rows {
			m := table.Rows[i].Count
			hidden, trials := slices.Contains(s.Hidden, r.Group), slices.Contains(s.HiddenExposure, r.Group)
			if r.Rate.Flags.Has(rri.Suppressed) != hidden {
				t.Fatalf("%s: flag and list differ", r.Group)
			}
			switch small := func(n int64) bool { return n >= 1 && n <= k }; {
			case small(m.Events) && !hidden, small(m.Trials) && !trials:
				t.Fatalf("%v of %s is shown", m, r.Group)
			case m.Events == 0 && hidden && !trials:
				t.Fatalf("the zero of %s is withheld", r.Group)
			case m.Trials == 0 && trials:
				t.Fatalf("the zero trials of %s are withheld", r.Group)
			case hidden && r.Count.Events != 0, trials && r.Count.Trials != 0:
				t.Fatalf("%v of %s is in the row", r.Count, r.Group)
			case hidden && !(math.IsNaN(r.Rate.Value) && math.IsNaN(r.Ratio.Upper) && math.IsNaN(r.Excess.Lower) && math.IsNaN(r.Difference.P)):
				t.Fatalf("figures of %s are shown", r.Group)
			}
		}
		// A table without totals withholds no more than one with.
		primary, err := Apply(table, Options[string]{AtMost: k, NoTotals: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range primary.Hidden {
			if !slices.Contains(s.Hidden, g) {
				t.Fatalf("%s is withheld only if the totals are not known", g)
			}
		}
	})
}

func BenchmarkApply(b *testing.B) {
	counts := map[string]rri.Rate{}
	for i, g := range strings.Split("abcdefghijklmnopqrs", "") {
		counts[g] = rri.Rate{Events: int64(i * i), Population: 10000}
	}
	table, err := rri.Compare("s", counts, rri.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Apply(table, Options[string]{AtMost: 5}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkApplyGrowth: with ten times the groups it takes about ten times as long, whatever is
// withheld.
func BenchmarkApplyGrowth(b *testing.B) {
	for _, of := range []struct {
		name    string
		events  func(i int) int64
		hide    int // every so many groups
		options Options[string]
	}{
		{"one small count", func(i int) int64 { return 3 + 5*int64(min(i, 40)) }, 0, Options[string]{AtMost: 5}},
		{"no sum does", func(i int) int64 { return 3 + 3*int64(min(i, 1)) }, 0, Options[string]{AtMost: 5}},
		{"half by wish", func(i int) int64 { return 6 }, 2, Options[string]{AtMost: 5}},
		{"rounded", func(i int) int64 { return 3 + 5*int64(min(i, 40)) }, 0, Options[string]{AtMost: 5, Base: 5}},
	} {
		for _, n := range []int{1000, 10_000} {
			counts := map[string]rri.Proportion{}
			for i := range n {
				g := fmt.Sprintf("group %d", i)
				counts[g] = rri.Proportion{Events: of.events(i), Trials: 2*of.events(i) + int64(i)}
				if of.hide > 0 && i%of.hide == 1 {
					of.options.Hide = append(of.options.Hide, g)
				}
			}
			table, err := rri.Compare("group 0", counts, rri.Options{Method: rri.Wald})
			if err != nil {
				b.Fatal(err)
			}
			b.Run(fmt.Sprintf("%s/groups=%d", of.name, n), func(b *testing.B) {
				for b.Loop() {
					if _, err := Apply(table, of.options); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// unexported lets cmp look into tables.
var unexported = cmp.Exporter(func(reflect.Type) bool { return true })

// TestRoundedExact: exact intervals of proportions for every count that is rounded would take
// seconds to minutes.
func TestRoundedExact(t *testing.T) {
	table, err := rri.Compare("White", map[string]rri.Proportion{"White": {Events: 500, Trials: 1000}, "Black": {Events: 490, Trials: 1000}}, rri.Options{Method: rri.Exact})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Apply(table, Options[string]{AtMost: 5, Base: 5}); !errors.Is(err, rri.ErrMethod) || !strings.Contains(err.Error(), "choose another method") {
		t.Errorf("error %v, want ErrMethod", err)
	}
	if _, err := Apply(table, Options[string]{AtMost: 5}); err != nil {
		t.Errorf("without a base: %v", err)
	}
}

// widen returns t with design effects for its counts.
func widen(t rri.Table[string, rri.Rate], effect func(events float64) float64) (rri.Table[string, rri.Rate], error) {
	return t.Recompute(t.Options, func(_ string, r rri.Rate) rri.Rate {
		return rri.WithDesignEffect(r, effect(float64(r.Events)))
	})
}

// TestDesignEffectTells: where the variance is μ + α μ² the design effect of a count is 1 + α ×
// events, and α is printed: beside a withheld count of 3 it told the 3, in CSV and in JSON.
func TestDesignEffectTells(t *testing.T) {
	table, err := rri.Compare("White", map[string]rri.Rate{"White": {Events: 100, Population: 1000}, "Black": {Events: 20, Population: 90}, "Asian": {Events: 3, Population: 100}}, rri.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if table, err = widen(table, func(events float64) float64 { return 1 + 0.1*events }); err != nil {
		t.Fatal(err)
	}
	result, err := Apply(table, Options[string]{AtMost: 5})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range result.Table.Rows {
		if r.Rate.Flags.Has(rri.Suppressed) != (r.Count.DesignEffect == 0) {
			t.Errorf("%s: flags %v, design effect %v", r.Group, r.Rate.Flags, r.Count.DesignEffect)
		}
	}
	var b strings.Builder
	if err := result.Table.WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	// Rounded counts beside 1 + α × events as they were are no secret: 100 rounds to 100, and 11
	// tells it.
	if _, err := Apply(table, Options[string]{AtMost: 5, Base: 5}); !errors.Is(err, rri.ErrOption) || !strings.Contains(err.Error(), "design effects") {
		t.Errorf("rounded with design effects that tell the counts: error %v, want ErrOption", err)
	}
	if !strings.Contains(b.String(), "suppressed,,0,1,\n") || strings.Contains(b.String(), "1.3") {
		t.Errorf("the design effect of a withheld count is written:\n%s", b.String())
	}
}
