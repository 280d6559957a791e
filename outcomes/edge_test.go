package outcomes

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
)

// MaxMissingShare is the share above which a definition is in doubt: one search in five exactly is
// not.
func TestDoubtAtTheShare(t *testing.T) {
	for _, test := range []struct {
		missing, all int64
		d            FindDefinition
		doubt        bool
		reason       string
	}{
		{1, 5, FindByActionKnown, false, "1 of 5 outcomes"},
		{2, 9, FindByActionKnown, true, "2 of 9 outcomes"},
		{200, 1000, FindByActionKnown, false, "200 of 1,000 outcomes"},
		{201, 1000, FindByActionKnown, true, "201 of 1,000 outcomes"},
		{1, 5, FindByLinked, false, "1 of 5 links"},
		{201, 1000, FindByLinked, true, "201 of 1,000 links"},
		{1, 5, FindByLinkedAction, false, "1 of 5 outcomes that are linked"},
		{201, 1000, FindByLinkedAction, true, "201 of 1,000 outcomes that are linked"},
	} {
		tally := new(Tally)
		missing := Key{Type: PersonSearch, Linked: Yes} // the outcome is blank
		if test.d == FindByLinked {
			missing = Key{Type: PersonSearch, Outcome: NoFurtherAction}
		}
		if err := tally.AddCount(missing, test.missing); err != nil {
			t.Fatal(err)
		}
		if err := tally.AddCount(Key{Type: PersonSearch, Outcome: Arrest, Linked: Yes}, test.all-test.missing); err != nil {
			t.Fatal(err)
		}
		if got := tally.Doubt(test.d); (got != "") != test.doubt {
			t.Errorf("%s: %q", test.reason, got)
		}
	}
}

// A break is where groups are cut otherwise than the year before, whichever of the two is finer.
func TestBreaksInBothDirections(t *testing.T) {
	for _, test := range []struct {
		first, second []ethnicity.Group
		text          string
		reason        string
	}{
		{[]ethnicity.Group{ethnicity.White, ethnicity.Asian}, []ethnicity.Group{ethnicity.White, ethnicity.Indian, ethnicity.Pakistani},
			"from 2020/21 on there is Indian, Pakistani in place of Asian", "groups get finer"},
		{[]ethnicity.Group{ethnicity.White, ethnicity.Indian, ethnicity.Pakistani}, []ethnicity.Group{ethnicity.White, ethnicity.Asian},
			"from 2020/21 on there is Asian in place of Indian, Pakistani", "groups get coarser"},
		{[]ethnicity.Group{ethnicity.White, ethnicity.AsianWithoutChinese, ethnicity.OtherWithChinese}, []ethnicity.Group{ethnicity.White, ethnicity.Asian, ethnicity.Other},
			"from 2020/21 on there is Asian, Other in place of Asian (without Chinese), Other (with Chinese); Chinese people are counted in Asian, in Other (with Chinese) before", "Chinese people move"},
		{[]ethnicity.Group{ethnicity.White, ethnicity.Asian}, []ethnicity.Group{ethnicity.White}, "", "a year without a group"},
		{[]ethnicity.Group{ethnicity.White}, []ethnicity.Group{ethnicity.White, ethnicity.Asian}, "", "a year with one more"},
		{[]ethnicity.Group{ethnicity.White, ethnicity.Asian}, []ethnicity.Group{ethnicity.White, ethnicity.Black}, "", "groups that share nobody"},
	} {
		s := new(Series)
		for i, groups := range [][]ethnicity.Group{test.first, test.second} {
			for _, g := range groups {
				if err := s.Add(Weighted{Key: Key{Self: g}, Year: 2019 + i, Area: "Essex", Count: Cell{Value: 5}}); err != nil {
					t.Fatal(err)
				}
			}
		}
		got := slices.Collect(func(yield func(string) bool) {
			for _, b := range s.Breaks() {
				if b.Year != 2020 || !yield(b.Text) {
					return
				}
			}
		})
		if test.text == "" && got != nil || test.text != "" && !slices.Equal(got, []string{test.text}) {
			t.Errorf("%s: %q, want %q", test.reason, got, test.text)
		}
	}
}

// Rows of all forces together are totals, whatever they are called, and rows of one are not.
func TestTotalAreas(t *testing.T) {
	for _, test := range []struct {
		area  string
		total bool
	}{
		{"Wales", true}, {"England", true}, {"England and Wales", true}, {"ENGLAND AND WALES", true}, {"All", true}, {"All forces", true}, {"Total", true},
		{"Total England and Wales", true}, {"total", true}, {"wales", true}, {"england", true},
		{"North Wales", false}, {"South Wales", false}, {"Essex", false}, {"Greater Manchester", false},
	} {
		n := 0
		for w, err := range ReadWeighted(strings.NewReader(fmt.Sprintf("Force,n\n%s,5\n", test.area)), WeightedOptions{Count: "n"}) {
			n++
			if err != nil || w.Total != test.total || (w.Force == 0) != test.total || w.Count.Value != 5 {
				t.Errorf("%s: total %v, force %v, %v", test.area, w.Total, w.Force, err)
			}
		}
		if n != 1 {
			t.Errorf("%s: %d rows", test.area, n)
		}
	}
	// Another part of the world is neither: it is said to be unknown.
	for w, err := range ReadWeighted(strings.NewReader("Force,n\nScotland,5\n"), WeightedOptions{Count: "n"}) {
		if err == nil || w.Total {
			t.Errorf("Scotland: %v, %v", w, err)
		}
	}
}

// A share just above the limit does not print as the limit.
func TestDoubtDoesNotContradictItself(t *testing.T) {
	tally := new(Tally)
	if err := tally.AddCount(Key{Type: PersonSearch}, 20001); err != nil {
		t.Fatal(err)
	}
	if err := tally.AddCount(Key{Type: PersonSearch, Outcome: Arrest, Linked: Yes}, 79999); err != nil {
		t.Fatal(err)
	}
	if got, want := tally.Doubt(FindByActionKnown), "20.001 % of searches do not say if they count, above 20 %: a blank outcome may mean that nothing was found"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
