package outcomes

import (
	"io"
	"io/fs"
	"sync"
)

// openAlone opens a file of the file system. It, and what is done with the file, waits until no
// other goroutine of the opener is in the file system or in one of its files, so that these need
// not know of goroutines: a file system of somebody's own may count what is read.
func (o *opener) openAlone(name string) (fs.File, error) {
	o.alone.Lock()
	defer o.alone.Unlock()
	f, err := o.fsys.Open(name)
	if err != nil {
		return nil, err
	}
	alone := aloneFile{f, &o.alone}
	if r, ok := f.(io.ReaderAt); ok {
		return aloneReaderAt{alone, r}, nil
	}
	return alone, nil
}

// aloneFile is a file that is used by one goroutine at a time, as all files are that have its
// mutex.
type aloneFile struct {
	f  fs.File
	mu *sync.Mutex
}

func (a aloneFile) Read(b []byte) (int, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.f.Read(b)
}

func (a aloneFile) Stat() (fs.FileInfo, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.f.Stat()
}

func (a aloneFile) Close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.f.Close()
}

// aloneReaderAt is such a file that can be read anywhere, as an archive is.
type aloneReaderAt struct {
	aloneFile
	r io.ReaderAt
}

func (a aloneReaderAt) ReadAt(b []byte, at int64) (int, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.r.ReadAt(b, at)
}
