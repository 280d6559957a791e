package trend

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/columns"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// seriesLine is a row of a series for people: a point, or a break between two.
type seriesLine struct {
	at     int // the place of the point; -1 for a break
	name   string
	notes  []string
	counts totals
}

// totals is what was counted in a period, of all groups and of none.
type totals struct {
	there    bool // something was counted
	events   int64
	exposure float64
	unknown  float64 // the share of people of no known group
}

// leastRun is how many missing periods that follow each other stand in one row.
const leastRun = 3

// lines returns the rows of points, with those of the breaks between them. Three or more missing
// ones that follow each other, and of which the same is said, stand in one row.
func (r Result[G, M]) lines(points []Point[G, M]) []seriesLine {
	var lines []seriesLine
	for i := 0; i < len(points); {
		if i > 0 {
			if texts := r.breaksBetween(points[i-1], points[i]); texts != nil {
				lines = append(lines, seriesLine{at: -1, name: "break", notes: texts})
			}
		}
		notes, next := r.rowNotes(points[i]), i+1
		for next < len(points) && len(points[i].Counts)+len(points[next].Counts) == 0 &&
			r.breaksBetween(points[next-1], points[next]) == nil && slices.Equal(notes, r.rowNotes(points[next])) {
			next++
		}
		if next-i < leastRun {
			next = i + 1
		}
		lines = append(lines, seriesLine{at: i, name: span(points[i].Period, points[next-1].Period).name(), notes: notes, counts: points[i].totals()})
		i = next
	}
	return lines
}

// rowNotes returns the footnotes of a point of the series.
func (r Result[G, M]) rowNotes(p Point[G, M]) []string {
	notes := r.pointNotes(p)
	if slices.ContainsFunc(r.Options.LeaveOut, p.Overlaps) {
		notes = append(notes, "left out of changes and trends, as was asked")
	}
	return notes
}

// breaksBetween says which breaks there are between two points.
func (r Result[G, M]) breaksBetween(p, next Point[G, M]) (texts []string) {
	for _, b := range r.Series.Breaks {
		if !b.At.Before(p.End) && !b.At.After(next.Start) {
			texts = append(texts, b.note())
		}
	}
	return texts
}

// note says for people what changed and from when on.
func (b Break[G]) note() string {
	text := cmp.Or(b.Text, b.Kind.text())
	var names []string // that it does not have
	for _, g := range b.Groups {
		if name := fmt.Sprint(g); !hasWord(text, name) {
			names = append(names, name)
		}
	}
	if names != nil {
		text += " (" + listed(names) + ")"
	}
	return fmt.Sprintf("from %s: %s", b.At.Format("2 January 2006"), text)
}

// hasWord reports whether a text has a name, and not only as a part of a longer word.
func hasWord(text, name string) bool {
	for at := 0; name != ""; {
		i := strings.Index(text[at:], name)
		if i < 0 {
			return false
		}
		before, _ := utf8.DecodeLastRuneInString(text[:at+i])
		after, _ := utf8.DecodeRuneInString(text[at+i+len(name):])
		if !unicode.IsLetter(before) && !unicode.IsLetter(after) {
			return true
		}
		at += i + len(name)
	}
	return false
}

// pointNotes returns the footnotes of a period.
func (r Result[G, M]) pointNotes(p Point[G, M]) []string {
	var notes []string
	_, hasBaseline := p.Counts[r.Series.Baseline]
	switch covered := p.covered(); {
	case len(p.Counts) == 0:
		notes = append(notes, "no counts: missing, which is not 0")
	case covered < 1:
		notes = append(notes, fmt.Sprintf("the counts cover %s of the period", sheet.Share(covered)))
	}
	if len(p.Counts) > 0 && !hasBaseline {
		notes = append(notes, fmt.Sprintf("%v was not counted in this period: there is nothing to compare with", r.Series.Baseline))
	}
	if p.Note != "" {
		notes = append(notes, p.Note)
	}
	for _, b := range r.Series.Breaks {
		if b.At.After(p.Start) && b.At.Before(p.End) {
			notes = append(notes, "in this period: "+b.note())
		}
	}
	return notes
}

// totals returns what was counted in the period.
func (p Point[G, M]) totals() totals {
	events, exposure, _ := p.Unknown.Counts()
	t := totals{there: len(p.Counts) > 0, events: events, exposure: exposure, unknown: unknownShare(p)}
	for _, m := range p.Counts {
		e, n, _ := m.Counts()
		t.events += e
		t.exposure += n
	}
	return t
}

