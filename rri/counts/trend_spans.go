package counts

import (
	"fmt"
	"slices"

	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/trend"
)

// setSpans takes the periods of the series: those of the parts, in order of time, and the ones of
// the kind between them.
func (m *seriesMaker[M]) setSpans() error {
	for i, p := range m.parts {
		if i > 0 && m.parts[i-1].period.Overlaps(p.period) {
			return fmt.Errorf("counts: %s: %w: %s and %s overlap: want periods that do not, as rows of one kind, or every fourth of years that end with each quarter", fileName(m.table), trend.ErrPeriod,
				sheet.Clip(m.parts[i-1].period.Name), sheet.Clip(p.period.Name))
		}
		if !slices.ContainsFunc(m.spans, func(q trend.Period) bool { return q.Start.Equal(p.target.Start) && q.End.Equal(p.target.End) }) {
			m.spans = append(m.spans, p.target)
		}
	}
	slices.SortFunc(m.spans, func(a, b trend.Period) int { return a.Start.Compare(b.Start) })
	var all []trend.Period
	months := 0
	for i, p := range m.spans {
		if n := tidy.MonthsOf(p); i == 0 {
			months = n
		} else if n != months {
			months = 0
		}
	}
	for i, p := range m.spans {
		if i > 0 && months > 0 {
			gap := trend.Period{Start: m.spans[i-1].End, End: p.Start}
			for n := 0; tidy.MonthsOf(gap)%months == 0 && n < tidy.MonthsOf(gap); n += months {
				at := gap.Start.AddDate(0, n, 0)
				all = append(all, tidy.MonthsFrom(at.Year(), at.Month(), months))
			}
		}
		all = append(all, p)
	}
	m.spans = all
	return m.mayAddUp()
}

// mayAddUp reports rates of days or weeks that are to be added up, or nil: a day without an event
// has no row as often as not, so that nobody knows how long the rows are of.
func (m *seriesMaker[M]) mayAddUp() error {
	const most = 400
	if n := len(m.spans); n > most {
		return fmt.Errorf("counts: %s: %w: %d periods: add them up to months or years", fileName(m.table), trend.ErrPeriod, n)
	}
	for i, p := range m.parts {
		if tidy.MonthsOf(p.period) > 0 || p.period.Start.Equal(p.target.Start) && p.period.End.Equal(p.target.End) {
			continue
		}
		if !m.proportion {
			return fmt.Errorf("counts: %s: %w: the table has days or weeks, as %s, and a rate needs the residents of all of a month: "+
				"give rows of months, quarters or years", fileName(m.table), trend.ErrPeriod, sheet.Clip(p.period.Name))
		}
		m.parts[i].period = tidy.Month.Containing(p.period.Start)
	}
	return m.joinParts()
}

// joinParts adds up the parts of one period, as days that are taken for their month.
func (m *seriesMaker[M]) joinParts() error {
	var parts []timePart
	for _, p := range m.parts {
		last := len(parts) - 1
		if last < 0 || !parts[last].period.Start.Equal(p.period.Start) || !parts[last].period.End.Equal(p.period.End) {
			parts = append(parts, p)
			continue
		}
		joined := parts[last]
		sums := tidy.Sums{Unknown: tidy.GroupSum{Events: joined.unknown.Events.Add(p.unknown.Events), Exposure: joined.unknown.Exposure.Add(p.unknown.Exposure)}}
		for _, g := range m.groups {
			a, inA := joined.groups[g.Group]
			b, inB := p.groups[g.Group]
			if inA || inB {
				sums.Groups = append(sums.Groups, tidy.GroupSum{Group: g.Group, Events: a.Events.Add(b.Events), Exposure: a.Exposure.Add(b.Exposure)})
			}
		}
		s, err := m.stratum(p.period.Name, sums)
		if err != nil {
			return err
		}
		s.hasUnknown = joined.hasUnknown || p.hasUnknown
		parts[last].stratum = s
	}
	m.parts = parts
	return nil
}
