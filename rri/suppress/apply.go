package suppress

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// Options says what is withheld. G is the type of the groups of the table.
type Options[G cmp.Ordered] struct {
	// AtMost is k, the largest count that is withheld, from 2 to 1000. To hide 1 alone would be to
	// tell it. 0 withholds nothing, and goes with a Base above 1 alone, by which every count is
	// rounded.
	AtMost int64

	// Base rounds the counts that are shown to its multiples, and widens intervals and p-values to
	// hold for every count that is shown as these. 0 and 1 leave them as they are.
	Base int64

	// Midpoints rounds to the midpoints of Base instead of its multiples: with a Base of 6, counts
	// of 1 to 6 are shown as 3, 7 to 12 as 9, and so on. It wants a Base.
	Midpoints bool

	// Hide names groups whose events are withheld whatever they are, because counts from which they
	// would follow are withheld elsewhere. Groups that the table does not have do nothing.
	Hide []G

	// HideExposure is as Hide, for the trials and the events of a table of proportions; of a table
	// of rates, for the events alone.
	HideExposure []G

	// NoTotals says that the totals of the columns are known to nobody, so that nothing is withheld
	// for them.
	NoTotals bool
}

// Result is a table that can be shown, and what that took.
type Result[G cmp.Ordered, M rri.Measure] struct {
	Table rri.Table[G, M]

	// Hidden are the groups whose events are withheld, in the order of the rows.
	Hidden []G

	// HiddenExposure are the groups of a table of proportions whose trials are withheld too.
	HiddenExposure []G

	// WithholdTotals says that the totals of this table must not be shown anywhere: with them a
	// count would follow, whatever is withheld. Where counts are rounded and none is withheld,
	// totals can be shown that are rounded as they are, or sums of these.
	WithholdTotals bool
}

// Apply returns t without what would tell a count from 1 to o.AtMost. t is not changed. The package
// documentation has the rule, and what it does not protect against.
//
// The error wraps [rri.ErrOption], [rri.ErrCount], [rri.ErrBaseline], [rri.ErrMethod] for a base
// with [rri.Exact] of proportions, or [rri.ErrDerived] for a table that is not a function of its
// counts: its figures can tell more than they.
func Apply[G cmp.Ordered, M rri.Measure](t rri.Table[G, M], o Options[G]) (Result[G, M], error) {
	if err := check(t, o); err != nil {
		return Result[G, M]{}, fmt.Errorf("suppress: %w", err)
	}
	cells, totals := withheld(t, o)
	result := Result[G, M]{Table: t, WithholdTotals: !totals && !o.NoTotals}
	blind := cells[place(t, t.Baseline)].events.hidden // whether the baseline is withheld
	if o.Base > 1 {
		var err error
		if result.Table, err = rounded(t, o, cells, blind); err != nil {
			return Result[G, M]{}, err
		}
	}
	result.Table.Rows = slices.Clone(result.Table.Rows)
	result.Table.Notes = append(slices.Clone(t.Notes), note(o.AtMost, o.grid()))
	for i := range result.Table.Rows {
		r := &result.Table.Rows[i]
		c := cells[i]
		if c.trials.hidden {
			result.HiddenExposure = append(result.HiddenExposure, r.Group)
		}
		if c.events.hidden {
			result.Hidden = append(result.Hidden, r.Group)
			var err error
			if r.Count, err = without(r.Count, c.trials.hidden); err != nil {
				return Result[G, M]{}, fmt.Errorf("suppress: group %s: %w", name(r.Group), err)
			}
			withhold(&r.Rate)
			r.Note = "" // it can tell the count
		}
		if c.events.hidden || blind {
			withhold(&r.Ratio)
			withhold(&r.Difference)
			withhold(&r.Excess)
		}
	}
	return result, nil
}

// check reports why the counts of t cannot be withheld by o, or nil.
func check[G cmp.Ordered, M rri.Measure](t rri.Table[G, M], o Options[G]) error {
	if err := o.validate(); err != nil {
		return err
	}
	if o.Base > 1 && t.Options.Method == rri.Exact && quantity.IsProportion[M]() {
		return fmt.Errorf("base %d with %s for proportions: %w: it would enumerate tables for every count that is rounded to what is shown; "+
			"choose another method",
			o.Base, rri.Exact, rri.ErrMethod)
	}
	if why := t.Derived(); why != "" {
		return fmt.Errorf("%s: %w: withhold counts before that", sheet.Clip(why), rri.ErrDerived)
	}
	if place(t, t.Baseline) < 0 {
		return fmt.Errorf("%s: %w", name(t.Baseline), rri.ErrBaseline)
	}
	if alpha := byEvents(t); o.Base > 1 && alpha > 0 {
		return fmt.Errorf("design effects of 1 + %.3g × events, as of a negative binomial, tell the counts that are rounded: %w: "+
			"leave Base at 0, or widen by a quasi-likelihood", alpha, rri.ErrOption)
	}
	for _, r := range t.Rows {
		if _, err := rri.Sum(r.Count); err != nil {
			return fmt.Errorf("group %s: %w", name(r.Group), err)
		}
		if r.Rate.Flags.Has(rri.Suppressed) {
			return fmt.Errorf("group %s is withheld already: %w: start from the whole table", name(r.Group), rri.ErrCount)
		}
	}
	return nil
}

