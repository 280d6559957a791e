package choices

import (
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// The size of the plot in characters.
const (
	columns = 72
	rows    = 12
)

// curve draws the index of the Combinations in ascending order, with its interval, and below it
// how often each choice was made a certain way in each column.
func (m Measure) writeCurve(w io.Writer, level float64) {
	specs := m.Curve()
	width := min(columns, len(specs))
	column := func(i int) int { return i * width / len(specs) }
	plot(w, specs, width, column)
	m.marks(w, specs, width, column)
	fmt.Fprintf(w, "● index, │ %s interval, ┄ 1. Shades: part of the combinations in the column that make the choice this way, from none to all.\n", sheet.Percent(level))
}

// plot draws the indices and intervals, Combination i in column(i) of width.
func plot(w io.Writer, specs []Combination, width int, column func(i int) int) {
	lowest, highest := 1.0, 1.0
	for _, s := range specs {
		lowest, highest = math.Min(lowest, s.Index), math.Max(highest, s.Index)
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
		lower, upper := s.Lower, s.Upper
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
		plot[row(s.Index)][column(i)] = '●'
	}
	for y := range plot {
		at := highest * math.Pow(lowest/highest, float64(y)/(rows-1))
		if y == row(1) {
			at = 1
		}
		fmt.Fprintf(w, "%26.2f  %s\n", at, strings.TrimRight(string(plot[y]), " "))
	}
}

// marks writes a line for each way to make each choice: the darker, the more of the Combinations
// in the column make it this way.
func (m Measure) marks(w io.Writer, specs []Combination, width int, column func(i int) int) {
	shades := []rune(" ░▒▓█")
	for j, f := range m.Choices {
		for l, level := range f.Ways {
			made, all := make([]float64, width), make([]float64, width)
			for i, s := range specs {
				all[column(i)]++
				if s.Ways[j] == l {
					made[column(i)]++
				}
			}
			line := make([]rune, width)
			for x := range line {
				line[x] = shades[int(math.Ceil(made[x]/all[x]*float64(len(shades)-1)))]
			}
			name := ""
			if l == 0 {
				name = f.Choice.String()
			}
			fmt.Fprintf(w, "%-8s %17s  %s\n", name, level, strings.TrimRight(string(line), " "))
		}
	}
}
