package strata

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// WriteText writes the table for people to read on a screen or in a letter: a title, the
// definition, a line for each group with its crude and its adjusted index, then the index within
// each stratum with its share in the adjusted one, and numbered footnotes for the notes, the flags
// and the strata with no one to compare. "p alike" is the p-value of the test that the strata share
// one index, and I² the share of their variation that is beyond chance. Where "p alike" is below 1
// less the level, a further part has the ratio of a typical stratum, the smallest and the largest
// of the strata, and where that of a further stratum would lie: see [RandomEffects].
//
// A ratio to a baseline without events is nothing to compare with: it prints as "—", without limits
// and p, and with a footnote. CSV and JSON have it.
//
// Rounding does not mislead: an interval that leaves out 1 never prints as touching it, a ratio
// never prints outside its interval, and what is not zero never prints as zero. Names are cleaned
// of control characters. The error is that of w, or wraps [rri.ErrOption] if Per or Options is out
// of range.
func (t Table[K, G, M]) WriteText(w io.Writer) error {
	s, err := t.Sheet()
	if err != nil {
		return err
	}
	return s.WriteText(w)
}

// WriteMarkdown writes what [Table.WriteText] does as GitHub-flavoured Markdown. Names are escaped,
// so that none is read as Markdown or HTML. The error is that of w, or wraps [rri.ErrOption] if Per
// or Options is out of range.
func (t Table[K, G, M]) WriteMarkdown(w io.Writer) error {
	s, err := t.Sheet()
	if err != nil {
		return err
	}
	return s.WriteMarkdown(w)
}

// WriteCSV writes the table for programs: a header, then for each group a line for all strata
// together, whose cell stratum is empty, and one for each stratum, where crude is the index within
// the stratum. compared is the number of strata with someone to compare, or in the line of a
// stratum 1 or 0.
//
// Then come the design effects of the group's count and of the baseline's, 1 where there is none;
// of all strata together, the mean that the crude figures have. Those after them are of
// [RandomEffects], where homogeneity_p is below 1-level, and empty elsewhere.
//
// Nothing is scaled or rounded, and the cells are written as by [rri.Table.WriteCSV]. The header is
// the same for every table, but for one column more, the last, where Options.SmallCountBelow is
// set. Notes are not written. The error is that of w.
func (t Table[K, G, M]) WriteCSV(w io.Writer) error { return t.sheet().WriteCSV(w) }

// Sheet returns the table as cells: what people see of them, with footnotes and a part for the
// strata, and the exact values for programs. WriteText, WriteMarkdown and WriteCSV write it.
//
// People have a row for each group, and the strata in a table below. Programs have a row for each
// group and for each stratum of each group. So no column is for both.
//
// It has two pictures, forest plots: "adjusted", the adjusted index of every group below the crude
// one, and "strata", the index within each stratum. Where that has more than 60 rows each group has
// its own, "strata-1" and so on.
//
// The error wraps [rri.ErrOption] if Per or Options is out of range.
func (t Table[K, G, M]) Sheet() (sheet.Sheet, error) {
	if err := t.validate(); err != nil {
		return sheet.Sheet{}, err
	}
	return t.sheet(), nil
}

// sheet is Sheet of a table that need not be valid, since CSV has no use for Per.
func (t Table[K, G, M]) sheet() sheet.Sheet {
	s := sheet.Sheet{Title: t.title(), Definition: t.Definition, Notes: t.Notes, Columns: append(t.peopleColumns(), t.csvColumns()...),
		Pictures: t.pictures()}
	if columns := t.randomColumns(); columns != nil {
		s.Parts = append(s.Parts, sheet.Sheet{Title: "Where strata differ by more than chance: a typical one and a further one", Columns: columns})
	}
	if columns := t.partColumns(); len(columns) > 1 {
		s.Parts = append(s.Parts, sheet.Sheet{Title: "RRI within each stratum, and its share in the adjusted RRI", Columns: columns})
	}
	return s
}

// title returns the line above the table.
func (t Table[K, G, M]) title() string {
	title := fmt.Sprintf("%s · RRI against %s · adjusted for %s · method %s", t.Heading(isBinomial[M]()), name(t.Baseline), t.by(), t.Options.Method)
	if null := t.Options.Null; (null != 0 && null != 1) || t.Options.Side != rri.TwoSided {
		title += fmt.Sprintf(" · p tests RRI %s %v", t.Options.Side.NullSign(), cmp.Or(null, 1))
	}
	return title
}

