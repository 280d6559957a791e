package counts

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/trend"
)

// say says of each group how its index changed: from the one period to the other if two are
// compared, over all periods if there are enough for a trend, and otherwise from the last but one
// year to the last.
func (t Trend) say() []string {
	switch {
	case t.Rates != nil:
		return sayResult(*t.Rates)
	case t.Proportions != nil:
		return sayResult(*t.Proportions)
	}
	return nil
}

func sayResult[M rri.Measure](r trend.Result[string, M]) (lines []string) {
	switch {
	case r.Compared != nil:
		lines = append(lines, sayChange(r, *r.Compared)...)
	case r.Series.Before != nil:
		for _, note := range r.Notes {
			if strings.Contains(note, "are not compared") {
				lines = append(lines, sentence(note))
			}
		}
	}
	trends := false
	for _, t := range r.Trends {
		if t.Points >= fewestPeriods {
			trends = true
			lines = append(lines, sayTrend(r, t))
		}
	}
	if r.Compared == nil && !trends && len(r.YearOnYear) > 0 {
		lines = append(lines, sayChange(r, r.YearOnYear[len(r.YearOnYear)-1])...)
	}
	return lines
}

// indexOf is what the index of a result is called.
func indexOf[M rri.Measure](r trend.Result[string, M]) string {
	if r.Options.Direction == index.ComparatorOverGroup {
		return "relative likelihood"
	}
	return "RRI"
}

// sayChange says what became of every index from one period to another.
func sayChange[M rri.Measure](r trend.Result[string, M], c trend.Change[string]) (lines []string) {
	for _, row := range c.Rows {
		if row.Group == r.Series.Baseline {
			continue
		}
		opening := fmt.Sprintf("%s, from %s to %s:", row.Group, c.Before.Name, c.After.Name)
		if !row.Ratio.Computed() || math.IsNaN(row.Ratio.Value) {
			lines = append(lines, fmt.Sprintf("%s no change can be formed (%s).", opening, cmp.Or(row.Why, "there is nothing to compare")))
			continue
		}
		numbers := fmt.Sprintf("%s and %s, %s times (%s)", sheet.Limit(sheet.Ratio, row.Before.Value, 2, 1), sheet.Limit(sheet.Ratio, row.After.Value, 2, 1),
			ratioText(row.Ratio), limitsIn(r, row.Ratio))
		lines = append(lines, fmt.Sprintf("%s the %s%s %s: %s.%s", opening, indexOf(r), known(row.Word, row.Worst), verb(row.Word, r), numbers, noWord(row.Word, row.Why)))
	}
	return lines
}

// known says of a rise or a fall that it is of those whose group is known, where the others could
// undo it.
func known(w trend.Word, worst *trend.Limits) string {
	if worst != nil && (w == trend.Increasing && !(worst.Lower > 1) || w == trend.Reducing && !(worst.Upper < 1)) {
		return ", of those whose group is known,"
	}
	return ""
}

// verb says what a word says, of the change from one period to another.
func verb[M rri.Measure](w trend.Word, r trend.Result[string, M]) string {
	switch w {
	case trend.Increasing:
		return "rose"
	case trend.Reducing:
		return "fell"
	case trend.Stable:
		return "stayed within " + marginText(r) + " either way"
	case trend.CannotTell:
		return "may have risen or fallen, which these counts cannot tell"
	}
	return "is compared without a word"
}

// noWord says why there is no word.
func noWord(w trend.Word, why string) string {
	if w != trend.NoWord || why == "" {
		return ""
	}
	return " It has no word: " + why + "."
}

// ratioText writes a ratio of two indices, which is not 1 where its interval leaves out 1.
func ratioText(e rri.Estimate) string {
	_, _, digits := sheet.Limits(sheet.Ratio, e.Lower, e.Upper, 2, 1)
	return sheet.Limit(sheet.Ratio, e.Value, digits, 1)
}

// limitsIn writes the interval of a ratio in a sentence.
func limitsIn[M rri.Measure](r trend.Result[string, M], e rri.Estimate) string {
	name := sheet.Percent(r.Options.Level) + " " + r.Options.Side.LimitsName()
	switch {
	case math.IsNaN(e.Lower) || math.IsNaN(e.Upper):
		return name + " cannot be given"
	case r.Options.Side == rri.LowerOnly:
		return name + " " + sheet.Limit(sheet.Ratio, e.Lower, 2, 1)
	case r.Options.Side == rri.UpperOnly:
		return name + " " + sheet.Limit(sheet.Ratio, e.Upper, 2, 1)
	}
	a, b, _ := sheet.Limits(sheet.Ratio, e.Lower, e.Upper, 2, 1)
	return name + " " + a + " to " + b
}

// sayTrend says whether an index changes over all periods.
func sayTrend[M rri.Measure](r trend.Result[string, M], t trend.Trend[string]) string {
	opening := fmt.Sprintf("%s, over %s%s:", t.Group, plural(t.Points, "period", "periods"), fromFirst(r, t.Group))
	if !t.PerYear.Computed() || math.IsNaN(t.PerYear.Value) {
		return fmt.Sprintf("%s no trend can be formed (%s).", opening, cmp.Or(t.Why, "there is nothing to compare"))
	}
	numbers := fmt.Sprintf("%s times a year (%s)", ratioText(t.PerYear), limitsIn(r, t.PerYear))
	name := indexOf(r) + known(t.Word, t.Worst)
	switch t.Word {
	case trend.Increasing:
		return fmt.Sprintf("%s the %s is increasing, %s.", opening, name, numbers)
	case trend.Reducing:
		return fmt.Sprintf("%s the %s is reducing, %s.", opening, name, numbers)
	case trend.Stable:
		return fmt.Sprintf("%s the %s is stable, within %s a year either way, %s.", opening, name, marginText(r), numbers)
	case trend.CannotTell:
		return fmt.Sprintf("%s these counts cannot tell if the %s rises or falls, %s.", opening, name, numbers)
	}
	return fmt.Sprintf("%s the %s is %s, without a word: %s.", opening, name, numbers, cmp.Or(t.Why, "there is nothing to compare"))
}

// fromFirst names the first and the last period of a trend, as " from 2016/17 to 2021/22"; "" if
// there are not two.
func fromFirst[M rri.Measure](r trend.Result[string, M], group string) string {
	var names []string
	for _, p := range r.Series.Points {
		_, counted := p.Counts[group]
		leftOut := p.Covered > 0 && p.Covered < 0.5 || slices.ContainsFunc(r.Options.LeaveOut, p.Overlaps)
		if _, based := p.Counts[r.Series.Baseline]; counted && based && !leftOut {
			names = append(names, p.Name)
		}
	}
	if len(names) < 2 {
		return ""
	}
	return fmt.Sprintf(" from %s to %s", names[0], names[len(names)-1])
}

// marginText is the margin of what is stable.
func marginText[M rri.Measure](r trend.Result[string, M]) string {
	const usual = 0.1
	return sheet.Percent(cmp.Or(r.Options.Margin, usual))
}
