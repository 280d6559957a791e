// Package hostiletest is for tests: it has texts that a file may hold and no terminal should see,
// and checks that errors pass none of them on.
package hostiletest

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// Texts are what a cell, a column or the name of a file may have.
var Texts = []struct{ Text, Reason string }{
	{strings.Repeat("x", 100<<10), "100 kB"},
	{strings.Repeat(" ", 100<<10) + "x", "a short text after 100 kB of space"},
	{"a\x1b[31mb\x07", "ESC and BEL"},
	{strings.Repeat("\x1b]0;x\x07", 1000), "7 kB of ESC and BEL"},
	{"a\u202eb\u2028c\u2029d", "marks that turn the direction, and line ends"},
	{"a\tb\x00c\x7f\u009b", "tab, NUL, DEL, CSI"},
	{"\xff\xfe", "no UTF-8"},
}

// CheckError fails if an error is long, or would do something to a terminal.
func CheckError(t testing.TB, err error) {
	t.Helper()
	if err == nil {
		return
	}
	if text := err.Error(); len(text) > 4000 || !FitForALine(text) {
		t.Errorf("an error of %d bytes: %.400q", len(text), text)
	}
}

// FitForALine reports whether s is UTF-8 without control characters.
func FitForALine(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029'
	})
}
