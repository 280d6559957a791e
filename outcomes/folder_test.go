package outcomes

import (
	"archive/zip"
	"bytes"
	"context"
	"embed"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/outcomes/internal/hostiletest"
)

func TestFilesIn(t *testing.T) {
	street, outcome := "street crimes, which are not searches", "outcomes of crimes, which are not searches"
	const notSearches = "no table of searches: it has none of their columns"
	mac := "what macOS keeps beside a file, which is no table"
	base := fstest.MapFS{
		"2022-10/2022-10-kent-stop-and-search.csv": {},
		"2022-09/2022-09-kent-stop-and-search.csv": {},
		"2022-09/2022-09-kent-street.csv":          {},
		"2022-09/2022-09-kent-Outcomes.CSV.gz":     {},
		"2022-09/READ ME.txt":                      {},
		"a.csv":                                    {},
		"a/deep/er/b.CSV.GZ":                       {},
		"a/c.csv.zip":                              {},
		"a/csv":                                    {},
		"a/folder.csv/x.csv":                       {},
		"pipes/kent.csv":                           {Mode: fs.ModeNamedPipe},
		"pipes/no table":                           {Mode: fs.ModeNamedPipe},
		"pipes/essex.csv.gz":                       {Mode: fs.ModeSocket},
		"pipes/surrey.csv":                         {Mode: fs.ModeDevice},
		"pipes/dorset.csv":                         {Mode: fs.ModeIrregular},
		"pipe/kent.csv":                            {Mode: fs.ModeNamedPipe},
		"street/kent-street.csv":                   {},
		"none/READ ME.txt":                         {},
		"mac/__MACOSX/2022-09/._kent.csv":          {},
		"mac/__MACOSX/2022-09/kent.csv":            {},
		"mac/2022-09/._kent.csv":                   {},
		"mac/2022-09/_kent.csv":                    {},
		"mac/2022-09/.kent.csv":                    {},
	}
	for name, f := range base {
		if f.Mode == 0 {
			f.Data = []byte(official)
		}
		if strings.HasSuffix(name, "READ ME.txt") {
			f.Data = []byte("How to read this.\n")
		}
	}
	base["empty/2022-09-kent-stop-and-search.csv"] = &fstest.MapFile{}
	for _, test := range []struct {
		root, reason string
		files        []string
		left         []FileLeftOut
		want         string // in the error
	}{
		{".", "all, in order of name", []string{"2022-09/2022-09-kent-stop-and-search.csv", "2022-10/2022-10-kent-stop-and-search.csv", "a.csv", "a/c.csv.zip", "a/deep/er/b.CSV.GZ", "a/folder.csv/x.csv", "mac/2022-09/.kent.csv", "mac/2022-09/_kent.csv"}, []FileLeftOut{
			{"2022-09/2022-09-kent-Outcomes.CSV.gz", outcome, true},
			{"2022-09/2022-09-kent-street.csv", street, true},
			{"2022-09/READ ME.txt", notSearches, false},
			{"a/csv", noEnding, false},
			{"empty/2022-09-kent-stop-and-search.csv", "empty: want a header and one search a line", false},
			{"mac/2022-09/._kent.csv", mac, true},
			{"mac/__MACOSX/2022-09/._kent.csv", mac, true},
			{"mac/__MACOSX/2022-09/kent.csv", mac, true},
			{"none/READ ME.txt", notSearches, false},
			{"pipe/kent.csv", "a pipe, not a file", false},
			{"pipes/dorset.csv", "no regular file", false},
			{"pipes/essex.csv.gz", "a socket, not a file", false},
			{"pipes/kent.csv", "a pipe, not a file", false},
			{"pipes/no table", "a pipe, not a file", false},
			{"pipes/surrey.csv", "a device, not a file", false},
			{"street/kent-street.csv", street, true},
		}, ""},
		{"mac", "of macOS", []string{"mac/2022-09/.kent.csv", "mac/2022-09/_kent.csv"}, []FileLeftOut{
			{"mac/2022-09/._kent.csv", mac, true},
			{"mac/__MACOSX/2022-09/._kent.csv", mac, true},
			{"mac/__MACOSX/2022-09/kent.csv", mac, true},
		}, ""},
		{"a", "a folder", []string{"a/c.csv.zip", "a/deep/er/b.CSV.GZ", "a/folder.csv/x.csv"}, []FileLeftOut{{"a/csv", noEnding, false}}, ""},
		{"a.csv", "a file", []string{"a.csv"}, nil, ""},
		{"none/READ ME.txt", "a file of any name", []string{"none/READ ME.txt"}, nil, ""},
		{"2022-09/2022-09-kent-street.csv", "a file that would be left out", []string{"2022-09/2022-09-kent-street.csv"}, nil, ""},
		{"pipe/kent.csv", "a pipe, if it is what was asked for", []string{"pipe/kent.csv"}, nil, ""},
		{"none", "no file of the kind", nil, nil, "outcomes: none: no stop-and-search file in this folder, and this was left out: none/READ ME.txt: " + notSearches},
		{"street", "nothing else of a download", nil, nil, "outcomes: street: no stop-and-search file in this folder, and this was left out: street/kent-street.csv: " + street},
		{"pipe", "nothing but a pipe", nil, nil, "in this folder, and this was left out: pipe/kent.csv: a pipe, not a file"},
		{"pipes", "nothing but pipes", nil, nil, "in this folder, and 5 entries were left out, the first pipes/dorset.csv: no regular file"},
		{"empty", "a month that should be there", nil, nil, "in this folder, and this was left out: empty/2022-09-kent-stop-and-search.csv: empty: want a header and one search a line"},
		{"nothing", "no such folder", nil, nil, "outcomes: open nothing: file does not exist"},
		{"a/", "no path of a file system", nil, nil, "a/: "},
	} {
		files, left, err := FilesIn(base, test.root)
		if !slices.Equal(files, test.files) || (err == nil) != (test.want == "") || err != nil && !(strings.HasPrefix(err.Error(), "outcomes: ") && strings.HasSuffix(err.Error(), test.want) || test.root == "a/") {
			t.Errorf("%s: %q, %v, want %q, %q", test.reason, files, err, test.files, test.want)
		}
		if d := cmp.Diff(test.left, left); d != "" {
			t.Errorf("%s: left out: -want +got\n%s", test.reason, d)
		}
	}
}