// validate reports numbers out of range, and choices that do not go together, or nil.
func (o Options[G]) validate() error {
	switch alone := o.AtMost == 0 && o.Base > 1; {
	case !alone && (o.AtMost < 2 || o.AtMost > 1000):
		return fmt.Errorf("counts of at most %d: %w: want 2 to 1000, or 0 with a base to round by", o.AtMost, rri.ErrOption)
	case alone && (len(o.Hide) > 0 || len(o.HideExposure) > 0):
		return fmt.Errorf("counts of at most 0: %w: groups to withhold want 2 to 1000", rri.ErrOption)
	case o.Base < 0 || o.Base > rri.MaxCount:
		return fmt.Errorf("base %d: %w: want 0 to 2^53", o.Base, rri.ErrOption)
	case o.Midpoints && o.Base == 0:
		return fmt.Errorf("midpoints without a base: %w: give the base too, as 6", rri.ErrOption)
	}
	return nil
}

// withheld returns the counts of t in the order of its rows, each with whether it is withheld, and
// whether the totals of the columns can be known.
func withheld[G cmp.Ordered, M rri.Measure](t rri.Table[G, M], o Options[G]) (cells []cell, totals bool) {
	rows := make([]int, len(t.Rows)) // in the order of the groups
	for i := range rows {
		rows[i] = i
	}
	slices.SortStableFunc(rows, func(i, j int) int { return cmp.Compare(t.Rows[i].Group, t.Rows[j].Group) })
	p := plan{k: o.AtMost, totals: !o.NoTotals}
	hide, hideExposure := among(o.Hide), among(o.HideExposure)
	for _, i := range rows {
		r := t.Rows[i]
		c := newCell(r.Count)
		c.isBaseline = r.Group == t.Baseline
		c.trials.wished = c.binomial && hideExposure[r.Group]
		c.events.wished = hide[r.Group] || hideExposure[r.Group]
		p.cells = append(p.cells, c)
	}
	if p.k == 0 {
		p.totals = false // beside rounded counts an exact total tells more than they do
	} else {
		p.primary()
		p.secondary()
	}
	cells = make([]cell, len(rows))
	for j, i := range rows {
		cells[i] = p.cells[j]
	}
	return cells, p.totals
}

// among returns a set of the groups.
func among[G cmp.Ordered](groups []G) map[G]bool {
	set := make(map[G]bool, len(groups))
	for _, g := range groups {
		set[g] = true
	}
	return set
}

// byEvents returns α where the design effect of every count is 1 + α × events, so that it tells
// them, and 0 elsewhere. Of one count with events it cannot be seen.
func byEvents[G cmp.Ordered, M rri.Measure](t rri.Table[G, M]) float64 {
	var first float64
	counts := make(map[int64]bool)
	for _, r := range t.Rows {
		events, _, d := r.Count.Counts()
		if events == 0 {
			if d != 1 {
				return 0
			}
			continue
		}
		alpha := (d - 1) / float64(events)
		if len(counts) == 0 {
			first = alpha
		}
		if math.Abs(alpha-first) > 1e-9*math.Abs(first) {
			return 0
		}
		counts[events] = true
	}
	if len(counts) < 2 {
		return 0
	}
	return first
}

// name returns the name of a group for an error text.
func name[G cmp.Ordered](g G) string { return strconv.Quote(sheet.Clip(fmt.Sprint(g))) }

// note is the rule in the words of a footnote.
func note(k int64, g grid) string {
	if k == 0 {
		return "counts are " + g.rule() + ", and intervals and p-values hold for every count that they stand for; a zero is a zero"
	}
	text := fmt.Sprintf("counts of 1 to %d are withheld, and other figures from which they would follow; a zero is a zero", k)
	if g.base > 1 {
		text += fmt.Sprintf("; other counts are %s, and intervals and p-values hold for every count that they stand for", g.rule())
	}
	return text
}

// withhold blanks every number of e, and the flags, which speak of small counts.
func withhold(e *rri.Estimate) {
	if !e.Computed() {
		e.Flags = rri.Suppressed
		return
	}
	nan := math.NaN()
	*e = rri.Estimate{Value: nan, Lower: nan, Upper: nan, P: nan, Level: e.Level, Method: e.Method, Flags: rri.Suppressed}
}

// without returns m without its events, and without its trials if asked. A population is no count
// of the table, and stays. A design effect goes with the events: where it is 1 + α × events, as of
// package dispersion, it tells them.
func without[M rri.Measure](m M, trials bool) (M, error) {
	_, exposure, _ := m.Counts()
	if trials && m.IsProportion() {
		exposure = 0
	}
	return rri.MeasureOf[M](0, exposure, 1)
}

func place[G cmp.Ordered, M rri.Measure](t rri.Table[G, M], g G) int {
	return slices.IndexFunc(t.Rows, func(r rri.Row[G, M]) bool { return r.Group == g })
}
