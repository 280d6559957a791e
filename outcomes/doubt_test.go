package outcomes

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// recorded is a number of searches of persons that are recorded alike.
type recorded struct {
	outcome Outcome
	linked  Answer
	n       int64
}

func tallyOfKept(t interface{ Fatal(...any) }, all []recorded) *Tally {
	tally := new(Tally)
	for _, k := range all {
		if err := tally.AddCount(Key{Type: PersonSearch, Outcome: k.outcome, Linked: k.linked}, k.n); err != nil {
			t.Fatal(err)
		}
	}
	// a search of a vehicle is no search of a person
	if err := tally.AddCount(Key{Type: VehicleSearch, Linked: No}, 1000); err != nil {
		t.Fatal(err)
	}
	return tally
}

func TestOutcomeDoubt(t *testing.T) {
	const blank = OutcomeNotRecorded
	complete := []recorded{{Arrest, Yes, 30}, {Caution, No, 10}, {NoFurtherAction, No, 60}}
	asked := []recorded{{Arrest, Yes, 110}, {Arrest, 0, 1}, {NoFurtherAction, 0, 29}, {blank, No, 35}, {blank, 0, 321}}
	for _, test := range []struct {
		d            Definition
		kept         []recorded
		doubt, empty string // what is in the texts; "" for no text
		reason       string
	}{
		{ArrestRate.Definition(), complete, "", "", "everything is recorded"},
		{UnlinkedActionRate.Definition(), complete, "", "", "everything is recorded"},
		{ChargeOrSummonsRate.Definition(), asked, "71.8 % of searches", "", "a zero that may be one"},
		{ArrestRate.Definition(), []recorded{{Caution, Yes, 80}, {blank, 0, 15}}, "15.8 % of searches", "", "none of the actions is one, as may be"},
		{ChargeOrSummonsRate.Definition(), complete, "", "", "a zero of complete records is one"},
		{ArrestRate.Definition(), []recorded{{Arrest, Yes, 90}, {blank, Yes, 10}}, "", "", "one in ten exactly"},
		{ArrestRate.Definition(), []recorded{{Arrest, Yes, 90}, {blank, Yes, 11}}, "10.9 % of searches do not say if they count, above 10 %: a blank counts as none", "",
			"just above one in ten"},
		{FindByActionKnown.Definition(), []recorded{{Arrest, Yes, 80}, {NoFurtherAction, No, 5}, {blank, Yes, 15}}, "15.0 % of searches", "", "those left out are missing too"},
		{FindByActionKnown.Definition(), []recorded{{Arrest, Yes, 80}, {blank, 0, 15}}, "nothing was found", "every outcome that is known is an action, as where a search that led to none is left blank: the rate is 100 % for every group", "only what led to action has an outcome"},
		{NoFurtherActionRate.Definition(), []recorded{{Arrest, Yes, 80}, {blank, 0, 15}}, "a blank counts as none", "left blank: the rate is 0 for every group, whatever happened", "nothing done is never recorded as such"},
		{ArrestRate.Definition(), []recorded{{blank, 0, 15}}, "100.0 % of searches", "no search has a known outcome: the rate is 0 for every group", "nothing is recorded at all"},
		{FindByActionKnown.Definition(), []recorded{{blank, 0, 15}}, "100.0 % of searches", "", "nothing to form a rate from, which the table says itself"},
		{UnlinkedActionRate.Definition(), asked, "72.0 % of searches", "all 110 actions whose link is recorded (of 111 actions) are linked to the object of search, " +
			"and 35 searches that are not linked have no known outcome: the rate is 0 for every group, whatever happened", "as Avon and Somerset in January 2023"},
		{ArrestRate.Definition(), asked, "71.8 % of searches", "", "arrests are recorded all the same"},
		{UnlinkedActionRate.Definition(), []recorded{{Arrest, Yes, 10}, {NoFurtherAction, No, 90}}, "all 10 actions whose link is recorded are linked to the object of search: the link does not",
			"all 10 actions whose link is recorded are linked to the object of search: the rate is 0", "complete, and of one link"},
		{UnlinkedActionRate.Definition(), []recorded{{Arrest, Yes, 9}, {NoFurtherAction, No, 90}}, "", "", "9 may all be linked by chance"},
		{UnlinkedActionRate.Definition(), []recorded{{Arrest, No, 10}, {NoFurtherAction, No, 90}}, "are not linked to the object of search: the link does not", "",
			"all actions count, as if they were something else: no answer in words, but a rate of actions"},
		{UnlinkedActionRate.Definition(), []recorded{{Arrest, No, 10}}, "are not linked", "the rate is 100 %", "nothing but these"},
		{FindByLinkedAction.Definition(), []recorded{{Arrest, No, 10}, {blank, Yes, 1}, {NoFurtherAction, No, 90}}, "are not linked",
			"and the only other search that is linked has no known outcome: the rate is 0", "no action is linked"},
		{UnlinkedActionRate.Definition(), []recorded{{Arrest, Yes, 1}, {blank, 0, 1}}, "50.0 %", "the only action whose link is recorded is linked", "one action"},
		{UnlinkedActionRate.Definition(), []recorded{{Arrest, 0, 10}, {NoFurtherAction, 0, 990}}, "never recorded", "no action has its link to the object of search recorded: the rate is 0", "no link, and few missing"},
		{FindByLinked.Definition(), []recorded{{Arrest, Yes, 30}, {NoFurtherAction, Yes, 60}, {NoFurtherAction, No, 10}}, "linked does not mean found here", "", "as Tally.Doubt"},
		{FindByLinked.Definition(), []recorded{{Arrest, Yes, 30}, {NoFurtherAction, Yes, 60}}, "linked does not mean found here", "the rate is 100 %", "every link is yes"},
		{Outcome(0).Definition(), asked, "", "", "whether an outcome is recorded is always known"},
		{Definition{}, asked, "", "", "no definition"},
		{ArrestRate.Definition(), nil, "", "", "no search"},
	} {
		tally := tallyOfKept(t, test.kept)
		for what, got := range map[string][2]string{
			"doubt": {tally.OutcomeDoubt(test.d), test.doubt}, "no answer": {tally.NoAnswer(test.d), test.empty},
		} {
			if !strings.Contains(got[0], got[1]) || (got[0] == "") != (got[1] == "") {
				t.Errorf("%s, %s, %s: %q, want %q", test.reason, test.d.Name, what, got[0], got[1])
			}
		}
	}
}

