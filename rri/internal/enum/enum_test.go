package enum

import (
	"strings"
	"testing"

	_ "pgregory.net/rapid" // for its flags: go test ./... -rapid.checks=N
)

type thing uint8

// The name of the package and of the type are those of the enum itself.
func TestErrors(t *testing.T) {
	things := New[thing]("thing", []string{"one", "two"})
	others := New[thing]("other", []string{"three"})
	if v, err := things.Parse("TWO"); v != 1 || err != nil {
		t.Errorf("%v, %v", v, err)
	}
	_, err := things.Parse("x\x1b")
	if want := `enum: unknown thing "x ": want one of one, two`; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
	if _, err := things.Parse(strings.Repeat("x", 1<<20)); err == nil || len(err.Error()) > 200 {
		t.Errorf("%.300v", err)
	}
	b, err := things.AppendText([]byte("a"), 9)
	if want := "enum: thing(9) is not a thing"; string(b) != "a" || err == nil || err.Error() != want {
		t.Errorf("%q, %v, want %s", b, err, want)
	}
	if _, err := others.AppendText(nil, 1); err == nil || err.Error() != "enum: thing(1) is not an other" {
		t.Error(err)
	}
}
