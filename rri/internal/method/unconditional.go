package method

import (
	"fmt"
	"math"
	"slices"
	"sync"

	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/root"
	"github.com/seed-549880be/disparity/rri/internal/score"
)

// Exact unconditional limits for two proportions, after Chan and Zhang 1999, DOI
// 10.1111/j.0006-341X.1999.01202.x.
//
// At each value θ of the ratio or the difference, the tables that could have come out of n and m
// trials are put in order by the score statistic T(θ) of Koopman (1984) or Mee (1984), and
//
//	g(θ) = sup P(T(θ) of the table ≥ T(θ) of the table observed)
//
// over all pairs of proportions with that θ is the p-value of θ against a larger value; that
// against a smaller one is g with the groups exchanged. The lower limit with probability at most
// tail beyond it is
//
//	inf {θ: g(θ) > tail},
//
// so the interval is the hull of the values not rejected. It covers with at least its level
// whatever the two proportions are: at the true θ, g ≤ tail has probability at most tail. The price
// is width. The supremum is over proportions that the data rule out too, and far from the estimate
// the score statistic puts tables of few events among the extreme ones. The limit of a ratio on the
// side of the group with few events moves out about as 1/tail: 7/34 against 1/34 has 1.09 to 181 at
// 95 % and 0.79 to 911 at 99 %, where the uncorrected score has 1.22 to 42.6 and 0.82 to 64.7.
//
// g is not monotone: as θ grows, tables enter and leave the tail, and g jumps up and down. The
// one-sided p-value of a null value therefore is that of the hypothesis "the null value or less",
//
//	p(θ₀) = sup {g(θ): θ ≤ θ₀},
//
// which is above the tail exactly when the lower limit is at or below θ₀: p-value and interval
// cannot contradict each other. It is g(θ₀) or somewhat more.
//
// Both searches need a bound of g over a range of θ. T falls with θ, so that the tables in the tail
// at any θ of [l, h] are among those with T(l) ≥ T(h) of the table observed. T rises with the
// events of the group and falls with those of the baseline, so that for a fixed set of tables as
// the last one, the supremum of its probability rises with θ (Barnard's convexity: raise the
// proportion of the group or lower that of the baseline to get from one θ to the next). So the
// supremum at h of the probability of that set is a bound over [l, h], and it is g itself where
// every one of those tables is in the tail all the way.
//
// Where g passes the tail on its way up, a limit is good to about 1e-13, and where it jumps, to
// that over the share by which the statistics of the two tables that meet there differ in slope.
// The supremum over the other proportion is not bounded like that, but looked for on a grid that is
// fine against the width of the peaks that there can be (see supremum).

// MaxUnconditionalTrials is the largest number of trials, both groups together, for which exact
// unconditional limits are computed: tables of up to 1,001 by 1,001 outcomes. There an interval
// takes up to 0.2 s and a p-value as much, seldom more; the time grows with about the square of the
// number, so that with 100 trials it is a few milliseconds.
const MaxUnconditionalTrials = 2_000

// unconditionalFamilies names the families that have both quantities at any size.
const unconditionalFamilies = "scas, score, wald, jeffreys, miettinen-nurminen or mover-wilson"

func unconditionalRatio(c quantity.Counts, l Confidence) Interval {
	low, high := unconditionalLimits(quantity.RatioOfProportions, c, l.Tail)
	return Interval{Lower: math.Exp(low), Upper: math.Exp(high)}
}

func unconditionalDifference(c quantity.Counts, l Confidence) Interval {
	low, high := unconditionalLimits(quantity.DifferenceOfProportions, c, l.Tail)
	return Interval{Lower: low, Upper: high}
}

// farthestRatio is the largest logarithm of a null ratio, or of its inverse, that is tested as it
// is. Beyond about 80 the statistics of tables are farther apart than their digits reach, and a
// search can take minutes. The limits of any level lie below 46.
const farthestRatio = 48

// unconditionalRatioTest tests a null ratio beyond farthestRatio as that: the p-value against it is
// no larger than what is returned, which is beyond every level.
func unconditionalRatioTest(c quantity.Counts, null float64) (less, greater float64) {
	return unconditionalTest(quantity.RatioOfProportions, c, farRatio(null))
}

