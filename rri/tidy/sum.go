package tidy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// Part is the counts of one place in some dimensions.
type Part struct {
	// Values are those of the dimensions that the table is split by, in their order.
	Values []string `json:"values"`
	Sums
}

// Sum adds up the rows that keep asks for, all of them if it is nil, by group. Groups are in the
// order in which they first stand in the table. A row of a total is not added to its parts.
//
// The error wraps [ErrAdd] if the same people would count several times: over the values of a
// measure, a stage or a tactic, and over those of a kind of event, as an offence, whose exposure is
// the same in each. Split the table by that dimension, or keep one value of it. It wraps [ErrGroup]
// if no row is of a group. What a sum over years does to the exposure is in Notes.
func (t *Table) Sum(keep func(Row) bool) (Sums, error) {
	parts, err := t.Split(nil, keep)
	switch {
	case err != nil:
		return Sums{}, err
	case len(parts) == 0 || len(parts[0].Groups) == 0:
		return Sums{}, failed(t.File, fmt.Errorf("%w: none of the rows to add up is of a group", ErrGroup))
	}
	return parts[0].Sums, nil
}

// Split is [Table.Sum] for each place in the dimensions of these names, in the order in which they
// first stand in the table. A part need not have a group.
func (t *Table) Split(by []string, keep func(Row) bool) ([]Part, error) {
	if err := t.Validate(); err != nil {
		return nil, err
	}
	var at []int
	for _, name := range by {
		i := slices.IndexFunc(t.Dimensions, func(has string) bool { return fold(has) == fold(name) })
		if i < 0 {
			return nil, failed(t.File, noSuch("dimension", name, t.Dimensions))
		}
		at = append(at, i)
	}
	var parts []Part
	var rows [][]Row
	place := make(map[string]int)
	for _, n := range t.Rows {
		if n.Total || n.Kind == KindTotal || keep != nil && !keep(n) {
			continue
		}
		var values []string
		for _, i := range at {
			values = append(values, n.Dimensions[i])
		}
		i, ok := place[keyOf(values...)]
		if !ok {
			i = len(parts)
			place[keyOf(values...)] = i
			parts, rows = append(parts, Part{Values: values}), append(rows, nil)
		}
		rows[i] = append(rows[i], n)
	}
	for i := range parts {
		notes, err := t.checkAdd(rows[i], at)
		if err != nil {
			return nil, failed(t.File, err)
		}
		parts[i].Sums = sumOf(rows[i])
		parts[i].Model, parts[i].Notes = t.Model, notes
	}
	return parts, nil
}

// sumOf adds up rows by group.
func sumOf(rows []Row) (sums Sums) {
	at := make(map[string]int)
	var unknown []Row
	for _, n := range rows {
		if n.Kind == KindUnknown {
			unknown = append(unknown, n)
			continue
		}
		i, ok := at[n.Group]
		if !ok {
			i = len(sums.Groups)
			at[n.Group] = i
			sums.Groups = append(sums.Groups, GroupSum{Group: n.Group})
		}
		sums.Groups[i].add(n)
	}
	for _, n := range unknown {
		sums.Unknown.add(n)
	}
	return sums
}

func (g *GroupSum) add(n Row) {
	g.Events, g.Exposure = g.Events.Add(n.Events), g.Exposure.Add(n.Exposure)
}

// checkAdd reports a dimension over which rows do not add up, unless it is one of those that the
// table is split by. It returns what a sum over the others means for the exposure.
func (t *Table) checkAdd(rows []Row, split []int) (notes []string, err error) {
	for d, name := range t.Dimensions {
		if slices.Contains(split, d) {
			continue
		}
		values := valuesOf(rows, d)
		if len(values) < 2 {
			continue
		}
		c, repeated := classOfColumn(name), repeats(rows, d)
		switch {
		case c == classSame:
			return nil, fmt.Errorf("%w: each %s counts the same people, or a part of them, once more: keep one of %s",
				ErrAdd, sheet.Clip(name), quoted(values))
		case c == classEvent && repeated:
			return nil, fmt.Errorf("%w: the %s is the same for every %s, so that a sum would count it %d times: keep one of %s",
				ErrAdd, sheet.Clip(t.Exposure), sheet.Clip(name), len(values), quoted(values))
		case c == classTime && t.Model == ModelRate && t.Exposure != "":
			notes = append(notes, fmt.Sprintf("%q is added up over %s, so that a person counts once for each of %d",
				sheet.Clip(t.Exposure), sheet.Clip(name), len(values)))
		case repeated && t.Model == ModelRate:
			notes = append(notes, fmt.Sprintf("%q is the same for every %s, and is added up over %d of them",
				sheet.Clip(t.Exposure), sheet.Clip(name), len(values)))
		}
	}
	return notes, nil
}

// valuesOf returns the values of a dimension in the order in which they first stand in rows.
func valuesOf(rows []Row, dimension int) (values []string) {
	seen := make(map[string]bool)
	for _, n := range rows {
		if value := n.Dimensions[dimension]; !seen[value] {
			seen[value] = true
			values = append(values, value)
		}
	}
	return values
}

// repeats reports whether every label has one exposure, whatever the value of a dimension, and not
// all of them the same.
func repeats(rows []Row, dimension int) bool {
	exposures, counts := make(map[string]Cell), make(map[string]int)
	for _, n := range rows {
		if n.Exposure.Mark == Blank {
			continue
		}
		others := slices.Clone(n.Dimensions)
		others[dimension] = ""
		key := keyOf(append(others, n.Label)...)
		if before, ok := exposures[key]; ok && before != n.Exposure || !n.Exposure.Known() {
			return false
		}
		exposures[key] = n.Exposure
		counts[key]++
	}
	var one Cell
	different, several := false, false
	for key, c := range exposures {
		if several = several || counts[key] > 1; counts[key] < 2 {
			continue
		}
		different = different || one != Cell{} && one != c
		one = c
	}
	return different && several
}

// Counts returns the counts of the groups that are known: those whose events and exposure are
// numbers, and no ranges. A group that is not in the map has none that are.
//
// It is an error to ask for rates where the table has a proportion, or the other way round, and
// rri.ErrCount if they make no sense, as more events than trials.
func Counts[M rri.Measure](s Sums) (map[string]M, error) {
	var asked M
	if s.Model != ModelByWords && asked.IsProportion() != (s.Model == ModelProportion) {
		return nil, fmt.Errorf("tidy: the counts are a %s, and are asked for as another: say which they are where the table is read", s.Model)
	}
	counts := make(map[string]M)
	for _, g := range s.Groups {
		events, ok := g.Events.Count()
		if !ok || !g.Exposure.Known() {
			continue
		}
		m, err := rri.MeasureOf[M](events, g.Exposure.Lower, 0)
		if err != nil {
			return nil, fmt.Errorf("tidy: %q: %w", sheet.Clip(g.Group), strip(err))
		}
		counts[g.Group] = m
	}
	return counts, nil
}

// strip takes the name of a package off the text of an error.
func strip(err error) error {
	return stripped{err}
}

type stripped struct{ err error }

func (s stripped) Error() string {
	return strings.TrimPrefix(strings.TrimPrefix(s.err.Error(), "rri: "), "tidy: ")
}
func (s stripped) Unwrap() error { return s.err }
