package input

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/examples/internal/cli"
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
	numbers     map[string]int // of the files on disk, in the order in which they are read
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
	p := &progress{w: w}
	for _, file := range files {
		name := standardInput
		if file != cli.Stdin {
			is, err := locate(file)
			if err != nil {
				continue
			}
			if name = is.name; p.numbers[name] == 0 {
				p.total += is.info.Size()
			}
		}
		p.number(name)
	}
	if p.files = len(p.numbers); p.total < progressFrom {
		return nil
	}
	return p
}

// reader returns r, watched. name is that of a file on disk, or standardInput.
func (p *progress) reader(r io.Reader, name string) io.Reader {
	if p == nil {
		return r
	}
	return &watched{r, p.number(name), sheet.Clean(name), p}
}

// number returns the number of a file, the next if it is a new one. Files that are only looked into
// and then left out come after those that are read.
func (p *progress) number(name string) int {
	if p.numbers[name] == 0 {
		if p.numbers == nil {
			p.numbers = make(map[string]int)
		}
		p.numbers[name] = len(p.numbers) + 1
	}
	return p.numbers[name]
}

// file returns f, watched.
func (p *progress) file(f *os.File, name string) fs.File {
	if p == nil {
		return f
	}
	return &watchedFile{f, watched{f, p.number(name), sheet.Clean(name), p}}
}

// watched is a reader of the file of a number and a name.
type watched struct {
	r    io.Reader
	n    int
	name string
	p    *progress
}

func (w *watched) Read(b []byte) (int, error) {
	n, err := w.r.Read(b)
	w.add(n)
	return n, err
}

// add counts bytes that were read.
func (w *watched) add(n int) {
	w.p.n, w.p.name = w.n, w.name
	w.p.read = min(w.p.read+int64(n), w.p.total)
	if now := time.Now(); w.n <= w.p.files && now.Sub(w.p.last) > 200*time.Millisecond {
		w.p.last = now
		w.p.show(fmt.Sprintf("reading %d of %d: %d of %d MB, %s", w.n, w.p.files, w.p.read>>20, w.p.total>>20, w.name))
	}
}

// watchedFile is a file that is watched, whether it is read from its beginning to its end or, as an
// archive is, here and there.
type watchedFile struct {
	fs.File
	watched
}

func (w *watchedFile) Read(b []byte) (int, error) { return w.watched.Read(b) }

func (w *watchedFile) ReadAt(b []byte, at int64) (int, error) {
	n, err := w.r.(io.ReaderAt).ReadAt(b, at)
	w.add(n)
	return n, err
}

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
