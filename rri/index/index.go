package index

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/exact"
)

// Index is one index that is a ratio, with what it is. It is comparable, and is no [rri.Estimate]: whoever takes its Estimate out has its Direction beside it.
type Index struct {
	Kind       Kind         `json:"kind"`
	Direction  Direction    `json:"direction"`
	Group      string       `json:"group"`
	Comparator string       `json:"comparator"` // what the group is compared with, in words
	Estimate   rri.Estimate `json:"estimate"`
}

// String returns the index for people, with its label and which way round it is: "relative-likelihood, White over Black: 1.46 (1.2 to 1.8)".
func (i Index) String() string {
	top, bottom := i.Group, i.Comparator
	if i.Direction == ComparatorOverGroup {
		top, bottom = bottom, top
	}
	return fmt.Sprintf("%s, %s over %s: %v", i.Kind, top, bottom, i.Estimate)
}

// Inverted returns the index the other way round: 1 over the value, with the limits exchanged, and the other direction. The p-value stays, as both test the same.
func (i Index) Inverted() Index {
	switch i.Direction {
	case GroupOverComparator:
		i.Direction = ComparatorOverGroup
	default:
		i.Direction = GroupOverComparator
	}
	e := &i.Estimate
	e.Value, e.Lower, e.Upper = 1/e.Value, 1/e.Upper, 1/e.Lower
	e.Flags &^= rri.Unbounded
	if math.IsInf(e.Upper, 1) {
		e.Flags |= rri.Unbounded
	}
	return i
}

// CompositionOf returns the share of the group in all events over its share in the whole population of counts. Above 1 the group is over-represented.
//
// The comparator is everyone, the group itself among them, so that the index is nearer to 1 than a ratio to the others, and two groups of different size are not comparable by it. o.Null is a value of the
// index, below its largest possible 1/w. For the errors see the package documentation.
func CompositionOf[G cmp.Ordered, M rri.Measure](group G, counts map[G]M, o rri.Options) (Index, error) {
	own, others, err := split(group, counts)
	if err != nil {
		return Index{}, err
	}
	a, n := float64(0), float64(0)
	b, m := float64(0), float64(0)
	switch own := any(own).(type) {
	case rri.Rate:
		others := any(others).(rri.Rate)
		a, n, b, m = float64(own.Events), own.Population, float64(others.Events), others.Population
	case rri.Proportion:
		others := any(others).(rri.Proportion)
		a, n, b, m = float64(own.Events), float64(own.Trials), float64(others.Events), float64(others.Trials)
	}
	w, rest := n/(n+m), m/(n+m)
	if o.Null != 0 && n > 0 && m > 0 {
		if !(o.Null > 0 && o.Null*w < 1) {
			return Index{}, fmt.Errorf("index: null value %v of a composition index: %w: want between 0 and %.6g, the largest that this share of the population allows", o.Null, rri.ErrOption, 1/w)
		}
		o.Null = o.Null * rest / (1 - w*o.Null)
	}
	e, err := rri.Ratio(own, others, o)
	if err != nil {
		return Index{}, fmt.Errorf("index: %w", err)
	}
	if !math.IsNaN(e.Value) {
		e.Value = a / (a + b) / w
	}
	through := func(ratio float64) float64 {
		if math.IsInf(ratio, 1) {
			return 1 / w
		}
		return ratio / (w*ratio + rest)
	}
	e.Lower, e.Upper = through(e.Lower), through(e.Upper)
	e.Flags &^= rri.Unbounded // the range of the index has an end
	return Index{Composition, GroupOverComparator, fmt.Sprint(group), "everyone", e}, nil
}

// RiskRatioOf returns the rate of the group over that of everybody else in counts. For the errors see the package documentation.
func RiskRatioOf[G cmp.Ordered, M rri.Measure](group G, counts map[G]M, o rri.Options) (Index, error) {
	own, others, err := split(group, counts)
	if err != nil {
		return Index{}, err
	}
	return ratio(RiskRatio, fmt.Sprint(group), "everybody else", own, others, o)
}

// AlternateRiskRatioOf returns the rate of the group in counts over that of everybody else in wider: the group of a school district against the others of its state. It serves
// where the others in counts are too few for a rate. wider may include the people of counts; as the others are not in the group, no one is on both sides. For the
// errors see the package documentation.
func AlternateRiskRatioOf[G cmp.Ordered, M rri.Measure](group G, counts, wider map[G]M, o rri.Options) (Index, error) {
	own, _, err := split(group, counts)
	if err != nil {
		return Index{}, err
	}
	_, others, err := split(group, wider)
	if err != nil {
		return Index{}, fmt.Errorf("%w (in the wider area)", err)
	}
	return ratio(AlternateRiskRatio, fmt.Sprint(group), "everybody else in the wider area", own, others, o)
}

