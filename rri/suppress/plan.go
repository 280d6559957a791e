package suppress

import (
	"cmp"
	"slices"

	"github.com/seed-549880be/disparity/rri"
)

// plan decides which counts are withheld.
type plan struct {
	k      int64
	totals bool   // whether the totals of the columns are known
	cells  []cell // in the order of the groups
}

// cell is the counts of one row.
type cell struct {
	events, trials count
	binomial       bool
	last           bool    // the baseline, which is withheld only if nothing else does
	size           float64 // the population of a rate
}

// count is one number of the table.
type count struct {
	n      int64
	hidden bool
	wished bool // withheld whatever it is
}

func newCell[M rri.Measure](m M) cell {
	events, exposure, _ := m.Counts()
	if m.IsProportion() {
		return cell{events: count{n: events}, trials: count{n: int64(exposure)}, binomial: true}
	}
	return cell{events: count{n: events}, size: exposure}
}

// hideAll withholds the row. The population of a rate is no count of the table.
func (c *cell) hideAll() {
	c.events.hidden = true
	c.trials.hidden = c.binomial
}

// few is the number of trials up to which they are withheld with events that are withheld by wish:
// of 6 trials, more than 5 events are 6.
func (p *plan) few() int64 { return 2 * p.k }

// primary withholds the small counts, and what is to be withheld by wish.
func (p *plan) primary() {
	small := func(n int64) bool { return n >= 1 && n <= p.k }
	for i := range p.cells {
		c := &p.cells[i]
		c.events.hidden = c.events.wished || small(c.events.n)
		if c.trials.wished || c.binomial && (small(c.trials.n) || c.events.wished && c.trials.n <= p.few()) {
			c.hideAll()
		}
	}
}

// secondary withholds more until nothing small follows from the totals, or says that the totals
// cannot be known.
func (p *plan) secondary() {
	if !p.totals {
		return
	}
	absorber, floor := -1, int64(0) // the row with trials withheld whose trials are at least floor
	if slices.ContainsFunc(p.cells, func(c cell) bool { return c.binomial }) {
		if absorber, floor = p.coverTrials(); !p.totals {
			return
		}
	}
	p.coverEvents(absorber, floor)
}

// coverTrials withholds trials. It returns a row that may have events above k, and how many trials
// it has at least in every table that the protection rests on; -1 if there is none.
func (p *plan) coverTrials() (absorber int, floor int64) {
	absorber = -1
	var members []member
	var sum, rest, spread int64
	for i, c := range p.cells {
		if !c.trials.hidden {
			continue
		}
		var m member
		switch {
		case c.trials.n > p.k:
			all := span{p.k + 1, unbounded}
			if !c.trials.wished {
				all.high = p.few()
			} else if absorber < 0 && c.events.n > p.k {
				absorber = i
			}
			m = newMember(all, all, wide)
			spread = max(spread, p.k-1)
		case c.trials.wished || c.events.wished:
			m = newMember(span{0, p.k}, span{0, p.k}, each)
			spread = max(spread, p.k)
		default:
			m = newMember(span{1, p.k}, span{1, p.k}, each)
			spread = max(spread, p.k-1)
		}
		members = append(members, m)
		sum += c.trials.n
		rest += m.rest.low
	}
	// The others at their least, but one, leave so much for the absorber.
	if absorber >= 0 {
		floor = sum - (rest - (p.k + 1)) - spread
	}
	candidates := p.candidates(func(c cell) (count, int64, float64) { return c.trials, unbounded, 0 })
	for i := range candidates {
		if c := &candidates[i]; p.cells[c.row].events.wished {
			c.values.low = p.few() + 1 // or it would have been withheld before
		}
	}
	taken, least, ok := p.cover(members, sum, candidates)
	for _, c := range candidates[:taken] {
		p.cells[c.row].hideAll()
	}
	if taken > 0 {
		absorber, floor = candidates[taken-1].row, least
	}
	p.totals = ok
	return absorber, floor
}

// coverEvents withholds events. Those that are withheld with their trials have to go with every
// choice of these, wherever another count is asked about: of up to k trials they are 0, and above k
// they are k+1, but those of the absorber may be up to floor. Where trials may be chosen too, one
// row with up to k of them can have k.
func (p *plan) coverEvents(absorber int, floor int64) {
	var members []member
	var sum int64
	lent := false // whether a row with up to k trials has been given k
	for i, c := range p.cells {
		if !c.events.hidden {
			continue
		}
		var m member
		high := c.events.n > p.k
		all := span{p.k + 1, c.cap()}
		switch {
		case c.trials.hidden && high && i == absorber:
			m = newMember(all, span{p.k + 1, max(floor, p.k+1)}, free)
		case c.trials.hidden && high:
			m = newMember(all, span{p.k + 1, p.k + 1}, free)
		case c.trials.hidden && c.trials.n <= p.k:
			m = newMember(span{0, p.k}, span{0, 0}, each)
			m.tied = true
			if !lent {
				m.ample.high, lent = p.k, true
			}
		case high:
			m = newMember(all, all, wide)
		case c.events.wished || c.trials.hidden:
			m = newMember(span{0, p.k}, span{0, p.k}, each)
		default:
			m = newMember(span{1, p.k}, span{1, p.k}, each)
		}
		members = append(members, m)
		sum += c.events.n
	}
	candidates := p.candidates(func(c cell) (count, int64, float64) { return c.events, c.cap(), max(c.size, float64(c.trials.n)) })
	taken, _, ok := p.cover(members, sum, candidates)
	for _, c := range candidates[:taken] {
		p.cells[c.row].events.hidden = true
	}
	p.totals = ok
}

