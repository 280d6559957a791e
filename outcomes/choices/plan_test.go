package choices_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/choices"
	"github.com/seed-549880be/disparity/rri"
)

// inCount describes the choices of a measure: "account 3, census 3".
func inCount(m choices.Measure) string {
	var list []string
	for _, c := range m.Choices {
		list = append(list, c.Choice.String()+" "+strings.Join(c.Ways, "|"))
	}
	return strings.Join(list, ", ")
}

// TestBear: what the records cannot bear is not in the count, and a note says why.
func TestBear(t *testing.T) {
	own := population(t, map[ethnicity.Group]float64{ethnicity.White: 1000, ethnicity.Mixed: 50, ethnicity.Asian: 100, ethnicity.Black: 80, ethnicity.Other: 20})
	nothing := func(_ int, s *outcomes.Search) {
		if s.Outcome == outcomes.NoFurtherAction {
			s.Outcome, s.Linked = outcomes.OutcomeNotRecorded, outcomes.AnswerNotRecorded
		}
	}
	british := func(_ int, s *outcomes.Search) {
		if s.Self == ethnicity.OtherWhite {
			s.Self = ethnicity.WhiteBritish
		}
	}
	for _, test := range []struct {
		reason string
		x      *outcomes.Extract
		o      choices.Options
		rate   string // what is in the count of the rate per resident; "" where there is none
		note   string
	}{
		{"everything", made(t, recipe{}), choices.Options{},
			"account self|officer|self-then-officer, missing left-out|in-proportion|cross-table, groups 5+1|officer, object any|drugs|not drugs, census interpolated|2021|2011, method scas|score|wald", ""},
		{"no officer's view", made(t, recipe{noOfficer: true}), choices.Options{},
			"missing left-out|in-proportion, groups 5+1|officer, object any|drugs|not drugs, census interpolated|2021|2011, method scas|score|wald",
			"Not in the count: account officer and self-then-officer, as no record says how an officer saw the person."},
		{"nothing but an officer's view", made(t, recipe{noSelf: true}), choices.Options{},
			"missing left-out|in-proportion, groups 5+1|officer, object any|drugs|not drugs, census interpolated|2021|2011, method scas|score|wald",
			"Not in the count: account self and self-then-officer, as no record says how people define themselves."},
		{"everybody known", made(t, recipe{noUnknown: true}), choices.Options{Accounts: []outcomes.EthnicityRule{outcomes.SelfDefined}, Methods: []rri.Method{rri.SCAS}},
			"groups 5+1|officer, object any|drugs|not drugs, census interpolated|2021|2011", "Not in the count: missing in-proportion and cross-table, as the group of everybody is known."},
		{"no object", made(t, recipe{noObject: true}), choices.Options{},
			"account self|officer|self-then-officer, missing left-out|in-proportion|cross-table, groups 5+1|officer, census interpolated|2021|2011, method scas|score|wald",
			"Not in the count: object drugs, as no record says what the search was for."},
		{"an object that nobody was searched for", made(t, recipe{}), choices.Options{Objects: []choices.Object{{}, {Of: outcomes.Fireworks}}, Methods: []rri.Method{rri.SCAS}},
			"account self|officer|self-then-officer, missing left-out|in-proportion|cross-table, groups 5+1|officer, census interpolated|2021|2011",
			"Not in the count: object fireworks, as there is no such search."},
		{"after the last census", made(t, recipe{month: day(2023, 1)}), choices.Options{Methods: []rri.Method{rri.SCAS}, Objects: []choices.Object{{}}},
			"account self|officer|self-then-officer, missing left-out|in-proportion|cross-table, groups 5+1|officer, census 2021|2011",
			"Not in the count: census interpolated, as the days of the searches are not between the two censuses: it is 2021."},
		{"before the first", made(t, recipe{month: day(2010, 1)}), choices.Options{Methods: []rri.Method{rri.SCAS}, Objects: []choices.Object{{}}},
			"account self|officer|self-then-officer, missing left-out|in-proportion|cross-table, groups 5+1|officer, census 2011|2021", "it is 2011."},
		{"no residents", made(t, recipe{forces: []string{"btp"}}), choices.Options{}, "", "No search rate: British Transport Police has no residents."},
		{"figures that were brought along", made(t, recipe{}), choices.Options{Figures: own, Methods: []rri.Method{rri.SCAS}, Objects: []choices.Object{{}}},
			"account self|officer|self-then-officer, missing left-out|in-proportion|cross-table, groups 5+1|officer", ""},
		{"figures beside a census", made(t, recipe{}), choices.Options{Figures: own, Residents: []ethnicity.Census{ethnicity.OtherSource, ethnicity.Census2021}, Methods: []rri.Method{rri.SCAS}, Objects: []choices.Object{{}}},
			"account self|officer|self-then-officer, missing left-out|in-proportion|cross-table, groups 5+1|officer, census other|2021", ""},
		{"groups that officers do not have", made(t, recipe{}), choices.Options{Groups: []ethnicity.Scheme{ethnicity.EighteenPlusOne}, Group: ethnicity.BlackCaribbean},
			"missing left-out|in-proportion, object any|drugs|not drugs, census interpolated|2021|2011, method scas|score|wald",
			"Not in the count: account officer, as some of what it says is none of the groups of 18+1."},
		{"groups that a census did not count", made(t, recipe{noOfficer: true, change: british}), choices.Options{Groups: []ethnicity.Scheme{ethnicity.NineteenPlusOne}, Group: ethnicity.BlackCaribbean, Objects: []choices.Object{{}}},
			"missing left-out|in-proportion, census interpolated|2021, method scas|score|wald",
			"Not in the count: census 2011, as there are no residents in these groups by it."},
		{"a group that officers saw nobody of", made(t, recipe{}), choices.Options{Group: ethnicity.Mixed, Methods: []rri.Method{rri.SCAS}, Objects: []choices.Object{{}}},
			"account self|self-then-officer, missing left-out|in-proportion|cross-table, groups 5+1|officer, census interpolated|2021|2011",
			"Not in the count: account officer, as officers recorded nobody as Mixed."},
		{"nobody known to have been stopped together", made(t, recipe{noPlace: true}), choices.Options{Evidence: choices.Usual().Evidence, Objects: []choices.Object{{}}, Accounts: choices.Usual().Accounts[:1]},
			"missing left-out|in-proportion|cross-table, groups 5+1|officer, census interpolated|2021|2011, method scas|score|wald",
			"Not in the count: clusters stops, as the records do not tell who was stopped together."},
		{"no outcome", made(t, recipe{noOutcome: true}), choices.Options{Methods: []rri.Method{rri.SCAS}, Objects: []choices.Object{{}}},
			"account self|officer|self-then-officer, missing left-out|in-proportion|cross-table, groups 5+1|officer, census interpolated|2021|2011",
			"No find rate: the records cannot bear it (find action: no search has a known outcome: the rate is 0 for every group, whatever happened;"},
		{"outcomes that are blank where nothing was done", made(t, recipe{change: nothing}), choices.Options{Methods: []rri.Method{rri.SCAS}, Objects: []choices.Object{{}}},
			"account self|officer|self-then-officer, missing left-out|in-proportion|cross-table, groups 5+1|officer, census interpolated|2021|2011",
			"Not in the count, as the records cannot bear it: find action-known: every outcome that is known is an action"},
		{"a method without a ratio of proportions", made(t, recipe{}), choices.Options{Methods: []rri.Method{rri.MidP}, Objects: []choices.Object{{}}},
			"account self|officer|self-then-officer, missing left-out|in-proportion|cross-table, groups 5+1|officer, census interpolated|2021|2011",
			"No find rate by the method midp, which has no ratio of such counts."},
		{"a method that enumerates", made(t, recipe{n: 60}), choices.Options{Methods: []rri.Method{rri.Exact}, Objects: []choices.Object{{}}, Missing: choices.Usual().Missing[:1]},
			"account self|officer|self-then-officer, groups 5+1|officer, census interpolated|2021|2011",
			"In the find rate the method exact has no form for people who were stopped together: its intervals are too narrow."},
	} {
		t.Run(test.reason, func(t *testing.T) {
			r, err := choices.Of(test.x, test.o)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if m := r.Measures[0]; m.Name == "search rate" {
				got = inCount(m)
			}
			if d := cmp.Diff(test.rate, got); d != "" {
				t.Errorf("in the count: -want +got\n%s", d)
			}
			if notes := strings.Join(r.Notes, "\n"); !strings.Contains(notes, test.note) || test.note == "" && notes != "" {
				t.Errorf("notes %q, want %q", notes, test.note)
			}
			for _, m := range r.Measures {
				n := 1
				for _, c := range m.Choices {
					n *= len(c.Ways)
				}
				if len(m.Combinations) != n {
					t.Errorf("%s: %d combinations, want %d", m.Name, len(m.Combinations), n)
				}
			}
		})
	}
}

