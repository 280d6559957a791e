package rows

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	maxStart  = 64 << 10 // bytes of a file by which it is known how it is written
	maxRecord = 1 << 20  // bytes of one row
)

// Reader cuts a file of any length into rows, one after the other, as [Cut] does: how it is written
// is known by its beginning.
type Reader struct {
	table    []Row // of Markdown, those that are left; nil of other text
	isTable  bool
	cut      *cutter
	guard    *guard
	comments *commentFilter
}

// NewReader reads the beginning of a file. The error says what a file is that is no text.
func NewReader(r io.Reader, o Options) (*Reader, error) {
	if r == nil {
		return nil, errors.New("no file to read")
	}
	in := bufio.NewReaderSize(r, maxStart)
	start, err := in.Peek(maxStart)
	if err != nil && err != io.EOF {
		return nil, &ReadError{err}
	}
	if is := fileKind(start); is != "" {
		return nil, fmt.Errorf("this is %s", is)
	}
	whole := err == io.EOF
	d := newDecoder(in, start)
	text := d.sample(start)
	if strings.ContainsRune(text, 0) {
		return nil, errNotText
	}
	d.returns = !strings.Contains(text, "\n") && strings.Contains(text, "\r")
	if d.returns {
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	if table, err := markdown(text); err != nil || table != nil {
		if !whole && err == nil {
			err = errors.New("a table of Markdown of more than 64 kB: save it as CSV")
		}
		return &Reader{table: table, isTable: true, comments: new(commentFilter)}, err
	}
	if end := strings.LastIndexByte(text, '\n'); !whole && end >= 0 {
		text = text[:end+1]
	}
	among, text, skipped := sepLine(text)
	text, _ = withoutComments(text, skipped)
	sep, _, _ := cutAlike(text, among, skipped, o)
	decoded := bufio.NewReader(d)
	if skipped > 0 {
		if _, err := decoded.ReadString('\n'); err != nil && err != io.EOF {
			return nil, &ReadError{err}
		}
	}
	filter := &commentFilter{in: decoded, line: skipped}
	g := &guard{in: filter}
	return &Reader{cut: newCutter(g, sep, skipped), guard: g, comments: filter}, nil
}

// Next returns the next row that is not blank, and io.EOF after the last. An error about a row is
// an [*Error], one of what the file is read from a [*ReadError].
func (r *Reader) Next() (Row, error) {
	if r.isTable {
		if len(r.table) == 0 {
			return nil, io.EOF
		}
		row := r.table[0]
		r.table = r.table[1:]
		return row, nil
	}
	for {
		r.guard.read = 0
		row, err := r.cut.next()
		switch _, isPlace := err.(*Error); {
		case err == nil && row.Filled() == 0:
			continue
		case err == nil, err == io.EOF, isPlace:
			return row, err
		case errors.Is(err, errRecord):
			return nil, Cell{Line: r.comments.line + 1, Column: 1}.Because(errRecord)
		}
		return nil, &ReadError{err}
	}
}

// MarshalJSON returns an error: a reader of a file has nothing to store.
func (r *Reader) MarshalJSON() ([]byte, error) {
	return nil, errors.New("rows: a reader cannot be stored: store its rows")
}

// Comments returns the lines that begin with #, of those that are read so far.
func (r *Reader) Comments() []Comment { return r.comments.comments }

// guard keeps a quotation mark that nothing closes from filling the memory.
type guard struct {
	in   io.Reader
	read int // bytes since the last row
}

var errRecord = errors.New("a row of more than a megabyte ends here: a quotation mark above it may be one that nothing closes")

func (g *guard) Read(p []byte) (int, error) {
	if g.read > maxRecord {
		return 0, errRecord
	}
	n, err := g.in.Read(p)
	g.read += n
	return n, err
}

// decoder turns the text of a file into UTF-8.
type decoder struct {
	in      *bufio.Reader
	order   binary.ByteOrder // of UTF-16; nil of other text
	ansi    bool             // the text is in Windows-1252
	returns bool             // lines end with a carriage return alone
	out     []byte
	err     error
}

// newDecoder finds out how a text is encoded that begins with start, and passes over its mark.
func newDecoder(in *bufio.Reader, start []byte) *decoder {
	order, mark := orderOf(start)
	if order == nil && bytes.HasPrefix(start, []byte("\ufeff")) {
		mark = len("\ufeff")
	}
	d := &decoder{in: in, order: order, ansi: order == nil && !validStart(start)}
	_, _ = in.Discard(mark) // it is in the buffer
	return d
}

// validStart reports whether a text begins in UTF-8, whose last character may be cut off.
func validStart(start []byte) bool {
	for cut := range min(utf8.UTFMax, len(start)+1) {
		if utf8.Valid(start[:len(start)-cut]) {
			return cut == 0 || len(start) == maxStart
		}
	}
	return false
}

// sample decodes the beginning of a file.
func (d *decoder) sample(start []byte) string {
	_, mark := orderOf(start)
	copied := &decoder{in: bufio.NewReader(bytes.NewReader(bytes.TrimPrefix(start[mark:], []byte("\ufeff")))), order: d.order, ansi: d.ansi}
	// what is cut off at the end is an error that does not matter here
	text, _ := io.ReadAll(copied)
	return string(text)
}

func (d *decoder) Read(p []byte) (int, error) {
	for len(d.out) == 0 {
		if d.err != nil {
			return 0, d.err
		}
		d.fill(len(p))
	}
	n := copy(p, d.out)
	d.out = d.out[n:]
	return n, nil
}

// fill decodes some characters.
func (d *decoder) fill(n int) {
	d.out = d.out[:0]
	for len(d.out) < min(n, 4<<10) && d.err == nil {
		var r rune
		if r, d.err = d.next(); d.err != nil {
			return
		}
		if r == '\r' && d.returns {
			r = '\n'
		}
		d.out = utf8.AppendRune(d.out, r)
	}
}

// next reads a character. A byte that is none of UTF-8 is one of Windows-1252.
func (d *decoder) next() (rune, error) {
	switch {
	case d.order != nil:
		return d.next16()
	case d.ansi:
		b, err := d.in.ReadByte()
		return windows1252(b), err
	}
	r, size, err := d.in.ReadRune()
	if err == nil && r == utf8.RuneError && size == 1 {
		_ = d.in.UnreadRune() // it was read just now
		b, err := d.in.ReadByte()
		return windows1252(b), err
	}
	return r, err
}

// next16 reads a character of UTF-16. Half of a pair becomes U+FFFD.
func (d *decoder) next16() (rune, error) {
	unit, err := d.unit()
	if err != nil || !utf16.IsSurrogate(rune(unit)) {
		return rune(unit), err
	}
	next, err := d.in.Peek(2)
	if err != nil {
		return utf8.RuneError, nil // the end comes next
	}
	r := utf16.DecodeRune(rune(unit), rune(d.order.Uint16(next)))
	if r != utf8.RuneError {
		_, err = d.in.Discard(2)
	}
	return r, err
}

func (d *decoder) unit() (uint16, error) {
	var b [2]byte
	_, err := io.ReadFull(d.in, b[:])
	if err == io.ErrUnexpectedEOF {
		err = errCut
	}
	return d.order.Uint16(b[:]), err
}
