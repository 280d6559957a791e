package trend

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// comparedSheet returns the change from Before to After: a row for each group.
func (r Result[G, M]) comparedSheet() sheet.Sheet {
	change := *r.Compared
	s := sheet.Sheet{
		Title: fmt.Sprintf("%s · change of the %s · before: %s · after: %s",
			r.measure(), r.against(), change.Before.name(), change.After.name()),
		Legend: r.legend("change", ""),
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
	c.estimate("times", r.interval(), r.besideBaseline(rows, texts(sheet.Ratio, 2, func(row ChangeRow[G]) rri.Estimate { return row.Ratio }, r.changeNulls()...)))
	c.people(sheet.Column{Name: "change_p", Heading: "p", Drop: 1}, sheet.Cells(rows, func(row ChangeRow[G]) sheet.Cell {
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
	part.estimate("difference", r.interval(), texts(r.differenceText, r.differenceDecimals(rows), func(row ChangeRow[G]) rri.Estimate { return row.RateDifference }, 0))
	s.Parts = []sheet.Sheet{{
		Title:   fmt.Sprintf("The %s in either period, and the difference of the group's own rates (after less before, %s)", r.indexName(), r.unit()),
		Columns: part,
	}}
	return s
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

// changeText writes the change of a group.
func (r Result[G, M]) changeText(row ChangeRow[G]) estimateText {
	return r.text(row.Ratio, sheet.Ratio, 2, r.changeNulls()...)
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
	if why != "" && why != ofChange { // which the legend says of all
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

// legend says what the words mean, and of what they are: a change or a trend.
func (r Result[G, M]) legend(of, aYear string) []string {
	text := fmt.Sprintf("A word is of the %s, by its interval: Increasing or Reducing if it leaves out no change; else Stable if it lies within %s%s "+
		"either way; else Cannot tell.", of, sheet.Percent(r.margin()), aYear)
	up, down := r.Options.Sense.Of(Increasing), r.Options.Sense.Of(Reducing)
	if r.Options.upsideDown() { // a higher index is a lower rate
		up, down = down, up
	}
	if up != "" {
		text += fmt.Sprintf(" Increasing is %s, Reducing is %s.", up, down)
	}
	return []string{text}
}

// yearOnYearSheet returns the changes from the same period a year before: a row for each.
func (r Result[G, M]) yearOnYearSheet() sheet.Sheet {
	s := sheet.Sheet{
		Title:  fmt.Sprintf("%s · change of the %s from the same period a year before", r.measure(), r.against()),
		Legend: append([]string{"The index of the period over that of a year before: 1.5 is half as much again."}, r.legend("change", "")...),
	}
	var c columns
	c.people(sheet.Column{Heading: "period", Align: sheet.Left}, sheet.Cells(r.YearOnYear, func(change Change[G]) sheet.Cell {
		return sheet.Cell{Text: change.After.name()}
	}))
	for _, g := range r.groups() {
		texts, words := make([]estimateText, len(r.YearOnYear)), make([]sheet.Cell, len(r.YearOnYear))
		there := false
		for i, change := range r.YearOnYear {
			texts[i], words[i] = estimateText{value: "—", limits: "—"}, sheet.Cell{Text: "—"}
			k := slices.IndexFunc(change.Rows, func(row ChangeRow[G]) bool { return row.Group == g })
			if k < 0 { // in neither period
				continue
			}
			texts[i], words[i] = r.changeText(change.Rows[k]), r.changeWord(change.Rows[k])
			there = there || change.Rows[k].Ratio.Computed()
		}
		if !there { // in no two periods a year apart
			continue
		}
		c.estimate(fmt.Sprint(g), r.interval(), texts)
		c.words(words)
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
	x.basis(r.Options.Direction, func(l line) rri.Estimate { return l.Ratio })
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
