package counts

import (
	"fmt"
	"math"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/strata"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// Within is every group beside the baseline with like compared with like, and the strata below. It
// is the Data of the section within.
type Within struct{ Adjusted }

// within returns the comparison of like with like, and what can be said of it; nothing if no
// dimension is named.
func (in *input) within() ([]Section, []string, error) {
	if len(in.o.Within) == 0 {
		return nil, nil, nil
	}
	if err := in.mayNotSuppress("within " + wordsOf(in.o.Within)); err != nil {
		return nil, nil, err
	}
	a, err := in.adjusted(in.o.Within)
	if err != nil {
		return nil, nil, err
	}
	return []Section{Within{a}.section()}, a.say(), nil
}

// section is a table of a row for each group, crude beside adjusted, with the strata below.
// Programs have a row for each group and stratum.
func (a Within) section() Section {
	c := a.All
	s := sheet.Sheet{Title: c.title() + " · " + a.adjustedFor(), Notes: append(c.footnotes(), a.Notes...), Pictures: a.pictures("within")}
	w := &columns{c: c}
	w.counts()
	w.rates()
	a.indexColumns(w)
	for _, column := range w.list {
		if column.In != sheet.CSV {
			s.Columns = append(s.Columns, forPeople(column))
		}
	}
	s.Columns = append(s.Columns, a.exactColumns(a.lines(false))...)
	for _, part := range []func() (sheet.Sheet, bool){a.openPart, a.differingPart, a.strataPart} {
		if p, ok := part(); ok {
			s.Parts = append(s.Parts, p)
		}
	}
	return Section{Name: "within", Sheet: s, Data: a}
}

// forPeople takes a column out of the form for programs.
func forPeople(column sheet.Column) sheet.Column {
	if column.In &^= sheet.CSV; column.In == 0 {
		column.In = sheet.Text | sheet.Markup
	}
	column.Name = ""
	return column
}

// groupOf returns the adjusted index of a row of All; nil for the baseline.
func (a Adjusted) groupOf(r Row) *AdjustedGroup {
	for i := range a.Groups {
		if a.Groups[i].Row.Group == r.Group {
			return &a.Groups[i]
		}
	}
	return nil
}

// indexColumns adds the crude and the adjusted index for people.
func (a Adjusted) indexColumns(w *columns) {
	c := a.All
	name := c.indexName()
	compared := func(column sheet.Column, baseline string, cell func(r Row, g AdjustedGroup) sheet.Cell) {
		if column.In == 0 {
			column.In = sheet.Text | sheet.Markup
		}
		w.add(column, func(r Row) sheet.Cell {
			if g := a.groupOf(r); g != nil {
				return cell(r, *g)
			}
			return sheet.Cell{Text: baseline}
		}, nil)
	}
	pair := func(heading string, levels []float64, row func(r Row, g AdjustedGroup) Row) {
		compared(sheet.Column{Heading: heading}, "1", func(r Row, g AdjustedGroup) sheet.Cell { return sheet.Cell{Text: c.indexText(row(r, g))} })
		limits := sheet.Column{Heading: c.interval(c.Options.Level), Align: sheet.Dash, WithPrevious: true}
		compared(limits, "baseline", func(r Row, g AdjustedGroup) sheet.Cell {
			return sheet.Cell{Text: c.indexLimits(row(r, g), row(r, g).Index)}
		})
		for i, level := range levels {
			compared(sheet.Column{Heading: c.interval(level), Align: sheet.Dash, WithPrevious: true}, "", func(r Row, g AdjustedGroup) sheet.Cell {
				return sheet.Cell{Text: c.indexLimits(row(r, g), row(r, g).Further[i])}
			})
		}
	}
	pair("crude "+name, nil, func(r Row, _ AdjustedGroup) Row { return r })
	pair("adjusted "+name, c.Levels, func(_ Row, g AdjustedGroup) Row { return g.shown() })
	compared(sheet.Column{Heading: "p"}, "", func(_ Row, g AdjustedGroup) sheet.Cell { return sheet.Cell{Text: c.pText(g.shown(), g.Row.Index.P)} })
	compared(sheet.Column{Heading: "strata"}, "", func(_ Row, g AdjustedGroup) sheet.Cell {
		return sheet.Cell{Text: fmt.Sprintf("%d of %d", len(a.Strata)-len(g.NotCompared), len(a.Strata))}
	})
	alike := fmt.Sprintf("below %s the strata differ by more than chance, and no one number stands for all", sheet.Fixed(1-c.Options.Level, 2))
	if c.Options.Level != usualLevel {
		alike = "where it is small the strata differ by more than chance, and no one number stands for all"
	}
	compared(sheet.Column{Heading: "p alike", Notes: []string{alike}}, "", func(_ Row, g AdjustedGroup) sheet.Cell {
		if g.Homogeneity.DF < 1 {
			return sheet.Cell{Text: "—"}
		}
		return sheet.Cell{Text: sheet.P(g.Homogeneity.P, 1-c.Options.Level)}
	})
	notes := func(r Row) sheet.Cell { return sheet.Cell{Notes: a.caveats(r)} }
	unknown := func(u Unknown) sheet.Cell { return sheet.Cell{Notes: c.unknownCaveats(u)} }
	w.add(sheet.Column{In: sheet.Text, Align: sheet.Left, Sparse: true, WithPrevious: true}, notes, unknown)
	w.add(sheet.Column{Heading: "notes", In: sheet.Markup, Align: sheet.Left, Sparse: true}, notes, unknown)
}

// indexLimits are the limits of the index of a row for people.
func (c Comparison) indexLimits(r Row, e rri.Estimate) string {
	if !c.indexShown(r) {
		return "—"
	}
	return c.limitsText(e, sheet.Ratio, 2, 1, c.null())
}

// pText is a p-value of the index of a row for people.
func (c Comparison) pText(r Row, p float64) string {
	if !c.indexShown(r) {
		return "—"
	}
	return sheet.P(p, 1-c.Options.Level)
}

// caveats are the footnotes of a row, crude and adjusted.
func (a Adjusted) caveats(r Row) []string {
	texts := a.All.caveats(r)
	g := a.groupOf(r)
	if g == nil {
		return texts
	}
	if a.All.indexShown(g.shown()) {
		for _, text := range a.All.Options.Texts(plainFlags(g.Row.Index.Flags &^ r.flags())) {
			texts = append(texts, "adjusted: "+text)
		}
	}
	if len(g.NotCompared) > 0 {
		texts = append(texts, g.notComparedText(a.All.Baseline))
	}
	if g.unbounded() {
		texts = append(texts, "adjusted: a count of a stratum is withheld or not there, so that nothing bounds it")
	}
	return texts
}

// unbounded reports whether nothing bounds the adjusted index, as where a count of a stratum is not
// known at all.
func (g AdjustedGroup) unbounded() bool {
	return g.Row.Counts.Lower == 0 && math.IsInf(g.Row.Counts.Upper, 1)
}

// shown is the row with the adjusted index for people: of what nothing bounds there is none.
func (g AdjustedGroup) shown() Row {
	r := g.Row
	if g.unbounded() {
		r.Events = tidy.NotAvailable.Cell()
		r.Exposure = r.Events
	}
	return r
}

// plainFlags leaves out what another flag of the same set, or a heading, says already.
func plainFlags(f rri.Flags) rri.Flags {
	if f&(rri.ZeroCell|rri.NoData) != 0 {
		f &^= rri.SmallCount
	}
	if f.Has(rri.NoData) {
		f &^= rri.ZeroCell
	}
	return f &^ rri.OneSided
}

// openPart is what withheld counts and people of unknown group leave open of the adjusted index.
func (a Adjusted) openPart() (s sheet.Sheet, ok bool) {
	c := a.All
	rows := a.where(func(g AdjustedGroup) bool { return g.Row.Bounds.Lower < g.Row.Bounds.Upper })
	if len(rows) == 0 {
		return s, false
	}
	s.Title = fmt.Sprintf("Adjusted %s over all that the counts may be", c.indexName())
	if c.Unknown != nil {
		s.Title += fmt.Sprintf(", and over every way in which %s could fall within each stratum", c.thoseNotKnown())
	}
	s.Title += "; nothing is assumed"
	w := &rowColumns[AdjustedGroup]{rows: rows}
	w.text(sheet.Column{Heading: "group", Align: sheet.Left}, func(g AdjustedGroup) string { return g.Row.Group })
	w.text(sheet.Column{Heading: "lowest – highest", Align: sheet.Dash}, func(g AdjustedGroup) string {
		return rangeText(sheet.Ratio, g.Row.Bounds.Lower, g.Row.Bounds.Upper, 2, 1)
	})
	w.text(sheet.Column{Heading: "with chance too, " + sheet.Percent(c.Options.Level), Align: sheet.Dash}, func(g AdjustedGroup) string {
		return c.limitsText(g.Row.Range, sheet.Ratio, 2, 1)
	})
	s.Columns = w.list
	return s, true
}

// where returns the groups that people see an index of and that keep asks for.
func (a Adjusted) where(keep func(g AdjustedGroup) bool) (groups []AdjustedGroup) {
	for _, g := range a.Groups {
		if a.All.indexShown(g.shown()) && keep(g) {
			groups = append(groups, g)
		}
	}
	return groups
}

// differingPart is what strata that differ have in common.
func (a Adjusted) differingPart() (s sheet.Sheet, ok bool) {
	c := a.All
	rows := a.where(a.differs)
	if len(rows) == 0 {
		return s, false
	}
	s.Title = "Where strata differ by more than chance: a typical one and a further one"
	typical := func(g AdjustedGroup) Row {
		g.Row.Index = g.Random.Typical
		return g.Row
	}
	w := &rowColumns[AdjustedGroup]{rows: rows}
	interval := c.interval(c.Options.Level)
	w.text(sheet.Column{Heading: "group", Align: sheet.Left}, func(g AdjustedGroup) string { return g.Row.Group })
	w.text(sheet.Column{Heading: "typical " + c.indexName()}, func(g AdjustedGroup) string { return c.indexText(typical(g)) })
	w.text(sheet.Column{Heading: interval, Align: sheet.Dash, WithPrevious: true}, func(g AdjustedGroup) string { return c.randomLimits(g.Random.Typical) })
	w.text(sheet.Column{Heading: "p"}, func(g AdjustedGroup) string { return c.pText(g.Row, g.Random.Typical.P) })
	w.text(sheet.Column{Heading: "strata from – to", Align: sheet.Dash}, func(g AdjustedGroup) string {
		return rangeText(sheet.Ratio, g.Random.Smallest, g.Random.Largest, 2)
	})
	w.text(sheet.Column{Heading: "a further one, " + interval, Align: sheet.Dash}, func(g AdjustedGroup) string {
		return c.randomLimits(limitsOf(g.Random.FurtherLower, g.Random.FurtherUpper))
	})
	w.notes(a.randomCaveats)
	s.Columns = w.list
	return s, true
}

// randomCaveats are the footnotes of a typical stratum: how many strata are too small to describe
// well.
func (a Adjusted) randomCaveats(g AdjustedGroup) []string {
	var texts []string
	if n := g.Random.Small; n > 0 {
		texts = append(texts, fmt.Sprintf("the typical one and its limits are rough: fewer than %d %s of %s or of %s in %d of %d strata", strata.SmallStratum,
			a.All.Events, g.Row.Group, a.All.Baseline, n, g.Random.Strata))
	}
	if n := g.Random.Corrected; n > 0 {
		texts = append(texts, fmt.Sprintf("half of one is added to each count of %d of %d strata, which have none or all", n, g.Random.Strata))
	}
	return texts
}

// randomLimits writes limits of a typical or a further stratum, or that there are too few strata
// for any that say something.
func (c Comparison) randomLimits(e rri.Estimate) string {
	const little, much = 0.01, 100
	if c.Options.Side == rri.TwoSided && e.Lower < little && e.Upper > much {
		return "too few strata"
	}
	return c.limitsText(e, sheet.Ratio, 2, 1, c.null())
}

// strataPart is the index within each stratum, and the share of the stratum in the adjusted one.
func (a Adjusted) strataPart() (s sheet.Sheet, ok bool) {
	if len(a.Groups) == 0 {
		return s, false
	}
	s.Title = fmt.Sprintf("%s within each stratum, and its share in the adjusted one", a.All.indexName())
	names := sheet.Cells(a.Strata, func(s AdjustedStratum) sheet.Cell { return sheet.Label(s.Stratum) })
	s.Columns = []sheet.Column{{Heading: wordsOf(a.Dimensions), Align: sheet.Left, Cells: names}}
	for _, g := range a.Groups {
		index, share := make([]sheet.Cell, len(a.Strata)), make([]sheet.Cell, len(a.Strata))
		for i, s := range a.Strata {
			index[i].Text, share[i].Text = "—", "—"
			if l, ok := lineOf(s.Comparison, s.Stratum, g.Row.Group); ok {
				index[i].Text = s.Comparison.indexText(l.of())
			}
			if i < len(g.Shares) && a.All.indexShown(g.shown()) && index[i].Text != "—" {
				share[i].Text = sheet.Fixed(100*g.Shares[i], 1) + " %"
			}
		}
		s.Columns = append(s.Columns, sheet.Column{Heading: g.Row.Group, Cells: index}, sheet.Column{Heading: "share", WithPrevious: true, Cells: share})
	}
	return s, true
}

// fewEvents is the number of events of the baseline below which no sentence is made of an index.
const fewEvents = 5

// alike says what like is compared with like in, as "year alike".
func (a Adjusted) alike() string {
	if len(a.Dimensions) == 1 {
		return headerName(a.Dimensions[0]) + " alike"
	}
	return wordsOf(a.Dimensions) + " alike"
}

// say says of each group what the adjusted index is, and where the strata are apart what they are.
func (a Adjusted) say() []string {
	c := a.All
	alike := a.alike()
	if base := c.Rows[0].Events; base.Known() && base.Upper < fewEvents {
		return []string{fmt.Sprintf("With %s: %s has %s %s in all, too few to compare with.", alike, c.Baseline, countText(base), c.Events)}
	}
	var lines []string
	digits := c.rateDigits()
	for i, g := range a.Groups {
		crude := c.Rows[i+1]
		var text string
		switch {
		case crude.Events.Upper == 0 && crude.Exposure.Upper > 0:
			lines = append(lines, c.none(crude))
			continue
		case g.unbounded():
			lines = append(lines, fmt.Sprintf("%s with %s: the %s are not known by %s.", g.Row.Group, alike, c.Events, wordsOf(a.Dimensions)))
			if !withoutEnd(crude.Events) && !withoutEnd(crude.Exposure) {
				lines = append(lines, c.sentence(crude, digits))
			}
			continue
		case !c.indexShown(g.Row) || math.IsNaN(g.Row.Counts.Lower):
			text = "nothing to compare."
		case a.differs(g):
			text = fmt.Sprintf("%s %s to %s in the strata, further apart than chance makes them: no one number stands for all.", c.indexName(),
				sheet.Ratio(g.Random.Smallest, 2), sheet.Ratio(g.Random.Largest, 2))
		default:
			text = fmt.Sprintf("%s %s (%s %s)", c.indexName(), spoken(c.indexText(g.Row)), c.interval(c.Options.Level), spoken(c.indexLimits(g.Row, g.Row.Index)))
			// on the other side of 1 the crude one misleads
			if (g.Row.Index.Value-1)*(crude.Index.Value-1) >= 0 {
				text += fmt.Sprintf("; %s with everybody thrown together", c.indexText(crude))
			}
			text += "."
			if r := g.Row; r.Bounds.Lower < r.Counts.Lower || r.Counts.Upper < r.Bounds.Upper {
				text += fmt.Sprintf(" Whichever way the unknown fall it is %s (%s with chance).", spoken(rangeText(sheet.Ratio, r.Bounds.Lower, r.Bounds.Upper, 2, 1)),
					spoken(c.limitsText(r.Range, sheet.Ratio, 2, 1)))
			}
			text += gate(g.Row)
		}
		lines = append(lines, fmt.Sprintf("%s with %s: %s", g.Row.Group, alike, text))
	}
	return lines
}

// gate says in words what the adjusted index leaves open: of a clear one nothing.
func gate(r Row) string {
	leavesOut1 := func(e rri.Estimate) bool { return e.Lower > 1 || e.Upper < 1 }
	switch {
	case leavesOut1(r.Range), r.Range.Lower >= sameAbove && r.Range.Upper <= sameBelow:
		return ""
	case leavesOut1(r.Index):
		return " This is not settled."
	}
	return " It does not tell which rate is higher."
}

// spoken writes the two ends of a range as a sentence has them.
func spoken(limits string) string {
	return strings.Replace(strings.Replace(limits, " – ∞", " or more", 1), " – ", " to ", 1)
}
