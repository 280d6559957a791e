package rri_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/journey"
	"github.com/seed-549880be/disparity/rri/standard"
	"github.com/seed-549880be/disparity/rri/strata"
)

// TestSmallCountBelow: a count is small below the number that the caller chose, in every function
// that has the flag, and 0 is 5.
func TestSmallCountBelow(t *testing.T) {
	const n = 1000
	for _, test := range []struct {
		below, events int64
		want          bool
		reason        string
	}{
		{0, 4, true, "the default is below 5"},
		{0, 5, false, "5 is not below 5"},
		{5, 4, true, "the default by its number"},
		{5, 5, false, "the default by its number"},
		{10, 9, true, "fewer than 10, as UK public health has it"},
		{10, 10, false, "10 are not fewer than 10"},
		{6, 5, true, "up to 5"},
		{8, 7, true, "up to 7"},
		{21, 20, true, "up to 20"},
		{1, 1, false, "none is small but zero"},
		{1, 0, true, "a zero"},
		{1 << 53, 400, true, "all of them"},
	} {
		o := rri.Options{SmallCountBelow: test.below}
		rate, white := rri.Rate{Events: test.events, Population: n}, rri.Rate{Events: 500, Population: n}
		strand := []strata.Pair[rri.Rate]{{Group: rate, Baseline: white}}
		byAge := map[string]rri.Rate{"all": rate}
		flags := map[string]rri.Flags{}
		add := func(name string, e rri.Estimate, err error) {
			if err != nil {
				t.Fatalf("%s: %s: %v", test.reason, name, err)
			}
			flags[name] = e.Flags
		}
		e, err := rri.Of(rate, o)
		add("Of", e, err)
		e, err = rri.Ratio(rate, white, o)
		add("Ratio", e, err)
		e, err = rri.Ratio(white, rate, o)
		add("Ratio to few", e, err)
		e, err = rri.Of(rri.Proportion{Events: n - test.events, Trials: n}, o)
		add("Of, those without the event", e, err)
		e, err = rri.OddsRatio(rri.Proportion{Events: test.events, Trials: n}, rri.Proportion{Events: 500, Trials: n}, o)
		add("OddsRatio", e, err)
		table, err := rri.Compare("White", map[string]rri.Rate{"White": white, "Black": rate}, o)
		if err != nil {
			t.Fatal(err)
		}
		add("Compare", table.Rows[1].Rate, nil)
		e, err = strata.Ratio(strand, strata.Options{SmallCountBelow: test.below})
		add("strata.Ratio", e, err)
		d, err := standard.Direct(byAge, map[string]float64{"all": 1}, standard.Options{SmallCountBelow: test.below})
		add("standard.Direct", d.Standardised, err)
		e, err = standard.Ratio(byAge, map[string]rri.Rate{"all": white}, map[string]float64{"all": 1}, standard.Options{SmallCountBelow: test.below})
		add("standard.Ratio", e, err)
		e, err = standard.Indirect(byAge, map[string]rri.Rate{"all": white}, o)
		add("standard.Indirect", e, err)
		for name, f := range flags {
			if f.Has(rri.SmallCount) != test.want {
				t.Errorf("%s: %s: flags %v with %d events and below %d, want small-count: %v", test.reason, name, f, test.events, test.below, test.want)
			}
		}
	}
	for _, err := range []error{
		second(rri.Of(rri.Rate{Population: 1}, rri.Options{SmallCountBelow: -1})),
		second(rri.Of(rri.Rate{Population: 1}, rri.Options{SmallCountBelow: 1<<53 + 1})),
		second(strata.Ratio([]strata.Pair[rri.Rate]{}, strata.Options{SmallCountBelow: -1})),
		second(standard.Direct(map[string]rri.Rate{"all": {Population: 1}}, map[string]float64{"all": 1}, standard.Options{SmallCountBelow: -1})),
	} {
		if !errors.Is(err, rri.ErrOption) || !strings.Contains(err.Error(), "small counts below") {
			t.Errorf("a number out of range: %v", err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

// TestSmallCountSaid: the footnotes of every table say the number that was used, and JSON and CSV
// carry it.
func TestSmallCountSaid(t *testing.T) {
	counts := map[string]rri.Rate{"White": {Events: 317, Population: 1584583}, "Black": {Events: 8, Population: 37844}}
	plain, err := rri.Compare("White", counts, rri.Options{})
	if err != nil {
		t.Fatal(err)
	}
	table, err := rri.Compare("White", counts, rri.Options{SmallCountBelow: 10})
	if err != nil {
		t.Fatal(err)
	}
	const said = "a count below 10: read the interval, not the estimate"
	if texts := table.Options.Texts(table.Rows[1].Ratio.Flags); len(texts) != 1 || texts[0] != said {
		t.Errorf("texts %q, want %q", texts, said)
	}
	adjusted, err := strata.Compare("White", []strata.Stratum[string, string, rri.Rate]{{Key: "June", Counts: counts}}, strata.Options{SmallCountBelow: 10})
	if err != nil {
		t.Fatal(err)
	}
	stages, err := journey.Compare("White", []journey.Stage[string]{
		{Name: "searched", Counts: map[string]int64{"White": 1000, "Black": 100}}, {Name: "arrested", Counts: map[string]int64{"White": 317, "Black": 8}},
	}, journey.Options{Options: rri.Options{SmallCountBelow: 10}})
	if err != nil {
		t.Fatal(err)
	}
	again, err := table.Recompute(table.Options, nil)
	if err != nil {
		t.Fatal(err)
	}
	var back rri.Table[string, rri.Rate]
	data, err := json.Marshal(table)
	if err == nil {
		err = json.Unmarshal(data, &back)
	}
	if err != nil || back.Options != table.Options {
		t.Errorf("%s: options %+v, %v, want %+v", data, back.Options, err, table.Options)
	}
	var text, csv, plainCSV strings.Builder
	for name, write := range map[string]func(*strings.Builder) error{
		"the table":            func(b *strings.Builder) error { return table.WriteText(b) },
		"as Markdown":          func(b *strings.Builder) error { return table.WriteMarkdown(b) },
		"from JSON":            func(b *strings.Builder) error { return back.WriteText(b) },
		"computed anew":        func(b *strings.Builder) error { return again.WriteText(b) },
		"adjusted, text":       func(b *strings.Builder) error { return adjusted.WriteText(b) },
		"adjusted, as Markdow": func(b *strings.Builder) error { return adjusted.WriteMarkdown(b) },
	} {
		text.Reset()
		if err := write(&text); err != nil || !strings.Contains(text.String(), said) {
			t.Errorf("%s: %v, no %q in:\n%s", name, err, said, text.String())
		}
	}
	if f := stages.Paths[0].Indices[0].Estimate.Flags; !f.Has(rri.SmallCount) {
		t.Errorf("journey: flags %v, want small-count", f)
	}
	if err := errors.Join(table.WriteCSV(&csv), plain.WriteCSV(&plainCSV)); err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(strings.TrimSpace(csv.String()), "\n") {
		if want := [...]string{",small_count_below", ",10", ",10"}[i]; !strings.HasSuffix(line, want) {
			t.Errorf("CSV: %q, want %q at the end", line, want)
		}
	}
	if strings.Contains(plainCSV.String(), "small_count_below") {
		t.Errorf("a column of the default:\n%s", plainCSV.String())
	}
}

// TestSmallCountLaw: the number changes the flag and nothing else, and a smaller one flags no more.
func TestSmallCountLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		count := func(label string) rri.Proportion {
			trials := rapid.OneOf(rapid.Int64Range(1, 40), rapid.Int64Range(1, 1e9)).Draw(t, label+" trials")
			return rri.Proportion{Events: rapid.Int64Range(0, trials).Draw(t, label+" events"), Trials: trials}
		}
		counts := map[string]rri.Proportion{"White": count("White"), "Black": count("Black"), "Asian": count("Asian")}
		below := rapid.OneOf(rapid.Int64Range(1, 30), rapid.Int64Range(1, 1e9)).Draw(t, "below")
		o := rri.Options{Method: rapid.SampledFrom([]rri.Method{rri.SCAS, rri.Wald, rri.Score}).Draw(t, "method")}
		plain, err := rri.Compare("White", counts, o)
		if err != nil {
			t.Fatal(err)
		}
		o.SmallCountBelow = below
		table, err := rri.Compare("White", counts, o)
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range table.Rows {
			was := plain.Rows[i]
			for j, pair := range [...][2]*rri.Estimate{{&r.Rate, &was.Rate}, {&r.Ratio, &was.Ratio}, {&r.Difference, &was.Difference}, {&r.Excess, &was.Excess}} {
				now, then := pair[0].Flags.Has(rri.SmallCount), pair[1].Flags.Has(rri.SmallCount)
				if now != then && now != (below > 5) {
					t.Fatalf("row %d, estimate %d: small %v below %d and %v below 5", i, j, now, below, then)
				}
				pair[0].Flags &^= rri.SmallCount
				pair[1].Flags &^= rri.SmallCount
			}
			if diff := cmp.Diff(was, r, cmpopts.EquateNaNs()); diff != "" {
				t.Fatalf("below %d the numbers are others: %s", below, diff)
			}
		}
	})
}

// TestSmallCountIndex: the indices of other fields take it from the same options.
func TestSmallCountIndex(t *testing.T) {
	counts := map[string]rri.Proportion{"Black": {Events: 8, Trials: 100}, "White": {Events: 60, Trials: 300}}
	for below, want := range map[int64]bool{0: false, 10: true} {
		got, err := index.RiskRatio("Black", counts, rri.Options{SmallCountBelow: below})
		if err != nil || got.Estimate.Flags.Has(rri.SmallCount) != want {
			t.Errorf("below %d: %v, %v, want small-count: %v", below, got.Estimate.Flags, err, want)
		}
	}
	if a, b := fmt.Sprint(rri.SmallCount.Texts()), fmt.Sprint(rri.Options{}.Texts(rri.SmallCount)); a != b || !strings.Contains(a, "below 5") {
		t.Errorf("%s and %s, want below 5 in both", a, b)
	}
}
