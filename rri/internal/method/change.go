package method

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/score"
)

// The change of a ratio: that of a period after over that of one before, from four counts.

// Change has the effective counts of two comparisons that have nothing in common. Every exposure is
// positive.
type Change struct{ After, Before quantity.Counts }

// Plain returns the ratio after over that before; NaN for 0/0.
func (c Change) Plain() float64 {
	if c.undefined() {
		return math.NaN()
	}
	return (c.After.A / c.After.N) / (c.After.B / c.After.M) / ((c.Before.A / c.Before.N) / (c.Before.B / c.Before.M))
}

// undefined reports whether the events leave no ratio, or say nothing of how it changed: where two
// that stand for one and the other side of the quotient are 0.
func (c Change) undefined() bool {
	return c.empty() && c.full()
}

// empty reports whether the change is 0 if it is anything, and full whether it is infinite.
func (c Change) empty() bool { return c.After.A == 0 || c.Before.B == 0 }
func (c Change) full() bool  { return c.After.B == 0 || c.Before.A == 0 }

// ChangeForm is what a family has for the change of a ratio: see [Form].
type ChangeForm struct {
	Limits func(c Change, l Confidence) Interval
	Test   func(c Change, null float64) (less, greater float64)

	// Limited returns an error for counts of a size that would take too long. It is nil where no
	// size does.
	Limited func(c Change) error

	// Enumerates is as in [Form].
	Enumerates bool
}

// ChangeOf returns what f has for the change of q, a ratio; nil if it has none. It has one where it
// has the ratio, but for the unconditional intervals of two proportions.
func (f *Family) ChangeOf(q quantity.Quantity) *ChangeForm {
	for i := range changes {
		if row := &changes[i]; row.family == f.Name {
			form := &row.proportions
			if q == quantity.RatioOfRates {
				form = &row.rates
			}
			if form.Limits == nil {
				return nil
			}
			return form
		}
	}
	return nil
}

// changes is the table of the families that have the change of a ratio.
var changes = [...]struct {
	family             string
	proportions, rates ChangeForm
}{
	{"scas", contrastOf(false, score.Variant{Unbiased: true, Skewness: true}), contrastOf(true, score.Variant{Skewness: true})},
	{"score", contrastOf(false, score.Variant{}), contrastOf(true, score.Variant{})},
	{"wald", logChange(false, 0), logChange(true, 0)},
	{"exact", ChangeForm{}, conditionalChange(false)},
	{"midp", ChangeForm{}, conditionalChange(true)},
	{"jeffreys", moverChange(jeffreysRatio(false)), moverChange(jeffreysRatio(true))},
	{"miettinen-nurminen", contrastOf(false, score.Variant{Unbiased: true}), ChangeForm{}},
	{"adjusted-log", logChange(false, 0.5), logChange(true, 0.5)},
	{"mover-wilson", moverChange(moverRatioByScore(false)), moverChange(moverRatioByScore(true))},
}

// contrastOf is the score of the contrast of four counts: see [score.Contrast].
func contrastOf(rates bool, v score.Variant) ChangeForm {
	return ChangeForm{
		Limits: func(c Change, l Confidence) (i Interval) {
			if c.undefined() {
				return Interval{Lower: 0, Upper: math.Inf(1)}
			}
			contrast := score.NewContrast(rates, c.After, c.Before)
			s := score.NewContrastScore(&contrast, v, c.empty(), c.full())
			i.Lower, i.Upper, i.Cut = s.Limits(l.Z)
			return i
		},
		Test: func(c Change, null float64) (less, greater float64) {
			if c.undefined() {
				return 1, 1
			}
			contrast := score.NewContrast(rates, c.After, c.Before)
			s := score.NewContrastScore(&contrast, v, c.empty(), c.full())
			return NormalTest(s.Statistic(null))
		},
	}
}

