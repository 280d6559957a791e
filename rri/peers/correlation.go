package peers

import (
	"cmp"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// Correlation is the rank correlation of two measures over units: Spearman's, the correlation of
// the ranks, where units of one value share the mean of their ranks.
//
// The interval is that of Bonett and Wright (2000, DOI 10.1007/BF02294183): on the scale of the
// inverse hyperbolic tangent it is normal, with the variance
//
//	(1 + r²/2) / (n - 3)
//
// At exactly 1 it would have no width: its lower limit is then that of the next value that n ranks
// without ties can have, 1 - 12/(n³-n), where two neighbours change places; and at -1 likewise. A
// value between these two, which ties can give, has the limits of the latter, which are the wider
// ones on the side of 0.
//
// It is of the values as they were counted. Chance in these takes it nearer to 0 than that of the
// true values is, and the more so the fewer events there are; and as both measures are mostly over
// the same residents, an error in these moves both the same way.
type Correlation struct {
	// Units is how many units the correlation is of.
	Units int

	// Value is from -1 to 1; NaN for fewer than 4 units, or where all values of a measure are the
	// same.
	Value float64

	// Lower and Upper are its limits at the level of the comparison, NaN where there is no Value.
	Lower float64
	Upper float64
}

// fewestCorrelated is the number of units below which there is no correlation: the variance of its
// interval is over n-3.
const fewestCorrelated = 4

// correlationOf returns the rank correlation of the values of rows.
func correlationOf(rows []PairedRow, level float64) Correlation {
	nan := math.NaN()
	c := Correlation{Units: len(rows), Value: nan, Lower: nan, Upper: nan}
	if len(rows) < fewestCorrelated {
		return c
	}
	var first, second []float64
	for _, r := range rows {
		first, second = append(first, r.First.Value), append(second, r.Second.Value)
	}
	if c.Value = spearman(first, second); math.IsNaN(c.Value) {
		return c
	}
	n := float64(len(rows))
	next := 1 - 12/(n*n*n-n)
	z := tail.NormalQuantile((1 - level) / 2)
	limit := func(sign float64) float64 {
		r := min(max(c.Value, -next), next)
		return math.Tanh(math.Atanh(r) + sign*z*math.Sqrt((1+r*r/2)/(n-3)))
	}
	c.Lower, c.Upper = min(limit(-1), c.Value), max(limit(1), c.Value)
	return c
}

// spearman returns the rank correlation of two lists of one length; NaN where all values of one are
// the same.
func spearman(x, y []float64) float64 {
	a, b := twiceRanks(x), twiceRanks(y)
	mean := int64(len(x) + 1) // of twice the ranks
	var xx, yy, xy int64
	for i := range a {
		p, q := a[i]-mean, b[i]-mean
		xx, yy, xy = xx+p*p, yy+q*q, xy+p*q
	}
	if xx == yy { // without ties, and the root would round
		return float64(xy) / float64(xx)
	}
	return float64(xy) / (math.Sqrt(float64(xx)) * math.Sqrt(float64(yy)))
}

// twiceRanks returns twice the rank of every value, 1 being the lowest: whole numbers, since values
// that are the same share the mean of their ranks.
func twiceRanks(values []float64) []int64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Compare(values[i], values[j]) })
	ranks := make([]int64, len(values))
	for from := 0; from < len(order); {
		to := from
		for to < len(order) && values[order[to]] == values[order[from]] {
			to++
		}
		for _, i := range order[from:to] {
			ranks[i] = int64(from + to + 1)
		}
		from = to
	}
	return ranks
}
