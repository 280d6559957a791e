package cells

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// ErrContinued says that a record of a part may go on in the lines behind it.
var ErrContinued = errors.New("the record may go on behind the part of the file")

// IsBetween reports whether the text that comes is behind the last record, so that Take may be
// called: no line has been looked at that is yet to be cut.
func (c *Records) IsBetween() bool { return c.begun && len(c.ahead) == 0 && c.r != nil }

// Take fills b with the text that comes after the last record. It is not to be cut by c any more.
// The error is io.EOF if there was less.
func (c *Records) Take(b []byte) (n int, err error) {
	n, err = io.ReadFull(c.r, b)
	if err == io.ErrUnexpectedEOF && n < len(b) {
		// which may also be what a reader fails with, and fails with again
		if _, again := c.r.Peek(1); again == io.EOF {
			err = io.EOF
		}
	}
	return n, err
}

// Resume gives back text that was taken, in front of what comes, and says how many lines were
// taken before it.
func (c *Records) Resume(text io.Reader, lines int) {
	c.r = buffered(io.MultiReader(text, c.r))
	c.after += lines
}

// Part returns what cuts parts of the file of c, each of which Begin gives it. Lines are counted
// from the beginning of the part.
func (c *Records) Part() *Records {
	part := &Records{known: c.known, begun: true, separator: c.separator, width: c.width, named: c.named, part: new(bytes.Reader)}
	part.r = bufio.NewReaderSize(part.part, bufferSize)
	return part
}

// Begin makes text, which is whole lines, the part that c cuts.
func (c *Records) Begin(text []byte) {
	c.part.Reset(text)
	c.r.Reset(c.part)
	c.after, c.ahead = 0, nil
}

// Left returns how many bytes of a part come after the last record.
func (c *Records) Left() int { return c.part.Len() + c.r.Buffered() }

// Lines returns how many lines are up to the end of the last record.
func (c *Records) Lines() int { return c.after }