// ImpactRatioOf returns the rate of the group over that of the group with the highest rate, which is the Comparator; of several with the same rate, the first in order of G. The index of the highest itself is
// 1 by definition: its limits and P are NaN.
//
// The highest rate is found on whole counts, without rounding. It is a maximum over all groups, so that small groups win it by chance: leave out of counts those with too few, as the Uniform Guidelines
// do below 2 % of applicants. The interval takes the comparator as if it had been named beforehand. For the errors see the package documentation.
func ImpactRatioOf[G cmp.Ordered, M rri.Measure](group G, counts map[G]M, o rri.Options) (Index, error) {
	own, _, err := split(group, counts)
	if err != nil {
		return Index{}, err
	}
	highest := group
	for _, g := range slices.Sorted(maps.Keys(counts)) {
		// A group without exposure has no rate, and gives way to any.
		_, hasRate := exposure(counts[g])
		if _, had := exposure(counts[highest]); hasRate && !had {
			highest = g
			continue
		}
		sign, ok := exact.Compare(counts[g], counts[highest], 1, 1)
		if ok && (sign > 0 || sign == 0 && g < highest) {
			highest = g
		}
	}
	index, err := ratio(ImpactRatio, fmt.Sprint(group), fmt.Sprint(highest), own, counts[highest], o)
	if err == nil && highest == group && !math.IsNaN(index.Estimate.Value) {
		nan := math.NaN()
		index.Estimate = rri.Estimate{Value: 1, Lower: nan, Upper: nan, P: nan, Level: index.Estimate.Level, Method: index.Estimate.Method}
	}
	return index, err
}

// RelativeLikelihoodOf returns the rate of the baseline over that of the group: above 1 the group has the lower rate. That is how the NHS Workforce Race Equality Standard prints appointment from shortlisting
// and access to training (White over Black and minority ethnic). Its disciplinary indicator is the other way round: take [rri.Ratio] for that. For the errors see the package documentation.
func RelativeLikelihoodOf[G cmp.Ordered, M rri.Measure](group, baseline G, counts map[G]M, o rri.Options) (Index, error) {
	own, _, err := split(group, counts)
	if err != nil {
		return Index{}, err
	}
	if _, _, err := split(baseline, counts); err != nil {
		return Index{}, err
	}
	index, err := ratio(RelativeLikelihood, fmt.Sprint(group), fmt.Sprint(baseline), counts[baseline], own, o)
	index.Direction = ComparatorOverGroup
	return index, err
}

// ratio returns top over bottom as an index.
func ratio[M rri.Measure](kind Kind, group, comparator string, top, bottom M, o rri.Options) (Index, error) {
	e, err := rri.Ratio(top, bottom, o)
	if err != nil {
		return Index{}, fmt.Errorf("index: %w", err)
	}
	return Index{kind, GroupOverComparator, group, comparator, e}, nil
}

// split returns the count of the group and the sum of the others.
func split[G cmp.Ordered, M rri.Measure](group G, counts map[G]M) (own, others M, err error) {
	groups := slices.Sorted(maps.Keys(counts))
	own, ok := counts[group]
	if !ok {
		names := make([]string, len(groups))
		for i, g := range groups {
			names[i] = fmt.Sprint(g)
		}
		return own, others, fmt.Errorf("index: %q is not among the groups: %w: want one of %s", fmt.Sprint(group), rri.ErrBaseline, strings.Join(names, ", "))
	}
	for _, g := range groups {
		// The closed form is the cheapest way to have rri look at the counts.
		if _, err := rri.Of(counts[g], rri.Options{Method: rri.Wald}); err != nil {
			return own, others, fmt.Errorf("index: group %q: %w", fmt.Sprint(g), err)
		}
		if g != group {
			others = add(others, counts[g])
		}
	}
	return own, others, nil
}

// add returns the sum of two counts; beyond the range of counts it is some count that rri refuses.
func add[M rri.Measure](x, y M) M {
	sum := func(a, b int64) int64 { return min(a+b, rri.MaxCount+1) }
	switch x := any(x).(type) {
	case rri.Rate:
		y := any(y).(rri.Rate)
		return any(rri.Rate{Events: sum(x.Events, y.Events), Population: x.Population + y.Population}).(M)
	case rri.Proportion:
		y := any(y).(rri.Proportion)
		return any(rri.Proportion{Events: sum(x.Events, y.Events), Trials: sum(x.Trials, y.Trials)}).(M)
	}
	return x
}

// exposure returns what the events of m are out of, and whether there is any.
func exposure[M rri.Measure](m M) (n float64, ok bool) {
	switch m := any(m).(type) {
	case rri.Rate:
		n = m.Population
	case rri.Proportion:
		n = float64(m.Trials)
	}
	return n, n > 0
}
