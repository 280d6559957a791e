package main

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestLayoutFlags(t *testing.T) {
	for _, test := range []struct {
		args   []string
		want   string // in the message; "" for none
		reason string
	}{
		{[]string{"-tables", "find-rate, outcomes"}, "", "a blank behind the comma"},
		{[]string{"-tables", "ALL"}, "", "any letter case"},
		{[]string{"-tables", "arrests"}, `did you mean "rate-of-arrests"?`, "a word of a name"},
		{[]string{"-tables", ""}, "want one of summary, all", "nothing"},
		{[]string{"-tables", "all", "-format", "json"}, "-format json, which has every table", "JSON has all"},
		{[]string{"-tables", "find-rate", "-format", "csv"}, "", "CSV of one table"},
		{[]string{"-width", "59"}, "want a number of columns from 60 to 1000", "too narrow"},
		{[]string{"-width", "wide"}, "want a number of columns", "no number"},
		{[]string{"-width", "100", "-format", "csv"}, "-width does not go with -format csv", "CSV has no lines"},
		{[]string{"-ascii", "-format", "json"}, "-ascii goes with text and Markdown, not with -format json", "for programs"},
		{[]string{"-ascii", "-format", "html"}, "-ascii goes with text and Markdown, not with -format html", "a page has fonts"},
		{[]string{"-width", "100", "-format", "html"}, "-width does not go with -format html, which fits every screen", "a page is as wide as its window"},
		{[]string{"-tables", "find-rate", "-format", "html"}, "", "a page of one table"},
		{[]string{"-picture", "search-rate"}, "-picture says which picture -plot FILE.svg writes: give both", "no file"},
		{[]string{"-plot", "a.png"}, "give a name that ends in .svg", "another picture"},
	} {
		var out, errout strings.Builder
		status := run(test.args, nil, &out, &errout)
		if (status == statusUsage) != (test.want != "") || !strings.Contains(errout.String(), test.want) || test.want == "" && status != statusOK {
			t.Errorf("%q (%s): status %d, %q, want %q", test.args, test.reason, status, errout.String(), test.want)
		}
	}
}

// TestColumns: the width of the terminal is that of the text, between what a report needs and what
// can be read, and -width goes before it.
func TestColumns(t *testing.T) {
	for _, test := range []struct {
		columns string
		args    []string
		want    int
		reason  string
	}{
		{"", nil, 80, "not set"},
		{"100", nil, 100, "wider"},
		{"40", nil, 60, "narrower than a report can be"},
		{"400", nil, 120, "wider than can be read"},
		{"many", nil, 80, "no number"},
		{"100", []string{"-width", "70"}, 70, "the flag goes first"},
	} {
		t.Setenv("COLUMNS", test.columns)
		s, _, err := parseFlags(test.args, nil)
		if err != nil || s.Width != test.want {
			t.Errorf("%s: %d columns, %v, want %d", test.reason, s.Width, err, test.want)
		}
	}
}

// TestFirstScreen: without a flag there is the first screen alone, in 80 columns.
func TestFirstScreen(t *testing.T) {
	t.Setenv("COLUMNS", "")
	var out, errout strings.Builder
	if status := run(nil, nil, &out, &errout); status != statusOK || errout.Len() > 0 {
		t.Fatalf("status %d, %s", status, errout.String())
	}
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	for _, line := range lines {
		if utf8.RuneCountInString(line) > 80 {
			t.Errorf("wider than 80 columns: %q", line)
		}
	}
	if len(lines) > 54 {
		t.Errorf("%d lines, want about 40:\n%s", len(lines), out.String())
	}
	for _, want := range []string{"\nOther than", "\nWhat can be said\n 1. ", "\nWhat to bear in mind\n  - An index of residents does not say why, nor whether it is fair.", "\nMore, on the command line: ", "\nSource: "} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), "RRI") || strings.Contains(out.String(), "scas") {
		t.Errorf("a word that is not explained in\n%s", out.String())
	}
}
