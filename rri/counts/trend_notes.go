package counts

import (
	"fmt"
	"slices"
	"time"

	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/trend"
)

// remarks say what was done to make a series of the table.
func (m *seriesMaker[M]) remarks() (notes []string) {
	for _, note := range m.Times.Notes {
		notes = append(notes, sentence(note))
	}
	zone := "Periods begin and end at midnight, in UTC, since the table names no place."
	if slices.ContainsFunc(m.parts, func(p timePart) bool { return p.period.End.Sub(p.period.Start) < 28*24*time.Hour }) {
		notes = append(notes, zone)
	}
	if m.stock {
		notes = append(notes, fmt.Sprintf("Rates of the series are a year: the %s of each period count for as long as it lasts, and those of a period that is missing do not.", m.labels.Exposure))
	}
	if m.anyRounded() {
		notes = append(notes, "Counts are rounded: the series has them as they are printed, and a word stands only if every number that they may be gives it.")
	}
	touched := func(q trend.Period) bool {
		return slices.ContainsFunc(m.parts, func(p timePart) bool { return p.period.Overlaps(q) })
	}
	if len(m.o.LeaveOut) > 0 && !slices.ContainsFunc(m.leftOut(), touched) {
		notes = append(notes, "The table has nothing of the periods that are to be left out.")
	}
	if len(m.o.Levels) > 0 {
		notes = append(notes, "The series, its changes and its trends are at the first level alone.")
	}
	if m.o.Unknown == InProportion && m.hasUnknown {
		notes = append(notes, "The series leaves people out whose group is not known, and does not put them into groups in proportion.")
	}
	return append(notes, m.absent()...)
}

// absent says which groups some parts of the table have no row for.
func (m *seriesMaker[M]) absent() (notes []string) {
	for _, g := range m.groups {
		var without []string
		for _, p := range m.parts {
			if _, ok := p.groups[g.Group]; !ok {
				without = append(without, sheet.Clip(p.period.Name))
			}
		}
		if len(without) > 0 {
			notes = append(notes, fmt.Sprintf("The table has no row for %s in %s of %s: it is not counted there, which is not 0.", g.Group, firstOf(without), plural(len(m.parts), "period", "periods")))
		}
	}
	return notes
}

// firstOf names some of several periods.
func firstOf(names []string) string {
	const most = 6
	if len(names) > most {
		return fmt.Sprintf("%d (%s and others)", len(names), wordsOf(names[:most-1]))
	}
	return wordsOf(names)
}
