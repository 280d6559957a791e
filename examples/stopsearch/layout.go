package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/outcomes/report"
)

// defineOutput defines the flags that say how the report is written, and where.
func (s *settings) defineOutput(fs *flag.FlagSet) {
	names := report.TableNames()
	fs.Func("tables", "which `tables` stand below the first screen: summary for none, all, or some of "+strings.Join(names[2:], ", ")+
		", as find-rate,outcomes (default summary; csv and html have all)", func(v string) (err error) {
		s.Tables, err = parseTables(v)
		return err
	})
	cli.Width(fs, &s.Width)
	fs.BoolVar(&s.ASCII, "ascii", false, "text and Markdown without characters beyond ASCII")
	fs.BoolVar(&s.P, "p", false, "p-values in the tables of text, Markdown and HTML; csv and json always have them")
	s.format = cli.FormatText
	fs.Var(cli.Word(&s.format, cli.Formats), "format", "`form` of the output: text, markdown, csv, json or html")
	fs.StringVar(&s.output, "o", "", "`file` to write to instead of standard output")
	s.plot.Define(fs)
	s.save.define(fs)
}

// parseTables reads the names of -tables.
func parseTables(v string) (list []string, err error) {
	for _, word := range strings.Split(v, ",") {
		name := strings.ToLower(strings.TrimSpace(word))
		if !slices.Contains(report.TableNames(), name) {
			return nil, errors.New(cli.Quote(word) + ": " + cli.WantOneOf(word, report.TableNames()))
		}
		if !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list, nil
}

// layOut checks the flags of the layout against the format, and takes the width of the terminal
// where none is given.
func (s *settings) layOut() error {
	people := s.format == cli.FormatText || s.format == cli.FormatMarkdown
	who := "is for programs"
	if s.format == cli.FormatHTML {
		who = "fits every screen"
	}
	if err := errors.Join(s.plot.Check(), s.checkSave()); err != nil {
		return err
	}
	switch {
	case len(s.Tables) > 0 && s.format == cli.FormatJSON:
		return errors.New("-tables does not go with -format json, which has every table: leave it out")
	case s.ASCII && !people:
		return fmt.Errorf("-ascii goes with text and Markdown, not with -format %s: leave it out", s.format)
	case s.Width != 0 && !people:
		return fmt.Errorf("-width does not go with -format %s, which %s: leave it out", s.format, who)
	case s.Width == 0 && s.format == cli.FormatText:
		s.Width = cli.TerminalWidth(os.Getenv("COLUMNS"))
	}
	return s.Layout.Validate()
}
