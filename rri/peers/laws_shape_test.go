package peers

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/trend"
)

// plentySet is a set of two to six units with counts that are not few, so that a value far from all
// can be told from each.
func plentySet[M rri.Measure](t *rapid.T) Set[string, M] {
	s := Set[string, M]{Baseline: "White"}
	for i := range rapid.IntRange(2, 6).Draw(t, "units") {
		u := Unit[string, M]{Name: fmt.Sprint("unit ", i), Counts: make(map[string]M)}
		for _, g := range []string{"White", "Black"} {
			events := rapid.Int64Range(300, 900).Draw(t, "events")
			u.Counts[g] = measure[M](events, float64(1800+100*rapid.Int64Range(0, 9).Draw(t, "exposure")), 0)
		}
		if rapid.Bool().Draw(t, "unknown") {
			events := rapid.Int64Range(0, 9).Draw(t, "unknown events")
			if u.Unknown = measure[M](events, float64(2*events), 0); !u.Unknown.IsProportion() {
				u.Unknown = measure[M](events, 0, 0)
			}
		}
		s.Units = append(s.Units, u)
	}
	return s
}

// farUnit is a unit with a value far below or above those of a plentySet, and many events.
func farUnit[M rri.Measure](above bool) Unit[string, M] {
	group, baseline := measure[M](100_000, 1e9, 0), measure[M](999_000, 1e6, 0)
	if above {
		group, baseline = baseline, group
	}
	return Unit[string, M]{Name: "far", Counts: map[string]M{"White": baseline, "Black": group}}
}

// TestFarUnit: a unit far from all others is told from each, so that it moves their ranks and the
// intervals of these by one, or not at all, and changes no pair of the others but by the number
// that its P is adjusted for. Whoever is among the worst stays there if it is at the other end, or
// is counted as one more of them. The mean it changes, and with it the words.
func TestFarUnit(t *testing.T) { eachModel(t, farAway[rri.Rate], farAway[rri.Proportion]) }

func farAway[M rri.Measure](t *rapid.T) {
	o := drawnOptions[M](t)
	o.DegreesOfFreedom = 0 // with few, nothing is told from anything at a small level
	o.Worst = 1
	s, above := plentySet[M](t), rapid.Bool().Draw(t, "above")
	with := s
	with.Units = append(slices.Clone(s.Units), farUnit[M](above))
	moreWorst := o
	if above == (o.Sense != trend.UpIsBetter) {
		moreWorst.Worst++
	}
	for k, c := range groupsOf(t, s, o) {
		if c.Group != "Black" {
			continue
		}
		got := groupsOf(t, with, moreWorst)[k]
		var rows []Row
		for _, row := range got.Rows {
			if row.Unit == "far" {
				continue
			}
			if !above {
				row.Rank.Rank--
				row.Rank.Lower--
				row.Rank.Upper--
				row.Rank.Lowest--
				row.Rank.Highest--
			}
			row.ToMean, row.Word, row.Why = rri.Estimate{}, NoWord, ""
			rows = append(rows, row)
		}
		for i := range c.Rows {
			c.Rows[i].ToMean, c.Rows[i].Word, c.Rows[i].Why = rri.Estimate{}, NoWord, ""
		}
		if diff := cmp.Diff(c.Rows, rows, alike); diff != "" {
			t.Fatalf("rows: %s", diff)
		}
		isFar := func(p Pair) bool { return p.Lower == "far" || p.Higher == "far" }
		for _, p := range got.Pairs {
			if isFar(p) && !p.Apart {
				t.Fatalf("not far: %+v", p)
			}
		}
		pairs := slices.DeleteFunc(got.Pairs, isFar)
		for i, p := range pairs {
			// Where an own p-value is smaller than that of the far unit, it is adjusted for more.
			// That is far below any level.
			if was := c.Pairs[i]; p.Apart != was.Apart || math.Abs(p.P-was.P) > 1e-12 {
				t.Fatalf("%+v, and was %+v", p, was)
			}
		}
	}
}

