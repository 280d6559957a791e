package sheet

import (
	"maps"
	"math"
	"slices"
	"strings"
)

// Names are broken to no less than usualName characters while there is something else that may go,
// and to no less than leastName where there is not.
const (
	usualName = 20
	leastName = 12
)

// textColumn is one column of a text: its heading and its cells as they are printed. A column with
// a plot has no cells, and its heading once the plot has its size.
type textColumn struct {
	heading []string // lines
	cells   []string
	most    int // the width at which cells are broken into lines; 0: they are not
	align   Align
	width   int // of the widest line
	plot    *forest
	plots   []*Interval
}

// linesOf returns the lines of the i-th cell, none beyond the last one.
func (c *textColumn) linesOf(i int) []string {
	switch {
	case c.plot != nil && i < len(c.plots):
		return []string{c.plot.row(c.plots[i])}
	case i >= len(c.cells):
		return nil
	case c.most > 0:
		return Wrap(c.cells[i], c.most, hanging)
	}
	return c.cells[i : i+1]
}

// measure sets the width.
func (c *textColumn) measure() {
	c.width = 0
	for _, line := range c.heading {
		c.width = max(c.width, width(line))
	}
	if c.plot != nil {
		c.width = max(c.width, c.plot.room())
		return
	}
	for i := range c.cells {
		if c.most == 0 {
			c.width = max(c.width, width(c.cells[i]))
			continue
		}
		for _, line := range c.linesOf(i) {
			c.width = max(c.width, width(line))
		}
	}
}

// textColumns returns the columns of a text, and numbers the footnotes of their headings, then
// those of their cells row by row.
func (p *textPage) textColumns(columns []Column, axis Axis) []textColumn {
	out := make([]textColumn, len(columns))
	n := rows(columns)
	texts := make([]string, len(columns)*(n+1)) // of all columns
	for j, c := range columns {
		t := &out[j]
		t.align = c.Align
		t.heading, texts = texts[:1:1], texts[1:]
		t.heading[0] = joined(p.notes.clean(c.Heading), p.notes.marks(c.Notes))
		if c.Plot {
			t.align, t.plots = Left, c.plots()
			f := newForest(t.plots, axis, p.notes.ascii)
			t.plot = &f
			t.heading[0] = ""
			continue
		}
		t.cells, texts = texts[:n:n], texts[n:]
	}
	for i := range n {
		for j, c := range columns {
			if !c.Plot {
				cell := c.cell(i)
				out[j].cells[i] = joined(p.notes.clean(cell.Text), p.notes.marks(cell.Notes))
			}
		}
	}
	for j, c := range columns {
		t := &out[j]
		if t.align == Dash {
			alignDashes(t.cells, p.notes.clean(dash))
		}
		if most := c.Width; most > 0 && t.plot == nil {
			if c.Align == Left {
				t.most = most
			}
			t.heading = Wrap(t.heading[0], most, 0)
		}
		t.measure()
	}
	return out
}

// total returns the width of columns beside each other.
func total(columns []textColumn) int {
	n := len(columnGap) * (len(columns) - 1)
	for i := range columns {
		n += columns[i].width
	}
	return n
}

// goes returns the number below which a column does not leave, 0 if it never does.
func (c *Column) goes() int {
	if c.Plot && c.Drop == 0 {
		return math.MaxInt
	}
	return c.Drop
}

// next returns the number of those columns that are the next to go, 0 if none may, and whether a
// plot is among them.
func next(columns []Column) (drop int, plot bool) {
	for i := range columns {
		c := &columns[i]
		switch n := c.goes(); {
		case n == 0:
		case drop == 0 || n < drop:
			drop, plot = n, c.Plot
		case n == drop:
			plot = plot || c.Plot
		}
	}
	return drop, plot
}

// staying returns the columns without plots, all of which stay.
func staying(columns []Column) []Column {
	columns = slices.DeleteFunc(slices.Clone(columns), func(c Column) bool { return c.Plot })
	for i := range columns {
		columns[i].Drop = 0
	}
	return columns
}

