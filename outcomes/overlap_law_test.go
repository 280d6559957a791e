package outcomes

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// drawOverlapping draws files of one force or two, in archives of several months, that may have
// searches in common: what was downloaded several times, months and a year, parts.
func drawOverlapping(t *rapid.T) fstest.MapFS {
	pool := slices.Concat(rowsFrom("2020-02-01", 29, 20), rowsFrom("2020-03-01", 31, 20))
	fsys := make(fstest.MapFS)
	for i := range rapid.IntRange(1, 4).Draw(t, "files") {
		var rows []string
		switch rapid.IntRange(0, 4).Draw(t, "kind") {
		case 0:
			rows = slices.Clone(pool)
		case 1:
			rows = slices.Clone(pool[:20])
		case 2:
			rows = without(pool, rapid.SampledFrom([]int{2, 6, 10, 19}).Draw(t, "nth"))
		case 3:
			from := rapid.IntRange(0, 20).Draw(t, "from")
			rows = slices.Clone(pool[from : from+rapid.IntRange(1, 20).Draw(t, "rows")])
		default:
			rows = append(dated(pool[20:]), "short", strings.Replace(pool[3], "Arrest", "Ticket", 1))
		}
		text := officialFile(rows...)
		if rapid.Bool().Draw(t, "id") {
			text = withID(shuffled(rows)...)
		}
		name := fmt.Sprintf("%s/2020/%d-%s.csv", rapid.SampledFrom([]string{"2022-08", "2022-09", "x"}).Draw(t, "archive"), i,
			rapid.SampledFrom([]string{"essex", "essex", "kent"}).Draw(t, "force"))
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

var lawRevisions = []Revision{NoRevision, NewestRevision, LargestRevision, "2022-08", "x", "2022-09/2020/0-essex.csv", "none"}

// TestOverlapLaw: whatever files have in common, in whatever order they are read, however they are
// shared out among extracts and merged, either all ways are an error, or all give the same answers:
// the same files are taken.
func TestOverlapLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fsys := drawOverlapping(t)
		revision := rapid.SampledFrom(lawRevisions).Draw(t, "revision")
		whole := &Extract{Revision: revision}
		err := whole.ReadFS(context.Background(), fsys, ".")
		files, _, listErr := FilesIn(fsys, ".")
		if listErr != nil {
			t.Fatal(listErr)
		}
		parts := make([]*Extract, rapid.IntRange(1, 3).Draw(t, "extracts"))
		for i := range parts {
			parts[i] = &Extract{Revision: revision}
		}
		var shared error
		for _, name := range rapid.Permutation(files).Draw(t, "order") {
			i := rapid.IntRange(0, len(parts)-1).Draw(t, "part")
			shared = errors.Join(shared, parts[i].ReadFS(context.Background(), fsys, name))
		}
		for _, i := range rapid.Permutation([]int{1, 2}[:len(parts)-1]).Draw(t, "merged") {
			shared = errors.Join(shared, parts[0].Merge(parts[i]))
		}
		if (err == nil) != (shared == nil) {
			t.Fatalf("at once: %v; one by one: %v", err, shared)
		}
		if err != nil {
			return
		}
		if d := cmp.Diff(accountOf(whole), accountOf(parts[0])); d != "" {
			t.Fatalf("-at once +one by one\n%s", d)
		}
		if a, b := whole.CheckRevision(), parts[0].CheckRevision(); fmt.Sprint(a) != fmt.Sprint(b) {
			t.Fatalf("checked at once: %v; one by one: %v", a, b)
		}
		checkOverlaps(t, whole)
	})
}

// checkOverlaps checks that the account of x adds up.
func checkOverlaps(t interface{ Fatalf(string, ...any) }, x *Extract) {
	q := x.Quality(SelfDefined)
	var rows, revised, shared int64
	for _, s := range x.Sources() {
		rows += s.Rows
	}
	for _, o := range x.Overlaps() {
		var taken, all int64
		for _, f := range o.Files {
			all += f.Rows
			if f.Taken {
				taken++
			} else {
				revised += f.Rows
			}
		}
		if taken == 0 || len(o.Files) < 2 || o.Shared < 0 || o.Shared >= all || o.Kind == OverlapApart && taken != int64(len(o.Files)) {
			t.Fatalf("%+v", o)
		}
		shared += o.Shared
	}
	if q.Rows != rows || q.Revised != revised || q.Rows != x.Tally().Total()+q.Rejected+q.Revised || q.Duplicates < 0 || q.Duplicates > x.Tally().Total() {
		t.Fatalf("%v of %d rows, %d revised", q, rows, revised)
	}
	if persons := q.Rows - q.VehicleOnly - q.TypeUnknown - q.Rejected - q.Revised; persons != x.Tally().Where(func(k Key) bool { return k.Type.IsPerson() }).Total() {
		t.Fatalf("%v: %d persons", q, persons)
	}
}

