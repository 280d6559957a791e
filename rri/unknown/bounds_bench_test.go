package unknown

import (
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

func BenchmarkRatio(b *testing.B) {
	b.Run("rates", func(b *testing.B) {
		r := RateCounts{rri.Rate{Events: 29, Population: 37844}, rri.Rate{Events: 317, Population: 1584583}, 34, 116}
		b.ReportAllocs()
		for b.Loop() {
			if _, err := r.Bounds(Assumption{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("proportions", func(b *testing.B) {
		p := ProportionCounts{OutcomeCounts{8, 21, 3}, OutcomeCounts{80, 237, 9}, OutcomeCounts{7, 27, 0}, OutcomeCounts{16, 100, 40}}
		b.ReportAllocs()
		for b.Loop() {
			if _, err := p.Bounds(Assumption{AtMost: 2}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
