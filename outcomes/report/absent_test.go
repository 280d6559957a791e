package report

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// TestRefusedLabels: a group that a refused label may mean has no row and no index in any table,
// with the sentence why, unless these searches are few beside its own.
func TestRefusedLabels(t *testing.T) {
	base := times(300, search{self: white, officer: "White", outcome: "Arrest"})
	for _, test := range []struct {
		rows   string
		o      Options
		absent []ethnicity.Group
		note   string
		reason string
	}{
		{base + times(40, search{self: asian}) + times(20, search{self: "Asian"}), Options{}, []ethnicity.Group{ethnicity.Asian},
			`Asian has no row and no index: the label of 20 searches may mean this group or another ("Asian"), and counts as not recorded; that is 33 % of what the group would have with them.`, "one label of two"},
		{base + times(20, search{self: "Asian"}) + times(5, search{self: "Other"}), Options{}, []ethnicity.Group{ethnicity.Asian, ethnicity.Other},
			`Other has no row and no index: the label of 5 searches may mean this group or another ("Other"), and counts as not recorded; that is 100 % of what the group would have with them.`, "two groups"},
		{base + times(98, search{self: asian}) + times(2, search{self: "Asian"}), Options{}, nil, "", "2 % of the group are few"},
		{base + times(97, search{self: asian}) + times(2, search{self: "Asian"}), Options{}, []ethnicity.Group{ethnicity.Asian}, `("Asian")`, "more than 2 % are not"},
		{base + times(40, search{self: asian}) + times(20, search{self: "Klingon"}), Options{}, nil, "", "a label that means no group"},
		{base + times(40, search{self: asian}) + times(20, search{self: "Asian"}), Options{Scheme: ethnicity.EighteenPlusOne},
			[]ethnicity.Group{ethnicity.Indian, ethnicity.Pakistani, ethnicity.Bangladeshi, ethnicity.Chinese, ethnicity.OtherAsian}, "Chinese has no row and no index", "the parts of a group"},
		{base + times(40, search{self: asian}) + times(20, search{self: "Asian"}), Options{Scheme: ethnicity.WhiteOther}, []ethnicity.Group{ethnicity.OtherThanWhite}, "33 %", "a wider group"},
		{base + times(40, search{self: asian, officer: "Asian"}) + times(20, search{self: "Asian", officer: "Asian"}), Options{Rule: outcomes.SelfThenOfficer}, nil, "", "officers say it"},
		{base + times(40, search{self: asian, officer: "Asian"}) + times(20, search{self: "Asian"}), Options{Rule: outcomes.SelfThenOfficer}, []ethnicity.Group{ethnicity.Asian}, "33 %", "officers do not say it"},
		{base + times(40, search{self: asian, officer: "Asian"}) + times(9, search{self: "Asian", officer: "Mixed"}), Options{Rule: outcomes.OfficerDefined}, nil, "", "another account counts"},
		{base + times(40, search{self: asian}) + times(20, search{self: "Asian"}), Options{Within: []Dimension{ByGender}}, []ethnicity.Group{ethnicity.Asian}, "33 %", "strata"},
	} {
		r, err := New(extract("kent.csv", header+test.rows), test.o)
		if err != nil {
			t.Errorf("%s: %v", test.reason, err)
			continue
		}
		d := r.Document()
		for g := range d.Scheme.Groups() {
			want := !slices.Contains(test.absent, g)
			for _, table := range d.Tables {
				if got := slices.ContainsFunc(table.Rows, func(row Row) bool { return row.Group == g }); got != want {
					t.Errorf("%s: %s has a row of %s: %t", test.reason, table.ID, g, got)
				}
			}
			for _, a := range d.Adjusted {
				for _, row := range a.Proportions.Rows {
					if row.Group == g && !want {
						t.Errorf("%s: the adjusted %s has a row of %s", test.reason, a.ID, g)
					}
				}
			}
			if !want && slices.ContainsFunc(d.Bounds, func(b Bound) bool { return b.Group == g }) {
				t.Errorf("%s: bounds of %s", test.reason, g)
			}
		}
		notes := strings.Join(d.Notes, "\n")
		if said := strings.Contains(notes, "has no row and no index"); said != (test.absent != nil) || !strings.Contains(notes, test.note) {
			t.Errorf("%s: no %q in\n%s", test.reason, test.note, notes)
		}
		short := slices.ContainsFunc(d.Tables[0].Notes, func(note string) bool { return strings.HasPrefix(note, "no row and no index of ") })
		if short != (test.absent != nil) {
			t.Errorf("%s: the notes of a table are %q", test.reason, d.Tables[0].Notes)
		}
	}
}

// TestRefusedLabelsErrors: what a group without a row rules out.
func TestRefusedLabelsErrors(t *testing.T) {
	rows := header + times(300, search{self: white}) + times(40, search{self: asian}) + times(20, search{self: "Asian"})
	for _, test := range []struct {
		o      Options
		option string
		want   string
	}{
		{Options{Baseline: ethnicity.Asian}, "Baseline",
			`{Baseline} Asian: 20 searches could not be read, since the label may mean several groups ("Asian"), and that is 33 % of what the baseline would have with them: say in the file which group they mean, or choose another baseline`},
		{Options{Suppress: 5}, "Suppress",
			`{Suppress} 5: labels that may mean Asian could not be read ("Asian"), so that it can have no row, and what is left would tell more than the rows show: say in the file which group they mean`},
	} {
		_, err := New(extract("kent.csv", rows), test.o)
		e, ok := errors.AsType[*OptionError](err)
		if !ok || e.Option != test.option || e.Text(func(option string) string { return "{" + option + "}" }) != test.want {
			t.Errorf("error %v, want %s", err, test.want)
		}
	}
}

// TestManyRefusedLabels: ten labels are named, and how many more there are.
func TestManyRefusedLabels(t *testing.T) {
	var all refusals
	for i := range 13 {
		all = append(all, refusal{fmt.Sprintf("label %02d", i), 1, []ethnicity.Group{ethnicity.Asian}})
	}
	if rows, labels := all.of(ethnicity.Asian); rows != 13 || !strings.HasSuffix(labels, `"label 09", 3 more`) {
		t.Errorf("%d rows of %s", rows, labels)
	}
	if rows, labels := all.of(ethnicity.Black); rows != 0 || labels != "" {
		t.Errorf("%d rows of %s", rows, labels)
	}
}
