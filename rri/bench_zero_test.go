package rri

import (
	"math"
	"testing"

	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// BenchmarkZeroCells times the score methods with an ordinary cell, none and all in the group,
// beside the bare formula of Katz for the ordinary one.
func BenchmarkZeroCells(b *testing.B) {
	cells := []struct {
		name   string
		events int64
	}{{"ordinary", 4}, {"zero", 0}, {"all", 40}}
	for _, m := range []Method{SCAS, Score} {
		for _, q := range allQuantities {
			for _, cell := range cells {
				group, baseline := Proportion{Events: cell.events, Trials: 40}, Proportion{Events: 50, Trials: 800}
				groupRate, baselineRate := Rate{Events: cell.events, Population: 40}, Rate{Events: 50, Population: 800}
				o := Options{Method: m}
				b.Run(q.String()+"/"+m.String()+"/"+cell.name, func(b *testing.B) {
					b.ReportAllocs()
					for b.Loop() {
						var err error
						switch q {
						case quantity.Proportion:
							_, err = Of(group, o)
						case quantity.Rate:
							_, err = Of(groupRate, o)
						case quantity.RatioOfProportions:
							_, err = Ratio(group, baseline, o)
						case quantity.RatioOfRates:
							_, err = Ratio(groupRate, baselineRate, o)
						case quantity.DifferenceOfProportions:
							_, err = Difference(group, baseline, o)
						case quantity.DifferenceOfRates:
							_, err = Difference(groupRate, baselineRate, o)
						case quantity.OddsRatio:
							_, err = OddsRatio(group, baseline, o)
						}
						if err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		}
	}
	b.Run("yardstick", func(b *testing.B) {
		c := quantity.CountsOf(4, 40, 50, 800)
		for b.Loop() {
			ratio, standardError := c.A/c.N/(c.B/c.M), math.Sqrt(1/c.A-1/c.N+1/c.B-1/c.M)
			factor := math.Exp(1.959963984540054 * standardError)
			benchSink = ratio/factor + ratio*factor + math.Erfc(math.Abs(math.Log(ratio))/standardError/math.Sqrt2)
			c.A = 9 - c.A // so that nothing is known before
		}
	})
}
