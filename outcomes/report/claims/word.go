package claims

import "github.com/seed-549880be/disparity/outcomes/internal/enum"

// Word is what a table says of one group in a word, beside its index and range. [WordOf] has the
// rule.
type Word uint8

// The words, by the names that JSON and CSV have.
const (
	// "cannot-tell": nothing else holds
	CannotTell Word = iota
	// "more": more often, whatever chance and the searches of unknown ethnicity could do
	More
	// "less": less often, whatever these could do
	Less
	// "more-recorded": more often, of the searches with a recorded ethnicity
	MoreRecorded
	// "less-recorded": less often, of the searches with a recorded ethnicity
	LessRecorded
	// "same": about as often, 0.8 to 1.25 times, whatever these could do
	Same
)

// words is the table of the words and of what people see of them.
var (
	words     = enum.New[Word]("word", [][]string{{"cannot-tell"}, {"more"}, {"less"}, {"more-recorded"}, {"less-recorded"}, {"same"}})
	wordTexts = [...]string{"cannot tell", "MORE", "LESS", "more", "less", "same"}
)

// String returns the name of w; "Word(99)" for a number that is none.
func (w Word) String() string { return words.String(w) }

// AppendText appends the name. It is an error if w is no word.
func (w Word) AppendText(b []byte) ([]byte, error) { return words.AppendText(b, w) }

// MarshalText writes the name. It is an error if w is no word.
func (w Word) MarshalText() ([]byte, error) { return w.AppendText(nil) }

// UnmarshalText reads a name as String writes it.
func (w *Word) UnmarshalText(text []byte) error { return enum.UnmarshalText(text, w, words.Parse) }

// Text returns what people see of w: MORE and LESS where nothing that is unknown could turn it,
// more and less of the searches with a recorded ethnicity, same, and cannot tell.
func (w Word) Text() string {
	if int(w) >= len(wordTexts) {
		return w.String()
	}
	return wordTexts[w]
}

// direction is 1 for more, -1 for less, and 0 for a word that says neither.
func (w Word) direction() int {
	switch w {
	case More, MoreRecorded:
		return 1
	case Less, LessRecorded:
		return -1
	}
	return 0
}

// opposes reports whether one of the words says more and the other less.
func (w Word) opposes(other Word) bool { return w.direction()*other.direction() < 0 }

// Range is a range of an index. An end that is nil is unbounded, or not defined if both are.
type Range struct {
	Lower *float64 `json:"lower"`
	Upper *float64 `json:"upper"`
}

// is reports whether two ranges have the same ends.
func (r Range) is(other Range) bool {
	same := func(a, b *float64) bool { return a == b || a != nil && b != nil && *a == *b }
	return same(r.Lower, other.Lower) && same(r.Upper, other.Upper)
}

// side tells on which side of 1 the whole range is: 1 above, -1 below, and 0 if 1 is in it or an
// end of it, or if the range is not defined.
func (r Range) side() int {
	switch {
	case r.Lower == nil:
		return 0
	case *r.Lower > 1:
		return 1
	case r.Upper != nil && *r.Upper < 1:
		return -1
	}
	return 0
}

// The margin within which the whole range has to be for [Same], its ends included.
const (
	sameLower = 0.8
	sameUpper = 1.25
)

// within reports whether the whole range is within the margin of [Same].
func (r Range) within() bool { return r.isWithin(sameLower, sameUpper) }

// isWithin reports whether the whole range is from lower to upper.
func (r Range) isWithin(lower, upper float64) bool {
	return r.Lower != nil && r.Upper != nil && *r.Lower >= lower && *r.Upper <= upper
}

// WordOf returns the word of an index from its range of chance and from the range that allows for
// chance and for every way in which the searches of unknown ethnicity could fall. It is the first
// that holds: [More] or [Less] if both ranges leave out 1, [MoreRecorded] or [LessRecorded] if that
// of chance does, [Same] if the range of both is within 0.8 to 1.25, and else [CannotTell]. A range
// of both that is not defined is taken as one that leaves nothing out.
func WordOf(chance, both Range) Word {
	switch side := chance.side(); {
	case side > 0 && both.side() > 0:
		return More
	case side < 0 && both.side() < 0:
		return Less
	case side > 0:
		return MoreRecorded
	case side < 0:
		return LessRecorded
	case both.within():
		return Same
	}
	return CannotTell
}
