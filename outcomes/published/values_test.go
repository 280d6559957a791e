package published_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/published"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// TestValues has what a series, a mark and a row of the arrest table say.
func TestValues(t *testing.T) {
	var one published.Series
	if err := one.Add(published.Row{Key: outcomes.Key{Self: ethnicity.White}, Year: 2019, Area: "Essex", Count: tidy.Exactly(12)}); err != nil {
		t.Fatal(err)
	}
	var row, back published.Row
	for r, err := range published.Read(strings.NewReader("year,Tactic,n\n2019/20,Baton,12\n"), published.Options{Count: "n"}) {
		if err != nil {
			t.Fatal(err)
		}
		row = r
	}
	text, err := json.Marshal(row)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	s := arrestSeries()
	n, marked := s.Count(2018, "Avon & Somerset", ethnicity.OtherWithChinese)
	before, known := s.Chinese(2018)
	after, knownAfter := s.Chinese(2019)
	for _, test := range []struct {
		name string
		got  any
		want string
	}{
		{"years of one row", one.Years(), "[2019]"},
		{"years", s.Years(), "[2018 2019]"},
		{"groups", s.Groups(2019), "[White Asian]"},
		{"a dash is a mark", fmt.Sprint(n, marked), "0 1"},
		{"where Chinese people were counted", fmt.Sprint(before, known), "Other (with Chinese) true"},
		{"and are counted", fmt.Sprint(after, knownAfter), "Asian true"},
		{"a series is not JSON", json.Unmarshal([]byte(`{}`), new(published.Series)),
			"published: a Series cannot be stored as JSON: store the rows that it was made from, or what Series.Between returns"},
		{"a column without a meaning", row.Text("tactic"), "Baton"},
		{"a row from JSON", fmt.Sprint(back.Year, " ", back.Text("tactic"), " ", back.Count.Value), "2019 Baton 12"},
	} {
		if got := fmt.Sprint(test.got); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}
