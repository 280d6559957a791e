package pack

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

// changed returns the file of a body after a change.
func changed(body string, change func([]byte) []byte) string {
	return string(change(Seal([]byte(body))))
}

// A file comes back as it was, however it arrives, and what is not one is said to be so.
func TestOpen(t *testing.T) {
	broken := errors.New("broken")
	same := func(b []byte) []byte { return b }
	for _, test := range []struct {
		file   string
		want   string // in the error; "" if the body comes back
		reason string
	}{
		{changed("body", same), "", "whole"},
		{changed("", same), "", "an empty body"},
		{changed(strings.Repeat("body", 1<<18), same), "", "a mebibyte"},
		{"", "breaks off", "nothing"},
		{Magic, "breaks off", "the first bytes alone"},
		{changed("body", func(b []byte) []byte { return b[:len(b)-1] }), "breaks off", "without its last byte"},
		{changed("body", func(b []byte) []byte { return b[:header+2] }), "breaks off", "half of its body"},
		{changed("body", func(b []byte) []byte { return append(b, 0) }), "beyond its end", "with another byte"},
		{changed("body", func(b []byte) []byte { b[header]++; return b }), "damaged", "another letter"},
		{changed("body", func(b []byte) []byte { b[len(b)-1]++; return b }), "damaged", "another checksum"},
		{changed("body", func(b []byte) []byte { b[len(Magic)+4]--; return b }), "damaged", "another length, which the checksum covers"},
		{changed("body", func(b []byte) []byte { b[len(Magic)]++; return b }), "of version 2, and this program reads version 1", "a later version"},
		{changed("body", func(b []byte) []byte {
			binary.LittleEndian.PutUint64(b[len(Magic)+4:], 1<<40)
			return b
		}), "more than 1024 MiB", "a length that is none"},
		{changed("body", func(b []byte) []byte {
			binary.LittleEndian.PutUint64(b[len(Magic)+4:], MaxBytes)
			return b
		}), "breaks off", "a length that is not there, for which no memory is taken"},
	} {
		for _, r := range []io.Reader{strings.NewReader(test.file), iotest.OneByteReader(strings.NewReader(test.file)), iotest.DataErrReader(strings.NewReader(test.file))} {
			body, err := Open(r)
			if test.want == "" && (err != nil || string(Seal(body)) != test.file) || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
				t.Errorf("%s: %d bytes, error %v", test.reason, len(body), err)
			}
		}
	}
	for n := range header + 8 {
		if _, err := Open(io.MultiReader(strings.NewReader(changed("body", same)[:n]), iotest.ErrReader(broken))); !errors.Is(err, broken) {
			t.Errorf("after %d bytes: %v", n, err)
		}
	}
	if _, err := Open(io.MultiReader(strings.NewReader(changed("body", same)), iotest.ErrReader(broken))); !errors.Is(err, broken) {
		t.Errorf("at its end: %v", err)
	}
}

// TestBlockLaw: what is added to a block is read from it, in order, and nothing else is there.
func TestBlockLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := new(Encoder)
		var reads []func(d *Decoder) bool
		for range rapid.IntRange(0, 20).Draw(t, "values") {
			switch rapid.IntRange(0, 6).Draw(t, "kind") {
			case 0:
				v := rapid.Uint64().Draw(t, "uint")
				e.Uint(v)
				reads = append(reads, func(d *Decoder) bool { return d.Uint() == v })
			case 1:
				v := rapid.Int64().Draw(t, "int")
				e.Int(v)
				reads = append(reads, func(d *Decoder) bool { return d.Int() == v })
			case 2:
				v := rapid.Bool().Draw(t, "bool")
				e.Bool(v)
				reads = append(reads, func(d *Decoder) bool { return d.Bool() == v })
			case 3:
				v := rapid.Float64().Draw(t, "float")
				e.Float(v)
				reads = append(reads, func(d *Decoder) bool { return math.Float64bits(d.Float()) == math.Float64bits(v) })
			case 4:
				v := rapid.StringN(0, 3, -1).Draw(t, "text")
				e.Text(v)
				reads = append(reads, func(d *Decoder) bool { return d.Text() == v })
			case 5:
				v := rapid.Int64Range(0, math.MaxInt64).Draw(t, "count")
				e.Count(v)
				reads = append(reads, func(d *Decoder) bool { return d.Count(v) == v })
			default:
				v := rapid.SliceOfN(rapid.Byte(), 0, 9).Draw(t, "block")
				e.Block(v)
				reads = append(reads, func(d *Decoder) bool { return bytes.Equal(d.Block(), v) })
			}
		}
		block := e.Bytes()
		d := NewDecoder(block)
		for i, read := range reads {
			if !read(d) {
				t.Fatalf("value %d differs: %v", i, d.Err())
			}
		}
		if err := d.End(); err != nil {
			t.Fatal(err)
		}
		if len(block) > 0 {
			d := NewDecoder(block[:len(block)-1])
			for _, read := range reads {
				read(d)
			}
			if len(reads) > 0 && d.End() == nil {
				t.Fatal("without its last byte it is no error")
			}
		}
	})
}

// A block that no Encoder writes is an error at once, after which all is zero, and no size in it
// takes memory.
func TestNoBlock(t *testing.T) {
	huge := binary.AppendUvarint([]byte{0}, math.MaxUint64)
	for _, test := range []struct {
		block  []byte
		read   func(d *Decoder) bool // whether it gives zero
		reason string
	}{
		{nil, func(d *Decoder) bool { return d.Uint() == 0 }, "nothing"},
		{binary.AppendUvarint(nil, math.MaxUint64), func(d *Decoder) bool { return d.Text() == "" }, "more texts than there are bytes"},
		{append([]byte{1}, huge[1:]...), func(d *Decoder) bool { return d.Text() == "" }, "a text that is longer than the block"},
		{huge, func(d *Decoder) bool { return d.Len(1) == 0 }, "a list that is longer than the block"},
		{[]byte{0, 3, 1, 1, 1}, func(d *Decoder) bool { return d.Len(2) == 0 }, "a list of elements that need more bytes"},
		{huge, func(d *Decoder) bool { return d.Count(math.MaxInt64) == 0 }, "a count beyond int64"},
		{[]byte{0, 5}, func(d *Decoder) bool { return d.Count(4) == 0 }, "a count beyond what may be"},
		{[]byte{0, 0}, func(d *Decoder) bool { return d.Count(-1) == 0 && d.Index(0) == 0 }, "an index into nothing"},
		{[]byte{0, 2}, func(d *Decoder) bool { return !d.Bool() }, "a truth value that is none"},
		{[]byte{0, 0}, func(d *Decoder) bool { return d.Text() == "" }, "a text that is not there"},
		{[]byte{0, 9}, func(d *Decoder) bool { return len(d.Block()) == 0 }, "a block that is longer than what is left"},
		{[]byte{0, 1, 2, 3}, func(d *Decoder) bool { return d.Hash() == 0 }, "half a hash"},
		{[]byte{0, 0xff}, func(d *Decoder) bool { return d.Int() == 0 }, "half a number"},
		{bytes.Repeat([]byte{0x80}, 20), func(d *Decoder) bool { return d.Uint() == 0 }, "a number without end"},
	} {
		d := NewDecoder(test.block)
		if !test.read(d) || d.Err() != ErrForm || d.Uint() != 0 || d.Text() != "" || d.End() != ErrForm {
			t.Errorf("%s: %v", test.reason, d.Err())
		}
	}
	d := NewDecoder([]byte{0, 7})
	if d.End() != ErrForm {
		t.Error("something is left, and that is no error")
	}
}
