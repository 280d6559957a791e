package tail

import "math"

// NormalTails returns the probabilities that a standard normal variable is below and above z. The
// smaller has full relative accuracy, down to 1e-307.
func NormalTails(z float64) (below, above float64) {
	sign := math.Copysign(1, z)
	small := NormalTail(z)
	return 0.5*(1+sign) - sign*small, 0.5*(1-sign) + sign*small
}

// NormalTail returns the smaller of the two tails at z, the probability that a standard normal
// variable exceeds |z|.
//
// It is one formula for all z. math.Erfc picks one of four by |z|: in a solver that branch is
// mispredicted and costs more than the arithmetic (BenchmarkNormalTails). And it takes z itself,
// not z/√2, whose rounding moves a tail of 1e-300 by 1e-13 of it.
func NormalTail(z float64) float64 {
	s := float64(z * z) // not to be fused
	z = math.Abs(z)
	if s > 1600 { // where the tail is 0 in float64
		z, s = 40, 1600
	}
	// The tail over exp(-z²/2) is a rational function of degrees 10 and 11, to 2e-18 of it from 0
	// to 39, whose coefficients are all positive, so that no digits cancel: testdata/normal.py. Its
	// even and odd powers are summed in pairs, which do not wait for each other.
	s2 := s * s
	s4 := s2 * s2
	even := (0.50000000000000000015 + 0.67723330520669396116*s) + (0.13110713751106681543+0.007041273528835195047*s)*s2 +
		(0.00010474310614534725494+2.1841939157224645817e-7*s)*s4
	odd := (0.82643901167628244237 + 0.35547108497401329118*s) + (0.035341074639996771196+0.0010250715693504379794*s)*s2 +
		6.8301227250702238895e-6*s4
	numerator := even + z*odd
	even = (1 + 2.8098922385043354009*s) + (0.97465321348953005227+0.091122169470986539354*s)*s2 +
		(0.0025865939582046200867+0.000017120578741890866853*s)*s4
	odd = (2.4507625841554303211 + 1.993492032760400027*s) + (0.34576707665724711578+0.017911312346517042275*s)*s2 +
		(0.00026309952765603220112+5.4749622264256447185e-7*s)*s4
	ratio := numerator / (even + z*odd)
	return math.Exp(-0.5*s) * ((1 - 0.5*math.FMA(z, z, -s)) * ratio)
}

// millsRatio returns the tail above z over the density at z, for z above about -1.
func millsRatio(z float64) float64 {
	s := float64(z * z)
	return NormalUpper(z) * (math.Sqrt(2*math.Pi) * math.Exp(0.5*s) * (1 + 0.5*math.FMA(z, z, -s)))
}

// NormalUpper returns the probability that a standard normal variable exceeds z.
func NormalUpper(z float64) float64 {
	_, above := NormalTails(z)
	return above
}

// NormalQuantile returns z with NormalUpper(z) = p, for 0 < p < 1: Wichura 1988, algorithm AS 241,
// DOI 10.2307/2347330, whose rational functions are good to about 1e-16 of it from p = 1e-316 on.
func NormalQuantile(p float64) float64 {
	d := 0.5 - p
	if math.Abs(d) <= 0.425 {
		above, below := quantileMiddle.at(0.180625 - d*d)
		return d * above / below
	}
	r := math.Sqrt(-math.Log(min(p, 1-p)))
	f, x := &quantileTail, r-1.6
	if r > 5 {
		f, x = &quantileFarTail, r-5
	}
	above, below := f.at(x)
	return math.Copysign(above/below, d)
}

// rational is two polynomials of which the ratio is meant, the coefficients of the highest power
// first.
type rational struct{ above, below [8]float64 }

func (f *rational) at(x float64) (above, below float64) {
	a, b := &f.above, &f.below
	return ((((((a[0]*x+a[1])*x+a[2])*x+a[3])*x+a[4])*x+a[5])*x+a[6])*x + a[7],
		((((((b[0]*x+b[1])*x+b[2])*x+b[3])*x+b[4])*x+b[5])*x+b[6])*x + b[7]
}

// The rational functions of AS 241: within 0.425 of the median, and beyond by the square root of
// the logarithm of the tail, up to 5 and from there.
var (
	quantileMiddle = rational{
		[8]float64{2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457, 13731.693765509461125,
			1971.5909503065514427, 133.14166789178437745, 3.387132872796366608},
		[8]float64{5226.495278852854561, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867, 5394.1960214247511077,
			687.1870074920579083, 42.313330701600911252, 1},
	}
	quantileTail = rational{
		[8]float64{7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
			3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734},
		[8]float64{1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
			0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1},
	}
	quantileFarTail = rational{
		[8]float64{2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093,
			0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772},
		[8]float64{2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
			0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1},
	}
)

// normalQuantileGuess returns z with NormalUpper(z) about p.
func normalQuantileGuess(p, logP float64) float64 {
	if p < 1e-300 {
		return math.Sqrt(-2 * (logP + 0.5*math.Log(-4*math.Pi*logP)))
	}
	return NormalQuantile(p)
}
