package journey

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/suppress"
)

// cover decides which counts of a journey are withheld. Its rows are the groups in ascending order,
// and behind them the people of no known group; its columns are the stages.
type cover struct {
	k        int64
	baseline int
	counts   [][]int64 // by stage and row
	rates    []bool    // whether a stage is a rate
	parents  []int     // of each stage
	hidden   [][]bool  // by stage and row
	wished   [][]bool  // those that are withheld for the sake of another stage
	note     string    // the rule in words
}

// newCover returns the counts of stages, of which none is withheld yet.
func newCover[G cmp.Ordered](k int64, baseline G, stages []Stage[G], parents []int) *cover {
	groups := slices.Sorted(maps.Keys(stages[0].Counts))
	c := &cover{k: k, baseline: slices.Index(groups, baseline), parents: parents}
	for _, s := range stages {
		var row []int64
		for _, g := range groups {
			row = append(row, s.Counts[g])
		}
		row = append(row, s.Unknown)
		c.counts, c.rates = append(c.counts, row), append(c.rates, s.Rate)
		c.hidden, c.wished = append(c.hidden, make([]bool, len(row))), append(c.wished, make([]bool, len(row)))
	}
	return c
}

// plan withholds small counts and what would tell them, stage by stage, until nothing more has to
// be. Every stage is a table of package suppress: of people out of those of the stage that it is
// out of, or of counts alone where it is the first one or a rate.
func (c *cover) plan() error {
	for more := true; more; {
		more = false
		for s := range c.counts {
			grown, err := c.stage(s)
			if err != nil {
				return err
			}
			more = more || grown
		}
		for s := range c.counts {
			for _, parts := range c.wholes(s) {
				for row := range c.counts[s] {
					grown, err := c.parts(s, parts, row)
					if err != nil {
						return err
					}
					more = more || grown
				}
			}
		}
	}
	return nil
}

// stage withholds counts of stage s, and those of the stage that it is out of which would tell
// them. It reports whether there are new ones.
func (c *cover) stage(s int) (grown bool, err error) {
	o := suppress.Options[int]{AtMost: c.k, Hide: places(c.wished[s])}
	if p := c.parents[s]; p >= 0 && !c.rates[s] && c.nested(s) {
		counts := make(map[int]rri.Proportion)
		for row, n := range c.counts[s] {
			counts[row] = rri.Proportion{Events: n, Trials: c.counts[p][row]}
		}
		o.HideExposure = places(c.hidden[p])
		r, err := applied(c.baseline, counts, o)
		if err != nil {
			return false, err
		}
		c.note = r.Table.Notes[len(r.Table.Notes)-1]
		grown = add(c.hidden[p], r.HiddenExposure)
		add(c.wished[p], r.HiddenExposure)
		return add(c.hidden[s], r.Hidden) || grown, nil
	}
	r, err := applied(c.baseline, alone(c.counts[s]), o)
	if err != nil {
		return false, err
	}
	c.note = r.Table.Notes[len(r.Table.Notes)-1]
	return add(c.hidden[s], r.Hidden), nil
}

// nested reports whether no row of stage s has more people than the stage that it is out of, as
// those of no known group can.
func (c *cover) nested(s int) bool {
	for row, n := range c.counts[s] {
		if n > c.counts[c.parents[s]][row] {
			return false
		}
	}
	return true
}

// wholes returns the sets of stages out of stage s that add up to it in every group: whoever sees
// that takes one from the others.
func (c *cover) wholes(s int) [][]int {
	var out []int
	for i, p := range c.parents {
		if p == s && !c.rates[i] {
			out = append(out, i)
		}
	}
	const many = 10 // above, the sets are too many to try
	if len(out) > many {
		return [][]int{out}
	}
	var found [][]int
	for set := 1; set < 1<<len(out); set++ {
		var parts []int
		for i, at := range out {
			if set&(1<<i) != 0 {
				parts = append(parts, at)
			}
		}
		same := true
		for row := range c.counts[s][:len(c.counts[s])-1] {
			same = same && c.sum(parts, row) == c.counts[s][row]
		}
		if same {
			found = append(found, parts)
		}
	}
	return found
}

// sum adds up the counts of several stages.
func (c *cover) sum(parts []int, row int) int64 {
	var sum int64
	for _, s := range parts {
		sum += c.counts[s][row]
	}
	return sum
}

// parts withholds further counts of one row in stages that add up to another, of which some are
// withheld. It reports whether there are new ones.
func (c *cover) parts(whole int, parts []int, row int) (grown bool, err error) {
	if c.hidden[whole][row] || c.sum(parts, row) != c.counts[whole][row] {
		return false, nil
	}
	of, hide := make([]int64, len(parts)), make([]bool, len(parts))
	for i, s := range parts {
		of[i], hide[i] = c.counts[s][row], c.hidden[s][row]
	}
	if !slices.Contains(hide, true) {
		return false, nil
	}
	r, err := applied(len(parts)-1, alone(of), suppress.Options[int]{AtMost: c.k, Hide: places(hide)})
	if err != nil {
		return false, err
	}
	if r.WithholdTotals {
		c.wished[whole][row] = true
		return add(c.hidden[whole], []int{row}), nil
	}
	for _, i := range r.Hidden {
		c.wished[parts[i]][row] = true
		grown = add(c.hidden[parts[i]], []int{row}) || grown
	}
	return grown, nil
}

