// Journey follows groups of people through stages, and says how large the disparity is from the
// first to the last and which share of it has each stage.
//
// Usage:
//
//	journey [flags] [FILE]
//
// FILE is a CSV file with a row for each group at each stage, or a column for each group:
//
//	stage,group,count
//	stage,out of,counts,group,count
//	stage,White,Black,Not stated
//	group,applied,shortlisted,appointed
//
// The last of them has a column for each stage, in their order.
// A stage is out of the one before it, or of the one that the column "out of" names, so that a
// journey may have branches: diversion, detention and petition are all out of referrals. The column
// counts says whether a person counts once (people) or may count several times (events); without it
// a first step out of residents or a population counts events. A row whose group is not known, as
// "Not stated" or a blank, is no group: it gives every index its bounds. Lines that begin with #
// are comments. youth.csv, recruitment.csv and matrix.csv, beside this program, are such files.
//
// Without arguments it follows children in England and Wales from arrest to custody, on published
// figures, and the applicants of a made-up employer in both directions: as a Relative Rate Index,
// and as the relative likelihood of the Workforce Race Equality Standard (WRES), White over group.
//
// The flags may stand before and behind the file. They are:
//
//	-stage COLUMN     column of the stages (default: that named stage, step or decision point)
//	-baseline GROUP   group that the others are compared with (default: White, else the first in the file)
//	-direction NAME   group-over-comparator (or rri) or comparator-over-group (or
//	                  relative-likelihood), with the baseline as comparator (default
//	                  group-over-comparator)
//	-method METHOD    family of intervals and p-values; see package rri (default scas)
//	-level LEVEL      confidence level (default 0.95)
//	-suppress K       withhold counts from 1 to K, and what would tell them (default: nothing)
//	-format FORMAT    text, markdown, csv, json or html, a page that stands alone (default text)
//	-plot FILE.svg    the picture of the journey into a file of its own, beside the output
//	-picture NAME     which, where there are several (default: the first)
//
// and those that say how a table is read, which program counts has too: -events, -of, -group,
// -groups, -rate, -proportion, -where, -event, -trial, -rounded and -withheld.
//
// -format html is one page for a browser and for paper, with a picture of the journey, how the
// numbers are made, and the CSV to download. Without a file it has all three journeys.
//
// How the cumulative interval is made, how well it covers, and what the bounds allow for, is in the
// documentation of package rri/journey.
//
// Exit status: 0 if the tables were made, 1 if the input is bad, 2 if the program was called
// wrongly.
package main

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/counts"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
)

//go:embed youth.csv
var youth []byte

//go:embed recruitment.csv
var recruitment []byte

// about is what the program says of itself above its flags.
const about = "usage: journey [flags] [FILE]\n\n" +
	"The disparity of a journey through stages, and the share of each. FILE is CSV: stage,group,count; further columns are\n" +
	"\"out of\", the stage that a stage is out of, and counts, people or events. Without a file: youth justice from arrest to\n" +
	"custody, and recruitment.\n\n"

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// settings is what the flags say.
type settings struct {
	cli.Tables
	counts.Options
	format string
	plot   cli.Plot
}

// define defines the flags.
func (s *settings) define(fs *flag.FlagSet) {
	s.Tables.Define(fs)
	s.Baselines = []string{"White"}
	s.Options.Level = 0.95
	fs.StringVar(&s.Stage, "stage", "", "`column` of the stages (default: that named stage, step or decision point)")
	fs.StringVar(&s.Baseline, "baseline", "", "`group` that the others are compared with (default: White, else the first in the file)")
	directions := append(cli.Names(index.Directions()), "rri", "relative-likelihood")
	fs.Var(cli.OneOf(&s.Direction, index.ParseDirection, directions), "direction", "group-over-comparator (or rri) or comparator-over-group (or "+
		"relative-likelihood), with the baseline as comparator")
	fs.Var(cli.OneOf(&s.Method, rri.ParseMethod, cli.Names(rri.Methods())), "method", "family of intervals and p-values")
	fs.Var(cli.Level(&s.Options.Level), "level", "confidence level")
	cli.Suppress(fs, &s.Suppress)
	s.format = cli.FormatText
	fs.Var(cli.Word(&s.format, cli.Formats), "format", "text, markdown, csv, json or html, a page that stands alone")
	s.plot.Define(fs)
}

