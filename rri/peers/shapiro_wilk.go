package peers

import (
	"fmt"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// The numbers of values for which the test of Shapiro and Wilk is approximated.
const (
	fewestNormal = 3
	mostNormal   = 5000
)

// ShapiroWilk tests whether values are from a normal distribution: Shapiro and Wilk 1965, DOI
// 10.1093/biomet/52.3-4.591, with the weights and the p-value of Royston 1995, algorithm AS R94,
// DOI 10.2307/2986146. w is at most 1, and the lower, the less they look normal; p is the
// probability of one so low if they are. The order of the values has no effect, and nor have their
// unit and their zero.
//
// It is of 3 to 5000 finite values that are not all the same; with any other the error wraps
// [rri.ErrCount]. Of 3 values p is exact. Values that are equal in part, as rounded ones are, lower
// w a little.
func ShapiroWilk(values []float64) (w, p float64, err error) {
	x, err := standardised(values)
	if err != nil {
		return 0, 0, fmt.Errorf("peers: Shapiro-Wilk: %w", err)
	}
	rest := oneLessCorrelation(x, shapiroWeights(len(x)))
	return 1 - rest, shapiroP(rest, len(x)), nil
}

// standardised returns the values in order, with their median at 0 and a range of 1.
func standardised(values []float64) ([]float64, error) {
	if n := len(values); n < fewestNormal || n > mostNormal {
		return nil, fmt.Errorf("%d values: %w: want %d to %d", n, rri.ErrCount, fewestNormal, mostNormal)
	}
	x := slices.Clone(values)
	largest := 0.
	for i, v := range x {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, fmt.Errorf("value %d is %v: %w: want finite numbers", i+1, v, rri.ErrCount)
		}
		largest = max(largest, math.Abs(v))
	}
	slices.Sort(x)
	if x[0] == x[len(x)-1] {
		return nil, fmt.Errorf("%d values that are all %v: %w: want some that differ", len(x), x[0], rri.ErrCount)
	}
	// by a power of two near the largest, so that no difference overflows and none is lost
	_, exponent := math.Frexp(largest)
	for i := range x {
		x[i] = math.Ldexp(x[i], -exponent)
	}
	middle, width := x[len(x)/2], x[len(x)-1]-x[0]
	for i := range x {
		x[i] = (x[i] - middle) / width
	}
	return x, nil
}

// Royston's polynomials, the constant first. In the inverse of the square root of n: the largest
// two weights beyond those of the expected normal values.
var (
	roystonLargest = []float64{0, 0.221157, -0.147981, -2.071190, 4.434685, -2.706056}
	roystonSecond  = []float64{0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633}
)

// The mean and the logarithm of the standard deviation of what is normal if the values are: up to
// 11 values of -log(gamma - log(1-w)), in n; from 12 on of log(1-w), in log(n).
var (
	roystonGamma      = []float64{-2.273, 0.459}
	roystonFewMean    = []float64{0.5440, -0.39978, 0.025054, -6.714e-4}
	roystonFewScale   = []float64{1.3822, -0.77857, 0.062767, -0.0020322}
	roystonManyMean   = []float64{-1.5861, -0.31082, -0.083751, 0.0038915}
	roystonManyScale  = []float64{-0.4803, -0.082676, 0.0030302}
	mostFew           = 11
	fewestSecondOwn   = 6 // values from which on the second largest weight has its own polynomial
	blomShift, blomIn = 0.375, 0.25
)

// shapiroWeights returns the weights of n ordered values, whose squares add up to 1.
func shapiroWeights(n int) []float64 {
	a := make([]float64, n)
	if n == fewestNormal {
		a[0], a[2] = -math.Sqrt(0.5), math.Sqrt(0.5)
		return a
	}
	// Blom's approximation of the expected ordered values of the normal distribution
	m := make([]float64, n)
	var squares float64
	for i := range n / 2 {
		m[i] = -tail.NormalQuantile((float64(i+1) - blomShift) / (float64(n) + blomIn))
		squares += 2 * m[i] * m[i]
	}
	inverseRoot, size := 1/math.Sqrt(float64(n)), math.Sqrt(squares)
	own := [][]float64{roystonLargest}
	if n >= fewestSecondOwn {
		own = append(own, roystonSecond)
	}
	left := 1. // of the squares of the weights, for those without a polynomial of their own
	for i, coefficients := range own {
		a[i] = m[i]/size - polynomial(coefficients, inverseRoot)
		left -= 2 * a[i] * a[i]
		squares -= 2 * m[i] * m[i]
	}
	shrink := math.Sqrt(left / squares)
	for i := len(own); i < n/2; i++ {
		a[i] = m[i] * shrink
	}
	for i := range n / 2 {
		a[n-1-i] = -a[i]
	}
	return a
}

// polynomial returns its value at x; the first coefficient is the constant.
func polynomial(coefficients []float64, x float64) (sum float64) {
	for _, c := range slices.Backward(coefficients) {
		sum = sum*x + c
	}
	return sum
}

// oneLessCorrelation returns 1 less the squared correlation of the values with the weights, which
// add up to 0. Formed from the difference of two roots it keeps its digits near 0.
func oneLessCorrelation(x, weights []float64) float64 {
	var mean float64
	for _, v := range x {
		mean += v / float64(len(x))
	}
	var products, squares, weightSquares float64
	for i, v := range x {
		products += weights[i] * (v - mean)
		squares += (v - mean) * (v - mean)
		weightSquares += weights[i] * weights[i]
	}
	size := math.Sqrt(squares * weightSquares)
	return max(0, (size-products)*(size+products)/(size*size))
}

// shapiroP returns the p-value of 1-w of n values.
func shapiroP(rest float64, n int) float64 {
	if n == fewestNormal {
		return max(0, 6/math.Pi*(math.Asin(math.Sqrt(1-rest))-math.Pi/3))
	}
	y, size := math.Log(rest), float64(n)
	if n <= mostFew {
		gamma := polynomial(roystonGamma, size)
		if y >= gamma {
			return 0
		}
		z := (-math.Log(gamma-y) - polynomial(roystonFewMean, size)) / math.Exp(polynomial(roystonFewScale, size))
		return tail.NormalUpper(z)
	}
	logSize := math.Log(size)
	z := (y - polynomial(roystonManyMean, logSize)) / math.Exp(polynomial(roystonManyScale, logSize))
	return tail.NormalUpper(z)
}