// peopleColumns returns the columns that people see: a row for each group.
func (t Table[K, G, M]) peopleColumns() []sheet.Column {
	labels, alpha := t.labels(), 1-t.Options.level()
	rate := "rate"
	if isBinomial[M]() && labels.Per == 100 {
		rate = "%"
	}
	var columns []sheet.Column
	add := func(c sheet.Column, cell func(Row[K, G, M]) sheet.Cell) {
		if c.In == 0 {
			c.In = sheet.Text | sheet.Markup
		}
		c.Cells = sheet.Cells(t.Rows, cell)
		columns = append(columns, c)
	}
	// compared adds a column in which the baseline has only a word, or nothing.
	compared := func(c sheet.Column, baseline string, cell func(Row[K, G, M]) sheet.Cell) {
		add(c, func(r Row[K, G, M]) sheet.Cell {
			if r.Group == t.Baseline {
				return sheet.Cell{Text: baseline}
			}
			return cell(r)
		})
	}
	ratio := func(name, heading string, of func(Row[K, G, M]) rri.Estimate) {
		compared(sheet.Column{Name: name, Heading: heading}, "1", func(r Row[K, G, M]) sheet.Cell {
			e := ratioForPeople(of(r))
			value, _ := t.ratioTexts(e)
			return sheet.Cell{Text: value, Value: sheet.Float(e.Value)}
		})
		interval := sheet.Percent(t.Options.level()) + " " + t.Options.Side.LimitsName()
		compared(sheet.Column{Name: name + "_interval", Heading: interval, Align: sheet.Dash, WithPrevious: true}, "baseline", func(r Row[K, G, M]) sheet.Cell {
			_, limits := t.ratioTexts(ratioForPeople(of(r)))
			return sheet.Cell{Text: limits}
		})
	}
	add(sheet.Column{Heading: "group", Align: sheet.Left}, func(r Row[K, G, M]) sheet.Cell { return sheet.Label(name(r.Group)) })
	add(sheet.Column{Heading: labels.Events}, func(r Row[K, G, M]) sheet.Cell { return eventsCell(r.Count) })
	add(sheet.Column{Heading: labels.Exposure}, func(r Row[K, G, M]) sheet.Cell { return exposureCell(r.Count) })
	add(sheet.Column{Heading: rate}, func(r Row[K, G, M]) sheet.Cell {
		return sheet.Cell{Text: t.rateText(r.Rate.Value), Value: sheet.Float(r.Rate.Value)}
	})
	ratio("crude", "crude RRI", func(r Row[K, G, M]) rri.Estimate { return r.Crude })
	ratio("adjusted", "adjusted RRI", func(r Row[K, G, M]) rri.Estimate { return r.Ratio })
	compared(sheet.Column{Name: "adjusted_p", Heading: "p"}, "", func(r Row[K, G, M]) sheet.Cell {
		p := ratioForPeople(r.Ratio).P
		return sheet.Cell{Text: sheet.P(p, alpha), Value: sheet.Float(p)}
	})
	compared(sheet.Column{Name: "difference", Heading: "difference", Drop: 1}, "", func(r Row[K, G, M]) sheet.Cell {
		return sheet.Cell{Text: sheet.Signed(r.Difference.Value*labels.Per, 1), Value: sheet.Float(r.Difference.Value)}
	})
	compared(sheet.Column{Name: "compared", Heading: "strata"}, "", func(r Row[K, G, M]) sheet.Cell {
		return sheet.Cell{Text: fmt.Sprintf("%d of %d", len(r.Parts)-len(r.notCompared()), len(r.Parts))}
	})
	compared(sheet.Column{Name: "i2", Heading: "I²"}, "", func(r Row[K, G, M]) sheet.Cell { return i2Cell(r.Homogeneity.I2()) })
	compared(sheet.Column{Name: "homogeneity_p", Heading: "p alike"}, "", func(r Row[K, G, M]) sheet.Cell {
		return sheet.Cell{Text: sheet.P(r.Homogeneity.P, alpha), Value: sheet.Float(r.Homogeneity.P)}
	})
	notes := func(r Row[K, G, M]) sheet.Cell { return sheet.Cell{Notes: t.caveats(r)} }
	add(sheet.Column{In: sheet.Text, Align: sheet.Left, Sparse: true, WithPrevious: true}, notes)
	add(sheet.Column{Heading: "notes", In: sheet.Markup, Align: sheet.Left, Sparse: true}, notes)
	return columns
}

// i2Cell returns the cell of an I², NaN where nothing is known of it.
func i2Cell(i2 float64) sheet.Cell {
	if math.IsNaN(i2) {
		return sheet.Cell{Text: "—"}
	}
	return sheet.Cell{Text: fmt.Sprintf("%.0f %%", 100*i2), Value: sheet.Float(i2)}
}