// TestDoubt: a definition of a find that is in doubt stays if it was asked for first, or if all of
// them are to stay; one that has no answer does not.
func TestDoubt(t *testing.T) {
	x := made(t, recipe{change: func(i int, s *outcomes.Search) {
		if s.Outcome == outcomes.NoFurtherAction || i%2 == 0 {
			s.Linked = outcomes.AnswerNotRecorded
		}
	}})
	usual := choices.Usual().Finds
	for _, test := range []struct {
		reason string
		o      choices.Options
		finds  string
	}{
		{"left as they are", choices.Options{}, "find action|action-known|arrest"},
		{"asked for first", choices.Options{Finds: []outcomes.FindDefinition{outcomes.FindByLinked, outcomes.FindByArrest, outcomes.FindByLinkedAction}}, "find linked|arrest"},
		{"kept", choices.Options{Finds: usual, InDoubt: true}, "find action|action-known|linked|linked-action|arrest"},
	} {
		test.o.Accounts, test.o.Missing, test.o.Methods = choices.Usual().Accounts[:1], choices.Usual().Missing[:1], choices.Usual().Methods[:1]
		test.o.Groups, test.o.Objects = choices.Usual().Groups[:1], choices.Usual().Objects[:1]
		r, err := choices.Of(x, test.o)
		if err != nil {
			t.Fatal(err)
		}
		if got := inCount(r.Measures[1]); got != test.finds {
			t.Errorf("%s: %s, want %s", test.reason, got, test.finds)
		}
		notes := strings.Join(r.Notes, "\n")
		if in := strings.Contains(notes, "In doubt, and in the count: find linked: "); in != strings.Contains(test.finds, "linked") {
			t.Errorf("%s: the notes say of a doubt that is in the count: %v in %q", test.reason, in, notes)
		}
	}
}

