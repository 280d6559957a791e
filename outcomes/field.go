package outcomes

import (
	"regexp"
	"slices"
	"strings"
)

// A field is a column that the reader knows.
type field uint8

const (
	fieldType field = iota
	fieldDate
	fieldTime
	fieldOperation
	fieldLatitude
	fieldLongitude
	fieldGender
	fieldAge
	fieldSelf
	fieldOfficer
	fieldLegislation
	fieldObject
	fieldOutcome
	fieldLinked
	fieldClothing
	fieldForce
	fieldFile
	fieldCount
	numFields
)

// fields holds the name of every field, whether data.police.uk has it, by that name, and its
// spellings as cells.FoldHeader returns them, which may lack what stands between their words, as
// databases have it (FallsWithin). Of the columns that tell the date, the time, the force or a file
// a table may have several, and the one whose spelling stands first here is read.
var fields = [numFields]struct {
	name      string
	official  bool
	spellings []string
}{
	fieldType:        {"Type", true, []string{"type"}},
	fieldDate:        {"Date", true, []string{"datetime", "date_time", "date_and_time", "date", "search_date", "date_of_search"}},
	fieldTime:        {"Time", false, []string{"time", "search_time", "time_of_search"}},
	fieldOperation:   {"Part of a policing operation", true, []string{"part_of_a_policing_operation", "operation"}},
	fieldLatitude:    {"Latitude", true, []string{"latitude", "location_latitude"}},
	fieldLongitude:   {"Longitude", true, []string{"longitude", "location_longitude"}},
	fieldGender:      {"Gender", true, []string{"gender"}},
	fieldAge:         {"Age range", true, []string{"age_range"}},
	fieldSelf:        {"Self-defined ethnicity", true, []string{"self_defined_ethnicity"}},
	fieldOfficer:     {"Officer-defined ethnicity", true, []string{"officer_defined_ethnicity"}},
	fieldLegislation: {"Legislation", true, []string{"legislation"}},
	fieldObject:      {"Object of search", true, []string{"object_of_search"}},
	fieldOutcome:     {"Outcome", true, []string{"outcome"}},
	fieldLinked:      {"Outcome linked to object of search", true, []string{"outcome_linked_to_object_of_search"}},
	fieldClothing: {"Removal of more than just outer clothing", true,
		[]string{"removal_of_more_than_just_outer_clothing", "removal_of_more_than_outer_clothing"}},
	fieldForce: {"Force", false, []string{"force", "force_name", "name_of_force", "police_force", "police_force_name",
		"police_force_area", "police_force_area_name", "force_area", "pfa", "pfa_name", "constabulary", "police_service", "reported_by", "falls_within", "force_slug", "police_force_slug",
		"police_area", "recording_force", "reporting_force", "searching_force", "owning_force", "source_force"}},
	fieldFile: {"File", false, []string{"file_name", "filename", "file", "source_file", "source_filename", "source_file_name",
		"csv_file", "file_path", "filepath", "original_file", "input_file", "data_file"}},
	fieldCount: {"Count", false, nil}, // by ReadOptions.Columns alone: a number may be of anything
}

// maybeFields are the names of columns that tell the force, or a file, if every value says so, and
// mean something else in other tables. The first of them that does is read.
var maybeFields = []string{"police_force_area_code", "pfa_code", "force_code", "force_id", "police", "source", "path", "source_name",
	"data_source", "origin", "src", "dataset", "agency", "organisation", "organisation_name", "organization", "jurisdiction"}

// areaColumn are the names that the ONS gives to the codes and names of police force areas, with
// the year of the areas: PFA23CD, PFA23NM.
var areaColumn = regexp.MustCompile(`^pfa[0-9]{2}(cd|nm)$`)

var fieldBySpelling = func() map[string]field {
	m := make(map[string]field)
	for f, row := range fields {
		for _, s := range row.spellings {
			m[s], m[joined(s)] = field(f), field(f)
		}
	}
	return m
}()

// joined returns a folded name without what stands between its words.
func joined(folded string) string { return strings.ReplaceAll(folded, "_", "") }

// place returns at what place a folded name stands among the spellings of f.
func (f field) place(folded string) int {
	return slices.IndexFunc(fields[f].spellings, func(s string) bool { return s == folded || joined(s) == folded })
}

// precedes reports whether a column of one name goes before a column of another where a table has
// both: analysts who flatten the API add a date beside its datetime, which says more, and people
// who join files keep the force in several columns.
func (f field) precedes(name, other string) bool {
	switch f {
	case fieldDate, fieldTime, fieldForce, fieldFile:
		return f.place(name) < f.place(other)
	}
	return false
}

// isMoment reports whether a folded name of the date says that the time of day is in it.
func isMoment(folded string) bool {
	return folded == "datetime" || folded == "date_time" || folded == "date_and_time" || folded == "dateandtime"
}

// isKnownName reports whether a folded name is one that the header of a table may have: of a field,
// or of another table that is known for what it is.
func isKnownName(folded string) bool {
	_, ok := fieldBySpelling[folded]
	return ok || slices.Contains(maybeFields, folded) || areaColumn.MatchString(folded) || isOtherName[folded]
}
