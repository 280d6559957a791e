package score

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/compensated"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// Moments are the score of one stratum and its variance and third central moment, in a unit that
// every stratum shares at the same value of the quantity.
type Moments struct{ Score, Variance, Third float64 }

// One proportion: the score p̂ - p, of variance pq/n and third moment pq(q-p)/n², here over pq/n to
// the power of one half.
func proportionMoments(c quantity.Counts, t float64) Moments {
	p, q := tail.Logistic(t), tail.Logistic(-t)
	r := math.Sqrt(p * q / c.N)
	return Moments{(c.A*q - (c.N-c.A)*p) / c.N / r, 1, (q - p) / (c.N * r)}
}

// One rate: the score a/n - λ, of variance λ/n and third moment λ/n², likewise.
func rateMoments(c quantity.Counts, t float64) Moments {
	mean := math.Exp(t) * c.N
	r := math.Sqrt(mean)
	return Moments{(c.A - mean) / r, 1, 1 / r}
}

// A ratio θ of proportions: the score p̂₁ - θp̂₀, of variance p₁q₁/n + θ²p₀q₀/m and third moment
// p₁q₁(q₁-p₁)/n² - θ³p₀q₀(q₀-p₀)/m² with p₁ = θp₀, here over √θ, its second and third power, so
// that neither end of the range overflows. The restricted estimate is a root of a quadratic
// (Miettinen and Nurminen 1985, DOI 10.1002/sim.4780040211), whose discriminant is written as a sum
// of squares.
func proportionsRatioMoments(c quantity.Counts, t float64) Moments {
	theta := math.Exp(t)
	h := math.Sqrt(theta)
	p1, q1, p0, q0 := restrictedByRatio(c, t, theta)
	v1, v0, unit := p0*q1*c.M, p1*q0*c.N, 1/(c.N*c.M)
	return Moments{
		Score:    compensated.DifferenceOfProducts(c.A, c.M, theta*c.B, c.N) * unit / h,
		Variance: (v1 + v0) * unit,
		Third:    (v1*(q1-p1)*c.M/h - v0*(q0-p0)*c.N*h) * unit * unit,
	}
}

// restrictedByRatio returns the maximum likelihood estimates p₁ and p₀ under p₁ = θp₀, and their
// complements, for θ = exp(t).
func restrictedByRatio(c quantity.Counts, t, theta float64) (p1, q1, p0, q0 float64) {
	beyond, notA, notB := math.Expm1(t), c.N-c.A, c.M-c.B
	u, v := theta*(c.N+c.B), c.M+c.A
	uv := u - v
	s0, s1 := v-theta*(c.N+c.M+notB), u-(c.M+c.N+notA)
	if math.Abs(t) < 0.5 { // the same, with the digits that are lost where θ is near 1
		uv = beyond*(c.N+c.B) + (notA - notB)
		s0, s1 = -beyond*(c.N+c.M)-notA-theta*notB, beyond*(c.N+c.M)-notA-theta*notB
	}
	root := math.Sqrt(uv*uv + 4*theta*notA*notB)
	p0 = 2 * (c.A + c.B) / (u + v + root)
	p1 = theta * p0
	if s0 <= 0 {
		q0 = (root - s0) / (2 * (c.N + c.M) * theta)
	} else {
		q0 = -2 * beyond * notB / (s0 + root)
	}
	if s1 <= 0 {
		q1 = (root - s1) / (2 * (c.N + c.M))
	} else {
		q1 = 2 * beyond * notA / (s1 + root)
	}
	return p1, q1, p0, q0
}

// A ratio θ of rates: the score r̂₁ - θr̂₀, of variance r₁/n + θ²r₀/m and third moment r₁/n² -
// θ³r₀/m² with r₁ = θr₀ and r₀ = (a+b)/(θn+m), likewise.
func ratesRatioMoments(c quantity.Counts, t float64) Moments {
	theta := math.Exp(t)
	h := math.Sqrt(theta)
	r0 := (c.A + c.B) / (theta*c.N + c.M)
	return Moments{
		Score:    compensated.DifferenceOfProducts(c.A, c.M, theta*c.B, c.N) / (c.N * c.M * h),
		Variance: (c.A + c.B) / c.N / c.M,
		Third:    r0 / (c.N * c.N * h) * compensated.DifferenceOfProducts(c.M, c.M, theta*c.N, theta*c.N) / (c.M * c.M),
	}
}