// An extract may be asked by several goroutines at once: what it answers is worked out once.
func TestAskedAtOnce(t *testing.T) {
	rows := rowsFrom("2020-02-01", 29, 60)
	x, err := readAll(LargestRevision, map[string]string{"a-essex.csv": officialFile(rows...), "b-essex.csv": officialFile(rows[1:]...)})
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	var tallies [8]*Tally
	for i := range tallies {
		wait.Go(func() {
			tallies[i] = x.Tally()
			_, _, _ = x.Overlaps(), x.Quality(0), x.Errors()
		})
	}
	wait.Wait()
	for _, tally := range tallies {
		if tally != tallies[0] || tally.Total() != 60 {
			t.Errorf("%d", tally.Total())
		}
	}
	// Reading further changes no tally that was handed out.
	if err := x.ReadFile(strings.NewReader(officialFile(rowsFrom("2020-03-01", 31, 5)...)), "c-essex.csv"); err != nil || tallies[0].Total() != 60 || x.Tally().Total() != 65 {
		t.Errorf("%v, %d, %d", err, tallies[0].Total(), x.Tally().Total())
	}
}

// Extracts hold what they were given when it is merged: a conflict that one revision decides is one
// again where another does not.
func TestMergeOfRevisions(t *testing.T) {
	rows := rowsFrom("2020-02-01", 29, 60)
	read := func(revision Revision) *Extract {
		x, err := readAll(revision, map[string]string{"a-essex.csv": officialFile(rows...), "b-essex.csv": officialFile(rows[1:]...)})
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	var strict Extract
	if e, ok := errors.AsType[*OverlapError](strict.Merge(read(LargestRevision))); !ok || e.Kind != OverlapNearly || e.Shared != 59 || strict.Tally().Total() != 0 {
		t.Errorf("merged into one that takes none: %v", e)
	}
	named := &Extract{Revision: "b-essex.csv"}
	if err := named.Merge(read(LargestRevision)); err != nil || named.Tally().Total() != 59 || named.CheckRevision() != nil {
		t.Errorf("merged into one that takes another: %v, %d", err, named.Tally().Total())
	}
	x, y := read(LargestRevision), read(LargestRevision)
	if err := x.Merge(y); err != nil || x.Tally().Total() != 60 || x.Quality(0).Revised != 60+2*59 {
		t.Errorf("the same files twice: %v, %v", err, x.Quality(0))
	}
	// The error names the first of several in order of force, month and name, whatever the order.
	pair := func(force string, folder string) *Extract {
		x := new(Extract)
		for _, f := range []string{"kent", force} {
			if err := x.ReadFile(strings.NewReader(strings.ReplaceAll(officialFile(rows...), "True", f)), folder+"/"+f+".csv"); err != nil {
				t.Fatal(err)
			}
		}
		return x
	}
	for range 5 {
		e, ok := errors.AsType[*OverlapError](pair("essex", "b").Merge(pair("essex", "a")))
		if !ok || e.Force.String() != "Essex" || e.Files[0].File != "a/essex.csv" || e.Files[1].File != "b/essex.csv" || e.More != 1 {
			t.Fatalf("%v", e)
		}
	}
}

// FuzzOverlap shares rows out among files, some into several and some changed. It never panics, the
// account adds up, and the order of the files changes nothing.
func FuzzOverlap(f *testing.F) {
	f.Add([]byte{1, 1, 1, 3, 3, 3, 2, 2}, uint8(0))
	f.Add([]byte("\x07\x07\x07\x07\x07\x17\x27\x47"), uint8(1))
	f.Add([]byte("\x01\x02\x04\x81\x82\x84\xc1\xc2\xc4"), uint8(2))
	f.Add([]byte("\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x02"), uint8(3))
	f.Fuzz(func(t *testing.T, shares []byte, revision uint8) {
		shares = shares[:min(len(shares), 200)]
		rows := rowsFrom("2022-07-25", 14, len(shares)) // over the end of a month in summer
		names := []string{"2022-08/essex/1-essex.csv", "2022-09.zip/2-essex.csv", "x/3-essex.csv"}
		files := make([][]string, len(names))
		for i, share := range shares {
			row := rows[i]
			switch share >> 6 { // two bits change the row, three say where it is
			case 1:
				row = rows[0]
			case 2:
				row = dated(rows[i : i+1])[0]
			case 3:
				row = strings.Replace(row, "Arrest", "Ticket", 1)
			}
			for j := range files {
				if share>>j&1 != 0 {
					files[j] = append(files[j], row)
				}
			}
		}
		read := func(order ...int) (*Extract, error) {
			x := &Extract{Revision: lawRevisions[int(revision)%len(lawRevisions)]}
			var errs []error
			for _, i := range order {
				errs = append(errs, x.ReadFile(strings.NewReader(officialFile(files[i]...)), names[i]))
			}
			return x, errors.Join(errs...)
		}
		x, err := read(0, 1, 2)
		y, again := read(2, 0, 1)
		checkOverlaps(t, x)
		checkOverlaps(t, y)
		if (err == nil) != (again == nil) {
			t.Fatalf("%v, in another order %v", err, again)
		}
		if err == nil {
			if d := cmp.Diff(accountOf(x), accountOf(y)); d != "" {
				t.Fatalf("-in order +in another\n%s", d)
			}
		}
	})
}
