package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/rri/journey"
)

// header is that of a file of stages.
var header = []string{"stage", "counts", "group", "count"}

// stages is a file of stages.
type stages struct {
	list     []journey.Stage[string]
	first    string // the first group, which is the baseline if nothing else is said
	comments []string
}

// readStages reads a file of stages: the stages in the order of the journey, and for each every
// group with its count. counts says what is counted: people, each once, or events, of which one
// person may have several.
func readStages(r io.Reader, file string) (stages, error) {
	want := "want the header " + strings.Join(header, ",")
	t, err := cli.ReadTable(r, file, "stages and groups", want)
	if err != nil {
		return stages{}, err
	}
	if !slices.Equal(t.Columns, header) {
		return stages{}, fmt.Errorf("%s: %s", t.Line(), want)
	}
	s := stages{comments: t.Comments}
	for t.Next() {
		if err := s.add(t); err != nil {
			return stages{}, err
		}
	}
	if err := t.Err(); err != nil {
		return stages{}, err
	}
	return s, nil
}

// add adds the row of t: one group at one stage.
func (s *stages) add(t *cli.Table) error {
	const stage, counts, group, count = 0, 1, 2, 3
	t.Name(stage)
	t.Name(group)
	if err := t.Err(); err != nil {
		return err
	}
	if c := t.Row[counts]; c != "people" && c != "events" {
		return t.Bad(counts, "want people or events")
	}
	n := t.Count(count)
	if err := t.Err(); err != nil {
		return err
	}
	name, rate := t.Row[stage], t.Row[counts] == "events"
	if len(s.list) == 0 || s.list[len(s.list)-1].Name != name {
		if slices.ContainsFunc(s.list, func(before journey.Stage[string]) bool { return before.Name == name }) {
			return t.Bad(stage, "the rows of this stage stand apart: want them together, in the order of the journey")
		}
		s.list = append(s.list, journey.Stage[string]{Name: name, Counts: make(map[string]int64), Rate: rate})
	}
	last := &s.list[len(s.list)-1]
	if last.Rate != rate {
		return t.Bad(counts, "the stage has people in one row and events in another")
	}
	if _, ok := last.Counts[t.Row[group]]; ok {
		return t.Bad(group, "stands twice in this stage")
	}
	last.Counts[t.Row[group]] = n
	if s.first == "" {
		s.first = t.Row[group]
	}
	return nil
}
