package report

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
)

// misplaced warns where the one place is not where the searches are: where a force is elsewhere;
// where the place is a part of the area of a force whose searches all count; and where it holds
// more than the areas of all the forces. Of figures that were brought along it is not known where
// they are, nor of searches whose force has no area. No word stands if apart is set: if searches
// are not of the place, or if the forces hold less than 19 in 20 of it.
func (r *Report) misplaced() (warnings []string, apart bool) {
	if !r.o.onePlace() {
		return nil, false
	}
	place, err := r.placeOn(nil, censusOf(r.o.Census))
	if err != nil || !place.Within(place) {
		return nil, false
	}
	var elsewhere, around []ethnicity.Force
	var areas []ethnicity.Population
	known := true // the areas of all forces
	for _, f := range r.span.forces {
		area, err := ethnicity.PopulationOf(f.Code(), ethnicity.Census2021)
		if err != nil {
			known = false
			continue
		}
		areas = append(areas, area)
		part, isPart := r.areaParts[f]
		switch {
		case area.Within(place):
		case !place.Within(area):
			elsewhere = append(elsewhere, f)
		case isPart:
			warnings = append(warnings, part.notIn(place, f))
		case len(r.where) == 0:
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
	apart = len(warnings) > 0
	if all, err := ethnicity.Sum(areas...); known && elsewhere == nil && err == nil && !place.Within(all) {
		const most = 0.95
		apart = apart || all.Total() < most*place.Total()
		warnings = append(warnings, fmt.Sprintf("Warning: %s is more than the area of %s: %s are also those of places whose searches are not here.",
			place.Area, forceNames(r.span.forces), r.o.theResidents()))
	}
	return warnings, apart
}

// isApart reports whether the one place is not where the searches of the whole report are.
func (r *Report) isApart() bool {
	_, apart := cmp.Or(r.whole, r).misplaced()
	return apart
}

// notIn warns of the districts of a force that rows are of and that are not in the place; "" if all
// are, as far as their names tell.
func (p areaPart) notIn(place ethnicity.Population, f ethnicity.Force) string {
	var others []string
	for _, name := range p.places {
		if d, ok := districtOf(f, name); ok && !d.Within(place) {
			others = append(others, name)
		}
	}
	if others == nil {
		return ""
	}
	return fmt.Sprintf("Warning: by their column %s rows of %s are of %s, outside %s, and are set against its residents all the same. "+
		"%s COLUMN=VALUE chooses those of a place.", p.column, forceName(f), sentence(others, "places"), place.Area, flags["Where"])
}
