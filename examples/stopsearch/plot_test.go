package main

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/examples/internal/pagetest"
)

// get returns what stands in a file.
func get(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// textsOf returns what stands in a picture, element by element, and its text for those who do not
// see it.
func textsOf(t *testing.T, data string) (texts []string, description string) {
	t.Helper()
	element := ""
	for d := xml.NewDecoder(strings.NewReader(data)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return texts, description
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, data)
		}
		switch token := token.(type) {
		case xml.StartElement:
			element = token.Name.Local
		case xml.EndElement:
			element = ""
		case xml.CharData:
			switch text := strings.TrimSpace(string(token)); {
			case text == "":
			case element == "desc":
				description += text
			default:
				texts = append(texts, text)
			}
		}
	}
}

// TestPlot: -plot writes one picture, whatever the format is, with the numbers of the table.
func TestPlot(t *testing.T) {
	for _, format := range cli.Formats {
		file := filepath.Join(t.TempDir(), "a.SVG")
		plain, out := output(t, "-format", format), output(t, "-format", format, "-plot", file)
		if out != plain {
			t.Errorf("-format %s: -plot changes what is printed", format)
		}
		svg := get(t, file)
		pagetest.Picture(t, []byte(svg))
		texts, description := textsOf(t, svg)
		for _, want := range []string{"Search rate: Avon and Somerset, January 2023", "times as often as White people", "Black", "3.83 (2.51–5.67)", "MORE", "0.74 (0.31–1.52)", "cannot tell", "by chance alone (95 %)", "by chance and the unknown"} {
			if !slices.Contains(texts, want) {
				t.Errorf("-format %s: the picture has no %q: %q", format, want, texts)
			}
		}
		if want := "Black 3.83 (2.51 to 5.67), wider 1.85 to 23.9, MORE."; !strings.Contains(description, want) {
			t.Errorf("-format %s: the text of the picture has no %q:\n%s", format, want, description)
		}
	}
}

// TestPicture: -picture chooses by name, in any letter case, and a name that is none is told which
// there are.
func TestPicture(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.svg")
	output(t, "-plot", file, "-picture", "Find-Rate")
	if texts, _ := textsOf(t, get(t, file)); !slices.Contains(texts, "Find rate: Avon and Somerset, January 2023") {
		t.Errorf("%q", texts)
	}
	before := get(t, file)
	for _, test := range []struct {
		args   []string
		status int
		want   string
		reason string
	}{
		{[]string{"-plot", file, "-picture", "find-rat"}, statusInput, `-picture "find-rat": did you mean "find-rate"?`, "nearly a name"},
		{[]string{"-plot", file, "-picture", "funnel"}, statusInput, `-picture "funnel": want one of search-rate, find-rate, find-rate/drugs, find-rate/other, `, "no name"},
		{[]string{"-picture", "find-rate"}, statusUsage, "-picture says which picture -plot FILE.svg writes: give both", "no file"},
		{[]string{"-plot", "a.png"}, statusUsage, "give a name that ends in .svg", "another format"},
		{[]string{"-plot", file, "-o", file}, statusUsage, "", "one file for two"},
		{[]string{"-plot", filepath.Join(t.TempDir(), "none", "a.svg")}, statusInput, "make the folder", "no folder"},
	} {
		status, out, errout := call(t, "", test.args...)
		if status == statusOK || test.want != "" && status != test.status || out != "" || !strings.Contains(errout, test.want) || strings.Count(errout, "\n") != 1 {
			t.Errorf("%s: status %d, %q, %q", test.reason, status, out, errout)
		}
	}
	if get(t, file) != before {
		t.Error("a mistake wrote the picture anew")
	}
}

// TestPlotOverwrites: no file that is read is written to, nor that of -o.
func TestPlotOverwrites(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "2023-01-kent.svg") // a table all the same
	content := header + strings.Repeat(person(white, "Arrest")+person(black, ""), 9)
	if err := os.WriteFile(file, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "link.svg")
	if err := os.Symlink(file, link); err != nil {
		t.Skip(err)
	}
	twin := filepath.Join(dir, "out.txt")
	if err := os.WriteFile(twin, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(dir, "twin.svg")
	if err := os.Link(twin, other); err != nil {
		t.Skip(err)
	}
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"-plot", file, file}, "read, and named by -plot as "},
		{[]string{"-plot", link, file}, "read, and named by -plot as "},
		{[]string{"-plot", other, "-o", twin, file}, "the file that -o names: write elsewhere"},
	} {
		if status, _, errout := call(t, "", test.args...); status != statusInput || !strings.Contains(errout, test.want) {
			t.Errorf("%q: status %d, %s", test.args, status, errout)
		}
	}
	if get(t, file) != content {
		t.Error("what is read was written to")
	}
	plot := filepath.Join(dir, "p.svg")
	if status, _, errout := call(t, "", "-plot", plot, "-o", twin, file); status != statusOK || get(t, twin) == "" {
		t.Errorf("two files: status %d, %s", status, errout)
	}
	pagetest.Picture(t, []byte(get(t, plot)))
}
