package main

import (
	"fmt"
	"os"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/examples/internal/cli"
)

// findResidents sets the option of the report that -residents stands for. A file is looked for with
// the files of searches: until it is read, figures in all groups stand for its own, so that what
// goes with none is known.
func (s *settings) findResidents() error {
	if s.residents == "" {
		return nil
	}
	isFile, err := s.residents.Find(s.Census)
	if isFile {
		counts := make(map[ethnicity.Group]float64)
		for g := range ethnicity.NineteenPlusOne.Groups() {
			counts[g] = 1
		}
		anybody, err := ethnicity.NewPopulation("", ethnicity.NineteenPlusOne, counts)
		s.Residents = &anybody
		return err
	}
	s.ResidentsOf = string(s.residents)
	return err
}

// residentsFile returns the name of the file that -residents names, "" if it names none. It must
// not be among those of the searches.
func (s settings) residentsFile(c collected) (string, error) {
	if s.Residents == nil {
		return "", nil
	}
	name, err := s.residents.File(s.Census)
	if err != nil {
		return "", err
	}
	info, err := os.Stat(name)
	if err != nil {
		return "", fmt.Errorf("-residents %w", err)
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
	p, err := cli.ReadResidents(name)
	if err == nil {
		s.Residents = &p
	}
	return err
}
