package sheet

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestWrap(t *testing.T) {
	for _, test := range []struct {
		text          string
		width, indent int
		want          []string
		reason        string
	}{
		{"", 10, 2, []string{""}, "nothing is one line"},
		{"as it is", 8, 2, []string{"as it is"}, "what fits stays"},
		{"  two  blanks", 20, 2, []string{"  two  blanks"}, "blanks within too"},
		{"ends in blanks   ", 14, 0, []string{"ends in blanks"}, "blanks at the end are nothing"},
		{"one two three", 7, 2, []string{"one two", "  three"}, "between words, the rest further in"},
		{"one two three", 6, 0, []string{"one", "two", "three"}, "not within"},
		{"one  two", 5, 0, []string{"one", "two"}, "blanks at a break go"},
		{" 1 Black people were", 14, 3, []string{" 1 Black", "   people were"}, "blanks at the start stay, a number hangs"},
		{"abcdefghij", 4, 2, []string{"abcd", "  ef", "  gh", "  ij"}, "a word that is longer than a line"},
		{"ab cdefghij", 4, 1, []string{"ab", " cde", " fgh", " ij"}, "after one that is not"},
		{"漢字漢字", 5, 0, []string{"漢字", "漢字"}, "wide characters take two"},
		{"漢", 1, 0, []string{"漢"}, "no width is below 2"},
		{"e\u0301e\u0301e\u0301", 2, 0, []string{"e\u0301e\u0301", "e\u0301"}, "an accent stays with its letter"},
		{"searches were 22 % of", 16, 0, []string{"searches were", "22 % of"}, "no line begins with a per cent sign"},
		{"an index of 0.91 – 1.02", 18, 0, []string{"an index of", "0.91 – 1.02"}, "an interval is in one line"},
		{"RRI ≤ 1.25 is", 6, 0, []string{"RRI ≤", "1.25", "is"}, "a comparison that is longer than a line is broken at a blank"},
		{"p tests RRI ≤ 1.25", 13, 0, []string{"p tests", "RRI ≤ 1.25"}, "one that is not stays"},
		{"said twice ¹ ²", 13, 0, []string{"said", "twice ¹ ²"}, "marks stay with what they are of"},
		{"said twice [1] [2]", 16, 0, []string{"said", "twice [1] [2]"}, "also in ASCII"},
		{"said twice [sic]", 14, 0, []string{"said twice", "[sic]"}, "what is no mark is a word"},
		{"Avon · RRI", 8, 0, []string{"Avon ·", "RRI"}, "a dot in the middle ends a line"},
		{"a\nb\tc", 80, 0, []string{"a b c"}, "line breaks are blanks"},
		{"abcd ef", 4, 5, []string{"abcd", "  ef"}, "indent is at most half of the width"},
		{" 字", 2, 0, []string{"字"}, "blanks at the start go where a character has no room beside them"},
		{"0字", 2, 1, []string{"0", "字"}, "and leaves room for a wide character"},
		{strings.Repeat(" ", 30) + "a", 10, 0, []string{"     a"}, "so are blanks at the start"},
	} {
		if diff := cmp.Diff(test.want, Wrap(test.text, test.width, test.indent)); diff != "" {
			t.Errorf("Wrap(%q, %d, %d) (%s) (-want +got):\n%s", test.text, test.width, test.indent, test.reason, diff)
		}
	}
}

// FuzzWrap: no line is wider than it may be, nothing but blanks is lost or added, and no line ends
// in one.
func FuzzWrap(f *testing.F) {
	f.Add("one two three 22 % – ¹", 7, 2)
	f.Add("漢字 e\u0301 \u202e\n\xff", 3, 1)
	f.Fuzz(func(t *testing.T, text string, most, indent int) {
		if len(text) > 1000 {
			return
		}
		lines := Wrap(text, most, indent)
		for _, line := range lines {
			if width(line) > max(2, most) || !utf8.ValidString(line) || strings.HasSuffix(line, " ") || strings.ContainsFunc(line, unicode.IsControl) {
				t.Errorf("Wrap(%q, %d, %d) has the line %q", text, most, indent, line)
			}
		}
		blank := strings.NewReplacer(" ", "")
		if got, want := blank.Replace(strings.Join(lines, "")), blank.Replace(Clean(text)); got != want {
			t.Errorf("Wrap(%q, %d, %d) says %q, want %q", text, most, indent, got, want)
		}
	})
}

func TestToASCII(t *testing.T) {
	for _, test := range []struct{ in, want, reason string }{
		{"Avon, 22 %", "Avon, 22 %", "nothing to do"},
		{"0.91 – 1.02 — no − yes", "0.91 - 1.02 - no - yes", "dashes, and the sign of a number"},
		{"Rhône · Ærø · Łódź · Ystâd · ŵ", "Rhone - AEro - Lodz - Ystad - w", "letters of Latin script"},
		{"e\u0301", "e", "with an accent of their own"},
		{"Nguyễn Straße", "Nguyen Strasse", "two of them"},
		{"said ¹ ²", "said [1] [2]", "footnotes"},
		{"¹² a note", "[12] a note", "with two digits"},
		{"I² of 10⁻³ (x)²", "I^2 of 10^-3 (x)^2", "powers"},
		{"∞, ½, ⅛, ≤ 5, 3×, ±1", "inf, 1/2, 1/8, <= 5, 3x, +/-1", "signs"},
		{"“it’s”…", `"it's"...`, "quotes"},
		{"£5, § 60", "GBP 5, s. 60", "signs that stand for a word"},
		{"├─●─┤ ←", "|-o-| <-", "pictures"},
		{"a\u00a0b\u2009c", "a b c", "blanks of other widths"},
		{"中文 кот", "?? ???", "what is left"},
		{"\xff", "?", "no UTF-8"},
	} {
		if got := ToASCII(test.in); got != test.want {
			t.Errorf("ToASCII(%q) = %q, want %q (%s)", test.in, got, test.want, test.reason)
		}
	}
}

// FuzzToASCII: nothing beyond ASCII is left, and what is ASCII stays.
func FuzzToASCII(f *testing.F) {
	f.Add("é ¹ – ½ 中")
	f.Fuzz(func(t *testing.T, s string) {
		got := ToASCII(s)
		if !isASCII(got) {
			t.Errorf("ToASCII(%q) = %q", s, got)
		}
		if ToASCII(got) != got || isASCII(s) && got != s {
			t.Errorf("ToASCII(%q) = %q, want that ASCII stays as it is", s, got)
		}
	})
}

// TestSuperscriptToASCII: the number of every footnote comes back from its mark.
func TestSuperscriptToASCII(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 9999).Draw(t, "n")
		f := footnotes{ascii: true}
		if got, want := ToASCII("a "+Superscript(n)), "a "+f.mark(n); got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
	})
}
