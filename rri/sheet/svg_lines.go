package sheet

// runs returns the first and the last point of each piece of the line: points that have an interval
// and stand behind each other, with no break between them. A point that lacks a part stands alone.
func (f *frame) runs() [][2]int {
	var runs [][2]int
	open := false
	for i, p := range f.points {
		switch {
		case !p.Plot.drawable():
			open = false
			continue
		case open && !p.Apart && p.Partly == "":
			runs[len(runs)-1][1] = i
		default:
			runs = append(runs, [2]int{i, i})
		}
		open = p.Partly == ""
	}
	return runs
}

// run draws a piece of the line: the band of its intervals, the wider bounds, and the estimates.
// One point alone has a bar for its interval.
func (f *frame) run(first, last int) {
	f.begin("p-run")
	defer f.end()
	plots, bounds := make([]*Interval, last-first+1), make([]*Interval, last-first+1)
	for i := range plots {
		plots[i] = f.points[first+i].Plot
		if b := f.points[first+i].Bounds; b.drawable() {
			bounds[i] = b
		}
	}
	x := f.x[first : last+1]
	if first < last {
		f.band(plots, x)
	}
	f.outer(bounds, x)
	if first == last {
		f.bar(*plots[0], x[0])
	}
	f.estimates(first, last)
}

// bar draws the interval of a point alone.
func (f *frame) bar(e Interval, x float64) {
	lower, upper := f.ruler.at(e.Lower, e.apart()), f.ruler.at(e.Upper, e.apart())
	if lower > upper {
		f.stroke("p-interval", x, lower, x, upper)
	}
	for _, side := range [2]int{f.ruler.beyond(e.Lower), f.ruler.beyond(e.Upper)} {
		f.pointer("p-more", side, x)
	}
}

// pointer draws an arrow at the top or the bottom, for what is beyond the axis there.
func (f *frame) pointer(class string, side int, x float64) {
	const length = 6
	switch side {
	case -1:
		f.arrow(class, place{x, f.bottom - length}, 0, length)
	case 1:
		f.arrow(class, place{x, f.top + length}, 0, -length)
	}
}

// band draws the intervals of several points as an area with edges.
func (f *frame) band(plots []*Interval, x []float64) {
	n := len(plots)
	lower, upper := f.limits(plots, x)
	area := make([]place, 2*n)
	for i := range n {
		area[i], area[2*n-1-i] = upper[i].place, lower[i].place
	}
	f.path("p-band", true, area)
	f.edge("p-edge p-upper", upper)
	f.edge("p-edge p-lower", lower)
	beyondAxis(func(side int, x float64) { f.pointer("p-more", side, x) }, lower, upper)
}

// limit is the place of a limit, and on which side it is beyond the axis, whose end the place then
// is.
type limit struct {
	place
	beyond int
}

// limits returns the places of the limits of intervals.
func (f *frame) limits(plots []*Interval, x []float64) (lower, upper []limit) {
	at := func(e *Interval, v, x float64) limit {
		return limit{place{x, f.ruler.at(v, e.apart())}, f.ruler.beyond(v)}
	}
	for i, e := range plots {
		lower, upper = append(lower, at(e, e.Lower, x[i])), append(upper, at(e, e.Upper, x[i]))
	}
	return lower, upper
}

// edge draws a line through limits, but not from one beyond the axis to another.
func (f *frame) edge(class string, limits []limit) {
	var lines [][]place
	for i := 1; i < len(limits); i++ {
		if limits[i-1].beyond != 0 && limits[i].beyond != 0 {
			continue
		}
		if i == 1 || limits[i-2].beyond != 0 && limits[i-1].beyond != 0 {
			lines = append(lines, []place{limits[i-1].place})
		}
		lines[len(lines)-1] = append(lines[len(lines)-1], limits[i].place)
	}
	if lines != nil {
		f.path(class, false, lines...)
	}
}

// beyondAxis draws an arrow for each row of limits that are beyond the axis on one side, in the
// middle of it.
func beyondAxis(arrow func(side int, x float64), edges ...[]limit) {
	for _, limits := range edges {
		for i := 0; i < len(limits); i++ {
			first, side := i, limits[i].beyond
			for i+1 < len(limits) && limits[i+1].beyond == side {
				i++
			}
			arrow(side, limits[(first+i)/2].x)
		}
	}
}

// outer draws the wider bounds: two lines where points with bounds stand beside each other, and a
// line with ends for a point alone, which its interval lies on.
func (f *frame) outer(bounds []*Interval, x []float64) {
	for i := 0; i < len(bounds); i++ {
		if bounds[i] == nil {
			continue
		}
		first := i
		for i+1 < len(bounds) && bounds[i+1] != nil {
			i++
		}
		if first == i {
			f.outerBar(*bounds[i], x[i])
			continue
		}
		lower, upper := f.limits(bounds[first:i+1], x[first:i+1])
		f.edge("p-outer p-upper", upper)
		f.edge("p-outer p-lower", lower)
		beyondAxis(f.openPointer, lower, upper)
	}
}

// openPointer draws the point of an arrow, for wider bounds that go beyond the axis.
func (f *frame) openPointer(side int, x float64) {
	const half = 3
	switch side {
	case -1:
		f.path("p-bounds", false, []place{{x - half, f.bottom - half}, {x, f.bottom}, {x + half, f.bottom - half}})
	case 1:
		f.path("p-bounds", false, []place{{x - half, f.top + half}, {x, f.top}, {x + half, f.top + half}})
	}
}

// outerBar draws the wider bounds of a point alone.
func (f *frame) outerBar(e Interval, x float64) {
	const half = 4
	lower, upper := f.ruler.at(e.Lower, e.apart()), f.ruler.at(e.Upper, e.apart())
	lines := [][]place{{{x, lower}, {x, upper}}}
	for i, side := range [2]int{f.ruler.beyond(e.Lower), f.ruler.beyond(e.Upper)} {
		y := [2]float64{lower, upper}[i]
		if side == 0 {
			lines = append(lines, []place{{x - half, y}, {x + half, y}})
		}
		f.openPointer(side, x)
	}
	f.path("p-bounds", false, lines...)
}

// estimates draws the line through the estimates of a piece that are on the axis, and arrows for
// the others, where the line has a gap.
func (f *frame) estimates(first, last int) {
	var line []int // points
	for i := first; i <= last; i++ {
		e := f.points[i].Plot
		if e.Value >= 0 && f.ruler.beyond(e.Value) == 0 {
			line = append(line, i)
			continue
		}
		f.line(line)
		line = nil
		if e.Value >= 0 {
			f.pointer("p-dot", f.ruler.beyond(e.Value), f.x[i])
		}
	}
	f.line(line)
}

// line draws the line through the estimates of some points, with dots for the first and the last of
// the panel, for one alone, and for all of them where they are far from each other.
func (f *frame) line(points []int) {
	const far, dotRadius = 9.0, 2.6
	var line []place
	for _, i := range points {
		e := f.points[i].Plot
		line = append(line, place{f.x[i], f.ruler.at(e.Value, e.apart())})
	}
	if len(line) > 1 {
		f.path("p-line", false, line)
	}
	sparse := f.x[len(f.x)-1]-f.x[0] >= far*float64(len(f.x)-1)
	for j, i := range points {
		if len(points) == 1 || sparse || i == f.first || i == f.last {
			class := "p-dot"
			if f.points[i].Partly != "" {
				class = "p-hollow"
			}
			f.ellipse(class, line[j].x, line[j].y, dotRadius, f.ruler.radius(*f.points[i].Plot, line[j].y, dotRadius))
		}
	}
}
