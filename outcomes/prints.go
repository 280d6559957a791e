package outcomes

import (
	"math"
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
				list = append(list, printAt{print, kindAt(kinds, w.meaning())<<1 | uint32(w&1)})
			}
		}
	}
	return list
}

// copyFinder tells how many rows repeat another. It keeps its memory.
type copyFinder struct {
	sameAs map[*dictionary][]uint32 // by meaning, as sameOf has it
	first  map[*dictionary]map[uint64]uint32
	list   []uint64
	slots  []uint64
}

func newCopyFinder() *copyFinder {
	return &copyFinder{sameAs: make(map[*dictionary][]uint32), first: make(map[*dictionary]map[uint64]uint32)}
}

// repeated returns how many rows of these parts that match the filters say what another one says.
func (f *copyFinder) repeated(parts []*monthPart) (n int64) {
	f.list = f.list[:0]
	if !f.byNumbers(parts) {
		f.list = f.list[:0]
		for _, p := range parts {
			f.list = p.matching(f.list)
		}
	}
	width := bits.Len(uint(len(f.list))) + 1
	f.slots = slices.Grow(f.slots[:0], 1<<width)[:1<<width]
	clear(f.slots)
	for _, row := range f.list {
		i := row * 0x9e3779b97f4a7c15 >> (64 - width)
		for f.slots[i] != 0 && f.slots[i] != row {
			i = (i + 1) & (1<<width - 1)
		}
		if f.slots[i] == row {
			n++
		}
		f.slots[i] = row
	}
	return n
}

// byNumbers lists the words of the rows of one dictionary: these are the same where fingerprints
// are, once every meaning is that of the first with the same. It reports false where rows are of
// several dictionaries, or have fingerprints that are not made of what they say.
func (f *copyFinder) byNumbers(parts []*monthPart) bool {
	from := onlyDictionary(parts)
	if from == nil {
		return false
	}
	for _, p := range parts {
		for _, s := range p.segments {
			same := longer(f.sameAs, s.of)
			for _, rows := range s.rows.blocks {
				for _, w := range rows {
					if w.out() {
						continue
					}
					m := w.meaning()
					if same[m] == 0 {
						same[m] = f.sameOf(s.of, m)
					}
					if same[m] == isGiven {
						return false
					}
					f.list = append(f.list, uint64(w&^saidBits)|uint64(same[m]))
				}
			}
		}
	}
	return true
}

// onlyDictionary returns the dictionary that all rows of these parts are of; nil if they are of
// several, or were read from a saved file.
func onlyDictionary(parts []*monthPart) (only *dictionary) {
	for _, p := range parts {
		if p.saved != nil {
			return nil
		}
		for _, s := range p.segments {
			if only != nil && only != s.of.from {
				return nil
			}
			only = s.of.from
		}
	}
	return only
}

// isGiven stands for a meaning with a fingerprint that is not made of it.
const isGiven = math.MaxUint32

// sameOf returns 1 more than twice the number of the first meaning that makes the same of a
// fingerprint as a meaning does.
func (f *copyFinder) sameOf(v *view, number int) uint32 {
	first := f.first[v.from]
	if first == nil {
		first = make(map[uint64]uint32)
		f.first[v.from] = first
	}
	m := v.meanings.at(number)
	if m.more().given {
		return isGiven
	}
	key := m.label
	if own := m.further; own != nil {
		key = mix(key, uint64(own.second))
		for _, word := range own.tail {
			key = mix(key, word)
		}
	}
	if _, ok := first[key]; !ok {
		first[key] = uint32(number)<<1 | 1
	}
	return first[key]
}

// printAt is a fingerprint with its cell.
type printAt struct {
	print uint64
	cell  uint32
}
