package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// maxWarnings is how many rows that could not be read are named on standard error.
const maxWarnings = 5

// read reads every file, or the default where there is none, and the residents of -residents. What
// is wrong with single rows is told on errout.
func read(s *settings, args []string, in io.Reader, errout io.Writer) (*outcomes.Extract, error) {
	args, err := cli.Files(args)
	if err != nil {
		return nil, err
	}
	c, err := collect(args)
	if err != nil {
		return nil, err
	}
	if c.residents, err = s.residentsFile(c); err != nil {
		return nil, err
	}
	if err := s.checkOutput(c, in); err != nil {
		return nil, err
	}
	if err := s.readResidents(c.residents); err != nil {
		return nil, err
	}
	if len(args) == 0 {
		return readDefault()
	}
	c.tell(errout)
	x := &outcomes.Extract{Force: s.force, Dates: s.dates, Revision: s.revision, Where: s.where, ForceOptional: s.residents != ""}
	p := newProgress(errout, c.files)
	for _, arg := range args {
		if arg == cli.Stdin {
			err = readStdin(x, p.reader(in, standardInput), errout)
		} else {
			err = x.ReadFS(context.Background(), disk{p}, arg)
		}
		if err != nil {
			p.done()
			return nil, s.inFlags(err)
		}
	}
	p.done()
	if err := s.checkRevision(x); err != nil {
		return nil, err
	}
	if err := x.CheckWhere(); err != nil {
		return nil, fmt.Errorf("-where: %w", err)
	}
	s.warn(errout, x)
	return x, nil
}

// standardInput is how standard input is called among the sources.
const standardInput = "standard input"

// readStdin reads standard input, and tells what is left out if it is an archive.
func readStdin(x *outcomes.Extract, in io.Reader, errout io.Writer) error {
	before := len(x.LeftOut())
	if err := x.ReadFile(in, standardInput); err != nil {
		return err
	}
	if left := x.LeftOut(); len(left) > before {
		tellLeft(errout, slices.DeleteFunc(left, func(l outcomes.FileLeftOut) bool { return !strings.HasPrefix(l.File, standardInput+"/") }))
	}
	return nil
}

// checkRevision says that -revision names no file that was read, or none of those that have the
// same searches.
func (s settings) checkRevision(x *outcomes.Extract) error {
	err := x.CheckRevision()
	if _, ok := errors.AsType[*outcomes.OverlapError](err); ok || err == nil {
		return s.inFlags(err)
	}
	names := []string{string(outcomes.NewestRevision), string(outcomes.LargestRevision)}
	for _, source := range x.Sources() {
		for _, part := range strings.FieldsFunc(source.File, func(r rune) bool { return r == '/' || r == '\\' }) {
			if !slices.Contains(names, part) {
				names = append(names, part)
			}
		}
	}
	name := string(s.revision)
	return fmt.Errorf("-revision %s: no file, folder or archive of that name was read: %swant newest, largest, or the name of one that is",
		cli.Quote(name), cli.DidYouMean(path.Base(strings.ReplaceAll(name, `\`, "/")), names))
}

// inFlags says what is wrong with a file, and what to do, in terms of flags.
func (s settings) inFlags(err error) error {
	if overlap, ok := errors.AsType[*outcomes.OverlapError](err); ok {
		return errors.New(overlap.Text("-revision"))
	}
	if order, ok := errors.AsType[*outcomes.DateOrderError](err); ok {
		return errors.New(order.Text("-dates"))
	}
	force, ok := errors.AsType[*outcomes.ForceError](err)
	switch {
	case !ok:
		return err
	case force.Found.IsZero():
		return fmt.Errorf("%s: neither the file name nor a force column tells the force: give -force NAME, one of %s, or -residents PLACE for a file of several forces", force.File, strings.Join(cli.Names(ethnicity.Forces()), ", "))
	case force.Rows == 0:
		return contradiction(force, "file name says "+force.Found.String())
	default:
		return contradiction(force, fmt.Sprintf("force column says %s in %s", force.Found, s.most(force.Rows, "row", "rows")))
	}
}

// contradiction says that a file is of another force than -force says.
func contradiction(force *outcomes.ForceError, says string) error {
	return fmt.Errorf("%s: the %s, and -force says %s: leave out -force, which is for files that do not say", force.File, says, force.Given)
}

// message says what is wrong in one line, with flags in place of the options of a report.
func message(err error) string {
	if option, ok := errors.AsType[*report.OptionError](err); ok {
		err = errors.New(option.Text(func(name string) string { return flagOf[name] }))
	}
	return cli.Message(err)
}

// warn names the first rows with something wrong. With -suppress it says only how many there are:
// one row a line would be counted.
func (s settings) warn(w io.Writer, x *outcomes.Extract) {
	errs := x.Errors()
	var cells int64
	quality := x.Quality(s.Rule)
	for _, column := range quality.UnknownLabels {
		for _, rows := range column {
			cells += rows
		}
	}
	var what []string
	if quality.Rejected > 0 {
		what = append(what, s.most(quality.Rejected, "row", "rows")+" rejected")
	}
	if cells > 0 {
		what = append(what, s.most(cells, "cell", "cells")+" with unknown labels")
	}
	how := strings.Join(what, ", ")
	if s.Suppress != 0 {
		if len(errs) > 0 {
			tell(w, how+": without -suppress the first are named")
		}
		return
	}
	for _, err := range errs[:min(maxWarnings, len(errs))] {
		tell(w, message(withoutSchemes(err)))
	}
	if len(errs) > maxWarnings {
		tell(w, "and more of the kind: "+how)
	}
}

// withoutSchemes says of labels that are ambiguous what can be done at a terminal: it has no option
// for the scheme that they are of.
func withoutSchemes(err error) error {
	var cells outcomes.UnknownLabels
	if !errors.As(err, &cells) {
		return err
	}
	cells = slices.Clone(cells)
	for i, e := range cells {
		if errors.Is(e.Err, ethnicity.ErrAmbiguousLabel) {
			told := *e
			told.Err = errors.New("it means different groups in different classifications: counted as not recorded: write out in the file which group it is")
			cells[i] = &told
		}
	}
	return cells
}

// most writes a number with its noun, or the most that it can be if -suppress withholds it.
func (s settings) most(n int64, one, many string) string {
	if n >= 1 && n <= s.Suppress {
		return fmt.Sprintf("at most %d %s", s.Suppress, many)
	}
	return plural(n, one, many)
}

// plural writes a number with its noun.
func plural(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return sheet.Count(n).Text + " " + many
}
