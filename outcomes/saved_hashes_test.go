package outcomes

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Where Revision names a file that is still to come, the files before it are saved with all hashes
// alone: whichever else would settle which of them counts.
func TestSavedUndecided(t *testing.T) {
	rows := rowsFrom("2020-02-01", 29, 12)
	texts := map[string]string{"a-essex.csv": officialFile(rows...), "b-essex.csv": officialFile(rows[1:]...), "c-essex.csv": officialFile(rows[2:]...)}
	read := func(names ...string) *Extract {
		x := &Extract{Revision: "c-essex.csv"}
		for _, name := range names {
			if err := x.ReadFile(strings.NewReader(texts[name]), name); err != nil {
				t.Fatal(err)
			}
		}
		return x
	}
	two := read("a-essex.csv", "b-essex.csv")
	for _, hashes := range []SavedHashes{OfficialHashes, NoHashes} {
		if _, ok := errors.AsType[*OverlapError](two.Save(io.Discard, SaveOptions{hashes})); !ok {
			t.Errorf("hashes %v: what is open was saved", hashes)
		}
	}
	x := read("c-essex.csv")
	if err := x.ReadFile(bytes.NewReader(save(t, two, SaveOptions{AllHashes})), "two.tally"); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(allOf(read("a-essex.csv", "b-essex.csv", "c-essex.csv")), allOf(x)); d != "" {
		t.Errorf("-read +saved\n%s", d)
	}
	if err := read("a-essex.csv").Save(io.Discard, SaveOptions{NoHashes}); err != nil {
		t.Errorf("one file, and another is named: %v", err)
	}
}

// TestSavedApartLaw: files that are read apart, each saved with all hashes, and put together month
// by month without any, are what they are when they are read together, and so is what was left out.
func TestSavedApartLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fsys := drawOverlapping(t)
		fsys["more.pdf"] = &fstest.MapFile{Data: []byte("x")}
		x := &Extract{Revision: rapid.SampledFrom([]Revision{LargestRevision, NewestRevision, NoRevision}).Draw(t, "revision")}
		if err := x.ReadFS(context.Background(), fsys, "."); err != nil {
			return
		}
		files, left, err := FilesIn(fsys, ".")
		if err != nil {
			t.Fatal(err)
		}
		own := rapid.Bool().Draw(t, "own")
		// files that have months in common
		groups := make(map[*Extract]bool)
		for _, name := range files {
			one := x.alike()
			if err := one.ReadFS(context.Background(), fsys, name); err != nil {
				t.Fatal(err)
			}
			if own {
				disown(one)
			}
			all := x.alike()
			if err := all.ReadFile(bytes.NewReader(save(t, one, SaveOptions{AllHashes})), "one.tally"); err != nil {
				t.Fatal(err)
			}
			for group := range groups {
				if shareMonth(group, all) {
					if err := all.Merge(group); err != nil {
						t.Fatal(err)
					}
					delete(groups, group)
				}
			}
			groups[all] = true
		}
		y := x.alike()
		for group := range groups {
			if err := y.ReadFile(bytes.NewReader(save(t, group, SaveOptions{NoHashes})), "months.tally"); err != nil {
				t.Fatal(err)
			}
		}
		if err := y.LeaveOut(left...); err != nil {
			t.Fatal(err)
		}
		if own {
			disown(x)
		}
		if d := cmp.Diff(allOf(x), allOf(y)); d != "" {
			t.Fatalf("-read +saved apart\n%s", d)
		}
		if !bytes.Equal(save(t, x, SaveOptions{NoHashes}), save(t, y, SaveOptions{NoHashes})) {
			t.Fatal("saved apart it has other bytes")
		}
	})
}

// shareMonth reports whether two extracts have rows of one month.
func shareMonth(a, b *Extract) bool {
	for of := range a.parts {
		for other := range b.parts {
			if of.month == other.month {
				return true
			}
		}
	}
	return false
}
