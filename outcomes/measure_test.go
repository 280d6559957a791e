package outcomes

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/rri"
)

func TestEthnicityRule(t *testing.T) {
	for _, test := range []struct {
		self, officer              ethnicity.Group
		byOfficer, bySelfOrOfficer ethnicity.Group
		reason                     string
	}{
		{ethnicity.Chinese, ethnicity.White, ethnicity.White, ethnicity.Chinese, "both known"},
		{ethnicity.NotStated, ethnicity.Black, ethnicity.Black, ethnicity.Black, "the officer fills in"},
		{ethnicity.NotKnown, ethnicity.Black, ethnicity.Black, ethnicity.Black, "the officer fills in a blank"},
		{ethnicity.NotStated, ethnicity.NotKnown, ethnicity.NotKnown, ethnicity.NotStated, "neither known: the self-defined value says why"},
		{ethnicity.Refused, ethnicity.NotKnown, ethnicity.NotKnown, ethnicity.Refused, "neither known: the self-defined value says why"},
		{ethnicity.NoPerson, ethnicity.NoPerson, ethnicity.NoPerson, ethnicity.NoPerson, "nobody"},
	} {
		k := Key{Self: test.self, Officer: test.officer}
		if got := SelfDefined.Of(k); got != test.self {
			t.Errorf("self: %v, want %v (%s)", got, test.self, test.reason)
		}
		if got := OfficerDefined.Of(k); got != test.byOfficer {
			t.Errorf("officer: %v, want %v (%s)", got, test.byOfficer, test.reason)
		}
		if got := SelfThenOfficer.Of(k); got != test.bySelfOrOfficer {
			t.Errorf("self then officer: %v, want %v (%s)", got, test.bySelfOrOfficer, test.reason)
		}
	}
}

// The definitions on every kind of record, worked by hand. The columns are event (y), no event (n),
// no trial (-); ? says that it is left open.
func TestFindDefinitions(t *testing.T) {
	for _, test := range []struct {
		outcome Outcome
		linked  Answer
		want    string // of action, action-known, linked, linked-action, arrest
	}{
		{Arrest, Yes, "y y y y y"},
		{Arrest, No, "y y n n y"},
		{Arrest, AnswerNotRecorded, "y y -? n? y"},
		{Arrest, AnswerUnrecognised, "y y -? n? y"},
		{Caution, Yes, "y y y y n"},
		{Caution, No, "y y n n n"},
		{Caution, AnswerNotRecorded, "y y -? n? n"},
		{NoFurtherAction, Yes, "n n y n n"},
		{NoFurtherAction, No, "n n n n n"},
		{NoFurtherAction, AnswerNotRecorded, "n n -? n n"},
		{NothingFound, AnswerNotRecorded, "n n -? n n"},
		{OutcomeNotRecorded, Yes, "n? -? y n? n?"},
		{OutcomeNotRecorded, No, "n? -? n n n?"},
		{OutcomeNotRecorded, AnswerNotRecorded, "n? -? -? n? n?"},
		{OutcomeUnrecognised, Yes, "n? -? y n? n?"},
		{SubstanceSeized, AnswerNotRecorded, "n n -? n n"},
		{ArticleFound, AnswerNotRecorded, "y y -? n? n"},
	} {
		k := Key{Type: PersonSearch, Outcome: test.outcome, Linked: test.linked}
		var got []string
		for f := range FindDefinitions() {
			got = append(got, verdict(f.Definition(), k))
		}
		if s := strings.Join(got, " "); s != test.want {
			t.Errorf("%v, linked %v: %s, want %s", test.outcome, test.linked, s, test.want)
		}
	}
}

func verdict(d Definition, k Key) string {
	s := "-"
	switch {
	case d.Trial(k) && d.Event(k):
		s = "y"
	case d.Trial(k):
		s = "n"
	}
	if d.Missing(k) {
		s += "?"
	}
	return s
}

func TestDefinitionsSayWhatTheyAre(t *testing.T) {
	seen := map[string]bool{}
	check := func(d Definition, name string) {
		t.Helper()
		if d.Name != name || d.Text == "" || seen[d.Text] || d.Event == nil || d.Trial == nil || d.Missing == nil {
			t.Errorf("%+v", d)
		}
		seen[d.Text] = true
	}
	for f := range FindDefinitions() {
		check(f.Definition(), "find rate")
		if !strings.HasPrefix(f.Definition().Text, f.String()+": ") {
			t.Errorf("%q does not begin with %q", f.Definition().Text, f)
		}
	}
	for r := range OutcomeRates() {
		check(r.Definition(), r.String())
	}
	for o := range Outcomes() {
		check(o.Definition(), o.String()+" rate")
	}
	if d := FindDefinition(99).Definition(); d.Name != "" || d.Event != nil {
		t.Errorf("a definition that is none: %+v", d)
	}
	if d := OutcomeRate(99).Definition(); d.Name != "" || d.Event != nil {
		t.Errorf("a rate that is none: %+v", d)
	}
}

