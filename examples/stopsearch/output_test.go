//go:build unix

package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/examples/internal/input"
)

// put makes a file.
func put(t *testing.T, file, content string, mode fs.FileMode) string {
	t.Helper()
	if err := os.WriteFile(file, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(file, mode); err != nil {
		t.Fatal(err)
	}
	return file
}

func link(t *testing.T, to, name string) string {
	t.Helper()
	if err := os.Symlink(to, name); err != nil {
		t.Fatal(err)
	}
	return name
}

func pipe(t *testing.T, name string) string {
	t.Helper()
	if err := syscall.Mkfifo(name, 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

// names returns what is in a folder.
func entries(t *testing.T, dir string) (list []string) {
	t.Helper()
	found, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range found {
		list = append(list, entry.Name())
	}
	return list
}

func writes(text string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}
}

// TestFullDisk: half of the report is written, then nothing more. The old report stands, and
// nothing is left beside it.
func TestFullDisk(t *testing.T) {
	half := func(w io.Writer) error {
		_, err := io.WriteString(w, "half of the new rep")
		return errors.Join(err, syscall.ENOSPC)
	}
	dir := t.TempDir()
	file := put(t, filepath.Join(dir, "report.txt"), "old", 0o640)
	if err := cli.Save(file, half); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("error %v, want %v", err, syscall.ENOSPC)
	}
	if got := get(t, file); got != "old" {
		t.Errorf("the old report is %q now", got)
	}
	if err := cli.Save(filepath.Join(dir, "new.txt"), half); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("error %v, want %v", err, syscall.ENOSPC)
	}
	if got := entries(t, dir); len(got) != 1 {
		t.Errorf("%q are left, want report.txt", got)
	}
}

