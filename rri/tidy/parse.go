package tidy

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// Why a text is no cell. Each says what to write.
var (
	errCell     = errors.New("not a number, a range or a mark: want one such as 1234 or 1,234; <5 or 1 to 4; or -, N/A, *, [c]")
	errWhole    = errors.New("not a count: want a whole number")
	errNegative = errors.New("less than 0: want a number of 0 or more")
	errLarge    = errors.New("more than 2^53: want a count")
	errPercent  = errors.New("a percentage: want a number")
	errPowers   = errors.New("in powers of ten, which lose the last digits: save it with all of them")
	errDots     = errors.New("dots between thousands: write the number without them")
	errComma    = errors.New("a comma that is not between thousands: write 1234 or 1,234, and a point before decimals")
	errDate     = errors.New("a date, which a spreadsheet may have made of a range: write the range as 1 to 4")
	errFormula  = errors.New("an error of a spreadsheet: mend it there, and save the table again")
	errNarrow   = errors.New("a column that was too narrow for its numbers: widen it, and save the table again")
	errOrder    = errors.New("a range whose end is before its beginning: want the smaller number first")
	errNothing  = errors.New("a range with nothing but 0 in it: write 0, or what it stands for")
	errStar     = errors.New("a number with a star or a hash: write the number alone, or the sign alone where the number is withheld")
	errBoth     = errors.New("a number and a mark that stands for none: keep the one that holds")
	errNote     = errors.New("a note without a number: write both, or a mark such as [x]")
	errBrackets = errors.New("a number and brackets that are no known note: keep the number, or write the note as [p] or [note 1]")
)

// maxText is the length in bytes beyond which a cell is none. The longest that is read are words
// such as "between 1,000,000 and 9,000,000 [note 1, note 2]".
const maxText = 120

// ParseCell reads a cell as publishers print it. Space around it, of any kind, is nothing, letter
// case does not matter, and any dash is as good as another.
//
//	a number      1234   1,234   1 234   1'234   1234.0   12.5
//	              and nil and zero, which are 0
//	with a note   12 [p]   12 (r)   12e   12 u   12 [note 1]   12¹   12†   12 (provisional)
//	a range       <5   ≤4   under 5   fewer than 5   4 or fewer   up to 4   1-4   1 to 4   [1-4]
//	              >95   95+   95 or more   at least 95   over 95   between 5 and 9
//	a mark        -   N/A   ..   :   [x]   [z]   *   !   [c]   [u]   ~   [low]   and the like
//
// A range has the mark [Withheld]: under 5 is 0 to 4, since that is what it says, and so whole
// numbers alone may follow words such as under and over. A mark has the ends of [Mark.Cell]. "x" is
// not available, as the government statistical services of the United Kingdom have it; some
// publishers write it where a number is withheld. "c", "x", "z" and other letters are marks where
// they stand alone.
//
// Any other text is an error that says what is wrong: a negative number, a percentage, a date that
// a spreadsheet made of 1-4, a comma out of place, a number with a star (a footnote, or a number
// withheld) or with dots between thousands. 1.234 is read as 1 and a bit: whether a table has dots
// between thousands only all of it tells. [errors.Unwrap] returns the reason without the text.
func ParseCell(text string) (Cell, error) {
	c, err := parseCell(text)
	if err != nil {
		return Cell{}, fmt.Errorf("tidy: %q: %w", sheet.Clip(strings.TrimSpace(text)), err)
	}
	return c, nil
}

// ParseCount is [ParseCell] for whole numbers: 12.5 is an error.
func ParseCount(text string) (Cell, error) {
	c, err := ParseCell(text)
	if err == nil && (c.Lower != math.Trunc(c.Lower) || c.Upper != math.Trunc(c.Upper)) {
		return Cell{}, fmt.Errorf("tidy: %q: %w", sheet.Clip(strings.TrimSpace(text)), errWhole)
	}
	return c, err
}

func parseCell(text string) (Cell, error) {
	text = strings.TrimSpace(text)
	if len(text) > maxText {
		return Cell{}, errCell
	}
	text = plain(text)
	if c, err := parseBare(text); err == nil {
		return c, nil
	}
	rest, note, err := cutNote(text)
	if err != nil {
		return Cell{}, err
	}
	c, err := parseBare(rest)
	switch {
	case err != nil:
		return Cell{}, err
	case note == noteLow && c == Cell{}:
		return Low.Cell(), nil
	case note == noteLow:
		return Cell{}, errBoth
	}
	c.Note = note
	return c, nil
}

