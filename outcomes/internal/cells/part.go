package cells

import (
	"bytes"
	"errors"
	"io"
)

// ErrContinued says that a record of a part may go on in the lines behind it.
var ErrContinued = errors.New("the record may go on behind the part of the file")

// IsBetween reports whether the text that comes is behind the last record, so that Take may be
// called: no line has been looked at that is yet to be cut.
func (c *Records) IsBetween() bool { return c.begun && len(c.ahead) == 0 && c.r != nil }

// IsLong reports whether more text comes than is looked at ahead. It reads on for that.
func (c *Records) IsLong() bool {
	_, err := c.r.Peek(c.r.Size())
	return err == nil
}

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
	return &Records{known: c.known, begun: true, separator: c.separator, width: c.width, named: c.named, isPart: true}
}

// Begin makes text, which is whole lines, the part that c cuts.
func (c *Records) Begin(text []byte) { c.part, c.after = text, 0 }

// Left returns how many bytes of a part come after the last record.
func (c *Records) Left() int { return len(c.part) }

// readPart returns the next line of a part with its line end, as far as it has one.
func (c *Records) readPart() ([]byte, error) {
	line := c.part
	if i := bytes.IndexByte(line, '\n'); i >= 0 {
		line = line[:i+1]
	}
	c.part = c.part[len(line):]
	switch {
	case len(line) == 0:
		return nil, io.EOF
	case len(line) > MaxLine:
		return nil, ErrLineTooLong
	}
	return line, nil
}

// Lines returns how many lines are up to the end of the last record.
func (c *Records) Lines() int { return c.after }
