package outcomes

// Collapse returns the counts of t with less said of each search: to returns the cell in which
// those of a cell are counted, but for the force and the month, which stay. Where it takes off what
// a measure does not ask for, as the age or the gender, the measure is what it was, and is had from
// fewer cells. The stops and the pairs of searches of one stop stay. to is asked of cells without a
// force and a month, any number of times; it must not be nil.
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
	for _, b := range t.blocks {
		for _, c := range b.cells {
			sum.add(numbers[c.kind], c.n)
		}
		var pairs []kindPair
		for _, p := range b.pairs {
			pairs = append(pairs, kindPair{numbers[p.first], numbers[p.second], p.n})
		}
		out.addBlock(b.forceMonth, sum.take(), b.stops, pairs)
	}
	return out
}

// WithoutMonths returns the counts of t with all months of a force together, as searches that have
// no month. Nothing is known of their stops ([StopsNotCounted]).
func (t *Tally) WithoutMonths() *Tally {
	out := t.alike()
	if t == nil {
		return out
	}
	out.kinds.list = append(out.kinds.list, t.kinds.list...)
	sum := newSummer(len(out.kinds.list))
	blocks := t.inOrder()
	for i, b := range blocks {
		for _, c := range b.cells {
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
}

func newSummer(kinds int) *summer { return &summer{counts: make([]int64, kinds)} }

func (s *summer) add(kind uint32, n int64) {
	if s.counts[kind] == 0 {
		s.met = append(s.met, kind)
	}
	s.counts[kind] += n
}

// take returns the sums, and begins again.
func (s *summer) take() []kindCount {
	cells := make([]kindCount, len(s.met))
	for i, kind := range s.met {
		cells[i] = kindCount{kind, s.counts[kind]}
		s.counts[kind] = 0
	}
	s.met = s.met[:0]
	return cells
}
