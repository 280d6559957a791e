package claims

import "github.com/seed-549880be/disparity/outcomes/internal/enum"

// Word is what a table says of one group in a word, beside its index and range.
type Word uint8

// The words, by the names that JSON and CSV have.
const (
	CannotTell   Word = iota // "cannot-tell"
	More                     // "more": whatever chance and the searches of unknown ethnicity could do
	Less                     // "less": likewise
	MoreRecorded             // "more-recorded": of the searches with a recorded ethnicity
	LessRecorded             // "less-recorded": likewise
	Same                     // "same": whatever these could do, it is about as often
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
