package suppress

import (
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

// TestAbsorber: of the rows whose trials are withheld above k the first that may have events above
// k is the one that other events hide behind, and no other is.
func TestAbsorber(t *testing.T) {
	row := func(events, trials int64) cell {
		c := newCell(rri.Proportion{Events: events, Trials: trials})
		c.hideAll()
		return c
	}
	for _, test := range []struct {
		cells  []cell
		want   int
		reason string
	}{
		{[]cell{row(2, 200), row(90, 300), newCell(rri.Proportion{Events: 40, Trials: 500})}, 1, "the first has few events"},
		{[]cell{row(90, 200), row(2, 300), newCell(rri.Proportion{Events: 40, Trials: 500})}, 0, "the second has few"},
		{[]cell{row(90, 200), row(80, 300), newCell(rri.Proportion{Events: 40, Trials: 500})}, 0, "the first of two"},
		{[]cell{row(2, 200), row(3, 300), newCell(rri.Proportion{Events: 40, Trials: 500})}, -1, "both have few"},
	} {
		for i := range test.cells {
			if test.cells[i].trials.hidden {
				test.cells[i].trials.wished = true
			}
		}
		p := plan{k: 5, totals: false, cells: test.cells}
		if got, _ := p.coverTrials(); got != test.want {
			t.Errorf("%s: row %d, want %d", test.reason, got, test.want)
		}
	}
}

// TestRoundedFlags: a rounded row has the flags of small counts by the counts that are shown, and
// not by those that these stand for.
func TestRoundedFlags(t *testing.T) {
	table, err := rri.Compare("White", map[string]rri.Rate{"White": {Events: 40, Population: 900}, "Black": {Events: 5, Population: 80}}, rri.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := Apply(table, Options[string]{AtMost: 2, Base: 5})
	if err != nil {
		t.Fatal(err)
	}
	r := s.Table.Rows[1]
	for name, e := range map[string]rri.Estimate{"rate": r.Rate, "ratio": r.Ratio} {
		if e.Flags.Has(rri.SmallCount) {
			t.Errorf("%s of 5 events, which stand for 3 to 7: flags %v, want none of a small count", name, e.Flags)
		}
	}
}
