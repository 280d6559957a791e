package tidy

import (
	"math"
	"strings"
)

// bound is how a range with one end is written: what stands before or behind the number.
type bound struct {
	text  string
	upper bool    // the number is the upper end, and otherwise the lower
	shift float64 // what the end is beside the number: under 5 ends at 4
}

var (
	// longer words stand before those that they begin with
	boundsBefore = []bound{
		{"<=", true, 0}, {"=<", true, 0}, {"≤", true, 0}, {"<", true, -1},
		{">=", false, 0}, {"=>", false, 0}, {"≥", false, 0}, {">", false, 1},
		{"under ", true, -1}, {"below ", true, -1}, {"fewer than ", true, -1}, {"less than ", true, -1}, {"lower than ", true, -1},
		{"up to ", true, 0}, {"at most ", true, 0}, {"no more than ", true, 0}, {"not more than ", true, 0},
		{"over ", false, 1}, {"above ", false, 1}, {"more than ", false, 1}, {"greater than ", false, 1},
		{"at least ", false, 0}, {"no fewer than ", false, 0}, {"no less than ", false, 0}, {"not less than ", false, 0},
	}
	boundsBehind = []bound{
		{" or fewer", true, 0}, {" or less", true, 0}, {" or under", true, 0}, {" or below", true, 0}, {" or lower", true, 0},
		{" and fewer", true, 0}, {" and under", true, 0}, {" and below", true, 0},
		{" or more", false, 0}, {" or over", false, 0}, {" or above", false, 0}, {" or greater", false, 0}, {" or higher", false, 0},
		{" and more", false, 0}, {" and over", false, 0}, {" and above", false, 0}, {" plus", false, 0}, {"+", false, 0},
	}
)

// parseRange reads a range of numbers in plain text. isRange is false where it is written as none,
// and err says what is wrong with one.
func parseRange(text string) (c Cell, isRange bool, err error) {
	if n := len(text); n > 2 && (text[0] == '[' && text[n-1] == ']' || text[0] == '(' && text[n-1] == ')') {
		text = strings.TrimSpace(text[1 : n-1])
	}
	for _, b := range boundsBefore {
		if number, ok := strings.CutPrefix(text, b.text); ok {
			return b.read(number)
		}
	}
	for _, b := range boundsBehind {
		if number, ok := strings.CutSuffix(text, b.text); ok {
			return b.read(number)
		}
	}
	for _, form := range []struct{ before, between string }{{"between ", " and "}, {"from ", " to "}, {"", " to "}, {"", "-"}} {
		rest, begins := strings.CutPrefix(text, form.before)
		lower, upper, has := strings.Cut(rest, form.between)
		if begins && has && !strings.Contains(upper, form.between) {
			return readRange(strings.TrimSpace(lower), strings.TrimSpace(upper))
		}
	}
	return Cell{}, false, nil
}

// read reads the number of a range with one end. A text that is no number makes none.
func (b bound) read(text string) (c Cell, isRange bool, err error) {
	n, isNumber, err := parseNumber(strings.TrimSpace(text))
	switch {
	case !isNumber || err != nil:
		return Cell{}, isNumber, err
	case b.shift != 0 && n != math.Trunc(n):
		return Cell{}, true, errWhole
	case b.upper && n+b.shift < 1:
		return Cell{}, true, errNothing
	case b.upper:
		return Cell{Mark: Withheld, Upper: n + b.shift}, true, nil
	}
	return Cell{Mark: Withheld, Lower: n + b.shift, Upper: math.Inf(1)}, true, nil
}

// readRange reads the two numbers of a range. A text that is no number makes none.
func readRange(lowerText, upperText string) (c Cell, isRange bool, err error) {
	lower, isNumber, err := parseNumber(lowerText)
	if !isNumber || err != nil {
		return Cell{}, isNumber, err
	}
	upper, isNumber, err := parseNumber(upperText)
	switch {
	case !isNumber || err != nil:
		return Cell{}, isNumber, err
	case upper < lower:
		return Cell{}, true, errOrder
	}
	return Cell{Mark: Withheld, Lower: lower, Upper: upper}, true, nil
}
