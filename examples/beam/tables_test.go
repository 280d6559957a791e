package main

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/memfs"

	"github.com/seed-549880be/disparity/outcomes"
)

// TestLondonYear counts a year of London in a file for each month, with a worker that fails at one
// file, once by an error and once by a panic. Of its rows 4,616 are copies, and many of its people
// were stopped together.
func TestLondonYear(t *testing.T) {
	folder := londonYear(t)
	saved := filepath.Join(t.TempDir(), "all.tally")
	var reads atomic.Int32
	failing(t, func(f listed) error {
		if f.Number != 7 {
			return nil
		}
		switch reads.Add(1) {
		case 1:
			return errors.New("the disk is away")
		case 2:
			panic("the disk is gone")
		}
		return nil
	})
	status, out, errout := call("-o", saved, folder)
	if status != 0 || !strings.Contains(out, "all.tally, 12 files: 150152 rows: ") || !strings.HasSuffix(out, "; 4616 duplicate rows\n") {
		t.Fatalf("status %d: %s%s", status, out, errout)
	}
	const want = "beam: the job failed, try 1 of 3: the disk is away\nbeam: the job failed, try 2 of 3: panic: the disk is gone\n"
	if errout != want || reads.Load() != 3 {
		t.Errorf("read %d times, told:\n%swant:\n%s", reads.Load(), errout, want)
	}
	sameTables(t, saved, nil, []string{folder})
}

