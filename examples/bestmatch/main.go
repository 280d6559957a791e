// Bestmatch compares outcomes like with like: how often something follows in each group, set
// against a baseline crude and then only within strata whose people are alike ("best match"
// groups), with how much the strata agree, how much each contributes, and which of them had no one
// to compare.
//
// Usage:
//
//	bestmatch [flags] [FILE]
//
// FILE is a CSV file of counts. The columns are, from the left, one or more that make the strata,
// as object and age; then one named group; then two of whole numbers: the events, and what they are
// out of. Their names in the header are the words that the tables use:
//
//	object,age,group,arrests,searches
//	controlled drugs,18-24,White,92,780
//
// Each line is one group in one stratum; no two are of the same. A stratum without a line for a
// group has no one of it. Lines that begin with # say where the figures are from, and stand under
// the tables. searches.csv, beside this program, is such a file.
//
// Without arguments it compares arrests after searches by the Metropolitan Police in September
// 2022, within what was searched for and age.
//
// The flags may stand before and behind the file. They are:
//
//	-baseline GROUP   group that the others are compared with (default: the first in the file)
//	-method METHOD    scas, score, mantel-haenszel, sato, inverse-variance; see package rri/strata (default scas)
//	-level LEVEL      confidence level (default 0.95)
//	-format FORMAT    text, markdown, csv or json (default text)
//
// CSV and JSON have the counts, the crude index and the share of every stratum, unrounded: see
// Table.WriteCSV and Table.MarshalJSON of package rri/strata. CSV has no footnotes.
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

// The formats, as -format names them.
const (
	formatText     = "text"
	formatMarkdown = "markdown"
	formatCSV      = "csv"
	formatJSON     = "json"
)

var formats = []string{formatText, formatMarkdown, formatCSV, formatJSON}

// settings is what the flags say.
type settings struct {
	baseline string
	format   string
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
	s := settings{format: formatText, options: strata.Options{Method: strata.SCAS, Level: 0.95}}
	fs := flag.NewFlagSet("bestmatch", flag.ContinueOnError)
	fs.StringVar(&s.baseline, "baseline", "", "`group` that the others are compared with (default: the first in the file)")
	methods := cli.Names(strata.Methods())
	fs.Var(cli.OneOf(&s.options.Method, strata.ParseMethod, methods), "method", "`way` to adjust: "+strings.Join(methods, ", "))
	fs.Var(cli.Level(&s.options.Level), "level", "confidence `level`, between 0 and 1")
	fs.Var(cli.Word(&s.format, formats), "format", "`form` of the output: text, markdown, csv or json")
	files, err := cli.Parse(fs, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		cli.Help(out, fs, "usage: bestmatch [flags] [FILE]\n\n"+
			"Outcomes compared within strata. FILE is CSV: columns that make the strata, group, events, and what they are out of.\n"+
			"Without a file: arrests after searches by the Metropolitan Police, September 2022.\n\n")
		return s, nil, err
	case err != nil:
		return s, nil, err
	case len(files) > 1:
		return s, nil, fmt.Errorf("%d files given: want one", len(files))
	}
	return s, files, nil
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

// compare reads counts and writes the comparison.
func compare(w io.Writer, r io.Reader, name string, s settings) error {
	c, err := readCounts(r, name)
	if err != nil {
		return err
	}
	if s.baseline == "" {
		s.baseline = c.first
	}
	if groups := c.groups(); !slices.Contains(groups, s.baseline) {
		return fmt.Errorf("%s: %s: baseline is not among the groups: %s", name, cli.Quote(s.baseline), cli.WantOneOf(s.baseline, groups))
	}
	t, err := strata.Compare(s.baseline, c.strata, s.options)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	t.Measure, t.By, t.Events, t.Exposure = c.events, list(c.by), c.events, c.trials
	t.Definition = fmt.Sprintf("%s out of %s: all together (crude), and within the same %s (adjusted)", c.events, c.trials, t.By)
	t.Notes = slices.Concat(howToRead(t), c.source)
	switch s.format {
	case formatCSV:
		return t.WriteCSV(w)
	case formatJSON:
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetIndent("", "  ")
		if err := e.Encode(t); err != nil {
			return err
		}
		_, err := w.Write(sheet.EscapeJSON(b.Bytes()))
		return err
	case formatMarkdown:
		return t.WriteMarkdown(w)
	default:
		return t.WriteText(w)
	}
}

// howToRead says what the columns mean, in the words of the table.
func howToRead(t strata.Table[string, string, rri.Proportion]) []string {
	return []string{
		fmt.Sprintf("How to read it: the crude RRI sets all %[1]s of a group against all those of %[2]s; "+
			"the adjusted RRI sets only %[1]s of the same %[3]s against each other, and takes "+
			"the mean. Where the two differ, it is because the groups differ in %[3]s. What the adjusted RRI shows is not due to these; "+
			"to what it is due, the counts do not say.", t.Exposure, t.Baseline, t.By),
		fmt.Sprintf("Where p alike is below %v, the RRI differs between strata by more than chance: "+
			"read the strata, not their mean. Strata of few %s say little alone.",
			round(1-t.Options.Level), t.Exposure),
	}
}

// round takes the last digits off 1 - 0.95, which is not quite 0.05 to a computer.
func round(v float64) string { return strconv.FormatFloat(v, 'g', 6, 64) }

// list joins names: "a", "a and b", "a, b and c".
func list(names []string) string {
	last := len(names) - 1
	if last == 0 {
		return names[0]
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}
