package counts

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/strictjson"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// names are those of the columns.
func (m Makeup) names() (names []string) {
	for _, c := range m.Columns {
		names = append(names, c.Name)
	}
	return names
}

// listedNames writes names with "and" before the last.
func listedNames(names []string) string {
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return strings.Join(names, "")
}

func (m Makeup) title() string { return "The share of every group among " + listedNames(m.names()) }

// read says what was read.
func (p *peopleTable) read() []string {
	var columns []string
	for _, c := range p.columns {
		text := c.name
		switch {
		case c.percent:
			text += " (percentages; how many people they are of the table does not say)"
		case c.percents > 0:
			text += fmt.Sprintf(" (percentages of %s)", countText(c.known.Add(c.unknown)))
		default:
			text += fmt.Sprintf(" (%s)", countText(c.known.Add(c.unknown)))
		}
		columns = append(columns, text)
	}
	return []string{fmt.Sprintf(readFrom+"%s: %s among %s.", baseName(p.table), plural(len(p.groups), "group", "groups"), listedNames(columns))}
}

// say has a line for each column: the shares of all groups, with their indices.
func (m Makeup) say() (lines []string) {
	for j, c := range m.Columns {
		var texts []string
		for _, g := range m.Groups {
			texts = append(texts, g.Group+" "+m.sayShare(g.Shares[j]))
		}
		line := fmt.Sprintf("Of %s: %s.", c.Name, strings.Join(texts, "; "))
		switch {
		case c.UnknownShare.Upper > 0 && c.UnknownShare.Lower == c.UnknownShare.Upper:
			line += fmt.Sprintf(" The group of %s of them is not known; these are shares of the others.", sheet.Share(c.UnknownShare.Lower))
		case c.UnknownShare.Upper > 0:
			line += fmt.Sprintf(" The group of %s to %s of them is not known; these are shares of the others.",
				sheet.Share(c.UnknownShare.Lower), sheet.Share(c.UnknownShare.Upper))
		}
		lines = append(lines, line)
	}
	return lines
}

// sayShare writes a share and its indices.
func (m Makeup) sayShare(s Share) string {
	text := shareShown(s)
	var inside []string
	if !math.IsNaN(s.Share.Lower) {
		inside = append(inside, m.limits(s.Share, perCentStyle, 1)+" %")
	}
	for _, a := range s.Against {
		shown := indexShown(a)
		if shown == "—" {
			continue
		}
		shown += " times its share of " + a.Column
		if !math.IsNaN(a.Index.Lower) {
			shown += ", " + m.limits(a.Index, sheet.Ratio, 2, 1)
		}
		inside = append(inside, shown)
	}
	if inside != nil {
		text += " (" + strings.Join(inside, "; ") + ")"
	}
	return text
}

// perCentStyle writes a share in per cent.
func perCentStyle(v float64, decimals int) string { return sheet.Fixed(100*v, decimals) }

// shareShown is the share as it is printed, or all that it can be.
func shareShown(s Share) string {
	if !math.IsNaN(s.Share.Value) {
		return sheet.Limit(perCentStyle, s.Share.Value, 1, 0, 1) + " %"
	}
	return rangeText(perCentStyle, s.Counts.Lower, s.Counts.Upper, 1) + " %"
}

// indexShown is an index as it is printed, or all that it can be; a dash where there is none.
func indexShown(a Against) string {
	switch v := a.Index.Value; {
	case math.IsInf(v, 0), math.IsNaN(v) && math.IsNaN(a.Counts.Lower):
		return "—"
	case math.IsNaN(v):
		return rangeText(sheet.Ratio, a.Counts.Lower, a.Counts.Upper, 2, 1)
	}
	return sheet.Limit(sheet.Ratio, a.Index.Value, 2, 1)
}

// limits writes those limits of an estimate that were asked for.
func (m Makeup) limits(e rri.Estimate, style style, decimals int, nulls ...float64) string {
	c := Comparison{Options: rri.Options{Side: m.Side}}
	return c.limitsText(e, style, decimals, nulls...)
}

// notes say what to bear in mind.
func (m Makeup) notes() []string {
	notes := []string{
		fmt.Sprintf("Composition index: the share of a group in one column divided by its share in another; 1 is the same share. "+
			"The group is among those that it is compared with. The limits (%s, method %s) allow for chance alone.", sheet.Percent(m.Level), m.Method),
		"An index does not say why shares differ, nor whether that is fair.",
	}
	for j, c := range m.Columns {
		switch {
		case c.Census:
			notes = append(notes, fmt.Sprintf("The %s are taken as they are: their shares have no limits. They need not be those who could be %s.",
				c.Name, m.Columns[min(len(m.Columns)-1, j+1)].Name))
		case c.Percent:
			notes = append(notes, fmt.Sprintf("Nothing says how many %s there are, so that their shares have no limits: "+
				"a row with the label base and the number gives them.", c.Name))
		}
	}
	if len(m.Columns) > 2 {
		notes = append(notes, "The people of two columns are taken for different people: "+
			"those who stand in both make the limits of one against the other wider than they need be.")
	}
	return notes
}

