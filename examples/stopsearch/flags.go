package main

import (
	"errors"
	"flag"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report"
	"github.com/seed-549880be/disparity/rri"
)

// defineChoices defines the flags that say what is counted.
func (s *settings) defineChoices(fs *flag.FlagSet) {
	fs.Var(cli.OneOf(&s.Census, parseCensus, cli.Names(censuses)), "census",
		"`figures` of residents that are built in: interpolated between the censuses to the days of the searches, 2011, or 2021 (default interpolated)")
	fs.Lookup("census").DefValue = "" // the text says what it is
	fs.Var(cli.ResidentsOf(&s.residents, "searches"), "residents",
		"whose residents the searches are set against, by `place|file`: a force, district or region, Wales, England or \"England and Wales\" by name, as Croydon or force:Durham; "+
			"or a CSV file of yours, group,residents, whose name has a dot or a separator (default: those of the forces)")
	schemes := cli.Names(report.Schemes())
	fs.Var(cli.OneOf(&s.Scheme, parseScheme, schemes), "groups", "`scheme` of ethnic groups: "+strings.Join(schemes, ", "))
	fs.Var(cli.OneOf(&s.Rule, outcomes.ParseEthnicityRule, cli.Names(outcomes.EthnicityRules())), "ethnicity",
		"whose `account` of ethnicity: self, officer or self-then-officer")
	fs.Func("low-month", "a month of a force is named as low if it has fewer rows than this `share` of the median of its other months: 20% or 0.2 (default 20%)",
		func(v string) (err error) {
			s.LowMonth, err = cli.ParseShare(v, "20% or 0.2")
			return err
		})
	fs.Var(cli.OneOf(&s.Find, outcomes.ParseFindDefinition, cli.Names(outcomes.FindDefinitions())), "find",
		"`definition` of a find: action, action-known, linked, linked-action or arrest")
}

// censuses yields the figures of residents that are built in.
func censuses(yield func(ethnicity.Census) bool) {
	for _, c := range []ethnicity.Census{ethnicity.Interpolated, ethnicity.Census2011, ethnicity.Census2021} {
		if !yield(c) {
			return
		}
	}
}

// parseCensus reads which figures of residents are taken.
func parseCensus(name string) (ethnicity.Census, error) {
	c, err := ethnicity.ParseCensus(name)
	if err == nil && c == ethnicity.OtherSource {
		err = errNone
	}
	return c, err
}

// errNone is the error of a name that stands for something, but for nothing that can be chosen.
var errNone = errors.New("cannot be chosen")

// parseScheme reads the name of a classification that residents are counted by.
func parseScheme(name string) (ethnicity.Scheme, error) {
	scheme, err := ethnicity.ParseScheme(name)
	if err == nil && !slices.Contains(slices.Collect(report.Schemes()), scheme) {
		err = errNone
	}
	return scheme, err
}

// defineBaseline defines the flag of the baseline, which is a group of the scheme: that is known
// when all flags are read.
func defineBaseline(fs *flag.FlagSet) *string {
	name := new(string)
	any := func(v string) (string, error) { return v, nil }
	fs.Var(cli.OneOf(name, any, cli.Names(ethnicity.Groups())), "baseline", "`group` that the others are compared with (default: the first of -groups)")
	return name
}

// defineMethods defines the flags that say what is done with the counts.
func (s *settings) defineMethods(fs *flag.FlagSet) {
	fs.Var(cli.OneOf(&s.Unknown, outcomes.ParseAllocation, cli.Names(outcomes.Allocations())), "unknown",
		"what is done with searches of unknown ethnicity: `allocation` left-out, in-proportion, officer or cross-table")
	cli.Suppress(fs, &s.Suppress)
	s.keys.define(fs)
	cli.Renamed(fs, "stratify", "within")
	fs.Var(cli.OneOf(&s.Independent, parseClusters, []string{clustersByStop, clustersNone}), "clusters",
		"the `unit` of evidence: stops, the searches of one stop together as far as the files tell, or none, every search on its own (default stops)")
	fs.Lookup("clusters").DefValue = "" // the text says what it is
	methods := cli.Names(rri.Methods())
	fs.Var(cli.OneOf(&s.Method, rri.ParseMethod, methods), "method", "`family` of intervals and p-values: "+strings.Join(methods, ", "))
	s.Level = 0.95
	fs.Var(cli.Level(&s.Level), "level", "confidence `level`, between 0 and 1")
	fs.Func("small-below", "a count below this `number` has the footnote that the interval is to be read, not the estimate (default 5)", func(v string) (err error) {
		s.SmallCountBelow, err = strconv.ParseInt(v, 10, 64)
		if err != nil || s.SmallCountBelow < 1 || s.SmallCountBelow > rri.MaxCount {
			return errors.New("want a whole number from 1, as 10 where fewer than 10 are few")
		}
		return nil
	})
}

// The values of -clusters.
const (
	clustersByStop = "stops"
	clustersNone   = "none"
)

// parseClusters reads whether every search counts as independent.
func parseClusters(name string) (independent bool, err error) {
	switch strings.ToLower(strings.TrimSpace(name)) {
	case clustersByStop:
		return false, nil
	case clustersNone:
		return true, nil
	}
	return false, errNone
}
