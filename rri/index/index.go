package index

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/designeffect"
	"github.com/seed-549880be/disparity/rri/internal/rational"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// Index is one index that is a ratio, with what it is. It is comparable, and is no [rri.Estimate]:
// whoever takes its Estimate out has its Direction beside it.
type Index struct {
	Kind       Kind         `json:"kind"`
	Direction  Direction    `json:"direction"`
	Group      string       `json:"group"`
	Comparator string       `json:"comparator"` // what the group is compared with, in words
	Estimate   rri.Estimate `json:"estimate"`
}

// String returns the index for people, with its label and which way round it is:
// "relative-likelihood, White over Black: 1.46 (1.2 to 1.8)". Where nobody of those below had an
// event it is a dash, with the reason.
func (i Index) String() string {
	top, bottom := i.Group, i.Comparator
	if i.Direction == ComparatorOverGroup {
		top, bottom = bottom, top
	}
	if math.IsInf(i.Estimate.Value, 1) { // true, and no comparison that people can use
		return fmt.Sprintf("%s, %s over %s: — (no event in %s: there is nothing to compare with)",
			i.Kind, sheet.Clean(top), sheet.Clean(bottom), sheet.Clean(bottom))
	}
	return fmt.Sprintf("%s, %s over %s: %v", i.Kind, sheet.Clean(top), sheet.Clean(bottom), i.Estimate)
}

// Inverted returns the index the other way round: 1 over the value, with the limits exchanged, and
// the other direction. The p-value stays, as both test the same.
func (i Index) Inverted() Index {
	switch i.Direction {
	case GroupOverComparator:
		i.Direction = ComparatorOverGroup
	default:
		i.Direction = GroupOverComparator
	}
	e := &i.Estimate
	// What was not asked for is no limit that the data failed to set.
	lowerOnly := e.Flags.Has(rri.OneSided) && math.IsInf(e.Upper, 1) && !e.Flags.Has(rri.Unbounded)
	upperOnly := e.Flags.Has(rri.OneSided) && !lowerOnly
	e.Value, e.Lower, e.Upper = 1/e.Value, 1/e.Upper, 1/e.Lower
	e.Flags &^= rri.Unbounded
	if math.IsInf(e.Upper, 1) && !upperOnly {
		e.Flags |= rri.Unbounded
	}
	return i
}

