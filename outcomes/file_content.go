package outcomes

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
)

// byContent leaves out what holds no searches, and lists what does. A file that cannot be looked
// into is listed, so that reading it says why.
func (l *listing) byContent(f listedFile) error {
	reason := l.look(f)
	if err := l.ctx.Err(); err != nil {
		return fmt.Errorf("%sreading: %w", at(f.name), err)
	}
	if reason == "" {
		l.files = append(l.files, f)
	} else {
		l.left = append(l.left, FileLeftOut{File: f.name, Reason: reason})
	}
	return nil
}

// look says why a file holds no searches; "" if it does, or if its name says so.
func (l *listing) look(f listedFile) string {
	l.given.begin(1)
	r, err := l.openFile(0, f)
	if err != nil {
		return ""
	}
	defer func() { _ = r.Close() }() // nothing was written to it
	text, err := cells.Unpack(contextReader{l.ctx, r})
	if err != nil {
		return ""
	}
	if _, err := text.Peek(1); err == io.EOF {
		return reasonOf(errEmptyTable)
	}
	if namesSearches(f.name) || isSaved(text) {
		return ""
	}
	if cells.IsPacked(text) {
		return reasonOf(cells.ErrPackedTwice)
	}
	text, read, err := openSearches(text, f.name)
	if err != nil {
		return noSearches(err)
	}
	o := l.form
	o.File = f.name
	for _, err := range read(text, o) {
		return noSearches(err)
	}
	return ""
}

// errEmptyTable says that a table has nothing but blank lines.
var errEmptyTable = errors.New("the file is empty: want a header and one search a line")

// noSearches says why a file is about something else than searches, by the error of reading it; ""
// if it is not.
func noSearches(err error) string {
	header, ok := errors.AsType[*HeaderError](err)
	if !ok {
		return ""
	}
	if header.hasNoSearches() {
		switch {
		case header.Err != nil: // what to give in its place lies beside it
			what, _, _ := strings.Cut(reasonOf(header.Err), ": ")
			return what
		case len(header.Missing) < demanded:
			return "no table of searches: it has hardly one of their columns, and no " + strings.Join(header.Missing, " and no ")
		}
		return "no table of searches: it has none of their columns"
	}
	if _, ok := errors.AsType[cells.FormatError](header.Err); ok {
		return reasonOf(header.Err)
	}
	for _, reason := range []error{errNoSearchesInJSON, errEmptyTable, cells.ErrQuote, cells.ErrLineTooLong} {
		if errors.Is(header.Err, reason) {
			return reasonOf(header.Err)
		}
	}
	return ""
}

// reasonOf is how what is wrong with a file says why it is not read.
func reasonOf(err error) string {
	text := strings.TrimPrefix(err.Error(), "the file ")
	return strings.TrimPrefix(text, "is ")
}
