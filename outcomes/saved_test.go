package outcomes

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// answersOf is all that can be asked of an extract, beside what accountOf has.
type answersOf struct {
	Account  account
	Excluded map[Key]int64
	Stops    []Stops
	Official []string
	Areas    []AreaValue
	Filters  []Filter
	Checks   string
	Unmapped Unmapped
	Known    map[EthnicityRule]Quality
}

func allOf(x *Extract) answersOf {
	a := answersOf{Account: accountOf(x), Excluded: maps.Collect(x.Excluded().All()), Stops: x.Excluded().Stops(), Official: x.OfficialFiles(),
		Areas: x.AreaValues(), Filters: x.Filters(), Unmapped: x.Unmapped(), Checks: fmt.Sprint(x.CheckWhere(), x.CheckRevision()), Known: make(map[EthnicityRule]Quality)}
	for rule := range EthnicityRules() {
		a.Known[rule] = x.Quality(rule)
	}
	return a
}

// save returns the bytes of a saved extract.
func save(t interface{ Fatal(...any) }, x *Extract, o SaveOptions) []byte {
	var b bytes.Buffer
	if err := x.Save(&b, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestSavedDataLaw: each of the real files is the same after it was saved and read, and so are all
// of them, saved together or one by one.
func TestSavedDataLaw(t *testing.T) {
	all, merged := &Extract{ForceOptional: true, Revision: LargestRevision}, &Extract{ForceOptional: true, Revision: LargestRevision}
	for _, file := range realFiles {
		x := &Extract{ForceOptional: true}
		path := dataFile(t, file.name)
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		err = x.ReadFile(f, filepath.Base(path))
		_ = f.Close()
		if err != nil {
			t.Fatal(err)
		}
		b := save(t, x, SaveOptions{})
		y := &Extract{ForceOptional: true}
		if err := y.ReadFile(bytes.NewReader(b), "saved.tally"); err != nil {
			t.Fatalf("%s: %v", file.name, err)
		}
		if d := cmp.Diff(allOf(x), allOf(y)); d != "" {
			t.Errorf("%s: -read +saved\n%s", file.name, d)
		}
		if again := save(t, y, SaveOptions{}); !bytes.Equal(b, again) {
			t.Errorf("%s: saved again it has other bytes", file.name)
		}
		if file.force == "" {
			continue // its searches are in another file too
		}
		if err := errors.Join(all.Merge(x), merged.ReadFile(bytes.NewReader(b), "saved.tally")); err != nil {
			t.Fatal(err)
		}
	}
	if d := cmp.Diff(allOf(all), allOf(merged)); d != "" {
		t.Errorf("-merged +saved and merged\n%s", d)
	}
	if !bytes.Equal(save(t, all, SaveOptions{}), save(t, merged, SaveOptions{})) {
		t.Error("merged after they were saved they have other bytes")
	}
}

// disown makes all sources of x a force's own extracts.
func disown(x *Extract) *Extract {
	for _, s := range x.sources {
		s.Own = true
	}
	return x
}

// TestClosedDataLaw: it is the same where the hashes of the real files are not saved.
func TestClosedDataLaw(t *testing.T) {
	for _, file := range realFiles {
		x := &Extract{ForceOptional: true}
		text, err := os.ReadFile(dataFile(t, file.name))
		if err != nil {
			t.Fatal(err)
		}
		if err := x.ReadFile(bytes.NewReader(text), file.name); err != nil {
			t.Fatal(err)
		}
		// which are none once it is a force's own
		for _, o := range []SaveOptions{{NoHashes}, {OfficialHashes}} {
			b := save(t, x, o)
			y := &Extract{ForceOptional: true}
			if err := y.ReadFile(bytes.NewReader(b), "saved.tally"); err != nil {
				t.Fatalf("%s: %v", file.name, err)
			}
			if d := cmp.Diff(allOf(x), allOf(y)); d != "" {
				t.Errorf("%s: -read +saved\n%s", file.name, d)
			}
			if again := save(t, y, o); !bytes.Equal(b, again) {
				t.Errorf("%s: saved again it has other bytes", file.name)
			}
			disown(x)
		}
	}
}

// TestSavedWhereData chooses rows of real files, and of what was saved of them, with hashes and
// without.
func TestSavedWhereData(t *testing.T) {
	for _, file := range realFiles {
		if file.rows > 20_000 {
			continue
		}
		text, err := os.ReadFile(dataFile(t, file.name))
		if err != nil {
			t.Fatal(err)
		}
		read := func(text []byte, where ...Filter) *Extract {
			x := &Extract{ForceOptional: true, Where: where}
			if err := x.ReadFile(bytes.NewReader(text), file.name); err != nil {
				t.Fatal(err)
			}
			return x
		}
		whole := read(text)
		files := [][]byte{save(t, whole, SaveOptions{}), save(t, whole, SaveOptions{NoHashes}), save(t, disown(whole), SaveOptions{})}
		for _, where := range [][]Filter{{{"Gender", "Female"}}, {{"Object of search", "Controlled drugs"}, {"Age range", "18-24"}, {"Age range", "10-17"}}} {
			want := allOf(read(text, where...))
			for _, saved := range files {
				got := allOf(read(saved, where...))
				// one says that it is a force's own
				got.Checks, got.Account.Sources = want.Checks, want.Account.Sources
				if d := cmp.Diff(want, got); d != "" {
					t.Errorf("%s, %v: -read +saved\n%s", file.name, where, d)
				}
			}
		}
	}
}

// TestSavedLaw: whatever files have in common, and in whatever order they are read, merged and
// saved, what is read from the saved files is what was read from the files themselves, and saved
// again it has the same bytes.
func TestSavedLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fsys := drawOverlapping(t)
		x := &Extract{Revision: rapid.SampledFrom([]Revision{LargestRevision, NewestRevision, NoRevision}).Draw(t, "revision")}
		if rapid.Bool().Draw(t, "where") {
			x.Where = []Filter{{"Gender", "Male"}, {"Object of search", rapid.SampledFrom([]string{"Controlled drugs", "x"}).Draw(t, "object")}}
		}
		if err := x.ReadFS(context.Background(), fsys, "."); err != nil {
			return
		}
		own := rapid.Bool().Draw(t, "own")
		if own {
			disown(x)
		}
		o := SaveOptions{rapid.SampledFrom(slices.Collect(SavedHashesChoices())).Draw(t, "hashes")}
		b := save(t, x, o)
		y := x.alike()
		y.Where = nil
		if err := y.ReadFile(bytes.NewReader(b), "all.tally"); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(allOf(x), allOf(y)); d != "" {
			t.Fatalf("-read +saved\n%s", d)
		}
		if !bytes.Equal(b, save(t, y, o)) {
			t.Fatal("saved again it has other bytes")
		}
		if x.Where != nil || o.Hashes == NoHashes || own && o.Hashes == OfficialHashes {
			return
		}
		files, _, err := FilesIn(fsys, ".")
		if err != nil {
			t.Fatal(err)
		}
		apart := make(fstest.MapFS)
		for i, name := range files {
			one := x.alike()
			if err := one.ReadFS(context.Background(), fsys, name); err != nil {
				t.Fatal(err)
			}
			if own {
				disown(one)
			}
			apart[fmt.Sprintf("%d.tally", i)] = &fstest.MapFile{Data: save(t, one, o)}
		}
		z := y.alike()
		if err := z.ReadFS(context.Background(), apart, "."); err != nil {
			t.Fatal(err)
		}
		z.left = x.left
		if d := cmp.Diff(allOf(x), allOf(z)); d != "" {
			t.Fatalf("-read +saved one by one\n%s", d)
		}
		if !bytes.Equal(b, save(t, z, o)) {
			t.Fatal("saved one by one, read and saved together it has other bytes")
		}
	})
}

