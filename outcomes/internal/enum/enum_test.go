package enum

import (
	"strings"
	"testing"
)

type thing uint8

func TestNewRefusesALabelOfTwoValues(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	New[thing]("thing", [][]string{{"a", "same"}, {"b", "SAME"}})
}

// The name of the package and of the type are those of the enum itself.
func TestErrors(t *testing.T) {
	things := New[thing]("thing of ours", [][]string{{"one", "1"}, {"two"}})
	if v, err := things.Parse("1"); v != 0 || err != nil {
		t.Errorf("%v, %v", v, err)
	}
	ranges := New[thing]("range", [][]string{{"a - b / c"}, {"d e"}})
	for _, label := range []string{"A-B/C", "a \u2013 b/ c", "a\u2014b /c"} {
		if v, ok := ranges.Lookup(label); v != 0 || !ok {
			t.Errorf("%q: %v, %v", label, v, ok)
		}
	}
	if v, ok := ranges.Lookup(" d \u00a0 E"); v != 1 || !ok {
		t.Errorf("space: %v, %v", v, ok)
	}
	if _, ok := ranges.Lookup("de"); ok {
		t.Error("no space")
	}
	_, err := things.Parse("x\x1b")
	if want := `enum: unknown thing of ours "x\x1b": want one of one, two`; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
	if _, err := things.Parse(strings.Repeat("x", 1<<20)); err == nil || len(err.Error()) > 200 {
		t.Errorf("%.300v", err)
	}
	b, err := things.AppendText([]byte("a"), 9)
	if want := "enum: thing(9) is not a thing of ours"; string(b) != "a" || err == nil || err.Error() != want {
		t.Errorf("%q, %v, want %s", b, err, want)
	}
	if _, err := New[thing]("other", nil).AppendText(nil, 1); err == nil || err.Error() != "enum: thing(1) is not an other" {
		t.Error(err)
	}
}
