package suppress

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
	s := newSums(members, p.k-1)
	for {
		s.good = s.good.withoutLeast()
		if s.good.has(sum) {
			return taken, least, true
		}
		if taken == len(candidates) {
			return taken, 0, false
		}
		c := candidates[taken]
		taken++
		sum += c.n
		least = sum - s.take(c.values)
	}
}

// sums is the sums of withheld counts with which the promises are kept.
type sums struct {
	values []set // for each value that must stay possible, the sums of tables that have it
	pairs  []set // for each promise of two values, the sums with the lower one
	width  int64 // by which the two values, and so the two sums, differ
	good   set   // the sums that are in all of values and pairs
}

// newSums returns the sums of the members before anything else is withheld.
func newSums(members []member, width int64) sums {
	others := newOthers(members)
	all := set{others.rest.all()}
	s := sums{values: []set{all}, width: width, good: all}
	seen := map[member]bool{}
	// those of members that differ in how many they can be are often the same
	pairs := map[[2]span]bool{}
	for i, m := range members {
		if seen[m] {
			continue // the same sets again
		}
		seen[m] = true
		of := others.of(i)
		switch m.promise {
		case each:
			for v := m.values.low; v <= m.values.high; v++ {
				sums := set{of.plus(span{v, v})}
				s.values = append(s.values, sums)
				s.good = s.good.and(sums)
			}
		case wide:
			lower, upper := set{of}.plus(m.values.less(width)), set{of.less(width)}.plus(m.values.from(width))
			if key := [2]span{lower.only(), upper.only()}; !pairs[key] {
				pairs[key] = true
				s.pairs = append(s.pairs, lower)
				s.good = s.good.and(upper)
			}
		}
	}
	return s
}

// others has the sums that the members other than one can have where it is asked about.
type others struct {
	members     []member
	rest, ample partialSums
}

func newOthers(members []member) others {
	o := others{members: members}
	for _, m := range members {
		o.rest.before, o.ample.before = append(o.rest.before, m.rest), append(o.ample.before, m.ample)
	}
	o.rest.sum()
	o.ample.sum()
	return o
}

// of returns those of all but member i.
func (o others) of(i int) span {
	if o.members[i].tied {
		return o.rest.but(i)
	}
	return o.ample.but(i)
}

// partialSums are, of a list of spans, the sums of those before each and of those from each on.
type partialSums struct{ before, from []span }

// sum makes the sums of the list that stands in before.
func (p *partialSums) sum() {
	n := len(p.before)
	p.from = make([]span, n+1)
	for i := n - 1; i >= 0; i-- {
		p.from[i] = p.from[i+1].plus(p.before[i])
	}
	var sum span
	for i, s := range p.before {
		p.before[i], sum = sum, sum.plus(s)
	}
}

// all returns the sum of all, and but that of all but i.
func (p *partialSums) all() span      { return p.from[0] }
func (p *partialSums) but(i int) span { return p.before[i].plus(p.from[i+1]) }

// take leaves out the tables whose sum was good before, and withholds a count with these values
// too. It returns the sum that the counts before it have, of the promise that needs the most.
func (s *sums) take(values span) (least int64) {
	var good set
	for i, left := range s.values {
		left = left.without(s.good)
		least = max(least, left.least())
		s.values[i] = left.plus(values)
		if i == 0 {
			good = s.values[i]
		} else {
			good = good.and(s.values[i])
		}
	}
	for i, left := range s.pairs {
		left = left.without(s.good).without(s.good.down(s.width))
		least = max(least, left.least()+s.width)
		s.pairs[i] = left.plus(values)
		good = good.and(left.plus(values.from(s.width)))
	}
	s.good = good
	return least
}
