package rri

import (
	"math"
	"strconv"
	"strings"
	"unicode"
)

// Numbers for people. Rounding must not lie: what is not zero does not print as zero, a limit that is not the null value does not print as it, a p-value that is
// not the significance level does not print as it, and the two ends of an interval print apart. More digits are shown where that takes them. NaN is "—".

const maxDigits = 15

// thousands puts commas between the thousands of a decimal number without exponent.
func thousands(s string) string {
	sign := ""
	if s != "" && (s[0] == '-' || s[0] == '+') {
		sign, s = s[:1], s[1:]
	}
	whole, fraction := s, ""
	if i := strings.IndexByte(s, '.'); i >= 0 {
		whole, fraction = s[:i], s[i:]
	}
	var b strings.Builder
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(digit)
	}
	return sign + b.String() + fraction
}

// countText writes a count.
func countText(n int64) string { return thousands(strconv.FormatInt(n, 10)) }

// exposureText writes a number of people whole, and an amount of person-time to three significant digits at least.
func exposureText(v float64) string {
	if v == math.Trunc(v) {
		return fixedText(v, 0)
	}
	return fixedText(v, max(1, 2-exponent(v)))
}

// exponent returns the power of ten of the first significant digit of v, which is finite and not 0.
func exponent(v float64) int { return int(math.Floor(math.Log10(math.Abs(v)))) }

// fixedText writes v with that many decimals; with two significant digits where that would print zero; and with an exponent where v is very small or large.
func fixedText(v float64, decimals int) string {
	switch {
	case v == 0:
		return strconv.FormatFloat(0, 'f', decimals, 64) // without the sign of -0
	case math.IsNaN(v), math.IsInf(v, 0):
		return formatNumber(v, 'f', decimals)
	}
	switch e := exponent(v); {
	case e >= 16:
		return strconv.FormatFloat(v, 'e', max(2, decimals), 64)
	case -e > decimals && e < -6:
		return strconv.FormatFloat(v, 'e', max(1, decimals-1), 64)
	case -e > decimals:
		decimals = 1 - e
	}
	return thousands(strconv.FormatFloat(v, 'f', decimals, 64))
}

// signedText writes v as fixedText does, with + before what is positive.
func signedText(v float64, decimals int) string {
	if v > 0 {
		return "+" + fixedText(v, decimals)
	}
	return fixedText(v, decimals)
}

// ratioText writes a ratio with about that many decimals: fewer from 100, more below 0.1. Exact zero is "0".
func ratioText(v float64, decimals int) string {
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
	return fixedText(v, decimals)
}

// digitsApart returns the least number of decimals, from the given one, with which the ends of an interval print apart.
func digitsApart(text func(v float64, decimals int) string, decimals int, lower, upper float64) int {
	for d := decimals; d < maxDigits; d++ {
		if lower == upper || text(lower, d) != text(upper, d) {
			return d
		}
	}
	return decimals
}

// limitText writes a limit, with more decimals where it would print as a null value that it is not. Equal but for rounding errors is equal.
func limitText(text func(v float64, decimals int) string, v float64, decimals int, nulls ...float64) string {
	for _, null := range nulls {
		for math.Abs(v-null) > 1e-12*math.Abs(null) && decimals < maxDigits && text(v, decimals) == text(null, decimals) {
			decimals++
		}
	}
	return text(v, decimals)
}

// pText writes a p-value beside intervals that leave out alpha. It is "<0.001" below that, unless alpha is smaller still.
func pText(p, alpha float64) string {
	switch {
	case math.IsNaN(p):
		return "—"
	case p < 0.001 && alpha >= 0.001:
		return "<0.001"
	case p == 0:
		return "<1e-300"
	case p < 0.001:
		return limitText(func(v float64, digits int) string { return strconv.FormatFloat(v, 'e', digits, 64) }, p, 1, alpha)
	case p < 0.1:
		return limitText(fixedText, p, 4, alpha)
	}
	return limitText(fixedText, p, 3, alpha)
}

// percentText writes a level in per cent, without rounding.
func percentText(level float64) string {
	percent, _ := strconv.ParseFloat(strconv.FormatFloat(level, 'f', -1, 64)+"e2", 64) // a number by construction
	return strconv.FormatFloat(percent, 'f', -1, 64) + " %"
}

// clean makes a name fit for one line: no control characters, no marks that turn the direction of what follows, valid UTF-8.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Bidi_Control, r):
			return -1
		case unicode.IsControl(r), r == '\u2028', r == '\u2029':
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// width returns the number of columns that s takes in a terminal.
func width(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case r < 0x300:
			n++
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana), r >= '\uFF01' && r <= '\uFF60', r >= 0x1F300 && r <= 0x1FAFF:
			n += 2
		default:
			n++
		}
	}
	return n
}

// padLeft puts s at the right of n columns.
func padLeft(s string, n int) string { return strings.Repeat(" ", max(0, n-width(s))) + s }

// padRight puts s at the left of n columns.
func padRight(s string, n int) string { return s + strings.Repeat(" ", max(0, n-width(s))) }
