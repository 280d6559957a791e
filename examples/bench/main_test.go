package main

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestMain is the program where a test has it start itself for a figure.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "-figure" {
		main()
	}
	os.Exit(m.Run())
}

// invoke runs the program and returns its exit status and what it printed.
func invoke(t *testing.T, args ...string) (status int, out, errout string) {
	t.Helper()
	var o, e strings.Builder
	status = run(args, &o, &e)
	return status, o.String(), e.String()
}

// golden compares a text with a file, or rewrites that.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// measured is what a machine and an hour change: lines of the table, and what stands below it.
var measured = regexp.MustCompile(`(?m)( +\d+\.\d{3}){2} +\d+ +\d+\.\d\d × +\d+\.\d{3} +\d+$|\d+ processors?, go\S+$|\d+\.\d\d\.$|^Peak memory is .*$`)

// TestGolden: what a small run prints, but for the figures.
func TestGolden(t *testing.T) {
	status, out, errout := invoke(t, "-rows", "20000", "-forces", "3", "-months", "4", "-from", "2016-11", "-zero", "0.2", "-quoted", "0.05", "-rounds", "2")
	if status != statusOK || errout != "" {
		t.Fatalf("status %d, %s", status, errout)
	}
	// not told everywhere
	out = regexp.MustCompile(`\nLoad of the machine: .*\n\n`).ReplaceAllString(out, "\n")
	if n, want := len(measured.FindAllString(out, -1)), 1+len(figures)+2+1; n != want {
		t.Errorf("%d figures, want %d, in\n%s", n, want, out)
	}
	out = measured.ReplaceAllString(out, "…")
	golden(t, "small.txt", out)
}

// Rows so few that groups have no index are no failure.
func TestFewRows(t *testing.T) {
	if status, out, errout := invoke(t, "-rows", "1", "-rounds", "1"); status != statusOK || !strings.Contains(out, "not told") {
		t.Errorf("status %d, %s, %s", status, errout, out)
	}
}

// TestMeasure measures files that are there, in a folder and alone.
func TestMeasure(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{filepath.Join(dir, "folder"), filepath.Join(dir, "one.csv")} {
		status, _, errout := invoke(t, "-rows", "500", "-forces", "1", "-months", "2", "-out", name)
		if want := "bench: 500 rows of 1 force and 2 months from 2016-07, seed 1\n"; status != statusOK || errout != want {
			t.Fatalf("-out %s: status %d, %q, want %q", name, status, errout, want)
		}
		status, out, errout := invoke(t, "-rounds", "1", name)
		if status != statusOK || !strings.HasPrefix(out, "500 rows, 1 round, ") || strings.Contains(out, "Planted") {
			t.Errorf("%s: status %d, %s, %s", name, status, errout, out)
		}
	}
	more := filepath.Join(dir, "folder", "more.csv.gz")
	if status, _, errout := invoke(t, "-rows", "10", "-forces", "1", "-months", "1", "-from", "2019-01", "-out", more); status != statusOK {
		t.Fatal(errout)
	}
	for _, test := range []struct{ path, says, reason string }{
		{filepath.Join(dir, "none"), "no such file", "nothing of that name"},
		{more, "no file in .csv", "what is packed"},
		{filepath.Join(dir, "folder"), "510 rows, and csv 500", "what one figure reads and another does not"},
	} {
		status, _, errout := invoke(t, "-rounds", "1", test.path)
		if status != statusFailed || !strings.Contains(errout, test.says) || strings.Count(errout, "\n") != 1 {
			t.Errorf("%s: status %d, %q, want %q", test.reason, status, errout, test.says)
		}
	}
}

func TestHelp(t *testing.T) {
	status, out, errout := invoke(t, "-h")
	if status != statusOK || errout != "" || !strings.HasPrefix(out, "usage: bench ") {
		t.Fatalf("status %d, %s%s", status, out, errout)
	}
	doc, err := os.ReadFile("main.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?m)^  (-\w+)`).FindAllStringSubmatch(out, -1) {
		if !strings.Contains(string(doc), "//\t"+m[1]+" ") {
			t.Errorf("main.go says nothing of %s", m[1])
		}
	}
}