// TestArchivesOfOtherSystems: an archive from Windows may have names with \ in place of /; one from
// a Mac is read without what macOS adds.
func TestArchivesOfOtherSystems(t *testing.T) {
	rows := file("\r\n", official, fixture...)
	for _, test := range []struct {
		names []string
		want  string // in the error
		total int64
	}{
		{[]string{`2022-09\2022-09-kent-stop-and-search.csv`}, "", 5},
		{[]string{"2022-09/2022-09-kent-stop-and-search.csv", "__MACOSX/2022-09/._2022-09-kent-stop-and-search.csv"}, "", 5},
	} {
		files := [][2]string{{test.names[0], rows}}
		for _, name := range test.names[1:] {
			files = append(files, [2]string{name, "\x00\x05\x16\x07"})
		}
		var x Extract
		err := x.ReadFS(context.Background(), zipOf(t, files...), ".")
		if (err == nil) != (test.want == "") || err != nil && !strings.HasSuffix(err.Error(), test.want) || x.Tally().Total() != test.total {
			t.Errorf("%q: %d searches, %v; want %d, %q", test.names, x.Tally().Total(), err, test.total, test.want)
		}
	}
}

// A folder that is not there is named as it was asked for, and the error says what else to try:
// os.DirFS keeps the name of its folder to itself.
func TestNoFolder(t *testing.T) {
	dir := t.TempDir()
	archive := filepath.Join(dir, "2022-09.zip")
	if err := os.WriteFile(archive, []byte("PK\x03\x04"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{filepath.Join(dir, "none"), archive} {
		_, _, err := FilesIn(os.DirFS(folder), ".")
		const want = ": want a file system of a folder that is there; an archive is read by its name in its folder"
		if _, ok := errors.AsType[*fs.PathError](err); !ok || !strings.HasPrefix(err.Error(), "outcomes: reading the folder .: stat .: ") || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%s: %v", folder, err)
		}
	}
}

// faultyFS gives an error for a name.
type faultyFS struct {
	fstest.MapFS
	name string
}

var errFault = errors.New("input/output error")

func (f faultyFS) Open(name string) (fs.File, error) {
	if name == f.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errFault}
	}
	return f.MapFS.Open(name)
}

