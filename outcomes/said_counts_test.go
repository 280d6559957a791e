package outcomes

import (
	"maps"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"pgregory.net/rapid"
)

// However rows are counted, one by one or many at once, all of them are.
func TestSaidCounts(t *testing.T) {
	type row struct {
		said uint32
		n    int64
	}
	const last = saidBits
	for _, test := range []struct {
		reason string
		rows   []row
		want   map[uint32]int64
	}{
		{"nothing", nil, map[uint32]int64{}},
		{"the first and the last of all that can be said", []row{{0, 1}, {last, 1}, {0, 1}}, map[uint32]int64{0: 2, last: 1}},
		{"as many as a slot can have", []row{{5, maxSaid - 1}, {5, 1}}, map[uint32]int64{5: maxSaid}},
		{"one more, one by one", []row{{5, maxSaid}, {5, 1}, {5, 1}}, map[uint32]int64{5: maxSaid + 2}},
		{"more at once than a slot can have", []row{{0, maxSaid + 1}, {0, maxSaid}}, map[uint32]int64{0: 2*maxSaid + 1}},
		{"one of all is beyond a slot", []row{{5, 1 << 40}, {6, 1}}, map[uint32]int64{5: 1 << 40, 6: 1}},
		{"as many as a tally can have", []row{{7, rri.MaxCount - 1}, {7, 1}}, map[uint32]int64{7: rri.MaxCount}},
		{"other bits of a word say nothing", []row{{last + 1, 1}, {0, 1}}, map[uint32]int64{0: 2}},
	} {
		var c saidCounts
		for _, r := range test.rows {
			c.add(rowWord(r.said), r.n)
		}
		if got := maps.Collect(c.all()); !maps.Equal(got, test.want) {
			t.Errorf("%v, want %v: %s", got, test.want, test.reason)
		}
	}
}

// The counts are what a plain map of them is.
func TestLawSaidCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var c saidCounts
		want := make(map[uint32]int64)
		said := rapid.OneOf(rapid.Uint32Range(0, 20), rapid.Uint32Range(0, saidBits))
		count := rapid.OneOf(rapid.Just(int64(1)), rapid.Int64Range(1, 3*maxSaid))
		for range rapid.IntRange(0, 200).Draw(t, "rows") {
			if rapid.IntRange(0, 20).Draw(t, "trim") == 0 {
				c.trim()
			}
			w, n := said.Draw(t, "said"), count.Draw(t, "n")
			c.add(rowWord(w), n)
			want[w] += n
		}
		if got := maps.Collect(c.all()); !maps.Equal(got, want) {
			t.Fatalf("%v, want %v", got, want)
		}
	})
}
