package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/examples/internal/pagetest"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// everything are flags with which every table and picture is there.
var everything = []string{"-shared", "-rolling", "36", "-compare", "2006/07..2009/10,2016/17..2019/20"}

// TestPage: the page stands alone, has every section, and its tables are those of Markdown.
func TestPage(t *testing.T) {
	for _, args := range [][]string{nil, everything, {"-from", "2014/15", "-census", "2021"}, {"-from", "2019/20"}} {
		page, errout, status := output(append([]string{"-format", "html"}, args...)...)
		if status != 0 || errout != "" {
			t.Fatalf("%q: status %d, %s", args, status, errout)
		}
		pagetest.Alone(t, page)
		pagetest.Words(t, page)
		for _, want := range []string{">What can be said</h2>", ">What to bear in mind</h3>", ">Year by year</h2>", ">All tables</h2>", ">How the numbers are made</h2>",
			"10.1093/biomet/61.3.439", "Open Government Licence v3.0", `download="avon-and-somerset-searches.csv"`} {
			if !strings.Contains(page, want) {
				t.Errorf("%q: the page has no %q", args, want)
			}
		}
		markdown, _, _ := output(append([]string{"-format", "markdown", "-tables"}, args...)...)
		pagetest.SameTables(t, page, markdown)
	}
}

// TestPageOfOthers: of what is not searches nothing is said, and the page does not claim to.
func TestPageOfOthers(t *testing.T) {
	for events, want := range map[string]string{"searches": ">What can be said</h2>", "dogs": ">The trend of every group</h2>"} {
		page, errout, status := output("-format", "html", "-events", events, write(t, strings.ReplaceAll(small, "searches", events)))
		if status != 0 || !strings.Contains(page, want) || strings.Count(page, "<h2") != 5 {
			t.Errorf("%s: status %d, %s, no %q", events, status, errout, want)
		}
		pagetest.Alone(t, page)
	}
}

// pageOf returns the page of a table, as data, and the result that it is of.
func pageOf(t *testing.T, text []byte, args ...string) (sheet.Page, result) {
	t.Helper()
	var s settings
	flags := flag.NewFlagSet("trend", flag.ContinueOnError)
	s.define(flags)
	if _, err := cli.Parse(flags, args); err != nil {
		t.Fatal(err)
	}
	of, err := s.read(text, "f.csv")
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.result(of, "f.csv")
	if err != nil {
		t.Fatal(err)
	}
	said := of.say(&r)
	p, err := of.page(r, of.content(r, said))
	if err != nil {
		t.Fatal(err)
	}
	return p, r
}

// TestPictures: what is drawn has the numbers that JSON has, and the groups stand in one order.
func TestPictures(t *testing.T) {
	p, _ := pageOf(t, shipped, everything...)
	var r result // as a program reads it
	text, _, _ := output(append([]string{"-format", "json"}, everything...)...)
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		t.Fatal(err)
	}
	pictures := make(map[string]sheet.Picture)
	var names []string
	for _, of := range p.Pictures() {
		pictures[of.Name] = of
		names = append(names, of.Name)
	}
	if d := cmp.Diff([]string{"trends", "compared", "picture", "rolling"}, names); d != "" {
		t.Error(d)
	}
	for i, of := range r.Trends {
		row := pictures["trends"].Rows[i]
		worst := sheet.Interval{Value: of.PerYear.Value, Lower: of.Worst.Lower, Upper: of.Worst.Upper}
		if row.Label != of.Group.String() || !drawnAs(row.Plot, of.PerYear) || *row.Bounds != worst {
			t.Errorf("trend of %s: %+v, want %v", of.Group, row, of)
		}
	}
	for i, of := range r.Compared.Rows[1:] {
		if row := pictures["compared"].Rows[i]; row.Label != of.Group.String() || !drawnAs(row.Plot, of.Ratio) {
			t.Errorf("change of %s: %+v, want %v", of.Group, row, of.Ratio)
		}
	}
	for name, tables := range map[string][]rri.Table[ethnicity.Group, rri.Rate]{"picture": r.Tables, "rolling": r.Rolling} {
		for i, panel := range pictures[name].Panels {
			if want := r.Trends[i].Group.String(); panel.Label != want || len(panel.Points) != len(tables) {
				t.Fatalf("%s: panel of %s with %d points, want %s and %d", name, panel.Label, len(panel.Points), want, len(tables))
			}
			for at, point := range panel.Points {
				k := slices.IndexFunc(tables[at].Rows, func(row rri.Row[ethnicity.Group, rri.Rate]) bool { return row.Group.String() == panel.Label })
				if !drawnAs(point.Plot, tables[at].Rows[k].Ratio) {
					t.Errorf("%s: %s in %s: %+v, want %v", name, panel.Label, point.Name, point.Plot, tables[at].Rows[k].Ratio)
				}
			}
		}
	}
}

