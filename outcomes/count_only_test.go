package outcomes

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Rows that are counted and not kept give the same account but for what is told from rows, also
// when it was saved and read again.
func TestCountOnly(t *testing.T) {
	text := file("\n", official, slices.Repeat(append(slices.Clone(fixture), replace("Outcome", "Ticket"), "short"), 2)...)
	read := func(x *Extract) *Extract {
		if err := x.ReadFile(strings.NewReader(text), "2022-09-kent.csv"); err != nil {
			t.Fatal(err)
		}
		return x
	}
	for _, where := range [][]Filter{nil, filters("Gender=male")} {
		rows, counted := read(&Extract{Where: where}), read(&Extract{Where: where, CountOnly: true})
		want := rows.Quality(SelfDefined)
		if want.Duplicates == 0 || len(rows.Repeats()) == 0 {
			t.Fatalf("%v: %v: nothing is told from rows", where, want)
		}
		want.NotCompared, want.Duplicates = want.Rows-want.Rejected-want.Excluded, 0
		var saved bytes.Buffer
		if err := counted.Save(&saved, SaveOptions{}); err != nil {
			t.Fatal(err)
		}
		again := new(Extract)
		if err := again.ReadFile(&saved, "kent.tally"); err != nil {
			t.Fatal(err)
		}
		for _, x := range []*Extract{counted, again} {
			if d := cmp.Diff(want, x.Quality(SelfDefined)); d != "" {
				t.Errorf("%v: -want +got\n%s", where, d)
			}
			if !cellsEqual(x.Tally(), rows.Tally()) || !cellsEqual(x.Excluded(), rows.Excluded()) {
				t.Errorf("%v: other counts", where)
			}
			if x.Repeats() != nil || slices.ContainsFunc(x.Tally().Stops(), func(s Stops) bool { return s.Status != StopsNotCounted }) {
				t.Errorf("%v: %v and %v are told without rows", where, x.Repeats(), x.Tally().Stops())
			}
			if s := x.Sources()[0]; !s.CountOnly || s.Rows != rows.Sources()[0].Rows || !s.First.Equal(rows.Sources()[0].First) {
				t.Errorf("%v: %+v", where, s)
			}
			texts := func(x *Extract) (texts []string) {
				for _, err := range x.Errors() {
					texts = append(texts, err.Error())
				}
				return texts
			}
			if d := cmp.Diff(texts(rows), texts(x)); d != "" {
				t.Errorf("%v: errors: -want +got\n%s", where, d)
			}
		}
		if got := counted.Quality(SelfDefined).String(); !strings.HasSuffix(got, fmt.Sprintf("; 0 duplicate rows, without %d rows that were not compared", want.NotCompared)) {
			t.Error(got)
		}
	}
}

// cellsEqual reports whether two tallies have the same counts, whatever they know of stops.
func cellsEqual(a, b *Tally) bool {
	all := func(t *Tally) map[Key]int64 {
		cells := make(map[Key]int64)
		for k, n := range t.All() {
			cells[k] = n
		}
		return cells
	}
	return cmp.Equal(all(a), all(b))
}

// What cannot be compared is refused, whichever comes first.
func TestCountOnlyRefuses(t *testing.T) {
	here, there := file("\n", official, fixture[:3]...), file("\n", official, fixture[1:2]...)
	for _, test := range []struct {
		first, second bool
		reason        string
	}{
		{true, true, "two that were counted"}, {true, false, "the first was counted"}, {false, true, "the second was counted"},
	} {
		x := &Extract{CountOnly: test.first}
		if err := x.ReadFile(strings.NewReader(here), "2022-09-kent.csv"); err != nil {
			t.Fatal(err)
		}
		before := x.Quality(SelfDefined)
		x.CountOnly = test.second
		err := x.ReadFile(strings.NewReader(there), "b/2022-09-kent.csv")
		closed, ok := errors.AsType[*ClosedMonthError](err)
		if !ok || !closed.Counted {
			t.Fatalf("%s: %v", test.reason, err)
		}
		for _, part := range []string{"records of Kent", "counted and not kept", "without CountOnly"} {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("%s: %v: no %q", test.reason, err, part)
			}
		}
		if got := closed.Text("with -a-flag"); !strings.HasSuffix(got, "read both with -a-flag, from files with a row for each record, or give one of them") {
			t.Errorf("%s: %v", test.reason, got)
		}
		if d := cmp.Diff(before, x.Quality(SelfDefined)); d != "" {
			t.Errorf("%s: -before +after\n%s", test.reason, d)
		}
	}
	x := &Extract{CountOnly: true}
	if err := x.ReadFile(strings.NewReader(here), "2022-09-kent.csv"); err != nil {
		t.Fatal(err)
	}
	if err := x.Save(new(bytes.Buffer), SaveOptions{Hashes: AllHashes}); err == nil || !strings.Contains(err.Error(), "counted and not kept: save without hashes") {
		t.Errorf("hashes of rows that are not there: %v", err)
	}
	if err := x.ReadFile(strings.NewReader(file("\n", official, fixture[:3]...)), "2022-09-essex.csv"); err != nil {
		t.Errorf("another force: %v", err)
	}
}
