package outcomes

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// maxNear is how many letters a text may have that is compared with others.
const maxNear = 100

// nearest returns the text that somebody may have meant who wrote another: one that differs in a
// few letters, or one of which the other is a part. words returns what texts are compared by, words
// with _ or space between. ok is false if none is near.
func nearest(written string, among []string, words func(string) string) (near string, ok bool) {
	want := strings.ReplaceAll(words(written), "_", " ")
	var least [2]int
	for _, text := range among {
		has := strings.ReplaceAll(words(text), "_", " ")
		d, is := apart(want, has)
		if !is {
			continue
		}
		// of those alike the one that is written so
		this := [2]int{d, distance([]rune(quote.Clip(written)), []rune(quote.Clip(text)))}
		if !ok || slices.Compare(this[:], least[:]) < 0 {
			near, least, ok = text, this, true
		}
	}
	return near, ok
}

// isIt asks in an error if what is near was meant; nothing if nothing is.
func isIt(near string, ok bool) string {
	if !ok {
		return ""
	}
	return fmt.Sprintf(" (is it %q?)", near)
}

// apart says how far two texts are from each other. ok is false if they are not near.
func apart(want, has string) (d int, ok bool) {
	a, b := []rune(want), []rune(has)
	if len(a) == 0 || len(b) == 0 || len(a) > maxNear || len(b) > maxNear {
		return 0, false
	}
	const letter, part, piece = 1000, 1200, 1500 // a part of whole words, and any other
	d = letter * distance(a, b)
	ok = d <= letter*max(1, len(a)/3)
	longer := letter * abs(len(a)-len(b)) / maxNear // the shorter of two that have the same part
	switch spaced := func(s string) string { return " " + s + " " }; {
	case len(a) > 1 && strings.Contains(spaced(has), spaced(want)), len(b) > 2 && strings.Contains(spaced(want), spaced(has)):
		return min(d, part+longer), true
	case len(a) > 2 && strings.Contains(has, want):
		return min(d, piece+longer), true
	}
	return d, ok
}

func abs(n int) int { return max(n, -n) }

// distance returns how many letters must be put in, taken out or changed to make b of a.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range b {
			change := diagonal
			if x != y {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
