package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// obeyed reports whether a terminal or a reader would obey a character instead of showing it.
func obeyed(r rune) bool {
	return r != '\n' && unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || unicode.Is(unicode.Bidi_Control, r)
}

// live is what begins a tag, or a link or a picture where no backslash stands before it, on a page.
// "<0.001" begins none.
var live = regexp.MustCompile(`<[^0-9]|(^|[^\\])\]\(`)

// checkHostile runs the program, which must not print what a terminal obeys or a page executes.
func checkHostile(t *testing.T, in string, args ...string) {
	t.Helper()
	status, out, errout := call(in, args...)
	if strings.ContainsFunc(out+errout, obeyed) {
		t.Errorf("counts %q of %q: %q, %q", args, in, out, errout)
	}
	if n := strings.Count(errout, "\n"); status != statusOK && n != 1 || status == statusOK && n != 0 {
		t.Errorf("counts %q of %q: status %d, message of %d lines: %q", args, in, status, n, errout)
	}
	if strings.Contains(strings.Join(args, " "), "-format markdown") && live.MatchString(out) {
		t.Errorf("HTML or a link in %q", out)
	}
}

// FuzzHostile: whatever stands in the name of a file, in names, in comments and in the values of
// flags, a terminal shows it and does not obey, and a page of Markdown has no HTML.
func FuzzHostile(f *testing.F) {
	f.Add("a\x1b[2J\u202e", "drugs<b>", "White\u202e", "<script>\x1b\a")
	f.Add("\n", "x|y", "[a](b)", "<!-- \u2028")
	f.Add("\xff", "=1", "\u009b", "\xff")
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, name, dimension, group, comment string) {
		quoted := func(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
		text := "# " + comment + "\n" + quoted(dimension) + ",group,finds," + quoted(group+"s") + "\n" +
			quoted(dimension) + ",White,10,200\n" + quoted(dimension) + "," + quoted(group) + ",2,50\n" + quoted(group) + ",White,3,40\n"
		name = strings.Map(func(r rune) rune {
			if r == '/' || r == 0 || r == filepath.Separator {
				return '_'
			}
			return r
		}, name)
		file := filepath.Join(dir, name[:min(len(name), 100)]+".csv")
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Skip(err) // no name for a file here
		}
		defer func() { _ = os.Remove(file) }()
		for _, args := range [][]string{
			{"-proportion", file}, {"-proportion", "-format", "markdown", file}, {"-proportion", "-format", "json", file}, {"-rate", "-by", dimension, file},
			{"-proportion", "-baseline", group + comment, file}, {"-proportion", "-where", dimension + "=" + comment, file}, {"-groups", "5+1", "-rate", file},
			{"-event", dimension + "=" + group, "-proportion", file}, {"-group", comment, file}, {"-residents", "Kent", file}, {file + comment},
		} {
			checkHostile(t, "", args...)
		}
	})
}

// FuzzTables: any text at all is read as a table or refused in one line, by every question, without
// a panic and without what a terminal obeys.
func FuzzTables(f *testing.F) {
	f.Add(string(force))
	for _, name := range []string{"complaints.csv", "leavers.csv", "exclusions.csv", "matrix.csv", "audit.csv"} {
		text, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Add("group,events,trials\nWhite,1-4,[c]\nBlack,<5,20\nNot stated,*,..\n")
	f.Add("year;group;stops;residents\n2020;White;1.234;10.000\n2020;Black;0;0\n")
	f.Add("Area,White,Black,Any other\nEssex,12,3,4\n")
	f.Fuzz(func(t *testing.T, text string) {
		for _, args := range [][]string{
			{"-"}, {"-proportion", "-format", "markdown", "-"}, {"-rate", "-format", "csv", "-suppress", "5", "-"}, {"-rate", "-by", "year", "-format", "json", "-"},
			{"-stage", "stage", "-"}, {"-population-size", "1000", "-"}, {"-composition", "-"}, {"-rounded", "5", "-power", "-"}, {"-residents", "Kent", "-"},
			{"-event", "group=Black", "-proportion", "-"},
		} {
			checkHostile(t, text, args...)
		}
	})
}
