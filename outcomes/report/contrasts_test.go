package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/peers"
	"github.com/seed-549880be/disparity/rri/trend"
)

// contrastFile is a file of searches of White and Black people with values of "led": so many found
// and not found.
func contrastFile(values map[string][4]int) *keptFile {
	f := &keptFile{columns: []string{"led"}}
	for led, n := range values {
		f.add(n[0], search{self: white, officer: "White", outcome: "Arrest"}, led)
		f.add(n[1], search{self: white, officer: "White", outcome: noAction}, led)
		f.add(n[2], search{self: black, officer: "Black", outcome: "Arrest"}, led)
		f.add(n[3], search{self: black, officer: "Black", outcome: noAction}, led)
	}
	return f
}

// contrastOfBlack returns the row of Black people in a value, of a measure.
func contrastOfBlack(t interface {
	Helper()
	Fatalf(string, ...any)
}, d Document, id, value string) (Contrast, ContrastRow) {
	t.Helper()
	c, ok := contrastIn(d.Contrasts, id)
	i := slices.IndexFunc(c.Rows, func(row ContrastRow) bool { return row.Value == value && row.Group == ethnicity.Black })
	if !ok || i < 0 {
		t.Fatalf("no contrast of the %s with %s: %v", id, value, c)
	}
	return c, c.Rows[i]
}

// TestContrast: the ratio is that of the counts, of two values the second over the first, of more
// each over that with the most searches; what is not recorded is in none.
func TestContrast(t *testing.T) {
	officer, intelligence, third := [4]int{60, 140, 20, 80}, [4]int{50, 50, 20, 20}, [4]int{90, 310, 30, 30}
	for _, test := range []struct {
		values           map[string][4]int
		value, reference string
		before, after    [4]int
		reason           string
	}{
		{map[string][4]int{"officer": officer, "intelligence": intelligence}, "officer", "intelligence", intelligence, officer, "the second over the first"},
		{map[string][4]int{"officer": intelligence, "intelligence": officer, "": third}, "officer", "intelligence", officer, intelligence, "blank cells are no value"},
		{map[string][4]int{"officer": officer, "intelligence": intelligence, "neither": third}, "officer", "neither", third, officer, "of three, the one with the most searches"},
		{map[string][4]int{"officer": officer, "intelligence": officer, "neither": intelligence}, "neither", "intelligence", officer, intelligence, "of two with as many, the first"},
	} {
		d := must(New(contrastFile(test.values).read("led"), Options{By: EachKept1})).Document()
		of := func(n [4]int) trend.Pair[rri.Rate] {
			return trend.Pair[rri.Rate]{Group: rri.Rate{Events: int64(n[2] + n[3]), Population: 1}, Baseline: rri.Rate{Events: int64(n[0] + n[1]), Population: 1}}
		}
		c, row := contrastOfBlack(t, d, searchTable, test.value)
		want := must(trend.ChangeOfIndex(of(test.before), of(test.after), rri.Options{}))
		if c.Reference != test.reference || !sameEstimate(row.Ratio, want) {
			t.Errorf("%s: search rate over %s: %v, want %s, %v", test.reason, c.Reference, row.Ratio, test.reference, want)
		}
		share := func(n [4]int) trend.Pair[rri.Proportion] {
			return trend.Pair[rri.Proportion]{Group: rri.Proportion{Events: int64(n[2]), Trials: int64(n[2] + n[3])}, Baseline: rri.Proportion{Events: int64(n[0]), Trials: int64(n[0] + n[1])}}
		}
		_, row = contrastOfBlack(t, d, "find-rate", test.value)
		if want := must(trend.ChangeOfIndex(share(test.before), share(test.after), rri.Options{})); !sameEstimate(row.Ratio, want) {
			t.Errorf("%s: arrest rate: %v, want %v", test.reason, row.Ratio, want)
		}
		if len(c.values()) != len(test.values)-1 && test.values[""] == [4]int{} {
			t.Errorf("%s: values %q", test.reason, c.values())
		}
	}
}

