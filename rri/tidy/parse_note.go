package tidy

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// notes has what may stand in brackets behind a number, and the letters that it is kept as: those
// of the government statistical services of the United Kingdom and of Eurostat.
var notes = map[string]string{
	"b": "b", "break": "b", "break in series": "b",
	"d": "d", "definition differs": "d",
	"e": "e", "est": "e", "est.": "e", "estimate": "e", "estimated": "e",
	"f": "f", "forecast": "f",
	"i": "i", "imputed": "i",
	"low": noteLow,
	"n":   "n", "ns": "ns", "not significant": "ns", "s": "s", "significant": "s",
	"p": "p", "prov": "p", "prov.": "p", "provisional": "p",
	"r": "r", "rev": "r", "rev.": "r", "revised": "r",
	"u": "u", "low reliability": "u",
	"†": "†", "‡": "‡", "§": "§",
}

// noteLow stands behind a 0 that was more than 0 before it was rounded.
const noteLow = "low"

// bareNotes are the letters that may stand behind a number without brackets. Others may be units:
// 12k, 12m.
const bareNotes = "epru"

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹"

// cutNote cuts off what stands behind the number of a cell in plain text. Without any there is no
// note, and rest is text.
func cutNote(text string) (rest, note string, err error) {
	var found []string
	for rest = text; rest != ""; rest = strings.TrimSpace(rest) {
		before, n, err := lastNote(rest)
		if err != nil {
			return "", "", err
		}
		if before == rest {
			break
		}
		if before == "" {
			return "", "", errNote
		}
		if rest = before; n != "" {
			found = slices.Concat(strings.Split(n, ", "), found)
		}
	}
	return rest, strings.Join(slices.Compact(found), ", "), nil
}

// lastNote cuts off the last of the notes. before is text where there is none.
func lastNote(text string) (before, note string, err error) {
	last, size := utf8.DecodeLastRuneInString(text)
	switch {
	case last == ']' || last == ')':
		return bracketedNote(text)
	case strings.ContainsRune("†‡§", last):
		return text[:len(text)-size], string(last), nil
	case strings.ContainsRune(superscripts, last):
		before = strings.TrimRight(text, superscripts)
		return before, "note " + strings.Map(lowered, text[len(before):]), nil
	case strings.ContainsRune(bareNotes, last):
		before = strings.TrimSpace(text[:len(text)-1])
		if before != "" && isDigit(rune(before[len(before)-1])) {
			return before, string(last), nil
		}
	}
	return text, "", nil
}

// lowered returns the digit of a superscript.
func lowered(superscript rune) rune {
	before, _, _ := strings.Cut(superscripts, string(superscript))
	return '0' + rune(utf8.RuneCountInString(before))
}

// bracketedNote cuts off the notes of the last brackets, as [p, note 1].
func bracketedNote(text string) (before, note string, err error) {
	opening := "["
	if strings.HasSuffix(text, ")") {
		opening = "("
	}
	i := strings.LastIndex(text, opening)
	if i < 0 {
		return text, "", nil
	}
	before = strings.TrimSpace(text[:i])
	var found []string
	for n := range strings.SplitSeq(text[i+1:len(text)-1], ",") {
		n = strings.TrimSpace(n)
		known, ok := notes[n]
		m, isMark := marks["["+n+"]"]
		switch {
		case ok:
			found = append(found, known)
		case isNumbered(n):
			found = append(found, n)
		case before == "":
			return text, "", nil
		case m == Withheld && isRange(before): // <5 [c] says why
		case isMark:
			return "", "", errBoth
		default:
			return "", "", errBrackets
		}
	}
	return before, strings.Join(found, ", "), nil
}

func isRange(text string) bool {
	_, ok, err := parseRange(text)
	return ok && err == nil
}

// isNumbered reports whether n is the number of a note, as "note 12" or "note12".
func isNumbered(n string) bool {
	number, ok := strings.CutPrefix(n, "note")
	number = strings.TrimSpace(number)
	return ok && number != "" && strings.Trim(number, "0123456789") == ""
}
