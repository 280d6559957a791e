package main

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/examples/internal/cli"
)

// TestVersionOf has one way in which the program came about a row.
func TestVersionOf(t *testing.T) {
	built := func(version string, settings ...string) *debug.BuildInfo {
		info := &debug.BuildInfo{Main: debug.Module{Version: version}}
		for i := 0; i < len(settings); i += 2 {
			info.Settings = append(info.Settings, debug.BuildSetting{Key: settings[i], Value: settings[i+1]})
		}
		return info
	}
	const revision = "0361997f2a5be0c1d5a2a4f3f8f9d1d7c54b8a11"
	for _, test := range []struct {
		info   *debug.BuildInfo
		want   string
		reason string
	}{
		{nil, "devel", "nothing is known"},
		{built(""), "devel", "a test"},
		{built("(devel)"), "devel", "go run"},
		{built("v1.4.0"), "v1.4.0", "go install of a version"},
		{built("v0.0.0-20261126174424-def562000000+dirty", "vcs.revision", revision), "v0.0.0-20261126174424-def562000000+dirty", "go build names commits by itself"},
		{built("(devel)", "vcs.revision", revision), "devel 0361997f2a5b", "a commit"},
		{built("(devel)", "vcs.revision", revision, "vcs.modified", "true"), "devel 0361997f2a5b with changes", "and what is in no commit"},
		{built("(devel)", "vcs.revision", "12"), "devel 12", "of a system with numbers"},
	} {
		if got := versionOf(test.info, test.info != nil); got != test.want {
			t.Errorf("%s: %q, want %q", test.reason, got, test.want)
		}
	}
}

// TestVersion: -version prints one line, and does nothing else.
func TestVersion(t *testing.T) {
	for _, args := range [][]string{{"-version"}, {"-version", "no such file.csv"}, {"no such file.csv", "-version", "-format", "csv"}} {
		status, out, errout := call(t, "", args...)
		if status != statusOK || !regexp.MustCompile(`^stopsearch [^\n]+\n$`).MatchString(out) || errout != "" {
			t.Errorf("%q: status %d, %q, %q", args, status, out, errout)
		}
	}
	if status, out, errout := call(t, "", "-version=maybe"); status != statusUsage || out != "" || errout == "" {
		t.Errorf("-version=maybe: status %d, %q, %q", status, out, errout)
	}
}

// TestStamp: every form has the version and the day with -stamp, and neither without.
func TestStamp(t *testing.T) {
	day := regexp.MustCompile(`\b20\d\d-\d\d-\d\d\b`)
	version := versionOf(debug.ReadBuildInfo())
	for _, format := range cli.Formats {
		plain, stamped := output(t, "-format", format), output(t, "-format", format, "-stamp")
		if plain != output(t, "-format", format) || plain != output(t, "-format", format, "-stamp=false") {
			t.Errorf("%s: two runs give other bytes", format)
		}
		if plain == stamped {
			t.Errorf("%s: -stamp adds nothing", format)
		}
		lines := strings.Split(strings.TrimSpace(wordsOf(format, stamped)), "\n")
		last := lines[len(lines)-1]
		switch format {
		case cli.FormatJSON:
			var got struct {
				Stamp struct{ Program, Version, Date string }
			}
			if err := json.Unmarshal([]byte(stamped), &got); err != nil || got.Stamp.Program != program || got.Stamp.Version != version || !day.MatchString(got.Stamp.Date) {
				t.Errorf("JSON: %+v, %v", got, err)
			}
		case cli.FormatCSV:
			rows, err := csv.NewReader(strings.NewReader(stamped)).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			at := slices.Index(rows[0], "program")
			if at < 0 || !slices.Equal(rows[0][at:at+3], []string{"program", "program_version", "run_date"}) {
				t.Fatalf("CSV: %q", rows[0])
			}
			for _, row := range rows[1:] {
				if !slices.Equal(row[at:at+2], []string{program, version}) || !day.MatchString(row[at+2]) {
					t.Errorf("CSV: %q", row)
				}
			}
		default:
			if !strings.HasPrefix(last, "Made by stopsearch "+version+" on ") || !day.MatchString(last) {
				t.Errorf("%s ends with %q", format, last)
			}
		}
	}
}

