package outcomes

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
)

// account is all that can be asked of an extract.
type account struct {
	Tally     map[Key]int64
	Quality   Quality
	Sources   []Source
	Repeats   []Repeat
	LeftOut   []FileLeftOut
	Errors    []string
	OfPersons map[string]map[string]int64
	Gaps      []Gap
	Overlaps  []Overlap
	Stops     []Stops
	Pairs     map[Pair]int64
}

func accountOf(x *Extract) account {
	a := account{maps.Collect(x.Tally().All()), x.Quality(SelfDefined), x.Sources(), x.Repeats(), x.LeftOut(), nil, x.UnknownLabelsOfPersons(), x.Tally().Gaps(), x.Overlaps(),
		x.Tally().Stops(), maps.Collect(x.Tally().Pairs())}
	for _, err := range x.Errors() {
		a.Errors = append(a.Errors, err.Error())
	}
	return a
}

func force(t testing.TB, name string) ethnicity.Force {
	t.Helper()
	f, err := ethnicity.ParseForce(name)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestReadFile(t *testing.T) {
	rows := file("\r\n", official, fixture...)
	array := `[{"type":"Person search","datetime":"2023-01-05T12:00:00+00:00"}]`
	withForce := func(cells ...string) string {
		lines := []string{}
		for i, cell := range cells {
			lines = append(lines, fixture[i%len(fixture)]+","+cell)
		}
		return file("\n", official+",Force", lines...)
	}
	for _, test := range []struct {
		name, content string
		given         string // Force
		total         int64
		want          string // in the error; "" if there is none
		reason        string
	}{
		{"2022-09-kent.csv", rows, "", 5, "", "the name tells the force"},
		{"a.csv", rows, "Kent", 5, "", "Force tells it"},
		{"2022-09-kent.csv", rows, "Kent", 5, "", "both do"},
		{"2022-09-kent.csv", gzipped(rows), "", 5, "", "packed, though the name does not say so"},
		{"2022-09-kent.csv.gz", rows, "", 5, "", "not packed, though the name says so"},
		{"2022-09-kent.csv", gzipped(gzipped(rows)), "", 0, "outcomes: 2022-09-kent.csv:1: the file is compressed twice: unpack it once", "packed twice"},
		{"2022-09-kent.json", gzipped(gzipped(array)), "", 0, "the file is compressed twice: unpack it once", "JSON, packed twice"},
		{"2022-09-kent.csv", array, "", 1, "", "JSON by its content"},
		{"2022-09-kent.csv", gzipped(array), "", 1, "", "packed JSON"},
		{"2022-09-kent.JSON", " \n" + array, "", 1, "", "JSON by its name"},
		{"2022-09-kent.json.GZ", gzipped("\n" + array), "", 1, "", "packed JSON by its name"},
		{"2022-09-kent.json", rows, "", 5, "", "a table that is named as what it is not"},
		{"2022-09-kent.csv", "\ufeff \r\n\t" + array, "", 1, "", "JSON that is named as what it is not, behind a mark and space"},
		{"2022-09-kent.csv", official, "", 0, "", "a month without searches"},
		{"a.csv", official, "", 0, "", "no row asks for a force"},
		{"2022-09-kent.json", "[]", "", 0, "", "a month without searches from the API"},
		{"a.csv", withForce("Kent", "Essex", ""), "", 3, "", "a column tells it"},
		{"a.csv", withForce("Kent", "", ""), "Kent", 3, "", "where the column does not tell it, Force does"},
		{"2022-09-kent.csv", withForce("Essex", "Essex"), "", 2, "", "the column goes before the name"},
		{"a.csv", withForce("Gotham"), "", 1, "", "a column with a force that no table has"},
		{"2022-09-gotham-stop-and-search.csv", rows, "", 5, "", "a name with a force that no table has"},
		{"2022-09-gotham-stop-and-search.csv", rows, "Kent", 5, "", "Force goes before a name that may be misspelt"},

		{"a.csv", rows, "", 0, "a.csv: neither the file name nor a force column tells the force", "nothing tells the force"},
		{"2022-09-kent-essex.csv", rows, "", 0, "neither the file name", "a name of two forces"},
		{"a.csv", withForce("?"), "", 0, "neither the file name", "a column that names no force"},
		{"2022-09-kent.csv", rows, "Essex", 0, "kent.csv: the file name says Kent, and Force is Essex", "the name tells another"},
		{"a.csv", withForce("Kent", "Essex", "Kent"), "Essex", 0, "a.csv: the force column says Kent in 2 rows, and Force is Essex", "the column tells another"},
		{"a.csv", withForce("Kent", "Essex"), "Surrey", 0, "says Essex in 1 rows", "of two others the first"},
		{"2022-09-kent.csv", "", "", 0, "the file is empty", "no bytes"},
		{"2022-09-kent.csv", "\x1f\x8brubbish", "", 0, "outcomes: 2022-09-kent.csv: reading: ", "what looks packed"},
		{"2022-09-kent.csv", gzipped(rows)[:100], "", 0, "unexpected EOF", "packed, and cut off"},
		{"2022-09-kent.csv", "PK\x03\x04", "", 0, "outcomes: 2022-09-kent.csv: the ZIP archive is damaged or breaks off: its list of files cannot be read: download or copy it again", "an archive"},
		{"", rows, "", 0, "outcomes: neither the file name", "no name"},
	} {
		x := new(Extract)
		if test.given != "" {
			x.Force = force(t, test.given)
		}
		err := x.ReadFile(strings.NewReader(test.content), test.name)
		checkError(t, err)
		if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) || x.Tally().Total() != test.total {
			t.Errorf("%s: %d searches, error %v; want %d, %q", test.reason, x.Tally().Total(), err, test.total, test.want)
		}
		if err != nil && len(x.Sources())+len(x.Errors()) > 0 {
			t.Errorf("%s: something of the file stays: %+v", test.reason, accountOf(x))
		}
		if strings.Contains(test.want, "orce") {
			if e, ok := errors.AsType[*ForceError](err); !ok || e.File != test.name || e.Given != x.Force || e.Found.IsZero() != x.Force.IsZero() {
				t.Errorf("%s: %#v", test.reason, err)
			}
		}
	}
}