// farRatio returns the logarithm of a null ratio, as far as it is tested.
func farRatio(null float64) float64 {
	return min(max(math.Log(null), -farthestRatio), farthestRatio)
}

func unconditionalDifferenceTest(c quantity.Counts, null float64) (less, greater float64) {
	return unconditionalTest(quantity.DifferenceOfProportions, c, null)
}

// unconditionalLimits returns the limits on the scale of the score model of q: the logarithm of a
// ratio, and a difference itself. On these scales exchanging the groups changes the sign.
func unconditionalLimits(q quantity.Quantity, c quantity.Counts, tail float64) (low, high float64) {
	u := workspaces.Get().(*workspace)
	defer workspaces.Put(u)
	u.reset(q, c)
	low = u.lowerLimit(tail)
	u.reset(q, c.Swap())
	return low, -u.lowerLimit(tail)
}

// unconditionalTest returns the one-sided p-values of the value t, on the same scale.
func unconditionalTest(q quantity.Quantity, c quantity.Counts, t float64) (less, greater float64) {
	u := workspaces.Get().(*workspace)
	defer workspaces.Put(u)
	u.reset(q, c)
	greater = u.greater(t)
	u.reset(q, c.Swap())
	return u.greater(-t), greater
}

// unconditional returns the form with these limits and this test, for tables of a size.
func unconditional(limits func(quantity.Counts, Confidence) Interval, test func(c quantity.Counts, null float64) (less, greater float64)) Form {
	return Form{
		Limits: limits, Test: test, Enumerates: true,
		Size: func(c quantity.Counts) float64 { return c.N + c.M },
		Most: MaxUnconditionalTrials,
		Refuse: func(size float64) error {
			return fmt.Errorf("%.0f trials in the two groups together: %w: the unconditional interval is computed for at most %d; choose %s",
				size, ErrMethod, MaxUnconditionalTrials, unconditionalFamilies)
		},
	}
}

// workspaces holds work spaces for reuse, so that an interval allocates nothing.
var workspaces = sync.Pool{New: func() any { return new(workspace) }}

// workspace is what the search for one table needs. A tail is a set of tables that for each outcome
// i of the smaller group has all outcomes j of the larger one from some step on, where the steps
// rise with i: i and j count events if the baseline is the smaller group, and non-events otherwise.
type workspace struct {
	c         quantity.Counts
	ratio     bool
	q         quantity.Quantity
	nonEvents bool
	// the trials of the smaller and of the larger group
	short, long int
	// statistics closer than this are equal: their rounding error is some units of the last place,
	// times the trials
	tie float64
	// outcomes less probable than this times the most probable are left out of sums
	floor float64
	// where the last supremum was
	angle      float64
	shortTerms terms
	longTerms  terms
	stretches  []stretch
	point      []int16 // the steps of the tail at one value
	grid       []float64
	// of the points of grid: it is the probability there, not only a bound
	known []bool
	// the points of which it was only a bound in the last supremum that went through all
	skipped int
	// the steps of a region whose tables are looked at together, in the place of the one table of
	// c: see rejection; nil where there is none
	region []int16
	atHigh []statisticOf // the statistics of its corners at the end of a range
}

// stretch is what is known of a range of t, from one end of the search to another.
type stretch struct {
	// the end that is further away
	end float64
	// the steps of a tail that has every table that is in the tail anywhere in the range, each with
	// the bit settled if the row is the same in the whole range
	set []int16
	// the rows that are not settled
	open int
	// of the probability of that tail, by the points of the grid: of this range, or of one that
	// holds it
	bound []float64
	// the bounds are near each other and near what they are held against, so that they will save
	// little
	flat bool
	// of a region the rows whose tables may have the least statistic in the range; none: all may
	rivals []int16
}

// certain is a probability that is 1 but for rounding.
const certain = 1 - 1e-13

// settled is the bit of a row that does not change within a stretch. A step is below it.
const settled = 1 << 14

// maxStretches is how often a range can be halved, and more than the 59 times that take one of
// 1,024 to the resolution.
const maxStretches = 64

