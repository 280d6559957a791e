package sheet

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

const (
	funnelHeight = 250.0
	// of a funnel that are drawn
	mostPoints = 2000
	// at the top and the bottom, for names and for arrows of what is beyond the axis
	beyondStrip = 14.0
)

// funnel is a funnel plot that is being drawn.
type funnel struct {
	drawing
	box    // the field
	ratios logScale
	sizes  logScale
	dots   []funnelDot // from the left
	curves [curves]curve
	target float64 // its height, NaN if it is not on the axis
}

// funnel draws the funnel plot.
func (d *drawing) funnel(p Picture) {
	if p.Funnel == nil || !p.Funnel.draws() {
		return
	}
	d.begin("p-funnel")
	defer d.end()
	d.scaleText(p, 4, len(p.Rows)+len(p.Panels)+len(p.Ranks))
	points := p.Funnel.drawn()
	f := newFunnel(*p.Funnel, points, d.y)
	f.axes()
	for i, class := range [...]string{"p-outer", "p-outer", "p-inner", "p-inner"} {
		if f.curves[i] != nil {
			f.path(class, false, f.curves[i]...)
		}
	}
	f.drawDots()
	left := f.names()
	d.Write(f.Bytes())
	d.y = f.y
	d.lines(smallFace, p.Funnel.Size, 2)
	for _, text := range left {
		d.lines(smallFace, text, 4)
	}
	if all := p.Funnel.drawable(); all > len(points) {
		d.lines(smallFace, "Drawn: "+Count(int64(len(points))).Text+" of "+Count(int64(all)).Text+" points, those outside the outer limits first.", 2)
	}
	d.y += stripSpace
}

// drawable tells whether the point has a place.
func (p FunnelPoint) drawable() bool { return plottable(p.Size) && p.Value >= 0 }

// drawable returns how many points have a place.
func (f Funnel) drawable() (n int) {
	for _, p := range f.Points {
		if p.drawable() {
			n++
		}
	}
	return n
}

// draws tells whether there is something to draw.
func (f *Funnel) draws() bool { return slices.ContainsFunc(f.Points, FunnelPoint.drawable) }

// drawn returns the points that are drawn: if these are not all, those that are marked and those
// outside the outer limits first.
func (f Funnel) drawn() []FunnelPoint {
	points := slices.DeleteFunc(slices.Clone(f.Points), func(p FunnelPoint) bool { return !p.drawable() })
	if len(points) > mostPoints {
		slices.SortStableFunc(points, func(a, b FunnelPoint) int { return cmp.Compare(b.urgency(), a.urgency()) })
		points = points[:mostPoints]
	}
	return points
}

// urgency is 2 for a point that is marked, 1 for one outside the outer limits, and 0 for others.
func (p FunnelPoint) urgency() int {
	switch {
	case p.Marked:
		return 2
	case p.outer().side(p.Value) != 0:
		return 1
	}
	return 0
}

// inner and outer return the limits of a point, nil if it has none.
func (p FunnelPoint) inner() *Interval { return p.Inner.limits() }
func (p FunnelPoint) outer() *Interval { return p.Outer.limits() }

// limits returns an interval that can be that of the limits of a funnel, nil for another.
func (e Interval) limits() *Interval {
	if e.drawable() && e.Upper > 0 {
		return &e
	}
	return nil
}

// side returns -1 for what is below the interval, 1 for what is above it, and 0 for what is within,
// or if there is no interval.
func (e *Interval) side(v float64) int {
	switch {
	case !e.drawable():
		return 0
	case v < e.Lower:
		return -1
	case v > e.Upper:
		return 1
	}
	return 0
}

// newFunnel places the points of a funnel in a field below top.
func newFunnel(of Funnel, points []FunnelPoint, top float64) *funnel {
	f := &funnel{box: box{0, drawnWidth, top, top + funnelHeight}}
	low, high := of.ratioEnds(points)
	f.ratios = newLogScale(low, high, f.bottom-beyondStrip, f.top+beyondStrip)
	f.target = math.NaN()
	if plottable(of.Target) && f.ratios.beyond(of.Target) == 0 {
		f.target = f.ratios.at(of.Target)
	}
	f.left = panelGutter
	for _, tick := range f.ratioTicks() {
		f.left = max(f.left, tickWidth(tick)+labelSpace)
	}
	f.sizes = f.sizeScale(points)
	f.place(points)
	return f
}

// sizeScale returns the scale of the axis of sizes. It ends where the last label has room.
func (f *funnel) sizeScale(points []FunnelPoint) logScale {
	const tries = 5
	low, high := sizeEnds(points)
	end := f.right - panelEdge
	for range tries {
		f.sizes = newLogScale(low, high, f.left+panelEdge, end)
		over := 0.0
		for _, tick := range f.sizes.ticks(tickWidth) {
			over = max(over, f.sizes.at(tick)+tickWidth(tick)/2-drawnWidth)
		}
		if over == 0 {
			break
		}
		end -= over
	}
	return f.sizes
}

