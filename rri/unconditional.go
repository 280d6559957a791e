package rri

import (
	"fmt"
	"math"
	"slices"
	"sync"

	"github.com/seed-549880be/disparity/rri/internal/score"
)

// Exact unconditional limits for two proportions, after Chan and Zhang 1999, DOI 10.1111/j.0006-341X.1999.01202.x.
//
// At each value θ of the ratio or the difference, the tables that could have come out of n and m trials are put in order by the score statistic T(θ) of Koopman (1984) or
// Mee (1984), and
//
//	g(θ) = sup P(T(θ) of the table ≥ T(θ) of the table observed)
//
// over all pairs of proportions with that θ is the p-value of θ against a larger value; that against a smaller one is g with the groups
// exchanged. The lower limit with probability at most tail beyond it is
//
//	inf {θ: g(θ) > tail},
//
// so the interval is the hull of the values not rejected. It covers with at least its level whatever the two proportions are: at the true θ, g ≤ tail has probability at most tail.
// The price is width. The supremum is over proportions that the data rule out too, and far from the estimate the score statistic puts tables of few events among the extreme ones. The limit of a ratio on
// the side of the group with few events moves out about as 1/tail: 7/34 against 1/34 has 1.09 to 181 at 95 % and 0.79 to 911 at 99 %, where the uncorrected score has 1.22 to 42.6 and 0.82 to 64.7.
//
// g is not monotone: as θ grows, tables enter and leave the tail, and g jumps up and down. The one-sided p-value of a null value therefore is that of the
// hypothesis "the null value or less",
//
//	p(θ₀) = sup {g(θ): θ ≤ θ₀},
//
// which is above the tail exactly when the lower limit is at or below θ₀: p-value and interval cannot contradict each other. It is g(θ₀) or somewhat more.
//
// Both searches need a bound of g over a range of θ. T falls with θ, so that the tables in the tail at any θ of [l, h] are among those with T(l) ≥ T(h) of the table
// observed. T rises with the events of the group and falls with those of the baseline, so that for a fixed set of tables as the last one, the supremum of
// its probability rises with θ (Barnard's convexity: raise the proportion of the group or lower that of the baseline to get from one θ to the next).
// So the supremum at h of the probability of that set is a bound over [l, h], and it is g itself where every one of those tables is in the tail all the way.
//
// Where g passes the tail on its way up, a limit is good to about 1e-13, and where it jumps, to that over the share by which the statistics of the two tables that meet there differ in slope. The supremum over the
// other proportion is not bounded like that, but looked for on a grid that is fine against the width of the peaks that there can be (see supremum).

// maxUnconditionalTrials is the largest number of trials, both groups together, for which exact unconditional limits are computed: tables of up to 2,001 by 2,001 outcomes. At this size the
// interval of a ratio takes about 0.2 s and that of a difference about 0.4 s, a p-value as much, and some tables twice that; with 1,000 trials a tenth of it, and with 100 a
// few milliseconds.
const maxUnconditionalTrials = 4_000

// unconditionalFamilies names the families that have both quantities at any size.
const unconditionalFamilies = "scas, score, wald, jeffreys, miettinen-nurminen or mover-wilson"

func unconditionalRatio(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	low, high, err := unconditionalLimits(ratioOfProportions, c, l.tail)
	return math.Exp(low), math.Exp(high), 0, err
}

func unconditionalDifference(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	lower, upper, err = unconditionalLimits(differenceOfProportions, c, l.tail)
	return lower, upper, 0, err
}

func unconditionalRatioTest(c cells, null float64) (less, greater float64, err error) {
	return unconditionalTest(ratioOfProportions, c, math.Log(null))
}

func unconditionalDifferenceTest(c cells, null float64) (less, greater float64, err error) {
	return unconditionalTest(differenceOfProportions, c, null)
}

// unconditionalLimits returns the limits on the scale of the score model of q: the logarithm of a ratio, and a difference itself. On these scales exchanging the groups changes the sign.
func unconditionalLimits(q quantity, c cells, tail float64) (low, high float64, err error) {
	if err := checkUnconditional(c); err != nil {
		return 0, 0, err
	}
	u := workspaces.Get().(*workspace)
	defer workspaces.Put(u)
	u.reset(q, c)
	low = u.lowerLimit(tail)
	u.reset(q, c.swap())
	high = -u.lowerLimit(tail)
	return low, high, nil
}

