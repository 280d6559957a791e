package counts

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// Count is events and what they are out of. Either may be known between bounds alone.
type Count struct {
	Events   tidy.Cell `json:"events"`
	Exposure tidy.Cell `json:"exposure"`
}

// count returns the counts of a group as they stand in the file.
func (g group) count() Count { return Count{g.Events, g.Exposure} }

// stratum is the counts of one value of the dimensions that a table is divided by. A group without
// a row has nobody there.
type stratum struct {
	name       string
	groups     map[string]group
	unknown    group // people whose group is not known
	hasUnknown bool
}

// divided is a table divided by the values of dimensions, in the order of the file.
type divided struct {
	dimensions []string
	strata     []stratum
}

// divide returns the table divided by the values of these dimensions. Rows without a value there
// are a stratum of their own. Rows that stand for all values of a dimension are left out beside its
// parts.
func (in *input) divide(dimensions []string) (divided, error) {
	var d divided
	for i, name := range dimensions {
		if slices.ContainsFunc(dimensions[:i], func(before string) bool { return strings.EqualFold(before, name) }) {
			return d, fmt.Errorf("counts: the dimension %q is given twice: give it once", sheet.Clip(name))
		}
		for _, has := range in.table.Dimensions {
			if strings.EqualFold(has, name) {
				name = has
			}
		}
		d.dimensions = append(d.dimensions, name)
	}
	table, _ := completed(in.table, dimensions)
	parts, err := table.Split(dimensions, nil)
	if err != nil {
		return d, err
	}
	names := make(map[string]bool)
	for _, part := range parts {
		s, err := in.stratum(stratumName(d.dimensions, part.Values, names), part.Sums)
		if err != nil {
			return d, err
		}
		d.strata = append(d.strata, s)
	}
	return d, nil
}

// stratum returns the counts of a part of the table.
func (in *input) stratum(name string, sums tidy.Sums) (s stratum, err error) {
	s.name, s.groups = name, make(map[string]group)
	for _, sum := range sums.Groups {
		if s.groups[sum.Group], err = in.groupOf(sum); err != nil {
			return s, fmt.Errorf("%w (%s)", wrapped(sum.Group, err), sheet.Clip(name))
		}
	}
	if s.unknown, err = in.groupOf(sums.Unknown); err != nil {
		return s, fmt.Errorf("%w (%s)", wrapped(in.unknown.Group, err), sheet.Clip(name))
	}
	s.unknown.Group = in.unknown.Group
	s.hasUnknown = sums.Unknown != tidy.GroupSum{}
	return s, nil
}

// of returns the counts of a group in the stratum, none where it has no row.
func (s stratum) of(name string) group {
	g, ok := s.groups[name]
	if !ok {
		g.Group = name
		g.tally.printed = &counted{}
	}
	return g
}

// stratumName returns the name of a stratum for people, which no other has.
func stratumName(dimensions, values []string, taken map[string]bool) string {
	said := make([]string, len(values))
	for i, v := range values {
		if said[i] = strings.TrimSpace(v); said[i] == "" {
			said[i] = dimensions[i] + " not given"
		}
	}
	name := strings.Join(said, " · ")
	for n := 2; taken[name]; n++ {
		name = fmt.Sprintf("%s (%d)", strings.Join(said, " · "), n)
	}
	taken[name] = true
	return name
}

// wordsOf returns the names of dimensions as a sentence has them: "age and sex".
func wordsOf(dimensions []string) string {
	switch n := len(dimensions); n {
	case 0:
		return "strata"
	case 1:
		return dimensions[0]
	default:
		return strings.Join(dimensions[:n-1], ", ") + " and " + dimensions[n-1]
	}
}

// mayNotSuppress reports that small counts cannot be withheld beside a further table, of which the
// counts that are withheld in one would follow, or nil where none are to be.
func (in *input) mayNotSuppress(what string) error {
	if in.o.Suppress == 0 {
		return nil
	}
	return fmt.Errorf("counts: counts from 1 to %d are to be withheld: %w: a table %s shows parts and rates from which they would follow; "+
		"leave one of the two out", in.o.Suppress, rri.ErrOption, sheet.Clip(what))
}