// plain returns text in small letters, with one kind of dash, and one kind of space that stands
// alone.
func plain(text string) string {
	if isPlain(text) {
		return text
	}
	var b strings.Builder
	space := false
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case unicode.Is(unicode.Pd, r) || r == '−':
			r = '-'
		case r == '’':
			r = '\''
		case r == '⩽':
			r = '≤'
		case r == '⩾':
			r = '≥'
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// isPlain reports whether text has digits, commas and points alone, as most cells have.
func isPlain(text string) bool { return strings.Trim(text, "0123456789,.") == "" }

// parseBare reads a cell without a note.
func parseBare(text string) (Cell, error) {
	if text == "" {
		return Blank.Cell(), nil
	}
	if m, ok := marks[text]; ok {
		return m.Cell(), nil
	}
	if text == "nil" || text == "zero" {
		return Cell{}, nil
	}
	if n, isNumber, err := parseNumber(text); isNumber {
		return Exactly(n), err
	}
	if c, isRange, err := parseRange(text); isRange {
		return c, err
	}
	return Cell{}, whyNoCell(text)
}

// parseNumber reads a number of 0 or more in plain text. isNumber is false where it is written as
// none.
func parseNumber(text string) (n float64, isNumber bool, err error) {
	whole, fraction, point := strings.Cut(text, ".")
	if !isDigit(first(text)) || point && (fraction == "" || strings.Trim(fraction, "0123456789") != "") {
		return 0, false, nil
	}
	if i := strings.IndexAny(whole, ", '"); i >= 0 {
		groups := strings.Split(whole, whole[i:i+1])
		for i, g := range groups {
			if i > 0 && len(g) != 3 || i == 0 && len(g) > 3 {
				return 0, false, nil
			}
		}
		whole = strings.Join(groups, "")
	}
	if mantissa, zeros, power := strings.Cut(whole, "e+"); power && !point && len(zeros) == 2 && len(mantissa) == 1 {
		// 1e+05 is how R writes 100000
		if n, err := strconv.ParseUint(zeros, 10, 8); err == nil && n < 19 {
			whole = mantissa + strings.Repeat("0", int(n))
		}
	}
	if strings.Trim(whole, "0123456789") != "" {
		return 0, false, nil
	}
	count, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || count > maxNumber {
		return 0, true, errLarge
	}
	if !point {
		return float64(count), true, nil
	}
	n, err = strconv.ParseFloat(whole+"."+fraction, 64)
	if err != nil || count == maxNumber && strings.Trim(fraction, "0") != "" {
		return 0, true, errLarge
	}
	return n, true, nil
}

// whyNoCell returns why a text with something in it is no cell, as far as it can be told.
func whyNoCell(text string) error {
	last, _ := utf8.DecodeLastRuneInString(text)
	switch digits := strings.IndexFunc(text, isDigit) >= 0; {
	case strings.Trim(text, "#") == "":
		return errNarrow
	case text[0] == '#' && (last == '!' || last == '?'):
		return errFormula
	case !digits:
		return errCell
	case isDateLike(text):
		return errDate
	case last == '%':
		return errPercent
	case last == '*' || last == '#' || text[0] == '*' || text[0] == '#':
		return errStar
	}
	if _, isNumber, _ := parseNumber(strings.TrimLeft(text, "- ")); isNumber && text[0] == '-' {
		return errNegative
	}
	if _, err := strconv.ParseFloat(text, 64); err == nil && strings.Contains(text, "e") {
		return errPowers
	}
	if strings.Trim(text, "0123456789.,") == "" {
		if strings.Count(text, ".") > 1 {
			return errDots
		}
		if strings.Contains(text, ",") {
			return errComma
		}
	}
	return errCell
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

func first(text string) rune {
	r, _ := utf8.DecodeRuneInString(text)
	return r
}

// months are the names that a spreadsheet gives them.
var months = map[string]bool{"jan": true, "feb": true, "mar": true, "apr": true, "may": true, "jun": true,
	"jul": true, "aug": true, "sep": true, "oct": true, "nov": true, "dec": true}

// isDateLike reports whether text is a day or a year and a month, as 04-jan or may-20.
func isDateLike(text string) bool {
	words := strings.FieldsFunc(text, func(r rune) bool { return r == '-' || r == '/' || r == ' ' })
	for _, w := range words {
		if len(w) >= 3 && months[w[:3]] && len(words) > 1 {
			return true
		}
	}
	return len(words) == 3 && strings.Count(text, "/") == 2 || len(words) == 3 && strings.Count(text, "-") == 2
}
