package main

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// write writes the results in the format of the settings.
func (r results) write(w io.Writer, s settings) error {
	if s.format == formatCSV {
		return r.everyDesign().WriteCSV(w)
	}
	var b strings.Builder
	for i, table := range r.tables(s.designsToo) {
		if i > 0 {
			b.WriteByte('\n')
		}
		writeTable := table.WriteText
		if s.format == formatMarkdown {
			writeTable = table.WriteMarkdown
		}
		if err := writeTable(&b); err != nil {
			return err
		}
	}
	for _, note := range append(r.notes, fmt.Sprintf("What was not gone through has a probability of %.0e in any design at most.", r.leftOut())) {
		fmt.Fprintf(&b, "\n%s\n", note)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// field is a column of a table whose rows are of one type.
type field[R any] struct {
	heading string
	text    func(R) string
}

// screen is the width of text, in characters: some tables have eleven columns of numbers.
const screen = 130

// table returns a table of texts. Its first columns are words, the others numbers.
func table[R any](title string, rows []R, words int, fields ...field[R]) sheet.Sheet {
	s := sheet.Sheet{Title: title, Width: screen, Spaced: true}
	for i, f := range fields {
		c := sheet.Column{Heading: f.heading, Cells: sheet.Cells(rows, func(row R) sheet.Cell { return sheet.Cell{Text: f.text(row)} })}
		if i < words {
			c.Align = sheet.Left
		}
		s.Columns = append(s.Columns, c)
	}
	return s
}

// tables returns the tables for people.
func (r results) tables(designs bool) []sheet.Sheet {
	var tables []sheet.Sheet
	for _, name := range r.names() {
		for _, level := range r.levels {
			list := r.group(name, level)
			title := fmt.Sprintf("%s, %s %% level, nominal %s %% above and below", name, percentOf(level), percentOf((1-level)/2))
			tables = append(tables, table(title, summarise(list), 1,
				field[summary]{"method", func(s summary) string { return s.method.String() }},
				field[summary]{"designs", func(s summary) string { return strconv.Itoa(s.designs) }},
				field[summary]{"coverage: least", func(s summary) string { return percent(s.leastCovered) }},
				field[summary]{"mean", func(s summary) string { return percent(s.covered) }},
				field[summary]{"above: mean", func(s summary) string { return percent(s.above) }},
				field[summary]{"most", func(s summary) string { return percent(s.mostAbove) }},
				field[summary]{"below: mean", func(s summary) string { return percent(s.below) }},
				field[summary]{"most", func(s summary) string { return percent(s.mostBelow) }},
				field[summary]{"uneven %", func(s summary) string { return uneven(s) }},
				field[summary]{"width", func(s summary) string { return width(s.width) }},
				field[summary]{"no width %", func(s summary) string { return percent(s.unbounded) }},
			))
			if !designs {
				continue
			}
			tables = append(tables, table(title+", every design", list, 2,
				field[result]{"design", func(one result) string { return one.quantity.describe(one.design) }},
				field[result]{"method", func(one result) string { return one.method.String() }},
				field[result]{"coverage", func(one result) string { return percent(one.covered()) }},
				field[result]{"above", func(one result) string { return percent(one.above) }},
				field[result]{"below", func(one result) string { return percent(one.below) }},
				field[result]{"width", func(one result) string { return width(one.width) }},
				field[result]{"no width %", func(one result) string { return percent(one.unbounded) }},
			))
		}
	}
	for _, level := range r.levels {
		tables = append(tables, r.evenness(level))
	}
	return tables
}

// evenness returns the table of the unevenness of every method for every quantity.
func (r results) evenness(level float64) sheet.Sheet {
	var methods []string
	texts := make(map[[2]string]string) // by method and quantity
	for _, name := range r.names() {
		for _, s := range summarise(r.group(name, level)) {
			method := s.method.String()
			if !slices.Contains(methods, method) {
				methods = append(methods, method)
			}
			texts[[2]string{method, name}] = uneven(s)
		}
	}
	fields := []field[string]{{"method", func(method string) string { return method }}}
	for _, name := range r.names() {
		fields = append(fields, field[string]{name, func(method string) string { return cmp.Or(texts[[2]string{method, name}], "–") }})
	}
	return table(fmt.Sprintf("Mean distance of the two tails from nominal, as a percentage of it, %s %% level", percentOf(level)), methods, 1, fields...)
}

// uneven writes the unevenness of a method in per cent.
func uneven(s summary) string { return fmt.Sprintf("%.1f", 100*s.uneven) }

// width writes a mean width, with four decimals.
func width(v float64) string {
	if math.IsNaN(v) {
		return "–"
	}
	return fmt.Sprintf("%.4f", v)
}

// percent writes a probability in per cent, with two decimals.
func percent(p float64) string { return fmt.Sprintf("%.2f", 100*max(0, p)) }

// percentOf writes a probability in per cent, with the digits it has.
func percentOf(p float64) string { return number(math.Round(1e12*p) / 1e10) }

// everyDesign returns every design, unrounded. Chances are from 0 to 1.
func (r results) everyDesign() sheet.Sheet {
	var s sheet.Sheet
	add := func(name string, value func(result) sheet.Value) {
		s.Columns = append(s.Columns, sheet.Column{Name: name,
			Cells: sheet.Cells(r.list, func(one result) sheet.Cell { return sheet.Cell{Value: value(one)} })})
	}
	// ofBaseline adds what designs of one group do not have.
	ofBaseline := func(name string, value func(design) float64) {
		add(name, func(one result) sheet.Value {
			if !one.quantity.two {
				return sheet.Value{}
			}
			return sheet.Float(value(one.design))
		})
	}
	add("quantity", func(one result) sheet.Value { return sheet.String(one.quantity.name) })
	add("level", func(one result) sheet.Value { return sheet.Float(one.level) })
	add("group", func(one result) sheet.Value { return sheet.Float(one.design.group) })
	ofBaseline("baseline", func(d design) float64 { return d.baseline })
	add("group_rate", func(one result) sheet.Value { return sheet.Float(one.design.groupRate) })
	ofBaseline("baseline_rate", func(d design) float64 { return d.baselineRate })
	add("method", func(one result) sheet.Value { return sheet.String(one.method.String()) })
	add("coverage", func(one result) sheet.Value { return sheet.Float(one.covered()) })
	add("above", func(one result) sheet.Value { return sheet.Float(one.above) })
	add("below", func(one result) sheet.Value { return sheet.Float(one.below) })
	add("width", func(one result) sheet.Value { return sheet.Float(one.width) })
	add("no_width", func(one result) sheet.Value { return sheet.Float(one.unbounded) })
	add("left_out", func(one result) sheet.Value { return sheet.Float(one.leftOut) })
	return s
}
