package sheet

import "cmp"

// legend writes what the lines mean, each beside a piece of it, and the lines of the picture's own.
func (d *drawing) legend(p Picture) {
	const space, indent = 4.0, 34.0
	marks := p.marks()
	if len(marks)+len(p.Legend) == 0 {
		return
	}
	d.begin("p-legend")
	defer d.end()
	for _, m := range marks {
		m.draw(d, d.y+smallFace.height()/2)
		for _, line := range smallFace.lines(m.text, drawnWidth-indent, 3) {
			d.text(smallFace, indent, d.y+smallFace.size, atStart, line)
			d.y += smallFace.height()
		}
	}
	for _, text := range p.Legend {
		d.y += space
		d.lines(smallFace, text, 12)
	}
}

// mark is a sign of the legend.
type mark struct {
	text string
	draw func(d *drawing, y float64)
}

// marks returns the signs that the picture has.
func (p Picture) marks() []mark {
	var out []mark
	has := p.has()
	add := func(has bool, text, usual string, draw func(d *drawing, y float64)) {
		if has {
			out = append(out, mark{cmp.Or(pictureText(text, mostLine), usual), draw})
		}
	}
	const left, middle, right = 2.0, 14.0, 26.0
	add(has.interval, p.Interval, "interval", func(d *drawing, y float64) {
		d.stroke("p-interval", left, y, right, y)
		d.dot(middle, y, dotRadius, dotRadius)
	})
	add(has.bounds, p.Bounds, "wider bounds", func(d *drawing, y float64) {
		d.stroke("p-bounds", left, y, right, y)
		d.path("p-bounds", false, []place{{left, y - 3}, {left, y + 3}}, []place{{right, y - 3}, {right, y + 3}})
	})
	add(has.band, p.Interval, "interval", func(d *drawing, y float64) {
		d.path("p-band", true, []place{{left, y - 5}, {right, y - 5}, {right, y + 5}, {left, y + 5}})
		d.path("p-edge", false, []place{{left, y - 5}, {right, y - 5}}, []place{{left, y + 5}, {right, y + 5}})
		d.path("p-line", false, []place{{left, y}, {right, y}})
	})
	add(has.outer, p.Bounds, "wider bounds", func(d *drawing, y float64) {
		d.path("p-outer", false, []place{{left, y - 3}, {right, y - 3}}, []place{{left, y + 3}, {right, y + 3}})
	})
	add(has.missing, "no figures", "", func(d *drawing, y float64) {
		d.path("p-none", false, []place{{left + 4, y + 4}, {left + 11, y - 4}}, []place{{left + 8, y + 4}, {left + 15, y - 4}}, []place{{left + 12, y + 4}, {left + 19, y - 4}})
	})
	add(has.partly, "of a part of the period alone: the rest is missing", "", func(d *drawing, y float64) { d.ellipse("p-hollow", middle, y, dotRadius, dotRadius) })
	if p.Funnel != nil {
		out = append(out, p.Funnel.marks()...)
	}
	if p.Curve != nil {
		out = append(out, p.Curve.marks(cmp.Or(pictureText(p.Interval, mostLine), "interval"))...)
	}
	for _, why := range p.whys() {
		add(true, why, "", func(d *drawing, y float64) { d.stroke("p-apart", middle, y-7, middle, y+7) })
	}
	return out
}

// drawnThings tells what a picture draws.
type drawnThings struct{ interval, bounds, band, outer, missing, partly, curve bool }

// has returns what the picture draws.
func (p Picture) has() drawnThings {
	var h drawnThings
	for _, r := range p.Rows {
		h.interval = h.interval || r.Plot.drawable()
		h.bounds = h.bounds || r.Bounds.drawable()
	}
	for _, r := range p.Ranks {
		h.interval = h.interval || r.drawable()
		h.bounds = h.bounds || r.wider()
	}
	h.curve = p.Curve != nil && p.Curve.hasIntervals()
	for _, panel := range p.Panels {
		for _, point := range panel.Points {
			drawn := point.Plot.drawable()
			h.band = h.band || drawn
			h.missing = h.missing || !drawn
			h.partly = h.partly || drawn && point.Partly != ""
			h.outer = h.outer || drawn && point.Bounds.drawable()
		}
	}
	return h
}

// whys returns what the breaks in the lines say, each once.
func (p Picture) whys() []string {
	var out []string
	seen := map[string]bool{}
	for _, panel := range p.Panels {
		for i, point := range panel.Points {
			if !point.Apart || i == 0 {
				continue
			}
			text := "before " + pictureText(point.Name, mostName) + ": not comparable"
			if why := pictureText(point.Why, mostName); why != "" {
				text = "before " + pictureText(point.Name, mostName) + ": " + why
			}
			if !seen[text] {
				seen[text] = true
				out = append(out, text)
			}
		}
	}
	return out
}