// A rate that is no answer is none of the searches or all of them, is in doubt, and is in doubt by
// Doubt too where that knows the definition and more than one search in five is missing.
func TestOutcomeDoubtLaw(t *testing.T) {
	var definitions []Definition
	for d := range FindDefinitions() {
		definitions = append(definitions, d.Definition())
	}
	for r := range OutcomeRates() {
		definitions = append(definitions, r.Definition())
	}
	one := rapid.Custom(func(t *rapid.T) recorded {
		return recorded{rapid.SampledFrom([]Outcome{OutcomeNotRecorded, OutcomeUnrecognised, Arrest, Caution, NoFurtherAction}).Draw(t, "outcome"),
			rapid.SampledFrom([]Answer{AnswerNotRecorded, AnswerUnrecognised, Yes, No}).Draw(t, "linked"), rapid.Int64Range(1, 60).Draw(t, "n")}
	})
	rapid.Check(t, func(t *rapid.T) {
		tally := tallyOfKept(t, rapid.SliceOfN(one, 0, 5).Draw(t, "kept"))
		for _, d := range definitions {
			p, err := tally.Proportions(d, Grouping{})
			if err != nil {
				t.Fatal(err)
			}
			doubt, empty := tally.OutcomeDoubt(d), tally.NoAnswer(d)
			if p.MissingShare() > MaxMissingInWords && doubt == "" {
				t.Fatalf("%s: no doubt, missing share %v", d.Text, p.MissingShare())
			}
			constant := p.Overall.Trials > 0 && (p.Overall.Events == 0 || p.Overall.Events == p.Overall.Trials)
			if empty != "" && !(constant && doubt != "") {
				t.Fatalf("%s: %q for %v in doubt %q", d.Text, empty, p.Overall, doubt)
			}
		}
		for d := range FindDefinitions() {
			if tally.Doubt(d) != "" && tally.OutcomeDoubt(d.Definition()) == "" {
				t.Fatalf("%s is in doubt as a find, and not as a rate", d)
			}
		}
	})
}
