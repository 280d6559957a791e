package sheet

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"
)

// TestPlacesInTime: points stand by their X, and by their order where that is no place in time.
func TestPlacesInTime(t *testing.T) {
	for _, test := range []struct {
		x      []float64
		even   bool
		reason string
	}{
		{[]float64{1, 2, 4}, false, "a longer step is longer"},
		{[]float64{0, 0, 0}, true, "not given"},
		{[]float64{3, 2, 1}, true, "from the right"},
		{[]float64{1, math.NaN(), 3}, true, "no number"},
		{[]float64{1, 2, math.Inf(1)}, true, "infinite"},
		{[]float64{-math.MaxFloat64, 0, math.MaxFloat64}, true, "as far as numbers go"},
		{[]float64{0, 5e-324, 1e300}, false, "very near and very far"},
	} {
		var panel Panel
		for _, x := range test.x {
			panel.Points = append(panel.Points, PanelPoint{X: x})
		}
		x := newTimes([]Panel{panel}, panelGutter).places[0]
		if even := math.Abs(x[1]-x[0]-(x[2]-x[1])) < 1e-9; even != test.even || x[0] > x[1] || x[1] > x[2] || x[2] > drawnWidth {
			t.Errorf("%v are at %v, evenly %v, want %v (%s)", test.x, x, even, test.even, test.reason)
		}
	}
}

// TestPeriodNames: the first and the last name stand at the axis, and between them as many as have
// room in equal steps.
func TestPeriodNames(t *testing.T) {
	named := func(n int, name func(i int) string) (names []placedName) {
		for i := range n {
			names = append(names, newPlacedName(panelGutter+panelEdge+310*float64(i)/float64(max(1, n-1)), name(i)))
		}
		return names
	}
	year := func(i int) string { return strconv.Itoa(2000 + i) }
	month := func(i int) string { return fmt.Sprintf("%s %d", []string{"April", "May", "June"}[i%3], 2016+i/12) }
	for _, test := range []struct {
		names        []placedName
		want, reason string
	}{
		{named(1, year), "2000", "one"},
		{named(2, year), "2000 2001", "two"},
		{named(6, year), "2000 2001 2002 2003 2004 2005", "all"},
		{named(12, year), "2000 2002 2004 2006 2008 2011", "every second, as far as the last leaves room"},
		{named(48, month), "April 2016 April 2017 April 2018 June 2019", "a year"},
		{named(2, func(int) string { return strings.Repeat("w", 100) }), "wwwwwwwwwww|wwwwwwwwww… wwwwwwwwwww|wwwwwwwwww…", "both clipped"},
		{named(13, func(i int) string { return fmt.Sprintf("September %d to August %d", 2009+i, 2010+i) }), "September 2009|to August 2010 September 2015|to August 2016 September 2021|to August 2022", "in two lines"},
	} {
		var got []string
		for _, n := range shown(test.names) {
			got = append(got, strings.Join(n.lines, "|"))
		}
		if got := strings.Join(got, " "); got != test.want {
			t.Errorf("names %q, want %q (%s)", got, test.want, test.reason)
		}
	}
}
