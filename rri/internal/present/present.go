// Package present writes numbers and names for people and for programs, the same way in every table
// under rri.
//
// Rounding must not lie: what is not zero does not print as zero, a limit that is not the null
// value does not print as it, a p-value that is not the significance level does not print as it,
// and the two ends of an interval print apart. More digits are shown where that takes them. NaN is
// "—".
package present

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxDigits = 15
	maxCount  = 1 << 53
)

// Thousands puts commas between the thousands of a decimal number without exponent.
func Thousands(s string) string {
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

// Count writes a count.
func Count(n int64) string { return Thousands(strconv.FormatInt(n, 10)) }

// Exposure writes a number of people whole, and an amount of person-time to three significant
// digits at least.
func Exposure(v float64) string {
	if v == math.Trunc(v) {
		return Fixed(v, 0)
	}
	return Fixed(v, max(1, 2-Exponent(v)))
}

// Exponent returns the power of ten of the first significant digit of v, which is finite and not 0.
func Exponent(v float64) int { return int(math.Floor(math.Log10(math.Abs(v)))) }

// Fixed writes v with that many decimals; with two significant digits where that would print zero;
// and with an exponent where v is very small or large.
func Fixed(v float64, decimals int) string {
	switch {
	case v == 0:
		return strconv.FormatFloat(0, 'f', decimals, 64) // without the sign of -0
	case math.IsNaN(v), math.IsInf(v, 0):
		return Float(v, 'f', decimals)
	}
	switch e := Exponent(v); {
	case e >= 16:
		return strconv.FormatFloat(v, 'e', max(2, decimals), 64)
	case -e > decimals && e < -6:
		return strconv.FormatFloat(v, 'e', max(1, decimals-1), 64)
	case -e > decimals:
		decimals = 1 - e
	}
	return Thousands(strconv.FormatFloat(v, 'f', decimals, 64))
}

// Signed writes v as Fixed does, with + before what is positive.
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
		decimals = max(decimals, decimals-1-Exponent(v))
	}
	return Fixed(v, decimals)
}

// DigitsApart returns the least number of decimals, from the given one, with which the ends of an
// interval print apart.
func DigitsApart(text func(v float64, decimals int) string, decimals int, lower, upper float64) int {
	for d := decimals; d < maxDigits; d++ {
		if lower == upper || text(lower, d) != text(upper, d) {
			return d
		}
	}
	return decimals
}

// Limit writes a limit, with more decimals where it would print as a null value that it is not.
// Equal but for rounding errors is equal.
func Limit(text func(v float64, decimals int) string, v float64, decimals int, nulls ...float64) string {
	for _, null := range nulls {
		for math.Abs(v-null) > 1e-12*math.Abs(null) && decimals < maxDigits && text(v, decimals) == text(null, decimals) {
			decimals++
		}
	}
	return text(v, decimals)
}

// P writes a p-value beside intervals that leave out alpha. It is "<0.001" below that, unless alpha
// is smaller still.
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
		text = strconv.FormatFloat(percent, 'f', max(0, 2-Exponent(rest)), 64)
	}
	return text + " %"
}

// Clean makes a name fit for one line: no control characters, no marks that turn the direction of
// what follows, valid UTF-8.
func Clean(s string) string {
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

// clipLength is the number of characters that are quoted of a text that came from outside.
const clipLength = 80

// Clip makes a text that came from outside fit to be quoted in an error: clean, and of a long one
// its beginning and its length alone.
func Clip(s string) string {
	const bytesPerCharacter = 4
	n := len(s)
	if n > bytesPerCharacter*clipLength {
		s = s[:bytesPerCharacter*clipLength]
	}
	s = Clean(s)
	if runes := []rune(s); len(runes) > clipLength {
		return string(runes[:clipLength]) + "… (" + strconv.Itoa(n) + " bytes)"
	}
	return s
}

// Width returns the number of columns that s takes in a terminal.
func Width(s string) int {
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

// PadLeft puts s at the right of n columns.
func PadLeft(s string, n int) string { return strings.Repeat(" ", max(0, n-Width(s))) + s }

// PadRight puts s at the left of n columns.
func PadRight(s string, n int) string { return s + strings.Repeat(" ", max(0, n-Width(s))) }

// Float writes v for people: NaN as "—", infinities as "∞" and "-∞".
func Float(v float64, verb byte, precision int) string {
	switch {
	case math.IsNaN(v):
		return "—"
	case math.IsInf(v, 1):
		return "∞"
	case math.IsInf(v, -1):
		return "-∞"
	}
	return strconv.FormatFloat(v, verb, precision, 64)
}

// CellNumber writes a number exactly.
func CellNumber(v float64) string {
	switch {
	case math.IsNaN(v):
		return ""
	case math.IsInf(v, 1):
		return "Inf"
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// CellCount writes a number exactly, without an exponent if it is whole.
func CellCount(v float64) string {
	if v == math.Trunc(v) && math.Abs(v) <= maxCount {
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return CellNumber(v)
}

// CellText makes a name safe in a spreadsheet.
func CellText(s string) string {
	s = Clean(s)
	if _, err := strconv.ParseFloat(s, 64); err == nil {
		return s
	}
	if first, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(s, unicode.IsSpace)); strings.ContainsRune("=+-@＝＋－＠", first) {
		return "'" + s
	}
	return s
}

// Footnotes numbers the texts under a table, each once, in the order of first use.
type Footnotes struct{ Texts []string }

// Number returns the number of the footnote with that text, from 1.
func (f *Footnotes) Number(text string) int {
	i := slices.Index(f.Texts, text)
	if i < 0 {
		i = len(f.Texts)
		f.Texts = append(f.Texts, text)
	}
	return i + 1
}

// Marks returns the numbers of several footnotes, as superscripts in ascending order.
func (f *Footnotes) Marks(texts []string) string {
	var numbers []int
	for _, text := range texts {
		numbers = append(numbers, f.Number(text))
	}
	slices.Sort(numbers)
	var marks []string
	for _, n := range slices.Compact(numbers) {
		marks = append(marks, Superscript(n))
	}
	return strings.Join(marks, " ")
}

// Superscript returns n in superscript digits.
func Superscript(n int) string {
	var b strings.Builder
	for _, digit := range strconv.Itoa(n) {
		b.WriteRune([]rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[digit-'0'])
	}
	return b.String()
}

var markdownEscaper = strings.NewReplacer(
	"&", "&amp;", "<", "&lt;", ">", "&gt;",
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "|", `\|`, "~", `\~`, "#", `\#`, "$", `\$`, "!", `\!`,
)

// EscapeMarkdown makes s plain text in one line of Markdown.
func EscapeMarkdown(s string) string { return markdownEscaper.Replace(Clean(s)) }
