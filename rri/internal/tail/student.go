package tail

import "math"

// normalFrom is the degrees of freedom from which Student's t is the normal distribution in
// float64: at the tail 1e-300 the two differ by z⁴/(4 df) of it, which is 5e-15.
const normalFrom = 1e20

// TUpper returns the probability that a Student t variable with df degrees of freedom exceeds t. df
// is any positive number, and +Inf is the normal distribution. The result has full relative
// accuracy down to 1e-300, where it is below ½.
func TUpper(t, df float64) float64 {
	switch {
	case df >= normalFrom:
		return NormalUpper(t)
	case t == 0:
		return 0.5
	}
	s := newStudent(math.Abs(t), df)
	if t < 0 {
		return 0.5 + s.within
	}
	return s.beyond
}

// TQuantile returns the t with TUpper(t, df) = p, for 0 < p < 1 and df > 0. It is +Inf or -Inf
// where it is too large for float64, as it is for df = 0.1 and p = 1e-100.
func TQuantile(p, df float64) float64 {
	switch {
	case df >= normalFrom:
		return NormalQuantile(p)
	case p == 0.5:
		return 0
	case p > 0.5:
		return -TQuantile(1-p, df) // 1 - p is exact
	}
	// The logarithms of the probabilities beyond t and within ±t are concave in log t, so that
	// Newton's method cannot diverge. From ¼ on the one within has the digits.
	centre := 0.5 - p
	inner := p > 0.25
	t := studentStart(p, centre, df, inner)
	for range 100 {
		if math.IsInf(t, 1) {
			break
		}
		s := newStudent(t, df)
		// the logarithm of the probability over its goal, and its derivative by log t
		var g, slope float64
		if inner {
			g, slope = math.Log1p((s.within-centre)/centre), s.density/s.within
		} else {
			g, slope = s.logBeyond-math.Log(p), -s.hazard
			if math.Abs(g) < 0.5 && p > 1e-300 {
				// the logarithm of a small number has fewer digits
				g = math.Log1p((s.beyond - p) / p)
			}
		}
		step := g / slope
		t *= math.Exp(-step)
		if math.Abs(step) < 1e-9 { // the square of it is left
			break
		}
	}
	return t
}

// studentStart returns a first guess of the quantile.
func studentStart(p, centre, df float64, inner bool) float64 {
	a := df / 2
	// The density at 0 is studentScale/√(2π), and the tail of small df a power of t.
	scale := studentScale(a)
	switch {
	case inner:
		return centre * math.Sqrt(2*math.Pi) / scale
	case df > 1:
		// Wallace 1959, DOI 10.1214/aoms/1177706096, solved for t.
		z := normalQuantileGuess(p, math.Log(p)) * (8*df + 3) / (8*df + 1)
		if u := z * z / df; u < 600 {
			return math.Sqrt(df * math.Expm1(u))
		}
	}
	// P(T > t) = ½ x^a/(a B(a, ½)), x = df/t².
	logX := (math.Log(2*p*a*math.Sqrt(math.Pi/a)) - math.Log(scale)) / a
	return math.Exp(0.5 * (math.Log(df) - min(logX, 0)))
}

// studentScale returns Γ(a+½)/(Γ(a)√a).
func studentScale(a float64) float64 {
	u := 1 / (2 * a)
	return math.Exp(stirling(a+0.5) - stirling(a) - a*deviance(u, 1+u))
}

// student is Student's distribution at a positive t.
type student struct {
	beyond    float64 // P(T > t)
	within    float64 // P(0 < T < t)
	density   float64 // the derivative of within by log t
	logBeyond float64
	hazard    float64 // density over beyond
}

// newStudent returns the distribution with df degrees of freedom at t > 0.
//
// With x = df/(df+t²), beyond is half the incomplete beta function I_x(df/2, ½), and the density is
// x^(df/2) (1-x)^½ / B(df/2, ½). The exponent (df/2) log(1+t²/df), which can be 690, is summed in
// two parts, hi + lo: what it lacks by rounding would be all that a tail loses.
func newStudent(t, df float64) student {
	a := df / 2
	// w = t²/df, in two parts and divided by 2^shift.
	shift := 0
	if t > 0x1p300 {
		var e int
		t, e = math.Frexp(t)
		shift = 2 * e
	}
	square := float64(t * t)
	w := square / df
	wLow := (math.FMA(-w, df, square) + math.FMA(t, t, -square)) / df
	// 1 + w = 2^k (1+v).
	v, vLow, k := w, wLow, 0
	if w > 0.4 || shift > 0 {
		sum := w
		if shift == 0 {
			sum = 1 + w
			if w > 1 {
				vLow += 1 - (sum - w)
			} else {
				vLow += w - (sum - 1)
			}
		}
		m, e := math.Frexp(sum) // ½ to 1
		if m < math.Sqrt2/2 {
			m, e = 2*m, e-1
		}
		v, vLow, k = m-1, math.Ldexp(vLow, -e), e+shift
	}
	// of ln2High, the last 21 bits are 0, so that k times it is exact
	const ln2High, ln2Low = 6.93147180369123816490e-01, 1.90821492927058770002e-10
	whole := float64(k) * ln2High
	p1, p2 := float64(a*whole), float64(a*v)
	hi := p1 + p2
	back := hi - p1
	lo := (p1 - (hi - back)) + (p2 - back) // what the sum lost
	lo += math.FMA(a, whole, -p1) + math.FMA(a, v, -p2) + a*(float64(k)*ln2Low) + a*vLow/(1+v) - a*deviance(v, 1+v)
	hi, lo = hi+lo, lo-(hi+lo-hi)

	// x and 1-x, and (df/2)(1-x) - x/2.
	var x, y, lambda float64
	if shift > 0 {
		x, y, lambda = 0, 1, a
	} else {
		x, y = 1/(1+w), w/(1+w)
		lambda = 0.5 * (t - 1) * (t + 1) / (1 + w)
	}
	// Γ(a+½)/(Γ(a)√π) √y.
	factor := studentScale(a) * math.Sqrt(a*y/math.Pi)
	s := student{density: math.Exp(-hi) * (factor * math.Exp(-lo))}
	if shift > 0 || (a+1)*y >= 1.5*x {
		fraction := betaFraction(a, 0.5, x, y, lambda)
		s.beyond = 0.5 * s.density * fraction
		s.within = 0.5 - s.beyond
		s.hazard = 2 / fraction
		s.logBeyond = math.Log(0.5*factor*fraction) - lo - hi
		return s
	}
	s.within = 0.5 * s.density * betaFraction(0.5, a, y, x, -lambda)
	s.beyond = 0.5 - s.within
	s.hazard = s.density / s.beyond
	s.logBeyond = math.Log(s.beyond)
	return s
}