// TestSmallDisk is the same with the program and a file system of 16 kB, where one can be made.
func TestSmallDisk(t *testing.T) {
	dir := t.TempDir()
	if err := mountSmall(dir); err != nil {
		t.Skipf("no small file system can be mounted here: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, 0) })
	file := put(t, filepath.Join(dir, "report.txt"), strings.Repeat("old\n", 100), 0o666)
	status, out, errout := call(t, "", "-format", "json", "-o", file)
	if status != statusInput || out != "" || !strings.Contains(errout, "no space left on device") || strings.Count(errout, "\n") != 1 {
		t.Errorf("status %d, %q, %q; want 1 and that no space is left", status, out, errout)
	}
	if got := get(t, file); got != strings.Repeat("old\n", 100) {
		t.Errorf("of the old report %d bytes are left", len(got))
	}
	if got := entries(t, dir); len(got) != 1 {
		t.Errorf("%q are left, want report.txt", got)
	}
}

// TestDevices: what is no regular file is written to as it is.
func TestDevices(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err == nil {
		if status, _, errout := call(t, "", "-o", "/dev/full"); status != statusInput || !strings.Contains(errout, "no space left on device") {
			t.Errorf("-o /dev/full: status %d, %q", status, errout)
		}
		if info, err := os.Stat("/dev/full"); err != nil || info.Mode().IsRegular() {
			t.Errorf("/dev/full is %v now, %v", info.Mode(), err)
		}
	}
	dir := t.TempDir()
	null := link(t, os.DevNull, filepath.Join(dir, "null"))
	if status, _, errout := call(t, "", "-o", null); status != statusOK {
		t.Errorf("-o, a link to %s: status %d, %q", os.DevNull, status, errout)
	}
	if target, err := os.Readlink(null); err != nil || target != os.DevNull {
		t.Errorf("the link to %s leads to %q now, %v", os.DevNull, target, err)
	}

	fifo := pipe(t, filepath.Join(dir, "pipe"))
	got := make(chan string)
	go func() {
		text, err := os.ReadFile(fifo)
		got <- fmt.Sprint(string(text), err)
	}()
	if status, _, errout := call(t, "", "-o", fifo); status != statusOK {
		t.Errorf("-o, a pipe: status %d, %q", status, errout)
	}
	if want := output(t) + "<nil>"; <-got != want {
		t.Error("a pipe does not get what standard output has")
	}
	if info, err := os.Lstat(fifo); err != nil || info.Mode()&fs.ModeNamedPipe == 0 {
		t.Errorf("the pipe is %v now, %v", info.Mode(), err)
	}
	if status, _, errout := call(t, "", "-o", dir); status != statusInput || !strings.Contains(errout, "is a directory") {
		t.Errorf("-o, a folder: status %d, %q", status, errout)
	}
}

// TestSave has the files that are replaced as a whole.
func TestSave(t *testing.T) {
	t.Run("the mode is kept", func(t *testing.T) {
		file := put(t, filepath.Join(t.TempDir(), "report"), "old", 0o604)
		if err := cli.Save(file, writes("new")); err != nil {
			t.Fatal(err)
		}
		if info, err := os.Stat(file); err != nil || info.Mode() != 0o604 || get(t, file) != "new" {
			t.Errorf("mode %v, %v, %q", info.Mode(), err, get(t, file))
		}
	})
	t.Run("a new file has the mode of new files", func(t *testing.T) {
		dir := t.TempDir()
		file, other := filepath.Join(dir, "report"), filepath.Join(dir, "other")
		if err := cli.Save(file, writes("new")); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(other, nil, 0o666); err != nil {
			t.Fatal(err)
		}
		got, err := os.Stat(file)
		want, err2 := os.Stat(other)
		if err != nil || err2 != nil || got.Mode() != want.Mode() || get(t, file) != "new" {
			t.Errorf("mode %v, want %v", got.Mode(), want.Mode())
		}
	})
	t.Run("links stay links", func(t *testing.T) {
		dir := t.TempDir()
		if err := os.MkdirAll(filepath.Join(dir, "a", "b"), 0o777); err != nil {
			t.Fatal(err)
		}
		file := put(t, filepath.Join(dir, "a", "report"), "old", 0o600)
		// from the folder that the link stands in
		link(t, "../report", filepath.Join(dir, "a", "b", "second"))
		link(t, "a/b", filepath.Join(dir, "folder"))
		first := link(t, "folder/second", filepath.Join(dir, "first"))
		if err := cli.Save(first, writes("new")); err != nil {
			t.Fatal(err)
		}
		if got, err := os.Readlink(first); err != nil || got != "folder/second" || get(t, file) != "new" {
			t.Errorf("the link leads to %q, %v, and the file has %q", got, err, get(t, file))
		}
		if got := entries(t, filepath.Join(dir, "a")); len(got) != 2 {
			t.Errorf("%q in the folder", got)
		}
	})
	t.Run("a link to nothing makes the file", func(t *testing.T) {
		dir := t.TempDir()
		name := link(t, "later", filepath.Join(dir, "name"))
		if err := cli.Save(name, writes("new")); err != nil {
			t.Fatal(err)
		}
		if got := get(t, filepath.Join(dir, "later")); got != "new" {
			t.Errorf("%q", got)
		}
		if _, err := os.Readlink(name); err != nil {
			t.Error(err)
		}
	})
	t.Run("a link to itself", func(t *testing.T) {
		name := filepath.Join(t.TempDir(), "name")
		link(t, name, name)
		if err := cli.Save(name, writes("new")); err == nil {
			t.Error("no error")
		}
	})
	t.Run("the other names of a file keep the old report", func(t *testing.T) {
		dir := t.TempDir()
		file, other := put(t, filepath.Join(dir, "report"), "old", 0o666), filepath.Join(dir, "other")
		if err := os.Link(file, other); err != nil {
			t.Fatal(err)
		}
		if err := cli.Save(file, writes("new")); err != nil {
			t.Fatal(err)
		}
		if get(t, file) != "new" || get(t, other) != "old" {
			t.Errorf("%q, and under the other name %q", get(t, file), get(t, other))
		}
	})
	t.Run("no folder", func(t *testing.T) {
		if err := cli.Save(filepath.Join(t.TempDir(), "none", "report"), writes("new")); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("error %v", err)
		}
	})
	t.Run("a file that must not be written to", func(t *testing.T) {
		if os.Geteuid() == 0 {
			t.Skip("root may write to anything")
		}
		file := put(t, filepath.Join(t.TempDir(), "report"), "old", 0o444)
		if err := cli.Save(file, writes("new")); !errors.Is(err, fs.ErrPermission) || get(t, file) != "old" {
			t.Errorf("error %v, %q", err, get(t, file))
		}
	})
}

// TestInputIsOutput: whatever the name by which -o names what is read, it is refused, and the input
// stands as it was.
func TestInputIsOutput(t *testing.T) {
	content := header + person(white, "")
	for _, test := range []struct {
		name string
		args func(dir, file string) []string
	}{
		{"the same name", func(dir, file string) []string { return []string{"-o", file, file} }},
		{"another way to say it", func(dir, file string) []string {
			return []string{"-o", filepath.Join(dir, ".", "x", "..", kentFile), file}
		}},
		{"-o is a link to the input", func(dir, file string) []string {
			return []string{"-o", link(t, file, filepath.Join(dir, "link")), file}
		}},
		{"the input is a link to -o", func(dir, file string) []string {
			return []string{"-force", "Kent", "-o", file, link(t, file, filepath.Join(dir, "link"))}
		}},
		{"a link to a link", func(dir, file string) []string {
			return []string{"-o", link(t, link(t, file, filepath.Join(dir, "link")), filepath.Join(dir, "second")), file}
		}},
		{"a hard link", func(dir, file string) []string {
			name := filepath.Join(dir, "hard")
			if err := os.Link(file, name); err != nil {
				t.Fatal(err)
			}
			return []string{"-o", name, file}
		}},
		{"in a folder", func(dir, file string) []string { return []string{"-o", file, filepath.Join(dir, "x", "..")} }},
		{"standard input", func(dir, file string) []string { return []string{"-force", "Kent", "-o", file, "-"} }},
		{"standard input by a link", func(dir, file string) []string {
			return []string{"-force", "Kent", "-o", link(t, file, filepath.Join(dir, "link")), "-"}
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.Mkdir(filepath.Join(dir, "x"), 0o777); err != nil {
				t.Fatal(err)
			}
			file := put(t, filepath.Join(dir, kentFile), content, 0o666)
			in, err := os.Open(file)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = in.Close() }()
			var out, errout strings.Builder
			status := run(test.args(dir, file), in, &out, &errout)
			if status != statusInput || out.String() != "" || !strings.Contains(errout.String(), "write elsewhere") || strings.Count(errout.String(), "\n") != 1 {
				t.Errorf("status %d, %q, %q; want 1 and one line", status, out.String(), errout.String())
			}
			if got := get(t, file); got != content {
				t.Errorf("the input is %q now", got)
			}
		})
	}
	// A device may be both.
	null, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = null.Close() }()
	var errout strings.Builder
	if status := run([]string{"-force", "Kent", "-o", os.DevNull, "-"}, null, io.Discard, &errout); status != statusInput || !strings.Contains(errout.String(), "empty") {
		t.Errorf("status %d, %q; want that the input is empty", status, errout.String())
	}
	// What is not read may be replaced.
	dir := t.TempDir()
	file, report := put(t, filepath.Join(dir, kentFile), content, 0o666), put(t, filepath.Join(dir, "report"), "old", 0o666)
	if status, _, errout := call(t, "", "-o", report, file); status != statusOK || !strings.HasPrefix(get(t, report), "Kent, January 2023") {
		t.Errorf("status %d, %q, report %q", status, errout, get(t, report))
	}
}

