package sheet

import (
	"cmp"
	"math"
	"slices"
)

// times are the places of the points of all panels from the left.
type times struct {
	places [][]float64 // of each point of each panel
	names  []placedName
}

// placedName is the name of a period with its place, and what the text takes below that.
type placedName struct {
	lines          []string
	x, left, right float64
}

const (
	nameWidth = 112 // of a line of the name of a period, which has two at most
	nameSpace = 8   // between two names
)

// newPlacedName returns the name of a period.
func newPlacedName(x float64, name string) placedName {
	lines, width := smallFace.lines(name, nameWidth, 2), 0.0
	for _, line := range lines {
		width = max(width, smallFace.width(line))
	}
	left := max(panelGutter/4, min(drawnWidth-width, x-width/2))
	return placedName{lines, x, left, left + width}
}

// shown returns the names of the first and the last period and of as many between them as have
// room, in steps that are the same but for the last one. The steps are those of months and years.
func shown(names []placedName) []placedName {
	last := names[len(names)-1]
	steps := []int{1, 2, 3, 4, 6}
	for step := 12; step < len(names); step += 12 {
		steps = append(steps, step)
	}
	for _, step := range steps {
		out, fits := names[:1:1], true
		for i := step; i < len(names)-1; i += step {
			if names[i].right+nameSpace > last.left {
				break
			}
			fits = fits && out[len(out)-1].right+nameSpace <= names[i].left
			out = append(out, names[i])
		}
		if fits {
			if len(names) > 1 && out[0].right+nameSpace <= last.left {
				out = append(out, last)
			}
			return out
		}
	}
	return names[:1]
}

// newTimes returns the places of points by their X, or, where these are not numbers that grow from
// the left, by their order. Panels begin at left.
func newTimes(panels []Panel, left float64) times {
	at := func(_ int, p PanelPoint) float64 { return p.X }
	for _, panel := range panels {
		if !grows(panel.Points) {
			at = func(i int, _ PanelPoint) float64 { return float64(i) }
		}
	}
	lowest, highest := math.Inf(1), math.Inf(-1)
	for _, panel := range panels {
		for i, p := range panel.Points {
			lowest, highest = min(lowest, at(i, p)), max(highest, at(i, p))
		}
	}
	left, right := left+panelEdge, drawnWidth-panelEdge
	t := times{places: make([][]float64, len(panels))}
	named := map[float64]bool{}
	for j, panel := range panels {
		for i, p := range panel.Points {
			x := (left + right) / 2
			if lowest < highest { // halves, since the difference may be too large for a number
				x = left + (right-left)*((at(i, p)/2-lowest/2)/(highest/2-lowest/2))
			}
			t.places[j] = append(t.places[j], x)
			if name := pictureText(p.Name, mostName); name != "" && !named[x] {
				named[x] = true
				t.names = append(t.names, newPlacedName(x, name))
			}
		}
	}
	slices.SortFunc(t.names, func(a, b placedName) int { return cmp.Compare(a.x, b.x) })
	return t
}

// grows tells whether every X is a number and larger than the one before it.
func grows(points []PanelPoint) bool {
	for i, p := range points {
		if math.IsNaN(p.X) || math.IsInf(p.X, 0) || i > 0 && p.X <= points[i-1].X {
			return false
		}
	}
	return true
}
