// Package columns makes the columns of the sheets of results: those that people read, with rounded
// texts and footnotes, and those for programs, with every digit.
package columns

import (
	"cmp"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// ForPeople are the forms that people read.
const ForPeople = sheet.Text | sheet.Markup

// Columns are those of a sheet that is being made.
type Columns []sheet.Column

// People adds a column for people.
func (c *Columns) People(column sheet.Column, cells []sheet.Cell) {
	column.In, column.Cells = cmp.Or(column.In, ForPeople), cells
	*c = append(*c, column)
}

// Texts adds a column for people of the texts of rows.
func Texts[R any](c *Columns, head sheet.Column, rows []R, text func(R) string) {
	c.People(head, sheet.Cells(rows, func(row R) sheet.Cell { return sheet.Cell{Text: text(row)} }))
}

// Notes adds a column of footnotes. In text it stands beside the column before it, without a
// heading.
func (c *Columns) Notes(cells []sheet.Cell) {
	c.People(sheet.Column{In: sheet.Text, Align: sheet.Left, Sparse: true, WithPrevious: true}, cells)
	c.People(sheet.Column{In: sheet.Markup, Heading: "notes", Align: sheet.Left, Sparse: true, WithPrevious: true}, cells)
}

// Estimate adds a number with its limits, and a column of footnotes.
func (c *Columns) Estimate(heading, interval string, texts []Text) {
	Texts(c, sheet.Column{Heading: heading}, texts, func(t Text) string { return t.Value })
	Texts(c, sheet.Column{Heading: interval, Align: sheet.Dash, WithPrevious: true}, texts, func(t Text) string { return t.Limits })
	c.Notes(sheet.Cells(texts, func(t Text) sheet.Cell { return sheet.Cell{Notes: t.Notes} }))
}
