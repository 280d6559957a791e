package outcomes

import (
	"math"
	"slices"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"pgregory.net/rapid"
)

func TestPackedCells(t *testing.T) {
	for _, test := range []struct {
		reason string
		cells  []kindCount
		bytes  int
	}{
		{"nothing", nil, 0},
		{"three bytes a cell", []kindCount{{0, 1}, {7, 254}, {65534, 3}}, 9},
		{"in any order", []kindCount{{9, 1}, {3, 2}, {4, 1}}, 9},
		{"the first number of a kind that is too large for two bytes", []kindCount{{65535, 1}, {65536, 1}}, 14},
		{"the first count that is too large for one", []kindCount{{1, 255}, {2, 127}, {3, 256}}, 13},
		{"both, and the largest of each", []kindCount{{math.MaxUint32, rri.MaxCount}, {1, 1}}, 18},
	} {
		packed := packCells(test.cells)
		if got := packed.appendTo(nil); !slices.Equal(got, test.cells) || packed.n != len(test.cells) || len(packed.text) != test.bytes {
			t.Errorf("%v, %d cells in %d bytes, want %v in %d: %s", got, packed.n, len(packed.text), test.cells, test.bytes, test.reason)
		}
	}
}

func TestPackedPairs(t *testing.T) {
	for _, test := range []struct {
		reason string
		pairs  []kindPair
		bytes  int
	}{
		{"nothing", nil, 0},
		{"five bytes a pair", []kindPair{{0, 0, 1}, {0, 65534, 254}}, 10},
		{"a large first kind", []kindPair{{65535, 65534, 1}, {1, 2, 3}}, 14},
		{"a large second kind", []kindPair{{1, 65535, 1}, {1, 2, 3}}, 14},
		{"a large count", []kindPair{{1, 1, 255}, {1, 2, 3}}, 12},
		{"all three, and the largest of each", []kindPair{{math.MaxUint32, math.MaxUint32, rri.MaxCount}, {1, 2, 3}}, 26},
	} {
		packed := packPairs(test.pairs)
		if got := packed.appendTo(nil); !slices.Equal(got, test.pairs) || len(packed) != test.bytes {
			t.Errorf("%v in %d bytes, want %v in %d: %s", got, len(packed), test.pairs, test.bytes, test.reason)
		}
	}
}

// What is packed is what is unpacked, behind what the list has already.
func TestLawPacked(t *testing.T) {
	kind := rapid.OneOf(rapid.Uint32Range(0, 300), rapid.Uint32Range(65500, 65600), rapid.Uint32())
	count := rapid.OneOf(rapid.Int64Range(1, 300), rapid.Int64Range(1, rri.MaxCount))
	aCell := rapid.Custom(func(t *rapid.T) kindCount { return kindCount{kind.Draw(t, "kind"), count.Draw(t, "count")} })
	aPair := rapid.Custom(func(t *rapid.T) kindPair {
		return kindPair{kind.Draw(t, "first"), kind.Draw(t, "second"), count.Draw(t, "count")}
	})
	rapid.Check(t, func(t *rapid.T) {
		cells, pairs := rapid.SliceOf(aCell).Draw(t, "cells"), rapid.SliceOf(aPair).Draw(t, "pairs")
		var total int64
		for _, c := range cells {
			total += c.n
		}
		packed := packCells(cells)
		if got := packed.appendTo([]kindCount{{1, 1}}); !slices.Equal(got[1:], cells) || got[0] != (kindCount{1, 1}) || packed.total != total {
			t.Fatalf("%v of %d searches, want %v of %d", got, packed.total, cells, total)
		}
		if got := packPairs(pairs).appendTo([]kindPair{{1, 1, 1}}); !slices.Equal(got[1:], pairs) || got[0] != (kindPair{1, 1, 1}) {
			t.Fatalf("%v, want %v", got, pairs)
		}
	})
}