// reset makes u ready for the lower limit of q at c.
func (u *workspace) reset(q quantity.Quantity, c quantity.Counts) {
	u.c, u.ratio, u.q, u.region = c, q == quantity.RatioOfProportions, q, nil
	u.nonEvents = c.N < c.M
	u.short, u.long = int(c.M), int(c.N)
	if u.nonEvents {
		u.short, u.long = u.long, u.short
	}
	n := c.N + c.M
	u.tie = 2e-15*n + 2e-14
	u.angle = 0
	u.shortTerms.reset(u.short)
	u.longTerms.reset(u.long)
	u.point = slices.Grow(u.point[:0], u.short+1)[:u.short+1]
	// At a stationary point, the second derivative of the logarithm of the probability by the angle
	// is about 4n or less (see supremum). The step is half of 1/√(4n).
	points := int(2*math.Pi*math.Sqrt(n)) + 3
	u.grid = slices.Grow(u.grid[:0], points)[:points]
	u.known = slices.Grow(u.known[:0], points)[:points]
}

// begin makes the first stretch of a search, of which nothing is known, and returns it.
func (u *workspace) begin(end float64) *stretch {
	if u.stretches == nil {
		u.stretches = make([]stretch, maxStretches)
	}
	d := u.at(0, end)
	clear(d.set)
	d.flat, d.rivals = false, d.rivals[:0]
	for g := range d.bound {
		d.bound[g] = math.Inf(1)
	}
	return d
}

// at returns stretch k with room for what is to be known of it.
func (u *workspace) at(k int, end float64) *stretch {
	d := &u.stretches[k]
	d.end = end
	d.set = slices.Grow(d.set[:0], u.short+1)[:u.short+1]
	d.bound = slices.Grow(d.bound[:0], len(u.grid))[:len(u.grid)]
	return d
}

// divide makes stretch k of the near end of stretch k-1: what is known of the whole holds for it.
func (u *workspace) divide(k int, end float64) {
	d := u.at(k, end)
	copy(d.set, u.stretches[k-1].set)
	copy(d.bound, u.stretches[k-1].bound)
	d.flat = u.stretches[k-1].flat
	d.rivals = append(d.rivals[:0], u.stretches[k-1].rivals...)
}

// table returns the table of outcomes i and j.
func (u *workspace) table(i, j int) quantity.Counts {
	c := u.c
	if u.nonEvents {
		c.A, c.B = c.N-float64(i), c.M-float64(j)
	} else {
		c.A, c.B = float64(j), float64(i)
	}
	return c
}

// statistic returns T(t) of the table of outcomes i and j.
func (u *workspace) statistic(i, j int, t float64) float64 {
	return score.MomentsAt(u.q, u.table(i, j), t).Statistic(false)
}

// span is a range of t, from low to high, with the statistics of the table observed at its ends. Of
// a region these are the least statistics of its tables.
type span struct {
	low, high     float64
	atLow, atHigh float64
	// the statistic at the upper end of the table that has atLow at the lower one
	sameAtHigh float64
	// how far the statistic falls at most
	fall float64
	// how far the statistic leaves the straight line between its ends at most, as a multiple of its
	// fall; +Inf where there is no bound
	bow float64
}

// newSpan returns the range from low to high, which is d or a part of it.
func (u *workspace) newSpan(d *stretch, low, high float64) span {
	s := span{low: low, high: high}
	if u.region != nil {
		u.leastStatistics(d, &s)
	} else {
		s.atLow = score.MomentsAt(u.q, u.c, low).Statistic(false)
		s.atHigh = score.MomentsAt(u.q, u.c, high).Statistic(false)
		s.sameAtHigh, s.fall = s.atHigh, s.atLow-s.atHigh
	}
	// The second derivative of a statistic is at most about the number of trials times its first,
	// and near t = 0, where the table of no events and that of events alone have a square root
	// there, 1/|t| times its first.
	s.bow = math.Inf(1)
	if (low > 0 || high < 0) && !math.IsInf(s.fall, 0) {
		s.bow = (high - low) * (4*(u.c.N+u.c.M) + 1/min(math.Abs(low), math.Abs(high)))
	}
	return s
}

