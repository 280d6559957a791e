package sheet

import (
	"encoding/csv"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestValueAny: what goes into a value comes out of it, with its type, and unlike values differ.
func TestValueAny(t *testing.T) {
	seen := make(map[Value]any)
	for _, test := range []struct {
		in   Value
		want any
	}{
		{Value{}, nil},
		{String(""), ""},
		{String("a"), "a"},
		{Int(0), int64(0)},
		{Int(-1), int64(-1)},
		{Int(int64(math.MaxInt64)), int64(math.MaxInt64)},
		{Float(0), 0.0},
		{Float(-0.1), -0.1},
		{Float(math.Inf(-1)), math.Inf(-1)},
		{Bool(false), false},
		{Bool(true), true},
	} {
		if got := test.in.Any(); got != test.want {
			t.Errorf("got %v (%[1]T), want %v (%[2]T)", got, test.want)
		}
		if other, ok := seen[test.in]; ok {
			t.Errorf("%v (%[1]T) is %v (%[2]T)", test.want, other)
		}
		seen[test.in] = test.want
	}
}

// TestCSVQuotes: texts are quoted as package encoding/csv quotes them.
func TestCSVQuotes(t *testing.T) {
	pieces := rapid.SampledFrom([]string{"", "a", ",", `"`, " ", "\u00a0", "\n", "é", `\.`, "=", "-1", "\xff"})
	texts := rapid.OneOf(rapid.String(), rapid.Map(rapid.SliceOfN(pieces, 0, 4), func(s []string) string { return strings.Join(s, "") }))
	rapid.Check(t, func(t *rapid.T) {
		text := texts.Draw(t, "text")
		var want strings.Builder
		w := csv.NewWriter(&want)
		if err := w.Write([]string{"x", csvText(text)}); err != nil {
			t.Fatal(err)
		}
		w.Flush()
		if got := "x," + csvValue(String(text)) + "\n"; got != want.String() {
			t.Fatalf("%q: got %q, want %q", text, got, want.String())
		}
	})
}
