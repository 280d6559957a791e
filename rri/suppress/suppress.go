package suppress

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
)

// Options says what is withheld. G is the type of the groups of the table.
type Options[G cmp.Ordered] struct {
	// AtMost is k, the largest count that is withheld, from 2 to 1000. To hide 1 alone would be to tell it.
	AtMost int64

	// Base rounds the counts that are shown to its multiples. 0 and 1 leave them as they are.
	Base int64

	// Hide names groups whose events are withheld whatever they are, because counts from which they would follow are withheld elsewhere. Groups that the table
	// does not have do nothing.
	Hide []G

	// HideExposure is as Hide, for the trials and the events of a table of proportions; of a table of rates, for the events alone.
	HideExposure []G

	// NoTotals says that the totals of the columns are known to nobody, so that nothing is withheld for them.
	NoTotals bool
}

// Result is a table that can be shown, and what that took.
type Result[G cmp.Ordered, M rri.Measure] struct {
	Table rri.Table[G, M]

	// Hidden are the groups whose events are withheld, in the order of the rows.
	Hidden []G

	// HiddenExposure are the groups of a table of proportions whose trials are withheld too.
	HiddenExposure []G

	// WithholdTotals says that the totals of this table must not be shown anywhere: with them a count would follow, whatever is withheld.
	WithholdTotals bool
}

// Apply returns t without what would tell a count from 1 to o.AtMost. t is not changed. The package documentation has the rule, and what it does not protect against.
//
// The error wraps [rri.ErrOption], [rri.ErrCount] or [rri.ErrBaseline].
func Apply[G cmp.Ordered, M rri.Measure](t rri.Table[G, M], o Options[G]) (Result[G, M], error) {
	if o.AtMost < 2 || o.AtMost > 1000 {
		return Result[G, M]{}, fmt.Errorf("suppress: counts of at most %d: %w: want 2 to 1000", o.AtMost, rri.ErrOption)
	}
	if o.Base < 0 || o.Base > rri.MaxCount {
		return Result[G, M]{}, fmt.Errorf("suppress: base %d: %w: want 0 or more", o.Base, rri.ErrOption)
	}
	if !slices.ContainsFunc(t.Rows, func(r rri.Row[G, M]) bool { return r.Group == t.Baseline }) {
		return Result[G, M]{}, fmt.Errorf("suppress: %v: %w", t.Baseline, rri.ErrBaseline)
	}
	p := plan{k: o.AtMost, totals: !o.NoTotals, cells: make([]cell, len(t.Rows))}
	for i, r := range t.Rows {
		if _, err := rri.Of(r.Count, rri.Options{}); err != nil {
			return Result[G, M]{}, fmt.Errorf("suppress: group %v: %w", r.Group, err)
		}
		p.cells[i] = newCell(r.Count)
		p.cells[i].last = r.Group == t.Baseline
		if slices.Contains(o.Hide, r.Group) {
			p.cells[i].events.hidden = true
		}
		if slices.Contains(o.HideExposure, r.Group) {
			p.cells[i].hideAll()
		}
		if r.Rate.Flags.Has(rri.Suppressed) {
			return Result[G, M]{}, fmt.Errorf("suppress: group %v is withheld already: %w: start from the whole table", r.Group, rri.ErrCount)
		}
	}
	p.primary()
	p.secondary()

	result := Result[G, M]{Table: t, WithholdTotals: !p.totals && !o.NoTotals}
	if o.Base > 1 {
		var err error
		if result.Table, err = rounded(t, o.Base); err != nil {
			return Result[G, M]{}, err
		}
	}
	result.Table.Rows = slices.Clone(result.Table.Rows)
	result.Table.Notes = append(slices.Clone(t.Notes), note(o.AtMost, o.Base))
	blind := false // whether the baseline is withheld
	for i, r := range t.Rows {
		blind = blind || r.Group == t.Baseline && p.cells[i].events.hidden
	}
	for i := range result.Table.Rows {
		r := &result.Table.Rows[i]
		c := p.cells[i]
		if c.trials.hidden {
			result.HiddenExposure = append(result.HiddenExposure, r.Group)
		}
		if c.events.hidden {
			result.Hidden = append(result.Hidden, r.Group)
			r.Count = without(r.Count, c.trials.hidden)
			withhold(&r.Rate)
		}
		if c.events.hidden || blind {
			withhold(&r.Ratio)
			withhold(&r.Difference)
			withhold(&r.Excess)
		}
	}
	return result, nil
}

// note is the rule in the words of a footnote.
func note(k, base int64) string {
	text := fmt.Sprintf("counts of 1 to %d are withheld, and other figures from which they would follow; a zero is a zero", k)
	if base > 1 {
		text += fmt.Sprintf("; other counts are rounded to multiples of %d, and the figures computed from these", base)
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

// without returns m without its events, and without its trials if asked. A population is no count of the table, and stays.
func without[M rri.Measure](m M, trials bool) M {
	switch m := any(&m).(type) {
	case *rri.Rate:
		m.Events = 0
	case *rri.Proportion:
		m.Events = 0
		if trials {
			m.Trials = 0
		}
	}
	return m
}

// rounded returns the table of the rounded counts.
func rounded[G cmp.Ordered, M rri.Measure](t rri.Table[G, M], base int64) (rri.Table[G, M], error) {
	counts := make(map[G]M, len(t.Rows))
	for _, r := range t.Rows {
		m := r.Count
		switch m := any(&m).(type) {
		case *rri.Rate:
			m.Events = round(m.Events, base)
		case *rri.Proportion:
			m.Events, m.Trials = round(m.Events, base), round(m.Trials, base)
		}
		counts[r.Group] = m
	}
	out, err := rri.Compare(t.Baseline, counts, t.Options)
	if err != nil {
		return out, fmt.Errorf("suppress: rounded to multiples of %d: %w", base, err)
	}
	out.Measure, out.Definition, out.Events, out.Exposure, out.Per = t.Measure, t.Definition, t.Events, t.Exposure, t.Per
	slices.SortStableFunc(out.Rows, func(a, b rri.Row[G, M]) int { return cmp.Compare(place(t, a.Group), place(t, b.Group)) })
	return out, nil
}

func place[G cmp.Ordered, M rri.Measure](t rri.Table[G, M], g G) int {
	return slices.IndexFunc(t.Rows, func(r rri.Row[G, M]) bool { return r.Group == g })
}

// round returns the multiple of base next to n, the upper of two; at least base unless n is 0.
func round(n, base int64) int64 {
	if n == 0 {
		return 0
	}
	quotient, rest := n/base, n%base
	if rest >= base-rest {
		quotient++
	}
	return max(1, quotient) * base
}