// within reports whether the table of outcomes i and j may be in the tail at some t of s. It never
// says no for a table that is in the tail somewhere on s. It may say yes for one that is not; the
// shorter s, the rarer.
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
	// Between its ends, the distance of the two is above both by no more than the curves of the two
	// deviate from straight lines.
	high := u.statistic(i, j, s.high)
	return max(low-s.atLow, high-s.atHigh) >= -u.tie-s.bow*(low-high+s.fall)
}

// first returns the first outcome j, not before from, of which the table with i is within s;
// u.long+1 if none is.
func (u *workspace) first(i, from int, s *span) int {
	if from > u.long || u.within(i, from, s) {
		return from
	}
	out, in := from, u.long+1 // it lies in (out, in]
	for width := 1; out+width < in; width *= 2 {
		if u.within(i, out+width, s) {
			in = out + width
			break
		}
		out += width
	}
	for in-out > 1 {
		if middle := (in + out) / 2; u.within(i, middle, s) {
			in = middle
		} else {
			out = middle
		}
	}
	return in
}

// refine leaves in the set of d the tables that may be in the tail somewhere from low to high,
// which is d or a part of it, and finds the rows that are settled there.
func (u *workspace) refine(d *stretch, low, high float64) {
	s := u.newSpan(d, low, high)
	if u.region != nil {
		u.keepRivals(d, &s)
	}
	short := min(s.bow, (high-low)*4*(u.c.N+u.c.M)) < 64 // in longer ranges few rows are settled
	d.open = 0
	from := 0
	for i, step := range d.set {
		if step&settled != 0 {
			from = int(step &^ settled)
			continue
		}
		from = u.first(i, max(int(step), from), &s)
		d.set[i] = int16(from)
		if from > u.long || short && u.throughout(i, from, &s) {
			d.set[i] |= settled
		} else {
			d.open++
		}
	}
}

// throughout reports whether the table of outcomes i and j is in the tail at every t of s. It may
// be wrong in saying that it is not.
func (u *workspace) throughout(i, j int, s *span) bool {
	if u.alike(i, j) {
		return true
	}
	atHigh := u.statistic(i, j, s.high)
	if atHigh >= s.atLow-u.tie {
		return true
	}
	atLow := u.statistic(i, j, s.low)
	return min(atLow-s.atLow, atHigh-s.sameAtHigh) >= s.bow*(atLow-atHigh+s.atLow-s.sameAtHigh)-u.tie
}

// tailAt puts the tail at t, which is in d, into u.point, and reports whether it is the set of d.
func (u *workspace) tailAt(d *stretch, t float64) (same bool) {
	s := u.newSpan(d, t, t)
	same = true
	from := 0
	for i, step := range d.set {
		before := int(step &^ settled)
		if step&settled != 0 {
			from = before
		} else {
			from = u.first(i, max(before, from), &s)
			same = same && from == before
		}
		u.point[i] = int16(from)
	}
	return same
}

// isTailAt reports whether the set of d is the tail at t.
func (u *workspace) isTailAt(d *stretch, t float64) bool {
	if d.open == 0 {
		return true
	}
	s := u.newSpan(d, t, t)
	for i, step := range d.set {
		if step&settled == 0 && !u.within(i, int(step), &s) {
			return false
		}
	}
	return true
}

// alike reports whether the table of outcomes i and j is the table observed, or the one that has
// its statistic at every t: of a difference between groups of the same size, that of the non-events
// of the other group.
func (u *workspace) alike(i, j int) bool {
	if u.region != nil { // no table has a lower statistic than those with less of what is extreme
		return j >= int(u.region[i])
	}
	c := u.table(i, j)
	return c == u.c || (!u.ratio && c.N == c.M && c.A == u.c.M-u.c.B && c.B == u.c.N-u.c.A)
}

// proportions returns the two proportions and their complements at t, for an angle from 0 to π/2,
// which covers all pairs with that t. The proportion that has the larger range is sin² of the
// angle, or that shrunk to the range: the angle is the scale on which the standard error of a
// proportion does not depend on it.
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

