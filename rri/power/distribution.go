package power

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// distribution is that of the events of one group: Poisson, or binomial of n trials, each with an
// event by probability p and without one by q = 1 - p.
type distribution struct {
	mean float64
	n    float64 // +Inf: Poisson
	p, q float64
}

func poisson(mean float64) distribution { return distribution{mean: mean, n: math.Inf(1)} }

func binomial(n, p float64) distribution { return distribution{mean: n * p, n: n, p: p, q: 1 - p} }

func (d distribution) variance() float64 {
	if math.IsInf(d.n, 1) {
		return d.mean
	}
	return d.mean * d.q
}

// bounds returns the counts beyond which less than about 1e-15 lies.
func (d distribution) bounds() (low, high int64) {
	if d.mean == 0 {
		return 0, 0
	}
	if d.q <= 0 && !math.IsInf(d.n, 1) {
		return int64(d.n), int64(d.n)
	}
	// Nine standard deviations, and 40 for the longer tail of small means.
	reach := 9*math.Sqrt(d.variance()) + 40
	return int64(math.Max(0, math.Floor(d.mean-reach))), int64(math.Min(d.n, math.Ceil(d.mean+reach)))
}

// at returns P(X ≤ k), P(X ≥ k) and P(X = k).
func (d distribution) at(k int64) (less, greater, equal float64) {
	x := float64(k)
	switch {
	case x < 0:
		return 0, 1, 0
	case x > d.n:
		return 1, 0, 0
	case d.mean == 0:
		return point(x, 0)
	case math.IsInf(d.n, 1):
		return tail.Poisson(x, d.mean)
	case d.q <= 0:
		return point(x, d.n)
	}
	return tail.Binomial(x, d.n-x, d.p, d.q)
}

// point returns the probabilities of at for a variable that is always c.
func point(x, c float64) (less, greater, equal float64) {
	switch {
	case x < c:
		return 0, 1, 0
	case x > c:
		return 1, 0, 0
	}
	return 1, 1, 1
}

// between returns P(low ≤ X ≤ high).
func (d distribution) between(low, high int64) float64 {
	if low > high {
		return 0
	}
	below, _, _ := d.at(low - 1)
	upTo, _, _ := d.at(high)
	if upTo < 0.5 {
		return max(0, upTo-below)
	}
	// In the upper half the complements have the digits.
	_, from, _ := d.at(low)
	_, beyond, _ := d.at(high + 1)
	return max(0, from-beyond)
}
