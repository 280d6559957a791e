// Trend answers whether it is getting better: it follows the Relative Rate Index of a force or
// another area over the years of a published table.
//
// Usage:
//
//	trend [flags] [FILE]
//
// FILE is a table of counts by financial year, area and ethnic group, compressed or not, as
// Ethnicity facts and figures has stop and search. Without a file it is Avon and Somerset from
// 2006/07 to 2019/20, which ships with the program as a table of this kind:
//
//	year,area,basis,ethnicity,searches,residents
//	2006/07,Avon and Somerset,ONS 2001 5+1,Black,690,30923
//	2006/07,Avon and Somerset,ONS 2001 5+1,Unreported,5968,N/A
//
// The columns are found by these names, and by those that published tables have. The basis is the
// classification that the name of a group is of, without which groups are read as -groups says:
// "Other" has Chinese people among it on the basis of 2001, and not on that of 2011. Lines that
// begin with # are comments.
//
// The flags may stand before and behind the file. They are:
//
//	-area NAME        the force or area (default: the one that the table has)
//	-from YEAR        the first financial year, as 2006/07 (default: the first that the table has)
//	-to YEAR          the last financial year
//	-events COLUMN    column of the counts (default: that named searches or the like)
//	-groups SCHEME    classification that groups are read and added up by, where the table tells none
//	                  (default 5+1)
//	-shared           the groups alone that all years have
//	-census SOURCE    residents of 2011, of 2021, or interpolated for each year, in place of those
//	                  that the table has
//	-residents NAME   residents of another place, or from a file
//	-baseline GROUP   group that the others are compared with (default White)
//	-compare A,B      the change from one period to another, as 2006/07..2009/10,2016/17..2019/20
//	-leave-out YEARS  periods that are in no change and no trend
//	-rolling MONTHS   neighbouring years together, as 36, as a picture
//	-margin SHARE     how little change a year is called stable (default 10%)
//	-method METHOD    family of intervals and p-values; see package rri (default scas)
//	-level LEVEL      confidence level (default 0.95)
//	-format FORMAT    text, markdown, csv, json or html (default text)
//	-plot FILE.svg    one picture into a file of its own, beside the output
//	-picture NAME     which: trends, picture (the years), compared or rolling (default: the first)
//	-tables           text and Markdown with every table
//	-width COLUMNS    how wide text may be
//	-ascii            text and Markdown without characters beyond ASCII
//
// # What it prints
//
// What can be said, in sentences; the trend of every group as per cent a year, with a word that
// follows from its interval, or the reason why there is none; the index of every group in every
// year, drawn, and its change from the year before, with a line where the group changed its meaning
// or the residents their source; and what to bear in mind. How, is in the documentation of package
// rri/trend, and what stands in the way of a sentence in that of outcomes/report/claims.
//
// -format html is one page that stands alone, for a browser and for paper: the same, with the
// trends and the years drawn, every table, how the numbers are made, and the CSV to download.
//
// Where the residents are those of the table or of a census, a word stands only if the residents of
// that place by the other sources built in give the same: the census of 2021 alone lowers the index
// of Black people in Avon and Somerset by 13 %.
//
// Exit status: 0 if the tables were made, 1 if the input is bad, 2 if the program was called
// wrongly. An error is one line on standard error.
package main

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/outcomes/published"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/trend"
)

// Stop and search in Avon and Somerset, made from the published file by TestShipped -update.
//
//go:embed avon-and-somerset.csv
var shipped []byte

// shippedFile is the name of it.
const shippedFile = "avon-and-somerset.csv"

// about is what the program says of itself above its flags.
const about = "usage: trend [flags] [FILE]\n\n" +
	"Is it getting better? The index of every ethnic group over the years of a published table, its change and its trend.\n" +
	"FILE is CSV: year, area, basis, ethnicity, searches, residents, as Ethnicity facts and figures has them. Without a file:\n" +
	"Avon and Somerset, 2006/07 to 2019/20.\n\n"

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// settings is what the flags say.
type settings struct {
	published.TrendOptions
	change     cli.Change
	published  cli.Published
	census     *ethnicity.Census
	residents  cli.Residents
	statistics rri.Options
	format     string
	width      int
	ascii      bool
	tables     bool
	plot       cli.Plot
}

