package multiple

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/strictjson"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// Comparison is one member of a [Family].
type Comparison[G cmp.Ordered] struct {
	Measure  string // what is compared, as "search rate"
	Baseline G
	Group    G
	// its P is the raw p-value; NaN if there is none
	Estimate rri.Estimate
	// the adjusted p-value; the raw one until [Family.Adjust]; NaN if there is none
	Adjusted float64

	// Null is the value that the p-value tests; 0 means 1.
	Null float64

	// Simultaneous is that of the table: where its intervals hold together, what is printed beside
	// them is the p-value that is adjusted as they are.
	Simultaneous rri.Simultaneous
}

// p returns the raw p-value of a comparison; NaN where there is none, because the estimate was not
// computed or because the baseline had no event, which is nothing to compare with.
func (c Comparison[G]) p() float64 {
	if !c.Estimate.Computed() || math.IsInf(c.Estimate.Value, 1) {
		return math.NaN()
	}
	return c.Estimate.P
}

// alpha returns the level of significance that goes with the adjusted p-value, which is 1 less the
// level at which the intervals hold together.
func (c Comparison[G]) alpha() float64 {
	return 1 - cmp.Or(c.Simultaneous.Level, c.Estimate.Level)
}

// comparisonJSON is the form of a Comparison in JSON.
type comparisonJSON[G cmp.Ordered] struct {
	Measure      string            `json:"measure"`
	Baseline     G                 `json:"baseline"`
	Group        G                 `json:"group"`
	Estimate     rri.Estimate      `json:"estimate"`
	Adjusted     strictjson.Number `json:"adjusted_p"`
	Null         float64           `json:"null,omitempty"`
	Simultaneous rri.Simultaneous  `json:"simultaneous,omitzero"`
}

// MarshalJSON writes the comparison as an object with measure, baseline, group, estimate and
// adjusted_p, which is null where there is none; and null and simultaneous where they are not zero.
func (c Comparison[G]) MarshalJSON() ([]byte, error) {
	return json.Marshal(comparisonJSON[G]{c.Measure, c.Baseline, c.Group, c.Estimate, strictjson.Number(c.Adjusted), c.Null, c.Simultaneous})
}

// UnmarshalJSON reads what [Comparison.MarshalJSON] writes. A p-value that is missing is NaN, and
// not 0.
func (c *Comparison[G]) UnmarshalJSON(data []byte) error {
	in := comparisonJSON[G]{Adjusted: strictjson.Number(math.NaN())}
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("multiple: comparison: %w", err)
	}
	if !in.Estimate.Computed() {
		nan := math.NaN()
		in.Estimate = rri.Estimate{Value: nan, Lower: nan, Upper: nan, P: nan}
	}
	if p := float64(in.Adjusted); p < 0 || p > 1 {
		return fmt.Errorf("multiple: comparison: adjusted p-value %v: want between 0 and 1, or null for no test", p)
	}
	*c = Comparison[G]{in.Measure, in.Baseline, in.Group, in.Estimate, float64(in.Adjusted), in.Null, in.Simultaneous}
	return nil
}

// Family is the comparisons that are adjusted together. [Ratios] makes one out of tables; literals
// serve for estimates from elsewhere.
type Family[G cmp.Ordered] struct {
	// Adjusted tells whether the p-values have been adjusted, and Adjustment by what.
	Adjusted    bool            `json:"adjusted"`
	Adjustment  Adjustment      `json:"adjustment"`
	Comparisons []Comparison[G] `json:"comparisons"`
}

// Ratios returns the family of every ratio to the baseline in the tables, in their order. Rows
// without a p-value are kept with NaN, and not counted; so are ratios to a baseline without events,
// whose estimates keep what they have.
//
// Tables of rates and tables of proportions have different types: put their families together with
// [Family.And].
func Ratios[G cmp.Ordered, M rri.Measure](tables ...rri.Table[G, M]) Family[G] {
	var m M
	name := "rate"
	if m.IsProportion() {
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
				nan := math.NaN()
				e.Value, e.Lower, e.Upper, e.P = nan, nan, nan, nan
			}
			c := Comparison[G]{Measure: cmp.Or(t.Measure, name), Baseline: t.Baseline, Group: row.Group, Estimate: e, Null: t.Options.Null,
				Simultaneous: t.Simultaneous}
			c.Adjusted = c.p()
			f.Comparisons = append(f.Comparisons, c)
		}
	}
	return f
}

