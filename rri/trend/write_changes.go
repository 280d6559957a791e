package trend

import (
	"cmp"
	"fmt"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// comparedSheet returns the change from Before to After: a row for each group.
func (r Result[G, M]) comparedSheet() sheet.Sheet {
	change := *r.Compared
	before, after := change.Before.name(), change.After.name()
	s := sheet.Sheet{
		Title:  fmt.Sprintf("%s · change of the RRI against %v from %s to %s", r.measure(), r.Series.Baseline, before, after),
		Legend: r.legend(""),
	}
	if r.Series.Before != nil && r.Series.After != nil {
		for _, p := range []Point[G, M]{*r.Series.Before, *r.Series.After} {
			for _, note := range r.pointNotes(p) {
				s.Notes = append(s.Notes, p.name()+": "+note)
			}
		}
	}
	rows := change.Rows
	var c columns
	name := func(c *columns) {
		c.people(sheet.Column{Heading: "group", Align: sheet.Left}, sheet.Cells(rows, func(row ChangeRow[G]) sheet.Cell { return sheet.Cell{Text: fmt.Sprint(row.Group)} }))
	}
	texts := func(style style, decimals int, of func(ChangeRow[G]) rri.Estimate, nulls ...float64) []estimateText {
		texts := make([]estimateText, len(rows))
		for i, row := range rows {
			texts[i] = r.text(of(row), style, decimals, nulls...)
		}
		return texts
	}
	indexBefore := r.besideBaseline(rows, texts(sheet.Ratio, 2, func(row ChangeRow[G]) rri.Estimate { return row.Before }, r.nulls()...))
	indexAfter := r.besideBaseline(rows, texts(sheet.Ratio, 2, func(row ChangeRow[G]) rri.Estimate { return row.After }, r.nulls()...))
	value := func(t estimateText) sheet.Cell { return sheet.Cell{Text: t.value} }
	name(&c)
	c.people(sheet.Column{Heading: "before"}, sheet.Cells(indexBefore, value))
	c.people(sheet.Column{Heading: "after"}, sheet.Cells(indexAfter, value))
	c.estimate("times", r.interval(), r.besideBaseline(rows, r.changeTexts(rows)))
	c.people(sheet.Column{Name: "change_p", Heading: "p"}, sheet.Cells(rows, func(row ChangeRow[G]) sheet.Cell {
		if row.Group == r.Series.Baseline {
			return sheet.Cell{}
		}
		return sheet.Cell{Text: r.p(row.Ratio)}
	}))
	c.worst(sheet.Cells(rows, func(row ChangeRow[G]) sheet.Cell { return worstCell(row.Worst, sheet.Ratio, 2, r.changeNulls()...) }))
	c.words(sheet.Cells(rows, r.changeWord))
	s.Columns = append(c, r.changeColumns([]Change[G]{change})...)

	var part columns
	name(&part)
	part.estimate("before", r.interval(), indexBefore)
	part.estimate("after", r.interval(), indexAfter)
	part.estimate("difference of rates", r.interval(), texts(r.differenceText, r.differenceDecimals(rows), func(row ChangeRow[G]) rri.Estimate { return row.RateDifference }, 0))
	s.Parts = []sheet.Sheet{{Title: fmt.Sprintf("The RRI in either period, and how many more (+) or fewer (-) %s there were of the group itself, %s", r.Series.labels().Events, r.unit()), Columns: part}}
	return s
}

// unit says what rates are per.
func (r Result[G, M]) unit() string {
	labels := r.Series.labels()
	labels.Measure, labels.Exposure = "", r.Series.exposure()
	return labels.Heading(isProportion[M]())
}

// besideBaseline returns texts in which the baseline has no interval: it is 1 times itself.
func (r Result[G, M]) besideBaseline(rows []ChangeRow[G], texts []estimateText) []estimateText {
	for i, row := range rows {
		if row.Group == r.Series.Baseline {
			texts[i] = estimateText{value: "1", limits: "baseline"}
		}
	}
	return texts
}

// differenceText writes a difference of rates.
func (r Result[G, M]) differenceText(v float64, decimals int) string {
	return sheet.Signed(v*r.Series.labels().Per, decimals)
}

// differenceDecimals returns how many decimals the differences of rates have.
func (r Result[G, M]) differenceDecimals(rows []ChangeRow[G]) int {
	var numbers []float64
	for _, row := range rows {
		numbers = append(numbers, r.Series.labels().Per*row.RateDifference.Value, -r.Series.labels().Per*row.RateDifference.Value)
	}
	return sheet.Decimals(numbers)
}

// changeTexts writes the changes of groups.
func (r Result[G, M]) changeTexts(rows []ChangeRow[G]) []estimateText {
	texts := make([]estimateText, len(rows))
	for i, row := range rows {
		texts[i] = r.text(row.Ratio, sheet.Ratio, 2, r.changeNulls()...)
	}
	return texts
}

// changeNulls returns the values that no limit of a change may seem to be.
func (r Result[G, M]) changeNulls() []float64 {
	return []float64{1, 1 - r.margin(), 1 + r.margin()}
}

// changeWord returns what is said of a change.
func (r Result[G, M]) changeWord(row ChangeRow[G]) sheet.Cell {
	if row.Group == r.Series.Baseline {
		return sheet.Cell{}
	}
	return wordCell(row.Word, row.Why)
}

// wordCell returns a word, with what it is of or why there is none as a footnote.
func wordCell(w Word, why string) sheet.Cell {
	c := sheet.Cell{Text: w.String()}
	if w == NoWord {
		c.Text = "no word"
	}
	if why != "" {
		c.Notes = []string{why}
	}
	return c
}

// words adds what is said of changes or trends.
func (c *columns) words(cells []sheet.Cell) {
	c.people(sheet.Column{Heading: "word", Align: sheet.Left, WithPrevious: true}, cells)
}

// worst adds the limits over the ways in which the unknown could fall.
func (c *columns) worst(cells []sheet.Cell) {
	c.people(sheet.Column{Heading: "worst case", Notes: []string{worstNote}, Align: sheet.Dash, Sparse: true}, cells)
}

const worstNote = "from the lowest to the highest limit over the ways in which the people of no known group could fall, in every period"

// worstCell writes limits over the ways in which the unknown could fall.
func worstCell(l *Limits, style style, decimals int, nulls ...float64) sheet.Cell {
	if l == nil {
		return sheet.Cell{}
	}
	lower, upper, _ := sheet.Limits(style, l.Lower, l.Upper, decimals, nulls...)
	return sheet.Cell{Text: lower + " – " + upper}
}

// legend says what the words mean. a says of what the margin is.
func (r Result[G, M]) legend(a string) []string {
	margin := sheet.Percent(r.margin())
	lines := []string{fmt.Sprintf("Increasing, Reducing: the interval leaves out no change. Stable: it does not, and lies within %s%s either way. "+
		"Cannot tell: neither.", margin, a)}
	switch r.Options.Sense {
	case UpIsWorse:
		lines = append(lines, "Increasing is worse for the people of a group.")
	case UpIsBetter:
		lines = append(lines, "Increasing is better for the people of a group.")
	}
	return lines
}

// yearOnYearSheet returns the changes from the same period a year before: a row for each.
func (r Result[G, M]) yearOnYearSheet() sheet.Sheet {
	s := sheet.Sheet{
		Title:  fmt.Sprintf("%s · change of the RRI against %v from the same period a year before", r.measure(), r.Series.Baseline),
		Legend: append([]string{"A number is that of the period over that of a year before: 1.5 is half as much again."}, r.legend("")...),
	}
	var c columns
	c.people(sheet.Column{Heading: "period", Align: sheet.Left}, sheet.Cells(r.YearOnYear, func(change Change[G]) sheet.Cell {
		return sheet.Cell{Text: change.After.name()}
	}))
	for _, g := range r.groups() {
		rows := make([]ChangeRow[G], len(r.YearOnYear))
		for i, change := range r.YearOnYear {
			for _, row := range change.Rows {
				if row.Group == g {
					rows[i] = row
				}
			}
		}
		c.estimate(fmt.Sprint(g), r.interval(), r.changeTexts(rows))
		c.words(sheet.Cells(rows, r.changeWord))
	}
	s.Columns = append(c, r.changeColumns(r.YearOnYear)...)
	return s
}

// changeLine is a group in a change.
type changeLine[G cmp.Ordered] struct {
	ChangeRow[G]
	before, after Period
}

// changeColumns returns the columns of changes for programs.
func (r Result[G, M]) changeColumns(changes []Change[G]) []sheet.Column {
	type line = changeLine[G]
	var lines []line
	for _, change := range changes {
		for _, row := range change.Rows {
			lines = append(lines, line{row, change.Before, change.After})
		}
	}
	x := labelled(lines, r.Series.labels(), r.Series.Baseline)
	x.value("group", func(l line) sheet.Value { return sheet.String(fmt.Sprint(l.Group)) })
	x.value("before", func(l line) sheet.Value { return sheet.String(l.before.name()) })
	x.time("before_", func(l line) Period { return l.before })
	x.value("after", func(l line) sheet.Value { return sheet.String(l.after.name()) })
	x.time("after_", func(l line) Period { return l.after })
	x.estimate("before_ratio", false, func(l line) rri.Estimate { return l.Before })
	x.estimate("after_ratio", false, func(l line) rri.Estimate { return l.After })
	x.estimate("change", true, func(l line) rri.Estimate { return l.Ratio })
	x.estimate("rate_difference", true, func(l line) rri.Estimate { return l.RateDifference })
	said(&x, r.margin(), func(l line) (*Limits, Word, string) { return l.Worst, l.Word, l.Why })
	x.basis(func(l line) rri.Estimate { return l.Ratio })
	return x.columns
}

// said adds what is said of a change or a trend, and what it rests on.
func said[R any](x *exact[R], margin float64, of func(R) (*Limits, Word, string)) {
	limit := func(name string, value func(*Limits) float64) {
		x.value(name, func(row R) sheet.Value {
			if l, _, _ := of(row); l != nil {
				return sheet.Float(value(l))
			}
			return sheet.Value{}
		})
	}
	limit("worst_lower", func(l *Limits) float64 { return l.Lower })
	limit("worst_upper", func(l *Limits) float64 { return l.Upper })
	x.constant("margin", sheet.Float(margin))
	x.value("word", func(row R) sheet.Value {
		if _, w, _ := of(row); w != NoWord {
			return sheet.String(w.String())
		}
		return sheet.Value{}
	})
	x.value("why", func(row R) sheet.Value {
		_, _, why := of(row)
		return sheet.String(why)
	})
}
