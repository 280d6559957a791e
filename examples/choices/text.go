package main

import (
	"fmt"
	"io"
	"math"
	"strings"
)

// writeText writes the designs as text.
func (q question) writeText(w io.Writer, designs []design) error {
	for i, d := range designs {
		if i > 0 {
			fmt.Fprintln(w)
		}
		if err := q.writeDesign(w, d); err != nil {
			return err
		}
	}
	return nil
}

// writeDesign writes the range, the choices with their shares, and the curve.
func (q question) writeDesign(w io.Writer, d design) error {
	shown := d.shown()
	fmt.Fprintln(w, q.heading(d))
	if left := d.leftOut(shown); left != "" {
		fmt.Fprintln(w, left)
	}
	if len(shown) == 0 {
		return nil
	}
	fmt.Fprintln(w, spanOf(shown))
	fmt.Fprintf(w, "\nThe first of every choice gives %s. With one choice changed, and the others left:\n", number(d.at(make([]int, len(d.factors))).Value))
	for i, f := range d.factors {
		if f.name != methodChoice {
			fmt.Fprintf(w, "%-7s  %s\n", f.name, f.ways(values(d.changed(i))))
		}
	}
	fmt.Fprintln(w)
	if err := d.shareTable(shown).WriteText(w); err != nil {
		return err
	}
	fmt.Fprintln(w)
	d.curve(w, shown)
	return nil
}

// The size of the plot in characters.
const (
	columns = 72
	rows    = 12
)

// curve draws the index of the specifications in ascending order, with its interval, and below it
// how often each choice was made a certain way in each column.
func (d design) curve(w io.Writer, specs []specification) {
	width := min(columns, len(specs))
	column := func(i int) int { return i * width / len(specs) }
	plot(w, specs, width, column)
	d.marks(w, specs, width, column)
	fmt.Fprintln(w, "● index, │ 95 % interval, ┄ 1. Shades: part of the combinations in the column that make the choice this way, from none to all.")
}

// plot draws the indices and intervals, specification i in column(i) of width.
func plot(w io.Writer, specs []specification, width int, column func(i int) int) {
	lowest, highest := 1.0, 1.0
	for _, s := range specs {
		lowest, highest = math.Min(lowest, s.index.Value), math.Max(highest, s.index.Value)
	}
	// A margin for intervals, which are cut at the edge.
	lowest, highest = lowest/1.5, highest*1.5
	row := func(v float64) int {
		y := math.Log(v/lowest) / math.Log(highest/lowest) * (rows - 1)
		return rows - 1 - int(math.Round(math.Min(math.Max(y, 0), rows-1)))
	}
	plot := make([][]rune, rows)
	for y := range plot {
		plot[y] = []rune(strings.Repeat(" ", width))
	}
	for x := range width {
		plot[row(1)][x] = '┄'
	}
	for i, s := range specs {
		x := column(i)
		lower, upper := s.index.Lower, s.index.Upper
		if math.IsNaN(lower) || math.IsNaN(upper) {
			continue
		}
		for y := row(upper); y <= row(lower); y++ {
			if plot[y][x] != '●' {
				plot[y][x] = '│'
			}
		}
	}
	for i, s := range specs {
		plot[row(s.index.Value)][column(i)] = '●'
	}
	for y := range plot {
		at := highest * math.Pow(lowest/highest, float64(y)/(rows-1))
		if y == row(1) {
			at = 1
		}
		fmt.Fprintf(w, "%26.2f  %s\n", at, strings.TrimRight(string(plot[y]), " "))
	}
}

// marks writes a line for each way to make each choice: the darker, the more of the specifications
// in the column make it this way.
func (d design) marks(w io.Writer, specs []specification, width int, column func(i int) int) {
	shades := []rune(" ░▒▓█")
	for j, f := range d.factors {
		for l, level := range f.levels {
			made, all := make([]float64, width), make([]float64, width)
			for i, s := range specs {
				all[column(i)]++
				if s.levels[j] == l {
					made[column(i)]++
				}
			}
			line := make([]rune, width)
			for x := range line {
				line[x] = shades[int(math.Ceil(made[x]/all[x]*float64(len(shades)-1)))]
			}
			name := ""
			if l == 0 {
				name = f.name
			}
			fmt.Fprintf(w, "%-8s %17s  %s\n", name, level, strings.TrimRight(string(line), " "))
		}
	}
}
