package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// TestLeft tells of files that were left out what stopsearch tells of the same folder.
func TestLeft(t *testing.T) {
	kent := invented("2023-01", 40, 1)
	const read = "2023-01/2023-01-kent-stop-and-search.csv"
	many := map[string][]byte{read: kent}
	for i := range maxLeft + 2 {
		many[fmt.Sprintf("note-%02d.pdf", i)] = []byte("x")
	}
	for _, test := range []struct {
		reason string
		files  map[string][]byte
		lines  int
	}{
		{"nothing", map[string][]byte{read: kent}, 0},
		{"a street file", map[string][]byte{read: kent, "2023-01/2023-01-kent-street.csv": []byte("x")}, 1},
		{"several of the same download", map[string][]byte{read: kent, "2023-01/2023-01-kent-street.csv": []byte("x"), "2023-01/2023-01-kent-outcomes.csv": []byte("x")}, 1},
		{"hidden files", map[string][]byte{read: kent, ".DS_Store": []byte("x"), ".hidden": []byte("x")}, 1},
		{"in an archive", map[string][]byte{"2023-01.zip": zipped(t, read, kent, "2023-01/2023-01-kent-street.csv", []byte("x"), "readme.txt", []byte("x"))}, 2},
		{"of every kind", map[string][]byte{read: kent, "2023-01/2023-01-kent-street.csv": []byte("x"), ".hidden": []byte("x"), "note\n.pdf": []byte("x")}, 3},
		{"more than are named", many, maxLeft + 1},
	} {
		t.Run(test.reason, func(t *testing.T) {
			folder := folderOf(t, test.files)
			_, told, err := tables(t, folder)
			if err != nil {
				t.Fatal(err, told)
			}
			status, _, errout := call("-o", filepath.Join(t.TempDir(), "all.tally"), folder)
			if want := strings.ReplaceAll(told, "stopsearch: ", "beam: "); status != 0 || errout != want || strings.Count(errout, "\n") != test.lines {
				t.Errorf("status %d:\n%swant %d lines:\n%s", status, errout, test.lines, want)
			}
		})
	}
}
