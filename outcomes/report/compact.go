package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/strata"
)

// compact is the index of one measure in every part of a report, and what it is over them: a row
// for each part, then for the index that is adjusted for them.
type compact struct {
	Document
	whole    Table
	parts    []Table // of the same measure, with no rows where a part has none
	adjusted *Adjusted
}

// compactOf returns the table with that ID as it is in the parts; ok is false if there are no
// parts.
func compactOf(d Document, whole Table) (out sheet.Sheet, ok bool) {
	if len(d.Parts) == 0 {
		return out, false
	}
	c := compact{Document: d, whole: whole}
	for _, p := range d.Parts {
		c.parts = append(c.parts, tableWith(p.Tables, whole.ID))
	}
	for i, a := range d.Adjusted {
		if a.ID == whole.ID && a.Within == nil {
			c.adjusted = &d.Adjusted[i]
		}
	}
	out.Title = fmt.Sprintf("%s in each %s: RRI against %s", capital(whole.Measure), c.one(), whole.Baseline)
	if whole.ID == searchTable {
		out.Title = fmt.Sprintf("How many times as often as %s people of each group were searched, in each %s", people(whole.Baseline), c.one())
	}
	c.names(&out)
	for _, row := range rowsOfGroups(whole) {
		if row.Group != whole.Baseline {
			out.Columns = append(out.Columns, c.group(row.Group))
		}
	}
	out.Legend = c.legend(out)
	return out, true
}

// tableWith returns the table with that ID, which has no rows if there is none.
func tableWith(tables []Table, id string) Table {
	i := slices.IndexFunc(tables, func(t Table) bool { return t.ID == id })
	if i < 0 {
		return Table{}
	}
	return tables[i]
}

// one names one part.
func (c compact) one() string { return strings.ReplaceAll(c.By.String(), "-", " ") }

// names adds the names of the rows, and of each part its searches and the share of these in no
// group.
func (c compact) names(out *sheet.Sheet) {
	name, searches := sheet.Column{Align: sheet.Left}, sheet.Column{Heading: "searches"}
	unknown := sheet.Column{Heading: "unknown", Drop: 1}
	for _, p := range c.Parts {
		name.Cells = append(name.Cells, sheet.Label(p.Name))
		searches.Cells = append(searches.Cells, sheet.Count(p.Searches))
		share := sheet.Cell{Text: withheldText}
		if p.UnknownShare != nil {
			share.Text = shareText(*p.UnknownShare)
		}
		unknown.Cells = append(unknown.Cells, share)
	}
	if c.adjusted != nil {
		for _, label := range []string{"adjusted", "range", "with unknown", "p alike"} {
			name.Cells = append(name.Cells, sheet.Label(label))
		}
	}
	out.Columns = append(out.Columns, name, searches, unknown)
}

// shareText writes a share in whole per cent.
func shareText(share float64) string {
	const whole = 1e9
	return percent(int64(math.Round(share*whole)), whole)
}

// group returns the column of one group.
func (c compact) group(g ethnicity.Group) sheet.Column {
	column := sheet.Column{Heading: g.String(), Align: sheet.Left}
	for _, t := range c.parts {
		var text string
		for _, row := range rowsOfGroups(t) {
			if row.Group == g {
				text = indexText(row.Ratio, row.Word)
			}
		}
		column.Cells = append(column.Cells, sheet.Cell{Text: text})
	}
	if c.adjusted != nil {
		for _, text := range c.adjustedTexts(g) {
			column.Cells = append(column.Cells, sheet.Cell{Text: text})
		}
	}
	return column
}

// indexText writes an index with its word, if it has one beyond that it cannot be told.
func indexText(e rri.Estimate, w *claims.Word) string {
	if !e.Computed() || math.IsNaN(e.Value) {
		return ""
	}
	text := timesText(e)
	if w != nil && *w != claims.CannotTell {
		text += " " + w.Text()
	}
	return text
}

// adjustedTexts writes the adjusted index of a group with its word, its range of chance, that with
// the unknown, and the p-value of the test that the parts share one index.
func (c compact) adjustedTexts(g ethnicity.Group) []string {
	var said AdjustedSaid
	for _, s := range c.adjusted.Said {
		if s.Group == g {
			said = s
		}
	}
	index, alike := adjustedOf(c.adjusted, g)
	texts := []string{indexText(index, said.Word), "", "", ""}
	if texts[0] == "" {
		return texts
	}
	texts[1] = rangeText(index.Lower, index.Upper)
	if said.Range != nil {
		texts[2] = rangeText(said.Range.limits())
	}
	texts[3] = sheet.P(alike, 1-index.Level)
	return texts
}

// adjustedOf returns the adjusted index of a group, and the p-value of the test that the parts
// share one.
func adjustedOf(a *Adjusted, g ethnicity.Group) (index rri.Estimate, alike float64) {
	if a.Rates != nil {
		return indexOf(a.Rates.Rows, g)
	}
	return indexOf(a.Proportions.Rows, g)
}

func indexOf[M rri.Measure](rows []strata.Row[string, ethnicity.Group, M], g ethnicity.Group) (index rri.Estimate, alike float64) {
	for _, row := range rows {
		if row.Group == g {
			return row.Ratio, row.Homogeneity.P
		}
	}
	return rri.Estimate{}, math.NaN()
}

// legend says what the rows and the words are.
func (c compact) legend(out sheet.Sheet) []string {
	words := []string{"unknown: share of the searches of no known ethnicity."}
	if c.adjusted != nil {
		words = append(words, fmt.Sprintf("adjusted: each %[1]s compared within itself. range: by chance alone (%[2]s). "+
			"with unknown: if besides every search of unknown ethnicity had been of %[3]s, or of the group. "+
			"p alike: below %.4[4]g the %[5]s differ by more than chance.",
			c.one(), sheet.Percent(c.whole.Level), people(c.whole.Baseline), 1-c.whole.Level, c.one()+"s"))
	}
	words = append(words, wordLegend(func(w claims.Word) bool {
		return slices.ContainsFunc(out.Columns, func(column sheet.Column) bool {
			return slices.ContainsFunc(column.Cells, func(cell sheet.Cell) bool { return strings.HasSuffix(cell.Text, " "+w.Text()) })
		})
	})...)
	if c.whole.ID == searchTable {
		words = append(words, "Without a word: cannot tell.")
	}
	lines := []string{strings.Join(words, " ")}
	if c.adjusted == nil {
		for _, note := range c.Notes {
			if strings.HasPrefix(note, "No index is adjusted") {
				lines = append(lines, note)
			}
		}
	}
	return lines
}
