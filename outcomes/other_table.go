package outcomes

import (
	"errors"
	"slices"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
)

// demanded is how many columns a table of searches must have: type, date and ethnicity.
const demanded = 3

// hasNoSearches reports whether e is about a table of something else than searches, which a folder
// is read without: one that is known for something else, or has hardly one of the columns of
// searches. A date alone, or a type, is in tables of everything.
func (e *HeaderError) hasNoSearches() bool {
	const hardly = 2
	if _, other := errors.AsType[otherTable](e.Err); other || len(e.Missing) == demanded {
		return true
	}
	if len(e.Missing) < demanded-1 {
		return false
	}
	known := 0
	for _, name := range e.Found {
		if f, ok := fieldBySpelling[cells.FoldHeader(name)]; ok && f != fieldForce && f != fieldFile && f != fieldTime {
			known++
		}
	}
	return known <= hardly
}

// otherTable says what a file is that has no searches, and what to do.
type otherTable string

func (o otherTable) Error() string { return string(o) }

// What to give in place of a file that has no searches.
const (
	theSearches               = ": give the file whose name ends in -stop-and-search.csv, which is in the same download"
	aTableOfCounts otherTable = "the file is a table of counts, with a row for many searches" + eachSearch

	eachSearch = ": want a row for each search, as the files of data.police.uk have whose names end in -stop-and-search.csv"
)

// otherTables are the tables that lie beside files of searches, and those that people take for
// them. The first whose header has one at least of each of these sets of names, as
// cells.FoldHeader returns them, is what a file is that lacks so many of the columns of searches.
var otherTables = []struct {
	lacks int
	has   [][]string
	is    otherTable
}{
	{1, [][]string{{"crime_id", "month", "reported_by"}, {"outcome_type"}}, "the file has outcomes of crimes, not searches" + theSearches},
	{1, [][]string{{"crime_type"}, {"crime_id", "month", "falls_within", "last_outcome_category", "reported_by", "lsoa_code"}},
		"the file has street-level crimes, not searches" + theSearches},
	{2, [][]string{{"category"}, {"persistent_id", "outcome_status", "location_subtype"}},
		"the file has street-level crimes, not searches" + theSearches},
	{1, [][]string{{"number_of_arrests", "arrests", "arrest_count", "reason_for_arrest", "reason_for_arrest_offence_group"}},
		"the file is a table of arrests, not of searches" + eachSearch},
	{1, [][]string{{"number_of_searches", "searches", "number_of_stops", "number_of_stop_and_searches", "stops", "stop_and_searches",
		"stops_and_searches", "total_searches", "search_count"}}, aTableOfCounts},
	{2, [][]string{{"count", "counts", "number", "n", "total", "frequency", "freq"}}, aTableOfCounts},
	{2, [][]string{{"population", "residents", "usual_residents", "observation"}}, "the file is a table of residents, not of searches" + eachSearch},
}

// isOtherName has the names of otherTables.
var isOtherName = func() map[string]bool {
	is := make(map[string]bool)
	for _, other := range otherTables {
		for _, names := range other.has {
			for _, name := range names {
				is[name] = true
			}
		}
	}
	return is
}()

// listNames are the names that the columns of a list of forces have.
var listNames = []string{"", "id", "name", "slug", "code", "url", "description", "telephone", "country", "region", "force", "force_name",
	"force_id", "force_slug", "police_force", "pfa", "pfa_name", "pfa_code"}

// otherTableOf says what the file is that has these names in its header, and lacks so many of the
// columns of searches; "" if that is not known.
func otherTableOf(folded []string, lacks int) otherTable {
	for _, other := range otherTables {
		all := lacks >= other.lacks
		for _, names := range other.has {
			all = all && slices.ContainsFunc(names, func(name string) bool { return slices.Contains(folded, name) })
		}
		if all {
			return other.is
		}
	}
	if named := slices.ContainsFunc(folded, func(name string) bool { return name != "" && name != "id" }); named &&
		!slices.ContainsFunc(folded, func(name string) bool { return !slices.Contains(listNames, name) && !areaColumn.MatchString(name) }) {
		return "the file is a list of police forces, not of searches" + eachSearch
	}
	return ""
}
