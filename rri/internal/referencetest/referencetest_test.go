package referencetest

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	_ "pgregory.net/rapid" // for its flags
)

func TestRecords(t *testing.T) {
	path := filepath.Join(t.TempDir(), "table.csv")
	if err := os.WriteFile(path, []byte("name,value\nfirst,1e-400\nsecond,7\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	records := Records(t, path)
	if len(records) != 2 || records[0]["name"] != "first" || Float(t, records[0]["value"]) != 0 || Count(t, records[1]["value"]) != 7 {
		t.Errorf("records = %v", records)
	}
}

// fatal takes the place of a test that a bad cell ends.
type fatal struct {
	testing.TB
	called bool
}

func (f *fatal) Helper()      {}
func (f *fatal) Fatal(...any) { f.called = true; panic(f) }

// ends reports whether do ends its test.
func ends(do func(t testing.TB)) bool {
	f := &fatal{}
	func() {
		defer func() { _ = recover() }()
		do(f)
	}()
	return f.called
}

// TestRecordsEnds: a table that is not there, or is no CSV, ends the test.
func TestRecordsEnds(t *testing.T) {
	broken := filepath.Join(t.TempDir(), "table.csv")
	if err := os.WriteFile(broken, []byte("a,b\n1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{filepath.Join(t.TempDir(), "none.csv"), broken} {
		if !ends(func(t testing.TB) { Records(t, path) }) {
			t.Errorf("%s is read", path)
		}
	}
}

// TestFloatEnds: what float64 cannot hold is its nearest, and what is no number is an error and not
// 0.
func TestFloatEnds(t *testing.T) {
	for cell, want := range map[string]float64{"1e400": math.Inf(1), "-1e400": math.Inf(-1), "1e-400": 0, "0": 0} {
		if got := Float(t, cell); got != want {
			t.Errorf("%s is read as %v", cell, got)
		}
	}
	for _, cell := range []string{"", "abc", "1,5"} {
		if !ends(func(t testing.TB) { Float(t, cell) }) {
			t.Errorf("%q is read as a number", cell)
		}
	}
}

func TestRelativeError(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for _, test := range []struct {
		got, want, error float64
		reason           string
	}{
		{1.5, 1, 0.5, "of the value that is wanted"},
		{inf, inf, 0, "the same infinity"},
		{nan, nan, 0, "both undefined"},
		{nan, 1, inf, "undefined where it should not be"},
		{1, inf, inf, "bounded where it should not be"},
		{1e-20, 0, 1e-20, "nothing to be relative to"},
	} {
		if e := RelativeError(test.got, test.want); e != test.error {
			t.Errorf("RelativeError(%v, %v) = %v, want %v: %s", test.got, test.want, e, test.error, test.reason)
		}
	}
}

func TestWorst(t *testing.T) {
	var w Worst
	w.Add("a", "first", 1e-3)
	w.Add("a", "second", 1e-2)
	w.Add("a", "third", 1e-4)
	if w.worst["a"] != 1e-2 || w.where["a"] != "second" || w.Rows["a"] != 3 {
		t.Errorf("worst = %+v", w)
	}
	w.Log(t)
}
