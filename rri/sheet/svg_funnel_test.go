package sheet

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// limitsAt returns the limits of a funnel around a target at a size, so many standard errors away.
func limitsAt(target, size, z float64) Interval {
	se := z / math.Sqrt(size)
	return Interval{math.NaN(), target * math.Exp(-se), target * math.Exp(se)}
}

// funnelPoint returns a point of a funnel with the usual limits.
func funnelPoint(label string, target, size, value float64) FunnelPoint {
	return FunnelPoint{Label: label, Size: size, Value: value, Inner: limitsAt(target, size, 1.96), Outer: limitsAt(target, size, 3.09)}
}

// TestFunnel: hand-made funnels, each of which could be drawn as something that it is not.
func TestFunnel(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	points := func(target float64, sizesAndValues ...float64) (out []FunnelPoint) {
		for i := 0; i < len(sizesAndValues); i += 2 {
			out = append(out, funnelPoint(fmt.Sprintf("<%d>", i/2), target, sizesAndValues[i], sizesAndValues[i+1]))
		}
		return out
	}
	limits := func(p FunnelPoint, inner, outer Interval) FunnelPoint {
		p.Inner, p.Outer = inner, outer
		return p
	}
	wide, none, all := Interval{nan, 1, 9}, Interval{nan, nan, nan}, Interval{nan, 0, inf}
	usual := points(3, 10, 2, 40, 3.5, 100, 6, 400, 2.2, 1000, 3)
	for _, test := range []struct {
		target  float64
		points  []FunnelPoint
		outside string // the names of the points outside the outer limits
		reason  string
	}{
		{3, usual, "<2> <3>", "a usual one"},
		{3, usual[:1], "", "one point"},
		{3, usual[2:3], "<2>", "one point outside"},
		{3, usual[:2], "", "two"},
		{3, points(3, 100, 3, 100, 6, 100, 1, 100, 4.2, 100, 4.1), "<1> <2> <3> <4>", "of one size"},
		{0.004, points(0.004, 10, 0.002, 1000, 0.005), "<1>", "rates"},
		{0.5, points(0.5, 90_000, 0.51, 80_000, 0.49, 70_000, 0.5), "<0> <1>", "proportions close to each other"},
		{0.5, points(0.5, 90_000, 0.503, 80_000, 0.49, 70_000, 0.5), "<1>", "between the limits"},
		{3, points(3, 10, 0, 400, 0, 10, inf, 400, inf), "<0> <1> <2> <3>", "zero and infinite"},
		{3, []FunnelPoint{limits(usual[0], all, all), limits(funnelPoint("zero", 3, 10, 0), wide, all), usual[3]}, "<3>", "limits of zero and infinite, within which zero is"},
		{3, append(points(3, 10, nan, nan, 3, 0, 3, inf, 3, 10, -1), usual[3:]...), "<3>", "points without a place"},
		{3, points(3, 10, nan), "", "no point that has a place"},
		{3, []FunnelPoint{limits(usual[0], none, none), limits(usual[2], wide, none), limits(usual[3], none, wide)}, "", "points without limits"},
		{3, []FunnelPoint{usual[0], limits(usual[1], none, none), usual[4]}, "", "no limits in the middle, where the lines have a gap"},
		{nan, usual, "<2> <3>", "no target"},
		{0, usual, "<2> <3>", "a target of zero"},
		{inf, usual, "<2> <3>", "an infinite target"},
		{1000, usual, "<2> <3>", "a target far from all values"},
		{3, points(3, 10, 3, 20, 2.5, 40, 3.5, 80, 2000), "<3>", "one far beyond the others"},
		{3, points(3, 10, 3, 20, 2.5, 40, 3.5, 80, 0.001), "<3>", "one far below the others"},
		{3, points(3, 5e-324, 3, math.MaxFloat64, 3), "", "the ends of what a size can be"},
		{1, points(1, 1e6, 5e-324, 1e5, math.MaxFloat64), "<0> <1>", "the ends of what a value can be"},
		{3, []FunnelPoint{limits(usual[0], wide, Interval{nan, 2.0001, 9}), limits(usual[3], wide, Interval{nan, 2.2001, 9})}, "<0> <3>", "just outside"},
		{3, []FunnelPoint{limits(usual[0], wide, Interval{nan, 2, 9}), limits(usual[3], wide, Interval{nan, 2.2, 9})}, "", "upon a limit is within"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			for _, marked := range []bool{false, true} {
				f := Funnel{Target: test.target, Size: "size", Points: slices.Clone(test.points)}
				f.Points[0].Marked = marked
				p := Picture{Funnel: &f}
				svg := inline(p)
				checkPlaces(t, svg)
				if !f.draws() {
					if !strings.Contains(string(svg), nothing) || strings.Contains(string(svg), "p-funnel") {
						t.Errorf("drawn is\n%s", svg)
					}
					continue
				}
				r := checkFunnel(t, f, svg, true)
				checkLimits(t, r, f)
				checkNames(t, r, f, svg)
				var outside []string
				for _, p := range f.Points {
					if p.drawable() && p.outer().side(p.Value) != 0 {
						outside = append(outside, p.Label)
					}
				}
				if got := strings.Join(outside, " "); got != test.outside {
					t.Errorf("outside are %s, want %s", got, test.outside)
				}
			}
		})
	}
}

