package cells

import "bytes"

// Buffered returns the bytes that come after the last record as far as they are in memory already,
// which they are until the next call of Next. There are none where lines were looked at that are
// yet to be cut. It never reads.
func (c *Records) Buffered() []byte {
	if c.isPart {
		return c.part
	}
	if !c.begun || len(c.ahead) > 0 || c.r == nil {
		return nil
	}
	text, _ := c.r.Peek(c.r.Buffered()) // which are there
	return text
}

// Pass passes over bytes of Buffered that make so many whole lines.
func (c *Records) Pass(size, lines int) {
	if c.isPart {
		c.part = c.part[size:]
	} else {
		_, _ = c.r.Discard(size) // which are there
	}
	c.after += lines
}

// Keeps reports whether a cell whose meaning Value has just told has that meaning until the end of
// the file, whatever other cells say: it is empty, or it was remembered.
func (l *Memo[V]) Keeps(cell []byte) bool { return len(cell) == 0 || bytes.Equal(cell, l.last) }
