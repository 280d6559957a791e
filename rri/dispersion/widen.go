package dispersion

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/seed-549880be/disparity/rri"
)

// ErrDesignEffect means that a count has a design effect already. What a dispersion adds to it is
// not known: give one of the two. Compare with [errors.Is].
var ErrDesignEffect = errors.New("count with a design effect of its own")

// Result is an estimate with an interval that allows for overdispersion.
type Result struct {
	Estimate   rri.Estimate `json:"estimate"`
	Dispersion Dispersion   `json:"dispersion"` // as it was given
	// the variance over that without overdispersion; 1 where nothing was widened
	Applied float64 `json:"applied"`
}

// Note says in a line, for people, what was applied and how large it is. "Standard error × 1.41" is
// said of the model, whose variance is twice as large then: by [rri.Wald] the interval is wider by
// just that, and by the other families by about as much.
func (r Result) Note() string { return r.Dispersion.note(r.Applied) }

// note describes d; applied is the ratio of variances, NaN if it differs between the figures it is
// said of.
func (d Dispersion) note(applied float64) string {
	if d == (Dispersion{}) {
		return "no allowance for overdispersion (none was given)"
	}
	var b strings.Builder
	name, symbol := "quasi-likelihood", "φ"
	if d.Model == NegativeBinomial {
		name, symbol = "negative binomial", "α"
	}
	switch {
	case d.Model == Quasi && d.Value < 1 && !d.Narrow:
		fmt.Fprintf(&b, "no allowance for overdispersion (%s, %s = %.3g is below 1", name, symbol, d.Value)
	case applied == 1:
		fmt.Fprintf(&b, "no allowance for overdispersion (%s, %s = %.3g", name, symbol, d.Value)
	case math.IsNaN(applied):
		fmt.Fprintf(&b, "intervals allow for overdispersion (%s, %s = %.3g", name, symbol, d.Value)
	case applied < 1:
		fmt.Fprintf(&b, "standard error × %.3g for underdispersion (%s, %s = %.3g", math.Sqrt(applied), name, symbol, d.Value)
	default:
		fmt.Fprintf(&b, "standard error × %.3g for overdispersion (%s, %s = %.3g", math.Sqrt(applied), name, symbol, d.Value)
	}
	if d.DF > 0 {
		fmt.Fprintf(&b, ", estimated from %d cells with %d degrees of freedom", d.Cells, d.DF)
		if d.Sparse > 0 {
			fmt.Fprintf(&b, ", %d of them expecting fewer than %d", d.Sparse, SparseBelow)
		}
	} else {
		b.WriteString(", given")
	}
	b.WriteString(")")
	return b.String()
}

// Of returns one rate or proportion as [rri.Of] does, with the dispersion as the design effect of
// m.
//
// The error wraps [rri.ErrCount], [ErrDesignEffect], [rri.ErrMethod], or [rri.ErrOption] for an
// option or a dispersion that makes no sense.
func Of[M rri.Measure](m M, d Dispersion, o rri.Options) (Result, error) {
	inflated, err := widen(m, d)
	if err != nil {
		return Result{}, fmt.Errorf("dispersion: %w", err)
	}
	e, err := rri.Of(inflated, d.options(o))
	if err != nil {
		return Result{}, fmt.Errorf("dispersion: %w", err)
	}
	_, _, applied := inflated.Counts()
	return Result{e, d, applied}, nil
}

// Ratio returns the ratio of the group to the baseline as [rri.Ratio] does, with the dispersion as
// the design effect of both. The error is as that of [Of].
func Ratio[M rri.Measure](group, baseline M, d Dispersion, o rri.Options) (Result, error) {
	// The variance of the logarithm of a rate is 1/events: with α, Applied is over both groups.
	return compare(group, baseline, d, o, rri.Ratio[M], func(events, _ float64) float64 { return 1 / events })
}

// Difference returns the rate or proportion of the group less that of the baseline as
// [rri.Difference] does, with the dispersion as the design effect of both. The error is as that of
// [Of].
func Difference[M rri.Measure](group, baseline M, d Dispersion, o rri.Options) (Result, error) {
	return compare(group, baseline, d, o, rri.Difference[M], func(events, exposure float64) float64 { return events / exposure / exposure })
}

