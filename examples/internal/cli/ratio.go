package cli

import (
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// RatioText writes a ratio, which does not print as 1 if its interval leaves out 1.
func RatioText(e rri.Estimate) string {
	if e.Lower > 1 || e.Upper < 1 {
		return sheet.Limit(sheet.Ratio, e.Value, 2, 1)
	}
	return sheet.Limit(sheet.Ratio, e.Value, 2)
}

// RangeText writes the interval of a ratio, so that no limit seems to be 1 or another of these
// values that it is not. Beside an interval that leaves out 1 the others, as a margin, are of no
// account.
func RangeText(e rri.Estimate, nulls ...float64) string {
	if e.Lower > 1 || e.Upper < 1 {
		nulls = nil
	}
	lower, upper, _ := sheet.Limits(sheet.Ratio, e.Lower, e.Upper, 2, append(nulls, 1)...)
	return lower + " – " + upper
}
