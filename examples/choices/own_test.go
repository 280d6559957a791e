package main

import (
	"slices"
	"strings"
	"testing"
)

// The extracts that stopsearch shows, with the flags by which it reads them.
var (
	ownSuspects = []string{"-rows", "suspected", "-column", "date=Date recorded", "-column", "outcome=Result, final", "-column", "self=Self classification",
		"-labels", "../stopsearch/own/suspect-labels.csv", "../stopsearch/own/suspects.csv"}
	ownResidents = []string{"-residents", "../stopsearch/own/residents.csv"}
)

// TestOwn: an extract of a force's own is read by the flags by which stopsearch reads it, whether
// or not anything tells its force, and what it says is said of its records.
func TestOwn(t *testing.T) {
	for _, test := range []struct {
		args   []string
		says   []string
		not    []string
		reason string
	}{
		{nil, []string{"No rate of suspects: ", "RRI of the charge rate, Black against White"}, []string{"RRI of the rate of suspects", "search", "as no measure here has it"}, "no force, no residents"},
		{ownResidents, []string{"RRI of the rate of suspects", "RRI of the charge rate"}, []string{"No rate of suspects", "search"}, "residents"},
		{[]string{"-force", "Essex"}, []string{"RRI of the rate of suspects", "the suspect records are of April 2023 to March 2024"}, []string{"search"}, "a force"},
		{[]string{"-vary", "find,method"}, []string{"Not in the count: find, as no measure here has it."}, []string{"Not in the count: method"}, "a choice of searches by name"},
		{[]string{"-vary", "census"}, []string{"Not in the count: census, as no measure here has it."}, nil, "residents that there are none of"},
		{[]string{"-vary", "object", "-object", "any,drugs"}, []string{"Not in the count: object, as the records are suspect records"}, []string{"as no measure here has it"}, "noted once"},
		{[]string{"-vary", "unknown,ethnicity"}, []string{"missing  left-out", "Not in the count: account"}, []string{"as no measure here has it"}, "choices by the names of their flags"},
	} {
		status, out, errout := call(slices.Concat(test.args, ownSuspects)...)
		if status != 0 {
			t.Errorf("%s: status %d: %s", test.reason, status, errout)
			continue
		}
		words := strings.Join(strings.Fields(out), " ")
		for _, says := range test.says {
			if !strings.Contains(words, strings.Join(strings.Fields(says), " ")) {
				t.Errorf("%s: no %q in:\n%s", test.reason, says, out)
			}
		}
		for _, not := range test.not {
			if strings.Contains(words, not) {
				t.Errorf("%s: %q in:\n%s", test.reason, not, out)
			}
		}
	}
}

// TestHelp: every flag has one default at most, which is none of the words for what is not known;
// names only flags that there are; and says by which flag a choice of another name is made.
func TestHelp(t *testing.T) {
	_, help, _ := call("-h")
	for line := range strings.Lines(help) {
		if strings.Count(line, "(default") > 1 || strings.Contains(line, "Not known") || strings.Contains(line, "-within") || strings.Contains(line, "-by ") {
			t.Errorf("help says %q", line)
		}
	}
	if want := "account (-ethnicity), missing (-unknown), groups, object, census, find, clusters, method, as account,find"; !strings.Contains(help, want) {
		t.Errorf("help has no %q", want)
	}
}
