package method

import "math"

// LogPart is the logarithm of a ratio, and how far the logarithms of its limits lie below and above
// it.
type LogPart struct{ Value, Below, Above float64 }

// NewLogPart returns the part of a ratio with these limits.
func NewLogPart(ratio, lower, upper float64) LogPart {
	v := math.Log(ratio)
	return LogPart{v, v - math.Log(lower), math.Log(upper) - v}
}

// Inverse returns the part of 1 over the ratio.
func (p LogPart) Inverse() LogPart { return LogPart{-p.Value, p.Above, p.Below} }

// Product returns the part of the product of ratios whose errors are uncorrelated: MOVER on the log
// scale (Zou and Donner 2008, DOI 10.1002/sim.3095).
func Product(parts []LogPart) LogPart {
	var sum LogPart
	for _, p := range parts {
		sum.Value += p.Value
		sum.Below += p.Below * p.Below
		sum.Above += p.Above * p.Above
	}
	sum.Below, sum.Above = math.Sqrt(sum.Below), math.Sqrt(sum.Above)
	return sum
}

// Limits returns the ratio's limits.
func (p LogPart) Limits() (lower, upper float64) {
	return math.Exp(p.Value - p.Below), math.Exp(p.Value + p.Above)
}

// ProductTest returns the one-sided p-values of a positive null value of such a product. at returns
// the part of the product at a level; its value is the same at every one. Where that is infinite
// nothing is rejected: such a product has no limits.
func ProductTest(null float64, at func(l Confidence) LogPart) (less, greater float64) {
	switch distance := at(defaultConfidence).Value - math.Log(null); {
	case math.IsInf(distance, 0):
		return 1, 1
	case distance > 0:
		greater = touchTail(func(l Confidence) float64 { return gap(distance, at(l).Below) })
		return 1 - greater, greater
	case distance < 0:
		less = touchTail(func(l Confidence) float64 { return gap(-distance, at(l).Above) })
		return less, 1 - less
	}
	return 0.5, 0.5
}