func TestWrongCalls(t *testing.T) {
	full := t.TempDir()
	if err := os.WriteFile(filepath.Join(full, "a.csv"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		args   []string
		status int
		says   string
	}{
		{[]string{"-rows", "0"}, statusUsage, "1 to 1000000000"},
		{[]string{"-rows", "many"}, statusUsage, "whole number"},
		{[]string{"-forces", "44"}, statusUsage, "1 to 43"},
		{[]string{"-months", "241"}, statusUsage, "1 to 240"},
		{[]string{"-from", "2016"}, statusUsage, "2016"},
		{[]string{"-from", "1999-12"}, statusUsage, "2000-01"},
		{[]string{"-quoted", "1.1"}, statusUsage, "0 to 1"},
		{[]string{"-zero", "NaN"}, statusUsage, "0 to 1"},
		{[]string{"-zero", "-0.1"}, statusUsage, "0 to 1"},
		{[]string{"-seed", "-1"}, statusUsage, "whole number"},
		{[]string{"-rri", "Black"}, statusUsage, "Black=4"},
		{[]string{"-rri", "White=2"}, statusUsage, "Mixed, Asian, Black and Other"},
		{[]string{"-rri", "Klingon=2"}, statusUsage, "Klingon"},
		{[]string{"-rri", "Black=101"}, statusUsage, "0.01 to 100"},
		{[]string{"-rri", "Black=NaN"}, statusUsage, "0.01 to 100"},
		{[]string{"-rri", "Black=0"}, statusUsage, "0.01 to 100"},
		{[]string{"-rri", "Black=2,black=3"}, statusUsage, "twice"},
		{[]string{"-rounds", "0"}, statusUsage, "1 to 1000"},
		{[]string{"-figure", "csv"}, statusUsage, "the file or the folder"},
		{[]string{"-figure", "extrct", "x"}, statusUsage, `"extract"`},
		{[]string{"-rows", "5", "x.csv"}, statusUsage, "-rows is of rows that are generated"},
		{[]string{"x.csv", "y.csv"}, statusUsage, "want one"},
		{[]string{"-"}, statusUsage, "several times"},
		{[]string{"-rows", "5", "-out", full}, statusFailed, "there is something in it"},
		{[]string{"-rows", "5", "-out", filepath.Join(full, "a.csv", "b")}, statusFailed, "a.csv"},
		{[]string{"-rows", "5", "-out", filepath.Join(full, "none", "b.csv")}, statusFailed, "none"},
	} {
		status, out, errout := invoke(t, test.args...)
		if status != test.status || out != "" || !strings.Contains(errout, test.says) || strings.Count(errout, "\n") != 1 {
			t.Errorf("%q: status %d, %q, %q, want %d, %q", test.args, status, out, errout, test.status, test.says)
		}
	}
}

// TestMissed: an index that is not the one that was planted is found out, and so is a count.
func TestMissed(t *testing.T) {
	p, dir, c := generated(t, 20_000, 2, 2)
	all, err := p.check(dir, c)
	if err != nil || verdict(all) != nil {
		t.Fatal(err, verdict(all))
	}
	p.planted[ethnicity.Black] = 5
	all, err = p.check(dir, c)
	if err != nil {
		t.Fatal(err)
	}
	if got := verdict(all); got == nil || got.Error() != "1 of 8 intervals do not hold what was planted" {
		t.Errorf("an index of 4 where 5 was planted: %v", got)
	}
	f := p.forces[1].Force
	before := c[f][ethnicity.Asian]
	for _, test := range []struct {
		count  count
		says   string
		reason string
	}{
		{count{before.searches + 1, before.arrests}, "searches of Asian are counted", "a search more"},
		{count{before.searches, before.arrests + 1}, "arrest-rate: Asian has not the", "an arrest more"},
	} {
		c[f][ethnicity.Asian] = test.count
		if _, err := p.check(dir, c); err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v, want %q", test.reason, err, test.says)
		}
	}
	c[f][ethnicity.Asian] = before
	p.rows++
	if _, err := p.check(dir, c); err == nil || !strings.Contains(err.Error(), "20000 rows are counted, of 20001") {
		t.Errorf("a row less: %v", err)
	}
}

// TestPlanted: what is planted is found, of whatever rows.
func TestPlanted(t *testing.T) {
	for _, test := range []struct {
		args   []string
		reason string
	}{
		{[]string{"-forces", "1"}, "one force, whose index is not adjusted"},
		{[]string{"-forces", "10", "-zero", "0.5", "-quoted", "0.3"}, "groups without any search, and quotes"},
		{[]string{"-from", "2021-01", "-rri", "Black=1,Asian=1,Mixed=1,Other=1", "-seed", "7"}, "parity"},
		{[]string{"-forces", "2", "-rri", "Black=0.2,Asian=20", "-seed", "8"}, "far from parity"},
	} {
		s, err := parseFlags(append([]string{"-rows", "30000", "-months", "3"}, test.args...), nil)
		if err != nil {
			t.Fatal(err)
		}
		p, err := newPlan(s)
		if err != nil {
			t.Fatal(err)
		}
		dir := filepath.Join(t.TempDir(), "files")
		c, err := p.save(dir, nil)
		if err != nil {
			t.Fatal(err)
		}
		all, err := p.check(dir, c)
		if err != nil || verdict(all) != nil {
			t.Errorf("%s: %v, %v", test.reason, err, verdict(all))
		}
	}
}

// TestHolds: an interval holds its limits, and one without any holds nothing.
func TestHolds(t *testing.T) {
	for _, test := range []struct {
		f    found
		want bool
	}{
		{found{planted: 2, estimate: rri.Estimate{Value: 2, Lower: 2, Upper: 3}}, true},
		{found{planted: 1.9, estimate: rri.Estimate{Value: 2, Lower: 2, Upper: 3}}, false},
		{found{planted: 3.1, estimate: rri.Estimate{Value: 2, Lower: 2, Upper: 3}}, false},
		{found{planted: 2, estimate: missing(t)}, false},
	} {
		if got := test.f.holds(); got != test.want {
			t.Errorf("%v in %v: %v", test.f.planted, test.f.estimate, got)
		}
	}
}

// missing returns what an index is where there is none.
func missing(t *testing.T) rri.Estimate {
	t.Helper()
	e, err := rri.Ratio(rri.Rate{}, rri.Rate{Events: 1, Population: 1}, rri.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// generated writes rows to a folder.
func generated(t *testing.T, rows, forces, months int) (*plan, string, counts) {
	t.Helper()
	s := usual()
	s.rows, s.forces, s.months = rows, forces, months
	p, err := newPlan(s)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "files")
	c, err := p.save(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p, dir, c
}

// tallyOf reads the rows of a plan as one file.
func tallyOf(t *testing.T, p *plan) *outcomes.Extract {
	t.Helper()
	var b strings.Builder
	if _, err := p.save("-", &b); err != nil {
		t.Fatal(err)
	}
	x := new(outcomes.Extract)
	if err := x.ReadCSV(strings.NewReader(b.String()), outcomes.ReadOptions{}); err != nil {
		t.Fatal(err)
	}
	return x
}
