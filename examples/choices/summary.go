package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// sampled says what the searches are of.
const sampled = "Avon and Somerset, January 2023"

// shown returns the specifications that have an index above 0, in ascending order of it.
func (d design) shown() []specification {
	specs := slices.DeleteFunc(slices.Clone(d.specs), func(s specification) bool { return !plottable(s.index.Value) })
	slices.SortStableFunc(specs, func(a, b specification) int { return cmp.Compare(a.index.Value, b.index.Value) })
	return specs
}

// heading says what the index is of.
func (q question) heading(d design) string {
	return fmt.Sprintf("RRI of the %s, %s against %s · %s · %d combinations of %d choices", d.measure, q.group, q.baseline, sampled, len(d.specs), len(d.factors))
}

// leftOut says how many specifications are not shown; "" for none.
func (d design) leftOut(shown []specification) string {
	if left := len(d.specs) - len(shown); left > 0 {
		return fmt.Sprintf("%d of them have no index above 0 (no events), and are not in what follows", left)
	}
	return ""
}

// span is from where to where the index goes over the specifications that are shown, of which there
// are some.
type span struct {
	Lowest  float64 `json:"lowest"`
	Middle  float64 `json:"middle"`
	Highest float64 `json:"highest"`
	Above   int     `json:"interval_above_1"`
	Below   int     `json:"interval_below_1"`
}

func spanOf(shown []specification) span {
	s := span{Lowest: shown[0].index.Value, Middle: shown[len(shown)/2].index.Value, Highest: shown[len(shown)-1].index.Value}
	for _, one := range shown {
		if one.index.Lower > 1 {
			s.Above++
		}
		if one.index.Upper < 1 {
			s.Below++
		}
	}
	return s
}

// String says it in a line.
func (s span) String() string {
	return fmt.Sprintf("lowest %.2f, middle %.2f, highest %.2f; the 95 %% interval is above 1 in %d, below 1 in %d", s.Lowest, s.Middle, s.Highest, s.Above, s.Below)
}

// methodChoice is the choice that moves the interval and not the index.
const methodChoice = "method"

// level is that of the intervals.
const level = 0.95

// changed returns the indices with the i-th choice made in each way and the first way of all
// others.
func (d design) changed(i int) []rri.Estimate {
	var all []rri.Estimate
	for j := range d.factors[i].levels {
		levels := make([]int, len(d.factors))
		levels[i] = j
		all = append(all, d.at(levels))
	}
	return all
}

// at returns the index of one specification.
func (d design) at(levels []int) rri.Estimate {
	for _, s := range d.specs {
		if slices.Equal(s.levels, levels) {
			return s.index
		}
	}
	return rri.Estimate{Value: math.NaN(), Lower: math.NaN(), Upper: math.NaN()}
}

// oneChanged is the table of the index with one choice changed at a time, with its picture.
func (q question) oneChanged(d design) sheet.Sheet {
	var choice, way, index, interval []sheet.Cell
	picture := sheet.Picture{Name: strings.ReplaceAll(d.measure, " ", "-"), Title: "RRI of the " + d.measure + ", with one choice changed at a time",
		Scale: fmt.Sprintf("times as often as %s", q.baseline), Interval: "by chance alone (95 %)"}
	for i, f := range d.factors {
		picture.Rows = append(picture.Rows, sheet.PictureRow{Label: f.name})
		for j, e := range d.changed(i) {
			row := sheet.PictureRow{Label: f.levels[j], Text: number(e.Value)}
			limits := "—"
			if !math.IsNaN(e.Value + e.Lower + e.Upper) {
				lower, upper, _ := sheet.Limits(sheet.Ratio, e.Lower, e.Upper, 2, 1)
				limits = lower + " – " + upper
				row.Text += " (" + lower + "–" + upper + ")"
				row.Plot = &sheet.Interval{Value: e.Value, Lower: e.Lower, Upper: e.Upper}
			}
			picture.Rows = append(picture.Rows, row)
			choice, way = append(choice, sheet.Label(f.name)), append(way, sheet.Label(f.levels[j]))
			index, interval = append(index, sheet.Cell{Text: number(e.Value)}), append(interval, sheet.Cell{Text: limits})
		}
	}
	return sheet.Sheet{
		Title: fmt.Sprintf("With one choice changed, and all others made in their first way, which gives %s", number(d.at(make([]int, len(d.factors))).Value)),
		Columns: []sheet.Column{{Heading: "choice", Align: sheet.Left, Cells: choice}, {Heading: "way", Align: sheet.Left, Cells: way},
			{Heading: "RRI", Cells: index}, {Heading: "95 % interval", Align: sheet.Dash, Cells: interval}},
		Pictures: []sheet.Picture{picture},
	}
}

// share is how much of the variance goes with a choice, and the mean for each way to make it: of
// the index, or of the lower limit for the method.
type share struct {
	factor
	of    string
	share float64
	means []float64
}

// shares returns those of all choices, and what is left: what the choices do together beyond what
// each does alone.
func (d design) shares(shown []specification) (all []share, together float64) {
	together = 1
	for i, f := range d.factors {
		s := share{factor: f, of: "index"}
		of := value
		if f.name == methodChoice {
			s.of, of = "lower limit", func(e rri.Estimate) float64 { return e.Lower }
		}
		s.share, s.means = d.share(shown, i, of)
		if f.name != methodChoice {
			together -= s.share
		}
		all = append(all, s)
	}
	return all, together
}

// shareTable returns the table of how much of the variance each choice makes, and of the mean index
// for each way to make it.
func (d design) shareTable(shown []specification) sheet.Sheet {
	choice := sheet.Column{Heading: "choice", Align: sheet.Left}
	variance := sheet.Column{Heading: "share of variance"}
	mean := sheet.Column{Heading: "mean index by choice, over all the others", Align: sheet.Left}
	add := func(name string, share float64, means string) {
		choice.Cells = append(choice.Cells, sheet.Label(name))
		variance.Cells = append(variance.Cells, sheet.Cell{Text: fmt.Sprintf("%.1f %%", 100*share), Value: sheet.Float(share)})
		mean.Cells = append(mean.Cells, sheet.Cell{Text: means})
	}
	shares, together := d.shares(shown)
	for _, s := range shares {
		mark := ""
		if s.of != "index" {
			mark = " (" + s.of + ")"
		}
		add(s.name, s.share, s.ways(s.means)+mark)
	}
	add("", together, "what the choices do together beyond what each does alone")
	return sheet.Sheet{Columns: []sheet.Column{choice, variance, mean}}
}

// ways lists the ways of a choice with a number for each.
func (f factor) ways(numbers []float64) string {
	var parts []string
	for j, level := range f.levels {
		parts = append(parts, fmt.Sprintf("%s %s", level, number(numbers[j])))
	}
	return strings.Join(parts, ", ")
}

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

func plottable(v float64) bool { return v > 0 && !math.IsInf(v, 1) }

func number(v float64) string {
	if math.IsNaN(v) {
		return "—"
	}
	return fmt.Sprintf("%.2f", v)
}

func value(e rri.Estimate) float64 { return e.Value }

// values returns the indices.
func values(all []rri.Estimate) (numbers []float64) {
	for _, e := range all {
		numbers = append(numbers, e.Value)
	}
	return numbers
}
