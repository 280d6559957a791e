package index

import (
	"cmp"
	"fmt"
	"math"
	"math/big"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/rational"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// Gap is a percentage point gap, as a fraction: 0.05 is five percentage points. Its margin is a
// rule of its source, and no confidence interval.
type Gap struct {
	Group     string  `json:"group"`
	Rate      float64 `json:"rate"`      // of the group
	Reference float64 `json:"reference"` // of everyone, the group itself among them
	// Rate - Reference: above 0, the group has the higher rate
	Value  float64 `json:"value"`
	Margin float64 `json:"margin"` // 1.96 √(¼/n), and at least 0.03

	// BelowMargin tells whether the rate is below the reference by more than the margin, which is a
	// disproportionate impact by the rule, where events are successes.
	BelowMargin bool `json:"below_margin"`

	ToMargin int64 `json:"to_margin"` // the fewest more events at which BelowMargin is false
	// the fewest more events at which the rate is not below the reference as it is now
	ToReference int64 `json:"to_reference"`
}

// String returns the gap in percentage points, for people.
func (g Gap) String() string {
	return fmt.Sprintf("point-gap, %s minus everyone: %s percentage points, margin %s",
		sheet.Clean(g.Group), sheet.Signed(100*g.Value, 1), sheet.Fixed(100*g.Margin, 1))
}

// PointGap returns the gap between the proportion of the group and that of everyone in counts,
// with the margin of the percentage point gap method of the California Community Colleges
// Chancellor's Office (2017): 1.96 √(¼/n), the widest that a proportion of n can have, and at least
// three points.
//
// The decision and the numbers of events are found without rounding. At exactly the margin
// BelowMargin is false. For an interval that respects the counts, take [rri.Difference]. It is an
// error if the group has no trials ([rri.ErrCount]), or a design effect ([rri.ErrMethod]), of which
// the rule knows nothing; for others see the package documentation.
func PointGap[G cmp.Ordered](group G, counts map[G]rri.Proportion) (Gap, error) {
	own, others, err := groupAndOthers(group, counts)
	if err != nil {
		return Gap{}, err
	}
	if own.Trials == 0 {
		return Gap{}, fmt.Errorf("index: group %q: %w: no trials, so no gap", name(group), rri.ErrCount)
	}
	if own.DesignEffect != 0 && own.DesignEffect != 1 {
		return Gap{}, fmt.Errorf("index: group %q: %v: %w: the margin of a percentage point gap knows no design effect: take rri.Difference",
			name(group), own, rri.ErrMethod)
	}
	all, err := sumOf(own, others)
	if err != nil {
		return Gap{}, fmt.Errorf("index: all groups together: %w", err)
	}
	n := float64(own.Trials)
	g := Gap{
		Group:     fmt.Sprint(group),
		Rate:      float64(own.Events) / n,
		Reference: float64(all.Events) / float64(all.Trials),
		Margin:    max(0.98/math.Sqrt(n), 0.03),
	}
	// The difference over one denominator: nothing cancels.
	value, _ := new(big.Rat).Sub(big.NewRat(own.Events, own.Trials), big.NewRat(all.Events, all.Trials)).Float64()
	g.Value = value
	g.BelowMargin = belowMargin(own, all)
	if need := rational.Ceil(new(big.Rat).Sub(rational.Expected(own, all, 1, 1), big.NewRat(own.Events, 1))); need.Sign() > 0 {
		g.ToReference = need.Int64()
	}
	if g.BelowMargin {
		// The float64 is near the answer; the exact rule settles it.
		k := max(1, int64(math.Ceil((g.Reference-g.Rate-g.Margin)*n))-2)
		for belowMargin(rri.Proportion{Events: own.Events + k, Trials: own.Trials}, all) {
			k++
		}
		for k > 1 && !belowMargin(rri.Proportion{Events: own.Events + k - 1, Trials: own.Trials}, all) {
			k--
		}
		g.ToMargin = k
	}
	return g, nil
}

// belowMargin decides exactly whether own is below all by more than the margin: the gap d has d >
// 3/100 and d² > 0.98²/n.
func belowMargin(own, all rri.Proportion) bool {
	d := new(big.Rat).Sub(big.NewRat(all.Events, all.Trials), big.NewRat(own.Events, own.Trials))
	if d.Cmp(big.NewRat(3, 100)) <= 0 {
		return false
	}
	square := new(big.Rat).Mul(d, d)
	return square.Mul(square, big.NewRat(own.Trials, 1)).Cmp(big.NewRat(98*98, 100*100)) > 0
}
