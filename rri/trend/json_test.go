package trend

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

// resultText returns a result as JSON.
func resultText(t testing.TB, o Options) string {
	t.Helper()
	data, err := json.Marshal(referencetest.Must(Of(searches(), o)))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestUnmarshalRefuses: a result that contradicts itself is not read, and says where.
func TestUnmarshalRefuses(t *testing.T) {
	text := resultText(t, Options{})
	for _, test := range []struct {
		reason, old, new string
		is               error
		says             string
	}{
		{"no JSON", `{`, `[`, nil, "trend: result"},
		{"a list", text, `[]`, nil, "trend: result"},
		{"nothing", text, `{}`, nil, "without options or series"},
		{"a key twice", `{"options":`, `{"notes":[],"options":`, nil, `"notes" stands twice`},
		{"the other model", `"model":"rate"`, `"model":"proportion"`, nil, `model "proportion": want "rate"`},
		{"a method that is none", `"method":"scas"`, `"method":"magic"`, nil, "magic"},
		{"a level in per cent", `"options":{"method":"scas","level":0.95`, `"options":{"method":"scas","level":95`, rri.ErrOption, "level 95"},
		{"a margin of all", `"margin":0.1`, `"margin":1`, rri.ErrOption, "margin 1"},
		{"a sense that is none", `"sense":"neither"`, `"sense":"both"`, nil, "both"},
		{"a direction that is none", `"direction":"group-over-comparator"`, `"direction":"sideways"`, nil, "sideways"},
		{"a period that ends before it begins", `"end":"2012-04-01T00:00:00Z","counts"`, `"end":"2011-04-01T00:00:00Z","counts"`, ErrPeriod, "2011/12"},
		{"a group twice", `{"group":"Black","events":330,`, `{"group":"Asian","events":330,`, rri.ErrCount, "stands twice"},
		{"a count of less than nothing", `{"group":"Black","events":330,"exposure"`, `{"group":"Black","events":-330,"exposure"`, rri.ErrCount, "-330 events"},
		{"a count that the table has otherwise", `{"group":"Black","events":330,"exposure":25000,"design_effect":1.5}`,
			`{"group":"Black","events":331,"exposure":25000,"design_effect":1.5}`, rri.ErrCount, `2011/12: group "Black": the table has other counts`},
		{"a table less", `"rolling_tables":[]`, `"rolling_tables":[{"model":"rate","side":"two-sided"}]`, ErrPeriod, "1 tables of 0 rolling points"},
		{"a kind of break that is none", `"kind":"groups"`, `"kind":"moods"`, nil, "want one of residents, recording, groups"},
		{"a word that is none", `"word":"Increasing"`, `"word":"Exploding"`, nil, "Exploding"},
		{"a change that the indices do not give", `"group":"Asian","before":{"value":0.75,`, `"group":"Asian","before":{"value":0.5,`, nil, "a change by"},
		{"the trend of a group twice", `{"group":"Asian","per_year"`, `{"group":"Black","per_year"`, rri.ErrCount, "it stands twice"},
		{"less than no periods", `"points":6,`, `"points":-6,`, rri.ErrCount, "-6 periods"},
	} {
		changed := strings.Replace(text, test.old, test.new, 1)
		if changed == text {
			t.Errorf("%s: %q is not in %s", test.reason, test.old, text)
			continue
		}
		got := Result[string, rri.Rate]{Notes: []string{"as it was"}}
		err := json.Unmarshal([]byte(changed), &got)
		var syntax *json.SyntaxError
		switch {
		case err == nil:
			t.Errorf("%s is read", test.reason)
		case errors.As(err, &syntax): // before it is asked
		case test.is != nil && !errors.Is(err, test.is) || !strings.Contains(err.Error(), test.says) || !strings.HasPrefix(err.Error(), "trend: "):
			t.Errorf("%s: %v, want %q", test.reason, err, test.says)
		}
		if len(got.Notes) != 1 || got.Tables != nil {
			t.Errorf("%s: half of it was read", test.reason)
		}
	}
}

// TestStoredWords: words are read as they were stored.
func TestStoredWords(t *testing.T) {
	text := strings.Replace(resultText(t, Options{}), `"word":"Increasing"`, `"word":"no word","why":"as a report says"`, 1)
	text = strings.Replace(text, `"why":"as a report says","why":"of the change"`, `"why":"as a report says"`, 1)
	var got Result[string, rri.Rate]
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(got)
	if err != nil || !strings.Contains(string(again), "as a report says") {
		t.Errorf("%s, %v", again, err)
	}
}

// FuzzUnmarshalResult: whatever is read is written again as it is, and for people too. The seeds
// are of two groups in three periods: a change of a long text is seldom JSON still, and takes long
// to be read and written where it is.
func FuzzUnmarshalResult(f *testing.F) {
	s := searches()
	s.Points, s.Before, s.After = s.Points[5:], nil, &s.Points[7]
	s.Before = &Point[string, rri.Rate]{Period: financialYear(2010), Counts: s.Points[1].Counts}
	for _, p := range append(s.Points, *s.Before) {
		delete(p.Counts, "Asian")
	}
	for _, o := range []Options{{}, {Options: rri.Options{Side: rri.UpperOnly, Level: 0.9}, LeaveOut: []Period{financialYear(2016)}, Sense: UpIsWorse}} {
		f.Add(referencetest.Must(json.Marshal(referencetest.Must(Of(s, o)))))
	}
	f.Add([]byte(`{"options":{"method":"wald","level":0.9,"side":"lower","margin":0.1,"sense":"up-is-worse","direction":"rri"},"series":{"model":"rate","baseline":"W",
		"points":[{"start":"2020-01-01T00:00:00Z","end":"2020-02-01T00:00:00+01:00","counts":[{"group":"W","events":1,"exposure":2}],"unknown":{"events":1}}]},
		"tables":[{"model":"rate","baseline":"W","side":"lower","rows":[]}]}`))
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
	})
}
