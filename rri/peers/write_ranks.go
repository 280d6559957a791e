package peers

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/columns"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/trend"
)

// unitHead is the head of the column of units.
var unitHead = sheet.Column{Heading: "unit", Align: sheet.Left, Width: leastName}

// leastName is the room for the name of a unit, in characters, before it takes several lines.
const leastName = 24

// units adds the names of the units of rows.
func units[R any](w writing, c *columns.Columns, rows []R, unit func(R) string) {
	columns.Texts(c, unitHead, rows, func(row R) string { return w.name(unit(row)) })
}

// rowUnit returns the unit of a row.
func rowUnit(row Row) string { return row.Unit }

// ranksSheet returns the values and the ranks: a row for each unit.
func (w writer[G, M]) ranksSheet() sheet.Sheet {
	rows := w.c.Rows
	s := sheet.Sheet{
		Title:   fmt.Sprintf("%s · %s · %s", w.subject(w.group()), w.of, w.by()),
		Lines:   w.rankLines(),
		Legend:  w.rankLegend(),
		Columns: w.rankColumns(),
	}
	if len(rows) == 0 {
		return s
	}
	values := w.values()
	var c columns.Columns
	units(w.writing, &c, rows, rowUnit)
	c.Estimate(w.valueName(), w.Interval(), values)
	columns.Texts(&c, sheet.Column{Heading: "rank"}, rows, func(row Row) string { return rankText(row.Rank.Rank) })
	columns.Texts(&c, sheet.Column{Heading: "rank interval", Align: sheet.Dash, WithPrevious: true}, rows, func(row Row) string {
		return rankRange(row.Rank.Lower, row.Rank.Upper, " – ")
	})
	c.People(sheet.Column{Heading: "beside the mean", Align: sheet.Left}, sheet.Cells(rows, wordCell))
	s.Columns = append(c, s.Columns...)
	s.Parts = []sheet.Sheet{w.meanSheet()}
	s.Pictures = w.rankPictures(s.Title, values)
	return s
}

// group returns the name of the group.
func (w writer[G, M]) group() string { return fmt.Sprint(w.c.Group) }

// values returns the values as people see them.
func (w writer[G, M]) values() []columns.Text {
	style := w.rowStyle()
	texts := make([]columns.Text, len(w.c.Rows))
	for i, row := range w.c.Rows {
		texts[i] = w.estimate(row.Value, style)
	}
	return texts
}

// rowStyle returns how the values of all rows are written.
func (w writer[G, M]) rowStyle() valueStyle {
	var values []float64
	for _, row := range w.c.Rows {
		values = append(values, row.Value.Value)
	}
	return w.style(values...)
}

// rankInterval is the heading of intervals of ranks.
func (w writing) rankInterval() string { return sheet.Percent(w.ConfidenceLevel()) + " interval" }

// wordCell returns a word, with why there is none as a footnote.
func wordCell(row Row) sheet.Cell {
	c := sheet.Cell{Text: row.Word.String()}
	if row.Why != "" {
		c.Notes = []string{row.Why}
	}
	return c
}

// rankLines say from which end ranks are counted, where the unit stands that is asked about, and
// what the mean is.
func (w writer[G, M]) rankLines() []string {
	n := len(w.c.Rows)
	if n == 0 {
		return []string{fmt.Sprintf("None of the %s has a value to compare.", w.of)}
	}
	direction := fmt.Sprintf("Ranks are counted from the lowest %s: of %d the 1st is the lowest.", w.valueWord(), n)
	switch w.o.Sense {
	case trend.UpIsWorse:
		direction += " Here higher is worse."
	case trend.UpIsBetter:
		direction += " Here lower is worse."
	}
	lines := []string{direction}
	if standing := w.r.Standing(w.c, w.focus); standing != "" {
		lines = append(lines, w.name(w.focus)+": "+standing)
	}
	if mean := w.estimate(w.c.Mean, w.rowStyle()); mean.Value != "—" {
		lines = append(lines, fmt.Sprintf("The mean, each unit counting once, is %s, with a %s of %s.", mean.Value, w.rankInterval(), strings.ReplaceAll(mean.Limits, " – ", " to ")))
	}
	return lines
}

// rankLegend names the units without a rank, and says what intervals and words are.
func (w writer[G, M]) rankLegend() (legend []string) {
	if lacking := w.c.Lacking(); lacking != "" {
		legend = append(legend, lacking)
	}
	if len(w.c.Rows) < 2 {
		return legend
	}
	legend = append(legend, "The interval of a rank, as 4th to 6th of 8: 3 units can be told to be lower and 2 to be higher, and the others cannot be told from it. "+
		"It is of one unit at a time.")
	text := fmt.Sprintf("The word is of the %s over the mean of the others. Above, Below: all of its interval is on that side of 1. "+
		"Similar: it lies within %s. Cannot tell: neither. No word: its footnote says why.", w.valueWord(), w.similar())
	if w.someUnknown() {
		text += " Ranks and words are of the people whose group is recorded: the columns with unknown allow for the others."
	}
	return append(legend, text)
}

// someUnknown reports whether people of no known group were counted in any unit.
func (w writer[G, M]) someUnknown() bool {
	return slices.ContainsFunc(w.c.Rows, func(row Row) bool { return row.Bounds != nil })
}

