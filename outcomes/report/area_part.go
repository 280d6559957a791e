package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
)

// areaPart is a part of the area of a force, of which alone the records are, by what their own
// column of places says.
type areaPart struct {
	column string
	places []string // as recorded, in order of name

	// The places are so many of the districts of the force; both are 0 if one place is all. name is
	// what the residents of that are asked for by, "" if there is no such name.
	districts, of int
	name          string

	// elsewhere says that the places are districts of other forces
	elsewhere bool
}

// noPlaces are words, in small letters, that stand in place of a place.
var noPlaces = []string{"unknown", "not known", "not recorded", "not stated", "not provided", "not applicable", "unspecified", "missing", "other", "none", "n/k",
	"uk", "united kingdom", "great britain", "out of area", "out of force", "outside force", "outside force area", "no fixed abode"}

// findAreaParts finds the forces of which the records are of a part of their area: the column of
// places holds one place, or some of the districts of the force and not others, in which searches
// would be expected, or districts of other forces. Of a force most of whose rows are of files
// without such a column nothing is known.
func findAreaParts(values []outcomes.AreaValue, tally *outcomes.Tally) map[ethnicity.Force]areaPart {
	parts := make(map[ethnicity.Force]areaPart)
	by := make(map[ethnicity.Force][]outcomes.AreaValue)
	rows, told := outcomes.CountBy(tally, forceOf), make(map[ethnicity.Force]int64)
	for _, v := range values {
		told[v.Force] += v.Rows
		if isPlace(v) && hasResidents(v.Force) {
			by[v.Force] = append(by[v.Force], v)
		}
	}
	for f, values := range by {
		if part, ok := areaPartOf(f, values); ok && 2*told[f] >= rows[f] {
			parts[f] = part
		}
	}
	return parts
}

// isPlace reports whether there are rows of a place.
func isPlace(v outcomes.AreaValue) bool {
	word := strings.ToLower(strings.TrimSpace(v.Value))
	return word != "" && v.Rows > 0 && !slices.Contains(noPlaces, word)
}

// areaPartOf finds the part of the area of a force that places are.
func areaPartOf(f ethnicity.Force, values []outcomes.AreaValue) (part areaPart, ok bool) {
	var districts []ethnicity.Population
	var names []string // of these
	var rows, rowsWithin, rowsElsewhere int64
	for _, v := range values {
		part.column = cmp.Or(part.column, v.Column)
		part.places = withName(part.places, v.Value)
		rows += v.Rows
		if p, ok := districtOf(f, v.Value); ok {
			names, districts = withName(names, v.Value), append(districts, p)
			rowsWithin += v.Rows
		} else if placeName(v.Value) != "" {
			rowsElsewhere += v.Rows
		}
	}
	if len(part.places) == 1 {
		if isAround(part.places[0], f) {
			return part, false
		}
		part.name = placeName(part.places[0])
		return part, true
	}
	if 2*rowsWithin <= rows { // they may be anything, unless most are known to be elsewhere
		part.elsewhere = 2*rowsElsewhere > rows
		return part, part.elsewhere
	}
	slices.Sort(names)
	all := districtsOf(f)
	elsewhere := slices.DeleteFunc(slices.Clone(all), func(d ethnicity.Population) bool {
		return slices.ContainsFunc(districts, func(p ethnicity.Population) bool { return p.Within(d) || d.Within(p) })
	})
	part.places, part.districts, part.of = names, len(all)-len(elsewhere), len(all)
	if part.districts == 1 {
		part.name = placeName(names[0])
	}
	return part, areMissing(elsewhere, all, rowsWithin)
}

// Districts without a row are missing from the records if at least claims.MinExpected searches
// would be expected in them, and they hold a tenth of the residents or searches would be expected
// in plenty: a month without a search in the one small and quiet district of a force is no rarity.
const (
	minMissingShare = 0.1
	plentyExpected  = 10 * claims.MinExpected
)

// areMissing reports whether districts without a row are missing from the records of so many
// searches in the other ones of all.
func areMissing(districts, all []ethnicity.Population, searches int64) bool {
	expected := expectedIn(districts, all, searches)
	return expected >= plentyExpected || expected >= claims.MinExpected && totalOf(districts) >= minMissingShare*totalOf(all)
}

// withName adds a name to others, unless it is one of them in whatever letter case.
func withName(names []string, name string) []string {
	if slices.ContainsFunc(names, func(other string) bool { return strings.EqualFold(other, name) }) {
		return names
	}
	return append(names, name)
}

// expectedIn is how many searches would be expected in districts, at the rate of the other ones of
// all, in which there were so many.
func expectedIn(districts, all []ethnicity.Population, searches int64) float64 {
	in, others := totalOf(districts), totalOf(all)-totalOf(districts)
	if others <= 0 {
		return 0
	}
	return float64(searches) * in / others
}

