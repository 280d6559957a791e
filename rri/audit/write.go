package audit

import (
	"fmt"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// String returns the audit in words: "159 of 182 drawn from 400: 87.36 % (83.25 to 90.5 %), which
// is 333 to 362 of the 400".
func (r Result) String() string {
	drawn, records := count(r.Sample.Trials), count(r.Records)
	if r.Sample.Trials == 0 {
		return fmt.Sprintf("none drawn from %s: %s to %s of the %s", records, count(r.Lower), count(r.Upper), records)
	}
	value, lower, upper := r.percents()
	return fmt.Sprintf("%s of %s drawn from %s: %s %% (%s to %s %%), which is %s to %s of the %s",
		count(r.Sample.Events), drawn, records, value, lower, upper, count(r.Lower), count(r.Upper), records)
}

// count returns a number of records for people.
func count(n int64) string { return sheet.Count(n).Text }

// percent writes a share in per cent, without zeros at its end.
func percent(share float64, decimals int) string {
	s := sheet.Fixed(100*share, decimals)
	if strings.Contains(s, ".") && !strings.Contains(s, "e") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// percents returns the share with its limits for people.
func (r Result) percents() (value, lower, upper string) {
	const decimals = 2 // 333 of 400 is 83.25 %
	lower, upper, digits := sheet.Limits(percent, r.Share.Lower, r.Share.Upper, decimals, 0, 1)
	return sheet.Limit(percent, r.Share.Value, digits, 0, 1), lower, upper
}

// Row is one audit of several, as of one group or of one year.
type Row struct {
	Name   string `json:"name"`
	Result Result `json:"result"`
}

// Table is several audits below each other.
type Table []Row

// LimitsHeading is the heading of the limits of the share in [Table.Sheet].
const LimitsHeading = "Limits"

// Sheet returns the audit as cells, as [Table.Sheet] does.
func (r Result) Sheet() sheet.Sheet { return Table{{Result: r}}.Sheet() }

// Sheet returns the audits as cells, a row each: what was found of what was drawn from how many
// records; the share in per cent, and the limits of it, of the number of records that have what was
// looked for, and of the number of those that have not. In CSV are the estimates of both numbers as
// well, which are no whole ones, and the share as a fraction.
func (t Table) Sheet() sheet.Sheet {
	w := writer{table: t}
	w.add(sheet.Column{Name: "name", Sparse: true, Align: sheet.Left, WithPrevious: true}, func(x Row) sheet.Cell { return sheet.Label(x.Name) })
	w.add(sheet.Column{Name: "found", Heading: "Found"}, func(x Row) sheet.Cell { return sheet.Count(x.Result.Sample.Events) })
	w.add(sheet.Column{Name: "drawn", Heading: "of"}, func(x Row) sheet.Cell { return sheet.Count(x.Result.Sample.Trials) })
	w.add(sheet.Column{Name: "records", Heading: "from"}, func(x Row) sheet.Cell { return sheet.Count(x.Result.Records) })
	w.add(sheet.Column{Name: "share", Heading: "%"}, func(x Row) sheet.Cell {
		value, _, _ := x.Result.percents()
		return sheet.Cell{Text: value, Value: sheet.Float(x.Result.Share.Value)}
	})
	w.add(sheet.Column{Heading: LimitsHeading, In: sheet.Text | sheet.Markup, Align: sheet.Dash, WithPrevious: true}, func(x Row) sheet.Cell {
		_, lower, upper := x.Result.percents()
		return sheet.Cell{Text: lower + " – " + upper}
	})
	w.exact("share_lower", func(x Row) sheet.Value { return sheet.Float(x.Result.Share.Lower) })
	w.exact("share_upper", func(x Row) sheet.Value { return sheet.Float(x.Result.Share.Upper) })
	w.number("with", "With it", func(x Row) (Result, []string) { return x.Result, nil })
	w.number("without", "Without it", func(x Row) (Result, []string) { return x.Result.Without(), x.Result.Share.Flags.Texts() })
	w.exact("level", func(x Row) sheet.Value { return sheet.Float(x.Result.Share.Level) })
	w.exact("method", func(x Row) sheet.Value { return sheet.String(x.Result.Share.Method.String()) })
	w.exact("flags", func(x Row) sheet.Value { return sheet.String(x.Result.Share.Flags.String()) })
	return sheet.Sheet{
		Title:   "Of all records, those that have what was looked for" + t.limits(),
		Legend:  []string{"With it, without it: of all records, the fewest and the most that have what was looked for, and that have not."},
		Columns: w.columns,
		Spaced:  true,
	}
}

// limits names the limits for the title, if they are alike in all rows.
func (t Table) limits() string {
	if len(t) == 0 {
		return ""
	}
	alike := func(x Row) [3]any {
		e := x.Result.Share
		return [3]any{e.Level, e.Method, e.Flags & rri.OneSided}
	}
	for _, x := range t {
		if alike(x) != alike(t[0]) {
			return ""
		}
	}
	e := t[0].Result.Share
	method := "exact (hypergeometric)"
	if e.Method == rri.MidP {
		method = "mid-P (hypergeometric)"
	}
	return fmt.Sprintf(" · %s limits, %s", sheet.Percent(e.Level), method)
}

// writer makes the columns of a sheet.
type writer struct {
	table   Table
	columns []sheet.Column
}

func (w *writer) add(c sheet.Column, cell func(Row) sheet.Cell) {
	c.Cells = sheet.Cells(w.table, cell)
	w.columns = append(w.columns, c)
}

// exact adds a column for programs alone.
func (w *writer) exact(name string, value func(Row) sheet.Value) {
	w.add(sheet.Column{Name: name, In: sheet.CSV}, func(x Row) sheet.Cell { return sheet.Cell{Value: value(x)} })
}

// number adds a number of records, with footnotes: its limits, and for programs its estimate.
func (w *writer) number(name, heading string, of func(Row) (r Result, notes []string)) {
	result := func(x Row) Result {
		r, _ := of(x)
		return r
	}
	w.exact(name, func(x Row) sheet.Value { return sheet.Float(result(x).Number()) })
	w.add(sheet.Column{Heading: heading, In: sheet.Text | sheet.Markup, Align: sheet.Dash}, func(x Row) sheet.Cell {
		r, notes := of(x)
		return sheet.Cell{Text: count(r.Lower) + " – " + count(r.Upper), Notes: notes}
	})
	w.exact(name+"_lower", func(x Row) sheet.Value { return sheet.Int(result(x).Lower) })
	w.exact(name+"_upper", func(x Row) sheet.Value { return sheet.Int(result(x).Upper) })
}
