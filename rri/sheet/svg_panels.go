package sheet

import (
	"cmp"
	"math"
	"strings"
)

const (
	panelGutter = 36.0 // at the left of a panel at least, for the labels of its scale
	labelSpace  = 4.0  // between these and the panel
	panelEdge   = 6.0  // at both ends of a panel, for dots and arrows
	headSpace   = 6.0  // below the texts above a panel
	labelDrop   = 4.2  // from the middle of a small letter to its base line
	panelSpace  = 12.0 // below a panel
)

// panels draws the panels below each other.
func (d *drawing) panels(p Picture) {
	axis := p.panelAxis()
	if len(p.Panels) == 0 {
		return
	}
	if axis == (Axis{}) {
		axis = Axis{from: -1, to: 1}
	}
	d.scaleText(p, 4, len(p.Rows))
	left := panelGutter
	for power := axis.from; power <= axis.to; power++ {
		left = max(left, powerWidth(power)+labelSpace)
	}
	times := newTimes(p.Panels, left)
	for i, panel := range p.Panels {
		d.begin("p-panel")
		d.panelHead(panel)
		f := newFrame(axis, panel, times.places[i], place{left, d.y + headSpace})
		f.scale()
		f.missing()
		for _, run := range f.runs() {
			f.run(run[0], run[1])
		}
		f.breaks()
		f.names(times.names)
		d.Write(f.Bytes())
		d.y = f.y + panelSpace
		d.end()
	}
}

// panelHead writes the name of a panel with its first and last numbers, beside each other if there
// is room.
func (d *drawing) panelHead(panel Panel) {
	label, ends := pictureText(panel.Label, mostName), panel.ends()
	if text := strings.Join(ends, "; "); strongFace.width(label)+columnSpace+smallFace.width(text) <= drawnWidth {
		d.text(strongFace, 0, d.y+plainFace.size, atStart, label)
		d.text(smallFace, drawnWidth, d.y+plainFace.size, atEnd, text)
		d.y += plainFace.height()
		return
	}
	for _, line := range strongFace.lines(label, drawnWidth, 2) {
		d.text(strongFace, 0, d.y+plainFace.size, atStart, line)
		d.y += plainFace.height()
	}
	for _, text := range ends {
		for _, line := range smallFace.lines(text, drawnWidth, 2) {
			d.text(smallFace, drawnWidth, d.y+plainFace.size, atEnd, line)
			d.y += smallFace.height()
		}
	}
}

// ends returns the first and the last numbers of each stretch of a panel between breaks, which are
// not comparable with those of others; of more than two stretches, of the first and the last. Where
// a stretch does not begin or end with numbers, there are the names of their periods too.
func (p Panel) ends() (stretches []string) {
	for first := 0; first < len(p.Points); {
		next := first + 1
		for next < len(p.Points) && !p.Points[next].Apart {
			next++
		}
		if text := (Panel{Points: p.Points[first:next]}).stretch(); text != "" {
			stretches = append(stretches, text)
		}
		first = next
	}
	if n := len(stretches); n > 2 {
		return []string{stretches[0], "…", stretches[n-1]}
	}
	return stretches
}

// stretch writes the first and the last numbers of a panel without breaks.
func (p Panel) stretch() string {
	first, last := p.drawn()
	if first < 0 {
		return ""
	}
	text := func(i, end int) string {
		if name := pictureText(p.Points[i].Name, mostName); i != end && name != "" {
			return name + " " + p.Points[i].numbers()
		}
		return p.Points[i].numbers()
	}
	switch {
	case first < last:
		return text(first, 0) + " → " + text(last, len(p.Points)-1)
	case len(p.Points) > 1:
		return text(first, -1)
	}
	return text(first, first)
}

// drawn returns the first and the last point that have an interval, -1 if none has.
func (p Panel) drawn() (first, last int) {
	first, last = -1, -1
	for i, point := range p.Points {
		if point.Plot.drawable() {
			last = i
			if first < 0 {
				first = i
			}
		}
	}
	return first, last
}