// TestSavedWhereLaw: the rows that are chosen of a saved file are those that are chosen of the
// files that it was made of.
func TestSavedWhereLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fsys := drawOverlapping(t)
		read := &Extract{Revision: LargestRevision}
		if err := read.ReadFS(context.Background(), fsys, "."); err != nil {
			return
		}
		var filters []Filter
		for range rapid.IntRange(1, 3).Draw(t, "filters") {
			filters = append(filters, rapid.SampledFrom([]Filter{{"Gender", "Male"}, {"gender", "female"}, {"Gender", ""}, {"Type", "Person search"},
				{"age_range", "18-24"}, {"Object of search", "Controlled drugs"}, {"Legislation", "Misuse of Drugs Act 1971 (section 23)"},
				{"Officer-defined ethnicity", "Black"}, {"Outcome", "Arrest"}, {"Outcome linked to object of search", "True"}}).Draw(t, "filter"))
		}
		want, got := read.alike(), read.alike()
		want.Where, got.Where = filters, filters
		if err := want.ReadFS(context.Background(), fsys, "."); err != nil {
			t.Fatal(err)
		}
		if rapid.Bool().Draw(t, "own") {
			disown(read)
			disown(want)
		}
		if err := got.ReadFile(bytes.NewReader(save(t, read, SaveOptions{})), "all.tally"); err != nil {
			t.Fatal(err)
		}
		if (want.CheckWhere() == nil) != (got.CheckWhere() == nil) {
			t.Fatalf("%v and saved %v", want.CheckWhere(), got.CheckWhere())
		}
		a, b := allOf(want), allOf(got)
		b.Checks = a.Checks // which have the values in the words of the files
		if d := cmp.Diff(a, b); d != "" {
			t.Fatalf("-read +saved\n%s", d)
		}
	})
}

// A force cannot be given to rows that were saved without one: the error says what to do.
func TestSavedWithoutForce(t *testing.T) {
	const text = "Date,Ethnicity,Result\n2023-04-05,Black,1\n"
	x := Extract{Rows: PersonSuspected, Columns: map[string]string{"ethnicity": "Ethnicity", "outcome": "Result"}, ForceOptional: true}
	if err := x.ReadFile(strings.NewReader(text), "own.csv"); err != nil {
		t.Fatal(err)
	}
	b := save(t, &x, SaveOptions{})
	given := Extract{Force: forceNumber(7)}
	const want = "outcomes: own.tally:1: own.csv was saved without a force: read it without one, or save it again with its force"
	if err := given.ReadFile(bytes.NewReader(b), "own.tally"); err == nil || err.Error() != want || given.Tally().Total() != 0 {
		t.Errorf("%v; want %s", err, want)
	}
	var none Extract
	if err := none.ReadFile(bytes.NewReader(b), "own.tally"); err != nil || none.Tally().Total() != 1 {
		t.Errorf("without a force: %v, %d rows", err, none.Tally().Total())
	}
}
