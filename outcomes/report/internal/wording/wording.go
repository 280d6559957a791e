// Package wording has the words of a report by what its records are of: searches, or people who
// were stopped, arrested, suspected or charged.
//
// Words are put into the templates of texts, before names of files, forces and labels go in, and
// never into a finished text, so that no name is changed.
package wording

import (
	"strings"

	"github.com/seed-549880be/disparity/outcomes"
)

// Words are those of one kind of record. The zero value is those of searches.
type Words uint8

// The kinds.
const (
	Searches Words = iota
	Stops
	Arrests
	Suspects
	Charges

	kinds = iota
)

// ofKind has the type of the records of each kind, which is none of searches, that have several
// types, and the ID of its table of records per resident.
var ofKind = [kinds]struct {
	records outcomes.RecordType
	rate    string
}{
	Searches: {outcomes.TypeNotRecorded, "search-rate"},
	Stops:    {outcomes.PersonStopped, "rate-of-stops"},
	Arrests:  {outcomes.PersonArrested, "rate-of-arrests"},
	Suspects: {outcomes.PersonSuspected, "rate-of-suspects"},
	Charges:  {outcomes.PersonCharged, "rate-of-charges"},
}

// Of returns the words of records of a type: those of searches for every type that has no kind of
// its own.
func Of(t outcomes.RecordType) Words {
	for w, of := range ofKind {
		if of.records == t {
			return Words(w)
		}
	}
	return Searches
}

// All returns the kinds, searches first.
func All() []Words { return []Words{Searches, Stops, Arrests, Suspects, Charges} }

// Type returns that of the records: [outcomes.PersonStopped] and the like, and
// [outcomes.TypeNotRecorded] of searches.
func (w Words) Type() outcomes.RecordType { return ofKind[w].records }

// RateID returns the ID of the table of records per resident.
func (w Words) RateID() string { return ofKind[w].rate }

// IsRate reports whether a table with that ID is of records per resident, of whatever kind.
func IsRate(id string) bool {
	for _, of := range ofKind {
		if of.rate == id {
			return true
		}
	}
	return false
}

// IsSearch reports whether the records are searches, which have objects, grounds, links, places and
// stops of several people.
func (w Words) IsSearch() bool { return w == Searches }

// HasCrimeOutcome reports whether what follows a record is the outcome of a recorded crime.
func (w Words) HasCrimeOutcome() bool { return w.Type().HasCrimeOutcome() }

// In returns a template with the words of the kind in place of those of searches in braces:
// "{searches} per resident" is "arrests per resident". What else stands in braces is left as it is.
func (w Words) In(template string) string { return replacers[w].Replace(template) }

// words are those of searches, as templates have them in braces, and of the other kinds in the
// order of the constants. With a capital letter they are also replaced.
var words = [...][kinds]string{
	{"search", "stop", "arrest", "suspect record", "charge record"},
	{"searches", "stops", "arrests", "suspect records", "charge records"},
	{"a search", "a stop", "an arrest", "a suspect record", "a charge record"},
	{"person search", "stop", "arrest", "suspect record", "charge record"},
	{"person searches", "stops", "arrests", "suspect records", "charge records"},
	{"search of a person", "stop", "arrest", "suspect record", "charge record"},
	{"searches of persons", "stops", "arrests", "suspect records", "charge records"},
	{"searched", "stopped", "arrested", "suspected", "charged"},
	{"search rate", "rate of stops", "rate of arrests", "rate of suspects", "rate of charges"},
	{"search rates", "rates of stops", "rates of arrests", "rates of suspects", "rates of charges"},
	{"stop and search", "stops", "arrests", "suspects", "charges"},
	{"stop-and-search", "stops", "arrests", "suspects", "charges"},
	// that of a person; of the others with a verb that the noun bears
	{"was recorded", "was recorded", "was recorded", "is there", "is there"},
	{"are searches of", "count in", "count in", "count in", "count in"},
	// in which one piece of evidence can be several records
	{"people are stopped together", "people are stopped together, or one person several times",
		"people are arrested together, or one person several times",
		"several people are suspected of one crime, or one person of several",
		"several people are charged with one crime, or one person with several"},
	{"One person can be searched several times", "One person can be stopped several times", "One person can be arrested several times",
		"One person can be suspected several times", "One person can be charged several times"},
}

// replacers put the words of each kind into templates.
var replacers = func() (list [kinds]*strings.Replacer) {
	for i := range list {
		var pairs []string
		for _, row := range words {
			pairs = append(pairs, "{"+row[0]+"}", row[i], "{"+capitalised(row[0])+"}", capitalised(row[i]))
		}
		list[i] = strings.NewReplacer(pairs...)
	}
	return list
}()

func capitalised(text string) string { return strings.ToUpper(text[:1]) + text[1:] }
