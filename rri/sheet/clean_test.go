package sheet

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	for _, test := range []struct{ in, want, reason string }{
		{"Avon and Somerset", "Avon and Somerset", "nothing to clean"},
		{"a\x1b[2Jb", "a [2Jb", "ESC would clear the screen"},
		{"a\ab", "a b", "BEL would ring"},
		{"a\u009b31mb", "a 31mb", "CSI in one character"},
		{"a\r\nb\tc\x7f", "a  b c ", "one line, DEL too"},
		{"a\u2028b\u2029c\u0085d", "a b c d", "line breaks of Unicode"},
		{"a\u202egpj.exe\u2066\u200f\u061c", "agpj.exe", "what follows would be read from the right"},
		{"a\xffb", "a\uFFFDb", "no UTF-8"},
	} {
		if got := Clean(test.in); got != test.want {
			t.Errorf("Clean(%q) = %q, want %q (%s)", test.in, got, test.want, test.reason)
		}
	}
}

func TestEscapeJSON(t *testing.T) {
	for _, test := range []struct{ in, want, reason string }{
		{"\"a\x7fb\"", `"a\u007fb"`, "DEL, the first that is escaped"},
		{`"a~b"`, `"a~b"`, "the character before it"},
		{"\"a\u0085\u2028\u202eb\"", `"a\u0085\u2028\u202eb"`, "C1, a line separator, a mark of direction"},
		{`"<b> & é"`, `"<b> & é"`, "nothing to escape"},
	} {
		if got := string(EscapeJSON([]byte(test.in))); got != test.want {
			t.Errorf("EscapeJSON(%q) = %s, want %s (%s)", test.in, got, test.want, test.reason)
		}
	}
}

func TestEscapeMarkdown(t *testing.T) {
	for _, test := range []struct{ in, want, reason string }{
		{"<script>", "&lt;script&gt;", "HTML"},
		{"&lt;", "&amp;lt;", "an entity stays what it was"},
		{"[a](b)", `\[a\](b)`, "a link"},
		{"![a](b)", `\!\[a\](b)`, "a picture"},
		{"https://a.b", "https&#58;//a.b", "GitHub makes a link of a bare address"},
		{"www.a.b", "www&#46;a.b", "and of one without scheme"},
		{"*a* _b_ `c` ~d~", "\\*a\\* \\_b\\_ \\`c\\` \\~d\\~", "emphasis"},
		{"a|b", `a\|b`, "the bar of a table"},
		{"$x$", `\$x\$`, "mathematics"},
		{"#1", `\#1`, "a heading, or an issue"},
		{`\<`, `\\&lt;`, "a backslash is one"},
		{"a\nb", "a b", "clean"},
		{"me@evil.com", "me@&#8288;evil.com", "an address"},
		{"mailto:me_@evil.com", `mailto:me\_@&#8288;evil.com`, "with a scheme"},
		{"xmpp:a.@b.c", "xmpp:a.@&#8288;b.c", "as above"},
		{"@sum(1)", "@sum(1)", "no address"},
	} {
		if got := EscapeMarkdown(test.in); got != test.want {
			t.Errorf("EscapeMarkdown(%q) = %q, want %q (%s)", test.in, got, test.want, test.reason)
		}
	}
}

func TestMarkdownLine(t *testing.T) {
	for _, test := range []struct{ in, want, reason string }{
		{"- a", `\- a`, "a list"},
		{"-", `\-`, "an empty item"},
		{"+ a", `\+ a`, "a list"},
		{"1. a", `1\. a`, "a numbered list"},
		{"12) a", `12\) a`, "as above"},
		{"1.", `1\.`, "an empty item"},
		{"---", `\---`, "a rule"},
		{"- - -", `\- - -`, "as above"},
		{"    a", "a", "code"},
		{"  - a", `\- a`, "a list within"},
		{"# a", `\# a`, "a heading"},
		{"1.5 times", "1.5 times", "a number"},
		{"-5 %", "-5 %", "as above"},
		{"   ", "", "nothing"},
	} {
		if got := markdownLine(test.in); got != test.want {
			t.Errorf("markdownLine(%q) = %q, want %q (%s)", test.in, got, test.want, test.reason)
		}
	}
	var b strings.Builder
	if err := (Sheet{Title: " \n", Lines: []string{"- a"}, Legend: []string{"1. b"}}).WriteMarkdown(&b); err != nil || b.String() != "\\- a\n\n\n1\\. b\n" {
		t.Errorf("got %q, %v", b.String(), err)
	}
}

// FuzzText: what comes out is fit for a terminal and a page, and JSON says the same as before.
func FuzzText(f *testing.F) {
	f.Add("a\x1b\u202e\u009b<b>\n\xff")
	f.Fuzz(func(t *testing.T, s string) {
		for name, got := range map[string]string{"Clean": Clean(s), "EscapeMarkdown": EscapeMarkdown(s)} {
			if !utf8.ValidString(got) || strings.ContainsFunc(got, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }) {
				t.Errorf("%s(%q) = %q", name, s, got)
			}
		}
		if got := EscapeMarkdown(s); strings.ContainsAny(got, "<>") {
			t.Errorf("EscapeMarkdown(%q) = %q", s, got)
		}
		data, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var want, got string
		escaped := EscapeJSON(data)
		if err := json.Unmarshal(data, &want); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(escaped, &got); err != nil || got != want {
			t.Errorf("EscapeJSON(%s) = %s, %v", data, escaped, err)
		}
		if strings.ContainsFunc(string(escaped), func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }) {
			t.Errorf("EscapeJSON(%s) = %s", data, escaped)
		}
	})
}
