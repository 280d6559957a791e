package choices_test

import (
	"bytes"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/choices"
)

// checkRoundTrip stores a result as JSON and reads it again.
func checkRoundTrip(t interface{ Fatalf(string, ...any) }, r choices.Result) {
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatalf("%v", err)
	}
	var got choices.Result
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatalf("%v in %.500s", err, data)
	}
	if d := cmp.Diff(r, got, cmpopts.EquateNaNs(), cmpopts.EquateEmpty()); d != "" {
		t.Fatalf("-stored +read\n%s", d)
	}
	again, err := json.Marshal(got)
	if err != nil || !bytes.Equal(data, again) {
		t.Fatalf("%v: other bytes the second time", err)
	}
}

// TestRoundTrip: what is stored as JSON is read as it was.
func TestRoundTrip(t *testing.T) {
	for _, test := range []struct {
		reason string
		x      *outcomes.Extract
		o      choices.Options
	}{
		{"every choice", made(t, recipe{n: 200}), choices.Options{Evidence: choices.Usual().Evidence}},
		{"held, without residents, and a group that some combinations have no event of", made(t, recipe{n: 60, forces: []string{"btp"}}),
			choices.Options{Group: ethnicity.Asian, Accounts: choices.Usual().Accounts[:1]}},
		{"a group of which there is nobody", made(t, recipe{n: 60}), choices.Options{Group: ethnicity.Other}},
		{"arrests", made(t, recipe{n: 200, kind: outcomes.PersonArrested}), choices.Options{}},
	} {
		r, err := choices.Of(test.x, test.o)
		if err != nil {
			t.Fatalf("%s: %v", test.reason, err)
		}
		checkRoundTrip(t, r)
	}
	checkRoundTrip(t, choices.Result{Records: "searches", Group: ethnicity.Black, Baseline: ethnicity.White})
}

// TestRoundTripLaw: so is any result, whatever its names and numbers.
func TestRoundTripLaw(t *testing.T) {
	number := rapid.SampledFrom([]float64{0, 1, 0.1, math.NaN(), math.Inf(1), 1e-300, 12345.678})
	rapid.Check(t, func(t *rapid.T) {
		m := choices.Measure{Name: rapid.String().Draw(t, "name"), Combinations: []choices.Combination{{}}}
		for i := range rapid.IntRange(0, 3).Draw(t, "choices") {
			ways := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-z+ é<&-]{1,5}`), 1, 3, rapid.ID).Draw(t, "ways")
			m.Choices = append(m.Choices, choices.Ways{Choice: choices.Choice(i), Ways: ways})
			var more []choices.Combination
			for _, c := range m.Combinations {
				for j := range ways {
					more = append(more, choices.Combination{Ways: append(c.Ways[:len(c.Ways):len(c.Ways)], j)})
				}
			}
			m.Combinations = more
		}
		for i := range m.Combinations {
			c := &m.Combinations[i]
			c.Index, c.Lower, c.Upper = number.Draw(t, "index"), number.Draw(t, "lower"), number.Draw(t, "upper")
		}
		m.Held = []choices.Ways{{Choice: choices.Method, Ways: []string{"scas"}}}
		r := choices.Result{Of: "X\x1b", Records: "stops", Group: ethnicity.Black, Baseline: ethnicity.White, Level: 0.9, Measures: []choices.Measure{m}, Notes: []string{"a"}}
		for _, write := range []func() error{
			func() error { return r.WriteText(new(bytes.Buffer)) },
			func() error { return r.WriteMarkdown(new(bytes.Buffer)) },
			func() error { return r.WriteCSV(new(bytes.Buffer)) },
		} {
			if err := write(); err != nil {
				t.Fatal(err)
			}
		}
		m.Name = strings.ToValidUTF8(m.Name, "")
		r.Measures[0].Name = m.Name
		checkRoundTrip(t, r)
	})
}

// TestReadErrors: what is no result is refused with what is wrong, and the result stays as it was.
func TestReadErrors(t *testing.T) {
	const combination = `{"choices":{"account":"self"},"index":1,"lower":1,"upper":1}`
	result := func(shares, combinations string) string {
		return `{"searches":"x","group":"Black","baseline":"White","level":0.95,"measures":[{"measure":"rate","shares":[` + shares + `],"combinations":[` + combinations + `]}]}`
	}
	const share = `{"choice":"account","of":"index","share":0,"means":[{"way":"self","mean":1}]}`
	for _, test := range []struct{ text, says, reason string }{
		{`[`, "unexpected end", "no JSON"},
		{`{"group":"Purple"}`, "Purple", "no group"},
		{result(share, strings.Replace(combination, "self", "officer", 1)), `combination 1: account "officer": want one of the ways that have a mean`, "a way that is not listed"},
		{result("", combination), "combination 1: 1 choices: want the 0 that have a share", "a choice without a share"},
		{result(share, `{"choices":{},"index":1,"lower":1,"upper":1}`), `combination 1: account ""`, "a choice that is left out"},
		{result(strings.Replace(share, "account", "mood", 1), ""), `unknown choice "mood"`, "no choice"},
		{result(share, strings.Replace(combination, `"index":1`, `"index":"many"`, 1)), "cannot unmarshal string", "no number"},
	} {
		r := choices.Result{Of: "before"}
		err := json.Unmarshal([]byte(test.text), &r)
		if err == nil || !strings.Contains(err.Error(), test.says) || r.Of != "before" {
			t.Errorf("%s: error %v and %q, want %q", test.reason, err, r.Of, test.says)
		}
	}
	var r choices.Result
	if err := json.Unmarshal([]byte(result(share, combination)), &r); err != nil || r.Measures[0].First().Index != 1 {
		t.Errorf("%+v: %v", r, err)
	}
}
