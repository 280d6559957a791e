package rri

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"

	"github.com/seed-549880be/disparity/rri/internal/strictjson"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// Estimate is one number with its interval and p-value. It is a small comparable value; the zero
// value is "not computed" ([Estimate.Computed]).
type Estimate struct {
	// the plain estimate, from the counts alone; the same for every method
	Value float64
	// the confidence limits
	Lower, Upper float64
	// the p-value of the null value, by the same method: P < 1-Level exactly when the interval
	// leaves it out. NaN if there is no null value, or no Value
	P float64
	// the confidence level
	Level float64
	// the method of the limits and the p-value
	Method Method
	// what to bear in mind
	Flags Flags
}

// Computed reports whether e was computed: then it has a level. The zero Estimate was not, and
// prints as "—".
func (e Estimate) Computed() bool { return e.Level != 0 }

// Format writes the estimate as "value (lower to upper)"; a precision as in %.2f or %.3g holds for
// each number. The verbs are those of a float64, and %v and %s, which without a precision write
// three significant digits. NaN is written as "—" and infinity as "∞", and an estimate that was not
// computed as "—" alone.
func (e Estimate) Format(s fmt.State, verb rune) {
	precision, ok := s.Precision()
	if !ok {
		precision = -1
	}
	switch verb {
	case 'e', 'E', 'f', 'F', 'g', 'G':
	case 'v', 's':
		verb = 'g'
		if !ok {
			precision = 3
		}
	default:
		fmt.Fprintf(s, "%%!%c(rri.Estimate)", verb)
		return
	}
	if verb == 'F' {
		verb = 'f'
	}
	if !e.Computed() {
		fmt.Fprint(s, "—")
		return
	}
	text := func(v float64) string { return number(v, byte(verb), precision) }
	fmt.Fprintf(s, "%s (%s to %s)", text(e.Value), text(e.Lower), text(e.Upper))
}

// number writes v for people, in a form of strconv: NaN as "—", infinities as "∞" and "-∞".
func number(v float64, verb byte, precision int) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return sheet.Fixed(v, 0)
	}
	return strconv.FormatFloat(v, verb, precision, 64)
}

// String returns the estimate with three significant digits, as "3.83 (2.58 to 5.53)".
func (e Estimate) String() string { return fmt.Sprintf("%v", e) }

// estimateJSON is the form of an Estimate in JSON: one that can hold NaN and infinity.
type estimateJSON struct {
	Value  strictjson.Number `json:"value"`
	Lower  strictjson.Number `json:"lower"`
	Upper  strictjson.Number `json:"upper"`
	P      strictjson.Number `json:"p"`
	Level  float64           `json:"level"`
	Method Method            `json:"method"`
	Flags  Flags             `json:"flags"`
}

// MarshalJSON writes the estimate as an object with value, lower, upper, p, level, method and
// flags. NaN is null, infinities are the strings "Inf" and "-Inf"; every finite number is written
// so that it reads back to the same float64. An estimate that was not computed is null.
func (e Estimate) MarshalJSON() ([]byte, error) {
	if !e.Computed() {
		return []byte("null"), nil
	}
	return json.Marshal(estimateJSON{strictjson.Number(e.Value), strictjson.Number(e.Lower), strictjson.Number(e.Upper),
		strictjson.Number(e.P), e.Level, e.Method, e.Flags})
}

// UnmarshalJSON reads what [Estimate.MarshalJSON] writes.
func (e *Estimate) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		*e = Estimate{}
		return nil
	}
	nan := strictjson.Number(math.NaN())
	in := estimateJSON{Value: nan, Lower: nan, Upper: nan, P: nan}
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("rri: estimate: %w", err)
	}
	*e = Estimate{float64(in.Value), float64(in.Lower), float64(in.Upper), float64(in.P), in.Level, in.Method, in.Flags}
	return nil
}
