package dispersion

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// Result is an estimate with an interval that allows for overdispersion.
type Result struct {
	Estimate   rri.Estimate `json:"estimate"`   // its Method is rri.Wald
	Dispersion Dispersion   `json:"dispersion"` // as it was given
	Applied    float64      `json:"applied"`    // the variance over that without overdispersion: φ for Quasi; 1 where nothing was widened
}

// Note says in a line, for people, what was applied and how large it is.
func (r Result) Note() string { return r.Dispersion.note(r.Applied) }

// note describes d; applied is the ratio of variances, NaN if it differs between the figures it is said of.
func (d Dispersion) note(applied float64) string {
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

// Of returns one rate or proportion as [rri.Of] does by [rri.Wald], with the variance of d. o.Method is not read.
//
// The error wraps [rri.ErrCount], or [rri.ErrOption] for an option or a dispersion that makes no sense.
func Of[M rri.Measure](m M, d Dispersion, o rri.Options) (Result, error) {
	r, err := plain[M](d, o, func(o rri.Options) (rri.Estimate, error) { return rri.Of(m, o) })
	if err != nil {
		return Result{}, err
	}
	narrow, wide := variances(m, d)
	return r.linear(narrow, wide, o.Null, o.Side, 0, highest[M]()), nil
}

// Difference returns the rate or proportion of the group less that of the baseline as [rri.Difference] does by [rri.Wald], with the variance of d. o.Method is not read.
//
// The error wraps [rri.ErrCount], or [rri.ErrOption] for an option or a dispersion that makes no sense.
func Difference[M rri.Measure](group, baseline M, d Dispersion, o rri.Options) (Result, error) {
	r, err := plain[M](d, o, func(o rri.Options) (rri.Estimate, error) { return rri.Difference(group, baseline, o) })
	if err != nil {
		return Result{}, err
	}
	narrow1, wide1 := variances(group, d)
	narrow0, wide0 := variances(baseline, d)
	return r.linear(narrow1+narrow0, wide1+wide0, o.Null, o.Side, -highest[M](), highest[M]()), nil
}

// Ratio returns the ratio of the group to the baseline as [rri.Ratio] does by [rri.Wald], with the variance of d on the log scale. o.Method is not read. With no events in a group the
// limits are 0 and +Inf, as they are by rri.Wald.
//
// The error wraps [rri.ErrCount], or [rri.ErrOption] for an option or a dispersion that makes no sense.
func Ratio[M rri.Measure](group, baseline M, d Dispersion, o rri.Options) (Result, error) {
	r, err := plain[M](d, o, func(o rri.Options) (rri.Estimate, error) { return rri.Ratio(group, baseline, o) })
	if err != nil {
		return Result{}, err
	}
	e := &r.Estimate
	if !(e.Value > 0) || math.IsInf(e.Value, 1) {
		return r, nil
	}
	// The variance of the logarithm of a rate is that of the rate over its square.
	narrow1, wide1 := variances(group, d)
	narrow0, wide0 := variances(baseline, d)
	r1, r0 := rate(group), rate(baseline)
	narrow, wide := narrow1/r1/r1+narrow0/r0/r0, wide1/r1/r1+wide0/r0/r0
	if narrow == 0 { // every trial of both groups was an event
		return r, nil
	}
	r.Applied = wide / narrow
	t := d.quantile(beyond(e.Level, o.Side))
	factor := math.Exp(t * math.Sqrt(wide))
	setLimits(e, e.Value/factor, e.Value*factor, o.Side, 0, math.Inf(1))
	z := math.Log(e.Value/cmp.Or(o.Null, 1)) / math.Sqrt(wide)
	e.P = d.pValue(z, o.Side)
	return r, nil
}

// plain returns the result without overdispersion.
func plain[M rri.Measure](d Dispersion, o rri.Options, estimate func(rri.Options) (rri.Estimate, error)) (Result, error) {
	if err := validate[M](d); err != nil {
		return Result{}, fmt.Errorf("dispersion: %w", err)
	}
	o.Method = rri.Wald
	e, err := estimate(o)
	if err != nil {
		return Result{}, fmt.Errorf("dispersion: %w", err)
	}
	r := Result{Estimate: e, Dispersion: d, Applied: 1}
	if d.Model == Quasi {
		r.Applied = d.factor()
	}
	return r, nil
}

// linear returns the result with the limits Value ± t √wide, where narrow is the variance without overdispersion. Without any variance it stays as rri has it.
func (r Result) linear(narrow, wide, null float64, side rri.Side, lowest, highest float64) Result {
	if !(narrow > 0) {
		return r
	}
	r.Applied = wide / narrow
	e := &r.Estimate
	se := math.Sqrt(wide)
	half := r.Dispersion.quantile(beyond(e.Level, side)) * se
	setLimits(e, e.Value-half, e.Value+half, side, lowest, highest)
	if !math.IsNaN(e.P) {
		e.P = r.Dispersion.pValue((e.Value-null)/se, side)
	}
	return r
}

// setLimits sets the limits of e that side asks for, cut to the range of its quantity, with their flags.
func setLimits(e *rri.Estimate, lower, upper float64, side rri.Side, lowest, highest float64) {
	e.Flags &^= rri.Clipped | rri.Unbounded
	switch side {
	case rri.LowerOnly:
		upper = highest
	case rri.UpperOnly:
		lower = lowest
	}
	if lower < lowest || upper > highest {
		e.Flags |= rri.Clipped
	}
	e.Lower, e.Upper = max(lower, lowest), min(upper, highest)
	if math.IsInf(e.Upper, 1) && side != rri.LowerOnly {
		e.Flags |= rri.Unbounded
	}
}

// beyond returns the probability beyond each limit.
func beyond(level float64, side rri.Side) float64 {
	if side == rri.TwoSided {
		return (1 - level) / 2
	}
	return 1 - level
}

// rate returns events per exposure.
func rate[M rri.Measure](m M) float64 {
	switch m := any(m).(type) {
	case rri.Rate:
		return float64(m.Events) / m.Population
	case rri.Proportion:
		return float64(m.Events) / float64(m.Trials)
	}
	return math.NaN()
}

// highest returns the largest value that a rate or a proportion can have.
func highest[M rri.Measure]() float64 {
	var m M
	if _, proportion := any(m).(rri.Proportion); proportion {
		return 1
	}
	return math.Inf(1)
}

// variances returns the variance of the rate of m without and with the dispersion; NaN without exposure.
func variances[M rri.Measure](m M, d Dispersion) (narrow, wide float64) {
	switch m := any(m).(type) {
	case rri.Rate:
		a := float64(m.Events)
		narrow = a / m.Population / m.Population
		if d.Model == NegativeBinomial {
			return narrow, narrow * (1 + d.alpha()*a)
		}
	case rri.Proportion:
		a, n := float64(m.Events), float64(m.Trials)
		narrow = a / n * ((n - a) / n) / n
	}
	return narrow, narrow * d.factor()
}

// student tells whether an estimated variance is applied, so that its own uncertainty counts.
func (d Dispersion) student() bool {
	if d.Model == Quasi {
		return d.DF > 0 && (d.Value > 1 || d.Narrow)
	}
	return d.DF > 0 && d.Value > 0
}

// quantile returns t with probability p, at most ½, above it: of Student's t if an estimated dispersion is applied, of the normal distribution if not.
func (d Dispersion) quantile(p float64) float64 {
	switch {
	case p == 0.5:
		return 0
	case !d.student():
		return tail.NormalQuantile(p)
	}
	// P(|T| > t) = I_x(df/2, 1/2) at x = df/(df+t²).
	df := float64(d.DF)
	return math.Sqrt(df * math.Exp(-tail.BetaLogit(df/2, 0.5, 2*p, false)))
}

// above returns the probability above z, which may be of either sign.
func (d Dispersion) above(z float64) float64 {
	switch {
	case !d.student():
		return tail.NormalUpper(z)
	case math.Abs(z) < 1e-150: // z² would underflow
		return 0.5
	case math.Abs(z) > 1e150: // z² would overflow
		return max(0, math.Copysign(1, -z))
	}
	df := float64(d.DF)
	outside, inside := tail.Beta(df/2, 0.5, df, z*z)
	if z > 0 {
		return outside / 2
	}
	return 0.5 + inside/2
}

// pValue returns the p-value of a statistic that is positive where the estimate is above the null value.
func (d Dispersion) pValue(z float64, side rri.Side) float64 {
	less, greater := d.above(-z), d.above(z)
	switch side {
	case rri.LowerOnly:
		return greater
	case rri.UpperOnly:
		return less
	}
	return min(1, 2*min(less, greater))
}

var errSuppressed = errors.New("a figure is suppressed: allow for overdispersion first, suppress afterwards")

// Widen returns the table with the variance of d in every interval and p-value: the rates by [Of], the ratios by [Ratio], the differences and excesses by [Difference]. Its method
// is [rri.Wald], and its definition says what was applied, so that text, Markdown, CSV and JSON all carry it.
//
// It is an error if a row is suppressed, and wherever Of, Ratio and Difference have one; it names the group.
func Widen[G cmp.Ordered, M rri.Measure](t rri.Table[G, M], d Dispersion) (rri.Table[G, M], error) {
	var baseline M
	for _, row := range t.Rows {
		if row.Rate.Flags.Has(rri.Suppressed) {
			return rri.Table[G, M]{}, fmt.Errorf("dispersion: group %q: %w", fmt.Sprint(row.Group), errSuppressed)
		}
		if row.Group == t.Baseline {
			baseline = row.Count
		}
	}
	t.Options.Method = rri.Wald
	applied := math.NaN() // α widens each figure by its own factor
	if d.Model == Quasi {
		applied = d.factor()
	}
	note := d.note(applied)
	if t.Definition != "" {
		note = strings.TrimRight(t.Definition, ".") + "; " + note
	}
	t.Definition = note
	t.Rows = slices.Clone(t.Rows)
	for i := range t.Rows {
		row := &t.Rows[i]
		if err := widenRow(row, row.Group == t.Baseline, baseline, d, t.Options); err != nil {
			return rri.Table[G, M]{}, fmt.Errorf("%w (group %q)", err, fmt.Sprint(row.Group))
		}
	}
	return t, nil
}

// widenRow widens the estimates of a row; that of the baseline has its rate alone.
func widenRow[G cmp.Ordered, M rri.Measure](row *rri.Row[G, M], isBaseline bool, baseline M, d Dispersion, o rri.Options) error {
	ratio := o // its null value is of the ratio alone
	o.Null = 0
	r, err := Of(row.Count, d, o)
	if err != nil {
		return err
	}
	row.Rate = r.Estimate
	if isBaseline {
		row.Ratio.Method, row.Difference.Method, row.Excess.Method = rri.Wald, rri.Wald, rri.Wald
		return nil
	}
	if r, err = Ratio(row.Count, baseline, d, ratio); err != nil {
		return err
	}
	row.Ratio = r.Estimate
	if r, err = Difference(row.Count, baseline, d, o); err != nil {
		return err
	}
	row.Difference = r.Estimate
	row.Excess = r.Estimate
	var exposure float64
	switch m := any(row.Count).(type) {
	case rri.Rate:
		exposure = m.Population
	case rri.Proportion:
		exposure = float64(m.Trials)
	}
	row.Excess.Value *= exposure
	row.Excess.Lower *= exposure
	row.Excess.Upper *= exposure
	return nil
}
