package cells

import (
	"errors"
	"fmt"
	"testing"
)

// Labels that no real column has room for do not fill the memory.
func TestLabelsForget(t *testing.T) {
	parse := func(label string) (uint8, error) {
		if label == "known" {
			return 7, nil
		}
		return 0, errors.New("not known")
	}
	l := Labels{Parse: OfEnum(parse)}
	for i := range 2 * MaxSeen {
		if v, err := l.Value(fmt.Appendf(nil, "label %d", i)); v != unrecognised || err == nil {
			t.Fatalf("label %d = %d, %v", i, v, err)
		}
	}
	if len(l.seen) > MaxSeen {
		t.Errorf("%d labels are remembered", len(l.seen))
	}
	if v, err := l.Value([]byte("known")); v != 7 || err != nil {
		t.Errorf("known = %d, %v", v, err)
	}
}

// A label means the same whichever stood before it.
func TestMemo(t *testing.T) {
	asked := 0
	m := Memo[string]{Parse: func(label string) (string, error) {
		if asked++; label == "bad" {
			return "?", errors.New("not known")
		}
		return "<" + label + ">", nil
	}}
	for _, test := range []struct {
		cell, want string
		bad        bool
	}{
		{"", "", false}, {"a", "<a>", false}, {"a", "<a>", false}, {"b", "<b>", false}, {"a", "<a>", false}, {"", "", false}, {" ", "", false}, {"NA", "", false}, {"a", "<a>", false},
		{"bad", "?", true}, {"bad", "?", true}, {"ba", "<ba>", false}, {"bad", "?", true}, {" a", "<a>", false},
	} {
		if got, err := m.Value([]byte(test.cell)); got != test.want || (err != nil) != test.bad {
			t.Errorf("%q is %q, %v; want %q", test.cell, got, err, test.want)
		}
	}
	if asked != 5 { // a, b, bad, ba, and a with space
		t.Errorf("labels are read %d times, want 5", asked)
	}
	cell := []byte("a")
	_, _ = m.Value(cell)
	cell[0] = 'b' // the buffer of the next record
	if got, _ := m.Value(cell); got != "<b>" {
		t.Errorf("b in the place of a is %q", got)
	}
}
