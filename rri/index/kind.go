package index

import (
	"fmt"
	"iter"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
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

	numKinds = iota
)

var kindNames = [numKinds]string{"composition", "risk-ratio", "alternate-risk-ratio", "impact-ratio", "relative-likelihood", "point-gap"}

// String returns the name of k: "composition", "risk-ratio", … It returns "Kind(9)" for a number
// that is no kind.
func (k Kind) String() string {
	if k < numKinds {
		return kindNames[k]
	}
	return fmt.Sprintf("Kind(%d)", uint8(k))
}

// ParseKind returns the kind of that name, in any letter case.
func ParseKind(name string) (Kind, error) {
	for i, known := range kindNames {
		if strings.EqualFold(name, known) {
			return Kind(i), nil
		}
	}
	return 0, fmt.Errorf("index: unknown kind %q: want one of %s", sheet.Clip(name), strings.Join(kindNames[:], ", "))
}

// Kinds returns every kind in the order of the constants.
func Kinds() iter.Seq[Kind] { return all(Kind(numKinds)) }

// AppendText appends the name of k. It is an error if k is no kind.
func (k Kind) AppendText(b []byte) ([]byte, error) {
	if k >= numKinds {
		return b, fmt.Errorf("index: %s is not a kind", k)
	}
	return append(b, kindNames[k]...), nil
}

// MarshalText returns the name of k. It is an error if k is no kind.
func (k Kind) MarshalText() ([]byte, error) { return k.AppendText(nil) }

// UnmarshalText reads a name as [ParseKind] does.
func (k *Kind) UnmarshalText(text []byte) error {
	got, err := ParseKind(string(text))
	if err != nil {
		return err
	}
	*k = got
	return nil
}

// all returns the numbers below n.
func all[T ~uint8](n T) iter.Seq[T] {
	return func(yield func(T) bool) {
		for v := range n {
			if !yield(v) {
				return
			}
		}
	}
}
