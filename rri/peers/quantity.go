package peers

import (
	"iter"

	"github.com/seed-549880be/disparity/rri/internal/enum"
)

var quantityNames = enum.New[Quantity]("quantity", []string{Index: "index", Rate: "rate"})

// String returns "index" or "rate", and "Quantity(9)" for a number that is none.
func (q Quantity) String() string { return quantityNames.String(q) }

// ParseQuantity returns the quantity of that name, in any letter case.
func ParseQuantity(name string) (Quantity, error) { return quantityNames.Parse(name) }

// Quantities returns every quantity in the order of the constants.
func Quantities() iter.Seq[Quantity] { return quantityNames.Values() }

// AppendText appends the name of q. It is an error if q is none.
func (q Quantity) AppendText(b []byte) ([]byte, error) { return quantityNames.AppendText(b, q) }

// MarshalText returns the name of q. It is an error if q is none.
func (q Quantity) MarshalText() ([]byte, error) { return q.AppendText(nil) }

// UnmarshalText reads a name as [ParseQuantity] does, so that a Quantity works with [flag.TextVar],
// JSON and CSV.
func (q *Quantity) UnmarshalText(text []byte) error {
	return enum.UnmarshalText(text, q, ParseQuantity)
}