// unconditionalTest returns the one-sided p-values of the value t, on the same scale.
func unconditionalTest(q quantity, c cells, t float64) (less, greater float64, err error) {
	if err := checkUnconditional(c); err != nil {
		return 0, 0, err
	}
	u := workspaces.Get().(*workspace)
	defer workspaces.Put(u)
	u.reset(q, c)
	greater = u.greater(t)
	u.reset(q, c.swap())
	less = u.greater(-t)
	return less, greater, nil
}

func checkUnconditional(c cells) error {
	if c.n+c.m > maxUnconditionalTrials {
		return fmt.Errorf("%.0f trials in the two groups together: %w: the unconditional interval is computed for at most %d; choose %s",
			c.n+c.m, ErrMethod, maxUnconditionalTrials, unconditionalFamilies)
	}
	return nil
}

// workspaces holds work spaces for reuse, so that an interval allocates nothing.
var workspaces = sync.Pool{New: func() any { return new(workspace) }}

// workspace is what the search for one table needs. A tail is a set of tables that for each outcome i of the smaller group has all outcomes j of the larger one from some step on, where the
// steps rise with i: i and j count events if the baseline is the smaller group, and non-events otherwise.
type workspace struct {
	c           cells
	ratio       bool
	quantity    score.Quantity
	nonEvents   bool
	short, long int     // the trials of the smaller and of the larger group
	tie         float64 // statistics closer than this are equal: their rounding error is some units of the last place, times the trials
	grid        int     // the points at which the supremum over the nuisance parameter is first looked for
	floor       float64 // outcomes of less than this times the largest probability are left out
	angle       float64 // where the last supremum was
	tail        [3][maxUnconditionalTrials/2 + 1]int32
	shortP      [maxUnconditionalTrials/2 + 1]float64
	longP       [maxUnconditionalTrials + 1]float64
	onGrid      [400]float64
}

// reset makes u ready for the lower limit of q at c.
func (u *workspace) reset(q quantity, c cells) {
	u.c, u.ratio, u.quantity = c, q == ratioOfProportions, score.Quantity(q)
	u.nonEvents = c.n < c.m
	u.short, u.long = int(c.m), int(c.n)
	if u.nonEvents {
		u.short, u.long = u.long, u.short
	}
	n := c.n + c.m
	u.tie = 2e-15*n + 2e-14
	// At a stationary point, the second derivative of the logarithm of the probability by the angle is about 4n or less (see supremum). The step is half of 1/√(4n).
	u.grid = int(2*math.Pi*math.Sqrt(n)) + 3
	u.angle = 0
}

// table returns the table of outcomes i and j.
func (u *workspace) table(i, j int) cells {
	c := u.c
	if u.nonEvents {
		c.a, c.b = c.n-float64(i), c.m-float64(j)
	} else {
		c.a, c.b = float64(j), float64(i)
	}
	return c
}

// statistic returns T(t) of the table of outcomes i and j.
func (u *workspace) statistic(i, j int, t float64) float64 {
	return u.quantity.Moments(u.table(i, j).counts(), t).Statistic(false)
}

// span is a range of t, from low to high, with the statistics of the table observed at its ends.
type span struct {
	low, high     float64
	atLow, atHigh float64
	bow           float64
}

// newSpan returns the range from low to high.
func (u *workspace) newSpan(low, high float64) span {
	s := span{low: low, high: high}
	s.atLow = u.quantity.Moments(u.c.counts(), low).Statistic(false)
	s.atHigh = u.quantity.Moments(u.c.counts(), high).Statistic(false)
	// The second derivative of a statistic is at most about the number of trials times its first, and near t = 0, where the table of no events and that of events alone have a
	// square root there, 1/|t| times its first.
	s.bow = math.Inf(1)
	if (low > 0 || high < 0) && !math.IsInf(s.atLow-s.atHigh, 0) {
		s.bow = (high - low) * (4*(u.c.n+u.c.m) + 1/min(math.Abs(low), math.Abs(high)))
	}
	return s
}

// within reports whether the table of outcomes i and j may be in the tail at some t of s: always if it is, and, if s is short, only if it nearly is.
func (u *workspace) within(i, j int, s *span) bool {
	low := u.statistic(i, j, s.low)
	if low >= s.atLow-u.tie {
		return true
	}
	// All statistics fall, so the distance between two grows by no more than the fall of the other.
	if low < s.atHigh-u.tie || s.high == s.low {
		return false
	}
	if s.bow >= 1 {
		return true
	}
	// Between its ends, the distance of the two is above both by no more than the curves of the two deviate from straight lines.
	high := u.statistic(i, j, s.high)
	return max(low-s.atLow, high-s.atHigh) >= -u.tie-s.bow*(low-high+s.atLow-s.atHigh)
}

