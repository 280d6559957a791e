package claims

import (
	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// Input is what a report knows of its search rate once small counts are withheld, as plain data.
// What is nil is withheld, or not defined.
type Input struct {
	// Records says what the records are of, as [outcomes.PersonArrested]; zero for searches. What
	// counts searches here counts records of that kind.
	Records outcomes.RecordType

	// Share says that the rates are shares of the records with an outcome; nil if they are per
	// resident.
	Share *Share

	// Place names whose residents the rate is of, as "Avon and Somerset" or "5 police forces".
	Place string

	// From and To are the first and the last month with a search, 0 if no record has a month, and
	// Missing the months without one, by force.
	From, To outcomes.Month
	Missing  []outcomes.Gap

	// Object, Type, Legislation, Age and Gender are the names of what the searches were chosen by;
	// "" if they were not. Where are the filters that chose among the rows of the files.
	Object, Type, Legislation, Age, Gender string
	Where                                  []outcomes.Filter

	Residents string  // whose figures the residents are, as "census 2021"
	Per       float64 // what rates are multiplied by for people
	Level     float64 // of the ranges of chance

	// ResidentsYear is the year of the residents where that is so far from the searches that every
	// sentence begins with it, five years or more; 0 where it is nearer.
	ResidentsYear int

	// OtherPlace says that the searches are not those of the place whose residents they are set
	// against: there is no word then.
	OtherPlace bool

	Rule       outcomes.EthnicityRule // whose account of ethnicity counts
	Allocation outcomes.Allocation    // what was done with searches of unknown ethnicity

	// Searches is how many there are, Unknown how many of these are in no known group, and Known
	// how many are in one.
	Searches, Unknown, Known *int64

	// Left is how many searches are in no group after Allocation.
	Left *int64

	// Baseline is the group that the others are compared with, and Groups are these, in order.
	Baseline Group
	Groups   []Group

	// Sums are rows of several groups together, as Other than White.
	Sums []Group

	// Unresolved names what is in the records so that they may be counted twice, or not at all: a
	// force and month of which files contradict each other, or a file that repeats itself. No
	// sentence is made while there is any.
	Unresolved []string

	// Strata says that the searches are of several parts, such as forces, which one index over all
	// of them can misrepresent; nil if they are of one.
	Strata *Strata

	// Notices are what a reader has to bear in mind beside what this package says by itself.
	Notices []string

	// MissingOutcome is the share of the searches of which no outcome is recorded, from 0 to 1.
	MissingOutcome *float64

	// Parts has what rates stand in parts of a report that has nothing else, and in no group here.
	Parts PartRates

	Stops Stops // what is known of people who were stopped together

	Copies int64 // rows that are exact copies of others; 0 also if that is withheld
}

// Stops is what is known of people who were stopped together, so that the searches of one stop
// count as one piece of evidence.
type Stops struct {
	Independent bool // every search counts as independent, by choice
	Told        bool // of some searches it is known who were stopped together

	// Where names the searches of which it is not known, where Told is set: "of Essex in
	// January 2020"; "" if it is known of all. Why is the reason, as "the times have no minutes",
	// or "".
	Where, Why string
}

// Group is one group of an [Input].
type Group struct {
	Group ethnicity.Group

	Searches  *int64
	Residents *float64
	Rate      *float64 // searches per resident, not multiplied

	// Index is the rate over that of the baseline, Chance its range of chance, and Both the range
	// that also allows for every way in which the searches of unknown ethnicity could fall.
	Index        *float64
	Chance, Both Range

	// Bounds are the index if every search of unknown ethnicity were of the baseline, and of the
	// group; Tipping is the share of them that would have to be of the group, and the rest of the
	// baseline, for an index of 1, if from 0 to 1.
	Bounds  Range
	Tipping *float64

	Withheld   bool // small counts of the group are withheld
	UnusedForm bool // the form may not have this label: no index
	Categories bool // the form sorts people in another way than the census

	// Expected is how many searches would be expected of a group without any, at the rate of
	// others.
	Expected *float64

	// ExpectedOf says whose rate that is, as "everybody in Mixed".
	ExpectedOf string

	// Account is the group by the other account of ethnicity, nil if there is none, and Censuses
	// the group over other residents of the same place that the months would allow: of a census, or
	// interpolated between two.
	Account  *View
	Censuses []View

	// Adjusted is the index over strata, where the Input has any: nil if there is none.
	Adjusted *Adjusted
}

// View is a group seen otherwise than the report chooses: by the other account of ethnicity, or
// over other residents of the same place. What is nil is not known or not defined.
type View struct {
	// as "census 2011" or "15 June 2016 (interpolated)", or whose account it is
	Name string
	// of the group and of the baseline, by an account; nil over other residents
	Rate         *float64
	BaselineRate *float64
	Index        *float64
	Chance, Both Range

	// Crude says that the index is of all parts together where that of the group is adjusted.
	Crude bool
}

// Word returns the word of the view from its ranges.
func (v View) Word() Word { return WordOf(v.Chance, v.Both) }

// Turns reports whether a word does not stand by the view: if it says more or less and the view
// does not, or if it says the same, of which the view says more or less, or, as far as its range is
// known, cannot tell.
func (v View) Turns(word Word) bool {
	switch other := v.Word(); {
	case word == Same && v.Both != Range{}:
		return other != Same
	case word == Same || word.direction() != 0:
		return other.direction() != word.direction()
	}
	return false
}

// Strata says what the searches are divided by, and into how many parts.
type Strata struct {
	One, Many string // what a part is called, as "police force" and "police forces"
	Parts     int
}

// Adjusted is an index that sets searches against those of the same part alone.
type Adjusted struct {
	Index        *float64
	Chance, Both Range

	// Alike is the p-value of the test that the index is the same in all the parts, and Parts are
	// those that have an index.
	Alike *float64
	Parts []Part

	// Elsewhere are the parts in which the residents are not who is there: they are not in Parts.
	Elsewhere []string
}

// Part is the index of a group in one part, and the word that it has there.
type Part struct {
	Name               string
	Index              float64
	Word               Word
	Chance             Range    // of the index there
	Rate, BaselineRate *float64 // searches per resident there
}

// PartRates says what rates the parts of a report have.
type PartRates struct {
	Residents bool // rates per resident
	Charges   bool // charge rates
}
