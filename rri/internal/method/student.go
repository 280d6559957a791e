package method

import "github.com/seed-549880be/disparity/rri/internal/tail"

// WithFreedom is [Beyond] by Student's t with that many degrees of freedom, in the place of the
// normal distribution: the level at which that has the quantile of t. 0 is the normal distribution.
func WithFreedom(probability, degreesOfFreedom float64) Confidence {
	if degreesOfFreedom > 0 {
		z := tail.TQuantile(probability, degreesOfFreedom)
		return Confidence{Tail: tail.NormalUpper(z), Z: z}
	}
	return Beyond(probability)
}

// Student turns the one-sided p-values of the normal distribution into those of Student's t; 0
// degrees of freedom leave them. They are tails of one statistic, so that the larger is 1 less the
// smaller, which has more digits; where both are ½ or more, as at counts that say nothing, they are
// left alone.
func Student(less, greater, degreesOfFreedom float64) (float64, float64) {
	near := min(less, greater)
	if degreesOfFreedom == 0 || near >= 0.5 {
		return less, greater
	}
	if near < tail.NormalUpper(LargestQuantile) {
		near = tail.TUpper(LargestQuantile, degreesOfFreedom)
	} else {
		near = tail.TUpper(tail.NormalQuantile(near), degreesOfFreedom)
	}
	if less < greater {
		return near, 1 - near
	}
	return 1 - near, near
}
