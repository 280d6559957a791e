package rows

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

const maxFile = 10 << 20 // bytes of a file that is read as a whole

var (
	errNotText = errors.New("this is no text: save the table as CSV")
	errCut     = errors.New("the file is cut off: its text is in UTF-16, which has two bytes or more for a character")
)

// Text reads a file of text, in UTF-8, UTF-16 or Windows-1252, with \n or \r\n at the end of its
// lines. A file that is no text, as a workbook, is an error that says what it is, and one of more
// than 10 MB is [ErrLarge]. Errors of r are returned as they are, in a [ReadError].
func Text(r io.Reader) (string, error) {
	if r == nil {
		return "", errors.New("no file to read")
	}
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	switch {
	case err != nil:
		return "", &ReadError{err}
	case len(data) > maxFile:
		return "", ErrLarge
	}
	if is := fileKind(data); is != "" {
		return "", fmt.Errorf("this is %s", is)
	}
	text, err := decode(data)
	if err != nil {
		return "", err
	}
	if strings.ContainsRune(text, 0) {
		return "", errNotText
	}
	if !strings.Contains(text, "\n") {
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	return text, nil
}

// ReadError is an error of what a file was read from.
type ReadError struct{ Err error }

// Error returns the text of the cause.
func (e *ReadError) Error() string { return e.Err.Error() }

// Unwrap returns the cause.
func (e *ReadError) Unwrap() error { return e.Err }

// fileKind says what a file is that is no table in text, and what to do; "" of any other.
func fileKind(data []byte) string {
	for _, kind := range []struct{ start, is string }{
		{"PK\x03\x04", "a workbook of Excel (.xlsx) or LibreOffice (.ods), or a ZIP archive: save the sheet as CSV"},
		{"\xd0\xcf\x11\xe0", "an old workbook of Excel (.xls): save the sheet as CSV"},
		{"%PDF", "a PDF document: want a table as CSV"},
		{"\x1f\x8b", "compressed (gzip): unpack it first"},
		{"<", "HTML or XML: want a table as CSV"},
		{"{", "JSON: want a table as CSV"},
		{"[", "JSON: want a table as CSV"},
	} {
		if bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\ufeff")), " \t\r\n"), []byte(kind.start)) {
			return kind.is
		}
	}
	return ""
}

// orderOf returns the byte order of UTF-16, and how many bytes its mark has; nil of other text.
func orderOf(data []byte) (order binary.ByteOrder, mark int) {
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		return binary.LittleEndian, 2
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return binary.BigEndian, 2
	case len(data) > 3 && data[0] != 0 && data[1] == 0 && data[2] != 0 && data[3] == 0:
		return binary.LittleEndian, 0
	case len(data) > 3 && data[0] == 0 && data[1] != 0 && data[2] == 0 && data[3] != 0:
		return binary.BigEndian, 0
	}
	return nil, 0
}

// decode returns the text of a file without a byte order mark.
func decode(data []byte) (string, error) {
	order, mark := orderOf(data)
	data = data[mark:]
	switch {
	case order != nil && len(data)%2 != 0:
		return "", errCut
	case order != nil:
		units := make([]uint16, len(data)/2)
		for i := range units {
			units[i] = order.Uint16(data[2*i:])
		}
		return string(utf16.Decode(units)), nil
	case utf8.Valid(data):
		return strings.TrimPrefix(string(data), "\ufeff"), nil
	}
	runes := make([]rune, len(data))
	for i, b := range data {
		runes[i] = windows1252(b)
	}
	return string(runes), nil
}

// windows1252 returns the character of a byte.
func windows1252(b byte) rune {
	if b < 0x80 || b >= 0xa0 {
		return rune(b)
	}
	return windows1252High[b-0x80]
}

// windows1252High has the characters of Windows-1252 from 0x80 to 0x9f.
var windows1252High = [32]rune{
	'€', utf8.RuneError, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', utf8.RuneError, 'Ž', utf8.RuneError,
	utf8.RuneError, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', utf8.RuneError, 'ž', 'Ÿ',
}
