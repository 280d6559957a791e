package sheet

import "bytes"

// svg writes the picture as an element of SVG: for a page, or standalone, as a file. Names in it
// begin with id, which must differ between the pictures of one page. The axis is that of all forest
// plots of the page, as [pictureAxis] returns it; the zero Axis stands for one of the picture's own.
//
// On a page the title is no part of what is drawn, but of the text of the numbers alone: it stands
// in the caption of the figure. The page has pictureStyle in its style sheet.
func (p Picture) svg(b *bytes.Buffer, id string, axis Axis, standalone bool) {}

// pictureAxis returns one scale for the forest plots of several pictures.
func pictureAxis(pictures ...Picture) Axis { return Axis{} }

// pictureStyle is the style sheet of pictures. All of its classes begin with "p-".
const pictureStyle = ``
