package sheet

import "cmp"

// Page is one HTML file that stands alone: it needs no network and no script, fits a phone and a
// sheet of paper, and follows the reader's choice of a dark screen. Its texts are texts: nothing in
// them is read as HTML. One of more than 20,000 bytes is cut, and says so: browsers stand still
// over millions. The zero Page is an empty file.
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

// Pictures returns the pictures of the page in their order, with names that are unique: one that
// has none is "picture", and of several with one name the second gets "-2" behind it.
func (p Page) Pictures() []Picture {
	var pictures []Picture
	for _, section := range p.Sections {
		for _, block := range section.Blocks {
			if block.Sheet != nil {
				pictures = append(pictures, block.Sheet.Drawn()...)
			}
		}
	}
	names := make(uniqueNames)
	for i := range pictures {
		pictures[i].Name = names.take(cmp.Or(pictures[i].Name, "picture"))
	}
	return pictures
}

// MarshalJSON is an error: see [Sheet.MarshalJSON].
func (p Page) MarshalJSON() ([]byte, error) { return nil, errJSON }
