package main

import (
	"strings"
	"testing"
)

// ownCounts begins the output of the program of own counts.
const ownCounts = "`go run ./examples/counts` alone takes a table that ships with it:\n\n```text\n"

// TestReadmeBlocks: the README has no Go code but the program that TestReadmeProgram runs and the
// functions that TestReadmeReport and TestReadmeOwn run, and no output but what that program, the
// first command, those of a force's own files and the program of own counts print, whose own test
// compares it.
func TestReadmeBlocks(t *testing.T) {
	text := readme(t)
	programs := len(quickStart.FindAllString(text, -1))
	for _, test := range []struct {
		fence  string
		run    int
		reason string
	}{
		{"```go", programs + len(reportFunction.FindAllString(text, -1)) + len(ownFunction.FindAllString(text, -1)), "a block that no test runs may not even compile"},
		{"```text", programs + len(firstScreen.FindAllString(text, -1)) + len(ownTable.FindAllString(text, -1)) + strings.Count(text, ownCounts), "output that no test compares may be of another version"},
	} {
		if strings.Count(text, test.fence) != test.run {
			t.Errorf("README.md has %d blocks %s and tests run %d: %s", strings.Count(text, test.fence), test.fence, test.run, test.reason)
		}
	}
	for _, command := range []string{"go run ./examples/stopsearch ", "go test ./... "} {
		if !strings.Contains(text, command) {
			t.Errorf("README.md has lost the command %q", command)
		}
	}
}
