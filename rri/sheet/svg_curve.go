package sheet

import (
	"math"
	"slices"
)

const (
	curveDoubling  = 34.0 // of the height of a curve, for each doubling, from its least to its most
	leastCurve     = 110.0
	mostCurve      = 210.0
	columnWidth    = 2.0   // of a column at least
	mostWayWidth   = 132.0 // of the names of ways
	wayHeight      = 9.0   // of the marks of a row
	waySpace       = 4.5   // below these
	mostWays       = 60
	curveDotRadius = 3.6
)

// curvePlot is a specification curve that is being drawn.
type curvePlot struct {
	drawing
	box
	ruler   ruler
	columns [][]CurvePoint
}

// specifications draws the specification curve.
func (d *drawing) specifications(p Picture) {
	if p.Curve == nil || !p.Curve.draws() {
		return
	}
	d.begin("p-curve")
	defer d.end()
	d.scaleText(p, 4, len(p.Rows)+len(p.Panels)+len(p.Ranks))
	c := newCurvePlot(*p.Curve, d.y+arrowLength)
	c.scale()
	c.spans()
	c.stroke("p-one", c.left, c.ruler.power(0), c.right, c.ruler.power(0))
	c.estimates()
	c.y = c.bottom + arrowLength + headSpace
	left := mostWays
	for i, choice := range p.Curve.Choices {
		choice.Ways = choice.Ways[:min(left, len(choice.Ways))]
		left -= len(choice.Ways)
		c.choice(i, choice)
	}
	d.Write(c.Bytes())
	d.y = c.y
	d.lines(smallFace, c.columnsText(), 2)
	for _, text := range p.Curve.notes() {
		d.lines(smallFace, text, 3)
	}
	d.y += stripSpace
}

// newCurvePlot places a curve below top.
func newCurvePlot(of Curve, top float64) *curvePlot {
	points := of.ascending(CurvePoint.drawable)
	axis := curveAxis(points)
	height := max(leastCurve, min(mostCurve, curveDoubling*float64(axis.to-axis.from)))
	c := &curvePlot{box: box{panelGutter, drawnWidth - panelEdge, top, top + height}}
	c.ruler = newRuler(axis, c.bottom, c.top)
	for power := axis.from; power <= axis.to; power++ {
		c.left = max(c.left, powerWidth(power)+panelEdge)
	}
	for _, choice := range of.Choices {
		for _, way := range choice.Ways {
			c.left = max(c.left, min(mostWayWidth, smallFace.width(pictureText(way, mostName)))+panelEdge)
		}
	}
	c.columns = curveColumns(points, int((c.right-c.left)/columnWidth))
	return c
}

// curveAxis returns the scale of a curve.
func curveAxis(points []CurvePoint) Axis {
	var drawn drawnIntervals
	for _, p := range points {
		e := p.Estimate
		if !e.drawable() {
			e.Lower, e.Upper = e.Value, e.Value
		}
		drawn.add(&e, nil)
	}
	return drawn.axis()
}

// width returns how wide a column is.
func (c *curvePlot) width() float64 { return (c.right - c.left) / float64(len(c.columns)) }

// start returns where a column begins, and middle where its middle is.
func (c *curvePlot) start(x int) float64  { return c.left + float64(x)*c.width() }
func (c *curvePlot) middle(x int) float64 { return c.start(x) + c.width()/2 }

// scale draws the powers of 2 as lines across, with their labels at the left. The line at 1 is
// drawn upon the intervals.
func (c *curvePlot) scale() {
	c.begin("p-axis")
	for _, power := range c.ruler.labelled(func(int) float64 { return smallFace.size - 4 }) {
		y := c.ruler.power(power)
		face := smallFace
		if power == 0 {
			face = oneFace
		} else {
			c.stroke("p-grid", c.left, y, c.right, y)
		}
		c.text(face, c.left-panelEdge, y+labelDrop, atEnd, powerText(power, false))
	}
	c.end()
}

