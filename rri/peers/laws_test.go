package peers

import (
	"math"
	"testing"
)

// TestRanksHold: what each row has is consistent in itself, and the rows add up.
func TestRanksHold(t *testing.T) {
	for _, q := range []Quantity{Index, Rate} {
		r, err := Of(forces(), Options{Quantity: q})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range r.Groups {
			var sum float64
			for _, row := range c.Rows {
				k := row.Rank
				if k.Lowest > k.Lower || k.Lower > k.Rank || k.Rank > k.Upper || k.Upper > k.Highest || k.Lowest < 1 || k.Highest > len(c.Rows) {
					t.Errorf("%s, %s: %+v", c.Group, row.Unit, k)
				}
				if len(row.Alike) != k.Upper-k.Lower {
					t.Errorf("%s, %s: %+v, alike %q", c.Group, row.Unit, k, row.Alike)
				}
				sum += k.AmongWorst
			}
			if math.Abs(sum-float64(c.Worst)) > 1e-9 {
				t.Errorf("%s: %v of the worst %d", c.Group, sum, c.Worst)
			}
		}
	}
}
