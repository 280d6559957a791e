package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/outcomes/report"
)

// defineOutput defines the flags that say how the report is written, and where.
func (s *settings) defineOutput(fs *flag.FlagSet) {
	names := report.TableNames()
	fs.Func("tables", "which `tables` stand below the first screen: summary for none, all, or some of "+strings.Join(names[2:], ", ")+
		", as find-rate,outcomes (default summary; csv has all)", func(v string) (err error) {
		s.Tables, err = parseTables(v)
		return err
	})
	width := fmt.Sprintf("`columns` that no line of text is longer than, from %d to %d (default COLUMNS of the environment, up to %d, or %d)",
		minWidth, maxWidth, widestUnset, usualWidth)
	fs.Func("width", width, func(v string) (err error) {
		s.Width, err = strconv.Atoi(strings.TrimSpace(v))
		if err != nil || s.Width < minWidth || s.Width > maxWidth {
			return fmt.Errorf("want a number of columns from %d to %d", minWidth, maxWidth)
		}
		return nil
	})
	fs.BoolVar(&s.ASCII, "ascii", false, "text and Markdown without characters beyond ASCII")
	fs.BoolVar(&s.P, "p", false, "p-values in the tables of text and Markdown; csv and json always have them")
	s.format = formatText
	fs.Var(cli.Word(&s.format, formats), "format", "`form` of the output: text, markdown, csv or json")
	fs.StringVar(&s.output, "o", "", "`file` to write to instead of standard output")
}

// The columns that -width takes, and the most that COLUMNS gives: longer lines are hard to read.
const (
	minWidth    = 60
	maxWidth    = 1000
	usualWidth  = 80
	widestUnset = 120
)

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
	people := s.format == formatText || s.format == formatMarkdown
	switch {
	case len(s.Tables) > 0 && s.format == formatJSON:
		return errors.New("-tables does not go with -format json, which has every table: leave it out")
	case s.ASCII && !people:
		return fmt.Errorf("-ascii does not go with -format %s, which is for programs: leave it out", s.format)
	case s.Width != 0 && !people:
		return fmt.Errorf("-width does not go with -format %s, which is for programs: leave it out", s.format)
	case s.Width == 0 && s.format == formatText:
		s.Width = terminalWidth(os.Getenv("COLUMNS"))
	}
	return s.Layout.Validate()
}

// terminalWidth returns the width of text that goes with COLUMNS of the environment: no less than a
// report needs, and no more than can be read well. What is no number stands for the usual width.
func terminalWidth(columns string) int {
	n, err := strconv.Atoi(columns)
	if err != nil || n < 1 {
		return usualWidth
	}
	return min(max(n, minWidth), widestUnset)
}
