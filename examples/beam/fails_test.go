package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// failing calls a function before each file while the test runs.
func failing(t *testing.T, before func(listed) error) {
	t.Helper()
	was := beforeFile
	beforeFile = before
	t.Cleanup(func() { beforeFile = was })
}

// killOnce kills the process, unless the file is there.
func killOnce(mark string) error {
	f, err := os.OpenFile(mark, os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil
	}
	self, err := os.FindProcess(os.Getpid())
	if err := errors.Join(err, f.Close(), self.Kill()); err != nil {
		return err
	}
	select {} // until the signal is there
}

// TestKilledWorker counts with a worker that is a process of its own and is killed at its first
// file.
func TestKilledWorker(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the command of a worker is asked for by the conventions of Unix")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	folder := folderOf(t, map[string][]byte{"2023-01-kent-stop-and-search.csv": invented("2023-01", 400, 1), "2023-02-kent-stop-and-search.csv": invented("2023-02", 300, 2)})
	saved, mark := filepath.Join(t.TempDir(), "all.tally"), filepath.Join(t.TempDir(), "killed")
	environment := fmt.Sprintf(`{"command": %q, "env": {%q: %q}}`, self, killAt, mark)
	t.Cleanup(func() { // which are those of the process
		for name, value := range map[string]string{"environment_type": "LOOPBACK", "environment_config": ""} {
			if err := flag.Set(name, value); err != nil {
				t.Error(err)
			}
		}
	})
	terminal, err := os.Create(filepath.Join(t.TempDir(), "stdout")) // which workers have, too
	if err != nil {
		t.Fatal(err)
	}
	was := os.Stdout
	os.Stdout = terminal
	t.Cleanup(func() { os.Stdout = was })
	// Prism tells of the worker in most runs, and in some waits for it.
	status, _, errout := call("-o", saved, "-limit", "30s", "-environment_type", "PROCESS", "-environment_config", environment, folder)
	told, ok := strings.CutPrefix(errout, "beam: the job failed, try 1 of 3: ")
	ok = ok && (strings.HasPrefix(told, "SDK worker disconnected") || told == "it took longer than 30s (-limit)\n")
	if status != 0 || strings.Count(errout, "\n") != 1 || !ok {
		t.Fatalf("status %d: %s", status, errout)
	}
	if _, err := os.Stat(mark); err != nil {
		t.Errorf("no worker was killed: %v", err)
	}
	if text, err := os.ReadFile(terminal.Name()); err != nil || len(text) > 0 {
		t.Errorf("workers wrote %q on standard output, %v", text, err)
	}
	sameTables(t, saved, nil, []string{folder})
}

// TestNeverRight fails as often as the job is run, and says so.
func TestNeverRight(t *testing.T) {
	failing(t, func(listed) error { return errors.New("the disk is away") })
	saved := filepath.Join(t.TempDir(), "all.tally")
	status, out, errout := call("-o", saved, "-tries", "2", folderOf(t, map[string][]byte{"2023-01-kent-stop-and-search.csv": invented("2023-01", 40, 1)}))
	const want = "beam: the job failed, try 1 of 2: the disk is away\nbeam: the job failed, try 2 of 2: the disk is away\n"
	if status != 1 || out != "" || errout != want {
		t.Errorf("status %d: %s%s", status, out, errout)
	}
	if left, err := filepath.Glob(saved + "*"); err != nil || len(left) > 0 {
		t.Errorf("%v is left over, %v", left, err)
	}
}

// TestLimit gives up a try that takes too long.
func TestLimit(t *testing.T) {
	failing(t, func(listed) error { time.Sleep(time.Second); return nil })
	folder := folderOf(t, map[string][]byte{"2023-01-kent-stop-and-search.csv": invented("2023-01", 40, 1)})
	status, _, errout := call("-o", filepath.Join(t.TempDir(), "all.tally"), "-tries", "1", "-limit", "100ms", folder)
	if status != 1 || errout != "beam: the job failed, try 1 of 1: it took longer than 100ms (-limit)\n" {
		t.Errorf("status %d: %s", status, errout)
	}
}

