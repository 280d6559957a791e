package outcomes

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// maxLabels is how many entries a file of labels may have.
const maxLabels = 100_000

// ReadLabels reads a file of labels: a table with a header and the columns
//
//	column,their label,our label
//	outcome,NFA - insufficient evidence,no further action
//	"Result, final",CHG,summons
//
// in any order. Each line is a [LabelEntry]. Lines that begin with # and columns with other names
// are not read, and a line whose third cell is blank says nothing yet. The table may be written in
// every way in which [ReadCSV] reads one. [Extract.WriteLabelsTemplate] writes such a file.
//
// file is the name that errors give. They are [*LabelsError]: what the file is if it is no such
// table; a line without a column or a label; one label with two meanings. Whether our labels are
// known is told where records are read with them, which is known to go by which of them: that one
// is not is the Err of a [*HeaderError], with the nearest and the list.
func ReadLabels(r io.Reader, file string) (*Labels, error) {
	if r == nil {
		return nil, &LabelsError{File: file, Err: cells.ErrNoReader}
	}
	text, format, err := cells.Open(r)
	if _, ok := errors.AsType[cells.FormatError](err); ok {
		return nil, &LabelsError{File: file, Err: err}
	}
	if err != nil {
		return nil, cells.ReadError(file, 1, err)
	}
	if format == cells.JSON {
		return nil, &LabelsError{File: file, Err: cells.ErrJSON}
	}
	reader := labelsReader{labels: &Labels{file: file}, records: cells.NewRecords(&withoutComments{r: text}, isLabelsName), said: make(map[[2]string]int)}
	if err := reader.header(); err != nil {
		return nil, err
	}
	for {
		switch err := reader.records.Next(); err {
		case nil:
			if err := reader.entry(); err != nil {
				return nil, err
			}
		case io.EOF:
			return reader.labels, nil
		default:
			return nil, reader.cannotCut(err)
		}
	}
}

// labelsReader reads a file of labels.
type labelsReader struct {
	labels  *Labels
	records *cells.Records
	names   int               // of the header
	index   [3]int            // of the cells with the column, their label and ours
	said    map[[2]string]int // by column and label, which entry has it
}

// labelsNames are the columns of a file of labels with the names that they may have, folded.
var labelsNames = [3][]string{
	{"column", "field", "column_name"},
	{"their_label", "theirs", "label", "value", "their_value"},
	{"our_label", "ours", "our_value", "meaning"},
}

// isLabelsName reports whether a folded name is one that the header of a file of labels may have.
func isLabelsName(folded string) bool {
	_, ok := labelsPlace(folded)
	return ok || folded == labelsRows
}

// labelsPlace returns which of the three columns has a folded name.
func labelsPlace(folded string) (place int, ok bool) {
	for i, names := range labelsNames {
		for _, name := range names {
			if joined(name) == joined(folded) {
				return i, true
			}
		}
	}
	return 0, false
}

// header reads the header.
func (l *labelsReader) header() error {
	switch err := l.records.Next(); err {
	case nil:
	case io.EOF:
		return &LabelsError{File: l.labels.file, Err: errors.New("the file is empty: want the header column,their label,our label and a line for each label")}
	default:
		return l.cannotCut(err)
	}
	l.index, l.names = [3]int{-1, -1, -1}, len(l.records.Cells)
	var found []string
	for i, cell := range l.records.Cells {
		found = append(found, quote.ClipCell(cell))
		place, ok := labelsPlace(cells.FoldHeader(cells.Text(cell)))
		switch {
		case !ok:
		case l.index[place] >= 0:
			return l.inHeader(fmt.Errorf("the header has two columns for %q, %d and %d: remove one", labelsWords[place], l.index[place]+1, i+1))
		default:
			l.index[place] = i
		}
	}
	for place, i := range l.index {
		if i < 0 {
			return l.inHeader(fmt.Errorf("no column %q: want the header column,their label,our label; this one has %s", labelsWords[place], quote.QuotedList(found)))
		}
	}
	return nil
}

// labelsWords are the names of the three columns.
var labelsWords = [3]string{labelsColumn, labelsTheirs, labelsOurs}

func (l *labelsReader) inHeader(err error) error {
	return &LabelsError{File: l.labels.file, Line: l.records.Line, Err: err}
}

// cannotCut is the error of a line that cannot be cut into cells, or of the reader.
func (l *labelsReader) cannotCut(err error) error {
	switch err {
	case cells.ErrQuote:
	case cells.ErrLineTooLong:
		err = fmt.Errorf("the line is longer than %d bytes: want one label a line", cells.MaxLine)
	default:
		return cells.ReadError(l.labels.file, l.records.Line, err)
	}
	return &LabelsError{File: l.labels.file, Line: l.records.Line, Err: err}
}