// drawnAs reports whether an interval is that of an estimate.
func drawnAs(got *sheet.Interval, want rri.Estimate) bool {
	return got != nil && *got == sheet.Interval{Value: want.Value, Lower: want.Lower, Upper: want.Upper}
}

// TestPictureOfBreaks: a group that takes the place of another goes on in its panel, apart from it,
// and a trend without an interval is not drawn.
func TestPictureOfBreaks(t *testing.T) {
	p, r := pageOf(t, shipped)
	pictures := p.Pictures()
	for i, of := range r.Trends {
		if row := pictures[0].Rows[i]; row.Label != of.Group.String() || (row.Plot == nil) != math.IsNaN(of.PerYear.Value) {
			t.Errorf("%+v, want the trend of %s", row, of.Group)
		}
	}
	var got []string
	for _, panel := range pictures[1].Panels {
		first, last := panel.Points[0], panel.Points[len(panel.Points)-1]
		got = append(got, fmt.Sprintf("%s %d %s %s", panel.Label, len(panel.Points), first.Name, last.Name))
		for _, point := range panel.Points {
			if point.Apart {
				got = append(got, point.Name+" "+point.Why)
			}
		}
	}
	want := []string{"Mixed 14 2006/07 2019/20",
		"Asian (without Chinese), then Asian 14 2006/07 2019/20", "2019/20 from 2019/20 on: Asian in place of Asian (without Chinese)",
		"Black 14 2006/07 2019/20",
		"Other (with Chinese), then Other 14 2006/07 2019/20", "2019/20 from 2019/20 on: Other in place of Other (with Chinese)"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// TestPlot: -plot writes the picture that is named, beside the output, which is as it is without.
func TestPlot(t *testing.T) {
	want, _, _ := output("-from", "2014/15")
	for _, test := range []struct {
		args         []string
		status       int
		says, reason string
		inFile       string
	}{
		{nil, 0, "", "the first", "Trend: how the index changes in a year"},
		{[]string{"-picture", "Picture"}, 0, "", "by name, in any letter case", "period by period"},
		{[]string{"-picture", "rolling"}, 1, `-picture "rolling": want one of trends, picture`, "one that is not there", ""},
		{[]string{"-picture", "pictur"}, 1, `did you mean "picture"?`, "misspelt", ""},
	} {
		file := filepath.Join(t.TempDir(), "a.svg")
		got, errout, status := output(append([]string{"-from", "2014/15", "-plot", file}, test.args...)...)
		if status != test.status || !strings.Contains(errout, test.says) || status == 0 && got != want || status != 0 && got != "" {
			t.Errorf("%s: status %d, %q, output %.100q", test.reason, status, errout, got)
		}
		text, err := os.ReadFile(file)
		if (err == nil) != (test.status == 0) || !strings.Contains(string(text), test.inFile) {
			t.Errorf("%s: %v, no %q in %.300s", test.reason, err, test.inFile, text)
		}
	}
}

// TestHostilePage: markup, formulas and characters that nobody sees in an area and in the comments
// of a table are text.
func TestHostilePage(t *testing.T) {
	const area = `"<script>alert(1)</script>Kent""=cmd|' /C calc'!A0"`
	text := "# <img src=x onerror=alert(1)> \x1b[2J \u202e source\n" + strings.ReplaceAll(small, "Kent", area)
	page, errout, status := output("-format", "html", write(t, text))
	if status != 0 {
		t.Fatalf("status %d, %s", status, errout)
	}
	pagetest.Alone(t, page)
	for _, want := range []string{"&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;img src=x onerror=alert(1)&gt;"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %q", want)
		}
	}
	file := filepath.Join(t.TempDir(), "a.svg")
	if _, errout, status := output("-plot", file, write(t, text)); status != 0 {
		t.Fatalf("status %d, %s", status, errout)
	}
	if svg, _ := os.ReadFile(file); strings.Contains(string(svg), "<script") || strings.ContainsAny(string(svg), "\x1b\u202e") {
		t.Errorf("the picture has what a file says as it is: %s", svg)
	}
}
