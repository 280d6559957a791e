package outcomes

import "math/bits"

// plainNumbers has the numbers of meanings and places in a dictionary by what plain lines say: the
// meanings by the numbers of their labels, the places by the millionths of their degrees.
//
// Some rows are gathered before they are looked up. Most look-ups wait for memory, and those of
// several rows wait together if nothing is decided between them.
type plainNumbers struct {
	of               *dictionary
	meanings, places numberCache

	month Month // of the rows that are gathered
	rows  [64]plainNumber
	n     int

	words [64]rowWord // of the rows
}

// plainNumber is a row whose meaning and place are not looked up yet.
type plainNumber struct {
	second         uint32 // in its month
	meaning, place uint64 // keys; that of no place is 0
}

// plain adds the plain rows that come to their parts, none of which is made a Search.
func (r *partReader) plain(p *plain, before int64) {
	const most = 1 << 20 // rows that are in memory at once have more bytes than that
	if room(before+r.source.counted(), most) != nil {
		return // which row it is that has no room is told where each is counted
	}
	n := &p.numbers
	for p.next() {
		row := &p.row
		month, second := row.month.inLondon(row.second)
		if n.n == len(n.rows) || month != n.month {
			r.addGathered(p)
			n.month = month
		}
		n.rows[n.n] = plainNumber{second, row.meaningKey(), row.placeKey()}
		n.n++
	}
	r.addGathered(p)
	p.leave()
}

// addGathered adds the rows that are gathered to their part.
func (r *partReader) addGathered(p *plain) {
	n := &p.numbers
	rows := n.rows[:n.n]
	if len(rows) == 0 {
		return
	}
	part := r.part(forceMonth{p.t.force, n.month})
	for i := range rows {
		part.first, part.last = min(part.first, rows[i].second), max(part.last, rows[i].second)
	}
	r.source.Rows += int64(n.n)
	part.rows += int64(n.n)
	r.addRows(p, part, rows)
	n.n = 0
}

// addRows adds rows to the segments of their part.
func (r *partReader) addRows(p *plain, part *monthPart, rows []plainNumber) {
	n := &p.numbers
	if n.of != r.words {
		n.of, n.meanings, n.places = r.words, newNumberCache(), newNumberCache()
	}
	words := n.words[:len(rows)]
	for others := n.look(rows); others != 0; others &= others - 1 {
		i := bits.TrailingZeros64(others)
		meaning, known := p.meaning(rows[i].meaning)
		place, placed := n.place(rows[i].place)
		if !known || !placed { // the dictionary is full, and the numbers of the next are others
			part.segmentOf(r.view).addAll(words[:i], r.countOnly)
			r.use(r.words.after())
			r.addRows(p, part, rows[i:])
			return
		}
		words[i] = wordOf(rows[i].second, place, meaning, false)
	}
	part.segmentOf(r.view).addAll(words, r.countOnly)
}

// look fills the words of rows whose meaning and place are where they are looked for first. Bit i
// of others, counted from the lowest, is 1 where those of row i are not.
func (n *plainNumbers) look(rows []plainNumber) (others uint64) {
	for i := range rows {
		row := &rows[i]
		meaning, place := &n.meanings.slots[n.meanings.first(row.meaning)], &n.places.slots[n.places.first(row.place)]
		n.words[i] = wordOf(row.second, place.number, meaning.number, false)
		differ := (meaning.key ^ row.meaning) | (place.key ^ row.place)
		others |= (differ | -differ) >> 63 << i
	}
	return others
}

// meaningKey returns a key of what a row means, which is made of the numbers of its labels: each is
// less than maxPlain, or less than the room of a plainShort.
func (r *plainRow) meaningKey() uint64 {
	return uint64(r.of.number)<<32 | uint64(r.operation.number)<<28 | uint64(r.person.number)<<14 | uint64(r.search.number) + 1
}

// meaning returns the number of the meaning of a key. ok is false if the dictionary has no room for
// it.
func (p *plain) meaning(key uint64) (number uint32, ok bool) {
	n := &p.numbers
	if number, ok = n.meanings.find(key); ok {
		return number, true
	}
	const most = 1<<14 - 1
	key--
	row := plainRow{of: &p.types.list[key>>32], operation: &p.operations.list[key>>28&0xf], person: &p.persons.list[key>>14&most], search: &p.searches.list[key&most]}
	var s Search
	row.fill(&s, 0)
	number, m := n.of.meaning(&s, nil, further{})
	if m == nil {
		return 0, false
	}
	return n.meanings.add(key+1, number), true
}

// placeKey returns a key of the place of a row; 0 if it has none.
func (r *plainRow) placeKey() uint64 {
	if r.latitude == noDegrees && r.longitude == noDegrees {
		return 0
	}
	return uint64(uint32(r.latitude))<<32 | uint64(uint32(r.longitude)) ^ onePlace
}

// onePlace makes all keys of places other than 0.
const onePlace = 1 << 62

// place returns the number of the place of a key. ok is false if the dictionary has no room for it.
func (n *plainNumbers) place(key uint64) (number uint32, ok bool) {
	if key == 0 {
		return 0, true
	}
	if number, ok = n.places.find(key); ok {
		return number, true
	}
	at := key ^ onePlace
	if number, ok = n.of.place(placeAt(millionths(at>>32).degrees(), millionths(at).degrees())); !ok {
		return 0, false
	}
	return n.places.add(key, number), true
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

func newNumberCache() numberCache { return numberCache{slots: make([]numberSlot, 64)} }

// maxNumbers bounds how many numbers are remembered.
const maxNumbers = 1 << 16

// find returns the number of a key.
func (c *numberCache) find(key uint64) (number uint32, ok bool) {
	s := c.slot(key)
	return s.number, s.key != 0
}

// slot returns the slot of a key: the one that has it, or else a free one.
func (c *numberCache) slot(key uint64) *numberSlot {
	for i := c.first(key); ; i = (i + 1) & (len(c.slots) - 1) {
		if s := &c.slots[i]; s.key == key || s.key == 0 {
			return s
		}
	}
}

// first returns where the slot of a key is if that is free.
func (c *numberCache) first(key uint64) int {
	return int(key*0x9e3779b97f4a7c15>>32) & (len(c.slots) - 1)
}

// add adds the number of a key that find does not find. Where there are too many they are all
// forgotten.
func (c *numberCache) add(key uint64, number uint32) uint32 {
	if c.used == maxNumbers {
		*c = newNumberCache()
	}
	if 4*(c.used+1) > 3*len(c.slots) {
		old := c.slots
		c.slots = make([]numberSlot, 2*len(old))
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