func TestRepeats(t *testing.T) {
	a, b, c := fixture[0], fixture[1], fixture[4]
	read := func(rows ...string) []Repeat {
		var x Extract
		if err := x.ReadFile(strings.NewReader(file("\n", official, rows...)), "kent\xff.csv"); err != nil {
			t.Fatal(err)
		}
		return x.Repeats()
	}
	want := func(rows int64, times int) []Repeat {
		return []Repeat{{File: "kent\uFFFD.csv", Rows: rows, Times: times}}
	}
	for _, test := range []struct {
		rows   []string
		want   []Repeat
		reason string
	}{
		{[]string{a, b, c, a, b, c}, want(3, 2), "joined to itself"},
		{[]string{a, b, official, a, b}, want(2, 2), "with its header, which is no row"},
		{[]string{a, b, c, a, b, c, a}, nil, "and a row more"},
		{[]string{a, a, a, a}, nil, "companions"},
		{[]string{}, nil, "no row"},
	} {
		if got := read(test.rows...); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", test.reason, got, test.want)
		}
	}
}

func TestCopies(t *testing.T) {
	for _, test := range []struct {
		rows   []uint64
		want   int
		alike  bool
		reason string
	}{
		{nil, 0, true, "nothing"},
		{[]uint64{7}, 1, true, "one row"},
		{[]uint64{7, 7, 7, 7}, 4, true, "people searched together share every value"},
		{[]uint64{1, 2, 1, 2}, 2, false, "joined to itself"},
		{[]uint64{1, 2, 1, 2, 1, 2}, 3, false, "three times over"},
		{[]uint64{1, 1, 2, 1, 1, 2, 1, 1, 2, 1, 1, 2}, 4, false, "as often as can be, not two times two"},
		{[]uint64{1, 2, 1, 2, 1}, 1, false, "and a part"},
		{[]uint64{1, 2, 2, 1}, 1, false, "another order"},
		{[]uint64{1, 1, 2, 2}, 1, false, "every row twice, side by side: as companions are"},
	} {
		if got, alike := copies(len(test.rows), func(i int) uint64 { return test.rows[i] }); got != test.want || alike != test.alike {
			t.Errorf("%s: %v are %d copies, alike: %v, want %d and %v", test.reason, test.rows, got, alike, test.want, test.alike)
		}
	}
}

