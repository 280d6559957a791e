package main

import (
	"encoding/csv"
	"errors"
	"flag"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/rri"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// invoke runs the program and returns its exit status and what it printed.
func invoke(t *testing.T, args ...string) (status int, out, errout string) {
	t.Helper()
	var o, e strings.Builder
	status = run(args, &o, &e)
	return status, o.String(), e.String()
}

// small are the flags of designs that take no time.
var small = []string{
	"-quantities", "ratio-of-rates,proportion,ratio-of-proportions", "-methods", "scas,wald,exact,agresti-coull", "-levels", "0.95",
	"-expected", "5", "-ratios", "1,3", "-trials", "40", "-proportions", "0.15/0.15",
}

func TestGolden(t *testing.T) {
	for _, test := range []struct {
		file string
		args []string
	}{
		{"small.txt", small},
		{"small.md", append(small, "-designs", "-format", "markdown")},
		{"unbounded.txt", []string{"-quantities", "rate,ratio-of-rates", "-methods", "wald,scas", "-levels", "0.99999", "-expected", "1e-6", "-baseline-expected", "1e-6", "-ratios", "1", "-designs"}},
	} {
		status, out, errout := invoke(t, test.args...)
		if status != statusOK || errout != "" {
			t.Fatalf("%s: status %d, %s", test.file, status, errout)
		}
		path := filepath.Join("testdata", test.file)
		if *update {
			if err := os.WriteFile(path, []byte(out), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), out); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.file, diff)
		}
	}
}

