package counts

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/journey"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// Follow follows the groups of a table through its stages, which [Stages] reads from the column
// Options.Stage. The baseline is that of Options, and otherwise the first group of the file, which
// the notes of the journey say. Of Options it takes those of [rri.Options], Baseline, Baselines,
// Direction, Suppress and Stage.
//
// The error is that of [Stages] or [journey.Compare].
func Follow(t *tidy.Table, o Options) (journey.Journey[string], error) {
	var none journey.Journey[string]
	stages, notes, err := Stages(t, o.Stage)
	if err != nil {
		return none, err
	}
	var groups []string // in the order of the file
	for _, row := range t.Rows {
		if row.Kind == tidy.KindGroup && !slices.Contains(groups, row.Group) {
			groups = append(groups, row.Group)
		}
	}
	baseline, why, err := o.baseline(groups)
	if err != nil {
		return none, fmt.Errorf("counts: %s: %w", fileName(t), err)
	}
	j, err := journey.Compare(baseline, stages, journey.Options{Options: o.Options, Direction: o.Direction, Suppress: o.Suppress})
	if err != nil {
		return none, fmt.Errorf("counts: %s: %w", fileName(t), err)
	}
	if why != "" {
		notes = append(notes, why)
	}
	j.Notes = append(notes, j.Notes...)
	return j, nil
}

// journeySection is the section of the journey.
func journeySection(t *tidy.Table, o Options) (Section, error) {
	j, err := Follow(t, o)
	if err != nil {
		return Section{}, err
	}
	s := j.Sheet()
	s.Title = "From " + j.From + ": " + s.Title
	return Section{Name: "journey", Sheet: s, Data: j}, nil
}

// baseline returns the group that others are compared with, and, where nobody chose it, why.
func (o Options) baseline(groups []string) (name, why string, err error) {
	if len(groups) == 0 {
		return "", "", tidy.ErrGroup
	}
	if o.Baseline != "" {
		if slices.Contains(groups, o.Baseline) {
			return o.Baseline, "", nil
		}
		return "", "", fmt.Errorf("%q: %w: want one of %s", sheet.Clip(o.Baseline), rri.ErrBaseline, listed(groups))
	}
	for _, name := range o.Baselines {
		if slices.Contains(groups, name) {
			return name, "", nil
		}
	}
	return groups[0], fmt.Sprintf("Nobody said what to compare with: it is %s, the first group of the table.", groups[0]), nil
}

// listed lists names for an error text, twenty at most.
func listed(names []string) string {
	const most = 20
	var some []string
	for _, name := range names[:min(most, len(names))] {
		some = append(some, sheet.Clip(name))
	}
	if more := len(names) - most; more > 0 {
		some = append(some, fmt.Sprintf("and %d others", more))
	}
	return strings.Join(some, ", ")
}