// TestErrors: choices that cannot be had are refused, in words, and nothing is computed.
func TestErrors(t *testing.T) {
	own := population(t, map[ethnicity.Group]float64{ethnicity.White: 1000, ethnicity.OtherThanWhite: 10})
	for _, test := range []struct {
		reason string
		x      *outcomes.Extract
		o      choices.Options
		is     error
		says   string
	}{
		{"one group", made(t, recipe{}), choices.Options{Baseline: ethnicity.Black}, choices.ErrOption, "choices: Black against Black: want two groups"},
		{"a group of another classification", made(t, recipe{}), choices.Options{Group: ethnicity.BlackCaribbean}, choices.ErrOption, "Black Caribbean is none of the groups of 5+1: want one of White, Mixed, Asian, Black, Other"},
		{"a group that one of several does not have", made(t, recipe{}), choices.Options{Groups: []ethnicity.Scheme{ethnicity.FivePlusOne, ethnicity.EighteenPlusOne}}, choices.ErrOption, "Black is none of the groups of 18+1"},
		{"a number that is no way", made(t, recipe{}), choices.Options{Accounts: []outcomes.EthnicityRule{99}}, choices.ErrOption, "account EthnicityRule(99): want one of the constants of its type"},
		{"a way twice", made(t, recipe{}), choices.Options{Methods: []rri.Method{rri.SCAS, rri.SCAS}}, choices.ErrOption, "method scas is given twice"},
		{"an empty list", made(t, recipe{}), choices.Options{Finds: []outcomes.FindDefinition{}}, choices.ErrOption, "find: a list without a way"},
		{"a level", made(t, recipe{}), choices.Options{Level: 95}, choices.ErrOption, "level 95: want a number between 0 and 1"},
		{"figures that are not there", made(t, recipe{}), choices.Options{Residents: []ethnicity.Census{ethnicity.OtherSource}}, choices.ErrOption, "there are no Figures"},
		{"figures that nothing takes", made(t, recipe{}), choices.Options{Figures: own, Residents: []ethnicity.Census{ethnicity.Census2021}}, choices.ErrOption, "no way of census takes them"},
		{"two sorts of residents", made(t, recipe{}), choices.Options{Figures: own, ResidentsOf: "Wales"}, choices.ErrOption, "want one of them"},
		{"figures of other groups", made(t, recipe{}), choices.Options{Figures: own}, nil, "{Scheme} 5+1 cannot be had"},
		{"no such place", made(t, recipe{}), choices.Options{ResidentsOf: "Atlantis"}, nil, `no area "Atlantis"`},
		{"an account that says nothing", made(t, recipe{noOfficer: true}), choices.Options{Accounts: []outcomes.EthnicityRule{outcomes.OfficerDefined}}, choices.ErrOption, "account officer cannot be had: no record says how an officer saw the person"},
		{"an object of arrests", made(t, recipe{kind: outcomes.PersonArrested}), choices.Options{Objects: []choices.Object{{Of: outcomes.Firearms}}}, choices.ErrOption, "object firearms: the records are arrests, and it is of searches alone"},
		{"a find of charges", made(t, recipe{kind: outcomes.PersonCharged}), choices.Options{Finds: []outcomes.FindDefinition{outcomes.FindByArrest}}, choices.ErrOption, "find arrest: the records are charge records"},
		{"no search at all", new(outcomes.Extract), choices.Options{}, nil, "no search of a person"},
		{"no extract", nil, choices.Options{}, nil, "no search of a person"},
		{"neither residents nor outcomes", made(t, recipe{forces: []string{"btp"}, noOutcome: true}), choices.Options{}, choices.ErrNoMeasure, "there is no rate to compute: No search rate: British Transport Police has no residents. No find rate"},
	} {
		_, err := choices.Of(test.x, test.o)
		if err == nil {
			t.Errorf("%s: no error", test.reason)
			continue
		}
		says := strings.ReplaceAll(err.Error(), "report: Scheme", "{Scheme}")
		if !strings.Contains(says, test.says) || test.is != nil && !errors.Is(err, test.is) {
			t.Errorf("%s: error %q, want %q", test.reason, says, test.says)
		}
	}
}

// population returns figures of residents in the classification that fits.
func population(t *testing.T, counts map[ethnicity.Group]float64) *ethnicity.Population {
	t.Helper()
	s := ethnicity.FivePlusOne
	if _, ok := counts[ethnicity.OtherThanWhite]; ok {
		s = ethnicity.WhiteOther
	}
	p, err := ethnicity.NewPopulation("Toytown", s, counts)
	if err != nil {
		t.Fatal(err)
	}
	return &p
}
