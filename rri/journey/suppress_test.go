package journey

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

// forms returns everything that is printed of a journey.
func forms(t *testing.T, stages []Stage[string], k int64) string {
	t.Helper()
	j, err := Compare("White", stages, Options{Suppress: k})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	data, err := json.Marshal(j)
	if err := errors.Join(err, j.WriteText(&b), j.WriteMarkdown(&b), j.WriteCSV(&b), j.Sheet().WriteHTML(&b, "t")); err != nil {
		t.Fatal(err)
	}
	for _, p := range j.Sheet().Pictures {
		if err := p.WriteSVG(&b); err != nil {
			t.Fatal(err)
		}
	}
	return b.String() + string(data)
}

// TestSuppressedAlike: journeys that differ in a small count alone are the same in every form, so
// that none of them tells it; and a larger count makes another.
func TestSuppressedAlike(t *testing.T) {
	line := func() []Stage[string] {
		return []Stage[string]{
			{Name: "applied", Counts: map[string]int64{"White": 1420, "Asian": 310, "Black": 240, "Mixed": 85}, Unknown: 90},
			{Name: "shortlisted", Counts: map[string]int64{"White": 497, "Asian": 84, "Black": 58, "Mixed": 27}, Unknown: 31},
			{Name: "appointed", Counts: map[string]int64{"White": 112, "Asian": 15, "Black": 8, "Mixed": 7}, Unknown: 9},
		}
	}
	events := func() []Stage[string] { s := line(); s[2].Rate = true; return s }
	for _, test := range []struct {
		of     func() []Stage[string]
		set    func(stages []Stage[string], n int64)
		reason string
	}{
		{line, func(s []Stage[string], n int64) { s[2].Counts["Black"] = n }, "the last stage of a line"},
		{line, func(s []Stage[string], n int64) { s[1].Counts["Mixed"], s[2].Counts["Mixed"] = n, 0 }, "a stage in the middle, and nobody after it"},
		{line, func(s []Stage[string], n int64) { s[1].Counts["Mixed"], s[2].Counts["Mixed"] = n, min(n, 1) }, "and some after it"},
		{line, func(s []Stage[string], n int64) { s[2].Counts["White"] = n }, "the baseline"},
		{line, func(s []Stage[string], n int64) { s[2].Unknown = n }, "no known group"},
		{line, func(s []Stage[string], n int64) { s[2].Counts["Asian"], s[2].Unknown = n, 6-n }, "a group and no known group"},
		{events, func(s []Stage[string], n int64) { s[2].Counts["Black"] = n }, "events of events, whose intervals are combined"},
		{events, func(s []Stage[string], n int64) { s[1].Counts["Mixed"], s[2].Counts["Mixed"] = n, 30 }, "a step on the way of a combined interval"},
		{matrix, func(s []Stage[string], n int64) { s[7].Counts["Black"] = n }, "a branch"},
		{matrix, func(s []Stage[string], n int64) { s[3].Unknown = n }, "no known group on a branch"},
		{func() []Stage[string] {
			s := matrix()
			// placement and transfer are petition
			s[7].Counts = map[string]int64{"White": 380, "Black": 282, "Hispanic": 94}
			return s
		}, func(s []Stage[string], n int64) {
			s[6].Counts["Hispanic"], s[7].Counts["Hispanic"] = n, s[5].Counts["Hispanic"]-n
		}, "branches that add up to the stage before"},
	} {
		var want string
		for n := int64(1); n <= 5; n++ {
			stages := test.of()
			test.set(stages, n)
			got := forms(t, stages, 5)
			if n == 1 {
				want = got
			}
			if got != want {
				t.Errorf("%s: 1 and %d are not alike:\n%s\n%s", test.reason, n, want, got)
				break
			}
		}
		stages := test.of()
		if forms(t, stages, 5) == want {
			t.Errorf("%s: a large count is as 1", test.reason)
		}
	}
}