// genFunnel are funnels as they are found: the limits are those of a size, but for a little.
var genFunnel = rapid.Custom(func(t *rapid.T) Funnel {
	target := rapid.SampledFrom([]float64{1, 4.6, 0.004, 0.3}).Draw(t, "target")
	variance := rapid.SampledFrom([]float64{0, 0.01, 0.2}).Draw(t, "variance")
	f := Funnel{Target: target, Inner: "limits of 95 %", Outer: "limits of 99.8 %", Size: "size"}
	n := rapid.SampledFrom([]int{1, 2, 8, 43, 120}).Draw(t, "units")
	for i := range n {
		size := math.Exp2(rapid.OneOf(rapid.Float64Range(2, 14), rapid.SampledFrom([]float64{7, 7.01, 10})).Draw(t, "size"))
		se := math.Sqrt(1/size + variance)
		off := func(z float64) float64 {
			return target * math.Exp(z*se+rapid.Float64Range(-0.002, 0.002).Draw(t, "off"))
		}
		p := FunnelPoint{Label: fmt.Sprintf("<%d>", i), Size: size, Inner: Interval{math.NaN(), off(-1.96), off(1.96)}, Outer: Interval{math.NaN(), off(-3.09), off(3.09)}, Marked: i == 3}
		switch rapid.IntRange(0, 5).Draw(t, "where") {
		case 0:
			p.Value = math.Nextafter(p.Outer.Upper, 100)
		case 1:
			p.Value = p.Outer.Upper
		case 2:
			p.Value = rapid.SampledFrom([]float64{math.Nextafter(p.Inner.Lower, 0), math.Nextafter(p.Outer.Lower, 0), p.Inner.Lower, 0, math.Inf(1)}).Draw(t, "value")
		default:
			p.Value = off(rapid.Float64Range(-5, 5).Draw(t, "z"))
		}
		f.Points = append(f.Points, p)
	}
	return f
})

// TestLawFunnel: every point is drawn at its place, hollow or filled, on its side of the limits,
// and touches none of those that it is outside of; the lines go through the limits; and names lie
// upon nothing.
func TestLawFunnel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := genFunnel.Draw(t, "funnel")
		svg := inline(Picture{Funnel: &f})
		checkPlaces(t, svg)
		r := checkFunnel(t, f, svg, true)
		checkLimits(t, r, f)
		checkNames(t, r, f, svg)
	})
}

