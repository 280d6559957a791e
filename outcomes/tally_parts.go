package outcomes

// alike returns an empty tally of what has the same columns that are kept.
func (t *Tally) alike() *Tally { return &Tally{keptNames: t.Kept()} }

// Where returns the counts of the cells that keep reports true for. The cells it keeps and those it
// leaves out partition t. A pair of searches of one stop is kept if both its cells are, and what is
// known of the stops of a force and month if a cell of it is. keep must not be nil.
func (t *Tally) Where(keep func(Key) bool) *Tally {
	kept := t.alike()
	if t == nil {
		return kept
	}
	numbers := make([]uint32, len(t.kinds.list)) // in kept, and 1; 0 for a kind that has none yet
	keeps := make([]bool, len(t.kinds.list))     // of the block
	var l lists
	var cells []kindCount
	var pairs []kindPair
	for _, b := range t.blocks {
		cells, pairs = cells[:0], pairs[:0]
		for _, c := range l.cellsOf(b) {
			w := &t.kinds.list[c.kind]
			keeps[c.kind] = keep(w.key(b.forceMonth))
			if !keeps[c.kind] {
				continue
			}
			if numbers[c.kind] == 0 {
				kept.kinds.list = append(kept.kinds.list, *w)
				numbers[c.kind] = uint32(len(kept.kinds.list))
			}
			cells = append(cells, kindCount{numbers[c.kind] - 1, c.n})
		}
		for _, p := range l.pairsOf(b) {
			if keeps[p.first] && keeps[p.second] {
				pairs = append(pairs, kindPair{numbers[p.first] - 1, numbers[p.second] - 1, p.n})
			}
		}
		kept.addBlock(b.forceMonth, cells, b.stops, pairs)
	}
	return kept
}

// Split cuts t by whatever of returns for a cell: by object, by legislation, by force. The parts
// partition t, but for the pairs of searches of one stop whose cells are in two parts, which are in
// none: each part is what [Tally.Where] keeps of t. Rates by object are [Tally.Proportions] of
// every part of Split(t, func(k Key) Object { return k.Object }). of must not be nil.
func Split[G comparable](t *Tally, of func(Key) G) map[G]*Tally {
	parts := make(map[G]*Tally)
	if t == nil {
		return parts
	}
	by := make(map[G]*splitPart)
	// by kind, the part of its cell in a block, the last one that was looked at, and its number
	// there
	partOf, numbers := make([]*splitPart, len(t.kinds.list)), make([]uint32, len(t.kinds.list))
	var here []*splitPart // that have cells of the block
	var l lists
	for _, b := range t.blocks {
		here = here[:0]
		for _, c := range l.cellsOf(b) {
			w := &t.kinds.list[c.kind]
			g := of(w.key(b.forceMonth))
			part := by[g]
			if part == nil {
				part = &splitPart{tally: t.alike()}
				by[g], parts[g] = part, part.tally
			}
			if partOf[c.kind] != part {
				partOf[c.kind], numbers[c.kind] = part, part.tally.kinds.number(*w)
			}
			if len(part.cells) == 0 {
				here = append(here, part)
			}
			part.cells = append(part.cells, kindCount{numbers[c.kind], c.n})
		}
		for _, p := range l.pairsOf(b) {
			if part := partOf[p.first]; part == partOf[p.second] {
				part.pairs = append(part.pairs, kindPair{numbers[p.first], numbers[p.second], p.n})
			}
		}
		for _, part := range here {
			part.tally.addBlock(b.forceMonth, part.cells, b.stops, part.pairs)
			part.cells, part.pairs = part.cells[:0], part.pairs[:0]
		}
	}
	for _, part := range parts {
		part.kinds.places = nil // which are made again if they are needed
	}
	return parts
}

// splitPart is a part that a tally is cut into, with what it gets of the block that is looked at.
type splitPart struct {
	tally *Tally
	cells []kindCount
	pairs []kindPair
}
