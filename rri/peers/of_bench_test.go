package peers

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

// BenchmarkOf is the whole comparison: of as many units as there are police forces, and local
// authorities, in England and Wales, with some groups.
func BenchmarkOf(b *testing.B) {
	for _, size := range []struct{ units, groups int }{{43, 4}, {331, 2}} {
		s := manyUnits(size.units, size.groups)
		for _, m := range []rri.Method{rri.SCAS, rri.Jeffreys} {
			b.Run(fmt.Sprintf("%dx%d %s", size.units, size.groups, m), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := Of(s, Options{Options: rri.Options{Method: m}}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// manyUnits returns units with as many groups, of which one is the baseline, whose rates differ by
// more than chance.
func manyUnits(units, groups int) Set[int, rri.Rate] {
	random := rand.New(rand.NewPCG(331, 43))
	s := Set[int, rri.Rate]{Baseline: 0}
	for i := range units {
		counts := map[int]rri.Rate{0: {Events: 400 + random.Int64N(200), Population: 20_000}}
		for g := 1; g < groups; g++ {
			counts[g] = rri.Rate{Events: 10 + random.Int64N(100), Population: 1000}
		}
		s.Units = append(s.Units, Unit[int, rri.Rate]{Name: unitName(i), Counts: counts})
	}
	return s
}
