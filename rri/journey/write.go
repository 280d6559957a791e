package journey

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// WriteText writes the journey for people: for every group one row a step and the cumulative index,
// with an arrow at the largest share of the gap. Rounding does not mislead: a limit that is not 1
// does not print as 1, nor a p-value as one less the level. A step in which nobody of the baseline
// had the event has no index, limits and p-value here, as there is nothing to compare with;
// WriteCSV has them. Names are cleaned of control characters.
func (j Journey[G]) WriteText(w io.Writer) error { return j.Sheet().WriteText(w) }

// WriteMarkdown writes what [Journey.WriteText] does for a page, as a table of Markdown. Names are
// escaped.
func (j Journey[G]) WriteMarkdown(w io.Writer) error { return j.Sheet().WriteMarkdown(w) }

// WriteCSV writes the journey for programs: one row a step and group, and one for the cumulative
// index with the step "cumulative" and no counts. Numbers are not rounded, NaN is empty and
// infinities are "Inf" and "-Inf"; a design effect of 1 is empty too. A name that a spreadsheet
// would take for a formula has an apostrophe before it, and control characters in names become
// spaces.
func (j Journey[G]) WriteCSV(w io.Writer) error { return j.Sheet().WriteCSV(w) }

// Sheet returns the journey as cells: a row for every step of every group, and one for its
// cumulative index. WriteText, WriteMarkdown and WriteCSV write it.
func (j Journey[G]) Sheet() sheet.Sheet {
	w := writer{lines: j.lines()}
	j.steps(&w)
	j.indices(&w)
	j.basis(&w)
	return sheet.Sheet{Title: j.title(), Columns: w.columns, Legend: legend(w.lines), Width: screen, Spaced: true}
}

// screen is the width of text, in characters: ten columns need more than most tables.
const screen = 140

// writer makes the columns of a sheet.
type writer struct {
	lines   []line
	columns []sheet.Column
}

// add adds a column.
func (w *writer) add(c sheet.Column, cell func(line) sheet.Cell) {
	c.Align, c.Cells = sheet.Left, sheet.Cells(w.lines, cell)
	w.columns = append(w.columns, c)
}

// exact adds a column for programs alone.
func (w *writer) exact(name string, value func(line) sheet.Value) {
	w.add(sheet.Column{Name: name, In: sheet.CSV}, func(l line) sheet.Cell { return sheet.Cell{Value: value(l)} })
}

// exactLimits adds the two limits of an estimate for programs alone.
func (w *writer) exactLimits(lower, upper string, of func(line) rri.Estimate) {
	w.exact(lower, func(l line) sheet.Value { return sheet.Float(of(l).Lower) })
	w.exact(upper, func(l line) sheet.Value { return sheet.Float(of(l).Upper) })
}

// counts adds the two columns of a count, which the cumulative index has not.
func (w *writer) counts(name, base, heading string, of func(line) Count) {
	add := func(c sheet.Column, cell func(Count) sheet.Cell) {
		w.add(c, func(l line) sheet.Cell {
			if l.cumulative {
				return sheet.Cell{}
			}
			return cell(of(l))
		})
	}
	add(sheet.Column{Name: name, Heading: heading + ": events of"}, func(c Count) sheet.Cell { return sheet.Count(c.Events) })
	add(sheet.Column{Name: base}, func(c Count) sheet.Cell { return sheet.Exposure(c.Base) })
}

// designEffect adds the design effect of a count for programs alone, unless it is that of none.
func (w *writer) designEffect(name string, of func(line) Count) {
	w.exact(name, func(l line) sheet.Value {
		if v := of(l).DesignEffect; v != 0 {
			return sheet.Float(v)
		}
		return sheet.Value{}
	})
}