// The first errors are kept by their place, whatever the order in which they come.
func TestErrorsInOrder(t *testing.T) {
	at := func(file string, line, column int, cause string) error {
		return &RowError{File: file, Line: line, Column: column, Err: errors.New(cause)}
	}
	sorted := []error{at("a", 2, 1, "x"), at("a", 10, 1, "x"), UnknownLabels{at("a", 10, 2, "y").(*RowError)}, at("a", 10, 3, "x"), at("a", 10, 3, "z"), at("b", 1, 1, "x")}
	for i := range 200 {
		sorted = append(sorted, at("c", i+1, 1, "x"))
	}
	for _, order := range []func([]error){func([]error) {}, slices.Reverse[[]error], func(errs []error) { slices.Reverse(errs[50:150]) }} {
		errs := slices.Clone(sorted)
		order(errs)
		var x Extract
		if err := x.Read("", func(yield func(Search, error) bool) {
			for _, err := range errs {
				if !yield(Search{}, err) {
					return
				}
			}
		}); err != nil {
			t.Fatal(err)
		}
		if got := x.Errors(); !slices.EqualFunc(got, sorted[:maxErrors], func(a, b error) bool { return compareErrors(a, b) == 0 }) {
			t.Errorf("%v", got)
		}
	}
}

// drawFiles draws a file system whose files all differ and can be read, in folders each of which
// has one at least.
func drawFiles(t *rapid.T) (fsys fstest.MapFS, folders []string) {
	lines := append([]string{"short", replace("Outcome", "Ticket"), replace("Date", "soon"), replace("Type", "Boat search"), replace("Officer-defined ethnicity", "Klingon")}, fixture...)
	fsys = make(fstest.MapFS)
	n := 0
	for i := range rapid.IntRange(1, 4).Draw(t, "folders") {
		folder := fmt.Sprintf("%c", 'a'+i)
		folders = append(folders, folder)
		for range rapid.IntRange(1, 4).Draw(t, "files") {
			n++
			rows := rapid.SliceOfN(rapid.SampledFrom(lines), 1, 12).Draw(t, "rows")
			times := rapid.SampledFrom([]int{1, 1, 1, 1, 2, 15}).Draw(t, "times")
			// its own
			rows = append(rows, strings.Replace(fixture[n%2], "Person", fmt.Sprintf("Person %d", n), 1))
			text := file("\n", official, slices.Repeat(rows, times)...)
			// and its own years: files that share a day are refused
			text = strings.NewReplacer("2022-", fmt.Sprintf("20%d-", 40+n), "2016-", fmt.Sprintf("20%d-", 60+n), "2020-", fmt.Sprintf("20%d-", 80+n)).Replace(text)
			if rapid.Bool().Draw(t, "packed") {
				text = gzipped(text)
			}
			name := fmt.Sprintf("%s/%s-%s.csv", folder, rapid.SampledFrom([]string{"1", "2", "10"}).Draw(t, "name"), rapid.SampledFrom([]string{"kent", "essex"}).Draw(t, "force"))
			fsys[name] = &fstest.MapFile{Data: []byte(text)}
		}
		if rapid.Bool().Draw(t, "street") {
			fsys[folder+"/kent-street.csv"] = &fstest.MapFile{}
			fsys[folder+"/kent-pipe.csv"] = &fstest.MapFile{Mode: fs.ModeNamedPipe}
		}
	}
	return fsys, folders
}