// TestCSV reads what is written, and finds every figure unrounded.
func TestCSV(t *testing.T) {
	args := append(small, "-format", "csv")
	status, out, errout := invoke(t, args...)
	if status != statusOK || errout != "" {
		t.Fatalf("status %d, %s", status, errout)
	}
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if want := 1 + 2*3 + 4 + 2; len(rows) != want {
		t.Fatalf("%d rows, want %d: two designs of three methods, one of four, and one of two without exact", len(rows), want)
	}
	parse := func(text string) float64 {
		if text == "" {
			return 0
		}
		v, err := strconv.ParseFloat(text, 64)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, row := range rows[1:] {
		q, err := parseQuantity(row[0])
		if err != nil {
			t.Fatal(err)
		}
		m, err := rri.ParseMethod(row[6])
		if err != nil {
			t.Fatal(err)
		}
		if q.two == (row[3] == "") || q.two == (row[5] == "") {
			t.Errorf("%v: want a baseline exactly where there is one", row)
		}
		c, err := q.cover(design{parse(row[2]), parse(row[3]), parse(row[4]), parse(row[5])}, rri.Options{Method: m, Level: parse(row[1])})
		if err != nil {
			t.Fatal(err)
		}
		want := []float64{c.covered(), c.above, c.below, c.width, c.unbounded, c.leftOut}
		var got []float64
		for _, cell := range row[7:] {
			got = append(got, parse(cell))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%v (-want +got):\n%s", row[:7], diff)
		}
	}
}

func TestNoWidthIsEmptyInCSV(t *testing.T) {
	_, out, _ := invoke(t, "-quantities", "rate", "-methods", "wald", "-levels", "0.99999", "-expected", "1e-6", "-ratios", "1", "-format", "csv")
	if want := ",,"; !strings.Contains(out, want) || strings.Contains(out, "NaN") {
		t.Errorf("want an empty cell where no interval has a width:\n%s", out)
	}
}

func TestHelp(t *testing.T) {
	status, out, errout := invoke(t, "-h")
	if status != statusOK || errout != "" {
		t.Fatalf("status %d, %s", status, errout)
	}
	source, err := os.ReadFile("main.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{
		"quantities", "methods", "levels", "expected", "baseline-expected", "ratios", "trials", "baseline-trials", "proportions", "wide", "exact-trials", "designs", "format",
	} {
		if !strings.Contains(out, "-"+name+" ") && !strings.Contains(out, "-"+name+"\n") {
			t.Errorf("help does not mention -%s", name)
		}
		if !strings.Contains(string(source), "//\t-"+name+" ") {
			t.Errorf("the documentation does not mention -%s", name)
		}
	}
}

func TestWrongCalls(t *testing.T) {
	for _, test := range []struct {
		args   []string
		status int
		want   string
		reason string
	}{
		{[]string{"file"}, statusUsage, `unexpected argument "file"`, "it reads no files"},
		{[]string{"-format", "pdf"}, statusUsage, "want one of text, markdown, csv", "a format that is not there"},
		{[]string{"-quantities", "excess"}, statusUsage, `unknown quantity "excess": want one of rate, proportion`, "a quantity that is not there"},
		{[]string{"-methods", "best"}, statusUsage, "unknown method", "a method that is not there"},
		{[]string{"-methods", "scas,SCAS"}, statusUsage, `"SCAS" is there twice`, "a design would count twice in the means"},
		{[]string{"-levels", "95"}, statusUsage, `"95": want between 0 and 1`, "a level in per cent"},
		{[]string{"-levels", "0.95,"}, statusUsage, `"": want between 0 and 1`, "a comma too many"},
		{[]string{"-expected", "0"}, statusUsage, `"0": want between 1e-6 and 1e6`, "nothing can happen"},
		{[]string{"-expected", "1e6", "-ratios", "3"}, statusUsage, "at most 1e+06 expected", "too many counts"},
		{[]string{"-ratios", "-1"}, statusUsage, `"-1": want above 0`, "a negative rate"},
		{[]string{"-trials", "2.5"}, statusUsage, `"2.5": want a whole number`, "half a trial"},
		{[]string{"-baseline-trials", "0"}, statusUsage, `"0": want a whole number`, "no baseline"},
		{[]string{"-proportions", "0.3"}, statusUsage, "as 0.3/0.15", "only one of the two"},
		{[]string{"-proportions", "1/0.5"}, statusUsage, `"1": want between 0 and 1`, "certain outcomes"},
		{[]string{"-proportions", "0.5/x"}, statusUsage, `"x": want between 0 and 1`, "not a number"},
		{[]string{"-exact-trials", "many"}, statusUsage, `"many": want a number`, "not a number"},
		{[]string{"-baseline-expected", "10,0"}, statusUsage, `"0": want between 1e-6 and 1e6`, "one of two baselines without events"},
		{[]string{"-baseline-trials", "30,30"}, statusUsage, `"30" is there twice`, "a design would count twice in the means"},
		{[]string{"-wide=perhaps"}, statusUsage, "want true or false", "neither yes nor no"},
		{[]string{"-expected", "NaN"}, statusUsage, `"NaN": want between`, "not a number either"},
		{[]string{"-quantities", "rate", "-methods", "agresti-coull"}, statusFailed, "none of these methods", "a method that lacks the quantity"},
		{[]string{"-quantities", "ratio-of-proportions", "-methods", "exact"}, statusFailed, "at these sizes", "too large for exact intervals by default"},
		{
			[]string{"-quantities", "difference-of-proportions", "-methods", "exact", "-exact-trials", "2e6", "-trials", "10", "-baseline-trials", "1000000", "-proportions", "0.00001/0.00001"},
			statusFailed, "difference-of-proportions, 1e-05 of 10 v 1e-05 of 1e+06, exact: exact for a difference of proportions: 1000010 trials", "too large for package rri",
		},
	} {
		status, out, errout := invoke(t, test.args...)
		if status != test.status || out != "" || !strings.HasPrefix(errout, "coverage: ") || !strings.Contains(errout, test.want) || strings.Count(errout, "\n") != 1 {
			t.Errorf("%s: %q: status %d, %q, want %d, a line with %q", test.reason, test.args, status, errout, test.status, test.want)
		}
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestOutputFails(t *testing.T) {
	for _, format := range formats {
		var errout strings.Builder
		if status := run(append(small, "-format", format), brokenWriter{}, &errout); status != statusFailed || errout.String() != "coverage: disk full\n" {
			t.Errorf("%s: status %d, %q", format, status, errout.String())
		}
	}
}

// TestSummarise checks means, extremes and unevenness on figures made up to be easy.
func TestSummarise(t *testing.T) {
	made := func(above, below, width float64) result {
		return result{level: 0.9, method: rri.Wald, coverage: coverage{above: above, below: below, width: width, unbounded: above}}
	}
	got := summarise([]result{made(0.05, 0.05, 1), made(0.1, 0, math.NaN()), made(0, 0.2, 2)})
	if len(got) != 1 {
		t.Fatalf("%d summaries, want 1", len(got))
	}
	s := got[0]
	for _, figure := range []struct {
		name      string
		got, want float64
	}{
		{"designs", float64(s.designs), 3},
		{"least covered", s.leastCovered, 0.8},
		{"covered", s.covered, (0.9 + 0.9 + 0.8) / 3},
		{"above", s.above, 0.05},
		{"most above", s.mostAbove, 0.1},
		{"below", s.below, 0.25 / 3},
		{"most below", s.mostBelow, 0.2},
		// distances of 0 and 0, 1 and 1, 1 and 3 times nominal
		{"uneven", s.uneven, (0 + 1 + 2.) / 3},
		{"width of the two that have one", s.width, 1.5},
		{"unbounded", s.unbounded, 0.05},
	} {
		if math.Abs(figure.got-figure.want) > 1e-12 {
			t.Errorf("%s = %v, want %v", figure.name, figure.got, figure.want)
		}
	}
}

// TestWide: the wide designs are those that package rri keeps the figures of, and one in 250 of
// these comes out as they were computed there, from the limits alone.
func TestWide(t *testing.T) {
	var help strings.Builder
	s, err := parseFlags([]string{"-wide"}, &help)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open("../../rri/testdata/coverage.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{
		"a ratio of rates": "ratio-of-rates", "a ratio of proportions": "ratio-of-proportions", "an odds ratio": "odds-ratio",
		"a difference of rates": "difference-of-rates", "a difference of proportions": "difference-of-proportions",
	}
	header, rows := rows[0], rows[1:]
	const keys = 6
	next := 0
	for i, row := range rows {
		q, err := parseQuantity(names[row[0]])
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 || rows[i-1][0] != row[0] || rows[i-1][1] != row[1] {
			next = 0
		}
		var v [keys - 1]float64
		for j := range v {
			if v[j], err = strconv.ParseFloat(row[1+j], 64); err != nil {
				t.Fatal(err)
			}
		}
		d := design{group: v[1], groupRate: v[2], baseline: v[3], baselineRate: v[4]}
		if designs := s.designs(q); next >= len(designs) || designs[next] != d {
			t.Fatalf("row %d is %+v, and not among the wide designs in that place", i+1, d)
		}
		next++
		if i%250 != 0 {
			continue
		}
		for j, cell := range row[keys:] {
			if cell == "" {
				continue
			}
			m, err := rri.ParseMethod(header[keys+j])
			if err != nil {
				t.Fatal(err)
			}
			c, err := q.cover(d, rri.Options{Method: m, Level: v[0]})
			if err != nil {
				t.Fatal(err)
			}
			above, below, _ := strings.Cut(cell, " ")
			for _, side := range []struct {
				text string
				got  float64
			}{{above, c.above}, {below, c.below}} {
				want, err := strconv.ParseFloat(side.text, 64)
				if err != nil || math.Abs(100*side.got-want) > 0.6e-4 {
					t.Errorf("row %d, %s, %s: %.5f %%, want %s", i+1, row[0], m, 100*side.got, side.text)
				}
			}
		}
	}
	if s.exactTrials != 0 {
		t.Error("the wide designs have exact intervals of many trials")
	}
	if s, err = parseFlags([]string{"-wide", "-trials", "7"}, &help); err != nil || len(s.trials) != 1 || len(s.baselineTrials) != 3 {
		t.Errorf("flags after -wide do not change it: %v, %v, %v", s.trials, s.baselineTrials, err)
	}
	if s, err = parseFlags([]string{"-wide=false"}, &help); err != nil || len(s.baselineTrials) != 1 {
		t.Errorf("-wide=false has the baselines %v, %v", s.baselineTrials, err)
	}
}
