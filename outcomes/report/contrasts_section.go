package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/outcomes/report/internal/wording"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/peers"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// besideOthers is the end of the names of pictures of a [Contrast].
const besideOthers = "-compared"

// contrastTable lays a contrast out, of the parts of a document.
type contrastTable struct {
	Contrast
	without  []string // values that have no ratio, and no rows here
	screen   screen
	document Document
}

// contrast returns the contrast of a measure to be laid out, false if there is none.
func (s screen) contrast(id string) (contrastTable, bool) {
	c, ok := contrastIn(s.document.Contrasts, id)
	c, without := c.withRatios()
	return contrastTable{c, without, s, s.document}, ok
}

// withRatios returns c without the values of which no group has a ratio, and these.
func (c Contrast) withRatios() (some Contrast, without []string) {
	var rows []ContrastRow
	for _, value := range c.values() {
		of := slices.DeleteFunc(slices.Clone(c.Rows), func(row ContrastRow) bool { return row.Value != value })
		if slices.ContainsFunc(of, ContrastRow.hasRatio) {
			rows = append(rows, of...)
		} else {
			without = append(without, value)
		}
	}
	c.Rows = rows
	return c, without
}

// values returns the values that are set beside the reference, in order.
func (c Contrast) values() (values []string) {
	for _, row := range c.Rows {
		if !slices.Contains(values, row.Value) {
			values = append(values, row.Value)
		}
	}
	return values
}

// valueText writes a value of a column in a sentence.
func valueText(value string) string { return fmt.Sprintf("%q", sheet.Clip(value)) }

// title says what is over what.
func (c contrastTable) title() string {
	over := "each"
	if values := c.values(); len(values) == 1 {
		over = valueText(values[0])
	}
	return fmt.Sprintf("%s by %s, compared with each other: the index with %s over that with %s", capital(c.Measure), c.document.partsBy(), over, valueText(c.Reference))
}

// ratioText writes the ratio of two indices, which prints as 1 only if it is exactly that.
func (c Contrast) ratioText(e rri.Estimate) string {
	if !isFinite(e) {
		return withheldText
	}
	return sheet.Limit(indexStyle, e.Value, 2, 1)
}

// rangeText writes the range of a ratio of two indices, whose ends stay on their side of 1 and of
// the margin.
func (c Contrast) rangeText(lower, upper float64) string {
	if math.IsNaN(lower) || math.IsNaN(upper) {
		return ""
	}
	nulls := []float64{1}
	if !leavesOut(lower, upper, 1) {
		nulls = append(nulls, 1/(1+c.Margin), 1+c.Margin)
	}
	from, to, _ := sheet.Limits(limitStyle, lower, upper, 2, nulls...)
	return from + "–" + to
}

