package report

import (
	"iter"

	"github.com/seed-549880be/disparity/outcomes/internal/enum"
)

// Breakdown is what a report is divided by into parts: see By of [Options].
type Breakdown uint8

// The breakdowns, by the names that [ParseBreakdown] reads and JSON has.
const (
	ByDefault         Breakdown = iota // "default": by force if there are several, else none
	Whole                              // "none"
	EachForce                          // "force"
	EachMonth                          // "month"
	EachQuarter                        // "quarter": of the calendar year
	EachFinancialYear                  // "financial-year": from April to March
	EachYear                           // "year"
)

var breakdowns = enum.New[Breakdown]("breakdown", [][]string{{"default"}, {"none"}, {"force"}, {"month"}, {"quarter"}, {"financial-year"}, {"year"}})

// Breakdowns returns every breakdown, in the order of the constants.
func Breakdowns() iter.Seq[Breakdown] { return breakdowns.Values() }

// ParseBreakdown returns the breakdown of that name, in any letter case.
func ParseBreakdown(name string) (Breakdown, error) { return breakdowns.Parse(name) }

// String returns the name of b; "Breakdown(99)" for a number that is none.
func (b Breakdown) String() string { return breakdowns.String(b) }

// AppendText appends the name. It is an error if b is no breakdown.
func (b Breakdown) AppendText(text []byte) ([]byte, error) { return breakdowns.AppendText(text, b) }

// MarshalText writes the name. It is an error if b is no breakdown.
func (b Breakdown) MarshalText() ([]byte, error) { return b.AppendText(nil) }

// UnmarshalText reads a name as [ParseBreakdown] does.
func (b *Breakdown) UnmarshalText(text []byte) error {
	return enum.UnmarshalText(text, b, ParseBreakdown)
}
