package outcomes

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
)

// vocabulary is what labels of ours a field has.
type vocabulary struct {
	// as people write them; nil of a field without labels
	names []string
	parse func(label string) (v uint8, ok bool) // the value that one stands for
	name  func(v uint8) string                  // of a value
}

// has reports whether a label is one of ours.
func (v vocabulary) has(label string) bool {
	if isNotRecorded(label) {
		return v.names[0] == notRecordedLabel
	}
	_, ok := v.parse(label)
	return ok
}

// list returns the labels for an error or a comment. Some have commas in them.
func (v vocabulary) list() string { return strings.Join(v.names, "; ") }

// isNotRecorded reports whether a label of ours says that there is no answer.
func isNotRecorded(ours string) bool { return labelKey(ours) == notRecordedLabel }

// vocabularyOf returns what labels the values of an enum have, but for those of the values that
// stand for a label which no table knows, or that cannot be chosen.
func vocabularyOf[E interface {
	~uint8
	String() string
}](values iter.Seq[E], parse func(string) (E, error), isNone func(E) bool) vocabulary {
	v := vocabulary{names: []string{notRecordedLabel}, name: func(v uint8) string { return E(v).String() }}
	for e := range values {
		if name := e.String(); !isNone(e) && name != notRecordedLabel {
			v.names = append(v.names, name)
		}
	}
	v.parse = func(label string) (uint8, bool) {
		e, err := parse(label)
		return uint8(e), err == nil && !isNone(e)
	}
	return v
}

// isUnrecognised reports whether a value of an enum of this package is that of labels which no
// table knows. That of crime outcomes is another.
func isUnrecognised[E ~uint8](v E) bool { return v == 1 }

// vocabularies has the labels of every field but the outcome.
var vocabularies = [numFields]vocabulary{
	fieldType:        vocabularyOf(RecordTypes(), ParseRecordType, isUnrecognised),
	fieldOperation:   vocabularyOf(Answers(), ParseAnswer, isUnrecognised),
	fieldGender:      vocabularyOf(Genders(), ParseGender, isUnrecognised),
	fieldAge:         vocabularyOf(Ages(), ParseAge, isUnrecognised),
	fieldSelf:        vocabularyOf(ethnicity.Groups(), groupOfOurs, func(ethnicity.Group) bool { return false }),
	fieldOfficer:     vocabularyOf(ethnicity.Groups(), groupOfOurs, notSeenByOfficers),
	fieldLegislation: vocabularyOf(Legislations(), ParseLegislation, isUnrecognised),
	fieldObject:      vocabularyOf(Objects(), ParseObject, isUnrecognised),
	fieldLinked:      vocabularyOf(Answers(), ParseAnswer, isUnrecognised),
	fieldClothing:    vocabularyOf(Answers(), ParseAnswer, isUnrecognised),
	fieldForce:       forceVocabulary(),
}

var (
	outcomeVocabulary = vocabularyOf(Outcomes(), ParseOutcome, isUnrecognised)
	crimeVocabulary   = withNumbers(vocabularyOf(CrimeOutcomes(), crimeOfOurs, func(o CrimeOutcome) bool { return o == CrimeOutcomeUnrecognised }))
)

// groupOfOurs returns the group that a label of ours stands for: its name, under which no two
// groups are, or any label that means one group wherever it stands.
func groupOfOurs(label string) (ethnicity.Group, error) {
	if g, err := ethnicity.ParseGroup(label); err == nil {
		return g, nil
	}
	return ethnicity.Parse(label)
}

// notSeenByOfficers reports whether a group is none that officers put people into.
func notSeenByOfficers(g ethnicity.Group) bool {
	return g.IsKnown() && !ethnicity.OfficerDefined.Has(g)
}

// forceVocabulary returns the names of forces. They are no enum.
func forceVocabulary() vocabulary {
	var v vocabulary
	for f := range ethnicity.Forces() {
		v.names = append(v.names, f.String())
	}
	v.parse = func(label string) (uint8, bool) {
		f, err := ethnicity.ParseForce(label)
		return 0, err == nil && !f.IsZero()
	}
	return v
}

// outcomes reports whether outcomes may be those of searches and of stops, and whether they may be
// those of crimes. What rows are of says it; where a column does, they may be both.
func (t *table) outcomes() (ofSearches, ofCrimes bool) {
	isTable := t.names != nil
	switch {
	case t.o.Rows != TypeNotRecorded && (!isTable || t.columns[fieldType].index < 0):
		return !t.o.Rows.HasCrimeOutcome(), t.o.Rows.HasCrimeOutcome()
	case isTable && t.columns[fieldType].index < 0:
		return true, false
	}
	return true, true
}

// vocabulary returns what labels of ours a field of the table has.
func (t *table) vocabulary(f field) vocabulary {
	if f != fieldOutcome {
		return vocabularies[f]
	}
	switch ofSearches, ofCrimes := t.outcomes(); {
	case !ofCrimes:
		return outcomeVocabulary
	case !ofSearches:
		return crimeVocabulary
	}
	both := outcomeVocabulary
	both.names = slices.Clone(both.names)
	for _, name := range crimeVocabulary.names {
		if !slices.Contains(both.names, name) {
			both.names = append(both.names, name)
		}
	}
	both.parse = func(label string) (uint8, bool) {
		if v, ok := outcomeVocabulary.parse(label); ok {
			return v, ok
		}
		return crimeVocabulary.parse(label)
	}
	return both
}

// withNumbers puts before the labels of crime outcomes the numbers of their types, which do as
// well.
func withNumbers(v vocabulary) vocabulary {
	for i, name := range v.names {
		if o, ok := crimeOutcomeNames.Lookup(name); ok && o.IsOutcome() {
			v.names[i] = fmt.Sprintf("%d %s", o, name)
		}
	}
	return v
}

// crimeOfOurs returns the outcome of a crime that a label of ours stands for, which may be the
// number of its type.
func crimeOfOurs(label string) (CrimeOutcome, error) {
	v, err := crimeInCell(label)
	return CrimeOutcome(v), err
}