// partColumns returns the strata for people: a row for each, and for each group the ratio within
// the stratum and the share of the stratum in the adjusted ratio.
func (t Table[K, G, M]) partColumns() []sheet.Column {
	columns := []sheet.Column{{Heading: t.by(), Align: sheet.Left}}
	for _, r := range t.Rows {
		if r.Group == t.Baseline {
			continue
		}
		if len(r.Parts) > len(columns[0].Cells) {
			columns[0].Cells = sheet.Cells(r.Parts, func(p Part[K, M]) sheet.Cell { return sheet.Label(name(p.Stratum)) })
		}
		columns = append(columns,
			sheet.Column{Heading: name(r.Group), Cells: sheet.Cells(r.Parts, func(p Part[K, M]) sheet.Cell {
				if !p.Compared || !ratioShown(p.Ratio) {
					return sheet.Cell{Text: "—"}
				}
				return sheet.Cell{Text: sheet.Ratio(p.Ratio.Value, 2), Value: sheet.Float(p.Ratio.Value)}
			})},
			sheet.Column{Heading: "share", WithPrevious: true, Cells: sheet.Cells(r.Parts, func(p Part[K, M]) sheet.Cell {
				if !p.Compared || !ratioShown(r.Ratio) {
					return sheet.Cell{Text: "—"}
				}
				return sheet.Cell{Text: sheet.Fixed(100*p.RatioShare, 1) + " %", Value: sheet.Float(p.RatioShare)}
			})},
		)
	}
	if len(columns[0].Cells) == 0 {
		return nil
	}
	return columns
}

// csvLine is a line for programs: a group with all strata together, or one of its strata.
type csvLine[M rri.Measure] struct {
	group, stratum              string
	count, baseline             M
	crude, adjusted, difference rri.Estimate
	homogeneity                 Test
	random                      Random      // where strata differ by more than chance
	compared                    sheet.Value // the number of strata, nothing for the baseline
	ratioShare, differenceShare sheet.Value // nothing for all strata together
	flags                       rri.Flags
}

// csvLines returns the lines for programs.
func (t Table[K, G, M]) csvLines() []csvLine[M] {
	var lines []csvLine[M]
	for _, r := range t.Rows {
		l := csvLine[M]{
			group: name(r.Group), count: r.Count, baseline: t.Rows[0].Count, crude: r.Crude, adjusted: r.Ratio, difference: r.Difference,
			homogeneity: r.Homogeneity, flags: r.flags(),
		}
		if r.Group != t.Baseline {
			l.compared = sheet.Int(len(r.Parts) - len(r.notCompared()))
		}
		if t.differs(r) {
			l.random = r.Random
		}
		lines = append(lines, l)
		for _, p := range r.Parts {
			l := csvLine[M]{
				group: l.group, stratum: name(p.Stratum), count: p.Group, baseline: p.Baseline, crude: p.Ratio,
				compared: sheet.Int(0), ratioShare: sheet.Float(p.RatioShare), differenceShare: sheet.Float(p.DifferenceShare), flags: p.Ratio.Flags,
			}
			if p.Compared {
				l.compared = sheet.Int(1)
			}
			lines = append(lines, l)
		}
	}
	return lines
}