// A difference δ of proportions: the score p̂₁ - p̂₀ - δ, of variance p₁q₁/n + p₀q₀/m and third
// moment p₁q₁(q₁-p₁)/n² - p₀q₀(q₀-p₀)/m², with p₁ = p₀ + δ.
func proportionsDifferenceMoments(c quantity.Counts, delta float64) Moments {
	p1, q1, p0, q0 := restrictedByDifference(c, delta)
	return Moments{
		Score:    c.DifferenceLess(delta),
		Variance: p1*q1/c.N + p0*q0/c.M,
		Third:    p1*q1*(q1-p1)/(c.N*c.N) - p0*q0*(q0-p0)/(c.M*c.M),
	}
}

// restrictedByDifference returns the maximum likelihood estimates p₁ and p₀ under p₁ - p₀ = δ, and
// their complements. They solve
//
//	a/p₁ - (n-a)/q₁ + b/p₀ - (m-b)/q₀ = 0.
//
// The unknown is the one of p₁, q₁, p₀, q₀ that is smallest, so that each of the four has full
// relative accuracy.
func restrictedByDifference(c quantity.Counts, delta float64) (p1, q1, p0, q0 float64) {
	if delta < 0 {
		p0, q0, p1, q1 = restrictedByDifference(quantity.CountsOf(c.B, c.M, c.A, c.N), -delta)
		return p1, q1, p0, q0
	}
	room := 1 - delta // p₀ and q₁ lie between 0 and room, and sum to it
	if room <= 0 {
		return 1, 0, 0, 1
	}
	half := room / 2
	// Above the middle, q₁ is the smaller: exchange events and non-events, and with them the two
	// groups.
	if middle := half; c.B/middle-(c.M-c.B)/(1-middle)+c.A/(middle+delta)-(c.N-c.A)/middle > 0 {
		w := restrictedShare(c.N-c.A, c.N, c.M-c.B, c.M, delta)
		return min(1, delta+(room-w)), w, room - w, w + delta
	}
	w := restrictedShare(c.B, c.M, c.A, c.N, delta)
	return w + delta, room - w, w, 1 - w
}

// restrictedShare returns the w in [0, (1-δ)/2] that solves s/w - (n-s)/(1-w) + g/(w+δ) -
// (m-g)/(1-δ-w) = 0, or 0 if there the left side is negative already. It is for s of n at w, g of m
// at w+δ.
func restrictedShare(s, n, g, m, delta float64) float64 {
	room := 1 - delta
	if s == 0 {
		atZero := -n - (m-g)/room
		if g > 0 {
			if delta == 0 {
				atZero = 1
			} else {
				atZero += g / delta
			}
		}
		if atZero <= 0 {
			return 0
		}
	}
	low, high := 0., room/2
	// The pooled estimate, if it lies in range.
	w := (s + g - m*delta) / (n + m)
	if !(w > low && w < high) {
		w = min(high, max((s+g)/(n+m), 1e-3*(s+0.5)/(n+1)))
		if s > 0 {
			w = min(w, s/(n+m)+high*0.1)
		}
	}
	for range 100 {
		// w times the left side, which is concave, and its derivatives.
		i, rest := 1/(1-w), 1/(room-w)
		x, y := (n-s)*i, (m-g)*rest
		f := s - x*w - y*w
		d := -x*i - y*rest*room
		dd := -x*i*i - y*rest*rest*room
		if g > 0 {
			i := 1 / (w + delta)
			x := g * i
			f += x * w
			d += x * i * delta
			dd -= x * i * i * delta
		}
		if f > 0 {
			low = w
		} else {
			high = w
		}
		// Halley's step, with half the second derivative in dd: the next would be about its third
		// power.
		step := f * d / (d*d - f*dd)
		if d < 0 && math.Abs(step) <= 1e-6*w {
			return w - step
		}
		next := w - step
		if !(next > low && next < high) || d >= 0 {
			next = low + (high-low)/2
			if low == 0 {
				next = high / 16
			}
		}
		if next == w {
			return w
		}
		w = next
	}
	return w
}

