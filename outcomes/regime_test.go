package outcomes

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
)

// regimes says how each of the forces of forceMonths fills in the link, and which definitions their
// records cannot bear.
var regimes = []struct {
	regime Regime
	doubt  []FindDefinition
	reason string
}{
	{LinkAlways, nil, "Essex"},
	{LinkAlways, nil, "City of London"},
	{LinkAlways, nil, "South Yorkshire"},
	{LinkRarely, []FindDefinition{FindByLinked, FindByLinkedAction}, "Leicestershire: 9 of 10 links blank"},
	{LinkAlways, []FindDefinition{FindByLinked}, "Derbyshire: linked is yes for searches without action"},
	{LinkRarely, []FindDefinition{FindByLinked, FindByLinkedAction}, "West Midlands"},
	{LinkNever, []FindDefinition{FindByLinked, FindByLinkedAction}, "Met 2022"},
	{LinkNever, []FindDefinition{FindByLinked, FindByLinkedAction}, "Met 2016"},
	{LinkForAction, []FindDefinition{FindByLinked}, "Greater Manchester"},
	{LinkForAction, []FindDefinition{FindByActionKnown, FindByLinked, FindByLinkedAction}, "Avon and Somerset: outcome and link blank where nothing was done"},
}

func TestRegimes(t *testing.T) {
	tallies := readCrossTab(t)
	for i, test := range regimes {
		tally := tallies[forceMonths[i].name]
		if got := tally.Regime(); got != test.regime {
			t.Errorf("%s: %v, want %v", forceMonths[i].name, got, test.regime)
		}
		for d := range FindDefinitions() {
			want := false
			for _, in := range test.doubt {
				want = want || in == d
			}
			if got := tally.Doubt(d); (got != "") != want {
				t.Errorf("%s, %v: %q; %s", forceMonths[i].name, d, got, test.reason)
			} else if got != "" {
				t.Logf("%s, %v: %s", forceMonths[i].name, d, got)
			}
		}
	}
}

// Every regime has a text, and no two the same.
func TestRegimeTexts(t *testing.T) {
	texts := make(map[string]bool)
	for r := range Regimes() {
		if r.Text() == "" || texts[r.Text()] {
			t.Errorf("%v: text %q", r, r.Text())
		}
		texts[r.Text()] = true
	}
}

func TestRegimeEdges(t *testing.T) {
	for _, test := range []struct {
		action, actionFilled, idle, idleFilled int64
		want                                   Regime
		reason                                 string
	}{
		{0, 0, 0, 0, RegimeUnknown, "no search"},
		{10, 0, 90, 0, LinkNever, "none"},
		{10, 10, 90, 80, LinkAlways, "9 in 10"},
		{10, 10, 90, 79, LinkForAction, "fewer, and all actions"},
		{10, 9, 90, 0, LinkForAction, "9 in 10 actions"},
		{10, 5, 90, 15, LinkRarely, "1 in 5, half of the actions"},
		{10, 6, 90, 14, LinkMixed, "1 in 5, most actions but not nearly all"},
		{10, 5, 90, 16, LinkMixed, "more than 1 in 5"},
		{0, 0, 100, 1, LinkRarely, "one, without action"},
		{1, 1, 99, 5, LinkForAction, "the one action there was"},
	} {
		var tally Tally
		for _, c := range []struct {
			o      Outcome
			linked Answer
			n      int64
		}{
			{Arrest, Yes, test.actionFilled}, {Arrest, 0, test.action - test.actionFilled},
			{NoFurtherAction, No, test.idleFilled}, {NoFurtherAction, 0, test.idle - test.idleFilled},
		} {
			if err := tally.AddCount(Key{Type: PersonSearch, Outcome: c.o, Linked: c.linked}, c.n); err != nil {
				t.Fatal(err)
			}
		}
		// Vehicles do not count.
		if err := tally.AddCount(Key{Type: VehicleSearch, Linked: Yes}, 1000); err != nil {
			t.Fatal(err)
		}
		if got := tally.Regime(); got != test.want {
			t.Errorf("%s: %v, want %v", test.reason, got, test.want)
		}
	}
	if Regime(99).Text() != "" {
		t.Error("a number that is no regime has a text")
	}
}

// A force that never records the link and seldom acts is missing few answers, and has none.
func TestDoubtWithoutMissingShare(t *testing.T) {
	var tally Tally
	if err := errors.Join(tally.AddCount(Key{Type: PersonSearch, Outcome: Arrest}, 10), tally.AddCount(Key{Type: PersonSearch, Outcome: NoFurtherAction}, 90)); err != nil {
		t.Fatal(err)
	}
	for d, want := range map[FindDefinition]bool{FindByAction: false, FindByActionKnown: false, FindByLinked: true, FindByLinkedAction: true, FindByArrest: false} {
		if got := tally.Doubt(d); (got != "") != want {
			t.Errorf("%v: %q", d, got)
		}
		if got := new(Tally).Doubt(d); got != "" {
			t.Errorf("%v of no searches: %q", d, got)
		}
	}
}