// TestOutputSuffix has one reason a row why a name of the output can be had or not.
func TestOutputSuffix(t *testing.T) {
	for _, test := range []struct {
		format, name string
		want         string // in the message; "" if it can be had
		reason       string
	}{
		{"", "r.txt", "", "text in .txt"},
		{"", "r", "", "no suffix"},
		{"", "r.out", "", "a suffix that says nothing"},
		{"", "2023.01", "", "a month is no suffix"},
		{"", "r.csv", `-o "r.csv": the name is of CSV, and -format text writes text: give -format csv, or a name that ends in .txt`, "nobody said CSV"},
		{"", "r.CSV", "give -format csv", "letter case"},
		{"", "r.csv.", "give -format csv", "Windows takes the dot away"},
		{"", "r.json", "give -format json", "nor JSON"},
		{"", "r.md", "give -format markdown", "nor Markdown"},
		{"csv", "r.csv", "", "CSV in .csv"},
		{"csv", "r.txt", "", "CSV is text as well"},
		{"csv", "a.json/r.csv", "", "the folder has the suffix of another"},
		{"csv", "r.json", "give -format json, or a name that ends in .csv", "CSV in .json"},
		{"csv", "r.xlsx", "a workbook is not written: give -format csv and a name that ends in .csv", "a workbook"},
		{"csv", "r.tsv", "commas alone", "tabs"},
		{"csv", "r.csv.gz", "not compressed", "compressed"},
		{"json", "r.json", "", "JSON in .json"},
		{"json", "r.jsonl", "one JSON document", "JSON lines"},
		{"json", "r.csv", "give -format csv, or a name that ends in .json", "JSON in .csv"},
		{"markdown", "r.md", "", "Markdown in .md"},
		{"markdown", "r.markdown", "", "its long name"},
		{"markdown", "r.html", "give -format html, or a name that ends in .md", "a page"},
		{"html", "r.html", "", "a page in .html"},
		{"html", "r.htm", "", "its short name"},
		{"html", "r.pdf", "which a browser prints as PDF", "another page"},
		{"html", "r.md", "give -format markdown, or a name that ends in .html", "a page in .md"},
		{"html", "r.svg", "a picture is written by -plot", "a picture"},
		{"markdown", "r.txt", "", "and Markdown"},
		{"markdown", "r.json", "give -format json, or a name that ends in .md", "Markdown in .json"},
	} {
		dir := t.TempDir()
		if err := os.Mkdir(filepath.Join(dir, "a.json"), 0o777); err != nil {
			t.Fatal(err)
		}
		t.Chdir(dir)
		args := []string{"-o", test.name}
		if test.format != "" {
			args = append(args, "-format", test.format)
		}
		status, out, errout := call(t, "", args...)
		_, err := os.Stat(test.name)
		switch {
		case out != "":
			t.Errorf("%s: standard output %q", test.reason, out)
		case test.want == "" && (status != statusOK || err != nil || errout != ""):
			t.Errorf("%s: status %d, %v, %s", test.reason, status, err, errout)
		case test.want != "" && (status != statusUsage || err == nil || !strings.Contains(errout, test.want)):
			t.Errorf("%s: status %d, written %v, %s", test.reason, status, err == nil, errout)
		}
	}
}

// TestNoPaths: nothing that is printed to be published says in which folder its files were.
func TestNoPaths(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "secret folder", "cupboard")
	if err := os.MkdirAll(folder, 0o777); err != nil {
		t.Fatal(err)
	}
	rows := strings.Repeat(person(white, arrest)+person(black, noAction), 30) + strings.Repeat(person("Klingon", noAction), 9)
	joined := rows + rows
	for name, text := range map[string]string{
		"2023-01-kent-stop-and-search.csv": header + joined, "2023-02-kent-stop-and-search.csv": header + strings.ReplaceAll(rows, "2023-01", "2023-05"), "notes.md": "x", "street.csv": "a,b\n1,2\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, format := range cli.Formats {
		for _, args := range [][]string{nil, {"-tables", "all"}, {"-suppress", "5"}} {
			if format == cli.FormatJSON && args != nil && args[0] == "-tables" {
				continue // which has every table
			}
			status, out, errout := call(t, "", slices.Concat(args, []string{"-format", format, folder})...)
			if status != statusOK {
				t.Fatalf("%s: %s", format, errout)
			}
			if strings.Contains(out, "secret") || strings.Contains(out, "cupboard") {
				t.Errorf("%s %q tells the folder:\n%s", format, args, out)
			}
		}
	}
}
