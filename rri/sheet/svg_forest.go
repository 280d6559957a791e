package sheet

import (
	"cmp"
	"math"
	"slices"
)

const (
	arrowLength = 8.0
	leastMargin = 14.0 // beside the axis, for arrows and half of a label
	dotRadius   = 4.0
	columnSpace = 10.0 // between texts beside each other
	stripSpace  = 7.0  // below a row

	// More rows than these stand closer to each other, so that 43 fit a sheet of paper.
	mostRoomy  = 28
	tightSpace = 3.0
)

// box is what a text takes.
type box struct{ left, right, top, bottom float64 }

// forest draws the rows, with their axis above them, and below them too where they are many.
func (d *drawing) forest(p Picture, axis Axis) {
	if len(p.Rows) == 0 {
		return
	}
	d.begin("p-forest")
	defer d.end()
	if axis == (Axis{}) {
		rows := forestRows{drawing: drawing{y: d.y}}
		rows.draw(p.Rows)
		d.Write(rows.Bytes())
		d.y = rows.y
		return
	}
	left, right := leastMargin, leastMargin
	left = max(left, smallFace.width(powerText(axis.from, false))/2)
	right = max(right, smallFace.width(powerText(axis.to, false))/2)
	r := newRuler(axis, left, drawnWidth-right)

	d.lines(smallFace, p.Scale, 3)
	d.y += 3
	d.axis(r)
	top := d.y
	rows := forestRows{drawing: drawing{y: top + 4}, ruler: r}
	rows.draw(p.Rows)
	d.grid(rows.strips, slices.DeleteFunc(r.labelled(powerWidth), func(power int) bool { return power == 0 }), r.power)
	d.parity(r.power(0), top, rows.y, rows.texts)
	d.Write(rows.Bytes())
	d.y = rows.y
	const tall = 420
	if d.y-top > tall {
		d.axis(r)
	}
	d.y += stripSpace
}

// powerWidth returns the width of the label of a power of 2.
func powerWidth(power int) float64 {
	if power == 0 {
		return oneFace.width("1")
	}
	return smallFace.width(powerText(power, false))
}

// axis writes the powers of 2 that have room.
func (d *drawing) axis(r ruler) {
	d.begin("p-axis")
	for _, power := range r.labelled(powerWidth) {
		f := smallFace
		if power == 0 {
			f = oneFace
		}
		d.text(f, r.power(power), d.y+f.size, atMiddle, powerText(power, false))
	}
	d.end()
	d.y += smallFace.height()
}

// parity draws the line at 1, which leaves out the texts that are in its way, and pieces of it that
// would be no more than specks between them.
func (d *drawing) parity(x, top, bottom float64, texts []box) {
	const space, speck = 3, 8
	from := top
	slices.SortStableFunc(texts, func(a, b box) int { return cmp.Compare(a.top, b.top) })
	for _, t := range texts {
		if t.left-space > x || t.right+space < x {
			continue
		}
		if t.top >= from+speck {
			d.stroke("p-one", x, from, x, t.top)
		}
		from = max(from, t.bottom)
	}
	if bottom > from {
		d.stroke("p-one", x, from, x, bottom)
	}
}

// forestRows are the rows of a forest plot that are being drawn.
type forestRows struct {
	drawing
	ruler  ruler // zero: there is nothing to draw, but texts
	texts  []box
	strips []box // in which intervals are drawn
	bounds bool  // some row has wider bounds
	tight  bool  // there are many rows

	textEnd, wordStart float64 // where the numbers end and the words begin
	beside             bool    // the numbers stand beside the words
}

// draw draws all rows.
func (f *forestRows) draw(rows []PictureRow) {
	f.columns(rows)
	f.tight = len(rows) > mostRoomy
	for _, r := range rows {
		f.bounds = f.bounds || r.Bounds.drawable()
	}
	for i, r := range rows {
		f.begin("p-row")
		if r.isHeading() && i > 0 {
			f.y += stripSpace
		}
		face := plainFace
		if r.isHeading() {
			face = strongFace
		}
		f.head(face, r)
		f.strip(r)
		f.y += f.space()
		f.end()
	}
}

// space returns the room below a row.
func (f *forestRows) space() float64 {
	if f.tight {
		return tightSpace
	}
	return stripSpace
}

// isHeading tells whether the row is a heading of those below it.
func (r PictureRow) isHeading() bool {
	return r.Plot == nil && r.Text == "" && !r.Bounds.drawable()
}

// numbers returns the estimate and its interval as they print.
func (r PictureRow) numbers() string {
	return cmp.Or(pictureText(r.Text, mostName), r.Plot.text())
}

// columns finds where numbers and words stand.
func (f *forestRows) columns(rows []PictureRow) {
	text, word := 0.0, 0.0
	for _, r := range rows {
		text = max(text, plainFace.width(r.numbers()))
		word = max(word, strongFace.width(pictureText(r.Word, mostName)))
	}
	f.wordStart = drawnWidth - word
	f.textEnd = f.wordStart
	if word > 0 && text > 0 {
		f.textEnd -= columnSpace
	}
	if f.beside = f.textEnd >= text; !f.beside {
		f.textEnd, f.wordStart = drawnWidth, drawnWidth
	}
}