// unknownMatters reports whether a rank has an interval that allows for the unknown.
func (w writer[G, M]) unknownMatters(row Row) bool {
	return row.Rank.Lowest > 0 && row.Rank.Highest > 0 && w.someUnknown()
}

// similar writes the margins of being similar, as "0.8 to 1.25".
func (w writing) similar() string {
	lower, upper := sheet.Ratio(1/(1+w.margin()), 2), sheet.Ratio(1+w.margin(), 2)
	return strings.TrimSuffix(lower, "0") + " to " + strings.TrimSuffix(upper, "0")
}

// meanSheet returns what the units are beside the mean of the others, and what the unknown leaves
// open.
func (w writer[G, M]) meanSheet() sheet.Sheet {
	rows := w.c.Rows
	style := w.rowStyle()
	times := make([]columns.Text, len(rows))
	for i, row := range rows {
		times[i] = w.estimate(row.ToMean, w.ratioStyle(row.ToMean))
		times[i].Notes = nil // they are of the values, which have them
	}
	among := w.among()
	var c columns.Columns
	units(w.writing, &c, rows, rowUnit)
	c.Estimate("times the mean", w.Interval(), times)
	columns.Texts(&c, sheet.Column{Heading: among}, rows, func(row Row) string { return probability(row.Rank.AmongWorst) })
	columns.Texts(&c, sheet.Column{Heading: "unknown", Sparse: true}, rows, func(row Row) string {
		if !w.someUnknown() || math.IsNaN(row.UnknownShare) {
			return ""
		}
		return sheet.Share(row.UnknownShare)
	})
	columns.Texts(&c, sheet.Column{Heading: w.valueName() + " with unknown", Align: sheet.Dash, Sparse: true, Notes: []string{
		"from the lowest to the highest limit over the ways in which the people of no known group could fall"}},
		rows, func(row Row) string {
			switch {
			case row.Bounds != nil:
				return style.limits(*row.Bounds, " – ")
			case w.someUnknown(): // of others: here there are none
				return style.limits(trend.Limits{Lower: row.Value.Lower, Upper: row.Value.Upper}, " – ")
			}
			return ""
		})
	columns.Texts(&c, sheet.Column{Heading: "rank with unknown", Align: sheet.Dash, Sparse: true, Notes: []string{
		"the ranks that are open if those of every unit could fall in any way"}},
		rows, func(row Row) string {
			if !w.unknownMatters(row) {
				return ""
			}
			return rankRange(row.Rank.Lowest, row.Rank.Highest, " – ")
		})
	return sheet.Sheet{
		Title:   fmt.Sprintf("The %s over the mean of the others, and the probability of being %s", w.valueWord(), among),
		Columns: c,
	}
}

// among names the end at which the worst are, as "among the highest 2". They are the worst only
// where more has a sense that says so.
func (w writer[G, M]) among() string {
	end := "highest"
	if w.o.Sense != trend.Neither {
		end = "worst"
	}
	if w.c.Worst == 1 {
		return "the " + end
	}
	return fmt.Sprintf("among the %s %d", end, w.c.Worst)
}

// rankColumns returns the columns of the ranks for programs, with the units without a value.
func (w writer[G, M]) rankColumns() []sheet.Column {
	x := w.exact()
	w.counted(&x)
	x.Value("missing", func(l line[M]) sheet.Value { return sheet.String(l.missing) })
	x.Estimate("value", w.o.Quantity == Index, func(l line[M]) rri.Estimate { return l.Value })
	x.Value("unit_unknown_share", known(func(l line[M]) float64 { return l.UnknownShare }))
	limits(&x, "bounds", func(l line[M]) *trend.Limits { return l.Bounds })
	x.Constant("units", sheet.Int(len(w.c.Rows)))
	rank := func(name string, of func(Rank) int) {
		x.Value(name, func(l line[M]) sheet.Value {
			if n := of(l.Rank); n > 0 {
				return sheet.Int(n)
			}
			return sheet.Value{}
		})
	}
	rank("rank", func(r Rank) int { return r.Rank })
	rank("rank_lower", func(r Rank) int { return r.Lower })
	rank("rank_upper", func(r Rank) int { return r.Upper })
	rank("rank_lowest", func(r Rank) int { return r.Lowest })
	rank("rank_highest", func(r Rank) int { return r.Highest })
	x.Value("alike", func(l line[M]) sheet.Value { return sheet.String(strings.Join(l.Alike, "; ")) })
	x.Constant("worst", sheet.Int(w.c.Worst))
	x.Value("among_worst", known(func(l line[M]) float64 { return l.Rank.AmongWorst }))
	x.Estimate("mean", false, func(line[M]) rri.Estimate { return w.c.Mean })
	x.Estimate("to_mean", false, func(l line[M]) rri.Estimate { return l.ToMean })
	x.Constant("margin", sheet.Float(w.margin()))
	x.Value("word", func(l line[M]) sheet.Value {
		if l.missing != "" || l.Word == NoWord {
			return sheet.Value{}
		}
		return sheet.String(l.Word.String())
	})
	x.Value("why", func(l line[M]) sheet.Value { return sheet.String(l.Why) })
	x.Basis(func(l line[M]) rri.Estimate { return l.Value })
	return x.Columns
}
