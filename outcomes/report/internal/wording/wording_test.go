package wording

import (
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/outcomes"
)

// TestIn: the words of every kind stand in a template in place of those of searches, which for
// searches are themselves, and nothing else is replaced.
func TestIn(t *testing.T) {
	const template = "{Searches} of {Method}: every {search}, no {search rate}, {searched}"
	for i, want := range []string{
		"Searches of {Method}: every search, no search rate, searched",
		"Stops of {Method}: every stop, no rate of stops, stopped",
		"Arrests of {Method}: every arrest, no rate of arrests, arrested",
		"Suspect records of {Method}: every suspect record, no rate of suspects, suspected",
		"Charge records of {Method}: every charge record, no rate of charges, charged",
	} {
		if got := All()[i].In(template); got != want {
			t.Errorf("%s: %q, want %q", All()[i].RateID(), got, want)
		}
	}
	for _, row := range words {
		for w, text := range row {
			if text == "" || w > 0 && strings.Contains(strings.ToLower(text), "search") {
				t.Errorf("{%s} of %s is %q", row[0], Words(w).RateID(), text)
			}
		}
		if got := Searches.In("{" + row[0] + "}"); got != row[0] {
			t.Errorf("{%s} of searches is %q", row[0], got)
		}
	}
}

// TestOf: every type of record has words: a search of whatever is a search, and each other its own,
// with a table of its own.
func TestOf(t *testing.T) {
	ids := make(map[string]bool)
	for of := range outcomes.RecordTypes() {
		w := Of(of)
		want := outcomes.TypeNotRecorded // which stands for searches
		if of >= outcomes.PersonStopped {
			want = of
		}
		if w.Type() != want || w.IsSearch() != (want == outcomes.TypeNotRecorded) || !IsRate(w.RateID()) {
			t.Errorf("%s has the words of %s", of, w.RateID())
		}
		if w.HasCrimeOutcome() != of.HasCrimeOutcome() {
			t.Errorf("%s: crime outcomes %v, want %v", of, w.HasCrimeOutcome(), of.HasCrimeOutcome())
		}
		ids[w.RateID()] = true
	}
	if len(ids) != len(All()) || IsRate("find-rate") {
		t.Errorf("%d tables for %d kinds", len(ids), len(All()))
	}
}