// TestSharingLaw: files that are read in any order, shared out among any number of extracts and
// goroutines, which are merged in any order and grouping, give all answers as one reading does, in
// the same order.
func TestSharingLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fsys, folders := drawFiles(t)
		var whole Extract
		if err := whole.ReadFS(context.Background(), fsys, "."); err != nil {
			t.Fatal(err)
		}
		// Folders as a whole or by file, in any order.
		var roots []string
		left := new(Extract)
		for _, folder := range folders {
			if rapid.Bool().Draw(t, "whole") {
				roots = append(roots, folder)
				continue
			}
			files, leftOut, err := FilesIn(fsys, folder)
			if err != nil {
				t.Fatal(err)
			}
			roots = append(roots, files...)
			left.left = append(left.left, leftOut...)
		}
		roots = rapid.Permutation(roots).Draw(t, "order")
		parts := make([]*Extract, rapid.IntRange(1, 4).Draw(t, "extracts"))
		shares := make([][]string, len(parts))
		for _, root := range roots {
			i := rapid.IntRange(0, len(parts)-1).Draw(t, "part")
			shares[i] = append(shares[i], root)
		}
		var wait sync.WaitGroup
		errs := make([]error, len(parts))
		for i := range parts {
			parts[i] = new(Extract)
			wait.Go(func() {
				for _, root := range shares[i] {
					if err := parts[i].ReadFS(context.Background(), fsys, root); err != nil {
						errs[i] = err
					}
				}
			})
		}
		wait.Wait()
		if err := errors.Join(errs...); err != nil {
			t.Fatal(err)
		}
		for parts = append(parts, left); len(parts) > 1; {
			i := rapid.IntRange(0, len(parts)-1).Draw(t, "into")
			j := rapid.IntRange(0, len(parts)-2).Draw(t, "from")
			if j >= i {
				j++
			}
			if err := parts[i].Merge(parts[j]); err != nil {
				t.Fatal(err)
			}
			parts = slices.Delete(parts, j, j+1)
		}
		if d := cmp.Diff(accountOf(&whole), accountOf(parts[0])); d != "" {
			t.Fatalf("-as a whole +shared out\n%s", d)
		}
	})
}

// A reader that fails or a context that is done ends reading, and nothing stays.
func TestReadFSStops(t *testing.T) {
	broken := errors.New("broken")
	many := file("\n", official, slices.Repeat(fixture, 20_000)...)
	base := fstest.MapFS{
		"a/1-kent.csv": {Data: []byte(file("\n", official, strings.Replace(fixture[0], "2022-", "2021-", 1)))},
		"a/2-kent.csv": {Data: []byte(many)},
		"a/3-kent.csv": {Data: []byte(file("\n", official, strings.Replace(fixture[1], "2016-", "2017-", 1)))},
	}
	for _, test := range []struct {
		reason string
		want   error
		open   func(cancel func(), name string, f fs.File) (fs.File, error)
	}{
		{"done before it begins", context.Canceled, func(cancel func(), _ string, f fs.File) (fs.File, error) { cancel(); return f, nil }},
		{"done within a file", context.Canceled, func(cancel func(), _ string, f fs.File) (fs.File, error) {
			return &watchedFile{File: f, at: 200 << 10, call: func() error { cancel(); return nil }}, nil
		}},
		{"a failure within a file", broken, func(_ func(), _ string, f fs.File) (fs.File, error) {
			return &watchedFile{File: f, at: 200 << 10, call: func() error { return broken }}, nil
		}},
		{"a file that cannot be opened", broken, func(_ func(), name string, f fs.File) (fs.File, error) {
			return nil, errors.Join(f.Close(), &fs.PathError{Op: "open", Path: name, Err: broken})
		}},
	} {
		ctx, cancel := context.WithCancel(context.Background())
		var read, open int
		fsys := openFS{base, func(name string, f fs.File) (fs.File, error) {
			open++
			f = &countedFile{f, &read, &open}
			if name != "a/2-kent.csv" {
				return f, nil
			}
			return test.open(cancel, name, f)
		}}
		var x Extract
		if err := x.ReadFile(strings.NewReader(file("\n", official, fixture[4])), "essex.csv"); err != nil {
			t.Fatal(err)
		}
		before := accountOf(&x)
		err := x.ReadFS(ctx, fsys, "a")
		if !errors.Is(err, test.want) || !strings.HasPrefix(err.Error(), "outcomes: ") {
			t.Errorf("%s: %v", test.reason, err)
		}
		if d := cmp.Diff(before, accountOf(&x)); d != "" {
			t.Errorf("%s: something stays: %s", test.reason, d)
		}
		if read > 3<<20 || open != 0 { // stretches that are begun are read
			t.Errorf("%s: %d bytes read, %d files left open", test.reason, read, open)
		}
		// What failed can be read again.
		if err := x.ReadFS(context.Background(), base, "a"); err != nil || x.Tally().Total() != 3+100_000 {
			t.Errorf("%s: again: %v, %d", test.reason, err, x.Tally().Total())
		}
		cancel()
	}
	done, cancel := context.WithCancel(context.Background())
	cancel()
	if err := new(Extract).ReadFS(done, base, "."); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if err := new(Extract).ReadFS(done, base, "a/1-kent.csv"); !errors.Is(err, context.Canceled) || !strings.HasPrefix(err.Error(), "outcomes: a/1-kent.csv: reading: ") {
		t.Errorf("%v", err)
	}
}

