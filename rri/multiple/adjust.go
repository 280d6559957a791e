package multiple

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/levels"
)

// Adjust returns the adjusted p-values of p, in the order of p, which it leaves as it is. An
// adjusted value below α is what a p-value below α is for one comparison: see the package
// documentation for what each adjustment then keeps below α.
//
// An adjusted value is never below the raw one, and has the same place in the order; equal p-values
// stay equal. NaN stays NaN and is not counted. It is an error if a p-value is outside 0 to 1, with
// its position, or if a is no adjustment; it wraps none of the errors of package rri.
func Adjust(p []float64, a Adjustment) ([]float64, error) {
	if a >= numAdjustments {
		return nil, fmt.Errorf("multiple: %s is not an adjustment: want one of the Adjustment constants", a)
	}
	out := slices.Clone(p)
	order := make([]int, 0, len(p)) // of the positions of p that are tests, from the smallest
	for i, v := range p {
		if v < 0 || v > 1 {
			return nil, fmt.Errorf("multiple: p-value %d of %d is %v: want between 0 and 1, or NaN for no test", i+1, len(p), v)
		}
		if !math.IsNaN(v) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(p[i], p[j]) })
	m := float64(len(order))
	harmonic := 0.
	for i := m; i > 0; i-- {
		harmonic += 1 / i
	}
	// single is the value of p at a rank from 1, before the steps.
	single := func(p, rank float64) float64 {
		switch a {
		case Bonferroni:
			return p * m
		case Sidak:
			return sidak(p, m)
		case SidakStepDown:
			return sidak(p, m-rank+1)
		case BenjaminiHochberg:
			return p * (m / rank)
		case BenjaminiYekutieli:
			return p * (m / rank * harmonic)
		default: // Holm, Hochberg
			return p * (m - rank + 1)
		}
	}
	for k, i := range order {
		// max: rounding alone could put a value below the raw one.
		out[i] = min(1, max(p[i], single(p[i], float64(k+1))))
	}
	switch a {
	case Holm, SidakStepDown:
		for k := 1; k < len(order); k++ {
			out[order[k]] = max(out[order[k]], out[order[k-1]])
		}
	case Hochberg, BenjaminiHochberg, BenjaminiYekutieli:
		for k := len(order) - 2; k >= 0; k-- {
			out[order[k]] = min(out[order[k]], out[order[k+1]])
		}
	}
	return out, nil
}

// sidak returns 1-(1-p)^k without loss for small p.
func sidak(p, k float64) float64 { return -math.Expm1(k * math.Log1p(-p)) }

// Level returns the level of each of several intervals at which all of them together hold their
// true values with probability of at least level: 1-(1-level)/m for [Bonferroni], level^(1/m) for
// [Sidak]. Level 0 means 0.95, as in [rri.Options].
//
// The error wraps [ErrNoIntervals] for the other adjustments, and [rri.ErrOption] if level is
// outside 0 to 1 or comparisons is below 1.
func (a Adjustment) Level(level float64, comparisons int) (float64, error) {
	if err := levels.Validate(level); err != nil {
		return 0, fmt.Errorf("multiple: %w", err)
	}
	if comparisons < 1 {
		return 0, fmt.Errorf("multiple: %d comparisons: %w: want at least 1", comparisons, rri.ErrOption)
	}
	level = levels.Of(level)
	switch a {
	case Bonferroni:
		return 1 - (1-level)/float64(comparisons), nil
	case Sidak:
		return math.Exp(math.Log(level) / float64(comparisons)), nil
	}
	return 0, fmt.Errorf("multiple: %s: %w: choose sidak or bonferroni", a, ErrNoIntervals)
}

// Simultaneous returns the table with wider intervals: all the ratios of the family together hold
// their true values with probability of at least t.Options.Level. Every interval of the table is at
// the level of [Adjustment.Level], which Options.Level then is, and a note names the family. P is
// that of a single comparison at that level; the forms for people print the adjusted p-value.
//
// The family is the ratios of this table if comparisons is 0, and that many ratios, over several
// tables, if it is more. a is [Sidak] or [Bonferroni].
//
// The estimates are computed again from the counts of the rows, with their design effects, by
// [rri.Table.Recompute]. It is an error if the table is simultaneous already, derived or
// suppressed, if comparisons is below the number of ratios in the table, and wherever Level has
// one. A table without ratios comes back as it is.
func Simultaneous[G cmp.Ordered, M rri.Measure](t rri.Table[G, M], a Adjustment, comparisons int) (rri.Table[G, M], error) {
	level := levels.Of(t.Options.Level)
	ratios := 0
	for _, row := range t.Rows {
		if row.Group != t.Baseline && !math.IsNaN(row.Ratio.P) {
			ratios++
		}
	}
	// The level is asked for even with no ratios, so that a wrong adjustment is always an error.
	together := rri.Simultaneous{Comparisons: max(ratios, comparisons, 1), Level: level, Sidak: a == Sidak}
	each, err := a.Level(level, together.Comparisons)
	switch {
	case err != nil:
		return rri.Table[G, M]{}, err
	case t.Simultaneous.Comparisons > 0:
		return rri.Table[G, M]{}, fmt.Errorf("multiple: the intervals hold together for %d comparisons already: %w: give the number of all of them at once",
			t.Simultaneous.Comparisons, rri.ErrOption)
	case comparisons < 0 || comparisons > 0 && comparisons < ratios:
		return rri.Table[G, M]{}, fmt.Errorf("multiple: %d comparisons for a table of %d ratios: %w: want at least as many, or 0 for those of the table",
			comparisons, ratios, rri.ErrOption)
	}
	o := t.Options
	o.Level = each
	wide, err := t.Recompute(o, nil)
	switch {
	case err != nil:
		return rri.Table[G, M]{}, fmt.Errorf("multiple: %w", err)
	case ratios == 0:
		return t, nil
	}
	wide.Simultaneous = together
	family := fmt.Sprintf("the %d ratios of this table", ratios)
	if ratios == 1 {
		family = "the one ratio of this table"
	}
	if comparisons > ratios {
		family = fmt.Sprintf("%d ratios, of which this table has %d,", comparisons, ratios)
	}
	wide.Notes = append(slices.Clone(t.Notes), fmt.Sprintf(
		"intervals of %s hold together with %s %% confidence (%s), and the p-values printed beside them are adjusted for as many", family, percent(level), a))
	return wide, nil
}
