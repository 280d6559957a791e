package power

import (
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// row is the rejection region at one count of one group: what the test finds at each count of the
// other.
type row struct {
	// where the finding of many events, +1, begins; and where that of few, -1, ends
	many, few bracket
	// the findings at the counts near the ends, which are tested one by one: see [plan.endCounts]
	ends map[int64]finding

	// by the count of the group: the probabilities, as the baseline does not depend on the ratio
	above, below float64
	known        bool
}

// finding is what the test says: +1 the ratio is above the null value, -1 below, 0 neither.
type finding int8

// bracket holds what is known of a step: false up to low, true from high on.
type bracket struct{ low, high int64 }

// test returns what the test says of x events in the group and y in the baseline.
func (p *plan) test(x, y int64) finding {
	if p.err != nil {
		return 0
	}
	q := quantity.RatioOfProportions
	if p.rates {
		q = quantity.RatioOfRates
	}
	family, c := &method.Families[p.options.Method], quantity.CountsOf(float64(x), p.n, float64(y), p.m)
	if err := family.Limited(q, c); err != nil {
		p.err = fmt.Errorf("%s for %s: %w", p.options.Method, q, err)
		return 0
	}
	if c.UndefinedRatio(q) {
		return 0
	}
	side := method.Side(p.options.Side)
	var less, greater bool
	if p.enumerates() {
		if p.rejection == nil {
			p.rejection = method.NewRejection(p.n, p.m, p.null, side.Beyond(p.options.Level), side)
		}
		less, greater = p.rejection.Less(c.A, c.B), p.rejection.Greater(c.A, c.B)
	} else {
		pLess, pGreater := family.Test(q, c, p.null)
		less, greater = pLess < p.confidence.Tail, pGreater < p.confidence.Tail
	}
	switch {
	case greater && p.options.Side != rri.UpperOnly:
		return 1
	case less && p.options.Side != rri.LowerOnly:
		return -1
	}
	return 0
}

// sum returns exact power: over the counts of the group or of the baseline, whichever has the
// smaller variance, the probability of those counts of the other at which the test finds something.
func (p *plan) sum(ratio float64) Power {
	group, baseline := p.group(ratio), p.baseline()
	power := Power{Exact: true}
	if group.variance() <= baseline.variance() {
		power.Above, power.Below = p.sumOverGroup(group, baseline)
	} else {
		power.Above, power.Below = p.sumOverBaseline(group, baseline)
	}
	// without what rounding puts above 1
	power.Above, power.Below = min(1, power.Above), min(1, power.Below)
	return power
}

func (p *plan) sumOverGroup(group, baseline distribution) (above, below float64) {
	low, high := group.bounds()
	for x := low; x <= high; x++ {
		_, _, weight := group.at(x)
		r := rowOf(p.byGroup, x)
		if !r.known {
			// Many events of the baseline make the ratio low: what they lead to is finding it
			// below.
			r.below, r.above = p.probabilities(r, baseline, func(y int64) finding { return -p.test(x, y) })
			r.known = true
		}
		above += weight * r.above
		below += weight * r.below
	}
	return above, below
}

func (p *plan) sumOverBaseline(group, baseline distribution) (above, below float64) {
	low, high := baseline.bounds()
	for y := low; y <= high; y++ {
		_, _, weight := baseline.at(y)
		ifMany, ifFew := p.probabilities(rowOf(p.byBaseline, y), group, func(x int64) finding { return p.test(x, y) })
		above += weight * ifMany
		below += weight * ifFew
	}
	return above, below
}

// rowOf returns the row of a count, a new one if it has none.
func rowOf(rows map[int64]*row, count int64) *row {
	r := rows[count]
	if r == nil {
		r = &row{ends: map[int64]finding{}}
		rows[count] = r
	}
	return r
}

// endCounts returns how many of the lowest counts after 0, and of a binomial also of the highest
// before the last, are tested one by one instead of being found by bisection: near its ends the
// log-Wald test is not monotone.
//
// The statistic of log-Wald tests rises with a count y of n before it falls, as the standard error
// falls faster than the logarithm: it does so where it is above 2 √(y(1-y/n)), so that a critical
// value z can be crossed upward only where y(1-y/n) is below (z/2)². Further in, each step of the
// test is crossed once.
func (p *plan) endCounts(d distribution) int64 {
	half := p.critical() / 2
	bound := half * half
	switch {
	case math.IsInf(d.n, 1):
		return int64(bound)
	case 4*bound >= d.n:
		return int64(d.n)
	}
	// 1 more, for the counts that AdjustedLog moves by a half.
	return 1 + int64(d.n*(1-math.Sqrt(1-4*bound/d.n))/2)
}

// critical returns the normal quantile of the test.
func (p *plan) critical() float64 {
	return p.confidence.Z
}

// probabilities returns how probable it is that a count with the distribution d leads to the
// finding +1, and how probable that it leads to -1. Away from the ends, which [plan.endCounts] has,
// the test says +1 from some count on, and -1 up to some count.
func (p *plan) probabilities(r *row, d distribution, test func(int64) finding) (ifMany, ifFew float64) {
	low, high := d.bounds()
	add := func(k int64) {
		f, ok := r.ends[k]
		if !ok {
			f = test(k)
			r.ends[k] = f
		}
		_, _, weight := d.at(k)
		switch f {
		case 1:
			ifMany += weight
		case -1:
			ifFew += weight
		}
	}
	ends := p.endCounts(d)
	for ; low <= min(high, ends); low++ {
		add(low)
	}
	for ; high >= low && float64(high+ends) >= d.n; high-- {
		add(high)
	}
	if low > high {
		return ifMany, ifFew
	}
	r.many.low, r.few.low = max(r.many.low, ends), max(r.few.low, ends)
	// The steps of neighbouring counts of one group are nearly on a line.
	from := r.many.first(high, p.lastMany.next(), func(k int64) bool { return test(k) == 1 })
	p.lastMany.add(from)
	ifMany += d.between(max(low, from), high)
	to := r.few.first(high, p.lastFew.next(), func(k int64) bool { return test(k) != -1 })
	p.lastFew.add(to)
	ifFew += d.between(low, min(high, to-1))
	return ifMany, ifFew
}

// trend is the last two of a row of numbers.
type trend struct{ before, last int64 }

// next returns where the next number is if the two and it are on a line.
func (t trend) next() int64 { return t.last + (t.last - t.before) }

func (t *trend) add(k int64) { *t = trend{t.last, k} }

// first returns the smallest count from 1 to limit at which a step is true, or limit+1 if it is
// false at limit. It looks about a guess first.
func (b *bracket) first(limit, guess int64, step func(int64) bool) int64 {
	if b.low >= limit {
		return limit + 1
	}
	low, high := b.low, limit+1
	if b.high != 0 && b.high <= limit {
		high = b.high
	}
	next := min(max(guess, low+1), high-1)
	for reach := int64(1); high-low > 1; reach *= 2 {
		k := next
		if step(k) {
			high = k
			next = k - reach
		} else {
			low = k
			next = k + reach
		}
		if next <= low || next >= high || reach > limit {
			next = low + (high-low)/2
		}
	}
	b.low = low
	if high <= limit {
		b.high = high
	}
	return high
}