// steps adds what a row is of, and the counts.
func (j Journey[G]) steps(w *writer) {
	baseline := fmt.Sprint(j.Baseline)
	w.exact("baseline", func(line) sheet.Value { return sheet.String(baseline) })
	w.exact("group", func(l line) sheet.Value { return sheet.String(l.group) })
	w.add(sheet.Column{Heading: "Group", In: sheet.Text | sheet.Page}, func(l line) sheet.Cell {
		if !l.first {
			return sheet.Cell{}
		}
		return sheet.Label(l.group)
	})
	w.add(sheet.Column{Name: "step", Heading: "Step", WithPrevious: true}, func(l line) sheet.Cell {
		return sheet.Cell{Text: l.step + l.mark, Value: sheet.String(l.step)}
	})
	w.counts("events", "base", "Group", func(l line) Count { return l.counts })
	w.counts("baseline_events", "baseline_base", baseline, func(l line) Count { return l.baseline })
}

// indices adds the index with its limits and p-value, and the share of the gap.
func (j Journey[G]) indices(w *writer) {
	w.add(sheet.Column{Name: "index", Heading: "Index"}, func(l line) sheet.Cell {
		text, _, _ := j.texts(l)
		return sheet.Cell{Text: text, Value: sheet.Float(l.index.Value)}
	})
	w.add(sheet.Column{Heading: "Interval", In: sheet.Text | sheet.Page}, func(l line) sheet.Cell {
		_, limits, _ := j.texts(l)
		return sheet.Cell{Text: limits}
	})
	w.exactLimits("lower", "upper", func(l line) rri.Estimate { return l.index })
	w.add(sheet.Column{Name: "p", Heading: "p"}, func(l line) sheet.Cell {
		_, _, p := j.texts(l)
		return sheet.Cell{Text: p, Value: sheet.Float(l.index.P)}
	})
	w.add(sheet.Column{Name: "share", Heading: "Share of the gap"}, func(l line) sheet.Cell {
		return sheet.Cell{Text: l.shareText, Value: sheet.Float(l.share.Value)}
	})
	w.exactLimits("share_lower", "share_upper", func(l line) rri.Estimate { return l.share })
}

// basis adds what programs have to know of how the numbers came about.
func (j Journey[G]) basis(w *writer) {
	w.exact("largest", func(l line) sheet.Value { return sheet.Bool(l.largest) })
	w.exact("combined", func(l line) sheet.Value { return sheet.Bool(l.combined) })
	w.exact("direction", func(line) sheet.Value { return sheet.String(measure(j.Options.Direction)) })
	w.exact("level", func(l line) sheet.Value { return sheet.Float(l.index.Level) })
	w.exact("method", func(l line) sheet.Value { return sheet.String(l.index.Method.String()) })
	w.exact("flags", func(l line) sheet.Value { return sheet.String(l.index.Flags.String()) })
	w.designEffect("design_effect", func(l line) Count { return l.counts })
	w.designEffect("baseline_design_effect", func(l line) Count { return l.baseline })
}

// title returns the line above the table.
func (j Journey[G]) title() string {
	what := fmt.Sprintf("RRI against %v", j.Baseline)
	if j.Options.Direction == index.ComparatorOverGroup {
		what = fmt.Sprintf("relative likelihood, %v over group", j.Baseline)
	}
	title := fmt.Sprintf("%s · %s %s, method %s", what, sheet.Percent(j.Options.Level), j.Options.Side.LimitsName(), j.Options.Method)
	if null := j.Options.Null; (null != 0 && null != 1) || j.Options.Side != rri.TwoSided {
		title += fmt.Sprintf(" · p tests an index %s %v", j.Options.Side.NullSign(), cmp.Or(null, 1))
	}
	return title
}

// line is a row as it is written: a step of a group, or the cumulative index of all its steps,
// which has no counts.
type line struct {
	group, step      string
	first            bool // of its group
	cumulative       bool
	counts, baseline Count
	index, share     rri.Estimate
	largest          bool // the step has the largest share of the gap
	combined         bool // the cumulative index combines the intervals of the steps
	empty            bool // there is nothing to compare with: no event in the baseline
	mark, shareText  string
}

