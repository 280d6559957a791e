package sheet

import (
	"cmp"
	"slices"
	"strings"
)

// marks returns the signs that the funnel has.
func (f Funnel) marks() []mark {
	if !f.draws() {
		return nil
	}
	const left, middle, right = 2.0, 14.0, 26.0
	line := func(class string) func(*drawing, float64) {
		return func(d *drawing, y float64) { d.path(class, false, []place{{left, y}, {right, y}}) }
	}
	var out []mark
	add := func(has bool, text string, draw func(*drawing, float64)) {
		if has {
			out = append(out, mark{text, draw})
		}
	}
	var inner, outer, within, outside bool
	var marked []string
	markedClass := "p-dot"
	for _, p := range f.drawn() {
		beyond := p.outer().side(p.Value) != 0
		inner, outer = inner || p.inner() != nil, outer || p.outer() != nil
		within, outside = within || !beyond && p.outer() != nil, outside || beyond
		if name := pictureText(p.Label, mostName); p.Marked && name != "" && !slices.Contains(marked, name) {
			marked = append(marked, name)
			if !beyond {
				markedClass = "p-hollow"
			}
		}
	}
	add(plottable(f.Target), f.target(), func(d *drawing, y float64) { d.stroke("p-one", left, y, right, y) })
	add(inner, cmp.Or(pictureText(f.Inner, mostLine), "inner limits"), line("p-inner"))
	add(outer, cmp.Or(pictureText(f.Outer, mostLine), "outer limits"), line("p-outer"))
	add(within, "within the outer limits", func(d *drawing, y float64) { d.ellipse("p-hollow", middle, y, dotRadius, dotRadius) })
	add(outside, "outside the outer limits", func(d *drawing, y float64) { d.dot(middle, y, dotRadius, dotRadius) })
	add(marked != nil, pictureText(strings.Join(marked, ", "), mostLine), func(d *drawing, y float64) { d.diamond(markedClass, middle, y, dotRadius+1) })
	return out
}

// target says what the target is.
func (f Funnel) target() string {
	return cmp.Or(pictureText(f.TargetText, mostLine), "target "+Ratio(f.Target, 2))
}
