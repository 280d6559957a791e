package main

import (
	"os"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/examples/internal/cli"
)

// TestReadme: the table of shares in the README is that of the shipped month, and so are the
// numbers above it.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(readme), "\n## How much is the choice\n")
	section, _, _ = strings.Cut(section, "\n## ")
	_, table, _ := strings.Cut(section, "\n\n| choice |")
	table, _, _ = strings.Cut("| choice |"+table, "\n\n")
	if markdown := written(t, ethnicity.Black, cli.FormatMarkdown); table == "" || !strings.Contains(markdown, table+"\n\n## Find rate") {
		t.Errorf("the table in README.md is not what is printed:\n%s", table)
	}
	text := written(t, ethnicity.Black, cli.FormatText)
	for _, both := range []string{"3.83", "324 combinations"} {
		if !strings.Contains(section, both) || !strings.Contains(text, both) {
			t.Errorf("%q is not in both README.md and what is printed", both)
		}
	}
	if !strings.Contains(text, "lowest 3.34, middle 7.12, highest 11.05") || !strings.Contains(section, "3.34 to 11.05") {
		t.Error("the range in README.md is not what is printed")
	}
	for line := range strings.Lines(section) {
		if args, ok := strings.CutPrefix(line, "go run ./examples/choices"); ok {
			args, _, _ := strings.Cut(args, "#")
			if s, _, err := parseFlags(strings.Fields(args), new(strings.Builder)); err != nil {
				t.Errorf("%s: %+v: %v", line, s, err)
			}
		}
	}
}
