package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/examples/internal/input"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report"
)

// settings is what the flags say.
type settings struct {
	report.Options
	report.Layout
	input     input.Flags
	keys      keys
	keysLater bool // are read once the files are
	residents cli.Residents
	format    string
	output    string
	plot      cli.Plot
	save      saved
}

// flagOf has the flag of every option of a report.
var flagOf = map[string]string{
	"Census":      "-census",
	"Scheme":      "-groups",
	"Baseline":    "-baseline",
	"Rule":        "-ethnicity",
	"Object":      "-object",
	"Type":        "-type",
	"Legislation": "-legislation",
	"Age":         "-age",
	"Gender":      "-gender",
	"ResidentsOf": "-residents",
	"Residents":   "-residents",
	"Where":       "-where",
	"Labels":      "-labels",
	"From":        "-from",
	"To":          "-to",
	"Find":        "-find",
	"Unknown":     "-unknown",
	"Suppress":    "-suppress",
	"By":          "-by",
	"Within":      "-within",
	"Method":      "-method",
	"Level":       "-level",
	"LowMonth":    "-low-month",
	"Independent": "-clusters",
	"Tables":      "-tables",
	"Width":       "-width",
	"Rolling":     "-rolling",
	"Before":      "-compare",
	"After":       "-compare",
	"LeaveOut":    "-leave-out",
	"Margin":      "-margin",
	"Keep":        "-keep",

	"SmallCountBelow": "-small-below",
}

// parseFlags returns the settings and the files, or what is wrong with the arguments. Help goes to
// out.
func parseFlags(args []string, out io.Writer) (settings, []string, error) {
	var s settings
	fs := flag.NewFlagSet("stopsearch", flag.ContinueOnError)
	s.input.Program = program
	s.input.Define(fs)
	s.defineChoices(fs)
	s.defineFilters(fs)
	baseline := defineBaseline(fs)
	s.defineMethods(fs)
	var change cli.Change
	change.Define(fs)
	s.defineOutput(fs)
	version := s.defineStamp(fs)
	files, err := cli.Parse(fs, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		cli.Help(out, fs, about)
		return s, nil, err
	case err != nil:
		return s, nil, err
	case *version:
		return s, nil, errVersion
	case len(files) == 0:
		if err := s.input.WithoutFile(); err != nil {
			return s, nil, err
		}
		if s.save.file != "" {
			return s, nil, errors.New("-save without a file: it saves what is read from files: give one")
		}
		s.Source = defaultSource
	}
	if err := s.setChange(change); err != nil {
		return s, nil, err
	}
	if err := s.findResidents(); err != nil {
		return s, nil, err
	}
	if err := s.setKeysOf(files); err != nil {
		return s, nil, err
	}
	if err := s.Options.Validate(); err != nil {
		return s, nil, err
	}
	if err := s.layOut(); err != nil {
		return s, nil, err
	}
	// of records of one's own one knows whose they are, and may want no rate per resident
	s.input.Suppress, s.input.ForceOptional = s.Suppress, s.residents != "" || s.input.Rows != outcomes.TypeNotRecorded
	return s, files, s.setBaseline(*baseline)
}

// about is what the program says of itself above its flags.
const about = `usage: stopsearch [flags] [FILE | DIR | -]...

Ethnic disproportionality from stop-and-search files of data.police.uk.
Without arguments: Avon and Somerset, January 2023.

Files    CSV as downloaded or as R, pandas, a database or Excel saved it, and JSON of the API; plain, gzip or ZIP.
         Separators, UTF-16, blank rows, and dates and ages that Excel changed are known by content. Of the
         columns only Type, Date and one ethnicity are needed. A workbook (.xlsx) must be saved as CSV first.
Own      Columns and words of a force's own are read with -rows (then no column Type is needed), -column and -labels.
         Names of columns for -column are type, date, time, ethnicity (or self), officer, gender, age, legislation,
         object, outcome, linked, clothing, operation, latitude, longitude, force, file and count:
           stopsearch -rows suspected -column "date=Date recorded" -column "ethnicity=Self classification" \
             -column "outcome=Result, final" -labels-template labels.csv suspects.csv
Folders  Of a folder and of a ZIP archive every file that holds searches is read, at any depth; what is left
         out is named with the reason.
Forces   Told by a column (Force, Falls within, Reported by, source), by the name of the file, else by -force.
Places   Searches are set against the residents of their forces. Those of a borough, of several forces that
         the file does not tell, of women or of boys need -residents:
           stopsearch -where Borough=Croydon -residents Croydon london.csv
           stopsearch -gender female -residents women.csv 2022-09-kent-stop-and-search.csv
Dates    01/02/2020 is in February if the file shows that the day comes first; where nothing shows it, by -dates.
Twice    The same searches in several files are refused, unless -revision says which file counts.
Months   that are missing or low (-low-month) are named above every table.
Page     For a panel: -format html is one file with pictures, every table and how the numbers are made:
           stopsearch -format html -o kent.html 2023-01-kent-stop-and-search.csv
Change   Whether it is getting better: by period, over rolling years, and from one time to another:
           stopsearch -by month -rolling 12 essex/
           stopsearch -compare 2016-03..2016-12,2017-03..2017-12 manchester.csv
           stopsearch -by quarter -compare 2020-03 -leave-out 2020-03..2021-07 essex/

Flags may stand before and behind files; what follows -- are files. - is standard input.

`

// setBaseline finds the baseline by name among the groups; no name stands for the first group.
func (s *settings) setBaseline(name string) error {
	for g := range s.Scheme.Groups() {
		if strings.EqualFold(name, g.String()) {
			s.Baseline = g
			return nil
		}
	}
	if name == "" {
		return nil
	}
	return fmt.Errorf("-baseline %s is not a group of %s: %s", cli.Quote(name), s.Scheme, cli.WantOneOf(name, cli.Names(s.Scheme.Groups())))
}