// Parts add up to the whole, whatever they are cut by: the grounds, the objects, the classes. The
// action rate splits into linked, unlinked and of unknown link.
func TestPartsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := tallyOf(rapid.SliceOfN(anySearch(), 0, 40).Draw(t, "searches")...)
		merged := new(Tally)
		for _, part := range Split(all, Key.Ground) {
			mustMerge(merged, part)
		}
		if !merged.Equal(all) {
			t.Fatal("the grounds do not add up")
		}
		merged = new(Tally)
		var arrests int64
		g := Grouping{Scheme: ethnicity.FivePlusOne}
		for o, part := range Split(all, func(k Key) Object { return k.Object }) {
			mustMerge(merged, part)
			for k := range part.All() {
				if k.Object != o {
					t.Fatalf("%v among %v", k.Object, o)
				}
			}
			p, err := part.Proportions(ArrestRate.Definition(), g)
			if err != nil {
				t.Fatal(err)
			}
			arrests += p.Overall.Events
		}
		whole := overall(t, all, ArrestRate.Definition())
		if !merged.Equal(all) || arrests != whole.Events {
			t.Fatalf("the objects do not add up: %d arrests, want %d", arrests, whole.Events)
		}
		var classes int64
		for _, part := range Split(all, func(k Key) Class { return k.Outcome.Class() }) {
			classes += part.Total()
		}
		if classes != all.Total() {
			t.Fatalf("%d searches in classes, want %d", classes, all.Total())
		}
		action := overall(t, all, FindByAction.Definition()).Events
		linked, unlinked := overall(t, all, FindByLinkedAction.Definition()).Events, overall(t, all, UnlinkedActionRate.Definition()).Events
		open := all.Where(func(k Key) bool { return k.Type.IsPerson() && k.Outcome.IsAction() && !k.Linked.IsKnown() }).Total()
		if linked+unlinked+open != action {
			t.Fatalf("%d linked, %d unlinked, %d open, of %d", linked, unlinked, open, action)
		}
		formal, informal := overall(t, all, OutOfCourtFormalRate.Definition()).Events, overall(t, all, OutOfCourtInformalRate.Definition()).Events
		if both := overall(t, all, OutOfCourtRate.Definition()).Events; formal+informal != both {
			t.Fatalf("%d formal and %d informal, of %d", formal, informal, both)
		}
	})
}

func overall(t interface{ Fatal(...any) }, all *Tally, d Definition) (p struct{ Events, Trials int64 }) {
	got, err := all.Proportions(d, Grouping{})
	if err != nil {
		t.Fatal(err)
	}
	p.Events, p.Trials = got.Overall.Events, got.Overall.Trials
	return p
}

// Every type from 1 to 22 is an outcome, in a group; 0 never is.
func TestCrimeOutcomes(t *testing.T) {
	n, formal, informal := 0, "", ""
	groups := make(map[CrimeOutcomeGroup]bool)
	for o := range CrimeOutcomes() {
		if o.IsOutcome() {
			n++
			groups[o.Group()] = true
		}
		switch o.Group() {
		case GroupOutOfCourtFormal:
			formal += " " + o.String()
		case GroupOutOfCourtInformal:
			informal += " " + o.String()
		}
		if (o.Group() == GroupNotYetAssigned) != !o.IsOutcome() {
			t.Errorf("%v: group %v", o, o.Group())
		}
	}
	if n != 22 || len(groups) != 12 || NotYetAssigned.IsOutcome() || CrimeOutcome(23).IsOutcome() || CrimeOutcome(23).Group() != GroupNotYetAssigned {
		t.Errorf("%d outcomes in %d groups", n, len(groups))
	}
	if formal != " caution, youths caution, adults penalty notice for disorder" || informal != " cannabis or khat warning community resolution" {
		t.Errorf("formal%s; informal%s", formal, informal)
	}
	// Year ending March 2026: 42,474 formal and 174,735 informal are out-of-court disposals, 23,277
	// of type 22 are not.
	var sum int64
	for o, count := range map[CrimeOutcome]int64{CautionAdults: 42474, CommunityResolutionOfCrime: 174735, DiversionaryActivity: 23277} {
		if o.IsOutOfCourt() {
			sum += count
		}
	}
	if sum != 217209 {
		t.Errorf("%d out of court, want 217209", sum)
	}
}
