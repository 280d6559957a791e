package dispersion

import (
	"cmp"
	"math"
)

// twoWay is the model rate = effect of the group × effect of the replicate of some cells. Effects
// are logarithms.
type twoWay struct {
	binomial          bool
	cells             []twoWayCell // replicate by replicate, or group by group if these are more
	groups, replicate []effect
	moreGroups        bool // than replicates

	joint, scores, pivots []float64 // of setSteps
}

type twoWayCell struct {
	cell
	group, replicate int
	score, weight    float64 // minus the first and second derivatives of the log likelihood
	log              float64 // of the rate that is fitted
}

// effect is that of a group or of a replicate.
type effect struct {
	log           float64
	events        float64 // of its cells
	count         int     // how many these are
	score, weight float64 // the sums over them
	step          float64
}

// newTwoWay returns the model of these groups over the cells of t that tell something of it.
func newTwoWay[G cmp.Ordered](t *table[G], groups []int) *twoWay {
	few := min(len(groups), t.replicates)
	w := &twoWay{
		binomial: t.binomial, cells: make([]twoWayCell, 0, len(groups)*t.replicates),
		groups: make([]effect, len(groups)), replicate: make([]effect, t.replicates), moreGroups: len(groups) > t.replicates,
		joint: make([]float64, few*few), scores: make([]float64, few), pivots: make([]float64, few),
	}
	for x := range len(groups) * t.replicates {
		i, k := x%len(groups), x/len(groups)
		if w.moreGroups {
			i, k = x/t.replicates, x%t.replicates
		}
		if c := t.cell(groups[i], k); c.exposure > 0 {
			w.cells = append(w.cells, twoWayCell{cell: c, group: i, replicate: k})
		}
	}
	for w.removeSilent() {
	}
	exposures := make([]float64, len(groups))
	for _, c := range w.cells {
		exposures[c.group] += c.exposure
	}
	for i, exposure := range exposures { // start at the pooled rates, proportions below 1
		if w.binomial {
			exposure++
		}
		if g := &w.groups[i]; g.events > 0 {
			g.log = math.Log(g.events / exposure)
		}
	}
	return w
}

// removeSilent removes the cells that every fit meets exactly: those of a group or a replicate
// without events, and one that is the only one of its group or its replicate. It reports whether
// there were any.
func (w *twoWay) removeSilent() bool {
	clear(w.groups)
	clear(w.replicate)
	for _, c := range w.cells {
		for _, e := range [...]*effect{&w.groups[c.group], &w.replicate[c.replicate]} {
			e.events += c.events
			e.count++
		}
	}
	kept := w.cells[:0]
	for _, c := range w.cells {
		g, k := w.groups[c.group], w.replicate[c.replicate]
		if g.events > 0 && g.count > 1 && k.events > 0 && k.count > 1 {
			kept = append(kept, c)
		}
	}
	removed := len(kept) < len(w.cells)
	w.cells = kept
	return removed
}

// solve finds the maximum of the likelihood, which is concave, by Newton's method.
//
// A binomial cell of nothing but events keeps its proportion from passing 1 by no derivative of its
// own. It gets some of a non-event, ever less of it, and none at last if the maximum is not at that
// edge.
func (w *twoWay) solve() {
	certain := false
	for _, c := range w.cells {
		certain = certain || w.binomial && c.events == c.exposure
	}
	if certain {
		for nonEvent := 0.1; nonEvent > leastNonEvent; nonEvent /= 10 {
			w.newton(nonEvent)
		}
		for _, c := range w.cells {
			if w.atEdge(c) {
				return
			}
		}
	}
	w.newton(0)
}

// atEdge tells whether a proportion of 1 is fitted to a cell. Nothing but events is met exactly
// there, with no variance: it tells nothing.
func (w *twoWay) atEdge(c twoWayCell) bool { return w.binomial && -math.Expm1(c.log) < edge }

const (
	leastNonEvent = 1e-10
	edge          = 1e-6

	// Where there is no maximum inside, as in some tables with missing cells, effects go to minus
	// infinity by about 1 in each step, and what their cells add to the statistic goes to 0.
	maxSteps = 200

	// nearMaximum is the square of the distance from the maximum, in standard errors, from which
	// three whole steps lead to its last digit.
	nearMaximum = 1e-6
	longestStep = 5
	leastStep   = 1e-30
	lastSteps   = 3
)

func (w *twoWay) newton(nonEvent float64) {
	w.derivatives(0, nonEvent)
	left := lastSteps
	for range maxSteps {
		w.setSteps()
		distance, longest := 0., 0.
		for _, c := range w.cells {
			step := w.groups[c.group].step + w.replicate[c.replicate].step
			distance += c.score * step
			longest = max(longest, math.Abs(step))
		}
		near := !(distance > nearMaximum)
		if near {
			left--
		}
		size := min(1, longestStep/longest)
		for {
			// not to a proportion of 1, and not much farther than the maximum on the way
			slope := w.derivatives(size, nonEvent)
			if slope >= -distance/2 || near && !math.IsInf(slope, -1) || size == 0 {
				break
			}
			if size /= 2; size < leastStep {
				size = 0 // rounding leaves no way to go
			}
		}
		for _, all := range [...][]effect{w.groups, w.replicate} {
			for i := range all {
				all[i].log += size * all[i].step
				all[i].step = 0
			}
		}
		if left == 0 || size == 0 {
			return
		}
	}
}

