package tail

import "math"

// Logistic returns 1/(1+exp(-t)), the probability whose logit is t.
func Logistic(t float64) float64 {
	if t < 0 {
		e := math.Exp(t)
		return e / (1 + e)
	}
	return 1 / (1 + math.Exp(-t))
}
