package score

import (
	"math"
	"testing"

	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// BenchmarkLimits times both limits and the statistic at no disparity of one comparison: by its
// multiplier, as they are computed, and by the value that is tested, as they are for several
// strata.
func BenchmarkLimits(b *testing.B) {
	for _, q := range groups {
		for _, cells := range []struct {
			name string
			c    quantity.Counts
		}{{"ordinary", quantity.CountsOf(4, 40, 50, 800)}, {"zero", quantity.CountsOf(0, 40, 50, 800)}, {"all", quantity.CountsOf(40, 40, 50, 800)}} {
			start, width := startOf(q, cells.c)
			v := Variant{Skewness: true, Unbiased: q.Binomial()}
			strata := []quantity.Counts{cells.c}
			empty := cells.c.A == 0 && !q.Difference()
			null := Scale(q, q.UsualNull())
			name := q.String() + "/" + cells.name
			b.Run(name+"/multiplier", func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					s := New(q, v, strata, start, width, empty, false)
					lower, upper, _ := s.Limits(1.96)
					benchSink = lower + upper + s.Statistic(Value(q, null))
				}
			})
			b.Run(name+"/value", func(b *testing.B) {
				for b.Loop() {
					s := byValue(q, v, cells.c, start, width, empty, false)
					if s.turns = !Falls(q, v, strata); s.turns {
						s.bends = bendsOf(q, strata)
						s.centre = s.findCentre()
						benchSink = s.limit(1.96) + s.limit(-1.96) + s.furthestStatistic(null)
						continue
					}
					s.z = s.at(start)
					benchSink = s.limit(1.96) + s.limit(-1.96) + s.at(null)
				}
			})
		}
	}
}

// BenchmarkMoments times the restricted estimate and its moments at one value.
func BenchmarkMoments(b *testing.B) {
	c := quantity.CountsOf(4, 40, 50, 800)
	for _, q := range groups {
		start, width := startOf(q, c)
		b.Run(q.String(), func(b *testing.B) {
			i := 0
			for b.Loop() {
				benchSink = MomentsAt(q, c, start+width*(float64(i%64)/16-2)).Variance
				i++
			}
		})
	}
	b.Run("yardstick", func(b *testing.B) { // an exponential and a root
		i := 0
		for b.Loop() {
			benchSink = math.Sqrt(math.Exp(float64(i%64)/16 - 2))
			i++
		}
	})
}

// benchSink keeps the compiler from leaving out what a benchmark computes.
var benchSink float64
