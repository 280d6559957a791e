package cells

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
)

// Bounds on what is held in memory at once. No line of a real file has 1,000 bytes, and no cell of
// one has a line end.
const (
	// MaxLine is how many bytes a line may have.
	MaxLine = 1 << 20
	// lines over which one quoted cell may run
	maxRecordLines = 8
)

// Errors that reject a row because it cannot be cut into cells.
var (
	ErrLineTooLong = fmt.Errorf("line is longer than %d bytes: want one search a line", MaxLine)
	ErrQuote       = errors.New("quotation mark without its partner: want cells as \"…\", with marks inside doubled")
	errOpen        = errors.New("the record ends inside a quoted cell") // never leaves this file
)

// Records cuts a file into records as RFC 4180 has it, and more patiently.
//
// Cells are separated by commas, semicolons, tabs or bars (|), which the header tells, or as a line
// sep=; before it says. Lines end in LF, CRLF or CR alone. Lines without anything but separators,
// space and empty quotation marks are no records, wherever they stand. Marks that a spreadsheet
// does not show, such as a no-break space, are taken away around a cell.
//
// A record that cannot be cut is an error of that line alone, and cutting goes on with the next
// line, where a reader that follows the quotation marks would swallow the rest of the file. A
// quotation mark inside a cell that does not begin with one stands for itself.
//
// The first record is the header, and the others have its width as far as that is a matter of blank
// cells: blank cells beyond those of the header are left out, and those below columns at its end
// that have no name are added. A record with other cells too many or too few is as it stands.
type Records struct {
	known     func(folded string) bool
	begun     bool
	separator byte
	width     int // cells of the header; 0 before it
	named     int // cells of the header up to the last name

	r     *bufio.Reader
	ahead []aline // lines that were looked at, and are yet to be cut
	after int     // number of the last line of the last record

	// The last record, valid until the next call of Next.
	Line   int      // the line of the file at which it begins, from 1
	Raw    []byte   // as it stands in the file, without its line end
	Cells  [][]byte // without quotation marks
	Starts []int    // where in Raw each cell begins

	long, joined, unquoted []byte // buffers

	isPart bool   // of a part of a file, which has no reader
	part   []byte // what comes of it
}

// aline is a line or the reason why there is none.
type aline struct {
	text []byte
	err  error
}

// NewRecords returns what cuts the text of r, which is as [Open] returns it. known reports whether
// a name, as [FoldHeader] returns it, is one that the header may have: the separator is the one
// that gives the most of them, and a comma where none gives more.
func NewRecords(r io.Reader, known func(folded string) bool) *Records {
	return &Records{r: buffered(r), known: known}
}

// Separator returns what stands between cells; 0 before the first record.
func (c *Records) Separator() byte { return c.separator }

// Next cuts the next record. The error is io.EOF at the end of the file, ErrLineTooLong or ErrQuote
// for one record, or that of the reader.
func (c *Records) Next() error {
	if !c.begun {
		c.begin()
	}
	for {
		var l aline
		if len(c.ahead) > 0 {
			l, c.ahead = c.ahead[0], c.ahead[1:]
		} else {
			l.text, l.err = c.read()
		}
		c.after++
		c.Line, c.Raw, c.Cells, c.Starts = c.after, l.text, c.Cells[:0], c.Starts[:0]
		if l.err != nil {
			return l.err
		}
		err := c.cut()
		if err == errOpen {
			if c.isPart {
				return ErrContinued
			}
			var n int
			n, err = c.join(0)
			c.ahead, c.after = c.ahead[n:], c.after+n
		}
		switch {
		case err != nil:
			return err
		case c.isNothing():
		case c.width == 0:
			c.width, c.named = len(c.Cells), len(c.Cells)
			for isBlank(c.Cells[c.named-1]) {
				c.named--
			}
			return nil
		case len(c.Cells) != c.width:
			c.fit()
			return nil
		default:
			return nil
		}
	}
}

// isNothing reports whether all cells of the last record are blank.
func (c *Records) isNothing() bool {
	return isBlank(c.Cells[0]) && !slices.ContainsFunc(c.Cells, isSomething)
}

// fit gives the last record the width of the header, if that is a matter of blank cells, and
// reports whether it has it.
func (c *Records) fit() bool {
	n := len(c.Cells)
	if n == c.width || c.width == 0 {
		return true
	}
	for n > c.width && isBlank(c.Cells[n-1]) {
		n--
	}
	c.Cells, c.Starts = c.Cells[:n], c.Starts[:n]
	for n >= c.named && len(c.Cells) < c.width {
		c.Cells, c.Starts = append(c.Cells, nil), append(c.Starts, len(c.Raw))
	}
	return len(c.Cells) == c.width
}

