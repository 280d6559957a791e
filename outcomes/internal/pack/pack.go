// Package pack writes and reads the bytes of a saved extract: a frame that tells a file of this
// kind, its version and whether it is whole, and in it whole numbers of few bytes and a table of
// texts.
package pack

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
)

// Magic is what every such file begins with. The first byte is that of no text, and the last two
// show whether a program has changed line ends.
const Magic = "\x89tally\r\n"

// Version is that of the form. Files of a later one are not read.
const Version = 1

// MaxBytes is how many bytes a file may have.
const MaxBytes = 1 << 30

// header is how many bytes stand before the body: Magic, the version in four bytes and the number
// of bytes of the body in eight, the least ones first. After the body stands its checksum.
const header = len(Magic) + 4 + 8

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Seal returns the file that has this body.
func Seal(body []byte) []byte {
	file := make([]byte, 0, header+len(body)+4)
	file = append(file, Magic...)
	file = binary.LittleEndian.AppendUint32(file, Version)
	file = binary.LittleEndian.AppendUint64(file, uint64(len(body)))
	file = append(file, body...)
	return binary.LittleEndian.AppendUint32(file, crc32.Checksum(file, castagnoli))
}

// Errors of a file that is not whole.
var (
	ErrCut     = errors.New("the saved file breaks off: get it again, or save it again")
	ErrDamaged = errors.New("the saved file is damaged, since its checksum is that of other bytes: get it again, or save it again")
	ErrMore    = errors.New("the saved file has bytes beyond its end: get it again, or save it again")
	ErrTooLong = fmt.Errorf("the saved file has more than %d MiB, which is the limit: save fewer files in one", MaxBytes>>20)
)

// Open reads a file that begins with Magic to its end, and returns its body. Memory grows with what
// r gives, whatever the file says of its size.
func Open(r io.Reader) ([]byte, error) {
	start := make([]byte, header)
	if _, err := io.ReadFull(r, start); err != nil {
		return nil, cut(err)
	}
	if version := binary.LittleEndian.Uint32(start[len(Magic):]); version != Version {
		return nil, fmt.Errorf("the saved file is of version %d, and this program reads version %d: "+
			"read it with a later version of this program, or save it again with this one", version, Version)
	}
	size := binary.LittleEndian.Uint64(start[len(Magic)+4:])
	if size > MaxBytes {
		return nil, ErrTooLong
	}
	var file bytes.Buffer
	file.Write(start)
	if _, err := io.CopyN(&file, r, int64(size)+4); err != nil {
		return nil, cut(err)
	}
	end := header + int(size)
	if binary.LittleEndian.Uint32(file.Bytes()[end:]) != crc32.Checksum(file.Bytes()[:end], castagnoli) {
		return nil, ErrDamaged
	}
	switch n, err := io.CopyN(io.Discard, r, 1); {
	case n > 0:
		return nil, ErrMore
	case err != io.EOF:
		return nil, err
	}
	return file.Bytes()[header:end], nil
}

// cut returns the error of a reader, which may be that the file breaks off.
func cut(err error) error {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return ErrCut
	}
	return err
}

// Encoder writes a block: its texts, each once, and then what was added.
type Encoder struct {
	b     []byte
	texts []byte
	index map[string]uint64
}

// Uint adds a whole number.
func (e *Encoder) Uint(v uint64) { e.b = binary.AppendUvarint(e.b, v) }

// Count adds a number that is not negative.
func (e *Encoder) Count(n int64) { e.Uint(uint64(n)) }

// Len adds the length of a list.
func (e *Encoder) Len(n int) { e.Uint(uint64(n)) }

// Int adds a whole number that may be negative.
func (e *Encoder) Int(v int64) { e.b = binary.AppendVarint(e.b, v) }

// Bool adds a truth value.
func (e *Encoder) Bool(v bool) {
	if v {
		e.Uint(1)
	} else {
		e.Uint(0)
	}
}

// Hash adds a number in eight bytes.
func (e *Encoder) Hash(v uint64) { e.b = binary.LittleEndian.AppendUint64(e.b, v) }

// Float adds a number with a fraction.
func (e *Encoder) Float(v float64) { e.Hash(math.Float64bits(v)) }

