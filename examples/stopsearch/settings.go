package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report"
)

// settings is what the flags say.
type settings struct {
	report.Options
	force  ethnicity.Force    // of files that do not say
	dates  outcomes.DateOrder // of day and month
	format string
	output string
}

// The formats, as -format names them.
const (
	formatText     = "text"
	formatMarkdown = "markdown"
	formatCSV      = "csv"
	formatJSON     = "json"
)

var formats = []string{formatText, formatMarkdown, formatCSV, formatJSON}

// flagOf has the flag of every option of a report.
var flagOf = map[string]string{
	"Census":   "-census",
	"Scheme":   "-groups",
	"Baseline": "-baseline",
	"Rule":     "-ethnicity",
	"Object":   "-object",
	"Type":     "-type",
	"From":     "-from",
	"To":       "-to",
	"Find":     "-find",
	"Unknown":  "-unknown",
	"Suppress": "-suppress",
	"Stratify": "-stratify",
	"Method":   "-method",
	"Level":    "-level",
}

// parseFlags returns the settings and the files, or what is wrong with the arguments. Help goes to
// out.
func parseFlags(args []string, out io.Writer) (settings, []string, error) {
	var s settings
	fs := flag.NewFlagSet("stopsearch", flag.ContinueOnError)
	s.defineInput(fs)
	s.defineChoices(fs)
	baseline := defineBaseline(fs)
	s.defineMethods(fs)
	s.defineOutput(fs)
	files, err := cli.Parse(fs, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		cli.Help(out, fs, about)
		return s, nil, err
	case err != nil:
		return s, nil, err
	case !s.force.IsZero() && len(files) == 0:
		return s, nil, fmt.Errorf("-force %s without a file: it says whose searches a file holds that does not say, and the default input says", s.force)
	}
	if err := s.Validate(); err != nil {
		return s, nil, err
	}
	return s, files, s.setBaseline(*baseline)
}

// about is what the program says of itself above its flags.
const about = "usage: stopsearch [flags] [FILE | DIR | -]...\n\n" +
	"Ethnic disproportionality from stop-and-search files of data.police.uk. Of a folder and of a ZIP archive every file\n" +
	"that holds searches is read, at any depth, CSV or JSON; what is left out is named with the reason.\n" +
	"Without arguments: Avon and Somerset, January 2023.\n" +
	"Flags may stand before and behind files; what follows -- are files. - is standard input.\n\n"

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
