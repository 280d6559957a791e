// Stopsearch makes the tables of a scrutiny panel from stop-and-search records: how often each
// ethnic group is searched per resident, how often a search finds something, and what follows,
// every group against a baseline, with intervals and with what was left out.
//
// Usage:
//
//	stopsearch [flags] [FILE | DIR | -]...
//
// Files are those of data.police.uk, as downloaded or as R, pandas, a database or a spreadsheet
// saved them, or what its API returns; plain or gzip. Of columns only the type, the date and one
// ethnicity are needed; the report says which others are missing, and what cannot be told without
// them. Files of other kinds, as Excel workbooks, databases and street crimes, are refused with
// what to do.
//
// Of a folder every file is read that holds searches, at any depth, whether it is CSV, JSON or in a
// ZIP archive; a file whose name says that it holds searches is refused if it does not. What else
// is there is left out and named on standard error with the reason: files of other kinds, tables of
// something else, a pipe, a socket, a device, a link to a folder or to nothing. The street and
// outcomes files of the same download are only counted. A ZIP archive is read as it is, as if it
// were the folder that it unpacks to; its files have its name before their own. An archive that
// unpacks to very much (1 GiB a file, 8 GiB in all, 200 times its size) or has more than 2,000
// files to read is refused: unpack it and give the folder. - is standard input.
//
// JSON is an array of searches, as the API of data.police.uk returns it, an array within an object
// or within an array, one object a line, or GeoJSON.
//
// What spreadsheets do to a file is undone: semicolons, tabs and bars as separators, a line sep=,
// UTF-16, blank rows, dates as 01/02/2020 or as numbers of days, the age Oct-17 for 10-17. Whether
// the day or the month comes first in a date is told by a day beyond 12 in the same file, by the
// month in the name of the file, or by its other dates; where nothing tells, the file is refused
// until -dates says it.
//
// The force is taken from a column (Force, Falls within, Reported by, PFA, or source if every value
// in it is a force), from a column of file names, from the name of the file, or where none tells it
// from -force, which is refused if they tell another. A file of several forces that tells none is
// read with -residents.
//
// Files add up, across months and forces; the residents of different forces add up too. The same
// searches are never counted twice: where several files have rows of one force and month, they are
// compared row by row, whatever their order, form and further columns. Files with different days
// add up; those with the same rows, or some of the same, or other rows of the same days, are
// refused until -revision says which counts. Rows that stand several times in one file are all
// counted, and the report says how many there are. Months of a force that are missing or low
// (-low-month) are named above every table.
//
// Flags may stand before and behind files; what stands behind the argument -- are files, whatever
// they begin with. In the name of a file that is not there *, ? and [ are wildcards, as in a shell,
// for those shells that do not read them. A flag that is given twice with different values is
// refused: it would hold for all files, not for those behind it.
//
// Without arguments it analyses January 2023 in Avon and Somerset, which ships with it as a table
// of counts.
//
// The flags are:
//
//	-force NAME       force whose searches these are and whose residents are the denominator, for files that do not say
//	-dates ORDER      order of dates such as 01/02/2020: dmy, mdy, or auto for what each file proves (default auto)
//	-revision WHICH   which counts of several files with the same searches, or nearly, of a force and month: newest (by the month in the name of the archive or folder), largest (most rows), or the name of a file, folder or archive (default: none, an error)
//	-count-only       count rows and keep none, which takes little memory however many there are: nobody looks for copies, for files with the same searches, and for people stopped together
//	-column OURS=THEIRS  under which name the files have a column, where it is one of their own, as "outcome=Result, final"; may be given several times, see A force's own extract
//	-rows PERSON      what a row is where no column says it: a person searched, stopped, arrested, suspected or charged
//	-keep COLUMN      a further column that is kept, as district, for -where, -by and -within; may be given up to three times
//	-labels FILE      CSV that says what the words of the files mean: column, their label, our label
//	-labels-template FILE  write such a file with every label of the files, to be filled in, and no report
//	-census FIGURES   residents that are built in: interpolated between the censuses of 2011 and 2021 to the days of the searches, 2011, or 2021 (default interpolated)
//	-residents PLACE|FILE  whose residents the searches are set against: a force, district or region, Wales, England, "England and Wales" by name, or a CSV file of yours; see Residents (default: those of the forces)
//	-groups SCHEME    ethnic groups: 5+1, 5+1-2001, 5+1+grt, 5+1+white-minorities, 16+1, 18+1, 19+1, officer, use-of-force-2018, white-other (default 5+1)
//	-baseline GROUP   group that the others are compared with (default: the first of -groups, White or White British)
//	-ethnicity RULE   whose account of ethnicity: self, officer, self-then-officer (default self)
//	-object NAME      only searches for this object, as "controlled drugs"
//	-type TYPE        only searches of this type: person, "person and vehicle"
//	-legislation NAME only searches under this power, as "section 60"
//	-age BAND         only searches of people of this age, as 10-17
//	-gender GENDER    only searches of people of this gender: female, male, other
//	-where COLUMN=VALUE  only rows of the files with this value in this column, as Borough=Croydon; may be given several times, see Filters
//	-from, -to MONTH  only searches from and to these months, as 2022-09
//	-low-month SHARE  a month of a force is named as low if it has fewer rows than this share of the median of its other months, as a percentage (20%) or a number (0.2) (default 20%)
//	-find DEFINITION  what a find is: action, action-known, linked, linked-action, arrest (default action)
//	-unknown WAY      searches of unknown ethnicity: left-out, in-proportion, officer, cross-table (default left-out)
//	-suppress K       withhold counts from 1 to K, and what would tell them (default: nothing)
//	-by PARTS         a part of the report for each force, month, quarter (of the calendar year), financial-year, year or value of a column of -keep, and every table of all of them adjusted for these; none (default: force if there are several)
//	-rolling N        the index over every N months together, as 12, from the Nth month on; with -by month or quarter
//	-compare PERIODS  the change from one period to another, as 2016-03..2016-12,2017-03..2017-12, or from before a month to what is from it on, as 2020-03; see Change
//	-leave-out PERIODS  months that are in no change and no trend, as 2020-03..2021-07; may be given several times
//	-margin SHARE     what is too little to speak of, in a year: an index is Stable if its range lies within (default 10%)
//	-within KEYS      outcome rates adjusted for what makes strata, beside the crude ones: some of object, age, gender (or sex), month, legislation, force and columns of -keep, as object,age
//	-stratify KEYS    is now -within
//	-clusters UNIT    unit of evidence: stops, the searches of people who were stopped together at one place in one minute, as far as the files tell; or none, every search on its own (default stops)
//	-method METHOD    family of intervals and p-values; see package rri
//	-level LEVEL      confidence level (default 0.95)
//	-small-below N    a count below N has the footnote that the interval is to be read, not the estimate (default 5)
//	-tables NAMES     what stands below the first screen: summary for nothing, all for every table and what was read, or some of search-rate, find-rate, grounds, outcomes and the IDs of single tables, as find-rate,outcomes (default summary; csv and html have all)
//	-width COLUMNS    columns that no line of text is longer than, from 60 to 1000 (default COLUMNS of the environment, up to 120, or 80)
//	-ascii            text and Markdown without characters beyond ASCII
//	-p                p-values in the tables of text, Markdown and HTML; csv and json always have them
//	-format FORMAT    text, markdown, csv, json, html (default text)
//	-o FILE           write there instead of to standard output; not to a file that is read, nor to one whose name ends as those of another format do
//	-plot FILE        one picture of the report as well, as SVG, whatever the format is; with the suffix .svg
//	-picture NAME     which picture -plot writes: search-rate, search-rate-by, search-rate-rolling, search-rate-ranks-black or another that the page has; a name that is none is told which there are (default: the first)
//	-save FILE        what was read, counted and saved, to be read in place of the files; with the suffix .tally; see Saved files
//	-save-hashes ROWS  with -save: of which rows the hashes are saved: official for those of data.police.uk, all, none (default official)
//	-stamp            version of the program and date of the run, in every format; without it the same files give the same bytes
//	-version          the version of the program, and nothing else
//
// # Residents
//
// Searches are set against the residents of the forces that made them, on the mean day of the
// months that were read. That is wrong where the searches are those of a part of a force, as of a
// borough, or of some people, as of women. There is no search rate then, and the report says why,
// until -residents says whose residents are meant.
//
//	stopsearch -residents Croydon croydon.csv
//	stopsearch -residents Wales four-welsh-forces.csv
//	stopsearch -gender female -residents women.csv 2022-09-kent-stop-and-search.csv
//
// testdata/residents.golden.md has what is printed of such files without -residents and with it.
//
// A place is one that is built in. A name that means several, as Durham, is refused, and written
// force:Durham or district:Durham. With -residents the files need not tell the force of a row.
//
// What has a dot, / or \ in its name is a file, unless it is the name of a place, as St. Albans: a
// CSV with the columns group and residents, or a wide one as the tables of a census come, in the
// labels that searches have too. Numbers may have separators, and fractions, as means over a year
// have. These residents are taken as they are, whatever the filters and the months.
//
// # Filters
//
// -object, -type and -legislation leave the residents as they are: the rate is of such searches per
// resident. -age and -gender are of some people, and -where of some rows, for whom no residents are
// built in: find rates and outcome rates are given, and search rates only over the residents of a
// file of -residents. Where -where is not about the person, as Borough=Croydon, a place will do.
//
// -where compares what the files say, trimmed and in any letter case; the first = parts the column
// from the value, and no value is a blank cell. Several of one column are any of them, those of
// different columns all of them. It is asked while the files are read: rows that are left out by
// it are in no count but that of rows left out.
//
//	stopsearch -where "Borough=Tower Hamlets" -residents "Tower Hamlets" london.csv
//	stopsearch -where "Policing operation=Op Sceptre" 2022-09-essex-stop-and-search.csv
//
// # A force's own extract
//
// An extract in columns and words of a force's own is read once four things are said of it:
//
//   - which of its columns are ours: -column OURS=THEIRS, where ours is one of type, date, time,
//     ethnicity (self-defined), officer, gender, age, legislation, object, outcome, linked,
//     clothing, operation, latitude, longitude, force, file, or the name of the column at
//     data.police.uk. Only the date and one ethnicity are needed; of the date the month will do,
//     and of the age the years. OURS= alone says that there is none, whatever the header says;
//   - what a row is: -rows searched, stopped, arrested, suspected or charged, a row a person. What
//     follows an arrest, a suspicion or a charge is the outcome of a crime, whose types are known
//     by number (1 to 22) and by name;
//   - which further columns are of use: -keep COLUMN, up to three, as a district, the gravity of an
//     offence or whether an officer or intelligence led to a search. -by and -within name them, and
//     -where any column;
//   - what its words mean: -labels FILE, a CSV of column, their label, our label.
//
// -labels-template writes such a file: every label of the files, with its rows, what is understood
// filled in, and the labels that can be chosen in lines that begin with #. Fill in the third column
// where it is blank, with one of these, or with "not recorded" for what is no answer, and give the
// file with -labels. Standard error says which labels nothing knows, which lines of -labels no row
// has, and which columns nothing reads.
//
//	stopsearch -rows suspected -column "date=Date recorded" -column "ethnicity=Self classification" -column "outcome=Result, final" -labels-template labels.csv suspects.csv
//	stopsearch -rows suspected -column "date=Date recorded" -column "ethnicity=Self classification" -column "outcome=Result, final" -labels labels.csv -keep Gravity -within Gravity suspects.csv
//
// The folder own has extracts that are invented, with their labels, and testdata/own.golden.md what
// is printed of them.
//
// # Counts that a database has made
//
// A row may stand for several records that say the same, as where a database has counted them:
// -column count=COLUMN says in which column their number is. They are counted and not kept, as by
// -count-only. The README of examples/duckdb has the query.
//
//	stopsearch -column count=n counts.csv
//
// # Personal data
//
// A row of such an extract is about a person, and may say who it is though it has no name: by the
// day, the place, the age and the offence. What of it is in which output:
//
//   - A report has counts, values of columns that are kept, labels that are not known, and the
//     names of files without their folders. A count of 1 to 4 in a small area may say who is meant.
//     -suppress K withholds counts from 1 to K and what would tell them; a report of an own extract
//     with such counts and without -suppress says so above everything.
//   - Standard error names the first rows that cannot be read, with the cell that is wrong, and
//     labels that are not known. With -suppress it names neither.
//   - -labels-template writes labels as they stand, which may be free text, with their rows. It
//     does not go with -suppress.
//   - A column of more than 1,000 different values, or of more than 30 that are more than half of
//     its rows, or with one of more than 200 bytes, is not kept: it has names, reference numbers or
//     free text.
//
// What a saved file holds is said in the documentation of Extract.Save in package outcomes, and
// SECURITY.md has all of this in one table.
//
// # Change
//
// With a period as -by, with -rolling or with -compare the report says whether it is getting
// better: the index of each group in every period, its change, its trend in per cent a year, and a
// word for it, from the interval alone, as package trend has it. There is no word where too little
// is known, or where what was counted changed on the way, and the report says which it is.
//
//	stopsearch -by month -rolling 12 essex/
//	stopsearch -compare 2016-03..2016-12,2017-03..2017-12 manchester.csv
//	stopsearch -by quarter -compare 2020-03 -leave-out 2020-03..2021-07 essex/
//
// A period is a month (2016-03), a quarter of the calendar year (2016Q1), a year (2016), a
// financial year, from April to March (2016/17), or from one to another (2016-03..2016-12,
// 2016/17..2018/19), of which either may be left out: ..2020-02 is everything up to February 2020,
// 2021-08.. everything from August 2021 on. -compare takes two with a comma between them, the
// earlier one first, or one month, quarter or year, which is where the change is looked for.
//
// A month that is missing, or low (-low-month), is neither searches nor residents of a period, and
// the report names it: the rate is of the months that are there. -low-month 1% counts nearly all.
// Neighbouring points of -rolling 12 share eleven months: they are a picture, and nothing is said
// of them in words.
//
// testdata/change.golden.md has what is printed of such series. Of these flags -suppress goes with
// -by alone, and each period stands by itself then: what is printed together of periods would tell
// what is withheld.
//
// # Compared with each other
//
// Files of three forces or more say how these compare: -tables search-rate has, for each group, the
// rank of the index of every force with its interval, what it is beside the mean of the others in a
// word, and a funnel, and so has the page. A rank is the place among these forces, from the lowest
// index on; it is never without its interval, and a force without residents, or of which nothing is
// recorded, is named and has none. There is no word where too little is known, or where residents
// cannot stand for who was there, and the report says which it is.
//
//	stopsearch -tables search-rate forces/
//	stopsearch -plot black.svg -picture search-rate-ranks-black -o forces.txt forces/
//
// testdata/peers.golden.md has what is printed of such files. Published figures, and counts of your
// own, are compared by examples/peers. It goes neither with -suppress nor with -unknown.
//
// # What it prints
//
// The report of package report, whose documentation says what stands in it, in which order and what
// -unknown, -suppress, -by and -within do. Without -tables that is the first screen: the search
// rate of each group, what can be said of it, and what to bear in mind. Rows that cannot be read
// are counted there and named on standard error, and the others stand; with -suppress they are not
// named, since one row a line would be counted.
//
// -format csv has the rows of all the tables under one header, unrounded, and at the right what
// each row is of (force, months, whose account, groups, residents and their date, the unknown, the
// source), so that files of several months can be put below each other; with -within and of several
// forces or periods more columns, of which by is empty in the rows of the crude tables. Rows that
// are no group have another kind than "group". -format json is the Document of package report,
// whose fields it describes one by one. Neither says in which folder a file was.
//
// -format html is one page that can be put before a panel, or sent: it needs no network, runs no
// script, fits a phone and a sheet of paper, and has pictures. Without -tables it has every table,
// what was read and left out, how the numbers are made with the papers that the methods are from,
// and the rows as CSV behind a link. A browser prints it as PDF.
//
//	stopsearch -format html -o kent.html 2023-01-kent-stop-and-search.csv
//	stopsearch -format html -by month -rolling 12 -o essex.html essex/
//	stopsearch -plot forces.svg -picture search-rate-by -o forces.txt forces/
//
// Of very many parts, as of all forces, the page leaves to CSV what would make it too large to be
// sent, and says so: the tables of single parts and strata, and texts and rows of its own CSV.
//
// A picture has a text with its numbers, for those who do not see it, as has the page.
//
// -o replaces a file as a whole, or, if the disk is full, not at all: the report is written beside
// it first, and takes its mode and its name. Links are followed; of a file with several names (hard
// links) the others keep the old report. A device or a pipe is written to directly.
//
// # Saved files
//
// -save FILE.tally writes what was read in a form that is read again in a fraction of the time, and
// prints the report as well. Such a file is given in place of the files that it was made of, beside
// others or in a folder, and everything that is printed of it is the same.
//
//	stopsearch -save essex.tally essex/
//	stopsearch -by month -rolling 12 essex.tally 2024-06-essex-stop-and-search.csv
//
// It has counts, and no records: no names, no numbers, no other columns but those of -keep. -where
// knows these, and what every file has, as "Age range=10-17" or Gender=Female, by the words of this
// program. Of files in the layout of data.police.uk it also has, of each row, hashes by which the
// same searches in other files are known. Of a force's own extract it has them with -save-hashes
// all alone, and with -save-hashes none of no file, which takes a fifth to two fifths of the bytes;
// without them no other file of the same force and month can be read beside it, and that is an
// error which says so. Whoever knows a whole record can tell by its hash whether it is in the file.
// With or without them the counts are whole, however small: it is a file for the desk, not for the
// public, and -suppress does not go with -save.
//
// What was chosen by -where when it was saved stays out, and the report says so. -revision is not
// saved: files that have the same searches need it again.
//
// # Mistakes
//
// testdata/mistakes.golden.md has what is printed for mistakes that people make: files of other
// kinds, columns that are missing, dates that can be read in two ways, the same searches twice.
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
	"runtime/debug"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/outcomes/report"
	"github.com/seed-549880be/disparity/rri/sheet"
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
	case errors.Is(err, errVersion):
		fmt.Fprintf(out, "%s %s\n", program, versionOf(debug.ReadBuildInfo()))
		return statusOK
	case err != nil:
		tell(errout, message(err))
		return statusUsage
	}
	if err := analyse(s, files, in, out, errout); err != nil {
		tell(errout, message(err))
		if _, ok := errors.AsType[*cli.NameError](err); ok {
			return statusUsage
		}
		return statusInput
	}
	return statusOK
}

