package outcomes

// alike returns an empty tally of what has the same columns that are kept.
func (t *Tally) alike() *Tally { return &Tally{keptNames: t.Kept()} }

// Where returns the counts of the cells that keep reports true for. The cells it keeps and those it
// leaves out partition t. A pair of searches of one stop is kept if both its cells are, and what is
// known of the stops of a force and month if a cell of it is. keep must not be nil.
func (t *Tally) Where(keep func(Key) bool) *Tally {
	kept := t.alike()
	for k, n := range t.all() {
		if keep(k) {
			kept.add(k, n)
			kept.takeStops(t, k)
		}
	}
	for p, n := range t.allPairs() {
		if kept.cells[p.First] > 0 && kept.cells[p.Second] > 0 {
			kept.takePairs(p, n)
		}
	}
	return kept
}

// Split cuts t by whatever of returns for a cell: by object, by legislation, by force. The parts
// partition t, but for the pairs of searches of one stop whose cells are in two parts, which are in
// none: each part is what [Tally.Where] keeps of t. Rates by object are [Tally.Proportions] of
// every part of Split(t, func(k Key) Object { return k.Object }). of must not be nil.
func Split[G comparable](t *Tally, of func(Key) G) map[G]*Tally {
	parts := make(map[G]*Tally)
	for k, n := range t.all() {
		g := of(k)
		if parts[g] == nil {
			parts[g] = t.alike()
		}
		parts[g].add(k, n)
		parts[g].takeStops(t, k)
	}
	for p, n := range t.allPairs() {
		if part := parts[of(p.First)]; part != nil && part.cells[p.Second] > 0 {
			part.takePairs(p, n)
		}
	}
	return parts
}
