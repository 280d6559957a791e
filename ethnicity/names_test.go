package ethnicity

import (
	"encoding"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"iter"
	"strings"
	"testing"
)

// testEnum checks the text methods of an enum: that its names are distinct and read back in any
// letter case, as text, JSON, JSON key and flag, and that a number that is no value is an error
// everywhere.
func testEnum[T interface {
	comparable
	fmt.Stringer
	encoding.TextMarshaler
	encoding.TextAppender
}, P interface {
	*T
	encoding.TextUnmarshaler
}](t *testing.T, all iter.Seq[T], parse func(string) (T, error), count int, invalid T, wantInvalid string) {
	t.Helper()
	seen := make(map[string]bool)
	for x := range all {
		name := x.String()
		if seen[name] {
			t.Errorf("name %q is used twice", name)
		}
		seen[name] = true
		for _, spelling := range []string{name, strings.ToUpper(name), strings.ToLower(name)} {
			if got, err := parse(spelling); err != nil || got != x {
				t.Errorf("parse(%q) = %v, %v, want %v", spelling, got, err, x)
			}
		}
		if b, err := x.AppendText([]byte("a ")); err != nil || string(b) != "a "+name {
			t.Errorf("%v.AppendText = %q, %v", x, b, err)
		}
		data, err := json.Marshal(map[T]T{x: x})
		if err != nil {
			t.Errorf("json.Marshal(%v): %v", x, err)
		}
		var back map[T]T
		if err := json.Unmarshal(data, &back); err != nil || len(back) != 1 || back[x] != x {
			t.Errorf("json.Unmarshal(%s) = %v, %v", data, back, err)
		}
		var y, zero T
		fs := flag.NewFlagSet("", flag.ContinueOnError)
		fs.SetOutput(io.Discard)
		fs.TextVar(P(&y), "x", zero, "")
		if err := fs.Parse([]string{"-x", name}); err != nil || y != x {
			t.Errorf("flag -x %q = %v, %v", name, y, err)
		}
	}
	if len(seen) != count {
		t.Errorf("%d values, want %d", len(seen), count)
	}
	if got := invalid.String(); got != wantInvalid {
		t.Errorf("String of a number out of range = %q, want %q", got, wantInvalid)
	}
	if b, err := invalid.MarshalText(); err == nil {
		t.Errorf("MarshalText of a number out of range = %q, want an error", b)
	}
	for _, name := range []string{"x", "  ", wantInvalid, "\x00", "White,Black"} {
		var y T
		if err := P(&y).UnmarshalText([]byte(name)); err == nil {
			t.Errorf("UnmarshalText(%q) = %v, want an error", name, y)
		} else if !strings.HasPrefix(err.Error(), "ethnicity: unknown ") {
			t.Errorf("UnmarshalText(%q): %v", name, err)
		}
	}
	// Ranging may stop early.
	for range all {
		break
	}
}

func TestEnums(t *testing.T) {
	t.Run("Group", func(t *testing.T) { testEnum(t, Groups(), ParseGroup, numGroups, Group(200), "Group(200)") })
	t.Run("Scheme", func(t *testing.T) { testEnum(t, Schemes(), ParseScheme, numSchemes, Scheme(99), "Scheme(99)") })
	t.Run("Census", func(t *testing.T) { testEnum(t, Censuses(), ParseCensus, numCensuses, Census(9), "Census(9)") })
}
