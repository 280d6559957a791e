package peers

import (
	"fmt"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/columns"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// shrunken returns what a row borrows, nothing where it was not computed.
func (row Row) shrunken() Shrunken {
	if row.Shrunken == nil {
		return Shrunken{}
	}
	return *row.Shrunken
}

// shrinkageSheet returns the shrunken values: a row for each unit.
func (w writer[G, M]) shrinkageSheet() sheet.Sheet {
	rows, style := w.c.Rows, w.rowStyle()
	s := sheet.Sheet{
		Title: w.subject(w.group()) + " · values that borrow from the others",
		Lines: []string{w.shrinkageLine()},
	}
	if w.c.Shrinkage.Mean.Flags.Has(rri.NoData) {
		s.Columns = w.shrinkageColumns()
		return s
	}
	s.Legend = []string{fmt.Sprintf("A value is drawn towards the mean, the more the less of it is its own (own share). That serves where small places are read one by one, "+
		"and takes the units to be of one kind. The mean rank is counted from the lowest %s.", w.valueWord())}
	own := make([]columns.Text, len(rows))
	for i, row := range rows {
		own[i] = w.borrowed(row.shrunken().Value, style)
	}
	var c columns.Columns
	units(w.writing, &c, rows, rowUnit)
	columns.Texts(&c, sheet.Column{Heading: w.valueName()}, rows, func(row Row) string { return w.estimate(row.Value, style).Value })
	c.Estimate("shrunken", w.Interval(), own)
	number := func(heading string, text func(Shrunken) string) {
		columns.Texts(&c, sheet.Column{Heading: heading}, rows, func(row Row) string {
			if row.Shrunken == nil {
				return "—"
			}
			return text(*row.Shrunken)
		})
	}
	number("own share", func(s Shrunken) string { return probability(s.Weight) })
	number("mean rank", func(s Shrunken) string { return sheet.Fixed(s.Rank, 1) })
	number(w.among(), func(s Shrunken) string { return probability(s.AmongWorst) })
	s.Columns = append(c, w.shrinkageColumns()...)
	return s
}

// shrinkageLine says how the true values of the units differ.
func (w writer[G, M]) shrinkageLine() string {
	if w.c.Shrinkage.Mean.Flags.Has(rri.NoData) {
		return "None: it takes three units or more, and events in them, to tell how their true values differ."
	}
	mean, variation := w.borrowed(w.c.Shrinkage.Mean, w.rowStyle()), w.borrowed(w.c.Shrinkage.Variation, valueStyle{sheet.Ratio, 2, nil})
	return fmt.Sprintf("The true values have a mean of %s, and a standard deviation of %s times that.", withLimits(mean), withLimits(variation))
}

// borrowed writes an estimate of the distribution of the true values, which has no other method.
func (w writer[G, M]) borrowed(e rri.Estimate, style valueStyle) columns.Text {
	e.Method = w.Method
	return w.estimate(e, style)
}

// shrinkageColumns returns the columns of the shrunken values for programs.
func (w writer[G, M]) shrinkageColumns() []sheet.Column {
	x := w.exactRows()
	x.Value("value", func(row Row) sheet.Value { return sheet.Float(row.Value.Value) })
	x.Estimate("shrunken", false, func(row Row) rri.Estimate { return row.shrunken().Value })
	number := func(name string, of func(Shrunken) float64) {
		x.Value(name, func(row Row) sheet.Value {
			if row.Shrunken == nil {
				return sheet.Value{}
			}
			return sheet.Float(of(*row.Shrunken))
		})
	}
	number("own_share", func(s Shrunken) float64 { return s.Weight })
	number("mean_rank", func(s Shrunken) float64 { return s.Rank })
	x.Constant("worst", sheet.Int(w.c.Worst))
	number("among_worst", func(s Shrunken) float64 { return s.AmongWorst })
	x.Estimate("true_mean", false, func(Row) rri.Estimate { return w.c.Shrinkage.Mean })
	x.Estimate("true_variation", false, func(Row) rri.Estimate { return w.c.Shrinkage.Variation })
	x.Value("level", columns.Computed(func(row Row) rri.Estimate { return row.shrunken().Value }, func(e rri.Estimate) sheet.Value { return sheet.Float(e.Level) }))
	return x.Columns
}