// londonYear writes the searches of London of a year in files of a month each.
func londonYear(t *testing.T) (folder string) {
	t.Helper()
	data := os.Getenv("DISPARITY_DATA")
	if data == "" {
		t.Skip("DISPARITY_DATA is not set: it names the folder of the published files")
	}
	f, err := os.Open(filepath.Join(data, "stopsearch", "derived", "2021-12_2022-11-london-policeuk-header.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(text).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	months := make(map[string][][]string)
	for _, row := range rows[1:] {
		at, err := time.Parse(time.RFC3339, row[slices.Index(rows[0], "Date")])
		if err != nil {
			t.Fatal(err)
		}
		name := outcomes.MonthOf(at).String() + "-metropolitan-stop-and-search.csv"
		months[name] = append(months[name], row)
	}
	files := make(map[string][]byte)
	for name, of := range months {
		var b bytes.Buffer
		if err := csv.NewWriter(&b).WriteAll(append([][]string{rows[0]}, of...)); err != nil {
			t.Fatal(err)
		}
		files[name] = b.Bytes()
	}
	return folderOf(t, files)
}

// TestTables: whatever is read, and however, the tables are those of the files themselves.
func TestTables(t *testing.T) {
	kent, essex, february := invented("2023-01", 400, 1), invented("2023-01", 300, 2), invented("2023-02", 350, 3)
	lines := bytes.SplitAfter(kent, []byte("\n"))
	few := bytes.Join(lines[:380], nil)
	year := slices.Concat(kent, february[len(lines[0]):])
	own := []byte(strings.NewReplacer("Self-defined ethnicity", "Ethnicity", "A no further action disposal", "nothing", "Outcome,", "Result,").Replace(string(kent)))
	labels := filepath.Join(folderOf(t, map[string][]byte{"labels.csv": []byte("column,their label,our label\noutcome,nothing,no further action\n")}), "labels.csv")
	broken := bytes.Replace(kent, []byte("Person search,2023"), []byte("Person search,never"), 3)
	for _, test := range []struct {
		reason string
		files  map[string][]byte
		read   []string
	}{
		{"one file", map[string][]byte{"2023-01-kent-stop-and-search.csv": kent}, nil},
		{"two forces and two months, files of others beside them", map[string][]byte{"2023-01/2023-01-kent-stop-and-search.csv": kent, "2023-01/2023-01-essex-stop-and-search.csv": essex,
			"2023-02/2023-02-kent-stop-and-search.csv": february, "2023-02/2023-02-kent-street.csv": []byte("x"), "note.pdf": []byte("x")}, nil},
		{"a file joined to itself", map[string][]byte{"2023-01-kent-stop-and-search.csv": slices.Concat(kent, kent[len(lines[0]):])}, nil},
		{"archives, the newer of which has a month again, revised, and one that is new", map[string][]byte{
			"2023-03.zip": zipped(t, "2023-01/2023-01-kent-stop-and-search.csv", few),
			"2023-04.zip": zipped(t, "2023-01/2023-01-kent-stop-and-search.csv", kent, "2023-02/2023-02-kent-stop-and-search.csv", february)}, []string{"-revision", "newest"}},
		{"a revision by size", map[string][]byte{"a/2023-01-kent-stop-and-search.csv": few, "b/2023-01-kent-stop-and-search.csv": kent}, []string{"-revision", "largest"}},
		{"a revision by name, which is in one of two months", map[string][]byte{"2023-01-kent-stop-and-search.csv": kent, "old-2023-01-kent-stop-and-search.csv": few,
			"2023-02-kent-stop-and-search.csv": february}, []string{"-revision", "old-2023-01-kent-stop-and-search.csv"}},
		{"the same month within a file of several and by itself", map[string][]byte{"2023-01_2023-02-kent-stop-and-search.csv": year, "2023-02-kent-stop-and-search.csv": february},
			[]string{"-revision", "largest"}},
		{"rows that cannot be read", map[string][]byte{"2023-01-kent-stop-and-search.csv": broken}, nil},
		{"no row", map[string][]byte{"2023-01-kent-stop-and-search.csv": kent, "2023-02-kent-stop-and-search.csv": lines[0]}, nil},
		{"rows that are chosen", map[string][]byte{"2023-01-kent-stop-and-search.csv": kent, "2023-02-kent-stop-and-search.csv": february}, []string{"-where", "Gender=Female"}},
		{"counted and not kept", map[string][]byte{"2023-01-kent-stop-and-search.csv": kent, "2023-02-kent-stop-and-search.csv": february}, []string{"-count-only"}},
		{"a force's own words and columns, of which one is kept", map[string][]byte{"mine.csv": own},
			[]string{"-force", "kent", "-column", "ethnicity=Ethnicity", "-column", "outcome=Result", "-labels", labels, "-keep", "Policing operation"}},
	} {
		t.Run(test.reason, func(t *testing.T) {
			folder, saved := folderOf(t, test.files), filepath.Join(t.TempDir(), "all.tally")
			if status, _, errout := call(slices.Concat(test.read, []string{"-o", saved, folder})...); status != 0 || strings.Count(errout, "\n") != strings.Count(errout, "beam: left out ") {
				t.Fatalf("status %d: %s", status, errout)
			}
			sameTables(t, saved, test.read, []string{folder})
			if left, err := filepath.Glob(saved + ".*"); err != nil || len(left) > 0 {
				t.Errorf("%v is left over, %v", left, err)
			}
		})
	}
}

// zipped returns an archive of files, each with its name before its text.
func zipped(t *testing.T, files ...any) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for ; len(files) > 0; files = files[2:] {
		w, err := z.Create(files[0].(string))
		if err == nil {
			_, err = w.Write(files[1].([]byte))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestSavedFiles reads what stopsearch has saved, with hashes and without, beside files of other
// months, and what the program itself has written before.
func TestSavedFiles(t *testing.T) {
	folder := folderOf(t, map[string][]byte{"2023-01-kent-stop-and-search.csv": invented("2023-01", 400, 1), "2023-02-kent-stop-and-search.csv": invented("2023-02", 300, 2)})
	january, february := filepath.Join(folder, "2023-01-kent-stop-and-search.csv"), filepath.Join(folder, "2023-02-kent-stop-and-search.csv")
	for _, hashes := range []string{"official", "all", "none"} {
		first, all, again := filepath.Join(t.TempDir(), "first.tally"), filepath.Join(t.TempDir(), "all.tally"), filepath.Join(t.TempDir(), "again.tally")
		if _, errout, err := tables(t, "-save", first, "-save-hashes", hashes, january); err != nil {
			t.Fatal(errout)
		}
		for _, args := range [][]string{{"-o", all, first, february}, {"-o", again, all}} {
			if status, _, errout := call(args...); status != 0 || errout != "" {
				t.Fatalf("hashes %s: %d, %s", hashes, status, errout)
			}
		}
		sameTables(t, again, nil, []string{folder})
	}
}

// TestStore reads files of another store than the disk, by a pattern, and writes to it.
func TestStore(t *testing.T) {
	kent, essex := invented("2023-01", 400, 1), invented("2023-01", 300, 2)
	const in, out = "memfs://archive/2023-01-", "memfs://out/all.tally"
	memfs.Write(in+"kent-stop-and-search.csv", kent)
	memfs.Write(in+"essex-stop-and-search.csv", essex)
	status, said, errout := call("-o", out, "memfs://archive/*.csv")
	if status != 0 || errout != "" || !strings.HasPrefix(said, out+", 2 files: 700 rows: 700 searches of persons") {
		t.Fatalf("status %d: %s%s", status, said, errout)
	}
	text, err := readFile(t.Context(), out)
	if err != nil {
		t.Fatal(err)
	}
	x, want := new(outcomes.Extract), new(outcomes.Extract)
	if err := errors.Join(x.ReadFile(bytes.NewReader(text), "all.tally"), want.ReadFile(bytes.NewReader(kent), in+"kent-stop-and-search.csv"),
		want.ReadFile(bytes.NewReader(essex), in+"essex-stop-and-search.csv")); err != nil {
		t.Fatal(err)
	}
	if !x.Tally().Equal(want.Tally()) || x.Quality(0).String() != want.Quality(0).String() {
		t.Errorf("%v, want %v", x.Quality(0), want.Quality(0))
	}
	for name, want := range map[string]string{
		"memfs://none/*.csv": "beam: memfs://none/*.csv: no file of that name: give a pattern, as gs://bucket/2023-*/*-stop-and-search.csv\n",
		"tape://a/kent.csv":  "beam: file system scheme \"tape\" not registered for \"tape://a/kent.csv\"\n",
	} {
		if status, _, errout := call("-o", out, name); status != 1 || errout != want {
			t.Errorf("%s: status %d, %s", name, status, errout)
		}
	}
}