// openFS is a file system whose files are as open returns them.
type openFS struct {
	fs.FS
	open func(name string, f fs.File) (fs.File, error)
}

func (o openFS) Open(name string) (fs.File, error) {
	f, err := o.FS.Open(name)
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err != nil || info.IsDir() {
		return f, err
	}
	return o.open(name, f)
}

// Stat opens nothing.
func (o openFS) Stat(name string) (fs.FileInfo, error) { return fs.Stat(o.FS, name) }

// watchedFile calls a function once so many bytes have been read.
type watchedFile struct {
	fs.File
	at   int
	call func() error
}

func (w *watchedFile) Read(b []byte) (int, error) {
	if w.at <= 0 {
		if err := w.call(); err != nil {
			return 0, err
		}
	}
	n, err := w.File.Read(b)
	w.at -= n
	return n, err
}

// countedFile counts the bytes that are read, and the files that are open.
type countedFile struct {
	fs.File
	read, open *int
}

func (c *countedFile) Read(b []byte) (int, error) {
	n, err := c.File.Read(b)
	*c.read += n
	return n, err
}

func (c *countedFile) Close() error {
	*c.open--
	return c.File.Close()
}

// What is asked of nothing, or with nothing, is an error that says what is wanted.
func TestReadFSOfNothing(t *testing.T) {
	var none *Extract
	var noFS fs.FS
	var noContext context.Context
	base := fstest.MapFS{"kent.csv": {Data: []byte(official)}}
	for _, test := range []struct {
		err  error
		want string
	}{
		{none.ReadFile(strings.NewReader(official), "kent.csv"), "into a nil Extract"},
		{none.ReadFS(context.Background(), base, "."), "into a nil Extract"},
		{new(Extract).ReadFile(nil, "kent.csv"), "kent.csv:1: there is nothing to read from"},
		{new(Extract).ReadFS(noContext, base, "."), "without a context"},
		{new(Extract).ReadFS(context.Background(), noFS, "."), "no file system"},
		{new(Extract).ReadFS(context.Background(), base, "none"), "none: file does not exist"},
		{new(Extract).ReadFS(context.Background(), base, "../kent.csv"), "../kent.csv: "},
		{new(Extract).ReadFile(iotest.ErrReader(io.ErrClosedPipe), "kent.csv"), "outcomes: kent.csv:1: reading: io: read/write on closed pipe"},
	} {
		if test.err == nil || !strings.HasPrefix(test.err.Error(), "outcomes: ") || !strings.Contains(test.err.Error(), test.want) {
			t.Errorf("%v, want %q", test.err, test.want)
		}
	}
	if none.Repeats() != nil || none.LeftOut() != nil || len(none.UnknownLabelsOfPersons()) != 0 {
		t.Error("a nil extract has read something")
	}
}
