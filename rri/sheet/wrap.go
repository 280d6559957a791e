package sheet

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Wrap breaks a text into lines of at most that many characters: between words, and within one only
// where it is longer than a line. The second line and those after it begin with indent blanks. A
// text that fits stays as it is, one of nothing is one empty line.
//
// No line begins with a per cent sign, a dash, a sign of comparison, a dot in the middle or the
// mark of a footnote, which belong to what is before them. The text is cleaned as by [Clean], so
// that line breaks in it are blanks. A width below 2 stands for 2, and indent is at most half of
// the width.
func Wrap(text string, width, indent int) []string {
	text = strings.TrimRight(Clean(text), " ")
	width = max(2, width)
	indent = max(0, min(indent, width/2, width-2)) // a wide character has room
	if begin := strings.TrimLeft(text, " "); len(text)-len(begin) > width/2 {
		text = strings.Repeat(" ", width/2) + begin
	}
	var lines []string
	blanks := ""
	for room := width; ; room = width - indent {
		end, next := breakAt(text, room, runeWidth)
		if next == len(text) {
			return append(lines, blanks+text[:end])
		}
		if strings.Trim(text[:end], " ") != "" { // blanks at the start, and no room beside them
			lines = append(lines, blanks+text[:end])
		}
		text, blanks = text[next:], strings.Repeat(" ", indent)
	}
}

// breakAt returns where the first line of a text ends that has that much room, of which each
// character takes its width, and where the next one begins: the length of the text if there is
// none.
func breakAt(text string, room int, width func(r rune) int) (end, next int) {
	used := 0
	// the last places where a line may end, and where there is a blank
	good, blank, begun := 0, 0, false
	for i, r := range text {
		if r == ' ' && begun && i > 0 && text[i-1] != ' ' {
			blank = i
			if mayBreak(text[:i], text[i:]) {
				good = i
			}
		}
		begun = begun || r != ' '
		used += width(r)
		if used <= room || r == ' ' {
			continue
		}
		switch {
		case good > 0:
			end = good
		case blank > 0:
			end = blank
		case i > 0:
			return i, i
		default: // a character that is wider than the line
			i = utf8.RuneLen(r)
			return i, i
		}
		return end, len(text) - len(strings.TrimLeft(text[end:], " "))
	}
	return len(text), len(text)
}

// mayBreak tells whether a line may end between two words.
func mayBreak(before, after string) bool {
	after = strings.TrimLeft(after, " ")
	first, n := utf8.DecodeRuneInString(after)
	switch {
	case strings.ContainsRune("%·–≤≥="+raisedDigits, first):
		return false
	case first == '[' && n < len(after) && isMark(after):
		return false
	case strings.HasSuffix(before, "≤"), strings.HasSuffix(before, "≥"), strings.HasSuffix(before, "="):
		return false
	case strings.HasSuffix(before, "–"):
		return !(unicode.IsDigit(first) || strings.ContainsRune("+-∞", first))
	}
	return true
}

// longestWord returns the width of the longest piece of a text that no line should break.
func longestWord(text string) int {
	longest, from := 0, 0
	for i := 0; i < len(text); i++ {
		if text[i] != ' ' {
			continue
		}
		// Of the blanks beside each other the second is like all others but the first.
		end := len(text) - len(strings.TrimLeft(text[i:], " "))
		for at := i; at < min(i+2, end); at++ {
			if mayBreak(text[:at], text[end:]) {
				longest, from = max(longest, width(strings.Trim(text[from:at], " "))), at
				break
			}
		}
		i = end - 1
	}
	return max(longest, width(strings.Trim(text[from:], " ")))
}

// isMark tells whether a text begins with the mark of a footnote in ASCII, as "[12]".
func isMark(text string) bool {
	rest := strings.TrimLeft(text[1:], "0123456789")
	return len(rest) < len(text)-1 && strings.HasPrefix(rest, "]")
}

// width returns the number of columns that s takes in a terminal.
func width(s string) int {
	n := 0
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

// runeWidth returns the number of columns that one character takes.
func runeWidth(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana), r >= '\uFF01' && r <= '\uFF60', r >= 0x1F300 && r <= 0x1FAFF:
		return 2
	}
	return 1
}

// padLeft puts s at the right of n columns.
func padLeft(s string, n int) string { return strings.Repeat(" ", max(0, n-width(s))) + s }

// padRight puts s at the left of n columns.
func padRight(s string, n int) string { return s + strings.Repeat(" ", max(0, n-width(s))) }
