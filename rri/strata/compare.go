package strata

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// Stratum is one part of the counts, within which people are alike in something: an age group, an
// object of search, a month, a force. A group that is not in Counts has no one in the stratum.
type Stratum[K comparable, G cmp.Ordered, M rri.Measure] struct {
	Key    K
	Counts map[G]M
}

// Sorted returns the strata of a map in ascending order of their keys. For another order, or keys
// that have none, list the strata yourself.
func Sorted[K, G cmp.Ordered, M rri.Measure](strata map[K]map[G]M) []Stratum[K, G, M] {
	list := make([]Stratum[K, G, M], 0, len(strata))
	for _, k := range slices.Sorted(maps.Keys(strata)) {
		list = append(list, Stratum[K, G, M]{k, strata[k]})
	}
	return list
}

// Pairs returns the counts of one group beside those of the baseline, a pair for each stratum in
// the same order.
func Pairs[K comparable, G cmp.Ordered, M rri.Measure](strata []Stratum[K, G, M], group, baseline G) []Pair[M] {
	pairs := make([]Pair[M], len(strata))
	for i, s := range strata {
		pairs[i] = Pair[M]{s.Counts[group], s.Counts[baseline]}
	}
	return pairs
}

// Compare sets every group against the baseline twice: crude, all strata thrown together, and
// adjusted, like with like within each stratum. A stratum where the group or the baseline has no
// one is in the crude figures alone; it is listed among the parts of the row with Compared false,
// and printed under the table.
//
// A group that has events in a stratum without population has no rate there: every figure of its
// row is NaN, flagged [rri.NoData], and the other rows stand; of the baseline, every ratio and
// difference.
//
// The rows are in a fixed order: the baseline first, then every other group of any stratum in
// ascending order. Each row has the strata in the order given, so that equal counts give equal
// tables.
//
// o.Null is the null value of the ratios alone; the difference tests 0. With [Sato] the ratios are
// by [MantelHaenszel].
//
// The error wraps [rri.ErrBaseline] if no stratum has the baseline, [rri.ErrCount] for a count that
// makes no sense, with the names of its stratum and group, [rri.ErrOption] or, for [Sato] with
// rates, [rri.ErrMethod]. Two strata with the same key are an error too, which names the key.
func Compare[K comparable, G cmp.Ordered, M rri.Measure](baseline G, strata []Stratum[K, G, M], o Options) (Table[K, G, M], error) {
	t := Table[K, G, M]{Baseline: baseline, Options: o}
	if err := o.validate(); err != nil {
		return Table[K, G, M]{}, fmt.Errorf("strata: %w", err)
	}
	t.Options.Level = o.level()
	totals, err := total(strata)
	if err != nil {
		return Table[K, G, M]{}, fmt.Errorf("strata: %w", err)
	}
	groups := slices.Sorted(maps.Keys(totals))
	if len(groups) > 0 && groups[0] != groups[0] { // NaN sorts first
		return Table[K, G, M]{}, fmt.Errorf("strata: a group is NaN, which equals no group: name it otherwise")
	}
	base, ok := totals[baseline]
	if !ok {
		return Table[K, G, M]{}, fmt.Errorf("strata: %q: %w: want one of %v", clipped(baseline), rri.ErrBaseline, list(groups))
	}
	row, err := t.baselineRow(base, strata)
	if err != nil {
		return Table[K, G, M]{}, fmt.Errorf("strata: group %q: %w", clipped(baseline), err)
	}
	t.Rows = append(make([]Row[K, G, M], 0, len(groups)), row)
	for _, g := range groups {
		if g == baseline {
			continue
		}
		if hasNoRate(strata, g) || hasNoRate(strata, baseline) {
			row, err := t.rowWithoutData(g, totals[g], strata)
			if err != nil {
				return Table[K, G, M]{}, fmt.Errorf("strata: group %q: %w", clipped(g), err)
			}
			t.Rows = append(t.Rows, row)
			continue
		}
		row, err := t.compare(g, totals[g], base, strata)
		if err != nil {
			return Table[K, G, M]{}, fmt.Errorf("strata: group %q: %w", clipped(g), err)
		}
		t.Rows = append(t.Rows, row)
	}
	return t, nil
}

