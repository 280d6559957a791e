package cells

import (
	"encoding/binary"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// orderOf returns the byte order of UTF-16 text that begins with start; nil if it is none. A mark
// tells it. Without a mark the first characters must all be of ASCII, and have a NUL before or
// after each.
func orderOf(start []byte) binary.ByteOrder {
	const enough = 32
	if len(start) < 2 {
		return nil
	}
	switch {
	case start[0] == 0xff && start[1] == 0xfe:
		return binary.LittleEndian
	case start[0] == 0xfe && start[1] == 0xff:
		return binary.BigEndian
	case len(start) < 4:
		return nil
	}
	little, big := true, true
	for i := 0; i+1 < min(len(start), enough); i += 2 {
		little = little && isText(start[i]) && start[i+1] == 0
		big = big && start[i] == 0 && isText(start[i+1])
	}
	switch {
	case little:
		return binary.LittleEndian
	case big:
		return binary.BigEndian
	}
	return nil
}

// isText reports whether b is a character of ASCII that text may have.
func isText(b byte) bool { return ' ' <= b && b < 0x7f || '\t' <= b && b <= '\r' }

// errCutUTF16 is the error of a file that breaks off.
const errCutUTF16 FormatError = "the file is UTF-16 text that ends in the middle of a character: it is cut off, so get it again"

// fromUTF16 turns UTF-16 into UTF-8. Half of a surrogate pair becomes U+FFFD.
type fromUTF16 struct {
	r     io.Reader
	order binary.ByteOrder

	in      [4 << 10]byte
	held    int    // bytes at the beginning of in that are half a character
	high    rune   // the first half of a pair; 0 if there is none
	out     []byte // what is read next
	buffer  []byte
	pending error // comes after out
}

func (f *fromUTF16) Read(p []byte) (int, error) {
	for len(f.out) == 0 {
		if f.pending != nil {
			return 0, f.pending
		}
		f.fill()
	}
	n := copy(p, f.out)
	f.out = f.out[n:]
	return n, nil
}

// fill reads on and turns what there is into out.
func (f *fromUTF16) fill() {
	n, err := f.r.Read(f.in[f.held:])
	n += f.held
	f.buffer = f.buffer[:0]
	for i := 0; i+1 < n; i += 2 {
		f.add(rune(f.order.Uint16(f.in[i:])))
	}
	if f.held = n % 2; f.held == 1 {
		f.in[0] = f.in[n-1]
	}
	if err == io.EOF {
		f.endPair()
		if f.held == 1 {
			err = errCutUTF16
		}
	}
	f.out, f.pending = f.buffer, err
}

// add appends one unit of UTF-16 to the buffer, or holds it if it is the first half of a pair.
func (f *fromUTF16) add(unit rune) {
	if f.high != 0 {
		if r := utf16.DecodeRune(f.high, unit); r != utf8.RuneError {
			f.buffer, f.high = utf8.AppendRune(f.buffer, r), 0
			return
		}
		f.endPair()
	}
	if 0xd800 <= unit && unit < 0xdc00 {
		f.high = unit
		return
	}
	f.buffer = utf8.AppendRune(f.buffer, unit) // U+FFFD for a second half
}

// endPair gives up waiting for the second half of a pair.
func (f *fromUTF16) endPair() {
	if f.high != 0 {
		f.buffer, f.high = utf8.AppendRune(f.buffer, utf8.RuneError), 0
	}
}
