package tail

// Where the continued fractions need many steps, up to millions at 2^53, and [nearMean] is right to
// the last place: from a standard deviation of 30, and up to a distance of which the forward
// recurrence of the moments keeps the digits, and of which the tail of a normal variable has them:
// that above 37 is below 1e-299, and above 38.6 it is 0. Far from the mean the fractions are short.
const nearMeanFrom, nearMeanWithin = 30., 30.

func withinNearMean(delta, sigma float64) bool {
	return sigma >= nearMeanFrom && delta <= nearMeanWithin && delta*delta*delta <= 2*sigma
}

// nearMean returns what [betaFraction], [gammaLower] and [gammaUpper] return: a tail over its
// density, where that is x^a y^b / B(a, b) or λ^a e^-λ / Γ(a). σ² is the variance a+b events have
// at x, (a+b)xy, or λ; δσ is how far a lies beyond their mean, which is about 0 or more. skew and v
// are those of a single event: y-x and xy, or of a rare one 1 and 0; skew with its sign changed is
// the other tail.
//
// On the scale of logits, or logarithms, x moves by s as exp(-δσs - Σ (-1)^j κ_j s^j/j!) does,
// where the κ_j are the cumulants of the events from the second on. With s = u/σ and u² aside, the
// terms are a series in 1/σ, of which exp makes another; what is left are moments of exp(-δu -
// u²/2) for u > 0, of which the first is Mills' ratio and the others follow by parts. The sum up to
// the eighth order is off by 3e-17 of it at σ = 30.
func nearMean(delta, sigma, skew, v float64) float64 {
	orders := 8
	switch {
	case sigma > 1000:
		orders = 4
	case sigma > 100:
		orders = 6
	}
	var moments [3*8 + 1]float64
	moments[0] = millsRatio(delta)
	moments[1] = 1 - delta*moments[0]
	for k := 2; k <= 3*orders; k++ {
		moments[k] = float64(k-1)*moments[k-2] - delta*moments[k-1]
	}
	// j times what stands at u^(j+2) in the exponent, of order j: the cumulants of one event over
	// v, over (j+2)!/j.
	exponent := [9]float64{
		1: skew / 6,
		2: -(1 - 6*v) / 12,
		3: skew * (1 - 12*v) / 40,
		4: -(1 - v*(30-120*v)) / 180,
		5: skew * (1 - v*(60-360*v)) / 1008,
		6: -(1 - v*(126-v*(1680-5040*v))) / 6720,
		7: skew * (1 - v*(252-v*(5040-20160*v))) / 51840,
		8: -(1 - v*(510-v*(17640-v*(151200-362880*v)))) / 453600,
	}
	// terms[j][k] stands at u^(j+2k) in order j of the series of exp.
	var terms [9][9]float64
	terms[0][0] = 1
	sum, scale := moments[0], 1.
	for j := 1; j <= orders; j++ {
		scale /= sigma
		order := 0.
		for k := 1; k <= j; k++ {
			term := 0.
			for i := 1; i <= j-k+1; i++ {
				term += exponent[i] * terms[j-i][k-1]
			}
			terms[j][k] = term / float64(j)
			order += terms[j][k] * moments[j+2*k]
		}
		sum += scale * order
	}
	return sum / sigma
}