func totalOf(list []ethnicity.Population) (total float64) {
	for _, p := range list {
		total += p.Total()
	}
	return total
}

// districtsOf returns the districts of a force.
func districtsOf(f ethnicity.Force) (list []ethnicity.Population) {
	area, err := ethnicity.PopulationOf(f.Code(), ethnicity.Census2021)
	if err != nil {
		return nil
	}
	for name := range ethnicity.Areas(ethnicity.Census2021) {
		p, err := ethnicity.PopulationOf(name, ethnicity.Census2021)
		if err != nil || !p.Within(area) {
			continue
		}
		// the force itself is none
		if _, err := ethnicity.PopulationOf("district:"+p.Code, ethnicity.Census2021); err == nil {
			list = append(list, p)
		}
	}
	return list
}

// districtOf returns the residents of the district that a value names, of 2021 or as it was in
// 2011: one of the force, if that has an area.
func districtOf(f ethnicity.Force, value string) (ethnicity.Population, bool) {
	for _, census := range []ethnicity.Census{ethnicity.Census2021, ethnicity.Census2011} {
		p, err := ethnicity.PopulationOf("district:"+value, census)
		if err != nil {
			continue
		}
		if area, err := ethnicity.PopulationOf(f.Code(), census); err != nil && !hasResidents(f) || err == nil && p.Within(area) {
			return p, true
		}
	}
	return ethnicity.Population{}, false
}

// isAround reports whether a value names a force, or an area around it.
func isAround(value string, f ethnicity.Force) bool {
	if named, err := ethnicity.ParseForce(value); err == nil && named == f {
		return true
	}
	area, err := ethnicity.PopulationOf(f.Code(), ethnicity.Census2021)
	if err != nil {
		return false
	}
	for _, kind := range []string{"force:", "region:", "country:", "district:"} {
		if p, err := ethnicity.PopulationOf(kind+value, ethnicity.Census2021); err == nil && area.Within(p) {
			return true
		}
	}
	return false
}

// placeName returns the name that the residents of a district are asked for by; "" if a value names
// none.
func placeName(value string) string {
	p, err := ethnicity.PopulationOf("district:"+value, ethnicity.Census2021)
	if err != nil {
		return ""
	}
	// it has two meanings
	if _, err := ethnicity.PopulationOf(p.Area, ethnicity.Census2021); err != nil {
		return "district:" + p.Area
	}
	return p.Area
}

// text says of which part of the area of a force the records are: as the reason why there is no
// search rate, or beside the forces of which there is one.
func (p areaPart) text(f ethnicity.Force, beside bool) string {
	const most = 5
	places := p.places
	if more := len(places) - most; more > 1 {
		places = append(slices.Clone(places[:most]), fmt.Sprintf("%d more", more))
	}
	names := and(places)
	switch {
	case p.elsewhere && beside:
		return fmt.Sprintf("%s, whose rows are of places outside its area by their column %s (%s)", forceName(f), p.column, names)
	case p.elsewhere:
		return fmt.Sprintf("by their column %s the rows of %s are of %s, which are not in its area: give %s FILE, with the residents of these places",
			p.column, forceName(f), names, flags["Residents"])
	case beside:
		return fmt.Sprintf("%s, whose rows are of a part of its area by their column %s (%s)", forceName(f), p.column, names)
	}
	text := fmt.Sprintf("by their column %s the rows of %s are of %s alone, and its residents are those of all its area", p.column, forceName(f), names)
	if p.of > 0 {
		text = fmt.Sprintf("by their column %s the rows of %s are of %d of its %d districts (%s), and its residents are those of all of them",
			p.column, forceName(f), p.districts, p.of, names)
	}
	switch {
	case p.name != "":
		return fmt.Sprintf("%s: give %s", text, residentsFlag(p.name))
	case p.of > 0:
		return fmt.Sprintf("%s: give %s FILE, with the residents of the %s, or, if the rows are of all its area, %s", text, flags["Residents"],
			plural(int64(p.districts), "district", "districts"), residentsFlag("force:"+forceName(f)))
	}
	return fmt.Sprintf("%s: give %s FILE, with the residents of that place", text, flags["Residents"])
}

// partNotes says of forces beside others that they are in no search rate, since the records are of
// a part of their area.
func (r *Report) partNotes(without []ethnicity.Force) (notes []string) {
	for _, f := range without {
		if part, ok := r.areaParts[f]; ok {
			notes = append(notes, r.sayf("%s is in no {search rate}: %s, where it is read alone.", forceName(f), part.text(f, false)))
		}
	}
	return notes
}

// residentsFlag is what asks for the residents of a place on the command line.
func residentsFlag(name string) string {
	if strings.ContainsAny(name, " '") {
		name = fmt.Sprintf("%q", name)
	}
	return flags["ResidentsOf"] + " " + name
}
