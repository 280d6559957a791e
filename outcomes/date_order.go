package outcomes

import (
	"iter"

	"github.com/seed-549880be/disparity/outcomes/internal/enum"
)

// DateOrder says whether the day or the month comes first in dates such as 01/02/2020, as
// spreadsheets write them. Dates that begin with the year, or that name the month, need no order.
// The zero value is [DateOrderByContent].
type DateOrder uint8

// The orders.
const (
	// what the file proves: by a day beyond 12, by the month in the name of the file or in a column
	// of names of files, or by the months of its other rows. Where nothing proves it the file is
	// refused
	DateOrderByContent DateOrder = iota
	// 01/02/2020 is the first of February
	DayFirst
	// 01/02/2020 is the second of January
	MonthFirst
)

var dateOrderNames = enum.New[DateOrder]("order of dates", [][]string{
	DateOrderByContent: {"auto"},
	DayFirst:           {"dmy"},
	MonthFirst:         {"mdy"},
})

// String returns the canonical name of d, as [ParseDateOrder] reads it. It returns "DateOrder(99)"
// for a number that is no order of dates.
func (d DateOrder) String() string { return dateOrderNames.String(d) }

// AppendText appends the canonical name of d. It is an error if d is no order of dates.
func (d DateOrder) AppendText(b []byte) ([]byte, error) { return dateOrderNames.AppendText(b, d) }

// MarshalText returns the canonical name of d. It is an error if d is no order of dates.
func (d DateOrder) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// UnmarshalText reads what [ParseDateOrder] reads, so that a DateOrder works with [flag.TextVar],
// JSON and CSV.
func (d *DateOrder) UnmarshalText(text []byte) error {
	return enum.UnmarshalText(text, d, ParseDateOrder)
}

// ParseDateOrder returns the order of dates that has that name, in any letter case: auto, dmy, mdy.
// The error lists them.
func ParseDateOrder(label string) (DateOrder, error) { return dateOrderNames.Parse(label) }

// DateOrders returns every order of dates in the order of the constants.
func DateOrders() iter.Seq[DateOrder] { return dateOrderNames.Values() }
