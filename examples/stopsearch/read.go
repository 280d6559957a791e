package main

import (
	"errors"
	"io"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report"
)

// read reads every file, or the default where there is none, and the residents of -residents. What
// is wrong with single rows is told on errout.
func read(s *settings, args []string, in io.Reader, errout io.Writer) (*outcomes.Extract, error) {
	files, err := s.input.Collect(args)
	if err != nil {
		return nil, err
	}
	residents, err := s.residentsFile()
	if err != nil {
		return nil, err
	}
	if err := files.Beside(residents, "with -residents"); err != nil {
		return nil, err
	}
	if err := s.checkOutput(files, in); err != nil {
		return nil, err
	}
	if err := s.readResidents(residents); err != nil {
		return nil, err
	}
	if len(args) == 0 {
		return readDefault()
	}
	return s.input.Read(files, in, errout)
}

// message says what is wrong in one line, with flags in place of the options of a report.
func message(err error) string {
	if option, ok := errors.AsType[*report.OptionError](err); ok {
		err = errors.New(option.Text(func(name string) string { return flagOf[name] }))
	}
	return cli.Message(err)
}