// makeupLine is a row of the table: a group, or those not known, in one column.
type makeupLine struct {
	group  string
	first  bool // of its group
	column People
	share  Share
	known  bool // it is a group
}

func (m Makeup) lines() (lines []makeupLine) {
	for _, g := range m.Groups {
		for j, s := range g.Shares {
			lines = append(lines, makeupLine{g.Group, j == 0, m.Columns[j], s, true})
		}
	}
	first := true
	for _, c := range m.Columns {
		if c.Unknown.Upper > 0 {
			lines = append(lines, makeupLine{notKnown, first, c, Share{People: c.Unknown, Bounds: c.UnknownShare}, false})
			first = false
		}
	}
	return lines
}

// makeupColumns makes the columns of the sheet.
type makeupColumns struct {
	m     Makeup
	lines []makeupLine
	list  []sheet.Column
}

func (w *makeupColumns) add(c sheet.Column, cell func(l makeupLine) sheet.Cell) {
	c.Cells = sheet.Cells(w.lines, cell)
	w.list = append(w.list, c)
}

// ofGroups adds a column in which those not known have nothing.
func (w *makeupColumns) ofGroups(c sheet.Column, cell func(l makeupLine) sheet.Cell) {
	w.add(c, func(l makeupLine) sheet.Cell {
		if !l.known {
			return sheet.Cell{}
		}
		return cell(l)
	})
}

func (w *makeupColumns) exact(name string, value func(l makeupLine) sheet.Value) {
	w.ofGroups(sheet.Column{Name: name, In: sheet.CSV}, func(l makeupLine) sheet.Cell { return sheet.Cell{Value: value(l)} })
}

func (w *makeupColumns) limits(name string, of func(l makeupLine) unknown.Bounds) {
	w.exact(name+"_lower", func(l makeupLine) sheet.Value { return sheet.Float(of(l).Lower) })
	w.exact(name+"_upper", func(l makeupLine) sheet.Value { return sheet.Float(of(l).Upper) })
}

// peopleCell is a number of people, or the percentage that is all that is known of it.
func peopleCell(c People, n tidy.Cell) sheet.Cell {
	switch {
	case !c.Percent:
		return countCell(n)
	case n.Mark == tidy.Number:
		// with the decimals of the file, by which it was rounded
		decimals := int(math.Round(-math.Log10(2 * max(n.Upper-n.Value, n.Value-n.Lower))))
		number := strconv.FormatFloat(n.Value, 'f', max(0, decimals), 64)
		return sheet.Cell{Text: number + " %", Value: sheet.String(number + "%")}
	case math.IsInf(n.Upper, 1):
		return countCell(n)
	}
	return sheet.Cell{Text: "up to " + exactly(n.Upper) + " %", Value: sheet.String("<" + exactly(n.Upper) + "%")}
}

// section is the composition as a table.
func (m Makeup) section() Section {
	w := &makeupColumns{m: m, lines: m.lines()}
	w.add(sheet.Column{Name: "group", In: sheet.CSV}, func(l makeupLine) sheet.Cell { return sheet.Label(l.group) })
	w.add(sheet.Column{Heading: "", In: sheet.Text | sheet.Markup, Align: sheet.Left}, func(l makeupLine) sheet.Cell {
		if !l.first {
			return sheet.Cell{}
		}
		return sheet.Label(l.group)
	})
	w.add(sheet.Column{Name: "stage", Heading: "among", Align: sheet.Left, WithPrevious: true}, func(l makeupLine) sheet.Cell {
		return sheet.Label(l.column.Name)
	})
	w.add(sheet.Column{Name: "people", Heading: "people"}, func(l makeupLine) sheet.Cell { return peopleCell(l.column, l.share.People) })
	w.exact("known_lower", func(l makeupLine) sheet.Value { return value(l.column.Known.Lower) })
	w.exact("known_upper", func(l makeupLine) sheet.Value { return value(l.column.Known.Upper) })
	w.ofGroups(sheet.Column{Name: "share", Heading: "%"}, func(l makeupLine) sheet.Cell {
		return sheet.Cell{Text: strings.TrimSuffix(shareShown(l.share), " %"), Value: sheet.Float(l.share.Share.Value)}
	})
	interval := sheet.Column{Heading: sheet.Percent(m.Level) + " " + m.Side.LimitsName(), In: sheet.Text | sheet.Markup, Align: sheet.Dash, WithPrevious: true}
	w.ofGroups(interval, func(l makeupLine) sheet.Cell {
		if math.IsNaN(l.share.Share.Lower) {
			return sheet.Cell{}
		}
		return sheet.Cell{Text: m.limits(l.share.Share, perCentStyle, 1)}
	})
	w.limits("share", func(l makeupLine) unknown.Bounds {
		return unknown.Bounds{Lower: l.share.Share.Lower, Upper: l.share.Share.Upper}
	})
	w.limits("share_counts", func(l makeupLine) unknown.Bounds { return l.share.Counts })
	w.limits("share_bounds", func(l makeupLine) unknown.Bounds { return l.share.Bounds })
	for i := range min(2, len(m.Columns)-1) {
		w.against(i)
	}
	w.exact("level", func(makeupLine) sheet.Value { return sheet.Float(m.Level) })
	w.exact("method", func(makeupLine) sheet.Value { return sheet.String(m.Method.String()) })
	return Section{Name: "composition", Data: m, Sheet: sheet.Sheet{Title: m.title(), Columns: w.list, Spaced: true, Pictures: m.picture()}}
}

