package quantity

// Measure is what this package asks of a measure. It stands for rri.Measure, since package rri
// imports this one.
type Measure interface {
	Counts() (events int64, exposure, designEffect float64)
	IsProportion() bool
}

// IsProportion reports whether M is the model of proportions, and not that of rates.
func IsProportion[M Measure]() bool {
	var m M
	return m.IsProportion()
}

// RateOf returns what one M has an estimate of: [Proportion] or [Rate].
func RateOf[M Measure]() Quantity { return either[M](Proportion, Rate) }

// RatioOf returns the ratio of two M.
func RatioOf[M Measure]() Quantity { return either[M](RatioOfProportions, RatioOfRates) }

// DifferenceOf returns the difference of two M.
func DifferenceOf[M Measure]() Quantity {
	return either[M](DifferenceOfProportions, DifferenceOfRates)
}

// either returns the quantity that is of M.
func either[M Measure](ofProportions, ofRates Quantity) Quantity {
	if IsProportion[M]() {
		return ofProportions
	}
	return ofRates
}

// FromMeasure returns the counts of one measure, without a baseline, and its design effect.
func FromMeasure[M Measure](m M) (Counts, DesignEffects) {
	a, n, d := m.Counts()
	return Counts{A: float64(a), N: n}, DesignEffects{Group: d, Baseline: 1}
}

// FromMeasures returns the counts of a group and a baseline as they are, and their design effects.
func FromMeasures[M Measure](group, baseline M) (Counts, DesignEffects) {
	a, n, dGroup := group.Counts()
	b, m, dBaseline := baseline.Counts()
	return Counts{float64(a), n, float64(b), m}, DesignEffects{dGroup, dBaseline}
}
