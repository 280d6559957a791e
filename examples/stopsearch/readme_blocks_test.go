package main

import (
	"strings"
	"testing"
)

// TestReadmeBlocks: the README has no Go code but the program that TestReadmeProgram runs, and no
// output but what it prints.
func TestReadmeBlocks(t *testing.T) {
	text := readme(t)
	for _, test := range []struct{ fence, reason string }{
		{"```go", "a block that no test runs may not even compile"},
		{"```text", "output that no test compares may be of another version"},
	} {
		if run := len(quickStart.FindAllString(text, -1)); strings.Count(text, test.fence) != run {
			t.Errorf("README.md has %d blocks %s and tests run %d: %s", strings.Count(text, test.fence), test.fence, run, test.reason)
		}
	}
	for _, command := range []string{"go run ./examples/stopsearch ", "go test ./... "} {
		if !strings.Contains(text, command) {
			t.Errorf("README.md has lost the command %q", command)
		}
	}
}
