package sheet

import (
	"cmp"
	"math"
	"strings"
)

// funnel says what a funnel shows, point by point.
func (w *words) funnel(f Funnel) {
	if len(f.Points) == 0 {
		return
	}
	if plottable(f.Target) {
		w.sentence("In the middle: " + f.target())
	}
	if text := pictureText(f.Size, mostLine); text != "" {
		w.sentence("Size: " + text)
	}
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
	limits := func(name string, e *Interval, said string) {
		if e != nil {
			lower, upper, _ := Limits(Ratio, e.Lower, e.Upper, decimals, target)
			text += ", " + name + " limits " + cmp.Or(pictureText(said, mostName), lower+"–"+upper)
		}
	}
	limits("inner", p.inner(), p.InnerText)
	limits("outer", p.outer(), p.OuterText)
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
