package dispersion

import (
	"cmp"
	"math"
)

// The two axes of a twoWay.
const (
	byGroup = iota
	byReplicate
	axes
)

// twoWay is the model rate = effect of the group × effect of the replicate of some cells.
type twoWay struct {
	binomial bool
	cells    []twoWayCell
	axes     [axes]axis
}

type twoWayCell struct {
	cell
	at [axes]int // the group and the replicate
}

// axis has the effects of the groups, or those of the replicates.
type axis struct {
	effect []float64
	events []float64 // the sum over its cells
	cells  [][]int   // the places of its cells
	count  []int     // how many these are
}

// newTwoWay returns the model of these groups over the cells of t that tell something of it.
func newTwoWay[G cmp.Ordered](t *table[G], groups []int) *twoWay {
	w := &twoWay{
		binomial: t.binomial, cells: make([]twoWayCell, 0, len(groups)*t.replicates),
		axes: [axes]axis{newAxis(len(groups)), newAxis(t.replicates)},
	}
	for i, g := range groups {
		for k := range t.replicates {
			if c := t.cell(g, k); c.exposure > 0 {
				w.cells = append(w.cells, twoWayCell{c, [axes]int{i, k}})
			}
		}
	}
	for w.removeSilent() {
	}
	places := make([]int, axes*len(w.cells))
	for a := range w.axes {
		this := &w.axes[a]
		for i, n := range this.count {
			this.cells[i], places = places[:0:n], places[n:]
		}
		for i := range w.cells {
			at := w.cells[i].at[a]
			this.cells[at] = append(this.cells[at], i)
		}
		for i := range this.effect {
			this.effect[i] = 1
		}
	}
	w.update(byGroup) // to start at the pooled rates
	return w
}

func newAxis(n int) axis {
	return axis{make([]float64, n), make([]float64, n), make([][]int, n), make([]int, n)}
}

// removeSilent removes the cells that every fit meets exactly: those of a group or a replicate
// without events, and one that is the only one of its group or its replicate. It reports whether
// there were any.
func (w *twoWay) removeSilent() bool {
	for a := range w.axes {
		clear(w.axes[a].events)
		clear(w.axes[a].count)
	}
	for i := range w.cells {
		c := &w.cells[i]
		for a, at := range c.at {
			w.axes[a].events[at] += c.events
			w.axes[a].count[at]++
		}
	}
	kept := w.cells[:0]
	for _, c := range w.cells {
		tells := true
		for a, at := range c.at {
			tells = tells && w.axes[a].events[at] > 0 && w.axes[a].count[at] > 1
		}
		if tells {
			kept = append(kept, c)
		}
	}
	removed := len(kept) < len(w.cells)
	w.cells = kept
	return removed
}

const (
	fitTolerance = 1e-13
	// sweeps are bounded for tables whose likelihood has no maximum inside: some effects then
	// approach zero ever more slowly, and with them what their cells add to the statistic
	maxSweeps = 5000
)

// solve finds the maximum of the likelihood, which is concave in the logarithms of the effects: in
// turn over the effects of the replicates and over those of the groups, each of which is a maximum
// over every effect by itself.
func (w *twoWay) solve() {
	for range maxSweeps {
		w.update(byReplicate)
		if moved := w.update(byGroup); moved < fitTolerance {
			return
		}
	}
}

// update sets the effects of one axis to the maximum of the likelihood given those of the other,
// and returns the largest relative change.
func (w *twoWay) update(a int) (moved float64) {
	this, other := &w.axes[a], &w.axes[1-a]
	for i, cells := range this.cells {
		if len(cells) == 0 {
			continue
		}
		expected := 0. // with an effect of 1
		for _, j := range cells {
			c := &w.cells[j]
			expected += c.exposure * other.effect[c.at[1-a]]
		}
		effect := this.events[i] / expected
		if w.binomial {
			effect = w.binomialEffect(a, cells, effect)
		}
		moved = max(moved, math.Abs(effect-this.effect[i])/effect)
		this.effect[i] = effect
	}
	return moved
}

// binomialEffect returns the effect x at which the likelihood of binomial cells with the
// proportions x times the other effect is largest: where its derivative crosses 0, which falls with
// x, or the largest x that leaves every proportion at most 1. It starts at a guess.
func (w *twoWay) binomialEffect(a int, cells []int, guess float64) float64 {
	largest := 0.
	for _, j := range cells {
		largest = max(largest, w.axes[1-a].effect[w.cells[j].at[1-a]])
	}
	low, high := 0., 1/largest
	// derivative returns x times that of the log likelihood, and the derivative of the product
	derivative := func(x float64) (value, slope float64) {
		for _, j := range cells {
			c := &w.cells[j]
			y, n, other := c.events, c.exposure, w.axes[1-a].effect[c.at[1-a]]
			if y == n { // (n - n other x)/(1 - other x)
				value += n
				continue
			}
			rest := max(0, 1-other*x)
			value += (y - n*other*x) / rest
			slope -= other * (n - y) / rest / rest
		}
		return value, slope
	}
	if value, _ := derivative(high); value >= 0 {
		return high
	}
	x := guess
	for low < high {
		if !(x > low && x < high) {
			if x = low + (high-low)/2; x <= low || x >= high {
				return x
			}
		}
		value, slope := derivative(x)
		if value == 0 {
			return x
		}
		if value > 0 {
			low = x
		} else {
			high = x
		}
		next := x - value/slope
		if math.Abs(next-x) <= 1e-15*x {
			return next
		}
		x = next
	}
	return x
}

// freedom returns the degrees of freedom of the cells that are used: their number less that of the
// effects that they determine. These are one for every cell that joins groups and replicates which
// no cell before it has joined.
func (w *twoWay) freedom(used []bool) (df int) {
	groups := len(w.axes[byGroup].effect)
	parent := make([]int, groups+len(w.axes[byReplicate].effect)) // of groups, then of replicates
	for i := range parent {
		parent[i] = i
	}
	root := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	for i := range w.cells {
		if !used[i] {
			continue
		}
		g, k := root(w.cells[i].at[byGroup]), root(groups+w.cells[i].at[byReplicate])
		if g == k {
			df++
		}
		parent[g] = k
	}
	return df
}
