package outcomes

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestKeptOf(t *testing.T) {
	for _, test := range []struct {
		values []string
		want   [MaxKept]string
		json   string
		reason string
	}{
		{nil, [MaxKept]string{}, `[]`, "nothing"},
		{[]string{"", "", ""}, [MaxKept]string{}, `[]`, "blanks are nothing"},
		{[]string{"North"}, [MaxKept]string{"North"}, `["North"]`, "one column"},
		{[]string{"", "3"}, [MaxKept]string{"", "3"}, `["","3"]`, "a blank before a text stays in its place"},
		{[]string{"a", "b", "c"}, [MaxKept]string{"a", "b", "c"}, `["a","b","c"]`, "as many as can be"},
	} {
		k, err := KeptOf(test.values...)
		if err != nil {
			t.Errorf("%s: %v", test.reason, err)
			continue
		}
		for i, want := range test.want {
			if got := k.Value(i); got != want {
				t.Errorf("%s: value %d is %q, want %q", test.reason, i, got, want)
			}
		}
		if k.Value(-1) != "" || k.Value(MaxKept) != "" {
			t.Errorf("%s: there is a value beyond the columns", test.reason)
		}
		if text, err := json.Marshal(k); err != nil || string(text) != test.json {
			t.Errorf("%s: JSON is %s, %v, want %s", test.reason, text, err, test.json)
		}
	}
	if _, err := KeptOf("a", "b", "c", "d"); err == nil || !strings.Contains(err.Error(), "4 kept values: want 3 at most") {
		t.Errorf("four values: %v", err)
	}
	var k Kept
	if err := json.Unmarshal([]byte(`["a","b","c","d"]`), &k); err == nil {
		t.Error("four values are read from JSON")
	}
	if err := json.Unmarshal([]byte(`{"a":1}`), &k); err == nil {
		t.Error("an object is read as kept values")
	}
}

// Kept values are equal exactly if their texts are, and are in the order of these.
func TestLawKept(t *testing.T) {
	texts := rapid.SliceOfN(rapid.SampledFrom([]string{"", "a", "b", "10", "2"}), MaxKept, MaxKept)
	rapid.Check(t, func(t *rapid.T) {
		a, b := texts.Draw(t, "a"), texts.Draw(t, "b")
		k, err := KeptOf(a...)
		if err != nil {
			t.Fatal(err)
		}
		l, err := KeptOf(b...)
		if err != nil {
			t.Fatal(err)
		}
		if same := slices.Equal(a, b); (k == l) != same || k.Equal(l) != same {
			t.Fatalf("%q and %q: equal %v", a, b, k == l)
		}
		if got, want := k.Compare(l), slices.Compare(a, b); got != want {
			t.Fatalf("%q and %q: %d, want %d", a, b, got, want)
		}
	})
}
