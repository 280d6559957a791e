package main

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// field is a column of a table whose rows are of one type.
type field[R any] struct {
	heading string
	text    func(R) string
}

// table returns a table of texts, the first of which are words and the others numbers.
func table[R any](title string, rows []R, words int, fields ...field[R]) sheet.Sheet {
	s := sheet.Sheet{Title: title, Width: 100, Spaced: true}
	for i, f := range fields {
		c := sheet.Column{Heading: f.heading, Cells: sheet.Cells(rows, func(row R) sheet.Cell { return sheet.Cell{Text: f.text(row)} })}
		if i < words {
			c.Align = sheet.Left
		}
		s.Columns = append(s.Columns, c)
	}
	return s
}

// writeFigures writes what every figure took.
func writeFigures(w io.Writer, all []measurement, before, after string) error {
	seconds := func(v float64) string { return strconv.FormatFloat(v, 'f', 3, 64) }
	s := table(fmt.Sprintf("%s, %s, %s, %s", counted(int(all[0].rows), "row"), counted(len(all[0].cpu), "round"), counted(runtime.GOMAXPROCS(0), "processor"), runtime.Version()), all, 1,
		field[measurement]{"figure", func(m measurement) string { return m.name }},
		field[measurement]{"CPU s: least", func(m measurement) string { return seconds(slices.Min(m.cpu)) }},
		field[measurement]{"median", func(m measurement) string { return seconds(median(m.cpu)) }},
		field[measurement]{"ns a row", func(m measurement) string {
			return strconv.FormatFloat(1e9*median(m.cpu)/float64(max(m.rows, 1)), 'f', 0, 64)
		}},
		field[measurement]{"speed v csv", func(m measurement) string { return strconv.FormatFloat(median(m.faster), 'f', 2, 64) + " ×" }},
		field[measurement]{"elapsed s", func(m measurement) string { return seconds(median(m.wall)) }},
		field[measurement]{"peak MiB", func(m measurement) string {
			return strconv.FormatFloat(float64(median(m.peak))/(1<<20), 'f', 0, 64)
		}},
	)
	for _, f := range figures {
		s.Legend = append(s.Legend, f.name+": "+f.says)
	}
	if err := s.WriteText(w); err != nil {
		return err
	}
	peak := "the largest resident set, as the system tells it"
	if !all[0].ofSystem {
		peak = "what Go has asked the system for, where it does not tell the resident set"
	}
	notes := []string{
		"Each round has every figure once, in a process of its own, in turned order. CPU is user and system time of the process; speed is the CPU of csv in the same round over it, the median of the rounds. All but the last two use one processor.",
		"Peak memory is " + peak + ".",
	}
	byName := map[string]measurement{}
	for _, m := range all {
		byName[m.name] = m
	}
	for _, name := range []string{"extract", "report"} {
		notes = append(notes, fmt.Sprintf("CPU of %s-all over that of %s: %.2f.", name, name, median(byName[name+"-all"].cpu)/median(byName[name].cpu)))
	}
	if before != "" {
		notes = append(notes, fmt.Sprintf("Load of the machine: %s before, %s after.", before, after))
	}
	return writeNotes(w, notes)
}

// writeNotes writes paragraphs, with a blank line above each.
func writeNotes(w io.Writer, notes []string) error {
	for _, note := range notes {
		if _, err := fmt.Fprintf(w, "\n%s\n", strings.Join(sheet.Wrap(note, 100, 0), "\n")); err != nil {
			return err
		}
	}
	return nil
}

// writeFound writes what was planted beside what the tables have.
func (p *plan) writeFound(w io.Writer, all []found) error {
	s := table(fmt.Sprintf("Planted and found: intervals of %s", sheet.Percent(checkLevel)), all, 2,
		field[found]{"measure", func(f found) string { return f.measure }},
		field[found]{"group", func(f found) string { return f.group.String() }},
		field[found]{"events", func(f found) string { return sheet.Thousands(strconv.FormatInt(f.events, 10)) }},
		field[found]{"planted", func(f found) string { return strconv.FormatFloat(f.planted, 'f', -1, 64) }},
		field[found]{"found", func(f found) string { return cli.RatioText(f.estimate) }},
		field[found]{"interval", func(f found) string { return cli.RangeText(f.estimate, f.planted) }},
		field[found]{"holds it", func(f found) string {
			switch {
			case !f.isTold():
				return "not told"
			case f.holds():
				return "yes"
			}
			return "NO"
		}},
	)
	if err := s.WriteText(w); err != nil {
		return err
	}
	return writeNotes(w, []string{"The searches of every group in every force, and the events of every row, are those that were generated."})
}