// tickWidth returns the width of the label of a round number.
func tickWidth(v float64) float64 { return smallFace.width(tickText(v)) }

// ratioTicks returns the ratios that have a label.
func (f *funnel) ratioTicks() []float64 {
	return f.ratios.ticks(func(float64) float64 { return smallFace.size - 4 })
}

// ratioEnds returns the logs of the ends of the axis of ratios. It holds every value and the
// target; limits stretch it by two doublings on either side at most. It ends four doublings from
// the target where the values have more than eight, unless as many of them or more lie beyond these
// as within.
func (f Funnel) ratioEnds(points []FunnelPoint) (low, high float64) {
	const within, stretch, least = 4, 2, 0.32 // the last of these is 1.25
	var values, limits []float64
	add := func(list *[]float64, v float64) {
		if plottable(v) {
			*list = append(*list, math.Log2(v))
		}
	}
	for _, p := range points {
		add(&values, p.Value)
		for _, e := range [2]*Interval{p.inner(), p.outer()} {
			if e != nil {
				add(&limits, e.Lower)
				add(&limits, e.Upper)
			}
		}
	}
	middle := f.middle(values)
	low, high = slices.Min(append(values, middle)), slices.Max(append(values, middle))
	if high-low > 2*within && mostNear(values, middle, within) {
		low, high = max(low, middle-within), min(high, middle+within)
	}
	low, high = min(low, middle-least), max(high, middle+least)
	if len(limits) > 0 {
		low, high = min(low, max(slices.Min(limits), low-stretch)), max(high, min(slices.Max(limits), high+stretch))
	}
	return padded(low, high)
}

// middle returns the log of the target, or if that has no place, the middle one of the values.
func (f Funnel) middle(logs []float64) float64 {
	switch {
	case plottable(f.Target):
		return math.Log2(f.Target)
	case len(logs) > 0:
		return slices.Sorted(slices.Values(logs))[len(logs)/2]
	}
	return 0
}

// mostNear tells whether most numbers are not farther from the middle than that.
func mostNear(list []float64, middle, far float64) bool {
	near := 0
	for _, v := range list {
		if math.Abs(v-middle) <= far {
			near++
		}
	}
	return 2*near > len(list)
}

// sizeEnds returns the logs of the ends of the axis of sizes.
func sizeEnds(points []FunnelPoint) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, p := range points {
		low, high = min(low, math.Log2(p.Size)), max(high, math.Log2(p.Size))
	}
	if least := 0.5; high-low < 2*least {
		low, high = (low+high)/2-least, (low+high)/2+least
	}
	return padded(low, high)
}

// padded returns the ends of an axis with some room beyond what it holds. At the ends of what a
// float64 can be there are few round numbers: an axis reaches so far from these that two have a
// label.
func padded(low, high float64) (float64, float64) {
	const part = 0.03
	const lowest, highest = -1066, 1016 // eight doublings from the ends
	return min(highest, low-part*(high-low)), max(lowest, high+part*(high-low))
}

// axes draws the frame of the plot: the ratios at the left with lines across, the target, and the
// sizes below.
func (f *funnel) axes() {
	const mark = 4.5
	f.begin("p-axis")
	for _, tick := range f.ratioTicks() {
		y := f.ratios.at(tick)
		f.stroke("p-grid", f.left, y, f.right, y)
		f.text(smallFace, f.left-labelSpace, y+labelDrop, atEnd, tickText(tick))
	}
	f.end()
	if f.target >= f.top { // not NaN
		f.stroke("p-one", f.left, f.target, f.right, f.target)
	}
	f.begin("p-sizes")
	f.path("p-frame", false, []place{{f.left, f.bottom}, {f.right, f.bottom}})
	for _, tick := range f.sizes.ticks(tickWidth) {
		x := f.sizes.at(tick)
		f.stroke("p-grid", x, f.bottom, x, f.bottom+mark)
		f.text(smallFace, min(drawnWidth-tickWidth(tick)/2, x), f.bottom+mark+smallFace.size, atMiddle, tickText(tick))
	}
	f.end()
	f.y = f.bottom + mark + smallFace.height() + 2
}

// unnamed says which points below and above the outer limits have a name that has no room. Those
// that are marked besides stand in the legend.
func unnamed(dots []funnelDot) (texts []string) {
	for i, where := range [2]string{"above", "below"} {
		var names []string
		for _, d := range dots {
			if d.urgency() == 1 && d.outer().side(d.Value) == 1-2*i {
				names = append(names, pictureText(d.Label, mostName))
			}
		}
		if names != nil {
			texts = append(texts, "Without room for their names "+where+": "+strings.Join(names, "; ")+".")
		}
	}
	return texts
}