// Composition returns the share of the group in all events over its share in the whole population
// of counts. Above 1 the group is over-represented.
//
// The comparator is everyone, the group itself among them, so that the index is nearer to 1 than a
// ratio to the others, and two groups of different size are not comparable by it. Of a group that
// is everybody it is 1 by definition: its limits and P are NaN. o.Null is a value of the index,
// below its largest possible 1/w. For the errors see the package documentation.
func Composition[G cmp.Ordered, M rri.Measure](group G, counts map[G]M, o rri.Options) (Index, error) {
	own, others, err := groupAndOthers(group, counts)
	if err != nil {
		return Index{}, err
	}
	a, n := parts(own)
	b, m := parts(others)
	w, rest := n/(n+m), m/(n+m)
	if o.Null != 0 && n > 0 && m > 0 {
		if !(o.Null > 0 && o.Null*w < 1) {
			return Index{}, fmt.Errorf("index: null value %v of a composition index: %w: want between 0 and %.6g, the largest that this "+
				"share of the population allows", o.Null, rri.ErrOption, 1/w)
		}
		o.Null = o.Null * rest / (1 - w*o.Null)
	}
	index, err := ratio(KindComposition, fmt.Sprint(group), "everyone", own, others, o)
	if err != nil {
		return Index{}, err
	}
	e := &index.Estimate
	switch {
	case a > 0 && m == 0:
		*e = byDefinition(*e)
		return index, nil
	case !math.IsNaN(e.Value):
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
	return index, nil
}

// byDefinition returns e as the estimate of a group compared with itself.
func byDefinition(e rri.Estimate) rri.Estimate {
	nan := math.NaN()
	return rri.Estimate{Value: 1, Lower: nan, Upper: nan, P: nan, Level: e.Level, Method: e.Method}
}

// RiskRatio returns the rate of the group over that of everybody else in counts. For the errors
// see the package documentation.
func RiskRatio[G cmp.Ordered, M rri.Measure](group G, counts map[G]M, o rri.Options) (Index, error) {
	own, others, err := groupAndOthers(group, counts)
	if err != nil {
		return Index{}, err
	}
	return ratio(KindRiskRatio, fmt.Sprint(group), "everybody else", own, others, o)
}

// AlternateRiskRatio returns the rate of the group in counts over that of everybody else in
// wider: the group of a school district against the others of its state. It serves where the others
// in counts are too few for a rate. wider may include the people of counts; as the others are not
// in the group, no one is on both sides. For the errors see the package documentation.
func AlternateRiskRatio[G cmp.Ordered, M rri.Measure](group G, counts, wider map[G]M, o rri.Options) (Index, error) {
	own, err := countOf(group, counts)
	if err != nil {
		return Index{}, err
	}
	_, others, err := groupAndOthers(group, wider)
	if err != nil {
		return Index{}, fmt.Errorf("%w (in the wider area)", err)
	}
	return ratio(KindAlternateRiskRatio, fmt.Sprint(group), "everybody else in the wider area", own, others, o)
}

// ImpactRatio returns the rate of the group over that of the group with the highest rate, which
// is the Comparator; of several with the same rate, also where that is 0, the first in order of G.
// The index of the highest itself is 1 by definition: its limits and P are NaN.
//
// The highest rate is found on whole counts, without rounding. It is a maximum over all groups, so
// that small groups win it by chance: leave out of counts those with too few, as the Uniform
// Guidelines do below 2 % of applicants. The interval takes the comparator as if it had been named
// beforehand. For the errors see the package documentation.
func ImpactRatio[G cmp.Ordered, M rri.Measure](group G, counts map[G]M, o rri.Options) (Index, error) {
	own, err := countOf(group, counts)
	if err != nil {
		return Index{}, err
	}
	highest, found := group, false
	for _, g := range slices.Sorted(maps.Keys(counts)) {
		if _, n := parts(counts[g]); n == 0 {
			continue // no rate
		}
		if !found {
			highest, found = g, true
			continue
		}
		// Where neither has events there is no sign: they are equal.
		if sign, _ := rational.Compare(counts[g], counts[highest], 1, 1); sign > 0 {
			highest = g
		}
	}
	index, err := ratio(KindImpactRatio, fmt.Sprint(group), fmt.Sprint(highest), own, withRate(counts[highest]), o)
	if err == nil && highest == group && !math.IsNaN(index.Estimate.Value) {
		index.Estimate = byDefinition(index.Estimate)
	}
	return index, err
}

// RelativeLikelihood returns the rate of the baseline over that of the group: above 1 the group
// has the lower rate. That is how the NHS Workforce Race Equality Standard prints appointment from
// shortlisting and access to training (White over Black and minority ethnic). Its disciplinary
// indicator is the other way round: take [rri.Ratio] for that. For the errors see the package
// documentation.
func RelativeLikelihood[G cmp.Ordered, M rri.Measure](group, baseline G, counts map[G]M, o rri.Options) (Index, error) {
	own, err := countOf(group, counts)
	if err != nil {
		return Index{}, err
	}
	base, err := countOf(baseline, counts)
	if err != nil {
		return Index{}, err
	}
	index, err := ratio(KindRelativeLikelihood, fmt.Sprint(group), fmt.Sprint(baseline), base, own, o)
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

// countOf returns the count of the group, and looks at all of them. That of a group with events and
// without residents is returned as nobody, who have no rate.
func countOf[G cmp.Ordered, M rri.Measure](group G, counts map[G]M) (own M, err error) {
	groups := slices.Sorted(maps.Keys(counts))
	if len(groups) > 0 && groups[0] != groups[0] { // NaN sorts first
		return own, fmt.Errorf("index: a group is NaN, which equals no group: %w: name it otherwise", rri.ErrOption)
	}
	if _, ok := counts[group]; !ok {
		return own, fmt.Errorf("index: %q is not among the groups: %w: want one of %s", name(group), rri.ErrBaseline, names(groups))
	}
	for _, g := range groups {
		if err := withRate(counts[g]).Validate(); err != nil {
			return own, fmt.Errorf("index: group %q: %w", name(g), err)
		}
	}
	return withRate(counts[group]), nil
}

// withRate returns m, or nobody in its place if it has events and no residents.
func withRate[M rri.Measure](m M) M {
	if events, population, effect := m.Counts(); population == 0 && events > 0 && !m.IsProportion() {
		m, _ = rri.MeasureOf[M](0, 0, effect) // whoever takes it looks at the design effect
	}
	return m
}

// groupAndOthers returns the count of the group and the sum of the others, in which everybody must
// have a rate.
func groupAndOthers[G cmp.Ordered, M rri.Measure](group G, counts map[G]M) (own, others M, err error) {
	if own, err = countOf(group, counts); err != nil {
		return own, others, err
	}
	var rest []M
	for _, g := range slices.Sorted(maps.Keys(counts)) {
		if g == group {
			continue
		}
		if err := counts[g].Validate(); err != nil {
			return own, others, fmt.Errorf("index: group %q: %w: leave the group out, or give its residents", name(g), err)
		}
		rest = append(rest, counts[g])
	}
	if others, err = sumOf(rest...); err != nil {
		return own, others, fmt.Errorf("index: all other groups together: %w", err)
	}
	return own, others, nil
}

// sumOf returns the sum of counts. Its design effect is such that its variance is the sum of
// theirs.
func sumOf[M rri.Measure](counts ...M) (sum M, err error) {
	if sum, err = rri.Sum(counts...); err != nil {
		return sum, err
	}
	effects, variances := make([]float64, len(counts)), make([]float64, len(counts))
	for i, m := range counts {
		events, exposure, effect := m.Counts()
		effects[i], variances[i] = effect, float64(events)
		if m.IsProportion() && exposure > 0 {
			variances[i] *= (exposure - float64(events)) / exposure
		}
	}
	return rri.WithDesignEffect(sum, designeffect.Mean(effects, variances)), nil
}

// parts returns the events of m, and what they are out of.
func parts[M rri.Measure](m M) (events, exposure float64) {
	n, exposure, _ := m.Counts()
	return float64(n), exposure
}

// name returns the name of a group for an error text.
func name[G cmp.Ordered](g G) string { return sheet.Clip(fmt.Sprint(g)) }

// names lists the names of groups for an error text, twenty at most.
func names[G cmp.Ordered](groups []G) string {
	const most = 20
	var list []string
	for _, g := range groups[:min(len(groups), most)] {
		list = append(list, name(g))
	}
	if more := len(groups) - most; more > 0 {
		list = append(list, fmt.Sprintf("and %d others", more))
	}
	return strings.Join(list, ", ")
}