// TestAttacker withholds the counts of every small journey, and puts together those that look the
// same. Of none of them can a small count be told: it can be any from 1 to k.
func TestAttacker(t *testing.T) {
	const k, most = 2, 4
	type person [3]int64 // of one group at three stages
	var nested, parted []person
	for a := range int64(most) {
		for b := range a + 1 {
			for c := range b + 1 {
				nested = append(nested, person{a, b, c})
			}
			parted = append(parted, person{a, b, a - b})
		}
	}
	for _, test := range []struct {
		of      []person
		parents []int
		reason  string
	}{
		{nested, []int{-1, 0, 1}, "a line"},
		{parted, []int{-1, 0, 0}, "two branches that add up"},
	} {
		seen := make(map[string][][3]person)
		for _, w := range test.of {
			for _, g := range test.of {
				for _, h := range test.of {
					groups := [3]person{w, g, h}
					c := &cover{k: k, parents: test.parents, rates: make([]bool, 3)}
					for s := range 3 {
						c.counts = append(c.counts, []int64{w[s], g[s], h[s], 0})
						c.hidden, c.wished = append(c.hidden, make([]bool, 4)), append(c.wished, make([]bool, 4))
					}
					if err := c.plan(); err != nil {
						t.Fatal(err)
					}
					look := ""
					for s := range 3 {
						for row := range 3 {
							if p := test.parents[s]; p >= 0 && c.hidden[p][row] && !c.hidden[s][row] {
								t.Fatalf("%s: %v: count %d of stage %d is withheld, and not %d of those behind", test.reason, groups, c.counts[p][row], p, c.counts[s][row])
							}
							if c.hidden[s][row] {
								look += "—,"
							} else {
								look += fmt.Sprint(c.counts[s][row], ",")
							}
						}
					}
					seen[look] = append(seen[look], groups)
				}
			}
		}
		told := 0
		for look, all := range seen {
			for i, cell := range strings.Split(strings.TrimSuffix(look, ","), ",") {
				var values []int64
				for _, groups := range all {
					values = append(values, groups[i%3][i/3])
				}
				small := slices.ContainsFunc(values, func(n int64) bool { return n >= 1 && n <= k })
				if cell == "—" && small && (!slices.Contains(values, 1) || !slices.Contains(values, 2)) {
					if told++; told < 5 {
						slices.Sort(values)
						t.Errorf("%s: %s: count %d of %v is one of %v", test.reason, look, i, all[0], slices.Compact(values))
					}
				}
				if n := values[0]; cell != "—" && n >= 1 && n <= k {
					t.Fatalf("%s: %s shows %d", test.reason, look, n)
				}
			}
		}
		t.Logf("%s: %d looks, of which %d tell a count", test.reason, len(seen), told)
	}
}

// TestSuppressOptions has one reason a row.
func TestSuppressOptions(t *testing.T) {
	for _, k := range []int64{-1, 1, 1001} {
		if _, err := Compare("White", matrix(), Options{Suppress: k}); !errors.Is(err, rri.ErrOption) {
			t.Errorf("counts of at most %d: %v", k, err)
		}
	}
	one := map[string]rri.Rate{"W": {Events: 1, Population: 2}}
	if _, err := Product("W", []Step[string]{{Name: "a", Rates: one}}, Options{Suppress: 5}); !errors.Is(err, rri.ErrOption) {
		t.Errorf("a product: %v", err)
	}
}

// TestSuppressLeavesRest: a journey without small counts loses nothing, and names the rule.
func TestSuppressLeavesRest(t *testing.T) {
	stages := matrix()[:6]
	stages[4].Unknown = 6
	plain, err := Compare("White", stages, Options{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := Compare("White", stages, Options{Suppress: 5})
	if err != nil || len(got.Notes) != 1 || !strings.HasPrefix(got.Notes[0], "counts of 1 to 5 are withheld") {
		t.Fatalf("%v, %q", err, got.Notes)
	}
	got.Notes, got.Options.Suppress = nil, 0
	a, _ := json.Marshal(plain)
	b, _ := json.Marshal(got)
	if string(a) != string(b) {
		t.Errorf("%s\nwant %s", b, a)
	}
}