// hostile makes a folder with everything in it that is no file to read, beside two that are, and
// returns it and what must be named as left out.
func hostile(t *testing.T) (dir string, left []string) {
	t.Helper()
	dir, elsewhere := t.TempDir(), t.TempDir()
	// a slash more: two folders
	deep := filepath.Join(dir, "2023-01", "folder.csv", "<script>alert(1)</script>")
	if err := os.MkdirAll(deep, 0o777); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(deep, "a\x1b[2J\a\u202e<img src=x onerror=alert(1)>[b](c)-kent.csv"), header+person(white, "")+person(black, "Arrest")+person("<b>\x1b[31m|Klingon", ""), 0o666)
	file := put(t, filepath.Join(elsewhere, "data"), header+person(white, "Arrest"), 0o666)
	link(t, file, filepath.Join(dir, "essex.csv"))
	put(t, filepath.Join(dir, "2023-01-kent-street.csv"), "Crime ID\n", 0o666)
	add := func(name, why string) { left = append(left, name+": "+why) }
	put(t, filepath.Join(dir, "readme.txt"), "not a table", 0o666)
	add("readme.txt", "no table of searches: it has none of their columns")
	pipe(t, filepath.Join(dir, "pipe.txt"))
	add("pipe.txt", "a pipe, not a file")

	pipe(t, filepath.Join(dir, "pipe.csv"))
	add("pipe.csv", "a pipe, not a file")
	link(t, filepath.Join(dir, "pipe.csv"), filepath.Join(deep, "to-pipe.csv.gz"))
	add("to-pipe.csv.gz", "a link to a pipe, not a file")
	link(t, "loop.csv", filepath.Join(dir, "loop.csv"))
	add("loop.csv", "a link that leads nowhere: too many levels of symbolic links")
	link(t, "nothing", filepath.Join(dir, "dangling.CSV"))
	add("dangling.CSV", "a link to a file that is not there")
	link(t, dir, filepath.Join(deep, "up"))
	add("up", "a link to a folder")
	link(t, dir, filepath.Join(deep, "up.csv"))
	add("up.csv", "a link to a folder")
	link(t, os.DevNull, filepath.Join(dir, "null\x1b\n\u202e.csv"))
	add("null  .csv", "a link to a device, not a file")
	s, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = syscall.Close(s) })
	if err := syscall.Bind(s, &syscall.SockaddrUnix{Name: filepath.Join(dir, "socket.csv")}); err != nil {
		t.Logf("no socket: %v", err) // the name of the folder is too long
	} else {
		add("socket.csv", "a socket, not a file")
	}
	return dir, left
}

