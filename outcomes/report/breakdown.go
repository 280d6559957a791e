package report

import (
	"iter"
	"math"

	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/internal/enum"
)

// Breakdown is what a report is divided by into parts: see By of [Options].
type Breakdown uint8

// The breakdowns, by the names that [ParseBreakdown] reads and JSON has.
const (
	DefaultBreakdown  Breakdown = iota // "default": by force if there are several, else none
	Whole                              // "none": no parts
	EachForce                          // "force"
	EachMonth                          // "month"
	EachQuarter                        // "quarter": of the calendar year
	EachFinancialYear                  // "financial-year": from April to March
	EachYear                           // "year"

	// Each value of a column that was kept, in the order of Keep of [outcomes.Extract]: see
	// [ByKept1].
	EachKept1 // "kept-1"
	EachKept2 // "kept-2"
	EachKept3 // "kept-3"
)

var breakdowns = enum.New[Breakdown]("breakdown", [][]string{{"default"}, {"none"}, {"force"}, {"month"}, {"quarter"}, {"financial-year"}, {"year"}, {"kept-1"}, {"kept-2"}, {"kept-3"}})

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

// isPeriod reports whether the parts are periods.
func (b Breakdown) isPeriod() bool { return b >= EachMonth && b <= EachYear }

// kept returns the dimension whose values the parts are, where they are those of a column that was
// kept.
func (b Breakdown) kept() (d Dimension, ok bool) {
	return ByKept1 + Dimension(b-EachKept1), b >= EachKept1 && b <= EachKept3
}

// kind returns of which kind the periods are; a number that is none where the parts are not
// periods.
func (b Breakdown) kind() outcomes.PeriodKind { return outcomes.PeriodKind(b - EachMonth) }

// label names the period that begins with first where its kind is said already: "2019/20" of a
// financial year.
func (b Breakdown) label(first outcomes.Month) string {
	if first == 0 {
		return monthName(first)
	}
	return b.kind().Label(first)
}

// only names the months of rows that are not from the first to the last of the period that begins
// with first; "" if they are.
func (b Breakdown) only(first outcomes.Month, rows span) string {
	if first == 0 || rows.first == first && rows.last == b.kind().Last(first) {
		return ""
	}
	return rows.months() + " only"
}

// name names the period that begins with first, and the months of its rows if these are not all.
func (b Breakdown) name(first outcomes.Month, rows span) string {
	name := b.label(first)
	if b == EachFinancialYear && first != 0 {
		name = b.kind().Noun() + " " + name
	}
	if only := b.only(first, rows); only != "" {
		name += ", " + only
	}
	return name
}

// stratum returns what a part is called where it is a stratum that an index is adjusted for: the
// part has this name, and its first search is of the month from.
func (b Breakdown) stratum(name string, from outcomes.Month) string {
	if b.isPeriod() {
		return b.label(b.kind().First(from))
	}
	return name
}

// level returns the level of the period of m among others of its kind.
func (b Breakdown) level(m outcomes.Month) level {
	first := b.kind().First(m)
	return level{periodPlace(first), b.label(first), first != 0}
}

// periodPlace is the place of the period that begins with first: what has no month comes last.
func periodPlace(first outcomes.Month) place {
	if first == 0 {
		return place{rank: math.MaxInt}
	}
	return place{rank: int(first)}
}
