package peers

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

// jsonOf returns a result as JSON.
func jsonOf(t testing.TB, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// change is one that makes a text contradict itself.
type change struct {
	reason, old, new string
	is               error
	says             string
}

// refused checks that a text is not read once it is changed, and says why.
func refused(t *testing.T, text string, test change, into any) {
	t.Helper()
	changed := strings.Replace(text, test.old, test.new, 1)
	if changed == text {
		t.Errorf("%s: %q is not in %s", test.reason, test.old, text)
		return
	}
	err := json.Unmarshal([]byte(changed), into)
	var syntax *json.SyntaxError
	switch {
	case err == nil:
		t.Errorf("%s is read", test.reason)
	case errors.As(err, &syntax): // before it is asked
	case test.is != nil && !errors.Is(err, test.is) || !strings.Contains(err.Error(), test.says) || !strings.HasPrefix(err.Error(), "peers: "):
		t.Errorf("%s: %v, want %q", test.reason, err, test.says)
	}
}

// TestUnmarshalRefuses: a result that contradicts itself is not read, and says where.
func TestUnmarshalRefuses(t *testing.T) {
	text := jsonOf(t, referencetest.Must(Of(asked(), everything)))
	for _, test := range []change{
		{"no JSON", `{`, `[`, nil, "peers: result"},
		{"a list", text, `[]`, nil, "peers: result"},
		{"nothing", text, `{}`, nil, "without options or set"},
		{"a key twice", `{"options":`, `{"notes":[],"options":`, nil, `"notes" stands twice`},
		{"the other model", `"model":"rate"`, `"model":"proportion"`, nil, `model "proportion": want "rate"`},
		{"a method that is none", `"method":"scas"`, `"method":"magic"`, nil, "magic"},
		{"a level in per cent", `"level":0.95`, `"level":95`, rri.ErrOption, "level 95"},
		{"a margin below 0", `"margin":0.25`, `"margin":-1`, rri.ErrOption, "margin -1"},
		{"a quantity that is none", `"quantity":"index"`, `"quantity":"mood"`, nil, "mood"},
		{"a sense that is none", `"sense":"neither"`, `"sense":"both"`, nil, "both"},
		{"an overdispersion that is none", `"overdispersion":"calibrated"`, `"overdispersion":"great"`, nil, "great"},
		{"a unit twice", `"name":"Barton"`, `"name":"Ashford"`, nil, "stands twice"},
		{"a unit of another name", `"name":"Barton"`, `"name":"Berton"`, rri.ErrCount, `a row of "Barton", which is no unit`},
		{"a focus that is no unit", `"focus":"Denby"`, `"focus":"Danby"`, nil, "is no unit"},
		{"a group twice", `{"group":"White","events":2000`, `{"group":"Black","events":2000`, rri.ErrCount, "stands twice"},
		{"a count below nothing", `"events":2000`, `"events":-2000`, rri.ErrCount, "-2000"},
		{"a published index below nothing", `"index":8.9`, `"index":-8.9`, rri.ErrCount, "-8.9"},
		{"a published index twice", `{"group":"Black","index":8.9}`, `{"group":"Black","index":8.9},{"group":"Black","index":9}`, rri.ErrCount, "stands twice"},
		{"a comparison twice", `{"group":"Asian","rows":[`, `{"group":"Black","rows":[`, rri.ErrCount, "it stands twice"},
		{"a row of a group that was not counted", `{"group":"Asian","rows":[`, `{"group":"Mixed","rows":[`, rri.ErrCount, "which has no count of it"},
		{"a row twice", `{"unit":"Fenton","value"`, `{"unit":"Ashford","value"`, rri.ErrCount, "stands twice"},
		{"rows out of order", `{"unit":"Fenton","value":{"value":3.75`, `{"unit":"Fenton","value":{"value":3.55`, nil, "lower than the one before it"},
		{"limits out of order", `"upper":4.3563597495228`, `"upper":1.3563597495228`, nil, "above the upper one"},
		{"an interval that leaves out the rank", `"rank":{"rank":1,"lower":1,`, `"rank":{"rank":1,"lower":2,`, nil, "rank 1 of 7 in an interval from 2"},
		{"no rank", `"rank":{"rank":1,`, `"rank":{"rank":0,`, nil, "rank 0 of 7"},
		{"the unknown within chance", `"lowest":1,"highest":7`, `"lowest":1,"highest":2`, nil, "with the unknown"},
		{"a probability of two", `"among_worst":`, `"among_worst":2,"was":`, nil, "a probability or share of 2"},
		{"a word that is none", `"word":"Below"`, `"word":"Beneath"`, nil, "Beneath"},
		{"alike with itself", `"alike":["Fenton"`, `"alike":["Ashford"`, rri.ErrCount, "which is no other row"},
		{"a missing unit that is none", `{"unit":"Hadley","why"`, `{"unit":"Hudley","why"`, rri.ErrCount, "which is no unit"},
		{"a unit neither here nor there", `"missing":[{"unit":"Hadley","why":"no figures for 2019/20"}],"mean"`, `"missing":[],"mean"`, rri.ErrCount, `neither a row of "Hadley"`},
		{"more worst than there are", `"worst":1,"pairs"`, `"worst":9,"pairs"`, nil, "9 of 7 count as the worst"},
		{"a pair of one", `{"lower":"Ashford","higher":"Fenton"`, `{"lower":"Fenton","higher":"Fenton"`, rri.ErrCount, "want each pair once"},
		{"a pair of no row", `{"lower":"Ashford","higher":"Fenton"`, `{"lower":"Hadley","higher":"Fenton"`, rri.ErrCount, "want each pair once"},
		{"a ratio that the values do not give", `{"lower":"Ashford","higher":"Fenton","ratio":{"value":1.04`, `{"lower":"Ashford","higher":"Fenton","ratio":{"value":1.05`, nil, "but the values give"},
		{"an adjusted p of two", `"adjusted_p":`, `"adjusted_p":2,"was":`, nil, "p 2"},
		{"a dispersion below 0", `"dispersion":`, `"dispersion":-1,"was":`, nil, "dispersion of -1"},
		{"a line for none", `"outside":["Gilling"]`, `"outside":["Hadley"]`, rri.ErrCount, "which has no row"},
		{"a standard deviation below 0", `"standard_deviation":`, `"standard_deviation":-1,"was":`, nil, "deviation of -1"},
		{"a standard without a row", `"rows":[{"unit":"Ashford","with"`, `"rows":[{"unit":"Hadley","with"`, rri.ErrCount, "want a row for each"},
	} {
		got := Result[string, rri.Rate]{Notes: []string{"as it was"}}
		refused(t, text, test, &got)
		if len(got.Notes) != 1 || got.Groups != nil {
			t.Errorf("%s: half of it was read", test.reason)
		}
	}
}

// TestUnmarshalPairedRefuses: two measures that contradict each other are not read.
func TestUnmarshalPairedRefuses(t *testing.T) {
	text := jsonOf(t, referencetest.Must(SideBySide(forces(), arrests(), Options{})))
	for _, test := range []change{
		{"nothing", text, `{}`, nil, "without options, first or second"},
		{"one name for both", `"measure":"arrest rate"`, `"measure":"search rate"`, rri.ErrOption, "both measures are called"},
		{"another baseline", `"baseline":"White"`, `"baseline":"Black"`, rri.ErrBaseline, "White"},
		{"a group twice", `{"group":"Asian","rows"`, `{"group":"Black","rows"`, rri.ErrCount, "it stands twice"},
		{"a row of no unit", `{"unit":"Ashford","first"`, `{"unit":"Corby","first"`, rri.ErrCount, "no unit of both"},
		{"a ratio that the values do not give", `"second":{"value":3.6`, `"second":{"value":3.5`, nil, "but the values give"},
		{"a missing unit that is none", `{"unit":"Hadley","why"`, `{"unit":"Hudley","why"`, rri.ErrCount, "which is no unit"},
		{"a correlation above 1", `"correlation":{"units":6,"value":1,`, `"correlation":{"units":6,"value":2,`, nil, "a correlation of 2"},
		{"a correlation of others", `"correlation":{"units":6,`, `"correlation":{"units":5,`, nil, "of 5 units"},
		{"bounds out of order", `"bounds":{"lower":`, `"bounds":{"lower":1e9,"was":`, nil, "limits from 1e+09"},
	} {
		got := Paired[string, rri.Rate]{Notes: []string{"as it was"}}
		refused(t, text, test, &got)
		if len(got.Notes) != 1 || got.Groups != nil {
			t.Errorf("%s: half of it was read", test.reason)
		}
	}
}

// FuzzUnmarshalResult: whatever is read is written again as it is, and for people too.
func FuzzUnmarshalResult(f *testing.F) {
	s := asked()
	s.Units = append(s.Units[:3:3], s.Units[7])
	s.Focus, s.Standards[0].Holds = "Barton", []string{"Barton"}
	for i := range s.Units {
		delete(s.Units[i].Counts, "Asian")
	}
	for _, o := range []Options{{}, {OutlierLines: true, Shrink: true, Quantity: Rate, Options: rri.Options{Level: 0.9}}} {
		f.Add([]byte(jsonOf(f, referencetest.Must(Of(s, o)))))
	}
	f.Add([]byte(`{"options":{"method":"wald","level":0.9,"side":"two-sided","quantity":"rate","margin":0.1,"sense":"up-is-worse","overdispersion":"chance-alone"},
		"set":{"model":"rate","baseline":"W","units":[{"name":"a","counts":[{"group":"W","events":1,"exposure":2}],"unknown":{"events":1}}]},
		"groups":[{"group":"W","rows":[{"unit":"a","value":{"value":"Inf","level":0.9,"method":"wald"},"rank":{"rank":1,"lower":1,"upper":1}}],"worst":1,"funnel":{"source":"x"}}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var r Result[string, rri.Rate]
		if json.Unmarshal(data, &r) != nil {
			return
		}
		text, err := json.Marshal(r)
		if err != nil {
			t.Fatalf("what was read is not written: %v", err)
		}
		var again Result[string, rri.Rate]
		if err := json.Unmarshal(text, &again); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		// zero values of labels and levels were written as what they stand for
		if err := referencetest.RoundTrip(again); err != nil {
			t.Fatalf("%v", err)
		}
		var b strings.Builder
		for _, write := range []func() error{
			func() error { return r.WriteText(&b) }, func() error { return r.WriteMarkdown(&b) }, func() error { return r.WriteCSV(&b) },
		} {
			if err := write(); err != nil {
				t.Fatalf("%v", err)
			}
		}
		for _, s := range r.Sheets() {
			if err := s.WriteHTML(&b, "x"); err != nil {
				t.Fatal(err)
			}
		}
		r.MethodNotes()
	})
}

// FuzzUnmarshalPaired: whatever is read of two measures is written again as it is, and for people
// too.
func FuzzUnmarshalPaired(f *testing.F) {
	first, second := forces(), arrests()
	first.Units, second.Units = append(first.Units[:4:4], first.Units[7]), second.Units[:4]
	for _, q := range []Quantity{Index, Rate} {
		f.Add([]byte(jsonOf(f, referencetest.Must(SideBySide(first, second, Options{Quantity: q})))))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var p Paired[string, rri.Rate]
		if json.Unmarshal(data, &p) != nil {
			return
		}
		var again Paired[string, rri.Rate]
		if err := json.Unmarshal([]byte(jsonOf(t, p)), &again); err != nil {
			t.Fatalf("%s: %v", data, err)
		}
		// zero values of labels and levels were written as what they stand for
		if err := referencetest.RoundTrip(again); err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, err := range []error{p.WriteText(&b), p.WriteMarkdown(&b), p.WriteCSV(&b)} {
			if err != nil {
				t.Fatal(err)
			}
		}
		p.MethodNotes()
	})
}
