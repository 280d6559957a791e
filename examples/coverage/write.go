package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// grid is a table of text. Its first columns are words, which are set flush left, the others
// numbers.
type grid struct {
	title  string
	words  int
	header []string
	rows   [][]string
}

// write writes the results in the format of the settings.
func (r results) write(w io.Writer, s settings) error {
	if s.format == formatCSV {
		return r.writeCSV(w)
	}
	var b strings.Builder
	for i, g := range r.grids(s.designsToo) {
		if i > 0 {
			b.WriteByte('\n')
		}
		if s.format == formatMarkdown {
			g.markdown(&b)
		} else {
			g.text(&b)
		}
	}
	for _, note := range append(r.notes, fmt.Sprintf("What was not gone through has a probability of %.0e in any design at most.", r.leftOut())) {
		fmt.Fprintf(&b, "\n%s\n", note)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// grids returns the tables for people.
func (r results) grids(designs bool) []grid {
	var grids []grid
	for _, name := range r.names() {
		for _, level := range r.levels {
			list := r.group(name, level)
			title := fmt.Sprintf("%s, %s %% level, nominal %s %% above and below", name, percentOf(level), percentOf((1-level)/2))
			g := grid{title: title, words: 1, header: []string{
				"method", "designs", "coverage: least", "mean", "above: mean", "most", "below: mean", "most", "uneven %", "width", "no width %",
			}}
			for _, s := range summarise(list) {
				g.rows = append(g.rows, []string{
					s.method.String(), strconv.Itoa(s.designs), percent(s.leastCovered), percent(s.covered), percent(s.above), percent(s.mostAbove),
					percent(s.below), percent(s.mostBelow), fmt.Sprintf("%.1f", 100*s.uneven), width(s.width), percent(s.unbounded),
				})
			}
			grids = append(grids, g)
			if !designs {
				continue
			}
			g = grid{title: title + ", every design", words: 2, header: []string{"design", "method", "coverage", "above", "below", "width", "no width %"}}
			for _, one := range list {
				g.rows = append(g.rows, []string{
					one.quantity.describe(one.design), one.method.String(), percent(one.covered()), percent(one.above), percent(one.below),
					width(one.width), percent(one.unbounded),
				})
			}
			grids = append(grids, g)
		}
	}
	for _, level := range r.levels {
		grids = append(grids, r.evenness(level))
	}
	return grids
}

// evenness returns the table of the unevenness of every method for every quantity.
func (r results) evenness(level float64) grid {
	names := r.names()
	g := grid{
		title:  fmt.Sprintf("Mean distance of the two tails from nominal, as a percentage of it, %s %% level", percentOf(level)),
		words:  1,
		header: append([]string{"method"}, names...),
	}
	rows := make(map[string][]string)
	for i, name := range names {
		for _, s := range summarise(r.group(name, level)) {
			method := s.method.String()
			row := rows[method]
			if row == nil {
				row = slices.Repeat([]string{"–"}, len(g.header))
				row[0] = method
				rows[method] = row
				g.rows = append(g.rows, row)
			}
			row[i+1] = fmt.Sprintf("%.1f", 100*s.uneven)
		}
	}
	return g
}

// width writes a mean width, with four decimals.
func width(v float64) string {
	if math.IsNaN(v) {
		return "–"
	}
	return fmt.Sprintf("%.4f", v)
}

// percent writes a probability in per cent, with two decimals.
func percent(p float64) string { return fmt.Sprintf("%.2f", 100*max(0, p)) }

// percentOf writes a probability in per cent, with the digits it has.
func percentOf(p float64) string { return number(math.Round(1e12*p) / 1e10) }

// text writes g in columns.
func (g grid) text(b *strings.Builder) {
	widths := make([]int, len(g.header))
	for _, row := range append([][]string{g.header}, g.rows...) {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	fmt.Fprintf(b, "%s\n\n", g.title)
	for _, row := range append([][]string{g.header}, g.rows...) {
		var line strings.Builder
		for i, cell := range row {
			if i > 0 {
				line.WriteString("  ")
			}
			padding := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			if i < g.words {
				line.WriteString(cell + padding)
			} else {
				line.WriteString(padding + cell)
			}
		}
		fmt.Fprintln(b, strings.TrimRight(line.String(), " "))
	}
}

// markdown writes g as a table of Markdown.
func (g grid) markdown(b *strings.Builder) {
	fmt.Fprintf(b, "**%s**\n\n", g.title)
	fmt.Fprintf(b, "| %s |\n|", strings.Join(g.header, " | "))
	for i := range g.header {
		if i < g.words {
			b.WriteString("---|")
		} else {
			b.WriteString("--:|")
		}
	}
	b.WriteByte('\n')
	for _, row := range g.rows {
		fmt.Fprintf(b, "| %s |\n", strings.Join(row, " | "))
	}
}

// writeCSV writes every design, unrounded. Chances are from 0 to 1.
func (r results) writeCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write([]string{
		"quantity", "level", "group", "baseline", "group_rate", "baseline_rate", "method", "coverage", "above", "below", "width", "no_width", "left_out",
	}); err != nil {
		return err
	}
	for _, one := range r.list {
		row := []string{one.quantity.name, number(one.level)}
		sizes := []float64{one.design.group, one.design.baseline, one.design.groupRate, one.design.baselineRate}
		for i, v := range sizes {
			if !one.quantity.two && i%2 == 1 {
				row = append(row, "") // there is no baseline
			} else {
				row = append(row, number(v))
			}
		}
		row = append(row, one.method.String())
		for _, v := range []float64{one.covered(), one.above, one.below, one.width, one.unbounded, one.leftOut} {
			if math.IsNaN(v) {
				row = append(row, "")
			} else {
				row = append(row, number(v))
			}
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
