package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// A progress line is worth its noise from this many bytes on: about a second of reading.
const progressFrom = 32 << 20

// progress writes one line to a terminal and keeps it up to date. A nil progress writes nothing.
type progress struct {
	w           io.Writer
	total, read int64  // bytes as they lie on disk
	name        string // of the file that is read
	files, n    int
	last        time.Time
	width       int
}

// newProgress returns nil unless w is a terminal and the files are large.
func newProgress(w io.Writer, files []string) *progress {
	terminal, ok := w.(*os.File)
	if !ok {
		return nil
	}
	if info, err := terminal.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return nil
	}
	var total int64
	for _, file := range files {
		if info, err := os.Stat(file); err == nil {
			total += info.Size()
		}
	}
	if total < progressFrom {
		return nil
	}
	return &progress{w: w, total: total, files: len(files)}
}

// reader returns r, watched. It is the next file.
func (p *progress) reader(r io.Reader, name string) io.Reader {
	if p == nil {
		return r
	}
	p.n++
	p.name = sheet.Clean(name)
	return &watched{r, p}
}

// file returns f, watched.
func (p *progress) file(f fs.File, name string) fs.File {
	if p == nil {
		return f
	}
	return watchedFile{f, p.reader(f, name)}
}

type watched struct {
	r io.Reader
	p *progress
}

func (w *watched) Read(b []byte) (int, error) {
	n, err := w.r.Read(b)
	w.p.read += int64(n)
	if now := time.Now(); now.Sub(w.p.last) > 200*time.Millisecond {
		w.p.last = now
		w.p.show(fmt.Sprintf("reading %d of %d: %d of %d MB, %s", w.p.n, w.p.files, w.p.read>>20, w.p.total>>20, w.p.name))
	}
	return n, err
}

type watchedFile struct {
	fs.File
	watched io.Reader
}

func (w watchedFile) Read(b []byte) (int, error) { return w.watched.Read(b) }

// show writes text over the last line.
func (p *progress) show(text string) {
	fmt.Fprintf(p.w, "\r%s%s", text, strings.Repeat(" ", max(0, p.width-len(text))))
	p.width = len(text)
}

// done clears the line.
func (p *progress) done() {
	if p != nil && p.width > 0 {
		fmt.Fprintf(p.w, "\r%s\r", strings.Repeat(" ", p.width))
	}
}
