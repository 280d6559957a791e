package outcomes

import "slices"

// pileBlock is how many values the blocks of a pile have, but for the first of a short one.
const pileBlock = 1 << 10

// pile is a list that grows without being copied, but for its first block, and by no more than a
// block beyond what it holds.
type pile[V any] struct {
	blocks [][]V
	n      int
}

func (l *pile[V]) add(v V) {
	last := len(l.blocks) - 1
	if last < 0 || len(l.blocks[last]) == cap(l.blocks[last]) {
		last = l.grow()
	}
	l.blocks[last] = append(l.blocks[last], v)
	l.n++
}

// addAll adds several values.
func (l *pile[V]) addAll(values []V) {
	for len(values) > 0 {
		last := len(l.blocks) - 1
		if last < 0 || len(l.blocks[last]) == cap(l.blocks[last]) {
			last = l.grow()
		}
		block := l.blocks[last]
		n := min(len(values), cap(block)-len(block))
		l.blocks[last] = append(block, values[:n]...)
		l.n += n
		values = values[n:]
	}
}

// grow makes room for a value, and returns the block that has it.
func (l *pile[V]) grow() (last int) {
	last = len(l.blocks) - 1
	size := pileBlock
	switch {
	case last < 0:
		size = 8
	case len(l.blocks[last]) < pileBlock: // the first
		l.blocks[last] = append(make([]V, 0, min(4*len(l.blocks[last]), pileBlock)), l.blocks[last]...)
		return last
	}
	l.blocks = append(l.blocks, make([]V, 0, size))
	return last + 1
}

// at returns the value of a number that the pile has.
func (l *pile[V]) at(i int) *V { return &l.blocks[i/pileBlock][i%pileBlock] }

// view returns what the pile has now, whatever is added to it afterwards.
func (l *pile[V]) view() pile[V] { return pile[V]{slices.Clone(l.blocks), l.n} }

// numberable is a value that can be found again.
type numberable[V any] interface {
	key() uint64 // a hash of what same compares
	same(V) bool
}

// numbering gives different values the numbers from 0 on.
type numbering[V numberable[V]] struct {
	list pile[V]
	// By the last bits of their keys, the numbers of the values and 1 more, below the first bits of
	// the key; 0 is nothing. Behind each stand those that found their place taken.
	slots []uint32
	used  int
}

// slotBits is how many bits the number of a value and 1 more has.
const slotBits = 22

// find returns the number of a value.
func (d *numbering[V]) find(v V) (number uint32, ok bool) {
	if d.used == 0 {
		return 0, false
	}
	key := v.key()
	first := uint32(key>>32) &^ (1<<slotBits - 1)
	for i := int(key) & (len(d.slots) - 1); d.slots[i] != 0; i = (i + 1) & (len(d.slots) - 1) {
		if slot := d.slots[i]; slot&^(1<<slotBits-1) == first {
			if number := slot&(1<<slotBits-1) - 1; (*d.list.at(int(number))).same(v) {
				return number, true
			}
		}
	}
	return 0, false
}

// add gives a number to a value that find does not find.
func (d *numbering[V]) add(v V) (number uint32) {
	if 4*(d.used+1) > 3*len(d.slots) {
		d.grow()
	}
	d.list.add(v)
	number = uint32(d.list.n - 1)
	d.put(v.key(), number)
	d.used++
	return number
}

// put puts a number where its key is looked for.
func (d *numbering[V]) put(key uint64, number uint32) {
	i := int(key) & (len(d.slots) - 1)
	for d.slots[i] != 0 {
		i = (i + 1) & (len(d.slots) - 1)
	}
	d.slots[i] = uint32(key>>32)&^(1<<slotBits-1) | (number + 1)
}

// grow makes room for as many values again.
func (d *numbering[V]) grow() {
	old := d.slots
	d.slots = make([]uint32, max(16, 2*len(old)))
	for _, slot := range old {
		if slot != 0 {
			number := slot&(1<<slotBits-1) - 1
			d.put((*d.list.at(int(number))).key(), number)
		}
	}
}
