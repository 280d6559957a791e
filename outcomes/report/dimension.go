package report

import (
	"fmt"
	"iter"
	"strings"

	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// Dimension is something that searches of one stratum are alike in: see Stratify of [Options].
type Dimension uint8

// The dimensions, by the names that [ParseDimension] reads and JSON has.
const (
	ByObject      Dimension = iota // "object"
	ByAge                          // "age"
	ByGender                       // "gender"
	ByMonth                        // "month"
	ByLegislation                  // "legislation"
	ByForce                        // "force"
)

// level is one value of a dimension: its place in the order, its name, and whether it says
// anything.
type level struct {
	rank     int
	name     string
	recorded bool
}

var dimensions = [...]struct {
	name string
	of   func(outcomes.Key) level
}{
	ByObject: {"object", func(k outcomes.Key) level { return level{int(k.Object), k.Object.String(), k.Object.IsRecorded()} }},
	ByAge:    {"age", func(k outcomes.Key) level { return level{int(k.Age), k.Age.String(), k.Age > outcomes.AgeUnrecognised} }},
	ByGender: {"gender", func(k outcomes.Key) level {
		return level{int(k.Gender), k.Gender.String(), k.Gender > outcomes.GenderUnrecognised}
	}},
	ByMonth: {"month", func(k outcomes.Key) level { return level{int(k.Month), monthName(k.Month), k.Month != 0} }},
	ByLegislation: {"legislation", func(k outcomes.Key) level {
		return level{int(k.Legislation), k.Legislation.String(), k.Legislation > outcomes.LegislationUnrecognised}
	}},
	ByForce: {"force", func(k outcomes.Key) level { return level{int(k.Force), forceName(k.Force), k.Force != 0} }},
}

// Dimensions returns every dimension, in the order of the constants.
func Dimensions() iter.Seq[Dimension] {
	return func(yield func(Dimension) bool) {
		for d := range dimensions {
			if !yield(Dimension(d)) {
				return
			}
		}
	}
}

// ParseDimension returns the dimension of that name, in any letter case. "sex" is another name of
// gender.
func ParseDimension(name string) (Dimension, error) {
	folded := strings.ToLower(name)
	if folded == "sex" {
		return ByGender, nil
	}
	for d := range dimensions {
		if dimensions[d].name == folded {
			return Dimension(d), nil
		}
	}
	return 0, fmt.Errorf("report: unknown dimension %q: want one of %s", sheet.Clip(name), list(Dimensions(), nil))
}

// String returns the name of d, as ParseDimension reads it; "Dimension(99)" for a number that is
// none.
func (d Dimension) String() string {
	if int(d) < len(dimensions) {
		return dimensions[d].name
	}
	return fmt.Sprintf("Dimension(%d)", uint8(d))
}

// MarshalText writes the name. It is an error if d is no dimension.
func (d Dimension) MarshalText() ([]byte, error) {
	if int(d) >= len(dimensions) {
		return nil, fmt.Errorf("report: %s is not a dimension", d)
	}
	return []byte(d.String()), nil
}

// UnmarshalText reads a name as [ParseDimension] does.
func (d *Dimension) UnmarshalText(text []byte) error {
	got, err := ParseDimension(string(text))
	if err == nil {
		*d = got
	}
	return err
}

// dimensionNames returns the names of dimensions, nil of none.
func dimensionNames(list []Dimension) (names []string) {
	for _, d := range list {
		names = append(names, d.String())
	}
	return names
}
