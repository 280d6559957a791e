package sheet

import (
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	_ "pgregory.net/rapid" // for its flags: go test ./... -rapid.checks=N
)

func TestNumbers(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	tests := []struct{ got, want, reason string }{
		{Count(1234567).Text, "1,234,567", "thousands"},
		{Thousands("-1234.5"), "-1,234.5", "with a sign"},
		{Exposure(40000.5).Text, "40,000.5", "person-time has a part"},
		{Exposure(0.012345).Text, "0.0123", "three digits of a small one"},
		{Fixed(0.0004, 1), "0.00040", "what is not zero does not print as zero"},
		{Fixed(0, 1), "0.0", "zero does"},
		{Fixed(math.Copysign(0, -1), 1), "0.0", "without a sign"},
		{Fixed(nan, 2), "—", "NaN"},
		{Fixed(-inf, 2), "-∞", "infinity"},
		{Fixed(1e17, 1), "1.00e+17", "beyond the digits of a float64"},
		{Fixed(3e-9, 1), "3.0e-09", "too small for decimals"},
		{Signed(2.25, 1), "+2.2", "a sign for what is more"},
		{Signed(-2.5, 1), "-2.5", "and for what is less"},
		{Ratio(0, 2), "0", "exact zero"},
		{Ratio(0.0123, 2), "0.012", "more decimals for a small one"},
		{Ratio(1234.5, 2), "1,234", "fewer for a large one"},
		{Ratio(123.45, 2), "123.5", "fewer for a large one"},
		{Ratio(2e6, 2), "2.00e+06", "very large"},
		{Ratio(2e-5, 2), "2.0e-05", "very small"},
		{Limit(Ratio, 1.0004, 2, 1), "1.0004", "a limit that leaves out 1 does not print as 1"},
		{Limit(Ratio, 1, 2, 1), "1.00", "one that is 1 does"},
		{P(0.0004, 0.05), "<0.001", "small"},
		{P(0.0004, 0.0005), "4.0e-04", "digits where the level is small too"},
		{P(0.04999999, 0.05), "0.04999999", "does not print as the level"},
		{P(0.25, 0.05), "0.250", "large"},
		{P(0, 1e-5), "<1e-300", "below the smallest float64"},
		{P(nan, 0.05), "—", "no test"},
		{Percent(0.95), "95 %", "a level"},
		{Percent(0.998), "99.8 %", "without rounding errors"},
		{Percent(0.9830475724915586), "98.30 %", "the level of twenty simultaneous intervals: two decimals, not fourteen"},
		{Percent(1 - 0.05/3), "98.33 %", "three digits of what is left to 100 %"},
		{Percent(1 - 0.05/700), "99.99286 %", "as many where less is left"},
		{Percent(0.9999999), "99.99999 %", "as it was given where that is short"},
		{Percent(0.999999999), "99.9999999 %", "ten digits are short"},
		{Percent(1 - 1e-12), "99.9999999999000 %", "never 100 %"},
		{Percent(0.5), "50 %", "a level for the middle"},
		{Percent(1. / 3), "33.3 %", "a level below one half"},
		{Percent(1e-12), "0.000000000100 %", "a level of nearly nothing, without exponent"},
		{Percent(0.00123456789), "0.123 %", "three digits of a small level, which does not print as zero"},
		{Superscript(120), "¹²⁰", "a footnote"},
		{csvValue(Float(inf)), "Inf", "infinity in CSV"},
		{csvValue(Float(nan)), "", "NaN in CSV"},
		{csvValue(Float(0.1)), "0.1", "every digit, and no more"},
		{csvValue(Exposure(1e15).Value), "1000000000000000", "a count without exponent"},
		{csvValue(Exposure(0.5).Value), "0.5", "person-time"},
		{csvText("=1+1"), "'=1+1", "not a formula"},
		{csvText("-5"), "-5", "a number"},
		{csvText("a\nb"), "a b", "one line"},
		{Clean("a\u202Eb\x1b[31m"), "ab [31m", "no control characters, no turned text"},
		{Clean("\xff"), "\uFFFD", "valid text"},
		{Clip("White – Irish"), "White – Irish", "a short text is quoted whole"},
		{Clip(""), "", "nothing"},
		{Clip(strings.Repeat("é", 80)), strings.Repeat("é", 80), "eighty characters are, whatever their bytes"},
		{Clip(strings.Repeat("é", 81)), strings.Repeat("é", 80) + "… (162 bytes)", "of more the first eighty, and how long it was"},
		{Clip(strings.Repeat("x", 900_000)), strings.Repeat("x", 80) + "… (900000 bytes)", "of very much too"},
		{Clip("a\tb\nc\x1b[31m\a\u202Ed"), "a b c [31m d", "one line without control characters or turned text"},
		{Clip("\xff\xfe"), "\uFFFD", "valid text"},
		{EscapeMarkdown("<b>|*x*"), `&lt;b&gt;\|\*x\*`, "plain text in Markdown"},
		{EscapeMarkdown("$x$"), `\$x\$`, "GitHub renders $x$ as mathematics"},
		{EscapeMarkdown("a_b `c` [d](e) ~f~ #g !h & \\i"), "a\\_b \\`c\\` \\[d\\](e) \\~f\\~ \\#g \\!h &amp; \\\\i", "every mark of Markdown"},
		{padLeft("é", 3), "  é", "columns, not bytes"},
		{padRight("漢", 3), "漢 ", "a wide character takes two"},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("got %q, want %q (%s)", test.got, test.want, test.reason)
		}
	}
	if lower, upper, digits := Limits(Ratio, 1.2341, 1.2342, 2); lower != "1.2341" || upper != "1.2342" || digits != 4 {
		t.Errorf("limits %s and %s with %d decimals, want them apart with 4", lower, upper, digits)
	}
	if lower, upper, digits := Limits(Ratio, 1.2, 1.2, 2); lower != "1.20" || upper != "1.20" || digits != 2 {
		t.Errorf("limits %s and %s with %d decimals, want one number with 2", lower, upper, digits)
	}
}

