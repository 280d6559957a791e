package report

import (
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// TestWidths: the heading names the width of the intervals of groups that somebody was searched of.
func TestWidths(t *testing.T) {
	of := func(g ethnicity.Group, events int64, exposure, effect float64) Row {
		return Row{Group: g, Events: &events, Exposure: &exposure, DesignEffect: effect}
	}
	told := []Stops{{Status: outcomes.StopsTold}}
	for _, test := range []struct {
		rows   []Row
		want   string
		reason string
	}{
		{[]Row{of(ethnicity.White, 90, 1e5, 1.44), of(ethnicity.Other, 0, 1e4, 4)},
			"How sure: searches of one stop count as one piece of evidence: intervals are 1.2 times as wide for White",
			"a group without searches has no width: its design effect is that of the others"},
		{[]Row{of(ethnicity.White, 90, 1e5, 1.44), of(ethnicity.Other, 3, 1e4, 1.44)},
			"How sure: searches of one stop count as one piece of evidence: intervals are 1.2 times as wide for every group",
			"every group has searches"},
		{[]Row{of(ethnicity.White, 90, 1e5, 1.44), of(ethnicity.Other, 3, 1e4, 4)},
			"How sure: searches of one stop count as one piece of evidence: intervals are 1.2 times as wide for White, 2.0 for Other",
			"one with a few has"},
	} {
		d := Document{Tables: []Table{{Model: modelRate, Rows: test.rows}}, Stops: told}
		if got := d.howSure(); got != test.want {
			t.Errorf("%s:\n%s\nwant\n%s", test.reason, got, test.want)
		}
	}
}

// TestEffectsLine: a group that nobody was searched of has no interval that allows for anything.
func TestEffectsLine(t *testing.T) {
	of := func(g ethnicity.Group, events int64, exposure, effect float64) Row {
		return Row{Group: g, Events: &events, Exposure: &exposure, DesignEffect: effect}
	}
	table := Table{Rows: []Row{of(ethnicity.White, 24, 124, 1.28), of(ethnicity.Asian, 0, 1, 3), of(ethnicity.Other, 0, 0, 3)}}
	const want = "intervals are so many times as wide, since people were stopped together (in brackets its square, the design effect): Asian 1.73 (3.00); White 1.13 (1.28)"
	if got := table.effectsLine(); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}
