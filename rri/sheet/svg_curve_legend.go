package sheet

import (
	"cmp"
	"slices"
)

// marks returns the signs that the curve has; interval says what its intervals are.
func (c Curve) marks(interval string) []mark {
	if !c.draws() {
		return nil
	}
	const left, middle, right = 2.0, 14.0, 26.0
	points := c.ascending(CurvePoint.drawable)
	shared := len(newCurvePlot(c, 0).columns) < len(points)
	dot, way := "ratio of a combination", "makes the choice this way"
	if shared {
		dot, way = "lowest and highest ratio of a column", "the part of the combinations of a column that make the choice this way: half of them, and all"
		interval += "; of a column, what those of its combinations cover together"
	}
	var out []mark
	add := func(has bool, text string, draw func(d *drawing, y float64)) {
		if has {
			out = append(out, mark{text, draw})
		}
	}
	add(true, dot, func(d *drawing, y float64) { d.dot(middle, y, curveDotRadius, curveDotRadius) })
	add(c.hasIntervals(), interval, func(d *drawing, y float64) {
		d.path("p-spans", true, []place{{middle - 2.5, y + 6}, {middle - 2.5, y - 6}, {middle + 2.5, y - 6}, {middle + 2.5, y + 6}})
	})
	add(slices.ContainsFunc(points, func(p CurvePoint) bool { return p.Marked }), cmp.Or(pictureText(c.Marked, mostLine), "the combination that is marked"), func(d *drawing, y float64) {
		d.diamond("p-dot", middle, y, 5.5)
	})
	add(slices.ContainsFunc(c.Choices, func(choice CurveChoice) bool { return len(choice.Ways) > 0 }), way, func(d *drawing, y float64) {
		bottom, top := y+wayHeight/2, y-wayHeight/2
		d.stroke("p-grid", left, bottom, right, bottom)
		if shared {
			d.path("p-ways", true, []place{{middle - 8, bottom}, {middle - 8, y}, {middle, y}, {middle, top}, {middle + 8, top}, {middle + 8, bottom}})
			return
		}
		d.path("p-ways", true, []place{{middle - 3, bottom}, {middle - 3, top}, {middle + 3, top}, {middle + 3, bottom}})
	})
	return out
}