// define defines the flags.
func (s *settings) define(fs *flag.FlagSet) {
	fs.StringVar(&s.Area, "area", "", "the `name` of the force or area (default: the one that the table has)")
	fs.Func("from", "the first financial `year`, as 2006/07 (default: the first that the table has)", cli.FinancialYear(&s.First))
	fs.Func("to", "the last financial `year`, as 2019/20 (default: the last that the table has)", cli.FinancialYear(&s.Last))
	s.published.Define(fs)
	fs.BoolVar(&s.Shared, "shared", false, "the groups alone that all years have")
	cli.BuiltInCensus(fs, &s.census, "census", "residents of a `census`, or interpolated for each year, in place of those that the table has")
	fs.Var(cli.ResidentsOf(&s.residents, "searches"), "residents", "residents of another `place`, or from a file, in place of those that the table has")
	s.Baseline = ethnicity.White
	cli.KnownGroup(fs, &s.Baseline, "baseline", "`group` that the others are compared with")
	s.change.Define(fs)
	s.statistics.Level = 0.95
	fs.Var(cli.OneOf(&s.statistics.Method, rri.ParseMethod, cli.Names(rri.Methods())), "method", "family of intervals and p-values")
	fs.Var(cli.Level(&s.statistics.Level), "level", "confidence level")
	s.format = cli.FormatText
	fs.Var(cli.Word(&s.format, cli.Formats), "format", "text, markdown, csv, json or html")
	fs.BoolVar(&s.tables, "tables", false, "text and Markdown with every table: rates, words of changes, scatter")
	s.plot.Define(fs)
	cli.Width(fs, &s.width)
	fs.BoolVar(&s.ascii, "ascii", false, "text and Markdown without characters beyond ASCII")
}

// run is the program, and returns its exit status.
func run(args []string, out, errout io.Writer) int {
	var s settings
	flags := flag.NewFlagSet("trend", flag.ContinueOnError)
	s.define(flags)
	files, err := cli.Parse(flags, args)
	if err == nil && len(files) > 1 {
		err = fmt.Errorf("%d files given: want one", len(files))
	}
	if err == nil {
		err = s.check()
	}
	switch {
	case errors.Is(err, flag.ErrHelp):
		cli.Help(errout, flags, about)
		return 0
	case err != nil:
		fmt.Fprintf(errout, "trend: %s\n", cli.Message(err))
		return 2
	}
	var b bytes.Buffer
	name, err := cli.File(files)
	if err == nil {
		err = cli.CheckOverwrite("-plot", s.plot.File, nil, name, string(s.residents))
	}
	switch {
	case err != nil:
	case name == "":
		err = s.follow(&b, shipped, shippedFile)
	default:
		var text []byte
		if text, err = os.ReadFile(name); err == nil {
			err = s.follow(&b, text, name)
		}
	}
	if err == nil {
		_, err = out.Write(b.Bytes())
	}
	if err != nil {
		fmt.Fprintf(errout, "trend: %s\n", cli.Message(err))
		return 1
	}
	return 0
}

// check reports flags that do not go together.
func (s *settings) check() error {
	people := s.format == cli.FormatText || s.format == cli.FormatMarkdown
	switch {
	case s.change.Rolling%monthsOfYear != 0 || s.change.Rolling == monthsOfYear:
		return fmt.Errorf("-rolling %d: the table has years: want a number of whole years in months, as 24 or 36", s.change.Rolling)
	case s.ascii && !people:
		return fmt.Errorf("-ascii does not go with -format %s: it is of text and Markdown: leave it out", s.format)
	case s.width != 0 && !people:
		return fmt.Errorf("-width does not go with -format %s: it is of text: leave it out", s.format)
	case s.First != 0 && s.Last != 0 && s.First > s.Last:
		return errors.New("-from is after -to: want the earlier year first")
	case s.tables && !people:
		return fmt.Errorf("-tables does not go with -format %s, which has all of them: leave it out", s.format)
	case s.width == 0 && s.format == cli.FormatText:
		s.width = cli.TerminalWidth(os.Getenv("COLUMNS"))
	}
	return s.plot.Check()
}

// follow reads a table and writes what it shows.
func (s *settings) follow(w *bytes.Buffer, text []byte, name string) error {
	t, err := s.read(text, name)
	if err != nil {
		return err
	}
	r, err := s.result(t, name)
	if err != nil {
		return err
	}
	return s.write(w, r, t, t.say(&r))
}

// result returns what the table of that name shows.
func (s *settings) result(t *table, name string) (result, error) {
	series, err := s.series(t)
	if err != nil {
		return result{}, fmt.Errorf("%s: %w", name, err)
	}
	if err := s.addPeriods(&series); err != nil {
		return result{}, err
	}
	o := trend.Options{Options: s.statistics, Margin: s.change.Margin, Sense: t.Sense}
	for _, span := range s.change.LeaveOut {
		o.LeaveOut = append(o.LeaveOut, periodOf(span, series.Points))
	}
	series.Order = inOrder(series)
	return trend.Of(series, o)
}

// write writes a result in the format that is asked for, and the picture.
func (s *settings) write(w *bytes.Buffer, r result, t *table, said []string) error {
	c := t.content(r, said)
	p, err := t.page(r, c)
	if err != nil {
		return err
	}
	if err := s.plot.Save(p.Pictures()); err != nil {
		return err
	}
	switch s.format {
	case cli.FormatCSV:
		return r.WriteCSV(w)
	case cli.FormatJSON:
		text, err := json.MarshalIndent(r, "", "  ")
		w.Write(append(sheet.EscapeJSON(text), '\n'))
		return err
	case cli.FormatHTML:
		return p.WriteHTML(w)
	}
	return s.writeScreen(w, c)
}
