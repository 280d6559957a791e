package counts

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/trend"
)

// residentsBreaks returns where residents that stay the same from period to period become others at
// once, as those of another census. Residents that change in every period are estimates of each,
// and those that change with every twelfth month are estimates of each year: these are no breaks.
func (m *seriesMaker[M]) residentsBreaks() (list []trend.Break[string]) {
	if !m.stock {
		return nil
	}
	var changed [][]string // the groups whose residents are others than in the part before
	compared := make([]bool, len(m.parts))
	for i := range m.parts {
		var others []string
		for _, g := range m.groups {
			before, ok := m.residentsAt(i-1, g.Group)
			now, ok2 := m.residentsAt(i, g.Group)
			if !ok || !ok2 {
				continue
			}
			if compared[i] = true; before != now {
				others = append(others, g.Group)
			}
		}
		changed = append(changed, others)
	}
	same := func(i int) bool { return i > 0 && i < len(m.parts) && compared[i] && len(changed[i]) == 0 }
	for i, groups := range changed {
		if len(groups) == 0 || !same(i-1) && !same(i+1) {
			continue
		}
		b := trend.Break[string]{At: m.parts[i].period.Start, Kind: trend.ResidentsBreak, Groups: groups,
			Text: fmt.Sprintf("other %s than before, where they stay the same from period to period: those of another census or estimate", m.labels.Exposure)}
		if slices.Contains(groups, m.baseline().Group) {
			b.Groups = nil
		}
		list = append(list, b)
	}
	if yearly(list) {
		return nil
	}
	return list
}

// residentsAt returns how many people of a group a part of the table has.
func (m *seriesMaker[M]) residentsAt(part int, group string) (float64, bool) {
	if part < 0 {
		return 0, false
	}
	g, ok := m.parts[part].groups[group]
	return g.tally.exposure.low, ok && g.tally.exposure.known()
}

// yearly reports whether there are several breaks, each a year after the one before.
func yearly(list []trend.Break[string]) bool {
	for i := 1; i < len(list); i++ {
		if tidy.MonthsOf(trend.Period{Start: list[i-1].At, End: list[i].At}) != 12 {
			return false
		}
	}
	return len(list) > 1
}

// manyPeople is how many events, or trials, a group has to have in a period for a period without it
// to be more than chance.
const manyPeople = 10

// groupBreaks returns where what a group means may have changed, or what is recorded: the table has
// a group up to a time or from it on alone, or a further column has another value from then on.
func (m *seriesMaker[M]) groupBreaks() (list []trend.Break[string]) {
	at := make(map[time.Time]bool)
	for d := range m.table.Dimensions {
		for _, b := range m.columnBreaks(d) {
			at[b.At] = at[b.At] || b.Kind == trend.GroupsBreak
			list = append(list, b)
		}
	}
	var times []time.Time
	ends, begins := make(map[time.Time][]string), make(map[time.Time][]string)
	for _, g := range m.groups[1:] {
		first, last, most := m.present(g.Group)
		if most < manyPeople || first < 0 {
			continue
		}
		if first > 0 {
			when := m.parts[first].period.Start
			times, begins[when] = append(times, when), append(begins[when], g.Group)
		}
		if last < len(m.parts)-1 {
			when := m.parts[last+1].period.Start
			times, ends[when] = append(times, when), append(ends[when], g.Group)
		}
	}
	slices.SortFunc(times, time.Time.Compare)
	for _, when := range slices.CompactFunc(times, time.Time.Equal) {
		if at[when] {
			continue // said already
		}
		var texts []string
		if names := ends[when]; names != nil {
			texts = append(texts, "no row for "+wordsOf(names)+" from then on")
		}
		if names := begins[when]; names != nil {
			texts = append(texts, "no row for "+wordsOf(names)+" before")
		}
		list = append(list, trend.Break[string]{At: when, Kind: trend.GroupsBreak,
			Text: strings.Join(texts, ", and ") + ": what the other groups mean may have changed"})
	}
	return list
}

// present returns the first and the last part of the table that has a group, where every part
// between has it, and how many events or trials it has there in the mean; -1 elsewhere.
func (m *seriesMaker[M]) present(group string) (first, last int, mean float64) {
	first, n := -1, 0
	for i, p := range m.parts {
		g, ok := p.groups[group]
		if !ok {
			continue
		}
		if first < 0 {
			first = i
		}
		count := g.tally.events.low
		if m.proportion {
			count = g.tally.exposure.low
		}
		last, n, mean = i, n+1, mean+count
	}
	if n == 0 || n != last-first+1 {
		return -1, -1, 0
	}
	return first, last, mean / float64(n)
}

// Words in the names of columns that say how people are put into groups, and how events are
// recorded.
var (
	groupingWords  = []string{"ethnic", "group", "classif", "census", "scheme", "basis"}
	recordingWords = []string{"source", "form", "system", "definition", "version", "method", "record"}
)

// columnBreaks returns where a column that has one value in each period has another than before.
func (m *seriesMaker[M]) columnBreaks(d int) (list []trend.Break[string]) {
	name := m.table.Dimensions[d]
	if slices.Contains(m.Columns, name) || tidy.IsTime(name) {
		return nil
	}
	values := make(map[time.Time]string)
	for i, row := range m.table.Rows {
		if row.Total || row.Kind != tidy.KindGroup || m.Own[i] == (trend.Period{}) {
			continue
		}
		v, ok := values[m.Own[i].Start]
		if ok && v != row.Dimensions[d] {
			return nil
		}
		values[m.Own[i].Start] = row.Dimensions[d]
	}
	kind, named := trend.RecordingBreak, false
	for _, word := range slices.Concat(groupingWords, recordingWords) {
		if strings.Contains(strings.ToLower(name), word) {
			named = true
			if slices.Contains(groupingWords, word) {
				kind = trend.GroupsBreak
			}
		}
	}
	var had []string
	for i, p := range m.parts {
		v := values[p.period.Start]
		if i > 0 && v == had[len(had)-1] {
			continue
		}
		if slices.Contains(had, v) {
			return nil // it comes and goes
		}
		if i > 0 {
			list = append(list, trend.Break[string]{At: p.period.Start, Kind: kind,
				Text: fmt.Sprintf("%s is %q, and before %q", sheet.Clip(name), sheet.Clip(v), sheet.Clip(had[len(had)-1]))})
		}
		had = append(had, v)
	}
	if !named && len(had) == len(m.parts) {
		return nil // another in each period, as a remark
	}
	return list
}