// tell writes one line for the person at the terminal, whatever stands in the text: names of files
// and cells are in it.
func tell(errout io.Writer, text string) { fmt.Fprintf(errout, "%s: %s\n", program, sheet.Clean(text)) }

// analyse reads the input, makes the report and writes it. Nothing is written unless everything
// went well.
func analyse(s settings, args []string, in io.Reader, out, errout io.Writer) error {
	x, err := read(&s, args, in, errout)
	if err != nil {
		return err
	}
	if s.input.Template != "" {
		return s.input.WriteTemplate(x, errout)
	}
	if err := s.checkKeys(x); err != nil {
		return err
	}
	r, err := report.New(x, s.Options)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := form(r, s)(&b); err != nil {
		return err
	}
	if s.format == cli.FormatCSV { // which has no room for them
		for _, warning := range r.Warnings() {
			tell(errout, warning)
		}
	}
	write := func(w io.Writer) error {
		_, err := w.Write(b.Bytes())
		return err
	}
	if err := plot(r, s); err != nil {
		return err
	}
	if err := s.save.write(x); err != nil {
		return err
	}
	if s.output != "" {
		return cli.Save(s.output, write)
	}
	return write(out)
}

// plot writes the picture that was asked for, if one was: of those of the page with every table, so
// that a picture is there whatever the tables of the text are.
func plot(r *report.Report, s settings) error {
	if s.plot.File == "" {
		return nil
	}
	page, err := r.Page(report.Layout{})
	if err != nil {
		return err
	}
	return s.plot.Save(page.Pictures())
}

// form returns what writes a report in a format.
func form(r *report.Report, s settings) func(io.Writer) error {
	laidOut := func(write func(io.Writer, report.Layout) error) func(io.Writer) error {
		return func(w io.Writer) error { return write(w, s.Layout) }
	}
	return map[string]func(io.Writer) error{
		cli.FormatText:     laidOut(r.WriteText),
		cli.FormatMarkdown: laidOut(r.WriteMarkdown),
		cli.FormatCSV:      laidOut(r.WriteCSV),
		cli.FormatJSON:     r.WriteJSON,
		cli.FormatHTML:     laidOut(r.WriteHTML),
	}[s.format]
}
