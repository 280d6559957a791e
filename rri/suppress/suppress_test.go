package suppress

import (
	"bytes"
	"errors"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
)

func compare[M rri.Measure](t fataler, counts map[string]M) rri.Table[string, M] {
	t.Helper()
	table, err := rri.Compare("a", counts, rri.Options{})
	if err != nil {
		t.Fatalf("%v", err)
	}
	return table
}

// of returns events of trials.
func of(events, trials int64) rri.Proportion { return rri.Proportion{Events: events, Trials: trials} }

func TestRule(t *testing.T) {
	type p = map[string]rri.Proportion
	tests := []struct {
		name                   string
		counts                 p
		o                      Options[string]
		hidden, hiddenExposure []string
		withholdTotals         bool
		reason                 string
	}{
		{"nothing small", p{"a": of(100, 200), "b": of(6, 50)}, Options[string]{AtMost: 5}, nil, nil, false, "6 is above 5"},
		{"zeros", p{"a": of(100, 200), "b": of(0, 50), "c": of(0, 0)}, Options[string]{AtMost: 5}, nil, nil, false, "a zero is a zero"},
		{"one small, next smallest", p{"a": of(100, 200), "b": of(3, 50), "c": of(20, 60), "d": of(12, 60)}, Options[string]{AtMost: 5}, []string{"b", "d"}, nil, false,
			"12 leaves room for 1 to 5"},
		{"one small, next smallest too close", p{"a": of(100, 200), "b": of(1, 50), "c": of(20, 60), "d": of(6, 60)}, Options[string]{AtMost: 5}, []string{"b", "c"}, nil, false,
			"1+6: a count known to be above 5 would leave 1 alone for b"},
		{"two small that do", p{"a": of(100, 200), "b": of(3, 50), "c": of(3, 60), "d": of(40, 60)}, Options[string]{AtMost: 5}, []string{"b", "c"}, nil, false, "1+5 to 5+1"},
		{"two small that do not", p{"a": of(100, 200), "b": of(5, 50), "c": of(5, 60), "d": of(40, 60)}, Options[string]{AtMost: 5}, []string{"b", "c", "d"}, nil, false,
			"10 is 5+5 alone"},
		{"baseline last", p{"a": of(20, 200), "b": of(3, 50), "c": of(30, 60)}, Options[string]{AtMost: 5}, []string{"b", "c"}, nil, false, "30 rather than the baseline's 20"},
		{"baseline if nothing else", p{"a": of(100, 200), "b": of(3, 50)}, Options[string]{AtMost: 5}, []string{"a", "b"}, nil, false, "the total tells one alone"},
		{"hopeless", p{"a": of(1, 200), "b": of(2, 50)}, Options[string]{AtMost: 5}, []string{"a", "b"}, nil, true, "3 in all is at most 2 each"},
		{"nobody knows the totals", p{"a": of(100, 200), "b": of(3, 50)}, Options[string]{AtMost: 5, NoTotals: true}, []string{"b"}, nil, false, "primary alone"},
		{"small trials", p{"a": of(100, 200), "b": of(0, 4), "c": of(10, 40), "d": of(30, 60)}, Options[string]{AtMost: 5}, []string{"b", "c", "d"}, []string{"b", "c"}, false,
			"of 4 searches the 0 goes too; 40 searches must cover for the 4, with their 10 finds, for which the 30 must"},
		{"carried over", p{"a": of(100, 200), "b": of(10, 40), "c": of(11, 50)}, Options[string]{AtMost: 5, HideExposure: []string{"c", "nobody"}}, []string{"b", "c"}, []string{"b", "c"}, false,
			"c by wish, b because the total would tell"},
		{"told by the trials", p{"a": of(0, 0), "b": of(4, 4), "c": of(50, 90)}, Options[string]{AtMost: 3, Hide: []string{"b"}, NoTotals: true}, []string{"b"}, []string{"b"}, false,
			"more than 3 of 4 are 4"},
		{"events carried over", p{"a": of(100, 200), "b": of(10, 40), "c": of(11, 50)}, Options[string]{AtMost: 5, Hide: []string{"c", "nobody"}}, []string{"b", "c"}, nil, false,
			"the trials are shown elsewhere"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			table := compare(t, test.counts)
			s, err := Apply(table, test.o)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(s.Hidden, test.hidden) || !slices.Equal(s.HiddenExposure, test.hiddenExposure) || s.WithholdTotals != test.withholdTotals {
				t.Errorf("withheld %q, exposure %q, totals %t; want %q, %q, %t (%s)", s.Hidden, s.HiddenExposure, s.WithholdTotals, test.hidden, test.hiddenExposure,
					test.withholdTotals, test.reason)
			}
		})
	}
}