// csvColumns returns the columns for programs.
func (t Table[K, G, M]) csvColumns() []sheet.Column {
	labels, lines := t.labels(), t.csvLines()
	var columns []sheet.Column
	add := func(name string, cell func(csvLine[M]) sheet.Cell) {
		columns = append(columns, sheet.Column{Name: name, In: sheet.CSV, Cells: sheet.Cells(lines, cell)})
	}
	value := func(name string, v func(csvLine[M]) sheet.Value) {
		add(name, func(l csvLine[M]) sheet.Cell { return sheet.Cell{Value: v(l)} })
	}
	constant := func(name string, v sheet.Value) { value(name, func(csvLine[M]) sheet.Value { return v }) }
	estimate := func(name string, of func(csvLine[M]) rri.Estimate) {
		for suffix, number := range [...]func(rri.Estimate) float64{
			func(e rri.Estimate) float64 { return e.Value },
			func(e rri.Estimate) float64 { return e.Lower },
			func(e rri.Estimate) float64 { return e.Upper },
			func(e rri.Estimate) float64 { return e.P },
		} {
			value(name+[...]string{"", "_lower", "_upper", "_p"}[suffix], func(l csvLine[M]) sheet.Value {
				if e := of(l); e.Computed() {
					return sheet.Float(number(e))
				}
				return sheet.Value{}
			})
		}
	}
	tested := func(name string, of func(Test) sheet.Value) {
		value(name, func(l csvLine[M]) sheet.Value {
			if l.homogeneity.DF < 1 {
				return sheet.Value{}
			}
			return of(l.homogeneity)
		})
	}
	constant("measure", sheet.String(labels.Measure))
	constant("definition", sheet.String(labels.Definition))
	constant("by", sheet.String(t.by()))
	constant("baseline", sheet.String(name(t.Baseline)))
	value("group", func(l csvLine[M]) sheet.Value { return sheet.String(l.group) })
	value("stratum", func(l csvLine[M]) sheet.Value { return sheet.String(l.stratum) })
	add("events", func(l csvLine[M]) sheet.Cell { return eventsCell(l.count) })
	add("exposure", func(l csvLine[M]) sheet.Cell { return exposureCell(l.count) })
	add("baseline_events", func(l csvLine[M]) sheet.Cell { return eventsCell(l.baseline) })
	add("baseline_exposure", func(l csvLine[M]) sheet.Cell { return exposureCell(l.baseline) })
	estimate("crude", func(l csvLine[M]) rri.Estimate { return l.crude })
	estimate("adjusted", func(l csvLine[M]) rri.Estimate { return l.adjusted })
	estimate("difference", func(l csvLine[M]) rri.Estimate { return l.difference })
	tested("homogeneity", func(t Test) sheet.Value { return sheet.Float(t.Statistic) })
	tested("homogeneity_df", func(t Test) sheet.Value { return sheet.Int(t.DF) })
	tested("homogeneity_p", func(t Test) sheet.Value { return sheet.Float(t.P) })
	tested("i2", func(t Test) sheet.Value { return sheet.Float(t.I2()) })
	value("compared", func(l csvLine[M]) sheet.Value { return l.compared })
	value("ratio_share", func(l csvLine[M]) sheet.Value { return l.ratioShare })
	value("difference_share", func(l csvLine[M]) sheet.Value { return l.differenceShare })
	constant("level", sheet.Float(t.Options.level()))
	constant("method", sheet.String(t.Options.Method.String()))
	value("flags", func(l csvLine[M]) sheet.Value { return sheet.String(l.flags.String()) })
	value("design_effect", func(l csvLine[M]) sheet.Value { return sheet.Float(effect(l.count)) })
	value("baseline_design_effect", func(l csvLine[M]) sheet.Value { return sheet.Float(effect(l.baseline)) })
	estimate("typical", func(l csvLine[M]) rri.Estimate { return l.random.Typical })
	for _, c := range randomCSV {
		value(c.name, func(l csvLine[M]) sheet.Value {
			if !l.random.Computed() {
				return sheet.Value{}
			}
			return sheet.Float(c.of(l.random))
		})
	}
	if t.Options.SmallCountBelow != 0 {
		constant("small_count_below", sheet.Int(t.Options.SmallCountBelow))
	}
	return columns
}

func eventsCell[M rri.Measure](m M) sheet.Cell {
	events, _, _ := m.Counts()
	return sheet.Count(events)
}

func exposureCell[M rri.Measure](m M) sheet.Cell {
	_, exposure, _ := m.Counts()
	return sheet.Exposure(exposure)
}

// effect returns the design effect of a count, 1 where there is none.
func effect[M rri.Measure](m M) float64 {
	_, _, d := m.Counts()
	return d
}

// rateText writes a rate. A proportion that is not all does not print as all.
func (t Table[K, G, M]) rateText(v float64) string {
	text := func(v float64, decimals int) string { return sheet.Fixed(v*t.labels().Per, decimals) }
	if isBinomial[M]() {
		return sheet.Limit(text, v, 1, 1)
	}
	return text(v, 1)
}

// ratioTexts writes a ratio, with the digits that its limits take, and the limits that were asked
// for.
func (t Table[K, G, M]) ratioTexts(e rri.Estimate) (value, limits string) {
	digits := 2
	nulls := []float64{1, cmp.Or(t.Options.Null, 1)}
	switch {
	case !e.Computed() || math.IsNaN(e.Lower) || math.IsNaN(e.Upper):
		limits = "—"
	case t.Options.Side == rri.LowerOnly:
		limits = sheet.Limit(sheet.Ratio, e.Lower, digits, nulls...)
	case t.Options.Side == rri.UpperOnly:
		limits = sheet.Limit(sheet.Ratio, e.Upper, digits, nulls...)
	default:
		var lower, upper string
		lower, upper, digits = sheet.Limits(sheet.Ratio, e.Lower, e.Upper, digits, nulls...)
		limits = lower + " – " + upper
	}
	// beside an interval that leaves out a null value, the ratio must not print as that
	leftOut := slices.DeleteFunc(nulls, func(null float64) bool { return !(null < e.Lower || null > e.Upper) })
	return sheet.Limit(sheet.Ratio, e.Value, digits, leftOut...), limits
}
