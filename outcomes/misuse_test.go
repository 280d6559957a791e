package outcomes

import (
	"io"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/rri"
)

// TestMisuse has calls that ask for what there is not: each is an error that says what to do, and
// none panics.
func TestMisuse(t *testing.T) {
	full := FindByAction.Definition()
	without := func(change func(*Definition)) Definition {
		d := full
		change(&d)
		return d
	}
	one := tallyOf(Search{Type: PersonSearch, Self: ethnicity.WhiteBritish, Outcome: Arrest})
	people, err := ethnicity.PopulationOf("Kent", ethnicity.Census2021)
	if err != nil {
		t.Fatal(err)
	}
	nobody, err := ethnicity.NewPopulation("nowhere", ethnicity.WhiteOther, map[ethnicity.Group]float64{ethnicity.White: 0, ethnicity.OtherThanWhite: 0})
	if err != nil {
		t.Fatal(err)
	}
	proportions := func(d Definition, g Grouping) func() error {
		return func() error { _, err := one.Proportions(d, g); return err }
	}
	rates := func(c Counts, p ethnicity.Population) func() error {
		return func() error { _, err := c.Rates(p); return err }
	}
	last := func(all iter.Seq2[Search, error]) (err error) {
		for _, err = range all {
		}
		return err
	}
	tests := []struct {
		call   func() error
		want   string
		reason string
	}{
		{proportions(Definition{}, Grouping{}), `definition "" lacks a function: want Event, Trial and Missing`, "the zero definition"},
		{proportions(FindDefinition(99).Definition(), Grouping{}), "lacks a function", "a number that is no definition"},
		{proportions(OutcomeRate(99).Definition(), Grouping{}), "lacks a function", "a number that is no rate"},
		{proportions(without(func(d *Definition) { d.Event = nil }), Grouping{}), `definition "find rate" lacks`, "no events"},
		{proportions(without(func(d *Definition) { d.Trial = nil }), Grouping{}), "lacks a function", "no trials"},
		{proportions(without(func(d *Definition) { d.Missing = nil }), Grouping{}), "lacks a function", "a missing share that would be 0 in silence"},
		{func() error {
			_, err := one.Unknowns(Definition{}, Grouping{}, ethnicity.Black, ethnicity.White)
			return err
		}, "lacks a function", "bounds of the zero definition"},
		{func() error {
			_, err := one.OutcomeTest(99, Grouping{}, ethnicity.White, rri.Options{})
			return err
		}, "lacks a function", "an outcome test by a number that is no definition"},

		{func() error { _, err := one.Counts(Grouping{Rule: 9}); return err }, "EthnicityRule(9) is no ethnicity rule: want one of self, officer,", "it would count as self-defined"},
		{proportions(full, Grouping{Rule: 9}), "EthnicityRule(9)", "it would count as self-defined"},
		{func() error { _, err := one.Counts(Grouping{Scheme: 99}); return err }, "Scheme(99) is not a scheme", "no scheme"},

		{rates(Counts{By: map[ethnicity.Group]int64{ethnicity.White: -3}}, people), "-3 searches of White: want a count of 0 or more", "a negative count"},
		{rates(Counts{Unknown: map[ethnicity.Group]int64{ethnicity.NotStated: -1}}, people), "-1 searches of Not stated", "a negative count of the unknown"},
		{rates(Counts{By: map[ethnicity.Group]int64{ethnicity.White: 3}}, ethnicity.Population{}), "3 searches over a population without residents", "the zero Population"},
		{rates(Counts{Grouping: Grouping{Scheme: ethnicity.WhiteOther}, By: map[ethnicity.Group]int64{ethnicity.White: 3}}, nobody), "without residents", "an area where nobody lives"},
		{rates(Counts{By: map[ethnicity.Group]int64{ethnicity.White: 0}}, ethnicity.Population{}), "", "no searches of nobody: nothing is claimed"},

		{func() error { return last(ReadCSV(nil, ReadOptions{File: "x.csv"})) }, "x.csv:1: there is nothing to read from", "no reader"},
		{func() error { return last(ReadJSON(nil, ReadOptions{File: "x.json"})) }, "x.json:1: there is nothing to read from", "no reader"},
		{func() error { return new(Extract).ReadCSV(nil, ReadOptions{}) }, "there is nothing to read from", "no reader"},
		{func() error { return new(Extract).Read("x", nil) }, "x:1: there is nothing to read from", "no sequence"},
		{func() error { _, err := ReadTally(nil, "x"); return err }, "x:1: there is nothing to read from", "no reader"},
	}
	for _, test := range tests {
		err := test.call()
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%s: error %v, want %q in it", test.reason, err, test.want)
		}
	}
}