// logChange is the logarithm of the change with the sum of the variances of the four logarithms,
// after adding something to the counts as in the families of one ratio: Woolf 1955 for rates, and
// Gart 1966 with one half.
func logChange(rates bool, add float64) ChangeForm {
	parts := func(c Change) (ratio, deviation float64) {
		variance := func(c quantity.Counts) float64 {
			if rates {
				return 1/c.A + 1/c.B
			}
			e := katzErrorWith(c, c.N-c.A, c.M-c.B)
			return e * e
		}
		after, before := c.After, c.Before
		if add > 0 {
			plus := func(c quantity.Counts) quantity.Counts { return quantity.CountsOf(c.A+add, c.N, c.B+add, c.M) }
			if !rates {
				plus = quantity.Counts.AddHalf
			}
			after, before = plus(after), plus(before)
		}
		return Change{after, before}.Plain(), math.Sqrt(variance(after) + variance(before))
	}
	return ChangeForm{
		Limits: func(c Change, l Confidence) Interval {
			ratio, deviation := parts(c)
			return logSymmetric(ratio, l.Z*deviation)
		},
		Test: func(c Change, null float64) (less, greater float64) {
			ratio, deviation := parts(c)
			if math.IsInf(deviation, 1) {
				return 1, 1
			}
			return NormalTest(math.Log(ratio/null) / deviation)
		},
	}
}

// conditionalChange is exact, or mid-P: given the events of both periods, and of both the group and
// the baseline, those of the group after are noncentral hypergeometric, with the change of the
// ratio times that of the exposures as their odds ratio.
func conditionalChange(midP bool) ChangeForm {
	form := oddsRatioByTail(midP)
	table := func(c Change) (events quantity.Counts, scale float64) {
		events = quantity.CountsOf(c.After.A, c.After.A+c.After.B, c.Before.A, c.Before.A+c.Before.B)
		return events, c.After.M / c.After.N / (c.Before.M / c.Before.N)
	}
	return ChangeForm{
		Limits: func(c Change, l Confidence) Interval {
			if c.undefined() {
				return Interval{Lower: 0, Upper: math.Inf(1)}
			}
			events, scale := table(c)
			i := form.Limits(events, l)
			return Interval{Lower: i.Lower * scale, Upper: i.Upper * scale}
		},
		Test: func(c Change, null float64) (less, greater float64) {
			if c.undefined() {
				return 1, 1
			}
			events, scale := table(c)
			return form.Test(events, null/scale)
		},
		Limited: func(c Change) error {
			events, _ := table(c)
			if size := conditionalSize(events); size > MaxConditionalTotal {
				return refuseConditional(size)
			}
			return nil
		},
		Enumerates: true,
	}
}

// moverChange combines the intervals of the two ratios, by one family, on the scale of logarithms.
func moverChange(form Form) ChangeForm {
	return ChangeForm{
		Limits: func(c Change, l Confidence) Interval {
			p := newChangeParts(form, c).at(l)
			if math.IsNaN(p.Value) || math.IsInf(p.Value, 0) {
				return Interval{Lower: 0, Upper: math.Inf(1)}
			}
			lower, upper := p.Limits()
			return Interval{Lower: lower, Upper: upper}
		},
		Test: func(c Change, null float64) (less, greater float64) {
			parts := newChangeParts(form, c)
			if math.IsNaN(parts.after) || math.IsNaN(parts.before) {
				return 1, 1
			}
			return ProductTest(null, parts.at)
		},
	}
}

// changeParts are two ratios by one family. The middle of each is its limit at the level 0, the
// plain ratio or that of medians, and does not depend on the level, so that tests take it once.
type changeParts struct {
	form          Form
	c             Change
	after, before float64
}

func newChangeParts(form Form, c Change) changeParts {
	middle := func(c quantity.Counts) float64 { return form.Limits(c, Confidence{0.5, 0}).Lower }
	return changeParts{form, c, middle(c.After), middle(c.Before)}
}

// at returns the part of the change.
func (p changeParts) at(l Confidence) LogPart {
	after, before := p.form.Limits(p.c.After, l), p.form.Limits(p.c.Before, l)
	a := NewLogPart(p.after, after.Lower, after.Upper)
	b := NewLogPart(p.before, before.Lower, before.Upper).Inverse()
	return LogPart{a.Value + b.Value, math.Hypot(a.Below, b.Below), math.Hypot(a.Above, b.Above)}
}
