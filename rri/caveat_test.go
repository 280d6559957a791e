package rri_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/multiple"
	"github.com/seed-549880be/disparity/rri/suppress"
	"github.com/seed-549880be/disparity/rri/unknown"
)

const unusedWhy = "the form has no such label"

var sameTable = cmp.Options{cmpopts.EquateNaNs(), cmp.AllowUnexported(rri.Table[string, rri.Rate]{})}

// rowOf returns the row of a group.
func rowOf[M rri.Measure](t rri.Table[string, M], group string) rri.Row[string, M] {
	return t.Rows[slices.IndexFunc(t.Rows, func(r rri.Row[string, M]) bool { return r.Group == group })]
}

func someRates() map[string]rri.Rate {
	return map[string]rri.Rate{"White": {Events: 772, Population: 1793173}, "Black": {Events: 334, Population: 236047},
		"Arab": {Population: 101435}, "Chinese": {Events: 2, Population: 50718}}
}

func ratesOf(t interface{ Fatal(...any) }, o rri.Options) rri.Table[string, rri.Rate] {
	table, err := rri.Compare("White", someRates(), o)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// checkNoNumber reports a number of a comparison of a group that is not compared, and a count that
// is not there, in any form of the table.
func checkNoNumber[M rri.Measure](t interface {
	Errorf(string, ...any)
	Fatal(...any)
}, table rri.Table[string, M], group string, m M) {
	r := rowOf(table, group)
	for name, e := range map[string]rri.Estimate{"rate": r.Rate, "ratio": r.Ratio, "difference": r.Difference, "excess": r.Excess} {
		if !math.IsNaN(e.Value) || !math.IsNaN(e.Lower) || !math.IsNaN(e.Upper) || !math.IsNaN(e.P) || !e.Flags.Has(rri.NotCompared) {
			t.Errorf("%s of %q is %v with flags %v", name, group, e, e.Flags)
		}
	}
	if r.Count != m || r.Note != unusedWhy {
		t.Errorf("the row of %q has %v and the note %q", group, r.Count, r.Note)
	}
	var text, markdown, comma bytes.Buffer
	for _, err := range []error{table.WriteText(&text), table.WriteMarkdown(&markdown), table.WriteCSV(&comma)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	events, exposure, _ := m.Counts()
	for form, out := range map[string]string{"text": text.String(), "Markdown": markdown.String()} {
		if !strings.Contains(out, unusedWhy) {
			t.Errorf("%s does not say why %q is not compared:\n%s", form, group, out)
		}
		line := out[strings.Index(out, group):]
		line, _, _ = strings.Cut(line, "\n")
		digits := strings.Map(func(r rune) rune { // what is left of the line beside the counts
			if r >= '0' && r <= '9' || r == '∞' || r == '●' || r == '←' || r == '→' || r == '├' {
				return r
			}
			return -1
		}, strings.TrimPrefix(line, group))
		if want := fmt.Sprintf("%d%.0f", events, exposure); digits != want {
			t.Errorf("%s has %q in the line of %q, want %q alone:\n%s", form, digits, group, want, out)
		}
	}
	records, err := csv.NewReader(&comma).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, record := range records {
		if record[3] != group {
			continue
		}
		for i, cell := range record[6:20] {
			if cell != "" {
				t.Errorf("CSV has %s = %s for %q", records[0][6+i], cell, group)
			}
		}
		if record[4] != fmt.Sprint(events) || !strings.Contains(strings.Join(record, ","), "not-compared") {
			t.Errorf("CSV of %q: %q", group, record)
		}
	}
	data, err := json.Marshal(table)
	if err != nil {
		t.Fatal(err)
	}
	var back rri.Table[string, M]
	if err := json.Unmarshal(data, &back); err != nil {
		t.Errorf("%v", err)
		return
	}
	if again := rowOf(back, group); again.Note != unusedWhy || !again.Ratio.Flags.Has(rri.NotCompared) || !math.IsNaN(again.Ratio.Value) {
		t.Errorf("read back: %+v", again)
	}
}

// TestLawNotCompared: a row without a comparison has its count and no number else, in every form of
// every table, and of every table that is made of it.
func TestLawNotCompared(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := map[string]rri.Rate{"White": {Events: rapid.Int64Range(0, 900).Draw(t, "baseline"), Population: 90000}}
		for _, g := range []string{"Asian", "Black", "Other"} {
			counts[g] = rri.Rate{Events: rapid.Int64Range(0, 90).Draw(t, g), Population: float64(rapid.Int64Range(1, 99999).Draw(t, "residents"))}
		}
		o := rri.Options{Method: rapid.SampledFrom([]rri.Method{rri.SCAS, rri.Wald, rri.Exact, rri.Jeffreys}).Draw(t, "method"),
			Side: rapid.SampledFrom([]rri.Side{rri.TwoSided, rri.LowerOnly, rri.UpperOnly}).Draw(t, "side")}
		table, err := rri.Compare("White", counts, o)
		if err != nil {
			t.Fatal(err)
		}
		group := rapid.SampledFrom([]string{"Asian", "Black", "Other"}).Draw(t, "group")
		table = table.WithoutComparison(group, unusedWhy)
		checkNoNumber(t, table, group, counts[group])
		again, err := table.Recompute(rri.Options{Level: 0.8}, nil)
		if err != nil {
			t.Fatal(err)
		}
		checkNoNumber(t, again, group, counts[group])
	})
}

