package outcomes

// partCounts counts the rows of parts by their cell. It keeps its memory from one force and month
// to the next.
type partCounts struct {
	// of the cells
	kinds *kinds
	// by meaning, the number of its kind and 1 more; 0 if not asked for
	kindOf map[*dictionary][]uint32
	// rows by the said bits, of one segment
	said []uint32
	// the said bits that a segment has
	met []uint32
	// by kind
	rows []cellRows
	// the kinds that have rows
	has []uint32
	// cells of two tallies, while they are added
	in, out []kindCount
	// that are not known, in the rows that match the filters
	labels map[labelAt]int64
}

// cellRows is how many rows of a cell match the filters, and how many do not.
type cellRows struct{ in, out int64 }

func newPartCounts(k *kinds) *partCounts {
	return &partCounts{kinds: k, kindOf: make(map[*dictionary][]uint32), labels: make(map[labelAt]int64)}
}

// clear begins another force and month.
func (c *partCounts) clear() {
	for _, kind := range c.has {
		c.rows[kind] = cellRows{}
	}
	c.has = c.has[:0]
	clear(c.labels)
}

// add adds the rows of a part.
func (c *partCounts) add(p *monthPart) {
	if p.saved != nil {
		c.addSaved(p.saved)
		return
	}
	for _, s := range p.segments {
		kinds := c.numbers(s.of)
		for said, n := range s.counts.all() {
			c.addSaid(s, kinds, said, n)
		}
		if need := 2 * s.of.meanings.n; len(c.said) < need {
			c.said = make([]uint32, need)
		}
		for _, rows := range s.rows.blocks {
			for _, w := range rows {
				if c.said[w&saidBits] == 0 {
					c.met = append(c.met, uint32(w&saidBits))
				}
				c.said[w&saidBits]++
			}
		}
		for _, met := range c.met {
			c.addSaid(s, kinds, met, int64(c.said[met]))
			c.said[met] = 0
		}
		c.met = c.met[:0]
	}
}

// numbers returns the kinds of the meanings of a view, as kindOf has them.
func (c *partCounts) numbers(v *view) []uint32 { return longer(c.kindOf, v) }

// longer returns what a map has of the meanings of a view: 0 of those that are new.
func longer(by map[*dictionary][]uint32, v *view) []uint32 {
	list := by[v.from]
	if more := v.meanings.n - len(list); more > 0 {
		list = append(list, make([]uint32, more)...)
		by[v.from] = list
	}
	return list
}

// hasUnknown marks the kind of a meaning with labels that are not known.
const hasUnknown = 1 << 31

// kindAt returns the kind of a meaning, of which rows were counted, in what numbers returns.
func kindAt(kinds []uint32, meaning int) uint32 { return kinds[meaning]&^hasUnknown - 1 }

// addSaid adds so many rows that have the said bits.
func (c *partCounts) addSaid(s *segment, kinds []uint32, met uint32, n int64) {
	number := rowWord(met).meaning()
	if kinds[number] == 0 {
		m := s.of.meanings.at(number)
		kinds[number] = c.kinds.number(m.kindWords) + 1
		if len(m.more().unknown) > 0 {
			kinds[number] |= hasUnknown
		}
	}
	c.addRows(kindAt(kinds, number), n, rowWord(met).out())
	if kinds[number]&hasUnknown == 0 || rowWord(met).out() {
		return
	}
	for _, l := range s.of.meanings.at(number).unknown {
		c.labels[labelAt{l, kindAt(kinds, number)}] += n
	}
}

// addRows adds rows of a kind.
func (c *partCounts) addRows(kind uint32, n int64, out bool) {
	if more := int(kind) + 1 - len(c.rows); more > 0 {
		c.rows = append(c.rows, make([]cellRows, more)...)
	}
	r := &c.rows[kind]
	if *r == (cellRows{}) {
		c.has = append(c.has, kind)
	}
	if out {
		r.out += n
	} else {
		r.in += n
	}
}

// addSaved adds the cells of a part that was read from a saved file.
func (c *partCounts) addSaved(p *savedRows) {
	kinds := c.savedKinds(p)
	for i, cell := range p.cells {
		if cell.in > 0 {
			c.addRows(kinds[i], cell.in, false)
		}
		if cell.out > 0 {
			c.addRows(kinds[i], cell.out, true)
		}
	}
	for l, n := range p.unknown {
		c.labels[labelAt{l.labelText, kinds[l.cell]}] += n
	}
}

// savedKinds returns the kinds of the cells of a part that was read from a saved file.
func (c *partCounts) savedKinds(p *savedRows) []uint32 {
	kinds := make([]uint32, len(p.cells))
	for i, cell := range p.cells {
		kinds[i] = c.kinds.number(cell.kindWords)
	}
	return kinds
}

// cells returns the cells of what was added, and where each kind stands among them.
func (c *partCounts) cells() (cells []partCell, at map[uint32]uint32) {
	cells, at = make([]partCell, len(c.has)), make(map[uint32]uint32, len(c.has))
	for i, kind := range c.has {
		cells[i] = partCell{c.kinds.list[kind], c.rows[kind].in, c.rows[kind].out}
		at[kind] = uint32(i)
	}
	return cells, at
}
