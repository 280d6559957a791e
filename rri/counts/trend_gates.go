package counts

import (
	"fmt"
	"slices"

	"github.com/seed-549880be/disparity/rri/trend"
)

// withoutWords takes the words of changes and trends away for which counts are missing that are not
// known, or for which the table leaves open how many people have no known group.
func (m *seriesMaker[M]) withoutWords(r *trend.Result[string, M]) {
	const open = "the table does not say how many people have no known group"
	touches := func(p timePart, periods ...trend.Period) bool {
		return slices.ContainsFunc(periods, p.period.Overlaps)
	}
	margin := r.Options.Margin
	for i := range r.YearOnYear {
		m.openWords(&r.YearOnYear[i], open, margin, touches)
	}
	if r.Compared != nil {
		m.openWords(r.Compared, open, margin, touches)
	}
	for i := range r.Trends {
		t := &r.Trends[i]
		t.Word, t.Why = ofStable(t.Word, t.Why, t.Worst, margin)
		withheld, unknown := 0, false
		for _, p := range m.parts {
			unknown = unknown || m.openUnknown(p)
			if m.isWithheld(p, t.Group) {
				withheld++
			}
		}
		switch {
		case t.Word == trend.NoWord:
		case withheld > 0:
			t.Word, t.Why = trend.NoWord, fmt.Sprintf("the counts of %d of %d periods are withheld or not there, and the trend is of the others", withheld, len(m.parts))
		case unknown:
			t.Word, t.Why = trend.NoWord, open
		}
	}
}

// openWords takes the words of a change away where the unknown are not known, or could undo them.
func (m *seriesMaker[M]) openWords(c *trend.Change[string], why string, margin float64, touches func(p timePart, periods ...trend.Period) bool) {
	open := slices.ContainsFunc(m.parts, func(p timePart) bool { return m.openUnknown(p) && touches(p, c.Before, c.After) })
	for i := range c.Rows {
		row := &c.Rows[i]
		withheld := func(p timePart) bool { return touches(p, c.Before, c.After) && m.isWithheld(p, row.Group) }
		if row.Group != m.baseline().Group && row.Word == trend.NoWord && slices.ContainsFunc(m.parts, withheld) {
			row.Why = "a count is withheld or not there"
			continue
		}
		if row.Word, row.Why = ofStable(row.Word, row.Why, row.Worst, margin); open && row.Word != trend.NoWord {
			row.Word, row.Why = trend.NoWord, why
		}
	}
}

// ofStable takes the word stable away where people of no known group could move the index by more
// than the margin.
func ofStable(w trend.Word, why string, worst *trend.Limits, margin float64) (trend.Word, string) {
	if w == trend.Stable && worst != nil && !(worst.Lower >= 1-margin && worst.Upper <= 1+margin) {
		return trend.NoWord, "it would be stable, but the people of no known group could move it by more than the margin"
	}
	return w, why
}

// isWithheld reports whether a count of a group, or of the baseline, is not known in a part.
func (m *seriesMaker[M]) isWithheld(p timePart, group string) bool {
	for _, name := range []string{group, m.baseline().Group} {
		if g, ok := p.groups[name]; ok && (g.tally.printed == nil || g.tally.events.open() || g.tally.exposure.open()) {
			return true
		}
	}
	return false
}

// openUnknown reports whether the table leaves open how many people have no known group in a part,
// or how many of them are among the events.
func (m *seriesMaker[M]) openUnknown(p timePart) bool {
	t := p.unknown.tally
	if m.proportion {
		t = t.narrowedUnknown()
		return p.hasUnknown && (t.exposure.open() || !t.events.known())
	}
	return p.hasUnknown && t.events.open()
}
