package outcomes

import (
	"bufio"
	"bytes"
	"io"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
)

// jsonSpace is what may stand between the parts of JSON.
const jsonSpace = " \t\r\n"

// recordSeparator stands before every text of a sequence (RFC 8142).
const recordSeparator = 0x1e

// jsonText cuts JSON into values without understanding them, so that one bad value is not the end
// of the file and none is held in memory that is too large. What was cut can be read again.
type jsonText struct {
	r            *bufio.Reader
	again        []byte // is read again, before r
	at           int    // how much of again has been read
	limit        int    // where the object ends that is read again; 0 if none is
	line, column int    // of the next byte, from 1

	value []byte // the last one that was cut
	scan  jsonScan
}

// window returns bytes that come next, one at least, or the reason why there are none. What is in
// an object that is read again cannot end after it does.
func (s *jsonText) window() ([]byte, error) {
	if s.limit > 0 {
		if s.at >= s.limit {
			return nil, jsonSyntax("brackets that are no pairs")
		}
		return s.again[s.at:s.limit], nil
	}
	if s.at < len(s.again) {
		return s.again[s.at:], nil
	}
	if s.r.Buffered() == 0 {
		if _, err := s.r.Peek(1); err != nil {
			return nil, err
		}
	}
	return s.r.Peek(s.r.Buffered())
}

// take reads the first n bytes of a window.
func (s *jsonText) take(window []byte, n int) {
	s.column += n
	if lines := bytes.Count(window[:n], []byte{'\n'}); lines > 0 {
		s.line, s.column = s.line+lines, n-bytes.LastIndexByte(window[:n], '\n')
	}
	if s.at < len(s.again) {
		s.at += n
		return
	}
	_, _ = s.r.Discard(n) // the window is buffered
}

// peek returns the next byte. The error is io.EOF at the end.
func (s *jsonText) peek() (byte, error) {
	w, err := s.window()
	if err != nil {
		return 0, err
	}
	return w[0], nil
}

// skip reads the next byte, which peek has returned.
func (s *jsonText) skip() {
	w, _ := s.window()
	s.take(w, 1)
}

// space reads white space, and whatever else it is told to read, and returns the byte after it
// without reading that.
func (s *jsonText) space(also string) (byte, error) {
	for {
		w, err := s.window()
		if err != nil {
			return 0, err
		}
		n := 0
		for n < len(w) && (w[n] == ' ' || w[n] == '\n' || w[n] == '\r' || w[n] == '\t' || bytes.IndexByte([]byte(also), w[n]) >= 0) {
			n++
		}
		s.take(w, n)
		if n < len(w) {
			return w[n], nil
		}
	}
}

// A jsonEnd is how a value ends.
type jsonEnd uint8

const (
	endWhole   jsonEnd = iota // where it should
	endLong                   // not within cells.MaxLine bytes
	endBroken                 // at a line end, before the next value of a file with one a line
	endOfInput                // at the end of the file
)

// jsonScan is where a value stands that is being cut.
type jsonScan struct {
	nested  bool // the value is an object or an array
	quoted  bool
	escaped bool
	depth   int
	objects uint64 // by depth, whether what is open there is an object; the first 64
	last    byte   // the last one that is no white space
	done    bool   // the value has ended
}

// step goes on by one byte. It reports whether the byte is the last of a nested value.
func (c *jsonScan) step(b byte) bool {
	switch {
	case c.quoted:
		c.quoted, c.escaped = c.escaped || b != '"', !c.escaped && b == '\\'
	case b == ' ' || b == '\n' || b == '\r' || b == '\t':
		return false
	case b == '"':
		c.quoted = true
	case b == '{', b == '[':
		if bit := uint64(1) << c.depth; b == '{' {
			c.objects |= bit
		} else {
			c.objects &^= bit
		}
		c.depth++
	case c.depth > 0 && (b == '}' || b == ']'):
		c.depth--
		c.last = b
		return c.depth == 0 && c.nested
	}
	c.last = b
	return false
}

// fits reports whether an object may begin here, in a value that is open.
func (c *jsonScan) fits() bool {
	switch {
	case c.quoted:
		return false
	case c.depth == 0 || c.depth > 64:
		return true
	case c.objects&(1<<(c.depth-1)) != 0:
		return c.last == ':'
	}
	return c.last == '[' || c.last == ','
}

