package outcomes

import "github.com/seed-549880be/disparity/ethnicity"

// stands in until the tally has its own
type kindWords struct {
	high uint64
	low  uint32
	kept Kept
}

func (k *Key) words() kindWords {
	return kindWords{
		high: uint64(k.Type)<<56 | uint64(k.Self)<<48 | uint64(k.Officer)<<40 | uint64(k.Gender)<<32 | uint64(k.Age)<<24 | uint64(k.Legislation)<<16 | uint64(k.Object)<<8 | uint64(k.Outcome),
		low:  uint32(k.Linked)<<16 | uint32(k.Clothing)<<8 | uint32(k.Crime),
		kept: k.Kept,
	}
}

func (w kindWords) key(of forceMonth) Key {
	return Key{of.force, of.month, RecordType(w.high >> 56), ethnicity.Group(w.high >> 48), ethnicity.Group(w.high >> 40), Gender(w.high >> 32), Age(w.high >> 24), Legislation(w.high >> 16), Object(w.high >> 8), Outcome(w.high),
		Answer(w.low >> 16), Answer(w.low >> 8), CrimeOutcome(w.low), w.kept}
}

type kinds struct {
	list  []kindWords
	index map[kindWords]uint32
}

func (d *kinds) number(w kindWords) uint32 {
	n, ok := d.index[w]
	if !ok {
		if d.index == nil {
			d.index = make(map[kindWords]uint32)
		}
		n = uint32(len(d.list))
		d.list = append(d.list, w)
		d.index[w] = n
	}
	return n
}

type kindCount struct {
	kind uint32
	n    int64
}
type kindPair struct {
	first, second uint32
	n             int64
}

func (w kindWords) recordType() RecordType { return RecordType(w.high >> 56) }