func (f faultyFS) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == f.name {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: errFault}
	}
	return f.MapFS.ReadDir(name)
}

func (f faultyFS) Stat(name string) (fs.FileInfo, error) {
	if name == f.name {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: errFault}
	}
	return f.MapFS.Stat(name)
}

// A folder that cannot be listed is no folder to pass over in silence.
func TestFoldersThatCannotBeListed(t *testing.T) {
	base := fstest.MapFS{"a/kent.csv": {Data: []byte(file("\n", official, fixture...))}, "b/x/essex.csv": {}}
	for _, name := range []string{".", "b", "b/x"} {
		var x Extract
		if err := x.ReadFS(context.Background(), faultyFS{base, name}, "."); !errors.Is(err, errFault) || !strings.HasPrefix(err.Error(), "outcomes: ") || !strings.Contains(err.Error(), name) || len(x.Sources()) > 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

//go:embed testdata
var testdata embed.FS

// zipOf packs files as they stand in the list: an archive may have anything in it.
func zipOf(t testing.TB, files ...[2]string) *zip.Reader {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		e, err := w.Create(f[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := e.Write([]byte(f[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The same files give the same answers on disk, in memory and in an archive.
func TestFileSystemsAgree(t *testing.T) {
	files := [][2]string{
		{"2022-09/2022-09-kent-stop-and-search.csv", file("\r\n", official, append(slices.Clone(fixture), "short")...)},
		{"2022-09/2022-09-kent-street.csv", "Crime ID"},
		{"2022-10/2022-10-essex-stop-and-search.csv.gz", gzipped(file("\n", official, fixture[:2]...))},
		{"READ ME", "x"},
	}
	memory, dir := make(fstest.MapFS), t.TempDir()
	for _, f := range files {
		memory[f[0]] = &fstest.MapFile{Data: []byte(f[1])}
	}
	if err := os.CopyFS(dir, memory); err != nil {
		t.Fatal(err)
	}
	var want account
	for i, fsys := range []fs.FS{memory, os.DirFS(dir), zipOf(t, files...), struct{ fs.FS }{memory}} {
		var x Extract
		if err := x.ReadFS(context.Background(), fsys, "."); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			want = accountOf(&x)
		}
		if d := cmp.Diff(want, accountOf(&x)); d != "" {
			t.Errorf("%d: -in memory +here\n%s", i, d)
		}
	}
	if want.Quality.Rows != 8 || len(want.LeftOut) != 2 || len(want.Errors) != 1 || !strings.HasPrefix(want.Errors[0], "outcomes: 2022-09/2022-09-kent-stop-and-search.csv:7:1: ") {
		t.Errorf("%+v", want)
	}
	if _, left, err := FilesIn(testdata, "."); err == nil || len(left) > 0 || !strings.Contains(err.Error(), "testdata/outcome-by-link.csv: no table of searches") {
		t.Errorf("embedded: %v, %v", left, err)
	}
}

// What an archive may have that a disk has not.
func TestArchives(t *testing.T) {
	a, b := file("\n", official, fixture[0]), file("\n", official, fixture[1])
	for _, test := range []struct {
		reason string
		files  [][2]string
		total  int64
		want   string
	}{
		{"folders without entries of their own", [][2]string{{"x/y/kent.csv", a}}, 1, ""},
		{"entries of folders", [][2]string{{"x/", ""}, {"x/kent.csv", a}}, 1, ""},
		{"a name that leads out of it", [][2]string{{"essex.csv", b}, {"../../kent.csv", a}}, 0, `an entry "../../kent.csv", which is a place outside the archive`},
		{"a name of the disk", [][2]string{{"kent.csv", a}, {"/essex.csv", b}}, 0, `an entry "/essex.csv", which is a place on the disk`},
		{"one name twice", [][2]string{{"kent.csv", a}, {"kent.csv", b}}, 0, `two entries of the name "kent.csv"`},
		{"the same file under two names", [][2]string{{"1-kent.csv", a}, {"2-kent.csv", a}}, 0, "1-kent.csv and 2-kent.csv: the same search of Kent in 2022-09, which"},
		{"nothing", nil, 0, "no stop-and-search file"},
	} {
		var x Extract
		err := x.ReadFS(context.Background(), zipOf(t, test.files...), ".")
		checkError(t, err)
		if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) || x.Tally().Total() != test.total {
			t.Errorf("%s: %d searches, %v, want %d, %q", test.reason, x.Tally().Total(), err, test.total, test.want)
		}
	}
}

// FuzzReadFS reads file systems of anything at all, in memory and as an archive. It ends, accounts
// for every row, and keeps nothing of what it refuses.
func FuzzReadFS(f *testing.F) {
	var packed bytes.Buffer
	w := zip.NewWriter(&packed)
	if err := w.AddFS(fstest.MapFS{"a/kent.csv": {Data: []byte(file("\n", official, fixture...))}, "a/kent-street.csv": {}}); err != nil {
		f.Fatal(err)
	}
	if err := w.Close(); err != nil {
		f.Fatal(err)
	}
	rows := file("\r\n", official, fixture...)
	f.Add("a/kent.csv", []byte(rows), "a/essex.csv", []byte(gzipped(file("\n", official, fixture[:2]...))), uint32(0))
	f.Add("a.csv/kent.csv", packed.Bytes(), "a.csv", []byte(rows), uint32(fs.ModeNamedPipe))
	f.Add("\x1b[2J/kent.csv", []byte(rows), "kent-street.csv.gz", []byte(rows), uint32(fs.ModeSymlink))
	f.Add("../kent.json", []byte(`[{"type":"Person search","datetime":"2023-01-05"}]`), "kent\xff.csv", []byte("\x1f\x8b"), uint32(fs.ModeDir))
	f.Fuzz(func(t *testing.T, name1 string, text1 []byte, name2 string, text2 []byte, mode uint32) {
		if len(text1)+len(text2) > 1<<16 {
			t.Skip("what is packed may be a thousand times as large")
		}
		var systems []fs.FS
		// others make a MapFS whose folders have no end
		if fs.ValidPath(name1) && fs.ValidPath(name2) {
			systems = append(systems, fstest.MapFS{name1: {Data: text1}, name2: {Data: text2, Mode: fs.FileMode(mode)}})
		}
		if r, err := zip.NewReader(bytes.NewReader(text1), int64(len(text1))); err == nil {
			systems = append(systems, r)
		}
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		for _, fsys := range systems {
			for _, root := range []string{".", name1, name2} {
				var x Extract
				err := x.ReadFS(ctx, fsys, root)
				checkError(t, err)
				if errors.Is(err, context.DeadlineExceeded) {
					t.Fatalf("%s takes more than 10 s", root)
				}
				a := accountOf(&x)
				if err != nil && (!strings.HasPrefix(err.Error(), "outcomes: ") || len(a.Sources)+len(a.LeftOut)+len(a.Errors) > 0 || a.Quality.Rows > 0) {
					t.Fatalf("%q: %+v", err, a)
				}
				var rows int64
				for _, s := range a.Sources {
					rows += s.Rows
				}
				if rows != a.Quality.Rows {
					t.Fatalf("%d rows in the sources, %d in all", rows, a.Quality.Rows)
				}
				for _, l := range a.LeftOut {
					if !hostiletest.FitForALine(l.Reason) || len(l.Reason) > 2000 {
						t.Fatalf("left out: %q", l.Reason)
					}
				}
			}
		}
	})
}