// fit returns as many of the columns as there is room for beside each other; ok is false if there
// is none for those that never go.
func (p *textPage) fit(columns []Column, axis Axis) (fitted []textColumn, ok bool) {
	numbered := len(p.notes.texts)
	columns, late := fewer(columns, p.most()) // late: a plot is the next to go, or has gone
	if len(columns) > p.most() {
		return nil, false
	}
	for len(columns) > 0 {
		drop, plot := next(columns)
		late = late || plot || drop == 0
		// those of columns that are left out have no number
		p.notes.keep(numbered)
		t := p.textColumns(columns, axis)
		if p.squeeze(t, late, drop == 0) {
			return t, true
		}
		if drop == 0 {
			break
		}
		columns = slices.DeleteFunc(slices.Clone(columns), func(c Column) bool { return c.goes() == drop })
	}
	p.notes.keep(numbered)
	return nil, false
}

// most returns how many columns have room beside each other if they take none themselves.
func (p *textPage) most() int { return p.width/len(columnGap) + 1 }

// fewer returns the columns that are left when those that go first have gone, until there are no
// more than most or none may go, and whether a plot has gone.
func fewer(columns []Column, most int) (left []Column, plot bool) {
	if len(columns) <= most {
		return columns, false
	}
	count := make(map[int]int) // by the number below which they go
	for i := range columns {
		count[columns[i].goes()]++
	}
	staying, last := len(columns), 0
	for _, drop := range slices.Sorted(maps.Keys(count)) {
		if drop > 0 && staying > most {
			staying, last = staying-count[drop], drop
		}
	}
	return slices.DeleteFunc(slices.Clone(columns), func(c Column) bool {
		gone := c.goes() > 0 && c.goes() <= last
		plot = plot || gone && c.Plot
		return gone
	}), plot
}

// squeeze makes columns narrower until there is room for all of them, and tells whether there is.
// Names and plots give way only late, before a plot goes, and names most if nothing else can go.
func (p *textPage) squeeze(columns []textColumn, late, last bool) bool {
	steps := []func(){
		func() {},
		func() { narrowHeadings(columns) },
	}
	if late {
		steps = []func(){
			func() { resize(columns, false) },
			func() { narrowHeadings(columns) },
			func() { narrowNames(columns, p.width, usualName) },
			func() { resize(columns, true) },
		}
	}
	if last {
		steps = append(steps, func() { narrowNames(columns, p.width, leastName) })
	}
	for _, step := range steps {
		if step(); total(columns) <= p.width {
			return true
		}
	}
	return false
}

// resize makes plots as small as they may be, whose axis does not say how long they are; with clip,
// it cuts the axis too.
func resize(columns []textColumn, clip bool) {
	for i := range columns {
		c := &columns[i]
		if c.plot == nil || c.plot.fixed {
			continue
		}
		c.plot.per = minPlotPer
		if clip && c.plot.own {
			c.plot.Axis = c.plot.clipped(c.plots)
		}
		c.measure()
	}
}

// narrowHeadings breaks headings that are wider than their cells, between words.
func narrowHeadings(columns []textColumn) {
	for i := range columns {
		c := &columns[i]
		if c.plot != nil {
			continue
		}
		heading := strings.Join(c.heading, " ")
		c.heading = nil
		c.measure() // of the cells alone
		c.heading = Wrap(heading, max(c.width, longestWord(heading)), 0)
		c.measure()
	}
}

// narrowNames breaks the cells of columns that are aligned to the left, the widest first, as far as
// it takes and down to that width.
func narrowNames(columns []textColumn, most, least int) {
	for range columns {
		over := total(columns) - most
		if over <= 0 {
			return
		}
		widest := -1
		for i := range columns {
			c := &columns[i]
			if c.plot == nil && c.align == Left && c.width > c.least(i, least) && (widest < 0 || c.width > columns[widest].width) {
				widest = i
			}
		}
		if widest < 0 {
			return
		}
		c := &columns[widest]
		c.breakAt(max(c.least(widest, least), c.width-over))
	}
}

