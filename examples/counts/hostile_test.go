package main

import (
	"encoding/base64"
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/examples/internal/pagetest"
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
	if status == statusOK && strings.Contains(strings.Join(args, " "), "-format html") {
		pagetest.Alone(t, out)
	}
	if i := slices.Index(args, "-plot"); i >= 0 && status == statusOK {
		data, err := os.ReadFile(args[i+1])
		if err != nil {
			t.Fatal(err)
		}
		pagetest.Picture(t, data)
	}
}

// TestHostile: labels that are markup, formulas, commands for a terminal or marks that turn text
// round are text in every form.
func TestHostile(t *testing.T) {
	picture := filepath.Join(t.TempDir(), "p.svg")
	for _, label := range []string{
		`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `</title></svg><script>alert(1)</script>`, `=HYPERLINK("https://example.org")`,
		`@SUM(1)`, "\x1b[31mred\x1b]0;title\a", "\u202eesrever\u2066", "]]>", "&lt;b&gt;", "javascript:alert(1)", "[a](https://example.org)", "x\u2028y\u0085z",
		strings.Repeat("ab c", 200),
	} {
		quoted := `"` + strings.ReplaceAll(label, `"`, `""`) + `"`
		text := "# " + label + "\n" + quoted + ",group,finds," + `"searches ` + quoted[1:] + "\na,White,10,200\na," + quoted + ",9,50\n" + quoted + ",White,12,210\n" +
			quoted + "," + quoted + ",8,60\n"
		for _, args := range [][]string{
			nil, {"-format", "markdown"}, {"-format", "html"}, {"-format", "json"}, {"-format", "html", "-plot", picture},
			{"-plot", picture, "-picture", "within", "-within", label}, {"-format", "html", "-by", label},
		} {
			checkHostile(t, text, append(append([]string{"-proportion", "-group", "group"}, args...), "-")...)
		}
		status, page, errout := call(text, "-proportion", "-group", "group", "-format", "html", "-")
		if status != statusOK {
			t.Fatalf("%q: %s", label, errout)
		}
		rows, err := csv.NewReader(strings.NewReader(carried(t, page))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, cell := range slices.Concat(rows...) {
			if strings.HasPrefix(cell, "=") || strings.HasPrefix(cell, "@") {
				t.Errorf("the data of the page has the formula %q", cell)
			}
		}
	}
}

// carried is the CSV that a page carries with it.
func carried(t *testing.T, page string) string {
	t.Helper()
	_, data, found := strings.Cut(page, "data:text/csv;charset=utf-8;base64,")
	data, _, _ = strings.Cut(data, `"`)
	text, err := base64.StdEncoding.DecodeString(data)
	if err != nil || !found {
		t.Fatalf("no data on the page: %v", err)
	}
	return string(text)
}

// TestLongField: a field of 10 MB takes some seconds at most in every form, and is cut in pictures.
func TestLongField(t *testing.T) {
	if testing.Short() {
		t.Skip("some seconds, in which nothing runs beside another")
	}
	// of a file of 10 MB, which is the most
	long := strings.Repeat("Black people & others ", 450_000)
	text := "group,finds,searches\nWhite,10,200\n" + long + ",9,50\n"
	picture := filepath.Join(t.TempDir(), "p.svg")
	for _, format := range cli.Formats {
		begin := time.Now()
		status, out, errout := call(text, "-proportion", "-format", format, "-plot", picture, "-")
		took := time.Since(begin)
		if status != statusOK {
			t.Fatalf("%s: status %d, %s", format, status, errout)
		}
		t.Logf("%s: %v, %d MB", format, took.Round(time.Millisecond), len(out)>>20)
		const most = 30 * time.Second // on a busy machine; 1 s is usual
		if took > most {
			t.Errorf("%s takes %v", format, took)
		}
	}
	if info, err := os.Stat(picture); err != nil || info.Size() > 1<<17 {
		t.Errorf("the picture has %d kB (%v)", info.Size()>>10, err)
	}
}

// FuzzHostile: whatever stands in the name of a file, in names, in comments and in the values of
// flags, a terminal shows it and does not obey, and a page of Markdown has no HTML.
func FuzzHostile(f *testing.F) {
	f.Add("a\x1b[2J\u202e", "drugs<b>", "White\u202e", "<script>\x1b\a")
	f.Add("\n", "x|y", "[a](b)", "<!-- \u2028")
	f.Add("\xff", "=1", "\u009b", "\xff")
	dir := f.TempDir()
	picture := filepath.Join(dir, "picture.svg")
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
			{"-proportion", "-format", "html", file}, {"-rate", "-by", dimension, "-format", "html", "-plot", picture, file},
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
	picture := filepath.Join(f.TempDir(), "picture.svg")
	f.Fuzz(func(t *testing.T, text string) {
		for _, args := range [][]string{
			{"-"}, {"-proportion", "-format", "markdown", "-"}, {"-rate", "-format", "csv", "-suppress", "5", "-"}, {"-rate", "-by", "year", "-format", "json", "-"},
			{"-stage", "stage", "-"}, {"-population-size", "1000", "-"}, {"-composition", "-"}, {"-rounded", "5", "-power", "-"}, {"-residents", "Kent", "-"},
			{"-event", "group=Black", "-proportion", "-"}, {"-format", "html", "-plot", picture, "-"}, {"-rate", "-within", "year", "-format", "html", "-"},
			{"-composition", "-format", "html", "-"}, {"-stage", "stage", "-format", "html", "-"},
		} {
			checkHostile(t, text, args...)
		}
	})
}
