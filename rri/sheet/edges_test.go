package sheet

import "testing"

// TestWidthEdges has the characters beside which the width of a character changes.
func TestWidthEdges(t *testing.T) {
	for _, test := range []struct {
		in     string
		want   int
		reason string
	}{
		{"\u02ff", 1, "the last character before the combining ones"},
		{"e\u0300", 1, "the first combining mark, a grave accent"},
		{"\uff01", 2, "the first full-width form"},
		{"\uff60", 2, "the last of the first block of them"},
		{"\U0001f300", 2, "the first of the pictographs"},
		{"\U0001faff", 2, "the last"},
	} {
		if got := width(test.in); got != test.want {
			t.Errorf("width(%+q) = %d, want %d: %s", test.in, got, test.want, test.reason)
		}
	}
}

func TestCSVText(t *testing.T) {
	for _, test := range []struct{ in, want, reason string }{
		{"White", "White", "a name"},
		{"", "", "nothing"},
		{"=1+1", "'=1+1", "formula"},
		{"\ufeff=1+1", "'\ufeff=1+1", "behind a mark of byte order, which programs leave out"},
		{"\u200b\u2060@SUM(1)", "'\u200b\u2060@SUM(1)", "behind characters that take no room"},
		{"\u0301-a", "'\u0301-a", "behind an accent without a letter"},
		{"+cmd", "'+cmd", "formula"},
		{"-x", "'-x", "formula"},
		{"@sum(1)", "'@sum(1)", "formula"},
		{"\t=1", "' =1", "control characters become spaces, and spreadsheets may trim them"},
		{"  =1", "'  =1", "as above"},
		{"＝1", "'＝1", "full-width: some spreadsheets read it as ="},
		{"-1", "-1", "a number stays one"},
		{"+1.5e3", "+1.5e3", "a number stays one"},
		{"a=b", "a=b", "not at the start"},
		{"a\x00b\r\nc", "a b  c", "control characters"},
		{"\u202eabc", "abc", "marks that turn the direction"},
		{"\xff", "\uFFFD", "not UTF-8"},
	} {
		if got := csvText(test.in); got != test.want {
			t.Errorf("csvText(%q) = %q, want %q: %s", test.in, got, test.want, test.reason)
		}
	}
}

func TestWidth(t *testing.T) {
	for s, want := range map[string]int{"": 0, "White": 5, "Ñandú": 5, "混血": 4, "한국": 4, "e\u0301": 1, "½": 1, "├─●─┤": 5, "😀": 2} {
		if got := width(s); got != want {
			t.Errorf("width(%q) = %d, want %d", s, got, want)
		}
	}
}
