//go:build unix

package main

import (
	"errors"
	"io"
	"path/filepath"
	"strings"
	"testing"
)

// TestArchive: a ZIP archive as it is downloaded gives what its folder gives, from disk and from
// standard input, and is protected as any other file.
func TestArchive(t *testing.T) {
	dir := t.TempDir()
	kent, essex := header+person(white, "")+person(black, "Arrest"), header+person(black, "")
	archive := put(t, filepath.Join(dir, "download.zip"), zipped(t, [2]string{"2023-01/2023-01-kent-stop-and-search.csv", kent},
		[2]string{"2023-01/2023-01-essex-stop-and-search.csv", essex}, [2]string{"2023-01/2023-01-essex-street.csv", "Crime ID\n"},
		[2]string{"2023-01/notes.xlsx", "PK"}), 0o666)
	folder := t.TempDir()
	put(t, filepath.Join(folder, "2023-01-kent-stop-and-search.csv"), kent, 0o666)
	put(t, filepath.Join(folder, "2023-01-essex-stop-and-search.csv"), essex, 0o666)
	// The names of files are told above and below the tables.
	tables := func(out string) string {
		_, out, _ = strings.Cut(out, "\nMore, on the command line: ")
		out, _, _ = strings.Cut(out, "\nWhat was read")
		return out
	}
	_, want, _ := inTime(t, nil, folder)
	if want = tables(want); !strings.Contains(want, "Black") {
		t.Fatal(want)
	}
	inside := archive + "/2023-01/2023-01-essex-stop-and-search.csv"
	for _, test := range []struct {
		reason string
		in     io.Reader
		args   []string
		status int
		errout []string
	}{
		{"by name", nil, []string{archive}, statusOK, []string{"left out 1 street or outcomes file of the same download\n", "left out " + archive + "/2023-01/notes.xlsx: an Excel workbook: save it as CSV UTF-8\n"}},
		{"its folder", nil, []string{dir}, statusOK, []string{"left out 1 street or outcomes file of the same download\n", "/2023-01/notes.xlsx: an Excel workbook"}},
		{"from standard input", strings.NewReader(get(t, archive)), []string{"-"}, statusOK, []string{"left out 1 street or outcomes file of the same download\n", "left out standard input/2023-01/notes.xlsx: an Excel workbook: save it as CSV UTF-8\n"}},
		{"file by file", nil, []string{inside, archive + "/2023-01/2023-01-kent-stop-and-search.csv"}, statusOK, nil},
		{"twice", nil, []string{archive, archive}, statusInput, []string{"stop-and-search.csv: named twice: its rows would be counted twice"}},
		{"with one of its files", nil, []string{archive, inside}, statusInput, []string{inside + ": named twice"}},
		{"over itself", nil, []string{"-o", archive, archive}, statusInput, []string{"read, and named by -o as " + archive + ": write elsewhere"}},
		{"a file that is not in it", nil, []string{archive + "/none.csv"}, statusInput, []string{"download.zip/none.csv: file does not exist"}},
	} {
		status, out, errout := inTime(t, test.in, test.args...)
		if status != test.status || status == statusOK && tables(out) != want {
			t.Errorf("%s: status %d, %q, and the output is that of the folder: %t", test.reason, status, errout, tables(out) == want)
		}
		for _, line := range test.errout {
			if !strings.Contains(errout, line) {
				t.Errorf("%s: %q, want %q", test.reason, errout, line)
			}
		}
	}
}

// A pipe may bring an archive, and one that ends too soon says so.
func TestArchiveThatBreaksOff(t *testing.T) {
	whole := zipped(t, [2]string{kentFile, header + person(white, "")})
	for _, in := range []io.Reader{strings.NewReader(whole[:len(whole)-5]), io.MultiReader(strings.NewReader(whole), failing{})} {
		status, _, errout := inTime(t, in, "-")
		if status != statusInput || !strings.Contains(errout, "standard input: ") {
			t.Errorf("status %d, %q", status, errout)
		}
	}
}

// failing is a reader that fails.
type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("input/output error") }
