package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/strata"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// stratum is the counts of the groups in one place of the dimensions.
type stratum struct {
	key    string
	values []string // of the dimensions
	sums   tidy.Sums
}

// narrow leaves of a table no other dimensions than those named, all if none is, over whose values
// the counts are then added up.
func narrow(t *tidy.Table, within []string) error {
	if len(within) == 0 {
		return nil
	}
	var places []int
	for _, name := range within {
		i := slices.IndexFunc(t.Dimensions, func(other string) bool { return strings.EqualFold(other, name) })
		if i < 0 {
			return fmt.Errorf("%s: no column %s makes strata: %s", sheet.Clean(t.File), cli.Quote(name), cli.WantOneOf(name, t.Dimensions))
		}
		places = append(places, i)
	}
	of := func(all []string) (some []string) {
		for _, i := range places {
			some = append(some, all[i])
		}
		return some
	}
	t.Dimensions = of(t.Dimensions)
	for i := range t.Rows {
		t.Rows[i].Dimensions = of(t.Rows[i].Dimensions)
	}
	return nil
}

// cut cuts a table into the strata that its dimensions make, in the order in which they first stand
// in the file. Rows of totals and of people whose group is not known are in none.
func cut(t *tidy.Table) ([]*stratum, error) {
	if len(t.Dimensions) == 0 {
		return nil, fmt.Errorf("%s: no column makes strata: want one beside those of group, events and what they are out of, as age; of records, one row a case, -within COLUMNS says which do",
			sheet.Clean(t.File))
	}
	for i, name := range t.Dimensions {
		if slices.Contains(t.Dimensions[:i], name) {
			return nil, fmt.Errorf("%s: column %s stands twice in the header: want another name", sheet.Clean(t.File), cli.Quote(name))
		}
	}
	var list []*stratum
	at := make(map[string]*stratum)
	for _, row := range t.Rows {
		if row.Total || row.Kind != tidy.KindGroup {
			continue
		}
		key := strings.Join(row.Dimensions, ", ")
		s := at[key]
		switch {
		case s == nil:
			s = &stratum{key: key, values: row.Dimensions}
			at[key] = s
			list = append(list, s)
		case !slices.Equal(s.values, row.Dimensions):
			return nil, fmt.Errorf("%s:%d: stratum %s reads as another does: want names that do not hold a comma and a space",
				sheet.Clean(t.File), row.Line, cli.Quote(key))
		}
		if err := s.add(t, row); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// add adds the counts of a row, which must be known.
func (s *stratum) add(t *tidy.Table, row tidy.Row) error {
	for _, c := range []struct {
		name string
		tidy.Cell
	}{{t.Events, row.Events}, {t.Exposure, row.Exposure}} {
		if !c.Known() {
			why := c.Mark.String()
			if c.Mark == tidy.Number {
				why = "rounded"
			}
			return fmt.Errorf("%s:%d: %s of %s: %s: want a count that is known: the program counts, with -within, reads those that may be several",
				sheet.Clean(t.File), row.Line, cli.Quote(c.name), cli.Quote(row.Label), why)
		}
	}
	i := slices.IndexFunc(s.sums.Groups, func(g tidy.GroupSum) bool { return g.Group == row.Group })
	if i < 0 {
		s.sums.Groups = append(s.sums.Groups, tidy.GroupSum{Group: row.Group, Events: row.Events, Exposure: row.Exposure})
		return nil
	}
	g := &s.sums.Groups[i]
	g.Events, g.Exposure = g.Events.Add(row.Events), g.Exposure.Add(row.Exposure)
	return nil
}

// strataOf returns the strata as counts of one model.
func strataOf[M rri.Measure](t *tidy.Table, list []*stratum) (all []strata.Stratum[string, string, M], err error) {
	for _, s := range list {
		counts, err := tidy.Counts[M](s.sums)
		if err != nil {
			return nil, fmt.Errorf("%s: stratum %s: %w", sheet.Clean(t.File), cli.Quote(s.key), err)
		}
		all = append(all, strata.Stratum[string, string, M]{Key: s.key, Counts: counts})
	}
	return all, nil
}

// groups returns the names of the groups, in the order in which they first stand in the file.
func groups(t *tidy.Table) (names []string) {
	for _, row := range t.Rows {
		if row.Kind == tidy.KindGroup && !row.Total && !slices.Contains(names, row.Group) {
			names = append(names, row.Group)
		}
	}
	return names
}

// notKnown says how many people of no known group are in no stratum, and how many of all that is.
func notKnown(t *tidy.Table) []string {
	var unknown, all tidy.GroupSum
	for _, row := range t.Rows {
		if row.Total || row.Kind == tidy.KindTotal {
			continue
		}
		all.Events, all.Exposure = all.Events.Add(row.Events), all.Exposure.Add(row.Exposure)
		if row.Kind == tidy.KindUnknown {
			unknown.Events, unknown.Exposure = unknown.Events.Add(row.Events), unknown.Exposure.Add(row.Exposure)
		}
	}
	if unknown == (tidy.GroupSum{}) {
		return nil
	}
	const rest = "of people whose group is not known: they are in no group. The program counts, with -within, has what they could do to the index."
	n, ok := unknown.Events.Count()
	of, okOf := unknown.Exposure.Count()
	switch {
	case t.Model == tidy.ModelProportion && ok && okOf:
		return []string{fmt.Sprintf("%s %s with %s %s%s are %s", sheet.Count(of).Text, t.Exposure, sheet.Count(n).Text, t.Events,
			shareOf(of, all.Exposure, t.Exposure), rest)}
	case ok:
		return []string{fmt.Sprintf("%s %s%s are %s", sheet.Count(n).Text, t.Events, shareOf(n, all.Events, t.Events), rest)}
	}
	return []string{fmt.Sprintf("Some %s are %s", t.Events, rest)}
}

// shareOf says how many per cent of all that many are, in brackets; "" where nobody can tell.
func shareOf(n int64, all tidy.Cell, name string) string {
	total, ok := all.Count()
	if !ok || total == 0 {
		return ""
	}
	return fmt.Sprintf(" (%s of all %s)", sheet.Share(float64(n)/float64(total)), name)
}