// Text adds a text.
func (e *Encoder) Text(s string) {
	i, ok := e.index[s]
	if !ok {
		if e.index == nil {
			e.index = make(map[string]uint64)
		}
		i = uint64(len(e.index))
		e.index[s] = i
		e.texts = binary.AppendUvarint(e.texts, uint64(len(s)))
		e.texts = append(e.texts, s...)
	}
	e.Uint(i)
}

// Block adds what another Encoder holds.
func (e *Encoder) Block(b []byte) {
	e.Len(len(b))
	e.b = append(e.b, b...)
}

// Bytes returns the block.
func (e *Encoder) Bytes() []byte {
	b := binary.AppendUvarint(nil, uint64(len(e.index)))
	b = append(b, e.texts...)
	return append(b, e.b...)
}

// ErrForm is the error of a block that no Encoder has written.
var ErrForm = errors.New("the saved file is not as this program writes it: save it again")

// Decoder reads a block. After the first error all that it gives is zero.
type Decoder struct {
	b     []byte
	texts []string
	err   error
}

// NewDecoder returns what reads a block.
func NewDecoder(block []byte) *Decoder {
	d := &Decoder{b: block}
	d.texts = make([]string, d.Len(1))
	for i := range d.texts {
		n := d.Len(1)
		d.texts[i] = string(d.b[:n])
		d.b = d.b[n:]
	}
	return d
}

// Err returns the first error.
func (d *Decoder) Err() error { return d.err }

// Fail makes err the first error, if there is none yet.
func (d *Decoder) Fail(err error) {
	if d.err == nil {
		d.b, d.err = nil, err
	}
}

// Want makes it an error if ok is false: the block is of a form that no Encoder gives it.
func (d *Decoder) Want(ok bool) {
	if !ok {
		d.Fail(ErrForm)
	}
}

// End makes it an error if something is left.
func (d *Decoder) End() error {
	d.Want(len(d.b) == 0)
	return d.err
}

// Left returns how many bytes are left.
func (d *Decoder) Left() int { return len(d.b) }

// Uint reads what Encoder.Uint adds.
func (d *Decoder) Uint() uint64 {
	v, n := binary.Uvarint(d.b)
	if n <= 0 {
		d.Fail(ErrForm)
		return 0
	}
	d.b = d.b[n:]
	return v
}

// Count reads a number from 0 to most.
func (d *Decoder) Count(most int64) int64 {
	v := d.Uint()
	if v > uint64(max(most, 0)) {
		d.Fail(ErrForm)
		return 0
	}
	return int64(v)
}

// Len reads the length of a list whose elements have so many bytes at least. It is never more than
// what is left of the block can hold.
func (d *Decoder) Len(size int) int {
	n := d.Uint()
	if n > uint64(len(d.b)/size) {
		d.Fail(ErrForm)
		return 0
	}
	return int(n)
}

// Index reads a number below n.
func (d *Decoder) Index(n int) int {
	v := d.Uint()
	if v >= uint64(n) {
		d.Fail(ErrForm)
		return 0
	}
	return int(v)
}

// Int reads what Encoder.Int adds.
func (d *Decoder) Int() int64 {
	v, n := binary.Varint(d.b)
	if n <= 0 {
		d.Fail(ErrForm)
		return 0
	}
	d.b = d.b[n:]
	return v
}

// Bool reads what Encoder.Bool adds.
func (d *Decoder) Bool() bool { return d.Index(2) == 1 }

// Hash reads what Encoder.Hash adds.
func (d *Decoder) Hash() uint64 {
	if len(d.b) < 8 {
		d.Fail(ErrForm)
		return 0
	}
	v := binary.LittleEndian.Uint64(d.b)
	d.b = d.b[8:]
	return v
}

// Float reads what Encoder.Float adds.
func (d *Decoder) Float() float64 { return math.Float64frombits(d.Hash()) }

// Text reads what Encoder.Text adds.
func (d *Decoder) Text() string {
	if i := d.Index(len(d.texts)); d.err == nil {
		return d.texts[i]
	}
	return ""
}

// Block reads what Encoder.Block adds.
func (d *Decoder) Block() []byte {
	n := d.Len(1)
	b := d.b[:n]
	d.b = d.b[n:]
	return b
}
