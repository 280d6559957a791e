package report

import (
	"cmp"
	"iter"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/internal/enum"
)

// Dimension is something that searches of one stratum are alike in: see Within of [Options].
type Dimension uint8

// The dimensions, by the names that [ParseDimension] reads and JSON has.
const (
	ByObject      Dimension = iota // "object"
	ByAge                          // "age"
	ByGender                       // "gender"
	ByMonth                        // "month"
	ByLegislation                  // "legislation"
	ByForce                        // "force"

	// The columns that were kept, in the order of Keep of [outcomes.Extract]. Where a report names
	// them it has the names of the columns. Values stand in natural order, 2 before 10, whatever
	// their letter case, and what is blank, or says "not recorded", last.
	ByKept1 // "kept-1"
	ByKept2 // "kept-2"
	ByKept3 // "kept-3"
)

// place is the place of a level in the order: of a force by its name, of a value of a column that
// was kept by its text, of all else by its number.
type place struct {
	rank  int
	force ethnicity.Force
	text  string
}

func (p place) compare(q place) int {
	return cmp.Or(cmp.Compare(p.rank, q.rank), p.force.Compare(q.force), compareNatural(p.text, q.text))
}

// level is one value of a dimension: its place in the order, its name, and whether it says
// anything.
type level struct {
	place
	name     string
	recorded bool
}

var dimensions = [...]struct {
	names []string // its name, then others that are read
	of    func(outcomes.Key) level
}{
	ByObject: {[]string{"object"}, func(k outcomes.Key) level {
		return level{place{rank: int(k.Object)}, k.Object.String(), k.Object.IsRecorded()}
	}},
	ByAge: {[]string{"age"}, func(k outcomes.Key) level {
		return level{place{rank: int(k.Age)}, k.Age.String(), k.Age > outcomes.AgeUnrecognised}
	}},
	ByGender: {[]string{"gender", "sex"}, func(k outcomes.Key) level {
		return level{place{rank: int(k.Gender)}, k.Gender.String(), k.Gender > outcomes.GenderUnrecognised}
	}},
	ByMonth: {[]string{"month"}, func(k outcomes.Key) level { return level{place{rank: int(k.Month)}, monthName(k.Month), k.Month != 0} }},
	ByLegislation: {[]string{"legislation"}, func(k outcomes.Key) level {
		return level{place{rank: int(k.Legislation)}, k.Legislation.String(), k.Legislation > outcomes.LegislationUnrecognised}
	}},
	ByForce: {[]string{"force"}, func(k outcomes.Key) level { return level{place{force: k.Force}, forceName(k.Force), !k.Force.IsZero()} }},
	ByKept1: {[]string{"kept-1"}, func(k outcomes.Key) level { return keptLevel(k, 0) }},
	ByKept2: {[]string{"kept-2"}, func(k outcomes.Key) level { return keptLevel(k, 1) }},
	ByKept3: {[]string{"kept-3"}, func(k outcomes.Key) level { return keptLevel(k, 2) }},
}

// kept returns which of the columns that were kept d is, from 0; false if it is none.
func (d Dimension) kept() (i int, ok bool) {
	return int(d) - int(ByKept1), d >= ByKept1 && d <= ByKept3
}

// dimensionTable is the table of the dimensions and of their names.
var dimensionTable = enum.New[Dimension]("dimension", func() (rows [][]string) {
	for _, d := range dimensions {
		rows = append(rows, d.names)
	}
	return rows
}())

// Dimensions returns every dimension, in the order of the constants.
func Dimensions() iter.Seq[Dimension] { return dimensionTable.Values() }

// ParseDimension returns the dimension of that name, in any letter case. "sex" is another name of
// gender.
func ParseDimension(name string) (Dimension, error) { return dimensionTable.Parse(name) }

// String returns the name of d, as ParseDimension reads it; "Dimension(99)" for a number that is
// none.
func (d Dimension) String() string { return dimensionTable.String(d) }

// AppendText appends the name. It is an error if d is no dimension.
func (d Dimension) AppendText(b []byte) ([]byte, error) { return dimensionTable.AppendText(b, d) }

// MarshalText writes the name. It is an error if d is no dimension.
func (d Dimension) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// UnmarshalText reads a name as [ParseDimension] does.
func (d *Dimension) UnmarshalText(text []byte) error {
	return enum.UnmarshalText(text, d, ParseDimension)
}
