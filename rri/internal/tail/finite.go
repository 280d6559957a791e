package tail

import "math"

// Hypergeometric returns P(X ≤ x), P(X ≥ x) and P(X = x) of the number X of marked records in a
// sample drawn without replacement from a finite number of records. The arguments are whole numbers
// in float64, drawn and marked from 0 to records, and x is one that the sample can have:
// max(0, drawn+marked-records) ≤ x ≤ min(drawn, marked).
//
// Whichever tail is the smaller has full relative accuracy, a few parts in 1e13 with 1e12 records.
// The time grows as the standard deviation of X.
func Hypergeometric(x, drawn, marked, records float64) (less, greater, equal float64) {
	t := newTable(x, drawn, marked-x, records-drawn)
	if t.low == t.high {
		return 1, 1, 1
	}
	// The binomial probabilities of the two parts over that of the whole, at any odds: those of a
	// mark leave the three of about the size of 1.
	odds := marked / (records - marked)
	equal = math.Exp(logBinomial(x, drawn, odds) + logBinomial(marked-x, records-drawn, odds) - logBinomial(marked, records, odds))
	above := x*records >= drawn*marked
	beyond, _, _ := t.sums(x, above, 1)
	beyond *= equal
	outer, inner := min(1, beyond+equal), 1-beyond
	if above {
		return inner, outer, equal
	}
	return outer, inner, equal
}