// numbers returns the estimate and its interval as they print.
func (p PanelPoint) numbers() string {
	return cmp.Or(pictureText(p.Text, mostName), p.Plot.text())
}

// frame is the field of a panel, in which its points are drawn.
type frame struct {
	drawing
	box
	ruler       ruler
	points      []PanelPoint
	first, last int       // the points at the ends that have an interval
	x           []float64 // of each point
}

// newFrame returns the field of a panel with its left upper corner.
func newFrame(axis Axis, panel Panel, x []float64, corner place) *frame {
	const doubling, least, most = 18, 64, 126
	height := max(least, min(most, doubling*float64(axis.to-axis.from)))
	field := box{corner.x, drawnWidth, corner.y, corner.y + height}
	f := &frame{drawing: drawing{y: field.bottom}, box: field, points: panel.Points, x: x}
	f.first, f.last = panel.drawn()
	f.ruler = newRuler(axis, f.bottom, f.top)
	return f
}

// scale draws the powers of 2 as lines across, with their labels at the left.
func (f *frame) scale() {
	f.begin("p-axis")
	for _, power := range f.ruler.labelled(func(int) float64 { return smallFace.size - 4 }) {
		y := f.ruler.power(power)
		face, class := smallFace, "p-grid"
		if power == 0 {
			face, class = oneFace, "p-one"
		}
		f.stroke(class, f.left, y, f.right, y)
		f.text(face, f.left-labelSpace, y+labelDrop, atEnd, powerText(power, false))
	}
	f.end()
}

// missing draws a hatch at the bottom of the panel where there is no interval.
func (f *frame) missing() {
	if len(f.points) == 0 {
		f.hatch(f.left, f.right)
	}
	for i := 0; i < len(f.points); i++ {
		if f.points[i].Plot.drawable() {
			continue
		}
		first := i
		for i+1 < len(f.points) && !f.points[i+1].Plot.drawable() {
			i++
		}
		f.hatch(f.before(first), f.before(i+1))
	}
}

// hatch draws slanted lines between two places, one at least.
func (f *frame) hatch(from, to float64) {
	const height, step = 7.0, 4.0
	width := min(height, to-from)
	n := math.Floor((to - from - width) / step)
	var strokes [][]place
	for i := range int(n) + 1 {
		x := (from+to-width-n*step)/2 + float64(i)*step
		strokes = append(strokes, []place{{x, f.bottom}, {x + width, f.bottom - height}})
	}
	f.path("p-none", false, strokes...)
}

// before returns the place between a point and the one before it: the end of the field before the
// first and behind the last.
func (f *frame) before(i int) float64 {
	switch {
	case i == 0:
		return f.left
	case i == len(f.points):
		return f.right
	}
	return (f.x[i-1] + f.x[i]) / 2
}

// breaks draws a line down the panel before each point that is not comparable with the one before.
func (f *frame) breaks() {
	for i, p := range f.points {
		if p.Apart && i > 0 {
			f.stroke("p-apart", f.before(i), f.top, f.before(i), f.bottom)
		}
	}
}

// names writes the names of the first and the last period and of as many between them as have room,
// each with a mark where it stands.
func (f *frame) names(names []placedName) {
	const mark = 4.5
	if len(names) == 0 {
		return
	}
	f.begin("p-names")
	most := 0
	for _, name := range shown(names) {
		f.stroke("p-grid", name.x, f.bottom, name.x, f.bottom+mark)
		for i, line := range name.lines {
			f.text(smallFace, (name.left+name.right)/2, f.bottom+mark+smallFace.size+float64(i)*smallFace.height(), atMiddle, line)
		}
		most = max(most, len(name.lines))
	}
	f.end()
	f.y = f.bottom + mark + float64(most)*smallFace.height()
}
