package sheet

import (
	"strconv"
	"strings"
	"unicode"
)

// Clean makes a text that came from outside fit for one line of a terminal: valid UTF-8 without
// control characters, which move the cursor or ring the bell, without line breaks, which become
// spaces, and without the marks that turn the direction of what follows.
func Clean(s string) string {
	if isPlain(s) { // as most are
		return s
	}
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

// isPlain tells whether a text has only characters of ASCII that can be seen, and spaces.
func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// clipLength is the number of characters that are quoted of a text that came from outside.
const clipLength = 80

// Clip makes a text that came from outside fit to be quoted in an error: clean, and of a long one
// its first 80 characters and its length alone.
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

// The last three rows are for addresses, which GitHub makes links of wherever they stand.
var markdownEscaper = strings.NewReplacer(
	"&", "&amp;", "<", "&lt;", ">", "&gt;",
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "|", `\|`, "~", `\~`, "#", `\#`, "$", `\$`, "!", `\!`,
	"://", "&#58;//",
	"www.", "www&#46;", "WWW.", "WWW&#46;",
	"@"+wordJoiner, "@&#8288;",
)

// wordJoiner is a character that takes no room. Behind the @ of an address it keeps GitHub from
// making a link of it, which looks for one after it has read escapes.
const wordJoiner = "\u2060"

// joinAddresses puts a word joiner behind every @ that a letter, a digit or one of .+-_ is before,
// as in an address.
func joinAddresses(s string) string {
	var b strings.Builder
	for i := range len(s) {
		b.WriteByte(s[i])
		if s[i] != '@' || i == 0 {
			continue
		}
		switch c := s[i-1]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte(".+-_", c) >= 0:
			b.WriteString(wordJoiner)
		}
	}
	return b.String()
}

// EscapeMarkdown makes a text that came from outside plain text in one line of Markdown: clean, and
// without HTML, links, pictures, emphasis or the bars of a table.
func EscapeMarkdown(s string) string {
	s = Clean(s)
	if !strings.ContainsAny(s, "&<>\\`*_[]|~#$!:wW@") { // as most cells have none
		return s
	}
	if strings.IndexByte(s, '@') >= 0 {
		s = joinAddresses(s)
	}
	return markdownEscaper.Replace(s)
}

// EscapeJSON writes control characters beyond ASCII, and marks that turn the direction, as \u
// escapes, which say the same to who reads the JSON, and nothing to a terminal. The other control
// characters are escaped already in any JSON.
func EscapeJSON(text []byte) []byte {
	const hex = "0123456789abcdef"
	out := make([]byte, 0, len(text))
	for _, r := range string(text) {
		if r == '\u2028' || r == '\u2029' || r >= 0x7f && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) {
			out = append(out, '\\', 'u', hex[r>>12], hex[r>>8&15], hex[r>>4&15], hex[r&15])
			continue
		}
		out = append(out, string(r)...)
	}
	return out
}
