package outcomes

// Collapse returns a tally of the same searches of which less is known, so that it has fewer cells.
// to returns, for a cell of t, that in which its searches are counted: the same Key without what is
// not asked for, as the age or the gender. Measures that do not look at these are what they were.
//
// Force and month stay: those of what to gets are zero, and those of what it returns are ignored.
// So do the stops, and the pairs of searches of one stop. to may be asked of a cell any number of
// times and must answer the same each time; it must not be nil.
func (t *Tally) Collapse(to func(Key) Key) *Tally {
	out := t.alike()
	if t == nil {
		return out
	}
	numbers := make([]uint32, len(t.kinds.list))
	for kind := range t.kinds.list {
		k := to(t.kinds.key(uint32(kind)))
		numbers[kind] = out.kinds.number(k.words())
	}
	sum := newSummer(len(out.kinds.list))
	var l lists
	for _, b := range t.blocks {
		for _, c := range l.cellsOf(b) {
			sum.add(numbers[c.kind], c.n)
		}
		pairs := l.pairsOf(b)
		for i, p := range pairs {
			pairs[i] = kindPair{numbers[p.first], numbers[p.second], p.n}
		}
		out.addBlock(b.forceMonth, sum.take(), b.stops, pairs)
	}
	return out
}

// WithoutMonths returns the counts of t with all months of a force together, as searches that have
// no month ([Key].Month is zero), so that a filter by month finds none of them and no month is
// missing. Nothing is known of their stops ([StopsNotCounted]).
func (t *Tally) WithoutMonths() *Tally {
	out := t.alike()
	if t == nil {
		return out
	}
	out.kinds.list = append(out.kinds.list, t.kinds.list...)
	sum := newSummer(len(out.kinds.list))
	blocks := t.inOrder()
	var l lists
	for i, b := range blocks {
		for _, c := range l.cellsOf(b) {
			sum.add(c.kind, c.n)
		}
		if i+1 == len(blocks) || blocks[i+1].force != b.force {
			out.addBlock(forceMonth{force: b.force}, sum.take(), stopsOf{}, nil)
		}
	}
	return out
}

// summer adds up counts of kinds.
type summer struct {
	counts []int64  // by kind
	met    []uint32 // the kinds that have some
	cells  []kindCount
}

func newSummer(kinds int) *summer { return &summer{counts: make([]int64, kinds)} }

func (s *summer) add(kind uint32, n int64) {
	if s.counts[kind] == 0 {
		s.met = append(s.met, kind)
	}
	s.counts[kind] += n
}

// take returns the sums, and begins again. The list is good until the next is taken.
func (s *summer) take() []kindCount {
	s.cells = s.cells[:0]
	for _, kind := range s.met {
		s.cells = append(s.cells, kindCount{kind, s.counts[kind]})
		s.counts[kind] = 0
	}
	s.met = s.met[:0]
	return s.cells
}
