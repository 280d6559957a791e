package claims

import (
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/internal/enum"
	"github.com/seed-549880be/disparity/rri/trend"
)

// Question is one question of how the indices of an [Input] changed: from one period to another, or
// over several in a row. It is plain data, as an Input is.
type Question struct {
	// Before and After are the months of the two periods of a change.
	Before, After outcomes.Months

	// Without are stretches of months that are left out of both.
	Without []outcomes.Months

	// Over are the periods of a trend and their months, as "the 22 months of March 2016 to December
	// 2017"; "" of a change.
	Over string

	// Margin is what is too little to speak of, as a share: of a trend in a year.
	Margin float64

	// Forces is how many forces the index is of: one of several is not adjusted for them.
	Forces int

	Groups []Changed
}

// Changed is one group of a [Question].
type Changed struct {
	Group ethnicity.Group

	Before, After Moment // of a change

	// Ratio is the index after over that before, or by what a trend multiplies it in a year, Chance
	// its range of chance, and Both the range that also allows for the ways in which the searches
	// of unknown ethnicity could fall.
	Ratio        *float64
	Chance, Both Range

	// Word is what follows from the range of chance, and Why the reason if there is no word.
	Word trend.Word
	Why  string

	// Account is the range of chance of the same by the other account of ethnicity; nil if there is
	// none.
	Account *Range

	NotThere   bool // residents of the group or of the baseline are not who was there
	Categories bool // the form sorts people of the group in another way than the census
}

// Moment is a group in one of two periods. The rates are searches per resident in a month, not
// multiplied.
type Moment struct {
	Searches           *int64
	Rate, BaselineRate *float64
	Index              *float64
}

// ChangeWord is the word of one row of a table of changes or of trends, and why there is none, or
// what it is of.
type ChangeWord struct {
	Group ethnicity.Group
	Word  trend.Word
	Why   string
}

// ChangeClaim is one sentence on a change or a trend, or why there is none, as data.
type ChangeClaim struct {
	Kind ChangeKind `json:"kind"`

	// Trend says that it is of a trend, and not of a change from one period to another.
	Trend bool `json:"trend,omitempty"`

	Groups []ethnicity.Group `json:"groups"`
	Word   trend.Word        `json:"word"`
	Why    string            `json:"why,omitempty"` // why there is no word

	// Numbers are those that it is made of, one element for each group.
	Numbers []ChangeNumbers `json:"numbers"`

	Text string `json:"text"`
}

// ChangeNumbers are what a claim says of one group, not rounded; what it does not have is nil.
// Ratio, Chance and Both are as of [Changed].
type ChangeNumbers struct {
	Group  ethnicity.Group `json:"group"`
	Before *float64        `json:"before"` // the index
	After  *float64        `json:"after"`
	Ratio  *float64        `json:"ratio"`
	Chance Range           `json:"chance"`
	Both   Range           `json:"both"`
}

// ChangeKind is what a [ChangeClaim] is of: the first of its gates that is not passed, in the order
// of the kinds, and else what the ranges say.
type ChangeKind uint8

// The kinds, by the names that JSON has.
const (
	// "unresolved": it is open which records count
	ChangeUnresolved ChangeKind = iota
	// "several-forces": one index over several forces, whose make-up can change it
	ChangeOfForces
	// "not-residents": residents are not who is there
	ChangeOfNobody
	// "categories": the form sorts people in another way than the census
	ChangeOfCategories
	// "none-recorded": no search in one of the periods
	ChangeOfNone
	// "not-comparable": what was counted cannot be compared, or is too little for a word
	NotComparable
	// "accounts": the other account of ethnicity gives the opposite word
	ChangeOfAccount
	// "settled": it rose or fell, whatever chance and the unknown could do
	ChangeSettled
	// "of-recorded": it rose or fell, of the searches with a recorded ethnicity
	ChangeOfRecorded
	// "within-margin": it changed by less than the margin, whatever these could do
	WithinMargin
	// "unknown": within the margin by chance, and the unknown leave it open
	ChangeUnknownOpen
	// "chance": chance leaves it open
	ChangeOpen
)

var changeKinds = enum.New[ChangeKind]("kind of claim on a change", [][]string{{"unresolved"}, {"several-forces"}, {"not-residents"}, {"categories"},
	{"none-recorded"}, {"not-comparable"}, {"accounts"}, {"settled"}, {"of-recorded"}, {"within-margin"}, {"unknown"}, {"chance"}})

// String returns the name of k; "ChangeKind(99)" for a number that is none.
func (k ChangeKind) String() string { return changeKinds.String(k) }

// AppendText appends the name. It is an error if k is no kind.
func (k ChangeKind) AppendText(b []byte) ([]byte, error) { return changeKinds.AppendText(b, k) }

// MarshalText writes the name. It is an error if k is no kind.
func (k ChangeKind) MarshalText() ([]byte, error) { return k.AppendText(nil) }

// UnmarshalText reads a name as String writes it.
func (k *ChangeKind) UnmarshalText(text []byte) error {
	return enum.UnmarshalText(text, k, changeKinds.Parse)
}

// Clone returns a copy of c that shares nothing with it.
func (c ChangeClaim) Clone() ChangeClaim {
	c.Groups, c.Numbers = slices.Clone(c.Groups), slices.Clone(c.Numbers)
	for i := range c.Numbers {
		n := &c.Numbers[i]
		n.Before, n.After, n.Ratio, n.Chance, n.Both = copied(n.Before), copied(n.After), copied(n.Ratio), n.Chance.clone(), n.Both.clone()
	}
	return c
}
