//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// mistake is something that people do, and how the program meets it.
type mistake struct {
	reason string // a sentence without its end
	files  map[string]string
	args   []string
	status int
	lines  int      // of an error that stands below rows that are wrong; 0 is 1
	says   []string // in lines of the report, of a mistake that is none to the program
}

// TestMistakes holds everything that is printed for mistakes that people make: in
// testdata/mistakes.golden.md, where a person can read it in one sitting.
func TestMistakes(t *testing.T) {
	var page strings.Builder
	page.WriteString("# Mistakes that people make\n\nWhat `stopsearch` prints for each of them, word for word, on standard error; behind \"The report says\" stand lines of the report, where it is no error. " +
		"The tests write this page (`go test ./examples/stopsearch -run TestMistakes -update`).\n")
	n := 0
	for _, chapter := range mistakeChapters(t) {
		fmt.Fprintf(&page, "\n## %s\n", chapter.title)
		for _, m := range chapter.mistakes {
			n++
			var printed string
			t.Run(m.reason, func(t *testing.T) { printed = m.print(t) })
			fmt.Fprintf(&page, "\n**%d. %s.**\n\n%s", n, m.reason, printed)
		}
	}
	if n < 30 {
		t.Errorf("%d mistakes, want 30", n)
	}
	file := filepath.Join("testdata", "mistakes.golden.md")
	if *update {
		if err := os.WriteFile(file, []byte(page.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(page.String(), "\n")); diff != "" {
		t.Errorf("what is printed for mistakes is not as in %s (-want +got):\n%s", file, diff)
	}
}

// goNames are words that mean nothing to a person at a terminal.
var goNames = []string{"outcomes:", "ReadCSV", "ReadJSON", "ReadFS", "ReadFile", "Extract", "Go ", "invalid character", "strconv", "nil", "interface", "struct", "%!", "panic", "Force is"}

// print makes the files, runs the program among them and returns what it prints, as a block of
// Markdown.
func (m mistake) print(t *testing.T) string {
	t.Helper()
	writeAll(t, m.files)
	var out, errout bytes.Buffer
	status := run(append(layoutOf(m.args), m.args...), strings.NewReader(""), &out, &errout)
	if status != m.status || (out.Len() == 0) != (status != statusOK) {
		t.Errorf("%s: status %d and %d bytes of output, want %d\n%s", m.reason, status, out.Len(), m.status, errout.String())
	}
	if n := strings.Count(errout.String(), "\n"); status != statusOK && n != max(1, m.lines) {
		t.Errorf("%s: %d lines:\n%s", m.reason, n, errout.String())
	}
	for _, name := range goNames {
		if strings.Contains(errout.String(), name) {
			t.Errorf("%s: %q in\n%s", m.reason, name, errout.String())
		}
	}
	var b strings.Builder
	b.WriteString("```text\n$ stopsearch " + strings.Join(quoted(m.args), " ") + "\n")
	for line := range strings.Lines(errout.String()) {
		b.WriteString(line)
	}
	b.WriteString("```\n")
	if status != statusOK {
		return b.String()
	}
	b.WriteString("\nThe report says:\n\n")
	for _, says := range m.says {
		lines := strings.Split(out.String(), "\n")
		i := slices.IndexFunc(lines, func(line string) bool { return strings.Contains(line, says) })
		if i < 0 {
			t.Errorf("%s: the report does not say %q:\n%s", m.reason, says, out.String())
			continue
		}
		b.WriteString("> " + strings.TrimSpace(lines[i]) + "\n")
	}
	return b.String()
}

// quoted writes arguments as they are written to a shell.
func quoted(args []string) []string {
	out := slices.Clone(args)
	for i, arg := range out {
		if arg == "" || strings.ContainsAny(arg, " *?") {
			out[i] = `"` + arg + `"`
		}
	}
	return out
}
