package outcomes

import "testing"

func TestIsOfPerson(t *testing.T) {
	for _, test := range []struct {
		column string
		want   bool
		reason string
	}{
		{"Age range", true, "as data.police.uk has it"},
		{"age_range", true, "as its API has it"},
		{"AGE", true, "a name of a force's own"},
		{"agegroup", true, "without what stands between the words"},
		{"PersonAge", true, "two words, the second by its capital"},
		{"Gender", true, "as data.police.uk has it"},
		{"Sex of subject", true, "another word"},
		{"Self-defined ethnicity", true, "whose groups are the residents"},
		{"officerDefinedEthnicity", true, "in one word"},
		{"Ethnic appearance", true, "in two"},
		{"Date of birth", true, "an age too"},
		{"la_name", false, "a place"},
		{"Village", false, "has the letters of age"},
		{"location.street.name", false, "a nested place"},
		{"Policing operation", false, "an operation"},
		{"Object of search", false, "an object"},
		{"Outcome", false, "an outcome"},
		{"Essex district", false, "has the letters of sex"},
		{"", false, "no name"},
	} {
		if got := (Filter{Column: test.column}).IsOfPerson(); got != test.want {
			t.Errorf("%q, %s: %v", test.column, test.reason, got)
		}
	}
}
