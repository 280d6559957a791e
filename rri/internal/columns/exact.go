package columns

import (
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// Exact makes columns for programs alone, of rows of one kind.
type Exact[R any] struct {
	Rows    []R
	Columns []sheet.Column
}

// Value adds a column.
func (x *Exact[R]) Value(name string, value func(R) sheet.Value) {
	cells := sheet.Cells(x.Rows, func(row R) sheet.Cell { return sheet.Cell{Value: value(row)} })
	x.Columns = append(x.Columns, sheet.Column{Name: name, In: sheet.CSV, Cells: cells})
}

// Constant adds a column that has one value.
func (x *Exact[R]) Constant(name string, v sheet.Value) {
	x.Value(name, func(R) sheet.Value { return v })
}

// Estimate adds the numbers of an estimate, which are empty where it was not computed: its value,
// its limits, and with P its p-value.
func (x *Exact[R]) Estimate(name string, p bool, of func(R) rri.Estimate) {
	for _, number := range []struct {
		suffix string
		of     func(rri.Estimate) float64
	}{
		{"", func(e rri.Estimate) float64 { return e.Value }},
		{"_lower", func(e rri.Estimate) float64 { return e.Lower }},
		{"_upper", func(e rri.Estimate) float64 { return e.Upper }},
		{"_p", func(e rri.Estimate) float64 { return e.P }},
	} {
		if number.suffix == "_p" && !p {
			continue
		}
		x.Value(name+number.suffix, Computed(of, func(e rri.Estimate) sheet.Value { return sheet.Float(number.of(e)) }))
	}
}

// Basis adds how an estimate came about.
func (x *Exact[R]) Basis(of func(R) rri.Estimate) {
	x.Value("level", Computed(of, func(e rri.Estimate) sheet.Value { return sheet.Float(e.Level) }))
	x.Value("method", Computed(of, func(e rri.Estimate) sheet.Value { return sheet.String(e.Method.String()) }))
	x.Value("flags", Computed(of, func(e rri.Estimate) sheet.Value { return sheet.String(e.Flags.String()) }))
}

// Computed returns what is had of the estimate of a row, nothing where it was not computed.
func Computed[R any](of func(R) rri.Estimate, value func(rri.Estimate) sheet.Value) func(R) sheet.Value {
	return func(row R) sheet.Value {
		if e := of(row); e.Computed() {
			return value(e)
		}
		return sheet.Value{}
	}
}