func TestDecimals(t *testing.T) {
	for _, test := range []struct {
		numbers []float64
		want    int
		reason  string
	}{
		{nil, 1, "nothing to go by"},
		{[]float64{math.NaN(), 0, math.Inf(1), -5}, 1, "as much"},
		{[]float64{3.2, 1500}, 1, "one"},
		{[]float64{100, 1500}, 0, "none from 100 on"},
		{[]float64{99.9, 1500}, 1, "none only where all are"},
		{[]float64{1, 2}, 1, "one from 1 on"},
		{[]float64{0.99, 2}, 2, "two significant digits of the smallest"},
		{[]float64{0.0123, 0.5}, 3, "as much"},
		{[]float64{0.0123, 12}, 3, "of the largest no more than five digits"},
		{[]float64{0.00123, 123}, 2, "which goes first"},
		{[]float64{0.00123, 1e6}, 1, "but for one decimal"},
	} {
		if got := Decimals(test.numbers); got != test.want {
			t.Errorf("%v: %d decimals, want %d: %s", test.numbers, got, test.want, test.reason)
		}
	}
}

func TestFootnotes(t *testing.T) {
	var f footnotes
	if got := f.marks([]string{"b", "a"}) + f.marks([]string{"a", "a\x1b", "a ", "c"}); got != "¹ ²² ³ ⁴" {
		t.Errorf("marks %q, want ¹ ²² ³ ⁴", got)
	}
	if len(f.texts) != 4 {
		t.Errorf("%d footnotes, want each text once, as it is printed", len(f.texts))
	}
}

// TestClipCutsBetweenCharacters: a long text is cut in its bytes first, and still what is left is
// valid, one line, and short.
func TestClipCutsBetweenCharacters(t *testing.T) {
	for _, unit := range []string{"x", "é", "漢", "🙂", "\x80", "\u202E", "a\x80", "\x1b[0m", "x🙂"} {
		for n := range 400 {
			s := strings.Repeat(unit, n)
			got := Clip(s)
			if !utf8.ValidString(got) || strings.ContainsAny(got, "\x1b\u202E\n") || len([]rune(got)) > 80+len("… (1600 bytes)") {
				t.Fatalf("%d times %q is clipped to %q", n, unit, got)
			}
		}
	}
}

// csvValue returns a value as CSV has it.
func csvValue(v Value) string { return string(appendCSV(nil, &v)) }

func TestShare(t *testing.T) {
	for _, test := range []struct {
		share        float64
		want, reason string
	}{
		{0, "0.0 %", "none"},
		{1e-9, "less than 0.1 %", "nearly none is not none"},
		{0.002, "0.2 %", "one decimal below 10 %"},
		{0.02, "2.0 %", "one decimal below 10 %"},
		{0.0999, "9.99 %", "not 10"},
		{0.1, "10 %", "no decimal from 10 % on"},
		{0.33, "33 %", "no decimal from 10 % on"},
		{0.995, "99.5 %", "not all, near it"},
		{0.9999, "more than 99.9 %", "nearly all is not all"},
		{1, "100 %", "all"},
	} {
		if got := Share(test.share); got != test.want {
			t.Errorf("Share(%v) is %q, want %q: %s", test.share, got, test.want, test.reason)
		}
	}
}
