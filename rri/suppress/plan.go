package suppress

import (
	"math"

	"github.com/seed-549880be/disparity/rri"
)

// plan decides which counts are withheld.
type plan struct {
	k      int64
	totals bool // whether the totals of the columns are known
	cells  []cell
}

// cell is the counts of one row.
type cell struct {
	events, trials count
	binomial       bool
	last           bool // the baseline, which is withheld only if nothing else does
}

// count is one number of the table.
type count struct {
	n      int64
	hidden bool
}

func newCell[M rri.Measure](m M) cell {
	switch m := any(m).(type) {
	case rri.Rate:
		return cell{events: count{n: m.Events}}
	case rri.Proportion:
		return cell{events: count{n: m.Events}, trials: count{n: m.Trials}, binomial: true}
	}
	return cell{}
}

// hideAll withholds the row. The population of a rate is no count of the table.
func (c *cell) hideAll() {
	c.events.hidden = true
	c.trials.hidden = c.binomial
}

// small tells whether n is a count that the rule is about.
func (p *plan) small(n int64) bool { return n >= 1 && n <= p.k }

// primary withholds the small counts.
func (p *plan) primary() {
	for i := range p.cells {
		c := &p.cells[i]
		if c.binomial && p.small(c.trials.n) {
			c.hideAll()
		}
		if p.small(c.events.n) {
			c.events.hidden = true
		}
	}
}

// secondary withholds more until nothing small follows from the totals, or says that the totals cannot be known.
func (p *plan) secondary() {
	// The trials alone may tell events that are withheld by wish: 4 of 4.
	totals := p.totals
	p.totals = false
	for failing, ok := p.failing(); ok; failing, ok = p.failing() {
		p.cells[failing.row].hideAll()
	}
	p.totals = totals
	if !p.totals {
		return
	}
	before := append([]cell(nil), p.cells...)
	var taken []target
	for {
		failing, ok := p.failing()
		if !ok {
			break
		}
		chosen, ok := p.choose(failing)
		if !ok {
			p.cells, p.totals = before, false
			return
		}
		p.hide(chosen)
		taken = append(taken, chosen)
	}
	// What a later choice made needless is shown again.
	for _, t := range taken {
		shown := append([]cell(nil), p.cells...)
		p.show(t)
		if _, bad := p.failing(); bad {
			p.cells = shown
		}
	}
}

// target is one count of one row: its trials, or its events.
type target struct {
	row    int
	trials bool
}

func (p *plan) hide(t target) {
	if t.trials {
		p.cells[t.row].hideAll()
	} else {
		p.cells[t.row].events.hidden = true
	}
}

// show is the reverse of hide: of trials, the events stay withheld where they are small.
func (p *plan) show(t target) {
	c := &p.cells[t.row]
	if t.trials {
		c.trials.hidden = false
		c.events.hidden = p.small(c.events.n)
		return
	}
	c.events.hidden = c.trials.hidden
}

// choose returns the count to withhold for the sake of one that fails: the smallest that cures it, the baseline only if no other does, or else the
// largest.
func (p *plan) choose(failing target) (target, bool) {
	best, found, cures := target{}, false, false
	for i, c := range p.cells {
		n, hidden := c.events.n, c.events.hidden
		if failing.trials {
			n, hidden = c.trials.n, c.trials.hidden
		}
		if hidden || n == 0 {
			continue
		}
		t := target{i, failing.trials}
		before := c
		p.hide(t)
		cured := p.protected(failing)
		p.cells[i] = before
		size := func(t target) int64 {
			if t.trials {
				return p.cells[t.row].trials.n
			}
			return p.cells[t.row].events.n
		}
		switch {
		case !found,
			cured && !cures,
			cured == cures && p.cells[best.row].last && !c.last,
			cured == cures && p.cells[best.row].last == c.last && (cured && n < size(best) || !cured && n > size(best)):
			best, cures = t, cured
		}
		found = true
	}
	return best, found
}

// failing returns the first withheld count that the totals tell too much of.
func (p *plan) failing() (target, bool) {
	for _, trials := range []bool{true, false} {
		for i, c := range p.cells {
			n := c.events
			if trials {
				n = c.trials
			}
			if t := (target{i, trials}); n.hidden && n.n > 0 && !p.protected(t) {
				return t, true
			}
		}
	}
	return target{}, false
}

// protected reports whether a withheld count could be any number from 1 to k, if it is small; otherwise, whether it could be of k numbers.
func (p *plan) protected(t target) bool {
	n := p.cells[t.row].events.n
	if t.trials {
		n = p.cells[t.row].trials.n
	}
	if p.small(n) {
		return p.possible(t, 1) && p.possible(t, p.k) // and all between, since what is possible is convex
	}
	var below, above int64
	for below < p.k-1 && p.possible(t, n-below-1) {
		below++
	}
	for below+above < p.k-1 && p.possible(t, n+above+1) {
		above++
	}
	return below+above >= p.k-1
}

// box is the numbers that a count could be, from what kind of count it is.
type box struct{ low, high int64 }

const unbounded = math.MaxInt64

// box returns what somebody knows of a count who knows whether it is zero, small or neither.
func (p *plan) box(c count) box {
	switch {
	case !c.hidden || c.n == 0:
		return box{c.n, c.n}
	case p.small(c.n):
		return box{1, p.k}
	default:
		return box{p.k + 1, unbounded}
	}
}

// possible reports whether the count t could be v, by everything else that is known: the kinds of the withheld counts, no events beyond the trials, and, if they are known, the totals of
// the columns.
//
// Trials have a least sum: each at least its low end and its events. Events cost nothing up to the low ends of the trials, and one trial each beyond. So the question has a
// closed form, and whole numbers solve it where fractions do.
func (p *plan) possible(t target, v int64) bool {
	var events, trials, eventsLow, eventsHigh, trialsLow, trialsHigh, free sum
	for i, c := range p.cells {
		e, n := p.box(c.events), box{0, unbounded}
		if c.binomial {
			n = p.box(c.trials)
		}
		if t.row == i {
			if t.trials {
				n = n.only(v)
			} else {
				e = e.only(v)
			}
		}
		if c.binomial {
			e.high, n.low = min(e.high, n.high), max(n.low, e.low)
		}
		if e.low > e.high || n.low > n.high {
			return false
		}
		events.add(c.events.n)
		eventsLow.add(e.low)
		eventsHigh.add(e.high)
		trials.add(c.trials.n)
		trialsLow.add(n.low)
		trialsHigh.add(n.high)
		free.add(min(e.high, n.low))
	}
	if !p.totals {
		return true
	}
	if events < eventsLow || events > eventsHigh {
		return false
	}
	if !p.cells[t.row].binomial {
		return true
	}
	trialsLow.add(max(0, int64(events)-int64(free)))
	return trials >= trialsLow && trials <= trialsHigh
}

// only returns the box that holds v alone; an empty one if b does not hold v.
func (b box) only(v int64) box {
	if v < b.low || v > b.high {
		return box{1, 0}
	}
	return box{v, v}
}

// sum is a sum of counts that stops at unbounded.
type sum int64

func (s *sum) add(n int64) {
	if n > unbounded-int64(*s) {
		*s = unbounded
		return
	}
	*s += sum(n)
}
