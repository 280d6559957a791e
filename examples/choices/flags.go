package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/examples/internal/input"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/choices"
	"github.com/seed-549880be/disparity/outcomes/report"
	"github.com/seed-549880be/disparity/rri"
)

// settings is what the flags say.
type settings struct {
	choices.Options
	input     input.Flags
	residents cli.Residents
	vary      []choices.Choice // nil: not given
	format    string
	output    string
	plot      cli.Plot
}

// about is what the program says of itself above its flags.
const about = `usage: choices [flags] [FILE | DIR | -]...

The index under every combination of the choices that an analyst makes, and how much each choice moves it.
Without files: Avon and Somerset, January 2023. Files are those that stopsearch reads.

A flag of a choice takes one way, at which the choice is held, or several, as -find action,arrest, which are in the
count. -vary names the choices in the count; the first way of each is what the others are set against:

  choices -ethnicity officer kent.csv
  choices -vary account,find kent.csv
  choices -vary all -ethnicity officer -find arrest -format html -o kent.html kent.csv

`

// parseFlags returns the settings and the files, or what is wrong with the arguments. Help goes to
// out.
func parseFlags(args []string, out io.Writer) (s *settings, files []string, err error) {
	s = &settings{format: cli.FormatText}
	s.Level = 0.95
	fs := flag.NewFlagSet(program, flag.ContinueOnError)
	s.input.Program = program
	s.defineChoices(fs)
	s.input.Define(fs)
	fs.Lookup("keep").Usage = fmt.Sprintf("a further `column` that is kept, as district: -where may name it; may be given up to %d times", outcomes.MaxKept)
	fs.Var(cli.Word(&s.format, cli.Formats), "format", "`form` of the output: text, markdown, csv, json or html")
	fs.StringVar(&s.output, "o", "", "`file` to write to instead of standard output")
	s.plot.Define(fs)
	files, err = cli.Parse(fs, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		cli.Help(out, fs, about)
		return s, nil, err
	case err != nil:
		return s, nil, err
	case len(files) == 0:
		if err := s.input.WithoutFile(); err != nil {
			return s, nil, err
		}
	}
	if err := s.plot.Check(); err != nil {
		return s, nil, err
	}
	return s, files, s.settle(len(files) == 0)
}

// defineChoices defines the flags that say what is compared, and in which ways choices are made.
func (s *settings) defineChoices(fs *flag.FlagSet) {
	groups := cli.Names(ethnicity.Groups())
	fs.Var(cli.OneOf(&s.Group, ethnicity.ParseGroup, groups), "group", "`group` that is compared (default Black)")
	fs.Var(cli.OneOf(&s.Baseline, ethnicity.ParseGroup, groups), "baseline", "`group` that it is compared with (default: the first of -groups, White)")
	for _, name := range []string{"group", "baseline"} {
		fs.Lookup(name).DefValue = "" // the text says what it is
	}
	fs.Func("vary", "which `choices` are in the count: some of "+choicesWithFlags()+", as account,find; or all (default: all but clusters)", s.setVary)
	ways(fs, &s.Accounts, outcomes.ParseEthnicityRule, cli.Names(outcomes.EthnicityRules()), "ethnicity", "whose `account` of ethnicity")
	ways(fs, &s.Missing, outcomes.ParseAllocation, cli.Names(outcomes.Allocations()), "unknown", "what is done with records of unknown ethnicity: `allocation`")
	ways(fs, &s.Groups, parseScheme, cli.Names(report.Schemes()), "groups", "`scheme` of ethnic groups")
	ways(fs, &s.Objects, choices.ParseObject, objectNames(), "object", "which searches, by what they were for: `object`, also with \"not\" before it")
	ways(fs, &s.Residents, parseCensus, []string{"interpolated", "2011", "2021"}, "census", "`figures` of residents that are built in: interpolated to the days of the records, or of a census")
	fs.Var(cli.ResidentsOf(&s.residents, "searches"), "residents",
		"whose residents the searches are set against, by `place|file`: a force, district or region, Wales, England or \"England and Wales\" by name; "+
			"or a CSV file of yours, group,residents (default: those of the forces)")
	ways(fs, &s.Finds, outcomes.ParseFindDefinition, cli.Names(outcomes.FindDefinitions()), "find", "`definition` of a find")
	ways(fs, &s.Evidence, choices.ParseClusters, []string{"stops", "none"}, "clusters", "the `unit` of evidence: the searches of one stop together, or every search on its own")
	ways(fs, &s.Methods, rri.ParseMethod, cli.Names(rri.Methods()), "method", "`family` of intervals")
	fs.Var(cli.Level(&s.Level), "level", "confidence `level`, between 0 and 1")
}

// ways defines the flag of a choice: one of its ways, or several with commas between.
func ways[W interface {
	comparable
	fmt.Stringer
}](fs *flag.FlagSet, list *[]W, parse func(string) (W, error), names []string, name, text string) {
	fs.Func(name, text+": one, at which the choice is held, or several with commas between, of "+strings.Join(names, ", "), func(v string) error {
		var all []W
		for _, word := range strings.Split(v, ",") {
			word = strings.TrimSpace(word)
			w, err := parse(word)
			if err != nil {
				return errors.New(cli.Quote(word) + ": " + cli.WantOneOf(word, names))
			}
			if slices.Contains(all, w) {
				return fmt.Errorf("%s is given twice", w)
			}
			all = append(all, w)
		}
		*list = all
		return nil
	})
}

// setVary reads which choices are in the count.
func (s *settings) setVary(v string) error {
	names := append(cli.Names(choices.All()), everyChoice)
	s.vary = []choices.Choice{}
	for _, word := range strings.Split(v, ",") {
		word = strings.TrimSpace(word)
		if strings.EqualFold(word, everyChoice) {
			s.vary = slices.Collect(choices.All())
			continue
		}
		c, err := choices.ParseChoice(word)
		if err != nil {
			return errors.New(cli.Quote(word) + ": " + cli.WantOneOf(word, names))
		}
		s.vary = append(s.vary, c)
	}
	return nil
}

// choicesWithFlags lists the choices, with the flag of each that has another name.
func choicesWithFlags() string {
	names := cli.Names(choices.All())
	for i, name := range names {
		switch name {
		case choices.Account.String():
			names[i] += " (-ethnicity)"
		case choices.Missing.String():
			names[i] += " (-unknown)"
		}
	}
	return strings.Join(names, ", ")
}

// everyChoice stands for all choices.
const everyChoice = "all"

// objectNames returns the parts of the searches, those without one object left aside.
func objectNames() []string {
	names := []string{"any", "drugs", "not drugs"}
	for o := range outcomes.Objects() {
		if o.IsRecorded() && o != outcomes.ControlledDrugs {
			names = append(names, o.String())
		}
	}
	return names
}

// parseCensus reads which figures of residents are taken.
func parseCensus(name string) (ethnicity.Census, error) {
	c, err := ethnicity.ParseCensus(name)
	if err == nil && c == ethnicity.OtherSource {
		err = errors.ErrUnsupported
	}
	return c, err
}

// parseScheme reads the name of a classification that residents are counted by.
func parseScheme(name string) (ethnicity.Scheme, error) {
	scheme, err := ethnicity.ParseScheme(name)
	if err == nil && !slices.Contains(slices.Collect(report.Schemes()), scheme) {
		err = errors.ErrUnsupported
	}
	return scheme, err
}
