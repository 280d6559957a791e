package rows

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"strings"
)

const (
	maxCells   = 4 << 20 // of the widest row of a table times its rows
	maxSample  = 1 << 18 // bytes of a text by which it is known what stands between its cells
	separators = "\t;,|"
)

// Options says how a text is cut.
type Options struct {
	// Comments says that lines which begin with # are no rows.
	Comments bool
	// IsTable reports whether rows look like a table of what is read. It decides where a text can
	// be cut alike at two separators, as that of a table whose labels have semicolons in them. nil
	// takes the first of tab, semicolon, comma and bar.
	IsTable func([]Row) bool
}

// Cut cuts a text into rows of cells, and leaves out blank rows. It finds out what stands between
// the cells; a line "sep=;" for Excel says it. In a text that has a table of Markdown, each line
// around the table is a row of one cell.
//
// The error of a quotation mark out of place, or of [ErrCells], is an [*Error] with the place, and
// so is that of a second table of Markdown.
func Cut(text string, o Options) ([]Row, []Comment, error) {
	if rows, err := markdown(text); rows != nil || err != nil {
		return rows, nil, err
	}
	among, text, skipped := sepLine(text)
	var comments []Comment
	if o.Comments {
		text, comments = withoutComments(text, skipped)
	}
	if len(text) > maxSample { // its beginning tells what stands between the cells
		sep, _, _ := cutAlike(text[:strings.LastIndexByte(text[:maxSample], '\n')+1], among, skipped, o)
		rows, err := cutAt(text, sep, skipped)
		return rows, comments, err
	}
	_, rows, err := cutAlike(text, among, skipped, o)
	return rows, comments, err
}

// cutAlike cuts a text at that of several separators which cuts the most rows alike, and returns
// the separator too. The rows before an error are there.
func cutAlike(text, among string, skipped int, o Options) (best rune, rows []Row, err error) {
	most := -1
	for _, sep := range among {
		cut, cutErr := cutAt(text, sep, skipped)
		n := alike(cut)
		if n > most && (n > 0 || sep == ',' || len(among) == 1) || n == most && n > 0 && o.IsTable != nil && !o.IsTable(rows) && o.IsTable(cut) {
			best, rows, err, most = sep, cut, cutErr, n
		}
	}
	return best, rows, err
}

// alike returns how many rows have the number of cells that most have, which is more than one.
func alike(rows []Row) (most int) {
	count := make(map[int]int)
	for _, r := range rows {
		if len(r) > 1 {
			count[len(r)]++
			most = max(most, count[len(r)])
		}
	}
	return most
}

// sepLine returns the separators that may stand in a text, and the text. A first line for Excel,
// which says one, is left out and counts as skipped.
func sepLine(text string) (among, rest string, skipped int) {
	first, rest, _ := strings.Cut(text, "\n")
	sep, ok := strings.CutPrefix(strings.ToLower(strings.Trim(first, "\" \r")), "sep=")
	if !ok || len(sep) != 1 || !strings.Contains(separators, sep) {
		return separators, text, 0
	}
	return sep, rest, 1
}

// withoutComments returns a text with a blank line in place of each comment, and the comments.
func withoutComments(text string, skipped int) (string, []Comment) {
	filter := &commentFilter{in: bufio.NewReader(strings.NewReader(text)), line: skipped}
	left, _ := io.ReadAll(filter) // a text has no errors
	return string(left), filter.comments
}

// cutAt cuts a text at a separator. The rows before an error are there.
func cutAt(text string, sep rune, skipped int) (rows []Row, err error) {
	in := newCutter(strings.NewReader(text), sep, skipped)
	for width := 0; ; {
		r, err := in.next()
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			return rows, err
		}
		if width = max(width, len(r)); width*(len(rows)+1) > maxCells {
			return rows, r[0].Because(ErrCells)
		}
		if r.Filled() > 0 {
			rows = append(rows, r)
		}
	}
}

// cutter cuts what it reads at one separator.
type cutter struct {
	in      *csv.Reader
	skipped int // lines above what it reads
}

func newCutter(r io.Reader, sep rune, skipped int) *cutter {
	in := csv.NewReader(r)
	in.Comma, in.FieldsPerRecord, in.ReuseRecord = sep, -1, true
	return &cutter{in, skipped}
}

// next returns the next row, which may be blank, and io.EOF after the last.
func (c *cutter) next() (Row, error) {
	fields, err := c.in.Read()
	if bad, ok := errors.AsType[*csv.ParseError](err); ok {
		return nil, Cell{Line: bad.Line + c.skipped, Column: bad.Column}.Fails("a quotation mark that does not enclose a cell, or that nothing closes")
	}
	if err != nil {
		return nil, err
	}
	r := make(Row, len(fields))
	for i, field := range fields {
		line, column := c.in.FieldPos(i)
		r[i] = Cell{strings.TrimSpace(field), line + c.skipped, column}
	}
	return r, nil
}

// commentFilter passes on a text without the lines that begin with #, where no cell is open in
// quotation marks. A blank line stays in place of each.
type commentFilter struct {
	in       *bufio.Reader
	line     int
	inside   bool // a line, or quotation marks
	quoted   bool
	comments []Comment
}

const (
	maxComments = 1000 // that are kept
	maxComment  = 2000 // bytes of one that are kept
)

func (f *commentFilter) Read(p []byte) (n int, err error) {
	for n < len(p) {
		b, err := f.in.ReadByte()
		if err != nil {
			return n, err
		}
		switch {
		case b == '#' && !f.inside && !f.quoted:
			if b, err = f.skip(); err != nil {
				return n, err
			}
		case b == '"':
			f.quoted = !f.quoted
		}
		f.inside = b != '\n' && b != '\r'
		if b == '\n' {
			f.line++
		}
		p[n] = b
		n++
	}
	return n, nil
}

// skip reads a comment, and returns the end of its line.
func (f *commentFilter) skip() (end byte, err error) {
	var text []byte
	b, err := f.in.ReadByte()
	for ; err == nil && b != '\n'; b, err = f.in.ReadByte() {
		if len(text) < maxComment {
			text = append(text, b)
		}
	}
	if len(f.comments) < maxComments {
		f.comments = append(f.comments, Comment{f.line + 1, strings.TrimSpace(string(text))})
	}
	return b, err
}
