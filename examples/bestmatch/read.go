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

// cut cuts a table into the strata that its dimensions make, in the order in which they first stand
// in the file. Rows of totals and of people whose group is not known are in none.
func cut(t *tidy.Table) ([]*stratum, error) {
	if len(t.Dimensions) == 0 {
		return nil, fmt.Errorf("%s: no column makes strata: want one beside those of group, events and what they are out of, as age", sheet.Clean(t.File))
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
			return fmt.Errorf("%s:%d: %s of %s: %s: want a count that is known: counts that may be several are not compared within strata",
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

// notKnown says how many people of no known group are in no stratum.
func notKnown(t *tidy.Table) []string {
	var events, exposure tidy.Cell
	found := false
	for _, row := range t.Rows {
		if row.Kind == tidy.KindUnknown && !row.Total {
			events, exposure, found = events.Add(row.Events), exposure.Add(row.Exposure), true
		}
	}
	n, ok := events.Count()
	of, okOf := exposure.Count()
	switch {
	case !found:
		return nil
	case ok && okOf && exposure != (tidy.Cell{}):
		return []string{fmt.Sprintf("%s %s with %s %s are of people whose group is not known: they are in no group.",
			sheet.Count(of).Text, t.Exposure, sheet.Count(n).Text, t.Events)}
	case ok:
		return []string{fmt.Sprintf("%s %s are of people whose group is not known: they are in no group.", sheet.Count(n).Text, t.Events)}
	}
	return []string{fmt.Sprintf("Some %s are of people whose group is not known: they are in no group.", t.Events)}
}
