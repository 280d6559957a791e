package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/audit"
	"github.com/seed-549880be/disparity/rri/counts"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/trend"
)

// settings is what the flags say.
type settings struct {
	cli.Tables
	counts.Options
	change      cli.Change
	residents   cli.Residents
	on          time.Time // the day that residents are of; zero for the census of 2021
	records     int64     // from which an audit drew; 0 is none
	called      string    // what the events are called, if not as the header has it
	composition bool
	format      string
	output      string
	plot        cli.Plot
	width       int
	ascii       bool
}

// usualRatio is the ratio that -power asks for alone.
const usualRatio = 1.5

// parseFlags returns the settings and the files, or what is wrong with the arguments. Help goes to
// out.
func parseFlags(args []string, out io.Writer) (settings, []string, error) {
	s := settings{format: cli.FormatText}
	s.Options.Level = 0.95
	fs := flag.NewFlagSet("counts", flag.ContinueOnError)
	s.Tables.Define(fs)
	s.defineQuestions(fs)
	s.defineResidents(fs)
	s.defineMethods(fs)
	fs.Var(cli.Word(&s.format, cli.Formats), "format", "`form` of the output: text, markdown, csv, json or html, a page that stands alone")
	fs.StringVar(&s.output, "o", "", "`file` to write to instead of standard output")
	s.plot.Define(fs)
	cli.Width(fs, &s.width)
	fs.BoolVar(&s.ascii, "ascii", false, "text and Markdown without characters beyond ASCII")
	files, err := cli.Parse(fs, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		cli.Help(out, fs, about)
		return s, nil, err
	case err != nil:
		return s, nil, err
	case len(files) > 1:
		return s, nil, fmt.Errorf("%d files given: want one", len(files))
	}
	if err := s.check(len(files) == 0); err != nil {
		return s, nil, err
	}
	return s, files, nil
}

// about is what the program says of itself above its flags.
const about = `usage: counts [flags] [FILE | -]

What a table of your own counts shows: every group against a baseline, with what chance and people
whose group is not known could do to it. Without a file: use of force by one force.

FILE is CSV with a row for each group, or a column for each:
  group,complaints upheld,out of complaints     each complaint is upheld or not: a proportion
  ethnic group,uses of force,residents          one person may have several: a rate
Any other last word needs -rate or -proportion; more columns of numbers need -events and -of.
Columns such as year, age, stage and area are dimensions: -by year, -within age, -stage stage,
-where year=2023; else they are added up. Lines that begin with # are comments.
Marks such as *, [c], <5 and 1-4 are counts between two numbers. - is standard input.

  counts -format html -o leavers.html -by year leavers.csv
  counts -by quarter -rolling 12 -compare 2018/19,2021/22 stops.csv
  counts -suppress 5 complaints.csv
  counts -population-size 5495 audit.csv
  counts -where "Police Force=Kent" -where "Tactic=*Total Tactics" -residents Kent use-of-force.csv
  counts -event "Outcome=2 Arrest" -proportion records.csv

`

// defineQuestions defines the flags that say what is asked.
func (s *settings) defineQuestions(fs *flag.FlagSet) {
	fs.StringVar(&s.Baseline, "baseline", "", "`group` that the others are compared with (default: White, else the first in the file)")
	fs.StringVar(&s.called, "called", "", "what the events are called in the output, as \"uses of force\" (default: the `name` that the header has)")
	fs.Func("within", "like is compared with like: within these `columns`, as age or age,offence", func(v string) (err error) {
		s.Within, err = cli.ColumnNames(v)
		return err
	})
	fs.StringVar(&s.By, "by", "", "a row for each value of this `column`, as year, and all of them adjusted for it; if it is one of time, whether the index changes. "+
		"month, quarter, financial-year and year add finer periods up, where no column has that name")
	s.change.Define(fs)
	fs.StringVar(&s.Stage, "stage", "", "a journey through the stages in this `column`")
	fs.BoolVar(&s.composition, "composition", false, "is each group's share the same in several columns or stages, as residents, staff and joiners?")
	fs.Var(cli.Repeated(s.addBase), "base",
		"of -composition, how many people a column of percentages is out of: `column=number`, as staff=3012, may be given several times")
	fs.BoolVar(&s.Percent, "percent", false, "of -composition, the numbers are percentages, where no % sign says so")
	fs.Func("population-size", "an audit: the counts are of a sample from this `number` of records", func(v string) (err error) {
		s.records, err = parseNumber(v)
		if err != nil || s.records < 1 || s.records > audit.MaxRecords {
			return errors.New("want the number of records that the sample was drawn from, as 5495")
		}
		return nil
	})
	fs.Var(cli.Ratio(&s.Power, usualRatio), "power",
		fmt.Sprintf("what these counts could show, and what it takes to find this `ratio` (%v if none is given)", usualRatio))
}

