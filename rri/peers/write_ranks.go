package peers

import (
	"fmt"
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

// ranksSheet returns the values and the places: a row for each unit.
func (w writer[G, M]) ranksSheet() sheet.Sheet {
	rows := w.c.Rows
	s := sheet.Sheet{
		Title:  fmt.Sprintf("%s · %s of %d %s · %s", w.subject(w.group()), "places", len(rows), w.of, w.by()),
		Lines:  w.placeLines(),
		Legend: w.placeLegend(),
	}
	if len(rows) == 0 {
		s.Title = fmt.Sprintf("%s · %s · %s", w.subject(w.group()), w.of, w.by())
		s.Columns = w.rankColumns()
		return s
	}
	values := w.values()
	var c columns.Columns
	units(w.writing, &c, rows, rowUnit)
	c.Estimate(w.valueName(), w.Interval(), values)
	columns.Texts(&c, sheet.Column{Heading: "place"}, rows, func(row Row) string { return ordinal(row.Rank.Rank) })
	columns.Texts(&c, sheet.Column{Heading: w.placeInterval(), Align: sheet.Dash, WithPrevious: true}, rows, func(row Row) string {
		return places(row.Rank.Lower, row.Rank.Upper, " – ")
	})
	words := sheet.Column{Heading: "word", Align: sheet.Left}
	c.People(words, sheet.Cells(rows, wordCell))
	s.Columns = append(c, w.rankColumns()...)
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

// placeInterval is the heading of intervals of places.
func (w writing) placeInterval() string { return sheet.Percent(w.ConfidenceLevel()) + " interval" }

// wordCell returns a word, with why there is none as a footnote.
func wordCell(row Row) sheet.Cell {
	c := sheet.Cell{Text: row.Word.String()}
	if row.Why != "" {
		c.Notes = []string{row.Why}
	}
	return c
}

// placeLines say from which end places are counted, where the unit is that is asked about, and what
// the mean is.
func (w writer[G, M]) placeLines() []string {
	n := len(w.c.Rows)
	if n == 0 {
		return []string{fmt.Sprintf("None of the %s has a value to compare.", w.of)}
	}
	direction := fmt.Sprintf("Places are counted from the lowest %s: the 1st of %d is the lowest.", w.valueWord(), n)
	switch w.o.Sense {
	case trend.UpIsWorse:
		direction += " Here higher is worse."
	case trend.UpIsBetter:
		direction += " Here lower is worse."
	}
	lines := []string{direction}
	if text := w.focusLine(); text != "" {
		lines = append(lines, text)
	}
	if mean := w.estimate(w.c.Mean, w.rowStyle()); mean.Value != "—" {
		lines = append(lines, fmt.Sprintf("The mean, each unit counting once, is %s.", w.withLimits(mean)))
	}
	return lines
}

// focusLine says where the unit is that is asked about; "" if none is, or it has no value.
func (w writer[G, M]) focusLine() string {
	i := slices.IndexFunc(w.c.Rows, func(row Row) bool { return w.focus != "" && row.Unit == w.focus })
	if i < 0 {
		return ""
	}
	text := fmt.Sprintf("%s is %s.", w.focus, w.placed(w.c.Rows[i]))
	if _, alike, _ := w.c.toldApart(w.focus); len(alike) > 0 {
		text += fmt.Sprintf(" Among all pairs it cannot be told from %s.", listed(alike))
	}
	return text
}

// placed says where a unit stands, with its interval.
func (w writer[G, M]) placed(row Row) string {
	text := fmt.Sprintf("%s of %d, with an interval of %s", ordinal(row.Rank.Rank), len(w.c.Rows), places(row.Rank.Lower, row.Rank.Upper, " to "))
	if w.unknownMatters(row) {
		text += fmt.Sprintf(" and with the unknown of %s", places(row.Rank.Lowest, row.Rank.Highest, " to "))
	}
	return text
}

// unknownMatters reports whether there is an interval that allows for the unknown.
func (w writer[G, M]) unknownMatters(row Row) bool {
	return row.Rank.Lowest > 0 && row.Rank.Highest > 0 && w.someUnknown()
}

// someUnknown reports whether people of no known group were counted in any unit.
func (w writer[G, M]) someUnknown() bool {
	return slices.ContainsFunc(w.c.Rows, func(row Row) bool { return row.Bounds != nil })
}

// placeLegend names the units without a place, and says what intervals and words are.
func (w writer[G, M]) placeLegend() []string {
	var legend []string
	if len(w.c.Missing) > 0 {
		var names []string
		for _, m := range w.c.Missing {
			names = append(names, fmt.Sprintf("%s (%s)", w.name(m.Unit), m.Why))
		}
		legend = append(legend, "Without a value, and so without a place: "+strings.Join(names, "; ")+".")
	}
	if len(w.c.Rows) == 0 {
		return legend
	}
	if slices.ContainsFunc(w.c.Rows, func(row Row) bool { return row.Unit == w.focus }) {
		legend = append(legend, strings.TrimSpace(mark)+" is the one that is asked about.")
	}
	legend = append(legend, "The interval of a place is that of one unit: it begins behind the units that can be told to be lower, "+
		"and ends before those that can be told to be higher.")
	text := fmt.Sprintf("A word is of the %s over the mean of the others, by its interval: Above or Below if that leaves out 1; "+
		"else Similar if it lies within %s; else Cannot tell.", w.valueWord(), w.similar())
	if w.someUnknown() {
		text += " It is of the people whose group is known: the columns with unknown allow for the others."
	}
	return append(legend, text)
}

// similar writes the margins of being similar, as "0.8 to 1.25".
func (w writing) similar() string {
	margin := w.ratioStyle().nulls[2]
	return fmt.Sprintf("%s to %s", strings.TrimSuffix(sheet.Ratio(1/margin, 2), "0"), sheet.Ratio(margin, 2))
}

// meanSheet returns what the units are beside the mean of the others, and what the unknown leaves
// open.
func (w writer[G, M]) meanSheet() sheet.Sheet {
	rows := w.c.Rows
	style, ratio := w.rowStyle(), w.ratioStyle()
	var c columns.Columns
	units(w.writing, &c, rows, rowUnit)
	times := make([]columns.Text, len(rows))
	for i, row := range rows {
		times[i] = w.estimate(row.ToMean, ratio)
		times[i].Notes = nil // they are of the values, which have them
	}
	c.Estimate("times the others", w.Interval(), times)
	c.People(sheet.Column{Heading: fmt.Sprintf("among %s %d", w.end(), w.c.Worst)}, sheet.Cells(rows, func(row Row) sheet.Cell {
		return sheet.Cell{Text: probability(row.Rank.AmongWorst)}
	}))
	columns.Texts(&c, sheet.Column{Heading: w.valueName() + " with unknown", Align: sheet.Dash, Sparse: true, Notes: []string{
		"from the lowest to the highest limit over the ways in which the people of no known group could fall"}},
		rows, func(row Row) string {
			if row.Bounds == nil {
				return ""
			}
			return style.limits(*row.Bounds, " – ")
		})
	columns.Texts(&c, sheet.Column{Heading: "place with unknown", Align: sheet.Dash, Sparse: true, Notes: []string{
		"over the ways in which those of every unit could fall, all at once"}},
		rows, func(row Row) string {
			if !w.unknownMatters(row) {
				return ""
			}
			return places(row.Rank.Lowest, row.Rank.Highest, " – ")
		})
	return sheet.Sheet{
		Title: fmt.Sprintf("The %s over the mean of the others, and how sure it is that a unit is among the %s %d",
			w.valueWord(), w.end(), w.c.Worst),
		Columns: c,
	}
}

// rankColumns returns the columns of the ranks for programs, with the units without a value.
func (w writer[G, M]) rankColumns() []sheet.Column {
	x := w.exact()
	w.counted(&x)
	x.Value("missing", func(l line[M]) sheet.Value { return sheet.String(l.missing) })
	x.Estimate("value", w.o.Quantity == Index, func(l line[M]) rri.Estimate { return l.Value })
	limits(&x, "bounds", func(l line[M]) *trend.Limits { return l.Bounds })
	x.Constant("units", sheet.Int(len(w.c.Rows)))
	place := func(name string, of func(Rank) int) {
		x.Value(name, func(l line[M]) sheet.Value {
			if n := of(l.Rank); n > 0 {
				return sheet.Int(n)
			}
			return sheet.Value{}
		})
	}
	place("rank", func(r Rank) int { return r.Rank })
	place("rank_lower", func(r Rank) int { return r.Lower })
	place("rank_upper", func(r Rank) int { return r.Upper })
	place("rank_lowest", func(r Rank) int { return r.Lowest })
	place("rank_highest", func(r Rank) int { return r.Highest })
	x.Constant("worst", sheet.Int(w.c.Worst))
	x.Value("among_worst", known(func(l line[M]) float64 { return l.Rank.AmongWorst }))
	x.Estimate("mean", false, func(line[M]) rri.Estimate { return w.c.Mean })
	x.Estimate("to_mean", true, func(l line[M]) rri.Estimate { return l.ToMean })
	x.Constant("margin", sheet.Float(w.ratioStyle().nulls[2]-1))
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
