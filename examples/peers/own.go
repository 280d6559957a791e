package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/peers"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/trend"
)

// readOwn reads a table of one's own, whose units are in the column of -by.
func (s *settings) readOwn(text []byte, name string, where map[string]string) (*tidy.Table, error) {
	t := s.tables
	t.Dimensions = []string{s.by}
	if where != nil { // that of -beside
		t.Where, t.Events, t.Of = nil, "", ""
		for column, value := range where {
			t.Where = append(t.Where, tidy.Condition{Column: column, Values: []string{value}})
		}
	}
	if s.census != nil {
		t.NoExposure = true
		t.Groups.UseScheme(ethnicity.FivePlusOne)
		t.Model = tidy.ModelRate
	}
	if err := t.Check(); err != nil {
		return nil, err
	}
	return t.Read(bytes.NewReader(text), name)
}

// ownSet makes units of the places of a table, and says of which groups they have no number.
func ownSet[M rri.Measure](s *settings, t *tidy.Table) (set peers.Set[string, M], open noNumbers, err error) {
	open = make(noNumbers)
	parts, err := t.Split([]string{s.by}, nil)
	if err != nil {
		return set, open, s.tables.WithFlags(err)
	}
	set.Labels = rri.Labels{Measure: measureOf(t), Events: t.Events, Exposure: exposureOf(t), Notes: slices.Concat(t.Comments, t.Notes)}
	set.Of, set.Notes = s.allUnits(), s.addedUp(t)
	var order []string
	for _, part := range parts {
		unit := peers.Unit[string, M]{Name: part.Values[0]}
		if unit.Name == "" {
			set.Notes = append(set.Notes, fmt.Sprintf("rows without a name in the column %s are in no unit", s.by))
			continue
		}
		if tidy.DimensionTotal(unit.Name) {
			continue // the sum of the others
		}
		if s.census != nil {
			if part.Sums, err = s.withResidents(part.Sums, unit.Name); err != nil {
				unit.Missing = strings.TrimPrefix(err.Error(), "ethnicity: ")
			}
		}
		if unit.Counts, err = tidy.Counts[M](part.Sums); err != nil {
			return set, open, fmt.Errorf("%s: %w", cli.Quote(unit.Name), err)
		}
		for _, g := range part.Groups {
			if !slices.Contains(order, g.Group) {
				order = append(order, g.Group)
			}
			if _, ok := unit.Counts[g.Group]; !ok && unit.Missing == "" {
				open.add(unit.Name, g.Group, g.Events, g.Exposure)
			}
		}
		if unit.Unknown, err = unknownOf[M](part.Sums); err != nil {
			return set, open, fmt.Errorf("%s: %w", cli.Quote(unit.Name), err)
		}
		set.Units = append(set.Units, unit)
	}
	set.Order = order
	set.Baseline, err = s.ownBaseline(order)
	if err != nil {
		return set, open, err
	}
	set, err = pick(s, set)
	set.Notes = append(set.Notes, open.notes(order, namesOf(set))...)
	return set, open, err
}

// measureOf is the name of what is compared in a table: "rate of complaints", or "complaints
// upheld" of a proportion.
func measureOf(t *tidy.Table) string {
	if t.Model == tidy.ModelProportion {
		return "share of " + t.Events
	}
	return "rate of " + t.Events
}

// exposureOf is what the events are out of, as "complaints" where the column is "out of
// complaints".
func exposureOf(t *tidy.Table) string {
	name := strings.TrimSpace(t.Exposure)
	for _, before := range []string{"out of ", "of "} {
		if len(name) > len(before) && strings.EqualFold(name[:len(before)], before) {
			return strings.TrimSpace(name[len(before):])
		}
	}
	return cmp.Or(name, "residents")
}

// unknownOf returns the events of people of no known group, and of a proportion what they are out
// of; none where they are no numbers, or where of a proportion the latter is not told.
func unknownOf[M rri.Measure](s tidy.Sums) (M, error) {
	var m M
	events, ok := s.Unknown.Events.Count()
	if !ok || s.Unknown.Events.Mark != tidy.Number {
		return m, nil
	}
	if !m.IsProportion() {
		return rri.MeasureOf[M](events, 0, 0)
	}
	if !s.Unknown.Exposure.Known() {
		return m, nil
	}
	return rri.MeasureOf[M](events, s.Unknown.Exposure.Value, 0)
}

