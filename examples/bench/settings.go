package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/outcomes"
)

// settings is what the flags say.
type settings struct {
	rows    int
	forces  int
	months  int
	from    outcomes.Month
	quoted  float64 // share of fields in quotes, from 0 to 1
	zero    float64 // share of the detailed groups of a force without any search
	seed    uint64
	planted map[ethnicity.Group]float64 // of every group of 5+1
	out     string                      // "" to measure
	rounds  int
	figure  string // "" for all of them, each in a process of its own
	path    string // what is measured in place of generated rows; "" for these
}

// The most that is generated.
const (
	mostRows   = 1_000_000_000
	mostMonths = 240
	mostRounds = 1000
	leastIndex = 0.01
	mostIndex  = 100
)

// usual is the settings without any flag: both generations of labels, and a run of some seconds.
func usual() settings {
	from, _ := outcomes.NewMonth(2016, 7)
	return settings{rows: 200_000, forces: 6, months: 12, from: from, seed: 1, rounds: 3, planted: map[ethnicity.Group]float64{
		ethnicity.White: 1, ethnicity.Mixed: 2, ethnicity.Asian: 1.5, ethnicity.Black: 4, ethnicity.Other: 0.8,
	}}
}

// parseFlags returns the settings, or what is wrong with the arguments. Help goes to out.
func parseFlags(args []string, out io.Writer) (settings, error) {
	s := usual()
	generates := map[string]bool{"rows": true, "forces": true, "months": true, "from": true, "quoted": true, "zero": true, "seed": true, "rri": true, "out": true}
	fs := flag.NewFlagSet("bench", flag.ContinueOnError)
	fs.Func("rows", fmt.Sprintf("`number` of rows, 1 to %d (default %d)", mostRows, s.rows), whole(&s.rows, 1, mostRows))
	fs.Func("forces", fmt.Sprintf("`number` of forces, those with most residents, 1 to 43 (default %d)", s.forces), whole(&s.forces, 1, 43))
	fs.Func("months", fmt.Sprintf("`number` of months, 1 to %d (default %d)", mostMonths, s.months), whole(&s.months, 1, mostMonths))
	fs.Func("from", "first `month`; the words of the files are other ones since 2017 (default 2016-07)", func(text string) (err error) {
		if s.from, err = outcomes.ParseMonth(text); err == nil && (s.from.Year() < 2000 || s.from.Year() > 2100) {
			err = errors.New("want a month from 2000-01 to 2100-12")
		}
		return err
	})
	fs.Func("quoted", "`share` of fields that stand in quotes, from 0 to 1 (default 0)", share(&s.quoted))
	fs.Func("zero", "`share` of the groups of 18+1 in each force that no search is of, from 0 to 1; one of each group of 5+1 is left (default 0)", share(&s.zero))
	fs.Func("seed", "`number` that makes the rows other ones (default 1)", func(text string) (err error) {
		if s.seed, err = strconv.ParseUint(text, 10, 64); err != nil {
			err = errors.New("want a whole number, as 1")
		}
		return err
	})
	fs.Func("rri", fmt.Sprintf("`indices` that are planted: how many times as often a resident is searched as a White one, from %v to %v (default Mixed=2,Asian=1.5,Black=4,Other=0.8)", leastIndex, mostIndex), s.plant)
	fs.StringVar(&s.out, "out", "", "write the rows to this `name`, and measure nothing: - is standard output, .csv and .csv.gz one file, .zip an archive, anything else a folder")
	fs.Func("rounds", fmt.Sprintf("`number` of times that each figure is measured, 1 to %d (default %d)", mostRounds, s.rounds), whole(&s.rounds, 1, mostRounds))
	fs.StringVar(&s.figure, "figure", "", "do the work of this `figure` on a file or a folder once: "+strings.Join(figureNames(), ", "))

	paths, err := cli.Parse(fs, args)
	if err != nil {
		if errors.Is(err, flag.ErrHelp) {
			cli.Help(out, fs, "usage: bench [flags] [FILE|FOLDER]\n\n")
		}
		return s, err
	}
	var given []string
	fs.Visit(func(f *flag.Flag) {
		if generates[f.Name] {
			given = append(given, f.Name)
		}
	})
	switch {
	case len(paths) > 1:
		return s, fmt.Errorf("%d files: want one, or a folder of them", len(paths))
	case len(paths) == 1 && paths[0] == cli.Stdin:
		return s, errors.New("standard input cannot be read several times: want a file or a folder")
	case len(paths) == 1 && len(given) > 0:
		return s, fmt.Errorf("-%s is of rows that are generated, and %s is given", given[0], cli.Quote(paths[0]))
	case s.figure != "" && len(paths) == 0:
		return s, errors.New("-figure: want the file or the folder that is read")
	case s.figure != "" && !slices.Contains(figureNames(), s.figure):
		return s, fmt.Errorf("-figure %s: %s", cli.Quote(s.figure), cli.WantOneOf(s.figure, figureNames()))
	case len(paths) == 1:
		s.path = paths[0]
	}
	return s, nil
}

// figureNames are the names of the figures.
func figureNames() (names []string) {
	for _, f := range figures {
		names = append(names, f.name)
	}
	return names
}

// whole returns a function that reads a whole number within bounds.
func whole(p *int, least, most int) func(string) error {
	return func(text string) error {
		n, err := strconv.Atoi(strings.ReplaceAll(text, ",", ""))
		if err != nil || n < least || n > most {
			return fmt.Errorf("want a whole number from %d to %d", least, most)
		}
		*p = n
		return nil
	}
}

// share returns a function that reads a share.
func share(p *float64) func(string) error {
	return func(text string) error {
		v, err := strconv.ParseFloat(text, 64)
		if err != nil || !(v >= 0 && v <= 1) {
			return errors.New("want a share from 0 to 1, as 0.1")
		}
		*p = v
		return nil
	}
}

// plant reads the indices, as Black=4,Asian=1.5. Those of the other groups stay.
func (s *settings) plant(text string) error {
	planted := maps.Clone(s.planted)
	seen := map[ethnicity.Group]bool{}
	for item := range strings.SplitSeq(text, ",") {
		name, number, ok := strings.Cut(item, "=")
		g, err := ethnicity.ParseIn(ethnicity.FivePlusOne, strings.TrimSpace(name))
		v, errNumber := strconv.ParseFloat(strings.TrimSpace(number), 64)
		switch {
		case !ok || err != nil || !slices.Contains(groups[1:], g):
			return fmt.Errorf("%s: want a group and its index, as Black=4; the groups are Mixed, Asian, Black and Other", cli.Quote(item))
		case seen[g]:
			return fmt.Errorf("%s is there twice", g)
		case errNumber != nil || !(v >= leastIndex && v <= mostIndex):
			return fmt.Errorf("%s: want an index from %v to %v", cli.Quote(item), leastIndex, mostIndex)
		}
		seen[g] = true
		planted[g] = v
	}
	s.planted = planted
	return nil
}