// TestWithoutRates: a table without rates has its counts in every form, and why, but no number that
// is made of them, nor words of a baseline without events; and it reads back.
func TestWithoutRates(t *testing.T) {
	table, err := rri.Compare("White", map[string]rri.Proportion{"White": {Trials: 317}, "Black": {Trials: 29}}, rri.Options{})
	if err != nil {
		t.Fatal(err)
	}
	table = table.WithoutRates(unusedWhy)
	checkNoNumber(t, table, "Black", rri.Proportion{Trials: 29})
	if r := rowOf(table, "White"); r.Count.Trials != 317 || r.Note != unusedWhy || !math.IsNaN(r.Rate.Value) || !math.IsNaN(r.Rate.Upper) || r.Ratio.Value != 1 {
		t.Errorf("the row of the baseline: %+v", r)
	}
	var text, markdown bytes.Buffer
	if err := errors.Join(table.WriteText(&text), table.WriteMarkdown(&markdown)); err != nil {
		t.Fatal(err)
	}
	for _, form := range []string{text.String(), markdown.String()} {
		if !strings.Contains(form, unusedWhy) || strings.Contains(form, "nothing to compare with") || strings.Contains(form, "0.0") {
			t.Errorf("written for people:\n%s", form)
		}
	}
}

// TestNotComparedStays: what makes a table of a table neither loses the note nor brings a number
// back, or it is an error.
func TestNotComparedStays(t *testing.T) {
	table := ratesOf(t, rri.Options{}).WithoutComparison("Arab", unusedWhy).WithCategories("Chinese", "sorted otherwise")
	together, err := multiple.Simultaneous(table, multiple.Sidak, 0)
	if err != nil {
		t.Fatal(err)
	}
	checkNoNumber(t, together, "Arab", someRates()["Arab"])
	if together.Simultaneous.Comparisons != 2 {
		t.Errorf("%d comparisons, want those of Black and Chinese", together.Simultaneous.Comparisons)
	}
	for _, c := range multiple.Ratios(table).Comparisons {
		if c.Group == "Arab" && !(math.IsNaN(c.Estimate.Value) && math.IsNaN(c.Estimate.P) && math.IsNaN(c.Adjusted)) {
			t.Errorf("a family has %+v", c)
		}
	}
	widened, err := table.Recompute(table.Options, func(_ string, r rri.Rate) rri.Rate { return rri.WithDesignEffect(r, 4) })
	if err != nil {
		t.Fatal(err)
	}
	if r := rowOf(widened, "Arab"); !math.IsNaN(r.Ratio.Value) || !math.IsNaN(r.Ratio.P) || r.Note != unusedWhy {
		t.Errorf("widened: %+v", r)
	}
	if r := rowOf(widened, "Chinese"); math.IsNaN(r.Ratio.Value) || !r.Ratio.Flags.Has(rri.Categories) || r.Note != "sorted otherwise" {
		t.Errorf("widened: %+v", r)
	}
	if _, err := unknown.PoolTables([]rri.Table[string, rri.Rate]{table, table}); !errors.Is(err, rri.ErrDerived) || !strings.Contains(err.Error(), `"Arab"`) {
		t.Errorf("pooled: %v", err)
	}
	for _, base := range []int64{0, 5} {
		s, err := suppress.Apply(table, suppress.Options[string]{AtMost: 5, Base: base})
		if err != nil {
			t.Fatal(err)
		}
		arab, chinese := rowOf(s.Table, "Arab"), rowOf(s.Table, "Chinese")
		if !math.IsNaN(arab.Rate.Upper) || !math.IsNaN(arab.Ratio.Upper) || !math.IsNaN(arab.Ratio.P) || arab.Note != unusedWhy {
			t.Errorf("base %d: a zero that is shown: %+v", base, arab)
		}
		if chinese.Note != "" || chinese.Rate.Flags != rri.Suppressed || chinese.Ratio.Flags != rri.Suppressed {
			t.Errorf("base %d: a count that is withheld: %+v", base, chinese)
		}
		if s, err = suppress.Apply(table, suppress.Options[string]{AtMost: 5, Base: base, Hide: []string{"Arab"}}); err != nil {
			t.Fatal(err)
		}
		if r := rowOf(s.Table, "Arab"); r.Note != "" || r.Rate.Flags != rri.Suppressed {
			t.Errorf("base %d: a zero that is withheld by wish: %+v", base, r)
		}
	}
}

