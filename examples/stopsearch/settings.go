package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report"
	"github.com/seed-549880be/disparity/rri"
)

// settings is what the flags say.
type settings struct {
	report.Options
	force  ethnicity.Force // of files that do not say
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
	fs.SetOutput(io.Discard)
	fs.Usage = func() {}
	s.defineChoices(fs)
	baseline := fs.String("baseline", "", "`group` that the others are compared with (default: the first of -groups)")
	s.defineMethods(fs)
	s.defineOutput(fs)
	if err := fs.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			fmt.Fprint(out, "usage: stopsearch [flags] [FILE | DIR | -]...\n\n"+
				"Ethnic disproportionality from stop-and-search files of data.police.uk. Of a folder every *.csv and *.csv.gz is read, at any depth;\n"+
				"other files, such as JSON of the API, are read only if they are named. A ZIP archive must be unpacked.\n"+
				"Without arguments: Avon and Somerset, January 2023.\n\n")
			fs.SetOutput(out)
			fs.PrintDefaults()
			return s, nil, err
		}
		return s, nil, fmt.Errorf("%w (-h lists the flags)", err)
	}
	for _, arg := range fs.Args() {
		if arg != stdin && strings.HasPrefix(arg, "-") {
			return s, nil, fmt.Errorf("%s stands after a file: give flags first (and a file of that name as ./%s)", arg, arg)
		}
	}
	if !s.force.IsZero() && fs.NArg() == 0 {
		return s, nil, fmt.Errorf("-force %s without a file: it says whose searches a file holds that does not say, and the default input says", s.force)
	}
	if err := s.Validate(); err != nil {
		return s, nil, err
	}
	return s, fs.Args(), s.setBaseline(*baseline)
}

// defineChoices defines the flags that say what is counted.
func (s *settings) defineChoices(fs *flag.FlagSet) {
	fs.Func("force", "`name` of the force whose searches these are and whose residents are the denominator, for files that do not say",
		func(v string) (err error) {
			s.force, err = ethnicity.ParseForce(v)
			if err == nil && s.force.IsZero() {
				err = errors.New("want the name of a force")
			}
			return err
		})
	fs.Func("census", "`year` of the population figures: 2021 or 2011 (default 2021)", func(v string) (err error) {
		s.Census, err = ethnicity.ParseCensus(v)
		if err != nil || s.Census == ethnicity.OtherSource {
			return errors.New("want 2021 or 2011")
		}
		return nil
	})
	schemes := names(report.Schemes())
	fs.Func("groups", "`scheme` of ethnic groups: "+schemes+" (default 5+1)", func(v string) (err error) {
		s.Scheme, err = ethnicity.ParseScheme(v)
		if err != nil || !slices.Contains(slices.Collect(report.Schemes()), s.Scheme) {
			return fmt.Errorf("want one of %s", schemes)
		}
		return nil
	})
	fs.TextVar(&s.Rule, "ethnicity", outcomes.SelfDefined, "whose `account` of ethnicity: self, officer or self-then-officer")
	fs.Func("object", "only searches for this `object`, as \"controlled drugs\"", func(v string) error {
		o, err := outcomes.ParseObject(v)
		s.Object = &o
		return err
	})
	fs.Func("type", "only searches of this `type`: person or \"person and vehicle\"", func(v string) error {
		t, err := outcomes.ParseSearchType(v)
		if err != nil || !t.IsPerson() {
			return fmt.Errorf("want %s", names(slices.Values(slices.DeleteFunc(slices.Collect(outcomes.SearchTypes()),
				func(t outcomes.SearchType) bool { return !t.IsPerson() }))))
		}
		s.Type = &t
		return nil
	})
	month := func(m *outcomes.Month) func(string) error {
		return func(v string) (err error) {
			*m, err = outcomes.ParseMonth(v)
			return err
		}
	}
	fs.Func("from", "only searches from this `month` on, as 2022-09", month(&s.From))
	fs.Func("to", "only searches up to this `month`, as 2023-08", month(&s.To))
	fs.TextVar(&s.Find, "find", outcomes.FindByAction, "`definition` of a find: action, action-known, linked, linked-action or arrest")
}

// defineMethods defines the flags that say what is done with the counts.
func (s *settings) defineMethods(fs *flag.FlagSet) {
	fs.TextVar(&s.Unknown, "unknown", outcomes.LeftOut, "what is done with searches of unknown ethnicity: "+
		"`allocation` left-out, in-proportion, officer or cross-table")
	fs.Func("suppress", "withhold counts from 1 to this `number`, 2 to 1000, and what would tell them", func(v string) (err error) {
		s.Suppress, err = strconv.ParseInt(v, 10, 64)
		if err != nil || s.Suppress < 2 || s.Suppress > 1000 {
			return errors.New("want a whole number from 2 to 1000, as 5")
		}
		return nil
	})
	fs.Func("stratify", "`keys` of strata, as object,age: outcome rates adjusted for them beside the crude ones; of "+names(report.Dimensions()),
		func(v string) (err error) {
			s.Stratify, err = parseStratify(v)
			return err
		})
	fs.TextVar(&s.Method, "method", rri.Method(0), "`family` of intervals and p-values: "+names(rri.Methods()))
	fs.Func("level", "confidence `level`, between 0 and 1 (default 0.95)", func(v string) (err error) {
		s.Level, err = strconv.ParseFloat(v, 64)
		if err != nil || !(s.Level > 0 && s.Level < 1) {
			return errors.New("want a number between 0 and 1, as 0.95")
		}
		return nil
	})
}

// defineOutput defines the flags that say how the report is written, and where.
func (s *settings) defineOutput(fs *flag.FlagSet) {
	s.format = formatText
	fs.Func("format", "`form` of the output: text, markdown, csv or json (default text)", func(v string) error {
		if !slices.Contains(formats, v) {
			return fmt.Errorf("want one of %s", strings.Join(formats, ", "))
		}
		s.format = v
		return nil
	})
	fs.StringVar(&s.output, "o", "", "`file` to write to instead of standard output")
}

// parseStratify reads the keys of -stratify.
func parseStratify(v string) ([]report.Dimension, error) {
	var list []report.Dimension
	for _, name := range strings.Split(v, ",") {
		d, err := report.ParseDimension(strings.TrimSpace(name))
		if err != nil {
			return nil, fmt.Errorf("want some of %s, as object,age", names(report.Dimensions()))
		}
		if slices.Contains(list, d) {
			return nil, fmt.Errorf("%s is given twice", d)
		}
		list = append(list, d)
	}
	return list, nil
}

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
	return fmt.Errorf("-baseline %q is not a group of %s: want one of %s", name, s.Scheme, names(s.Scheme.Groups()))
}

// names lists the names of values for a message.
func names[T fmt.Stringer](values iter.Seq[T]) string {
	var list []string
	for v := range values {
		list = append(list, v.String())
	}
	return strings.Join(list, ", ")
}
