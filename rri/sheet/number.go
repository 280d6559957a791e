package sheet

import (
	"bytes"
	"math"
	"strconv"
	"strings"
)

// maxDigits is the number of decimals beyond which two numbers are left to print alike.
const maxDigits = 15

// Thousands puts commas between the thousands of a decimal number without exponent, as strconv
// writes it.
func Thousands(s string) string { return thousands([]byte(s)) }

// thousands is Thousands of a number that is not a string yet.
func thousands(number []byte) string {
	from, to := 0, len(number) // the digits of the whole part
	if len(number) > 0 && (number[0] == '-' || number[0] == '+') {
		from = 1
	}
	if i := bytes.IndexByte(number, '.'); i >= 0 {
		to = i
	}
	if to-from <= 3 {
		return string(number)
	}
	var b strings.Builder
	b.Grow(len(number) + (to-from)/3)
	for i, digit := range number {
		if i > from && i < to && (to-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(digit)
	}
	return b.String()
}

// usualDigits is for how many bytes of a number there is room before it is made a string.
const usualDigits = 32

// exponent returns the power of ten of the first significant digit of v, which is finite and not 0.
func exponent(v float64) int { return int(math.Floor(math.Log10(math.Abs(v)))) }

// Fixed writes v with that many decimals; with two significant digits where that would print zero;
// and with an exponent where v is very small or large. NaN is "—", and infinities are "∞" and "-∞".
func Fixed(v float64, decimals int) string {
	switch {
	case v == 0:
		return strconv.FormatFloat(0, 'f', decimals, 64) // without the sign of -0
	case math.IsNaN(v):
		return "—"
	case math.IsInf(v, 1):
		return "∞"
	case math.IsInf(v, -1):
		return "-∞"
	}
	switch e := exponent(v); {
	case e >= 16:
		return strconv.FormatFloat(v, 'e', max(2, decimals), 64)
	case -e > decimals && e < -6:
		return strconv.FormatFloat(v, 'e', max(1, decimals-1), 64)
	case -e > decimals:
		decimals = 1 - e
	}
	return thousands(strconv.AppendFloat(make([]byte, 0, usualDigits), v, 'f', decimals, 64))
}

// Signed writes v as [Fixed] does, with + before what is positive.
func Signed(v float64, decimals int) string {
	if v > 0 {
		return "+" + Fixed(v, decimals)
	}
	return Fixed(v, decimals)
}

// Ratio writes a ratio with about that many decimals: fewer from 100, more below 0.1. Exact zero is
// "0".
func Ratio(v float64, decimals int) string {
	switch {
	case v == 0:
		return "0"
	case v >= 1e6 && !math.IsInf(v, 1):
		return strconv.FormatFloat(v, 'e', decimals, 64)
	case v >= 1000:
		decimals -= 2
	case v >= 100:
		decimals--
	case v < 1e-4:
		return strconv.FormatFloat(v, 'e', decimals-1, 64)
	case v < 0.1:
		decimals = max(decimals, decimals-1-exponent(v))
	}
	return Fixed(v, decimals)
}

// Limit writes v in a style, as [Ratio] or [Fixed], with more decimals where it would print as one
// of the null values without being it. Equal but for rounding errors is equal.
func Limit(style func(v float64, decimals int) string, v float64, decimals int, nulls ...float64) string {
	text := style(v, decimals)
	for _, null := range nulls {
		for math.Abs(v-null) > 1e-12*math.Abs(null) && decimals < maxDigits && sameNumber(text, style(null, decimals)) {
			decimals++
			text = style(v, decimals)
		}
	}
	return text
}

// Limits writes the two ends of an interval, each as [Limit] does, with as many decimals more as it
// takes for them to print as two numbers. It also returns the decimals that this took, which go
// with the estimate between them.
func Limits(style func(v float64, decimals int) string, lower, upper float64, decimals int, nulls ...float64) (lowerText, upperText string, digits int) {
	if lower != upper {
		for digits := decimals; digits < maxDigits; digits++ {
			if sameNumber(style(lower, digits), style(upper, digits)) {
				continue
			}
			// digits that one of them needs beside a null value can bring it up to the other
			lowerText, upperText = Limit(style, lower, digits, nulls...), Limit(style, upper, digits, nulls...)
			if !sameNumber(lowerText, upperText) {
				return lowerText, upperText, digits
			}
		}
	}
	return Limit(style, lower, decimals, nulls...), Limit(style, upper, decimals, nulls...), decimals
}

// sameNumber tells whether two texts say the same number, as "0.100" and "0.10" do. Texts that are
// no numbers must be the same.
func sameNumber(a, b string) bool {
	if a == b {
		return true
	}
	x, okA := saidNumber(a)
	y, okB := saidNumber(b)
	return okA && okB && x == y
}

// saidNumber returns the number that a text says, with commas between thousands or without.
func saidNumber(text string) (v float64, ok bool) {
	if strings.IndexByte(text, ',') >= 0 {
		text = strings.ReplaceAll(text, ",", "")
	}
	v, err := strconv.ParseFloat(text, 64)
	return v, err == nil
}

// Decimals returns how many decimals a column of numbers is to have: one, none where all are 100 or
// more, and where some are below 1 so many that the smallest has two significant digits, as far as
// the largest then has no more than five. Numbers that are not positive and finite do not count.
func Decimals(numbers []float64) int {
	smallest, largest := math.Inf(1), 0.0
	for _, v := range numbers {
		if plottable(v) {
			smallest, largest = math.Min(smallest, v), math.Max(largest, v)
		}
	}
	switch {
	case math.IsInf(smallest, 1):
		return 1
	case smallest >= 100:
		return 0
	case smallest < 1:
		return max(1, min(1-exponent(smallest), 4-exponent(largest)))
	}
	return 1
}

// P writes a p-value beside intervals that leave out alpha. It is "<0.001" below that, unless alpha
// is smaller still. NaN is "—".
func P(p, alpha float64) string {
	switch {
	case math.IsNaN(p):
		return "—"
	case p < 0.001 && alpha >= 0.001:
		return "<0.001"
	case p == 0:
		return "<1e-300"
	case p < 0.001:
		return Limit(func(v float64, digits int) string { return strconv.FormatFloat(v, 'e', digits, 64) }, p, 1, alpha)
	case p < 0.1:
		return Limit(Fixed, p, 4, alpha)
	}
	return Limit(Fixed, p, 3, alpha)
}

// Percent writes a level in per cent: as it was given where that is short, and otherwise with so
// many decimals that three digits of what is left to 100 %, or to 0 %, are seen.
func Percent(level float64) string {
	// a number by construction
	percent, _ := strconv.ParseFloat(strconv.FormatFloat(level, 'f', -1, 64)+"e2", 64)
	text := strconv.FormatFloat(percent, 'f', -1, 64)
	if rest := min(percent, 100*(1-level)); rest > 0 && len(text) > len("99.9999999") {
		text = strconv.FormatFloat(percent, 'f', max(0, 2-exponent(rest)), 64)
	}
	return text + " %"
}

// Share writes a share from 0 to 1 in per cent, with one decimal below 10 %: "0.0 %" and "100 %"
// only where that is exact, else "less than 0.1 %" and "more than 99.9 %".
func Share(share float64) string {
	switch p := 100 * share; {
	case p > 0 && p < 0.1:
		return "less than 0.1 %"
	case p > 99.9 && p < 100:
		return "more than 99.9 %"
	case p < 9.95:
		return Limit(Fixed, p, 1, 0, 10) + " %"
	default:
		return Limit(Fixed, p, 0, 10, 100) + " %"
	}
}

var superscripts = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹", "-", "⁻")

// Superscript returns n in superscript digits, as the number of a footnote.
func Superscript(n int) string {
	switch n { // those of most footnotes
	case 1:
		return "¹"
	case 2:
		return "²"
	case 3:
		return "³"
	}
	return superscripts.Replace(strconv.Itoa(n))
}
