package cli

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// MadeBy is the last line of a page that a program made.
func MadeBy(program string) string {
	return "Made by the program " + program + " of disparity (github.com/seed-549880be/disparity), which documents every method."
}

// DownloadName is the name of the file with the numbers of a page, made of what they are.
func DownloadName(what string) string {
	words := strings.FieldsFunc(strings.ToLower(what), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) == 0 {
		words = []string{"numbers"}
	}
	return strings.Join(words, "-") + ".csv"
}

// Capital returns a text with its first letter as a capital.
func Capital(text string) string {
	_, n := utf8.DecodeRuneInString(text)
	return strings.ToUpper(text[:n]) + text[n:]
}
