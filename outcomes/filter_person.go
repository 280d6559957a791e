package outcomes

import (
	"slices"
	"strings"
	"unicode"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
)

// ofPerson are words in the names of columns that tell something of the person, and stemsOfPerson
// the beginnings of such words.
var (
	ofPerson = []string{"age", "ages", "aged", "agegroup", "agerange", "ageband", "sex", "gender", "race", "racial", "dob", "born", "ic", "iccode", "child", "children",
		"juvenile", "youth", "adult", "minor", "faith", "height", "build", "occupation", "transgender"}
	stemsOfPerson = []string{"ethnic", "birth", "nationalit", "religio", "disab", "appearance"}
)

// IsOfPerson reports whether the column tells something of the person who was searched, such as the
// age or the ethnicity, as far as its name says so: people of whom this was recorded are a part of
// the residents of a place.
func (f Filter) IsOfPerson() bool {
	switch known, ok := fieldBySpelling[cells.FoldHeader(f.Column)]; {
	case !ok:
	case known == fieldGender, known == fieldAge, known == fieldSelf, known == fieldOfficer:
		return true
	}
	// two words may be written as PersonAge
	var name strings.Builder
	small := false
	for _, r := range f.Column {
		if small && unicode.IsUpper(r) {
			name.WriteByte(' ')
		}
		small = unicode.IsLower(r)
		name.WriteRune(r)
	}
	return slices.ContainsFunc(strings.Split(cells.FoldHeader(name.String()), "_"), func(word string) bool {
		return slices.Contains(ofPerson, word) ||
			slices.ContainsFunc(stemsOfPerson, func(stem string) bool { return strings.HasPrefix(word, stem) })
	})
}
