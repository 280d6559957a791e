package cells

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text returns what a cell says, without the space and the invisible marks around it. A cell that
// is not UTF-8 is in Windows-1252, as Excel writes plain CSV.
func Text(cell []byte) string {
	cell = Trim(cell)
	if utf8.Valid(cell) {
		return string(cell)
	}
	var b strings.Builder
	for _, c := range cell {
		b.WriteRune(windows1252(c))
	}
	return b.String()
}

// Trim returns a cell without the space and the invisible marks around it: no-break space, space
// without width, byte order marks. A cell that is not UTF-8 is in Windows-1252.
func Trim(cell []byte) []byte {
	if utf8.Valid(cell) {
		return bytes.TrimFunc(cell, isNothing)
	}
	start, end := 0, len(cell)
	for start < end && isNothing(windows1252(cell[start])) {
		start++
	}
	for start < end && isNothing(windows1252(cell[end-1])) {
		end--
	}
	return cell[start:end]
}

// isNothing reports whether r says nothing at the edge of a cell. Programs of DOS end a file with
// the character of Control-Z.
func isNothing(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || r == 0x1a }

// trimMarks returns a cell without the marks around it that a spreadsheet does not show, and the
// space between them. Plain space stays, so that errors show the cell as it stands.
func trimMarks(cell []byte) []byte {
	if len(cell) == 0 || isSeen(cell[0]) && isSeen(cell[len(cell)-1]) {
		return cell
	}
	trimmed := Trim(cell)
	if len(trimmed) == len(bytes.TrimSpace(cell)) {
		return cell
	}
	return trimmed
}

// isSeen reports whether b is a character of ASCII that is seen.
func isSeen(b byte) bool { return '!' <= b && b <= '~' }

// isBlank reports whether a cell has nothing but space and invisible marks.
func isBlank(cell []byte) bool {
	return len(cell) == 0 || !isSeen(cell[0]) && len(Trim(cell)) == 0
}

// isSomething reports whether a cell is not blank.
func isSomething(cell []byte) bool { return !isBlank(cell) }

// windows1252 returns the character of a byte.
func windows1252(b byte) rune {
	if b < 0x80 || b >= 0xa0 {
		return rune(b)
	}
	return windows1252High[b-0x80]
}

// windows1252High holds the characters of the bytes from 0x80 on that are others than in Unicode.
var windows1252High = [32]rune([]rune("€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ"))
