package sheet

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// plotted is a sheet with a name and a plot for each interval.
func plotted(name string, plots ...*Interval) Sheet {
	return Sheet{Columns: []Column{
		{Heading: "group", Align: Left, Cells: []Cell{{Text: name}}},
		{Plot: true, Cells: Cells(plots, func(e *Interval) Cell { return Cell{Plot: e} })},
	}}
}

// axisOfText returns what stands above the plot of a sheet.
func axisOfText(t *testing.T, s Sheet) string {
	line, _, _ := strings.Cut(writtenText(t, s), "\n")
	_, axis, _ := strings.Cut(line, "group")
	return strings.TrimLeft(axis, " ")
}

// TestAxisOf: on one axis the plots of several sheets have the same powers and the same length,
// that of the sheet with the least room.
func TestAxisOf(t *testing.T) {
	near, far := &Interval{1.2, 0.9, 1.6}, &Interval{5, 3, 12}
	a, b := plotted("a", near), plotted(strings.Repeat("wide ", 5), far)
	for _, test := range []struct {
		width        int
		want, reason string
	}{
		{80, "½       1       2       4       8       16", "as long as a plot may be"},
		{60, "½     1     2     4     8     16", "as the wide name leaves room for"},
	} {
		a.Width, b.Width = test.width, test.width
		a.Axis, b.Axis = Axis{}, Axis{}
		axis := AxisOf(a, b)
		a.Axis, b.Axis = axis, axis
		if gotA, gotB := axisOfText(t, a), axisOfText(t, b); gotA != test.want || gotB != test.want {
			t.Errorf("width %d: axes %q and %q, want %q (%s)", test.width, gotA, gotB, test.want, test.reason)
		}
	}
	for _, test := range []struct {
		sheets []Sheet
		reason string
	}{
		{nil, "no sheets"},
		{[]Sheet{{}, plotted("a"), plotted("a", &Interval{1, math.NaN(), math.NaN()})}, "nothing to draw"},
	} {
		if got := AxisOf(test.sheets...); got != (Axis{}) {
			t.Errorf("axis %+v, want none (%s)", got, test.reason)
		}
	}
	parted := Sheet{Columns: a.Columns, Parts: []Sheet{b}}
	if got, want := AxisOf(parted), AxisOf(a, b); got.from != want.from || got.to != want.to {
		t.Errorf("axis %+v of a sheet with a part, want %+v", got, want)
	}
}

// TestAxisOfOutlier: one estimate that is far off does not cost all others their plot.
func TestAxisOfOutlier(t *testing.T) {
	name := strings.Repeat("n", 20)
	a, b := plotted(name, &Interval{1.2, 0.9, 1.6}), plotted(name, &Interval{900, 600, 1000})
	for _, s := range []*Sheet{&a, &b} {
		s.Width = 36
	}
	if axis := AxisOf(a, b); axis.to != maxLimitPower || axis.right != 1 {
		t.Errorf("axis %+v, want it to end at 16 with an arrow", axis)
	} else if a.Axis = axis; !strings.Contains(writtenText(t, a), "●") {
		t.Errorf("no plot in\n%s", writtenText(t, a))
	}
	b.Axis = AxisOf(a, b)
	if got := writtenText(t, b); !strings.Contains(got, "→") || strings.Contains(got, "●") {
		t.Errorf("want an arrow alone in\n%s", got)
	}
}

// TestAxisHoldsForeign: an axis of other sheets does not hide that an interval goes beyond it.
func TestAxisHoldsForeign(t *testing.T) {
	s := plotted("a", &Interval{10, 0.01, 100})
	s.Axis = AxisOf(plotted("a", &Interval{1.2, 0.9, 1.6}))
	if got := writtenText(t, s); !strings.Contains(got, "←") || !strings.Contains(got, "→") {
		t.Errorf("want arrows at both ends of\n%s", got)
	}
}

// TestLawAxisOf: whatever the sheets, those that show a plot on their axis show it with the same
// axis, and none is wider than it may be.
func TestLawAxisOf(t *testing.T) {
	interval := rapid.Custom(func(t *rapid.T) *Interval {
		v, spread := math.Exp2(rapid.Float64Range(-9, 9).Draw(t, "v")), math.Exp2(rapid.Float64Range(0.1, 4).Draw(t, "spread"))
		return &Interval{v, v / spread, v * spread}
	})
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.IntRange(30, 120).Draw(t, "width")
		ascii := rapid.Bool().Draw(t, "ascii")
		sheets := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Sheet {
			s := plotted(strings.Repeat("n", rapid.IntRange(1, 60).Draw(t, "name")), rapid.SliceOfN(interval, 0, 3).Draw(t, "plots")...)
			s.Width, s.ASCII = most, ascii
			return s
		}), 1, 4).Draw(t, "sheets")
		axis := AxisOf(sheets...)
		line := ""
		for _, s := range sheets {
			s.Axis = axis
			text := writtenText(t, s)
			for row := range strings.Lines(text) {
				if width(strings.TrimSuffix(row, "\n")) > most {
					t.Fatalf("a line wider than %d in\n%s", most, text)
				}
			}
			heading, _, _ := strings.Cut(text, "\n")
			_, heading, _ = strings.Cut(heading, "group")
			heading = strings.TrimLeft(heading, " ")
			if heading == "" { // nothing to draw, or no room
				continue
			}
			if line == "" {
				line = heading
			}
			if heading != line {
				t.Fatalf("axes %q and %q of\n%s", line, heading, text)
			}
		}
	})
}
