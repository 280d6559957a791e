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
	Composition        Kind = iota // share of events over share of population
	RiskRatio                      // against everybody else
	AlternateRiskRatio             // against everybody else in a wider area
	ImpactRatio                    // against the group of the highest rate
	RelativeLikelihood             // the baseline against the group: inverted
	PointGap                       // the rate of the group less that of everyone

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
	i, err := parse(name, "kind", kindNames[:])
	return Kind(i), err
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

// Direction says which way round an index is, and so what 1 or 0 and values above it mean.
type Direction uint8

// The directions.
const (
	// a ratio, as the RRI: above 1, the group has the higher rate
	GroupOverComparator Direction = iota
	// a ratio, upside down: above 1, the group has the lower rate
	ComparatorOverGroup
	// a difference: above 0, the group has the higher rate
	GroupMinusComparator

	numDirections = iota
)

var directionNames = [numDirections]string{"group-over-comparator", "comparator-over-group", "group-minus-comparator"}

// String returns the name of d: "group-over-comparator", … It returns "Direction(9)" for a number
// that is no direction.
func (d Direction) String() string {
	if d < numDirections {
		return directionNames[d]
	}
	return fmt.Sprintf("Direction(%d)", uint8(d))
}

// ParseDirection returns the direction of that name, in any letter case.
func ParseDirection(name string) (Direction, error) {
	i, err := parse(name, "direction", directionNames[:])
	return Direction(i), err
}

// Directions returns every direction in the order of the constants.
func Directions() iter.Seq[Direction] { return all(Direction(numDirections)) }

// AppendText appends the name of d. It is an error if d is no direction.
func (d Direction) AppendText(b []byte) ([]byte, error) {
	if d >= numDirections {
		return b, fmt.Errorf("index: %s is not a direction", d)
	}
	return append(b, directionNames[d]...), nil
}

// MarshalText returns the name of d. It is an error if d is no direction.
func (d Direction) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// UnmarshalText reads a name as [ParseDirection] does.
func (d *Direction) UnmarshalText(text []byte) error {
	got, err := ParseDirection(string(text))
	if err != nil {
		return err
	}
	*d = got
	return nil
}

// parse returns the place of name among names.
func parse(name, what string, names []string) (uint8, error) {
	for i, known := range names {
		if strings.EqualFold(name, known) {
			return uint8(i), nil
		}
	}
	return 0, fmt.Errorf("index: unknown %s %q: want one of %s", what, sheet.Clip(name), strings.Join(names, ", "))
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