// And returns the family of the comparisons of f and then of g, not adjusted.
func (f Family[G]) And(g Family[G]) Family[G] {
	both := Family[G]{Comparisons: slices.Concat(f.Comparisons, g.Comparisons)}
	for i := range both.Comparisons {
		both.Comparisons[i].Adjusted = both.Comparisons[i].p()
	}
	return both
}

// Adjust returns the family with adjusted p-values, by [Adjust] over all of its comparisons. f
// stays as it is, and its earlier adjustment, if any, has no influence.
func (f Family[G]) Adjust(a Adjustment) (Family[G], error) {
	p := make([]float64, len(f.Comparisons))
	for i, c := range f.Comparisons {
		p[i] = c.p()
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
	// comparisons that have a p-value
	Tested int
	// raw p-values below 1 - Level of their estimate
	Below int
	// adjusted p-values below 1 - Level, that of all intervals together where they are
	// simultaneous; 0 before [Family.Adjust]
	Adjusted int
	// how many of Below are expected by chance alone, at most, if no group differed: the sum of 1 -
	// Level
	ByChance float64
}

// Summary counts the comparisons that stand out, before and after the adjustment, and how many
// would by chance.
func (f Family[G]) Summary() Summary {
	var s Summary
	for _, c := range f.Comparisons {
		p := c.p()
		if math.IsNaN(p) {
			continue
		}
		alpha := 1 - c.Estimate.Level
		s.Tested++
		s.ByChance += alpha
		if p < alpha {
			s.Below++
		}
		if f.Adjusted && c.Adjusted < c.alpha() {
			s.Adjusted++
		}
	}
	return s
}

// String names the family: how many comparisons, of which measures, against which baselines, and
// how their p-values were adjusted.
func (f Family[G]) String() string {
	type table struct {
		measure  string
		baseline G
	}
	var tables []table
	counts := map[table]int{}
	for _, c := range f.Comparisons {
		if math.IsNaN(c.p()) {
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
		parts[i] = fmt.Sprintf("%s against %s (%d)", sheet.Clean(t.measure), sheet.Clean(fmt.Sprint(t.baseline)), counts[t])
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

// WriteText writes the family for people: its name, what stands out, and a line for each
// comparison. Rounding does not mislead: a limit that is not 1 does not print as 1, nor a p-value
// as one less the level. Beside simultaneous intervals the p-value is the one that is adjusted as
// they are. A ratio to a baseline without events is nothing to compare with, and prints as "—".
// Names are cleaned of control characters.
func (f Family[G]) WriteText(w io.Writer) error { return f.Sheet().WriteText(w) }

// WriteMarkdown writes what [Family.WriteText] does for a page, as a table of Markdown. Names are
// escaped.
func (f Family[G]) WriteMarkdown(w io.Writer) error { return f.Sheet().WriteMarkdown(w) }

// WriteCSV writes the family for programs: one row a comparison, with the columns measure,
// baseline, group, ratio, ratio_lower, ratio_upper, ratio_p, which is the raw p-value, and, once
// the family is adjusted, adjusted_p. Numbers are not rounded, NaN is empty and infinities are
// "Inf" and "-Inf". A name that a spreadsheet would take for a formula has an apostrophe before it,
// and control characters in names become spaces.
func (f Family[G]) WriteCSV(w io.Writer) error { return f.Sheet().WriteCSV(w) }

// Sheet returns the family as cells: its name, what stands out, and a row for each comparison, with
// rounded texts for people and exact values for programs. WriteText, WriteMarkdown and WriteCSV
// write it.
func (f Family[G]) Sheet() sheet.Sheet {
	summary := f.Summary()
	out := fmt.Sprintf("%d stand out alone, where %.3g would by chance if no group differed", summary.Below, summary.ByChance)
	if f.Adjusted {
		out += fmt.Sprintf("; %d after adjustment", summary.Adjusted)
	}
	s := sheet.Sheet{Title: f.String(), Lines: []string{out}}
	add := func(c sheet.Column, cell func(Comparison[G]) sheet.Cell) {
		c.Align, c.Cells = sheet.Left, sheet.Cells(f.Comparisons, cell)
		s.Columns = append(s.Columns, c)
	}
	exact := func(name string, value func(Comparison[G]) sheet.Value) {
		add(sheet.Column{Name: name, In: sheet.CSV}, func(c Comparison[G]) sheet.Cell { return sheet.Cell{Value: value(c)} })
	}
	add(sheet.Column{Name: "measure", Heading: "measure"}, func(c Comparison[G]) sheet.Cell { return sheet.Label(c.Measure) })
	exact("baseline", func(c Comparison[G]) sheet.Value { return sheet.String(fmt.Sprint(c.Baseline)) })
	add(sheet.Column{Name: "group", Heading: "group"}, func(c Comparison[G]) sheet.Cell { return sheet.Label(fmt.Sprint(c.Group)) })
	add(sheet.Column{Name: "ratio", Heading: "ratio"}, func(c Comparison[G]) sheet.Cell {
		return sheet.Cell{Text: c.ratioText(), Value: sheet.Float(c.Estimate.Value)}
	})
	exact("ratio_lower", func(c Comparison[G]) sheet.Value { return sheet.Float(c.Estimate.Lower) })
	exact("ratio_upper", func(c Comparison[G]) sheet.Value { return sheet.Float(c.Estimate.Upper) })
	add(sheet.Column{Name: "ratio_p", Heading: "p"}, func(c Comparison[G]) sheet.Cell {
		if c.holdsTogether() {
			return sheet.Cell{Text: sheet.P(c.together(), c.alpha()) + " *", Value: sheet.Float(c.p())}
		}
		return sheet.Cell{Text: sheet.P(c.p(), 1-c.Estimate.Level), Value: sheet.Float(c.p())}
	})
	if f.Adjusted {
		add(sheet.Column{Name: "adjusted_p", Heading: "adjusted p"}, func(c Comparison[G]) sheet.Cell {
			return sheet.Cell{Text: sheet.P(c.Adjusted, c.alpha()), Value: sheet.Float(c.Adjusted)}
		})
	}
	if slices.ContainsFunc(f.Comparisons, Comparison[G].holdsTogether) {
		s.Legend = append(s.Legend, "* adjusted as the interval beside it, which holds together with others")
	}
	if slices.ContainsFunc(f.Comparisons, func(c Comparison[G]) bool { return math.IsInf(c.Estimate.Value, 1) }) {
		s.Legend = append(s.Legend, "— no event in the baseline: nothing to compare with")
	}
	return s
}

// holdsTogether tells whether c has a p-value that is adjusted as its interval is.
func (c Comparison[G]) holdsTogether() bool {
	return c.Simultaneous.Comparisons > 1 && !math.IsNaN(c.p())
}

// together returns the p-value of c adjusted as its interval is.
func (c Comparison[G]) together() float64 {
	k := float64(c.Simultaneous.Comparisons)
	if c.Simultaneous.Sidak {
		return sidak(c.p(), k)
	}
	return min(1, k*c.p())
}

// ratioText writes the ratio with its limits; "—" if there is nothing to compare with.
func (c Comparison[G]) ratioText() string {
	e := c.Estimate
	if !e.Computed() || math.IsNaN(e.Value) || math.IsInf(e.Value, 1) {
		return "—"
	}
	null := cmp.Or(c.Null, 1)
	lower, upper, digits := sheet.Limits(sheet.Ratio, e.Lower, e.Upper, 2, 1, null)
	return fmt.Sprintf("%s (%s to %s)", sheet.Limit(sheet.Ratio, e.Value, digits, 1, null), lower, upper)
}

// percent writes a level in per cent, without the sign.
func percent(level float64) string { return strings.TrimSuffix(sheet.Percent(level), " %") }
