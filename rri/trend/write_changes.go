package trend

import (
	"cmp"
	"fmt"
	"math"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/columns"
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
	before := r.besideBaseline(rows, r.nulls(), func(row ChangeRow[G]) rri.Estimate { return row.Before })
	after := r.besideBaseline(rows, r.nulls(), func(row ChangeRow[G]) rri.Estimate { return row.After })
	times := r.besideBaseline(rows, r.changeNulls(), func(row ChangeRow[G]) rri.Estimate { return row.Ratio })
	group := func(row ChangeRow[G]) string { return fmt.Sprint(row.Group) }
	value := func(t columns.Text) string { return t.Value }
	var c columns.Columns
	columns.Texts(&c, groupHead, rows, group)
	columns.Texts(&c, sheet.Column{Heading: "before"}, before, value)
	columns.Texts(&c, sheet.Column{Heading: "after"}, after, value)
	c.Estimate("times", r.interval(), times)
	columns.Texts(&c, sheet.Column{Name: "change_p", Heading: "p", Drop: 1}, rows, func(row ChangeRow[G]) string {
		if row.Group == r.Series.Baseline {
			return ""
		}
		return r.p(row.Ratio)
	})
	columns.Texts(&c, worstHead, rows, func(row ChangeRow[G]) string { return worstText(row.Worst, sheet.Ratio, 2, r.changeNulls()) })
	wordColumn(&c, sheet.Cells(rows, r.changeWord))
	s.Columns = append(c, r.changeColumns([]Change[G]{change})...)
	s.Pictures = r.comparedPicture(s.Title, change, times)

	var part columns.Columns
	columns.Texts(&part, groupHead, rows, group)
	part.Estimate("before", r.interval(), before)
	part.Estimate("after", r.interval(), after)
	part.Estimate("difference", r.interval(), r.differenceTexts(rows))
	s.Parts = []sheet.Sheet{{
		Title:   fmt.Sprintf("The %s in either period, and the difference of the group's own rates (after less before, %s)", r.indexName(), r.unit()),
		Columns: part,
	}}
	return s
}

// comparedPicture draws the change of every group but the baseline.
func (r Result[G, M]) comparedPicture(title string, change Change[G], times []columns.Text) []sheet.Picture {
	var rows []sheet.PictureRow
	for i, row := range change.Rows {
		if row.Group != r.Series.Baseline {
			worst := strings.Replace(worstText(row.Worst, sheet.Ratio, 2, r.changeNulls()), " – ", "–", 1)
			rows = append(rows, r.pictureRow(row.Group, row.Ratio, r.withLimits(times[i], "–"), row.Worst, worst, r.changeWord(row)))
		}
	}
	return r.forest("compared", title, fmt.Sprintf("times the %s before", r.indexName()), rows)
}

// besideBaseline returns the texts of ratios, of which that of the baseline has no interval: it is
// 1 times itself.
func (r Result[G, M]) besideBaseline(rows []ChangeRow[G], nulls []float64, of func(ChangeRow[G]) rri.Estimate) []columns.Text {
	texts := make([]columns.Text, len(rows))
	for i, row := range rows {
		if row.Group == r.Series.Baseline {
			texts[i] = columns.Text{Value: "1", Limits: "baseline"}
		} else {
			texts[i] = r.text(of(row), sheet.Ratio, 2, nulls...)
		}
	}
	return texts
}

// differenceTexts writes the differences of rates, with as many decimals as they share.
func (r Result[G, M]) differenceTexts(rows []ChangeRow[G]) []columns.Text {
	per := r.Series.labels().Per
	var sizes []float64
	for _, row := range rows {
		sizes = append(sizes, math.Abs(per*row.RateDifference.Value))
	}
	texts := make([]columns.Text, len(rows))
	for i, row := range rows {
		texts[i] = r.text(row.RateDifference, func(v float64, decimals int) string { return sheet.Signed(v*per, decimals) }, sheet.Decimals(sizes), 0)
	}
	return texts
}

