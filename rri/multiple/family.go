package multiple

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/seed-549880be/disparity/rri"
)

// Comparison is one member of a [Family].
type Comparison[G cmp.Ordered] struct {
	Measure  string // what is compared, as "search rate"
	Baseline G
	Group    G
	Estimate rri.Estimate // its P is the raw p-value; NaN if there is none
	Adjusted float64      // the adjusted p-value; the raw one until [Family.Adjust]; NaN if there is none
}

// MarshalJSON writes the comparison as an object with measure, baseline, group, estimate and adjusted_p, which is null where there is none.
func (c Comparison[G]) MarshalJSON() ([]byte, error) {
	var adjusted *float64
	if !math.IsNaN(c.Adjusted) {
		adjusted = &c.Adjusted
	}
	return json.Marshal(struct {
		Measure  string       `json:"measure"`
		Baseline G            `json:"baseline"`
		Group    G            `json:"group"`
		Estimate rri.Estimate `json:"estimate"`
		Adjusted *float64     `json:"adjusted_p"`
	}{c.Measure, c.Baseline, c.Group, c.Estimate, adjusted})
}

// Family is the comparisons that are adjusted together. [Ratios] makes one out of tables; literals serve for estimates from elsewhere.
type Family[G cmp.Ordered] struct {
	// Adjusted tells whether the p-values have been adjusted, and Adjustment by what.
	Adjusted    bool            `json:"adjusted"`
	Adjustment  Adjustment      `json:"adjustment"`
	Comparisons []Comparison[G] `json:"comparisons"`
}

// Ratios returns the family of every ratio to the baseline in the tables, in their order. Rows without a p-value are kept with NaN, and not counted.
//
// Tables of rates and tables of proportions have different types: put their families together with [Family.And].
func Ratios[G cmp.Ordered, M rri.Measure](tables ...rri.Table[G, M]) Family[G] {
	name := "rate"
	var m M
	if _, ok := any(m).(rri.Proportion); ok {
		name = "proportion"
	}
	var f Family[G]
	for _, t := range tables {
		for _, row := range t.Rows {
			if row.Group == t.Baseline {
				continue
			}
			e := row.Ratio
			if !e.Computed() {
				e.P = math.NaN()
			}
			f.Comparisons = append(f.Comparisons, Comparison[G]{cmp.Or(t.Measure, name), t.Baseline, row.Group, e, e.P})
		}
	}
	return f
}

// And returns the family of the comparisons of f and then of g, not adjusted.
func (f Family[G]) And(g Family[G]) Family[G] {
	both := Family[G]{Comparisons: slices.Concat(f.Comparisons, g.Comparisons)}
	for i := range both.Comparisons {
		both.Comparisons[i].Adjusted = both.Comparisons[i].Estimate.P
	}
	return both
}

// Adjust returns the family with adjusted p-values, by [Adjust] over all of its comparisons. f stays as it is, and its earlier adjustment, if any, has no influence.
func (f Family[G]) Adjust(a Adjustment) (Family[G], error) {
	p := make([]float64, len(f.Comparisons))
	for i, c := range f.Comparisons {
		p[i] = c.Estimate.P
	}
	adjusted, err := Adjust(p, a)
	if err != nil {
		return Family[G]{}, err
	}
	f.Comparisons = slices.Clone(f.Comparisons)
	for i := range f.Comparisons {
		f.Comparisons[i].Adjusted = adjusted[i]
	}
	f.Adjusted, f.Adjustment = true, a
	return f, nil
}

// Summary counts what stands out in a [Family].
type Summary struct {
	Tested   int     // comparisons that have a p-value
	Below    int     // raw p-values below 1 - Level of their estimate
	Adjusted int     // adjusted p-values below it; 0 before [Family.Adjust]
	ByChance float64 // how many of Below are expected by chance alone, at most, if no group differed: the sum of 1 - Level
}

// Summary counts the comparisons that stand out, before and after the adjustment, and how many would by chance.
func (f Family[G]) Summary() Summary {
	var s Summary
	for _, c := range f.Comparisons {
		if math.IsNaN(c.Estimate.P) {
			continue
		}
		alpha := 1 - c.Estimate.Level
		s.Tested++
		s.ByChance += alpha
		if c.Estimate.P < alpha {
			s.Below++
		}
		if f.Adjusted && c.Adjusted < alpha {
			s.Adjusted++
		}
	}
	return s
}

// String names the family: how many comparisons, of which measures, against which baselines, and how their p-values were adjusted.
func (f Family[G]) String() string {
	type table struct {
		measure  string
		baseline G
	}
	var tables []table
	counts := map[table]int{}
	for _, c := range f.Comparisons {
		if math.IsNaN(c.Estimate.P) {
			continue
		}
		t := table{c.Measure, c.Baseline}
		if counts[t] == 0 {
			tables = append(tables, t)
		}
		counts[t]++
	}
	if len(tables) == 0 {
		return "no comparison"
	}
	parts := make([]string, len(tables))
	for i, t := range tables {
		parts[i] = fmt.Sprintf("%s against %v (%d)", t.measure, t.baseline, counts[t])
	}
	text := fmt.Sprintf("%d comparisons: %s", f.Summary().Tested, strings.Join(parts, ", "))
	if f.Summary().Tested == 1 {
		text = "1 comparison: " + strings.Join(parts, ", ")
	}
	if !f.Adjusted {
		return text + "; p-values not adjusted"
	}
	return fmt.Sprintf("%s; p-values adjusted by %s", text, f.Adjustment)
}

// WriteText writes the family for people: its name, what stands out, and a line for each comparison.
func (f Family[G]) WriteText(w io.Writer) error {
	s := f.Summary()
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", f)
	fmt.Fprintf(&b, "%d stand out alone, where %.3g would by chance if no group differed", s.Below, s.ByChance)
	if f.Adjusted {
		fmt.Fprintf(&b, "; %d after adjustment", s.Adjusted)
	}
	b.WriteString("\n")
	tw := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprint(tw, "measure\tgroup\tratio\tp")
	if f.Adjusted {
		fmt.Fprint(tw, "\tadjusted p")
	}
	fmt.Fprintln(tw)
	for _, c := range f.Comparisons {
		fmt.Fprintf(tw, "%s\t%v\t%.2f\t%s", c.Measure, c.Group, c.Estimate, pText(c.Estimate.P))
		if f.Adjusted {
			fmt.Fprintf(tw, "\t%s", pText(c.Adjusted))
		}
		fmt.Fprintln(tw)
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// pText writes a p-value for people.
func pText(p float64) string {
	switch {
	case math.IsNaN(p):
		return "—"
	case p < 0.001:
		return "<0.001"
	}
	return strconv.FormatFloat(p, 'f', 3, 64)
}

// percent writes a level in per cent, with as many digits as it needs, at most six.
func percent(level float64) string { return strconv.FormatFloat(100*level, 'g', 6, 64) }