// total returns the counts of all strata together, after checking each.
func total[K comparable, G cmp.Ordered, M rri.Measure](strata []Stratum[K, G, M]) (map[G]M, error) {
	seen := make(map[K]bool, len(strata))
	totals := make(map[G]M)
	for _, s := range strata {
		if seen[s.Key] {
			return nil, fmt.Errorf("stratum %q is given twice: add its counts together, or give each its own key", clipped(s.Key))
		}
		seen[s.Key] = true
		for _, g := range slices.Sorted(maps.Keys(s.Counts)) {
			m := s.Counts[g]
			if _, err := rri.Sum(m); err != nil { // that of a count of a table
				return nil, fmt.Errorf("stratum %q: group %q: %w", clipped(s.Key), clipped(g), err)
			}
			sum, err := rri.Sum(totals[g], m)
			if err != nil {
				return nil, fmt.Errorf("group %q: all strata together: %w", clipped(g), err)
			}
			totals[g] = sum
		}
	}
	return totals, nil
}

// hasNoRate reports whether a group has events in a stratum without population.
func hasNoRate[K comparable, G cmp.Ordered, M rri.Measure](strata []Stratum[K, G, M], g G) bool {
	return slices.ContainsFunc(strata, func(s Stratum[K, G, M]) bool {
		events, exposure, _ := s.Counts[g].Counts()
		return events > 0 && exposure == 0
	})
}

// name returns the name of a group or a stratum for people: what its String method says, if it has
// one.
func name[T any](v T) string { return fmt.Sprint(v) }

// clipped returns the name for an error, no longer than a line.
func clipped[T any](v T) string { return sheet.Clip(name(v)) }

// mostNames is how many names an error lists.
const mostNames = 20

// list returns the names of groups for an error.
func list[G any](groups []G) string {
	names := make([]string, 0, mostNames+1)
	for i, g := range groups {
		if i == mostNames {
			names = append(names, "…")
			break
		}
		names = append(names, clipped(g))
	}
	return strings.Join(names, ", ")
}

// baselineRow returns the row of the baseline, which is 1 times itself by definition.
func (t Table[K, G, M]) baselineRow(base M, strata []Stratum[K, G, M]) (Row[K, G, M], error) {
	nan := math.NaN()
	one := rri.Estimate{Value: 1, Lower: nan, Upper: nan, P: nan, Level: t.Options.Level, Method: t.Options.Method.family(isBinomial[M]())}
	none := one
	none.Value = 0
	row := Row[K, G, M]{Group: t.Baseline, Count: base, Crude: one, Ratio: one, Difference: none, Homogeneity: noTest}
	if hasNoRate(strata, t.Baseline) {
		row.Rate = t.noData()
		return row, nil
	}
	var err error
	row.Rate, err = t.rate(base)
	return row, err
}

// noData returns the estimate of what cannot be formed.
func (t Table[K, G, M]) noData() rri.Estimate {
	nan := math.NaN()
	return rri.Estimate{Value: nan, Lower: nan, Upper: nan, P: nan, Level: t.Options.Level, Method: t.Options.Method.family(isBinomial[M]()), Flags: rri.NoData}
}

// rowWithoutData returns the row of a group that cannot be compared, because it or the baseline has
// events in a stratum without population.
func (t Table[K, G, M]) rowWithoutData(g G, m M, strata []Stratum[K, G, M]) (Row[K, G, M], error) {
	none := t.noData()
	row := Row[K, G, M]{Group: g, Count: m, Rate: none, Crude: none, Ratio: none, Difference: none, Homogeneity: noTest}
	if !hasNoRate(strata, g) {
		var err error
		if row.Rate, err = t.rate(m); err != nil {
			return row, err
		}
	}
	for i, p := range Pairs(strata, g, t.Baseline) {
		row.Parts = append(row.Parts, newPart(strata[i].Key, p))
	}
	return row, nil
}