// genAnyFunnel are funnels of any numbers and names.
var genAnyFunnel = rapid.Custom(func(t *rapid.T) *Funnel {
	if rapid.Bool().Draw(t, "none") {
		return nil
	}
	number := rapid.OneOf(genRatio, rapid.Float64(), rapid.Just(math.NaN()))
	point := rapid.Custom(func(t *rapid.T) FunnelPoint {
		p := FunnelPoint{Label: genHostile.Draw(t, "label"), Text: genHostile.Draw(t, "text"), InnerText: genHostile.Draw(t, "inner text"), Size: number.Draw(t, "size"), Value: number.Draw(t, "value"), Marked: rapid.Bool().Draw(t, "marked")}
		for _, e := range []*Interval{&p.Inner, &p.Outer} {
			if i := genInterval.Draw(t, "limits"); i != nil {
				*e = *i
			}
		}
		return p
	})
	return &Funnel{
		Target: number.Draw(t, "target"), TargetText: genHostile.Draw(t, "target text"), Size: genHostile.Draw(t, "sizes"),
		Inner: genHostile.Draw(t, "inner"), Outer: genHostile.Draw(t, "outer"), Points: rapid.SliceOfN(point, 0, 12).Draw(t, "points"),
	}
})

// TestLawAnyFunnel: whatever the numbers are, points are drawn as what they are.
func TestLawAnyFunnel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := genAnyFunnel.Draw(t, "funnel")
		if f == nil || !f.draws() {
			return
		}
		checkFunnel(t, *f, inline(Picture{Funnel: f}), false)
	})
}

// TestFunnelFarOut: both axes have two labels at least, by which points stand where they are, also
// where there are next to no other numbers.
func TestFunnelFarOut(t *testing.T) {
	for _, test := range []struct {
		target, size, value float64
		reason              string
	}{
		{-1, 1, 5e-324, "the least number that there is, and no target: the axis had one label"},
		{1e-323, 1, 5e-324, "a target beside it"},
		{-1, 1, math.MaxFloat64, "the largest number"},
		{-1, 5e-324, 1, "the least size"},
		{-1, math.MaxFloat64, 1, "the largest size"},
		{-1, 1e-300, 1e300, "numbers that are nearly as far out"},
	} {
		f := Funnel{Target: test.target, Points: []FunnelPoint{{Size: test.size, Value: test.value}}}
		t.Run(test.reason, func(t *testing.T) { checkFunnel(t, f, inline(Picture{Funnel: &f}), false) })
	}
}

// TestManyPoints: 400 points are drawn, and of very many those that stand out; it does not take
// long.
func TestManyPoints(t *testing.T) {
	for _, n := range []int{400, 10_000} {
		f := Funnel{Target: 3, Size: "size"}
		for i := range n {
			size := 10 * math.Exp(float64(i%97)/20)
			f.Points = append(f.Points, funnelPoint("unit "+strconv.Itoa(i), 3, size, 3*math.Exp(math.Sin(float64(i))*3/math.Sqrt(size))))
		}
		f.Points[n-1] = funnelPoint("far", 3, 100, 12)
		f.Points[n-2].Marked = true
		begun := time.Now()
		svg := inline(Picture{Funnel: &f})
		if took := time.Since(begun); took > 5*time.Second {
			t.Errorf("%d points took %v", n, took)
		}
		checkPlaces(t, svg)
		r := readFunnel(t, svg)
		if got := len(r.pointShapes()); got != min(n, mostPoints) {
			t.Errorf("%d of %d points are drawn", got, n)
		}
		if diff := cmp.Diff([]string{"far", "unit " + strconv.Itoa(n-2)}, r.namesOf()); diff != "" {
			t.Errorf("names of %d points (-want +got):\n%s", n, diff)
		}
		note := "Drawn: 2,000 of 10,000 points, those outside the outer limits first."
		if said := strings.Contains(string(svg), note[:20]); said != (n > mostPoints) {
			t.Errorf("with %d points it is %v that it says %q", n, said, note)
		}
		if !strings.Contains(string(svg), "unit 399 ") && n > 400 {
			t.Error("a point that is not drawn is not in the text of the numbers")
		}
	}
}

// TestNoRoomForNames: names that have no room stand below the plot, by the side that they are on.
func TestNoRoomForNames(t *testing.T) {
	f := Funnel{Target: 1}
	for i := range 30 {
		f.Points = append(f.Points, funnelPoint("Above "+strconv.Itoa(i), 1, 1000, 2), funnelPoint("Below "+strconv.Itoa(i), 1, 1000, 0.5))
	}
	svg := string(inline(Picture{Funnel: &f}))
	if !strings.Contains(svg, ">Without room for their names below: Below ") || !strings.Contains(svg, ">Without room for their names above: Above ") {
		t.Errorf("the names are not below the plot in\n%s", svg)
	}
}

