// Choices prints the Relative Rate Index under every combination of the choices that an analyst has
// to make, and how much each choice moves it.
//
// Usage:
//
//	choices [flags] [FILE | DIR | -]...
//
// Files are those that stopsearch reads, whose documentation says what these are: of
// data.police.uk, or a force's own. Without arguments the data are the searches by Avon and
// Somerset Police in January 2023, which ship with it as a table of counts. The flags are:
//
//	-group GROUP      group that is compared (default Black)
//	-baseline GROUP   group that it is compared with (default: the first of -groups)
//	-vary CHOICES     which choices are in the count: some of account (-ethnicity), missing (-unknown), groups, object, census, find, clusters, method, as account,find; or all (default: all but clusters)
//	-ethnicity RULES  whose account of ethnicity: self, officer, self-then-officer
//	-unknown WAYS     records of unknown ethnicity: left-out, in-proportion, officer, cross-table
//	-groups SCHEMES   ethnic groups: 5+1, officer and the others that stopsearch has
//	-object PARTS     searches by what they were for: any, drugs, "not drugs", or another object, as "stolen goods"
//	-census FIGURES   residents that are built in: interpolated to the days, 2011, 2021
//	-residents PLACE|FILE  whose residents these are, as for stopsearch
//	-find DEFINITIONS what a find is: action, action-known, linked, linked-action, arrest
//	-clusters UNITS   unit of evidence: stops, none
//	-method METHODS   family of intervals; see package rri
//	-level LEVEL      confidence level (default 0.95)
//	-force, -dates, -revision, -count-only, -where, -column, -rows, -keep, -labels, -labels-template  how files are read, as for stopsearch
//	-format FORMAT    text, markdown, csv, json or html (default text)
//	-o FILE           write there instead of to standard output
//	-plot FILE.svg    one picture into a file of its own, beside the output
//	-picture NAME     which: search-rate, search-rate-curve, find-rate or find-rate-curve (default: the first)
//
// # Which choices are in the count
//
// A flag of a choice takes one way or several, as -find action,arrest. With one way the choice is
// held at it, and is not in the count; with several it is, in these ways. The first way is the one
// that the others are set against one at a time. With -vary the choices that it names are in the
// count, and no others: a way that a flag of theirs gives is then the first, and the usual ones
// follow. So
//
//	choices -ethnicity officer kent.csv                      holds the account at that of officers
//	choices -vary account,find kent.csv                      counts two choices and holds the others
//	choices -vary all -ethnicity officer -find arrest kent.csv  counts all, from the officers' account and arrests on
//
// A choice that is held without a flag is made in the way that stopsearch makes it. With the same
// files and flags the combination of first ways has the index of stopsearch, to the last digit.
//
// What the files cannot bear is left out of the count, and the output says why: an account or an
// object that they do not have, figures for a day that is not between the censuses, definitions of
// a find that they do not record. Where there are no residents there is no rate per resident. A
// definition of a find that is in doubt stays if it was asked for by name, among several or alone.
//
// There is no -suppress: no count is printed, but of few people an index and its interval can tell
// them to who knows the residents. What comes of a force's own extract is looked at by somebody who
// answers for that before it is passed on.
//
// # What it prints
//
// For each measure (of searches the search rate and the find rate; of other records the rate per
// resident, and the charge rate where there are outcomes): the range of the index over all
// combinations; of every choice, the mean index (geometric) for each way to make it and the share
// of the variance of the logarithm of the index that goes with it alone; and the specification
// curve, all combinations in ascending order of their index, with marks below it for the choices
// that were made. Where every combination has an index the design is balanced, so that the shares
// of the single choices and of their combinations add up to 1. The method and the clusters move the
// interval and not the index; their share is that of the lower limit. Intervals allow for people
// who were stopped together, as far as the records tell them.
//
// Text has the specification curve in characters. Markdown has tables. HTML is one page that stands
// alone, for a browser and for paper: the tables, the index with one choice changed at a time and
// the specification curve drawn, how the numbers are made, and the whole list to download. CSV is
// that list, a line for each combination, with six digits; JSON has it with all digits, beside the
// shares. Package choices of outcomes has the numbers, and its documentation says more of them.
//
// The choices are: whose account of ethnicity counts; what is done where it is missing (the
// cross-table draws it from how the two accounts go together); the census; the classification; the
// objects of search; the clusters; the family of intervals; and for the find rate what a find is,
// where there is no census.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/outcomes/choices"
	"github.com/seed-549880be/disparity/outcomes/report"
)

// program is the name of the program.
const program = "choices"

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the program, and returns its exit status: 0, 1 if something failed, 2 if it was called
// wrongly.
func run(args []string, in io.Reader, out, errout io.Writer) int {
	s, files, err := parseFlags(args, out)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		tell(errout, err)
		return 2
	}
	if err := s.analyse(files, in, out, errout); err != nil {
		tell(errout, err)
		if _, ok := errors.AsType[*cli.NameError](err); ok {
			return 2
		}
		return 1
	}
	return 0
}

// tell writes an error in one line, whatever stands in the arguments, with flags in place of the
// options of the library.
func tell(errout io.Writer, err error) {
	if option, ok := errors.AsType[*report.OptionError](err); ok {
		err = errors.New(option.Text(func(name string) string { return flagOf[name] }))
	}
	fmt.Fprintf(errout, "%s: %s\n", program, cli.Message(err))
}

// flagOf has the flag of every option of a report that can be wrong here.
var flagOf = map[string]string{
	"Census":      "-census",
	"Scheme":      "-groups",
	"Baseline":    "-baseline",
	"Rule":        "-ethnicity",
	"ResidentsOf": "-residents",
	"Residents":   "-residents",
	"Unknown":     "-unknown",
	"Method":      "-method",
	"Level":       "-level",
	"Type":        "-rows",
}

// analyse reads the input, computes every combination and writes it. Nothing is written unless
// everything went well.
func (s *settings) analyse(files []string, in io.Reader, out, errout io.Writer) error {
	x, err := s.read(files, in, errout)
	if err != nil {
		return err
	}
	if s.input.Template != "" {
		return s.input.WriteTemplate(x, errout)
	}
	r, err := choices.Of(x, s.Options)
	if err != nil {
		return err
	}
	s.noteUnmade(&r)
	if len(files) == 0 {
		// the shipped month says by itself where it is from, and shows what every definition does
		r.Source, r.Notes = "", nil
	}
	if s.format == cli.FormatCSV { // which has no room for them
		for _, note := range r.Notes {
			tell(errout, errors.New(note))
		}
	}
	var b bytes.Buffer
	if err := s.write(&b, r, len(files) == 0); err != nil {
		return err
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
