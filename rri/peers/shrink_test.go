package peers

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/seed-549880be/disparity/rri"
)

func TestTry(t *testing.T) {
	for _, n := range []int{3, 8, 43, 331} {
		for _, q := range []Quantity{Index, Rate} {
			rng := rand.New(rand.NewPCG(1, 2))
			s := Set[string, rri.Rate]{Baseline: "b"}
			for i := range n {
				th := distuv.Gamma{Alpha: 10, Beta: 10. / 4, Src: rng}.Rand()
				a := distuv.Poisson{Lambda: 10 * th / 4, Src: rng}.Rand()
				b := distuv.Poisson{Lambda: 100, Src: rng}.Rand()
				s.Units = append(s.Units, Unit[string, rri.Rate]{Name: fmt.Sprint(i), Counts: map[string]rri.Rate{
					"g": {Events: int64(a), Population: 2.5}, "b": {Events: int64(b), Population: 100}}})
			}
			cells, _, _ := s.cells("g", Options{Quantity: q})
			c := Comparison[string]{Worst: n / 4}
			for range cells {
				c.Rows = append(c.Rows, Row{})
			}
			begun := time.Now()
			o := Options{Quantity: q, Shrink: true}
			o.Level = 0.95
			if err := shrink(&c, cells, o); err != nil {
				t.Fatal(err)
			}
			fmt.Println(n, q, time.Since(begun), fmt.Sprintf("%.4f %.4f", c.Shrinkage.Mean, c.Shrinkage.Variation))
			sum := 0.
			for i, r := range c.Rows {
				sum += r.Shrunken.AmongWorst
				if i < 3 {
					fmt.Printf("  %.3f %.4f %.4f %.3f %.3f\n", cells[i].value, r.Shrunken.Value, r.Shrunken.Weight, r.Shrunken.Rank, r.Shrunken.AmongWorst)
				}
			}
			fmt.Println(sum)
			var _ = math.Abs
		}
	}
}