// probability returns that of the tail with the given steps.
func (u *workspace) probability(set []int16, angle, t float64) float64 {
	p1, q1, p0, q0 := u.proportions(angle, t)
	if u.nonEvents {
		p1, q1, p0, q0 = q0, p0, q1, p1
	}
	lowI, highI, allI := u.shortTerms.fill(p0, q0, u.floor)
	lowJ, highJ, allJ := u.longTerms.fill(p1, q1, u.floor)
	// From here on longP[j] is the probability of j and all above it. Four at a time, as each sum
	// has to wait for the one before.
	longP := u.longTerms.p[:highJ+1]
	beyond := 0.
	j := highJ
	for ; j-3 >= lowJ; j -= 4 {
		p := longP[j-3 : j+1 : j+1]
		two := p[3] + p[2]
		three, four := two+p[1], two+(p[1]+p[0])
		p[3] += beyond
		p[2] = beyond + two
		p[1] = beyond + three
		beyond += four
		p[0] = beyond
	}
	for ; j >= lowJ; j-- {
		beyond += longP[j]
		longP[j] = beyond
	}
	sum := 0.
	shortP := u.shortTerms.p[:highI+1]
	set = set[:highI+1]
	for i := lowI; i < len(set); i++ {
		step := max(lowJ, int(set[i]&^settled))
		if step > highJ { // so are those of all further i
			break
		}
		sum += shortP[i] * longP[step]
	}
	return sum / (allI * allJ)
}

// terms are the probabilities of a binomial variable, with what they need that depends on the
// trials alone.
type terms struct {
	// of 0 to n
	p []float64
	// what takes the probability of k, but for the odds, to that of k+1: (n-k)/(k+1), and to that
	// of k-1: k/(n-k+1)
	up, down []float64
}

// reset makes t ready for n trials.
func (t *terms) reset(n int) {
	if len(t.p) == n+1 {
		return
	}
	t.p = slices.Grow(t.p[:0], n+1)[:n+1]
	t.up = slices.Grow(t.up[:0], n+1)[:n+1]
	t.down = slices.Grow(t.down[:0], n+1)[:n+1]
	for k := range t.up {
		t.up[k] = float64(n-k) / float64(k+1)
		t.down[k] = float64(k) / float64(n-k+1)
	}
}

// fill puts the probabilities, each over that of the mode, into t.p from low to high, beyond which
// they are less than floor. It returns their sum too. It goes four steps at a time, as each product
// has to wait for the one before.
func (t *terms) fill(p, q, floor float64) (low, high int, sum float64) {
	n := len(t.p) - 1
	mode := min(n, int(float64(n+1)*p))
	t.p[mode] = 1
	sum = 1
	last := 1.
	odds := p / q
	for high = mode; high+4 <= n && last >= floor; high += 4 {
		r := t.up[high : high+4 : high+4]
		r1, r2, r3, r4 := odds*r[0], odds*r[1], odds*r[2], odds*r[3]
		r2 *= r1
		r4 *= r3
		p := t.p[high+1 : high+5 : high+5]
		p1, p2, p3, p4 := last*r1, last*r2, last*(r2*r3), last*(r2*r4)
		p[0], p[1], p[2], p[3] = p1, p2, p3, p4
		sum += (p1 + p2) + (p3 + p4)
		last = p4
	}
	for ; high < n && last >= floor; high++ {
		last *= odds * t.up[high]
		t.p[high+1] = last
		sum += last
	}
	last = 1
	odds = q / p
	for low = mode; low >= 4 && last >= floor; low -= 4 {
		r := t.down[low-3 : low+1 : low+1]
		r1, r2, r3, r4 := odds*r[3], odds*r[2], odds*r[1], odds*r[0]
		r2 *= r1
		r4 *= r3
		p := t.p[low-4 : low : low]
		p1, p2, p3, p4 := last*r1, last*r2, last*(r2*r3), last*(r2*r4)
		p[3], p[2], p[1], p[0] = p1, p2, p3, p4
		sum += (p1 + p2) + (p3 + p4)
		last = p4
	}
	for ; low > 0 && last >= floor; low-- {
		last *= odds * t.down[low]
		t.p[low-1] = last
		sum += last
	}
	return low, high, sum
}

// goal is what a supremum is wanted for.
type goal struct {
	above float64   // one at or below it need not be exact
	stop  float64   // any value above it will do
	bound []float64 // of the probability, by the points of the grid; nil if none is known
	learn bool      // what is found is a bound too
}

