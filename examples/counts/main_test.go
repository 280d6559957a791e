package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files and the shipped figures anew")

// call runs the program with this standard input.
func call(in string, args ...string) (status int, out, errout string) {
	var o, e bytes.Buffer
	status = run(args, strings.NewReader(in), &o, &e)
	return status, o.String(), e.String()
}

// output runs the program, which must succeed.
func output(t *testing.T, args ...string) string {
	t.Helper()
	status, out, errout := call("", args...)
	if status != statusOK || errout != "" {
		t.Fatalf("counts %q: status %d, standard error:\n%s", args, status, errout)
	}
	return out
}

// write writes a file of counts, and returns its name.
func write(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "f.csv")
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

// decimal matches numbers with a fraction.
var decimal = regexp.MustCompile(`\d+\.\d+(e[-+]?\d+)?`)

// rounded rounds numbers to ten significant digits. Machines do not agree on more: some fuse a
// multiplication and an addition.
func rounded(s string) string {
	return decimal.ReplaceAllStringFunc(s, func(n string) string {
		v, err := strconv.ParseFloat(n, 64)
		if err != nil || len(n) <= len("1.123456789") {
			return n
		}
		return strconv.FormatFloat(v, 'g', 10, 64)
	})
}

// golden compares an output with a file of testdata.
func golden(t *testing.T, file, got string) {
	t.Helper()
	got = rounded(got)
	file = filepath.Join("testdata", file)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("not as in %s (-want +got):\n%s", file, diff)
	}
}

// TestGolden has the tables that a panel would bring, each from typing to table in one command.
func TestGolden(t *testing.T) {
	t.Setenv("COLUMNS", "")
	for _, test := range []struct {
		file, reason string
		args         []string
	}{
		{"default.txt", "what a newcomer sees first", nil},
		{"default.md", "for a report", []string{"-format", "markdown"}},
		{"default.csv", "for a spreadsheet", []string{"-format", "csv"}},
		{"default.json", "for a program", []string{"-format", "json"}},
		{"leavers.txt", "workforce: leavers by year, as the relative likelihood of the NHS", []string{"-by", "year", "-direction", "relative-likelihood", "testdata/leavers.csv"}},
		{"complaints.txt", "small counts, and those from 1 to 5 withheld", []string{"-suppress", "5", "testdata/complaints.csv"}},
		{"audit.txt", "an audit of 182 of 5,495", []string{"-population-size", "5,495", "testdata/audit.csv"}},
		{"exclusions.txt", "marks, rounded counts, a rate, years", []string{"-rate", "-rounded", "5", "-withheld", "1-4", "-by", "time period", "testdata/exclusions.csv"}},
		{"matrix.txt", "a journey with branches", []string{"-stage", "decision point", "testdata/matrix.csv"}},
		{"power.txt", "what complaints could show", []string{"-power", "testdata/complaints.csv"}},
		{"levels.txt", "two levels beside each other", []string{"-level", "0.95,0.998", "testdata/complaints.csv"}},
	} {
		t.Run(test.file, func(t *testing.T) { golden(t, test.file, output(t, test.args...)) })
	}
}

// TestPublished: the published table of the Home Office as it is gives the figures that ship.
func TestPublished(t *testing.T) {
	t.Setenv("COLUMNS", "")
	golden(t, "published.txt", output(t, "-where", "Police Force=Avon & Somerset", "-where", "Tactic=*Total Tactics", "-residents", "Avon and Somerset", "-on", "2019/20", publishedFile(t)))
}
