package sheet

import (
	"bytes"
	"cmp"
	_ "embed"
	"math"
	"slices"
	"strconv"
)

// The style of pictures, all classes of which begin with "p-", and what a file has besides.
var (
	//go:embed picture.css
	pictureStyle string
	//go:embed file.css
	fileCSS string
)

const (
	drawnWidth = 360.0 // of a picture, in units of its viewBox: letters have 12 or 13 of them
	fileMargin = 14.0  // around it in a file
	fileWidth  = 540.0 // of a file, in pixels

	// More than these would be no picture any more, but a table without columns.
	mostRows, mostPanels = 60, 24
)

// svg writes the picture as an element of SVG: for a page, or standalone, as a file. Names in it
// begin with id, which must differ between the pictures of one page. The axis is that of all forest
// plots of the page, as [pictureAxis] returns it; the zero Axis stands for one of the picture's
// own.
//
// On a page the title and the further lines of the legend are not drawn, as they stand around the
// picture. The page has pictureStyle and colourCSS in its style sheet.
func (p Picture) svg(b *bytes.Buffer, id string, axis Axis, standalone bool) {
	if p.OwnScale || axis == (Axis{}) {
		axis = p.rowAxis()
	}
	title := p.heading()
	if !standalone {
		p.Title, p.Legend = "", nil
	}
	d := p.drawing(axis)
	margin := 0.0
	if standalone {
		margin = fileMargin
	}
	width, height := drawnWidth+2*margin, math.Ceil(max(d.y, 1)+2*margin)
	field := attribute("x", -margin) + attribute("y", -margin) + attribute("width", width) + attribute("height", height)

	id = cleanID(id)
	b.WriteString(`<svg class="p-picture" role="img" aria-labelledby="` + id + `-title ` + id + `-desc"`)
	if standalone {
		b.WriteString(` xmlns="http://www.w3.org/2000/svg"` + attribute("width", fileWidth) + attribute("height", math.Round(height*fileWidth/width)))
	} else {
		b.WriteString(` width="100%"`)
	}
	b.WriteString(` viewBox="` + number(-margin) + ` ` + number(-margin) + ` ` + number(width) + ` ` + number(height) + `" font-size="13" fill="currentColor">` + "\n")
	b.WriteString(`<title id="` + id + `-title">` + escapeXML(title) + "</title>\n")
	b.WriteString(`<desc id="` + id + `-desc">` + escapeXML(p.numbers()) + "</desc>\n")
	if standalone {
		b.WriteString("<style>\n" + colourCSS + pictureStyle + fileCSS + "</style>\n" + `<rect class="p-ground"` + field + "/>\n")
	}
	b.Write(d.Bytes())
	b.WriteString("</svg>\n")
}

// nothing says that there is none of what a picture draws.
const nothing = "There is nothing to draw."

// drawing returns what is drawn.
func (p Picture) drawing(axis Axis) *drawing {
	var d drawing
	if p.Title != "" {
		d.lines(titleFace, p.Title, 3)
		d.y += 4
	}
	rows, panels, ranks := len(p.Rows), len(p.Panels), len(p.Ranks)
	p.Rows, p.Panels = p.Rows[:min(rows, mostRows)], p.Panels[:min(panels, mostPanels)]
	d.forest(p, axis)
	d.lines(smallFace, firstOf(len(p.Rows), rows, "rows"), 2)
	d.panels(p)
	d.lines(smallFace, firstOf(len(p.Panels), panels, "panels"), 2)
	d.ranks(p)
	d.lines(smallFace, firstOf(min(ranks, mostRows), ranks, "units"), 2)
	d.funnel(p)
	d.specifications(p)
	if !p.draws() {
		d.y += 4
		d.lines(plainFace, nothing, 1)
	}
	d.legend(p)
	return &d
}

// firstOf says how many of some things are drawn, if not all are.
func firstOf(drawn, all int, things string) string {
	if drawn == all {
		return ""
	}
	return "Drawn: the first " + Count(int64(drawn)).Text + " of " + Count(int64(all)).Text + " " + things + "."
}

// draws tells whether the picture has an interval to draw, or a point of a funnel or of a curve.
func (p Picture) draws() bool {
	if slices.ContainsFunc(p.Ranks, PictureRank.drawable) || p.Funnel != nil && p.Funnel.draws() || p.Curve != nil && p.Curve.draws() {
		return true
	}
	for _, r := range p.Rows {
		if r.Plot.drawable() || r.Bounds.drawable() {
			return true
		}
	}
	for _, panel := range p.Panels {
		for _, point := range panel.Points {
			if point.Plot.drawable() {
				return true
			}
		}
	}
	return false
}

