package main

import (
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

// residentsFile returns the name of the file that -residents names, "" if it names none.
func (s settings) residentsFile() (string, error) {
	if s.Residents == nil {
		return "", nil
	}
	return s.residents.File(s.Census)
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
