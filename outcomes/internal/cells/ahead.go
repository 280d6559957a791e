package cells

import (
	"bytes"
	"io"
	"slices"
)

// Ahead returns what cuts the records after the last one, as far as about size bytes of the file
// hold them whole. c cuts all of them again, and its last record stays valid. Until then these
// bytes are in memory. A failure of the reader comes up where c gets to it.
func (c *Records) Ahead(size int64) *Records {
	ahead := &Records{known: c.known, begun: c.begun, separator: c.separator, width: c.width, named: c.named, after: c.after, ahead: slices.Clone(c.ahead)}
	if c.r == nil { // there is no file
		ahead.r = buffered(bytes.NewReader(nil))
		return ahead
	}
	// The last record stands in the buffer of c.r, where others are going to stand.
	c.Raw = bytes.Clone(c.Raw)
	if c.cut() == nil {
		c.fit()
	}
	// c.r fails again where its bytes have been read
	text, _ := io.ReadAll(io.LimitReader(c.r, size))
	whole := text
	if int64(len(text)) == size {
		whole = text[:bytes.LastIndexByte(text, '\n')+1]
	}
	ahead.r = buffered(bytes.NewReader(whole))
	c.r = buffered(io.MultiReader(bytes.NewReader(text), c.r))
	return ahead
}
