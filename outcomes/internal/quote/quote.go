// Package quote makes text that came from outside, such as a cell, a label or the name of a file,
// fit to be told in an error: short, in one line, and harmless to a terminal.
package quote

import (
	"errors"
	"fmt"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/rri/sheet"
)

const (
	// MaxShown is how many bytes of a value an error shows.
	MaxShown = 80
	// names that a list in an error has
	maxList = 20
	// bytes of an error from outside, and of the name of a file, that an error shows
	maxText = 1000
)

// cut returns s if it has at most n bytes, otherwise its beginning and "…". It keeps in memory
// nothing of the rest, nor of the text that s is a part of.
func cut(s string, n int) string {
	if len(s) <= n {
		return strings.Clone(s)
	}
	return strings.ToValidUTF8(s[:n], "") + "…"
}

// Clip cuts a value to what an error shows of it. It stands in quotation marks in every error,
// which show what is no text.
func Clip(s string) string { return cut(s, MaxShown) }

// ClipCell clips a cell before it is copied out of its record, which may be a megabyte.
func ClipCell(cell []byte) string { return Clip(string(cell[:min(len(cell), MaxShown+1)])) }

// ClipAll returns the names, each clipped.
func ClipAll(names []string) []string {
	clipped := make([]string, len(names))
	for i, name := range names {
		clipped[i] = Clip(name)
	}
	return clipped
}

// File makes the name of a file fit for an error. Of a long one it keeps the end.
func File(name string) string {
	if len(name) > maxText {
		name = "…" + strings.ToValidUTF8(name[len(name)-maxText:], "")
	}
	return sheet.Clean(name)
}

// List returns names with commas between, the first twenty and the number of the others.
func List(names []string) string {
	if len(names) <= maxList {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:maxList], ", "), len(names)-maxList)
}

// And returns names with commas between, however many, and "and" before the last.
func And(names []string) string {
	n := len(names)
	if n < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
}

// QuotedList returns names in quotes as a list.
func QuotedList(names []string) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		if i < maxList {
			quoted[i] = fmt.Sprintf("%q", Clip(name))
		}
	}
	return List(quoted)
}

// Unprefixed returns an error of package outcomes, of those below it, or of package ethnicity
// without the name of the package, to be told inside another error. It wraps err.
func Unprefixed(err error) error { return unprefixed{err} }

type unprefixed struct{ err error }

func (e unprefixed) Error() string {
	return strings.TrimPrefix(strings.TrimPrefix(e.err.Error(), "outcomes: "), "ethnicity: ")
}

func (e unprefixed) Unwrap() error { return e.err }

// Outside returns an error that came from outside, such as that of a reader, which names a file, to
// be told in one line, and at no great length. It wraps err.
func Outside(err error) error { return outside{err} }

type outside struct{ err error }

func (e outside) Error() string { return sheet.Clean(cut(e.err.Error(), maxText)) }

func (e outside) Unwrap() error { return e.err }

// Label returns an error of a function that reads labels of ethnicity or of forces, which may be
// the caller's. A label that cannot be read is an [ethnicity.ErrUnknownLabel], unless the error
// says that it is known, and why it is of no group all the same.
func Label(err error) error { return labelError{outside{unprefixed{err}}} }

type labelError struct{ outside }

func (e labelError) Is(target error) bool {
	return target == ethnicity.ErrUnknownLabel && !errors.Is(e.err, ethnicity.ErrAmbiguousLabel) && !errors.Is(e.err, ethnicity.ErrTotalLabel)
}
