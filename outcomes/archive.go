package outcomes

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// archive is a ZIP archive that is open.
type archive struct {
	name    string  // of the file that it is; empty where it is all that there is
	entries []entry // its files, in order of name
	close   func() error
	users   atomic.Int64 // who have it open
}

// release says that one of those who have a open needs it no more. The last closes it.
func (a *archive) release() {
	if a.users.Add(-1) == 0 {
		_ = a.close() // nothing was written to it
	}
}

// entry is a file in an archive.
type entry struct {
	name   string // that of the archive among it, with / between its parts
	file   *zip.File
	packed int64 // bytes
}

// find returns the entry of a name.
func (a *archive) find(name string) (entry, bool) {
	i, ok := slices.BinarySearchFunc(a.entries, name, func(e entry, name string) int { return strings.Compare(e.name, name) })
	if !ok {
		return entry{}, false
	}
	return a.entries[i], true
}

// startsZIP reports whether a file that begins with start is a ZIP archive: with an entry, with
// none, or with the mark of one in several volumes.
func startsZIP(start []byte) bool {
	return slices.ContainsFunc([]string{"PK\x03\x04", "PK\x05\x06", "PK\x07\x08"}, func(mark string) bool { return bytes.HasPrefix(start, []byte(mark)) })
}

const (
	// maxDirectory is how many entries an archive may list, folders and files of all kinds among
	// them.
	maxDirectory = 100_000
	// maxDirectoryBytes is how many bytes are read for the list.
	maxDirectoryBytes = 32 << 20
	// maxInMemory is how large an archive may be that must be held in memory.
	maxInMemory = 1 << 30
)

var errDirectory = errors.New("the list of the files in the archive is too long")

// directoryReader reads an archive until ctx is done, and no more than so many bytes of it while
// its list of files is read.
type directoryReader struct {
	ctx  context.Context
	r    io.ReaderAt
	left int64
	done bool // with the list, after which several goroutines may read
}

func (d *directoryReader) ReadAt(b []byte, at int64) (int, error) {
	if err := d.ctx.Err(); err != nil {
		return 0, err
	}
	if !d.done {
		if d.left -= int64(len(b)); d.left < 0 {
			return 0, errDirectory
		}
	}
	return d.r.ReadAt(b, at)
}

// readDirectory reads the list of the files in an archive. The error is a [cells.FormatError] if it
// is a workbook or a document, which are ZIP archives too.
func readDirectory(ctx context.Context, name string, r io.ReaderAt, size int64) (*archive, error) {
	d := &directoryReader{ctx: ctx, r: r, left: maxDirectoryBytes}
	z, err := zip.NewReader(d, size)
	d.done = true
	switch {
	case errors.Is(err, zip.ErrInsecurePath): // which newArchive tells with its reason
	case errors.Is(err, errDirectory):
		return nil, tooManyEntries(name)
	case ctx.Err() != nil:
		return nil, fmt.Errorf("%sreading: %w", at(name), ctx.Err())
	case err != nil:
		return nil, &damagedArchive{name, err}
	}
	return newArchive(name, z, size)
}

// damagedArchive says that the list of files of an archive cannot be read. That it is no valid
// archive, as package zip has it, tells a person nothing more, and is unwrapped alone.
type damagedArchive struct {
	name string
	err  error
}

func (e *damagedArchive) Error() string {
	text := at(e.name) + "the ZIP archive is damaged or breaks off: its list of files cannot be read: download or copy it again"
	if errors.Is(e.err, zip.ErrFormat) {
		return text
	}
	return text + ": " + quote.Outside(e.err).Error()
}

func (e *damagedArchive) Unwrap() error { return e.err }

func tooManyEntries(name string) error {
	return fmt.Errorf("%sthe archive lists more than %d files: unpack it and give the folder", at(name), maxDirectory)
}

// newArchive puts the files of an archive in order. It is an error if one of them has a name that
// is no place in the archive, or if two have the same. size is how many bytes the archive has, at
// most.
func newArchive(name string, z *zip.Reader, size int64) (*archive, error) {
	if len(z.File) > maxDirectory {
		return nil, tooManyEntries(name)
	}
	a := &archive{name: name, close: func() error { return nil }}
	names := make([]string, 0, len(z.File))
	for _, f := range z.File {
		inside := strings.ReplaceAll(f.Name, `\`, "/") // as some programs on Windows write it
		names = append(names, inside)
		if is := misplaced(inside); is != "" {
			return nil, fmt.Errorf("%sthe archive has an entry %q, which is %s: do not trust such an archive: get it again from where it comes, "+
				"or unpack it with care and give the folder", at(name), quote.Clip(f.Name), is)
		}
		if !strings.HasSuffix(inside, "/") {
			a.entries = append(a.entries, entry{join(name, path.Clean(inside)), f, int64(min(f.CompressedSize64, uint64(size)))})
		}
	}
	if len(names) > 0 {
		if office := cells.OfficeOf(names); office != "" {
			return nil, cells.FormatError(office)
		}
	}
	slices.SortFunc(a.entries, func(a, b entry) int { return strings.Compare(a.name, b.name) })
	for i := 1; i < len(a.entries); i++ {
		if e := a.entries[i]; e.name == a.entries[i-1].name {
			return nil, fmt.Errorf("%sthe archive has two entries of the name %q, and one may not stand for the other: "+
				"unpack it and give the folder", at(name), quote.Clip(e.file.Name))
		}
	}
	return a, nil
}

// join returns the name of what is in a folder or an archive.
func join(folder, name string) string {
	if folder == "" {
		return name
	}
	return folder + "/" + name
}

// misplaced says what is wrong with the name of an entry that is no place in its archive; "" if
// nothing is.
func misplaced(name string) string {
	switch drive := len(name) > 1 && name[1] == ':' && (name[0]|0x20 >= 'a' && name[0]|0x20 <= 'z'); {
	case name == "":
		return "no name"
	case strings.HasPrefix(name, "/"), drive:
		return "a place on the disk and not in the archive"
	case slices.Contains(strings.Split(name, "/"), ".."):
		return "a place outside the archive"
	case strings.ContainsRune(name, 0):
		return "a name with a NUL byte in it"
	}
	return ""
}
