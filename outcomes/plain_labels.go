package outcomes

import (
	"encoding/binary"
	"hash/maphash"
	"math/bits"

	"github.com/seed-549880be/disparity/ethnicity"
)

// plainLabels is what the labels in one or more cells mean.
type plainLabels struct {
	text   string // the cells as they stand, with the separators between them
	word   uint64 // what they are in a fingerprint
	values [5]uint8
	// whether the cell of self-defined ethnicity, and of officer-defined ethnicity, is blank
	noSelf, noOfficer bool
	number            uint16 // among those of the same columns, from 0
	reader            uint32 // of a person, the last reader that confirmed it
}

// plainShort has the labels of one column that has few of them, and short ones.
type plainShort struct {
	list  [8]plainLabels
	heads [8]plainHead // of list
	n     int
	last  int // the one that was found last
}

// plainHead has the first bytes of a label with the separator behind it, and the bits of them that
// it has: so most labels are found by two words.
type plainHead struct{ words, masks [2]uint64 }

const headSize = 16

func headOf(text string) (h plainHead) {
	var bytes, masks [headSize]byte
	for i := range copy(bytes[:], text+",") {
		masks[i] = 0xff
	}
	for i := range h.words {
		h.words[i], h.masks[i] = binary.LittleEndian.Uint64(bytes[8*i:]), binary.LittleEndian.Uint64(masks[8*i:])
	}
	return h
}

// differs returns 0 if these words begin with what h has.
func (h *plainHead) differs(first, second uint64) uint64 {
	return (first^h.words[0])&h.masks[0] | (second^h.words[1])&h.masks[1]
}

// find returns the labels of the cell of line that begins at begin, and where the next one begins.
// end is −1 if they are not known.
func (c *plainShort) find(line []byte, begin int) (l *plainLabels, end int) {
	rest := line[begin:]
	head := rest
	if len(rest) < headSize { // and 0 behind it, which is no separator
		head = append(make([]byte, 0, headSize), rest...)[:headSize]
	}
	first, second := binary.LittleEndian.Uint64(head), binary.LittleEndian.Uint64(head[8:])
	for range c.n {
		l, n := &c.list[c.last], len(c.list[c.last].text)
		if c.heads[c.last].differs(first, second) == 0 && (n < headSize || len(rest) > n && rest[n] == ',' && string(rest[:n]) == l.text) {
			return l, begin + n + 1
		}
		if c.last++; c.last >= c.n {
			c.last = 0
		}
	}
	return nil, -1
}

// add adds labels. It reports whether they were not known, and there is room.
func (c *plainShort) add(text []byte, l plainLabels) bool {
	const most = 64
	if c.n == len(c.list) || len(text) > most {
		return false
	}
	for i := range c.list[:c.n] {
		if c.list[i].text == string(text) {
			return false
		}
	}
	l.text, l.number = string(text), uint16(c.n)
	c.list[c.n], c.heads[c.n] = l, headOf(l.text)
	c.n++
	return true
}

// plainCells has the labels of columns that stand beside each other, by what stands in all of their
// cells.
type plainCells struct {
	list  []plainLabels
	slots []plainSlot // by hash: more than twice as many, and a power of two
	bytes int         // of all texts
}

// plainSlot has the place in the list of labels, from 1, and bits of the hash of their text; it is
// 0 if it is free.
type plainSlot struct{ place, tag uint16 }

// Bounds on what is remembered. Files of all forces over years have less.
const (
	maxPlain      = 1 << 13
	maxPlainText  = 1 << 9
	maxPlainBytes = 1 << 20
)

// plainSeed makes it impossible to know which labels have one hash.
var plainSeed = maphash.MakeSeed()

// find returns the labels of cells; nil if they are not known.
func (c *plainCells) find(cells []byte) *plainLabels {
	if len(c.slots) == 0 || len(cells) > maxPlainText {
		return nil
	}
	hash := maphash.Bytes(plainSeed, cells)
	mask := uint64(len(c.slots) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		slot := c.slots[i]
		if slot.place == 0 {
			return nil
		}
		if slot.tag == uint16(hash>>48) {
			if l := &c.list[slot.place-1]; l.text == string(cells) {
				return l
			}
		}
	}
}

// isFull reports whether there is no room for labels of any length.
func (c *plainCells) isFull() bool {
	return len(c.list) == maxPlain || c.bytes > maxPlainBytes-maxPlainText
}

// add adds labels. It reports whether they were not known, and there is room.
func (c *plainCells) add(cells []byte, l plainLabels) bool {
	if len(cells) > maxPlainText || c.isFull() || c.find(cells) != nil {
		return false
	}
	l.text, l.number = string(cells), uint16(len(c.list))
	c.bytes += len(cells)
	c.list = append(c.list, l)
	if 2*len(c.list) < len(c.slots) {
		c.put(len(c.list))
		return true
	}
	c.slots = make([]plainSlot, max(2*len(c.slots), 64))
	for i := range c.list {
		c.put(i + 1)
	}
	return true
}

// put puts the labels at a place of the list into the first slot that is free for their hash.
func (c *plainCells) put(place int) {
	hash := maphash.String(plainSeed, c.list[place-1].text)
	mask := uint64(len(c.slots) - 1)
	i := hash & mask
	for c.slots[i].place != 0 {
		i = (i + 1) & mask
	}
	c.slots[i] = plainSlot{uint16(place), uint16(hash >> 48)}
}

// plainGuesses has, by what stands in the bytes from the first label of the person on, the place of
// the labels that began so last, from 1. It is nearly always right, and to see that takes less than
// to look for where the labels end; nil has none.
type plainGuesses = *[1 << guessBits]uint16

const guessBits = 13

// guessOf returns the guess of what begins text; nil if there can be none.
func guessOf(g plainGuesses, text []byte) *uint16 {
	const size = 72 // bytes that tell the most: few labels go beyond
	if g == nil || len(text) < size {
		return nil
	}
	b := (*[size]byte)(text)
	word := func(i int) uint64 { return bits.RotateLeft64(binary.LittleEndian.Uint64(b[8*i:]), 23*i) }
	h := (word(0) ^ word(1) ^ word(2)) ^ (word(3) ^ word(4) ^ word(5)) ^ (word(6) ^ word(7) ^ word(8))
	return &g[h*0x9e3779b97f4a7c15>>(64-guessBits)]
}

// personOf returns what the labels of the person mean in the last record of a table, which says s.
func (p *plain) personOf(s *Search) plainLabels {
	w := &labelWords
	l := plainLabels{noSelf: p.t.isBlank(fieldSelf), noOfficer: p.t.isBlank(fieldOfficer), reader: p.reader}
	self, officer := s.Self, s.Officer
	if l.noSelf {
		self = ethnicity.NotKnown // which is that of no person in the search of a vehicle
	}
	if l.noOfficer {
		officer = ethnicity.NotKnown
	}
	l.values = [5]uint8{uint8(s.Gender), uint8(s.Age), uint8(self), uint8(officer)}
	l.word = w.gender[s.Gender] ^ w.age[s.Age] ^ w.self[self] ^ w.officer[officer]
	return l
}