// withResidents sets the residents of a place, by the census that is asked for, beside events.
func (s *settings) withResidents(sums tidy.Sums, place string) (tidy.Sums, error) {
	p, err := builtIn[*s.census].residents(place, trend.Period{})
	if err != nil {
		return sums, err
	}
	sums.Groups = slices.Clone(sums.Groups)
	for i := range sums.Groups {
		g, err := ethnicity.ParseGroup(sums.Groups[i].Group)
		if err != nil {
			return sums, err
		}
		n, err := p.Of(g)
		if err != nil {
			return sums, err
		}
		sums.Groups[i].Exposure = tidy.Exactly(n)
	}
	sums.Model = tidy.ModelRate
	return sums, nil
}

// ownBaseline returns the group of a table that the others are compared with.
func (s *settings) ownBaseline(groups []string) (string, error) {
	wanted := cmp.Or(s.baseline, ethnicity.White.String())
	for _, g := range groups {
		if strings.EqualFold(g, wanted) {
			return g, nil
		}
	}
	switch {
	case len(groups) == 0:
		return "", errors.New("the table has no group")
	case s.baseline != "":
		return "", fmt.Errorf("-baseline: %s", cli.WantOneOf(s.baseline, groups))
	}
	return groups[0], nil
}

// pick keeps the units that the flags ask for, and adds all units of the table as a standard.
func pick[M rri.Measure](s *settings, set peers.Set[string, M]) (peers.Set[string, M], error) {
	sum, lacking, err := together(set)
	if err != nil {
		return set, err
	}
	set.Notes = append(set.Notes, lacking...)
	if _, ok := sum.Counts[set.Baseline]; ok || s.options.Quantity == peers.Rate && len(sum.Counts) > 0 {
		set.Standards = append(set.Standards, sum)
	}
	wanted, of, err := s.chosen()
	if err != nil {
		return set, err
	}
	set.Of = of
	if s.force != "" {
		if set.Focus, err = unitNamed(set, s.force); err != nil {
			return set, fmt.Errorf("-force: %w", err)
		}
	}
	if wanted == nil {
		return set, nil
	}
	keep := map[string]bool{set.Focus: true}
	for _, name := range wanted {
		found, err := unitNamed(set, name)
		if err != nil {
			return set, fmt.Errorf("-peers: %w", err)
		}
		keep[found] = true
	}
	set.Units = slices.DeleteFunc(set.Units, func(u peers.Unit[string, M]) bool { return !keep[u.Name] })
	return set, nil
}

// namesOf returns the names of the units of a set.
func namesOf[M rri.Measure](set peers.Set[string, M]) (list []string) {
	for _, u := range set.Units {
		list = append(list, u.Name)
	}
	return list
}

// unitNamed returns the name of the unit that is meant by a name, in any letter case, or in another
// spelling of a force.
func unitNamed[M rri.Measure](set peers.Set[string, M], name string) (string, error) {
	force, err := ethnicity.ParseForce(name)
	isForce := err == nil && !force.IsZero()
	var names []string
	for _, u := range set.Units {
		if strings.EqualFold(strings.TrimSpace(name), u.Name) {
			return u.Name, nil
		}
		if other, err := ethnicity.ParseForce(u.Name); isForce && err == nil && other == force {
			return u.Name, nil
		}
		names = append(names, u.Name)
	}
	return "", fmt.Errorf("no unit %s: %s", cli.Quote(name), cli.WantOneOf(name, names))
}

// together is all units of a table as a standard, which holds each of them, and of which groups it
// has no sum, since a unit has no number of them.
func together[M rri.Measure](set peers.Set[string, M]) (st peers.Standard[string, M], notes []string, err error) {
	st = peers.Standard[string, M]{Name: "the whole table", Source: "its units together", Counts: make(map[string]M)}
	for _, u := range set.Units {
		if len(u.Counts) > 0 {
			st.Holds = append(st.Holds, u.Name)
		}
	}
	for _, g := range set.Order {
		var events int64
		var exposure float64
		var lacking []string
		for _, u := range set.Units {
			m, ok := u.Counts[g]
			if len(u.Counts) > 0 && !ok {
				lacking = append(lacking, u.Name)
			}
			n, of, _ := m.Counts()
			events, exposure = events+n, exposure+of
		}
		if lacking != nil {
			notes = append(notes, fmt.Sprintf("no sum of the whole table for %s: there is no number of it in %s", g, few(lacking)))
			continue
		}
		if st.Counts[g], err = rri.MeasureOf[M](events, exposure, 0); err != nil {
			return st, notes, fmt.Errorf("%s in all units together: %w", cli.Quote(g), err)
		}
	}
	return st, notes, nil
}
