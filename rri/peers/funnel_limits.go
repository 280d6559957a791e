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
// group and the baseline together.
func (u *funnelUnit) at(t float64) quantity.Counts {
	c := u.c
	switch u.q {
	case quantity.Rate:
		c.A = c.N * math.Exp(t)
	case quantity.Proportion:
		c.A = c.N * tail.Logistic(t)
	default:
		events, odds := c.A+c.B, t+math.Log(c.N/c.M)
		c.A, c.B = events*tail.Logistic(odds), events*tail.Logistic(-odds)
		if u.q == quantity.RatioOfProportions {
			c.A, c.B = min(c.A, c.N), min(c.B, c.M)
		}
	}
	return c
}

// ends returns the nearest and the furthest place that the margins of u allow, on the scale of the
// search times the direction.
func (u *funnelUnit) ends(direction float64) (nearest, furthest float64) {
	lowest, highest := u.q.Range()
	if u.q == quantity.RatioOfProportions {
		c := u.c
		lowest = max(0, (c.A+c.B-c.M)/c.N)
		if beyond := c.A + c.B - c.N; beyond > 0 {
			highest = c.M / beyond
		}
	}
	if direction < 0 {
		return -u.scale(highest), -u.scale(lowest)
	}
	return u.scale(lowest), u.scale(highest)
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
	past := (limit-u.value)*direction >= 0
	switch {
	case rejected && past:
		return math.Nextafter(u.value, math.Inf(-int(direction)))
	case !rejected && !past:
		return u.value
	}
	return limit
}

// edge returns where the test begins to reject, on the scale of the search times the direction: the
// furthest place within the margins if it rejects nowhere, and the nearest if it does everywhere.
func (t *funnelTest) edge(u *funnelUnit, beyond float64, rejected bool, direction float64) float64 {
	quantile := tail.NormalQuantile(beyond)
	gap := func(x float64) float64 { // above 0 where it rejects
		less, greater := t.tails(u.at(direction * x))
		if direction < 0 {
			greater = less
		}
		return normalQuantile(greater) - quantile
	}
	inside, outside := u.ends(direction)
	observed, centre := direction*u.scale(u.value), direction*u.scale(t.target)
	switch {
	case rejected && gap(inside) > 0:
		return inside
	case rejected:
		outside = observed
	default:
		inside = observed
	}
	if inside < centre && centre < outside {
		if gap(centre) > 0 {
			outside = centre
		} else {
			inside = centre
		}
	}
	width := quantile * math.Sqrt(t.effect/u.information(t.target)+t.deviation*t.deviation)
	return bracketed(gap, inside, outside, width)
}

// bracketed returns the place nearest to inside at which a function that is at most 0 there rises
// above 0, and outside if it finds none. One of the two may be infinite; the place is about width
// from the finite one.
func bracketed(gap func(float64) float64, inside, outside, width float64) float64 {
	if inside >= outside {
		return outside
	}
	// from where it begins: no counts tell values apart that are e^60 from each other
	const furthest = 60
	start, step := inside, width
	if math.IsInf(inside, 0) {
		start, step = outside, -width
	}
	at, value := start, gap(start)
	for next := at + step; next > inside && next < outside && math.Abs(next-start) < furthest; next = at + step {
		beyond := gap(next)
		if (beyond > 0) != (value > 0) {
			return root.Bracketed(at, value, next, beyond, width, gap)
		}
		at, value, step = next, beyond, 2*step
	}
	end := outside
	if step < 0 {
		end = inside
	}
	last := gap(end)
	if (last > 0) == (value > 0) || math.IsInf(end, 0) {
		return end
	}
	return root.Bracketed(at, value, end, last, width, gap)
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
