package outcomes

import (
	"slices"
	"testing"

	"github.com/seed-549880be/disparity/outcomes/internal/enum/enumtest"
)

func TestCrimeRate(t *testing.T) {
	enumtest.Check[CrimeRate](t, CrimeRates(), ParseCrimeRate)
	for _, test := range []struct {
		rate   CrimeRate
		events []CrimeOutcome
		reason string
	}{
		{CrimeChargeRate, []CrimeOutcome{1}, "charge or summons is type 1"},
		{CrimeOutOfCourtRate, []CrimeOutcome{2, 3, 6, 7, 8}, "as the Home Office counts: type 22 is apart"},
		{CrimeOutOfCourtFormalRate, []CrimeOutcome{2, 3, 6}, "cautions and penalty notices"},
		{CrimeOutOfCourtInformalRate, []CrimeOutcome{7, 8}, "warnings and community resolutions"},
		{CrimeDiversionRate, []CrimeOutcome{22}, "a group of its own"},
		{CrimeNoFurtherActionRate, []CrimeOutcome{5, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 21}, "prevented, difficulties, no suspect, not investigated"},
	} {
		d := test.rate.Definition()
		for o := range CrimeOutcomes() {
			k := Key{Type: PersonSuspected, Crime: o}
			if got, want := d.Trial(k), o >= 1 && o <= 22; got != want || d.Missing(k) == want {
				t.Errorf("%v: %v is a trial: %v, missing: %v", test.rate, o, got, d.Missing(k))
			}
			if got, want := d.Trial(k) && d.Event(k), slices.Contains(test.events, o); got != want {
				t.Errorf("%v (%s): %v is an event: %v", test.rate, test.reason, o, got)
			}
		}
	}
	if d := CrimeRate(99).Definition(); d.validate() == nil {
		t.Error("a number that is no rate has a definition")
	}
}
