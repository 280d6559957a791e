package present

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
		if got := Width(test.in); got != test.want {
			t.Errorf("Width(%+q) = %d, want %d: %s", test.in, got, test.want, test.reason)
		}
	}
}