// sheet lays the table out: a row for each group, under each value.
func (c contrastTable) sheet() sheet.Sheet {
	one := len(c.values()) == 1
	names := sheet.Column{Heading: c.document.partsBy(), Align: sheet.Left, Sparse: true}
	for i, row := range c.Rows {
		var cell sheet.Cell
		if !one && (i == 0 || c.Rows[i-1].Value != row.Value) {
			cell.Text = row.Value
		}
		names.Cells = append(names.Cells, cell)
	}
	column := func(name, heading string, cell func(ContrastRow) sheet.Cell) sheet.Column {
		return sheet.Column{Name: name, In: sheet.Text | sheet.Markup, Heading: heading, Sparse: true, Cells: sheet.Cells(c.Rows, cell)}
	}
	index := func(e rri.Estimate) sheet.Cell {
		if !isFinite(e) {
			return sheet.Cell{}
		}
		return sheet.Cell{Text: timesText(e)}
	}
	out := sheet.Sheet{Title: c.title(), Columns: []sheet.Column{
		names,
		column("", "", func(r ContrastRow) sheet.Cell { return sheet.Cell{Text: r.Group.String()} }),
		column("", "reference", func(r ContrastRow) sheet.Cell { return index(r.ReferenceIndex) }),
		column("", "index", func(r ContrastRow) sheet.Cell { return index(r.Index) }),
		column("", "ratio", c.ratioCell),
		column("", "range", func(r ContrastRow) sheet.Cell {
			if !r.hasRatio() {
				return sheet.Cell{}
			}
			return sheet.Cell{Text: c.rangeText(r.Ratio.Lower, r.Ratio.Upper)}
		}),
		column("", "with unknown", func(r ContrastRow) sheet.Cell {
			if r.Worst == nil || !r.hasRatio() {
				return sheet.Cell{}
			}
			return sheet.Cell{Text: c.rangeText(limitsOf(*r.Worst))}
		}),
		column("contrast_p", "p", func(r ContrastRow) sheet.Cell {
			if !isFinite(r.Ratio) {
				return sheet.Cell{}
			}
			return sheet.Cell{Text: sheet.P(r.Ratio.P, 1-c.Level), Value: sheet.Float(r.Ratio.P)}
		}),
		column("", "in a word", func(r ContrastRow) sheet.Cell { return r.wordCell() }),
	}}
	out.Columns[1].Align, out.Columns[8].Align, out.Columns[6].Width = sheet.Left, sheet.Left, 9
	out.Legend = c.legend()
	out.Pictures = c.pictures()
	return out
}

// ratioCell writes the ratio of a row, which is to be read with care where a count is small.
func (c Contrast) ratioCell(r ContrastRow) sheet.Cell {
	cell := sheet.Cell{Text: c.ratioText(r.Ratio)}
	if r.Ratio.Flags.Has(rri.SmallCount) && isFinite(r.Ratio) {
		cell.Notes = []string{"a small count is in it: read the range, not the ratio"}
	}
	return cell
}

// isOpen reports whether the searches of unknown ethnicity leave the word of a row open: it is
// Above or Below by chance alone, and would not be whichever way they fell.
func (r ContrastRow) isOpen() bool {
	if r.Worst == nil || r.Word != peers.Above && r.Word != peers.Below {
		return false
	}
	lower, upper := limitsOf(*r.Worst)
	return !leavesOut(lower, upper, 1)
}

// wordText writes the word of a row: with a capital if it holds whichever way the searches of
// unknown ethnicity fell, in small letters if it is of those with a recorded ethnicity alone.
func (r ContrastRow) wordText() string {
	if r.isOpen() || r.Word == peers.CannotTell {
		return strings.ToLower(r.Word.String())
	}
	return r.Word.String()
}

// wordCell writes the word of a row, or that there is none, with the reason.
func (r ContrastRow) wordCell() sheet.Cell {
	cell := sheet.Cell{Text: r.wordText()}
	if r.Word == peers.NoWord && r.Why != "" {
		cell.Notes = []string{r.Why}
	}
	return cell
}

// legend says what the columns and the words are.
func (c contrastTable) legend() []string {
	words := []string{fmt.Sprintf("reference: the index with %s. ratio: the index over that. range: by chance alone (%s).", valueText(c.Reference), sheet.Percent(c.Level))}
	capitals := "the range leaves out 1."
	if c.hasWorst() {
		words = append(words, "with unknown: and whichever way the "+c.document.say("{searches}")+" of unknown ethnicity fell, in either.")
		capitals = "the range with unknown leaves out 1."
	}
	words = append(words, "Above, Below: "+capitals)
	if slices.ContainsFunc(c.Rows, ContrastRow.isOpen) {
		words = append(words, "above, below: of those with a recorded ethnicity alone; how the unknown fell leaves it open.")
	}
	both := "it lies"
	if c.hasWorst() {
		both = "both lie"
	}
	words = append(words, fmt.Sprintf("Similar: %s within %s of it.", both, sheet.Share(c.Margin)))
	lines := []string{strings.Join(words, " ")}
	if wording.IsRate(c.ID) {
		lines = append(lines, "The residents are the same in both, and so are not in the ratio.")
	}
	if len(c.without) > 0 {
		var names []string
		for _, value := range c.without {
			names = append(names, valueText(value))
		}
		lines = append(lines, "Nothing to compare, and so no rows: "+and(names)+".")
	}
	return withLine(lines, c.byChance())
}

