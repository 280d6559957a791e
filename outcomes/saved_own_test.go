package outcomes

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// arrestsHeader is that of a force's own extract.
const arrestsHeader = "Ref,When,Clock,Group,Sex,Years,District,Gravity,Result,Lat,Long\n"

// drawArrests draws a force's own extract of one month: people who were arrested, some of them
// together, with words of its own, of which some are not known, and rows that cannot be read.
func drawArrests(t *rapid.T, month string) string {
	var b strings.Builder
	b.WriteString(arrestsHeader)
	pick := func(label string, from ...string) string { return rapid.SampledFrom(from).Draw(t, label) }
	for i := range rapid.IntRange(0, 40).Draw(t, "rows") {
		fmt.Fprintf(&b, "%d,%s-%s,%s,%s,%s,%s,%s,%s,%s,%s,-0.1\n", i, month, pick("day", "01", "02", "2?"), pick("clock", "10:01", "10:17", "11:29", "23:43"),
			pick("group", "White British", "Caribbean", "Klingon", ""), pick("sex", "M", "F", "", "Mann"), pick("years", "15", "20", "30", "NA"),
			pick("district", "North", "South Side", "south  side", ""), pick("gravity", "1", "10", "2"), pick("result", "1", "NFA", "22", "", "Gone"), pick("lat", "51.1", "51.2", "x"))
	}
	return b.String()
}

// arrestsReader returns what reads such extracts.
func arrestsReader(t interface{ Fatal(...any) }) *Extract {
	labels, err := ReadLabels(strings.NewReader("column,their label,our label\nResult,NFA,taken into consideration\nGroup,caribbean,Caribbean\nGravity,2,3\nGravity,9,4\n"), "labels.csv")
	if err != nil {
		t.Fatal(err)
	}
	return &Extract{Rows: PersonArrested, Labels: labels, Keep: []string{"District", "Gravity"}, ForceOptional: true, Columns: map[string]string{"date": "When", "time": "Clock",
		"ethnicity": "Group", "gender": "Sex", "age": "Years", "outcome": "Result", "latitude": "Lat", "longitude": "Long"}}
}

// TestSavedOwnLaw: a force's own extract is the same after it was saved and read, with hashes and
// without, and so are the rows that are chosen of it by a column that was kept, or by a field.
func TestSavedOwnLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := map[string]string{"april.csv": drawArrests(t, "2023-04"), "may.csv": drawArrests(t, "2023-05")}
		read := func(where ...Filter) (*Extract, error) {
			x := arrestsReader(t)
			x.Where = where
			for name, text := range texts {
				if err := x.ReadFile(strings.NewReader(text), name); err != nil {
					return x, err
				}
			}
			return x, nil
		}
		x, err := read()
		if err != nil {
			t.Fatal(err)
		}
		o := SaveOptions{rapid.SampledFrom(slices.Collect(SavedHashesChoices())).Draw(t, "hashes")}
		b := save(t, x, o)
		y := &Extract{ForceOptional: true, Keep: rapid.SampledFrom([][]string{nil, {"District", "Gravity"}}).Draw(t, "keep")}
		if err := y.ReadFile(bytes.NewReader(b), "own.tally"); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(allOf(x), allOf(y)); d != "" {
			t.Fatalf("-read +saved\n%s", d)
		}
		if !x.Tally().Equal(y.Tally()) || !bytes.Equal(b, save(t, y, o)) {
			t.Fatal("another tally, or other bytes")
		}
		where := rapid.SampledFrom([]Filter{{"district", "south side"}, {"GRAVITY", "10"}, {"District", ""}, {"Gender", ""}}).Draw(t, "where")
		want, err := read(where)
		if where.Column == "Gender" {
			where.Column, where.Value = "Age range", "18-24"
			want, err = read(Filter{"Years", "20"})
		}
		if err != nil {
			t.Fatal(err)
		}
		z := &Extract{ForceOptional: true, Where: []Filter{where}}
		if err := z.ReadFile(bytes.NewReader(b), "own.tally"); err != nil {
			t.Fatal(err)
		}
		// Rows that cannot be read may match or not: nobody knows what they say.
		if !z.Tally().Equal(want.Tally()) || z.Quality(0).Duplicates != want.Quality(0).Duplicates || cmp.Diff(want.Quality(0).UnknownLabels, z.Quality(0).UnknownLabels) != "" {
			t.Fatalf("by %v: %v, want %v", where, z.Quality(0), want.Quality(0))
		}
	})
}