// rate returns the crude rate or proportion of one group, by the method of package rri that goes
// with that of the table.
func (t Table[K, G, M]) rate(m M) (rri.Estimate, error) {
	// Score, where ratios of proportions have the score of Miettinen and Nurminen
	o := t.Options.crude(false)
	o.Null = 0
	return rri.Of(m, o)
}

// compare returns the row of a group other than the baseline.
func (t Table[K, G, M]) compare(g G, m, base M, strata []Stratum[K, G, M]) (Row[K, G, M], error) {
	row := Row[K, G, M]{Group: g, Count: m, Parts: make([]Part[K, M], len(strata))}
	crude := t.Options.crude(isBinomial[M]())
	var err error
	if row.Rate, err = t.rate(m); err != nil {
		return row, err
	}
	if row.Crude, err = rri.Ratio(m, base, crude); err != nil {
		return row, err
	}
	pairs := Pairs(strata, g, t.Baseline)
	o := t.Options
	if o.Method == Sato {
		o.Method = MantelHaenszel
	}
	if row.Ratio, err = adjust(quantity.RatioOf[M](), pairs, o); err != nil {
		return row, err
	}
	o = t.Options
	o.Null = 0
	if row.Difference, err = adjust(quantity.DifferenceOf[M](), pairs, o); err != nil {
		return row, err
	}
	if row.Homogeneity, err = RatioHomogeneity(pairs, o.Method); err != nil {
		return row, err
	}
	if row.Random, err = randomEffects(pairs, t.Options); err != nil {
		return row, err
	}
	for i, p := range pairs {
		part := newPart(strata[i].Key, p)
		if c := p.counts(); c.N > 0 && c.M > 0 {
			part.Compared = true
			if part.Ratio, err = rri.Ratio(p.Group, p.Baseline, crude); err != nil {
				return row, fmt.Errorf("stratum %q: %w", clipped(part.Stratum), err)
			}
		}
		row.Parts[i] = part
	}
	weigh(row.Parts, o.Method)
	return row, nil
}

// newPart returns the counts of a stratum as results have them, with 0 for a design effect of 1.
func newPart[K comparable, M rri.Measure](stratum K, p Pair[M]) Part[K, M] {
	_, _, group := p.Group.Counts()
	_, _, baseline := p.Baseline.Counts()
	return Part[K, M]{Stratum: stratum, Group: rri.WithDesignEffect(p.Group, group), Baseline: rri.WithDesignEffect(p.Baseline, baseline)}
}

// weigh fills in the shares of the parts.
func weigh[K comparable, M rri.Measure](parts []Part[K, M], m Method) {
	ratio, difference := make([]float64, len(parts)), make([]float64, len(parts))
	var ratioSum, differenceSum float64
	forRatio, forDifference := problem{q: quantity.RatioOf[M]()}, problem{q: quantity.DifferenceOf[M]()}
	for i, p := range parts {
		if !p.Compared {
			continue
		}
		c := Pair[M]{p.Group, p.Baseline}.counts()
		if m == InverseVariance {
			if _, v, ok := forRatio.one(c); ok {
				ratio[i] = 1 / v
			}
			if _, v, ok := forDifference.one(c); ok {
				difference[i] = 1 / v
			}
		} else {
			ratio[i] = c.B / (c.N + c.M) * c.N
			difference[i] = c.Weight()
		}
		ratioSum += ratio[i]
		differenceSum += difference[i]
	}
	for i := range parts {
		if ratioSum > 0 {
			parts[i].RatioShare = ratio[i] / ratioSum
		}
		if differenceSum > 0 {
			parts[i].DifferenceShare = difference[i] / differenceSum
		}
	}
}
