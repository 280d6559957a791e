package counts

import "github.com/seed-549880be/disparity/rri/sheet"

// people are the forms that people see.
const people = sheet.Text | sheet.Markup

// rowColumns makes the columns of a sheet from its rows.
type rowColumns[R any] struct {
	rows []R
	list []sheet.Column
}

// add adds a column.
func (w *rowColumns[R]) add(column sheet.Column, cell func(r R) sheet.Cell) {
	column.Cells = sheet.Cells(w.rows, cell)
	w.list = append(w.list, column)
}

// text adds a column for people alone.
func (w *rowColumns[R]) text(column sheet.Column, text func(r R) string) {
	if column.In == 0 {
		column.In = people
	}
	w.add(column, func(r R) sheet.Cell { return sheet.Cell{Text: text(r)} })
}

// notes adds the footnotes of the rows, beside the column before in text and in a column of their
// own on a page.
func (w *rowColumns[R]) notes(of func(r R) []string) {
	cell := func(r R) sheet.Cell { return sheet.Cell{Notes: of(r)} }
	w.add(sheet.Column{In: sheet.Text, Align: sheet.Left, Sparse: true, WithPrevious: true}, cell)
	w.add(sheet.Column{Heading: "notes", In: sheet.Markup, Align: sheet.Left, Sparse: true}, cell)
}

// exact adds a column for programs alone.
func (w *rowColumns[R]) exact(name string, value func(r R) sheet.Value) {
	w.add(sheet.Column{Name: name, In: sheet.CSV}, func(r R) sheet.Cell { return sheet.Cell{Value: value(r)} })
}

// constant adds a column for programs alone that has one value.
func (w *rowColumns[R]) constant(name string, value sheet.Value) {
	w.exact(name, func(R) sheet.Value { return value })
}

// limits adds two numbers for programs alone.
func (w *rowColumns[R]) limits(name string, of func(r R) (lower, upper float64)) {
	w.exact(name+"_lower", func(r R) sheet.Value { v, _ := of(r); return sheet.Float(v) })
	w.exact(name+"_upper", func(r R) sheet.Value { _, v := of(r); return sheet.Float(v) })
}

// counted adds the group and its counts for programs, as the section comparison has them.
func (w *rowColumns[R]) counted(proportion bool, group func(r R) string, of func(r R) Count) {
	exposure := "population"
	if proportion {
		exposure = "trials"
	}
	w.exact("group", func(r R) sheet.Value { return sheet.String(group(r)) })
	w.constant("kind", sheet.String("group"))
	w.exact("events", func(r R) sheet.Value { return countCell(of(r).Events).Value })
	w.limits("events", func(r R) (float64, float64) { c := of(r).Events; return c.Lower, c.Upper })
	w.exact(exposure, func(r R) sheet.Value { return countCell(of(r).Exposure).Value })
	w.limits(exposure, func(r R) (float64, float64) { c := of(r).Exposure; return c.Lower, c.Upper })
}
