package rri

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// Compare sets every group of counts against the baseline: its rate or proportion, its [Ratio] (the
// RRI), [Difference] and [Excess], each with interval and p-value by one method.
//
// The rows are in a fixed order: the baseline first, then the others in ascending order of G. A
// group that is not in counts has no row; one that had no events wants a count of 0.
//
// o.Null is the null value of the ratio alone. The difference and the excess test 0, and the single
// rates have no P.
//
// What cannot be had for one row or one column does not fail the table. The Estimate then has NaN
// for the limits and P, and a flag: [NoData] for a group without population or trials, even if it
// has events; [NoMethod], with the plain Value, for a quantity that o.Method has not, and for
// counts that are too large for [Exact]. A method that has no ratio for the model is an error.
//
// The error wraps [ErrBaseline] if counts lacks the baseline, [ErrCount] for a count that makes no
// sense, with the name of its group, [ErrOption], or [ErrMethod].
func Compare[G cmp.Ordered, M Measure](baseline G, counts map[G]M, o Options) (Table[G, M], error) {
	if err := o.Validate(); err != nil {
		return Table[G, M]{}, fmt.Errorf("rri: %w", err)
	}
	o.Level = o.level()
	groups := slices.Sorted(maps.Keys(counts))
	if len(groups) > 0 && groups[0] != groups[0] { // NaN sorts first
		return Table[G, M]{}, errGroupNaN
	}
	base, ok := counts[baseline]
	if !ok {
		return Table[G, M]{}, fmt.Errorf("rri: %q: %w: want %s", quoted(baseline), ErrBaseline, groupNames(groups))
	}
	if q := quantity.RatioOf[M](); !method.Families[o.Method].Has(q) {
		return Table[G, M]{}, o.Method.undefined(q)
	}
	for _, g := range groups {
		if err := validateRow(counts[g]); err != nil {
			return Table[G, M]{}, fmt.Errorf("rri: group %q: %w", quoted(g), err)
		}
	}
	t := Table[G, M]{Baseline: baseline, Options: o, Rows: make([]Row[G, M], 0, len(groups))}
	row, err := baselineRow(baseline, base, o)
	if err != nil {
		return Table[G, M]{}, fmt.Errorf("%w (group %q)", err, quoted(baseline))
	}
	t.Rows = append(t.Rows, row)
	for _, g := range groups {
		if g == baseline {
			continue
		}
		row, err := comparedRow(g, counts[g], base, o)
		if err != nil {
			return Table[G, M]{}, fmt.Errorf("%w (group %q)", err, quoted(g))
		}
		t.Rows = append(t.Rows, row)
	}
	return t, nil
}

// errGroupNaN: the counts of such a group cannot be looked up.
var errGroupNaN = errors.New("rri: a group is NaN, which equals no group: name it otherwise")

// Recompute returns t computed anew by o from its counts, after change, which may be nil, has been
// asked for each of them. What t says beside its estimates stays, and so do rows that are not
// compared. It is how a table is made of a table: whatever was said of the counts, as a design
// effect, is in them, and is not lost.
//
// The error wraps [ErrDerived] if t is derived or a figure in it is suppressed, and otherwise is
// that of [Compare].
func (t Table[G, M]) Recompute(o Options, change func(g G, m M) M) (Table[G, M], error) {
	if t.derived != "" {
		return Table[G, M]{}, fmt.Errorf("rri: %w: it is %s: do this before, to the tables that it is made of", ErrDerived, t.derived)
	}
	counts := make(map[G]M, len(t.Rows))
	for _, r := range t.Rows {
		if r.Rate.Flags.Has(Suppressed) {
			return Table[G, M]{}, fmt.Errorf("rri: %w: the figures of group %q are suppressed: do this before, and suppress last", ErrDerived, quoted(r.Group))
		}
		counts[r.Group] = r.Count
		if change != nil {
			counts[r.Group] = change(r.Group, r.Count)
		}
	}
	if len(counts) == 0 { // there is nothing to compute
		if err := o.Validate(); err != nil {
			return Table[G, M]{}, fmt.Errorf("rri: %w", err)
		}
		o.Level = o.level()
		t.Options = o
		return t, nil
	}
	again, err := Compare(t.Baseline, counts, o)
	if err != nil {
		return Table[G, M]{}, err
	}
	t.Options, t.Rows = again.Options, t.carried(again.Rows, again.Options.Level)
	return t, nil
}

