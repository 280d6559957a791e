package main

import (
	"bytes"
	"errors"
	"io"
	"os"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// How the table that ships with the program, and standard input, are called.
const (
	shippedFile   = "force.csv"
	standardInput = "standard input"
)

// inputName returns the name of the file to read: "" for the table that ships with the program,
// "-" for standard input.
func inputName(args []string) (string, error) {
	if len(args) == 1 && args[0] == cli.Stdin {
		return cli.Stdin, nil
	}
	return cli.File(args)
}

// checkOutput reports that an output is a file that is read, by whatever name.
func (s *settings) checkOutput(name string, in io.Reader) error {
	for _, output := range []struct{ flag, file string }{{"-o", s.output}, {"-plot", s.plot.File}} {
		if err := cli.CheckOverwrite(output.flag, output.file, in, name, string(s.residents)); err != nil {
			return err
		}
	}
	return nil
}

// read reads the table, with its residents if -residents says whose.
func (s *settings) read(name string, in io.Reader) (*tidy.Table, error) {
	var p ethnicity.Population
	var whose string
	if s.residents != "" {
		var err error
		if p, whose, err = s.population(name, s.on); err != nil {
			return nil, err
		}
	}
	t, err := s.readTable(name, in)
	if err != nil {
		return nil, err
	}
	if s.called != "" {
		t.Events = s.called
	}
	if s.residents != "" {
		return s.withResidents(t, p, whose, name)
	}
	return t, nil
}

// readTable reads the table of a file.
func (s *settings) readTable(name string, in io.Reader) (*tidy.Table, error) {
	switch name {
	case "":
		return s.tableOf(bytes.NewReader(force), shippedFile)
	case cli.Stdin:
		return s.tableOf(in, standardInput)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, errors.New(name + ": a folder: want a CSV file of counts")
	}
	return s.tableOf(f, name)
}

// tableOf reads a table. Two questions take less than others: the stages of a journey may have one
// column of numbers, since each is out of the one before it, and an audit need not have more than a
// total.
func (s *settings) tableOf(r io.Reader, file string) (*tidy.Table, error) {
	if s.Stage == "" && s.records == 0 {
		return s.Tables.Read(r, file)
	}
	var read bytes.Buffer
	t, err := s.Tables.Read(io.TeeReader(r, &read), file)
	switch {
	case s.Stage != "" && errors.Is(err, tidy.ErrExposure):
		s.NoExposure = true
	case s.records > 0 && errors.Is(err, tidy.ErrGroup):
		s.Label = totalsAreGroups(s.Label)
	default:
		return t, err
	}
	return s.Tables.Read(io.MultiReader(&read, r), file)
}

// totalsAreGroups takes a total for a group, which it is where there are no others.
func totalsAreGroups(label func(string) (string, tidy.Kind, error)) func(string) (string, tidy.Kind, error) {
	return func(text string) (string, tidy.Kind, error) {
		name, kind, err := label(text)
		if kind == tidy.KindTotal {
			kind = tidy.KindGroup
		}
		return name, kind, err
	}
}
