package tidy

import (
	"slices"
	"strings"
	"unicode"
)

// fold returns the name of a column, or a label, as they are compared: in small letters and digits,
// with one space for whatever stands between, and "and" for &. The sign of per cent stays.
func fold(name string) string {
	return strings.Join(strings.FieldsFunc(strings.ReplaceAll(strings.ToLower(name), "&", " and "), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '%' && !unicode.Is(unicode.M, r)
	}), " ")
}

// nouns returns the words of a name without numbers, and without "name" at the end: population of
// "Population (2021)", ward of "Ward name".
func nouns(name string) []string {
	all := slices.DeleteFunc(strings.Fields(fold(name)), func(word string) bool { return strings.Trim(word, digits) == "" })
	if n := len(all); n > 1 && all[n-1] == "name" {
		all = all[:n-1]
	}
	return all
}

func words(list string) map[string]bool {
	set := make(map[string]bool)
	for _, word := range strings.Split(list, ",") {
		set[strings.TrimSpace(word)] = true
	}
	return set
}

// The words of the header of the exposure that say what the events are out of.
var (
	rateWords       = words("residents, resident, population, populations, person years, exposure")
	proportionWords = words("trials, trial, searches, arrests, referrals, staff")
	ofWords         = words("of, out of")
)

// ModelOf returns the model that the words in the header of an exposure say: residents, resident,
// population, person years and exposure a rate; trials, searches, arrests, referrals, staff, and
// "out of" where the header begins with it, a proportion. It is [ModelByWords] if they say nothing,
// or both.
func ModelOf(header string) Model {
	names := nouns(header)
	whole := strings.Join(names, " ")
	rate, proportion := false, ofWords[whole] || strings.HasPrefix(whole, "out of ")
	for i, name := range names {
		rate = rate || rateWords[name] || i > 0 && rateWords[names[i-1]+" "+name]
		proportion = proportion || proportionWords[name]
	}
	switch {
	case rate && !proportion:
		return ModelRate
	case proportion && !rate:
		return ModelProportion
	}
	return ModelByWords
}

// A class says what happens to people where rows of a dimension are added up.
type class uint8

const (
	// each stands in one row, or is another event: they add up
	classPeople class = iota
	// the same people at another time
	classTime
	// a kind of event, of the same people or of others
	classEvent
	// the same people, or a part of them, once more: rows never add up
	classSame
)

// dimensionWords has names of columns that are dimensions even if all their cells are numbers.
var dimensionWords = map[class]map[string]bool{
	classTime: words("year, years, financial year, calendar year, fiscal year, reporting year, academic year, school year, fy, month, " +
		"quarter, period, time, time period, date, week, day, weekday, day of week, day of the week, hour, time of day, year ending, " +
		"reporting period, term"),
	classPeople: words("age, ages, age group, age groups, age band, age range, agegroup, ageband, age years, age in years, sex, gender, " +
		"area, place, location, region, district, borough, ward, force, police force, police force area, pfa, bcu, basic command unit, " +
		"lsoa, msoa, county, state, country, nation, court, school, site, local authority, la, postcode, post code, postal code, zip, " +
		"zip code, postcode district, station, police station, team, department, directorate, division, unit, stratum, strata, rank, " +
		"grade, band, id, code, ref, row, row number, line, index, fips, fid, oid, objectid, object id"),
	classEvent: words("category, type, offence, offense, offence type, offence group, crime type, object, object of search, reason, " +
		"reason for search, outcome, result, disposal, legislation, power, source, table number"),
	classSame: words("measure, indicator, metric, statistic, series, tactic, type of force, stage, step, decision point, table, variable"),
}

// leadWords begin the names of dimensions that hold labels, as "Type of force" and "Reason for
// arrest", endWords end them, as "Home district" and "Area code".
var (
	leadWords = classes(map[class]string{
		classEvent: "offence, offense, crime, object, reason, outcome, type, category",
		classSame:  "tactic, measure, indicator, stage, step",
	})
	endWords = classes(map[class]string{
		classTime:   "year, month, quarter, date, period",
		classPeople: "age, sex, gender, area, region, district, borough, ward, team, department, directorate, code, id, postcode",
		classSame:   "stage, step, tactic, measure, indicator",
	})
	// of what stands in a column of its own and is no dimension
	remarkWords = words("note, notes, comment, comments, remark, remarks, footnote, footnotes, flag, flags")
)

// classes turns lists of words round.
func classes(lists map[class]string) map[string]class {
	all := make(map[string]class)
	for c, list := range lists {
		for word := range words(list) {
			all[word] = c
		}
	}
	return all
}

// classOf returns what a name says of a dimension. named is false if it is the name of none.
func classOf(name string) (c class, named bool) {
	names := nouns(name)
	if len(names) == 0 {
		return classEvent, false
	}
	whole := strings.Join(names, " ")
	for c := range dimensionWords {
		if dimensionWords[c][whole] {
			return c, true
		}
	}
	if whole == "counts" { // what is counted at a stage: people or events
		return classSame, true
	}
	if c, ok := leadWords[names[0]]; ok {
		return c, true
	}
	if c, ok := endWords[names[len(names)-1]]; ok {
		return c, true
	}
	if names[0] == "age" {
		return classPeople, true
	}
	return classEvent, false
}

// IsDimension reports whether the header of a column is the name of a dimension whose cells may be
// numbers, as year, age, ward or "Area code": they are no counts.
func IsDimension(header string) bool {
	whole := strings.Join(nouns(header), " ")
	last := whole[strings.LastIndexByte(whole, ' ')+1:]
	for _, names := range dimensionWords {
		if names[whole] {
			return true
		}
	}
	return last == "code" || last == "id"
}

// IsTime reports whether the header of a column is the name of a time, as year, month or "Financial
// year": the same people can stand in rows of several.
func IsTime(header string) bool {
	c, named := classOf(header)
	return named && c == classTime
}

// totalWords say that a value of a dimension, or the label of a group, is all of them together.
var totalWords = words("all, total, totals, both, everyone, everybody, overall, grand total, sum, subtotal, sub total, combined, both sexes, all combined, any")

// allOf stand behind "all" or "every" where the value is all of a dimension: "All Saints" is a
// place.
var allOf = words("ages, age, age groups, groups, group, ethnicities, ethnic groups, ethnicity, people, persons, residents, sexes, genders, forces, force areas, areas, places, regions, districts, " +
	"boroughs, wards, years, year, months, quarters, periods, teams, departments, strata, categories, types, measures, offences, crimes, objects, reasons, outcomes, stages, staff, " +
	"pupils, searches, arrests, children, adults, usual residents, sites, schools, grades, ranks, bands, tactics, races")

// DimensionTotal reports whether a value of a dimension stands for all of it: "All", "Total
// England", "all ages", "both sexes".
func DimensionTotal(value string) bool {
	value = fold(value)
	first, rest, _ := strings.Cut(value, " ")
	switch first {
	case "all", "every":
		if allOf[rest] || allOf[rest+"s"] {
			return true
		}
	case "total", "totals", "subtotal":
		return true
	}
	return totalWords[value] || strings.HasSuffix(value, " total")
}