// fill puts into u.tail[k] all tables that are in the tail at any t from low to high.
func (u *workspace) fill(k int, low, high float64) {
	s := u.newSpan(low, high)
	j := 0
	for i := range u.tail[k][:u.short+1] {
		if j <= u.long && !u.within(i, j, &s) {
			out, in := j, u.long+1 // the first one that is in lies in (out, in]
			for width := 1; out+width < in; width *= 2 {
				if u.within(i, out+width, &s) {
					in = out + width
					break
				}
				out += width
			}
			for in-out > 1 {
				if middle := (in + out) / 2; u.within(i, middle, &s) {
					in = middle
				} else {
					out = middle
				}
			}
			j = in
		}
		u.tail[k][i] = int32(j)
	}
}

// throughout reports whether the tables of the tail k are in the tail at every t from low to high. It may be wrong in saying that they are not.
func (u *workspace) throughout(k int, low, high float64) bool {
	s := u.newSpan(low, high)
	for i, step := range u.tail[k][:u.short+1] {
		j := int(step) // the last to enter
		if j > u.long || u.alike(i, j) {
			continue
		}
		atLow, atHigh := u.statistic(i, j, low), u.statistic(i, j, high)
		if atHigh >= s.atLow-u.tie {
			continue
		}
		if !(min(atLow-s.atLow, atHigh-s.atHigh) >= s.bow*(atLow-atHigh+s.atLow-s.atHigh)-u.tie) {
			return false
		}
	}
	return true
}

// alike reports whether the table of outcomes i and j is the table observed, or the one that has its statistic at every t: of a difference between groups of the same size, that of the non-events of the
// other group.
func (u *workspace) alike(i, j int) bool {
	c := u.table(i, j)
	return c == u.c || (!u.ratio && c.n == c.m && c.a == u.c.m-u.c.b && c.b == u.c.n-u.c.a)
}

// equal reports whether two tails are the same.
func (u *workspace) equal(k, l int) bool {
	return slices.Equal(u.tail[k][:u.short+1], u.tail[l][:u.short+1])
}

// proportions returns the two proportions and their complements at t, for an angle from 0 to π/2, which covers all pairs with that t. The proportion that has the
// larger range is sin² of the angle, or that shrunk to the range: the angle is the scale on which the standard error of a proportion does not depend on it.
func (u *workspace) proportions(angle, t float64) (p1, q1, p0, q0 float64) {
	s, c := math.Sincos(angle)
	s, c = s*s, c*c
	switch {
	case u.ratio && t <= 0:
		p0, q0 = s, c
		return p0 * math.Exp(t), q0 - p0*math.Expm1(t), p0, q0
	case u.ratio:
		p1, q1 = s, c
		return p1, q1, p1 * math.Exp(-t), q1 - p1*math.Expm1(-t)
	case t >= 0:
		p0, q1 = (1-t)*s, (1-t)*c
		return p0 + t, q1, p0, q1 + t
	default:
		p1, q0 = (1+t)*s, (1+t)*c
		return p1, q0 - t, p1 - t, q0
	}
}

// probability returns that of the tail k.
func (u *workspace) probability(k int, angle, t float64) float64 {
	p1, q1, p0, q0 := u.proportions(angle, t)
	if u.nonEvents {
		p1, q1, p0, q0 = q0, p0, q1, p1
	}
	lowI, highI, allI := binomialTerms(u.shortP[:u.short+1], p0, q0, u.floor)
	lowJ, highJ, allJ := binomialTerms(u.longP[:u.long+1], p1, q1, u.floor)
	sum, beyond := 0., 0.
	j := highJ + 1
	for i := highI; i >= lowI; i-- {
		for step := max(lowJ, int(u.tail[k][i])); j > step; {
			j--
			beyond += u.longP[j]
		}
		sum += u.shortP[i] * beyond
	}
	return sum / (allI * allJ)
}

// binomialTerms puts into terms the probabilities of a binomial variable, each over that of the mode, from low to high, beyond which they are less than floor. It
// returns their sum too.
func binomialTerms(terms []float64, p, q, floor float64) (low, high int, sum float64) {
	n := len(terms) - 1
	mode := min(n, int(float64(n+1)*p))
	terms[mode] = 1
	sum = 1
	term := 1.
	odds := p / q
	for high = mode; high < n; high++ {
		term *= odds * float64(n-high) / float64(high+1)
		if term < floor {
			break
		}
		terms[high+1] = term
		sum += term
	}
	term = 1
	odds = q / p
	for low = mode; low > 0; low-- {
		term *= odds * float64(low) / float64(n-low+1)
		if term < floor {
			break
		}
		terms[low-1] = term
		sum += term
	}
	return low, high, sum
}

