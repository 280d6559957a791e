package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/rri"
)

// settings is what the flags say.
type settings struct {
	quantities       []quantity
	methods          []rri.Method
	levels           []float64
	expected         []float64
	baselineExpected []float64
	ratios           []float64
	trials           []float64
	baselineTrials   []float64
	proportions      [][2]float64 // of the group and of the baseline
	exactTrials      float64
	designsToo       bool
	format           string
}

// The formats, as -format names them.
const (
	formatText     = "text"
	formatMarkdown = "markdown"
	formatCSV      = "csv"
)

var formats = []string{formatText, formatMarkdown, formatCSV}

// parseFlags returns the settings, or what is wrong with the arguments. Help goes to out.
func parseFlags(args []string, out io.Writer) (settings, error) {
	s := settings{
		quantities: quantities, methods: slices.Collect(rri.Methods()), levels: []float64{0.95, 0.998},
		expected: []float64{1, 2, 5, 10, 20, 50}, baselineExpected: []float64{300}, ratios: []float64{1, 3},
		trials: []float64{20, 40, 100, 500}, baselineTrials: []float64{1000}, proportions: [][2]float64{{0.15, 0.15}, {0.3, 0.15}, {0.02, 0.02}},
		exactTrials: 60, format: formatText,
	}
	fs := flag.NewFlagSet("coverage", flag.ContinueOnError)
	fs.Func("quantities", "`list` of quantities: ratio-of-rates, ratio-of-proportions, … (default all)", listOf(&s.quantities, parseQuantity))
	fs.Func("methods", "`list` of families of intervals: scas, score, … (default all)", listOf(&s.methods, parseMethod))
	fs.Func("levels", "`list` of confidence levels (default 0.95,0.998)", listOf(&s.levels, numberThat(
		"between 0 and 1, as 0.95", func(v float64) bool { return v > 0 && v < 1 })))
	fs.Func("expected", "rates: `list` of events of the group at the rate of the baseline (default 1,2,5,10,20,50)", listOf(&s.expected, mean))
	fs.Func("baseline-expected", "rates: `list` of events of the baseline (default 300)", listOf(&s.baselineExpected, mean))
	fs.Func("ratios", "rates: `list` of true ratios to the rate of the baseline (default 1,3)", listOf(&s.ratios, ratio))
	fs.Func("trials", "proportions: `list` of trials of the group (default 20,40,100,500)", listOf(&s.trials, trials))
	fs.Func("baseline-trials", "proportions: `list` of trials of the baseline (default 1000)", listOf(&s.baselineTrials, trials))
	fs.Func("proportions", "proportions: `list` of true values as group/baseline (default 0.15/0.15,0.3/0.15,0.02/0.02)",
		listOf(&s.proportions, parseProportions))
	fs.Func("exact-trials", "leave out exact ratios and differences of proportions above this many `trials` in both groups together (default 60)",
		one(&s.exactTrials, numberThat("a number of trials", func(v float64) bool { return v >= 0 })))
	fs.BoolFunc("wide", "the wide designs in place of the defaults; flags after it change them", s.wide)
	fs.BoolVar(&s.designsToo, "designs", false, "print every design, not only the summary of each quantity")
	fs.Var(cli.Word(&s.format, formats), "format", "`format`: text, markdown or csv")

	if err := cli.ParseFlags(fs, args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			cli.Help(out, fs, "usage: coverage [flags]\n\n")
		}
		return s, err
	}
	for _, population := range s.expected {
		for _, ratio := range s.ratios {
			if population*ratio > mostExpected {
				return s, fmt.Errorf("%v events at a ratio of %v: want at most %v expected", population, ratio, mostExpected)
			}
		}
	}
	return s, nil
}

// wide sets the designs to those of the tables over wide designs in the documentation of package
// rri: rare and common events, small and large groups and baselines, true ratios below and above 1,
// and less than one expected event.
func (s *settings) wide(text string) error {
	on, err := strconv.ParseBool(text)
	if err != nil || !on {
		return err
	}
	s.expected = []float64{0.08, 0.3, 0.5, 1, 2, 3, 5, 10, 20, 50}
	s.baselineExpected = []float64{10, 30, 300}
	s.ratios = []float64{0.3, 1, 3}
	s.trials = []float64{4, 10, 20, 40, 100, 500}
	s.baselineTrials = []float64{30, 100, 1000}
	s.proportions = [][2]float64{
		{0.005, 0.005}, {0.005, 0.02}, {0.02, 0.02}, {0.06, 0.02}, {0.05, 0.15}, {0.15, 0.15}, {0.3, 0.15}, {0.5, 0.5}, {0.7, 0.9},
		{0.85, 0.85}, {0.95, 0.85}, {0.98, 0.98},
	}
	s.exactTrials = 0
	return nil
}

// The largest designs that are accepted. The time grows with the root of the product of the two
// groups.
const (
	mostExpected = 1e6
	mostTrials   = 1e6
)

var (
	mean   = numberThat("between 1e-6 and 1e6", func(v float64) bool { return v >= 1e-6 && v <= mostExpected })
	ratio  = numberThat("above 0 and at most 1e6", func(v float64) bool { return v >= 1e-6 && v <= 1e6 })
	trials = numberThat("a whole number from 1 to 1e6", func(v float64) bool { return v >= 1 && v <= mostTrials && v == math.Trunc(v) })
	share  = numberThat("between 0 and 1, both excluded", func(v float64) bool { return v > 0 && v < 1 })
)

// numberThat returns a function that reads a number and says what is wanted if it is not one of
// those wanted.
func numberThat(wanted string, ok func(float64) bool) func(string) (float64, error) {
	return func(text string) (float64, error) {
		v, err := strconv.ParseFloat(text, 64)
		if err != nil || !ok(v) {
			return 0, fmt.Errorf("%q: want %s", text, wanted)
		}
		return v, nil
	}
}

// parseMethod returns the family of that name.
func parseMethod(name string) (rri.Method, error) {
	m, err := rri.ParseMethod(name)
	if err != nil {
		err = fmt.Errorf("unknown method %q: %s", name, cli.WantOneOf(name, cli.Names(rri.Methods())))
	}
	return m, err
}

// parseProportions reads two true proportions, as "0.3/0.15".
func parseProportions(text string) (p [2]float64, err error) {
	group, baseline, ok := strings.Cut(text, "/")
	if !ok {
		return p, fmt.Errorf("%q: want the proportion of the group and that of the baseline, as 0.3/0.15", text)
	}
	if p[0], err = share(group); err != nil {
		return p, err
	}
	p[1], err = share(baseline)
	return p, err
}

// one returns a function that reads a value into p.
func one[T any](p *T, parse func(string) (T, error)) func(string) error {
	return func(text string) (err error) {
		*p, err = parse(text)
		return err
	}
}

// listOf returns a function that reads values separated by commas into p.
func listOf[T any](p *[]T, parse func(string) (T, error)) func(string) error {
	return func(text string) error {
		var list []T
		seen := make(map[string]bool)
		for item := range strings.SplitSeq(text, ",") {
			item = strings.TrimSpace(item)
			if seen[strings.ToLower(item)] {
				return fmt.Errorf("%q is there twice", item)
			}
			seen[strings.ToLower(item)] = true
			v, err := parse(item)
			if err != nil {
				return err
			}
			list = append(list, v)
		}
		*p = list
		return nil
	}
}