// least returns how narrow the i-th column may become: those behind the first keep words whole,
// which may be numbers.
func (c *textColumn) least(i, least int) int {
	if i == 0 {
		return least
	}
	for _, cell := range c.cells {
		least = max(least, longestWord(cell))
	}
	return least
}

// breakAt breaks the heading and the cells at a width.
func (c *textColumn) breakAt(most int) {
	c.most, c.heading = most, Wrap(strings.Join(c.heading, " "), most, 0)
	c.measure()
}

// split returns columns in several tables, each of which begins with the first column, and with a
// second that stays beside it. They have room, as far as a table with one column more has.
func (p *textPage) split(columns []Column, axis Axis) [][]Column {
	numbered := len(p.notes.texts)
	defer func() { p.notes.keep(numbered) }()
	if len(columns) == 0 {
		return nil
	}
	first := 1
	if len(columns) > 2 && columns[1].WithPrevious {
		first = 2
	}
	columns = slices.Clone(columns)
	var tables [][]Column
	table := columns[:first:first]
	for from := first; from < len(columns); {
		to := from + 1
		for to < len(columns) && columns[to].WithPrevious && to-from <= p.most() {
			to++
		}
		more := slices.Concat(table, columns[from:to])
		p.notes.keep(numbered)
		switch _, ok := p.fit(more, axis); {
		case ok:
			table, from = more, to
		case len(table) > first:
			tables = append(tables, table)
			table = columns[:first:first]
		case to > from+1: // what should stay together has no room
			columns[from+1].WithPrevious = false
		default:
			tables = append(tables, more)
			from = to
		}
	}
	if len(table) > first || len(columns) == first {
		tables = append(tables, table)
	}
	return tables
}

// fitAlone returns columns as they have room: where they have none, each with its share of the
// width, in cells that are broken wherever it takes.
func (p *textPage) fitAlone(columns []Column, axis Axis) []textColumn {
	if t, ok := p.fit(columns, axis); ok {
		return t
	}
	t := p.textColumns(columns, axis)
	share := (p.width - len(columnGap)*(len(t)-1)) / len(t)
	for i := range t {
		if t[i].width > share {
			t[i].breakAt(share)
		}
	}
	return t
}

// fitPlots makes plots as wide as is left of the given width, if their axis does not say how wide,
// and heads them with their axis.
func fitPlots(columns []textColumn, most int) {
	for i := range columns {
		c := &columns[i]
		if c.plot == nil {
			continue
		}
		if f := c.plot; !f.fixed {
			room := most - total(columns) + c.width - f.left - 1 - f.right
			f.per = min(maxPlotPer, room/(f.to-f.from)) + 1
			for done := false; !done; done = f.per <= minPlotPer || total(columns) <= most {
				f.per = max(minPlotPer, f.per-1)
				c.measure()
			}
		}
		c.heading = []string{c.plot.labelled()}
		c.measure()
	}
}

// plotPer returns how many characters a doubling has in the plot of a sheet on an axis, 0 if there
// is no room for one, and whether there is something to draw. The sheet is the next on the page.
func (p *textPage) plotPer(s Sheet, axis Axis) (per int, draws bool) {
	columns := drawn(s.For(Text))
	draws = slices.ContainsFunc(columns, func(c Column) bool { return c.Plot })
	p.notes.marks(s.Notes)
	t, _ := p.fit(columns, axis)
	fitPlots(t, p.width)
	for i := range t {
		if t[i].plot != nil {
			return t[i].plot.per, true
		}
	}
	return 0, draws
}

// alignDashes lines up the dashes and the ends of the cells that have one.
func alignDashes(cells []string, dash string) {
	lowerWidth, upperWidth := 0, 0
	for _, cell := range cells {
		if lower, upper, ok := strings.Cut(cell, dash); ok {
			lowerWidth, upperWidth = max(lowerWidth, width(lower)), max(upperWidth, width(upper))
		}
	}
	for i, cell := range cells {
		if lower, upper, ok := strings.Cut(cell, dash); ok {
			cells[i] = padLeft(lower, lowerWidth) + dash + padLeft(upper, upperWidth)
		}
	}
}
