package sheet

import (
	"cmp"
	"math"
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

// rank says what a row of a picture of ranks shows.
func (w *words) rank(r PictureRank) {
	text := strings.TrimSpace(pictureText(r.Label, mostName) + " " + r.numbers())
	if r.drawable() {
		text += " (" + placeText(r.Lower) + "–" + placeText(r.Upper) + ")"
	}
	if r.wider() {
		text += ", wider " + placeText(r.Lowest) + "–" + placeText(r.Highest)
	}
	w.sentence(text + behindComma(pictureText(r.Word, mostName)))
}

// funnel says what a funnel shows, point by point.
func (w *words) funnel(f Funnel) {
	if len(f.Points) == 0 {
		return
	}
	if plottable(f.Target) {
		w.sentence("In the middle: " + f.target())
	}
	w.sentence(pictureText(f.Size, mostLine))
	if text := pictureText(f.Inner, mostLine); text != "" {
		w.sentence("Inner: " + text)
	}
	if text := pictureText(f.Outer, mostLine); text != "" {
		w.sentence("Outer: " + text)
	}
	for _, p := range f.Points {
		w.point(p, f.Target)
	}
}

// point says what a point of a funnel shows.
func (w *words) point(p FunnelPoint, target float64) {
	const decimals = 2
	value := pictureText(p.Text, mostName)
	if value == "" && !math.IsNaN(p.Value) {
		value = Limit(Ratio, p.Value, decimals, target)
	}
	text := strings.TrimSpace(pictureText(p.Label, mostName) + " " + value)
	if !p.drawable() {
		w.sentence(text + ", not drawn")
		return
	}
	text += ", size " + Exposure(p.Size).Text
	for i, e := range [2]*Interval{p.inner(), p.outer()} {
		if e != nil {
			lower, upper, _ := Limits(Ratio, e.Lower, e.Upper, decimals, target)
			text += ", " + [2]string{"inner", "outer"}[i] + " limits " + lower + "–" + upper
		}
	}
	w.sentence(text + behindComma(p.where()))
}

// where says where a point stands.
func (p FunnelPoint) where() string {
	outer, inner := p.outer().side(p.Value), p.inner().side(p.Value)
	switch {
	case outer > 0:
		return "above the outer limits"
	case outer < 0:
		return "below the outer limits"
	case inner > 0:
		return "above the inner limits"
	case inner < 0:
		return "below the inner limits"
	case p.inner() != nil || p.outer() != nil:
		return "within the limits"
	}
	return ""
}