// inTime runs the program, which must end soon: a pipe that nobody writes to never does.
func inTime(t *testing.T, in io.Reader, args ...string) (status int, out, errout string) {
	t.Helper()
	done := make(chan struct{})
	var o, e strings.Builder
	go func() {
		status = run(append(layoutOf(args), args...), in, &o, &e)
		close(done)
	}()
	select {
	case <-done:
		return status, o.String(), e.String()
	case <-time.After(time.Minute):
		t.Fatalf("stopsearch %q does not end", args)
		panic("unreachable")
	}
}

// TestHostileFolder reads a folder of pipes, loops, sockets, devices and names that would be HTML
// or move the cursor, in every form, to standard output and by -o.
func TestHostileFolder(t *testing.T) {
	dir, left := hostile(t)
	for _, format := range cli.Formats {
		report := filepath.Join(t.TempDir(), "report")
		status, out, errout := inTime(t, nil, "-format", format, dir)
		if status != statusOK {
			t.Fatalf("-format %s: status %d, %q", format, status, errout)
		}
		for _, want := range append([]string{"left out 1 street or outcomes file of the same download"}, left...) {
			if !strings.Contains(errout, want+"\n") {
				t.Errorf("-format %s: standard error does not have %q:\n%s", format, want, errout)
			}
		}
		if n := strings.Count(errout, "left out "); n != len(left)+1 {
			t.Errorf("-format %s: %d lines of what is left out, want %d:\n%s", format, n, len(left)+1, errout)
		}
		checkText(t, "standard error", errout)
		if format != cli.FormatCSV {
			checkText(t, "-format "+format, out)
		}
		if format == cli.FormatMarkdown {
			checkPage(t, out)
		}
		if format == cli.FormatJSON {
			if r := decode(t, out); r.Searches != 4 || len(r.Sources) != 2 {
				t.Errorf("%d searches of %d sources, want 4 of 2", r.Searches, len(r.Sources))
			}
		}
		status, nothing, again := inTime(t, nil, "-format", format, "-o", report, dir)
		if status != statusOK || nothing != "" || again != errout || get(t, report) != out {
			t.Errorf("-format %s -o: status %d, %q, and the file is not what standard output has", format, status, again)
		}
		// Of what is read, nothing may be written to, and of the rest a pipe would never end and is
		// not tried.
		if status, _, errout := inTime(t, nil, "-format", format, "-o", filepath.Join(dir, "essex.csv"), dir); status != statusInput || !strings.Contains(errout, "write elsewhere") {
			t.Errorf("-format %s -o, a file of the folder: status %d, %q", format, status, errout)
		}
	}
}

