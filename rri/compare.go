package rri

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
)

// Compare sets every group of counts against the baseline: its rate or proportion, its [Ratio] (the RRI), [Difference] and [Excess], each with
// interval and p-value by one method.
//
// The rows are in a fixed order: the baseline first, then the others in ascending order of G. A group that is not in counts has no row; one
// that had no events wants a count of 0.
//
// o.Null is the null value of the ratio alone. The difference and the excess test 0, and the single rates have no P. A quantity that o.Method is not defined for
// is no error here: its Estimate has the plain Value, NaN for the limits and P, and the flag [NoMethod].
//
// The error wraps [ErrBaseline] if counts lacks the baseline, [ErrCount] for a count that makes no sense, with the name of its group, or [ErrOption].
func Compare[G cmp.Ordered, M Measure](baseline G, counts map[G]M, o Options) (Table[G, M], error) {
	if err := o.validate(); err != nil {
		return Table[G, M]{}, fmt.Errorf("rri: %w", err)
	}
	o.Level = o.level()
	groups := slices.Sorted(maps.Keys(counts))
	if len(groups) > 0 && groups[0] != groups[0] { // NaN sorts first
		return Table[G, M]{}, fmt.Errorf("rri: a group is NaN, which equals no group: name it otherwise")
	}
	base, ok := counts[baseline]
	if !ok {
		return Table[G, M]{}, fmt.Errorf("rri: %q: %w: want one of %s", groupName(baseline), ErrBaseline, groupNames(groups))
	}
	for _, g := range groups {
		if err := counts[g].Validate(); err != nil {
			return Table[G, M]{}, fmt.Errorf("rri: group %q: %w", groupName(g), err)
		}
	}
	t := Table[G, M]{Baseline: baseline, Options: o, Rows: make([]Row[G, M], 0, len(groups))}
	row, err := baselineRow(baseline, base, o)
	if err != nil {
		return Table[G, M]{}, fmt.Errorf("%w (group %q)", err, groupName(baseline))
	}
	t.Rows = append(t.Rows, row)
	for _, g := range groups {
		if g == baseline {
			continue
		}
		row, err := comparedRow(g, counts[g], base, o)
		if err != nil {
			return Table[G, M]{}, fmt.Errorf("%w (group %q)", err, groupName(g))
		}
		t.Rows = append(t.Rows, row)
	}
	return t, nil
}

// baselineRow returns the row of the baseline, which is 1 times itself by definition and not by estimate.
func baselineRow[G cmp.Ordered, M Measure](g G, m M, o Options) (Row[G, M], error) {
	nan := math.NaN()
	one := Estimate{Value: 1, Lower: nan, Upper: nan, P: nan, Level: o.Level, Method: o.Method}
	none := one
	none.Value = 0
	row := Row[G, M]{Group: g, Count: m, Ratio: one, Difference: none, Excess: none}
	var err error
	row.Rate, err = single(m, o)
	return row, err
}

// comparedRow returns the row of a group other than the baseline. m and base are valid.
func comparedRow[G cmp.Ordered, M Measure](g G, m, base M, o Options) (Row[G, M], error) {
	row := Row[G, M]{Group: g, Count: m}
	var err error
	if row.Rate, err = single(m, o); err != nil {
		return row, err
	}
	q, c, err := pair(ratioOfProportions, ratioOfRates, m, base)
	if err != nil {
		return row, fmt.Errorf("rri: %w", err)
	}
	if row.Ratio, err = entry(q, c, o); err != nil {
		return row, err
	}
	o.Null = 0
	difference := differenceOfRates
	if quantities[q].binomial {
		difference = differenceOfProportions
	}
	if row.Difference, err = entry(difference, c, o); err != nil {
		return row, err
	}
	row.Excess = row.Difference
	row.Excess.Value *= c.n
	row.Excess.Lower *= c.n
	row.Excess.Upper *= c.n
	return row, nil
}

// single returns the estimate of one rate or proportion, without a null value. m is valid.
func single[M Measure](m M, o Options) (Estimate, error) {
	o.Null = 0
	events, n := split(m)
	q := oneProportion
	if isRate[M]() {
		q = oneRate
	}
	return entry(q, cells{a: float64(events), n: n}, o)
}

// entry computes q at c. Where the method is not defined for q, it keeps the plain value and says so in a flag.
func entry(q quantity, c cells, o Options) (e Estimate, err error) {
	if err := e.set(q, c, o); !errors.Is(err, ErrMethod) {
		return e, err
	}
	nan := math.NaN()
	e = Estimate{Value: c.plain(q), Lower: nan, Upper: nan, P: nan, Level: o.Level, Method: o.Method, Flags: c.flags(q) | NoMethod}
	if math.IsNaN(e.Value) {
		e.Flags |= NoData
	}
	return e, nil
}

// split returns the events of m and what they are out of.
func split[M Measure](m M) (events int64, exposure float64) {
	switch m := any(m).(type) {
	case Rate:
		return m.Events, m.Population
	case Proportion:
		return m.Events, float64(m.Trials)
	}
	return 0, 0
}

// isRate tells the model of M.
func isRate[M Measure]() bool {
	var m M
	_, ok := any(m).(Rate)
	return ok
}

// groupName returns the name of g for people: what its String method says, if it has one.
func groupName[G cmp.Ordered](g G) string { return fmt.Sprint(g) }

// groupNames lists the names of groups for an error text.
func groupNames[G cmp.Ordered](groups []G) string {
	if len(groups) == 0 {
		return "no group at all"
	}
	names := make([]string, len(groups))
	for i, g := range groups {
		names[i] = groupName(g)
	}
	return strings.Join(names, ", ")
}
