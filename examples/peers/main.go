// Peers answers: compared with whom? It sets the Relative Rate Index of a force, district or team
// beside that of others: its rank with an interval, what it is beside their mean, a funnel,
// benchmarks, the outlier lines of an inspectorate, and two measures side by side.
//
// Usage:
//
//	peers [flags] [FILE]
//
// FILE is a table of counts by financial year, area and ethnic group, compressed or not, as
// Ethnicity facts and figures has stop and search, or the Home Office use of force. Without a file
// it is the 43 forces of England and Wales in 2017/18, 2018/19 and 2019/20, of which Avon and
// Somerset is asked about, among its most similar forces. These ship with the program as a table of
// this kind:
//
//	edition,year,area,basis,ethnicity,searches,residents
//	2019/20,2019/20,Avon & Somerset,ONS 2011 5+1,Black,747,30923
//	2019/20,2019/20,Avon & Somerset,ONS 2011 5+1,Unreported,2314,N/A
//
// An edition is a file as it was published, by its last year: the later one has the counts of
// 2017/18 as they were revised. The columns are found by these names, and by those that published
// tables have. Lines that begin with # are comments.
//
// With -by COLUMN FILE is anybody's own table, in the form that the program counts takes: a row for
// each group in each unit, which that column names.
//
//	team,group,complaints upheld,out of complaints     each complaint is upheld or is not
//	district,ethnic group,uses of force,residents      one person may have several
//
// The flags may stand before and behind the file. They are:
//
//	-force NAME       the force, district or team that is asked about (default, without a file: Avon
//	                  and Somerset; none asks about none)
//	-peers WHO        those that are compared: most-similar, all, names with commas between, or a
//	                  file of lists (default: most-similar where a list is built in, else all)
//	-year YEAR        the financial year, as 2017/18 (default: the last that the table has)
//	-edition YEAR     the edition, if the table has several (default: the last that has the year)
//	-show GROUPS      the groups alone that are shown, with commas between, as Black,Asian
//	-baseline GROUP   group that the others are compared with (default White)
//	-quantity NAME    what is compared: index, or rate (default index)
//	-census SOURCE    residents of 2011, of 2021, or interpolated for the year, in place of those
//	                  that the table has
//	-instead SOURCE   residents of areas of which the table has none, as City of London: of 2011, of
//	                  2021, interpolated, or none (default 2011)
//	-lines            the outlier lines of the inspectorate
//	-funnel KIND      the table of the funnel, and what it takes into account beside chance, by the
//	                  names of package rri/peers, which -h lists
//	-target VALUE     what the funnel is about (default: all units together)
//	-worst N          how many count as the worst, or the highest (default: a quarter of them)
//	-higher MEANING   whether more is worse, better or neither (default neither)
//	-shrink           what small places borrow from the others; of rates, not of proportions
//	-margin SHARE     how near the mean of the others is similar to it (default 25%: 0.8 to 1.25)
//	-beside FILE      another measure of the same units, as use of force: the two side by side
//	-beside-where COLUMN=VALUE  only these rows of that file; may be given several times
//	-by COLUMN        FILE is a table of your own, and the units are in this column
//	-events, -of, -group COLUMN, -rate, -proportion, -where COLUMN=VALUE, -event, -trial, -withheld,
//	-groups           how tables are read, as in the program counts
//	-method METHOD    family of intervals and p-values; see package rri (default scas)
//	-level LEVEL      confidence level (default 0.95)
//	-format FORMAT    text, markdown, csv, json or html (default text)
//	-plot FILE.svg    one picture into a file of its own, beside the output
//	-picture NAME     which: ranks, values or funnel, with -GROUP behind it as funnel-black where
//	                  there are several groups (default: the first)
//	-tables           text and Markdown with every table: which pairs can be told apart
//	-width COLUMNS    how wide text may be
//	-ascii            text and Markdown without characters beyond ASCII
//
// # What it prints
//
// What can be said, in sentences: of every group in order, so that none is picked, its index in the
// unit that is asked about, its rank with the interval of the rank and the direction in which it
// counts, from whom it cannot be told, and what it is beside the mean of the others, or why no word
// is said. Then one table of all groups: the units from the lowest to the highest, the mean,
// England and Wales without the unit, and a published national multiple. -tables and the page have
// the funnel, the pairs and every standard too. A unit without figures is named, and has no rank.
// How, is in the documentation of package rri/peers.
//
// The figures of the inspectorate, which compares the Black indices of 2017/18 over all forces as
// they were first published, are those of
//
//	peers -year 2017/18 -edition 2017/18 -peers all -lines -show Black
//
// -format html is one page that stands alone, for a browser and for paper: the same, with the ranks
// and the funnel drawn, every table, how the numbers are made, and the CSV to download.
//
// -suppress is refused: ranks, means and standards that are printed beside each other could give a
// withheld count away, and it has not been shown that they do not.
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

// Stop and search by force, made from the published files by TestShipped -update.
//
//go:embed forces.csv
var shipped []byte

const (
	// shippedFile is the name of the table that ships, and shippedForce the force that is asked
	// about in it.
	shippedFile  = "forces.csv"
	shippedForce = "Avon and Somerset"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run is the program, and returns its exit status.
func run(args []string, out, errout io.Writer) int {
	var s settings
	flags := flag.NewFlagSet("peers", flag.ContinueOnError)
	s.define(flags)
	files, err := cli.Parse(flags, args)
	if err == nil && len(files) > 1 {
		err = fmt.Errorf("%d files given: want one (-beside FILE is for another measure)", len(files))
	}
	if err == nil {
		err = s.check(len(files) == 0)
	}
	switch {
	case errors.Is(err, flag.ErrHelp):
		cli.Help(errout, flags, about)
		return 0
	case err != nil:
		fmt.Fprintf(errout, "peers: %s\n", cli.Message(err))
		return 2
	}
	var b bytes.Buffer
	if err = s.answer(&b, files); err == nil {
		_, err = out.Write(b.Bytes())
	}
	if err != nil {
		fmt.Fprintf(errout, "peers: %s\n", cli.Message(err))
		return 1
	}
	return 0
}

// answer reads the files and writes what they show.
func (s *settings) answer(w *bytes.Buffer, files []string) error {
	name, err := cli.File(files)
	if err != nil {
		return err
	}
	if err := cli.CheckOverwrite("-plot", s.plot.File, nil, name, s.beside, s.listFile()); err != nil {
		return err
	}
	text := shipped
	if name != "" {
		if text, err = os.ReadFile(name); err != nil {
			return err
		}
	} else {
		name, s.shipped = shippedFile, true
	}
	return s.compare(w, text, name)
}
