package counts

import (
	"math"
	"strconv"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// value is a count for programs: a whole number has no exponent.
func value(v float64) sheet.Value {
	if v == math.Trunc(v) && v <= float64(rri.MaxCount) {
		return sheet.Int(int64(v))
	}
	return sheet.Float(v)
}

// countCell is a count as people see it, and as [tidy.Read] reads it again to the same range.
func countCell(c tidy.Cell) sheet.Cell {
	text, again := countText(c), ""
	switch {
	case c.Known():
		return sheet.Cell{Text: text, Value: value(c.Lower)}
	case math.IsInf(c.Upper, 1):
		again = openText(c)
	default:
		again = exactly(c.Lower) + " to " + exactly(c.Upper) // of 1-4 a spreadsheet makes a date
	}
	return sheet.Cell{Text: text, Value: sheet.String(again)}
}

// exactly writes a number with every digit, and without an exponent.
func exactly(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// countText is a count for people: of one that is not known the range, "25 ± 2" where the number
// that is printed lies in its middle.
func countText(c tidy.Cell) string {
	number := func(v float64) string { return sheet.Thousands(exactly(v)) }
	switch {
	case c.Known() && c.Lower >= 100 && math.Round(100*c.Lower)/100 != c.Lower:
		return sheet.Fixed(c.Lower, 0) // an estimate, as of residents
	case c.Known():
		return number(c.Lower)
	case math.IsInf(c.Upper, 1):
		return openText(c)
	case c.Mark == tidy.Number && c.Value-c.Lower == c.Upper-c.Value:
		return number(c.Value) + " ± " + number(c.Upper-c.Value)
	}
	return number(c.Lower) + " – " + number(c.Upper)
}

// openText is a count without an upper end: its mark, or the number that it is above.
func openText(c tidy.Cell) string {
	switch {
	case c.Mark == tidy.Low && c.Lower == 1:
		return "~"
	case c.Lower > 0:
		return sheet.Thousands(exactly(c.Lower)) + " or more"
	case c.Mark == tidy.Blank:
		return ""
	case c.Mark == tidy.Dash:
		return "–"
	case c.Mark == tidy.NotAvailable:
		return ".."
	}
	return "*"
}
