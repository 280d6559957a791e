package cells

import (
	"bufio"
	"bytes"
	"io"
	"strings"
)

// separators are what stands between cells, in the order of preference.
const separators = ",;\t|"

// begin finds out how the file is written: what its lines end in, and what stands between cells. It
// leaves the header to be cut next.
func (c *Records) begin() {
	c.begun = true
	if endsInCR(c.r) {
		c.r = buffered(&fromCR{r: c.r})
	}
	c.skipBlank(separators)
	preferred := byte(',')
	if sep, ok := excelSeparator(c.line(0).text); ok {
		c.skipLine()
		if sep != 0 {
			preferred = sep
		}
		c.skipBlank(separators + string(rune(preferred)))
	}
	if header := &c.ahead[0]; header.err == nil {
		// before a quotation mark it would hide that
		for bytes.HasPrefix(header.text, []byte(mark)) {
			header.text = header.text[len(mark):]
		}
	}
	c.separator = c.findSeparator(preferred)
}

// skipBlank passes over lines that have nothing but separators, space and empty quotation marks.
func (c *Records) skipBlank(separators string) {
	says := func(r rune) bool { return !isNothing(r) && r != '"' && !strings.ContainsRune(separators, r) }
	for l := c.line(0); l.err == nil && bytes.Count(l.text, []byte{'"'})%2 == 0 && !strings.ContainsFunc(Text(l.text), says); l = c.line(0) {
		c.skipLine()
	}
}

// skipLine passes over the next line, which was looked at.
func (c *Records) skipLine() { c.ahead, c.after = c.ahead[1:], c.after+1 }

// excelSeparator returns the separator in a line sep=; as Excel wants it before the header. It is 0
// if the line names none; ok says whether it is such a line. A spreadsheet that saved the file
// again may have put quotation marks around it and separators behind it.
func excelSeparator(line []byte) (sep byte, ok bool) {
	text := strings.ReplaceAll(strings.TrimLeftFunc(string(line), isNothing), `"`, "")
	const start = "sep="
	if len(text) < len(start) || !strings.EqualFold(text[:len(start)], start) {
		return 0, false
	}
	text = text[len(start):]
	if strings.TrimSpace(text) == `\t` {
		return '\t', true
	}
	if text == "" {
		return 0, true
	}
	if sep = text[0]; sep >= 0x7f || 'a' <= sep|0x20 && sep|0x20 <= 'z' || '0' <= sep && sep <= '9' || strings.Trim(text, separators+text[:1]+" ") != "" {
		return 0, false
	}
	if sep == ' ' {
		return 0, true
	}
	return sep, true
}

// findSeparator returns what stands between the names of the header: the separator that gives the
// most names which are known, or the preferred one where others give no more.
func (c *Records) findSeparator(preferred byte) byte {
	header := c.line(0)
	if header.err != nil || c.known == nil {
		return preferred
	}
	best, most := preferred, -1
	for _, sep := range []byte(separators) {
		if sep == preferred || bytes.IndexByte(header.text, sep) < 0 && bytes.IndexByte(header.text, '"') < 0 {
			continue
		}
		if most < 0 {
			most = c.names(preferred)
		}
		if n := c.names(sep); n > most {
			best, most = sep, n
		}
	}
	return best
}

// names returns how many names of the header are known if sep stands between them.
func (c *Records) names(sep byte) int {
	c.separator, c.Raw = sep, c.line(0).text
	err := c.cut()
	if err == errOpen {
		_, err = c.join(1)
	}
	if err != nil {
		return 0
	}
	names := make(map[string]struct{})
	for _, cell := range c.Cells {
		if name := FoldHeader(string(cell)); c.known(name) {
			names[name] = struct{}{}
		}
	}
	return len(names)
}

// endsInCR reports whether the lines of a file end in CR alone, as on an old Macintosh.
func endsInCR(b *bufio.Reader) bool {
	for n := 4 * sniffed; ; n *= 4 {
		text, err := b.Peek(min(n, b.Size()))
		last := err != nil || n >= b.Size()
		returns, feeds := lineEnds(text, true, last)
		if last && returns+feeds == 0 {
			returns, feeds = lineEnds(text, false, last) // a quotation mark may lack its partner
		}
		if last || returns+feeds > 0 {
			return returns > feeds
		}
	}
}

// lineEnds returns how many lines of a text end in CR alone, and how many in LF. It passes over
// what stands in quotation marks if quotes is set. What a CR at the end of the text is can be told
// only if the text is whole.
func lineEnds(text []byte, quotes, whole bool) (returns, feeds int) {
	quoted, first := false, true // whether a cell has quotation marks, and whether one begins here
	for i := 0; i < len(text); i++ {
		b := text[i]
		switch {
		case quoted && b == '"' && i+1 < len(text) && text[i+1] == '"':
			i++
		case quoted:
			quoted = b != '"'
		case b == '"' && first && quotes:
			quoted = true
		case b == '\n':
			feeds++
		case b == '\r':
			next := bytes.TrimLeft(text[i:], "\r")
			if len(next) > 0 && next[0] != '\n' || len(next) == 0 && whole {
				returns++
			}
			i = len(text) - len(next) - 1
		}
		first = b == '\n' || b == '\r' || b == ',' || b == ';' || b == '\t' || b == '|'
	}
	return returns, feeds
}

// fromCR makes LF of every line end: of CR, of CR and LF, and of LF.
type fromCR struct {
	r       io.Reader
	afterCR bool
}

func (f *fromCR) Read(p []byte) (int, error) {
	for {
		n, err := f.r.Read(p)
		kept := 0
		for _, b := range p[:n] {
			skip := f.afterCR && b == '\n'
			if f.afterCR = b == '\r'; f.afterCR {
				b = '\n'
			}
			if !skip {
				p[kept] = b
				kept++
			}
		}
		if kept > 0 || err != nil || len(p) == 0 {
			return kept, err
		}
	}
}
