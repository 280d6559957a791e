package dispersion

import (
	"fmt"
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

// year returns twelve months of five groups.
func year[M rri.Measure](b *testing.B) (months []map[string]M) {
	for k := range int64(12) {
		month := make(map[string]M)
		for i, g := range []string{"Asian", "Black", "Mixed", "Other", "White"} {
			m, err := rri.MeasureOf[M](int64(20*i+7)+3*k, float64(1000*(i+1)+int(k*k)*i), 1)
			if err != nil {
				b.Fatal(err)
			}
			month[g] = m
		}
		months = append(months, month)
	}
	return months
}

func BenchmarkPerGroup(b *testing.B) {
	for model := range Models() {
		b.Run(model.String(), func(b *testing.B) {
			months := year[rri.Rate](b)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := PerGroup(months, model); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkWithinStrata(b *testing.B) {
	b.Run("rate", func(b *testing.B) { benchmarkWithinStrata(b, year[rri.Rate](b)) })
	b.Run("proportion", func(b *testing.B) { benchmarkWithinStrata(b, year[rri.Proportion](b)) })
}

func benchmarkWithinStrata[M rri.Measure](b *testing.B, months []map[string]M) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := WithinStrata("White", months); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkWithinStrataGrowth: with ten times the groups, or ten times the replicates, it takes
// about ten times as long.
func BenchmarkWithinStrataGrowth(b *testing.B) {
	for _, size := range [][2]int{{100, 6}, {1000, 6}, {6, 100}, {6, 1000}} {
		var replicates []map[int]rri.Rate
		for k := range size[1] {
			counts := make(map[int]rri.Rate)
			for i := range size[0] {
				counts[i] = rri.Rate{Events: int64(20 + (7*i+13*k)%31), Population: float64(1000 + i)}
			}
			replicates = append(replicates, counts)
		}
		b.Run(fmt.Sprintf("groups=%d/replicates=%d", size[0], size[1]), func(b *testing.B) {
			for b.Loop() {
				if _, err := WithinStrata(0, replicates); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
