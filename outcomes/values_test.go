package outcomes_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// TestValues has what small functions return for one or two values each.
func TestValues(t *testing.T) {
	december, err := outcomes.NewMonth(2022, time.December)
	if err != nil {
		t.Fatal(err)
	}
	march, err := outcomes.ParseMonth("2022-03")
	if err != nil {
		t.Fatal(err)
	}
	parseMonth := func(text string) error { _, err := outcomes.ParseMonth(text); return err }
	storeTally := func() error { _, err := json.Marshal(outcomes.Tally{}); return err }
	source := func() any {
		text, err := json.Marshal(append(extract().Sources(), outcomes.Source{File: "empty.csv"}))
		if err != nil {
			return err
		}
		return string(text)
	}
	var read outcomes.Source
	if err := json.Unmarshal([]byte(`{"file":"a.csv","force":"Essex","first":"2022-09-01T00:10:00+01:00","last":null,"rows":6}`), &read); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name string
		got  any
		want string
	}{
		{"next month", december.Next(), "2023-01"},
		{"year", december.Year(), "2022"},
		{"month", december.Month(), "December"},
		{"financial year of March", march.FinancialYear(), "2021"},
		{"financial year of April", march.Next().FinancialYear(), "2022"},
		{"month in another form", parseMonth("09/2022"), `outcomes: month "09/2022": want the form 2022-09, from 1996 to 2199`},
		{"in London in summer", outcomes.InLondon(time.Date(2022, 6, 30, 23, 30, 0, 0, time.UTC)), "2022-07-01 00:30:00 +0100 BST"},
		{"in London in winter", outcomes.InLondon(time.Date(2022, 12, 31, 23, 30, 0, 0, time.UTC)), "2022-12-31 23:30:00 +0000 GMT"},

		{"class of a warning", outcomes.KhatOrCannabisWarning.Class(), "out-of-court disposal, informal"},
		{"class of nothing found", outcomes.NothingFound.Class(), "no further action"},
		{"a caution is an action", outcomes.Caution.IsAction(), "true"},
		{"no further action is none", outcomes.NoFurtherAction.IsAction(), "false"},
		{"a blank is no action", outcomes.OutcomeNotRecorded.IsAction(), "false"},
		{"no further action is known", outcomes.NoFurtherAction.IsKnown(), "true"},
		{"a blank is not known", outcomes.OutcomeNotRecorded.IsKnown(), "false"},
		{"a cannabis warning is positive", outcomes.KhatOrCannabisWarning.IsPositive(), "true"},
		{"a verbal warning is not", outcomes.VerbalWarning.IsPositive(), "false"},
		{"a seized substance is", outcomes.SubstanceSeized.IsPositive(), "true"},
		{"a rate says what it counts", outcomes.OutOfCourtRate.Definition().Text,
			"searches that led to an out-of-court disposal, formal or informal, out of all searches of persons; a blank outcome counts as none"},

		{"psychoactive substances are drugs", outcomes.PsychoactiveSubstances.IsDrugs(), "true"},
		{"weapons are not", outcomes.OffensiveWeapons.IsDrugs(), "false"},
		{"firearms are recorded", outcomes.Firearms.IsRecorded(), "true"},
		{"a blank object is not", outcomes.ObjectNotRecorded.IsRecorded(), "false"},
		{"nor is an unavailable one", outcomes.ObjectUnavailable.IsRecorded(), "false"},
		{"ground of drugs", outcomes.Key{Object: outcomes.ControlledDrugs}.Ground(), "drugs"},
		{"ground of section 11", outcomes.Key{Object: outcomes.OffensiveWeapons, Legislation: outcomes.PublicOrder11}.Ground(), "section 60"},
		{"ground of section 10", outcomes.Key{Object: outcomes.OffensiveWeapons, Legislation: outcomes.PublicOrder10}.Ground(), "other than drugs"},
		{"ground of section 47A", outcomes.Key{Legislation: outcomes.Terrorism47A}.Ground(), "section 60"},
		{"ground of section 43", outcomes.Key{Legislation: outcomes.Terrorism43}.Ground(), "not recorded"},
		{"ground of an order", outcomes.Key{Legislation: outcomes.ViolenceReductionOrder}.Ground(), "section 60"},
		{"ground of section 60", outcomes.Key{Object: outcomes.ControlledDrugs, Legislation: outcomes.Section60}.Ground(), "section 60"},
		{"a person and a vehicle", outcomes.PersonAndVehicleSearch.IsPerson(), "true"},
		{"a vehicle", outcomes.VehicleSearch.IsPerson(), "false"},
		{"no is an answer", outcomes.No.IsKnown(), "true"},
		{"a blank is none", outcomes.AnswerNotRecorded.IsKnown(), "false"},

		{"not yet assigned is no outcome", outcomes.NotYetAssigned.IsOutcome(), "false"},
		{"outcome 22 is one", outcomes.CrimeOutcome(22).IsOutcome(), "true"},
		{"group of outcome 8", outcomes.CrimeOutcome(8).Group(), "out-of-court (informal)"},
		{"a caution is out of court", outcomes.CautionYouths.IsOutOfCourt(), "true"},
		{"diversion is not", outcomes.DiversionaryActivity.IsOutOfCourt(), "false"},

		{"regime", extract().Tally().Regime(), "for action"},
		{"regime in words", outcomes.LinkNever.Text(), "whether the outcome is linked to the object is never recorded"},
		{"searches", extract().Tally().Total(), "5"},
		{"cells", extract().Tally().Len(), "5"},
		{"equal", extract().Tally().Equal(extract().Tally()), "true"},
		{"not equal", extract().Tally().Equal(new(outcomes.Tally)), "false"},
		{"an earlier month first", outcomes.Key{Month: march}.Compare(outcomes.Key{Month: december}), "-1"},
		{"key of a search at one in the morning in London", outcomes.Search{Time: time.Date(2022, 8, 31, 23, 0, 0, 0, time.UTC)}.Key().Month, "2022-09"},
		{"quality", extract().Quality(outcomes.SelfDefined),
			"6 rows: 4 searches of persons, 1 of vehicles only, 0 of unknown type, 1 rejected; of persons, 1 of unknown ethnicity, 0 without a known outcome, 2 without a known link; 0 duplicate rows"},

		{"a tally is not JSON", storeTally(),
			"json: error calling MarshalJSON for type outcomes.Tally: outcomes: a Tally cannot be stored as JSON: write it with Tally.WriteCSV and read it with ReadTally"},
		{"nor is it read from it", json.Unmarshal([]byte(`{}`), new(outcomes.Tally)), "outcomes: a Tally cannot be stored as JSON: write it with Tally.WriteCSV and read it with ReadTally"},
		{"an extract neither", json.Unmarshal([]byte(`{}`), new(outcomes.Extract)),
			"outcomes: an Extract cannot be stored as JSON: save it with Extract.Save, or write its Tally with Tally.WriteCSV, and its Quality and its Sources as JSON"},
		{"sources", source(), `[{"file":"2022-09-metropolitan-stop-and-search.csv","force":"Metropolitan Police","first":"2022-09-01T00:10:00+01:00","last":"2022-09-09T12:00:00+01:00","rows":6},` +
			`{"file":"empty.csv","force":"","first":null,"last":null,"rows":0}]`},
		{"first search of a source", read.First, "2022-08-31 23:10:00 +0000 UTC"},
		{"no last search", read.Last.IsZero(), "true"},
	} {
		if got := fmt.Sprint(test.got); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// TestShares has the shares that are not known.
func TestShares(t *testing.T) {
	counts, err := partly().Counts(outcomes.Grouping{})
	if err != nil {
		t.Fatal(err)
	}
	if got := counts.UnknownShare(); got != 85./415 || counts.UnknownTotal() != 85 || counts.Unknown[ethnicity.NotStated] != 85 {
		t.Errorf("%v unknown in %v, a share of %v, want 85 of 415", counts.UnknownTotal(), counts.Unknown, got)
	}
	p, err := extract().Tally().Proportions(outcomes.FindByLinked.Definition(), outcomes.Grouping{})
	if err != nil {
		t.Fatal(err)
	}
	if p.Missing != 2 || p.Searches != 4 || p.MissingShare() != 0.5 {
		t.Errorf("%d of %d missing, a share of %v, want 2 of 4", p.Missing, p.Searches, p.MissingShare())
	}
	filled, err := partly().Allocate(outcomes.InProportion, ethnicity.FivePlusOne, outcomes.AllocateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	counts, err = filled.Tallies[0].Counts(outcomes.Grouping{})
	if err != nil {
		t.Fatal(err)
	}
	if filled.Moved != 85 || filled.Left != 0 || counts.By[ethnicity.White] != 377 || counts.By[ethnicity.Black] != 38 {
		t.Errorf("%d moved, %d left, %v: want 85 and 0, 377 White and 38 Black", filled.Moved, filled.Left, counts.By)
	}
}