// cap is the most events that c can have where its trials are shown.
func (c cell) cap() int64 {
	if c.binomial && !c.trials.hidden {
		return c.trials.n
	}
	return unbounded
}

// candidate is a count above k that is shown, and can be withheld to cover for others.
type candidate struct {
	row    int
	n      int64
	values span
}

// candidates returns what can cover, in the order in which it is taken: an order that says nothing
// of the counts, and begins with what is largest by a size that is shown. of returns the count of a
// cell, the most that it can be, and that size. The baseline comes last, and equal sizes in the
// order of the groups.
func (p *plan) candidates(of func(cell) (n count, most int64, size float64)) []candidate {
	var all []candidate
	for i, c := range p.cells {
		if n, most, _ := of(c); !n.hidden && n.n > p.k && most > p.few() {
			all = append(all, candidate{i, n.n, span{p.k + 1, most}})
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		x, y := p.cells[a.row], p.cells[b.row]
		if x.last != y.last {
			if x.last {
				return 1
			}
			return -1
		}
		_, _, i := of(x)
		_, _, j := of(y)
		return cmp.Compare(j, i)
	})
	return all
}

// member is a withheld count of one column.
type member struct {
	values  span // what it can be for all that is known of its kind
	rest    span // what it can be whatever else is asked about
	ample   span // what it can be where one is asked about that is not tied
	promise promise
	tied    bool // to trials that are withheld and at most k
}

func newMember(values, rest span, promised promise) member {
	return member{values: values, rest: rest, ample: rest, promise: promised}
}

// promise is what has to stay possible of a withheld count.
type promise uint8

const (
	free promise = iota // nothing
	each                // each of its values
	wide                // two values that are k-1 apart
)

// cover returns how many of the candidates, from the first, have to be withheld beside the members,
// of which the sum is given; ok is false if all of them do not do. least is the least that the last
// one can be in the tables that the protection rests on.
//
// Whoever knows the rule can run it on every table that would have been published in the same form.
// So a choice is protected if among these tables, and not only among those with the same sums,
// every promise is kept. A choice is taken by nothing but what is then published of it, the sum of
// what it withholds; tables whose sum was taken for an earlier choice are not among those of a
// later one. The sums that are left for each promise are sets of whole numbers, and a choice is
// good for the sums that are in all of them, but the least: that one is left to later choices, so
// that these have a table for every promise too, to the last of them, where the totals are not
// known.
func (p *plan) cover(members []member, sum int64, candidates []candidate) (taken int, least int64, ok bool) {
	if len(members) == 0 {
		return 0, 0, true
	}
	// kept has a set of sums for each value that must stay possible; pairs has for each promise of
	// width the lower of two sums, of a table with some value and of one with a value k-1 above it.
	rest := span{0, 0}
	for _, m := range members {
		rest = rest.plus(m.rest)
	}
	kept := []set{{rest}}
	var pairs []set
	good := set{rest}
	seen := map[member]bool{}
	for i, m := range members {
		if seen[m] {
			continue // the same sets again
		}
		seen[m] = true
		others := span{0, 0}
		for j, o := range members {
			switch {
			case j == i:
			case m.tied:
				others = others.plus(o.rest)
			default:
				others = others.plus(o.ample)
			}
		}
		switch m.promise {
		case each:
			for v := m.values.low; v <= m.values.high; v++ {
				s := set{others.plus(span{v, v})}
				kept = append(kept, s)
				good = good.and(s)
			}
		case wide:
			pairs = append(pairs, set{others}.plus(m.values.less(p.k-1)))
			good = good.and(set{others.less(p.k - 1)}.plus(m.values.from(p.k - 1)))
		}
	}
	for {
		good = good.withoutLeast()
		if good.has(sum) {
			return taken, least, true
		}
		if taken == len(candidates) {
			return taken, 0, false
		}
		for i := range kept {
			kept[i] = kept[i].without(good)
		}
		for i := range pairs {
			pairs[i] = pairs[i].without(good).without(good.down(p.k - 1))
		}
		c := candidates[taken]
		taken++
		sum += c.n
		lowest := int64(0)
		good = set{span{0, unbounded}}
		for i, s := range kept {
			lowest = max(lowest, s.least())
			kept[i] = s.plus(c.values)
			good = good.and(kept[i])
		}
		for i, s := range pairs {
			lowest = max(lowest, s.least()+p.k-1)
			pairs[i] = s.plus(c.values)
			good = good.and(s.plus(c.values.from(p.k - 1)))
		}
		least = sum - lowest
	}
}
