//go:build unix

package main

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// step is a command of a session.
type step struct {
	reason  string // a sentence without its end
	program string // "" is stopsearch; others are run as a reader does
	args    []string
	status  int
	shows   string // a file that the command has written, which is shown behind it
}

// ownSession are the commands from a raw file to what is asked of it.
func ownSession() []step {
	keep := []string{"-keep", "Gravity", "-keep", "Previous", "-keep", "Admitted"}
	suspects := func(args ...string) []string { return slices.Concat(suspectFlags, args, []string{"suspects.csv"}) }
	searches := func(args ...string) []string { return slices.Concat(searchFlags, args, []string{"searches.csv"}) }
	return []step{
		{reason: "The file as it is", args: []string{"suspects.csv"}, status: statusInput},
		{reason: "What its rows and its columns are; and a file of its labels, to be filled in", args: suspects("-labels-template", "labels.csv"), shows: "labels.csv"},
		{reason: "The labels filled in, and three columns kept: a small file to go on with, in place of the raw one",
			args: suspects(append([]string{"-labels", "suspect-labels.csv", "-save", "suspects.tally", "-tables", "summary"}, keep...)...)},
		{reason: "Charges, like with like: of 4 gravities, 3 lengths of record, and admitted or not", args: []string{"-within", "Gravity,Previous,Admitted", "-tables", "charge-rate", "suspects.tally"}},
		{reason: "Disposals out of court of those who admitted it, like with like",
			args: []string{"-where", "Admitted=Y", "-within", "Gravity,Previous", "-tables", "out-of-court-rate", "suspects.tally"}},
		{reason: "Children in detailed groups, and counts from 1 to 5 withheld",
			args: suspects("-labels", "suspect-labels.csv", "-age", "10-17", "-groups", "18+1", "-suppress", "5", "-tables", "charge-rate")},
		{reason: "Children by offence, of which little is left",
			args: suspects("-labels", "suspect-labels.csv", "-keep", "Offence group", "-age", "10-17", "-by", "Offence group", "-suppress", "5")},
		{reason: "A column of reference numbers is not kept", args: suspects("-labels", "suspect-labels.csv", "-keep", "Occurrence no"), status: statusInput},
		{reason: "Officer-led and intelligence-led searches, and how the two compare",
			args: searches("-labels", "search-labels.csv", "-keep", "Led by", "-by", "Led by", "-residents", "residents.csv", "-tables", "search-rate,find-rate")},
		{reason: "The raw file in its own words, with another program", program: "bestmatch",
			args: []string{"-event", "Result, final=Charged / reported for summons", "-proportion", "-group", "Self classification", "-within", "Gravity,Previous,Admitted",
				"-where", "Self classification=White British", "-where", "Self classification=Black African", "-where", "Self classification=Black Caribbean", "suspects.csv"}},
	}
}

// TestOwnScreens holds what is printed of a force's own files, in testdata/own.golden.md.
func TestOwnScreens(t *testing.T) {
	skipShort(t)
	t.Setenv("COLUMNS", "")
	file, err := filepath.Abs(filepath.Join("testdata", "own.golden.md"))
	if err != nil {
		t.Fatal(err)
	}
	module, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	ownFolder(t)
	var page strings.Builder
	fmt.Fprintf(&page, "# A force's own files\n\nWhat is printed of the invented files in [own](../own), from the raw file on. "+
		"The tests write this page (`go test ./examples/stopsearch -run %s -update`).\n", t.Name())
	for i, s := range ownSession() {
		status, out := s.run(t, module)
		if status != s.status {
			t.Fatalf("%s: status %d, want %d: %s", s.reason, status, s.status, out)
		}
		fmt.Fprintf(&page, "\n**%d. %s.**\n\n```text\n%s%s```\n", i+1, s.reason, s.command(), out)
		if s.shows != "" {
			text, err := os.ReadFile(s.shows)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&page, "\n`%s` is then\n\n```csv\n%s```\n", s.shows, text)
		}
	}
	compareGolden(t, file, page.String())
}

// command returns the command as it is typed, in lines of up to 90 characters, none of which parts
// a flag from its value.
func (s step) command() string {
	const most = 90
	line, lines := "$ "+cmp.Or(s.program, "stopsearch"), ""
	words := quoted(s.args)
	for i := 0; i < len(words); i++ {
		word := words[i]
		if strings.HasPrefix(word, "-") && i+1 < len(words) && !strings.HasPrefix(words[i+1], "-") && word != "-proportion" {
			i++
			word += " " + words[i]
		}
		if len(line)+len(word)+3 > most {
			lines += line + " \\\n"
			line = "   "
		}
		line += " " + word
	}
	return lines + line + "\n"
}

// run runs the command, and returns what it prints: on standard error first.
func (s step) run(t *testing.T, module string) (status int, out string) {
	t.Helper()
	if s.program == "" {
		var out, errout bytes.Buffer
		status = run(s.args, strings.NewReader(""), &out, &errout)
		return status, errout.String() + out.String()
	}
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), s.program)
	build := exec.Command("go", "build", "-o", program, "./examples/"+s.program)
	build.Dir = module
	if text, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	var both bytes.Buffer
	c := exec.Command(program, s.args...)
	c.Dir, c.Stdout, c.Stderr = folder, &both, &both
	if err := c.Run(); err != nil {
		t.Fatalf("%v\n%s", err, both.String())
	}
	return statusOK, both.String()
}