// TestInverted: where the baseline is compared with the group, every place is counted from the
// other end, and the same units can be told apart.
func TestInverted(t *testing.T) { eachModel(t, inverted[rri.Rate], inverted[rri.Proportion]) }

func inverted[M rri.Measure](t *rapid.T) {
	o := drawnOptions[M](t)
	o.Quantity = Index
	o.Method = rapid.SampledFrom(lawMethods[M](Index)).Draw(t, "method")
	s := lawSet[M](t, o)
	for i := range s.Units { // two groups alone, in all units that have any
		if c := s.Units[i].Counts; c != nil {
			s.Units[i].Counts = map[string]M{"White": c["White"], "Asian": c["Asian"]}
		}
	}
	turned, turnedOptions := s, o
	turned.Baseline = "Asian"
	turnedOptions.Sense = trend.UpIsBetter
	o.Sense = trend.UpIsWorse
	c, d := groupsOf(t, s, o)[0], groupsOf(t, turned, turnedOptions)[0]
	// A group or a baseline without events may not be in the records, by the mean of either index.
	mayLack := func(m Missing) bool { return strings.HasSuffix(m.Why, "the records may not have the group") }
	if slices.ContainsFunc(c.Missing, mayLack) || slices.ContainsFunc(d.Missing, mayLack) {
		return
	}
	n := len(c.Rows)
	if len(d.Rows) != n {
		t.Fatalf("%d rows, and the other way %d", n, len(d.Rows))
	}
	of := make(map[string]Row)
	for _, row := range d.Rows {
		of[row.Unit] = row
	}
	for _, row := range c.Rows {
		k, other := row.Rank, of[row.Unit].Rank
		ties := 0
		for _, r := range c.Rows {
			if r.Rank.Rank == k.Rank {
				ties++
			}
		}
		want := Rank{Rank: n + 2 - ties - k.Rank, Lower: n + 1 - k.Upper, Upper: n + 1 - k.Lower, Lowest: n + 1 - k.Highest, Highest: n + 1 - k.Lowest, AmongWorst: k.AmongWorst}
		// What the levels and the quantiles of an exact method step over is not the same both ways.
		if want.AmongWorst, other.AmongWorst = 0, 0; want != other {
			t.Fatalf("%s: %+v, and the other way %+v", row.Unit, k, other)
		}
		if got := of[row.Unit].Rank.AmongWorst; math.Abs(k.AmongWorst-got) > 1e-5 {
			t.Fatalf("%s: %v among the worst, and the other way %v", row.Unit, k.AmongWorst, got)
		}
	}
	apart := func(pairs []Pair) (names []string) {
		for _, p := range pairs {
			if p.Apart {
				names = append(names, min(p.Lower, p.Higher)+" "+max(p.Lower, p.Higher))
			}
		}
		slices.Sort(names)
		return names
	}
	if diff := cmp.Diff(apart(c.Pairs), apart(d.Pairs)); diff != "" {
		t.Fatalf("apart: %s", diff)
	}
}

// TestMoreUnknown: the more people are of no known group, the wider is the interval that allows for
// them. Of small proportions that need not be, since an interval of more people is narrower.
func TestMoreUnknown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := drawnOptions[rri.Rate](t)
		s := lawSet[rri.Rate](t, o)
		more := s
		more.Units = slices.Clone(s.Units)
		for i := range more.Units {
			more.Units[i].Unknown.Events += rapid.Int64Range(0, 20).Draw(t, "more")
		}
		was, got := groupsOf(t, s, o), groupsOf(t, more, o)
		for i, c := range was {
			for j, row := range c.Rows {
				k, wider := row.Rank, got[i].Rows[j].Rank
				if wider.Lowest > k.Lowest || wider.Highest < k.Highest || wider.Lower != k.Lower || wider.Upper != k.Upper {
					t.Fatalf("%s: %+v, and with more unknown %+v", row.Unit, k, wider)
				}
			}
		}
	})
}
