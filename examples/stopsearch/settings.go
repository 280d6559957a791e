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
	"github.com/seed-549880be/disparity/rri"
)

// settings is what the flags say.
type settings struct {
	force    ethnicity.Force
	census   ethnicity.Census
	scheme   ethnicity.Scheme
	baseline ethnicity.Group
	rule     outcomes.EthnicityRule
	object   *outcomes.Object     // nil: every object
	kind     *outcomes.SearchType // nil: every type
	from, to outcomes.Month       // 0: no bound
	find     outcomes.FindDefinition
	unknown  outcomes.Allocation
	suppress int64        // largest count that is withheld; 0: none
	stratify []stratifier // nil: no adjusted tables
	method   rri.Method
	level    float64
	format   string
	output   string
}

// The formats, as -format names them.
const (
	formatText     = "text"
	formatMarkdown = "markdown"
	formatCSV      = "csv"
	formatJSON     = "json"
)

var formats = []string{formatText, formatMarkdown, formatCSV, formatJSON}

// parseFlags returns the settings and the files, or what is wrong with the arguments. Help goes to
// out.
func parseFlags(args []string, out io.Writer) (settings, []string, error) {
	s := settings{census: ethnicity.Census2021, level: 0.95, format: formatText}
	fs := flag.NewFlagSet("stopsearch", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.Usage = func() {}

	fs.Func("force", "`name` of the force whose searches these are and whose residents are the denominator, for files that do not say", func(v string) (err error) {
		s.force, err = ethnicity.ParseForce(v)
		if err == nil && s.force == 0 {
			err = errors.New("want the name of a force")
		}
		return err
	})
	fs.Func("census", "`year` of the population figures: 2021 or 2011 (default 2021)", func(v string) (err error) {
		s.census, err = ethnicity.ParseCensus(v)
		if err != nil || s.census == ethnicity.OtherSource {
			return errors.New("want 2021 or 2011")
		}
		return nil
	})
	fs.Func("groups", "`scheme` of ethnic groups: "+names(ethnicity.Schemes(), isCounted)+" (default 5+1)", func(v string) (err error) {
		s.scheme, err = ethnicity.ParseScheme(v)
		if err != nil || !isCounted(s.scheme) {
			return fmt.Errorf("want one of %s", names(ethnicity.Schemes(), isCounted))
		}
		return nil
	})
	baseline := fs.String("baseline", "", "`group` that the others are compared with (default: the first of -groups)")
	fs.TextVar(&s.rule, "ethnicity", outcomes.SelfDefined, "whose `account` of ethnicity: self, officer or self-then-officer")
	fs.Func("object", "only searches for this `object`, as \"controlled drugs\"", func(v string) error {
		o, err := outcomes.ParseObject(v)
		s.object = &o
		return err
	})
	fs.Func("type", "only searches of this `type`: person or \"person and vehicle\"", func(v string) error {
		t, err := outcomes.ParseSearchType(v)
		if err != nil || !t.IsPerson() {
			return fmt.Errorf("want %s", names(outcomes.SearchTypes(), outcomes.SearchType.IsPerson))
		}
		s.kind = &t
		return nil
	})
	month := func(m *outcomes.Month) func(string) error {
		return func(v string) (err error) {
			*m, err = outcomes.ParseMonth(v)
			return err
		}
	}
	fs.Func("from", "only searches from this `month` on, as 2022-09", month(&s.from))
	fs.Func("to", "only searches up to this `month`, as 2023-08", month(&s.to))
	fs.TextVar(&s.find, "find", outcomes.FindByAction, "`definition` of a find: action, action-known, linked, linked-action or arrest")
	fs.TextVar(&s.unknown, "unknown", outcomes.LeftOut, "what is done with searches of unknown ethnicity: `allocation` left-out, in-proportion, officer or cross-table")
	fs.Func("suppress", "withhold counts from 1 to this `number`, 2 to 1000, and what would tell them", func(v string) (err error) {
		s.suppress, err = strconv.ParseInt(v, 10, 64)
		if err != nil || s.suppress < 2 || s.suppress > 1000 {
			return errors.New("want a whole number from 2 to 1000, as 5")
		}
		return nil
	})
	fs.Func("stratify", "`keys` of strata, as object,age: outcome rates adjusted for them beside the crude ones; of "+strings.Join(stratifierNames(stratifiers), ", "), func(v string) (err error) {
		s.stratify, err = parseStratify(v)
		return err
	})
	fs.TextVar(&s.method, "method", rri.Method(0), "`family` of intervals and p-values: "+names(rri.Methods(), nil))
	fs.Func("level", "confidence `level`, between 0 and 1 (default 0.95)", func(v string) (err error) {
		s.level, err = strconv.ParseFloat(v, 64)
		if err != nil || !(s.level > 0 && s.level < 1) {
			return errors.New("want a number between 0 and 1, as 0.95")
		}
		return nil
	})
	fs.Func("format", "`form` of the output: text, markdown, csv or json (default text)", func(v string) error {
		if !slices.Contains(formats, v) {
			return fmt.Errorf("want one of %s", strings.Join(formats, ", "))
		}
		s.format = v
		return nil
	})
	fs.StringVar(&s.output, "o", "", "`file` to write to instead of standard output")

	if err := fs.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			fmt.Fprint(out, "usage: stopsearch [flags] [FILE | DIR | -]...\n\n"+
				"Ethnic disproportionality from stop-and-search files of data.police.uk. Folders are read with all that is in them.\n"+
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
	if s.force != 0 && fs.NArg() == 0 {
		return s, nil, fmt.Errorf("-force %s without a file: it says whose searches a file holds that does not say, and the default input says", s.force)
	}
	if s.from != 0 && s.to != 0 && s.from > s.to {
		return s, nil, fmt.Errorf("-from %s is after -to %s: no month is left", s.from, s.to)
	}
	if s.suppress != 0 && s.unknown == outcomes.ByCrossTable {
		return s, nil, fmt.Errorf("-suppress %d does not go with -unknown %s: figures pooled over imputations can tell more than their counts, so that withholding counts does not protect them", s.suppress, s.unknown)
	}
	if err := s.checkStratify(); err != nil {
		return s, nil, err
	}
	if err := s.checkScheme(); err != nil {
		return s, nil, err
	}
	return s, fs.Args(), s.setBaseline(*baseline)
}

// checkScheme reports whether the groups can be formed from both the accounts of ethnicity and the
// population figures.
func (s settings) checkScheme() error {
	if s.unknown != outcomes.LeftOut && s.rule != outcomes.SelfDefined {
		return fmt.Errorf("-unknown %s fills in self-defined ethnicity: it does not go with -ethnicity %s", s.unknown, s.rule)
	}
	fits := func(c ethnicity.Scheme) bool { return s.hasResidents(c) && s.hasAccount(c) }
	if fits(s.scheme) {
		return nil
	}
	why := fmt.Sprintf("-ethnicity %s: an officer's view has no such detail", s.rule)
	if s.rule == outcomes.SelfDefined {
		why = fmt.Sprintf("-unknown %s: an officer's view has no such detail", s.unknown)
	}
	if !s.hasResidents(s.scheme) {
		why = fmt.Sprintf("-census %s: it did not count these groups", s.census)
	}
	return fmt.Errorf("-groups %s cannot be had with %s. Want one of %s", s.scheme, why, names(ethnicity.Schemes(), fits))
}

// isCounted reports whether some census can be counted by the groups of c.
func isCounted(c ethnicity.Scheme) bool {
	return settings{census: ethnicity.Census2021}.hasResidents(c) || settings{census: ethnicity.Census2011}.hasResidents(c)
}

// hasResidents reports whether the census can be counted by the groups of c.
func (s settings) hasResidents(c ethnicity.Scheme) bool {
	p, err := ethnicity.PopulationOf("England and Wales", s.census)
	if err == nil {
		_, err = p.Collapse(c)
	}
	return err == nil
}

// hasAccount reports whether the accounts of ethnicity that count can be put into the groups of c.
func (s settings) hasAccount(c ethnicity.Scheme) bool {
	if s.rule == outcomes.SelfDefined && s.unknown != outcomes.ByOfficer && s.unknown != outcomes.ByCrossTable {
		return true // a matter of the labels in the file
	}
	for g := range ethnicity.OfficerDefined.Groups() {
		if _, err := c.Collapse(g); err != nil {
			return false
		}
	}
	return true
}

// setBaseline finds the baseline by name among the groups; no name stands for the first group.
func (s *settings) setBaseline(name string) error {
	for g := range s.scheme.Groups() {
		if name == "" || strings.EqualFold(name, g.String()) {
			s.baseline = g
			return nil
		}
	}
	return fmt.Errorf("-baseline %q is not a group of %s: want one of %s", name, s.scheme, names(s.scheme.Groups(), nil))
}

// names lists the names of values for a message, all of them or those that ok takes.
func names[T fmt.Stringer](values iter.Seq[T], ok func(T) bool) string {
	var list []string
	for v := range values {
		if ok == nil || ok(v) {
			list = append(list, v.String())
		}
	}
	return strings.Join(list, ", ")
}