func TestErrors(t *testing.T) {
	good := compare(t, map[string]rri.Rate{"a": {Events: 9, Population: 10}, "b": {Events: 1, Population: 10}})
	without, twice, bad := good, good, good
	without.Baseline = "z"
	s, err := Apply(good, Options[string]{AtMost: 5})
	if err != nil {
		t.Fatal(err)
	}
	twice = s.Table
	bad.Rows = slices.Clone(bad.Rows)
	bad.Rows[1].Count.Events = -1
	crowded := compare(t, map[string]rri.Rate{"a": {Events: rri.MaxCount, Population: float64(rri.MaxCount)}})
	tests := []struct {
		name  string
		table rri.Table[string, rri.Rate]
		o     Options[string]
		want  error
	}{
		{"k of 0", good, Options[string]{}, rri.ErrOption},
		{"k of 1", good, Options[string]{AtMost: 1}, rri.ErrOption},
		{"k too large", good, Options[string]{AtMost: 1001}, rri.ErrOption},
		{"base", good, Options[string]{AtMost: 5, Base: -1}, rri.ErrOption},
		{"no baseline", without, Options[string]{AtMost: 5}, rri.ErrBaseline},
		{"withheld already", twice, Options[string]{AtMost: 5}, rri.ErrCount},
		{"negative", bad, Options[string]{AtMost: 5}, rri.ErrCount},
		{"rounded beyond what is counted", crowded, Options[string]{AtMost: 5, Base: rri.MaxCount - 1}, nil},
	}
	for _, test := range tests {
		if _, err := Apply(test.table, test.o); !errors.Is(err, test.want) {
			t.Errorf("%s: error %v, want %v", test.name, err, test.want)
		}
	}
}

// Every form of the output is without the withheld counts and without every figure of their rows.
func TestEveryForm(t *testing.T) {
	table := compare(t, map[string]rri.Rate{"a": {Events: 317, Population: 1584583}, "b": {Events: 22, Population: 44435}, "c": {Events: 0, Population: 60732}, "d": {Events: 3, Population: 16982}})
	whole := publish(t, table)
	s, err := Apply(table, Options[string]{AtMost: 5})
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"b", "d"}; !slices.Equal(s.Hidden, want) {
		t.Fatalf("withheld %q, want %q", s.Hidden, want)
	}
	var csv, markdown, plain bytes.Buffer
	for _, err := range []error{s.Table.WriteCSV(&csv), s.Table.WriteMarkdown(&markdown), s.Table.WriteText(&plain)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for i, r := range publish(t, s.Table).Rows {
		hidden := slices.Contains(s.Hidden, r.Group)
		if (r.Events == nil) != hidden || anyFigure(r.Rate, r.Ratio, r.Difference, r.Excess) == hidden {
			t.Errorf("row %s: withheld %t, published %+v", r.Group, hidden, r)
		}
		if !hidden {
			if diff := cmp.Diff(whole.Rows[i], r); diff != "" {
				t.Errorf("row %s changed:\n%s", r.Group, diff)
			}
		}
	}
	for _, line := range strings.Split(csv.String(), "\n") {
		if strings.Contains(line, ",d,") && !strings.Contains(line, ",d,,16982,,,,,,,,,,,,,,,0.95,scas,suppressed") {
			t.Errorf("CSV of d: %s", line)
		}
	}
	for name, form := range map[string]string{"text": plain.String(), "markdown": markdown.String()} {
		if !strings.Contains(form, "counts of 1 to 5 are withheld") {
			t.Errorf("%s does not say the rule:\n%s", name, form)
		}
		if strings.Contains(form, "a count below 5") {
			t.Errorf("%s says that a withheld count is small:\n%s", name, form)
		}
	}
}

