package outcomes

import (
	"regexp"
	"slices"
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
	numFields
)

// fields holds the name of every field, whether data.police.uk has it, by that name, and its
// spellings as cells.FoldHeader returns them. Of the columns that tell the force, or a file, a
// table may have several, and the one whose spelling stands first here is read.
var fields = [numFields]struct {
	name      string
	official  bool
	spellings []string
}{
	fieldType:        {"Type", true, []string{"type"}},
	fieldDate:        {"Date", true, []string{"date", "datetime"}},
	fieldTime:        {"Time", false, []string{"time"}},
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
		"police_force_area", "police_force_area_name", "force_area", "pfa", "pfa_name", "constabulary", "police_service", "reported_by", "falls_within", "force_slug", "police_force_slug"}},
	fieldFile: {"File", false, []string{"file_name", "filename", "file", "source_file", "source_filename", "source_file_name",
		"csv_file", "file_path", "filepath"}},
}

// maybeFields are the names of columns that tell the force, or a file, if every value says so, and
// mean something else in other tables. The first of them that does is read.
var maybeFields = []string{"police_force_area_code", "pfa_code", "force_code", "force_id", "police", "source", "path"}

// areaColumn are the names that the ONS gives to the codes and names of police force areas, with
// the year of the areas: PFA23CD, PFA23NM.
var areaColumn = regexp.MustCompile(`^pfa[0-9]{2}(cd|nm)$`)

var fieldBySpelling = func() map[string]field {
	m := make(map[string]field)
	for f, row := range fields {
		for _, s := range row.spellings {
			m[s] = field(f)
		}
	}
	return m
}()

// isKnownName reports whether a folded name is one that the header of a table may have: of a field,
// or of another table that is known for what it is.
func isKnownName(folded string) bool {
	_, ok := fieldBySpelling[folded]
	return ok || slices.Contains(maybeFields, folded) || areaColumn.MatchString(folded) || isOtherName[folded]
}
