// Choices prints the Relative Rate Index under every combination of the choices that an analyst has
// to make, and how much each choice moves it.
//
// Usage:
//
//	choices [flags]
//
// The data are the searches by Avon and Somerset Police in January 2023, which ship with it as a
// table of counts. The flags are:
//
//	-group GROUP      group that is compared: Black, Asian, Mixed or Other (default Black)
//	-baseline GROUP   group that it is compared with (default White)
//	-format FORMAT    text, markdown, csv, json or html (default text)
//	-plot FILE.svg    one picture into a file of its own, beside the output
//	-picture NAME     which: search-rate or find-rate (default: the first)
//
// # What it prints
//
// For the search rate and for the find rate: the range of the index over all combinations; of every
// choice, the mean index (geometric) for each way to make it and the share of the variance of the
// logarithm of the index that goes with it alone; and the specification curve, all combinations in
// ascending order of their index, with marks below it for the choices that were made. Where every
// combination has an index the design is balanced, so that the shares of the single choices and of
// their combinations add up to 1. The method moves the interval and not the index; its share is
// that of the lower limit. Intervals allow for people who were stopped together, as far as the
// records tell them.
//
// Text has the specification curve. Markdown has tables. HTML is one page that stands alone, for a
// browser and for paper: the tables, the index with one choice changed at a time drawn, how the
// numbers are made, and the whole list to download. CSV is that list, a line for each combination,
// with six digits; JSON has it with all digits, beside the shares.
//
// The choices are: whose account of ethnicity counts; what is done where it is missing (the
// cross-table draws it from how the two accounts go together); the census; the classification; the
// objects of search; the family of intervals; and for the find rate what a find is, where there is
// no census.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/examples/internal/sample"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run is the program, and returns its exit status: 0, 1 if something failed, 2 if it was called
// wrongly.
func run(args []string, out, errout io.Writer) int {
	fs := flag.NewFlagSet("choices", flag.ContinueOnError)
	o := output{format: cli.FormatText}
	q := question{group: ethnicity.Black, baseline: ethnicity.White}
	groups := cli.Names(ethnicity.FivePlusOne.Groups())
	fs.Var(cli.OneOf(&q.group, ethnicity.ParseGroup, groups), "group", "`group` that is compared")
	fs.Var(cli.OneOf(&q.baseline, ethnicity.ParseGroup, groups), "baseline", "`group` that it is compared with")
	fs.Var(cli.Word(&o.format, cli.Formats), "format", "text, markdown, csv, json or html")
	o.plot.Define(fs)
	err := cli.ParseFlags(fs, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		cli.Help(out, fs, "usage: choices [flags]\n\nThe index under every combination of choices: Avon and Somerset, January 2023.\n\n")
		return 0
	case err == nil && (!ethnicity.FivePlusOne.Has(q.group) || !ethnicity.FivePlusOne.Has(q.baseline) || q.group == q.baseline):
		err = fmt.Errorf("%s against %s: want two of the groups of 5+1", q.group, q.baseline)
	case err == nil:
		err = o.plot.Check()
	}
	if err != nil {
		tell(errout, err)
		return 2
	}
	var b bytes.Buffer
	if err := q.report(&b, o); err != nil {
		tell(errout, err)
		return 1
	}
	if _, err := b.WriteTo(out); err != nil {
		tell(errout, err)
		return 1
	}
	return 0
}

// tell writes an error in one line, whatever stands in the arguments.
func tell(errout io.Writer, err error) {
	fmt.Fprintf(errout, "choices: %s\n", cli.Message(err))
}

// output says in which form to write.
type output struct {
	format string
	plot   cli.Plot
}

// report writes both measures, and the picture.
func (q question) report(w io.Writer, o output) error {
	var err error
	if q.tally, err = sample.Tally(); err != nil {
		return err
	}
	designs, err := q.designs()
	if err != nil {
		return err
	}
	return q.write(w, designs, o)
}

// designs returns the design of the search rate, and that of the find rate.
func (q question) designs() (both []design, err error) {
	for _, finds := range []bool{false, true} {
		d, err := q.specifications(finds)
		if err != nil {
			return nil, err
		}
		both = append(both, d)
	}
	return both, nil
}

// write writes the designs in the form that is asked for, and the picture.
func (q question) write(w io.Writer, designs []design, o output) error {
	p, err := q.page(designs)
	if err != nil {
		return err
	}
	if err := o.plot.Save(p.Pictures()); err != nil {
		return err
	}
	switch o.format {
	case cli.FormatMarkdown:
		return q.writeMarkdown(w, designs)
	case cli.FormatCSV:
		return writeCSV(w, designs)
	case cli.FormatJSON:
		return q.writeJSON(w, designs)
	case cli.FormatHTML:
		return p.WriteHTML(w)
	}
	return q.writeText(w, designs)
}

// writeCSV writes every combination of every design, for programs.
func writeCSV(w io.Writer, designs []design) error {
	var lists []sheet.Sheet
	for _, d := range designs {
		lists = append(lists, d.list())
	}
	return sheet.WriteCSV(w, lists...)
}

// list returns every combination with its index, for programs.
func (d design) list() sheet.Sheet {
	var s sheet.Sheet
	add := func(name string, value func(specification) sheet.Value) {
		s.Columns = append(s.Columns, sheet.Column{Name: name,
			Cells: sheet.Cells(d.specs, func(one specification) sheet.Cell { return sheet.Cell{Value: value(one)} })})
	}
	add("measure", func(specification) sheet.Value { return sheet.String(d.measure) })
	for _, name := range []string{"account", "missing", "census", "groups", "object", "find", "method"} {
		i := slices.IndexFunc(d.factors, func(f factor) bool { return f.name == name })
		add(name, func(one specification) sheet.Value {
			if i < 0 {
				return sheet.Value{}
			}
			return sheet.String(d.factors[i].levels[one.levels[i]])
		})
	}
	number := func(name string, of func(rri.Estimate) float64) {
		add(name, func(one specification) sheet.Value {
			return sheet.String(strconv.FormatFloat(of(one.index), 'g', 6, 64))
		})
	}
	number("index", value)
	number("lower", func(e rri.Estimate) float64 { return e.Lower })
	number("upper", func(e rri.Estimate) float64 { return e.Upper })
	return s
}