// baselineRow returns the row of the baseline, which is 1 times itself by definition and not by
// estimate.
func baselineRow[G cmp.Ordered, M Measure](g G, m M, o Options) (Row[G, M], error) {
	nan := math.NaN()
	one := Estimate{Value: 1, Lower: nan, Upper: nan, P: nan, Level: o.Level, Method: o.Method}
	none := one
	none.Value = 0
	row := Row[G, M]{Group: g, Count: normalized(m), Ratio: one, Difference: none, Excess: none}
	var err error
	row.Rate, err = rateOrFlag(m, o)
	return row, err
}

// comparedRow returns the row of a group other than the baseline. m and base are valid.
func comparedRow[G cmp.Ordered, M Measure](g G, m, base M, o Options) (Row[G, M], error) {
	row := Row[G, M]{Group: g, Count: normalized(m)}
	var err error
	if row.Rate, err = rateOrFlag(m, o); err != nil {
		return row, err
	}
	c, d := quantity.FromMeasures(m, base)
	if row.Ratio, err = evaluateOrFlag(quantity.RatioOf[M](), c, d, o); err != nil {
		return row, err
	}
	o.Null = 0
	if row.Difference, err = evaluateOrFlag(quantity.DifferenceOf[M](), c, d, o); err != nil {
		return row, err
	}
	row.Excess = row.Difference
	row.Excess.Value *= c.N
	row.Excess.Lower *= c.N
	row.Excess.Upper *= c.N
	return row, nil
}

// rateOrFlag returns the estimate of one rate or proportion, without a null value. m is valid.
func rateOrFlag[M Measure](m M, o Options) (Estimate, error) {
	o.Null = 0
	c, d := quantity.FromMeasure(m)
	return evaluateOrFlag(quantity.RateOf[M](), c, d, o)
}

// evaluateOrFlag computes q at c. Where the method has no interval for q, or none for counts of
// that size, it keeps the plain value and says so in a flag.
func evaluateOrFlag(q quantity.Quantity, c quantity.Counts, d quantity.DesignEffects, o Options) (e Estimate, err error) {
	if err := e.evaluate(q, c, d, o); !errors.Is(err, ErrMethod) || errors.Is(err, errDesignEffect) {
		return e, err
	}
	nan := math.NaN()
	e = Estimate{Value: c.Plain(q), Lower: nan, Upper: nan, P: nan, Level: o.Level, Method: o.Method, Flags: countFlags(q, c, o) | NoMethod}
	if c.N == 0 || (q.TwoGroups() && c.M == 0) {
		e.Value = nan
	}
	if math.IsNaN(e.Value) {
		e.Flags |= NoData
	}
	return e, nil
}

// groupName returns the name of g for people: what its String method says, if it has one.
func groupName[G cmp.Ordered](g G) string { return fmt.Sprint(g) }

// normalized returns m with 0 for a design effect of 1, as results have it.
func normalized[M Measure](m M) M {
	_, _, d := m.Counts()
	return WithDesignEffect(m, d)
}

// quoted returns the name of g fit for an error.
func quoted[G cmp.Ordered](g G) string { return sheet.Clip(groupName(g)) }

// maxNames is the number of groups that an error lists.
const maxNames = 20

// groupNames says in an error which groups there are to choose from.
func groupNames[G cmp.Ordered](groups []G) string {
	if len(groups) == 0 {
		return "counts by group, that of the baseline among them, and there are none"
	}
	names := make([]string, 0, maxNames)
	for _, g := range groups[:min(len(groups), maxNames)] {
		names = append(names, quoted(g))
	}
	if more := len(groups) - maxNames; more > 0 {
		return fmt.Sprintf("one of %s and %d more", strings.Join(names, ", "), more)
	}
	return "one of " + strings.Join(names, ", ")
}
