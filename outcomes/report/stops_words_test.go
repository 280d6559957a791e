package report

import (
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// TestHowSure: the heading names the width of what has an interval, and where stops are not told.
func TestHowSure(t *testing.T) {
	of := func(g ethnicity.Group, events int64, exposure, effect float64) Row {
		return Row{Group: g, Events: &events, Exposure: &exposure, DesignEffect: effect}
	}
	kent, essex := must(ethnicity.ParseForce("Kent")), must(ethnicity.ParseForce("Essex"))
	january, february := must(outcomes.ParseMonth("2022-01")), must(outcomes.ParseMonth("2022-02"))
	toldOf := Stops{Force: kent, Status: outcomes.StopsTold, Months: []outcomes.Month{january}}
	untoldOf := func(f ethnicity.Force, m outcomes.Month) Stops {
		return Stops{Force: f, Status: outcomes.StopsWithoutMinutes, Months: []outcomes.Month{m}}
	}
	for _, test := range []struct {
		rows   []Row
		stops  []Stops
		want   string
		reason string
	}{
		{[]Row{of(ethnicity.White, 90, 1e5, 1.44), of(ethnicity.Other, 0, 1e4, 4)}, []Stops{toldOf},
			"How sure: searches of one stop count as one piece of evidence: intervals are 1.2 times as wide for every group",
			"a group without searches has no width: its design effect is that of the others"},
		{[]Row{of(ethnicity.White, 90, 1e5, 1.44), of(ethnicity.Other, 3, 1e4, 4)}, []Stops{toldOf},
			"How sure: searches of one stop count as one piece of evidence: intervals are 1.2 times as wide for White, 2.0 for Other",
			"one with a few has"},
		{[]Row{of(ethnicity.White, 90, 1e5, 1)}, []Stops{toldOf, untoldOf(essex, january)},
			"How sure: searches of one stop count as one piece of evidence, and the intervals are hardly wider for it. People stopped together cannot be told apart in the searches of Essex: the intervals are too narrow there by an unknown amount (the times have no minutes)",
			"a force"},
		{[]Row{of(ethnicity.White, 90, 1e5, 1)}, []Stops{toldOf, untoldOf(kent, february), untoldOf(essex, january)},
			"How sure: searches of one stop count as one piece of evidence, and the intervals are hardly wider for it. People stopped together cannot be told apart in the searches of Kent in February 2022 and of Essex: the intervals are too narrow there by an unknown amount (the times have no minutes)",
			"a force in a month, and a force"},
		{[]Row{of(ethnicity.White, 90, 1e5, 1)}, []Stops{toldOf, untoldOf(kent, february)},
			"How sure: searches of one stop count as one piece of evidence, and the intervals are hardly wider for it. People stopped together cannot be told apart in February 2022: the intervals are too narrow there by an unknown amount (the times have no minutes)",
			"a month of the only force"},
	} {
		d := Document{Tables: []Table{{Model: modelRate, Rows: test.rows}}, Stops: test.stops}
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
	const want = "design effects of people who were stopped together, which the intervals allow for: 3.00 of Asian, 1.28 of White"
	if got := table.effectsLine(); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}