// hasWorst reports whether a row has a range that allows for the searches of unknown ethnicity.
func (c Contrast) hasWorst() bool {
	return slices.ContainsFunc(c.Rows, func(r ContrastRow) bool { return r.Worst != nil })
}

// byChance says how many words would be wrong by chance, of more than two values.
func (c Contrast) byChance() string {
	n := int64(0)
	for _, row := range c.Rows {
		if row.Word != peers.NoWord {
			n++
		}
	}
	if len(c.values()) < 2 || n == 0 {
		return ""
	}
	return fmt.Sprintf("%s: were all alike, %s would be Above or Below by chance.", plural(n, "comparison", "comparisons"), wrongByChance(n, c.Level))
}

// wrongByChance says how many of so many words would be wrong by chance.
func wrongByChance(n int64, level float64) string {
	if expected := math.Round(float64(n) * (1 - level)); expected >= 1 {
		return "about " + count(int64(expected))
	}
	return "fewer than 1"
}

// pictures draws the ratios, value below value under the name of the group; of many values each
// group has a picture of its own.
func (c contrastTable) pictures() (list []sheet.Picture) {
	title := c.screen.titled(fmt.Sprintf("%s by %s, compared with each other", capital(c.Measure), c.document.partsBy()))
	p := sheet.Picture{Name: c.ID + besideOthers, Title: title, OwnScale: true, Interval: chanceName(c.Level),
		Scale: "index over that with " + valueText(c.Reference)}
	values, groups := c.values(), c.groups()
	apart := len(groups)*(len(values)+1) > mostForest
	for _, g := range groups {
		if !apart && len(values) > 1 {
			p.Rows = append(p.Rows, sheet.PictureRow{Label: g})
		}
		for _, row := range c.Rows {
			if row.Group.String() == g {
				label := row.Value
				if len(values) == 1 {
					label = g
				}
				p.Rows = append(p.Rows, c.pictureRow(row, label, &p))
			}
		}
		if apart {
			one := p
			one.Name, one.Title = fmt.Sprintf("%s-%s", p.Name, strings.ToLower(g)), fmt.Sprintf("%s: %s", title, g)
			list, p.Rows, p.Bounds = append(list, one), nil, ""
		}
	}
	if apart {
		return list
	}
	return []sheet.Picture{p}
}

