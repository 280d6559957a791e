package outcomes

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
)

// The scheme that takes a group out of the baseline absorbs nothing, counts everybody, and agrees
// with the scheme that does not.
func TestGroupsInsideGroups(t *testing.T) {
	for _, s := range []ethnicity.Scheme{ethnicity.FivePlusOne, ethnicity.FivePlusOneTraveller, ethnicity.WhiteMinority, ethnicity.EighteenPlusOne} {
		if got := Absorbed(s.Baseline(), slices.Collect(s.Groups())...); got != nil {
			t.Errorf("%v: the baseline absorbs %v", s, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		all := tallyOf(rapid.SliceOfN(anySearch(), 0, 40).Draw(t, "searches")...)
		five, err := all.Counts(Grouping{Scheme: ethnicity.FivePlusOne})
		if err != nil {
			t.Fatal(err)
		}
		grt, err := all.Counts(Grouping{Scheme: ethnicity.FivePlusOneTraveller})
		if err != nil {
			t.Fatal(err)
		}
		minorities, err := all.Counts(Grouping{Scheme: ethnicity.WhiteMinority})
		if err != nil {
			t.Fatal(err)
		}
		white := five.By[ethnicity.White]
		if grt.By[ethnicity.WhiteWithoutTraveller]+grt.By[ethnicity.GypsyOrIrishTraveller] != white || sum(minorities.By) != sum(five.By) {
			t.Fatalf("%v, %v and %v", five.By, grt.By, minorities.By)
		}
	})
}
