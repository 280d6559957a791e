package main

import (
	"encoding/csv"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/examples/internal/pagetest"
	"github.com/seed-549880be/disparity/rri/counts"
)

// TestPages: the tables of a page are those of Markdown, cell for cell, and it stands alone with
// one heading above all.
func TestPages(t *testing.T) {
	for _, args := range [][]string{
		nil, {"matrix.csv"}, {"-suppress", "5", "matrix.csv"}, {"-direction", "relative-likelihood", "-level", "0.9", "recruitment.csv"},
	} {
		page, errout, status := output(append([]string{"-format", "html"}, args...)...)
		if status != 0 {
			t.Fatal(errout)
		}
		markdown, _, _ := output(append([]string{"-format", "markdown"}, args...)...)
		pagetest.Alone(t, page)
		pagetest.SameTables(t, page, markdown)
		if n := strings.Count(page, "<h1"); n != 1 {
			t.Errorf("%q: %d headings of the page, want one", args, n)
		}
	}
}

// TestTogether: the page of the examples has a section for each journey, under names that differ,
// all that each says, and the rows of all to download.
func TestTogether(t *testing.T) {
	text, _, _ := output("-format", "json")
	var all []counts.Document
	if err := json.Unmarshal([]byte(text), &all); err != nil {
		t.Fatal(err)
	}
	p := page(all)
	want := []string{
		"From children aged 10-17 to sentenced to custody, by group: each group over White", "From applied to appointed, by group: each group over White",
		"From applied to appointed, by group: White over each group", "How the numbers are made",
	}
	if len(p.Sections) != len(want) {
		t.Fatalf("%d sections, want %d", len(p.Sections), len(want))
	}
	for i, s := range p.Sections[:len(all)] {
		if s.Title != want[i] {
			t.Errorf("section %q, want %q", s.Title, want[i])
		}
		var said []string
		for _, b := range s.Blocks {
			said = append(append(said, b.Paragraphs...), b.Items...)
		}
		for _, line := range append(all[i].Lines, all[i].Notes...) {
			if !strings.Contains(strings.Join(said, "\n"), strings.TrimPrefix(line, "From the file: ")) {
				t.Errorf("%s: the page does not say %q", s.Title, line)
			}
		}
	}
	made := p.Sections[len(all)]
	if items := made.Blocks[0].Items; made.Title != want[len(all)] || len(items) < 4 || len(items) != len(unique(items)) {
		t.Errorf("section %q says %q", made.Title, items)
	}
	rows, _, _ := output("-format", "csv")
	if len(p.Downloads) != 1 || string(p.Downloads[0].CSV) != rows {
		t.Errorf("%d downloads, want the rows of -format csv", len(p.Downloads))
	}
	var names []string
	for _, picture := range p.Pictures() {
		names = append(names, picture.Name)
	}
	if got := strings.Join(names, " "); got != "journey journey-2 journey-3" {
		t.Errorf("pictures %s", got)
	}
}

// TestPicture: under each stage the groups stand in the order of the table, with the numbers of the
// CSV, and the whole way is last.
func TestPicture(t *testing.T) {
	text, _, _ := output("-format", "json", "recruitment.csv")
	var d counts.Document
	if err := json.Unmarshal([]byte(text), &d); err != nil {
		t.Fatal(err)
	}
	text, _, _ = output("-format", "csv", "recruitment.csv")
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	numbers := make(map[string][3]float64)
	at := make(map[string]int)
	for i, name := range records[0] {
		at[name] = i
	}
	for _, r := range records[1:] {
		var n [3]float64
		for i, name := range []string{"index", "lower", "upper"} {
			if n[i], err = strconv.ParseFloat(r[at[name]], 64); err != nil {
				t.Fatal(err)
			}
		}
		numbers[r[at["step"]]+" "+r[at["group"]]] = n
	}
	var got []string
	step := ""
	for _, row := range d.Page().Pictures()[0].Rows {
		got = append(got, row.Label)
		if row.Plot == nil {
			step, _, _ = strings.Cut(row.Label, ",")
			if strings.HasPrefix(step, "The whole way") {
				step = "cumulative"
			}
			continue
		}
		want := numbers[step+" "+row.Label]
		if e := row.Plot; math.Abs(e.Value-want[0]) > 0 || e.Lower != want[1] || e.Upper != want[2] {
			t.Errorf("%s, %s: %v, and in the CSV %v", step, row.Label, *e, want)
		}
	}
	want := "shortlisted, out of applied|Asian|Black|Mixed|appointed, out of shortlisted|Asian|Black|Mixed|The whole way from applied to appointed|Asian|Black|Mixed"
	if strings.Join(got, "|") != want {
		t.Errorf("rows %q, want %s", got, want)
	}
}

// TestPlot: -plot writes the picture that is asked for beside the output, which stays as it is.
func TestPlot(t *testing.T) {
	for picture, want := range map[string]string{"": "arrested, out of children", "journey-3": "relative likelihood, White over each group"} {
		file := filepath.Join(t.TempDir(), "p.svg")
		args := []string{"-plot", file}
		if picture != "" {
			args = append(args, "-picture", picture)
		}
		got, errout, status := output(args...)
		if plain, _, _ := output(); status != 0 || got != plain {
			t.Errorf("status %d, %s: the output is another", status, errout)
		}
		if svg, err := os.ReadFile(file); err != nil || !strings.Contains(string(svg), want) {
			t.Errorf("%v: no %q in\n%s", err, want, svg)
		}
	}
}