// TestSetAside: which rows change, and which do not.
func TestSetAside(t *testing.T) {
	for _, test := range []struct {
		of      func(rri.Table[string, rri.Rate]) rri.Table[string, rri.Rate]
		changed []string
		reason  string
	}{
		{func(t rri.Table[string, rri.Rate]) rri.Table[string, rri.Rate] {
			return t.WithoutComparison("Arab", "why")
		}, []string{"Arab"}, "a group"},
		{func(t rri.Table[string, rri.Rate]) rri.Table[string, rri.Rate] {
			return t.WithoutComparison("White", "why")
		}, nil, "the baseline is compared with"},
		{func(t rri.Table[string, rri.Rate]) rri.Table[string, rri.Rate] {
			return t.WithoutComparison("Roma", "why")
		}, nil, "no row"},
		{func(t rri.Table[string, rri.Rate]) rri.Table[string, rri.Rate] {
			return t.WithCategories("Chinese", "why")
		}, []string{"Chinese"}, "another"},
		{func(t rri.Table[string, rri.Rate]) rri.Table[string, rri.Rate] {
			return t.WithoutRates("why")
		}, []string{"White", "Arab", "Black", "Chinese"}, "every row, the baseline too"},
		{func(t rri.Table[string, rri.Rate]) rri.Table[string, rri.Rate] {
			return t.WithCategories("White", "why")
		}, []string{"White"}, "a baseline of other categories"},
		{func(t rri.Table[string, rri.Rate]) rri.Table[string, rri.Rate] {
			return t.WithCategories("Roma", "why")
		}, nil, "no row"},
	} {
		table, before := ratesOf(t, rri.Options{}), ratesOf(t, rri.Options{})
		after := test.of(table)
		if d := cmp.Diff(before, table, sameTable); d != "" {
			t.Errorf("%s: the table itself changed:\n%s", test.reason, d)
		}
		var changed []string
		for i, r := range after.Rows {
			if !cmp.Equal(r, before.Rows[i], sameTable) {
				changed = append(changed, r.Group)
			}
		}
		if !slices.Equal(changed, test.changed) {
			t.Errorf("%s: rows of %q changed, want %q", test.reason, changed, test.changed)
		}
	}
}

// TestCategoriesAreSaid: the numbers stand, and every form says that they are a matter of
// categories, with or without words of their own.
func TestCategoriesAreSaid(t *testing.T) {
	for _, why := range []string{"", "the census asks otherwise"} {
		table := ratesOf(t, rri.Options{}).WithCategories("Black", why)
		var text, comma bytes.Buffer
		if err := errors.Join(table.WriteText(&text), table.WriteCSV(&comma)); err != nil {
			t.Fatal(err)
		}
		want := why
		if why == "" {
			want = "a matter of categories"
		}
		if !strings.Contains(text.String(), want) || !strings.Contains(text.String(), "3.29") {
			t.Errorf("%q: the text is\n%s", why, text.String())
		}
		if why != "" && strings.Contains(text.String(), "a matter of categories") {
			t.Errorf("%q: said twice in\n%s", why, text.String())
		}
		if !strings.Contains(comma.String(), ",categories,") {
			t.Errorf("%q: the CSV is\n%s", why, comma.String())
		}
	}
}

// TestNotComparedWithNumbers: JSON in which a row that is not compared has a number is refused.
func TestNotComparedWithNumbers(t *testing.T) {
	data, err := json.Marshal(ratesOf(t, rri.Options{}).WithoutComparison("Arab", unusedWhy))
	if err != nil {
		t.Fatal(err)
	}
	row := bytes.Index(data, []byte(`"group":"Arab"`))
	for _, number := range []string{"value", "lower", "upper", "p"} {
		for _, estimate := range []string{"rate", "ratio", "difference", "excess"} {
			at := row + bytes.Index(data[row:], fmt.Appendf(nil, `"%s":{`, estimate))
			at += bytes.Index(data[at:], fmt.Appendf(nil, `"%s":null`, number))
			bad := slices.Concat(data[:at], fmt.Appendf(nil, `"%s":0`, number), data[at+len(number)+len(`"":null`):])
			var back rri.Table[string, rri.Rate]
			if err := json.Unmarshal(bad, &back); err == nil || !strings.Contains(err.Error(), `group "Arab": it is not compared`) {
				t.Errorf("%s of %s: %v", number, estimate, err)
			}
		}
	}
}
