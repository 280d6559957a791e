package peers

import (
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

// BenchmarkFunnel has the funnel of 43 forces in one group.
func BenchmarkFunnel(b *testing.B) {
	s := blackSearches(b, "2017/18")
	for _, m := range []rri.Method{rri.SCAS, rri.Score, rri.Exact, rri.Jeffreys, rri.MOVERWilson} {
		for kind := range Overdispersions() {
			b.Run(m.String()+" "+kind.String(), func(b *testing.B) {
				o, err := Options{Options: rri.Options{Method: m}, Overdispersion: kind}.filled()
				if err != nil {
					b.Fatal(err)
				}
				cells, _, err := s.cells("Black", o)
				if err != nil {
					b.Fatal(err)
				}
				c := Comparison[string]{Rows: make([]Row, len(cells))}
				b.ReportAllocs()
				for b.Loop() {
					if err := funnelOf(&c, cells, o); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
