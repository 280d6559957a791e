package counts

import (
	"fmt"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/suppress"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// maySuppress reports why small counts of this table cannot be withheld, or nil: what else is asked
// for would tell them.
func (in *input) maySuppress() error {
	if in.o.Suppress == 0 {
		return nil
	}
	refused := func(why string) error {
		return fmt.Errorf("counts: counts from 1 to %d are to be withheld: %w: %s", in.o.Suppress, rri.ErrOption, why)
	}
	if in.o.Unknown == InProportion {
		return refused("with the unknown put into groups the counts would follow from the rates; leave the unknown out")
	}
	for _, g := range slices.Concat(in.groups, []group{in.unknown}) {
		if !in.countsKnown(g) {
			return refused(fmt.Sprintf("the counts of %q are withheld or rounded already, and what is left of a table like this cannot be protected",
				sheet.Clip(g.Group)))
		}
	}
	return nil
}

// suppress withholds small counts, and what would tell them. People whose group is not known are
// one group more: their number is the total less the others.
func (in *input) suppress(c *Comparison) error {
	if in.o.Suppress == 0 {
		return nil
	}
	c.Suppressed = in.o.Suppress
	var hidden hidden
	var err error
	if in.proportion {
		hidden, err = hiddenOf[rri.Proportion](in)
	} else {
		hidden, err = hiddenOf[rri.Rate](in)
	}
	if err != nil {
		return fmt.Errorf("counts: %w", err)
	}
	for i := range c.Rows {
		hidden.withhold(&c.Rows[i], i)
	}
	if hidden.events[0] {
		for i := range c.Rows {
			c.Rows[i].withholdIndex()
		}
	}
	if u := c.Unknown; u != nil {
		last := len(in.groups)
		if hidden.events[last] {
			u.Events = tidy.Withheld.Cell()
		}
		if hidden.exposure[last] {
			u.Exposure = tidy.Withheld.Cell()
		}
		if hidden.totals || hidden.events[last] && !in.proportion || hidden.exposure[last] {
			u.Share = unknown.Bounds{Lower: math.NaN(), Upper: math.NaN()}
		}
		if hidden.events[last] || hidden.exposure[last] {
			for i := range c.Rows {
				c.Rows[i].withholdBounds()
			}
		}
	}
	return nil
}

// hidden says which counts are withheld: by the place of the group, that of the unknown being the
// last.
type hidden struct {
	events, exposure []bool
	totals           bool
}

// hiddenOf asks which counts have to be withheld.
func hiddenOf[M rri.Measure](in *input) (hidden, error) {
	h := hidden{events: make([]bool, len(in.groups)+1), exposure: make([]bool, len(in.groups)+1)}
	counts := make(map[int]M)
	all := slices.Clone(in.groups)
	if in.hasUnknown {
		all = append(all, in.unknown)
	}
	for i, g := range all {
		exposure := g.tally.exposure.low
		if !in.proportion && !g.tally.exposure.known() {
			exposure = 0 // residents are told as they are
		}
		var err error
		if counts[i], err = rri.MeasureOf[M](int64(g.tally.events.low), exposure, 0); err != nil {
			return h, err
		}
	}
	t, err := rri.Compare(0, counts, rri.Options{})
	if err != nil {
		return h, err
	}
	result, err := suppress.Apply(t, suppress.Options[int]{AtMost: in.o.Suppress})
	if err != nil {
		return h, err
	}
	for _, i := range result.Hidden {
		h.events[i] = true
	}
	for _, i := range result.HiddenExposure {
		h.exposure[i] = true
	}
	h.totals = result.WithholdTotals
	return h, nil
}

// withhold takes the counts of a row away that are withheld, and what is made of them.
func (h hidden) withhold(r *Row, i int) {
	if h.exposure[i] {
		r.Exposure = tidy.Withheld.Cell()
	}
	if h.events[i] {
		r.Events = tidy.Withheld.Cell()
		blank(&r.Rate)
		r.withholdIndex()
	}
}

// withholdIndex takes away every comparison of a row.
func (r *Row) withholdIndex() {
	blank(&r.Index)
	for i := range r.Further {
		blank(&r.Further[i])
	}
	r.Counts = unknown.Bounds{Lower: math.NaN(), Upper: math.NaN()}
	r.withholdBounds()
}

// withholdBounds takes away what tells the number of the unknown.
func (r *Row) withholdBounds() {
	r.Bounds = unknown.Bounds{Lower: math.NaN(), Upper: math.NaN()}
	r.Tipping = math.NaN()
	blank(&r.Range)
}

// blank takes every number out of e, and the flags that speak of small counts.
func blank(e *rri.Estimate) {
	nan := math.NaN()
	*e = rri.Estimate{Value: nan, Lower: nan, Upper: nan, P: nan, Level: e.Level, Method: e.Method, Flags: rri.Suppressed}
}
