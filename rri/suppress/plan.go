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
	isBaseline     bool    // withheld only where withholding any other count would not protect
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
		if x.isBaseline != y.isBaseline {
			if x.isBaseline {
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