// TestNilTally: a nil tally reads as an empty one.
func TestNilTally(t *testing.T) {
	var none *Tally
	empty := new(Tally)
	if none.Total() != 0 || none.Len() != 0 || !none.Equal(empty) || !empty.Equal(none) || none.Where(always).Total() != 0 || none.Regime() != RegimeUnknown ||
		none.Doubt(FindByLinked) != "" || len(CountBy(none, Key.Ground)) != 0 || len(Split(none, Key.Ground)) != 0 {
		t.Error("a nil tally is not empty")
	}
	for k := range none.All() {
		t.Errorf("a nil tally yields %v", k)
	}
	got, err := none.Counts(Grouping{})
	want, err2 := empty.Counts(Grouping{})
	if err != nil || err2 != nil || len(got.By) != len(want.By) || sum(got.By) != 0 {
		t.Errorf("Counts of nil: %v, %v; of an empty tally: %v, %v", got, err, want, err2)
	}
	if p, err := none.Proportions(ArrestRate.Definition(), Grouping{}); err != nil || p.Searches != 0 || len(p.By) != 5 {
		t.Errorf("Proportions of nil: %v, %v", p, err)
	}
	if a, err := none.Allocate(ByOfficer, ethnicity.FivePlusOne, AllocateOptions{}); err != nil || a.Moved != 0 || a.Left != 0 {
		t.Errorf("Allocate of nil: %v, %v", a, err)
	}
	if table, err := none.Accounts(ethnicity.FivePlusOne); err != nil || len(table) != 0 {
		t.Errorf("Accounts of nil: %v, %v", table, err)
	}
	if err := none.WriteCSV(io.Discard); err != nil {
		t.Errorf("WriteCSV of nil: %v", err)
	}
	one := tallyOf(Search{Type: PersonSearch})
	mustMerge(one, nil)
	if one.Total() != 1 {
		t.Errorf("merging nil left %d searches, want 1", one.Total())
	}
	for name, err := range map[string]error{"Add": none.Add(Search{}), "AddCount": none.AddCount(Key{}, 1), "Merge": none.Merge(one), "Merge of nothing": none.Merge(nil)} {
		if err == nil || err.Error() != "outcomes: counting in a nil Tally: want new(Tally)" {
			t.Errorf("%s on nil: %v", name, err)
		}
	}
}

// TestNothing: a file without searches is no error in either form, and a file without bytes is one
// in both.
func TestNothing(t *testing.T) {
	for _, test := range []struct {
		read   func(io.Reader, ReadOptions) iter.Seq2[Search, error]
		text   string
		want   string
		reason string
	}{
		{ReadCSV, official + "\n", "", "a header alone"},
		{ReadJSON, "[]", "", "an empty array"},
		{ReadJSON, " [ ]\n", "", "an empty array with space"},
		{ReadCSV, "", "the file is empty", "no bytes"},
		{ReadJSON, "", "the file is empty", "no bytes"},
	} {
		all, errs := collect(test.read(strings.NewReader(test.text), ReadOptions{}))
		if len(all) != 0 || test.want == "" && errs != nil || test.want != "" && !slices.ContainsFunc(errs, func(err error) bool { return strings.Contains(err.Error(), test.want) }) {
			t.Errorf("%s (%q): %d searches, %v; want %q", test.reason, test.text, len(all), errs, test.want)
		}
	}
}
