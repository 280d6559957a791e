package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/examples/internal/cli"
)

// residents is the flag that says whose residents the searches are set against: the name of a place
// or of a file. It is empty if the flag is not given.
type residents string

// String returns the value as it was given.
func (r residents) String() string { return string(r) }

// Set reads the value. Whether there is such a place or file is not asked before all flags are
// read: the places are those of -census.
func (r *residents) Set(text string) error {
	switch strings.TrimSpace(text) {
	case "":
		return errors.New("want the name of a place, as Croydon or Wales, or of a file, as residents.csv")
	case cli.Stdin:
		return errors.New("standard input is for searches: want the name of a place, or of a file, as residents.csv")
	}
	*r = residents(text)
	return nil
}

// Names returns the names of the places that the flag takes, each once.
func (residents) Names() (names []string) {
	for _, c := range []ethnicity.Census{ethnicity.Census2021, ethnicity.Census2011} {
		names = slices.AppendSeq(names, ethnicity.Areas(c))
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// isFile reports whether the value looks like the name of a file, as residents.csv or ./women, and
// not like that of a place. "St. Albans" looks like one too, and is none.
func (r residents) isFile() bool { return strings.ContainsAny(string(r), `./\`) }

// findResidents sets the option of the report that -residents stands for. A file is looked for with
// the files of searches: until it is read, figures in all groups stand for its own, so that what
// goes with none is known.
func (s *settings) findResidents() error {
	if s.residents == "" {
		return nil
	}
	err := s.residents.checkPlace(s.Census)
	if err != nil && s.residents.isFile() {
		counts := make(map[ethnicity.Group]float64)
		for g := range ethnicity.NineteenPlusOne.Groups() {
			counts[g] = 1
		}
		anybody, err := ethnicity.NewPopulation("", ethnicity.NineteenPlusOne, counts)
		s.Residents = &anybody
		return err
	}
	for _, name := range []string{fmt.Sprintf(".%c%s", filepath.Separator, s.residents), string(s.residents) + ".csv"} {
		if info, missing := os.Stat(name); err != nil && missing == nil && !info.IsDir() {
			return fmt.Errorf("-residents: %w; the file is given as %s", err, name)
		}
	}
	s.ResidentsOf = string(s.residents) // the report says if it is none
	return nil
}

// checkPlace says why the value is no place of the built-in figures; nil if it is one.
func (r residents) checkPlace(c ethnicity.Census) error {
	if c != ethnicity.Census2011 {
		c = ethnicity.Census2021 // whose areas those of a day between the two are
	}
	_, err := ethnicity.PopulationOf(string(r), c)
	return err
}

// residentsFile returns the name of the file that -residents names, "" if it names none. It must
// not be among those of the searches.
func (s settings) residentsFile(c collected) (string, error) {
	if s.Residents == nil {
		return "", nil
	}
	name, err := cli.File([]string{string(s.residents)})
	if err != nil {
		if strings.ContainsAny(string(s.residents), `/\*?[`) {
			return "", fmt.Errorf("-residents %w; nor is it the name of a place", err)
		}
		return "", fmt.Errorf("-residents %w; nor is it the name of a place: %w", err, s.residents.checkPlace(s.Census))
	}
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return "", fmt.Errorf("-residents %w", err)
	case info.IsDir():
		return "", fmt.Errorf("-residents %s: a folder: want a CSV file of residents, or the name of a place", name)
	}
	for _, file := range c.files {
		if is, err := locate(file); err == nil && os.SameFile(is.info, info) {
			return "", fmt.Errorf("%s: given both as a file of searches and with -residents: give it once", name)
		}
	}
	return name, nil
}

// readResidents reads the file of residents of that name into the options of the report; "" is
// none.
func (s *settings) readResidents(name string) error {
	if name == "" {
		return nil
	}
	f, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("-residents %w", err)
	}
	defer func() { _ = f.Close() }()
	p, err := ethnicity.ReadPopulation(f, name)
	if err != nil {
		return fmt.Errorf("-residents: %w", err)
	}
	s.Residents = &p
	return nil
}