// parseNumber reads a whole number, which may have commas or spaces between thousands.
func parseNumber(v string) (int64, error) {
	return strconv.ParseInt(strings.NewReplacer(",", "", " ", "").Replace(v), 10, 64)
}

// addBase adds how many people the percentages of a column are out of.
func (s *settings) addBase(text string) error {
	column, number, ok := strings.Cut(text, "=")
	column = strings.TrimSpace(column)
	n, err := parseNumber(number)
	if !ok || column == "" || err != nil || n < 1 || n > rri.MaxCount {
		return errors.New("want COLUMN=NUMBER, as staff=3012")
	}
	if s.Bases == nil {
		s.Bases = make(map[string]int64)
	}
	if had, ok := s.Bases[column]; ok && had != n {
		return fmt.Errorf("%s has two bases, %d and %d: give one", cli.Quote(column), had, n)
	}
	s.Bases[column] = n
	return nil
}

// defineMethods defines the flags that say what is done with the counts.
func (s *settings) defineMethods(fs *flag.FlagSet) {
	fs.Func("per", "rates are per this `number` (default 1000; proportions are per cent)", func(v string) (err error) {
		s.Per, err = strconv.ParseFloat(strings.ReplaceAll(v, ",", ""), 64)
		if err != nil || !(s.Per > 0) || s.Per > 1e9 {
			return errors.New("want a number, as 1000")
		}
		return nil
	})
	cli.Suppress(fs, &s.Suppress)
	fs.Var(cli.OneOf(&s.Unknown, counts.ParseRule, cli.Names(counts.Rules())), "unknown",
		"what is done with people whose group is not known: `rule` left-out, or in-proportion to the known")
	directions := append(cli.Names(index.Directions()), "rri", "relative-likelihood")
	fs.Var(cli.OneOf(&s.Direction, index.ParseDirection, directions), "direction",
		"`which` is over which: group-over-comparator (or rri) or comparator-over-group (or relative-likelihood), with the baseline as comparator")
	methods := cli.Names(rri.Methods())
	fs.Var(cli.OneOf(&s.Method, rri.ParseMethod, methods), "method", "`family` of intervals and p-values: "+strings.Join(methods, ", "))
	fs.Var(cli.Levels(&s.Options.Level, &s.Levels), "level", "confidence `level` between 0 and 1, or several beside each other, as 0.95,0.998")
}

// check reports flags that do not go together, and completes the options.
func (s *settings) check(noFile bool) error {
	if noFile && s.readsFile() {
		return errors.New("the table that ships with the program has the columns ethnicity, uses of force and residents alone: give a file")
	}
	if err := s.checkQuestions(); err != nil {
		return err
	}
	if err := s.checkResidents(); err != nil {
		return err
	}
	people := s.format == cli.FormatText || s.format == cli.FormatMarkdown
	switch {
	case s.ascii && !people:
		return fmt.Errorf("-ascii does not go with -format %s: it is of text and Markdown: leave it out", s.format)
	case s.width != 0 && !people:
		return fmt.Errorf("-width does not go with -format %s: it is of text: leave it out", s.format)
	case s.width == 0 && s.format == cli.FormatText:
		s.width = cli.TerminalWidth(os.Getenv("COLUMNS"))
	}
	if err := cli.CheckName(s.output, s.format); s.output != "" && err != nil {
		return err
	}
	if err := s.plot.Check(); err != nil {
		return err
	}
	if s.records > 0 {
		s.Model, s.NoGroup = tidy.ModelProportion, true
	}
	s.takeChange()
	s.Columns = s.composition
	s.Baselines = baselines()
	s.Dimensions = slices.Concat(s.Within, nonEmpty(s.By), nonEmpty(s.Stage))
	if len(s.Event) > 0 && s.By == "" && s.asksChange() {
		s.Dimensions = append(s.Dimensions, tidy.Month.String())
	}
	return s.Tables.Check()
}

