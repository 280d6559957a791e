package bounds

import (
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

func BenchmarkRatio(b *testing.B) {
	b.Run("rates", func(b *testing.B) {
		r := Rates{rri.Rate{Events: 29, Population: 37844}, rri.Rate{Events: 317, Population: 1584583}, 34, 116}
		b.ReportAllocs()
		for b.Loop() {
			if _, err := r.Ratio(Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("proportions", func(b *testing.B) {
		p := Proportions{Outcomes{8, 21, 3}, Outcomes{80, 237, 9}, Outcomes{7, 27, 0}, Outcomes{16, 100, 40}}
		b.ReportAllocs()
		for b.Loop() {
			if _, err := p.Ratio(Options{AtMost: 2}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
