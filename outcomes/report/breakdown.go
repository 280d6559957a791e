package report

import (
	"fmt"
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

// isPeriod reports whether the parts are periods.
func (b Breakdown) isPeriod() bool { return b >= EachMonth }

// periods has the length of each kind of period in months, how many months before January the first
// of a year begins, and what people call one.
var periods = map[Breakdown]struct {
	months, before int
	name           string
}{
	EachMonth:         {1, 0, "month"},
	EachQuarter:       {3, 0, "quarter"},
	EachFinancialYear: {12, 9, "financial year"},
	EachYear:          {12, 0, "year"},
}

// first returns the first month of the period of m, 0 if no month is recorded.
func (b Breakdown) first(m outcomes.Month) outcomes.Month {
	p, ok := periods[b]
	if m == 0 || !ok {
		return 0
	}
	return m - outcomes.Month((int(m)+p.before)%p.months)
}

// last returns the last month of the period that begins with first.
func (b Breakdown) last(first outcomes.Month) outcomes.Month {
	if first == 0 {
		return 0
	}
	return first + outcomes.Month(periods[b].months) - 1
}

// label names the period that begins with first where its kind is said already: "2019/20" of a
// financial year.
func (b Breakdown) label(first outcomes.Month) string {
	last := b.last(first)
	switch {
	case first == 0 || b == EachMonth:
		return monthName(first)
	case b == EachQuarter:
		return fmt.Sprintf("%s to %s", first.Month(), monthName(last))
	case b == EachFinancialYear:
		return fmt.Sprintf("%d/%02d", first.Year(), last.Year()%100)
	}
	return fmt.Sprint(first.Year())
}

// only names the months of rows that are not from the first to the last of the period that begins
// with first; "" if they are.
func (b Breakdown) only(first outcomes.Month, rows span) string {
	if first == 0 || rows.first == first && rows.last == b.last(first) {
		return ""
	}
	return rows.months() + " only"
}

// name names the period that begins with first, and the months of its rows if these are not all.
func (b Breakdown) name(first outcomes.Month, rows span) string {
	name := b.label(first)
	if b == EachFinancialYear && first != 0 {
		name = periods[b].name + " " + name
	}
	if only := b.only(first, rows); only != "" {
		name += ", " + only
	}
	return name
}

// level returns the level of the period of m among others of its kind.
func (b Breakdown) level(m outcomes.Month) level {
	first := b.first(m)
	return level{periodPlace(first), b.label(first), first != 0}
}

// periodPlace is the place of the period that begins with first: what has no month comes last.
func periodPlace(first outcomes.Month) place {
	if first == 0 {
		return place{rank: math.MaxInt}
	}
	return place{rank: int(first)}
}
