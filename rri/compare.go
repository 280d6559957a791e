package rri

import (
	"cmp"
	"errors"
	"fmt"
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
	var t Table[G, M]
	err := t.Compare(baseline, counts, o)
	return t, err
}

// Compare makes t what the function [Compare] returns, in the memory of the rows that t has: for
// those who look at many tables, one after the other, and keep none. What was taken from the rows
// before, as a slice of them, changes with it. The labels stay. After an error t is the zero Table.
func (t *Table[G, M]) Compare(baseline G, counts map[G]M, o Options) error {
	rows, labels := t.Rows, t.Labels
	*t = Table[G, M]{}
	if err := o.Validate(); err != nil {
		return fmt.Errorf("rri: %w", err)
	}
	o.Level = o.level()
	var few [32]G // without memory of their own
	groups := few[:0]
	for g := range counts {
		groups = append(groups, g)
	}
	slices.Sort(groups)
	if len(groups) > 0 && groups[0] != groups[0] { // NaN sorts first
		return errGroupNaN
	}
	base, ok := counts[baseline]
	if !ok {
		return fmt.Errorf("rri: %q: %w: want %s", quoted(baseline), ErrBaseline, groupNames(slices.Clone(groups)))
	}
	c, err := newComparison(base, o)
	if err != nil {
		return err
	}
	for _, g := range groups {
		if err := validateRow(counts[g]); err != nil {
			return fmt.Errorf("rri: group %q: %w", quoted(g), err)
		}
	}
	if cap(rows) < len(groups) {
		rows = make([]Row[G, M], len(groups))
	}
	rows = rows[:len(groups)]
	if err := setRow(&c, &rows[0], baseline, base, true); err != nil {
		return fmt.Errorf("%w (group %q)", err, quoted(baseline))
	}
	next := 1
	for _, g := range groups {
		if g == baseline {
			continue
		}
		if err := setRow(&c, &rows[next], g, counts[g], false); err != nil {
			return fmt.Errorf("%w (group %q)", err, quoted(g))
		}
		next++
	}
	t.Labels, t.Baseline, t.Options, t.Rows = labels, baseline, o, rows
	return nil
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

// comparison is what the rows of a table have in common.
type comparison[M Measure] struct {
	baseline                M
	options                 Options
	confidence              method.Confidence
	rate, ratio, difference quantity.Quantity
	null                    float64 // of the ratio
	nullError               error   // why the ratio has no such null value, which is said of a row
}

// newComparison returns what the rows have in common by valid options, with their level.
func newComparison[M Measure](baseline M, o Options) (comparison[M], error) {
	c := comparison[M]{
		baseline: baseline, options: o, confidence: o.confidence(),
		rate: quantity.RateOf[M](), ratio: quantity.RatioOf[M](), difference: quantity.DifferenceOf[M](),
	}
	if !method.Families[o.Method].Has(c.ratio) {
		return c, o.Method.undefined(c.ratio)
	}
	c.null, c.nullError = c.ratio.Null(o.Null)
	return c, nil
}

// setRow sets every field of row to that of a valid count. The baseline is 1 times itself by
// definition and not by estimate.
func setRow[G cmp.Ordered, M Measure](c *comparison[M], row *Row[G, M], g G, m M, isBaseline bool) error {
	row.Group, row.Count, row.Note = g, normalized(m), ""
	counts, effects := quantity.FromMeasure(m)
	nan := math.NaN()
	if err := c.set(&row.Rate, c.rate, counts, effects, nan); err != nil {
		return err
	}
	if isBaseline {
		none := Estimate{Lower: nan, Upper: nan, P: nan, Level: c.options.Level, Method: c.options.Method}
		row.Ratio, row.Difference, row.Excess = none, none, none
		row.Ratio.Value = 1
		return nil
	}
	if c.nullError != nil {
		return fmt.Errorf("rri: %w", c.nullError)
	}
	counts, effects = quantity.FromMeasures(m, c.baseline)
	if err := c.set(&row.Ratio, c.ratio, counts, effects, c.null); err != nil {
		return err
	}
	if err := c.set(&row.Difference, c.difference, counts, effects, 0); err != nil {
		return err
	}
	row.Excess = row.Difference
	row.Excess.Value *= counts.N
	row.Excess.Lower *= counts.N
	row.Excess.Upper *= counts.N
	return nil
}

// set makes e the estimate of q. Where the method has no interval for q, or none for counts of that
// size, e has the plain value and says so in a flag.
func (c *comparison[M]) set(e *Estimate, q quantity.Quantity, counts quantity.Counts, d quantity.DesignEffects, null float64) error {
	o := &c.options
	family := &method.Families[o.Method]
	switch {
	case family.Has(q) && d != quantity.Independent && family.Enumerates(q):
		return o.Method.undefined(q)
	case family.Has(q) && (noExposure(q, counts) || !family.TooLarge(q, counts)):
		return e.compute(q, counts, d, null, *o, c.confidence)
	}
	nan := math.NaN()
	*e = Estimate{Value: counts.Plain(q), Lower: nan, Upper: nan, P: nan, Level: o.Level, Method: o.Method, Flags: countFlags(q, counts, *o) | NoMethod}
	if noExposure(q, counts) {
		e.Value = nan
	}
	if math.IsNaN(e.Value) {
		e.Flags |= NoData
	}
	return nil
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
