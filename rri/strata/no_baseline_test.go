package strata

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

// TestNoBaselineEvent: where the baseline had no event, people see "—" and why, as in an rri.Table,
// and no infinite ratio, limit or p-value. JSON keeps what is known.
func TestNoBaselineEvent(t *testing.T) {
	part := func(key string) Stratum[string, string, rri.Proportion] {
		return Stratum[string, string, rri.Proportion]{Key: key, Counts: map[string]rri.Proportion{"White": {Trials: 50}, "Black": {Events: 5, Trials: 50}}}
	}
	table, err := Compare("White", []Stratum[string, string, rri.Proportion]{part("x"), part("y")}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for name, write := range map[string]func(io.Writer) error{"text": table.WriteText, "markdown": table.WriteMarkdown} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		if got := b.String(); strings.Contains(got, "∞") || strings.Contains(got, "0.0012") || !strings.Contains(got, "no events of White were recorded: there is nothing to compare with") {
			t.Errorf("%s:\n%s", name, got)
		}
	}
	table.NoBaseline = "nothing happened to anyone of the baseline"
	var b bytes.Buffer
	if err := table.WriteText(&b); err != nil || !strings.Contains(b.String(), "¹ "+table.NoBaseline) && !strings.Contains(b.String(), "² "+table.NoBaseline) || strings.Contains(b.String(), "no events of White") {
		t.Errorf("with a footnote of its own: %v\n%s", err, b.String())
	}
	data, err := json.Marshal(table)
	if err != nil || !strings.Contains(string(data), `"adjusted":{"value":"Inf","lower":3.`) {
		t.Errorf("JSON: %s, %v", data, err)
	}
}

// TestTableKeyTwice: a key that stands twice is refused, as by rri.Table; the last one won in
// silence.
func TestTableKeyTwice(t *testing.T) {
	var got Table[string, string, rri.Rate]
	err := json.Unmarshal([]byte(`{"model":"rate","side":"two-sided","level":0.95,"level":0.99}`), &got)
	if err == nil || !strings.Contains(err.Error(), `"level" stands twice`) {
		t.Errorf("error %v, want that level stands twice", err)
	}
}