// lines returns the rows as they are written.
func (j Journey[G]) lines() []line {
	var lines []line
	for _, p := range j.Paths {
		group := fmt.Sprint(p.Group)
		empty := false // whether a step has no event in the baseline
		for i, x := range p.Indices {
			l := line{
				group: group, step: j.Steps[i], first: i == 0, counts: x.Group, baseline: x.Baseline, index: x.Estimate, share: x.Share,
				largest: i == p.Largest, empty: x.Baseline.Events == 0 && !x.Baseline.EventsWithheld, shareText: shareText(x.Share),
			}
			// Stages after that one are empty in the baseline too.
			if empty = empty || l.empty; empty {
				l.shareText = "—"
			} else if l.largest { // of an infinite gap, without a share: the step that makes it so
				l.shareText += arrow
			}
			lines = append(lines, l)
		}
		nan := math.NaN()
		l := line{
			group: group, step: "cumulative", cumulative: true, index: p.Cumulative,
			share: rri.Estimate{Value: nan, Lower: nan, Upper: nan}, combined: p.Combined, empty: empty,
		}
		if p.Combined {
			l.mark = " *"
		}
		lines = append(lines, l)
	}
	return lines
}

const arrow = " ←"

// legend says what the marks in the rows mean.
func legend(lines []line) []string {
	var pointed, open, combined, nothing bool
	highest := 0.0 // of the design effects
	for _, l := range lines {
		pointed = pointed || strings.HasSuffix(l.shareText, arrow)
		open = open || strings.Contains(l.shareText, anyShare)
		combined = combined || l.combined
		nothing = nothing || l.cumulative && l.empty
		highest = max(highest, l.counts.DesignEffect, l.baseline.DesignEffect)
	}
	var texts []string
	for _, note := range [...]struct {
		wanted bool
		text   string
	}{
		{pointed, "← the largest share of the gap as observed: of the logarithm of the cumulative index; in brackets its interval"},
		{open, "(any) the indices do not tell on which side of 1 the cumulative index is, so that no share of it can be told"},
		{combined, "* combines the intervals of the steps (MOVER), whose counts are taken to be of different people"},
		{nothing, "— no event in the baseline: nothing to compare with"},
		{highest != 0, "counts scatter more, or less, than independent ones: their design effects are up to " + sheet.Ratio(highest, 2)},
	} {
		if note.wanted {
			texts = append(texts, note.text)
		}
	}
	return texts
}

// texts writes the index of a row, its limits and its p-value; all of them "—" if there is nothing
// to compare with.
func (j Journey[G]) texts(l line) (value, limits, p string) {
	e := l.index
	if l.empty || !e.Computed() || math.IsNaN(e.Value) {
		return "—", "—", "—"
	}
	null := cmp.Or(j.Options.Null, 1)
	lower, upper, digits := sheet.Limits(sheet.Ratio, e.Lower, e.Upper, 2, 1, null)
	return sheet.Limit(sheet.Ratio, e.Value, digits, 1, null), lower + " to " + upper, sheet.P(e.P, 1-e.Level)
}

// anyShare stands behind a share of a gap of which not even the side is known.
const anyShare = " (any)"

// shareText writes a share in per cent with its interval.
func shareText(e rri.Estimate) string {
	if !e.Computed() || math.IsNaN(e.Value) {
		return "—"
	}
	percent := func(v float64, digits int) string { return sheet.Fixed(100*v, digits) }
	limit := func(v float64, digits int) string { return sheet.Limit(percent, v, digits, 0, 1) }
	switch {
	case e.Flags.Has(rri.Unbounded):
		return limit(e.Value, 0) + " %" + anyShare
	case e.Lower == e.Upper:
		return limit(e.Value, 0) + " %"
	}
	lower, upper, digits := sheet.Limits(percent, e.Lower, e.Upper, 0, 0, 1)
	return fmt.Sprintf("%s %% (%s to %s %%)", limit(e.Value, digits), lower, upper)
}

// measure names the index for the column direction.
func measure(d index.Direction) string {
	switch d {
	case index.GroupOverComparator:
		return "rri"
	case index.ComparatorOverGroup:
		return "relative-likelihood"
	}
	return d.String()
}
