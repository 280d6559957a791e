//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReadmeOwn: what the README shows of the session with a force's own files is on the page of
// it, and what its function prints of the files that ship.
func TestReadmeOwn(t *testing.T) {
	text := readme(t)
	table, function := ownTable.FindStringSubmatchIndex(text), ownFunction.FindStringSubmatch(text)
	if table == nil || function == nil {
		t.Fatal("README.md has no table of a force's own files, or no function likeWithLike")
	}
	page, err := os.ReadFile(filepath.Join("testdata", "own.golden.md"))
	if err != nil {
		t.Fatal(err)
	}
	want := strings.TrimSuffix(adjustedCharges.FindString(string(page)), "\n")
	if *update {
		if err := os.WriteFile(filepath.Join(root, "README.md"), []byte(text[:table[2]]+want+text[table[3]:]), 0o666); err != nil {
			t.Fatal(err)
		}
	} else if got := text[table[2]:table[3]]; got != want || want == "" {
		t.Errorf("README.md shows\n%s\nwhere testdata/own.golden.md has\n%s", got, want)
	}
	program := "package main\n\nimport (\n\t\"io\"\n\t\"log\"\n\t\"os\"\n\n" +
		"\t\"github.com/seed-549880be/disparity/outcomes\"\n\t\"github.com/seed-549880be/disparity/outcomes/report\"\n)\n\n" +
		"func main() {\n\trecords, err := os.Open(os.Args[1])\n\tif err != nil {\n\t\tlog.Fatal(err)\n\t}\n\twords, err := os.Open(os.Args[2])\n\tif err != nil {\n\t\tlog.Fatal(err)\n\t}\n" +
		"\tif err := likeWithLike(os.Stdout, records, words); err != nil {\n\t\tlog.Fatal(err)\n\t}\n}\n\n" + function[1]
	file := filepath.Join(t.TempDir(), "main.go")
	if err := os.WriteFile(file, []byte(program), 0o666); err != nil {
		t.Fatal(err)
	}
	own := filepath.Join("examples", "stopsearch", "own")
	if got := runGo(t, "run", file, filepath.Join(own, "suspects.csv"), filepath.Join(own, "suspect-labels.csv")); !strings.Contains(got, want) {
		t.Errorf("likeWithLike prints\n%s\nwhich has no\n%s", got, want)
	}
}
