package counts

import (
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// style writes a number with a number of decimals.
type style = func(v float64, decimals int) string

// limitsText writes the limits of an estimate that were asked for.
func (c Comparison) limitsText(e rri.Estimate, style style, digits int, nulls ...float64) string {
	switch {
	case math.IsNaN(e.Lower) || math.IsNaN(e.Upper):
		return "—"
	case c.Options.Side == rri.LowerOnly:
		return sheet.Limit(style, e.Lower, digits, nulls...)
	case c.Options.Side == rri.UpperOnly:
		return sheet.Limit(style, e.Upper, digits, nulls...)
	}
	return rangeText(style, e.Lower, e.Upper, digits, nulls...)
}

// rangeText writes two ends, one number where they are the same.
func rangeText(style style, lower, upper float64, digits int, nulls ...float64) string {
	if lower == upper {
		return sheet.Limit(style, lower, digits, nulls...)
	}
	a, b, _ := sheet.Limits(style, lower, upper, digits, nulls...)
	return a + " – " + b
}

// indexText is the index as people see it: what it is over all that the counts may be where they
// are not known.
func (c Comparison) indexText(r Row) string {
	switch {
	case c.isBaseline(r):
		return "1.00"
	case !c.indexShown(r):
		return "—"
	case math.IsNaN(r.Index.Value) && !math.IsNaN(r.Counts.Lower):
		return rangeText(sheet.Ratio, r.Counts.Lower, r.Counts.Upper, 2, 1)
	}
	_, _, digits := sheet.Limits(sheet.Ratio, r.Index.Lower, r.Index.Upper, 2, 1, c.null())
	var nulls []float64 // that the interval leaves out
	for _, null := range []float64{1, c.null()} {
		if null < r.Index.Lower || null > r.Index.Upper {
			nulls = append(nulls, null)
		}
	}
	return sheet.Limit(sheet.Ratio, r.Index.Value, digits, nulls...)
}

// rateStyle writes a rate for people. A proportion that is not all does not print as all.
func (c Comparison) rateStyle() style {
	text := func(v float64, decimals int) string { return sheet.Fixed(v*c.Per, decimals) }
	if !c.Proportion {
		return text
	}
	return func(v float64, decimals int) string { return sheet.Limit(text, v, decimals, 1) }
}

// rateDigits is how many decimals all rates have.
func (c Comparison) rateDigits() int {
	var rates []float64
	for _, r := range c.Rows {
		rates = append(rates, r.Rate.Value*c.Per)
	}
	return sheet.Decimals(rates)
}

// rateText is the rate of a row for people, a range where its counts are not known.
func (c Comparison) rateText(r Row, digits int) string {
	switch {
	case !c.rateShown(r):
		return "—"
	case !math.IsNaN(r.Rate.Value):
		return c.rateStyle()(r.Rate.Value, digits)
	}
	lower, upper := c.plainRates(r)
	if math.IsNaN(lower) {
		return "—"
	}
	return rangeText(c.rateStyle(), lower, upper, digits)
}

// plainRates are the lowest and the highest rate of a row, without chance.
func (c Comparison) plainRates(r Row) (lower, upper float64) {
	t := tally{events: spanOf(r.Events).whole(), exposure: spanOf(r.Exposure)}
	if c.Proportion {
		t.exposure = t.exposure.whole()
		t = t.narrowed()
		high := most(t)
		return t.events.low / t.exposure.high, float64(high.Events) / float64(high.Trials)
	}
	return t.events.low / t.exposure.high, t.events.high / t.exposure.low
}
