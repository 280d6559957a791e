package peers

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// Of compares the units of a set in every group.
//
// A unit without counts, one where the group or the baseline was not counted or has no exposure,
// and one without events of either, is in no rank, mean or pair: it is among [Comparison.Missing],
// with the reason. Options.Null is the null value of [Row.Value] alone: pairs test 1.
//
// The error is that of [Set.Validate]; or it wraps [rri.ErrBaseline] if no unit has the baseline of
// an index, [rri.ErrOption] for an option out of range, [rri.ErrMethod] if the method has no
// interval for a value or for a pair of units, or [rri.ErrCount] if the counts of a unit with its
// unknown are out of range.
func Of[G cmp.Ordered, M rri.Measure](s Set[G, M], o Options) (Result[G, M], error) {
	if err := s.Validate(); err != nil {
		return Result[G, M]{}, err
	}
	o, err := o.filled()
	if err == nil {
		err = s.suits(o)
	}
	if err != nil {
		return Result[G, M]{}, fmt.Errorf("peers: %w", err)
	}
	r := Result[G, M]{Set: s, Options: o}
	for _, g := range s.compared(o.Quantity) {
		c, err := s.compare(g, o)
		if err != nil {
			return Result[G, M]{}, fmt.Errorf("peers: group %q: %w", sheet.Clip(fmt.Sprint(g)), err)
		}
		r.Groups = append(r.Groups, c)
	}
	r.Notes = s.notes(r.Groups, o)
	return r, nil
}

// compare compares the units in one group.
func (s Set[G, M]) compare(g G, o Options) (Comparison[G], error) {
	c := Comparison[G]{Group: g}
	cells, missing, err := s.cells(g, o)
	if err != nil {
		return c, err
	}
	c.Missing = missing
	for _, cell := range cells {
		c.Rows = append(c.Rows, Row{Unit: cell.unit.Name, Value: cell.value, UnknownShare: cell.unknownShare()})
	}
	for _, part := range []func() error{
		func() error { return rankRows(&c, cells, o) },
		func() error { return amongWorstRows(&c, cells, o) },
		func() error { return s.meanOf(&c, cells, o) },
		func() error { return funnelOf(&c, cells, o) },
		func() error { return linesOf(&c, cells, o) },
		func() error { return shrink(&c, cells, o) },
		func() error { return s.benchmarks(&c, cells, o) },
	} {
		if err := part(); err != nil {
			return c, err
		}
	}
	return c, nil
}

// cell is what is compared of one unit in one group: the counts, and the value that they give. The
// cells of a comparison are in the order of its rows.
type cell[G cmp.Ordered, M rri.Measure] struct {
	unit     *Unit[G, M]
	group    M
	baseline M // of an index; the zero value of a rate
	value    rri.Estimate
	ends     *[2]fallen[M] // nil if every group is known
}

// known returns what is compared, as it was counted.
func (c *cell[G, M]) known() fallen[M] { return fallen[M]{c.group, c.baseline, c.value} }

// cells returns the cells of a group, from the lowest value to the highest, and the units that have
// none.
func (s Set[G, M]) cells(g G, o Options) (cells []cell[G, M], missing []Missing, err error) {
	for i := range s.Units {
		u := &s.Units[i]
		c := cell[G, M]{unit: u}
		if why := s.lacks(u, g, o.Quantity); why != "" {
			missing = append(missing, Missing{u.Name, why})
			continue
		}
		c.group = u.Counts[g]
		if o.Quantity == Index {
			c.baseline = u.Counts[s.Baseline]
		}
		if c.value, err = estimate(o.Quantity, c.group, c.baseline, o.Options); err != nil {
			return nil, nil, fmt.Errorf("%s: %w", sheet.Clip(u.Name), err)
		}
		if c.value.Flags.Has(rri.NoData) {
			missing = append(missing, Missing{u.Name, "there is nothing to compare: no events, or nobody they are out of"})
			continue
		}
		if err := c.setEnds(o); err != nil {
			return nil, nil, fmt.Errorf("%s with its unknown: %w", sheet.Clip(u.Name), err)
		}
		cells = append(cells, c)
	}
	cells, unrecorded := s.recorded(g, cells, o)
	missing = append(missing, unrecorded...)
	inOrder(cells)
	slices.SortFunc(missing, func(a, b Missing) int { return cmp.Compare(a.Unit, b.Unit) })
	return cells, missing, nil
}

// inOrder sorts cells from the lowest value to the highest, and those of one value by name, though
// rounding tells their values apart.
func inOrder[G cmp.Ordered, M rri.Measure](cells []cell[G, M]) {
	slices.SortFunc(cells, func(a, b cell[G, M]) int { return cmp.Compare(a.value.Value, b.value.Value) })
	for from, to := 0, 1; to <= len(cells); to++ {
		if to < len(cells) && sameValue(cells[to-1].value.Value, cells[to].value.Value) {
			continue
		}
		slices.SortFunc(cells[from:to], func(a, b cell[G, M]) int { return cmp.Compare(a.unit.Name, b.unit.Name) })
		from = to
	}
}

// sameValue reports whether two values differ by no more than rounding.
func sameValue(a, b float64) bool {
	return a == b || math.Abs(a-b) <= 1e-12*math.Max(a, b) && !math.IsInf(math.Max(a, b), 1)
}

// estimate returns a value of the quantity.
func estimate[M rri.Measure](q Quantity, group, baseline M, o rri.Options) (rri.Estimate, error) {
	if q == Rate {
		return rri.Of(group, o)
	}
	return rri.Ratio(group, baseline, o)
}

// lacks says what a unit lacks to have a value in a group, or "".
func (s Set[G, M]) lacks(u *Unit[G, M], g G, q Quantity) string {
	if len(u.Counts) == 0 {
		return cmp.Or(sheet.Clean(u.Missing), "there are no counts")
	}
	needed := []G{g}
	if q == Index {
		needed = []G{s.Baseline, g}
	}
	for _, h := range needed {
		m, ok := u.Counts[h]
		if !ok {
			return fmt.Sprintf("there is no count of %s", said(h))
		}
		if _, exposure, _ := m.Counts(); exposure == 0 {
			return fmt.Sprintf("there are no %s of %s", s.labels().Exposure, said(h))
		}
	}
	return ""
}