// Every search has one outcome and is in one class; the rates by class and what is not known or
// other action add up to all searches.
func TestOutcomesPartition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(anySearch(), 0, 40).Draw(t, "searches")
		tally := tallyOf(all...)
		g := Grouping{Rule: SelfDefined, Scheme: ethnicity.FivePlusOne}
		counts, err := tally.Counts(g)
		if err != nil {
			t.Fatal(err)
		}
		persons := tally.Where(func(k Key) bool { return k.Type.IsPerson() }).Total()
		if sum(counts.By)+counts.UnknownTotal() != persons {
			t.Fatalf("%v and %v do not add up to %d", counts.By, counts.Unknown, persons)
		}
		events := make(map[ethnicity.Group]int64)
		var unknown, overall int64
		for o := range Outcomes() {
			p, err := tally.Proportions(o.Definition(), g)
			if err != nil {
				t.Fatal(err)
			}
			for group, of := range p.By {
				events[group] += of.Events
				if of.Trials != counts.By[group] {
					t.Fatalf("%v: %d trials, want %d", group, of.Trials, counts.By[group])
				}
			}
			unknown += p.Unknown.Events
			overall += p.Overall.Events
			if p.Overall.Trials != persons || p.Searches != persons || p.Unknown.Trials != counts.UnknownTotal() {
				t.Fatalf("%+v, want %d searches", p, persons)
			}
		}
		if d := cmp.Diff(counts.By, events); d != "" || unknown != counts.UnknownTotal() || overall != persons {
			t.Fatalf("outcomes do not partition: -searches +events\n%s", d)
		}
		var byClass int64
		for c := range Classes() {
			byClass += tally.Where(func(k Key) bool { return k.Outcome.Class() == c }).Total()
		}
		if byClass != tally.Total() {
			t.Fatalf("%d searches in classes, of %d", byClass, tally.Total())
		}
		var kinds int64
		for _, r := range []OutcomeRate{ArrestRate, VoluntaryAttendanceRate, ChargeOrSummonsRate, OutOfCourtFormalRate, OutOfCourtInformalRate, NoFurtherActionRate} {
			p, err := tally.Proportions(r.Definition(), g)
			if err != nil {
				t.Fatal(err)
			}
			kinds += p.Overall.Events
		}
		rest := tally.Where(func(k Key) bool {
			return k.Type.IsPerson() && (!k.Outcome.IsKnown() || k.Outcome.Class() == ClassOtherAction)
		}).Total()
		if kinds+rest != persons {
			t.Fatalf("%d by kind and %d others, want %d", kinds, rest, persons)
		}
	})
}

// Proportions against a plain loop over the searches.
func TestProportionsByHand(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(anySearch(), 0, 40).Draw(t, "searches")
		rule := oneOf(EthnicityRules()).Draw(t, "rule")
		d := oneOf(FindDefinitions()).Draw(t, "definition").Definition()
		p, err := tallyOf(all...).Proportions(d, Grouping{Rule: rule, Scheme: ethnicity.FivePlusOne})
		if err != nil {
			t.Fatal(err)
		}
		want := make(map[ethnicity.Group]rri.Proportion)
		missing := make(map[ethnicity.Group]int64)
		for g := range ethnicity.FivePlusOne.Groups() {
			want[g], missing[g] = rri.Proportion{}, 0
		}
		var unknown, overall rri.Proportion
		var searches, missed int64
		for _, s := range all {
			k := s.Key()
			if !s.Type.IsPerson() {
				continue
			}
			searches++
			group := rule.Of(k)
			if group.IsKnown() {
				if group, err = ethnicity.FivePlusOne.Collapse(group); err != nil {
					t.Fatal(err)
				}
			}
			add := func(p rri.Proportion) rri.Proportion {
				if d.Trial(k) {
					p.Trials++
					if d.Event(k) {
						p.Events++
					}
				}
				return p
			}
			overall = add(overall)
			if group.IsKnown() {
				want[group] = add(want[group])
			} else {
				unknown = add(unknown)
			}
			if d.Missing(k) {
				missed++
				if group.IsKnown() {
					missing[group]++
				}
			}
		}
		if diff := cmp.Diff(want, p.By) + cmp.Diff(missing, p.MissingBy); diff != "" || p.Unknown != unknown || p.Overall != overall || p.Searches != searches ||
			p.Missing != missed {
			t.Fatalf("-want +got\n%s\n%+v", diff, p)
		}
		share := 0.0
		if searches > 0 {
			share = float64(missed) / float64(searches)
		}
		if got := p.MissingShare(); got != share {
			t.Fatalf("missing share %v, want %v", got, share)
		}
	})
}

