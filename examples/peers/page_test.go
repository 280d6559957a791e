package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/examples/internal/pagetest"
)

// TestPage: the page stands alone, has every section, says nothing that counts cannot show, and its
// tables are those of Markdown.
func TestPage(t *testing.T) {
	for _, test := range []struct{ args, want []string }{
		{nil, []string{">Mixed</h2>", ">Other</h2>", `download="searches-2019-20.csv"`, "England and Wales, excluding BTP", "10.1002/sim.1970"}},
		{append(slices.Clone(inspectorate), "-shrink"), []string{">Black</h2>", "outlier lines of the inspectorate", `download="searches-2017-18.csv"`, "10.2307/2986146"}},
		{[]string{"-by", "team", "-force", "b", "testdata/teams.csv"}, []string{">Asian</h2>", `download="complaints-upheld.csv"`}},
		{[]string{"-by", "district", "-beside", "testdata/arrests.csv", "testdata/districts.csv"}, []string{">Black</h2>", "10.1007/BF02294183"}},
	} {
		page, errout, status := output(append([]string{"-format", "html"}, test.args...)...)
		if status != 0 || errout != "" {
			t.Fatalf("%q: status %d, %s", test.args, status, errout)
		}
		pagetest.Alone(t, page)
		pagetest.Words(t, page)
		for _, want := range append(test.want, ">What can be said</h2>", ">What to bear in mind</h3>", ">How the numbers are made</h2>") {
			if !strings.Contains(page, want) {
				t.Errorf("%q: the page has no %q", test.args, want)
			}
		}
		markdown, _, _ := output(append([]string{"-format", "markdown", "-tables"}, test.args...)...)
		pagetest.SameTables(t, page, markdown)
	}
}

// TestHostilePage: nothing that a file says is obeyed.
func TestHostilePage(t *testing.T) {
	const evil = `<script>alert(1)</script>" onload="x`
	text := strings.ReplaceAll(strings.ReplaceAll(small, "Kent", `"`+strings.ReplaceAll(evil, `"`, `""`)+`"`), "# ", "# "+evil)
	page, errout, status := output("-format", "html", write(t, "t.csv", "# "+evil+"\n"+text))
	if status != 0 || !strings.Contains(page, "&lt;script&gt;") {
		t.Fatalf("status %d, %s", status, errout)
	}
	pagetest.Alone(t, page)
}

// TestPictures: what is drawn is named by the group where there are several, and one of them can be
// had by itself.
func TestPictures(t *testing.T) {
	for _, test := range []struct {
		args         []string
		want, reason string
	}{
		{nil, "RRI of Mixed", "the first"},
		{[]string{"-picture", "funnel-black"}, "RRI of Black against White · funnel", "by name"},
		{[]string{"-picture", "Values-Other"}, "RRI of Other", "in another letter case"},
		{[]string{"-picture", "ranks", "-show", "Black"}, "RRI of Black", "of one group, without its name"},
		{[]string{"-picture", "paired", "-by", "district", "-beside", "testdata/arrests.csv", "testdata/districts.csv"}, "rate of arrests", "two measures"},
	} {
		file := filepath.Join(t.TempDir(), "p.svg")
		_, errout, status := output(append([]string{"-plot", file}, test.args...)...)
		svg, err := os.ReadFile(file)
		if status != 0 || err != nil || !bytes.HasPrefix(svg, []byte("<svg")) || !strings.Contains(string(svg), test.want) {
			t.Errorf("%s: status %d, %s, %v, no %q in %.300s", test.reason, status, errout, err, test.want, svg)
		}
	}
	_, errout, status := output("-plot", filepath.Join(t.TempDir(), "p.svg"), "-picture", "funnel")
	if status != 1 || !strings.Contains(errout, "did you mean") {
		t.Errorf("status %d, %s", status, errout)
	}
}

// TestPagesOfJSON: the words of the page are those of JSON, those that do not stand over other
// residents too.
func TestPagesOfJSON(t *testing.T) {
	page, _, _ := output("-format", "html", "-show", "Black")
	text, _, _ := output("-format", "json", "-show", "Black")
	var r result
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		t.Fatal(err)
	}
	against := 0
	for _, row := range r.Groups[0].Rows {
		if strings.Contains(row.Why, "give another word") {
			against++
		}
		if row.Why != "" && !strings.Contains(page, row.Why) {
			t.Errorf("%s: the page does not say %q", row.Unit, row.Why)
		}
	}
	if against == 0 {
		t.Error("no word that other residents turn, of Kent for one")
	}
}