// changeText writes the change of a group.
func (r Result[G, M]) changeText(row ChangeRow[G]) columns.Text {
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

// wordColumn adds what is said of changes or trends.
func wordColumn(c *columns.Columns, cells []sheet.Cell) {
	c.People(sheet.Column{Heading: "word", Align: sheet.Left, WithPrevious: true}, cells)
}

// worstHead is the head of the column of limits over the ways in which the unknown could fall.
var worstHead = sheet.Column{Heading: "with unknown", Align: sheet.Dash, Sparse: true, Notes: []string{
	"from the lowest to the highest limit over the ways in which the people of no known group could fall, in every period"}}

// worstText writes limits over the ways in which the unknown could fall.
func worstText(l *Limits, style columns.Style, decimals int, nulls []float64) string {
	if l == nil {
		return ""
	}
	lower, upper, _ := sheet.Limits(style, l.Lower, l.Upper, decimals, nulls...)
	return lower + " – " + upper
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
	if r.someUnknown() {
		text += " It is of the people whose group is known: the limits with unknown allow for the others."
	}
	return []string{text}
}

// yearOnYearSheet returns the changes from the same period a year before: a row for each.
func (r Result[G, M]) yearOnYearSheet() sheet.Sheet {
	s := sheet.Sheet{
		Title:  fmt.Sprintf("%s · change of the %s from the same period a year before", r.measure(), r.against()),
		Legend: append([]string{"The index of the period over that of a year before: 1.5 is half as much again."}, r.legend("change", "")...),
	}
	var c columns.Columns
	columns.Texts(&c, periodHead, r.YearOnYear, func(change Change[G]) string { return change.After.name() })
	places := make([]map[G]int, len(r.YearOnYear)) // of the rows
	for i, change := range r.YearOnYear {
		places[i] = make(map[G]int, len(change.Rows))
		for k, row := range change.Rows {
			places[i][row.Group] = k
		}
	}
	for _, g := range r.groups() {
		texts, words := make([]columns.Text, len(r.YearOnYear)), make([]sheet.Cell, len(r.YearOnYear))
		there := false
		for i, change := range r.YearOnYear {
			texts[i], words[i] = columns.Text{Value: "—", Limits: "—"}, sheet.Cell{Text: "—"}
			k, ok := places[i][g]
			if !ok { // in neither period
				continue
			}
			texts[i], words[i] = r.changeText(change.Rows[k]), r.changeWord(change.Rows[k])
			there = there || change.Rows[k].Ratio.Computed()
		}
		if !there { // in no two periods a year apart
			continue
		}
		c.Estimate(fmt.Sprint(g), r.interval(), texts)
		wordColumn(&c, words)
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
	x.Value("group", func(l line) sheet.Value { return sheet.String(fmt.Sprint(l.Group)) })
	x.Value("before", func(l line) sheet.Value { return sheet.String(l.before.name()) })
	times(&x, "before_", func(l line) Period { return l.before })
	x.Value("after", func(l line) sheet.Value { return sheet.String(l.after.name()) })
	times(&x, "after_", func(l line) Period { return l.after })
	x.Estimate("before_ratio", false, func(l line) rri.Estimate { return l.Before })
	x.Estimate("after_ratio", false, func(l line) rri.Estimate { return l.After })
	x.Estimate("change", true, func(l line) rri.Estimate { return l.Ratio })
	x.Estimate("rate_difference", true, func(l line) rri.Estimate { return l.RateDifference })
	said(&x, r.margin(), func(l line) (*Limits, Word, string) { return l.Worst, l.Word, l.Why })
	basis(&x, r.Options.Direction, func(l line) rri.Estimate { return l.Ratio })
	return x.Columns
}

// said adds what is said of a change or a trend, and what it rests on.
func said[R any](x *columns.Exact[R], margin float64, of func(R) (*Limits, Word, string)) {
	limit := func(name string, value func(*Limits) float64) {
		x.Value(name, func(row R) sheet.Value {
			if l, _, _ := of(row); l != nil {
				return sheet.Float(value(l))
			}
			return sheet.Value{}
		})
	}
	limit("worst_lower", func(l *Limits) float64 { return l.Lower })
	limit("worst_upper", func(l *Limits) float64 { return l.Upper })
	x.Constant("margin", sheet.Float(margin))
	x.Value("word", func(row R) sheet.Value {
		if _, w, _ := of(row); w != NoWord {
			return sheet.String(w.String())
		}
		return sheet.Value{}
	})
	x.Value("why", func(row R) sheet.Value {
		_, _, why := of(row)
		return sheet.String(why)
	})
}
