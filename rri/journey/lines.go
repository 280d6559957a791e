package journey

import (
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// line is a row as it is written: a step of a group, or the cumulative index of all its steps,
// which has no counts.
type line struct {
	group, step      string
	outOf            string // the stage that the step is out of
	branch           string // the last step of the branch, of a journey with branches
	first            bool   // of its group
	cumulative       bool
	counts, baseline Count
	index, share     rri.Estimate
	sofar            rri.Estimate // the cumulative index of the step
	bounds           *unknown.Bounds
	boundsSoFar      *unknown.Bounds
	unknown          *Count // of the stage
	largest          bool   // the step has the largest share of the gap
	combined         bool   // the cumulative index combines the intervals of the steps
	empty            bool   // there is nothing to compare with: no event in the baseline
	mark, shareText  string
	largestText      string
}

// parent returns the step that step i is out of; -1 for the first stage.
func (j Journey[G]) parent(i int) int {
	if i < len(j.Parents) {
		return j.Parents[i]
	}
	return i - 1
}

// branches returns the branches of a path, also where there is only one.
func (j Journey[G]) branches(p Path[G]) []Branch {
	if p.Branches != nil {
		return p.Branches
	}
	b := Branch{Largest: p.Largest}
	for i, x := range p.Indices {
		b.Steps, b.Shares = append(b.Steps, i), append(b.Shares, x.Share)
	}
	return []Branch{b}
}

// step returns the row of step i of a path.
func (j Journey[G]) step(p Path[G], i int) line {
	x := p.Indices[i]
	l := line{
		group: fmt.Sprint(p.Group), step: j.Steps[i], outOf: j.From, counts: x.Group, baseline: x.Baseline, index: x.Estimate, sofar: x.Cumulative,
		bounds: x.Bounds, boundsSoFar: x.CumulativeBounds, empty: x.Baseline.Events == 0 && !x.Baseline.EventsWithheld,
	}
	nan := math.NaN()
	l.share = rri.Estimate{Value: nan, Lower: nan, Upper: nan}
	if !x.Cumulative.Computed() { // read from JSON of an earlier version
		l.sofar = l.share
	}
	if at := j.parent(i); at >= 0 {
		l.outOf = j.Steps[at]
	}
	if i+1 < len(j.Unknown) {
		l.unknown = &j.Unknown[i+1]
	}
	return l
}

// end returns the row of the cumulative index to step i of a path.
func (j Journey[G]) end(p Path[G], i int) line {
	x, nan := p.Indices[i], math.NaN()
	l := line{
		group: fmt.Sprint(p.Group), step: "cumulative", outOf: j.From, cumulative: true, index: x.Cumulative, bounds: x.CumulativeBounds,
		share: rri.Estimate{Value: nan, Lower: nan, Upper: nan}, combined: x.Combined,
	}
	l.sofar = l.share
	if j.Parents == nil {
		l.index, l.combined = p.Cumulative, p.Combined
	}
	if l.combined {
		l.mark = " *"
	}
	return l
}

// lines returns the rows of every branch.
func (j Journey[G]) lines() []line {
	var lines []line
	for _, p := range j.Paths {
		for _, b := range j.branches(p) {
			empty := false // whether a step has no event in the baseline
			last := b.Steps[len(b.Steps)-1]
			branch := ""
			if j.Parents != nil {
				branch = j.Steps[last]
			}
			for k, i := range b.Steps {
				l := j.step(p, i)
				l.first, l.branch, l.share, l.largest, l.shareText = k == 0, branch, b.Shares[k], i == b.Largest, shareText(b.Shares[k])
				// Stages after that one are empty in the baseline too.
				if empty = empty || l.empty; empty {
					l.shareText = "—"
					// of an infinite gap, without a share: the step that makes it so
				} else if l.largest {
					l.shareText += arrow
				}
				lines = append(lines, l)
			}
			l := j.end(p, last)
			l.branch, l.empty = branch, empty
			lines = append(lines, l)
		}
	}
	return lines
}

// stepLines returns one row for every step of a journey with branches.
func (j Journey[G]) stepLines() []line {
	var lines []line
	for _, p := range j.Paths {
		for i := range p.Indices {
			l := j.step(p, i)
			l.first = i == 0
			lines = append(lines, l)
		}
	}
	return lines
}

// endLines returns a row with the cumulative index to every stage of a journey with branches. Those
// out of the first stage have none: it is that of their step.
func (j Journey[G]) endLines() []line {
	var lines []line
	for _, p := range j.Paths {
		texts := make(map[int]string)
		for _, b := range p.Branches {
			texts[b.Steps[len(b.Steps)-1]] = j.largestText(p, b)
		}
		first := true
		for i := range p.Indices {
			if j.parent(i) < 0 {
				continue
			}
			l := j.end(p, i)
			l.step, l.first, l.largestText = j.Steps[i], first, texts[i]
			for at := i; at >= 0; at = j.parent(at) {
				l.empty = l.empty || j.step(p, at).empty
			}
			lines, first = append(lines, l), false
		}
	}
	return lines
}
