package sheet

import (
	"bytes"
	"cmp"
	"math"
	"strconv"
)

const (
	drawnWidth = 360 // of a picture, in units of its viewBox: a letter is 12 or 13 of them high
	fileMargin = 14  // around it in a file
	fileScale  = 1.5 // pixels for a unit in a file
)

// svg writes the picture as an element of SVG: for a page, or standalone, as a file. Names in it
// begin with id, which must differ between the pictures of one page. The axis is that of all forest
// plots of the page, as [pictureAxis] returns it; the zero Axis stands for one of the picture's own.
//
// On a page the title is no part of what is drawn, but of the text of the numbers alone: it stands
// in the caption of the figure. The page has pictureStyle in its style sheet.
func (p Picture) svg(b *bytes.Buffer, id string, axis Axis, standalone bool) {
	if axis == (Axis{}) {
		axis = pictureAxis(p)
	}
	d := drawing{}
	if standalone {
		d.lines(titleFace, p.Title, 3)
		d.y += 4
	}
	d.forest(p, axis)
	d.panels(p)
	if !p.draws() {
		d.y += 4
		d.lines(plainFace, "There is nothing to draw.", 1)
	}
	d.legend(p)

	id = cleanID(id)
	margin := 0.0
	if standalone {
		margin = fileMargin
	}
	width, height := drawnWidth+2*margin, math.Ceil(max(d.y, 1)+2*margin)
	b.WriteString(`<svg class="p-picture" role="img" aria-labelledby="` + id + `-title ` + id + `-desc" viewBox="` +
		number(-margin) + ` ` + number(-margin) + ` ` + number(width) + ` ` + number(height) + `"`)
	if standalone {
		b.WriteString(` xmlns="http://www.w3.org/2000/svg" width="` + number(width*fileScale) + `" height="` + number(height*fileScale) + `"`)
	} else {
		b.WriteString(` width="100%"`)
	}
	b.WriteString(` font-size="13" fill="currentColor">` + "\n")
	b.WriteString(`<title id="` + id + `-title">` + escapeXML(p.heading()) + "</title>\n")
	b.WriteString(`<desc id="` + id + `-desc">` + escapeXML(p.numbers()) + "</desc>\n")
	if standalone {
		b.WriteString("<style>" + fileStyle + pictureStyle + "</style>\n")
		b.WriteString(`<rect class="p-ground" x="` + number(-margin) + `" y="` + number(-margin) + `" width="` + number(width) + `" height="` + number(height) + `"/>` + "\n")
	}
	b.Write(d.Bytes())
	b.WriteString("</svg>\n")
}

// draws tells whether the picture has an interval to draw.
func (p Picture) draws() bool {
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

// attribute writes an attribute that is a number.
func (d *drawing) attribute(name string, v float64) {
	d.WriteString(` ` + name + `="` + number(v) + `"`)
}

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
func (d *drawing) dot(x, y, rx, ry float64) {
	d.WriteString(`<ellipse class="p-dot"`)
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