// Collapsing to five groups after counting in eighteen is counting in five.
func TestCountingAndCollapsingCommute(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tally := tallyOf(rapid.SliceOfN(anySearch(), 0, 40).Draw(t, "searches")...)
		fine, err := tally.Counts(Grouping{Scheme: ethnicity.EighteenPlusOne})
		if err != nil {
			t.Fatal(err)
		}
		coarse, err := tally.Counts(Grouping{Scheme: ethnicity.FivePlusOne})
		if err != nil {
			t.Fatal(err)
		}
		collapsed, err := ethnicity.FivePlusOne.CollapseCounts(fine.By)
		if d := cmp.Diff(coarse.By, collapsed); d != "" || err != nil {
			t.Fatalf("%v: -counted +collapsed\n%s", err, d)
		}
		if d := cmp.Diff(coarse.Unknown, fine.Unknown); d != "" {
			t.Fatalf("-coarse +fine\n%s", d)
		}
	})
}

func TestCountsOfGroupsThatDoNotFit(t *testing.T) {
	tally := tallyOf(Search{Type: PersonSearch, Self: ethnicity.NotStated, Officer: ethnicity.Asian}, Search{Type: PersonSearch, Self: ethnicity.Indian})
	g := Grouping{Rule: SelfThenOfficer, Scheme: ethnicity.EighteenPlusOne}
	_, err := tally.Counts(g)
	if _, ok := errors.AsType[*ethnicity.CollapseError](err); !ok || !strings.HasPrefix(err.Error(), "outcomes: self-then-officer ethnicity in groups 18+1: ") {
		t.Errorf("Counts: %v", err)
	}
	if _, err := tally.Proportions(FindByAction.Definition(), g); err == nil {
		t.Error("Proportions: no error")
	}
	if _, err := tally.Counts(Grouping{Scheme: 200}); err == nil {
		t.Error("a scheme that is none: no error")
	}
	// A vehicle is in no group, so its driver is no trouble.
	if _, err := tallyOf(Search{Type: VehicleSearch, Officer: ethnicity.Asian}).Counts(Grouping{Rule: OfficerDefined, Scheme: ethnicity.EighteenPlusOne}); err != nil {
		t.Errorf("a vehicle: %v", err)
	}
}

func TestEmptyTally(t *testing.T) {
	var tally Tally
	c, err := tally.Counts(Grouping{})
	if err != nil || len(c.By) != 5 || sum(c.By) != 0 || c.UnknownTotal() != 0 || c.Unknown == nil {
		t.Errorf("%+v, %v", c, err)
	}
	p, err := tally.Proportions(FindByAction.Definition(), Grouping{})
	if err != nil || len(p.By) != 5 || p.Overall != (rri.Proportion{}) || p.MissingShare() != 0 {
		t.Errorf("%+v, %v", p, err)
	}
	if tally.Total() != 0 || tally.Len() != 0 || !tally.Equal(new(Tally)) || tally.Where(func(Key) bool { return true }).Len() != 0 {
		t.Error("an empty tally is not empty")
	}
}

func TestRates(t *testing.T) {
	tally := tallyOf(Search{Type: PersonSearch, Self: ethnicity.Indian}, Search{Type: PersonSearch, Self: ethnicity.Chinese},
		Search{Type: PersonSearch, Self: ethnicity.NotStated}, Search{Type: VehicleSearch, Self: ethnicity.Indian})
	c, err := tally.Counts(Grouping{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := ethnicity.PopulationOf("avon-and-somerset", ethnicity.Census2021)
	if err != nil {
		t.Fatal(err)
	}
	rates, err := c.Rates(p)
	if err != nil || len(rates) != 5 || rates[ethnicity.Asian].Events != 2 || rates[ethnicity.White] != (rri.Rate{Population: 1584583}) {
		t.Errorf("%v, %v", rates, err)
	}
	var events int64
	for _, r := range rates {
		events += r.Events
	}
	if events != 2 {
		t.Errorf("%d searches in rates: the unknown and the vehicle belong to none", events)
	}
	// On the 2001 basis Chinese people are in Other, and the residents move with the searches.
	c, err = tally.Counts(Grouping{Scheme: ethnicity.FivePlusOne2001})
	if err != nil {
		t.Fatal(err)
	}
	old, err := c.Rates(p)
	if err != nil || old[ethnicity.AsianWithoutChinese].Events != 1 || old[ethnicity.OtherWithChinese].Events != 1 ||
		old[ethnicity.OtherWithChinese].Population <= rates[ethnicity.Other].Population {
		t.Errorf("%v, %v", old, err)
	}
	// Figures in five groups cannot be taken apart into eighteen.
	five, err := p.Collapse(ethnicity.FivePlusOne)
	if err != nil {
		t.Fatal(err)
	}
	c, err = tally.Counts(Grouping{Scheme: ethnicity.EighteenPlusOne})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Rates(five); err == nil || !strings.Contains(err.Error(), "18+1") || !strings.Contains(err.Error(), "5+1") {
		t.Errorf("rates over coarser figures: %v", err)
	}
}
