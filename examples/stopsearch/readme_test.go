package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/rri"
)

const root = "../.."

// firstScreen matches the first command of the README and what it prints.
var firstScreen = regexp.MustCompile("(?s)```\ngo run ./examples/stopsearch [^`]*```\n\nThe first[^`]* prints\n\n```text\n(.*?)```")

// quickStart matches the first Go program of the README and what it prints.
var quickStart = regexp.MustCompile("(?s)```go\n(package main\n.*?)```\n\nprints\n\n```text\n(.*?)```")

// reportFunction matches the function of the README that makes a report of a folder.
var reportFunction = regexp.MustCompile("(?s)```go\n(func writeReport\\(.*?)```")

// ownTable matches what the README shows of a force's own files, and ownFunction its function.
// adjustedCharges is that table where it is printed.
var (
	ownTable        = regexp.MustCompile("(?s)The second of them prints, among [^`]*```text\n(.*?)```")
	ownFunction     = regexp.MustCompile("(?s)```go\n(func likeWithLike\\(.*?)```")
	adjustedCharges = regexp.MustCompile("(?s)Charge rate, adjusted for Gravity, Previous and Admitted: .*?\n\n")
)

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestReadmeScreen compares the screen in the README with that of the program.
func TestReadmeScreen(t *testing.T) {
	text := readme(t)
	m := firstScreen.FindStringSubmatchIndex(text)
	if m == nil {
		t.Fatal("README.md has no command with its first screen")
	}
	got := output(t, "-tables", "summary")
	if *update {
		if err := os.WriteFile(filepath.Join(root, "README.md"), []byte(text[:m[2]]+got+text[m[3]:]), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(strings.Split(text[m[2]:m[3]], "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("the screen in README.md is not what is printed (-README +run):\n%s", diff)
	}
}

// TestReadmeProgram runs the program in the README as a reader would, and compares what it prints.
func TestReadmeProgram(t *testing.T) {
	text := readme(t)
	m := quickStart.FindStringSubmatchIndex(text)
	if m == nil {
		t.Fatal("README.md has no program with its output")
	}
	file := filepath.Join(t.TempDir(), "main.go")
	if err := os.WriteFile(file, []byte(text[m[2]:m[3]]), 0o666); err != nil {
		t.Fatal(err)
	}
	got := runGo(t, "run", file)
	if *update {
		if err := os.WriteFile(filepath.Join(root, "README.md"), []byte(text[:m[4]]+got+text[m[5]:]), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(strings.Split(text[m[4]:m[5]], "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("the program in README.md prints something else than is said there (-README +run):\n%s", diff)
	}
	if got, want := runGo(t, "run", "./examples/stopsearch"), output(t, "-tables", "summary"); got != want {
		t.Errorf("go run ./examples/stopsearch printed\n%s\nwant\n%s", got, want)
	}
}

// TestReadmeReport runs the function in the README that makes a report of a folder.
func TestReadmeReport(t *testing.T) {
	m := reportFunction.FindStringSubmatch(readme(t))
	if m == nil {
		t.Fatal("README.md has no function writeReport")
	}
	folder := t.TempDir()
	const searches = "Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range," +
		"Self-defined ethnicity,Officer-defined ethnicity,Legislation,Object of search,Outcome," +
		"Outcome linked to object of search,Removal of more than just outer clothing\n" +
		"Person search,2023-01-05T10:00:00+00:00,False,,,,Male,18-24,White - English/Welsh/Scottish/Northern Irish/British,White," +
		"Misuse of Drugs Act 1971 (section 23),Controlled drugs,Arrest,True,False\n"
	program := "package main\n\nimport (\n\t\"context\"\n\t\"log\"\n\t\"os\"\n\n" +
		"\t\"github.com/seed-549880be/disparity/outcomes\"\n\t\"github.com/seed-549880be/disparity/outcomes/report\"\n)\n\n" +
		"func main() {\n\tif err := writeReport(os.Args[1]); err != nil {\n\t\tlog.Fatal(err)\n\t}\n}\n\n" + m[1]
	file := filepath.Join(t.TempDir(), "main.go")
	for name, text := range map[string]string{filepath.Join(folder, "2023-01-essex-stop-and-search.csv"): searches, file: program} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := runGo(t, "run", file, folder), "Essex, January 2023: 1 search of a person, "; !strings.HasPrefix(got, want) {
		t.Errorf("the report of a folder begins %.80q, want %q", got, want)
	}
}

// runGo runs the go command at the root of the module.
func runGo(t *testing.T, args ...string) string {
	t.Helper()
	c := exec.Command("go", args...)
	c.Dir = root
	var errout bytes.Buffer
	c.Stderr = &errout
	out, err := c.Output()
	if err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, errout.String())
	}
	return string(out)
}

// TestReadmeMethods: every method is in the table, and nothing else.
func TestReadmeMethods(t *testing.T) {
	_, table, ok := strings.Cut(readme(t), "| method | when to use it |\n")
	if !ok {
		t.Fatal("README.md has no table of methods")
	}
	table, _, _ = strings.Cut(table, "\n\n")
	var got, want []string
	for line := range strings.Lines(table) {
		cell, _, _ := strings.Cut(strings.TrimPrefix(line, "|"), "|")
		for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(cell, -1) {
			got = append(got, m[1])
		}
	}
	for m := range rri.Methods() {
		want = append(want, m.String())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("table of methods in README.md (-rri +README):\n%s", diff)
	}
}

// TestReadmeLinks: every file and every heading that the README links to is there.
func TestReadmeLinks(t *testing.T) {
	text := readme(t)
	headings := make(map[string]bool)
	for _, m := range regexp.MustCompile(`(?m)^#+ (.+)$`).FindAllStringSubmatch(text, -1) {
		headings["#"+strings.ReplaceAll(strings.ToLower(m[1]), " ", "-")] = true
	}
	for _, m := range regexp.MustCompile(`\]\(([^)]+)\)`).FindAllStringSubmatch(text, -1) {
		switch {
		case strings.Contains(m[1], "://"):
		case strings.HasPrefix(m[1], "#"):
			if !headings[m[1]] {
				t.Errorf("README.md links to %s, and has no such heading", m[1])
			}
		default:
			if _, err := os.Stat(filepath.Join(root, m[1])); err != nil {
				t.Errorf("README.md links to %s: %v", m[1], err)
			}
		}
	}
}