// line returns the nth line of those that are yet to be cut, from 0.
func (c *Records) line(n int) aline {
	for n >= len(c.ahead) {
		text, err := c.read()
		c.ahead = append(c.ahead, aline{bytes.Clone(text), err})
	}
	return c.ahead[n]
}

// join cuts a record whose first line ends inside a quoted cell. It takes lines after it, the first
// of them the one at next, only if they make a whole record with it, and returns how many.
func (c *Records) join(next int) (lines int, err error) {
	first := bytes.Clone(c.Raw)
	c.joined = append(c.joined[:0], first...)
	for n := range maxRecordLines - 1 {
		l := c.line(next + n)
		if l.err != nil {
			break
		}
		c.joined = append(append(c.joined, '\n'), l.text...)
		c.Raw = c.joined
		err := c.cut()
		if err == nil && (c.fit() || c.isNothing()) {
			return n + 1, nil
		}
		if err != errOpen {
			break
		}
	}
	c.Raw, c.Cells, c.Starts = first, c.Cells[:0], c.Starts[:0]
	return 0, ErrQuote
}

// read returns the next line without its line end. The last line of a file need not have one.
func (c *Records) read() ([]byte, error) {
	if c.isPart {
		line, err := c.readPart()
		return withoutEnd(line), err
	}
	line, err := c.r.ReadSlice('\n')
	if err == bufio.ErrBufferFull {
		c.long = append(c.long[:0], line...)
		tooLong := false
		for err == bufio.ErrBufferFull {
			line, err = c.r.ReadSlice('\n')
			if tooLong = tooLong || len(c.long)+len(line) > MaxLine; !tooLong {
				c.long = append(c.long, line...)
			}
		}
		if tooLong && (err == nil || err == io.EOF) {
			return nil, ErrLineTooLong
		}
		line = c.long
	}
	if err != nil && (err != io.EOF || len(line) == 0) {
		return nil, err
	}
	return withoutEnd(line), nil
}

// withoutEnd returns a line without its line end.
func withoutEnd(line []byte) []byte {
	line = bytes.TrimSuffix(line, []byte{'\n'})
	// programs that translate line ends twice leave two
	for len(line) > 0 && line[len(line)-1] == '\r' {
		line = line[:len(line)-1]
	}
	return line
}

// cut cuts c.Raw into cells. The error is errOpen if more lines might help, and ErrQuote if not.
func (c *Records) cut() error {
	c.Cells, c.Starts, c.unquoted = c.Cells[:0], c.Starts[:0], c.unquoted[:0]
	edges := byte(0) // 0x80 or more if a cell begins or ends with what is not seen, or not of ASCII
	for rest, start := c.Raw, 0; ; {
		c.Starts = append(c.Starts, start)
		if len(rest) == 0 || rest[0] != '"' {
			i := bytes.IndexByte(rest, c.separator)
			if i < 0 {
				c.Cells = append(c.Cells, rest)
				break
			}
			if i > 0 {
				first, last := rest[0], rest[i-1]
				edges |= first | (first - '!') | last | (last - '!')
			}
			c.Cells = append(c.Cells, rest[:i])
			rest, start = rest[i+1:], start+i+1
			continue
		}
		edges = 0x80
		cell, n, ok := c.quoted(rest)
		if !ok {
			return errOpen
		}
		c.Cells = append(c.Cells, cell)
		if n == len(rest) {
			break
		}
		if rest[n] != c.separator {
			return ErrQuote
		}
		rest, start = rest[n+1:], start+n+1
	}
	last := len(c.Cells) - 1
	c.Cells[last] = trimMarks(c.Cells[last])
	if edges >= 0x80 {
		for i, cell := range c.Cells[:last] {
			c.Cells[i] = trimMarks(cell)
		}
	}
	return nil
}

// quoted returns the cell at the start of text, which is a quotation mark, and the length of what
// it takes up there.
func (c *Records) quoted(text []byte) (cell []byte, n int, ok bool) {
	begin := len(c.unquoted)
	for n = 1; ; n += 2 {
		i := bytes.IndexByte(text[n:], '"')
		if i < 0 {
			return nil, 0, false
		}
		if n+i+1 == len(text) || text[n+i+1] != '"' {
			if n == 1 {
				return text[1 : 1+i], i + 2, true // no mark inside: the cell as it stands
			}
			c.unquoted = append(c.unquoted, text[n:n+i]...)
			return c.unquoted[begin:], n + i + 1, true
		}
		c.unquoted = append(c.unquoted, text[n:n+i+1]...)
		n += i
	}
}