// head writes the texts of a row: the name in its face at the left and the numbers and the word at
// the right of one line if there is room for that.
func (f *forestRows) head(face face, r PictureRow) {
	const leastName = 130.0
	label, text, word := pictureText(r.Label, mostName), r.numbers(), pictureText(r.Word, mostName)
	room := drawnWidth - columnSpace
	switch {
	case text != "":
		room = f.textEnd - plainFace.width(text) - columnSpace
	case word != "":
		room = f.wordStart - columnSpace
	}
	if !f.beside && text+word != "" {
		room = 0
	}
	top := f.y
	if face.width(label) > room && room < leastName || len(face.lines(label, max(room, 1), 3)) > 2 {
		f.name(face, label, drawnWidth)
		top = f.y
	} else {
		f.name(face, label, room)
	}
	if text+word == "" {
		return
	}
	if f.beside {
		f.put(plainFace, f.textEnd, top, atEnd, text)
		f.put(strongFace, f.wordStart, top, atStart, word)
		f.y = max(f.y, top+plainFace.height())
		return
	}
	for _, line := range plainFace.lines(text, drawnWidth, 2) {
		f.put(plainFace, f.textEnd, f.y, atEnd, line)
		f.y += plainFace.height()
	}
	for _, line := range strongFace.lines(word, drawnWidth, 2) {
		f.put(strongFace, f.wordStart, f.y, atEnd, line)
		f.y += plainFace.height()
	}
}

// name writes the name of a row in up to two lines.
func (f *forestRows) name(face face, label string, room float64) {
	for _, line := range face.lines(label, room, 2) {
		f.put(face, 0, f.y, atStart, line)
		f.y += face.height()
	}
}

// put writes a line of text that the line at 1 is to leave out.
func (f *forestRows) put(face face, x, top float64, anchor, s string) {
	if s == "" {
		return
	}
	f.text(face, x, top+face.size, anchor, s)
	b := box{x, x + face.width(s), top, top + face.height()}
	if anchor == atEnd {
		b.left, b.right = x-face.width(s), x
	}
	f.texts = append(f.texts, b)
}

// strip draws the interval of a row, and its wider bounds below it, or under it where there are
// many rows.
func (f *forestRows) strip(r PictureRow) {
	if !r.Plot.drawable() && !r.Bounds.drawable() {
		return
	}
	half, below := 7.0, 10.0
	s := box{0, drawnWidth, f.y + 1, f.y + 1 + 2*half}
	switch {
	case f.tight:
		half, below = 5, 0
		s = box{0, drawnWidth, f.y, f.y + 2*half}
	case f.bounds:
		s.bottom += below - 1
	}
	f.strips = append(f.strips, s)
	if r.Bounds.drawable() {
		f.wider(*r.Bounds, s.top+half+below)
	}
	if r.Plot.drawable() {
		f.interval(*r.Plot, s.top+half)
	}
	f.y = s.bottom
}

// interval draws an estimate with its interval. An arrow has the colour of the estimate where that
// is beyond the axis, and that of the interval where a limit alone is.
func (f *forestRows) interval(e Interval, y float64) {
	lower, upper := f.ends(e)
	if lower < upper {
		f.stroke("p-interval", lower, y, upper, y)
	}
	for _, side := range [2]int{f.ruler.beyond(e.Lower), f.ruler.beyond(e.Upper)} {
		f.pointer("p-more", side, y)
	}
	if math.IsNaN(e.Value) || e.Value < 0 {
		return
	}
	if side := f.ruler.beyond(e.Value); side != 0 {
		f.pointer("p-dot", side, y)
		return
	}
	x := f.ruler.at(e.Value, e.apart())
	f.dot(x, y, f.ruler.radius(e, x, dotRadius), dotRadius)
}

// ends returns where an interval begins and ends on the axis.
func (f *forestRows) ends(e Interval) (lower, upper float64) {
	return f.ruler.at(e.Lower, e.apart()), f.ruler.at(e.Upper, e.apart())
}

// pointer draws an arrow at one end of the axis, for what is beyond it there: -1 is the left.
func (f *forestRows) pointer(class string, side int, y float64) {
	switch side {
	case -1:
		f.arrow(class, place{f.ruler.power(f.ruler.from), y}, -arrowLength, 0)
	case 1:
		f.arrow(class, place{f.ruler.power(f.ruler.to), y}, arrowLength, 0)
	}
}

// wider draws the bounds around an interval: a thin line with ends, or with the point of an arrow
// where it goes beyond the axis.
func (f *forestRows) wider(e Interval, y float64) {
	const half = 3
	lower, upper := f.ends(e)
	if lower < upper {
		f.stroke("p-bounds", lower, y, upper, y)
	}
	var lines [][]place
	for i, side := range [2]int{f.ruler.beyond(e.Lower), f.ruler.beyond(e.Upper)} {
		x := [2]float64{lower, upper}[i]
		if side == 0 {
			lines = append(lines, []place{{x, y - half}, {x, y + half}})
			continue
		}
		point := place{x + float64(side)*arrowLength, y}
		back := point.x - float64(side)*half
		lines = append(lines, []place{{x, y}, point}, []place{{back, y - half}, point, {back, y + half}})
	}
	f.path("p-bounds", false, lines...)
}

// text writes an estimate with its interval, as tables do, "" for none.
func (e *Interval) text() string {
	const decimals = 2
	if e == nil {
		return ""
	}
	if math.IsNaN(e.Lower) || math.IsNaN(e.Upper) {
		return Limit(Ratio, e.Value, decimals, 1)
	}
	lower, upper, digits := Limits(Ratio, e.Lower, e.Upper, decimals, 1)
	return Limit(Ratio, e.Value, digits, 1) + " (" + lower + "–" + upper + ")"
}

// limitsText writes an interval without its estimate.
func (e *Interval) limitsText() string {
	lower, upper, _ := Limits(Ratio, e.Lower, e.Upper, 2, 1)
	return lower + "–" + upper
}
