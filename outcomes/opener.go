package outcomes

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"strings"
	"sync"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// opener opens the files of a file system and the entries of archives in it. Several goroutines may
// open and read files at the same time.
type opener struct {
	ctx    context.Context
	fsys   fs.FS
	limits ArchiveLimits // none is 0
	whole  *archive      // that is in place of a file system
	form   ReadOptions   // by which files are looked into
	given  given

	mu   sync.Mutex
	open *archive // that was opened last

	alone sync.Mutex // who calls the file system or its files
}

// newOpener returns an opener, which must be closed. A file system that is a ZIP archive is read as
// one on disk is.
func newOpener(ctx context.Context, fsys fs.FS, limits ArchiveLimits) (*opener, error) {
	limits, err := limits.orDefaults()
	if err != nil {
		return nil, err
	}
	o := &opener{ctx: ctx, fsys: fsys, limits: limits}
	switch z := fsys.(type) {
	case nil:
		return nil, errors.New("outcomes: there is no file system to read from: want one, as os.DirFS returns it, and got nil")
	case *zip.Reader:
		o.whole, err = newArchive("", z, math.MaxInt64)
	case *zip.ReadCloser:
		o.whole, err = newArchive("", &z.Reader, math.MaxInt64)
	}
	if format, ok := errors.AsType[cells.FormatError](err); ok {
		err = &HeaderError{Err: format}
	}
	return o, err
}

// close closes what is open. No entry may be read by then.
func (o *opener) close() {
	if o.open != nil {
		o.open.release()
		o.open = nil
	}
}

// archiveOf returns the archive that a regular file is, known by its content. It is nil if the file
// is none. The archive is open until it is released by whoever asked for it.
func (o *opener) archiveOf(name string) (*archive, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	a, err := o.lastArchive(name)
	if a != nil {
		a.users.Add(1)
	}
	return a, err
}

// lastArchive returns what archiveOf does, and keeps it open until another is asked for.
func (o *opener) lastArchive(name string) (*archive, error) {
	switch {
	case o.whole != nil && name == o.whole.name:
		return o.whole, nil
	case o.open != nil && name == o.open.name:
		return o.open, nil
	}
	o.close()
	f, err := o.openAlone(name)
	if err != nil {
		return nil, fmt.Errorf("outcomes: %w", quote.Outside(err))
	}
	a, err := o.openArchive(f, name)
	if a == nil {
		_ = f.Close() // nothing was written to it
		return nil, err
	}
	a.close = f.Close
	a.users.Add(1)
	o.open = a
	return a, nil
}

// openArchive returns the archive that a file is, or nil. An archive may begin with a program that
// unpacks it, so that its end alone tells what it is.
func (o *opener) openArchive(f fs.File, name string) (*archive, error) {
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return nil, nil // what cannot be read is told by who reads it
	}
	start := make([]byte, 4)
	r, ok := f.(io.ReaderAt)
	if ok {
		n, _ := r.ReadAt(start, 0)
		start = start[:n]
	} else {
		n, _ := io.ReadFull(f, start)
		start = start[:n]
	}
	switch named := strings.HasSuffix(strings.ToLower(name), ".zip") || string(start[:min(2, len(start))]) == "MZ"; {
	case startsZIP(start) && ok:
		return readDirectory(o.ctx, name, r, info.Size())
	case startsZIP(start):
		return readToMemory(o.ctx, name, io.MultiReader(bytes.NewReader(start), f))
	case named && ok:
		a, err := readDirectory(o.ctx, name, r, info.Size())
		if errors.Is(err, zip.ErrFormat) {
			return nil, nil
		}
		return a, err
	}
	return nil, nil
}

// readToMemory reads an archive from what can only be read from its beginning on.
func readToMemory(ctx context.Context, name string, r io.Reader) (*archive, error) {
	packed, err := io.ReadAll(io.LimitReader(contextReader{ctx, r}, maxInMemory+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%sreading: %w", at(name), quote.Outside(err))
	case len(packed) > maxInMemory:
		return nil, fmt.Errorf("%sthe ZIP archive has more than %s, which must not be held in memory: give the name of the file, "+
			"or unpack it and give the folder", at(name), inBytes(maxInMemory))
	}
	return readDirectory(ctx, name, bytes.NewReader(packed), int64(len(packed)))
}

// openFile opens the file of a number in the list, which is one of the file system or of an archive
// in it.
func (o *opener) openFile(number int, f listedFile) (io.ReadCloser, error) {
	if err := o.ctx.Err(); err != nil {
		return nil, fmt.Errorf("%sreading: %w", at(f.name), err)
	}
	if !f.packed {
		r, err := o.openAlone(f.name)
		if err != nil {
			return nil, fmt.Errorf("outcomes: %w", quote.Outside(err))
		}
		return r, nil
	}
	a, err := o.archiveOf(f.archive)
	if err != nil {
		return nil, err
	}
	if a != nil {
		if e, ok := a.find(f.name); ok {
			r, err := o.entry(number, e)
			if err == nil {
				return entryFile{r, a}, nil
			}
			a.release()
			return nil, err
		}
		a.release()
	}
	return nil, fmt.Errorf("%sthe archive has changed while it was read: read it again", at(f.name))
}
