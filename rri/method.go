package rri

import (
	"iter"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri/internal/enum"
	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// Method is a family of intervals and tests. One family serves every quantity that it is defined
// for, and P is 1 minus the highest level whose interval still leaves out the null value. The zero
// value is the documented default, [SCAS].
//
// The package documentation says which to choose when.
type Method uint8

// The methods. The package documentation has a table of the quantities each is defined for.
const (
	// SCAS is the skewness-corrected asymptotic score: Laud 2017, DOI 10.1002/pst.1813; Gart
	// and Nam 1988. With k events in a group its p-value of no disparity is at least
	// 2(1-Φ(√(6k+1))), however few were to be expected: 0.008 for one event, 0.0003 for two. So
	// among seven comparisons or more, adjusted by Holm, one event is not the first to be found
	// at 0.05: where that matters, use [MidP] for ratios of rates and odds ratios. The package
	// documentation has a section on these edges.
	SCAS Method = iota
	// Score is the asymptotic score: Wilson 1927, Koopman 1984, Mee 1984.
	Score
	// Wald is first-order: Wald; Katz 1978 and Woolf 1955 on the log scale.
	Wald
	// Exact is Clopper and Pearson 1934, Garwood 1936, conditional. Ratios and differences of
	// proportions are unconditional, which takes up to about 250 milliseconds for each comparison:
	// above 2,000 trials in both groups together they are refused with [ErrMethod].
	Exact
	// MidP is as Exact, with half the probability of the observed count: Lancaster 1961.
	MidP
	// Jeffreys is equal-tailed Jeffreys; combined by MOVER with posterior medians: Brown, Cai
	// and DasGupta 2001; Laud 2017.
	Jeffreys
	// AgrestiCoull is Agresti and Coull 1998, for one proportion.
	AgrestiCoull
	// WilsonCC is Wilson with continuity correction: Newcombe 1998, for one proportion.
	WilsonCC
	// Byar is Byar's approximation: Breslow and Day 1987, for one rate.
	Byar
	// PublicHealth is the UK public-health rule: for one rate exact below 10 events and Byar
	// from 10, for one proportion Wilson.
	PublicHealth
	// MiettinenNurminen is the score with the variance times N/(N-1): Miettinen and Nurminen
	// 1985, for two proportions.
	MiettinenNurminen
	// AdjustedLog is the log interval after adding 1/2 to events and totals, of rates to events
	// alone: Walter 1975, for ratios.
	AdjustedLog
	// MOVERWilson is two Wilson (or score) intervals combined: Newcombe 1998 for a difference,
	// Donner and Zou 2012 for a ratio.
	MOVERWilson
	// AgrestiCaffo is Wald after adding one event and one non-event to each group: Agresti and
	// Caffo 2000, for a difference of proportions.
	AgrestiCaffo

	numMethods = iota
)

// A constant for each row of the table, and a row for each constant.
var _ [numMethods]struct{} = [len(method.Families)]struct{}{}

var methodNames = enum.New[Method]("method", func() (names []string) {
	for _, row := range method.Families {
		names = append(names, row.Name)
	}
	return names
}())

// String returns the name of m, as [ParseMethod] reads it: "scas", "score", … It returns
// "Method(99)" for a number that is no method.
func (m Method) String() string { return methodNames.String(m) }

// Words returns what an interval by m is called, for the notes under a table, as "the score
// corrected for skewness". It returns "" for a number that is no method.
func (m Method) Words() string {
	if int(m) >= len(method.Families) {
		return ""
	}
	return method.Families[m].Words
}

// Reference returns where m is from, for the notes under a table: authors, year and DOI, as "Laud
// 2017, DOI 10.1002/pst.1813; Gart and Nam 1988, DOI 10.2307/2531848". It returns "" for a number
// that is no method.
func (m Method) Reference() string {
	if int(m) >= len(method.Families) {
		return ""
	}
	return method.Families[m].Reference
}

// ParseMethod returns the method of that name, in any letter case.
func ParseMethod(name string) (Method, error) { return methodNames.Parse(name) }

// Methods returns every method in the order of the constants.
func Methods() iter.Seq[Method] { return methodNames.Values() }

// AppendText appends the name of m. It is an error if m is no method.
func (m Method) AppendText(b []byte) ([]byte, error) { return methodNames.AppendText(b, m) }

// MarshalText returns the name of m. It is an error if m is no method.
func (m Method) MarshalText() ([]byte, error) { return m.AppendText(nil) }

// UnmarshalText reads a name as [ParseMethod] does, so that a Method works with [flag.TextVar],
// JSON and CSV.
func (m *Method) UnmarshalText(text []byte) error { return enum.UnmarshalText(text, m, ParseMethod) }

// definedFor returns the names of the methods that have the quantity q.
func definedFor(q quantity.Quantity) string {
	var names []string
	for _, row := range method.Families {
		if row.Has(q) {
			names = append(names, row.Name)
		}
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}
