package ethnicity

import "math/bits"

// areaSet is a set of areas: one bit for each of the 348 districts of the census of 2011, in the
// order of its table. A district of 2021 is the districts of 2011 that it was made of, a force its
// districts, a region its forces. So areas of both censuses can be compared.
type areaSet [6]uint64

// setOf returns the set of the district with that number, from 0.
func setOf(district int) (a areaSet) {
	a[district/64] = 1 << (district % 64)
	return a
}

// noAreas is the set of figures of the caller's own.
var noAreas areaSet

// with returns what is in a or in b.
func (a areaSet) with(b areaSet) areaSet {
	for i := range a {
		a[i] |= b[i]
	}
	return a
}

// without returns what is in a and not in b.
func (a areaSet) without(b areaSet) areaSet {
	for i := range a {
		a[i] &^= b[i]
	}
	return a
}

// within reports whether all that is in a is in b.
func (a areaSet) within(b areaSet) bool { return a.without(b) == noAreas }

// overlaps reports whether something is in both a and b.
func (a areaSet) overlaps(b areaSet) bool { return a.without(b) != a }

// size returns how many districts of 2011 are in a.
func (a areaSet) size() (n int) {
	for _, word := range a {
		n += bits.OnesCount64(word)
	}
	return n
}

// Within reports whether the built-in areas that p is made of all lie within those of q, as Croydon
// lies within the Metropolitan Police area and within itself, whatever census either is of. It is
// false if p or q is made of no built-in area: where figures of the caller's own lie is not known.
func (p Population) Within(q Population) bool {
	return p.covers != noAreas && p.covers.within(q.covers)
}
