package counts

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri/index"
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
	if len(groups) == 0 {
		return none, fmt.Errorf("counts: %s: %w", fileName(t), tidy.ErrGroup)
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

// Journey says what a table with a column of stages shows: as [Compare] does where Options.Stage
// names one, and with the first column that is named as stages are where it names none. The error
// is that of [Follow].
func Journey(t *tidy.Table, o Options) (Document, error) {
	j, err := Follow(t, o)
	if err != nil {
		return Document{}, err
	}
	d := Document{
		Title: fmt.Sprintf("From %s to %s, by %s", sheet.Clip(j.From), strings.Join(ends(j), ", "), headerName(cmp.Or(t.Group, "group"))),
		Lines: []string{fmt.Sprintf(readFrom+"%s: %s of %s at %s.", baseName(t), plural(len(t.Rows), "row", "rows"),
			plural(len(j.Paths)+1, "group", "groups"), plural(len(j.Steps)+1, "stage", "stages"))},
		Sections: []Section{journeySection(j)},
	}
	d.Lines = append(append(d.Lines, leftOut(t, o)...), sayJourney(j)...)
	of, name := fmt.Sprintf("the rate of a group divided by that of %s", j.Baseline), "RRI, the relative rate index"
	if o.Direction == index.ComparatorOverGroup {
		of, name = fmt.Sprintf("the rate of %s divided by that of a group", j.Baseline), "relative likelihood"
	}
	d.Notes = []string{
		fmt.Sprintf("Index (%s): of those who came to a stage, how many go on: %s; 1 is the same rate. The interval allows for chance alone.", name, of),
		"An index does not say why rates differ, nor whether that is fair: a rate is an average over all, and neither shows nor rules out unequal treatment.",
	}
	if j.Unknown == nil {
		d.Notes = append(d.Notes, "The table has no row for people whose group is not known: how many there are it does not say.")
	}
	d.Notes = append(d.Notes, ofTheFile(t, nil, o)...)
	return d, nil
}

// ends returns the names of the stages that no other is out of.
func ends(j journey.Journey[string]) []string {
	var names []string
	for i, name := range j.Steps {
		if isEnd(j, i) {
			names = append(names, sheet.Clip(name))
		}
	}
	return names
}

// journeySection is the table of a journey.
func journeySection(j journey.Journey[string]) Section {
	return Section{Name: "journey", Sheet: j.Sheet(), Data: j}
}

// readJourney reads the data of a section that [journeySection] made.
func readJourney(data []byte) (Section, error) {
	var j journey.Journey[string]
	if err := json.Unmarshal(data, &j); err != nil {
		return Section{}, err
	}
	return journeySection(j), nil
}
