package peers

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/root"
	"github.com/seed-549880be/disparity/rri/internal/score"
	"github.com/seed-549880be/disparity/rri/internal/tail"
	"github.com/seed-549880be/disparity/rri/trend"
)

// at returns the counts that a unit of the margins of u would have if its value were the one at t
// on the scale of the search. The margins are the exposures and, of a ratio, the events of the
// group and the baseline together; of proportions there are fewer where all trials would not do.
func (u *funnelUnit) at(t float64) quantity.Counts {
	c := u.c
	switch u.q {
	case quantity.Rate:
		c.A = c.N * math.Exp(t)
		return c
	case quantity.Proportion:
		c.A = c.N * tail.Logistic(t)
		return c
	}
	events, odds := c.A+c.B, t+math.Log(c.N/c.M)
	c.A, c.B = events*tail.Logistic(odds), events*tail.Logistic(-odds)
	if u.q == quantity.RatioOfProportions {
		switch {
		case c.A > c.N:
			c.A, c.B = c.N, c.M*math.Exp(-t)
		case c.B > c.M:
			c.A, c.B = c.N*math.Exp(t), c.M
		}
	}
	return c
}

// limits returns the values of a unit of the margins of u that lie as far out as leaves that tail
// beyond each of them. less and greater are the tails of u itself.
func (t *funnelTest) limits(u *funnelUnit, less, greater, beyond float64) trend.Limits {
	return trend.Limits{Lower: t.limit(u, beyond, less < beyond, -1), Upper: t.limit(u, beyond, greater < beyond, 1)}
}

// limit returns the upper limit for the direction 1, and the lower one for -1: the value beyond
// which the test rejects the target, or the end of the range if it rejects none. rejected says that
// the value of u is beyond, so that the limit is on that side of it, to the last digit.
func (t *funnelTest) limit(u *funnelUnit, beyond float64, rejected bool, direction float64) float64 {
	limit := score.Value(u.q, direction*t.edge(u, beyond, rejected, direction))
	switch inside := direction*u.value <= direction*limit; {
	case rejected && inside:
		return math.Nextafter(u.value, math.Inf(-int(direction)))
	case !rejected && !inside:
		return u.value
	}
	return limit
}

// edge returns where the test begins to reject, on the scale of the search times the direction,
// infinite if it finds none. Up to the target it rejects nowhere.
func (t *funnelTest) edge(u *funnelUnit, beyond float64, rejected bool, direction float64) float64 {
	quantile := tail.NormalQuantile(beyond)
	gap := func(x float64) float64 { // above 0 where it rejects
		less, greater := t.tails(u.at(direction * x))
		if direction < 0 {
			greater = less
		}
		return normalQuantile(greater) - quantile
	}
	observed, inside := direction*u.scale(u.value), direction*u.scale(t.target)
	outside := math.Inf(1)
	if rejected {
		outside = observed
	} else {
		inside = max(inside, observed)
	}
	return bracketed(gap, inside, outside, quantile*math.Sqrt(t.effect/u.information(t.target)+t.deviation*t.deviation))
}

// bracketed returns the place nearest to inside at which a function that is at most 0 there rises
// above 0, and outside, which may be infinite, if it finds none. The place is about width away.
func bracketed(gap func(float64) float64, inside, outside, width float64) float64 {
	// from where it begins: no counts tell values apart that are e^60 from each other
	const furthest = 60
	at, step := inside, min(width, furthest/16)
	value := gap(at)
	for ; at+step < min(outside, inside+furthest); step *= 2 {
		next := at + step
		beyond := gap(next)
		if beyond > 0 {
			return root.Bracketed(at, value, next, beyond, width, gap)
		}
		at, value = next, beyond
	}
	if math.IsInf(outside, 0) || !(at < outside) {
		return outside
	}
	if beyond := gap(outside); beyond > 0 {
		return root.Bracketed(at, value, outside, beyond, width, gap)
	}
	return outside
}

// normalQuantile is that of a p-value, which may be 0 or 1.
func normalQuantile(p float64) float64 {
	switch {
	case p < tail.NormalUpper(method.LargestQuantile):
		return method.LargestQuantile
	case p > 1-0x1p-53:
		return -method.LargestQuantile
	}
	return tail.NormalQuantile(p)
}
