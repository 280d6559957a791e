// Journey follows groups of people through stages, and says how large the disparity is from the
// first to the last and which share of it has each stage.
//
// Usage:
//
//	journey [flags] [FILE]
//
// FILE is a CSV file with the header stage,counts,group,count: the stages in the order of the
// journey, and for each every group with its count. counts is people where each person counts once,
// and events where one person may have several. Lines that begin with # are comments. youth.csv and
// recruitment.csv, beside this program, are such files.
//
// Without arguments it follows children in England and Wales from arrest to custody, on published
// figures, and the applicants of a made-up employer in both directions: as a Relative Rate Index,
// and as the relative likelihood of the Workforce Race Equality Standard (WRES), White over group.
//
// The flags may stand before and behind the file. They are:
//
//	-baseline GROUP   group that the others are compared with (default: the first in the file)
//	-direction NAME   group-over-comparator (or rri) or comparator-over-group (or
//	                  relative-likelihood), with the baseline as comparator (default
//	                  group-over-comparator)
//	-method METHOD    family of intervals and p-values; see package rri (default scas)
//	-level LEVEL      confidence level (default 0.95)
//	-format FORMAT    text or csv (default text)
//
// How the cumulative interval is made, and how well it covers, is in the documentation of package
// rri/journey.
//
// Exit status: 0 if the tables were made, 1 if the input is bad, 2 if the program was called
// wrongly.
package main

import (
	"bytes"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/journey"
	"github.com/seed-549880be/disparity/rri/sheet"
)

//go:embed youth.csv
var youth []byte

//go:embed recruitment.csv
var recruitment []byte

// about is what the program says of itself above its flags.
const about = "usage: journey [flags] [FILE]\n\n" +
	"The disparity of a journey through stages, and the share of each. FILE is CSV: stage, counts (people or events), group, count.\n" +
	"Without a file: youth justice from arrest to custody, and recruitment.\n\n"

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run is the program, and returns its exit status.
func run(args []string, out, errout io.Writer) int {
	var o journey.Options
	o.Level = 0.95
	flags := flag.NewFlagSet("journey", flag.ContinueOnError)
	baseline := flags.String("baseline", "", "`group` that the others are compared with (default: the first in the file)")
	directions := append(cli.Names(index.Directions()), "rri", "relative-likelihood")
	flags.Var(cli.OneOf(&o.Direction, index.ParseDirection, directions), "direction", "group-over-comparator (or rri) or comparator-over-group (or "+
		"relative-likelihood), with the baseline as comparator")
	flags.Var(cli.OneOf(&o.Method, rri.ParseMethod, cli.Names(rri.Methods())), "method", "family of intervals and p-values")
	flags.Var(cli.Level(&o.Level), "level", "confidence level")
	format := "text"
	flags.Var(cli.Word(&format, []string{"text", "csv"}), "format", "text or csv")
	files, err := cli.Parse(flags, args)
	if err == nil && len(files) > 1 {
		err = fmt.Errorf("%d files given: want one", len(files))
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
	switch {
	case err != nil:
	case name == "":
		err = examples(&b, *baseline, o, format)
	default:
		err = file(&b, name, *baseline, o, format)
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
func file(w *bytes.Buffer, name, baseline string, o journey.Options, format string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	return follow(w, f, name, baseline, o, format, true)
}

// examples makes the tables of the files that ship with the program.
func examples(w *bytes.Buffer, baseline string, o journey.Options, format string) error {
	if err := follow(w, bytes.NewReader(youth), "youth.csv", baseline, o, format, true); err != nil {
		return err
	}
	for i, d := range []index.Direction{o.Direction, 1 - o.Direction} {
		o.Direction = d
		if format == "text" {
			fmt.Fprintln(w)
		}
		if err := follow(w, bytes.NewReader(recruitment), "recruitment.csv", baseline, o, format, i == 0); err != nil {
			return err
		}
	}
	return nil
}

// follow reads stages and writes the journey through them, with the comments of the file if they
// are wanted.
func follow(w *bytes.Buffer, r io.Reader, name, baseline string, o journey.Options, format string, comments bool) error {
	s, err := readStages(r, name)
	if err != nil {
		return err
	}
	if baseline == "" {
		baseline = s.first
	}
	if len(s.list) > 0 {
		groups := slices.Sorted(maps.Keys(s.list[0].Counts))
		if !slices.Contains(groups, baseline) {
			return fmt.Errorf("%s: %s: baseline is not among the groups: %s", sheet.Clean(name), cli.Quote(baseline), cli.WantOneOf(baseline, groups))
		}
	}
	j, err := journey.Compare(baseline, s.list, o)
	if err != nil {
		return fmt.Errorf("%s: %w", sheet.Clean(name), err)
	}
	if format == "csv" {
		var b bytes.Buffer
		if err := j.WriteCSV(&b); err != nil {
			return err
		}
		rows := b.Bytes()
		if w.Len() > 0 {
			_, rows, _ = bytes.Cut(rows, []byte("\n")) // one header for all
		}
		w.Write(rows)
		return nil
	}
	if comments {
		for _, line := range s.comments {
			fmt.Fprintln(w, line)
		}
		fmt.Fprintln(w)
	}
	fmt.Fprintf(w, "From %s to %s. ", sheet.Clean(j.From), sheet.Clean(j.Steps[len(j.Steps)-1]))
	return j.WriteText(w)
}
