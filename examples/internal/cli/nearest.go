package cli

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Nearest returns those of the candidates, at most three and in their order, that somebody who
// wrote word may have meant: none if no candidate is near. Letter case, hyphens, spaces and "&" for
// "and" make no difference. A candidate is near, the first of these that any candidate reaches:
//
//   - written with other spaces or hyphens, or with a few letters wrong, missing, too many or
//     turned round;
//   - holding every word, whole, begun or misspelt: "drugs" for "controlled drugs";
//   - held in what was written: "White" for "White British";
//   - shortened to "notts" or "fmt".
func Nearest(word string, candidates []string) []string {
	wanted := fold(word)
	best := nothing
	var found []string
	for _, candidate := range candidates {
		switch rank := wanted.rank(fold(candidate)); {
		case rank > best || rank == nothing || rank == best && slices.Contains(found, candidate):
		case rank < best:
			best, found = rank, []string{candidate}
		default:
			found = append(found, candidate)
		}
	}
	return found[:min(len(found), 3)]
}

// didYouMean asks whether one of these was meant, as a sentence with a space behind it; "" if there
// are none.
func didYouMean(names []string) string {
	last := len(names) - 1
	switch {
	case last < 0:
		return ""
	case last == 0:
		return "did you mean " + names[0] + "? "
	}
	return "did you mean " + strings.Join(names[:last], ", ") + " or " + names[last] + "? "
}

// DidYouMean asks whether those of the names that are near to word were meant, as a sentence with a
// space behind it; "" if none is near.
func DidYouMean(word string, names []string) string {
	near := Nearest(word, names)
	for i, name := range near {
		near[i] = Quote(name)
	}
	return didYouMean(near)
}

// WantOneOf says which names may stand in place of word, those first that may have been meant.
func WantOneOf(word string, names []string) string {
	meant := DidYouMean(word, names)
	more := ""
	if n := len(names) - mostListed; n > 0 {
		names, more = names[:mostListed], fmt.Sprintf(" and %d more", n)
	}
	return meant + "want one of " + strings.Join(names, ", ") + more
}

// mostListed is how many names an error lists.
const mostListed = 60

// How near a candidate is, from the nearest; a number of wrong letters is added.
const (
	same        = 100 * iota
	misspelt    // a few letters are wrong
	part        // every word is one of its words
	begun       // or the beginning of one
	partly      // or a few letters are wrong
	whole       // its words are among those that were written
	abbreviated // every word is short for one of its words
	nothing
)

// folded is a name in the form in which names are compared: words in small letters.
type folded []string

// longest is how many characters of a name are compared.
const longest = 200

func fold(name string) folded {
	if runes := []rune(name); len(runes) > longest {
		name = string(runes[:longest])
	}
	return strings.FieldsFunc(strings.ReplaceAll(strings.ToLower(name), "&", " and "), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// fillers are words that tell no name from another, if there are others.
var fillers = []string{"a", "and", "constabulary", "for", "force", "of", "on", "police", "service", "the"}

// telling returns the words that are no fillers, and all if there are only fillers.
func (f folded) telling() folded {
	words := slices.DeleteFunc(slices.Clone(f), func(word string) bool { return slices.Contains(fillers, word) })
	if len(words) == 0 {
		return f
	}
	return words
}

// rank says how near a candidate is.
func (f folded) rank(candidate folded) int {
	wanted, other := strings.Join(f, " "), strings.Join(candidate, " ")
	if wanted == "" || other == "" {
		return nothing
	}
	if strings.Join(f, "") == strings.Join(candidate, "") {
		return same
	}
	if d := distance(wanted, other); d <= mistakes(wanted) {
		return misspelt + d
	}
	rank := f.within(candidate)
	if rank > whole && candidate.among(f) {
		return whole
	}
	return rank
}

// within says how near the words are to those of a candidate.
func (f folded) within(candidate folded) int {
	words := f.telling()
	if slices.Equal(words, f) && !slices.ContainsFunc(f, func(word string) bool { return !slices.Contains(fillers, word) }) {
		return nothing
	}
	worst, wrong := part, 0
	left := slices.Clone(candidate)
	for _, word := range words {
		kind, letters, at := nothing, 0, 0
		for i, of := range left {
			if k, n := compareWords(word, of); k < kind || k == kind && n < letters {
				kind, letters, at = k, n, i
			}
		}
		if kind == nothing {
			return nothing
		}
		worst, wrong = max(worst, kind), wrong+letters
		left = slices.Delete(left, at, at+1)
	}
	return worst + min(wrong, 99)
}

// compareWords says how near a word is to one of a candidate, and how many letters are wrong.
func compareWords(word, of string) (kind, letters int) {
	n := len([]rune(word))
	d := distance(word, of)
	switch {
	case word == of:
		return part, 0
	case strings.ContainsFunc(word, unicode.IsDigit) || n < 3:
		return nothing, 0
	case strings.HasPrefix(of, word):
		return begun, 0
	case d <= mistakes(word):
		return partly, d
	case len(of) >= 4 && strings.HasPrefix(word, of):
		return abbreviated, len(word) - len(of)
	}
	if left, ok := short(word, of); ok {
		return abbreviated, left
	}
	return nothing, 0
}

// among reports whether every telling word of a candidate is one of those that were written.
func (f folded) among(written folded) bool {
	words := f.telling()
	return len(strings.Join(words, "")) >= 3 && !slices.ContainsFunc(words, func(word string) bool { return !slices.Contains(written, word) })
}

// short reports whether a word is short for another: its letters stand in the other in the same
// order, as those of "fmt", or it begins as the other does and has a few more, as "lancs". left is
// how many letters the other has not.
func short(word, of string) (left int, ok bool) {
	if len(word) >= len(of) || len(of) > 3*len(word) || word[0] != of[0] {
		return 0, false
	}
	rest := word
	for _, r := range of {
		rest = strings.TrimPrefix(rest, string(r))
	}
	if rest == "" {
		return 0, true
	}
	common := 0
	for common < len(word) && word[common] == of[common] {
		common++
	}
	return len(word) - common, common >= 4 && 3*common >= 2*len(word)
}

// mistakes is how many letters may be wrong in a name. A short name with a digit is another name
// where one is wrong.
func mistakes(name string) int {
	n := len([]rune(name))
	if n < 3 || n < 5 && strings.ContainsFunc(name, unicode.IsDigit) {
		return 0
	}
	return min(max(1, n/3), 4)
}

// distance is how many letters of a must be changed, left out, put in or turned round with the next
// to make b, where none is touched twice (optimal string alignment).
func distance(a, b string) int {
	from, to := []rune(a), []rune(b)
	before, last, row := make([]int, len(to)+1), make([]int, len(to)+1), make([]int, len(to)+1)
	for j := range last {
		last[j] = j
	}
	for i := range from {
		row[0] = i + 1
		for j := range to {
			cost := 1
			if from[i] == to[j] {
				cost = 0
			}
			row[j+1] = min(last[j]+cost, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && from[i] == to[j-1] && from[i-1] == to[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(to)]
}
