package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/choices"
)

// settle makes the options of the choices out of what the flags say of each and of -vary.
func (s *settings) settle(shipped bool) error {
	if err := s.settleResidents(); err != nil {
		return err
	}
	usual := choices.Usual()
	s.InDoubt = len(s.Finds) > 1
	if shipped && s.Finds == nil {
		s.InDoubt = true // the shipped month shows what every definition does
	}
	for _, err := range []error{
		settleWays(s, choices.Account, "ethnicity", &s.Accounts, usual.Accounts),
		settleWays(s, choices.Missing, "unknown", &s.Missing, usual.Missing),
		settleWays(s, choices.Groups, "groups", &s.Groups, usual.Groups),
		settleWays(s, choices.Objects, "object", &s.Objects, usual.Objects),
		settleWays(s, choices.Residents, "census", &s.Residents, usual.Residents),
		settleWays(s, choices.Find, "find", &s.Finds, usual.Finds),
		settleWays(s, choices.Evidence, "clusters", &s.Evidence, usual.Evidence),
		settleWays(s, choices.Method, "method", &s.Methods, usual.Methods),
	} {
		if err != nil {
			return err
		}
	}
	return s.Options.Validate()
}

// settleWays finds the ways of a choice: as they are given; and with -vary the usual ones behind
// the one that is, where it names the choice, and else the one way alone.
func settleWays[W comparable](s *settings, c choices.Choice, flag string, ways *[]W, usual []W) error {
	switch in := slices.Contains(s.vary, c); {
	case s.vary == nil:
		return nil
	case in && len(*ways) == 1:
		for _, w := range usual {
			if w != (*ways)[0] {
				*ways = append(*ways, w)
			}
		}
	case in && *ways == nil && c == choices.Evidence:
		*ways = usual
	case !in && *ways == nil:
		*ways = usual[:1]
	case !in && len(*ways) > 1:
		return fmt.Errorf("-%s has %d ways, and -vary leaves %s out: give one way, or name it with -vary", flag, len(*ways), c)
	}
	return nil
}

// noteUnmade adds a note on each choice that -vary names and no measure has, unless one says of it
// already why it is not in the count.
func (s *settings) noteUnmade(r *choices.Result) {
	for _, c := range s.vary {
		note := "Not in the count: " + c.String()
		isNoted := slices.ContainsFunc(r.Notes, func(other string) bool { return strings.HasPrefix(other, note) })
		isMade := slices.ContainsFunc(r.Measures, func(m choices.Measure) bool {
			return slices.ContainsFunc(slices.Concat(m.Choices, m.Held), func(w choices.Ways) bool { return w.Choice == c })
		})
		if !isNoted && !isMade {
			r.Notes = append(r.Notes, note+", as no measure here has it.")
		}
	}
}

// settleResidents finds the options that -residents stands for. A file is read with those of
// searches: until then figures in all groups stand for its own, so that what goes with none is
// known. Built-in figures stand beside it where -vary names the census.
func (s *settings) settleResidents() error {
	// of records of one's own one knows whose they are, and may want no rate per resident
	s.input.ForceOptional = s.residents != "" || s.input.Rows != outcomes.TypeNotRecorded
	if s.residents == "" {
		return nil
	}
	census := ethnicity.Interpolated
	if len(s.Residents) > 0 {
		census = s.Residents[0]
	}
	isFile, err := s.residents.Find(census)
	if err != nil || !isFile {
		s.ResidentsOf = string(s.residents)
		return err
	}
	if s.Residents != nil {
		return fmt.Errorf("-census %s does nothing with the file of -residents, whose figures are taken whatever the census: leave it out", s.Residents[0])
	}
	counts := make(map[ethnicity.Group]float64)
	for g := range ethnicity.NineteenPlusOne.Groups() {
		counts[g] = 1
	}
	anybody, err := ethnicity.NewPopulation("", ethnicity.NineteenPlusOne, counts)
	s.Figures = &anybody
	s.Residents = []ethnicity.Census{ethnicity.OtherSource}
	return err
}

// readResidents reads the file of -residents, if there is one.
func (s *settings) readResidents(name string) error {
	if name == "" {
		return nil
	}
	p, err := cli.ReadResidents(name)
	if err == nil {
		s.Figures = &p
	}
	return err
}

// residentsFile returns the name of the file that -residents names, "" if it names none.
func (s *settings) residentsFile() (string, error) {
	if s.Figures == nil {
		return "", nil
	}
	return s.residents.File(ethnicity.Interpolated)
}