// supremum returns the largest probability of a tail at t over the nuisance parameter, as far as
// want asks for it.
//
// As a function of the angle, the probability is a sum of terms with one peak each. Where it is
// stationary, the mean of their slopes is 0, so that by Jensen's inequality it falls off by no more
// than a Gaussian curve with the mean of their second derivatives, which are about -4n. No peak is
// narrower than that, and the grid, of half its standard deviation, has several points on each. The
// point next to a peak is a quarter of a standard deviation from it at most, and the peak no higher
// than peakOverGrid times its value.
//
// At each angle the probability rises with t, and with the set. So what it is at the end of a
// range, for all tables of the tails of the range, is a bound for every part of the range; and as
// the range is halved, fewer and fewer angles can still matter.
func (u *workspace) supremum(set []int16, t float64, want goal) float64 {
	a := ascent{u: u, set: set, t: t, want: want, step: math.Pi / 2 / float64(len(u.grid)-1)}
	a.value(u.angle)
	if a.enough() {
		return a.best
	}
	highest := a.grid()
	// Look closer at the points that may be next to a higher peak than the best, the highest first.
	// There is no need to if the grid has found enough.
	for g := -1; g < len(u.grid) && a.best <= min(want.stop, certain); g++ {
		at := g
		if g < 0 {
			at = highest
		}
		if at >= 0 && u.grid[at]*peakOverGrid > a.limit() {
			a.closer(at)
		}
	}
	return a.best
}

// peakOverGrid is how many times as high as the grid beside it a peak can be: exp(1/32).
const peakOverGrid = 1.032

// ascent is the way to one supremum.
type ascent struct {
	u    *workspace
	set  []int16
	t    float64
	want goal
	best float64 // the largest probability so far
	step float64 // from one point of the grid to the next
}

// value returns the probability at an angle.
func (a *ascent) value(angle float64) float64 {
	v := a.u.probability(a.set, angle, a.t)
	if v > a.best {
		a.best, a.u.angle = v, angle
	}
	return v
}

// enough reports whether nothing more is wanted.
func (a *ascent) enough() bool {
	// how far above the stop a stretch is whose bounds may settle its parts
	const worth = 4
	return a.best > certain || a.best > a.want.stop && !(a.want.learn && a.best < worth*a.want.stop)
}

// limit returns what need not be exact, nor what is below it.
func (a *ascent) limit() float64 {
	if a.best > a.want.stop {
		return a.want.above
	}
	return max(a.want.above, a.best)
}

// look fills in a point of the grid.
func (a *ascent) look(g int) {
	u := a.u
	u.grid[g] = a.value(float64(g) * a.step)
	u.known[g] = true
	if a.want.learn {
		a.want.bound[g] = min(a.want.bound[g], u.grid[g])
	}
}

// grid fills in the grid, unless enough is found before its end, and returns the highest of its
// points that are known, -1 if none is. Where a bound is known that is low enough it takes that.
func (a *ascent) grid() (highest int) {
	u := a.u
	highest = -1
	u.skipped = 0
	for g := range u.grid {
		if a.want.bound != nil && a.want.bound[g]*peakOverGrid <= a.limit() {
			u.grid[g], u.known[g] = a.want.bound[g], false
			u.skipped++
			continue
		}
		a.look(g)
		if a.enough() {
			break
		}
		if highest < 0 || u.grid[g] > u.grid[highest] {
			highest = g
		}
	}
	return highest
}

// closer looks for the peak beside a point of the grid that is as high as both its neighbours.
func (a *ascent) closer(at int) {
	// where the second difference is less than half of this, the fourth derivative can outweigh it,
	// and one peak be two with a shallow valley between
	const flat = 1. / 32
	u := a.u
	// the probability is even about both ends
	before, after := max(at-1, 1-at), min(at+1, 2*(len(u.grid)-1)-at-1)
	for _, beside := range [2]int{before, after} {
		if !u.known[beside] {
			a.look(beside)
		}
	}
	left, middle, right := u.grid[before], u.grid[at], u.grid[after]
	if left > middle || right > middle {
		return
	}
	low, high := float64(max(at-1, 0))*a.step, float64(min(at+1, len(u.grid)-1))*a.step
	if 2*middle-left-right > flat*middle {
		maximise(a.value, low, float64(at)*a.step, high, 1e-7*a.step)
	} else {
		maximiseFlat(a.value, low, high, 1e-7*a.step)
	}
}

