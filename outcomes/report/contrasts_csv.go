package report

import (
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// kindContrast is the kind in CSV of rows that set a part beside another.
const kindContrast = "contrast"

// contrastColumns are the columns that only rows of contrasts have, at the right of every report by
// a column that was kept.
var contrastColumns = []struct {
	name  string
	value func(c Contrast, row ContrastRow) sheet.Value
}{
	{"reference", func(c Contrast, _ ContrastRow) sheet.Value { return sheet.String(c.Reference) }},
	{"reference_ratio", func(_ Contrast, row ContrastRow) sheet.Value { return estimateOf(row.ReferenceIndex) }},
	{"contrast", func(_ Contrast, row ContrastRow) sheet.Value { return estimateOf(row.Ratio) }},
	{"contrast_lower", func(_ Contrast, row ContrastRow) sheet.Value { return partOfEstimate(row.Ratio, row.Ratio.Lower) }},
	{"contrast_upper", func(_ Contrast, row ContrastRow) sheet.Value { return partOfEstimate(row.Ratio, row.Ratio.Upper) }},
	{"contrast_p", func(_ Contrast, row ContrastRow) sheet.Value { return partOfEstimate(row.Ratio, row.Ratio.P) }},
	{"contrast_worst_lower", func(_ Contrast, row ContrastRow) sheet.Value {
		return limitOf(Row{Range: row.Worst}, func(r *Range) *float64 { return r.Lower })
	}},
	{"contrast_worst_upper", func(_ Contrast, row ContrastRow) sheet.Value {
		return limitOf(Row{Range: row.Worst}, func(r *Range) *float64 { return r.Upper })
	}},
	{"contrast_margin", func(c Contrast, _ ContrastRow) sheet.Value { return sheet.Float(c.Margin) }},
}

// estimateOf returns an estimate for programs, nothing where there is none.
func estimateOf(e rri.Estimate) sheet.Value { return partOfEstimate(e, e.Value) }

func partOfEstimate(e rri.Estimate, v float64) sheet.Value {
	if !e.Computed() {
		return sheet.Value{}
	}
	return sheet.Float(v)
}

// hasContrastColumns reports whether CSV has the columns of contrasts, whether or not there are
// rows of them.
func (r *Report) hasContrastColumns() bool { _, ok := r.by.kept(); return ok }

// contrastRows returns the rows of contrasts that CSV has of a layout: of every measure those of
// each value.
func (r *Report) contrastRows(d Document, l Layout) (sheets []sheet.Sheet) {
	for _, c := range d.Contrasts {
		if !l.inCSV(c.ID) {
			continue
		}
		for _, value := range c.values() {
			i := slices.IndexFunc(r.parts, func(p part) bool { return p.valueName() == value })
			sheets = append(sheets, r.parts[i].contrastSheet(c))
		}
	}
	return sheets
}

// contrastSheet returns the rows of one part in a contrast, with what they are of.
func (p part) contrastSheet(c Contrast) sheet.Sheet {
	c = c.clone()
	c.Rows = slices.DeleteFunc(c.Rows, func(row ContrastRow) bool { return row.Value != p.valueName() })
	column := func(name string, value func(ContrastRow) sheet.Value) sheet.Column {
		return sheet.Column{Name: name, Cells: sheet.Cells(c.Rows, func(row ContrastRow) sheet.Cell { return sheet.Cell{Value: value(row)} })}
	}
	own := sheet.Sheet{Columns: []sheet.Column{
		column("measure", func(ContrastRow) sheet.Value { return sheet.String(c.Measure) }),
		column("baseline", func(ContrastRow) sheet.Value { return sheet.String(c.Baseline.String()) }),
		column("group", func(row ContrastRow) sheet.Value { return sheet.String(row.Group.String()) }),
		column("ratio", func(row ContrastRow) sheet.Value { return estimateOf(row.Index) }),
		column("ratio_lower", func(row ContrastRow) sheet.Value { return partOfEstimate(row.Index, row.Index.Lower) }),
		column("ratio_upper", func(row ContrastRow) sheet.Value { return partOfEstimate(row.Index, row.Index.Upper) }),
		column("ratio_p", func(row ContrastRow) sheet.Value { return partOfEstimate(row.Index, row.Index.P) }),
		column("level", func(ContrastRow) sheet.Value { return sheet.Float(c.Level) }),
		column("method", func(ContrastRow) sheet.Value { return sheet.String(c.Method.String()) }),
		column("flags", func(row ContrastRow) sheet.Value { return sheet.String(row.Ratio.Flags.String()) }),
	}}
	rows := make([]Row, len(c.Rows))
	for i, row := range c.Rows {
		rows[i] = Row{Kind: kindContrast, Why: row.Why}
	}
	t := tableWith(p.plainTables(), c.ID)
	t.AnyDiffers, t.OtherResidents = nil, nil // of another index
	out := p.withContext(own, p.name, t, rows, nil)
	for i, of := range out.Columns {
		if of.Name == "word" {
			out.Columns[i] = column("word", func(row ContrastRow) sheet.Value { return sheet.String(row.Word.String()) })
		}
	}
	for _, of := range contrastColumns {
		out.Columns = append(out.Columns, column(of.name, func(row ContrastRow) sheet.Value { return of.value(c, row) }))
	}
	return out
}

// emptyContrasts returns the columns of contrasts without rows.
func (r *Report) emptyContrasts() sheet.Sheet {
	s := r.withContext(sheet.Sheet{}, "", Table{}, nil, nil)
	for _, c := range contrastColumns {
		s.Columns = append(s.Columns, sheet.Column{Name: c.name})
	}
	return s
}
