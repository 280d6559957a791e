// Stopsearch makes the tables of a scrutiny panel from stop-and-search records: how often each
// ethnic group is searched per resident, how often a search finds something, and what follows,
// every group against a baseline, with intervals and with what was left out.
//
// Usage:
//
//	stopsearch [flags] [FILE | DIR | -]...
//
// Files are those of data.police.uk, as downloaded (plain or gzip) or as R, pandas or a spreadsheet
// saved them, or what its API returns (*.json); see package outcomes. Of a folder every *.csv and
// *.csv.gz is read, at any depth, if it is a regular file or a link to one, save the street and
// outcomes files of the same download; what else has such a name (a pipe, a socket, a device, a
// link to a folder or to nothing) is left out and named on standard error. A pipe that is named
// itself is read. - is standard input. Files add up, across months and forces; the residents of
// different forces add up too. Two files with the same contents, packed or not, are refused, since
// every search would be counted twice. The force is taken from a force column, from the file name,
// or where neither tells it from -force, which is refused if they tell another.
//
// Without arguments it analyses January 2023 in Avon and Somerset, which ships with it as a table
// of counts.
//
// The flags are:
//
//	-force NAME       force whose searches these are and whose residents are the denominator, for files that do not say
//	-census YEAR      2021 or 2011 (default 2021)
//	-groups SCHEME    ethnic groups: 5+1, 5+1-2001, 5+1+grt, 5+1+white-minorities, 16+1, 18+1, 19+1, officer, use-of-force-2018, white-other (default 5+1)
//	-baseline GROUP   group that the others are compared with (default: the first of -groups, White or White British)
//	-ethnicity RULE   whose account of ethnicity: self, officer, self-then-officer (default self)
//	-object NAME      only searches for this object, as "controlled drugs"
//	-type TYPE        only searches of this type: person, "person and vehicle"
//	-from, -to MONTH  only searches from and to these months, as 2022-09
//	-find DEFINITION  what a find is: action, action-known, linked, linked-action, arrest (default action)
//	-unknown WAY      searches of unknown ethnicity: left-out, in-proportion, officer, cross-table (default left-out)
//	-suppress K       withhold counts from 1 to K, and what would tell them (default: nothing)
//	-stratify KEYS    outcome rates adjusted for what makes strata, beside the crude ones: some of object, age, gender (or sex), month, legislation, force, as object,age
//	-method METHOD    family of intervals and p-values; see package rri
//	-level LEVEL      confidence level (default 0.95)
//	-format FORMAT    text, markdown, csv, json (default text)
//	-o FILE           write there instead of to standard output; not to a file that is read
//
// # What it prints
//
// First what was read, what is in no group, and how the link between outcome and object is
// recorded; then one table a measure: search rate per 1,000 residents over the period (not
// annualised), find rate, find rate by ground (drugs, anything else, section 60; not with -object),
// arrest rate, charge or summons rate, out-of-court rate, no further action rate, positive outcome
// rate and the rate of actions not linked to the object, all but the first out of searches of
// persons. Where the records cannot bear the definition of -find, its tables say so, and finds by
// action come first. The baseline comes first, then the other groups in a fixed order: events,
// exposure, rate, RRI (the ratio to the baseline's rate) with interval and p-value, excess (events
// beyond the baseline's rate), and a picture of the RRI on a logarithmic axis. Numbered footnotes
// say what to bear in mind.
//
// Vehicle searches without a person are left out. Searches without a known ethnicity are in no
// group. Exact duplicates are counted: people who are searched together share every recorded value.
// Rows that cannot be read are counted and named on standard error; the others stand. Labels that
// are not known count as not recorded; where they stand in more than 2 % of the searches of
// persons, a warning above everything names them, and a footnote of each table that reads them. So
// does a warning of a file that holds its rows several times over. A group of officer-defined
// ethnicity that officers never used, as Mixed where they had no such category, is in no table, and
// a note says so.
//
// Under the search rate stand the bounds of its index over every way in which the searches in no
// group could fall, and the share of these that would make it 1: see package unknown. They are
// apart from the interval, which is about chance. -unknown puts these searches into groups on an
// assumption: like the known with the same outcome; as the officer saw them; or like the known whom
// officers see the same way, with the same outcome, by 20 imputations. A table with more than 10 %
// unknown says so above everything else.
//
// -suppress K withholds counts from 1 to K by the rule of package suppress, in every format. Where
// searches of a group are withheld, so are they in the tables of outcomes. These count parts of the
// same searches, so that they withhold the same groups, those of the first of them; a table that
// would have to withhold more, or would have no baseline, is left out, as are find rates by ground.
// Counts that are not of a group are withheld too: of searches in no group, of rows that are no
// searches of persons or could not be read, of what is not recorded or not known by its label, of
// copies, and of what a filter leaves out; so is what is left of the whole if it is as small ("all
// but at most 5"), and the whole where it would tell a part. If the searches in no group are few,
// the group with the fewest residents is withheld, since they would follow from the rest. Rows are
// not named on standard error. It does not protect what is left when one count of a table of
// outcomes that is shown is taken from another, as arrests from finds or finds from searches, nor
// what two runs of the program tell together, for other months, groups, objects or allocations.
//
// -stratify object,age compares like with like: under every table of outcomes of all the searches
// stands one of package strata, where searches of a group are set against those of the baseline
// within the same object and age, with the crude index again, the test that the strata share one
// index, each stratum's index and share, and the strata with no one to compare. What is not
// recorded is a stratum of its own. It takes the methods that have a form for strata: scas; score
// and miettinen-nurminen, as score; and wald, as mantel-haenszel. It does not go with -unknown,
// which fills in groups whatever the stratum, nor with -suppress, since the counts of strata are
// small.
//
// -o replaces a file as a whole, or, if the disk is full, not at all: the report is written beside
// it first, and takes its mode and its name. Links are followed; of a file with several names (hard
// links) the others keep the old report. A device or a pipe is written to directly.
//
// CSV has the rows of all the tables under one header, unrounded; with -stratify more columns,
// those of Table.WriteCSV of package strata, of which by is empty in the rows of the crude tables.
// JSON is an object:
//
//	version            1; it changes when a field is removed or changes its meaning
//	sources            what was read, one for each file and force: file, force, first and last (days in London), rows
//	area, residents    the forces whose residents are the denominator of the search rate, and their number; "" and 0 if they have none
//	from, to           first and last month of the searches
//	filters            those given: object, type, from, to
//	ethnicity, census, scheme, find
//	                   as -ethnicity, -census (a number), -groups, -find
//	searches           searches of persons in the tables, those of no known group among them
//	unknown            of these, by what is recorded in place of a group; null if -suppress withholds it
//	unknown_share      of the searches, those in no known group, null if -suppress withholds it; unknown_allocation as -unknown
//	bounds             of the index of search rates: group, lower, upper, tipping_share, tipping_possible; bounds_unknown is the searches they are over
//	suppress           as -suppress; absent if nothing is withheld
//	quality            (null, as the rows of sources, if -suppress withholds it) of everything read: rows, rejected (could not be read), type_unknown, vehicle_only; among searches of persons
//	                   ethnicity_unknown, outcome_missing, linked_missing; duplicates; unknown_labels by column and label
//	notes              what else a reader has to know, warnings first
//	tables             one a measure, as package rri writes them: measure, definition, baseline, method, level, and rows with group, events, exposure,
//	                   rate, ratio, difference, excess (each with value, lower, upper, p, flags) and flags. NaN is null, infinity "Inf". Unrounded
//	stratify, adjusted the keys of -stratify, and the adjusted tables in the order of the crude ones, as package strata writes them; absent without -stratify
//
// # Exit status
//
// 0 if the tables were made, 1 if the input is bad, 2 if the program was called wrongly. An error
// is one line on standard error.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/seed-549880be/disparity/examples/internal/cli"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

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
		tell(errout, message(err).Error())
		return statusUsage
	}
	if err := analyse(s, files, in, out, errout); err != nil {
		tell(errout, message(err).Error())
		return statusInput
	}
	return statusOK
}

// tell writes one line for the person at the terminal, whatever stands in the text: names of files
// and cells are in it.
func tell(errout io.Writer, text string) { fmt.Fprintf(errout, "stopsearch: %s\n", cli.Clean(text)) }

// analyse reads the input, makes the report and writes it. Nothing is written unless everything
// went well.
func analyse(s settings, args []string, in io.Reader, out, errout io.Writer) error {
	d, err := read(s, args, in, errout)
	if err != nil {
		return err
	}
	r, err := newReport(s, d)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := r.write(&b, s.format); err != nil {
		return err
	}
	if s.format == formatCSV { // which has no room for them
		for _, warning := range r.warnings {
			tell(errout, warning)
		}
	}
	write := func(w io.Writer) error {
		_, err := w.Write(b.Bytes())
		return err
	}
	if s.output != "" {
		return save(s.output, write)
	}
	return write(out)
}
