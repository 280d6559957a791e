package outcomes

import "iter"

// saidCounts counts rows by the said bits of their words, which are in the last bits of a slot,
// behind the number of rows; 0 is nothing. A slot that would have too many rows begins again with
// one, and what it had is in further, by the said bits.
type saidCounts struct {
	slots   []uint32 // a power of two of them, or as many as are used
	used    int
	further map[uint32]int64
}

// maxSaid is how many rows a slot can have.
const maxSaid = 1<<(32-meaningBits-1) - 1

// add counts n rows that have the said bits of w, one or more.
func (c *saidCounts) add(w rowWord, n int64) {
	if 4*(c.used+1) > 3*len(c.slots) {
		c.grow()
	}
	i := c.place(uint32(w) & saidBits)
	if c.slots[i] == 0 {
		c.slots[i] = uint32(w) & saidBits
		c.used++
	}
	if n += int64(c.slots[i] >> (meaningBits + 1)); n > maxSaid {
		if c.further == nil {
			c.further = make(map[uint32]int64)
		}
		c.further[uint32(w)&saidBits] += n - 1
		n = 1
	}
	c.slots[i] = uint32(n)<<(meaningBits+1) | uint32(w)&saidBits
}

// place returns where the slot of the said bits is, or is to be.
func (c *saidCounts) place(said uint32) int {
	i := int(uint64(said)*0x9e3779b97f4a7c15>>32) & (len(c.slots) - 1)
	for c.slots[i] != 0 && c.slots[i]&saidBits != said {
		i = (i + 1) & (len(c.slots) - 1)
	}
	return i
}

// grow makes room for more.
func (c *saidCounts) grow() {
	old := c.slots
	c.slots = make([]uint32, indexSize(c.used))
	for _, slot := range old {
		if slot != 0 {
			c.slots[c.place(slot&saidBits)] = slot
		}
	}
}

// trim gives back the room for more.
func (c *saidCounts) trim() {
	used := make([]uint32, 0, c.used)
	for _, slot := range c.slots {
		if slot != 0 {
			used = append(used, slot)
		}
	}
	c.slots = used
}

// all yields the said bits that rows have, with the number of these.
func (c *saidCounts) all() iter.Seq2[uint32, int64] {
	return func(yield func(uint32, int64) bool) {
		for _, slot := range c.slots {
			if slot == 0 {
				continue
			}
			said, n := slot&saidBits, int64(slot>>(meaningBits+1))
			if c.further != nil {
				n += c.further[said]
			}
			if !yield(said, n) {
				return
			}
		}
	}
}