// A difference δ of rates: the score r̂₁ - r̂₀ - δ, of variance r₁/n + r₀/m and third moment r₁/n²
// - r₀/m², with r₁ = r₀ + δ.
func ratesDifferenceMoments(c quantity.Counts, delta float64) Moments {
	r1, r0 := restrictedRates(c, delta)
	return Moments{c.DifferenceLess(delta), r1/c.N + r0/c.M, r1/(c.N*c.N) - r0/(c.M*c.M)}
}

// restrictedRates returns the maximum likelihood estimates r₁ and r₀ under r₁ - r₀ = δ.
func restrictedRates(c quantity.Counts, delta float64) (r1, r0 float64) {
	if delta >= 0 {
		r0 = restrictedRate(c.A+c.B, c.N+c.M, c.B, delta)
		return r0 + delta, r0
	}
	r1 = restrictedRate(c.A+c.B, c.N+c.M, c.A, -delta)
	return r1, r1 - delta
}

// restrictedRate returns the lower of two rates that differ by delta ≥ 0, the positive root r of N
// r² + (Nδ - E) r - sδ = 0, of E events in N, s of them at the lower rate.
func restrictedRate(events, population, lowerEvents, delta float64) float64 {
	s := population*delta - events
	root := math.Sqrt(s*s + 4*population*lowerEvents*delta)
	if s <= 0 {
		return (root - s) / (2 * population)
	}
	return 2 * lowerEvents * delta / (s + root)
}

// An odds ratio ψ: the score (p̂₁-p₁)/(p₁q₁) - (p̂₀-p₀)/(p₀q₀), of variance V = 1/(n p₁q₁) + 1/(m
// p₀q₀) and third moment (q₁-p₁)/(n p₁q₁)² - (q₀-p₀)/(m p₀q₀)². Under the restricted estimate the
// expected cells have the margins of the table and the odds ratio ψ, so the score is the distance
// of a from its expectation times the variance. Here it is over V, the second moment over V² and
// the third over V³: these are of the size of the events and stay in range however far out ψ is.
func oddsRatioMoments(c quantity.Counts, t float64) Moments {
	a, notA, b, notB := Expected(c, math.Exp(t))
	w1, w0 := c.N/a/notA, c.M/b/notB // 1/(n p q)
	if math.IsInf(w1, 1) || math.IsInf(w0, 1) || math.IsNaN(w1) || math.IsNaN(w0) {
		return Moments{} // no events, or no others
	}
	variance := w1 + w0
	// The distance from the cell that is smallest, whose expectation has the least absolute error.
	distance := c.A - a
	switch min(a, b, notA, notB) {
	case b:
		distance = b - c.B
	case notA:
		distance = notA - (c.N - c.A)
	case notB:
		distance = (c.M - c.B) - notB
	}
	w1 /= variance
	w0 /= variance
	return Moments{distance, 1 / variance, ((notA-a)/c.N*w1*w1 - (notB-b)/c.M*w0*w0) / variance}
}

// expectedCell returns the expectation of the first of four cells (events and others of a group,
// and of the other one) whose margins are as given and whose odds ratio is psi: the root of a
// quadratic whose discriminant is a sum of positive terms. It is written in the cells so that whole
// numbers near 2^53 lose nothing.
func expectedCell(psi, a, notA, b, notB float64) float64 {
	n, m := a+notA, b+notB
	events, others := a+b, notA+notB
	s := (notB - a) + psi*(n+events)
	d := (notB-a)*(notB-a) + psi*psi*(notA-b)*(notA-b) + 2*psi*(n*m+events*others)
	root := math.Sqrt(d)
	if s >= 0 {
		return 2 * psi * n * events / (s + root)
	}
	return (root - s) / (2 * (1 - psi))
}