// What was saved without hashes takes nothing beside it of its months, whichever way it comes, and
// says what to do.
func TestClosedMonths(t *testing.T) {
	april := arrestsHeader + "1,2023-04-01,10:01,White British,M,15,North,1,1,51.1,-0.1\n"
	read := func(file, text string) *Extract {
		x := arrestsReader(t)
		if err := x.ReadFile(strings.NewReader(text), file); err != nil {
			t.Fatal(err)
		}
		return x
	}
	first := save(t, read("april.csv", april), SaveOptions{})
	hashed := save(t, read("april.csv", april), SaveOptions{Hashes: AllHashes})
	other := strings.Replace(april, "10:01", "11:59", 1)
	closed := func() *Extract {
		x := arrestsReader(t)
		if err := x.ReadFile(bytes.NewReader(first), "own.tally"); err != nil {
			t.Fatal(err)
		}
		return x
	}
	const want = "april.csv (in own.tally) and %s: both have records of no known force in 2023-04, and what they have in common cannot be told, since the first was saved " +
		"without the hashes of its rows: save it with all hashes (SaveOptions.Hashes), or read the files that it was made of together with the other"
	for _, test := range []struct {
		add    func(x *Extract) error
		other  string
		reason string
	}{
		{func(x *Extract) error { return x.ReadFile(strings.NewReader(april), "april.csv") }, "april.csv", "the same file"},
		{func(x *Extract) error { return x.ReadFile(strings.NewReader(other), "b.csv") }, "b.csv", "another of the month"},
		{func(x *Extract) error { return x.ReadFile(bytes.NewReader(first), "z.tally") }, "april.csv (in z.tally)", "the same saved file"},
		{func(x *Extract) error { return x.ReadFile(bytes.NewReader(hashed), "hashed.tally") }, "april.csv (in hashed.tally)", "saved with hashes"},
		{func(x *Extract) error { return x.Merge(read("b.csv", other)) }, "b.csv", "merged"},
		{func(x *Extract) error { return x.Merge(closed()) }, "april.csv (in own.tally)", "merged with one of its kind"},
		{func(x *Extract) error { return x.ReadCSV(strings.NewReader(other), ReadOptions{File: "b.csv"}) }, "b.csv", "read without checks"},
	} {
		x := closed()
		err := test.add(x)
		if e, ok := errors.AsType[*ClosedMonthError](err); !ok || e.Error() != "outcomes: "+fmt.Sprintf(want, test.other) || x.Tally().Total() != 1 {
			t.Errorf("%s: %v, %d rows", test.reason, err, x.Tally().Total())
		}
		checkError(t, err)
	}
	// and it goes beside nothing of its months
	x := read("b.csv", other)
	if e, ok := errors.AsType[*ClosedMonthError](x.ReadFile(bytes.NewReader(first), "own.tally")); !ok || e.File != "april.csv (in own.tally)" || e.Other != "b.csv" {
		t.Errorf("read after another file: %v", e)
	}
	folder := fstest.MapFS{"own.tally": {Data: first}, "b.csv": {Data: []byte(other)}}
	y := arrestsReader(t)
	if _, ok := errors.AsType[*ClosedMonthError](y.ReadFS(context.Background(), folder, ".")); !ok || len(y.Sources()) != 0 {
		t.Error("in one folder")
	}
	// Other months, and those of other forces, stand beside it.
	z := closed()
	z.Force = force(t, "kent")
	if err := errors.Join(closed().ReadFile(strings.NewReader(strings.Replace(april, "-04-", "-05-", 1)), "may.csv"), z.ReadFile(strings.NewReader(april), "kent.csv")); err != nil {
		t.Error(err)
	}
	if err := z.Save(io.Discard, SaveOptions{Hashes: AllHashes}); err == nil || !strings.Contains(err.Error(), "cannot be saved, since the file was read from own.tally, which has none") {
		t.Errorf("hashes that are not there: %v", err)
	}
}