// derivatives sets those of every cell, and their sums, where the effects have moved by a part of
// their steps. It returns the slope of the log likelihood in the direction of the steps, minus
// infinity if a proportion is not below 1 there.
func (w *twoWay) derivatives(size, nonEvent float64) (slope float64) {
	for _, all := range [...][]effect{w.groups, w.replicate} {
		for i := range all {
			all[i].score, all[i].weight = 0, 0
		}
	}
	for i := range w.cells {
		c := &w.cells[i]
		g, k := &w.groups[c.group], &w.replicate[c.replicate]
		direction := g.step + k.step
		c.log = g.log + k.log + size*direction
		if w.binomial {
			rest := -math.Expm1(c.log)
			if !(rest > 0) {
				return math.Inf(-1)
			}
			odds := math.Exp(c.log) / rest
			others := max(c.exposure-c.events, nonEvent)
			c.score, c.weight = c.events-others*odds, others*odds/rest
		} else {
			c.weight = c.exposure * math.Exp(c.log)
			c.score = c.events - c.weight
		}
		for _, e := range [...]*effect{g, k} {
			e.score += c.score
			e.weight += c.weight
		}
		slope += c.score * direction
	}
	return slope
}

// sides returns the effects of which there are fewer, groups or replicates, and those of which
// there are more.
func (w *twoWay) sides() (few, many []effect) {
	if w.moreGroups {
		return w.replicate, w.groups
	}
	return w.groups, w.replicate
}

// places returns which of these have a part in a cell.
func (w *twoWay) places(c *twoWayCell) (few, many int) {
	if w.moreGroups {
		return c.replicate, c.group
	}
	return c.group, c.replicate
}

// setSteps sets the steps of Newton's method. The effects of which there are more are eliminated
// first, so that the time is that of the cells times the number of the others. What is left is the
// Laplacian of a graph of these, whose elimination adds positive numbers alone, so that no digit is
// lost; the last one of each part that hangs together stays where it is.
func (w *twoWay) setSteps() {
	few, many := w.sides()
	joint := w.joint
	clear(joint)
	n := len(few)
	for i, e := range few {
		w.scores[i] = e.score
	}
	for first := 0; first < len(w.cells); {
		last := first
		_, of := w.places(&w.cells[first])
		e := many[of]
		for ; last < len(w.cells); last++ {
			c := &w.cells[last]
			i, at := w.places(c)
			if at != of {
				break
			}
			if e.weight > 0 {
				w.scores[i] -= c.weight / e.weight * e.score
				for k := first; k < last; k++ { // in ascending order
					j, _ := w.places(&w.cells[k])
					joint[j*n+i] += c.weight / e.weight * w.cells[k].weight
				}
			}
		}
		first = last
	}
	w.eliminate(few)
	for i := range w.cells {
		c := &w.cells[i]
		j, k := w.places(c)
		many[k].step -= c.weight * few[j].step
	}
	for i := range many {
		if e := &many[i]; e.weight > 0 {
			e.step = (e.score + e.step) / e.weight
		}
	}
}

// eliminate sets the steps of the effects of which there are fewer, by Gauss.
func (w *twoWay) eliminate(few []effect) {
	n := len(few)
	joint, score, pivots := w.joint, w.scores, w.pivots
	for i := range n {
		row := joint[i*n : i*n+n]
		pivots[i] = 0
		for j := i + 1; j < n; j++ {
			pivots[i] += row[j]
		}
		if pivots[i] == 0 {
			continue
		}
		for j := i + 1; j < n; j++ {
			share := row[j] / pivots[i]
			score[j] += share * score[i]
			for l := j + 1; l < n; l++ {
				joint[j*n+l] += share * row[l]
			}
		}
	}
	for i := n - 1; i >= 0; i-- {
		if pivots[i] == 0 {
			continue
		}
		sum := score[i]
		for j := i + 1; j < n; j++ {
			sum += joint[i*n+j] * few[j].step
		}
		few[i].step = sum / pivots[i]
	}
}

// freedom returns the degrees of freedom of the cells that are used: their number less that of the
// effects that they determine. These are one for every cell that joins groups and replicates which
// no cell before it has joined.
func (w *twoWay) freedom(used []bool) (df int) {
	parent := make([]int, len(w.groups)+len(w.replicate)) // of groups, then of replicates
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
	for i, c := range w.cells {
		if !used[i] {
			continue
		}
		g, k := root(c.group), root(len(w.groups)+c.replicate)
		if g == k {
			df++
		}
		parent[g] = k
	}
	return df
}
