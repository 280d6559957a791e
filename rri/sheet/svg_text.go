package sheet

import (
	"html"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// face is a size of letters in a picture.
type face struct {
	size  float64 // units of the viewBox for an em
	class string
	bold  bool
}

// The faces of a picture. The classes are in picture.css.
var (
	plainFace  = face{size: 13}
	strongFace = face{size: 13, class: "p-strong", bold: true}
	smallFace  = face{size: 12}
	oneFace    = face{size: 12, class: "p-strong", bold: true}
	titleFace  = face{size: 15, class: "p-strong", bold: true}
)

// asciiWidths are the widths of the characters from blank to ~ in thousandths of an em: of each the
// widest in DejaVu Sans, Liberation Sans (which has the widths of Arial) and Lato, as the tables of
// these fonts have them. Which font a reader has is not known.
var asciiWidths = [...]int16{
	318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 372, 318, 452,
	636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 556,
	1015, 684, 686, 722, 770, 667, 611, 778, 764, 295, 500, 667, 557, 928, 764, 800,
	667, 800, 722, 667, 611, 736, 684, 1036, 685, 667, 685, 390, 452, 390, 838, 556,
	500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612,
	635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
}

// emWidth returns the width of a character in thousandths of an em, rather too much than too
// little.
func emWidth(r rune) int {
	const dashWidth, letterWidth, signWidth, wideWidth, emojiWidth = 580, 800, 1020, 1050, 1400
	switch {
	case r >= ' ' && r <= '~':
		return int(asciiWidths[r-' '])
	case r == '–':
		return dashWidth
	case r == '·', r == '\u00a0':
		return int(asciiWidths[0])
	}
	switch runeWidth(r) {
	case 0:
		return 0
	case 1:
		if r >= 0x2000 && !unicode.IsLetter(r) {
			return signWidth
		}
		return letterWidth
	}
	if r > math.MaxUint16 {
		return emojiWidth
	}
	return wideWidth
}

// runeWidth returns the width of a character in thousandths of a unit.
func (f face) runeWidth(r rune) int {
	const boldPercent = 115
	n := f.size * float64(emWidth(r))
	if f.bold {
		n *= boldPercent / 100.0
	}
	return int(math.Ceil(n))
}

// width returns how many units a text takes at most.
func (f face) width(s string) float64 {
	n := 0
	for _, r := range s {
		n += f.runeWidth(r)
	}
	return float64(n) / 1000
}

// lines breaks a text into as many lines as it may have, the last of which ends in "…" if that does
// not do. A text of nothing has none.
func (f face) lines(s string, room float64, most int) []string {
	var lines []string
	for s = strings.TrimSpace(s); s != ""; {
		if len(lines) == most-1 {
			return append(lines, f.clip(s, room))
		}
		end, next := breakAt(s, int(room*1000), f.runeWidth)
		lines, s = append(lines, s[:end]), s[next:]
	}
	return lines
}

// clip returns as much of a text as has room, with "…" if that is not all.
func (f face) clip(s string, room float64) string {
	if f.width(s) <= room {
		return s
	}
	used, end := f.width("…"), 0
	for i, r := range s {
		used += f.width(string(r))
		if used > room {
			break
		}
		end = i + utf8.RuneLen(r)
	}
	return strings.TrimRight(s[:end], " ") + "…"
}

const (
	mostName = 240  // bytes of a name in a picture, and in the text of its numbers
	mostLine = 2000 // bytes of a line of the legend
)

// pictureText makes a text that came from outside fit for a picture: clean, in characters that XML
// may have, not longer than that many bytes, and without heaps of accents on one letter.
func pictureText(s string, most int) string {
	const mostAccents = 3
	cut := len(s) > most
	if cut {
		s = strings.ToValidUTF8(s[:most], "") // without half a character at the end
	}
	if !isPlain(s) {
		accents := 0
		s = strings.Map(func(r rune) rune {
			switch {
			case r == '\uFFFE' || r == '\uFFFF':
				return '\uFFFD'
			case runeWidth(r) > 0:
				accents = 0
				return r
			}
			if accents++; accents > mostAccents {
				return -1
			}
			return r
		}, Clean(s))
	}
	if s = strings.TrimSpace(s); cut {
		s += "…"
	}
	return s
}

// escapeXML writes a text of [pictureText] as it stands in XML and in HTML.
func escapeXML(s string) string { return html.EscapeString(s) }
