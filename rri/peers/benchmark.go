package peers

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/levels"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/trend"
)

// benchmarks sets the standards of a comparison.
func (s Set[G, M]) benchmarks(c *Comparison[G], cells []cell[G, M], o Options) error {
	for _, standard := range s.Standards {
		beside := s.besideArea
		if _, ok := standard.Index[c.Group]; ok {
			beside = s.besideFigure
		}
		b, ok, err := beside(standard, c.Group, cells, o)
		if err != nil {
			return fmt.Errorf("%s: %w", sheet.Clip(standard.Name), err)
		}
		if ok {
			c.Standards = append(c.Standards, b)
		}
	}
	return nil
}

// besideFigure sets the units beside a published index, which is taken as known; not ok for rates,
// of which it is none.
func (s Set[G, M]) besideFigure(standard Standard[G, M], g G, cells []cell[G, M], o Options) (b Benchmark, ok bool, err error) {
	if o.Quantity != Index {
		return b, false, nil
	}
	figure, nan := standard.Index[g], math.NaN()
	value := rri.Estimate{Value: figure, Lower: nan, Upper: nan, P: nan, Level: levels.Of(o.Level), Method: o.Method}
	b = Benchmark{Name: standard.Name, Source: standard.Source, Value: value}
	o.Null = figure
	for _, cell := range cells {
		ratio, err := rri.Ratio(cell.group, cell.baseline, o.Options)
		if err != nil {
			return b, false, fmt.Errorf("%s: %w", sheet.Clip(cell.unit.Name), err)
		}
		ratio.Value, ratio.Lower, ratio.Upper = ratio.Value/figure, ratio.Lower/figure, ratio.Upper/figure
		b.Rows = append(b.Rows, BenchmarkRow{Unit: cell.unit.Name, With: ratio.Value, Without: value, Ratio: ratio})
	}
	return b, true, nil
}

// besideArea sets the units beside what was counted in an area; not ok if the group was not counted
// there.
func (s Set[G, M]) besideArea(standard Standard[G, M], g G, cells []cell[G, M], o Options) (b Benchmark, ok bool, err error) {
	area := trend.Pair[M]{Group: standard.Counts[g]}
	if _, ok := standard.Counts[g]; !ok {
		return b, false, nil
	}
	if o.Quantity == Index {
		if area.Baseline, ok = standard.Counts[s.Baseline]; !ok {
			return b, false, fmt.Errorf("%q was not counted: %w", sheet.Clip(fmt.Sprint(s.Baseline)), rri.ErrBaseline)
		}
	}
	b = Benchmark{Name: standard.Name, Source: standard.Source}
	if b.Value, err = valueOf(o.Quantity, area, o.Options); err != nil {
		return b, false, err
	}
	for _, cell := range cells {
		without := area
		if slices.Contains(standard.Holds, cell.unit.Name) {
			if without, err = s.without(area, cell.counts(), g); err != nil {
				return b, false, fmt.Errorf("without %s: %w", sheet.Clip(cell.unit.Name), err)
			}
		}
		row := BenchmarkRow{Unit: cell.unit.Name, With: cell.value.Value / b.Value.Value}
		if row.Without, err = valueOf(o.Quantity, without, o.Options); err != nil {
			return b, false, err
		}
		if row.Ratio, err = quotient(o.Quantity, cell.counts(), without, o.Options); err != nil {
			return b, false, err
		}
		b.Rows = append(b.Rows, row)
	}
	return b, true, nil
}

// without returns what is left of an area when the counts of a unit in it are taken away.
func (s Set[G, M]) without(area, unit trend.Pair[M], g G) (rest trend.Pair[M], err error) {
	if rest.Group, err = less(area.Group, unit.Group); err != nil {
		return rest, fmt.Errorf("%s: %w", sheet.Clip(fmt.Sprint(g)), err)
	}
	if rest.Baseline, err = less(area.Baseline, unit.Baseline); err != nil {
		return rest, fmt.Errorf("%s: %w", sheet.Clip(fmt.Sprint(s.Baseline)), err)
	}
	return rest, nil
}

// less returns what is left of a count when a part of it is taken away: the reverse of [rri.Sum].
// The variance of the whole is that of the part and that of the rest, so that the design effect of
// the rest is
//
//	(d A - e a) / (A - a)     A events with design effect d, of which a have e
//
// but no less than 1, or than d where that is lower, as it would be where the clusters of the part
// were not counted in the whole.
func less[M rri.Measure](whole, part M) (M, error) {
	all, exposure, effect := whole.Counts()
	events, partExposure, partEffect := part.Counts()
	rest := exposure - partExposure
	if math.Abs(rest) <= roundedAway*exposure && !whole.IsProportion() {
		rest = 0 // sums of parts that are no whole numbers
	}
	if events > all || rest < 0 || whole.IsProportion() && float64(all-events) > rest {
		return *new(M), fmt.Errorf("%v, and the unit alone has %v: %w: a standard that holds the units has at least their counts", whole, part, rri.ErrCount)
	}
	left := effect
	if all > events {
		left = max((effect*float64(all)-partEffect*float64(events))/float64(all-events), min(1, effect))
	}
	return rri.MeasureOf[M](all-events, rest, left)
}

// roundedAway is the share of a population below which what is left of it is rounding.
const roundedAway = 1e-12

// validateStandards reports which standard makes no sense, or nil.
func (s Set[G, M]) validateStandards() error {
	names := make(map[string]bool)
	for i, standard := range s.Standards {
		if err := newName(names, standard.Name); err != nil {
			return fmt.Errorf("standard %d of %d: %w", i+1, len(s.Standards), err)
		}
		if err := standard.validate(); err != nil {
			return fmt.Errorf("standard %s: %w", sheet.Clip(standard.Name), err)
		}
	}
	return nil
}

// validate reports why t is no standard, or nil.
func (t Standard[G, M]) validate() error {
	switch {
	case len(t.Counts) > 0 && len(t.Index) > 0:
		return errors.New("it has counts and a published index: give one of them")
	case len(t.Holds) > 0 && len(t.Counts) == 0:
		return errors.New("it holds units, and has no counts to take theirs from")
	}
	for _, g := range slices.Sorted(maps.Keys(t.Index)) {
		if index := t.Index[g]; g != g || !(index > 0) || math.IsInf(index, 1) {
			return fmt.Errorf("group %q: an index of %v: %w: want a positive number", sheet.Clip(fmt.Sprint(g)), index, rri.ErrCount)
		}
	}
	return validateCounts(t.Counts)
}
