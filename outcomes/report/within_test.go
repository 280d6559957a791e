package report

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/outcomes"
)

// TestSectionsOfWithin: the sections of the first screen and their pictures are named after what
// stands in them, whatever the report is divided by.
func TestSectionsOfWithin(t *testing.T) {
	none, two := forcesNamed(""), forcesNamed("Kent", "Essex")
	age := outcomes.Age10To17
	for _, test := range []struct {
		x        *outcomes.Extract
		o        Options
		sections []string
		pictures []string // up to the colon, of all sections
		reason   string
	}{
		{ownExtract(t, outcomes.PersonSuspected, none, usualRecords), Options{}, []string{"At a glance"}, []string{"Charge rate"}, "one table"},
		{ownExtract(t, outcomes.PersonSuspected, none, usualRecords), Options{Within: []Dimension{ByAge}},
			[]string{"At a glance", "Adjusted for age"}, []string{"Charge rate, not adjusted", "Charge rate, adjusted for age"}, "neither time nor a force"},
		{ownExtract(t, outcomes.PersonArrested, none, usualRecords), Options{By: EachMonth},
			[]string{"At a glance", "Change over time"}, []string{"Charge rate", "Charge rate by month"}, "months"},
		{ownExtract(t, outcomes.PersonArrested, none, usualRecords), Options{By: EachMonth, Within: []Dimension{ByAge}},
			[]string{"At a glance", "Adjusted for month and age"}, []string{"Charge rate, not adjusted", "Charge rate, adjusted for month and age"}, "months, and within ages in place of them"},
		{ownExtract(t, outcomes.PersonSuspected, two, usualRecords), Options{Age: &age, Within: []Dimension{ByGender}},
			[]string{"At a glance"}, []string{"Charge rate, adjusted for force and gender"}, "two forces have no table of both that is not adjusted"},
	} {
		var sections, pictures []string
		for _, section := range must(New(test.x, test.o)).screen().sections() {
			sections = append(sections, section.Title)
			for _, b := range section.Blocks {
				if b.Sheet == nil {
					continue
				}
				for _, p := range b.Sheet.Pictures {
					title, _, _ := strings.Cut(p.Title, ":")
					pictures = append(pictures, title)
				}
			}
		}
		if !slices.Equal(sections, test.sections) || !slices.Equal(pictures, test.pictures) {
			t.Errorf("%s: sections %q with pictures %q, want %q with %q", test.reason, sections, pictures, test.sections, test.pictures)
		}
	}
}

// TestUndivided: a report by a column that has one value, or none, is in one piece and says so.
func TestUndivided(t *testing.T) {
	for _, test := range []struct {
		values []string
		want   string
		reason string
	}{
		{[]string{"x", "x"}, "In every search here led is \"x\": there is nothing to divide by it.", "one value"},
		{[]string{"", ""}, "In no search here is led recorded: there is nothing to divide by it.", "blank cells"},
		{[]string{"x", "y"}, "", "two values"},
		{[]string{"x", ""}, "", "a value, and blank cells"},
	} {
		f := &keptFile{columns: []string{"led"}}
		for _, v := range test.values {
			f.add(30, search{self: white, outcome: "Arrest"}, v)
			f.add(30, search{self: black, outcome: noAction}, v)
		}
		d := must(New(f.read("led"), Options{By: EachKept1})).Document()
		said := slices.DeleteFunc(slices.Clone(d.Summary.BearInMind), func(line string) bool { return !strings.Contains(line, "nothing to divide") })
		if strings.Join(said, "\n") != test.want || slices.Contains(d.Notes, test.want) != (test.want != "") {
			t.Errorf("%s: %q, want %q, there and among the notes", test.reason, said, test.want)
		}
	}
}
