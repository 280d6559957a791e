package suppress

import (
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

// TestAbsorber: of the rows whose trials are withheld above k the first that may have events above k is the one that other events hide behind, and no other is.
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