// run goes on to the end of a value, or of a line if that may matter, and returns how many bytes
// there are to it. A value that is no object and no array ends before a comma or closer; before a
// line end alone if that is closer.
func (c *jsonScan) run(w []byte, closer byte, lines bool) (n int, line bool) {
	for i := 0; i < len(w); i++ {
		if c.quoted && !c.escaped {
			for i < len(w)-1 && w[i] != '"' && w[i] != '\\' && w[i] != '\n' {
				i++ // which says nothing
			}
		}
		switch b := w[i]; {
		case !c.nested && !c.quoted && c.depth == 0 && (b == closer || b == ',' && closer != '\n'):
			c.done = true
			return i, false
		case c.step(b):
			c.done = true
			return i + 1, false
		case b == '\n' && (lines || c.quoted):
			return i + 1, true
		}
	}
	return len(w), false
}

// A jsonCut says how to cut a value.
type jsonCut struct {
	closer byte // which, beside a comma, ends a value that is no object and no array
	// one value a line: one that is not whole in its line ends where a line begins with the next
	lines bool
	// lines is known of the lines before, and not only to be thought where nothing else makes sense
	known bool
}

// cut reads the value that begins with the next byte, and returns what is held of it: all of it, or
// only a part if it does not end whole. It is valid until the next call.
func (s *jsonText) cut(how jsonCut) (value []byte, end jsonEnd, err error) {
	b, err := s.peek()
	if err != nil {
		return nil, endOfInput, err
	}
	s.value, s.scan = s.value[:0], jsonScan{nested: b == '{' || b == '['}
	for !s.scan.done {
		w, err := s.window()
		if err == io.EOF {
			return s.value, endOfInput, nil
		}
		if err != nil {
			return nil, endOfInput, err
		}
		n, line := s.scan.run(w, how.closer, how.lines)
		s.value = append(s.value, w[:n]...)
		s.take(w, n)
		switch {
		case len(s.value) > cells.MaxLine:
			return s.value, endLong, nil
		case line && s.ends(how):
			return s.value, endBroken, nil
		}
	}
	return s.value, endWhole, nil
}

// pass reads the rest of a value that is too long, and holds nothing of it.
func (s *jsonText) pass(how jsonCut) error {
	for !s.scan.done {
		w, err := s.window()
		if err == io.EOF {
			return io.ErrUnexpectedEOF
		}
		if err != nil {
			return err
		}
		n, line := s.scan.run(w, how.closer, how.lines)
		s.take(w, n)
		if line && s.ends(how) {
			return nil
		}
	}
	return nil
}

// ends reports whether a value ends with the line that was read, though it is not whole, because
// the next line begins with another. A quotation mark that has no partner in its line, before a
// line that looks like structure, is taken to be one that was lost, so that what comes after is not
// turned inside out.
func (s *jsonText) ends(how jsonCut) bool {
	ahead := s.ahead(200)
	if how.lines && len(ahead) > 0 && (ahead[0] == '{' || ahead[0] == recordSeparator) && (how.known || !s.scan.fits()) {
		return true
	}
	ahead = bytes.TrimLeft(ahead, jsonSpace)
	if len(ahead) > 0 && bytes.IndexByte([]byte(`"{}[],`), ahead[0]) >= 0 {
		s.scan.quoted = false
	}
	return false
}

// ahead returns up to n bytes that come next.
func (s *jsonText) ahead(n int) []byte {
	if s.at < len(s.again) {
		return s.again[s.at:min(len(s.again), s.at+n)]
	}
	b, _ := s.r.Peek(n)
	return b
}

// mark is a place in the text, from which the value that was cut there can be read again.
type jsonMark struct{ at, line, column int }

func (s *jsonText) mark() jsonMark { return jsonMark{s.at, s.line, s.column} }

// back goes back to where the last value that was cut begins.
func (s *jsonText) back(m jsonMark) {
	if s.at-m.at == len(s.value) && m.at < len(s.again) {
		s.at = m.at // all of it was read again
	} else {
		s.again, s.value, s.at = s.value, s.again[:0], 0
	}
	s.line, s.column = m.line, m.column
}
