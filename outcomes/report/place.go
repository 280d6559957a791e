package report

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
)

// misplaced warns where the one place is not where the searches are: where a force is elsewhere;
// where the place is a part of the area of a force whose searches all count; where it holds more
// than the areas of all the forces; and where rows say that they are of a district outside it, or
// of a part of a force that lies whole in it. Of figures that were brought along it is not known
// where they are.
//
// No word stands if apart is set: if all searches of a force are of elsewhere, of more than the
// place, or of one place in it, or if the forces hold less than 19 in 20 of it.
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
			warnings = append(warnings, r.notIn(place, f))
			continue
		}
		areas = append(areas, area)
		part, isPart := r.areaParts[f]
		switch {
		// several districts may be said to be all where searches were, unless rows were left out
		case area.Within(place) && isPart && (part.districts < 2 || len(r.where) > 0):
			warnings, apart = append(warnings, "Warning: "+part.text(f, false)+"."), true
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
		warnings = append(warnings, r.sayf("Warning: the {searches} of %s are not in the place whose residents they are set against: %s.",
			forceNames(elsewhere), place.Area))
	}
	if around != nil {
		warnings = append(warnings, r.sayf("Warning: %s is a part of the area of %s, all of whose {searches} are set against its residents. "+
			"%s COLUMN=VALUE chooses those of a place.",
			place.Area, forceNames(around), flags["Where"]))
	}
	apart = apart || elsewhere != nil || around != nil
	if all, err := ethnicity.Sum(areas...); known && elsewhere == nil && err == nil && !place.Within(all) {
		const most = 0.95
		apart = apart || all.Total() < most*place.Total()
		warnings = append(warnings, r.sayf("Warning: %s is more than the area of %s: %s are also those of places whose {searches} are not here.",
			place.Area, forceNames(r.span.forces), r.o.theResidents()))
	}
	return warnings, apart
}

// isApart reports whether the one place is not where the searches of the whole report are.
func (r *Report) isApart() bool {
	_, apart := cmp.Or(r.whole, r).misplaced()
	return apart
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
