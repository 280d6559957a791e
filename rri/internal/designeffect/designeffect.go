// Package designeffect puts the design effects of several counts together.
package designeffect

// Mean returns the design effect of a sum of counts: the mean of theirs with their model variances
// as weights, which for rates are their events. So the variance of the sum is the sum of the
// variances: 100 events of design effect 1 and 300 of 2 have the variance 700, which is 1.75 for
// each of 400.
//
// A design effect of 0 stands for 1, and the result has 0 for 1. If all of them are the same, so is
// the result, to the last bit. Where all weights are 0 the plain mean is taken.
func Mean(effects, weights []float64) float64 {
	if len(effects) == 0 {
		return 0
	}
	one := func(effect float64) float64 {
		if effect == 0 {
			return 1
		}
		return effect
	}
	same := true
	var sum, weight, plain float64
	for i, e := range effects {
		same = same && one(e) == one(effects[0])
		sum += one(e) * weights[i]
		weight += weights[i]
		plain += one(e) / float64(len(effects))
	}
	mean := plain
	switch {
	case same:
		mean = one(effects[0])
	case weight > 0:
		mean = sum / weight
	}
	if mean == 1 {
		return 0
	}
	return mean
}