// supremum returns the largest probability of the tail k at t over the nuisance parameter; or any that is above stop, if there is one.
//
// As a function of the angle, the probability is a sum of terms with one peak each. Where it is stationary, the mean of their slopes is 0, so that by Jensen's inequality it falls off by no more than a
// Gaussian curve with the mean of their second derivatives, which are about -4n. No peak is narrower than that, and the grid, of half its standard deviation, has several points on each. The point next
// to a peak is a quarter of a standard deviation from it at most, and the peak no higher than peakOverGrid times its value.
func (u *workspace) supremum(k int, t, stop float64) float64 {
	const peakOverGrid = 1.032 // exp(1/32)
	const flat = 1. / 32       // where the second difference is less than half of this, the fourth derivative can outweigh it, and one peak be two with a shallow valley between
	best := 0.
	value := func(angle float64) float64 {
		v := u.probability(k, angle, t)
		if v > best {
			best, u.angle = v, angle
		}
		return v
	}
	if value(u.angle); best > stop {
		return best
	}
	step := math.Pi / 2 / float64(u.grid-1)
	grid := u.onGrid[:u.grid]
	highest := 0
	for g := range grid {
		grid[g] = value(float64(g) * step)
		if best > stop {
			return best
		}
		if grid[g] > grid[highest] {
			highest = g
		}
	}
	// Look closer at the points that may be next to a higher peak than the best, the highest first.
	for g := -1; g < len(grid); g++ {
		at := g
		if g < 0 {
			at = highest
		}
		left, right := grid[max(at-1, 1-at)], grid[min(at+1, 2*(len(grid)-1)-at-1)] // the probability is even about both ends
		wanted := best
		if stop < 1 {
			wanted = stop
		}
		if left <= grid[at] && right <= grid[at] && grid[at]*peakOverGrid > wanted {
			low, high := float64(max(at-1, 0))*step, float64(min(at+1, len(grid)-1))*step
			if 2*grid[at]-left-right > flat*grid[at] {
				maximise(value, low, float64(at)*step, high, 1e-7*step)
			} else {
				maximiseFlat(value, low, high, 1e-7*step)
			}
			if best > stop {
				return best
			}
		}
	}
	return best
}

// maximise looks for the maximum of f between a and c, where b between them is as high as either. It is the method of Brent 1973, Algorithms for Minimization without Derivatives, chapter 5:
// parabolas, with golden sections where they do not shrink the interval.
func maximise(f func(float64) float64, a, b, c, tolerance float64) {
	const golden = 0.3819660112501051
	x, w, v := b, b, b
	fx := f(x)
	fw, fv := fx, fx
	step, previous := 0., 0.
	for range 100 {
		middle := a + (c-a)/2
		if math.Abs(x-middle) <= 2*tolerance-(c-a)/2 {
			return
		}
		// The top of the parabola through x, w and v.
		r, q := (x-w)*(fv-fx), (x-v)*(fw-fx)
		p := (x-v)*q - (x-w)*r
		q = 2 * (q - r)
		if q > 0 {
			p = -p
		} else {
			q = -q
		}
		if older := previous; math.Abs(older) > tolerance && math.Abs(p) < math.Abs(q*older/2) && p > q*(a-x) && p < q*(c-x) {
			previous, step = step, p/q
			if next := x + step; next-a < 2*tolerance || c-next < 2*tolerance {
				step = math.Copysign(tolerance, middle-x)
			}
		} else {
			previous = a - x
			if x < middle {
				previous = c - x
			}
			step = golden * previous
		}
		next := x + step
		if math.Abs(step) < tolerance {
			next = x + math.Copysign(tolerance, step)
		}
		fNext := f(next)
		switch {
		case fNext >= fx:
			if next < x {
				c = x
			} else {
				a = x
			}
			v, fv, w, fw, x, fx = w, fw, x, fx, next, fNext
			continue
		case next < x:
			a = next
		default:
			c = next
		}
		if fNext >= fw || w == x {
			v, fv, w, fw = w, fw, next, fNext
		} else if fNext >= fv || v == x || v == w {
			v, fv = next, fNext
		}
	}
}

