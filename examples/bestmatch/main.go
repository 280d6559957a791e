// Bestmatch compares outcomes like with like: how often something follows in each group, set
// against a baseline crude and then only within strata whose people are alike ("best match"
// groups), with how much the strata agree, how much each contributes, and which of them had no one
// to compare.
//
// Usage:
//
//	bestmatch [flags] [FILE]
//
// FILE is a CSV file of counts, as program counts reads it. Two of the columns have numbers: the
// events, and what they are out of. One has the groups, and the others make the strata, as object
// and age. Their names in the header are the words that the tables use:
//
//	object,age,group,arrests,searches
//	controlled drugs,18-24,White,92,780
//
// Each line is one group in one stratum; no two are of the same. A stratum without a line for a
// group has no one of it. People whose group is not known are in none, and are counted below the
// tables. Lines that begin with # say where the figures are from, and stand there too.
// searches.csv, beside this program, is such a file.
//
// With -event it may also be one of records, one row a case, of which -within says what makes the
// strata:
//
//	bestmatch -event "Result=Charged" -proportion -group Ethnicity -within Gravity,Previous cases.csv
//
// Without arguments it compares arrests after searches by the Metropolitan Police in September
// 2022, within what was searched for and age.
//
// The flags may stand before and behind the file. They are:
//
//	-baseline GROUP   group that the others are compared with (default: the first in the file)
//	-within COLUMNS   only these make the strata, as age or age,object; over others the counts are added up (default: all of a table of counts)
//	-method METHOD    scas, score, mantel-haenszel, sato, inverse-variance; see package rri/strata (default scas)
//	-level LEVEL      confidence level (default 0.95)
//	-format FORMAT    text, markdown, csv, json or html (default text)
//	-plot FILE.svg    one picture into a file of its own, beside the output
//	-picture NAME     which: adjusted, or strata, or of many strata strata-1, … of each group (default: adjusted)
//
// and those that say how a table is read, which program counts explains: -events, -of, -group,
// -groups, -rate, -proportion, -where, -event, -trial, -rounded, -withheld.
//
// CSV and JSON have the counts, the crude index and the share of every stratum, unrounded: see
// Table.WriteCSV and Table.MarshalJSON of package rri/strata. CSV has no footnotes. HTML is one
// page that stands alone, for a browser and for paper: the tables with their pictures, what to bear
// in mind, how the numbers are made, and the CSV to download.
//
// Exit status: 0 if the table was made, 1 if the input is bad, 2 if the program was called wrongly.
// An error is one line on standard error.
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
	"slices"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/strata"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// Arrests after searches, made from the published file by TestShipped -update.
//
//go:embed searches.csv
var searches []byte

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// Exit statuses.
const (
	statusOK = iota
	statusInput
	statusUsage
)

// settings is what the flags say.
type settings struct {
	tables   cli.Tables
	within   []string // the columns that make strata; none: all
	baseline string
	format   string
	plot     cli.Plot
	options  strata.Options
}

// run is the program, and returns its exit status.
func run(args []string, out, errout io.Writer) int {
	s, files, err := parseFlags(args, out)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return statusOK
	case err != nil:
		tell(errout, err)
		return statusUsage
	}
	var b bytes.Buffer
	file, err := cli.File(files)
	if err == nil {
		err = cli.CheckOverwrite("-plot", s.plot.File, nil, file)
	}
	switch {
	case err != nil:
	case file == "":
		err = compare(&b, bytes.NewReader(searches), "searches.csv", s)
	default:
		err = compareFile(&b, file, s)
	}
	if err == nil {
		_, err = out.Write(b.Bytes())
	}
	if err != nil {
		tell(errout, err)
		return statusInput
	}
	return statusOK
}

// tell writes an error in one line, whatever stands in the names of files and cells.
func tell(errout io.Writer, err error) {
	fmt.Fprintf(errout, "bestmatch: %s\n", cli.Message(err))
}

// parseFlags returns the settings and the files, or what is wrong with the arguments. Help goes to
// out.
func parseFlags(args []string, out io.Writer) (settings, []string, error) {
	s := settings{format: cli.FormatText, options: strata.Options{Method: strata.SCAS, Level: 0.95}}
	fs := flag.NewFlagSet("bestmatch", flag.ContinueOnError)
	fs.StringVar(&s.baseline, "baseline", "", "`group` that the others are compared with (default: the first in the file)")
	fs.Func("within", "only these `columns` make the strata, as age or age,object; over others the counts are added up (default: all of a table of counts)", func(v string) (err error) {
		s.within, err = cli.ColumnNames(v)
		return err
	})
	methods := cli.Names(strata.Methods())
	fs.Var(cli.OneOf(&s.options.Method, strata.ParseMethod, methods), "method", "`way` to adjust: "+strings.Join(methods, ", "))
	fs.Var(cli.Level(&s.options.Level), "level", "confidence `level`, between 0 and 1")
	fs.Var(cli.Word(&s.format, cli.Formats), "format", "`form` of the output: text, markdown, csv, json or html")
	s.plot.Define(fs)
	s.tables.Define(fs)
	files, err := cli.Parse(fs, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		cli.Help(out, fs, "usage: bestmatch [flags] [FILE]\n\n"+
			"Outcomes compared within strata. FILE is CSV: group, events, what they are out of, and columns that make the strata.\n"+
			"Without a file: arrests after searches by the Metropolitan Police, September 2022.\n\n")
		return s, nil, err
	case err != nil:
		return s, nil, err
	case len(files) > 1:
		return s, nil, fmt.Errorf("%d files given: want one", len(files))
	}
	if err := s.plot.Check(); err != nil {
		return s, files, err
	}
	s.tables.Dimensions = s.within
	return s, files, s.tables.Check()
}