// applied withholds counts of a table.
func applied[M rri.Measure](baseline int, counts map[int]M, o suppress.Options[int]) (suppress.Result[int, M], error) {
	t, err := rri.Compare(baseline, counts, rri.Options{Method: rri.Wald})
	if err != nil {
		return suppress.Result[int, M]{}, fmt.Errorf("journey: %w", err)
	}
	r, err := suppress.Apply(t, o)
	if err != nil {
		return r, fmt.Errorf("journey: %w", err)
	}
	return r, nil
}

// alone returns counts as a table that is out of nothing.
func alone(counts []int64) map[int]rri.Rate {
	all := make(map[int]rri.Rate)
	for row, n := range counts {
		all[row] = rri.Rate{Events: n, Population: 1}
	}
	return all
}

// places returns where is is true.
func places(is []bool) []int {
	var all []int
	for i, yes := range is {
		if yes {
			all = append(all, i)
		}
	}
	return all
}

// add makes some of is true, and reports whether they were not.
func add(is []bool, some []int) (grown bool) {
	for _, i := range some {
		grown, is[i] = grown || !is[i], true
	}
	return grown
}

// withhold returns the journey without small counts and what would tell them. What it shows is
// computed from counts that are shown.
func withhold[G cmp.Ordered](j Journey[G], stages []Stage[G], parents []int) (Journey[G], error) {
	c := newCover(j.Options.Suppress, j.Baseline, stages, parents)
	if err := c.plan(); err != nil {
		return Journey[G]{}, err
	}
	j.Notes = append(j.Notes, c.note)
	unknown := len(c.counts[0]) - 1
	for s := range j.Unknown {
		u := &j.Unknown[s]
		if c.hidden[s][unknown] {
			u.Events, u.EventsWithheld = 0, true
		}
		if slices.Contains(c.hidden[s], true) { // the sum would tell one of them
			u.Base, u.BaseWithheld = 0, true
		}
	}
	groups := slices.Sorted(maps.Keys(stages[0].Counts))
	for k := range j.Paths {
		p := &j.Paths[k]
		c.path(func(s int) bool { return c.hidden[s][c.baseline] }, func(s int) bool { return c.hidden[s][slices.Index(groups, p.Group)] },
			func(s int) bool { return c.hidden[s][unknown] }, p.Indices)
		for b := range p.Branches {
			br := &p.Branches[b]
			if withheldShares(p.Indices, br.Steps, func(i int) *rri.Estimate { return &br.Shares[slices.Index(br.Steps, i)] }) {
				br.Largest = -1
			}
		}
		if p.Branches == nil {
			last := len(p.Indices) - 1
			p.Cumulative = p.Indices[last].Cumulative
			var steps []int
			for i := range p.Indices {
				steps = append(steps, i)
			}
			if withheldShares(p.Indices, steps, func(i int) *rri.Estimate { return &p.Indices[i].Share }) {
				p.Largest = -1
			}
		}
	}
	return j, nil
}

// path takes out of the indices of one group what cannot be shown. The functions say whether the
// count of the baseline, of the group and of no known group is withheld at a stage.
func (c *cover) path(baseline, group, unknown func(stage int) bool, indices []Index) {
	either := func(s int) bool { return baseline(s) || group(s) }
	for i := range indices {
		x := &indices[i]
		from, to := c.parents[i+1], i+1
		x.Group.withhold(group(to), group(from))
		x.Baseline.withhold(baseline(to), baseline(from))
		if either(to) || either(from) {
			blank(&x.Estimate)
		}
		if either(to) || either(from) || unknown(to) || unknown(from) {
			x.Bounds = nil
		}
		between, dark := false, unknown(0) // whether a count on the way is withheld
		for at := to; at > 0; at = c.parents[at] {
			between, dark = between || either(at), dark || unknown(at)
		}
		if either(to) || either(0) || between && x.Combined {
			blank(&x.Cumulative)
		}
		if either(to) || either(0) || dark {
			x.CumulativeBounds = nil
		}
	}
}

// withhold takes out numbers.
func (c *Count) withhold(events, base bool) {
	if events {
		c.Events, c.EventsWithheld, c.DesignEffect = 0, true, 0
	}
	if base {
		c.Base, c.BaseWithheld = 0, true
	}
}

// blank takes every number out of e, and the flags, which speak of small counts.
func blank(e *rri.Estimate) {
	nan := math.NaN()
	*e = rri.Estimate{Value: nan, Lower: nan, Upper: nan, P: nan, Level: e.Level, Method: e.Method, Flags: rri.Suppressed}
}

// withheldShares takes out the shares of steps of which one index is withheld, and reports whether
// it did: a share is made of all of them.
func withheldShares(indices []Index, steps []int, share func(step int) *rri.Estimate) bool {
	if !slices.ContainsFunc(steps, func(i int) bool {
		return indices[i].Estimate.Flags.Has(rri.Suppressed)
	}) {
		return false
	}
	for _, i := range steps {
		blank(share(i))
	}
	return true
}
