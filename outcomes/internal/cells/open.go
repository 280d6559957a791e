package cells

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"errors"
	"io"
)

// Format is what the text of a file holds.
type Format uint8

// The formats.
const (
	Table Format = iota // rows of cells
	JSON                // an object or an array is what it begins with
)

// FormatError says why a file cannot be read at all: it is known not to be text, or of another
// format than the one that is wanted.
type FormatError string

func (e FormatError) Error() string { return string(e) }

// ErrNoReader says that the reader is nil.
const ErrNoReader FormatError = "there is nothing to read from: want a file that is open, and got nil"

// ErrPackedTwice is the error of a compressed file in a compressed file.
const ErrPackedTwice FormatError = "the file is compressed twice: unpack it once"

// ErrJSON is the error of JSON where rows of cells are wanted.
const ErrJSON FormatError = "the file is JSON: want a table, as CSV has it, with a header and a line for each row"

const (
	// how much of a file is held in memory at once, and may be looked at before it is read
	bufferSize = 64 << 10
	// bytes that tell what kind of file it is
	sniffed = 1 << 10
)

// mark is the byte order mark at the beginning of UTF-8 text.
const mark = "\ufeff"

// Open returns the text of r and what it holds. It unpacks what is compressed (gzip) and takes away
// byte order marks. UTF-16 becomes UTF-8. Other text is handed on as it is, whatever its encoding:
// see [Text]. What is known not to be text is a [FormatError], which says what kind of file it is
// and how to get a CSV out of it. Any other error is that of r.
//
// The text of a file that Open has opened may be opened again.
func Open(r io.Reader) (*bufio.Reader, Format, error) {
	if r == nil {
		return nil, 0, ErrNoReader
	}
	b, err := Unpack(r)
	if err != nil {
		return nil, 0, err
	}
	start, err := sniff(b)
	if err != nil {
		return nil, 0, err
	}
	if err := binaryKind(b, start); err != "" {
		return nil, 0, err
	}
	if order := orderOf(start); order != nil {
		b = buffered(&fromUTF16{r: b, order: order})
		if start, err = sniff(b); err != nil {
			return nil, 0, err
		}
	}
	for bytes.HasPrefix(start, []byte(mark)) {
		if _, err := b.Discard(len(mark)); err != nil {
			return nil, 0, err
		}
		start = start[len(mark):]
	}
	if notText(start) {
		return nil, 0, theFile(notAText)
	}
	start = beginning(b)
	if err := textKind(start); err != "" {
		return nil, 0, err
	}
	if len(start) > 0 && (start[0] == '{' || start[0] == '[') {
		return b, JSON, nil
	}
	return b, Table, nil
}

// WithoutMark returns UTF-8 text without the byte order mark that it may begin with.
func WithoutMark(r io.Reader) io.Reader {
	b := bufio.NewReader(r)
	if start, _ := b.Peek(len(mark)); string(start) == mark {
		_, _ = b.Discard(len(mark)) // which are there
	}
	return b
}

// sniff returns the first bytes of b, which stay there. The error is that of a reader that gives
// none.
func sniff(b *bufio.Reader) ([]byte, error) {
	start, err := b.Peek(sniffed)
	if len(start) == 0 && err != nil && err != io.EOF {
		return nil, err
	}
	return start, nil
}

// beginning returns the first bytes of b after white space, and after the mark before a text of
// JSON in a sequence (RFC 8142), as far as one may look. They stay there, so that lines are counted
// from the first.
func beginning(b *bufio.Reader) []byte {
	for n := sniffed; ; n *= 4 {
		start, err := b.Peek(min(n, b.Size()))
		if start = bytes.TrimLeft(start, " \t\r\n\v\f\x1e"); len(start) > 0 || err != nil || n >= b.Size() {
			return start
		}
	}
}

// packed is how a compressed file (gzip) begins.
const packed = "\x1f\x8b"

// IsPacked reports whether what r has is compressed (gzip).
func IsPacked(r *bufio.Reader) bool {
	start, _ := r.Peek(len(packed))
	return string(start) == packed
}

// Unpack returns what r has, without its compression (gzip), which is known by its content.
func Unpack(r io.Reader) (*bufio.Reader, error) {
	b := buffered(r)
	if !IsPacked(b) {
		return b, nil
	}
	z, err := gzip.NewReader(b)
	if err != nil {
		return nil, damaged(err)
	}
	return buffered(&unpacked{z}), nil
}

// unpacked reads what is in a compressed file.
type unpacked struct{ z *gzip.Reader }

func (u *unpacked) Read(p []byte) (n int, err error) {
	n, err = u.z.Read(p)
	return n, damaged(err)
}

// damagedError says in plain words that a compressed file is damaged.
type damagedError struct{ err error }

func (e damagedError) Error() string {
	if e.err == io.ErrUnexpectedEOF {
		return "the compressed file breaks off (" + e.err.Error() + "): get it again"
	}
	return "the compressed file is damaged: get it again"
}

func (e damagedError) Unwrap() error { return e.err }

// damaged returns an error of unpacking so that it says what to do; others as they are.
func damaged(err error) error {
	_, corrupt := errors.AsType[flate.CorruptInputError](err)
	if corrupt || err == io.ErrUnexpectedEOF || err == gzip.ErrChecksum || err == gzip.ErrHeader {
		return damagedError{err}
	}
	return err
}

// buffered returns a reader of r that can be looked into, which r may be already.
func buffered(r io.Reader) *bufio.Reader {
	if b, ok := r.(*bufio.Reader); ok && b.Size() >= bufferSize {
		return b
	}
	return bufio.NewReaderSize(&lasting{r: r}, bufferSize)
}

// lasting reads r until it fails, and fails from then on, so that an error which comes up while
// looking ahead is there again when reading gets to it.
type lasting struct {
	r   io.Reader
	err error
}

func (l *lasting) Read(p []byte) (n int, err error) {
	if l.err != nil {
		return 0, l.err
	}
	n, l.err = l.r.Read(p)
	return n, l.err
}
