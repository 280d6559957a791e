package standard

import (
	"fmt"
	"iter"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/enum"
	"github.com/seed-549880be/disparity/rri/internal/levels"
)

// Method is a way to put an interval around a directly standardised rate. The zero value is the
// documented default, [FayFeuer]. The package documentation says what each is defined for, and the
// papers that are cited here have the formulas.
type Method uint8

// The methods.
const (
	// gamma: Fay and Feuer 1997, DOI
	// 10.1002/(SICI)1097-0258(19970415)16:7<791::AID-SIM500>3.0.CO;2-#; the F interval of Fay 1999
	// for a ratio
	FayFeuer Method = iota
	// Dobson and others 1991, DOI 10.1002/sim.4780100317, as UK public health prints it: on exact
	// limits below 10 events, on Byar's from 10; a rate alone
	Dobson
	// the same on exact limits whatever the count; a rate alone
	DobsonExact
	// log-normal with the variance of the delta method: Breslow and Day 1987, Statistical Methods
	// in Cancer Research II, p. 64
	Log

	numMethods = iota
)

var methodNames = enum.New[Method]("method", []string{
	FayFeuer:    "fay-feuer",
	Dobson:      "dobson",
	DobsonExact: "dobson-exact",
	Log:         "log",
})

// String returns the name of m, as [ParseMethod] reads it: "fay-feuer", "dobson", … It returns
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

// family returns the method of package rri that m is for one stratum or its kin, which stands in
// the estimates.
func (m Method) family() rri.Method {
	return [numMethods]rri.Method{FayFeuer: rri.Exact, Dobson: rri.PublicHealth, DobsonExact: rri.Exact, Log: rri.Wald}[m]
}

// Options says how to compute. The zero value is the documented default: method [FayFeuer], level
// 0.95, and the p-value of no disparity for a ratio.
type Options struct {
	// Method is that of the interval.
	Method Method

	// Level is the confidence level, between 0 and 1. 0 means 0.95.
	Level float64

	// Null is the value that the p-value tests, which must be positive. 0 means 1 for a ratio; a
	// rate has no usual null value: with 0 its P is NaN.
	Null float64

	// SmallCountBelow is the count of events below which [rri.SmallCount] is set, as in
	// [rri.Options]: 0 means 5.
	SmallCountBelow int64 `json:",omitempty"`
}

// level returns the level that o stands for.
func (o Options) level() float64 { return levels.Of(o.Level) }

// tail returns the probability left out beyond each limit.
func (o Options) tail() float64 { return (1 - o.level()) / 2 }

// validate reports why o makes no sense, or nil.
func (o Options) validate() error {
	level := levels.Validate(o.Level)
	switch {
	case o.Method >= numMethods:
		return fmt.Errorf("%s: %w: want one of the Method constants", o.Method, rri.ErrOption)
	case level != nil:
		return level
	case !(o.Null >= 0) || math.IsInf(o.Null, 1):
		return fmt.Errorf("null value %v: %w: want a positive number, or 0 for the usual one", o.Null, rri.ErrOption)
	}
	return levels.ValidateSmall(o.SmallCountBelow)
}
