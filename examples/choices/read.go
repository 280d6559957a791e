package main

import (
	"fmt"
	"io"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/examples/internal/input"
	"github.com/seed-549880be/disparity/examples/internal/sample"
	"github.com/seed-549880be/disparity/outcomes"
)

// read reads every file, or the shipped month where there is none, and the residents of -residents.
func (s *settings) read(args []string, in io.Reader, errout io.Writer) (*outcomes.Extract, error) {
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
		return shipped()
	}
	return s.input.Read(files, in, errout)
}

// shipped returns the month that ships with the program.
func shipped() (*outcomes.Extract, error) {
	searches, err := sample.Searches()
	if err != nil {
		return nil, err
	}
	x := new(outcomes.Extract)
	return x, x.Read("avon-and-somerset-2023-01.csv", func(yield func(outcomes.Search, error) bool) {
		for search := range searches {
			if !yield(search, nil) {
				return
			}
		}
	})
}

// checkOutput reports what is wrong with the files that are written, before anything is read.
func (s *settings) checkOutput(files input.Files, in io.Reader) error {
	if err := files.Overwritten(in, "-o", s.output); err != nil {
		return err
	}
	if err := files.Overwritten(in, "-plot", s.plot.File); err != nil {
		return err
	}
	if err := s.input.CheckTemplate(files, in); err != nil {
		return err
	}
	if input.IsSame(s.output, s.plot.File) {
		return fmt.Errorf("-plot %s: the file that -o names: write elsewhere", cli.Quote(s.plot.File))
	}
	return cli.CheckName(s.output, s.format)
}
