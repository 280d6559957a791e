package cells

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
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

// Records cuts a CSV file into records as RFC 4180 has it, and more patiently: a record that cannot
// be cut is an error of that line alone, and cutting goes on with the next line, where a reader
// that follows the quotation marks would swallow the rest of the file. A quotation mark inside a
// cell that does not begin with one stands for itself. Empty lines are skipped.
type Records struct {
	Width int // cells of a record that runs over several lines; 0 allows any number

	r     *bufio.Reader
	ahead []aline // lines that were read to find a closing quotation mark, and are yet to be cut
	after int     // number of the last line of the last record

	// The last record, valid until the next call of Next.
	Line   int      // the line at which it begins, from 1
	Raw    []byte   // as it stands in the file, without its line end
	Cells  [][]byte // without quotation marks
	Starts []int    // where in Raw each cell begins

	long, joined, unquoted []byte // buffers
}

// aline is a line or the reason why there is none.
type aline struct {
	text []byte
	err  error
}

// NewRecords returns what cuts the text of r.
func NewRecords(r io.Reader) *Records { return &Records{r: bufio.NewReaderSize(r, 64<<10)} }

// Next cuts the next record. The error is io.EOF at the end of the file, ErrLineTooLong or ErrQuote
// for one record, or that of the reader.
func (c *Records) Next() error {
	for {
		var l aline
		if len(c.ahead) > 0 {
			l, c.ahead = c.ahead[0], c.ahead[1:]
		} else {
			l.text, l.err = c.read()
		}
		c.after++
		c.Line, c.Raw, c.Cells, c.Starts = c.after, l.text, c.Cells[:0], c.Starts[:0]
		switch {
		case l.err != nil:
			return l.err
		case len(l.text) == 0:
			continue
		}
		if err := c.cut(); err != errOpen {
			return err
		}
		return c.join()
	}
}

// join cuts a record whose first line ends inside a quoted cell. It takes the lines after it only
// if they make a whole record with it.
func (c *Records) join() error {
	first := bytes.Clone(c.Raw)
	c.joined = append(c.joined[:0], first...)
	for n := range maxRecordLines - 1 {
		if n == len(c.ahead) {
			text, err := c.read()
			c.ahead = append(c.ahead, aline{bytes.Clone(text), err})
		}
		if c.ahead[n].err != nil {
			break
		}
		c.joined = append(append(c.joined, '\n'), c.ahead[n].text...)
		c.Raw = c.joined
		err := c.cut()
		if err == nil && (c.Width == 0 || len(c.Cells) == c.Width) {
			c.ahead = c.ahead[n+1:]
			c.after += n + 1
			return nil
		}
		if err != errOpen {
			break
		}
	}
	c.Raw, c.Cells, c.Starts = first, c.Cells[:0], c.Starts[:0]
	return ErrQuote
}

// read returns the next line without its line end. The last line of a file need not have one.
func (c *Records) read() ([]byte, error) {
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
	line = bytes.TrimSuffix(line, []byte{'\n'})
	return bytes.TrimSuffix(line, []byte{'\r'}), nil
}

// cut cuts c.Raw into cells. The error is errOpen if more lines might help, and ErrQuote if not.
func (c *Records) cut() error {
	c.Cells, c.Starts, c.unquoted = c.Cells[:0], c.Starts[:0], c.unquoted[:0]
	rest, start := c.Raw, 0
	for {
		c.Starts = append(c.Starts, start)
		if len(rest) == 0 || rest[0] != '"' {
			i := bytes.IndexByte(rest, ',')
			if i < 0 {
				c.Cells = append(c.Cells, rest)
				return nil
			}
			c.Cells = append(c.Cells, rest[:i])
			rest, start = rest[i+1:], start+i+1
			continue
		}
		cell, n, ok := c.quoted(rest)
		if !ok {
			return errOpen
		}
		c.Cells = append(c.Cells, cell)
		if n == len(rest) {
			return nil
		}
		if rest[n] != ',' {
			return ErrQuote
		}
		rest, start = rest[n+1:], start+n+1
	}
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
