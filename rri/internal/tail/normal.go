package tail

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// NormalTails returns the probabilities that a standard normal variable is below and above z. The
// smaller has full relative accuracy, down to 1e-307.
//
// It is one formula for all z, where math.Erfc takes one of four: the branch that a processor
// cannot foresee is most of what a tail costs. And it takes z itself, not z/√2, whose rounding
// moves a tail of 1e-300 by 1e-13 of it.
func NormalTails(z float64) (below, above float64) {
	sign := math.Copysign(1, z)
	z = min(math.Abs(z), 40) // where the tail is 0 in float64
	s := float64(z * z)      // not to be fused
	// The tail over exp(-z²/2) is a rational function of degrees 10 and 11, to 2e-18 of it from 0
	// to 39, whose coefficients are all positive, so that no digits cancel: testdata/normal.py.
	even, odd := ((((2.1841939157224645817e-7*s+0.00010474310614534725494)*s+0.007041273528835195047)*s+0.13110713751106681543)*s+0.67723330520669396116)*s+0.50000000000000000015,
		(((6.8301227250702238895e-6*s+0.0010250715693504379794)*s+0.035341074639996771196)*s+0.35547108497401329118)*s+0.82643901167628244237
	numerator := even + z*odd
	even, odd = ((((0.000017120578741890866853*s+0.0025865939582046200867)*s+0.091122169470986539354)*s+0.97465321348953005227)*s+2.8098922385043354009)*s+1.0,
		((((5.4749622264256447185e-7*s+0.00026309952765603220112)*s+0.017911312346517042275)*s+0.34576707665724711578)*s+1.993492032760400027)*s+2.4507625841554303211
	ratio := numerator / (even + z*odd)
	small := math.Exp(-0.5*s) * ((1 - 0.5*math.FMA(z, z, -s)) * ratio)
	return 0.5*(1+sign) - sign*small, 0.5*(1-sign) + sign*small
}

// NormalUpper returns the probability that a standard normal variable exceeds z.
func NormalUpper(z float64) float64 {
	_, above := NormalTails(z)
	return above
}

// NormalQuantile returns z with NormalUpper(z) = p, for 0 < p < 1.
//
// It calls mathext.NormalQuantile, tested here for p from 1e-300 to ½.
func NormalQuantile(p float64) float64 { return -mathext.NormalQuantile(p) }

// normalQuantileGuess returns z with NormalUpper(z) about p.
func normalQuantileGuess(p, logP float64) float64 {
	if p < 1e-300 {
		return math.Sqrt(-2 * (logP + 0.5*math.Log(-4*math.Pi*logP)))
	}
	return NormalQuantile(p)
}
