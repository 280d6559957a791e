package outcomes

// plainNumbers has the numbers of meanings and places in a dictionary by what plain lines say: the
// meanings by the numbers of their labels, the places by the millionths of their degrees.
type plainNumbers struct {
	of               *dictionary
	meanings, places numberCache
}

// plain adds the plain rows that come to their parts, none of which is made a Search.
func (r *partReader) plain(p *plain, before int64) {
	const most = 1 << 20 // rows that are in memory at once have more bytes than that
	if room(before+r.source.counted(), most) != nil {
		return // which row it is that has no room is told where each is counted
	}
	of := forceMonth{force: p.t.force}
	for p.next() {
		if r.renew(); p.numbers.of != r.words {
			p.numbers = plainNumbers{of: r.words}
		}
		row := &p.row
		var second uint32
		of.month, second = row.month.inLondon(row.second)
		r.row(of, second, p.numbers.meaning(row), p.numbers.place(row), false)
	}
	p.leave()
}

// meaning returns the number of what a row means.
func (n *plainNumbers) meaning(row *plainRow) uint32 {
	// each number is less than maxPlain or than the room of a plainShort
	key := uint64(row.of.number)<<32 | uint64(row.operation.number)<<28 | uint64(row.person.number)<<14 | uint64(row.search.number) + 1
	if number, ok := n.meanings.find(key); ok {
		return number
	}
	var s Search
	row.fill(&s, 0)
	return n.meanings.add(key, n.of.meaning(&s, nil))
}

// place returns the number of the place of a row.
func (n *plainNumbers) place(row *plainRow) uint32 {
	const above = 1 << 30
	if row.latitude == noDegrees && row.longitude == noDegrees {
		return 0
	}
	key := uint64(uint32(row.latitude+above))<<32 | uint64(uint32(row.longitude+above))
	if number, ok := n.places.find(key); ok {
		return number
	}
	return n.places.add(key, n.of.place(row.latitude.degrees(), row.longitude.degrees()))
}

// numberCache remembers numbers by keys other than 0.
type numberCache struct {
	slots []numberSlot // more than are used, and a power of two
	used  int
}

type numberSlot struct {
	key    uint64 // 0 if the slot is free
	number uint32
}

// maxNumbers bounds how many numbers are remembered.
const maxNumbers = 1 << 16

// find returns the number of a key.
func (c *numberCache) find(key uint64) (number uint32, ok bool) {
	if c.used == 0 {
		return 0, false
	}
	s := c.slot(key)
	return s.number, s.key != 0
}

// slot returns the slot of a key: the one that has it, or else a free one.
func (c *numberCache) slot(key uint64) *numberSlot {
	mask := len(c.slots) - 1
	for i := int(key * 0x9e3779b97f4a7c15 >> 32); ; i++ {
		if s := &c.slots[i&mask]; s.key == key || s.key == 0 {
			return s
		}
	}
}

// add adds the number of a key that find does not find. Where there are too many they are all
// forgotten.
func (c *numberCache) add(key uint64, number uint32) uint32 {
	if c.used == maxNumbers {
		*c = numberCache{}
	}
	if 4*(c.used+1) > 3*len(c.slots) {
		old := c.slots
		c.slots = make([]numberSlot, max(64, 2*len(old)))
		for _, s := range old {
			if s.key != 0 {
				*c.slot(s.key) = s
			}
		}
	}
	*c.slot(key) = numberSlot{key, number}
	c.used++
	return number
}