// compareFile writes the comparison of the counts in a file.
func compareFile(w io.Writer, name string, s settings) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	return compare(w, f, name, s)
}

// compare reads a table and writes the comparison.
func compare(w io.Writer, r io.Reader, name string, s settings) error {
	t, err := s.tables.Read(r, name)
	if err == nil {
		err = narrow(t, s.within)
	}
	if err != nil {
		return err
	}
	if t.Model == tidy.ModelRate {
		return compareAs[rri.Rate](w, t, s)
	}
	return compareAs[rri.Proportion](w, t, s)
}

// compareAs writes the comparison of a table of one model.
func compareAs[M rri.Measure](w io.Writer, counts *tidy.Table, s settings) error {
	file := sheet.Clean(counts.File)
	list, err := cut(counts)
	if err != nil {
		return err
	}
	all, err := strataOf[M](counts, list)
	if err != nil {
		return err
	}
	names := groups(counts)
	if len(names) == 0 {
		return fmt.Errorf("%s: no row of a group", file)
	}
	if s.baseline == "" {
		s.baseline = names[0]
	}
	if !slices.Contains(names, s.baseline) {
		slices.Sort(names)
		return fmt.Errorf("%s: %s: baseline is not among the groups: %s", file, cli.Quote(s.baseline), cli.WantOneOf(s.baseline, names))
	}
	t, err := strata.Compare(s.baseline, all, s.options)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	t.Measure, t.By, t.Events, t.Exposure = counts.Events, join(counts.Dimensions), counts.Events, counts.Exposure
	t.Definition = fmt.Sprintf("%s out of %s: all together (crude), and within the same %s (adjusted)", t.Events, t.Exposure, t.By)
	t.Notes = slices.Concat(howToRead(t), notKnown(counts), counts.Notes)
	if source := strings.Join(counts.Comments, " "); source != "" {
		t.Notes = append(t.Notes, source)
	}
	p, err := page(t, slices.DeleteFunc(slices.Clone(counts.Comments), func(line string) bool { return line == "" }))
	if err != nil {
		return err
	}
	if err := s.plot.Save(p.Pictures()); err != nil {
		return err
	}
	return write(w, t, p, s.format)
}

// write writes a table in a format: as a page in that of HTML.
func write[M rri.Measure](w io.Writer, t strata.Table[string, string, M], p sheet.Page, format string) error {
	switch format {
	case cli.FormatHTML:
		return p.WriteHTML(w)
	case cli.FormatCSV:
		return t.WriteCSV(w)
	case cli.FormatJSON:
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetIndent("", "  ")
		if err := e.Encode(t); err != nil {
			return err
		}
		_, err := w.Write(sheet.EscapeJSON(b.Bytes()))
		return err
	case cli.FormatMarkdown:
		return t.WriteMarkdown(w)
	default:
		return t.WriteText(w)
	}
}

// howToRead says what the columns mean, in the words of the table.
func howToRead[M rri.Measure](t strata.Table[string, string, M]) []string {
	return []string{
		fmt.Sprintf("How to read it: the crude RRI sets all %[1]s of a group against all those of %[2]s; "+
			"the adjusted RRI sets only %[1]s of the same %[3]s against each other, and takes "+
			"the mean. Where the two differ, the groups differ in %[3]s, which the adjusted RRI leaves out; "+
			"what else they differ in, the counts do not say.", t.Exposure, t.Baseline, t.By),
		fmt.Sprintf("Where p alike is below %v, the RRI differs between strata by more than chance: "+
			"read the strata, not their mean. Strata of few %s say little alone.",
			round(1-t.Options.Level), t.Exposure),
	}
}

// round takes the last digits off 1 - 0.95, which is not quite 0.05 to a computer.
func round(v float64) string { return strconv.FormatFloat(v, 'g', 6, 64) }

// join joins names: "a", "a and b", "a, b and c".
func join(names []string) string {
	last := len(names) - 1
	if last == 0 {
		return names[0]
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}
