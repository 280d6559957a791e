package input

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestProgress(t *testing.T) {
	file := filepath.Join(t.TempDir(), "2023-01-kent-stop-and-search.csv")
	if err := os.WriteFile(file, make([]byte, 3<<20), 0o666); err != nil {
		t.Fatal(err)
	}
	if p := newProgress(new(bytes.Buffer), []string{file}); p != nil {
		t.Error("progress on what is no terminal: want none")
	}
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if p := newProgress(f, []string{file}); p != nil {
		t.Error("progress on a file: want none")
	}

	var b bytes.Buffer
	p := &progress{w: &b, total: 6 << 20, files: 1}
	if n, err := io.Copy(io.Discard, p.reader(f, "a.csv")); n != 3<<20 || err != nil {
		t.Errorf("reading through progress: %d bytes, %v; want all", n, err)
	}
	p.done()
	lines := strings.Split(b.String(), "\r")
	if len(lines) < 3 || !strings.HasPrefix(lines[1], "reading 1 of 1: 0 of 6 MB, a.csv") || strings.TrimSpace(lines[len(lines)-2]) != "" {
		t.Errorf("progress wrote %q, want a line and then blanks over it", b.String())
	}

	watched := p.file(f, "b.csv")
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	if n, err := io.Copy(io.Discard, watched); n != 3<<20 || err != nil || p.read != 6<<20 || p.n != 2 || p.name != "b.csv" {
		t.Errorf("a file through progress: %d bytes, %v, %+v", n, err, p)
	}

	at := make([]byte, 1<<20)
	again := p.file(f, "a.csv").(io.ReaderAt)
	if n, err := again.ReadAt(at, 1<<20); n != len(at) || err != nil || p.n != 1 || p.name != "a.csv" || p.read != p.total {
		t.Errorf("the first file again, as an archive is read: %d bytes, %v, %+v", n, err, p)
	}

	var none *progress
	if none.reader(f, "a.csv") != io.Reader(f) {
		t.Error("no progress: want the reader as it is")
	}
	if none.file(f, "a.csv") != fs.File(f) {
		t.Error("no progress: want the file as it is")
	}
	none.done()
}
