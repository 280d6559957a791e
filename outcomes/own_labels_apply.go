package outcomes

import (
	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/cells"
)

// ours returns the label of ours that a label of a field stands for, where Labels have it.
func (t *table) ours(f field, label string) (ours string, ok bool) {
	if t.labels == nil {
		return "", false
	}
	return t.labels.meaning(t.labels.fields[f], label)
}

// keptOurs returns the text that takes the place of a label in the i-th column that is kept, where
// Labels have it.
func (t *table) keptOurs(i int, label string) (ours string, ok bool) {
	if t.labels == nil {
		return "", false
	}
	return t.labels.meaning(t.labels.kept[i], label)
}

// labelled returns what reads the labels of a field: those that Labels know by the words of ours,
// and others by parse.
func (t *table) labelled(f field, words vocabulary, parse func(label string) (uint8, error)) cells.Labels {
	if t.labels == nil || t.labels.fields[f] == nil {
		return cells.Labels{Parse: parse}
	}
	says := func(label string) bool { _, ok := t.ours(f, label); return ok }
	return cells.Labels{Says: says, Parse: func(label string) (uint8, error) {
		ours, ok := t.ours(f, label)
		if !ok {
			return parse(label)
		}
		if isNotRecorded(ours) {
			return 0, nil
		}
		if v, ok := words.parse(ours); ok {
			return v, nil
		}
		return parse(label) // ours is of the outcomes of other rows
	}}
}

// labelledForces is labelled for the names of forces.
func (t *table) labelledForces(parse func(label string) (ethnicity.Force, error)) func(label string) (ethnicity.Force, error) {
	return func(label string) (ethnicity.Force, error) {
		if ours, ok := t.ours(fieldForce, label); ok {
			label = ours
		}
		return parse(label)
	}
}

// ownGroups is the vocabulary of self-defined ethnicity, whose groups tell what other labels of the
// file may be.
func (t *table) ownGroups() vocabulary {
	words := vocabularies[fieldSelf]
	words.parse = func(label string) (uint8, bool) {
		v, ok := vocabularies[fieldSelf].parse(label)
		if ok {
			t.survey.labels.addGroup(ethnicity.Group(v))
		}
		return v, ok
	}
	return words
}
