package report

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
)

// misplaced warns where the one place is not where the searches are: where a force is elsewhere;
// where the place is a part of the area of a force whose searches all count; where it holds more
// than the areas of all the forces; and where rows say that they are of a district outside it.
// Of figures that were brought along it is not known where they are.
func (r *Report) misplaced() (warnings []string) {
	if !r.o.onePlace() {
		return nil
	}
	place, err := r.placeOn(nil, censusOf(r.o.Census))
	if err != nil || !place.Within(place) {
		return nil
	}
	var elsewhere, around []ethnicity.Force
	var areas []ethnicity.Population
	known := true // the areas of all forces
	for _, f := range r.span.forces {
		area, err := ethnicity.PopulationOf(f.Code(), ethnicity.Census2021)
		if err != nil {
			known = false
			warnings = append(warnings, r.notIn(place, f))
			continue
		}
		areas = append(areas, area)
		_, isPart := r.areaParts[f]
		switch {
		case area.Within(place):
		case !place.Within(area):
			elsewhere = append(elsewhere, f)
		case isPart || len(r.where) > 0:
			warnings = append(warnings, r.notIn(place, f))
		default:
			around = append(around, f)
		}
	}
	warnings = slices.DeleteFunc(warnings, func(text string) bool { return text == "" })
	if elsewhere != nil {
		warnings = append(warnings, fmt.Sprintf("Warning: the searches of %s are not in the place whose residents they are set against: %s.",
			forceNames(elsewhere), place.Area))
	}
	if around != nil {
		warnings = append(warnings, fmt.Sprintf("Warning: %s is a part of the area of %s, all of whose searches are set against its residents. "+
			"%s COLUMN=VALUE chooses those of a place.",
			place.Area, forceNames(around), flags["Where"]))
	}
	if all, err := ethnicity.Sum(areas...); known && elsewhere == nil && err == nil && !place.Within(all) {
		warnings = append(warnings, fmt.Sprintf("Warning: %s is more than the area of %s: %s are also those of places whose searches are not here.",
			place.Area, forceNames(r.span.forces), r.o.theResidents()))
	}
	return warnings
}

// notIn warns of the districts that rows of a force are of and that are not in the place; "" if all
// are, as far as their names tell. Names of which most are of no district may be of anything.
func (r *Report) notIn(place ethnicity.Population, f ethnicity.Force) string {
	var others []string
	var column string
	var rows, within int64
	for _, v := range r.areas {
		if v.Force != f || !isPlace(v) {
			continue
		}
		rows += v.Rows
		if d, ok := districtOf(f, v.Value); ok {
			within += v.Rows
			if !d.Within(place) {
				column, others = cmp.Or(column, v.Column), withName(others, v.Value)
			}
		}
	}
	if others == nil || 2*within <= rows {
		return ""
	}
	of := ""
	if !f.IsZero() {
		of = " of " + forceName(f)
	}
	return fmt.Sprintf("Warning: by their column %s rows%s are of %s, outside %s, and are set against its residents all the same. "+
		"%s COLUMN=VALUE chooses those of a place.", column, of, sentence(others, "places"), place.Area, flags["Where"])
}
