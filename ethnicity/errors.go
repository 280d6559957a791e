package ethnicity

import (
	"fmt"
	"iter"
	"strings"
	"unicode"
)

const (
	maxShown = 80 // bytes of a text from outside that an error shows
	maxList  = 20 // names that a list in an error has
	maxText  = 1000
)

// outside is an error that came from outside, such as one of encoding/json, which quotes what it
// read. It is told in one line, and in maxText bytes at most.
type outside struct{ err error }

func (e outside) Error() string {
	text := e.err.Error()
	if len(text) > maxText {
		text = text[:maxText] + "…"
	}
	return cleanText(text)
}

func (e outside) Unwrap() error { return e.err }

// clip cuts a text from outside to what an error shows of it, and keeps in memory nothing of the
// rest. It stands in quotation marks in every error, which show what is no text.
func clip(s string) string {
	if len(s) <= maxShown {
		return strings.Clone(s)
	}
	return strings.ToValidUTF8(s[:maxShown], "") + "…"
}

// clean clips a text from outside and makes it fit to stand in one line without quotation marks:
// valid UTF-8 without control characters, and without marks that turn the direction of what
// follows.
func clean(s string) string { return cleanText(clip(s)) }

func cleanText(s string) string {
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

// cleanAll returns the names of areas that are added up.
func cleanAll(names []string) string {
	shown := make([]string, len(names))
	for i, name := range names {
		if i < maxList {
			shown[i] = clean(name)
		}
	}
	if len(names) <= maxList {
		return strings.Join(shown, " + ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(shown[:maxList], " + "), len(names)-maxList)
}

// joinNames lists names for an error message.
func joinNames[T fmt.Stringer](all iter.Seq[T]) string {
	var names []string
	for x := range all {
		names = append(names, x.String())
	}
	return list(names)
}

// list returns names with commas between, the first twenty and the number of the others.
func list(names []string) string {
	if len(names) <= maxList {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:maxList], ", "), len(names)-maxList)
}
