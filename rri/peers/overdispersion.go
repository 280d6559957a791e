package peers

import (
	"iter"

	"github.com/seed-549880be/disparity/rri/internal/enum"
)

var overdispersionNames = enum.New[Overdispersion]("overdispersion", []string{
	Calibrated: "calibrated", Additive: "additive", Multiplicative: "multiplicative", ChanceAlone: "chance-alone",
})

// String returns "calibrated", "additive", "multiplicative" or "chance-alone", and
// "Overdispersion(9)" for a number that is none.
func (d Overdispersion) String() string { return overdispersionNames.String(d) }

// ParseOverdispersion returns the overdispersion of that name, in any letter case.
func ParseOverdispersion(name string) (Overdispersion, error) { return overdispersionNames.Parse(name) }

// Overdispersions returns every one in the order of the constants.
func Overdispersions() iter.Seq[Overdispersion] { return overdispersionNames.Values() }

// AppendText appends the name of d. It is an error if d is none.
func (d Overdispersion) AppendText(b []byte) ([]byte, error) {
	return overdispersionNames.AppendText(b, d)
}

// MarshalText returns the name of d. It is an error if d is none.
func (d Overdispersion) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// UnmarshalText reads a name as [ParseOverdispersion] does, so that an Overdispersion works with
// [flag.TextVar], JSON and CSV.
func (d *Overdispersion) UnmarshalText(text []byte) error {
	return enum.UnmarshalText(text, d, ParseOverdispersion)
}