// against adds the index against one column, and its bounds where people are not known.
func (w *makeupColumns) against(i int) {
	m, prefix := w.m, ""
	if i > 0 {
		prefix = "second_"
	}
	of := func(l makeupLine) Against {
		if i < len(l.share.Against) {
			return l.share.Against[i]
		}
		return noAgainst
	}
	has := func(l makeupLine) bool { return i < len(l.share.Against) }
	unknowns := false
	for _, c := range m.Columns {
		unknowns = unknowns || c.Unknown.Upper > 0
	}
	text := func(c sheet.Column, text func(a Against) string) {
		w.ofGroups(c, func(l makeupLine) sheet.Cell {
			if !has(l) {
				return sheet.Cell{}
			}
			return sheet.Cell{Text: text(of(l))}
		})
	}
	w.ofGroups(sheet.Column{Name: prefix + "ratio", Heading: "times " + m.Columns[i].Name, Width: len("composition")}, func(l makeupLine) sheet.Cell {
		c := sheet.Cell{Value: sheet.Float(of(l).Index.Value)}
		if has(l) {
			c.Text = indexShown(of(l))
		}
		return c
	})
	people := sheet.Text | sheet.Markup
	text(sheet.Column{Heading: sheet.Percent(m.Level) + " " + m.Side.LimitsName(), In: people, Align: sheet.Dash, WithPrevious: true}, func(a Against) string {
		if math.IsNaN(a.Index.Lower) {
			return ""
		}
		return m.limits(a.Index, sheet.Ratio, 2, 1)
	})
	if unknowns {
		text(sheet.Column{Heading: "whatever the unknown", In: people, Align: sheet.Dash, WithPrevious: true, Width: len("whatever the")}, func(a Against) string {
			if math.IsNaN(a.Bounds.Lower) {
				return "—"
			}
			return rangeText(sheet.Ratio, a.Bounds.Lower, a.Bounds.Upper, 2, 1)
		})
	}
	estimate := func(e func(a Against) rri.Estimate) func(l makeupLine) unknown.Bounds {
		return func(l makeupLine) unknown.Bounds {
			x := e(of(l))
			return unknown.Bounds{Lower: x.Lower, Upper: x.Upper}
		}
	}
	w.limits(prefix+"ratio", estimate(func(a Against) rri.Estimate { return a.Index }))
	w.exact(prefix+"ratio_p", func(l makeupLine) sheet.Value { return sheet.Float(of(l).Index.P) })
	w.limits(prefix+"counts", func(l makeupLine) unknown.Bounds { return of(l).Counts })
	w.limits(prefix+"bounds", func(l makeupLine) unknown.Bounds { return of(l).Bounds })
	w.limits(prefix+"range", estimate(func(a Against) rri.Estimate { return a.Range }))
}

// noAgainst has no numbers.
var noAgainst = func() Against {
	nan := math.NaN()
	none := rri.Estimate{Value: nan, Lower: nan, Upper: nan, P: nan}
	return Against{Index: none, Range: none, Counts: unknown.Bounds{Lower: nan, Upper: nan}, Bounds: unknown.Bounds{Lower: nan, Upper: nan}}
}()

// UnmarshalJSON reads a composition. It is an error if a group has not one share for each column.
func (m *Makeup) UnmarshalJSON(data []byte) error {
	type plain Makeup
	var in plain
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("counts: composition: %w", err)
	}
	if len(in.Columns) < 2 {
		return fmt.Errorf("counts: composition: %w: want two columns or more", tidy.ErrColumns)
	}
	for _, g := range in.Groups {
		if len(g.Shares) != len(in.Columns) {
			return fmt.Errorf("counts: composition: %q has %d shares in %d columns: %w", sheet.Clip(g.Group), len(g.Shares), len(in.Columns), rri.ErrCount)
		}
	}
	*m = Makeup(in)
	return nil
}

// MarshalJSON writes what [Makeup.UnmarshalJSON] reads.
func (m Makeup) MarshalJSON() ([]byte, error) {
	type plain Makeup
	return json.Marshal(plain(m))
}

// UnmarshalJSON reads an audit. It is an error if there is no result.
func (a *Audited) UnmarshalJSON(data []byte) error {
	type plain Audited
	var in plain
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("counts: audit: %w", err)
	}
	if len(in.Results) == 0 {
		return fmt.Errorf("counts: audit: no result: %w", rri.ErrCount)
	}
	*a = Audited(in)
	return nil
}

// MarshalJSON writes what [Audited.UnmarshalJSON] reads.
func (a Audited) MarshalJSON() ([]byte, error) {
	type plain Audited
	return json.Marshal(plain(a))
}
