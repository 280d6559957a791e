package outcomes

import (
	"fmt"
	"strings"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// Labels says what the words of a force's own extract mean: by column and label, which of the
// labels of this package it stands for. [ReadLabels] reads it from a file. nil and the zero value
// have none; with the zero value, and not with nil, an [Extract] takes note of the labels that it
// reads, for [Extract.WriteLabelsTemplate].
//
// Labels do not change once they are read, and several files may be read with them at once.
type Labels struct {
	file    string
	entries []labelEntry // in the order of the file
}

// LabelEntry is one line of a file of labels: in a column, a label of the caller's own stands for
// one of this package.
type LabelEntry struct {
	// Column names the column: as the files with the records call it, or by the name of the field
	// that is read from it, as in [ReadOptions].Columns.
	Column string `json:"column"`
	// Label is what stands in that column, whatever the letter case and however much space is
	// around and between its words.
	Label string `json:"label"`
	// Ours is what it means: a label that this package knows in that column, or "not recorded" for
	// one that is no answer. Of a column that is kept it is any text, which takes the place of the
	// label. Empty is not said yet: the label stays as it is.
	Ours string `json:"ours"`
	// Line is the line of the file at which the entry stands, from 1.
	Line int `json:"line"`
}

// labelEntry is an entry with where its label of ours stands.
type labelEntry struct {
	LabelEntry
	column int // byte of the line at which the label of ours begins, from 1
}

// LabelsError is what is wrong with a file of labels.
type LabelsError struct {
	// the name that [ReadLabels] was given
	File string
	// from 1; 0 if it is about no line
	Line int
	// byte in the line at which the cell starts, from 1; 0 if it is about no cell
	Column int
	// what the cell is: "column", "their label" or "our label"; empty if it is about no cell
	Field string
	// the cell as it stands, cut to 80 bytes
	Value string
	Err   error
}

// Error returns e as file:line:column: field "value": cause, so that an editor can jump to it.
func (e *LabelsError) Error() string {
	var b strings.Builder
	b.WriteString("outcomes: ")
	if e.File != "" {
		b.WriteString(quote.File(e.File) + ":")
	}
	if e.Line > 0 {
		fmt.Fprintf(&b, "%d:", e.Line)
	}
	if e.Column > 0 {
		fmt.Fprintf(&b, "%d:", e.Column)
	}
	if !strings.HasSuffix(b.String(), " ") {
		b.WriteByte(' ')
	}
	if e.Field != "" {
		fmt.Fprintf(&b, "%s %q: ", e.Field, quote.Clip(e.Value))
	}
	fmt.Fprint(&b, e.Err)
	return b.String()
}

// Unwrap returns the cause.
func (e *LabelsError) Unwrap() error { return e.Err }

// The columns of a file of labels.
const (
	labelsColumn = "column"
	labelsTheirs = "their label"
	labelsOurs   = "our label"
	labelsRows   = "rows" // of a template alone
)

// notRecordedLabel is what a label stands for that is no answer, in every column.
const notRecordedLabel = "not recorded"

// wrong returns the error of the label of ours of an entry.
func (l *Labels) wrong(e labelEntry, err error) *LabelsError {
	return &LabelsError{File: l.file, Line: e.Line, Column: e.column, Field: labelsOurs, Value: e.Ours, Err: err}
}

// isOf reports whether an entry is of a column that has one of these names.
func (e LabelEntry) isOf(names ...string) bool {
	for _, name := range names {
		if name != "" && cells.ColumnKey(name) == cells.ColumnKey(e.Column) {
			return true
		}
	}
	return false
}

// Entries returns the entries in the order of the file.
func (l *Labels) Entries() (entries []LabelEntry) {
	if l == nil {
		return nil
	}
	for _, e := range l.entries {
		entries = append(entries, e.LabelEntry)
	}
	return entries
}
