// Counts says what a table of anybody's own counts shows: how often something happens in each
// group, set against a baseline, with what chance and people whose group is not known could do to
// it. It takes use of force, complaints, leavers, exclusions, recruitment and audits alike.
//
// Usage:
//
//	counts [flags] [FILE | -]
//
// FILE is a CSV file with a row for each group: what happened, and out of what.
//
//	group,complaints upheld,out of complaints        a proportion: each complaint is upheld or is not
//	ethnic group,uses of force,residents             a rate: one person may have several
//
// The last word says which: residents, population, person years and exposure make a rate; trials,
// of, out of, searches, arrests, referrals and staff a proportion; for any other -rate or
// -proportion does. Of more than two columns of numbers -events and -of choose two. Columns such as
// year, age, stage or area are dimensions, over which counts are added up, unless -by, -within or
// -stage name them, or -where takes some of their values.
//
// A row whose group is not known, as "Not stated", "Unknown" or a blank, is no group: it is said
// what it could do to the index. Rows of totals are compared with what they are the total of. Marks
// in place of numbers, as *, [c], <5 and 1-4, are counts between two numbers, and so are all with
// -rounded 5: the index then lies between two numbers too. Lines that begin with # are comments,
// and stand below the tables.
//
// A table with a column for each group is read too, as the tables of the Home Office are, and so
// are records, one row a case, with -event:
//
//	counts -where "Police Force=Kent" -where "Tactic=*Total Tactics" -residents Kent use-of-force.csv
//	counts -event "Outcome=2 Arrest" -proportion -group "SDE Group" dashboard.csv
//
// Without a file it says how often one force used force, by ethnicity, which it did not record for
// a third.
//
// The flags may stand before and behind the file. They are:
//
//	-baseline GROUP   group that the others are compared with (default: White, else the first in the file)
//	-groups SCHEME    how labels are read: as-is, or into 5+1, 16+1, 18+1 and others (default as-is; with -residents 5+1)
//	-group COLUMN     column of the groups (default: group, ethnicity or the like, else the first column of words)
//	-events, -of COLUMN  columns of the events and of what they are out of
//	-called NAME      what the events are called in the output (default: as the header has it)
//	-rate, -proportion   the model, where the header does not say it
//	-where COLUMN=VALUE  only these rows; may be given several times
//	-event COLUMN=VALUE  the file is one of records, and these are the events; may be given several times
//	-trial COLUMN=VALUE  of records, what the events are out of (default with -proportion: all)
//	-rounded N        counts are rounded to multiples of N
//	-withheld RANGE   what a mark such as * stands for, as 1-4 (default: any number)
//	-residents PLACE|FILE  events are set against residents: those of a force, district or region, or of a file
//	-on DAY           the day, month or year that residents of a place are of, as 2019-10-01 or 2019/20 (default: census 2021; by periods: the middle of each)
//	-within COLUMNS   like is compared with like: groups within these columns, as age or age,offence
//	-by COLUMN        a row for each value of this column, and all of them adjusted for it; if it is one of time, whether the index changes
//	-by month|quarter|financial-year|year  the same by these periods, to which finer ones are added up
//	-rolling MONTHS   the index over so many months together, up to each period: a picture
//	-compare A,B      the change from one period to another: 2019/20,2021/22 or 2016-03..2016-12,2017-03..2017-12 or 2020-03
//	-leave-out PERIODS  in no change and no trend, as 2020-03..2021-07; may be given several times
//	-margin SHARE     stable is what lies within this share a year of no change (default 10%)
//	-stage COLUMN     a journey through the stages in this column
//	-composition      whether each group's share is the same in several columns or stages, as residents, staff and joiners
//	-base COLUMN=N, -percent  of -composition: what percentages are out of, and that numbers are some
//	-population-size N   an audit: the counts are of a sample from N records
//	-power [RATIO]    what these counts could show, and what it takes to find this ratio (default 1.5)
//	-per N            rates are per N (default 1,000; of proportions per cent)
//	-suppress K       withhold counts from 1 to K, and what would tell them (default: nothing)
//	-unknown RULE     people whose group is not known: left-out or in-proportion (default left-out)
//	-direction NAME   group-over-comparator (rri) or comparator-over-group (relative-likelihood)
//	-method METHOD    family of intervals and p-values; see package rri (default scas)
//	-level LEVELS     confidence level, or several beside each other: 0.95,0.998 (default 0.95)
//	-format FORMAT    text, markdown, csv, json or html, a page that stands alone (default text)
//	-o FILE           write there instead of to standard output
//	-plot FILE.svg    one picture into a file of its own, beside the output
//	-picture NAME     which, by the section that it is of, as comparison or by-adjusted (default: the first)
//	-width COLUMNS, -ascii  how text is laid out
//
// -format html is one page for a browser and for paper: what can be said, with pictures, every
// table, what to bear in mind, how the numbers are made, and the CSV to download. It needs no
// network.
//
// What each table says is in the documentation of package rri/counts, and how files are read in
// that of rri/tidy.
//
// Exit status: 0 if the tables were made, 1 if the input is bad, 2 if the program was called
// wrongly. An error is one line on standard error.
package main

import (
	"bytes"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/seed-549880be/disparity/examples/internal/cli"
)

// Uses of force, made from the published file by TestShipped -update.
//
//go:embed force.csv
var force []byte

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// Exit statuses.
const (
	statusOK = iota
	statusInput
	statusUsage
)

// run is the program, and returns its exit status.
func run(args []string, in io.Reader, out, errout io.Writer) int {
	s, files, err := parseFlags(args, out)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return statusOK
	case err != nil:
		tell(errout, err)
		return statusUsage
	}
	if err := s.tabulate(files, in, out); err != nil {
		tell(errout, err)
		return statusInput
	}
	return statusOK
}

// tell writes an error in one line, whatever stands in the names of files and cells.
func tell(errout io.Writer, err error) { fmt.Fprintf(errout, "counts: %s\n", cli.Message(err)) }

// tabulate reads the table and writes what it says. Nothing is written unless everything went well.
func (s *settings) tabulate(files []string, in io.Reader, out io.Writer) error {
	name, err := inputName(files)
	if err != nil {
		return err
	}
	if err := s.checkOutput(name, in); err != nil {
		return err
	}
	d, err := s.document(name, in)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := s.write(&b, d); err != nil {
		return err
	}
	if s.plot.File != "" {
		if err := s.plot.Save(page(d).Pictures()); err != nil {
			return err
		}
	}
	write := func(w io.Writer) error {
		_, err := w.Write(b.Bytes())
		return err
	}
	if s.output != "" {
		return cli.Save(s.output, write)
	}
	return write(out)
}
