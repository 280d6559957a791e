package journey

import (
	"math"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

// TestCombinedUnbounded: a combined index of 0 and one of +Inf have no limit on the other side, and
// say that, and not that a count is zero by itself.
func TestCombinedUnbounded(t *testing.T) {
	e := func(v float64) rri.Estimate {
		return rri.Estimate{Value: v, Lower: v / 2, Upper: v * 2, Level: 0.95}
	}
	for _, test := range []struct {
		es   []rri.Estimate
		want rri.Flags
	}{
		{[]rri.Estimate{e(0), e(2)}, rri.Unbounded},
		{[]rri.Estimate{e(math.Inf(1)), e(2)}, rri.Unbounded},
		{[]rri.Estimate{e(3), e(2)}, 0},
		{[]rri.Estimate{e(math.NaN()), e(2)}, rri.NoData},
	} {
		if c := interval(test.es); c.Flags != test.want {
			t.Errorf("product of %v: flags %v, want %v", test.es, c.Flags, test.want)
		}
	}
}

// TestNotComputed: an estimate that was not computed prints as a dash, and not as the 0 of its zero
// value.
func TestNotComputed(t *testing.T) {
	j, err := Compare("W", []Stage[string]{
		{Name: "searched", Counts: map[string]int64{"A": 50, "W": 500}}, {Name: "arrested", Counts: map[string]int64{"A": 20, "W": 100}}, {Name: "charged", Counts: map[string]int64{"A": 10, "W": 40}},
	}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	j.Paths[0].Cumulative = rri.Estimate{}
	var b strings.Builder
	if err := j.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	if text := b.String(); strings.Contains(text, "  0  ") || strings.Contains(text, "0 – 0") || strings.Contains(text, "0.00 to") || !strings.Contains(text, "—") {
		t.Errorf("an index that was not computed:\n%s", text)
	}
}

// TestArrowOfInfiniteGap: where nobody of a group comes further the gap is infinite, and the step
// that makes it so has the arrow, without a share.
func TestArrowOfInfiniteGap(t *testing.T) {
	j, err := Compare("W", []Stage[string]{
		{Name: "searched", Counts: map[string]int64{"A": 50, "W": 500}}, {Name: "arrested", Counts: map[string]int64{"A": 20, "W": 100}}, {Name: "charged", Counts: map[string]int64{"A": 0, "W": 40}},
	}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := j.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		if strings.Contains(line, "charged") && strings.Contains(line, " 0 ") && !strings.Contains(line, "— ←") {
			t.Errorf("%q: want the arrow at the step at which nobody is left", line)
		}
	}
	if j.Paths[0].Largest != 1 || !strings.Contains(b.String(), "— ←") {
		t.Errorf("largest %d:\n%s", j.Paths[0].Largest, b.String())
	}
}