// compare returns an estimate of two groups. variance is that of one group's part of it, by the
// Poisson model, from which Applied follows where the two have different design effects.
func compare[M rri.Measure](group, baseline M, d Dispersion, o rri.Options, estimate func(group, baseline M, o rri.Options) (rri.Estimate, error),
	variance func(events, exposure float64) float64) (Result, error) {
	group, err := widen(group, d)
	if err != nil {
		return Result{}, fmt.Errorf("dispersion: group: %w", err)
	}
	baseline, err = widen(baseline, d)
	if err != nil {
		return Result{}, fmt.Errorf("dispersion: baseline: %w", err)
	}
	e, err := estimate(group, baseline, d.options(o))
	if err != nil {
		return Result{}, fmt.Errorf("dispersion: %w", err)
	}
	a, n, dGroup := group.Counts()
	b, m, dBaseline := baseline.Counts()
	applied := dGroup
	if dGroup != dBaseline {
		v, w := variance(float64(a), n), variance(float64(b), m)
		applied = (v*dGroup + w*dBaseline) / (v + w)
		if math.IsNaN(applied) { // no events: the larger design effect is all that is known
			applied = max(dGroup, dBaseline)
		}
	}
	return Result{e, d, applied}, nil
}

// Widen returns the table with the dispersion as the design effect of every count, computed anew by
// its own method and options: see [rri.Table.Recompute]. Its definition says what was applied, so
// that text, Markdown, CSV and JSON all carry it; the counts carry the design effects, so that
// nothing that is made of the table loses them.
//
// It is an error if a row is suppressed or the table is derived ([rri.ErrDerived]), if a count has
// a design effect already ([ErrDesignEffect]), and wherever [rri.Compare] has one.
func Widen[G cmp.Ordered, M rri.Measure](t rri.Table[G, M], d Dispersion) (rri.Table[G, M], error) {
	for _, row := range t.Rows {
		if _, err := widen(row.Count, d); err != nil {
			return rri.Table[G, M]{}, fmt.Errorf("dispersion: group %q: %w", fmt.Sprint(row.Group), err)
		}
	}
	if err := validate[M](d); err != nil { // of a table without rows
		return rri.Table[G, M]{}, fmt.Errorf("dispersion: %w", err)
	}
	t, err := t.Recompute(d.options(t.Options), func(_ G, m M) M {
		m, _ = widen(m, d) // it gave no error above
		return m
	})
	if err != nil {
		return rri.Table[G, M]{}, fmt.Errorf("dispersion: %w", err)
	}
	applied := math.NaN() // α widens each figure by its own factor
	if d.Model == Quasi {
		applied = d.factor()
	}
	note := d.note(applied)
	if t.Definition != "" {
		note = strings.TrimRight(t.Definition, ".") + "; " + note
	}
	t.Definition = note
	return t, nil
}

// widen returns m with the design effect that d gives it.
func widen[M rri.Measure](m M, d Dispersion) (M, error) {
	if err := validate[M](d); err != nil {
		return m, err
	}
	events, _, own := m.Counts()
	if own != 1 {
		return m, fmt.Errorf("design effect %v: %w: give that or a dispersion, not both", own, ErrDesignEffect)
	}
	effect := d.factor()
	if d.Model == NegativeBinomial {
		effect = 1 + d.alpha()*float64(events)
	}
	return rri.WithDesignEffect(m, effect), nil
}

// options returns o with the degrees of freedom of d, where it was estimated and is applied: the
// estimate has an error of its own. Of those in o and in d the fewer count.
func (d Dispersion) options(o rri.Options) rri.Options {
	applied := d.Value > 1 || d.Narrow
	if d.Model == NegativeBinomial {
		applied = d.Value > 0
	}
	if df := float64(d.DF); applied && df > 0 && (o.DegreesOfFreedom == 0 || df < o.DegreesOfFreedom) {
		o.DegreesOfFreedom = df
	}
	return o
}