func TestRounding(t *testing.T) {
	table := compare(t, map[string]rri.Proportion{"a": {Events: 103, Trials: 317}, "b": {Events: 7, Trials: 22}, "c": {Events: 0, Trials: 38}})
	table.Measure, table.Definition, table.Events, table.Exposure, table.Per, table.Notes = "find rate", "finds", "finds", "searches", 1000, []string{"a note"}
	s, err := Apply(table, Options[string]{AtMost: 5, Base: 5})
	if err != nil {
		t.Fatal(err)
	}
	want := compare(t, map[string]rri.Proportion{"a": {Events: 105, Trials: 315}, "b": {Events: 5, Trials: 20}, "c": {Events: 0, Trials: 40}})
	want.Measure, want.Definition, want.Events, want.Exposure, want.Per = "find rate", "finds", "finds", "searches", 1000
	want.Notes = []string{"a note", "counts of 1 to 5 are withheld, and other figures from which they would follow; a zero is a zero; " +
		"other counts are rounded to multiples of 5, and the figures computed from these"}
	if diff := cmp.Diff(want, s.Table, cmpopts.EquateNaNs(), unexported); diff != "" {
		t.Errorf("rounded (-want +got):\n%s", diff)
	}
	for _, c := range []struct{ n, base, want int64 }{{0, 5, 0}, {1, 5, 5}, {7, 5, 5}, {8, 5, 10}, {25, 10, 30}, {24, 10, 20}, {6, 100, 100}} {
		if got := round(c.n, c.base); got != c.want {
			t.Errorf("round(%d, %d) = %d, want %d", c.n, c.base, got, c.want)
		}
	}
}

// The table that is given is not changed; the result is the same each time and whatever the order of the rows; small counts are withheld and zeros of rows with trials shown.
func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := genCounts(t)
		k := rapid.Int64Range(2, 7).Draw(t, "k")
		table, again := compare(t, counts), compare(t, counts)
		o := Options[string]{AtMost: k}
		s, err := Apply(table, o)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(again, table, cmpopts.EquateNaNs(), unexported); diff != "" {
			t.Fatalf("the table was changed:\n%s", diff)
		}
		second, err := Apply(table, o)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(s, second, cmpopts.EquateNaNs(), unexported); diff != "" {
			t.Fatalf("two results:\n%s", diff)
		}
		for i, r := range s.Table.Rows {
			m := table.Rows[i].Count
			hidden, trials := slices.Contains(s.Hidden, r.Group), slices.Contains(s.HiddenExposure, r.Group)
			if r.Rate.Flags.Has(rri.Suppressed) != hidden {
				t.Fatalf("%s: flag and list differ", r.Group)
			}
			switch small := func(n int64) bool { return n >= 1 && n <= k }; {
			case small(m.Events) && !hidden, small(m.Trials) && !trials:
				t.Fatalf("%v of %s is shown", m, r.Group)
			case m.Events == 0 && hidden && !trials:
				t.Fatalf("the zero of %s is withheld", r.Group)
			case m.Trials == 0 && trials:
				t.Fatalf("the zero trials of %s are withheld", r.Group)
			case hidden && r.Count.Events != 0, trials && r.Count.Trials != 0:
				t.Fatalf("%v of %s is in the row", r.Count, r.Group)
			case hidden && !(math.IsNaN(r.Rate.Value) && math.IsNaN(r.Ratio.Upper) && math.IsNaN(r.Excess.Lower) && math.IsNaN(r.Difference.P)):
				t.Fatalf("figures of %s are shown", r.Group)
			}
		}
		// A table without totals withholds no more than one with.
		primary, err := Apply(table, Options[string]{AtMost: k, NoTotals: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range primary.Hidden {
			if !slices.Contains(s.Hidden, g) {
				t.Fatalf("%s is withheld only if the totals are not known", g)
			}
		}
	})
}

func BenchmarkApply(b *testing.B) {
	counts := map[string]rri.Rate{}
	for i, g := range strings.Split("abcdefghijklmnopqrs", "") {
		counts[g] = rri.Rate{Events: int64(i * i), Population: 10000}
	}
	table, err := rri.Compare("s", counts, rri.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Apply(table, Options[string]{AtMost: 5}); err != nil {
			b.Fatal(err)
		}
	}
}

// unexported lets cmp look into tables.
var unexported = cmp.Exporter(func(reflect.Type) bool { return true })
