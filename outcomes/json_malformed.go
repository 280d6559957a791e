package outcomes

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// errNotJSON says that a text is not JSON. Nobody can tell what it would have been: searches may be
// lost in it.
var errNotJSON = errors.New("not JSON")

// malformed takes note of the value or the key of a member that is not JSON. It is said when the
// object is closed, unless all of the object is rejected then, which says it too.
func (j *jsonReader) malformed(start jsonMark, text []byte, err error) {
	j.none.notJSON(err)
	j.unsaid(j.rowError(start, text, err))
}

// unsaid takes note of an error that may never be said, because it is about a value that stands
// where no search has been found. If it says that the value is not JSON, it is said when the object
// around is closed.
func (j *jsonReader) unsaid(err error) {
	row, ok := err.(*RowError)
	if !ok || !errors.Is(row, errNotJSON) {
		return
	}
	for i := len(j.frames) - 1; i >= 0; i-- {
		f := &j.frames[i]
		if f.kind != jsonObjectOf {
			continue
		}
		if f.unsaid == nil {
			f.unsaid = row
		}
		return
	}
}

// said takes note that an error has been said.
func (j *jsonReader) said(err error) {
	for i := range j.frames {
		if row, ok := err.(*RowError); ok && j.frames[i].unsaid == row {
			j.frames[i].unsaid = nil
		}
	}
}

// notJSON takes note of what is wrong with a value that is not JSON.
func (n *jsonNone) notJSON(err error) {
	if n.invalid == nil {
		n.invalid = err
	}
}

// invalidStart says what is wrong with the first bytes of a value that starts at a line and a
// column; nil if they may go on to be JSON.
func invalidStart(text []byte, line, column int) error {
	if bytes.ContainsAny(text, "NI") {
		text = withoutNoNumbers(bytes.TrimRight(text, "-InfityNa")) // the last may be cut
	}
	var v json.RawMessage
	d := json.NewDecoder(bytes.NewReader(text))
	err := d.Decode(&v)
	if err == io.EOF || err == io.ErrUnexpectedEOF || err == nil && len(bytes.Trim(text[d.InputOffset():], jsonSpace)) == 0 {
		return nil
	}
	return invalid(text, line, column)
}

// locate says where an error is that does not say it.
func (m jsonMark) locate(err error) error {
	return fmt.Errorf("at line %d, column %d: %w", m.line, m.column, err)
}
