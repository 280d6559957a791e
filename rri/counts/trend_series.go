package counts

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/trend"
)

// seriesMaker makes a series of a table that is divided by time.
type seriesMaker[M rri.Measure] struct {
	*input
	*timeline
	stock   bool    // of a rate: the exposure is of people, who live through each period
	perYear float64 // by what an exposure that is time is multiplied to be in years
	spans   []trend.Period
}

// series returns the series, with its breaks and what else its counts could be.
func (m *seriesMaker[M]) series() (s trend.Series[string, M], err error) {
	s.Labels, s.Baseline = m.labels, m.baseline().Group
	s.Labels.Exposure = m.exposureName()
	for _, g := range m.groups[1:] {
		s.Order = append(s.Order, g.Group)
	}
	if s.Counts, err = m.counts(printed); err != nil {
		return s, err
	}
	groups := m.groupBreaks()
	// where groups mean something else so do their residents
	residents := slices.DeleteFunc(m.residentsBreaks(), func(b trend.Break[string]) bool {
		return slices.ContainsFunc(groups, func(g trend.Break[string]) bool { return g.Kind == trend.GroupsBreak && g.At.Equal(b.At) })
	})
	s.Breaks = slices.Concat(residents, groups)
	slices.SortStableFunc(s.Breaks, func(a, b trend.Break[string]) int { return a.At.Compare(b.At) })
	for _, v := range m.variants(len(residents) > 0) {
		c, err := m.counts(v)
		if err != nil {
			return s, err
		}
		c.Rolling = nil
		s.Alternatives = append(s.Alternatives, trend.Alternative[string, M]{Name: v.name, Counts: c})
	}
	for _, a := range m.o.Alternatives {
		c, err := m.alternative(a)
		if err != nil {
			return s, err
		}
		s.Alternatives = append(s.Alternatives, c)
	}
	return s, nil
}

// measure returns the counts of a group in a part of the table. ok is false where a count is a
// range that no printed number stands for.
func (m *seriesMaker[M]) measure(p *timePart, g group, e end, from *timePart) (count M, ok bool, err error) {
	t := g.tally
	if t.printed == nil || t.events.open() || t.exposure.open() {
		return count, false, nil
	}
	at := *t.printed
	above := e == highestIndex
	if g.Group == m.baseline().Group {
		above = e == lowestIndex
	}
	if e != asPrinted && !t.known() {
		at = t.lowest(m.proportion)
		if above {
			at = t.highest(m.proportion)
		}
	}
	if from != nil {
		if other, has := from.groups[g.Group]; has && other.tally.exposure.known() && other.tally.exposure.low > 0 {
			at.exposure = other.tally.exposure.low
		}
	}
	if m.stock {
		at.exposure *= years(p.period)
	}
	count, err = rri.MeasureOf[M](int64(at.events), at.exposure*m.perYear, 0)
	return count, err == nil, err
}

// point returns what was counted in a part of the table.
func (m *seriesMaker[M]) point(p *timePart, v variant) (trend.Point[string, M], error) {
	out := trend.Point[string, M]{Period: p.period, Counts: make(map[string]M)}
	var withheld []string
	e := v.end(p.target.Start)
	for _, g := range m.groups {
		own, has := p.groups[g.Group]
		if !has {
			// nobody of the group in a part of a period
			if m.proportion && !p.period.Contains(p.target) {
				out.Counts[g.Group] = *new(M)
			}
			continue
		}
		own.Group = g.Group
		count, ok, err := m.measure(p, own, e, v.residents)
		switch {
		case err != nil:
			return out, fmt.Errorf("%w (%s)", wrapped(g.Group, err), sheet.Clip(p.period.Name))
		case ok:
			out.Counts[g.Group] = count
		default:
			withheld = append(withheld, fmt.Sprintf("%s (%s of %s)", g.Group, withheldText(own.Events), withheldText(own.Exposure)))
		}
	}
	if len(withheld) > 0 {
		out.Note = "not known, and in no index: " + strings.Join(withheld, ", ")
	}
	if len(out.Counts) == 0 {
		out.Counts = nil
	}
	var err error
	out.Unknown, err = m.unknownCount(p)
	return out, err
}

// withheldText writes a count that is not known for a note.
func withheldText(c tidy.Cell) string {
	if text := countText(c); text != "" {
		return text
	}
	return "a blank"
}

// unknownCount returns what was counted of people whose group is not known: the most that it can
// be.
func (m *seriesMaker[M]) unknownCount(p *timePart) (M, error) {
	t := p.unknown.tally
	if !p.hasUnknown || t.events.open() || m.proportion && t.exposure.open() {
		return *new(M), nil
	}
	if !m.proportion {
		return rri.MeasureOf[M](int64(t.events.high), 0, 0)
	}
	t = t.narrowedUnknown()
	return rri.MeasureOf[M](int64(t.events.high), t.exposure.high, 0)
}
