package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// killAt is the variable of the environment by which a worker that is a process of its own is told
// to kill itself at the first file, once: it names a file that is there from then on.
const killAt = "BEAM_TEST_KILL_AT"

func TestMain(m *testing.M) {
	if mark := os.Getenv(killAt); mark != "" {
		beforeFile = func(listed) error { return killOnce(mark) }
	}
	work(os.Args[1:])
	flag.Parse()
	status := m.Run()
	if err := os.RemoveAll(built); err != nil {
		fmt.Fprintln(os.Stderr, err)
		status = 1
	}
	os.Exit(status)
}

// call runs the program.
func call(args ...string) (status int, out, errout string) {
	var to, err bytes.Buffer
	status = run(context.Background(), args, &to, &err)
	return status, to.String(), err.String()
}

// built is the folder of the program that stopsearch builds; "" if it was not called.
var built string

// stopsearch builds the program whose tables are the measure of everything, once.
var stopsearch = sync.OnceValues(func() (string, error) {
	var err error
	if built, err = os.MkdirTemp("", "stopsearch"); err != nil {
		return "", err
	}
	program := filepath.Join(built, "stopsearch.exe") // a name that every system runs
	out, err := exec.Command("go", "build", "-o", program, "github.com/seed-549880be/disparity/examples/stopsearch").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return program, nil
})

// tables returns what stopsearch prints.
func tables(t *testing.T, args ...string) (out, errout string, err error) {
	t.Helper()
	program, err := stopsearch()
	if err != nil {
		t.Fatal(err)
	}
	var to, told bytes.Buffer
	c := exec.Command(program, args...)
	c.Stdout, c.Stderr = &to, &told
	err = c.Run()
	return to.String(), told.String(), err
}

// views are ways of looking at what was read that have everything of it.
var views = [][]string{{"-tables", "all"}, {"-format", "json"}, {"-format", "csv", "-by", "month", "-ethnicity", "officer"}}

// sameTables checks that stopsearch prints the same of what the program wrote as of the files.
func sameTables(t *testing.T, saved string, read, files []string) {
	t.Helper()
	for _, view := range views {
		want, errout, err := tables(t, slices.Concat(view, read, files)...)
		if err != nil || want == "" {
			t.Fatalf("%q of the files: %v, %s", view, err, errout)
		}
		got, errout, err := tables(t, append(slices.Clone(view), saved)...)
		if err != nil {
			t.Fatalf("%q of what was written: %v, %s", view, err, errout)
		}
		if got != want {
			t.Errorf("%q: other tables:\n%s", view, firstDifference(want, got))
		}
	}
}

// firstDifference shows the first line in which two texts differ.
func firstDifference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("line %d\n-%.300s\n+%.300s", i+1, a[i], b[i])
		}
	}
	return fmt.Sprintf("%d lines and %d", len(a), len(b))
}

// folderOf writes files into a folder and returns its name.
func folderOf(t *testing.T, files map[string][]byte) string {
	t.Helper()
	folder := t.TempDir()
	for name, text := range files {
		file := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}