// TestOutput refuses a file that cannot be written before anything is read, by the name that was
// given, and makes no folder.
func TestOutput(t *testing.T) {
	t.Chdir(folderOf(t, map[string][]byte{"2023-01-kent-stop-and-search.csv": invented("2023-01", 40, 1), "folder.tally/note.txt": nil, "protected.tally": []byte("as it was")}))
	failing(t, func(listed) error { return errors.New("the job was run") })
	if err := os.Chmod("protected.tally", 0o444); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ reason, out, want string }{
		{"a folder that is not there", "nosuch/all.tally", "no folder nosuch: make it first, or write elsewhere"},
		{"a folder in one that is not there", "nosuch/dir/all.tally", "no folder " + filepath.Join("nosuch", "dir") + ": make it first, or write elsewhere"},
		{"in a file", "protected.tally/all.tally", "protected.tally"},
		{"a folder", "folder.tally", "a folder: give the name of a file in it"},
		{"a protected file, which root may write to", "protected.tally", "permission denied: write elsewhere"},
		{"where nobody may make a file", "/proc/all.tally", "no such file or directory: write elsewhere"},
	} {
		if root := os.Geteuid() <= 0; root && test.out == "protected.tally" || runtime.GOOS != "linux" && strings.HasPrefix(test.out, "/proc") {
			continue
		}
		status, out, errout := call("-o", test.out, "2023-01-kent-stop-and-search.csv")
		if status != 1 || out != "" || !strings.HasPrefix(errout, "beam: -o "+test.out+": "+test.want) || strings.Contains(errout, ".part") || strings.Count(errout, "\n") != 1 {
			t.Errorf("%s: status %d, %s%s, want %s", test.reason, status, out, errout, test.want)
		}
	}
	if _, err := os.Stat("nosuch"); err == nil {
		t.Error("a folder was made")
	}
	if text, err := os.ReadFile("protected.tally"); err != nil || string(text) != "as it was" {
		t.Errorf("%q, %v", text, err)
	}
}

// TestNothing writes no file where there is nothing to report on, and names what was given.
func TestNothing(t *testing.T) {
	kent := invented("2023-01", 40, 1)
	t.Chdir(folderOf(t, map[string][]byte{"kent.csv": kent, "2-kent.csv": invented("2023-02", 40, 2), ".3-kent.csv": kent,
		"rejected-kent.csv": bytes.ReplaceAll(kent, []byte(",2023-"), []byte(",never-")), "none-kent.csv": kent[:bytes.IndexByte(kent, '\n')+1]}))
	for _, test := range []struct {
		reason string
		files  []string
		want   string // of standard error, or of output where there is something
	}{
		{"all rows are rejected", []string{"rejected-kent.csv"}, "beam: no record of a person in 1 file: 40 rows, 40 rows rejected\n"},
		{"no row", []string{"none-kent.csv"}, "beam: no record of a person in 1 file: 0 rows, 0 rows rejected\n"},
		{"neither", []string{"none-kent.csv", "rejected-kent.csv"}, "beam: no record of a person in 2 files: 40 rows, 40 rows rejected\n"},
		{"no such file", []string{"no.csv"}, "beam: no.csv: no such file or folder\n"},
		{"no such folder", []string{"no/"}, "beam: no/: no such file or folder\n"},
		{"no file of a pattern", []string{"no-*.csv"}, "beam: no-*.csv: no file has a name like that\n"},
		{"what is no pattern", []string{"[kent.csv"}, "beam: [kent.csv: no file has a name like that\n"},
		{"a pattern of one", []string{"k*.csv"}, "all.tally, 1 file: 40 rows: "},
		{"a pattern, without what is hidden", []string{"*kent.csv", "--"}, "all.tally, 4 files: 120 rows: "},
	} {
		status, out, errout := call(append([]string{"-o", "all.tally"}, test.files...)...)
		_, err := os.Stat("all.tally")
		if ok := status == 0; ok && (!strings.HasPrefix(out, test.want) || errout != "" || err != nil) || !ok && (errout != test.want || out != "" || err == nil) {
			t.Errorf("%s: status %d: %s%s, %v", test.reason, status, out, errout, err)
		}
	}
}

// TestStopped stops the program while it reads.
func TestStopped(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	failing(t, func(listed) error { stop(); <-ctx.Done(); return ctx.Err() })
	saved := filepath.Join(t.TempDir(), "all.tally")
	var out, errout bytes.Buffer
	status := run(ctx, []string{"-o", saved, folderOf(t, map[string][]byte{"2023-01-kent-stop-and-search.csv": invented("2023-01", 40, 1)})}, &out, &errout)
	if status != 1 || out.Len() > 0 || errout.String() != "beam: stopped: nothing is written\n" {
		t.Errorf("status %d: %s%s", status, &out, &errout)
	}
	if left, err := filepath.Glob(saved + "*"); err != nil || len(left) > 0 {
		t.Errorf("%v is left over, %v", left, err)
	}
}

