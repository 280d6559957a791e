package outcomes

import (
	"maps"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
)

// collapses are ways to say less of a search.
var collapses = []struct {
	to     func(Key) Key
	reason string
}{
	{func(k Key) Key { return k }, "all of it"},
	{func(Key) Key { return Key{} }, "nothing"},
	{func(k Key) Key { k.Gender, k.Age, k.Clothing, k.Legislation, k.Object = 0, 0, 0, 0, 0; return k }, "what no rate asks for"},
	{func(k Key) Key { return Key{Type: k.Type, Self: k.Self} }, "the group"},
	{func(k Key) Key {
		k.Force, k.Month, k.Object = got(ethnicity.ParseForce("Kent")), 7, ControlledDrugs
		return k
	}, "another force and month, which do not count"},
}

// A tally that is collapsed is what is counted of searches of which less is said.
func TestLawCollapse(t *testing.T) {
	for _, test := range collapses {
		rapid.Check(t, func(t *rapid.T) {
			all := anyStopped(20).Draw(t, "searches")
			records := anyRecords(t, all)
			tally := tallyOfStopped(all, records)
			before := clone(tally)
			for i, s := range all {
				k := test.to(s.Key)
				k.Force, k.Month = s.Force, s.Month
				all[i].Key = k
			}
			got, want := tally.Collapse(test.to), tallyOfStopped(all, records)
			if !got.Equal(want) || !tally.Equal(before) {
				t.Fatalf("%s: %v %v, want %v %v", test.reason, cellsOf(got), pairsOf(got), cellsOf(want), pairsOf(want))
			}
			checkPairs(t, got)
		})
	}
}

// What a measure does not ask for changes nothing of it, nor of its design effects, to the last
// digit.
func TestLawCollapseKeepsMeasures(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tally := anyTally(30).Draw(t, "tally")
		small := tally.Collapse(collapses[2].to)
		for d := range definitions {
			for _, g := range []Grouping{{}, {Rule: OfficerDefined, Scheme: ethnicity.OfficerDefined}, {Scheme: ethnicity.WhiteOther, Independent: true}} {
				p, err := tally.Proportions(d, g)
				q, errSmall := small.Proportions(d, g)
				if errText(err) != errText(errSmall) || !maps.Equal(p.By, q.By) || !maps.Equal(p.MissingBy, q.MissingBy) || p.Overall != q.Overall || p.Unknown != q.Unknown {
					t.Fatalf("%s: %v (%v), want %v (%v)", d.Name, q, errSmall, p, err)
				}
			}
		}
	})
}

func errText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// Without months a tally has what all months of each force have, and knows nothing of stops.
func TestLawWithoutMonths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tally := anyTally(20).Draw(t, "tally")
		before := clone(tally)
		want := make(map[Key]int64)
		for k, n := range tally.All() {
			k.Month = 0
			want[k] += n
		}
		got := tally.WithoutMonths()
		if !maps.Equal(cellsOf(got), want) || got.Total() != tally.Total() || !tally.Equal(before) {
			t.Fatalf("%v, want %v", cellsOf(got), want)
		}
		for _, s := range got.Stops() {
			if s.Status != StopsNotCounted || s.Month != 0 || s.Pairs != 0 {
				t.Fatalf("stops %v", s)
			}
		}
	})
}

// Nothing collapses to nothing, whose columns that were kept are known.
func TestCollapseOfNothing(t *testing.T) {
	for _, tally := range []*Tally{nil, {}} {
		if got := tally.Collapse(func(k Key) Key { return k }); got.Total() != 0 || got.Len() != 0 {
			t.Errorf("Collapse of nothing: %v", cellsOf(got))
		}
		if got := tally.WithoutMonths(); got.Total() != 0 || got.Len() != 0 {
			t.Errorf("WithoutMonths of nothing: %v", cellsOf(got))
		}
	}
}

// A definition of one's own may ask for the force and the month, also one that was made of one of
// this package: it is asked of every cell.
func TestOwnDefinitionOfMonths(t *testing.T) {
	later := newMonth(2020, time.March)
	kent, essex := got(ethnicity.ParseForce("Kent")), got(ethnicity.ParseForce("Essex"))
	var tally Tally
	for i, k := range []Key{
		{Force: kent, Month: later - 1, Type: PersonSearch, Self: ethnicity.WhiteBritish, Outcome: Arrest},
		{Force: kent, Month: later, Type: PersonSearch, Self: ethnicity.WhiteBritish, Outcome: Arrest},
		{Force: essex, Month: later, Type: PersonSearch, Self: ethnicity.WhiteBritish, Outcome: Arrest},
	} {
		if err := tally.AddCount(k, int64(1+i)); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		change                  func(*Definition)
		events, trials, missing int64
		reason                  string
	}{
		{func(*Definition) {}, 6, 6, 0, "one of this package"},
		{func(d *Definition) { d.Event = func(k Key) bool { return k.Month >= later } }, 5, 6, 0, "events of a month on"},
		{func(d *Definition) { d.Trial = func(k Key) bool { return k.Force == kent } }, 3, 3, 0, "trials of a force"},
		{func(d *Definition) { d.Missing = func(k Key) bool { return k.Month < later } }, 6, 6, 1, "missing before a month"},
	} {
		d := FindByArrest.Definition()
		test.change(&d)
		p, err := tally.Proportions(d, Grouping{})
		if err != nil || p.Overall.Events != test.events || p.Overall.Trials != test.trials || p.Missing != test.missing {
			t.Errorf("%s: %v, %d missing, %v; want %d of %d, %d missing", test.reason, p.Overall, p.Missing, err, test.events, test.trials, test.missing)
		}
	}
}

// No definition of this package asks for the force or the month.
func TestDefinitionsAreOfKinds(t *testing.T) {
	for d := range definitions {
		if !d.ofKinds() {
			t.Errorf("%s: not known as one of this package", d.Name)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		k := anySearch().Draw(t, "search").Key()
		plain := k
		plain.Force, plain.Month = ethnicity.Force{}, 0
		for d := range definitions {
			if d.Trial(k) != d.Trial(plain) || d.Event(k) != d.Event(plain) || d.Missing(k) != d.Missing(plain) {
				t.Fatalf("%s asks for the force or the month of %v", d.Name, k)
			}
		}
	})
}