// run is the program, and returns its exit status.
func run(args []string, out, errout io.Writer) int {
	var s settings
	flags := flag.NewFlagSet("journey", flag.ContinueOnError)
	s.define(flags)
	files, err := cli.Parse(flags, args)
	if err == nil && len(files) > 1 {
		err = fmt.Errorf("%d files given: want one", len(files))
	}
	if err == nil {
		if s.Stage != "" {
			s.Dimensions = []string{s.Stage}
		}
		if err = s.Tables.Check(); err == nil {
			err = s.plot.Check()
		}
	}
	switch {
	case errors.Is(err, flag.ErrHelp):
		cli.Help(errout, flags, about)
		return 0
	case err != nil:
		fmt.Fprintf(errout, "journey: %s\n", cli.Message(err))
		return 2
	}
	var b bytes.Buffer
	name, err := cli.File(files)
	if err == nil {
		err = cli.CheckOverwrite("-plot", s.plot.File, nil, name)
	}
	switch {
	case err != nil:
	case name == "":
		err = s.examples(&b)
	default:
		err = s.file(&b, name)
	}
	if err == nil {
		_, err = out.Write(b.Bytes())
	}
	if err != nil {
		fmt.Fprintf(errout, "journey: %s\n", cli.Message(err))
		return 1
	}
	return 0
}

// file makes the tables of a file.
func (s *settings) file(w *bytes.Buffer, name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	d, err := s.follow(f, name)
	if err != nil {
		return err
	}
	return s.write(w, d)
}

// examples makes the tables of the files that ship with the program.
func (s *settings) examples(w *bytes.Buffer) error {
	var all []counts.Document
	for _, of := range []struct {
		name  string
		text  []byte
		other bool // the direction that was not asked for
	}{
		{"youth.csv", youth, false},
		{"recruitment.csv", recruitment, false},
		{"recruitment.csv", recruitment, true},
	} {
		o := *s
		if of.other {
			o.Direction = 1 - o.Direction
		}
		d, err := o.follow(bytes.NewReader(of.text), of.name)
		if err != nil {
			return err
		}
		if of.other {
			d.Notes = d.Notes[:1] // the others are those of the document before
		}
		all = append(all, d)
	}
	return s.write(w, all...)
}

// width is that of text: a journey has ten columns.
const width = 140

// follow reads a table of stages, and says what it shows.
func (s *settings) follow(r io.Reader, name string) (counts.Document, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return counts.Document{}, err
	}
	d, err := s.read(text, name)
	// then each column of numbers may be a stage
	if s.Stage == "" && s.Events == "" && hasNoStages(err) {
		again := *s
		again.Columns = true
		if t, other := again.Read(bytes.NewReader(text), name); other == nil && t.Column != "" {
			again.Stage = t.Column
			if columns, other := counts.Journey(t, again.Options); other == nil {
				d, err = columns, nil
			}
		}
	}
	if errors.Is(err, counts.ErrNoStages) {
		err = fmt.Errorf("%w (-stage COLUMN names it)", err)
	}
	d.Width = width
	return d, err
}

// hasNoStages reports whether an error says that a table has no column of stages.
func hasNoStages(err error) bool {
	for _, missing := range []error{counts.ErrNoStages, tidy.ErrColumns, tidy.ErrModel, tidy.ErrExposure} {
		if errors.Is(err, missing) {
			return true
		}
	}
	return false
}

// read reads a table that has a column of stages.
func (s *settings) read(text []byte, name string) (counts.Document, error) {
	t, err := s.Read(bytes.NewReader(text), name)
	// what a stage is out of is another stage
	if s.Stage != "" && errors.Is(err, tidy.ErrExposure) {
		again := *s
		again.NoExposure = true
		t, err = again.Read(bytes.NewReader(text), name)
	}
	if err != nil {
		return counts.Document{}, err
	}
	return counts.Journey(t, s.Options)
}

// write writes documents for people, one below the other, as CSV under one header, as JSON, which
// is a list where there are several, or as a page, and the picture that was asked for.
func (s *settings) write(w *bytes.Buffer, all ...counts.Document) error {
	if s.plot.File != "" {
		if err := s.plot.Save(page(all).Pictures()); err != nil {
			return err
		}
	}
	switch s.format {
	case cli.FormatCSV:
		return whole(all).WriteCSV(w)
	case cli.FormatHTML:
		return page(all).WriteHTML(w)
	case cli.FormatJSON:
		if len(all) == 1 {
			return writeJSON(w, all[0])
		}
		return writeJSON(w, all)
	}
	for i, d := range all {
		if i > 0 {
			w.WriteByte('\n')
		}
		form := d.WriteText
		if s.format == cli.FormatMarkdown {
			form = d.WriteMarkdown
		}
		if err := form(w); err != nil {
			return err
		}
	}
	return nil
}

// writeJSON writes a document, or a list of them, as JSON.
func writeJSON(w *bytes.Buffer, v any) error {
	text, err := json.MarshalIndent(v, "", "  ")
	if err == nil {
		w.Write(append(sheet.EscapeJSON(text), '\n'))
	}
	return err
}
