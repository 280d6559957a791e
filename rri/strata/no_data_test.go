package strata

import (
	"math"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

// TestNoResidents: a group that has events in a stratum without population does not fail the table.
// Its row is undefined and flagged, and the others are what they are without it.
func TestNoResidents(t *testing.T) {
	with := func(arab rri.Rate) []Stratum[string, string, rri.Rate] {
		return []Stratum[string, string, rri.Rate]{
			{"18-24", map[string]rri.Rate{"White": {Events: 30, Population: 400}, "Black": {Events: 9, Population: 60}, "Arab": arab}},
			{"25-34", map[string]rri.Rate{"White": {Events: 12, Population: 400}, "Black": {Events: 3, Population: 60}, "Arab": {Events: 1, Population: 5}}},
		}
	}
	whole, err := Compare("White", with(rri.Rate{Events: 2, Population: 3}), Options{})
	if err != nil {
		t.Fatal(err)
	}
	table, err := Compare("White", with(rri.Rate{Events: 2}), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range table.Rows {
		if r.Group != "Arab" {
			if r.Ratio != whole.Rows[i].Ratio && r.Group != "White" {
				t.Errorf("%s: %v, want %v as without the group that has no residents", r.Group, r.Ratio, whole.Rows[i].Ratio)
			}
			continue
		}
		for name, e := range map[string]rri.Estimate{"rate": r.Rate, "crude": r.Crude, "ratio": r.Ratio, "difference": r.Difference} {
			if !math.IsNaN(e.Value) || !math.IsNaN(e.Lower) || !math.IsNaN(e.Upper) || !math.IsNaN(e.P) || !e.Flags.Has(rri.NoData) {
				t.Errorf("%s of a group without residents: %+v, %v", name, e, e.Flags)
			}
		}
		if len(r.Parts) != 2 || r.Parts[0].Compared || r.Parts[1].Compared || r.Parts[0].Group.Events != 2 {
			t.Errorf("parts %+v", r.Parts)
		}
	}
	byArab, err := Compare("Arab", with(rri.Rate{Events: 2}), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range byArab.Rows[1:] {
		if !math.IsNaN(r.Ratio.Value) || !r.Ratio.Flags.Has(rri.NoData) || math.IsNaN(r.Rate.Value) {
			t.Errorf("%s against a baseline without residents: ratio %v, rate %v", r.Group, r.Ratio, r.Rate)
		}
	}
	for _, table := range []Table[string, string, rri.Rate]{table, byArab} {
		var text, markdown, csv strings.Builder
		if err := table.WriteText(&text); err != nil {
			t.Error(err)
		}
		if err := table.WriteMarkdown(&markdown); err != nil {
			t.Error(err)
		}
		if err := table.WriteCSV(&csv); err != nil {
			t.Error(err)
		}
		if !strings.Contains(text.String(), "no rate or ratio can be formed") || !strings.Contains(csv.String(), "no-data") {
			t.Errorf("the forms do not say it:\n%s%s", text.String(), csv.String())
		}
	}
}