// groups returns the names of the groups, in order.
func (c Contrast) groups() (names []string) {
	for _, row := range c.Rows {
		if name := row.Group.String(); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// pictureRow returns the row of a forest plot, of the picture p.
func (c Contrast) pictureRow(r ContrastRow, label string, p *sheet.Picture) sheet.PictureRow {
	row := sheet.PictureRow{Label: label, Text: withheldText}
	if !isFinite(r.Ratio) {
		return row
	}
	row.Text = fmt.Sprintf("%s (%s)", c.ratioText(r.Ratio), c.rangeText(r.Ratio.Lower, r.Ratio.Upper))
	row.Plot = intervalOf(r.Ratio)
	if r.Worst != nil {
		lower, upper := limitsOf(*r.Worst)
		row.Bounds, row.BoundsText = &sheet.Interval{Value: r.Ratio.Value, Lower: lower, Upper: upper}, c.rangeText(lower, upper)
		p.Bounds = boundsName
	}
	if r.Word != peers.NoWord && r.Word != peers.CannotTell {
		row.Word = r.wordText()
	}
	return row
}

// leadingContrast returns the contrast of the measure that leads the first screen, or else the
// first; false where nothing is compared.
func (d Document) leadingContrast() (Contrast, bool) {
	if d.rate().ID == "" && d.words().HasCrimeOutcome() {
		if c, ok := contrastIn(d.Contrasts, chargeRateID); ok {
			return c, true
		}
	}
	if len(d.Contrasts) == 0 {
		return Contrast{}, false
	}
	return d.Contrasts[0], true
}

// sayContrast says how the measure that leads compares between the values of a column; "" where
// nothing is compared. Of a rate per resident that cannot be had by itself it says why the ratio
// can.
func (d Document) sayContrast() string {
	c, ok := d.leadingContrast()
	if !ok {
		return ""
	}
	text := d.sayOf(c)
	if text != "" && wording.IsRate(c.ID) && d.rate().ID == "" {
		text += " The residents are the same in both, and need not be known."
	}
	return text
}

// sayOf says how one measure compares; "" where no word bears it.
func (d Document) sayOf(c Contrast) string {
	values, of := c.values(), ""
	if c.hasWorst() {
		of = d.say("of the {searches} with a recorded ethnicity, ")
	}
	if len(values) == 1 {
		return c.sayTwo(d, of, values[0])
	}
	var above, below, open, words int64
	for _, row := range c.Rows {
		switch row.Word {
		case peers.Above:
			above++
		case peers.Below:
			below++
		case peers.NoWord:
			continue
		}
		if words++; row.isOpen() {
			open++
		}
	}
	if words == 0 {
		return ""
	}
	text := fmt.Sprintf("Between the %s of %s, set against %s as the one with the most %s: %sthe index of the %s is above in %d and below in %d of %s; were all alike, %s would be by chance.",
		plural(int64(len(values)+1), "value", "values"), d.partsBy(), valueText(c.Reference), d.say("{searches}"), of, c.Measure, above, below,
		plural(words, "comparison", "comparisons"), wrongByChance(words, c.Level))
	if open > 0 {
		text += fmt.Sprintf(" How the %s of unknown ethnicity fell leaves %s of these open.", d.say("{searches}"), allOr(open, above+below))
	}
	return text
}

// withPrefix returns text behind a prefix, nothing if there is no text.
func withPrefix(prefix, text string) string {
	if text == "" {
		return ""
	}
	return prefix + text
}

// allOr writes how many of so many.
func allOr(n, of int64) string {
	if n == of {
		return "all"
	}
	return count(n)
}

// sayTwo says how one value compares with the reference. of says of which searches that is.
func (c Contrast) sayTwo(d Document, of, value string) string {
	var ratios, told, open []string
	for _, row := range c.Rows {
		if !isFinite(row.Ratio) {
			continue
		}
		ratios = append(ratios, fmt.Sprintf("%s %s (%s)", row.Group, c.ratioText(row.Ratio), c.rangeText(row.Ratio.Lower, row.Ratio.Upper)))
		switch {
		case row.isOpen():
			open = append(open, fmt.Sprintf("%s (%s%s)", row.Group, row.wordText(), withPrefix("; with unknown ", c.rangeText(limitsOf(*row.Worst)))))
		case row.Word == peers.Above || row.Word == peers.Below:
			told = append(told, fmt.Sprintf("%s (%s)", row.Group, row.wordText()))
		}
	}
	if ratios == nil {
		return ""
	}
	text := fmt.Sprintf("%s: %sthe index of the %s with %s over that with %s is %s", capital(d.partsBy()), of, c.Measure, valueText(value), valueText(c.Reference), strings.Join(ratios, ", "))
	switch {
	case told == nil && open == nil:
		return text + "; none can be told from 1."
	case told != nil && c.hasWorst():
		text += d.say("; from 1 by more than chance, and whichever way the {searches} of unknown ethnicity fell: ") + and(told)
	case told != nil:
		text += "; from 1 by more than chance: " + and(told)
	}
	if open != nil {
		text += d.say("; from 1 by more than chance, but not whichever way the {searches} of unknown ethnicity fell, so that it is not settled: ") + and(open)
	}
	return text + "."
}
