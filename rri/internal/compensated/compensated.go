// Package compensated has differences of products that keep the digits that a float64 loses where
// they are near each other.
//
// Each product is converted to float64, which changes nothing but forbids the compiler to fuse it
// with the sum that follows, as it may on arm64, ppc64, s390x and amd64 at level v3: what such a
// sum leaves out would not be what is added here.
package compensated

import "math"

// DifferenceOfProducts returns x*y - u*v with one rounding error of the result, after Kahan.
func DifferenceOfProducts(x, y, u, v float64) float64 {
	w := float64(u * v)
	return math.FMA(x, y, -w) + math.FMA(-u, v, w)
}

// DifferenceOfRatios returns a/n - b/m - δ with about one rounding error of the result: am - bn -
// δnm in twice the working precision. n and m are positive.
func DifferenceOfRatios(a, n, b, m, delta float64) float64 {
	if delta == 0 {
		return DifferenceOfProducts(a, m, b, n) / (n * m)
	}
	am, bn, nm := float64(a*m), float64(b*n), float64(n*m)
	deltaNM := float64(delta * nm)
	first := am - bn
	second := first - deltaNM
	rest := math.FMA(a, m, -am) - math.FMA(b, n, -bn) - math.FMA(delta, nm, -deltaNM) - delta*math.FMA(n, m, -nm)
	return (second + (rest + left(am, bn, first) + left(first, deltaNM, second))) / nm
}

// left returns what rounding left out of difference = x - y, after Knuth.
func left(x, y, difference float64) float64 {
	back := difference - x
	return (x - (difference - back)) - (y + back)
}
