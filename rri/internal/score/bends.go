package score

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// As the value that is tested moves, a restricted estimate of a group without events (or without
// others) stays at the end of its range up to some value, and leaves it there: the statistic bends.
// With few events it does so too, over a length that grows with them. In the complex plane the
// bends are where two roots of the equation for the restricted estimate meet, and their lengths the
// distance of that point from the real line. So far from a bend as that, or farther, the statistic
// is smooth on the scale of the distance, which is what the walk of walk.go steps by.

// bend is where the statistic of a stratum bends: over the length added to the distance from a
// place, or from a range, it is smooth.
type bend struct{ low, high, length float64 }

// bendsOf returns the bends of all the strata.
func bendsOf(q quantity.Quantity, strata []quantity.Counts) []bend {
	bends := make([]bend, 0, len(strata))
	for _, c := range strata {
		bends = appendBends(bends, q, c)
	}
	return bends
}

// appendBends appends the bends of a stratum.
func appendBends(bends []bend, q quantity.Quantity, c quantity.Counts) []bend {
	switch q {
	case quantity.RatioOfProportions:
		return append(bends, proportionsRatioBend(c))
	case quantity.RatioOfRates:
		at := math.Log(c.M / c.N)
		return append(bends, bend{at, at, math.Pi})
	case quantity.DifferenceOfProportions:
		notA, notB := c.N-c.A, c.M-c.B
		return append(bends,
			cellBend(c.A, c.N, c.B, notB, -1), // p₁ leaves 0 where δ rises above -p₀
			cellBend(c.B, c.M, c.A, notA, 1),
			cellBend(notA, c.N, notB, c.B, 1), // q₁ leaves 0 where -δ rises above -q₀
			cellBend(notB, c.M, notA, c.A, -1))
	case quantity.DifferenceOfRates:
		return append(bends, ratesDifferenceBend(c))
	}
	return append(bends, oddsRatioBend(c))
}

// room returns the distance from t to the nearest bend of any stratum, added to the length of that
// bend.
func (s *Score) room(t float64) float64 {
	if s.contrast != nil {
		return contrastRoom
	}
	least := math.Inf(1)
	if s.q == quantity.DifferenceOfProportions {
		least = 1 - math.Abs(t) // at ±1 every estimate is at an end
	}
	for i := range s.bends {
		b := &s.bends[i]
		least = min(least, max(0, b.low-t, t-b.high)+b.length)
	}
	return least
}

// proportionsRatioBend: the discriminant (θ(n+b) - (m+a))² + 4θ(n-a)(m-b) is 0 at θ = (m+a)/(n+b)
// exp(±iφ) with sin²(φ/2) = (n-a)(m-b)/((n+b)(m+a)). Where a = n, the variance of the group leaves
// 0 at this θ, and outgrows that of the baseline within the length added.
func proportionsRatioBend(c quantity.Counts) bend {
	notA, notB := c.N-c.A, c.M-c.B
	length := 2 * math.Asin(min(1, math.Sqrt(notA/(c.N+c.B))*math.Sqrt(notB/(c.M+c.A))))
	switch {
	case notA == 0:
		length += c.N / c.M * notB / (c.N + c.B)
	case notB == 0:
		length += c.M / c.N * notA / (c.M + c.A)
	}
	at := math.Log1p((notB - notA) / (c.N + c.B)) // log((m+a)/(n+b))
	return bend{at, at, length}
}

// ratesDifferenceBend: the discriminant (Nδ-a-b)² + 4Nbδ is 0 at δ = (a-b ± 2i√(ab))/N. Where a or
// b is 0, the variance of that group outgrows the other within the length added.
func ratesDifferenceBend(c quantity.Counts) bend {
	n := c.N + c.M
	length := 2 * math.Sqrt(c.A) * math.Sqrt(c.B) / n
	switch {
	case c.A == 0:
		length += c.N / c.M * c.B / n
	case c.B == 0:
		length += c.M / c.N * c.A / n
	}
	at := (c.A - c.B) / n
	return bend{at, at, length}
}

// cellBend is for a group of n whose events are the given few, beside one of b events and notB
// others, m in all: each of the four cells of a difference of proportions can be the one that is 0
// or small. Without events its estimate is 0 while the other is p or more, with b/p - notB/(1-p) =
// n. The difference of the other from it is the sign times that which is tested. With few events e
// the estimate r solves e - c(d-p)r - (n+c)r² = 0 near there, with c = b/p² + notB/(1-p)².
func cellBend(events, n, b, notB, sign float64) bend {
	m := b + notB
	s := m - n
	root := math.Sqrt(s*s + 4*n*notB)
	p := 2 * b / (n + m + root)
	var q float64 // 1-p, the root of nq² + (m-n)q - notB = 0
	if s > 0 {
		q = 2 * notB / (s + root)
	} else {
		q = (root - s) / (2 * n)
	}
	length := n / m * p * q
	if events > 0 {
		c := 0.
		if b > 0 {
			c += b / p / p
		}
		if notB > 0 {
			c += notB / q / q
		}
		length += 2 * math.Sqrt(events) * math.Sqrt(n/c+1) / math.Sqrt(c)
	}
	return bend{sign * p, sign * p, length}
}

// oddsRatioBend: the discriminant of the expected cell is 0 at two negative odds ratios, which on
// the scale of logarithms lie at a distance of π from the real line.
func oddsRatioBend(c quantity.Counts) bend {
	notA, notB := c.N-c.A, c.M-c.B
	half := c.N*c.M + (c.A+c.B)*(notA+notB)
	x, y := notA-c.B, notB-c.A // the quadratic is x²ψ² + 2 half ψ + y²
	root := math.Sqrt(max(0, half-x*y)) * math.Sqrt(half+x*y)
	least, most := math.Inf(-1), math.Inf(1)
	if y != 0 {
		least = 2*math.Log(math.Abs(y)) - math.Log(half+root)
	}
	if x != 0 {
		most = math.Log(half+root) - 2*math.Log(math.Abs(x))
	}
	return bend{least, most, math.Pi}
}
