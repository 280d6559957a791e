package sheet

import (
	"errors"
	"io"
)

// Page is one HTML file that stands alone: it needs no network and no script, fits a phone and a
// sheet of paper, and follows the reader's choice of a dark screen. Its texts are texts: nothing in
// them is read as HTML. The zero Page is an empty file.
type Page struct {
	// Title is the heading of the page, and the name of the window.
	Title string

	// Lines stand below the title, each a paragraph: of what and when, and how it was counted.
	Lines []string

	// Warnings have to be read before anything else, and stand above the lines.
	Warnings []string

	// Sections follow in this order. Where there are several, a list of links to them stands first.
	Sections []Section

	// Downloads are files that the page carries with it, each with a link that saves it.
	Downloads []Download

	// Foot are the last lines: sources, licences, what made the page.
	Foot []string
}

// Section is a part of a page under a heading.
type Section struct {
	// Name is a stable word that links to the section end in, as "find-rate". It is made unique.
	Name string

	Title string

	Blocks []Block
}

// Block is a piece of a section: what it has stands in the order of the fields.
type Block struct {
	Title      string   // a heading of its own; "" is none
	Paragraphs []string // above the list and the table
	Items      []string // a list
	Numbered   bool     // the list has numbers
	Sheet      *Sheet   // a table, with its pictures above it and its footnotes below
}

// Download is a file that a page carries with it.
type Download struct {
	Name  string // of the file, as "avon-and-somerset.csv"
	Title string // what it is, as the text of the link
	CSV   []byte
}

// Pictures returns the pictures of the page in their order, with names that are unique.
func (p Page) Pictures() []Picture { return nil }

// WriteHTML writes the page. All of its forest plots have one scale, so that a reader can compare
// them by eye. The error is that of w.
func (p Page) WriteHTML(w io.Writer) error { return write(w, nil, errors.ErrUnsupported) }

// WriteHTML writes the sheet as a piece of HTML for a page of your own: its pictures, a table with
// its title as caption, the legend and the footnotes. Links to footnotes end in names that begin
// with the prefix, which must differ between the sheets of one page. The error is that of w.
func (s Sheet) WriteHTML(w io.Writer, prefix string) error {
	return write(w, nil, errors.ErrUnsupported)
}