// TestLawContrastWithoutResidents: the ratio of two indices of searches is the same whosever the
// residents are, and where there are none; and the other way round it is one over it.
func TestLawContrastWithoutResidents(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 300)
		values := map[string][4]int{}
		for _, v := range []string{"a", "b"} {
			values[v] = [4]int{n.Draw(t, "white"), 5, n.Draw(t, "black"), 1}
		}
		of := func(x *outcomes.Extract, o Options) rri.Estimate {
			o.By = EachKept1
			_, row := contrastOfBlack(t, must(New(x, o)).Document(), searchTable, "b")
			return row.Ratio
		}
		want := of(contrastFile(values).read("led"), Options{})
		for name, o := range map[string]Options{"of Leeds": {ResidentsOf: "Leeds"}, "of another census": {Census: ethnicity.Census2011}, "none": {Gender: new(outcomes.Male)}} {
			if got := of(contrastFile(values).read("led"), o); !sameEstimate(got, want) {
				t.Fatalf("residents %s: %v, want %v", name, got, want)
			}
		}
		values["a"], values["b"] = values["b"], values["a"]
		got := of(contrastFile(values).read("led"), Options{})
		got.Value, got.Lower, got.Upper = 1/got.Value, 1/got.Upper, 1/got.Lower
		if got.Flags = want.Flags; !sameEstimate(got, want) {
			t.Fatalf("the other way round %v, want %v", got, want)
		}
	})
}

// TestContrastWord has a rule a row that gives or forbids a word.
func TestContrastWord(t *testing.T) {
	two := func(a, b [4]int) *keptFile { return contrastFile(map[string][4]int{"a": a, "b": b}) }
	unknownIn := func(f *keptFile, n int) *keptFile {
		f.add(n, search{self: none, officer: "White", outcome: "Arrest"}, "b")
		return f
	}
	opposite := &keptFile{columns: []string{"led"}}
	for _, v := range []string{"a", "b"} {
		n := map[string]int{"a": 40, "b": 200}[v]
		opposite.add(200, search{self: white, officer: "White", outcome: "Arrest"}, v)
		opposite.add(n, search{self: black, officer: "White", outcome: "Arrest"}, v)
		opposite.add(240-n, search{self: white, officer: "Black", outcome: "Arrest"}, v)
	}
	for _, test := range []struct {
		f      *keptFile
		o      Options
		id     string
		word   peers.Word
		why    string // begins with
		reason string
	}{
		{two([4]int{100, 100, 50, 50}, [4]int{100, 100, 100, 100}), Options{}, searchTable, peers.Above, "", "the range lies above 1"},
		{two([4]int{100, 100, 100, 100}, [4]int{100, 100, 50, 50}), Options{}, searchTable, peers.Below, "", "the range lies below 1"},
		{two([4]int{9000, 9000, 9000, 9000}, [4]int{9000, 9000, 9000, 9000}), Options{}, searchTable, peers.Similar, "", "the range lies within 10 %"},
		{two([4]int{90, 90, 90, 90}, [4]int{90, 90, 90, 90}), Options{}, searchTable, peers.CannotTell, "", "it does not"},
		{two([4]int{90, 90, 90, 90}, [4]int{90, 90, 90, 90}), Options{Margin: 0.5}, searchTable, peers.Similar, "", "a wider margin"},
		{two([4]int{100, 100, 50, 50}, [4]int{2, 2, 100, 100}), Options{}, searchTable, peers.NoWord, `with led "b": 4 events of White people, too few to compare with`, "few of the baseline"},
		{unknownIn(two([4]int{100, 100, 50, 50}, [4]int{100, 100, 100, 100}), 20), Options{}, searchTable, peers.Above, "", "the share of the unknown differs by 5 points at the most"},
		{unknownIn(two([4]int{100, 100, 50, 50}, [4]int{100, 100, 100, 100}), 200), Options{}, searchTable, peers.NoWord, "the shares of unknown ethnicity differ by more than 5 points", "it differs by more, and matters"},
		{unknownIn(two([4]int{1000, 1000, 50, 50}, [4]int{100, 100, 900, 900}), 200), Options{}, searchTable, peers.Above, "", "it differs by more, and does not matter"},
		{opposite, Options{}, searchTable, peers.NoWord, "the other account of ethnicity gives the opposite word", "the officers' account says the opposite"},
		{two([4]int{100, 100, 20, 80}, [4]int{100, 100, 80, 20}), Options{}, "find-rate", peers.Above, "", "of outcomes"},
		{two([4]int{0, 100, 20, 80}, [4]int{100, 100, 80, 20}), Options{}, "find-rate", peers.NoWord, `with led "a": 0 events of White people`, "no outcome of the baseline"},
	} {
		test.o.By = EachKept1
		d := must(New(test.f.read("led"), test.o)).Document()
		_, row := contrastOfBlack(t, d, test.id, "b")
		if row.Word != test.word || !strings.HasPrefix(row.Why, test.why) || (row.Why == "") != (test.word != peers.NoWord) {
			t.Errorf("%s: %s, %q (%v); want %s, %q", test.reason, row.Word, row.Why, row.Ratio, test.word, test.why)
		}
	}
}

