package outcomes

// Collapse returns the counts of t with less said of each search: to returns the cell that those of
// a cell are counted in, of which the force and the month stay whatever it says. Where it takes off
// what a measure does not ask for, as the age and the gender, the measure stays what it is, and is
// had from fewer cells. The stops and the pairs of searches of one stop stay too. to must not be
// nil; it is asked of cells without a force and a month.
func (t *Tally) Collapse(to func(Key) Key) *Tally {
	out := t.alike()
	at := func(k Key) Key {
		of := k.forceMonth()
		k.Force, k.Month = forceMonth{}.force, 0
		k = to(k)
		k.Force, k.Month = of.force, of.month
		return k
	}
	for k, n := range t.all() {
		out.add(at(k), n)
		out.takeStops(t, k)
	}
	for p, n := range t.allPairs() {
		out.takePairs(pairOf(at(p.First), at(p.Second)), n)
	}
	return out
}

// WithoutMonths returns the counts of t with all months of a force together, as searches without a
// month. Nothing is known of their stops ([StopsNotCounted]).
func (t *Tally) WithoutMonths() *Tally {
	out := t.alike()
	for k, n := range t.all() {
		k.Month = 0
		out.add(k, n)
	}
	return out
}