// cleanID keeps of a name what may stand in an id everywhere.
func cleanID(id string) string {
	out := []byte(id)
	for i, c := range out {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '_':
		default:
			out[i] = '-'
		}
	}
	return string(out)
}

// drawing is what stands in a picture, from the top.
type drawing struct {
	bytes.Buffer
	y float64 // where the next thing begins
}

// number writes a length or a place to a hundredth of a unit.
func number(v float64) string {
	const hundredths = 100
	v = math.Round(v*hundredths) / hundredths
	return strconv.FormatFloat(v+0, 'f', -1, 64) // + 0 is no -0
}

// attribute returns an attribute that is a number.
func attribute(name string, v float64) string { return ` ` + name + `="` + number(v) + `"` }

// attribute writes an attribute that is a number.
func (d *drawing) attribute(name string, v float64) { d.WriteString(attribute(name, v)) }

// begin and end write a group of elements.
func (d *drawing) begin(class string) { d.WriteString(`<g class="` + class + `">` + "\n") }
func (d *drawing) end()               { d.WriteString("</g>\n") }

// The ends of a text that its place can be that of. The zero value is its start.
const (
	atStart  = ""
	atMiddle = ` text-anchor="middle"`
	atEnd    = ` text-anchor="end"`
)

// text writes a line of text with its base line at y.
func (d *drawing) text(f face, x, y float64, anchor, s string) {
	if s == "" {
		return
	}
	d.WriteString(`<text`)
	if f.class != "" {
		d.WriteString(` class="` + f.class + `"`)
	}
	d.attribute("x", x)
	d.attribute("y", y)
	if f.size != plainFace.size {
		d.attribute("font-size", f.size)
	}
	d.WriteString(anchor + ">" + escapeXML(s) + "</text>\n")
}

// lines writes a text in as many lines as it takes and may have.
func (d *drawing) lines(f face, s string, most int) {
	for _, line := range f.lines(pictureText(s, mostLine), drawnWidth, most) {
		d.text(f, 0, d.y+f.size, atStart, line)
		d.y += f.height()
	}
}

// height returns how high a line of text is.
func (f face) height() float64 { return math.Ceil(f.size * 1.3) }

// stroke writes a straight line.
func (d *drawing) stroke(class string, x1, y1, x2, y2 float64) {
	d.WriteString(`<line class="` + class + `"`)
	d.attribute("x1", x1)
	d.attribute("y1", y1)
	d.attribute("x2", x2)
	d.attribute("y2", y2)
	d.WriteString("/>\n")
}

// dot writes an estimate: a circle, or an ellipse where there is less room on one of the axes.
func (d *drawing) dot(x, y, rx, ry float64) { d.ellipse("p-dot", x, y, rx, ry) }

// ellipse draws an ellipse around a place.
func (d *drawing) ellipse(class string, x, y, rx, ry float64) {
	d.WriteString(`<ellipse class="` + class + `"`)
	d.attribute("cx", x)
	d.attribute("cy", y)
	d.attribute("rx", rx)
	d.attribute("ry", ry)
	d.WriteString("/>\n")
}

// place is a point of a picture.
type place struct{ x, y float64 }

// path writes lines through places, each of them from a place to the next; closed, it is an area.
func (d *drawing) path(class string, closed bool, lines ...[]place) {
	d.WriteString(`<path class="` + class + `" d="`)
	for _, places := range lines {
		for i, p := range places {
			switch i {
			case 0:
				d.WriteByte('M')
			case 1:
				d.WriteByte('L')
			default:
				d.WriteByte(' ')
			}
			d.WriteString(number(p.x) + " " + number(p.y))
		}
		if closed {
			d.WriteByte('Z')
		}
	}
	d.WriteString("\"/>\n")
}

// arrow writes what goes beyond the axis, with its point that far from there.
func (d *drawing) arrow(class string, from place, dx, dy float64) {
	const half = 4
	side := place{half * sign(dy), half * sign(dx)} // square to its direction
	d.path(class, true, []place{{from.x - side.x, from.y - side.y}, {from.x + dx, from.y + dy}, {from.x + side.x, from.y + side.y}})
}

// sign returns -1, 0 or 1.
func sign(v float64) float64 { return float64(cmp.Compare(v, 0)) }
