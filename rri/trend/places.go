package trend

import (
	"cmp"

	"github.com/seed-549880be/disparity/rri"
)

// placed is a table with the places of its rows, by which groups are found in it.
type placed[G cmp.Ordered, M rri.Measure] struct {
	rri.Table[G, M]
	place map[G]int
}

// placedOf returns tables with the places of their rows.
func placedOf[G cmp.Ordered, M rri.Measure](tables ...rri.Table[G, M]) []placed[G, M] {
	out := make([]placed[G, M], len(tables))
	for i, t := range tables {
		out[i] = placed[G, M]{t, make(map[G]int, len(t.Rows))}
		for k := len(t.Rows) - 1; k >= 0; k-- { // of two, the first
			out[i].place[t.Rows[k].Group] = k
		}
	}
	return out
}

// has tells whether a group is in the table.
func (t placed[G, M]) has(g G) bool {
	_, ok := t.place[g]
	return ok
}
