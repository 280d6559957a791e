package counts

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// line is a row of the sections within and by.
type line struct {
	comparison Comparison
	// of the comparison; that of people of unknown group is after the last
	row int
	// "all" for all strata together
	stratum string
	// how many strata are compared, in a line of all
	sub sheet.Value
	// in a line of all
	adjusted *AdjustedGroup
	// of the stratum in the adjusted index
	share float64
	// people of unknown group in the stratum
	unknown *Unknown
}

// allStrata is the name of all strata together: a word that a reader of the table takes for a total
// again.
const allStrata = "all"

// isUnknown reports whether l is the line of people of unknown group.
func (l line) isUnknown() bool { return l.row == len(l.comparison.Rows) }

// of returns the row of l; it has none if it is that of the unknown.
func (l line) of() Row { return l.comparison.Rows[l.row] }

// linesOf returns the line of a comparison that has a group, or that of people of unknown group for
// "". ok is false where it has none.
func lineOf(c Comparison, stratum, group string) (l line, ok bool) {
	l = line{comparison: c, stratum: stratum, share: math.NaN(), unknown: c.Unknown}
	if group == "" {
		l.row = len(c.Rows)
		return l, c.Unknown != nil
	}
	l.row = slices.IndexFunc(c.Rows, func(r Row) bool { return r.Group == group })
	return l, l.row >= 0
}

// lines returns the lines of every group, the baseline first and people of unknown group last: a
// line for each stratum, and one for all, the last or the first of the group.
func (a Adjusted) lines(allLast bool) []line {
	var lines []line
	group := func(name string, adjusted *AdjustedGroup) {
		var own []line
		for i, s := range a.Strata {
			l, ok := lineOf(s.Comparison, s.Stratum, name)
			if !ok || name != "" && l.row == 0 && !present(l.of()) {
				continue
			}
			if adjusted != nil && i < len(adjusted.Shares) {
				l.share = adjusted.Shares[i]
			}
			own = append(own, l)
		}
		all, ok := lineOf(a.All, allStrata, name)
		if !ok {
			return
		}
		if all.adjusted = adjusted; adjusted != nil {
			all.sub = sheet.Int(len(a.Strata) - len(adjusted.NotCompared))
		}
		if allLast {
			lines = append(append(lines, own...), all)
		} else {
			lines = append(append(lines, all), own...)
		}
	}
	for i, r := range a.All.Rows {
		if i == 0 {
			group(r.Group, nil)
		} else {
			group(r.Group, &a.Groups[i-1])
		}
	}
	group("", nil)
	return lines
}

// present reports whether the file has a count in the row, and not merely nobody.
func present(r Row) bool { return r.Events.Upper > 0 || r.Exposure.Upper > 0 }

// exactColumns returns the columns for programs: those of a comparison, after the stratum, and
// those of the adjusted index in the lines of all.
func (a Adjusted) exactColumns(lines []line) []sheet.Column {
	w := &rowColumns[line]{rows: lines}
	w.constant("by", sheet.String(wordsOf(a.Dimensions)))
	w.exact("stratum", func(l line) sheet.Value { return sheet.String(l.stratum) })
	w.list = append(w.list, stacked(lines)...)
	estimate := func(name string, of func(g AdjustedGroup) rri.Estimate, numbers ...string) {
		for _, suffix := range numbers {
			number := numberOf[suffix]
			w.exact(name+suffix, func(l line) sheet.Value {
				if l.adjusted == nil || !of(*l.adjusted).Computed() {
					return sheet.Value{}
				}
				return sheet.Float(number(of(*l.adjusted)))
			})
		}
	}
	estimate("adjusted", func(g AdjustedGroup) rri.Estimate { return g.Row.Index }, "", "_lower", "_upper", "_p")
	for i, level := range a.All.Levels {
		estimate("adjusted_"+levelName(level), func(g AdjustedGroup) rri.Estimate { return g.Row.Further[i] }, "_lower", "_upper")
	}
	estimate("adjusted_counts", func(g AdjustedGroup) rri.Estimate { return limitsOf(g.Row.Counts.Lower, g.Row.Counts.Upper) }, "_lower", "_upper")
	estimate("adjusted_bounds", func(g AdjustedGroup) rri.Estimate { return limitsOf(g.Row.Bounds.Lower, g.Row.Bounds.Upper) }, "_lower", "_upper")
	estimate("adjusted_range", func(g AdjustedGroup) rri.Estimate { return g.Row.Range }, "_lower", "_upper")
	w.exact("adjusted_flags", func(l line) sheet.Value {
		if l.adjusted == nil {
			return sheet.Value{}
		}
		return sheet.String(l.adjusted.Row.Index.Flags.String())
	})
	w.constant("adjusted_method", sheet.String(a.Method.String()))
	w.exact("compared", func(l line) sheet.Value { return l.sub })
	w.exact("share", func(l line) sheet.Value { return sheet.Float(l.share) })
	tested := func(name string, of func(g AdjustedGroup) sheet.Value) {
		w.exact(name, func(l line) sheet.Value {
			if l.adjusted == nil || l.adjusted.Homogeneity.DF < 1 {
				return sheet.Value{}
			}
			return of(*l.adjusted)
		})
	}
	tested("homogeneity", func(g AdjustedGroup) sheet.Value { return sheet.Float(g.Homogeneity.Statistic) })
	tested("homogeneity_df", func(g AdjustedGroup) sheet.Value { return sheet.Int(g.Homogeneity.DF) })
	tested("homogeneity_p", func(g AdjustedGroup) sheet.Value { return sheet.Float(g.Homogeneity.P) })
	tested("i2", func(g AdjustedGroup) sheet.Value { return sheet.Float(g.Homogeneity.I2()) })
	differing := func(g AdjustedGroup) rri.Estimate {
		if !a.differs(g) {
			return rri.Estimate{}
		}
		return g.Random.Typical
	}
	estimate("typical", differing, "", "_lower", "_upper", "_p")
	estimate("further", func(g AdjustedGroup) rri.Estimate {
		e := differing(g)
		e.Lower, e.Upper = g.Random.FurtherLower, g.Random.FurtherUpper
		return e
	}, "_lower", "_upper")
	return w.list
}