// TestMistakes has files that stopsearch refuses, which are refused here in the same words, once
// and without a further try.
func TestMistakes(t *testing.T) {
	kent, essex := invented("2023-01", 400, 1), invented("2023-01", 300, 2)
	lines := strings.SplitAfter(string(kent), "\n")
	for _, test := range []struct {
		reason string
		files  map[string][]byte
		args   []string
		want   string
	}{
		{"no column of the ethnicity", map[string][]byte{"2023-01-kent-stop-and-search.csv": kent, "2023-02-kent-stop-and-search.csv": []byte("Type,Date\nx,y\n")}, nil, "no column \"Self-defined ethnicity\""},
		{"two of them", map[string][]byte{"2023-01-kent-stop-and-search.csv": []byte("Type,Date\nx,y\n"), "2023-02-kent-stop-and-search.csv": []byte("Date,Type\nx,y\n")}, nil, "2023-01-kent"},
		{"a gzip file that breaks off", map[string][]byte{"2023-01-kent-stop-and-search.csv.gz": {0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2}}, nil, "2023-01-kent-stop-and-search.csv.gz"},
		{"dates that can be read in two ways", map[string][]byte{"kent.csv": []byte(strings.ReplaceAll(lines[0]+lines[1], "2023-01-", "01/02/20")[:len(lines[0])] +
			strings.Replace(lines[1], lines[1][len("Person search,"):len("Person search,2023-01-01T00:00:00+00:00")], "01/02/2023 10:00", 1))}, []string{"-force", "kent"}, "-dates"},
		{"no force", map[string][]byte{"searches.csv": kent}, nil, "neither the file name nor a force column tells the force: give -force NAME"},
		{"another force", map[string][]byte{"2023-01-kent-stop-and-search.csv": kent}, []string{"-force", "essex"}, "the file name says Kent"},
		{"another force in a column", map[string][]byte{"searches.csv": []byte(withForce(kent))}, []string{"-force", "essex"}, "the force column says Kent in 400 rows"},
		{"the same searches twice", map[string][]byte{"a/2023-01-kent-stop-and-search.csv": kent, "b/2023-01-kent-stop-and-search.csv": kent}, nil, "take one by -revision"},
		{"the same searches twice, in two months", map[string][]byte{"a/2023-01-kent-stop-and-search.csv": kent, "b/2023-01-kent-stop-and-search.csv": kent,
			"a/2023-02-kent-stop-and-search.csv": invented("2023-02", 90, 3), "b/2023-02-kent-stop-and-search.csv": invented("2023-02", 90, 3)}, nil, "so it is with 1 month more"},
		{"the same searches, and a file named that is neither", map[string][]byte{"a/2023-01-kent-stop-and-search.csv": kent, "b/2023-01-kent-stop-and-search.csv": kent, "2023-01-essex-stop-and-search.csv": essex},
			[]string{"-revision", "2023-01-essex-stop-and-search.csv"}, "neither is 2023-01-essex"},
		{"the same searches under two forces", map[string][]byte{"2023-01-kent-stop-and-search.csv": kent, "2023-01-essex-stop-and-search.csv": kent}, []string{"-revision", "largest"}, "under the names of"},
		{"a month counted twice", map[string][]byte{"a/2023-01-kent-stop-and-search.csv": kent, "b/2023-01-kent-stop-and-search.csv": kent}, []string{"-count-only"}, "without -count-only"},
		{"no value", map[string][]byte{"2023-01-kent-stop-and-search.csv": kent}, []string{"-where", "Gender=Mann"}, "no row says \"Mann\""},
		{"records of another type", map[string][]byte{"2023-01-kent-stop-and-search.csv": kent}, []string{"-rows", "arrested"}, "leave out -rows"},
		{"a label of ours that is none", map[string][]byte{"2023-01-kent-stop-and-search.csv": kent}, []string{"-column", "outcome=Nothing"}, "Nothing"},
		{"nothing to read", map[string][]byte{"note.pdf": []byte("x")}, nil, "no stop-and-search file in this folder"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			folder := folderOf(t, test.files)
			_, told, err := tables(t, append(slices.Clone(test.args), folder)...)
			if err == nil || !strings.Contains(told, test.want) {
				t.Fatalf("stopsearch says %v, %s", err, told)
			}
			lines := strings.Split(strings.TrimSuffix(told, "\n"), "\n")
			want := strings.Replace(lines[len(lines)-1], "stopsearch: ", "beam: ", 1) + "\n"
			status, out, errout := call(append(slices.Clone(test.args), "-o", filepath.Join(t.TempDir(), "all.tally"), folder)...)
			got := strings.Replace(errout, "-force-optional for", "-residents PLACE for", 1)
			if status != 1 || out != "" || got != want {
				t.Errorf("status %d:\n%swant\n%s", status, errout, want)
			}
		})
	}
}

// withForce returns a file with a column of its force.
func withForce(text []byte) string {
	lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	return lines[0] + ",Force\n" + strings.Join(lines[1:], ",Kent\n") + ",Kent\n"
}
