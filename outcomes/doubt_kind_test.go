package outcomes_test

import (
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// TestDoubtOfCrimes: what has no outcome so far puts a rate of crimes in doubt from one in ten on,
// in words that fit, and a rate that is 0 of crimes that have outcomes is an answer.
func TestDoubtOfCrimes(t *testing.T) {
	const missing = "their crimes have no outcome so far, or none that is recorded"
	for _, test := range []struct {
		charged, idle, open int64
		doubt               string
		reason              string
	}{
		{20, 70, 10, "", "one in ten"},
		{20, 69, 11, "11.0 % of records do not say if they count, above 10 %: " + missing, "more than one in ten"},
		{0, 50, 0, "", "nobody was charged, which is an answer"},
		{0, 50, 50, "50.0 % of records do not say if they count, above 10 %: " + missing, "nobody of those whose crimes have an outcome"},
		{0, 0, 5, "100.0 % of records do not say if they count, above 10 %: " + missing, "no outcome at all"},
		{0, 0, 0, "", "no records"},
	} {
		var tally outcomes.Tally
		for crime, n := range map[outcomes.CrimeOutcome]int64{outcomes.ChargedOrSummonsed: test.charged, outcomes.SuspectTooIll: test.idle, outcomes.NotYetAssigned: test.open} {
			if err := tally.AddCount(outcomes.Key{Type: outcomes.PersonSuspected, Self: ethnicity.Black, Crime: crime}, n); err != nil {
				t.Fatal(err)
			}
		}
		d := outcomes.CrimeChargeRate.Definition()
		doubt, none := tally.OutcomeDoubt(d), tally.NoAnswer(d)
		if strings.ReplaceAll(doubt, "100 %", "100.0 %") != test.doubt || none != "" {
			t.Errorf("%s: in doubt %q and no answer %q, want %q and an answer", test.reason, doubt, none, test.doubt)
		}
	}
}
