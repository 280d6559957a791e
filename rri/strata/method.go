package strata

import (
	"iter"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/enum"
)

// Method is a way to adjust for strata: an estimate, its interval and its p-value. The zero value
// is the documented default, [SCAS]. The package documentation says what each is defined for and
// has the formulas of SCAS; those of the others are in the papers that are cited here.
type Method uint8

// The methods.
const (
	// Mantel-Haenszel estimate, stratified skewness-corrected score: Laud 2017, DOI
	// 10.1002/pst.1813
	SCAS Method = iota
	// the same without the correction: its test of no disparity is that of Cochran, Mantel and
	// Haenszel
	Score
	// Mantel-Haenszel estimate, variances of Greenland and Robins 1985; of Robins, Breslow and
	// Greenland 1986 for odds ratios
	MantelHaenszel
	// Mantel-Haenszel difference of proportions, variance of Sato 1989
	Sato
	// mean of the strata weighted by the inverse of their Wald variances: Woolf 1955 for odds
	// ratios
	InverseVariance

	numMethods = iota
)

var methodNames = enum.New[Method]("method", []string{
	SCAS:            "scas",
	Score:           "score",
	MantelHaenszel:  "mantel-haenszel",
	Sato:            "sato",
	InverseVariance: "inverse-variance",
})

// String returns the name of m, as [ParseMethod] reads it: "scas", "mantel-haenszel", … It returns
// "Method(99)" for a number that is no method.
func (m Method) String() string { return methodNames.String(m) }

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

// scores reports whether m inverts a score.
func (m Method) scores() bool { return m == SCAS || m == Score }

// family returns the method of package rri that m is for one stratum, which stands in the
// estimates: rates have the plain score where proportions have that of Miettinen and Nurminen.
func (m Method) family(binomial bool) rri.Method {
	switch {
	case m == SCAS:
		return rri.SCAS
	case m == Score && binomial:
		return rri.MiettinenNurminen
	case m == Score:
		return rri.Score
	}
	return rri.Wald
}
