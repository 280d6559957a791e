package outcomes

import (
	"bytes"
	"hash/maphash"

	"github.com/seed-549880be/disparity/ethnicity"
)

// plainLabels is what the labels in one or more cells mean.
type plainLabels struct {
	hash   uint64
	text   []byte // the cells as they stand, with the separators between them
	values [5]uint8
	// whether the cell of self-defined ethnicity, and of officer-defined ethnicity, is blank
	noSelf, noOfficer bool
	word              uint64 // what they are in a fingerprint
	number            uint16 // among those of the same columns, from 0
}

// plainShort has the labels of one column that has few of them, and short ones.
type plainShort struct {
	list [8]plainLabels
	n    int
	last int // the one that was found last
}

// find returns the labels of the cell of line that begins at begin, and where the next one begins.
// end is −1 if they are not known.
func (c *plainShort) find(line []byte, begin int) (l *plainLabels, end int) {
	rest := line[begin:]
	for range c.n {
		l := &c.list[c.last]
		if n := len(l.text); len(rest) > n && rest[n] == ',' && string(rest[:n]) == string(l.text) {
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
		if bytes.Equal(c.list[i].text, text) {
			return false
		}
	}
	l.text, l.number = bytes.Clone(text), uint16(c.n)
	c.list[c.n] = l
	c.n++
	return true
}

// plainCells has the labels of columns that stand beside each other, by what stands in all of their
// cells.
type plainCells struct {
	list  []plainLabels
	slots []uint16 // by hash, the place in list and 1; more than twice as many, and a power of two
	arena []byte   // where the texts of list stand, and those to come
	bytes int      // of all texts
}

// Bounds on what is remembered of one file. Files of all forces over years have a tenth of it.
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
	return c.at(cells, hash)
}

// at is find for cells of this hash.
func (c *plainCells) at(cells []byte, hash uint64) *plainLabels {
	mask := uint64(len(c.slots) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		n := c.slots[i]
		if n == 0 {
			return nil
		}
		if l := &c.list[n-1]; l.hash == hash && string(l.text) == string(cells) {
			return l
		}
	}
}

// add adds labels. It reports whether they were not known, and there is room.
func (c *plainCells) add(cells []byte, l plainLabels) bool {
	if len(cells) > maxPlainText || len(c.list) == maxPlain || c.bytes+len(cells) > maxPlainBytes {
		return false
	}
	l.hash = maphash.Bytes(plainSeed, cells)
	if len(c.slots) > 0 && c.at(cells, l.hash) != nil {
		return false
	}
	if len(cells) > cap(c.arena)-len(c.arena) {
		c.arena = make([]byte, 0, max(c.bytes, 2*maxPlainText))
	}
	begin := len(c.arena)
	c.arena = append(c.arena, cells...)
	l.text = c.arena[begin:len(c.arena):len(c.arena)]
	c.bytes += len(cells)
	l.number = uint16(len(c.list))
	c.list = append(c.list, l)
	if 2*len(c.list) < len(c.slots) {
		c.put(len(c.list))
		return true
	}
	c.slots = make([]uint16, max(2*len(c.slots), 64))
	for i := range c.list {
		c.put(i + 1)
	}
	return true
}

// put puts the nth of the list, from 1, into the first slot that is free for its hash.
func (c *plainCells) put(n int) {
	mask := uint64(len(c.slots) - 1)
	i := c.list[n-1].hash & mask
	for c.slots[i] != 0 {
		i = (i + 1) & mask
	}
	c.slots[i] = uint16(n)
}

// person returns what the labels of the person mean in the last record of a table, which says s.
func (p *plain) person(s *Search) plainLabels {
	w := &labelWords
	l := plainLabels{noSelf: p.t.isBlank(fieldSelf), noOfficer: p.t.isBlank(fieldOfficer)}
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
