package main

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/examples/internal/pagetest"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/strata"
)

// TestPage: the page stands alone, says what the other forms say, and its tables are those of
// Markdown.
func TestPage(t *testing.T) {
	for _, args := range [][]string{nil, {small}, {"-method", "mantel-haenszel", "-level", "0.9", "-baseline", "Orange", small}} {
		html := output(t, append([]string{"-format", "html"}, args...)...)
		pagetest.Alone(t, html)
		pagetest.Words(t, html)
		pagetest.SameTables(t, html, output(t, append([]string{"-format", "markdown"}, args...)...))
		for _, want := range []string{">What to bear in mind</h3>", "How to read it: the crude RRI", ">Stratum by stratum</h2>", ">How the numbers are made</h2>",
			"10.1093/jnci/22.4.719", `-by-object-and-age.csv"`} {
			if !strings.Contains(html, want) {
				t.Errorf("%q: the page has no %q", args, want)
			}
		}
	}
	html := output(t, "-format", "html")
	first, foot := strings.Index(html, "<p>Arrests after searches of persons by the Metropolitan Police"), strings.Index(html, "Open Government Licence v3.0")
	if section := strings.Index(html, "<h2"); first < 0 || first > section || foot < section {
		t.Errorf("what the file says of itself stands at %d and %d, want above and below the sections, from %d on", first, foot, section)
	}
}

// TestPageData: the page carries the bytes of -format csv, and the pictures have its numbers.
func TestPageData(t *testing.T) {
	counts := result(t)
	p, err := page(counts, []string{"a", "b"})
	if err != nil {
		t.Fatal(err)
	}
	if want := output(t, "-format", "csv"); string(p.Downloads[0].CSV) != want {
		t.Error("the CSV of the page is not that of the program")
	}
	if _, err := csv.NewReader(bytes.NewReader(p.Downloads[0].CSV)).ReadAll(); err != nil {
		t.Error(err)
	}
	pictures := p.Pictures()
	var names []string
	for _, of := range pictures {
		names = append(names, of.Name)
	}
	if got, want := strings.Join(names, " "), "adjusted strata-1 strata-2 strata-3 strata-4"; got != want {
		t.Fatalf("pictures %s, want %s: of many strata one for each group", got, want)
	}
	rows := pictures[0].Rows
	for _, of := range counts.Rows[1:] {
		if rows[0].Label != of.Group || *rows[1].Plot != drawn(of.Crude) || *rows[2].Plot != drawn(of.Ratio) {
			t.Errorf("%s: %+v and %+v, want %v and %v", of.Group, rows[1], rows[2], of.Crude, of.Ratio)
		}
		rows = rows[3:]
	}
	if len(rows) != 0 {
		t.Errorf("rows of other groups: %+v", rows)
	}
	if len(p.Lines) != 1 || p.Lines[0] != "a" || p.Foot[0] != "b" {
		t.Errorf("lines %q, foot %q", p.Lines, p.Foot)
	}
}

func drawn(e rri.Estimate) sheet.Interval {
	return sheet.Interval{Value: e.Value, Lower: e.Lower, Upper: e.Upper}
}

// TestPageOfOneStratum: without a table of strata there is no section of them.
func TestPageOfOneStratum(t *testing.T) {
	counts, err := strata.Compare("White", []strata.Stratum[string, string, rri.Proportion]{
		{Key: "all", Counts: map[string]rri.Proportion{"White": {Events: 1, Trials: 2}}}}, strata.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := page(counts, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Sections) != 2 || p.Lines != nil || len(p.Pictures()) != 0 {
		t.Errorf("%d sections, lines %q, %d pictures", len(p.Sections), p.Lines, len(p.Pictures()))
	}
}

// TestPlot: -plot writes one picture beside the output.
func TestPlot(t *testing.T) {
	want := output(t, small)
	for _, test := range []struct {
		args         []string
		status       int
		says, reason string
	}{
		{nil, statusOK, "object and age alike", "the first"},
		{[]string{"-picture", "strata"}, statusOK, "weapons, over 17", "by name"},
		{[]string{"-picture", "stratum"}, statusInput, `-picture "stratum": did you mean "strata"?`, "misspelt"},
	} {
		file := filepath.Join(t.TempDir(), "a.svg")
		status, out, errout := call(append([]string{"-plot", file, small}, test.args...)...)
		text, err := os.ReadFile(file)
		if status != test.status || (status == statusOK) != (out == want && err == nil && strings.Contains(string(text), test.says)) ||
			status != statusOK && !strings.Contains(errout, test.says) {
			t.Errorf("%s: status %d, %s%v, %.300s", test.reason, status, errout, err, text)
		}
		if err == nil && xml.Unmarshal(text, new(struct{})) != nil {
			t.Errorf("%s: no XML: %.300s", test.reason, text)
		}
	}
	for _, args := range [][]string{{"-plot", "a.png"}, {"-picture", "strata"}} {
		if status, out, errout := call(args...); status != statusUsage || out != "" || strings.Count(errout, "\n") != 1 {
			t.Errorf("%q: status %d, %q", args, status, errout)
		}
	}
}

// TestHostilePage: what a file says is text, on the page and in the picture.
func TestHostilePage(t *testing.T) {
	file := filepath.Join(t.TempDir(), "f.csv")
	text := "# <script>alert(1)</script> \x1b[2J\u202e\nobject,group,<b>finds</b>,searches\n" +
		"</svg><script>,White,10,100\n</svg><script>,\"=cmd|'/C calc'!A0<img src=x onerror=alert(1)>\",20,100\n&lt;,White,1,20\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	html := output(t, "-format", "html", file)
	pagetest.Alone(t, html)
	for _, want := range []string{"&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;img src=x onerror=alert(1)&gt;", "&amp;lt;"} {
		if !strings.Contains(html, want) {
			t.Errorf("the page has no %q", want)
		}
	}
	svg := filepath.Join(t.TempDir(), "a.svg")
	output(t, "-plot", svg, "-picture", "strata", file)
	drawn, err := os.ReadFile(svg)
	if err != nil || xml.Unmarshal(drawn, new(struct{})) != nil || strings.Contains(string(drawn), "<script") || strings.Contains(string(drawn), "<img") {
		t.Errorf("%v: %s", err, drawn)
	}
}
