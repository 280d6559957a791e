package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/journey"
)

// header is that of a file of stages.
var header = []string{"stage", "counts", "group", "count"}

// maxCell is the longest name that is read, in bytes.
const maxCell = 200

// readStages reads a file of stages: the stages in the order of the journey, and for each every
// group with its count. counts says what is counted: people, each once, or events, of which one
// person may have several. Lines that begin with # are comments, which it returns too. The first
// group is the baseline if nothing else is said.
func readStages(r io.Reader, file string) (stages []journey.Stage[string], first string, comments []string, err error) {
	file = cli.Clean(file)
	text, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return nil, "", nil, fmt.Errorf("%s: %w", file, err)
	}
	if len(text) > maxFile {
		return nil, "", nil, fmt.Errorf("%s: longer than %d bytes: want a table of stages and groups, not of persons", file, maxFile)
	}
	body := strings.TrimPrefix(string(text), "\ufeff")
	for line := range strings.Lines(body) {
		if comment, ok := strings.CutPrefix(line, "#"); ok {
			comments = append(comments, strings.TrimSpace(cli.Clean(comment)))
		}
	}
	c := csv.NewReader(strings.NewReader(body))
	c.Comment = '#'
	c.FieldsPerRecord = len(header)
	row, err := c.Read()
	switch {
	case err == io.EOF:
		return nil, "", nil, fmt.Errorf("%s:1: the file is empty: want the header %s", file, strings.Join(header, ","))
	case err != nil || !slices.Equal(row, header):
		return nil, "", nil, fmt.Errorf("%s:1: want the header %s", file, strings.Join(header, ","))
	}
	for {
		row, err := c.Read()
		if err == io.EOF {
			return stages, first, comments, nil
		}
		if p, ok := errors.AsType[*csv.ParseError](err); ok {
			return nil, "", nil, fmt.Errorf("%s:%d:%d: %w", file, p.Line, p.Column, p.Err)
		}
		bad := func(i int, want string) error {
			line, column := c.FieldPos(i)
			return fmt.Errorf("%s:%d:%d: %s %q: %s", file, line, column, header[i], clip(row[i]), want)
		}
		for _, i := range []int{0, 2} {
			if why := badName(row[i]); why != "" {
				return nil, "", nil, bad(i, why)
			}
		}
		if row[1] != "people" && row[1] != "events" {
			return nil, "", nil, bad(1, "want people or events")
		}
		n, err := strconv.ParseInt(row[3], 10, 64)
		if err != nil || n < 0 || n > rri.MaxCount {
			return nil, "", nil, bad(3, "want a whole number from 0 to 2^53, without commas")
		}
		rate := row[1] == "events"
		if len(stages) == 0 || stages[len(stages)-1].Name != row[0] {
			for _, s := range stages {
				if s.Name == row[0] {
					return nil, "", nil, bad(0, "the rows of this stage stand apart: want them together, in the order of the journey")
				}
			}
			stages = append(stages, journey.Stage[string]{Name: row[0], Counts: make(map[string]int64), Rate: rate})
		}
		s := &stages[len(stages)-1]
		if s.Rate != rate {
			return nil, "", nil, bad(1, "the stage has people in one row and events in another")
		}
		if _, ok := s.Counts[row[2]]; ok {
			return nil, "", nil, bad(2, "stands twice in this stage")
		}
		s.Counts[row[2]] = n
		if first == "" {
			first = row[2]
		}
	}
}

// maxFile is the longest file that is read, in bytes.
const maxFile = 1 << 20

// badName says what is wrong with the name of a stage or group, which goes into output that people
// open in spreadsheets.
func badName(s string) string {
	switch {
	case s == "" || s != strings.TrimSpace(s):
		return "want a name, without space around it"
	case len(s) > maxCell:
		return fmt.Sprintf("want at most %d bytes", maxCell)
	case !utf8.ValidString(s):
		return "not UTF-8: save the file as UTF-8"
	case strings.ContainsAny(s[:1], "=+-@"):
		return "a spreadsheet would take it for a formula: want a name that begins otherwise"
	case s != cli.Clean(s):
		return "want a name without control characters and marks that turn the direction of text"
	}
	return ""
}

// clip returns the beginning of a cell, clean, to be quoted in an error.
func clip(s string) string {
	const most = 80 // characters
	if runes := []rune(cli.Clean(s[:min(len(s), 4*most)])); len(runes) > most || len(s) > 4*most {
		return fmt.Sprintf("%s… (%d bytes)", string(runes[:min(len(runes), most)]), len(s))
	}
	return cli.Clean(s)
}
