package outcomes

import (
	"archive/zip"
	"bufio"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"sync/atomic"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// ArchiveLimits bounds what is read from ZIP archives, a few bytes of which can be made to unpack
// to more than any disk holds. They are enforced while an archive is read, whatever it says of its
// sizes. 0 stands for the default, and less is an error. The largest download of data.police.uk is
// far below each.
type ArchiveLimits struct {
	// Entries is how many files may be read of one archive. Those that are left out by their names
	// do not count, but with them it may have 100,000. The default is 2,000.
	Entries int
	// EntryBytes is how many bytes one file may have when it is unpacked. The default is 1 GiB.
	EntryBytes int64
	// Ratio is how many times as large as it is packed a file may be, once it has given more than 1
	// MiB. The default is 200; files of searches have about 15.
	Ratio int64
	// TotalBytes is how many bytes all files of archives may have, unpacked and together, that one
	// call reads. The default is 8 GiB.
	TotalBytes int64
}

// orDefaults returns the limits with the defaults in place of 0.
func (l ArchiveLimits) orDefaults() (ArchiveLimits, error) {
	if l.Entries < 0 || l.EntryBytes < 0 || l.Ratio < 0 || l.TotalBytes < 0 {
		return l, fmt.Errorf("outcomes: a limit of archives is below 0: want 0, which is the default, or more: got %d entries, %d bytes an entry, ratio %d, %d bytes in all",
			l.Entries, l.EntryBytes, l.Ratio, l.TotalBytes)
	}
	if l.Entries == 0 {
		l.Entries = 2000
	}
	if l.EntryBytes == 0 {
		l.EntryBytes = 1 << 30
	}
	if l.Ratio == 0 {
		l.Ratio = 200
	}
	if l.TotalBytes == 0 {
		l.TotalBytes = 8 << 30
	}
	return l, nil
}

// ratioFrom is how many bytes an entry may give before its ratio is looked at.
const ratioFrom = 1 << 20

// exceeded says which limit an entry exceeds that has given so many bytes, of so many that it has
// packed, and all entries together so many; nil if none.
func (l ArchiveLimits) exceeded(given, packed, all int64) error {
	var is string
	switch {
	case given > l.EntryBytes:
		is = fmt.Sprintf("unpacks to more than %s, which is the limit of a file", inBytes(l.EntryBytes))
	case given > ratioFrom && (given-1)/l.Ratio >= packed:
		is = fmt.Sprintf("unpacks to more than %d times its %s, which is the limit", l.Ratio, inBytes(packed))
	case all > l.TotalBytes:
		is = fmt.Sprintf("makes it more than %s that archives unpack to, which is the limit in all", inBytes(l.TotalBytes))
	default:
		return nil
	}
	return errors.New("the file " + is + ": if the archive can be trusted, unpack it and give the folder")
}

// inBytes writes a number of bytes.
func inBytes(n int64) string {
	for _, unit := range []struct {
		size int64
		name string
	}{{1 << 30, "GiB"}, {1 << 20, "MiB"}, {1 << 10, "KiB"}} {
		if n >= unit.size && n%unit.size == 0 {
			return fmt.Sprintf("%d %s", n/unit.size, unit.name)
		}
	}
	if n == 1 {
		return "1 byte"
	}
	return sheet.Count(n).Text + " bytes"
}

// methods has the names of the ways to pack an entry that archives of today have.
var methods = map[uint16]string{1: "Shrink", 6: "Implode", 9: "Deflate64", 12: "bzip2", 14: "LZMA", 20: "Zstandard", 93: "Zstandard", 95: "XZ", 98: "PPMd",
	99: "AES encryption"}

// encrypted is the flag of an entry that needs a password.
const encrypted = 1

// entry opens a file of an archive. What is compressed (gzip) within it is unpacked too, since the
// limits are about what comes out at the end.
func (o *opener) entry(number int, e entry) (io.ReadCloser, error) {
	f := e.file
	given := int64(min(f.UncompressedSize64, 1<<62))
	if err := o.limits.exceeded(given, e.packed, o.given.before(number, o.limits.TotalBytes-given)+given); err != nil {
		return nil, fmt.Errorf("%s%w", at(e.name), err)
	}
	if f.Flags&encrypted != 0 {
		return nil, fmt.Errorf("%sthe file in the archive is encrypted: unpack the archive with its password and give the folder", at(e.name))
	}
	r, err := f.Open()
	switch {
	case errors.Is(err, zip.ErrAlgorithm):
		method := methods[f.Method]
		if method == "" {
			method = fmt.Sprintf("method %d", f.Method)
		}
		return nil, fmt.Errorf("%sthe file in the archive is packed with %s, which is not read: unpack the archive and give the folder", at(e.name), method)
	case err == io.EOF: // it begins where the archive has ended
		return nil, fmt.Errorf("%sreading: %w", at(e.name), damage(io.ErrUnexpectedEOF))
	case err != nil:
		return nil, fmt.Errorf("%sreading: %w", at(e.name), quote.Outside(damage(err)))
	}
	first := &entryReader{r: r, o: o, number: number, packed: e.packed}
	b := bufio.NewReader(first)
	if !cells.IsPacked(b) {
		return unpackedEntry{b, r}, nil
	}
	plain, err := cells.Unpack(b)
	switch {
	case err != nil:
		err = fmt.Errorf("%sreading: %w", at(e.name), quote.Outside(err))
	case cells.IsPacked(plain):
		err = &HeaderError{File: e.name, Err: cells.ErrPackedTwice}
	}
	if err != nil {
		_ = r.Close() // nothing was written to it
		return nil, err
	}
	return unpackedEntry{&entryReader{r: plain, o: o, number: number, packed: e.packed}, r}, nil
}

// unpackedEntry is an entry that is open.
type unpackedEntry struct {
	io.Reader
	io.Closer
}

// entryFile is an entry that is open, and its archive with it.
type entryFile struct {
	io.ReadCloser
	archive *archive
}

func (f entryFile) Close() error {
	defer f.archive.release()
	return f.ReadCloser.Close()
}

// given is how many bytes the entries of archives have given, by the number of their file in the
// list.
type given struct {
	files []atomic.Int64
	all   atomic.Int64
}

// begin says how many files are to be read, none of which has given anything.
func (g *given) begin(files int) {
	g.files = make([]atomic.Int64, files)
	g.all.Store(0)
}

// add adds bytes that a file has given.
func (g *given) add(number int, n int64) {
	g.files[number].Add(n)
	g.all.Add(n)
}

// before returns how many bytes the files before a number have given so far, or all files if these
// are no more than most. What the files after it give does not count, so that a limit is exceeded
// by the same file whatever is read at the same time.
func (g *given) before(number int, most int64) (sum int64) {
	if all := g.all.Load(); all <= most {
		return all
	}
	for i := range number {
		sum += g.files[i].Load()
	}
	return sum
}

// exceededBy returns the error that the files up to a number, all of which have been read, have
// given more than all may; nil if they have not.
func (o *opener) exceededBy(number int) error {
	return o.limits.exceeded(0, 0, o.given.before(number+1, o.limits.TotalBytes))
}

// entryReader reads an entry as far as the limits allow.
type entryReader struct {
	r             io.Reader
	o             *opener
	number        int // of its file in the list
	packed, given int64
}

func (e *entryReader) Read(b []byte) (int, error) {
	n, err := e.r.Read(b)
	e.given += int64(n)
	e.o.given.add(e.number, int64(n))
	all := e.o.given.before(e.number+1, e.o.limits.TotalBytes)
	if exceeded := e.o.limits.exceeded(e.given, e.packed, all); exceeded != nil {
		return 0, exceeded
	}
	return n, damage(err)
}

// damage says in the error of an entry that is damaged what that means.
func damage(err error) error {
	_, corrupt := errors.AsType[flate.CorruptInputError](err)
	switch {
	case err == nil, err == io.EOF:
		return err
	case corrupt, errors.Is(err, zip.ErrChecksum), errors.Is(err, zip.ErrFormat), errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("the archive is damaged: download or copy it again: %w", quote.Outside(err))
	}
	return err
}
