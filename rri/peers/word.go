package peers

import (
	"iter"

	"github.com/seed-549880be/disparity/rri/internal/enum"
)

var wordNames = enum.New[Word]("word", []string{
	NoWord: "no word", Above: "Above", Similar: "Similar", Below: "Below", CannotTell: "Cannot tell",
})

// String returns "Above", "Similar", "Below", "Cannot tell" or "no word", and "Word(9)" for a
// number that is no word.
func (w Word) String() string { return wordNames.String(w) }

// ParseWord returns the word of that name, in any letter case.
func ParseWord(name string) (Word, error) { return wordNames.Parse(name) }

// Words returns every word in the order of the constants.
func Words() iter.Seq[Word] { return wordNames.Values() }

// AppendText appends the name of w. It is an error if w is no word.
func (w Word) AppendText(b []byte) ([]byte, error) { return wordNames.AppendText(b, w) }

// MarshalText returns the name of w. It is an error if w is no word.
func (w Word) MarshalText() ([]byte, error) { return w.AppendText(nil) }

// UnmarshalText reads a name as [ParseWord] does, so that a Word works with [flag.TextVar], JSON
// and CSV.
func (w *Word) UnmarshalText(text []byte) error { return enum.UnmarshalText(text, w, ParseWord) }

// wordOf is the one rule by which a unit gets a word, from the limits of its value over the mean of
// the others.
func wordOf(lower, upper, margin float64) Word {
	switch {
	case lower > 1:
		return Above
	case upper < 1:
		return Below
	case lower >= 1/(1+margin) && upper <= 1+margin:
		return Similar
	}
	return CannotTell
}
