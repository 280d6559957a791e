package rri

// limitsFunc returns the limits of one quantity at c, each with probability at most l.tail beyond it. Limits may fall outside the range of the quantity; the caller
// cuts and flags them. c has positive n (and m).
type limitsFunc func(c cells, l confidence) (lower, upper float64, flags Flags, err error)

// testFunc returns the one-sided p-values at c of a null value: less for the alternative that the true value is below it, greater for above.
type testFunc func(c cells, null float64) (less, greater float64, err error)

// family is one row of the table of methods.
type family struct {
	name   string
	limits [numQuantities]limitsFunc
	tests  [numQuantities]testFunc // nil: the p-value is found by moving the limits until they touch the null value
}

// methods is the table of methods: a row each, in the order of the constants. To add a method, add a constant, a row, its functions, and its rows to
// testdata/reference.csv; every law and accuracy test then covers it.
var methods = [numMethods]family{
	SCAS:              {name: "scas"},
	Score:             {name: "score"},
	Wald:              {name: "wald"},
	Exact:             {name: "exact"},
	MidP:              {name: "midp"},
	Jeffreys:          {name: "jeffreys"},
	AgrestiCoull:      {name: "agresti-coull"},
	WilsonCC:          {name: "wilson-cc"},
	Byar:              {name: "byar"},
	PublicHealth:      {name: "public-health"},
	MiettinenNurminen: {name: "miettinen-nurminen"},
	AdjustedLog:       {name: "adjusted-log"},
	MOVERWilson:       {name: "mover-wilson"},
	AgrestiCaffo:      {name: "agresti-caffo"},
}

// test returns the one-sided p-values of the family at a null value of q.
func (f *family) test(q quantity, c cells, null float64) (less, greater float64, err error) {
	return f.tests[q](c, null)
}

func upperNormalQuantile(tail float64) float64 { return 0 }
