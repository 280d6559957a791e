package claims

import (
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/enum"
)

// Claim is one sentence that can be said, or why there is none, as data.
type Claim struct {
	Kind Kind `json:"kind"`

	// Of is the ID of the table whose rates it is of, as "charge-rate"; "" of those per resident.
	Of string `json:"of,omitempty"`

	// Groups are those that the sentence is of, in the order of the table.
	Groups []ethnicity.Group `json:"groups"`

	// Word is what it says of them.
	Word Word `json:"word"`

	// Numbers are those that it is made of, one element for each group.
	Numbers []Numbers `json:"numbers"`

	// Gates are the answers of all gates, in the order in which they are asked. Of several groups,
	// a gate is passed if it is for each of them.
	Gates []Answer `json:"gates"`

	// Text is the sentence.
	Text string `json:"text"`
}

// Numbers are what a claim says of one group, not rounded; what it does not have is nil. Index,
// Chance and Both are as of a [Group], or of its [Adjusted] where the claim is of that.
type Numbers struct {
	Group    ethnicity.Group `json:"group"`
	Searches *int64          `json:"searches"`
	// searches per resident, not multiplied; or a share
	Rate         *float64 `json:"rate"`
	BaselineRate *float64 `json:"baseline_rate"` // likewise
	Index        *float64 `json:"index"`
	Chance       Range    `json:"chance"`
	Both         Range    `json:"both"`
}

// Kind is what a claim is of. It chooses the template of the text.
type Kind uint8

// The kinds, by the names that JSON has.
const (
	// "settled": more or less often, whatever chance and the unknown could do
	Settled Kind = iota
	// "of-recorded": more or less often, of the searches with a recorded ethnicity
	OfRecorded
	// "about-as-often": within 0.8 to 1.25, whatever chance and the unknown could do
	AboutAsOften
	// "chance": too few to tell
	ChanceOpen
	// "unknown": the searches of unknown ethnicity leave it open
	UnknownOpen
	// "chance-and-unknown": each of the two leaves it open
	BothOpen
	// "accounts": the other account of ethnicity gives the opposite word
	AccountsDisagree
	// "census": other residents of the same place give another word
	CensusDecides
	// "parts-differ": the parts differ by more than chance: their range
	PartsDiffer
	// "several-parts": one index over several parts, which can mislead
	SeveralParts
	// "few-of-baseline": fewer than 5 searches to compare with
	FewOfBaseline
	// "none-recorded": no search, where fewer than 10 would be expected
	NoneRecorded
	// "label-unused": no search, where 10 or more would be expected
	LabelUnused
	// "not-residents": residents are not who is there
	NotResidents
	// "categories": the form sorts people in another way than the census
	OtherCategories
	// "no-index": no index can be formed
	NoIndex
	// "withheld": small counts are withheld
	CountsWithheld
	// "unresolved": it is open which records count
	Unresolved
	// "no-months": the records do not say of which months they are
	NoMonths
)

var kinds = enum.New[Kind]("kind of claim", [][]string{{"settled"}, {"of-recorded"}, {"about-as-often"}, {"chance"}, {"unknown"},
	{"chance-and-unknown"}, {"accounts"}, {"census"}, {"parts-differ"}, {"several-parts"}, {"few-of-baseline"}, {"none-recorded"},
	{"label-unused"}, {"not-residents"}, {"categories"}, {"no-index"}, {"withheld"}, {"unresolved"}, {"no-months"}})

// String returns the name of k; "Kind(99)" for a number that is none.
func (k Kind) String() string { return kinds.String(k) }

// AppendText appends the name. It is an error if k is no kind.
func (k Kind) AppendText(b []byte) ([]byte, error) { return kinds.AppendText(b, k) }

// MarshalText writes the name. It is an error if k is no kind.
func (k Kind) MarshalText() ([]byte, error) { return k.AppendText(nil) }

// UnmarshalText reads a name as String writes it.
func (k *Kind) UnmarshalText(text []byte) error { return enum.UnmarshalText(text, k, kinds.Parse) }

// Said is all that can be said: what [Say] returns.
type Said struct {
	// Claims are the sentences: those with a word first, and each kind in the order of the groups.
	// A group with a word has one of its own unless there are more than five groups; others share
	// one if the reason is the same.
	Claims []Claim `json:"claims"`

	// BearInMind are the warnings that apply, a sentence or two each.
	BearInMind []string `json:"bear_in_mind"`

	// Rows are the words of the groups and of the sums, in the order of the Input.
	Rows []RowWord `json:"rows"`
	Sums []RowWord `json:"sums"`
}

// RowWord is the word of one row of a table.
type RowWord struct {
	Group ethnicity.Group `json:"group"`
	Word  Word            `json:"word"`
	// Why says why there is no other word, as "fewer than 5 searches of White people"; "" if the
	// word follows from the ranges.
	Why string `json:"why"`
}

// Clone returns a copy of c that shares nothing with it.
func (c Claim) Clone() Claim {
	c.Groups, c.Gates, c.Numbers = slices.Clone(c.Groups), slices.Clone(c.Gates), slices.Clone(c.Numbers)
	for i := range c.Numbers {
		n := &c.Numbers[i]
		n.Searches, n.Rate, n.BaselineRate, n.Index = copied(n.Searches), copied(n.Rate), copied(n.BaselineRate), copied(n.Index)
		n.Chance, n.Both = n.Chance.clone(), n.Both.clone()
	}
	return c
}

func (r Range) clone() Range { return Range{copied(r.Lower), copied(r.Upper)} }

func copied[T any](p *T) *T {
	if p == nil {
		return nil
	}
	v := *p
	return &v
}
