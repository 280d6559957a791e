package outcomes

import (
	"iter"

	"github.com/seed-549880be/disparity/outcomes/internal/enum"
)

// Answer is a yes-or-no cell that may be blank. The zero value says that nothing is recorded, which
// is not a no. In the link column of the Home Office, linked is a yes, and not linked and nothing
// found are a no.
type Answer uint8

// The answers.
const (
	AnswerNotRecorded  Answer = iota // blank
	AnswerUnrecognised               // a label that is in no table of this package
	Yes                              // True, TRUE, 1, yes
	No                               // False, FALSE, 0, no
)

var answerNames = enum.New[Answer]("answer", [][]string{
	AnswerNotRecorded:  {"not recorded", "unknown", "not known", "not stated", "unspecified"},
	AnswerUnrecognised: {"unrecognised"},
	Yes:                {"yes", "true", "t", "1", "1.0", "y", "linked"},
	No:                 {"no", "false", "f", "0", "0.0", "n", "not linked", "nothing found"},
})

// IsKnown reports whether a is [Yes] or [No].
func (a Answer) IsKnown() bool { return a == Yes || a == No }

// String returns the canonical name of a, as [ParseAnswer] reads it. It returns "Answer(99)" for a
// number that is no answer.
func (a Answer) String() string { return answerNames.String(a) }

// AppendText appends the canonical name of a. It is an error if a is no answer.
func (a Answer) AppendText(b []byte) ([]byte, error) { return answerNames.AppendText(b, a) }

// MarshalText returns the canonical name of a. It is an error if a is no answer.
func (a Answer) MarshalText() ([]byte, error) { return a.AppendText(nil) }

// UnmarshalText reads what [ParseAnswer] reads, so that an Answer works with [flag.TextVar], JSON
// and CSV.
func (a *Answer) UnmarshalText(text []byte) error { return enum.UnmarshalText(text, a, ParseAnswer) }

// ParseAnswer returns the answer that text stands for: yes, true, 1 and their opposites, in any
// letter case. The error lists the canonical names.
func ParseAnswer(label string) (Answer, error) { return answerNames.Parse(label) }

// Answers returns every answer in the order of the constants.
func Answers() iter.Seq[Answer] { return answerNames.Values() }
