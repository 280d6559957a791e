package peers

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// Of compares the units of a set in every group.
func Of[G cmp.Ordered, M rri.Measure](s Set[G, M], o Options) (Result[G, M], error) {
	if err := s.Validate(); err != nil {
		return Result[G, M]{}, err
	}
	o, err := o.filled()
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
		c.Rows = append(c.Rows, Row{Unit: cell.unit.Name, Value: cell.value})
	}
	for _, part := range []func() error{
		func() error { return rankRows(&c, cells, o) },
		func() error { return meanOf(&c, cells, o) },
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
}

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
		cells = append(cells, c)
	}
	slices.SortStableFunc(cells, func(a, b cell[G, M]) int {
		return cmp.Or(cmp.Compare(a.value.Value, b.value.Value), cmp.Compare(a.unit.Name, b.unit.Name))
	})
	slices.SortFunc(missing, func(a, b Missing) int { return cmp.Compare(a.Unit, b.Unit) })
	return cells, missing, nil
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
			return fmt.Sprintf("%v was not counted", h)
		}
		if _, exposure, _ := m.Counts(); exposure == 0 {
			return fmt.Sprintf("there are no %s of %v", s.labels().Exposure, h)
		}
	}
	return ""
}