// takeChange completes the options with what the flags say of change.
func (s *settings) takeChange() {
	period := func(span cli.Span) trend.Period { return trend.Period{Start: span.Start, End: span.End} }
	s.Rolling, s.Margin = s.change.Rolling, s.change.Margin
	s.Before, s.After = period(s.change.Before), period(s.change.After)
	for _, span := range s.change.LeaveOut {
		s.LeaveOut = append(s.LeaveOut, period(span))
	}
}

// asksChange reports whether a flag of change is given.
func (s *settings) asksChange() bool {
	return s.change.Rolling != 0 || s.change.Compares() || len(s.change.LeaveOut) > 0 || s.change.Margin != 0
}

// readsFile reports whether a flag is given that is about the columns of a file.
func (s *settings) readsFile() bool {
	return s.Events != "" || s.Of != "" || s.Group != "" || s.composition || s.records > 0 ||
		len(s.Where)+len(s.Event)+len(s.Trial)+len(s.Within) > 0 || s.By != "" || s.Stage != "" || s.asksChange()
}

// nonEmpty returns a list of a name; none if it is empty.
func nonEmpty(name string) []string {
	if name == "" {
		return nil
	}
	return []string{name}
}

// baselines are the groups of which the first that a table has is the baseline, where none is
// given: that of every scheme.
func baselines() (names []string) {
	for scheme := range ethnicity.Schemes() {
		for g := range scheme.Groups() {
			if name := g.String(); !slices.Contains(names, name) {
				names = append(names, name)
			}
			break
		}
	}
	return names
}

// checkQuestions reports questions that do not go together.
func (s *settings) checkQuestions() error {
	type question struct {
		flag  string
		asked bool
	}
	alone := []question{{"-composition", s.composition}, {"-population-size", s.records > 0}, {"-stage", s.Stage != ""}}
	others := []question{
		{"-rate", s.records > 0 && s.IsRate()},
		{"-within", len(s.Within) > 0}, {"-by", s.By != ""}, {"-rolling", s.change.Rolling != 0}, {"-compare", s.change.Compares()},
		{"-leave-out", len(s.change.LeaveOut) > 0}, {"-margin", s.change.Margin != 0}, {"-power", s.Power != 0}, {"-residents", s.residents != ""},
		{"-direction", s.Direction != 0}, {"-unknown", s.Unknown != counts.LeftOut},
	}
	for i, q := range alone {
		if !q.asked {
			continue
		}
		for _, other := range append(slices.Clone(alone[i+1:]), others...) {
			if other.asked && !(q.flag == "-stage" && (other.flag == "-direction")) && !(q.flag == "-population-size" && other.flag == "-by") {
				return fmt.Errorf("%s does not go with %s, which is another question: leave one out", q.flag, other.flag)
			}
		}
	}
	if s.Suppress > 0 {
		for _, q := range append(alone[:2:2], question{"-within", len(s.Within) > 0}, question{"-by", s.By != ""}, question{"-rolling", s.change.Rolling != 0},
			question{"-compare", s.change.Compares()}, question{"-leave-out", len(s.change.LeaveOut) > 0}, question{"-margin", s.change.Margin != 0},
			question{"-power", s.Power != 0}) {
			if q.asked {
				return fmt.Errorf("-suppress does not go with %s, whose other figures would give the counts away: leave one out", q.flag)
			}
		}
	}
	if !s.composition && (s.Percent || len(s.Bases) > 0) {
		return errors.New("-percent and -base are for -composition, of residents, staff and joiners: give it too, or leave them out")
	}
	if s.By != "" && slices.ContainsFunc(s.Within, func(name string) bool { return strings.EqualFold(name, s.By) }) {
		return fmt.Errorf("-by and -within name the same column, %s: -by adjusts for it already", cli.Quote(s.By))
	}
	return nil
}
