package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/examples/internal/input"
)

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
	if s.input.Template != "" && (s.output != "" || s.plot.File != "") {
		return errors.New("with -labels-template no report is written: leave out -o and -plot")
	}
	if err := files.Overwritten(in, "-save", s.save.file); err != nil {
		return err
	}
	if input.IsSame(s.output, s.save.file) {
		return fmt.Errorf("-save %s: the file that -o names: write elsewhere", cli.Quote(s.save.file))
	}
	if input.IsSame(s.output, s.plot.File) {
		return fmt.Errorf("-plot %s: the file that -o names: write elsewhere", cli.Quote(s.plot.File))
	}
	return cli.CheckName(s.output, s.format)
}