// entry reads the last record.
func (l *labelsReader) entry() error {
	if err := l.width(); err != nil {
		return err
	}
	var said [3]string
	for place, i := range l.index {
		if i < len(l.records.Cells) {
			said[place] = spaced(cells.Text(l.records.Cells[i]))
		}
	}
	e := labelEntry{LabelEntry: LabelEntry{Column: withoutGuard(said[0]), Label: withoutGuard(said[1]), Ours: withoutGuard(said[2]), Line: l.records.Line}}
	if i := l.index[2]; i < len(l.records.Starts) {
		e.column = l.records.Starts[i] + 1
	}
	switch {
	case e.Column == "":
		return l.wrongCell(0, errors.New("the line names no column: want the name of the column that has the label"))
	case e.Label == "":
		return l.wrongCell(1, errors.New("the line names no label: a blank cell is not recorded, and cannot be given another meaning"))
	case len(l.labels.entries) == maxLabels:
		return l.inHeader(fmt.Errorf("the file has more than %d labels, which is the limit", maxLabels))
	}
	return l.add(e)
}

// width says that the last record has more cells than the header. One that lacks cells at its end
// has blank ones there, as when a spreadsheet leaves them out.
func (l *labelsReader) width() error {
	if n := len(l.records.Cells); n > l.names {
		return l.inHeader(fmt.Errorf("the line has %d cells, the header %d: want quotation marks around a cell with a separator in it", n, l.names))
	}
	return nil
}

// add adds an entry, which must not contradict another.
func (l *labelsReader) add(e labelEntry) error {
	key := [2]string{cells.ColumnKey(e.Column), labelKey(e.Label)}
	if i, ok := l.said[key]; ok {
		switch other := &l.labels.entries[i]; {
		case e.Ours == "" || valueKey(e.Ours) == valueKey(other.Ours):
			return nil
		case other.Ours == "":
			*other = e
			return nil
		default:
			return l.labels.wrong(e, fmt.Errorf("line %d says that %q in %q means %q: want one meaning", other.Line, quote.Clip(e.Label), quote.Clip(e.Column), quote.Clip(other.Ours)))
		}
	}
	l.said[key] = len(l.labels.entries)
	l.labels.entries = append(l.labels.entries, e)
	return nil
}

// wrongCell returns the error of a blank one of the three cells of the last record.
func (l *labelsReader) wrongCell(place int, err error) error {
	e := &LabelsError{File: l.labels.file, Line: l.records.Line, Field: labelsWords[place], Err: err}
	if i := l.index[place]; i < len(l.records.Starts) {
		e.Column = l.records.Starts[i] + 1
	}
	return e
}

// spaced returns a text with one space between its words, in one line.
func spaced(text string) string { return strings.Join(strings.Fields(sheet.Clean(text)), " ") }

// labelKey returns what labels are compared by.
func labelKey(label string) string { return strings.ToLower(spaced(label)) }

// withoutComments blanks out the lines of a text that begin with #, or with # in quotation marks,
// as a spreadsheet may write them. Their line ends stay, so that lines are counted from the first.
type withoutComments struct {
	r       *bufio.Reader
	within  bool // a line
	comment bool // which is one
}

func (c *withoutComments) Read(p []byte) (n int, err error) {
	for n < len(p) {
		if !c.within {
			start, _ := c.r.Peek(2)
			c.comment = bytes.HasPrefix(start, []byte(`#`)) || bytes.HasPrefix(start, []byte(`"#`))
		}
		b, err := c.r.ReadByte()
		if err != nil {
			return n, err
		}
		c.within = b != '\n' && b != '\r'
		if !c.within || !c.comment {
			p[n] = b
			n++
		}
	}
	return n, nil
}

// guarded are what begins a cell that a spreadsheet runs as a formula.
const guarded = "=+-@\uff1d\uff0b\uff0d\uff20"

// withGuard returns a text as a file of labels has it: an apostrophe stands before one that a
// spreadsheet would run as a formula.
func withGuard(text string) string {
	if first, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, "'")); strings.ContainsRune(guarded, first) && first != utf8.RuneError {
		return "'" + text
	}
	return text
}

// withoutGuard undoes withGuard.
func withoutGuard(text string) string {
	if inner, ok := strings.CutPrefix(text, "'"); ok && withGuard(inner) == text {
		return inner
	}
	return text
}