// TestContrastSentence: one sentence stands on the first screen, and the table with its measure.
func TestContrastSentence(t *testing.T) {
	two := map[string][4]int{"officer led": {100, 100, 100, 100}, "intelligence led": {100, 100, 50, 50}}
	teams := make(map[string][4]int)
	for i := range 30 {
		teams[fmt.Sprintf("Team %d", i+1)] = [4]int{100 + i, 100, 50, 50 + i}
	}
	for _, test := range []struct {
		values      map[string][4]int
		o           Options
		said, table string
		reason      string
	}{
		{two, Options{}, `Led: the index of the search rate with "officer led" over that with "intelligence led" is Black 2.00 (1.47–2.73); from 1 by more than chance: Black (Above).`,
			`Search rate by led, compared with each other: the index with "officer led" over that with "intelligence led"`, "two values"},
		{two, Options{Method: rri.Byar}, "", "", "a method without a ratio of two indices"},
		{teams, Options{}, `Between the 30 values of led, set against "Team 30" as the one with the most searches: the index of the search rate is above in 0 and below in 0 of 29 comparisons; were all alike, about 1 would be by chance.`,
			"29 comparisons: were all alike, about 1 would be Above or Below by chance.", "many values"},
		{two, Options{Unknown: outcomes.InProportion}, "", "", "the unknown are put into groups"},
		{map[string][4]int{"officer led": {100, 100, 100, 100}}, Options{}, "", "", "one value"},
		{two, Options{Gender: new(outcomes.Male)}, `Led: the index of the search rate with "officer led" over that`, "Search rate by led, compared with each other", "no search rate, which the ratio does not need"},
	} {
		test.o.By = EachKept1
		r, err := New(contrastFile(test.values).read("led"), test.o)
		if err != nil {
			if test.o.Method == rri.SCAS {
				t.Errorf("%s: %v", test.reason, err)
			}
			continue
		}
		if got := r.Document().Summary.Contrast; !strings.HasPrefix(got, test.said) || test.said == "" && got != "" {
			t.Errorf("%s: %q, want %q", test.reason, got, test.said)
		}
		var b strings.Builder
		if err := r.WriteText(&b, Layout{Tables: []string{searchTable}, Width: maxWidth}); err != nil || !strings.Contains(b.String(), test.said) || !strings.Contains(b.String(), test.table) {
			t.Errorf("%s: %v: want %q in\n%s", test.reason, err, test.table, b.String())
		}
		if strings.Contains(b.String(), "No table search-rate") && test.table != "" {
			t.Errorf("%s: the table is there, and said not to be", test.reason)
		}
		for _, word := range []string{"explain", "because", "due to", "likely", "risk", "more times", "times more", "times less", "no difference", "bias", "discriminat"} {
			if strings.Contains(strings.ToLower(r.Document().Summary.Contrast+b.String()), word) {
				t.Errorf("%s: the text has %q", test.reason, word)
			}
		}
	}
}

// TestContrastOfRecorded: what is told of a ratio is of the searches with a recorded ethnicity, and
// says whether the unknown leave it open: in the sentence, in the word and in the legend.
func TestContrastOfRecorded(t *testing.T) {
	const ratio = `Led: of the searches with a recorded ethnicity, the index of the search rate with "officer led" over that with "intelligence led" is Black 2.00 (1.47–2.73); `
	for _, test := range []struct {
		unknown int // in each value
		said    []string
		word    string
		legend  string
		without string
		reason  string
	}{
		{0, []string{`Led: the index of the search rate`, "; from 1 by more than chance: Black (Above)."}, "Above", "Above, Below: the range leaves out 1.", "recorded ethnicity", "none is unknown"},
		{4, []string{ratio, "; from 1 by more than chance, and whichever way the searches of unknown ethnicity fell: Black (Above)."}, "Above",
			"Above, Below: the range with unknown leaves out 1.", "not settled", "too few to turn it"},
		{90, []string{ratio, "; from 1 by more than chance, but not whichever way the searches of unknown ethnicity fell, so that it is not settled: Black (above; with unknown 0."}, "above",
			"above, below: of those with a recorded ethnicity alone; how the unknown fell leaves it open.", "(Above)", "they leave it open"},
	} {
		f := contrastFile(map[string][4]int{"officer led": {100, 100, 100, 100}, "intelligence led": {100, 100, 50, 50}})
		for _, v := range []string{"officer led", "intelligence led"} {
			f.add(test.unknown, search{self: none, officer: "White", outcome: "Arrest"}, v)
		}
		r := must(New(f.read("led"), Options{By: EachKept1}))
		d := r.Document()
		for _, said := range test.said {
			if !strings.Contains(d.Summary.Contrast, said) {
				t.Errorf("%s: %q, want %q", test.reason, d.Summary.Contrast, said)
			}
		}
		if strings.Contains(d.Summary.Contrast, test.without) {
			t.Errorf("%s: %q has %q", test.reason, d.Summary.Contrast, test.without)
		}
		if _, row := contrastOfBlack(t, d, searchTable, "officer led"); row.wordText() != test.word {
			t.Errorf("%s: word %q, want %q", test.reason, row.wordText(), test.word)
		}
		var b strings.Builder
		if err := r.WriteText(&b, Layout{Tables: []string{searchTable}, Width: maxWidth}); err != nil || !strings.Contains(b.String(), test.legend) {
			t.Errorf("%s: %v: want %q in\n%s", test.reason, err, test.legend, b.String())
		}
	}
}