// maximise looks for the maximum of f between a and c, where b between them is as high as either.
// It is the method of Brent 1973, Algorithms for Minimization without Derivatives, chapter 5:
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

// least returns a t at or below which g is at most p: there every table but the emptiest has a
// probability below p, and the observed table is not the emptiest. That one has no event of the
// group and, of a difference, no non-event of the baseline.
func (u *workspace) least(p float64) float64 {
	estimate := u.c.Plain(quantity.DifferenceOfProportions)
	if u.ratio {
		estimate = math.Log(u.c.Plain(quantity.RatioOfProportions))
		return min(estimate, math.Log(-math.Expm1(math.Log1p(-p)/u.c.N)))
	}
	return max(-1, min(estimate, -1-math.Expm1(math.Log1p(-p)/(u.c.N+u.c.M))))
}

// atLeast reports whether the observed estimate is at the lower end of its range, so that no value
// is rejected against a larger one.
func (u *workspace) atLeast() bool { return u.c.A == 0 && (u.ratio || u.c.B == u.c.M) }

// resolution returns how close to t the search goes.
func (u *workspace) resolution(t float64) float64 {
	if u.ratio {
		return 4e-15 * max(1, math.Abs(t))
	}
	return 1e-15
}

// bounded reports whether g is bounded by p from low to high, which is d or a part of it, by what
// it refines of d.
func (u *workspace) bounded(d *stretch, low, high, p float64) bool {
	u.refine(d, low, high)
	v := u.supremum(d.set, high, goal{p, p, d.bound, !d.flat})
	if !d.flat && v > p {
		d.flat = v < 1.5*p && u.skipped < len(u.grid)/8
	}
	return v <= p
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
	// Halve the range again and again, the lower half first, until g is bounded by p over it, or is
	// known over it, or it is too small to halve. Whatever p is, the halves are the same, so that
	// where g jumps, the limits of two levels are the same number.
	u.begin(high)
	for depth := 1; depth > 0; {
		d := &u.stretches[depth-1]
		high = d.end
		if high <= least {
			low = high
			depth--
			continue
		}
		if high-low <= 2 {
			if u.bounded(d, low, high, p) {
				low = high
				depth--
				continue
			}
			if high-low <= u.resolution(low) || depth == maxStretches {
				return low
			}
			if u.isTailAt(d, low) {
				if u.supremum(d.set, low, goal{p, p, d.bound, false}) > p {
					return low // g jumped above p
				}
				if d.open == 0 { // no table leaves the tail and comes back
					excess := func(t float64) float64 { return math.Log(u.supremum(d.set, t, goal{0, 2, d.bound, false}) / p) }
					return root.Bracketed(low, excess(low), high, excess(high), (high-low)/16, excess)
				}
			}
		}
		u.divide(depth, low+(high-low)/2)
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
	u.tailAt(u.begin(high), high)
	best := u.supremum(u.point, high, goal{0, 2, nil, false})
	counted := high // the last point of which best knows
	// As in lowerLimit, the upper half first, until g is bounded by the best so far.
	u.stretches[0].end = u.least(max(best, smallest))
	for depth := 1; depth > 0 && u.stretches[0].end < high && best <= certain; {
		u.floor = max(smallest, 1e-20*best)
		// below the smallest there are no digits to bound it by
		stop := max(smallest, best*(1+1e-13))
		d := &u.stretches[depth-1]
		low := d.end
		if !u.bounded(d, low, high, stop) {
			same := high == counted && u.isTailAt(d, high)
			if high != counted {
				same = u.tailAt(d, high)
				best = max(best, u.supremum(u.point, high, goal{best, 2, d.bound, false}))
				counted = high
			}
			if !same {
				if high-low > u.resolution(high) && depth < maxStretches {
					u.divide(depth, low+(high-low)/2)
					depth++
					continue
				}
				u.tailAt(d, low)
				best = max(best, u.supremum(u.point, low, goal{best, 2, d.bound, false}))
			}
		}
		high = low
		depth--
	}
	return min(1, best)
}
