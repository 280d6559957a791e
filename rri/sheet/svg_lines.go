package sheet

// runs returns the first and the last point of each piece of the line: points that have an interval
// and stand behind each other, with no break between them.
func (f *frame) runs() [][2]int {
	var runs [][2]int
	open := false
	for i, p := range f.points {
		switch {
		case !p.Plot.drawable():
			open = false
			continue
		case open && !p.Apart:
			runs[len(runs)-1][1] = i
		default:
			runs = append(runs, [2]int{i, i})
		}
		open = true
	}
	return runs
}

// run draws a piece of the line: the band of its intervals, the wider bounds, and the estimates. One
// point alone has a bar for its interval.
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

// band draws the intervals of several points as an area, and its edges where they are on the axis.
func (f *frame) band(plots []*Interval, x []float64) {
	n := len(plots)
	area := make([]place, 2*n)
	lower, upper := make([]limit, n), make([]limit, n)
	for i, e := range plots {
		lower[i], upper[i] = f.limit(e, e.Lower, x[i]), f.limit(e, e.Upper, x[i])
		area[i], area[2*n-1-i] = upper[i].place, lower[i].place
	}
	f.path("p-band", true, area)
	f.edge("p-edge p-upper", upper)
	f.edge("p-edge p-lower", lower)
}

// limit is a place of a limit, and whether that is beyond the axis, whose end the place then is.
type limit struct {
	place
	beyond bool
}

// limit returns the place of a limit of an interval.
func (f *frame) limit(e *Interval, v, x float64) limit {
	return limit{place{x, f.ruler.at(v, e.apart())}, f.ruler.beyond(v) != 0}
}

// edge draws a line through limits, but not from one beyond the axis to another.
func (f *frame) edge(class string, limits []limit) {
	var lines [][]place
	for i := 1; i < len(limits); i++ {
		if limits[i-1].beyond && limits[i].beyond {
			continue
		}
		if i == 1 || limits[i-2].beyond && limits[i-1].beyond {
			lines = append(lines, []place{limits[i-1].place})
		}
		lines[len(lines)-1] = append(lines[len(lines)-1], limits[i].place)
	}
	if lines != nil {
		f.path(class, false, lines...)
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
		var lower, upper []limit
		for j := first; j <= i; j++ {
			lower = append(lower, f.limit(bounds[j], bounds[j].Lower, x[j]))
			upper = append(upper, f.limit(bounds[j], bounds[j].Upper, x[j]))
		}
		f.edge("p-outer p-upper", upper)
		f.edge("p-outer p-lower", lower)
	}
}

// outerBar draws the wider bounds of a point alone.
func (f *frame) outerBar(e Interval, x float64) {
	const half = 3
	lower, upper := f.ruler.at(e.Lower, e.apart()), f.ruler.at(e.Upper, e.apart())
	lines := [][]place{{{x, lower}, {x, upper}}}
	for i, side := range [2]int{f.ruler.beyond(e.Lower), f.ruler.beyond(e.Upper)} {
		y := [2]float64{lower, upper}[i]
		if side == 0 {
			lines = append(lines, []place{{x - half, y}, {x + half, y}})
			continue
		}
		back := y + float64(side)*half
		lines = append(lines, []place{{x - half, back}, {x, y}, {x + half, back}})
	}
	f.path("p-bounds", false, lines...)
}

// estimates draws the line through the estimates of a piece that are on the axis, and arrows for the
// others, where the line has a gap.
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
			f.dot(line[j].x, line[j].y, dotRadius, f.ruler.radius(line[j].y, dotRadius))
		}
	}
}