// TestContrastOfNothing: a measure of which no two indices are there is not set out in rows of
// nothing, and a note names it; a value without any has no rows beside others that have.
func TestContrastOfNothing(t *testing.T) {
	d := must(New(contrastFile(map[string][4]int{"a": {0, 50, 0, 20}, "b": {0, 50, 0, 20}}).read("led"), Options{By: EachKept1})).Document()
	if c, ok := contrastIn(d.Contrasts, "find-rate"); ok {
		t.Errorf("nothing was found, and %v is compared", c)
	}
	one := must(New(contrastFile(map[string][4]int{"a": {0, 100, 0, 80}, "b": {100, 100, 80, 20}}).read("led"), Options{By: EachKept1})).Document()
	if c, ok := contrastIn(one.Contrasts, "find-rate"); ok {
		t.Errorf("nothing was found on one side, and %v is compared", c)
	}
	const note = "The values of led are not compared with each other in what has no two indices to compare: "
	if !slices.ContainsFunc(d.Notes, func(n string) bool { return strings.HasPrefix(n, note) && strings.Contains(n, "find rate") }) {
		t.Errorf("notes %q: want %q", d.Notes, note)
	}
	r := must(New(contrastFile(map[string][4]int{"a": {50, 50, 20, 20}, "b": {50, 50, 20, 10}, "c": {0, 50, 0, 20}}).read("led"), Options{By: EachKept1}))
	var b strings.Builder
	if err := r.WriteText(&b, Layout{Tables: []string{"find-rate"}, Width: maxWidth}); err != nil || !strings.Contains(b.String(), `Nothing to compare, and so no rows: "c".`) {
		t.Errorf("a value without finds: %v:\n%s", err, b.String())
	}
}

// TestContrastSuppressed: where small counts are withheld, a ratio is of what is shown alone.
func TestContrastSuppressed(t *testing.T) {
	d := must(New(contrastFile(map[string][4]int{"a": {50, 50, 2, 1}, "b": {50, 50, 20, 20}}).read("led"), Options{By: EachKept1, Suppress: 5})).Document()
	for _, c := range d.Contrasts {
		for _, row := range c.Rows {
			if row.Group == ethnicity.Black && row.Ratio.Computed() {
				t.Errorf("%s of %s: %v is told of what is withheld", c.ID, row.Value, row.Ratio)
			}
		}
	}
}

// TestContrastScreens: a report by a column that was kept says nothing that its tables do not bear,
// at any width.
func TestContrastScreens(t *testing.T) {
	for _, o := range []Options{{By: EachKept1}, {By: EachKept1, Within: []Dimension{ByObject}}, {By: EachKept1, Gender: new(outcomes.Male)}} {
		r := must(New(ledBy("led").read("led"), o))
		for _, width := range []int{60, 80, 132} {
			if found := seenOf(t, r, Layout{Width: width}).checked(); len(found) > 0 {
				t.Errorf("%v at %d: %v", o.Within, width, found)
			}
			if found := seenOf(t, r, Layout{Width: width, Tables: []string{allTables}, P: true}).checkPage(); len(found) > 0 {
				t.Errorf("%v at %d, all tables: %v", o.Within, width, found)
			}
		}
	}
}
