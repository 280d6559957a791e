package index

import (
	"iter"

	"github.com/seed-549880be/disparity/rri/internal/enum"
)

// Kind says which index a number is. The package documentation has the formula of each.
type Kind uint8

// The kinds.
const (
	KindComposition        Kind = iota // share of events over share of population
	KindRiskRatio                      // against everybody else
	KindAlternateRiskRatio             // against everybody else in a wider area
	KindImpactRatio                    // against the group of the highest rate
	KindRelativeLikelihood             // the baseline against the group: inverted
	KindPointGap                       // the rate of the group less that of everyone
)

var kindNames = enum.New[Kind]("kind", []string{
	KindComposition:        "composition",
	KindRiskRatio:          "risk-ratio",
	KindAlternateRiskRatio: "alternate-risk-ratio",
	KindImpactRatio:        "impact-ratio",
	KindRelativeLikelihood: "relative-likelihood",
	KindPointGap:           "point-gap",
})

// String returns the name of k: "composition", "risk-ratio", … It returns "Kind(9)" for a number
// that is no kind.
func (k Kind) String() string { return kindNames.String(k) }

// ParseKind returns the kind of that name, in any letter case.
func ParseKind(name string) (Kind, error) { return kindNames.Parse(name) }

// Kinds returns every kind in the order of the constants.
func Kinds() iter.Seq[Kind] { return kindNames.Values() }

// AppendText appends the name of k. It is an error if k is no kind.
func (k Kind) AppendText(b []byte) ([]byte, error) { return kindNames.AppendText(b, k) }

// MarshalText returns the name of k. It is an error if k is no kind.
func (k Kind) MarshalText() ([]byte, error) { return k.AppendText(nil) }

// UnmarshalText reads a name as [ParseKind] does.
func (k *Kind) UnmarshalText(text []byte) error { return enum.UnmarshalText(text, k, ParseKind) }
