package outcomes

import (
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/rri"
)

func TestOutcomeTest(t *testing.T) {
	for _, test := range []struct {
		white, whiteFinds, black, blackFinds int64
		forces                               int
		want                                 string
		reason                               string
	}{
		{1000, 250, 200, 30, 1, "lower, by more than chance", "fewer finds"},
		{1000, 250, 200, 90, 1, "higher, by more than chance", "more finds"},
		{1000, 250, 20, 4, 1, "chance alone could leave", "few searches"},
		{1000, 250, 0, 0, 1, "no ratio", "no search of the group"},
		{1000, 0, 200, 5, 1, "Black: finds in 5 of 200 searches; none in those of White, so no ratio to it", "no find in the baseline, which is no comparison"},
		{1000, 0, 200, 0, 1, "no ratio", "no find at all"},
		{100000000, 50000000, 100000000, 49985000, 1, "0.9997 times that of White (0.999 to 0.99998): lower, by more than chance", "limits that are not 1 do not print as 1"},
		{1000000, 500000, 1000000, 1, 1, "0.0000020 times that of White (1.1e-07 to 0.0000097)", "what is not 0 does not print as 0"},
		{1000, 250, 200, 30, 2, "not tested: the searches are of 2 forces", "two forces"},
	} {
		var tally Tally
		for _, n := range []struct {
			g              ethnicity.Group
			searches, find int64
		}{{ethnicity.White, test.white, test.whiteFinds}, {ethnicity.Black, test.black, test.blackFinds}} {
			for o, count := range map[Outcome]int64{Arrest: n.find, NoFurtherAction: n.searches - n.find} {
				if err := tally.AddCount(Key{Type: PersonSearch, Self: n.g, Outcome: o, Force: forceNumber(1)}, count); err != nil {
					t.Fatal(err)
				}
			}
		}
		if test.forces == 2 {
			mustMerge(&tally, tallyOf(Search{Type: PersonSearch, Force: forceNumber(2)}))
		}
		// not a search of a person
		mustMerge(&tally, tallyOf(Search{Type: VehicleSearch, Force: forceNumber(3), Self: ethnicity.NoPerson}))
		got, err := tally.OutcomeTest(FindByAction, Grouping{}, ethnicity.White, rri.Options{})
		if err != nil || !strings.Contains(got.Text(ethnicity.Black), test.want) || strings.Contains(got.Text(ethnicity.Black), "NaN") {
			t.Errorf("%s: %s, %v, want %s", test.reason, got.Text(ethnicity.Black), err, test.want)
		}
		if got.Text(ethnicity.White) != "" || got.Text(ethnicity.WhiteIrish) != "" {
			t.Errorf("%s: a text for the baseline, or for no group", test.reason)
		}
		if text := got.Text(ethnicity.Black); strings.Contains(text, "Inf") || strings.Contains(text, "1.00 ") || strings.Contains(text, "0.00 ") {
			t.Errorf("%s: %s", test.reason, text)
		}
	}
	if _, err := new(Tally).OutcomeTest(FindByAction, Grouping{}, ethnicity.WhiteIrish, rri.Options{}); err == nil {
		t.Error("no error for a baseline that is no group")
	}
}