// estimates draws the ratios of each column, and arrows for what is beyond the axis.
func (c *curvePlot) estimates() {
	for _, beyond := range c.beyond() {
		beyondAxis(func(side int, x float64) { c.pointer(beyond.class, side, x) }, beyond.limits)
	}
	for x, column := range c.columns {
		c.ratios(x, column)
	}
	for x, column := range c.columns {
		for _, p := range column {
			if p.Marked && c.ruler.beyond(p.Estimate.Value) == 0 {
				c.marked(x, p.Estimate)
			}
		}
	}
}

// spans draws the intervals as bars, which stand apart where they have room for that.
func (c *curvePlot) spans() {
	const widest, ground = 5.0, 1.0
	half := c.width() / 2
	if c.width() > 2*ground+1 {
		half = min(widest, c.width()-ground) / 2
	}
	var bars [][]place
	for x, column := range c.columns {
		for _, e := range pieces(column) {
			lower, upper := c.ruler.at(e.Lower, e.apart()), c.ruler.at(e.Upper, e.apart())
			if left, right := c.middle(x)-half, c.middle(x)+half; upper < lower {
				bars = append(bars, []place{{left, lower}, {left, upper}, {right, upper}, {right, lower}})
			}
		}
	}
	if bars != nil {
		c.path("p-spans", true, bars...)
	}
}

// beyondLimits are numbers that are beyond the axis, or not, by column, and how their arrows look.
type beyondLimits struct {
	class  string
	limits []limit
}

// beyond returns what is beyond the axis: limits at the bottom and at the top, and ratios there.
func (c *curvePlot) beyond() []beyondLimits {
	all := []beyondLimits{{class: "p-more"}, {class: "p-more"}, {class: "p-dot"}}
	for x, column := range c.columns {
		at := limit{place: place{x: c.middle(x)}}
		sides := [3]int{}
		for _, p := range column {
			e := p.Estimate
			if e.drawable() {
				sides[0] = min(sides[0], c.ruler.beyond(e.Lower))
				sides[1] = max(sides[1], c.ruler.beyond(e.Upper))
			}
			if side := c.ruler.beyond(e.Value); side != 0 {
				sides[2] = side
			}
		}
		for i := range all {
			at.beyond = sides[i]
			all[i].limits = append(all[i].limits, at)
		}
	}
	return all
}

// pointer draws an arrow from the top or the bottom of the axis on.
func (c *curvePlot) pointer(class string, side int, x float64) {
	switch side {
	case -1:
		c.arrow(class, place{x, c.bottom}, 0, arrowLength)
	case 1:
		c.arrow(class, place{x, c.top}, 0, -arrowLength)
	}
}

// ratios draws the ratios of a column that are on the axis: a dot for the lowest and one for the
// highest, with a line between them, or one dot where they are in one place.
func (c *curvePlot) ratios(x int, column []CurvePoint) {
	const same = 0.5
	column = slices.DeleteFunc(slices.Clone(column), func(p CurvePoint) bool { return c.ruler.beyond(p.Estimate.Value) != 0 })
	if len(column) == 0 {
		return
	}
	low, high := column[0].Estimate, column[len(column)-1].Estimate
	from, to := c.ruler.at(low.Value, low.apart()), c.ruler.at(high.Value, high.apart())
	c.ratio(x, low, from)
	if math.Abs(from-to) > same {
		c.path("p-line", false, []place{{c.middle(x), from}, {c.middle(x), to}})
		c.ratio(x, high, to)
	}
}

// ratio draws a ratio as a dot.
func (c *curvePlot) ratio(x int, e Interval, y float64) {
	const least = 1.2
	radius := max(least, min(curveDotRadius, c.width()/2))
	c.dot(c.middle(x), y, radius, c.ruler.radius(e, y, radius))
}

// marked draws a ratio as a square on its corner.
func (c *curvePlot) marked(x int, e Interval) {
	const half = 5.5
	y := c.ruler.at(e.Value, e.apart())
	c.begin("p-marked")
	c.rhombus("p-dot", c.middle(x), y, half, c.ruler.radius(e, y, half))
	c.end()
}
