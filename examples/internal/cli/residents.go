package cli

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
)

// Residents is the value of the flag -residents, which says whose residents events are set against:
// the name of a place or of a file. It is empty if the flag is not given.
type Residents string

// residentsFlag is the flag -residents.
type residentsFlag struct {
	value *Residents
	input string // what standard input is for
}

// ResidentsOf returns what [flag.FlagSet.Var] takes for the flag -residents of a program whose
// input, as "searches", may come from standard input. Whether there is such a place or file is not
// asked before all flags are read: they may say of which census the places are.
func ResidentsOf(p *Residents, input string) flag.Value { return residentsFlag{p, input} }

// String returns the value as it was given.
func (f residentsFlag) String() string {
	if f.value == nil {
		return ""
	}
	return string(*f.value)
}

// Set reads the value.
func (f residentsFlag) Set(text string) error {
	switch strings.TrimSpace(text) {
	case "":
		return errors.New("want the name of a place, as Croydon or Wales, or of a file, as residents.csv")
	case Stdin:
		return errors.New("standard input is for " + f.input + ": want the name of a place, or of a file, as residents.csv")
	}
	*f.value = Residents(text)
	return nil
}

// Names returns the names of the places that the flag takes, each once.
func (residentsFlag) Names() (names []string) {
	for _, c := range []ethnicity.Census{ethnicity.Census2021, ethnicity.Census2011} {
		names = slices.AppendSeq(names, ethnicity.Areas(c))
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Find says which of the two the value is: it reports whether it looks like the name of a file, as
// residents.csv or ./women, and is none of a place, as "St. Albans" is. Of what is neither it
// returns the error of the place, or how a file of that name is given.
func (r Residents) Find(c ethnicity.Census) (isFile bool, err error) {
	err = r.place(c)
	if err == nil || strings.ContainsAny(string(r), `./\`) {
		return err != nil, nil
	}
	for _, name := range []string{fmt.Sprintf(".%c%s", filepath.Separator, r), string(r) + ".csv"} {
		if info, missing := os.Stat(name); missing == nil && !info.IsDir() {
			return false, fmt.Errorf("-residents: %w; the file is given as %s", err, name)
		}
	}
	return false, fmt.Errorf("-residents: %w", err)
}

// place says why the value is no place of the built-in figures; nil if it is one.
func (r Residents) place(c ethnicity.Census) error {
	if c != ethnicity.Census2011 {
		c = ethnicity.Census2021 // whose areas those of a day between the two are
	}
	_, err := ethnicity.PopulationOf(string(r), c)
	return err
}

// File returns the name of the file that the value is the name of, which may have wildcards.
func (r Residents) File(c ethnicity.Census) (string, error) {
	name, err := File([]string{string(r)})
	if err != nil {
		if strings.ContainsAny(string(r), `/\*?[`) {
			return "", fmt.Errorf("-residents %w; nor is it the name of a place", err)
		}
		return "", fmt.Errorf("-residents %w; nor is it the name of a place: %w", err, r.place(c))
	}
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return "", fmt.Errorf("-residents %w", err)
	case info.IsDir():
		return "", fmt.Errorf("-residents %s: a folder: want a CSV file of residents, or the name of a place", name)
	}
	return name, nil
}

// ReadResidents reads the file of residents of that name.
func ReadResidents(name string) (ethnicity.Population, error) {
	f, err := os.Open(name)
	if err != nil {
		return ethnicity.Population{}, fmt.Errorf("-residents %w", err)
	}
	defer func() { _ = f.Close() }()
	p, err := ethnicity.ReadPopulation(f, name)
	if err != nil {
		return ethnicity.Population{}, fmt.Errorf("-residents: %w", err)
	}
	return p, nil
}
