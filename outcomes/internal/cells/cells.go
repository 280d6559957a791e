// Package cells opens files of rows, cuts them into records, and reads what stands in cells: the
// part of reading that a file of searches and a table of counts have in common.
package cells

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// FormatError says why a file cannot be read at all: it is known not to be text, or of another
// format than the one that is wanted.
type FormatError string

func (e FormatError) Error() string { return string(e) }

// ErrNoReader says that the reader is nil.
const ErrNoReader FormatError = "there is nothing to read from: want a reader, as os.Open returns it, and got nil"

// ErrZIP is the error of a ZIP archive.
const ErrZIP FormatError = "the file is a ZIP archive: unpack it and give the CSV files in it"

// ErrPackedTwice is the error of a compressed file in a compressed file.
const ErrPackedTwice FormatError = "the file is compressed twice: unpack it once"

// Open returns r unpacked, without its byte order mark. It refuses what is known not to be text,
// and JSON where CSV is wanted, with a [FormatError]. Any other error is that of r.
func Open(r io.Reader, wantJSON bool) (io.Reader, error) {
	if r == nil {
		return nil, ErrNoReader
	}
	b, err := Unpack(r)
	if err != nil {
		return nil, err
	}
	start, err := b.Peek(4)
	if err != nil && err != io.EOF {
		return nil, err
	}
	switch {
	case bytes.HasPrefix(start, []byte("\xef\xbb\xbf")):
		if _, err := b.Discard(3); err != nil {
			return nil, err
		}
	case bytes.HasPrefix(start, []byte("PK\x03\x04")):
		return nil, ErrZIP
	case bytes.HasPrefix(start, []byte("\xff\xfe")), bytes.HasPrefix(start, []byte("\xfe\xff")):
		return nil, FormatError("the file is UTF-16 text: save the file as UTF-8")
	case IsPacked(b):
		return nil, ErrPackedTwice
	case bytes.HasPrefix(start, []byte("<")):
		return nil, FormatError("the file is a web page or XML: download the data itself")
	case !wantJSON && (bytes.HasPrefix(start, []byte("{")) || bytes.HasPrefix(start, []byte("["))):
		return nil, FormatError("the file is JSON: read it with ReadJSON, or give the CSV")
	}
	return b, nil
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
	b := bufio.NewReader(r)
	if !IsPacked(b) {
		return b, nil
	}
	z, err := gzip.NewReader(b)
	if err != nil {
		return nil, err
	}
	return bufio.NewReader(z), nil
}

// ReadError says where reading failed.
func ReadError(file string, line int, err error) error {
	if file != "" {
		return fmt.Errorf("outcomes: %s:%d: reading: %w", quote.File(file), line, quote.Outside(err))
	}
	return fmt.Errorf("outcomes: line %d: reading: %w", line, quote.Outside(err))
}

// FoldHeader returns the name of a column in small letters and digits, with _ for whatever stands
// between words.
func FoldHeader(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	return strings.Join(words, "_")
}

// Blank reports whether a trimmed cell says that there is no value, in the words of R, pandas,
// spreadsheets and databases.
func Blank(cell string) bool {
	switch len(cell) {
	case 0:
		return true
	case 2, 3, 4:
		switch strings.ToLower(cell) {
		case "na", "n/a", "nan", "null", "none", "<na>":
			return true
		}
	}
	return false
}

// MaxSeen bounds how many labels a column remembers. No real column has more than a few dozen.
const MaxSeen = 1 << 12

// Memo reads the labels of one column, and remembers what they have turned out to mean.
type Memo[V any] struct {
	// Parse returns the value of a label that is not blank, and the value for one that it cannot
	// read with the reason.
	Parse func(label string) (V, error)

	seen map[string]meaning[V]
}

// Labels reads the labels of a column whose values are an enum.
type Labels = Memo[uint8]

type meaning[V any] struct {
	value V
	err   error
}

// Value returns the meaning of a cell. That of a blank one is the zero value.
func (l *Memo[V]) Value(cell []byte) (V, error) {
	if m, ok := l.seen[string(cell)]; ok {
		return m.value, m.err
	}
	var m meaning[V]
	if label := strings.TrimSpace(string(cell)); !Blank(label) {
		m.value, m.err = l.Parse(label)
	}
	if len(l.seen) < MaxSeen && len(cell) <= 4*quote.MaxShown {
		if l.seen == nil {
			l.seen = make(map[string]meaning[V])
		}
		l.seen[string(cell)] = m
	}
	return m.value, m.err
}

// unrecognised is the value, in every enum that a column of labels has, of a label that no table
// knows. 0 is that of a blank cell.
const unrecognised = 1

// OfEnum reads the labels of an enum of package outcomes by its parser.
func OfEnum[E ~uint8](parse func(label string) (E, error)) func(string) (uint8, error) {
	return func(label string) (uint8, error) {
		v, err := parse(label)
		if err != nil {
			return unrecognised, ethnicity.ErrUnknownLabel
		}
		return uint8(v), nil
	}
}

// OfGroup reads the labels of ethnic groups.
func OfGroup(parse func(label string) (ethnicity.Group, error)) func(string) (uint8, error) {
	return func(label string) (uint8, error) {
		g, err := parse(label)
		if err != nil {
			return uint8(ethnicity.NotKnown), quote.Label(err)
		}
		return uint8(g), nil
	}
}

// OfficerGroup returns the group of a label as an officer sees it.
func OfficerGroup(label string) (ethnicity.Group, error) {
	return ethnicity.ParseIn(ethnicity.OfficerDefined, label)
}
