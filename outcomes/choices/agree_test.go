package choices_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/choices"
	"github.com/seed-549880be/disparity/outcomes/report"
	"github.com/seed-549880be/disparity/rri"
)

// reported returns the index of a group in a table of the report.
func reported(t *testing.T, x *outcomes.Extract, table string, group ethnicity.Group, o report.Options) rri.Estimate {
	t.Helper()
	o.By = report.Whole
	r, err := report.New(x, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, of := range r.Document().Tables {
		for _, row := range of.Rows {
			if of.ID == table && row.Group == group && row.Kind == "" {
				return row.Ratio
			}
		}
	}
	t.Fatalf("the report has no %s of %s", table, group)
	return rri.Estimate{}
}

// checkAgainst computes the combinations of a result that a report can make too, and compares the
// index and its interval, which must be the same to the last digit.
func checkAgainst(t *testing.T, x *outcomes.Extract, o choices.Options) {
	t.Helper()
	r, err := choices.Of(x, o)
	if err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, m := range r.Measures {
		table := strings.ReplaceAll(m.Name, " ", "-")
		step := max(1, len(m.Combinations)/most|1) // odd, so that it meets all ways
		for i, c := range m.Combinations {
			q, ok := optionsOf(t, m, c)
			if !ok || i%step != 0 {
				continue
			}
			compared++
			q.ResidentsOf, q.Level = o.ResidentsOf, o.Level
			want := reported(t, x, table, r.Group, q)
			if c.Index != want.Value || c.Lower != want.Lower || c.Upper != want.Upper {
				t.Errorf("%s by %+v: %v (%v to %v), and the report has %v (%v to %v)", m.Name, q, c.Index, c.Lower, c.Upper, want.Value, want.Lower, want.Upper)
			}
		}
	}
	if compared < 6 {
		t.Errorf("%d combinations were compared: want 6 or more", compared)
	}
}

// most is about how many combinations of a measure are looked at, those that a report cannot make
// among them.
const most = 14

// optionsOf returns the options of the report that makes every choice as a combination does; false
// if there is none, or if it would take long to compare all of its kind.
func optionsOf(t *testing.T, m choices.Measure, c choices.Combination) (o report.Options, ok bool) {
	t.Helper()
	read := func(choice choices.Choice, way string) (err error) {
		switch choice {
		case choices.Account:
			err = o.Rule.UnmarshalText([]byte(way))
		case choices.Missing:
			err = o.Unknown.UnmarshalText([]byte(way))
		case choices.Groups:
			err = o.Scheme.UnmarshalText([]byte(way))
		case choices.Objects:
			ok = ok && way != "not drugs" // which a report has no filter for
			if way == "drugs" {
				o.Object = new(outcomes.ControlledDrugs)
			}
		case choices.Residents:
			err = o.Census.UnmarshalText([]byte(way))
		case choices.Find:
			err = o.Find.UnmarshalText([]byte(way))
		case choices.Evidence:
			o.Independent = way == "none"
		case choices.Method:
			err = o.Method.UnmarshalText([]byte(way))
		}
		return err
	}
	ok = true
	for i, of := range m.Choices {
		if err := read(of.Choice, of.Ways[c.Ways[i]]); err != nil {
			t.Fatal(err)
		}
	}
	for _, of := range m.Held {
		if err := read(of.Choice, of.Ways[0]); err != nil {
			t.Fatal(err)
		}
	}
	// a report fills in self-defined ethnicity alone
	return o, ok && (o.Unknown == outcomes.LeftOut || o.Rule == outcomes.SelfDefined)
}

// TestAsReport: the index of every combination that package report can make is that of the report,
// to the last digit.
func TestAsReport(t *testing.T) {
	all := choices.Usual()
	some := choices.Options{Methods: []rri.Method{rri.SCAS}, Objects: []choices.Object{{}, {Of: outcomes.ControlledDrugs}}}
	for _, test := range []struct {
		reason string
		x      *outcomes.Extract
		o      choices.Options
	}{
		{"one force between the censuses, every choice", made(t, recipe{n: 400}), choices.Options{Groups: all.Groups[:1], Evidence: all.Evidence}},
		{"several forces, one of them without residents", made(t, recipe{forces: []string{"essex", "kent", "btp"}}), some},
		{"another group and level", made(t, recipe{}), choices.Options{Group: ethnicity.Asian, Level: 0.9, Methods: some.Methods, Groups: all.Groups[:1]}},
		{"the residents of a place", made(t, recipe{forces: []string{"essex", "kent"}}), choices.Options{ResidentsOf: "England", Methods: some.Methods, Finds: all.Finds[:1]}},
		{"records before the census", made(t, recipe{month: day(2010, 6)}), some},
		{"arrests", made(t, recipe{kind: outcomes.PersonArrested}), choices.Options{Methods: []rri.Method{rri.SCAS}}},
		{"stops", made(t, recipe{kind: outcomes.PersonStopped}), choices.Options{Methods: []rri.Method{rri.SCAS}}},
		{"records that do not tell stops", made(t, recipe{noPlace: true}), some},
	} {
		t.Run(test.reason, func(t *testing.T) { checkAgainst(t, test.x, test.o) })
	}
}

// TestAsReportOfShared is TestAsReport of published files.
func TestAsReportOfShared(t *testing.T) {
	one := choices.Options{Methods: []rri.Method{rri.SCAS}}
	for _, files := range [][]string{
		{"2019-12-essex-stop-and-search.csv"},
		{"2022-09-metropolitan-stop-and-search.csv.gz"},
		{"2019-12-essex-stop-and-search.csv", "2020-01-essex-stop-and-search.csv", "2019-12-derbyshire-stop-and-search.csv"},
	} {
		t.Run(files[0], func(t *testing.T) { checkAgainst(t, shared(t, files...), one) })
	}
}

// TestOrder: the ways of a choice may stand in any order, and some may be left out: what is left
// has the same index, and the first way is the one that the others are set against.
func TestOrder(t *testing.T) {
	x := made(t, recipe{})
	full, err := choices.Of(x, choices.Options{Evidence: choices.Usual().Evidence})
	if err != nil {
		t.Fatal(err)
	}
	some, err := choices.Of(x, choices.Options{
		Accounts:  []outcomes.EthnicityRule{outcomes.SelfThenOfficer, outcomes.SelfDefined},
		Missing:   []outcomes.Allocation{outcomes.ByCrossTable},
		Objects:   []choices.Object{{Of: outcomes.ControlledDrugs, Not: true}, {}},
		Residents: []ethnicity.Census{ethnicity.Census2011, ethnicity.Interpolated},
		Finds:     []outcomes.FindDefinition{outcomes.FindByArrest},
		Evidence:  []choices.Clusters{choices.Independent},
		Methods:   []rri.Method{rri.Wald, rri.SCAS},
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, m := range some.Measures {
		if got, want := len(m.Combinations), []int{2 * 2 * 2 * 2 * 2, 2 * 2 * 2 * 2}[i]; got != want {
			t.Errorf("%s: %d combinations, want %d", m.Name, got, want)
		}
		for _, c := range m.Combinations {
			if got := like(full.Measures[i], m, c); got.Index != c.Index || got.Lower != c.Lower || got.Upper != c.Upper {
				t.Errorf("%s %v: %+v, and among all the ways %+v", m.Name, c.Ways, c, got)
			}
		}
		if first := m.First(); first.Index != m.Combinations[0].Index || slices.Max(first.Ways) != 0 {
			t.Errorf("%s: the first is %+v", m.Name, first)
		}
	}
}

// like returns the combination of m that makes every choice as one of another measure does.
func like(m, of choices.Measure, c choices.Combination) choices.Combination {
	way := make(map[choices.Choice]string)
	for i, w := range of.Choices {
		way[w.Choice] = w.Ways[c.Ways[i]]
	}
	for _, w := range of.Held {
		way[w.Choice] = w.Ways[0]
	}
	at := slices.IndexFunc(m.Combinations, func(d choices.Combination) bool {
		for i, w := range m.Choices {
			if w.Ways[d.Ways[i]] != way[w.Choice] {
				return false
			}
		}
		return true
	})
	if at < 0 {
		return choices.Combination{}
	}
	return m.Combinations[at]
}
