package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const root = "../.."

// readmeScreen matches the first output of the section of the README on own counts.
var readmeScreen = regexp.MustCompile("(?s)`go run ./examples/counts` alone takes a table that ships with it:\n\n```text\n(.*?)```")

// readmeRow matches a row of its table: the command, and the file with what it prints.
var readmeRow = regexp.MustCompile("(?m)^\\|[^|]*\\| `go run ./examples/counts ([^`]*)` \\| \\[[^]]*\\]\\(examples/counts/testdata/([^)]*)\\) \\|$")

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestReadmeScreen compares the output in the README with that of the program.
func TestReadmeScreen(t *testing.T) {
	t.Setenv("COLUMNS", "")
	text := readme(t)
	m := readmeScreen.FindStringSubmatchIndex(text)
	if m == nil {
		t.Fatal("README.md has no command with its output")
	}
	got := output(t)
	if *update {
		if err := os.WriteFile(filepath.Join(root, "README.md"), []byte(text[:m[2]]+got+text[m[3]:]), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(strings.Split(text[m[2]:m[3]], "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("the output in README.md is not what is printed (-README +run):\n%s", diff)
	}
}

// TestReadmeRows runs the commands of the README, and compares what they print with the files that
// it links to.
func TestReadmeRows(t *testing.T) {
	t.Setenv("COLUMNS", "")
	rows := readmeRow.FindAllStringSubmatch(readme(t), -1)
	if len(rows) != 7 {
		t.Fatalf("README.md has %d rows with a command, want 7", len(rows))
	}
	for _, row := range rows {
		t.Run(row[2], func(t *testing.T) {
			args := arguments(strings.ReplaceAll(row[1], "examples/counts/", ""))
			if last := &args[len(args)-1]; *last == published {
				*last = publishedFile(t)
			}
			golden(t, row[2], output(t, args...))
		})
	}
}

// arguments splits a command as a shell does that knows double quotation marks alone.
func arguments(command string) (args []string) {
	for _, m := range regexp.MustCompile(`"([^"]*)"|(\S+)`).FindAllStringSubmatch(command, -1) {
		args = append(args, m[1]+m[2])
	}
	return args
}
