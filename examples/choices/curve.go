package main

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// write writes the range, the choices with their shares, and the curve.
func (d design) write(w io.Writer, group, baseline ethnicity.Group) error {
	specs := slices.Clone(d.specs)
	specs = slices.DeleteFunc(specs, func(s specification) bool { return !plottable(s.index.Value) })
	slices.SortStableFunc(specs, func(a, b specification) int { return cmp.Compare(a.index.Value, b.index.Value) })
	fmt.Fprintf(w, "RRI of the %s, %s against %s · Avon and Somerset, January 2023 · %d combinations of %d choices\n",
		d.measure, group, baseline, len(d.specs), len(d.factors))
	if left := len(d.specs) - len(specs); left > 0 {
		fmt.Fprintf(w, "%d of them have no index above 0 (no events), and are not in what follows\n", left)
	}
	if len(specs) == 0 {
		return nil
	}
	var above, below int
	for _, s := range specs {
		if s.index.Lower > 1 {
			above++
		}
		if s.index.Upper < 1 {
			below++
		}
	}
	middle := specs[len(specs)/2].index.Value
	fmt.Fprintf(w, "lowest %.2f, middle %.2f, highest %.2f; the 95 %% interval is above 1 in %d, below 1 in %d\n",
		specs[0].index.Value, middle, specs[len(specs)-1].index.Value, above, below)

	first := make([]int, len(d.factors))
	fmt.Fprintf(w, "\nThe first of every choice gives %s. With one choice changed, and the others left:\n", number(d.at(first)))
	for i, f := range d.factors {
		if f.name == "method" {
			continue
		}
		var parts []string
		for j, level := range f.levels {
			levels := slices.Clone(first)
			levels[i] = j
			parts = append(parts, fmt.Sprintf("%s %s", level, number(d.at(levels))))
		}
		fmt.Fprintf(w, "%-7s  %s\n", f.name, strings.Join(parts, ", "))
	}

	fmt.Fprintln(w)
	if err := d.shares(specs).WriteText(w); err != nil {
		return err
	}
	fmt.Fprintln(w)
	d.curve(w, specs)
	return nil
}

// shares returns the table of how much of the variance each choice makes, and of the mean index for
// each way to make it.
func (d design) shares(specs []specification) sheet.Sheet {
	choice := sheet.Column{Heading: "choice", Align: sheet.Left}
	variance := sheet.Column{Heading: "share of variance"}
	mean := sheet.Column{Heading: "mean index by choice, over all the others", Align: sheet.Left}
	add := func(name string, share float64, means string) {
		choice.Cells = append(choice.Cells, sheet.Label(name))
		variance.Cells = append(variance.Cells, sheet.Cell{Text: fmt.Sprintf("%.1f %%", 100*share), Value: sheet.Float(share)})
		mean.Cells = append(mean.Cells, sheet.Cell{Text: means})
	}
	var sum float64
	for i, f := range d.factors {
		of := value
		mark := ""
		if f.name == "method" {
			of, mark = func(e rri.Estimate) float64 { return e.Lower }, " (lower limit)"
		}
		share, means := d.share(specs, i, of)
		if f.name != "method" {
			sum += share
		}
		var parts []string
		for j, level := range f.levels {
			parts = append(parts, fmt.Sprintf("%s %s", level, number(means[j])))
		}
		add(f.name, share, strings.Join(parts, ", ")+mark)
	}
	add("", 1-sum, "what the choices do together beyond what each does alone")
	return sheet.Sheet{Columns: []sheet.Column{choice, variance, mean}}
}

// at returns the index of one specification.
func (d design) at(levels []int) float64 {
	for _, s := range d.specs {
		if slices.Equal(s.levels, levels) {
			return s.index.Value
		}
	}
	return math.NaN()
}

func plottable(v float64) bool { return v > 0 && !math.IsInf(v, 1) }

func number(v float64) string {
	if math.IsNaN(v) {
		return "—"
	}
	return fmt.Sprintf("%.2f", v)
}

func value(e rri.Estimate) float64 { return e.Value }

// share returns the part of the variance of the logarithm that is between the ways to make choice
// i, and the geometric mean for each way.
func (d design) share(specs []specification, i int, of func(rri.Estimate) float64) (share float64, means []float64) {
	n, sums := make([]float64, len(d.factors[i].levels)), make([]float64, len(d.factors[i].levels))
	var all, mean float64
	for _, s := range specs {
		if v := of(s.index); plottable(v) {
			n[s.levels[i]]++
			sums[s.levels[i]] += math.Log(v)
			all++
			mean += math.Log(v)
		}
	}
	mean /= all
	var between, total float64
	for _, s := range specs {
		if v := of(s.index); plottable(v) {
			total += (math.Log(v) - mean) * (math.Log(v) - mean)
		}
	}
	for j := range sums {
		if n[j] == 0 {
			means = append(means, math.NaN())
			continue
		}
		means = append(means, math.Exp(sums[j]/n[j]))
		between += n[j] * (sums[j]/n[j] - mean) * (sums[j]/n[j] - mean)
	}
	if total > 0 {
		share = between / total
	}
	return share, means
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