// TestNothingButPipes: a folder in which nothing can be read says why.
func TestNothingButPipes(t *testing.T) {
	dir := t.TempDir()
	pipe(t, filepath.Join(dir, "kent.csv"))
	status, _, errout := inTime(t, nil, dir)
	if want := "no stop-and-search file in this folder, and this was left out: "; status != statusInput || !strings.Contains(errout, want) || !strings.Contains(errout, "kent.csv: a pipe, not a file\n") {
		t.Errorf("status %d, %q, want %q", status, errout, want)
	}
	pipe(t, filepath.Join(dir, "essex.csv"))
	if _, _, errout := inTime(t, nil, dir); !strings.Contains(errout, "in this folder, and 2 entries were left out, the first ") {
		t.Errorf("%q", errout)
	}
}

// TestManyLeftOut: the list of what is left out has an end.
func TestManyLeftOut(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, kentFile), header+person(white, ""), 0o666)
	for i := range 30 {
		link(t, "nothing", filepath.Join(dir, fmt.Sprintf("%02d.csv", i)))
	}
	status, _, errout := inTime(t, nil, dir)
	if status != statusOK || strings.Count(errout, "\n") != input.MaxLeft+1 || !strings.HasSuffix(errout, "stopsearch: left out 10 more of the kind\n") {
		t.Errorf("status %d, %q", status, errout)
	}
}

// TestNamedPipe: a pipe that is named on the command line is read, as shells make them of
// <(command).
func TestNamedPipe(t *testing.T) {
	fifo := pipe(t, filepath.Join(t.TempDir(), "2023-01-kent.csv"))
	go func() {
		f, err := os.OpenFile(fifo, os.O_WRONLY, 0)
		if err == nil {
			_, err = io.WriteString(f, header+person(white, ""))
			err = errors.Join(err, f.Close())
		}
		if err != nil {
			t.Error(err)
		}
	}()
	if status, out, errout := inTime(t, nil, fifo); status != statusOK || !strings.HasPrefix(out, "Kent, January 2023: 1 search of a person, ") {
		t.Errorf("status %d, %q, %q", status, errout, out)
	}
	if status, _, errout := inTime(t, nil, filepath.Join(t.TempDir(), "none\x1b.csv")); status != statusInput || strings.Contains(errout, "\x1b") || strings.Count(errout, "\n") != 1 {
		t.Errorf("status %d, %q", status, errout)
	}
}

// TestUnreadable: a file that must not be read is no file to leave out in silence.
func TestUnreadable(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may read anything")
	}
	dir := t.TempDir()
	put(t, filepath.Join(dir, kentFile), header+person(white, ""), 0o666)
	put(t, filepath.Join(dir, "essex.csv"), header, 0)
	if status, _, errout := inTime(t, nil, dir); status != statusInput || !strings.Contains(errout, "permission denied") {
		t.Errorf("status %d, %q", status, errout)
	}
}
