package trend

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/columns"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// pictureSheet returns the indices of the points, drawn.
func (r Result[G, M]) pictureSheet() sheet.Sheet {
	s := r.picture(r.lines(r.Series.Points), r.Tables)
	s.Title = fmt.Sprintf("%s · %s, period by period", r.measure(), r.against())
	all := func(Point[G, M]) bool { return true }
	s.Pictures = []sheet.Picture{r.panels("picture", s.Title, r.Series.Points, r.Tables, all)}
	return s
}

// rollingSheet returns the indices of the rolling periods, drawn.
func (r Result[G, M]) rollingSheet() sheet.Sheet {
	var lines []seriesLine
	var few []string
	for i, p := range r.Series.Rolling {
		if !p.mostlyCovered() {
			few = append(few, p.name())
			continue
		}
		lines = append(lines, seriesLine{at: i, name: p.name(), notes: r.pointNotes(p)})
	}
	s := r.picture(lines, r.Rolling)
	over, warning := r.shared()
	s.Title = fmt.Sprintf("%s · %s, over %s", r.measure(), r.against(), over)
	s.Lines = []string{warning}
	if few != nil {
		s.Lines = append(s.Lines, fmt.Sprintf("Not shown, since the counts cover less than half of it: %s.", listed(few)))
	}
	s.Columns = append(s.Columns, r.pointColumns(r.Series.Rolling, r.Rolling, true)...)
	picture := r.panels("rolling", s.Title, r.Series.Rolling, r.Rolling, Point[G, M].mostlyCovered)
	picture.Legend = []string{strings.Replace(warning, "neighbouring rows", "neighbouring points", 1)}
	s.Pictures = []sheet.Picture{picture}
	return s
}

// mostlyCovered reports whether the counts cover half of the period or more.
func (p Point[G, M]) mostlyCovered() bool { return p.covered() >= leastCovered }

// picture has the index of every group: its name, and then a row for each line, group under group.
// Text draws them on one axis; what HTML draws is in [Result.panels].
func (r Result[G, M]) picture(lines []seriesLine, tables []rri.Table[G, M]) sheet.Sheet {
	type row struct {
		name  string
		notes []string
		index columns.Text
		plot  *sheet.Interval
	}
	var rows []row
	placed := placedOf(tables...)
	for _, g := range r.groups() {
		if len(lines) == 0 {
			break
		}
		if len(rows) > 0 {
			rows = append(rows, row{})
		}
		rows = append(rows, row{name: fmt.Sprint(g)})
		for _, l := range inTables(lines, placed, g) {
			next := row{name: l.name, notes: l.notes}
			if l.at >= 0 {
				next.index, next.plot = r.indexText(placed[l.at], g)
			}
			rows = append(rows, next)
		}
	}
	widest := leastName
	for _, l := range lines {
		widest = max(widest, utf8.RuneCountInString(l.name))
	}
	texts := make([]columns.Text, len(rows))
	for i, w := range rows {
		texts[i] = w.index
	}
	var c columns.Columns
	columns.Texts(&c, sheet.Column{Heading: "group, period", Align: sheet.Left, Width: widest}, rows, func(w row) string { return w.name })
	c.Notes(sheet.Cells(rows, func(w row) sheet.Cell { return sheet.Cell{Notes: w.notes} }))
	c.Estimate(r.indexName(), r.interval(), texts)
	c.People(sheet.Column{Plot: true, In: sheet.Text}, sheet.Cells(rows, func(w row) sheet.Cell { return sheet.Cell{Plot: w.plot} }))
	return sheet.Sheet{Columns: c}
}

// leastName is the room for the name of a group, in characters, before it takes several lines.
const leastName = 16

// inTables returns the lines from the first to the last period in which a group was counted; all of
// them if it never was beside the baseline.
func inTables[G cmp.Ordered, M rri.Measure](lines []seriesLine, tables []placed[G, M], g G) []seriesLine {
	first, last := -1, -1
	for i, l := range lines {
		if l.at >= 0 && tables[l.at].has(g) {
			last = i
			if first < 0 {
				first = i
			}
		}
	}
	if first < 0 {
		return lines
	}
	return lines[first : last+1]
}

// shared says over what rolling periods are, and warns of how much neighbouring ones have in
// common.
func (r Result[G, M]) shared() (over, warning string) {
	const usual, picture = "rolling periods", "This is a picture, without words, p-values, changes or a trend"
	first, second := r.Series.Rolling[0], r.Series.Rolling[min(1, len(r.Series.Rolling)-1)]
	in, both := 0, 0
	for _, p := range r.Series.Points {
		if first.Contains(p.Period) {
			in++
			if second.Contains(p.Period) {
				both++
			}
		}
	}
	if in > 0 {
		over = fmt.Sprintf("%d %s, rolling", in, unit(r.Series.Points))
		if in == 1 {
			over = "single periods"
		}
	}
	switch {
	case len(r.Series.Rolling) < 2 || !first.Overlaps(second.Period):
		return cmp.Or(over, usual), picture + "."
	case in > 0:
		return over, fmt.Sprintf("%s: neighbouring rows share %d of their %d %s.", picture, both, in, unit(r.Series.Points))
	}
	common := Period{Start: second.Start, End: first.End}
	return usual, fmt.Sprintf("%s: neighbouring rows share %s of their time.", picture, sheet.Share(common.Years()/first.Years()))
}

// unit returns what periods are called if all of them are as long as that, in the plural.
func unit[P interface{ days() float64 }](points []P) string {
	for _, u := range []struct {
		name        string
		least, most float64
	}{{"days", 1, 1}, {"weeks", 7, 7}, {"months", 28, 31}, {"quarters", 90, 92}, {"years", 365, 366}} {
		if !slices.ContainsFunc(points, func(p P) bool { d := p.days(); return d < u.least-0.1 || d > u.most+0.1 }) {
			return u.name
		}
	}
	return "periods"
}

// days returns the length of p in days.
func (p Period) days() float64 { return p.End.Sub(p.Start).Hours() / (24 * time.Hour).Hours() }
