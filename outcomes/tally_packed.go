package outcomes

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// Most blocks are filled at once, and then read. What they have stands in few bytes: the number of
// a kind in two, and a count in one, with more bytes behind these where that is too little. It is
// unpacked into a list that is used again for the next block.

// What stands in the place of a number of a kind, or of a count, that has no room there: one that
// is this or more. The number itself comes behind.
const (
	largeKind  = 1<<16 - 1
	largeCount = 1<<8 - 1
)

func appendKind(text []byte, kind uint32) []byte {
	return binary.LittleEndian.AppendUint16(text, uint16(min(kind, largeKind)))
}

func appendCount(text []byte, n int64) []byte { return append(text, byte(min(n, largeCount))) }

// appendLarge appends what of some kinds, and of a count, is too large for its place.
func appendLarge(text []byte, n int64, kinds ...uint32) []byte {
	for _, kind := range kinds {
		if kind >= largeKind {
			text = binary.LittleEndian.AppendUint32(text, kind)
		}
	}
	if n >= largeCount {
		text = binary.AppendUvarint(text, uint64(n))
	}
	return text
}

// largeIn puts right what is too large for its place, and returns the text behind it.
func largeIn(text []byte, n *int64, kinds ...*uint32) []byte {
	for _, kind := range kinds {
		if *kind == largeKind {
			*kind = binary.LittleEndian.Uint32(text)
			text = text[4:]
		}
	}
	if *n == largeCount {
		large, width := binary.Uvarint(text)
		*n, text = int64(large), text[width:]
	}
	return text
}

// packedCells are the cells of a block. They do not change.
type packedCells struct {
	n     int   // of cells
	total int64 // of searches
	text  []byte
}

func packCells(cells []kindCount) packedCells {
	text, total := make([]byte, 0, 4*len(cells)), int64(0)
	for _, c := range cells {
		text = appendCount(appendKind(text, c.kind), c.n)
		text = appendLarge(text, c.n, c.kind)
		total += c.n
	}
	return packedCells{len(cells), total, bytes.Clone(text)}
}

// appendTo appends the cells to a list.
func (p packedCells) appendTo(cells []kindCount) []kindCount {
	cells = slices.Grow(cells, p.n)
	for text := p.text; len(text) > 2; {
		c := kindCount{uint32(binary.LittleEndian.Uint16(text)), int64(text[2])}
		if text = text[3:]; c.kind == largeKind || c.n == largeCount {
			text = largeIn(text, &c.n, &c.kind)
		}
		cells = append(cells, c)
	}
	return cells
}

// packedPairs are the pairs of a block. They do not change.
type packedPairs []byte

func packPairs(pairs []kindPair) packedPairs {
	text := make([]byte, 0, 5*len(pairs))
	for _, p := range pairs {
		text = appendCount(appendKind(appendKind(text, p.first), p.second), p.n)
		text = appendLarge(text, p.n, p.first, p.second)
	}
	return bytes.Clone(text)
}

// appendTo appends the pairs to a list.
func (packed packedPairs) appendTo(pairs []kindPair) []kindPair {
	for text := []byte(packed); len(text) > 4; {
		p := kindPair{uint32(binary.LittleEndian.Uint16(text)), uint32(binary.LittleEndian.Uint16(text[2:])), int64(text[4])}
		if text = text[5:]; p.first == largeKind || p.second == largeKind || p.n == largeCount {
			text = largeIn(text, &p.n, &p.first, &p.second)
		}
		pairs = append(pairs, p)
	}
	return pairs
}