// maximiseFlat looks for the maximum of f between a and b, where there may be more than one peak.
func maximiseFlat(f func(float64) float64, a, b, tolerance float64) {
	const parts = 32
	var x, y [parts + 1]float64
	for i := range x {
		x[i] = a + (b-a)*float64(i)/parts
		y[i] = f(x[i])
	}
	for i := 1; i < parts; i++ {
		if y[i] >= y[i-1] && y[i] >= y[i+1] {
			maximise(f, x[i-1], x[i], x[i+1], tolerance)
		}
	}
}

// least returns a t below which g is at most p: there the group has no event (of a ratio), or neither the group an event nor the baseline a non-event (of a
// difference), but with probability p, and the observed table, which is none of these, is rejected.
func (u *workspace) least(p float64) float64 {
	estimate := u.c.plain(differenceOfProportions)
	if u.ratio {
		estimate = math.Log(u.c.plain(ratioOfProportions))
		return min(estimate, math.Log(-math.Expm1(math.Log1p(-p)/u.c.n)))
	}
	return max(-1, min(estimate, -1-math.Expm1(math.Log1p(-p)/(u.c.n+u.c.m))))
}

// atLeast reports whether the observed estimate is at the lower end of its range, so that no value is rejected against a larger one.
func (u *workspace) atLeast() bool { return u.c.a == 0 && (u.ratio || u.c.b == u.c.m) }

// resolution returns how close to t the search goes.
func (u *workspace) resolution(t float64) float64 {
	if u.ratio {
		return 4e-15 * max(1, math.Abs(t))
	}
	return 1e-15
}

// lowerLimit returns the least t at which g is above p.
func (u *workspace) lowerLimit(p float64) float64 {
	low, high := -1., 1.
	if u.ratio {
		low, high = -512, 512
	}
	if u.atLeast() {
		if u.ratio {
			return math.Inf(-1)
		}
		return low
	}
	u.floor = 1e-20 * p
	least := u.least(p)
	// Halve the range again and again, the lower half first, until g is bounded by p over it, or is known over it, or it is too small to halve. Whatever p is, the halves are the same, so that
	// where g jumps, the limits of two levels are the same number.
	var ends [128]float64
	ends[0] = high
	tailAt := math.NaN() // where u.tail[1] is
	for depth := 1; depth > 0; {
		high = ends[depth-1]
		if high <= least {
			low = high
			depth--
			continue
		}
		if high-low <= 2 {
			u.fill(0, low, high)
			if u.supremum(0, high, p) <= p {
				low = high
				depth--
				continue
			}
			if high-low <= u.resolution(low) || depth == len(ends) {
				return low
			}
			if tailAt != low {
				u.fill(1, low, low)
				tailAt = low
			}
			if u.equal(0, 1) {
				if u.supremum(0, low, p) > p {
					return low // g jumped above p
				}
				u.fill(2, high, high)
				if u.equal(0, 2) && u.throughout(0, low, high) { // a table can leave the tail and come back
					excess := func(t float64) float64 { return math.Log(u.supremum(0, t, 2) / p) }
					return score.Root(low, excess(low), high, excess(high), (high-low)/16, excess)
				}
			}
		}
		ends[depth] = low + (high-low)/2
		depth++
	}
	return low
}

// greater returns the supremum of g at t and below.
func (u *workspace) greater(t float64) float64 {
	if u.atLeast() {
		return 1
	}
	const smallest = 1e-300
	u.floor = smallest
	high := t
	u.fill(1, high, high)
	best := u.supremum(1, high, 2)
	counted := high // the last point of which best knows
	// As in lowerLimit, the upper half first, until g is bounded by the best so far.
	var ends [128]float64
	ends[0] = u.least(max(best, smallest))
	for depth := 1; depth > 0 && ends[0] < high; {
		u.floor = max(smallest, 1e-20*best)
		low := ends[depth-1]
		u.fill(0, low, high)
		stop := best * (1 + 1e-13)
		if u.supremum(0, high, stop) > stop {
			middle := low + (high-low)/2
			last := high-low <= u.resolution(high) || depth == len(ends)
			if last {
				middle = low
			}
			if high != counted {
				best = max(best, u.supremum(1, high, 2))
				counted = high
			}
			if !u.equal(0, 1) {
				u.fill(2, middle, middle)
				best = max(best, u.supremum(2, middle, 2))
				if !last {
					ends[depth] = middle
					depth++
					continue
				}
			}
		}
		high = low
		u.fill(1, high, high)
		depth--
	}
	return min(1, best)
}
