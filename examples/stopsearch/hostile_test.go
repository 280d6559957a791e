package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/examples/internal/pagetest"
	"github.com/seed-549880be/disparity/outcomes/report"
)

// checkText reports characters that a terminal would obey.
func checkText(t *testing.T, what, text string) {
	t.Helper()
	for i, r := range text {
		if r != '\n' && unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || unicode.Is(unicode.Bidi_Control, r) {
			t.Errorf("%s: %U in %q", what, r, text[max(0, i-40):min(len(text), i+40)])
			return
		}
	}
}

// inline is what begins a link or a picture, where no backslash stands before it.
var inline = regexp.MustCompile(`(^|[^\\])\]\(`)

// opened is what begins a tag, which "<0.001" does not.
var opened = regexp.MustCompile(`<[^0-9]`)

// checkPage reports HTML, links and pictures in a page of Markdown, of which there must be none.
func checkPage(t *testing.T, text string) {
	t.Helper()
	at := inline.FindStringIndex(text)
	if tag := opened.FindStringIndex(text); tag != nil {
		at = tag
	}
	if at != nil {
		t.Errorf("HTML or a link on the page: %q", text[max(0, at[0]-40):min(len(text), at[1]+40)])
	}
}

// fileName makes any text the name of a file of Kent.
func fileName(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == '/' || r == 0 || r == filepath.Separator {
			return '_'
		}
		return r
	}, s)
	return s[:min(len(s), 100)] + "-kent.csv"
}

// FuzzHostile: whatever stands in the name of a file and in its cells, a terminal shows it and does
// not obey, and a page of Markdown has no HTML.
func FuzzHostile(f *testing.F) {
	f.Add("a\x1b[2J\a\u202e<script>", "Klingon \x1b[31m<b>", "[x](http://y.z) www.a.b |", true)
	f.Add("--", "White - English/Welsh/Scottish/Northern Irish/British", "Arrest\u009b", false)
	f.Add("\xff\u2028\u0085", "=1+1\n\"", "<!--", true)
	f.Add("\n# heading", "* * *\r", "$x$ &lt; `~", false)
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, name, self, outcome string, twice bool) {
		quoted := func(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
		rows := person(quoted(self), quoted(outcome)) + person(white, "Arrest") + person(black, "")
		if twice {
			rows += rows // with a warning of the copy, which has the name
		}
		file := filepath.Join(dir, fileName(name))
		if err := os.WriteFile(file, []byte(header+rows), 0o666); err != nil {
			t.Skip(err) // no name for a file here
		}
		defer func() { _ = os.Remove(file) }()
		// errors
		for _, args := range [][]string{{"-force", "Essex", file}, {"-baseline", self, file}, {file + self}, {"-residents", self, file}, {"-residents", self + ".csv", file},
			{"-where", self, file}, {"-where", self + "=" + outcome, file}, {"-where", "Outcome=" + self, file}} {
			_, out, errout := call(t, "", args...)
			checkText(t, "standard error", out+errout)
		}
		figures := filepath.Join(dir, "residents of "+fileName(name))
		table := "group,residents,area\n"
		for _, group := range []string{"White", "Mixed", "Asian", "Black", "Other"} {
			table += group + ",1000," + quoted(self) + "\n"
		}
		if err := os.WriteFile(figures, []byte(table), 0o666); err != nil {
			t.Fatal(err)
		}
		defer func() { _ = os.Remove(figures) }()
		checkReport(t, file)
		checkReport(t, "-residents", figures, "-where", "Outcome="+outcome, file)
	})
}

// checkReport checks every form of a report, if there is one.
func checkReport(t *testing.T, args ...string) {
	t.Helper()
	var errout strings.Builder
	s, files, err := parseFlags(args, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	x, err := read(&s, files, nil, &errout)
	if err != nil {
		checkText(t, "standard error", message(err))
		return
	}
	r, err := report.New(x, s.Options)
	if err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{cli.FormatText, cli.FormatMarkdown, cli.FormatJSON, cli.FormatHTML} {
		s.format = format
		var out strings.Builder
		if err := form(r, s)(&out); err != nil {
			t.Fatal(err)
		}
		checkText(t, "-format "+format, out.String())
		switch format {
		case cli.FormatMarkdown:
			checkPage(t, out.String())
		case cli.FormatHTML:
			pagetest.Alone(t, out.String())
		}
	}
	page, err := r.Page(report.Layout{})
	if err != nil {
		t.Fatal(err)
	}
	for _, picture := range page.Pictures() {
		var svg bytes.Buffer
		if err := picture.WriteSVG(&svg); err != nil {
			t.Fatal(err)
		}
		pagetest.Picture(t, svg.Bytes())
	}
	checkText(t, "standard error", errout.String())
}

// TestNamesOnPages: a warning has the name of a file and the labels of cells.
func TestNamesOnPages(t *testing.T) {
	rows := person("<script>alert(1)</script>", "[x](https://y.z)") + person(white, "Arrest")
	file := write(t, "<img src=x>*bold*_kent.csv", header+rows+rows)
	for format, want := range map[string][]string{
		cli.FormatText:     {"<img src=x>*bold*_kent.csv holds the same 2 rows 2 times over", `"<script>alert(1)</script>"`},
		cli.FormatMarkdown: {`&lt;img src=x&gt;\*bold\*\_kent.csv holds the same 2 rows 2 times over`, `"&lt;script&gt;alert(1)&lt;/script&gt;"`, `\[x\](https&#58;//y.z)`},
	} {
		_, out, _ := call(t, "", "-format", format, file)
		for _, w := range want {
			if !strings.Contains(out, w) {
				t.Errorf("-format %s: no %q in\n%s", format, w, out)
			}
		}
	}
}
