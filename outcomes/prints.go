package outcomes

import (
	"math/bits"
	"slices"
)

// prints appends the fingerprints of the rows that have one, with the hash of their force taken out
// if it is given, and with that alone 0.
func (p *monthPart) prints(list []uint64, without uint64) []uint64 {
	if p.saved != nil {
		for _, print := range p.saved.prints {
			list = append(list, print^without)
		}
		return list
	}
	start := monthStart(p.month)
	for _, s := range p.segments {
		for w := range s.all() {
			if print := s.print(w, start, p.hash); print != 0 {
				list = append(list, print^without)
			}
		}
	}
	return list
}

// matching appends the fingerprints of the rows that match the filters.
func (p *monthPart) matching(list []uint64) []uint64 {
	if p.saved != nil {
		for i, print := range p.saved.prints {
			if matches(p.saved.of[i]) {
				list = append(list, print)
			}
		}
		return list
	}
	start := monthStart(p.month)
	for _, s := range p.segments {
		for w := range s.all() {
			if w.out() {
				continue
			}
			if print := s.print(w, start, p.hash); print != 0 {
				list = append(list, print)
			}
		}
	}
	return list
}

// printsByCell appends the fingerprints with their cells: twice the kind that c gives them, and 1
// more if the row does not match. c has counted p.
func (p *monthPart) printsByCell(list []printAt, c *partCounts) []printAt {
	if p.saved != nil {
		kinds := c.savedKinds(p.saved)
		for i, print := range p.saved.prints {
			of := p.saved.of[i]
			list = append(list, printAt{print, kinds[of>>1]<<1 | of&1})
		}
		return list
	}
	start := monthStart(p.month)
	for _, s := range p.segments {
		kinds := c.numbers(s.of)
		for w := range s.all() {
			if print := s.print(w, start, p.hash); print != 0 {
				list = append(list, printAt{print, (kinds[w.meaning()]-1)<<1 | uint32(w&1)})
			}
		}
	}
	return list
}

// printSet tells how many of some fingerprints repeat another. It keeps its memory.
type printSet struct {
	list  []uint64
	slots []uint64
}

// repeated returns how many rows of these parts that match the filters say what another one says.
func (f *printSet) repeated(parts []*monthPart) (n int64) {
	f.list = f.list[:0]
	for _, p := range parts {
		f.list = p.matching(f.list)
	}
	width := bits.Len(uint(len(f.list))) + 1
	f.slots = slices.Grow(f.slots[:0], 1<<width)[:1<<width]
	clear(f.slots)
	for _, print := range f.list {
		i := print >> (64 - width)
		for f.slots[i] != 0 && f.slots[i] != print {
			i = (i + 1) & (1<<width - 1)
		}
		if f.slots[i] == print {
			n++
		}
		f.slots[i] = print
	}
	return n
}

// printAt is a fingerprint with its cell.
type printAt struct {
	print uint64
	cell  uint32
}