// seriesSheet returns the series: a row for each period.
func (r Result[G, M]) seriesSheet() sheet.Sheet {
	labels := r.Series.labels()
	s := sheet.Sheet{Title: r.heading() + " · " + r.by()}
	lines := r.lines(r.Series.Points)
	var c columns.Columns
	periodNames(&c, lines)
	counted := func(heading string, cell func(t totals) sheet.Cell) {
		c.People(sheet.Column{Heading: heading}, sheet.Cells(lines, func(l seriesLine) sheet.Cell {
			switch {
			case l.at < 0:
				return sheet.Cell{}
			case !l.counts.there:
				return sheet.Cell{Text: "—"}
			}
			return cell(l.counts)
		}))
	}
	counted(labels.Events, func(t totals) sheet.Cell { return sheet.Count(t.events) })
	if isProportion[M]() {
		counted(labels.Exposure, func(t totals) sheet.Cell { return sheet.Exposure(t.exposure) })
	}
	if r.someUnknown() {
		counted("unknown", func(t totals) sheet.Cell {
			if math.IsNaN(t.unknown) {
				return sheet.Cell{Text: "—"}
			}
			return sheet.Cell{Text: sheet.Share(t.unknown)}
		})
	}
	placed := placedOf(r.Tables...)
	for _, g := range r.groups() {
		c.Estimate(fmt.Sprint(g), r.interval(), r.indexTexts(lines, placed, g))
	}
	c = append(c, r.pointColumns(r.Series.Points, r.Tables, false)...)
	s.Columns = c
	s.Parts = []sheet.Sheet{r.ratesSheet(lines)}
	return s
}

// someUnknown reports whether people of no known group were counted in any period.
func (r Result[G, M]) someUnknown() bool {
	has := func(p Point[G, M]) bool { return unknownShare(p) > 0 }
	return slices.ContainsFunc(r.Series.Points, has) || r.Series.Before != nil && (has(*r.Series.Before) || has(*r.Series.After))
}

// indexTexts returns the index of a group in every row; nothing in that of a break.
func (r Result[G, M]) indexTexts(lines []seriesLine, tables []placed[G, M], g G) []columns.Text {
	texts := make([]columns.Text, len(lines))
	for i, l := range lines {
		if l.at >= 0 {
			texts[i], _ = r.indexText(tables[l.at], g)
		}
	}
	return texts
}

// ratesSheet returns the rate of every group in every period.
func (r Result[G, M]) ratesSheet(lines []seriesLine) sheet.Sheet {
	per := r.Series.labels().Per
	placed := placedOf(r.Tables...)
	var c columns.Columns
	periodNames(&c, lines)
	for _, g := range append([]G{r.Series.Baseline}, r.groups()...) {
		rates := make([]float64, len(lines))
		rate := func(i int) (float64, bool) {
			if lines[i].at < 0 {
				return 0, false
			}
			if k, ok := placed[lines[i].at].place[g]; ok {
				if row := placed[lines[i].at].Rows[k]; row.Rate.Computed() {
					return row.Rate.Value, true
				}
			}
			return 0, false
		}
		for i := range lines {
			v, _ := rate(i)
			rates[i] = v * per
		}
		decimals := sheet.Decimals(rates)
		cells := make([]sheet.Cell, len(lines))
		for i, l := range lines {
			v, ok := rate(i)
			switch {
			case l.at < 0:
			case !ok:
				cells[i].Text = "—"
			default:
				cells[i].Text = rateText[M](per)(v, decimals)
			}
		}
		c.People(sheet.Column{Heading: fmt.Sprint(g)}, cells)
	}
	return sheet.Sheet{Title: r.heading(), Columns: c}
}

// rateText returns how a rate is written. A proportion that is not all does not print as all.
func rateText[M rri.Measure](per float64) columns.Style {
	text := func(v float64, decimals int) string { return sheet.Fixed(v*per, decimals) }
	if !isProportion[M]() {
		return text
	}
	return func(v float64, decimals int) string { return sheet.Limit(text, v, decimals, 1) }
}

// periodHead is the head of the column of periods.
var periodHead = sheet.Column{Heading: "period", Align: sheet.Left}

// periodNames adds the names of the periods and their footnotes.
func periodNames(c *columns.Columns, lines []seriesLine) {
	columns.Texts(c, periodHead, lines, func(l seriesLine) string { return l.name })
	c.Notes(sheet.Cells(lines, func(l seriesLine) sheet.Cell { return sheet.Cell{Notes: l.notes} }))
}
