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
//	-list             every combination with its index and interval, as CSV
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
	group, baseline := ethnicity.Black, ethnicity.White
	groups := cli.Names(ethnicity.FivePlusOne.Groups())
	fs.Var(cli.OneOf(&group, ethnicity.ParseGroup, groups), "group", "`group` that is compared")
	fs.Var(cli.OneOf(&baseline, ethnicity.ParseGroup, groups), "baseline", "`group` that it is compared with")
	list := fs.Bool("list", false, "every combination, as CSV")
	err := cli.ParseFlags(fs, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		cli.Help(out, fs, "usage: choices [flags]\n\nThe index under every combination of choices: Avon and Somerset, January 2023.\n\n")
		return 0
	case err == nil && (!ethnicity.FivePlusOne.Has(group) || !ethnicity.FivePlusOne.Has(baseline) || group == baseline):
		err = fmt.Errorf("%s against %s: want two of the groups of 5+1", group, baseline)
	}
	if err != nil {
		tell(errout, err)
		return 2
	}
	var b bytes.Buffer
	if err := report(&b, group, baseline, *list); err != nil {
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

// report writes both measures.
func report(w io.Writer, group, baseline ethnicity.Group, list bool) error {
	tally, err := sample.Tally()
	if err != nil {
		return err
	}
	q := question{tally: tally, group: group, baseline: baseline}
	var lists []sheet.Sheet
	for i, finds := range []bool{false, true} {
		d, err := q.specifications(finds)
		if err != nil {
			return err
		}
		if list {
			lists = append(lists, d.list())
			continue
		}
		if i > 0 {
			fmt.Fprintln(w)
		}
		if err := d.write(w, group, baseline); err != nil {
			return err
		}
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
