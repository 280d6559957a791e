package peers

import (
	"cmp"
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/score"
	"github.com/seed-549880be/disparity/rri/strata"
	"github.com/seed-549880be/disparity/rri/trend"
)

// The tails beyond each of the inner limits of a funnel, and of the outer ones: 95 and 99.8 %.
const (
	innerTail = 0.025
	outerTail = 0.001
)

// What [Funnel.Source] says of a target.
const (
	targetOfAll = "all units together"
	targetGiven = "as given"
)

// funnelOf sets the funnel of a comparison, and the positions of its rows.
func funnelOf[G cmp.Ordered, M rri.Measure](c *Comparison[G], cells []cell[G, M], o Options) error {
	f := Funnel{Target: o.Target, Source: targetGiven, Dispersion: math.NaN(), Overdispersion: o.Overdispersion, Method: o.Method}
	if o.Target == 0 {
		f.Source = targetOfAll
		var err error
		if f.Target, err = together(cells, o); err != nil {
			return fmt.Errorf("funnel: %w", err)
		}
	}
	q := quantityOf[M](o.Quantity)
	if method.Families[f.Method].Enumerates(q) {
		f.Method = rri.SCAS
	}
	units := make([]funnelUnit, len(cells))
	for i, cell := range cells {
		units[i] = newFunnelUnit(q, cell)
	}
	if lowest, highest := q.Range(); !(f.Target > lowest && f.Target < highest) {
		if o.Target != 0 {
			return fmt.Errorf("funnel: target %v: %w: want a number above %v and below %v", o.Target, rri.ErrOption, lowest, highest)
		}
		for i := range c.Rows {
			c.Rows[i].Position = noPosition
		}
		c.Funnel = f
		return nil
	}
	f.disperse(units, o.Target != 0)
	t := f.test(q, o.DegreesOfFreedom)
	for i := range units {
		c.Rows[i].Position = t.position(&units[i])
	}
	c.Funnel = f
	return nil
}

// noPosition is that of every unit where there is no target that chance could leave.
var noPosition = Position{
	Size: math.NaN(), Z: math.NaN(), P: math.NaN(), Chance: math.NaN(),
	Inner: trend.Limits{Lower: math.NaN(), Upper: math.NaN()}, Outer: trend.Limits{Lower: math.NaN(), Upper: math.NaN()},
}

// quantityOf returns what is compared of M.
func quantityOf[M rri.Measure](q Quantity) quantity.Quantity {
	if q == Rate {
		return quantity.RateOf[M]()
	}
	return quantity.RatioOf[M]()
}

// together returns the value of all units together: of rates that of the sum of their counts, of
// indices that of Mantel and Haenszel 1959, in which each unit is compared within itself. It is
// NaN, 0 or infinite where the counts leave no other.
func together[G cmp.Ordered, M rri.Measure](cells []cell[G, M], o Options) (float64, error) {
	if o.Quantity == Index {
		pairs := make([]strata.Pair[M], len(cells))
		for i, cell := range cells {
			pairs[i] = strata.Pair[M]{Group: cell.group, Baseline: cell.baseline}
		}
		e, err := strata.Ratio(pairs, strata.Options{Method: strata.MantelHaenszel})
		return e.Value, err
	}
	counts := make([]M, len(cells))
	for i, cell := range cells {
		counts[i] = cell.group
	}
	sum, err := rri.Sum(counts...)
	if err != nil {
		return 0, err
	}
	events, exposure, _ := sum.Counts()
	return float64(events) / exposure, nil
}

// funnelUnit is what a funnel has of one unit: its effective counts, and its value.
type funnelUnit struct {
	q     quantity.Quantity
	c     quantity.Counts
	value float64
}

func newFunnelUnit[G cmp.Ordered, M rri.Measure](q quantity.Quantity, cell cell[G, M]) funnelUnit {
	c, d := quantity.FromMeasure(cell.group)
	if q.TwoGroups() {
		c, d = quantity.FromMeasures(cell.group, cell.baseline)
	}
	return funnelUnit{q, c.Effective(d), cell.value.Value}
}

// information returns the variance that chance gives the events of the group at the target, by the
// margins of the unit. 1 over it is the variance of the logarithm of the value, and of that of the
// odds of a proportion.
func (u *funnelUnit) information(target float64) float64 {
	c := u.c
	switch u.q {
	case quantity.Rate:
		return c.N * target
	case quantity.Proportion:
		return c.N * target * (1 - target)
	case quantity.RatioOfRates:
		share := target * c.N / (target*c.N + c.M)
		return (c.A + c.B) * share * (1 - share)
	}
	// the proportions that add up to all events, one being the target times the other; where all
	// trials are events one half of one is none
	highest := 1 - 0.5/(c.N+c.M)
	baseline := min((c.A+c.B)/(target*c.N+c.M), highest, highest/target)
	group := target * baseline
	return 1 / ((1-group)/group/c.N + (1-baseline)/baseline/c.M)
}

// chance returns how many standard deviations the value of u lies above the target by chance alone:
// the score statistic.
func (u *funnelUnit) chance(target float64) float64 {
	return score.StatisticAt(u.q, score.Variant{}, []quantity.Counts{u.c}, target)
}

// scale is where true values are taken to scatter as a normal distribution does: the logarithm, and
// of a proportion that of the odds.
func (u *funnelUnit) scale(value float64) float64 { return score.Scale(u.q, value) }

// distance returns how far the value lies above the target on that scale. Where it is at an end of
// the range, half an event is added to each of the counts.
func (u *funnelUnit) distance(target float64) float64 {
	value := u.scale(u.value)
	if math.IsInf(value, 0) {
		c := u.c
		if u.q == quantity.Rate || u.q == quantity.RatioOfRates {
			c.A, c.B = c.A+0.5, c.B+0.5
		} else {
			c = quantity.CountsOf(c.A+0.5, c.N+1, c.B+0.5, c.M+1)
		}
		value = u.scale(c.Plain(u.q))
	}
	return value - u.scale(target)
}

// test returns the test by which units are judged.
func (f *Funnel) test(q quantity.Quantity, degreesOfFreedom float64) funnelTest {
	t := funnelTest{family: &method.Families[f.Method], q: q, target: f.Target, effect: 1, degreesOfFreedom: degreesOfFreedom}
	switch f.Overdispersion {
	case Multiplicative:
		if f.Dispersion > 1 {
			t.effect = f.Dispersion
		}
	case Calibrated, Additive:
		t.deviation = math.Sqrt(f.Variance)
	}
	return t
}

// position returns where a unit stands.
func (t *funnelTest) position(u *funnelUnit) Position {
	less, greater := t.tails(u.c)
	inner, outer := t.limits(u, less, greater, innerTail), t.limits(u, less, greater, outerTail)
	return Position{
		Size: u.information(t.target), Inner: inner, Outer: outer,
		Z: normalScore(less, greater), P: method.TwoSided.P(less, greater), Chance: u.chance(t.target),
	}
}

// normalScore returns the standard normal value of the smaller tail, positive if the true value is
// above; and 0 where both are one half or more.
func normalScore(less, greater float64) float64 {
	z := max(0, normalQuantile(min(less, greater)))
	if less < greater {
		return -z
	}
	return z
}