// TestFunnelAxis: what the axis of ratios holds.
func TestFunnelAxis(t *testing.T) {
	inf := math.Inf(1)
	limits := func(lower, upper float64) FunnelPoint {
		return FunnelPoint{Value: 3, Outer: Interval{3, lower, upper}}
	}
	values := func(list ...float64) (out []FunnelPoint) {
		for _, v := range list {
			out = append(out, FunnelPoint{Value: v})
		}
		return out
	}
	for _, test := range []struct {
		target    float64
		points    []FunnelPoint
		low, high float64
		reason    string
	}{
		{3, values(1, 6), 1, 6, "every value"},
		{10, values(1, 6), 1, 12.5, "and the target, with a fourth part more"},
		{3, values(3), 2.4, 3.75, "a fourth part more and less at least"},
		{3, append(values(3), limits(1, 9)), 1, 9, "limits"},
		{3, append(values(3), limits(0.01, 1000)), 0.6, 15, "limits up to two doublings from the values"},
		{3, append(values(3), limits(0, inf)), 2.4, 3.75, "limits without a place"},
		{3, values(0, inf, 6), 2.4, 6, "values without a place, which are arrows"},
		{3, values(1, 2, 4, 3000), 1, 48, "not one that is very far from most"},
		{3, values(1000, 2000, 4000), 2.4, 4000, "most of which are very far"},
		{math.NaN(), values(1, 2, 4, 3000), 1, 64, "no target: about the middle of the values"},
		{math.NaN(), values(0), 0.8, 1.25, "nothing that has a place"},
	} {
		low, high := Funnel{Target: test.target}.ratioEnds(test.points)
		wantLow, wantHigh := padded(math.Log2(test.low), math.Log2(test.high))
		if math.Abs(low-wantLow) > 0.01 || math.Abs(high-wantHigh) > 0.01 {
			t.Errorf("the axis goes from %v to %v, want %v to %v (%s)", math.Exp2(low), math.Exp2(high), math.Exp2(wantLow), math.Exp2(wantHigh), test.reason)
		}
	}
}

// TestCurve: what is drawn of a line between limits, on an axis from a height of 100 up to one of
// 0.
func TestCurve(t *testing.T) {
	inf := math.Inf(1)
	for _, test := range []struct {
		places []place
		want   curve
		reason string
	}{
		{[]place{{0, 10}, {10, 20}, {20, 30}}, curve{{{0, 10}, {10, 20}, {20, 30}}}, "on the axis"},
		{[]place{{0, -50}, {10, 50}}, curve{{{5, 0}, {10, 50}}}, "from above it"},
		{[]place{{0, 50}, {10, 150}}, curve{{{0, 50}, {5, 100}}}, "to below it"},
		{[]place{{0, -50}, {10, 150}}, curve{{{2.5, 0}, {7.5, 100}}}, "across it"},
		{[]place{{0, 50}, {10, -50}, {20, 50}}, curve{{{0, 50}, {5, 0}}, {{15, 0}, {20, 50}}}, "beyond it and back"},
		{[]place{{0, -50}, {10, -20}}, nil, "beyond it"},
		{[]place{{0, -inf}, {10, 50}}, curve{{{0, 0}, {10, 50}}}, "from a limit of infinity"},
		{[]place{{0, inf}, {10, 50}}, curve{{{0, 100}, {10, 50}}}, "from a limit of zero"},
		{[]place{{0, inf}, {10, inf}}, nil, "limits of zero"},
		{[]place{{0, 50}, {10, math.NaN()}, {20, 50}}, nil, "no number"},
	} {
		var got curve
		for i := 1; i < len(test.places); i++ {
			got.add(test.places[i-1], test.places[i], 100, 0)
		}
		if diff := cmp.Diff(test.want, got, cmp.AllowUnexported(place{})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.reason, diff)
		}
	}
}