// What a saved file does not suit, and what Save refuses.
func TestSavedErrors(t *testing.T) {
	x := arrestsReader(t)
	if err := x.ReadFile(strings.NewReader(arrestsHeader+"1,2023-04-01,10:01,White British,M,15,North,1,1,51.1,-0.1\n"), "april.csv"); err != nil {
		t.Fatal(err)
	}
	file := save(t, x, SaveOptions{})
	kent := save(t, readInto(new(Extract), func(x *Extract) error { return x.ReadFile(strings.NewReader(officialFile(fixture...)), "kent.csv") }), SaveOptions{})
	nobodys := save(t, readInto(&Extract{ForceOptional: true}, func(x *Extract) error {
		return x.ReadFile(strings.NewReader(officialFile(fixture...)), "searches.csv")
	}), SaveOptions{})
	for _, test := range []struct {
		x      *Extract
		file   []byte
		want   string
		reason string
	}{
		{&Extract{ForceOptional: true}, file, "", "as it is"},
		{&Extract{ForceOptional: true, Keep: []string{"district", "GRAVITY"}, Rows: PersonArrested}, file, "", "what it has, in other letters"},
		{&Extract{}, file, "", "an own extract without a force, which was read so when it was saved"},
		{&Extract{}, nobodys, "searches.csv: neither the file name nor a force column tells the force", "no force"},
		{&Extract{ForceOptional: true, Keep: []string{"District"}}, file, `the saved file has kept "District", "Gravity", and "District" is to be kept: name the same columns or none`, "some of its columns"},
		{&Extract{ForceOptional: true, Rows: PersonSearch}, file, `the saved file has records of type "person arrested", and its rows are said to be of type "person"`, "records of another type"},
		{&Extract{ForceOptional: true, Where: []Filter{{"Team", "x"}}}, file, `no column "Team", by which rows are chosen, in the saved file own.tally: it has "District", "Gravity", `, "a column that was not kept"},
		{&Extract{ForceOptional: true, Where: []Filter{{"When", "2023-04-01"}}}, file, `no column "When"`, "days are not in cells"},
		{&Extract{ForceOptional: true, Where: []Filter{{"Gender", "Mann"}}}, file, `no value "Mann" in column "Gender", by which rows are chosen, of the saved file own.tally: it has no labels but those of this program`,
			"a label of its own"},
		{&Extract{Where: []Filter{{"Legislaton", "x"}}}, kent, `no column "Legislaton", by which rows are chosen (is it "Legislation"?), in the saved file own.tally`, "misspelt"},
		{&Extract{Force: force(t, "essex")}, kent, "the force column says Kent", "another force"},
	} {
		err := test.x.ReadFile(bytes.NewReader(test.file), "own.tally")
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%s: %v", test.reason, err)
		}
		if err != nil {
			checkError(t, err)
		}
	}
	if err := x.Save(io.Discard, SaveOptions{9}); err == nil || !strings.Contains(err.Error(), "SavedHashes(9) is no choice of hashes: want one of official, all, none") {
		t.Errorf("a choice that is none: %v", err)
	}
	var none *Extract
	if err := none.Save(io.Discard, SaveOptions{}); err == nil {
		t.Error("saving nil is no error")
	}
	if err := x.Save(nil, SaveOptions{}); err == nil {
		t.Error("saving to nil is no error")
	}
	broken := errors.New("broken")
	if err := x.Save(failingWriter{broken}, SaveOptions{}); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	odd := new(Extract)
	if err := odd.Read("odd", func(yield func(Search, error) bool) { yield(Search{Gender: 99}, nil) }); err != nil {
		t.Fatal(err)
	}
	if err := odd.Save(io.Discard, SaveOptions{}); err == nil || !strings.Contains(err.Error(), "Gender(99) is not a gender") {
		t.Errorf("a value that is none: %v", err)
	}
}

func readInto(x *Extract, read func(*Extract) error) *Extract {
	if err := read(x); err != nil {
		panic(err)
	}
	return x
}

// A saved file is known by its content, in archives and compressed as well, and reads as what it is
// made of wherever its name stands; what reads tables says what it is.
func TestSavedFiles(t *testing.T) {
	x := readInto(new(Extract), func(x *Extract) error { return x.ReadFile(strings.NewReader(officialFile(fixture...)), "kent.csv") })
	file := string(save(t, x, SaveOptions{}))
	zip := archiveOf(t, packed{name: "a/kent.tally", text: file}, packed{name: "a/note.txt", text: "x"})
	for name, text := range map[string]string{"kent.tally": file, "essex.csv": file, "kent.tally.gz": gzipped(file), "x.zip": zip} {
		fsys := fstest.MapFS{name: {Data: []byte(text)}, "more.pdf": {Data: []byte("x")}}
		files, _, err := FilesIn(fsys, ".")
		if err != nil || len(files) != 1 {
			t.Errorf("%s: %v, %v", name, files, err)
			continue
		}
		y := &Extract{Force: force(t, "kent")}
		if err := y.ReadFS(context.Background(), fsys, "."); err != nil || !y.Tally().Equal(x.Tally()) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, err := range ReadCSV(strings.NewReader(file), ReadOptions{File: "f"}) {
		if err == nil || !strings.Contains(err.Error(), "searches that were saved (.tally): read it with Extract.ReadFile") {
			t.Errorf("%v", err)
		}
	}
	if err := new(Extract).ReadFile(strings.NewReader(file[:50]), "cut.tally"); err == nil || !strings.Contains(err.Error(), "outcomes: cut.tally: reading: the saved file breaks off") {
		t.Errorf("%v", err)
	}
}