// numberOf are the numbers of an estimate by the end of the name of their column.
var numberOf = map[string]func(rri.Estimate) float64{
	"":       func(e rri.Estimate) float64 { return e.Value },
	"_lower": func(e rri.Estimate) float64 { return e.Lower },
	"_upper": func(e rri.Estimate) float64 { return e.Upper },
	"_p":     func(e rri.Estimate) float64 { return e.P },
}

// limitsOf returns two ends as the limits of an estimate.
func limitsOf(lower, upper float64) rri.Estimate {
	return rri.Estimate{Lower: lower, Upper: upper, Level: 1}
}

// levelName is a level in the name of a column.
func levelName(level float64) string {
	return strings.TrimSuffix(strings.ReplaceAll(sheet.Percent(level), " ", ""), "%")
}

// stacked returns the columns for programs of the comparisons that the lines are of, with the cells
// of these lines.
func stacked(lines []line) []sheet.Column {
	var columns []sheet.Column
	at := make(map[string]int)
	made := make(map[string][]sheet.Column) // by stratum
	for i, l := range lines {
		if _, ok := made[l.stratum]; !ok {
			made[l.stratum] = l.comparison.sheet().For(sheet.CSV)
		}
		for _, c := range made[l.stratum] {
			n, ok := at[c.Name]
			if !ok {
				n = len(columns)
				at[c.Name] = n
				columns = append(columns, sheet.Column{Name: c.Name, In: sheet.CSV, Cells: make([]sheet.Cell, len(lines))})
			}
			if l.row < len(c.Cells) {
				columns[n].Cells[i].Value = c.Cells[l.row].Value
			}
		}
	}
	return columns
}

// differs reports whether the strata of a group differ by more than chance.
func (a Adjusted) differs(g AdjustedGroup) bool {
	return g.Homogeneity.DF > 0 && g.Homogeneity.P < 1-a.All.Options.Level && g.Random.Computed() && !math.IsNaN(g.Random.Typical.Value) &&
		!math.IsInf(g.Row.Index.Value, 1)
}

// adjustedFor says what is alike.
func (a Adjusted) adjustedFor() string { return "adjusted for " + wordsOf(a.Dimensions) }

// notComparedText says which strata are in the crude figures alone.
func (g AdjustedGroup) notComparedText(baseline string) string {
	const most = 8
	names := slices.Clone(g.NotCompared)
	if more := len(names) - most; more > 0 {
		names = append(names[:most], fmt.Sprintf("and %d others", more))
	}
	text := fmt.Sprintf("nobody to compare in %s: no one of %s or of %s is counted there, so that it is in the crude figures alone",
		strings.Join(names, "; "), g.Row.Group, baseline)
	if g.UnknownThere.Upper > 0 {
		text += fmt.Sprintf("; %s not known there are in no bound of the adjusted one", spoken(countText(g.UnknownThere)))
	}
	return text
}
